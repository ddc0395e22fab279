// A terminal that tests type into and read: a pane of tmux. Called by watch.test.ts and completion.test.ts.
import { expect } from 'chai'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const untilMs = 15_000

/** Where tmux is missing that is a failure, not a pass. */
export function checkTmux(): void {
  execFileSync('tmux', ['-V'])
}

/** One terminal of a tmux server of its own. Whoever starts one closes it. */
export class Terminal {
  readonly #directory = mkdtempSync(join(tmpdir(), 'sluice-tmux-'))
  readonly #socket = join(this.#directory, 'socket')

  /** `command` is one of bash. */
  constructor(command: string, environment: Record<string, string> = {}) {
    const set = Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`])
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-s', 't', '-x', '120', '-y', '20', ...set, command)
  }

  press(...keys: string[]): void {
    this.#tmux('send-keys', '-t', 't', ...keys)
  }

  resize(width: number, height: number): void {
    this.#tmux('resize-window', '-t', 't', '-x', String(width), '-y', String(height))
  }

  get screen(): string {
    return this.#tmux('capture-pane', '-p', '-t', 't')
  }

  fact(name: string): string {
    return this.#tmux('display-message', '-p', '-t', 't', `#{${name}}`).trim()
  }

  /** What the screen shows once it shows that; fails with the screen. */
  async until(pattern: RegExp, withinMs = untilMs): Promise<string> {
    const endMs = Date.now() + withinMs
    for (;;) {
      const { screen } = this
      if (pattern.test(screen)) return screen
      if (Date.now() > endMs) expect.fail(`no ${pattern} on the screen:\n${screen}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** The only process that the shell started. */
  get child(): number {
    const found = execFileSync('ps', ['-o', 'pid=', '--ppid', this.fact('pane_pid')], { encoding: 'utf8' })
    return Number(found.trim().split(/\s+/)[0])
  }

  close(): void {
    spawnSync('tmux', ['-S', this.#socket, 'kill-server'])
    rmSync(this.#directory, { recursive: true, force: true })
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-S', this.#socket, ...args], { encoding: 'utf8' })
  }
}

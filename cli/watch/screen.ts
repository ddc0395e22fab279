// The terminal of the live view: alternate screen, hidden cursor, raw keys. Called by watch.ts, where stdout is a terminal.
// Invariant: whatever ends or stops the process but SIGKILL and SIGSTOP (close(), an exit, an exception that nobody catches, Ctrl-Z or
// SIGTSTP for as long as it lasts), screen, cursor and keyboard are given back before, and before the exception is printed.
import { emitKeypressEvents } from 'node:readline'
import { createLogUpdate } from 'log-update'
import type { Key } from './keys.ts'

const enterCodes = '\u001b[?1049h\u001b[?25l\u001b[H\u001b[2J'
const leaveCodes = '\u001b[?25h\u001b[?1049l'
const clearCodes = '\u001b[H\u001b[2J'
/** Who still runs then was not stopped. */
const stoppedWithinMs = 100

export interface ScreenEvents {
  key(key: Key): void
  size(width: number, height: number): void
  /** Nobody can press a key any more: the terminal went away. */
  gone(): void
}

export class Screen {
  readonly #events: ScreenEvents
  readonly #update = createLogUpdate(process.stdout, { showCursor: true })
  #entered = false
  #text = ''
  #back: NodeJS.Timeout | undefined

  constructor(events: ScreenEvents) {
    this.#events = events
  }

  open(): void {
    process.on('exit', this.#leave)
    process.on('SIGCONT', this.#enter)
    process.stdout.on('resize', this.#resized)
    if (process.stdin.isTTY) {
      emitKeypressEvents(process.stdin)
      process.stdin.on('keypress', this.#pressed)
      process.stdin.on('end', this.#events.gone)
    }
    this.#enter()
  }

  get width(): number {
    return process.stdout.columns || 80
  }

  get height(): number {
    return process.stdout.rows || 24
  }

  show(text: string): void {
    this.#text = text
    if (this.#entered) this.#update(text)
  }

  /**
   * Gives the terminal back and stops the process, as Ctrl-Z does; SIGCONT brings all of it back. Where no shell could continue it,
   * Linux does not stop it (`tmux new 'sluice lag --watch'`, a container): then the view is back at once.
   */
  readonly suspend = (): void => {
    this.#leave()
    process.off('SIGTSTP', this.suspend) // or it would come here again
    process.kill(process.pid, 'SIGTSTP')
    this.#back = setTimeout(this.#enter, stoppedWithinMs)
  }

  close(): void {
    this.#leave()
    clearTimeout(this.#back)
    process.off('SIGTSTP', this.suspend)
    process.off('exit', this.#leave)
    process.off('SIGCONT', this.#enter)
    process.stdout.off('resize', this.#resized)
    process.stdin.off('keypress', this.#pressed)
    process.stdin.off('end', this.#events.gone)
  }

  readonly #enter = (): void => {
    clearTimeout(this.#back)
    process.off('SIGTSTP', this.suspend).on('SIGTSTP', this.suspend)
    this.#entered = true
    process.stdout.write(enterCodes)
    if (process.stdin.isTTY) {
      process.stdin.setRawMode(true)
      process.stdin.resume()
    }
    this.#resized()
  }

  readonly #leave = (): void => {
    if (!this.#entered) return
    this.#entered = false
    process.stdout.write(leaveCodes)
    if (!process.stdin.isTTY) return
    process.stdin.setRawMode(false)
    process.stdin.pause()
  }

  /** What log-update believes to be on the screen is not there any more. */
  readonly #resized = (): void => {
    this.#update.done()
    process.stdout.write(clearCodes)
    this.show(this.#text)
    this.#events.size(this.width, this.height)
  }

  readonly #pressed = (text: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
    this.#events.key({ name: key.name, text: text ?? '', ctrl: key.ctrl ?? false })
  }
}

// The turns of the broker's main thread between two signals, as bench/bars/turn-probe.mjs inside the broker measures them.
// Called by main.ts.
import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const answerDeadlineMs = 10_000

interface Turns {
  /** Of the longest turn, without the time in which it waited for a core. */
  readonly turnMs: number
  readonly wallMs: number
}

export class Probe {
  readonly #file: string

  constructor(directory: string) {
    this.#file = join(directory, 'turns.json')
  }

  get env(): Readonly<Record<string, string>> {
    const probe = new URL('../bars/turn-probe.mjs', import.meta.url).href
    return { NODE_OPTIONS: `--import=${probe}`, BENCH_TURN_FILE: this.#file }
  }

  /**
   * The longest turn while `work` runs, what it took by the clock, and for how long of that the broker's main thread waited while another
   * process had its core: on a machine that does other things, that is the load and not the broker.
   */
  async during(
    pid: number,
    work: () => Promise<unknown>,
  ): Promise<Turns & { clockMs: number; waitedMs: number }> {
    await rm(this.#file, { force: true })
    process.kill(pid, 'SIGUSR2')
    await setTimeout(20)
    const waitedBeforeMs = waitedMsOf(pid)
    const beganMs = performance.now()
    await work()
    const clockMs = performance.now() - beganMs
    const waitedMs = waitedMsOf(pid) - waitedBeforeMs
    await setTimeout(20)
    process.kill(pid, 'SIGUSR2')
    const deadlineMs = performance.now() + answerDeadlineMs
    while (!existsSync(this.#file)) {
      if (performance.now() > deadlineMs) throw new Error('the probe in the broker did not answer')
      await setTimeout(5)
    }
    return { ...(JSON.parse(readFileSync(this.#file, 'utf8')) as Turns), clockMs, waitedMs }
  }
}

/** By the scheduler: how long the main thread of a process could have run and did not. */
function waitedMsOf(pid: number): number {
  const [, waitedNs] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')
  return Number(waitedNs) / 1e6
}

// Asks for lag once an interval, for as long as it is wanted. Called by watch.ts.
// Invariants: a call begins only when the one before has ended; an interval counts from the beginning of a call, and is waited
// for however fast a call fails, so that a broker that is away is not hammered.
import { isSluiceError } from '../../protocol/errors.ts'
import type { LagReport } from '../../protocol/lag.ts'

/** A call that takes longer is given up, and the next one begins. */
const callTimeoutMs = 10_000

export interface PollOptions {
  readonly intervalMs: number
  /** Ends the loop, and the call under way. */
  readonly signal: AbortSignal
  /** False: this interval passes without a call. */
  wanted(): boolean
  ask(signal: AbortSignal): Promise<LagReport>
  asked(): void
  report(report: LagReport): Promise<void> | void
  failure(text: string): void
}

export class Poll {
  readonly #options: PollOptions
  #wake: () => void = () => undefined
  #hurry = false

  constructor(options: PollOptions) {
    this.#options = options
  }

  /** `first` is a report that is there already. Resolves once the signal ended it; rejects with what `report` throws. */
  async run(first: LagReport): Promise<void> {
    const { signal, intervalMs } = this.#options
    let ready: LagReport | undefined = first
    while (!signal.aborted) {
      const startMs = performance.now()
      this.#hurry = false
      if (ready !== undefined) await this.#options.report(ready)
      else if (this.#options.wanted()) await this.#call()
      ready = undefined
      if (!this.#hurry) await this.#wait(startMs + intervalMs - performance.now())
    }
  }

  /** The next call begins at once, or once the one under way has ended. */
  hurry(): void {
    this.#hurry = true
    this.#wake()
  }

  async #call(): Promise<void> {
    const { signal } = this.#options
    const deadline = AbortSignal.timeout(callTimeoutMs)
    this.#options.asked()
    let report: LagReport
    try {
      report = await this.#options.ask(AbortSignal.any([signal, deadline]))
    } catch (error) {
      if (!signal.aborted) this.#options.failure(deadline.aborted ? '' : failureText(error))
      return
    }
    await this.#options.report(report)
  }

  #wait(ms: number): Promise<void> {
    const { signal } = this.#options
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.max(0, ms))
      this.#wake = done
      if (signal.aborted) done()
      else signal.addEventListener('abort', done)
    })
  }
}

function failureText(error: unknown): string {
  if (isSluiceError(error)) return `${error.code} ${error.message}`
  return error instanceof Error ? error.message : String(error)
}

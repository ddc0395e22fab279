// Reads what a view needs beyond the overview, again with every overview. Used by details.
// Invariants: one request at a time; a large answer is asked for less often, so that reading it never fills the page's time.
import type { Overview } from '../api.ts'

/** Of its own time, at most this part goes into reading. */
const BUSY_PART = 0.2

export class Refresher {
  readonly #abort = new AbortController()
  readonly #load: (overview: Overview, signal: AbortSignal) => Promise<void>
  readonly #failed: (error: unknown) => void
  #running = false
  #notBeforeMs = 0

  constructor(
    load: (overview: Overview, signal: AbortSignal) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#load = load
    this.#failed = failed
  }

  tick(overview: Overview): void {
    if (this.#running || performance.now() < this.#notBeforeMs) return
    void this.#run(overview)
  }

  /** The next overview is not waited for. */
  now(overview: Overview): void {
    this.#notBeforeMs = 0
    this.tick(overview)
  }

  close(): void {
    this.#abort.abort()
  }

  async #run(overview: Overview): Promise<void> {
    this.#running = true
    const fromMs = performance.now()
    try {
      await this.#load(overview, this.#abort.signal)
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#failed(error)
    } finally {
      this.#running = false
      const tookMs = performance.now() - fromMs
      this.#notBeforeMs = performance.now() + tookMs * (1 / BUSY_PART - 1)
    }
  }
}

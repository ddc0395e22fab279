// Notices that the whole broker stood still: stopped, starved of CPU, or busy in one long turn. Made and asked by
// coordinator.ts, before anything is decided by time: whoever looks first after a stall hears of it.

const INTERVAL_MS = 500
/** So long without a beat is no jitter. */
const STOOD_STILL_MS = 2 * INTERVAL_MS

export class Beat {
  readonly #onStoodStill: (forMs: number) => void
  readonly #timer: NodeJS.Timeout
  #atMs = performance.now()

  constructor(onStoodStill: (forMs: number) => void) {
    this.#onStoodStill = onStoodStill
    this.#timer = setInterval(() => this.check(), INTERVAL_MS).unref()
  }

  check(): void {
    const nowMs = performance.now()
    const forMs = nowMs - this.#atMs
    this.#atMs = nowMs
    if (forMs >= STOOD_STILL_MS) this.#onStoodStill(forMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

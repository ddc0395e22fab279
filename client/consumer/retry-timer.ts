// Wakes the fetcher when a partition that waits before it is asked again is due. Owned by fetcher.ts.
// Invariant: at most one timer, for the partition that is due first when it is armed; what waits for nothing arms none.
import type { FetchPosition } from './fetch-position.ts'

export class RetryTimer {
  readonly #due: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(due: () => void) {
    this.#due = due
  }

  arm(positions: readonly FetchPosition[], nowMs: number): void {
    let soonestMs = Number.POSITIVE_INFINITY
    for (const at of positions)
      if (!at.paused && !at.held && at.notBeforeMs > nowMs) soonestMs = Math.min(soonestMs, at.notBeforeMs)
    if (soonestMs === Number.POSITIVE_INFINITY || this.#timer !== undefined) return
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#due()
      },
      soonestMs - nowMs + 1,
    )
  }

  clear(): void {
    clearTimeout(this.#timer)
  }
}

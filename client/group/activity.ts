// Since when the application has something in hand without asking for more, or has stopped asking: looked at by a timer, so that
// a record costs nothing. Owned by membership.ts, across sessions: who lost its partitions over a slow handler joins again only when that is done.
// Who left its loop, or whose run() failed, holds nothing in its hands and asks for nothing: its partitions would stand still for ever.
// A record that run() tries again is work, as often as its user asked for: it may take longer than maxProcessingMs in all.
// Invariant: a partition counts from the last of: something of it was taken in hand, more of it was given out, more was finished,
// a record of it was tried again.
import type { FetchPosition } from '../consumer/fetch-position.ts'

interface Watched {
  mark: number
  sinceMs: number
}

export class Activity {
  readonly #watched = new Map<FetchPosition, Watched>()
  /** Who waits for records, or for partitions. */
  #askersCount = 0
  #notAskedSinceMs = 0

  watch(positions: readonly FetchPosition[]): void {
    for (const at of positions) this.#watched.set(at, { mark: Number.NaN, sinceMs: 0 })
  }

  /** Somebody began to wait for records or partitions (true), or got some, or is gone: once each. */
  asks(begins: boolean): void {
    this.#askersCount += begins ? 1 : -1
  }

  /** Answers the earliest of those times; 0: nothing is in hand, and somebody waits. */
  look(nowMs: number): number {
    const inHandSinceMs = this.#lookAtHands(nowMs)
    if (this.#askersCount > 0 || inHandSinceMs > 0) this.#notAskedSinceMs = 0
    else this.#notAskedSinceMs ||= nowMs
    return inHandSinceMs || this.#notAskedSinceMs
  }

  #lookAtHands(nowMs: number): number {
    let earliest = 0
    for (const [at, watched] of this.#watched) {
      if (at.holds === 0) {
        watched.mark = Number.NaN
        if (at.gone) this.#watched.delete(at)
        continue
      }
      const mark = at.offset + (at.lease.finishedOffset ?? 0) + at.triesAgain
      if (mark !== watched.mark) {
        watched.mark = mark
        watched.sinceMs = nowMs
      }
      if (earliest === 0 || watched.sinceMs < earliest) earliest = watched.sinceMs
    }
    return earliest
  }
}

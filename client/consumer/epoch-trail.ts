// Which leader epoch the records of a partition stand under, so that a commit can name that of the last record below it.
// Owned by fetch-position.ts, fed by fetcher.ts.
// Invariant: one entry for each epoch seen (a broker start each), in order; the oldest goes when there are too many.

/** Broker starts within what one consumer has read and not committed. */
const ENTRIES_MAX = 64

interface Entry {
  readonly fromOffset: number
  readonly epoch: number
}

export class EpochTrail {
  #entries: Entry[] = []

  /** Records from this offset on are of this epoch. */
  note(fromOffset: number, epoch: number): void {
    if (this.#entries.at(-1)?.epoch === epoch) return
    this.#entries.push({ fromOffset, epoch })
    if (this.#entries.length > ENTRIES_MAX) this.#entries.shift()
  }

  /** Of the record before `offset`; undefined where none was seen. */
  below(offset: number): number | undefined {
    return this.#entries.findLast((entry) => entry.fromOffset < offset)?.epoch
  }

  clear(): void {
    this.#entries = []
  }
}

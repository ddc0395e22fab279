// What was fetched and not given out, in the order it came. Owned by fetcher.ts.
// Invariants: `bytes` counts what is in it; a chunk from before its partition jumped is never given out; `sated` partitions are
// those that the reader passed over although something of them is here: nothing more of them is to be fetched.
import type { FetchPosition } from './fetch-position.ts'
import type { Fetched } from './fetch-settings.ts'

/** Partitions of which the reader wants nothing more for now. */
export type PassOver = (at: FetchPosition) => boolean

export class FetchedQueue {
  bytes = 0
  #entries: Fetched[] = []
  readonly #sated = new Set<FetchPosition>()

  push(entry: Fetched): void {
    this.#entries.push(entry)
    this.bytes += entry.chunk.bytes.length
  }

  /** The first one that is not passed over. */
  take(passOver: PassOver | undefined): Fetched | undefined {
    for (const at of this.#sated) if (passOver?.(at) !== true) this.#sated.delete(at)
    for (let i = 0; i < this.#entries.length; i++) {
      const entry = this.#entries[i] as Fetched
      const { at, generation, chunk } = entry
      if (generation === at.generation && passOver?.(at) === true) {
        this.#sated.add(at)
        continue
      }
      this.#entries.splice(i, 1)
      this.bytes -= chunk.bytes.length
      if (generation === at.generation) return entry
      i -= 1
    }
    return undefined
  }

  has(at: FetchPosition): boolean {
    return this.#entries.some((entry) => entry.at === at)
  }

  isSated(at: FetchPosition): boolean {
    return this.#sated.has(at)
  }

  /** Frees the memory of a partition that is passed over; it is to be fetched again, later. True when there was one. */
  evict(): boolean {
    for (const at of this.#sated) {
      if (!this.has(at)) continue
      at.rewind()
      this.#free(at) // it stays sated: nobody wants it for now
      return true
    }
    return false
  }

  /** Its reader lets go of what it had of it as well, so it is to be fetched again. */
  drop(at: FetchPosition): void {
    this.#sated.delete(at)
    this.#free(at)
  }

  remove(positions: ReadonlySet<FetchPosition>): void {
    this.#keep((entry) => !positions.has(entry.at))
    for (const at of positions) this.#sated.delete(at)
  }

  clear(): void {
    this.#keep(() => false)
  }

  #free(at: FetchPosition): void {
    this.#keep((entry) => entry.at !== at)
  }

  #keep(wanted: (entry: Fetched) => boolean): void {
    this.#entries = this.#entries.filter(wanted)
    this.bytes = 0
    for (const { chunk } of this.#entries) this.bytes += chunk.bytes.length
  }
}

// Several partitions' records in one order: by timestamp, and within a partition by offset, whatever the timestamps there say.
// Called by records.ts and tail.ts with what record-search.ts found.
// Invariant: what is left out by the count is told per partition, so that the next page begins with it.
import type { Search } from './record-search.ts'

export interface Merged {
  /** ShownRecord as JSON, one a record. */
  readonly records: Uint8Array[]
  /** Of each search: where the next page goes on (oldest: from here on, newest: below it). */
  readonly goOn: number[]
  /** Records that were found and have no room. */
  readonly leftOut: number
}

/** The records of one search, one after the other. */
class Cursor {
  readonly #search: Search
  #part = 0
  #index = 0
  left = 0

  constructor(search: Search) {
    this.#search = search
    for (const { ends } of search.parts) this.left += ends.length
    this.#settle()
  }

  get timestamp(): number {
    return this.#search.parts[this.#part]?.timestamps[this.#index] as number
  }

  get offset(): number {
    return this.#search.parts[this.#part]?.offsets[this.#index] as number
  }

  take(): Uint8Array {
    const { json, ends } = this.#search.parts[this.#part] as Search['parts'][number]
    const bytes = json.subarray(this.#index === 0 ? 0 : ends[this.#index - 1], ends[this.#index])
    this.#index++
    this.left--
    this.#settle()
    return bytes
  }

  #settle(): void {
    while (this.left > 0 && this.#index >= (this.#search.parts[this.#part]?.ends.length ?? 0)) {
      this.#part++
      this.#index = 0
    }
  }
}

export function merge(searches: readonly Search[], first: 'oldest' | 'newest', count: number): Merged {
  const cursors = searches.map((search) => new Cursor(search))
  const open = cursors.filter((cursor) => cursor.left > 0)
  const records: Uint8Array[] = []
  while (records.length < count && open.length > 0) {
    let best = 0
    for (let at = 1; at < open.length; at++) {
      const one = (open[at] as Cursor).timestamp
      const other = (open[best] as Cursor).timestamp
      if (first === 'oldest' ? one < other : one > other) best = at
    }
    const cursor = open[best] as Cursor
    records.push(cursor.take())
    if (cursor.left === 0) open.splice(best, 1)
  }
  const goOn = cursors.map((cursor, at) => {
    if (cursor.left === 0) return (searches[at] as Search).reached
    return first === 'oldest' ? cursor.offset : cursor.offset + 1
  })
  return { records, goOn, leftOut: open.reduce((sum, { left }) => sum + left, 0) }
}

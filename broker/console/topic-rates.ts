// How much is appended, per partition and topic: two looks at the logs, some seconds apart. Owned by console.ts, which says when.
// Invariants: a look is one pass over numbers in memory; a partition that was not there at the earlier look has no rate; asking for a
// rate costs the same however many topics there are.
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { Rates } from './api.ts'

interface Look {
  readonly atMs: number
  readonly topics: ReadonlyMap<Topic, TopicLook>
  /** Of all topics since the first look; they only grow, also when a topic goes. */
  readonly records: number
  readonly bytes: number
}

interface TopicLook {
  /** Of each partition. */
  readonly ends: Float64Array
  readonly records: number
  readonly bytes: number
}

/** Looks this close to the one before are left out. */
const apartMs = 1_500
/** Rates are of this time at least, once there are looks that far apart. */
const windowMs = 8_000
const looksKept = 8
const unknown: Rates = { inPerSecond: null, inBytesPerSecond: null }

export class TopicRates {
  readonly #store: Store
  #looks: Look[] = []

  constructor(store: Store) {
    this.#store = store
  }

  look(nowMs: number = performance.now()): void {
    const last = this.#looks[this.#looks.length - 1]
    if (last !== undefined && nowMs - last.atMs < apartMs) return
    const topics = new Map<Topic, TopicLook>()
    let { records, bytes } = last ?? { records: 0, bytes: 0 }
    for (const topic of this.#store.topics()) {
      const { recordsIn, bytesIn } = topic.traffic
      const ends = Float64Array.from(topic.logs, (log) => log.visibleOffset)
      topics.set(topic, { ends, records: recordsIn, bytes: bytesIn })
      const before = last?.topics.get(topic)
      if (last !== undefined) records += recordsIn - (before?.records ?? 0)
      if (last !== undefined) bytes += bytesIn - (before?.bytes ?? 0)
    }
    this.#looks.push({ atMs: nowMs, topics, records, bytes })
    if (this.#looks.length > looksKept) this.#looks.shift()
  }

  ofTopic(topic: Topic): Rates {
    return ratesOf(this.#window(({ topics }) => topics.get(topic)))
  }

  ofPartition(topic: Topic, partition: number): number | null {
    const window = this.#window(({ topics }) => topics.get(topic))
    const before = window?.before.ends[partition]
    const after = window?.after.ends[partition]
    if (window === undefined || before === undefined || after === undefined) return null
    return Math.max(0, after - before) / window.seconds
  }

  ofAll(): Rates {
    return ratesOf(this.#window((look) => look))
  }

  /** The newest look, and the newest one of those that are old enough, or the oldest. */
  #window<T>(of: (look: Look) => T | undefined): { before: T; after: T; seconds: number } | undefined {
    const last = this.#looks[this.#looks.length - 1]
    const after = last && of(last)
    if (last === undefined || after === undefined) return undefined
    let found: { before: T; after: T; seconds: number } | undefined
    for (let at = this.#looks.length - 2; at >= 0; at--) {
      const look = this.#looks[at] as Look
      const before = of(look)
      if (before === undefined) break
      found = { before, after, seconds: (last.atMs - look.atMs) / 1000 }
      if (last.atMs - look.atMs >= windowMs) break
    }
    return found
  }
}

function ratesOf(window: { before: Totals; after: Totals; seconds: number } | undefined): Rates {
  if (window === undefined) return unknown
  const { before, after, seconds } = window
  return {
    inPerSecond: Math.max(0, after.records - before.records) / seconds,
    inBytesPerSecond: Math.max(0, after.bytes - before.bytes) / seconds,
  }
}

interface Totals {
  readonly records: number
  readonly bytes: number
}

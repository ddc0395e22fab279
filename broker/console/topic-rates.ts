// How much is appended, per partition and topic: two looks at the logs, some seconds apart. Owned by console.ts, which says when.
// Invariants: a look is one pass over numbers in memory; a partition that was not there at the earlier look has no rate.
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { Rates } from './api.ts'

interface Look {
  readonly atMs: number
  readonly topics: ReadonlyMap<Topic, TopicLook>
}

interface TopicLook {
  /** Of each partition. */
  readonly ends: Float64Array
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
    for (const topic of this.#store.topics()) {
      const ends = Float64Array.from(topic.logs, (log) => log.visibleOffset)
      topics.set(topic, { ends, bytes: topic.traffic.bytesIn })
    }
    this.#looks.push({ atMs: nowMs, topics })
    if (this.#looks.length > looksKept) this.#looks.shift()
  }

  ofTopic(topic: Topic): Rates {
    const window = this.#window(topic)
    if (window === undefined) return unknown
    const { before, after, seconds } = window
    let records = 0
    for (const [partition, end] of after.ends.entries()) records += grown(before.ends[partition], end)
    return {
      inPerSecond: records / seconds,
      inBytesPerSecond: Math.max(0, after.bytes - before.bytes) / seconds,
    }
  }

  ofPartition(topic: Topic, partition: number): number | null {
    const window = this.#window(topic)
    const end = window?.after.ends[partition]
    if (window === undefined || end === undefined || window.before.ends[partition] === undefined) return null
    return grown(window.before.ends[partition], end) / window.seconds
  }

  ofAll(): Rates {
    let inPerSecond = 0
    let inBytesPerSecond = 0
    if (this.#looks.length < 2) return unknown
    for (const topic of this.#store.topics()) {
      const rates = this.ofTopic(topic)
      inPerSecond += rates.inPerSecond ?? 0
      inBytesPerSecond += rates.inBytesPerSecond ?? 0
    }
    return { inPerSecond, inBytesPerSecond }
  }

  #window(topic: Topic): { before: TopicLook; after: TopicLook; seconds: number } | undefined {
    const last = this.#looks[this.#looks.length - 1]
    const known = this.#looks.filter((look) => look !== last && look.topics.has(topic))
    const first = known.findLast(({ atMs }) => (last as Look).atMs - atMs >= windowMs) ?? known[0]
    const after = last?.topics.get(topic)
    const before = first?.topics.get(topic)
    if (last === undefined || first === undefined || after === undefined || before === undefined)
      return undefined
    return { before, after, seconds: (last.atMs - first.atMs) / 1000 }
  }
}

function grown(before: number | undefined, after: number): number {
  return before === undefined ? 0 : Math.max(0, after - before)
}

// Where one assigned partition stands. Owned by fetcher.ts; consumer.ts reads and moves it.
// Invariants: `generation` grows with every jump, so that answers to questions asked before it are dropped; there is always
// one lease, a new one after every jump to other records.
import { type Committing, PartitionLease } from './lease.ts'
import type { TopicFacts } from './metadata.ts'
import type { AnyTopic } from './topic.ts'

/** Where to begin: resolved to an offset before the first fetch. */
export type StartSpec = 'earliest' | 'latest' | { readonly offset: number } | { readonly timestamp: number }

export class FetchPosition {
  readonly handle: AnyTopic
  readonly partition: number
  facts: TopicFacts
  /** What `offset` is to be resolved from; undefined once it is. */
  start: StartSpec | undefined
  /** Of the next record to deliver. Meaningless while `start` is set. */
  offset = 0
  /** Of the next record to fetch. */
  fetchOffset = 0
  /** The first record shown has at least this timestamp. */
  fromTimestamp: number | undefined
  lastEpoch: number | undefined
  highWatermark: number | undefined
  generation = 0
  /** A question about it is out. */
  busy = false
  paused = false
  /** Its failure was told or is about to be: nothing is asked until the consumer pulls again. */
  held = false
  notBeforeMs = 0
  failures = 0
  lease: PartitionLease
  /** How often the application has something of it in hand; `onFree` hears when it has nothing any more. */
  holds = 0
  onFree: (() => void) | undefined
  /** Of consumers with a group. */
  committing: Committing | undefined

  constructor(handle: AnyTopic, partition: number, facts: TopicFacts, start: StartSpec) {
    this.handle = handle
    this.partition = partition
    this.facts = facts
    this.start = start
    this.lease = new PartitionLease(this)
    if (typeof start === 'object' && 'offset' in start) this.moveTo(start.offset)
  }

  /** What was taken before counts for nothing from now on: other records follow than those behind it. */
  renewLease(): void {
    this.lease.end()
    this.lease = new PartitionLease(this)
  }

  jump(to: StartSpec): void {
    this.generation += 1
    this.busy = false
    this.held = false
    this.lastEpoch = undefined
    this.fromTimestamp = undefined
    this.notBeforeMs = 0
    this.start = to
    if (typeof to === 'object' && 'offset' in to) this.moveTo(to.offset)
  }

  moveTo(offset: number): void {
    this.start = undefined
    this.offset = offset
    this.fetchOffset = offset
  }

  /** Fetched but undelivered records are fetched again. */
  rewind(): void {
    this.generation += 1
    this.busy = false
    if (this.start === undefined) this.fetchOffset = this.offset
  }
}

// Where one assigned partition stands. Owned by fetcher.ts; consumer.ts reads and moves it.
// Invariants: `generation` grows with every jump, so that answers to questions asked before it are dropped; there is always
// one lease, a new one after every jump to other records.
import { EpochTrail } from './epoch-trail.ts'
import { type Committing, PartitionLease } from './lease.ts'
import type { TopicFacts } from '../connection/metadata.ts'
import { deferred } from '../connection/retry.ts'
import type { AnyTopic } from '../topic.ts'

/** Where to begin: resolved to an offset before the first fetch. */
export type StartSpec =
  | 'earliest'
  | 'latest'
  | {
      /** Of the first record to read. */
      readonly offset: number
    }
  | {
      /** Milliseconds since 1970: the first record not before it, as producers stamped it. */
      readonly timestamp: number
    }

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
  /** Nobody can say whether it is still this consumer's: nothing of it is begun until somebody does. */
  fenced = false
  /** A part of a chunk was given out, the rest of it was not yet. */
  cut = false
  /** Its failure was told or is about to be: nothing is asked until the consumer pulls again. */
  held = false
  notBeforeMs = 0
  failures = 0
  lease: PartitionLease
  readonly epochs = new EpochTrail()
  /** How often the application has something of it in hand; `onFree` hears when it has nothing any more. */
  holds = 0
  onFree: (() => void) | undefined
  /** How often run() tried a record of it again. */
  triesAgain = 0
  /** What was fetched and not given out is to be dropped. */
  onGivenBack: (() => void) | undefined
  /** Of consumers with a group. */
  committing: Committing | undefined
  /** Of group members: under which epoch the partition is theirs. */
  assignmentEpoch = 0
  /** Of group members: the topic id is part of the assignment, so a topic made anew is another partition. */
  fixedTopic = false
  /** Being given up, lost, or its topic is gone: never fetched again. */
  stopped = false
  /** Given up or lost: not this consumer's to commit. */
  gone = false
  /** Since it began or jumped. */
  gaveOut = false
  /** Where the batch that was given out last begins. */
  givenFrom = 0
  /** `orElse` moved it: its new start is to be committed. */
  moved = false

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
    this.epochs.clear()
    this.gaveOut = false
    this.moved = false
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

  /** Begins where the group left off: behind a record of this epoch. */
  resumeAt(offset: number, epoch: number | undefined): void {
    this.moveTo(offset)
    this.lease.sentOffset = offset
    this.lastEpoch = epoch
    if (epoch !== undefined) this.epochs.note(-1, epoch)
  }

  /** Resolves once the application has nothing of it in hand. */
  async whenFree(): Promise<void> {
    if (this.holds === 0) return
    const { promise, resolve } = deferred<void>()
    const before = this.onFree
    this.onFree = () => {
      before?.()
      resolve()
    }
    await promise
  }

  /** Nothing of it is fetched or given out any more. */
  leave(): void {
    this.stopped = true
    this.rewind()
  }
}

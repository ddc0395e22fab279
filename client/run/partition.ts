// One partition in the hands of run(), for as long as one lease of it lasts: batches not read yet, what was begun, what is
// finished. Owned by scheduler.ts.
// Invariants: the lease is held while there is anything to read or in a handler; records are read in order, once.
import { limits } from '../../protocol/limits.ts'
import type { Lease } from '../consumer/lease.ts'
import type { Waiting } from './keys.ts'
import type { HandlerContext } from './options.ts'
import { FinishTracker } from './tracker.ts'
import type { AnyBatch, AnyRecord } from './source.ts'

export class RunPartition {
  readonly lease: Lease
  readonly tracker: FinishTracker
  readonly context: HandlerContext
  /** Records in handlers, retries and dead letters under way included. */
  active = 0
  /** Records that were read and wait for their key's turn. */
  waiting = 0
  /** Stands in the scheduler's line. */
  queued = false
  /** An earlier lease of the same partition, of which a handler still runs: with order 'partition' this one waits for it. */
  behind: RunPartition | undefined
  /** Where the partition goes on behind what was pulled. */
  position: number
  /** Where it goes on behind the record that `next` answered last. */
  nextOffset: number
  readonly #controller = new AbortController()
  readonly #batches: AnyBatch[] = []
  #records: Iterator<AnyRecord, undefined> | undefined
  #left = 0
  #held = false
  #forget: (() => void)[] = []

  constructor(lease: Lease, firstOffset: number) {
    this.lease = lease
    this.tracker = new FinishTracker(firstOffset)
    this.position = firstOffset
    this.nextOffset = firstOffset
    this.context = { signal: this.#controller.signal }
  }

  /** Called once; `ended` when nothing new is to be begun, `over` when what is finished counts for nothing. */
  watch(ended: () => void, over: () => void): void {
    this.#forget = [this.lease.whenEnded(ended), this.lease.whenOver(over)]
  }

  add(batch: AnyBatch): void {
    this.position = batch.nextOffset
    if (batch.records === 0) {
      if (this.#batches.length === 0) this.#skipTo(batch.nextOffset)
      return
    }
    this.hold()
    this.#batches.push(batch)
    if (this.#batches.length === 1) this.#open(batch)
  }

  hold(): void {
    if (!this.#held) this.lease.hold()
    this.#held = true
  }

  /** The next record; throws what makes its batch unreadable. Only after `hasNext`. */
  next(): AnyRecord {
    const step = (this.#records as Iterator<AnyRecord, undefined>).next()
    const record = step.value as AnyRecord
    this.#left -= 1
    this.nextOffset = record.offset + 1
    if (this.#left === 0) {
      this.nextOffset = (this.#batches.shift() as AnyBatch).nextOffset
      const following = this.#batches[0]
      if (following !== undefined) this.#open(following)
    }
    return record
  }

  get hasNext(): boolean {
    return this.#left > 0
  }

  /** Nothing more is to be pulled of it for now. */
  get full(): boolean {
    return this.#batches.length >= limits.runBatchesAhead
  }

  /** More than `full`: a source that cannot pass over partitions gave what nobody asked for. */
  get overfull(): boolean {
    return this.#batches.length > limits.runBatchesAhead
  }

  /** May another record be begun beside those that are not finished? */
  get windowOpen(): boolean {
    return this.tracker.replaying || this.tracker.span < limits.runWindowRecords
  }

  /** What was not read is dropped. */
  drop(): void {
    this.#batches.length = 0
    this.#left = 0
    this.#records = undefined
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason)
  }

  /** It was paused: what was not read, and these that waited for their key's turn, come again, later. */
  setAside(waiting: readonly Waiting[]): void {
    this.drop()
    this.waiting -= waiting.length
    let from = this.nextOffset
    for (const { record, sequence } of waiting) {
      this.tracker.setAside(sequence)
      from = Math.min(from, record.offset)
    }
    if (from === this.position) return
    this.position = from
    this.nextOffset = from
    this.lease.giveBack(from)
  }

  /** Lets go of the lease where nothing is left of it in hand. */
  releaseIfIdle(): void {
    if (!this.#held || this.active > 0 || this.hasNext) return
    if (this.waiting > 0 && !this.lease.ended) return
    this.#held = false
    this.lease.release()
  }

  /** The end of it: what is unfinished goes back. */
  leave(): void {
    for (const forget of this.#forget) forget()
    const { finished } = this.tracker
    this.drop()
    if (!this.lease.ended && finished !== this.position) this.lease.giveBack(finished)
    if (this.#held) this.lease.release()
    this.#held = false
  }

  #open(batch: AnyBatch): void {
    this.#records = batch[Symbol.iterator]() as Iterator<AnyRecord, undefined>
    this.#left = batch.records
  }

  #skipTo(offset: number): void {
    this.nextOffset = offset
    if (this.tracker.span === 0 && !this.tracker.replaying && this.tracker.pass(offset - 1, offset))
      this.lease.finished(offset)
  }
}

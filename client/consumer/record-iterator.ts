// `for await (const record of consumer)`: records one by one out of whole batches. Made by consumer.ts.
// Invariants: a position stands behind the record given out last, so that after `break`, an error, or a seek by somebody
// else nothing is skipped and nothing given twice; asking for the next record finishes the one before, `return` finishes
// nothing: the record in hand counts only once it is committed by hand or the loop after this one goes on behind it; calls of
// `next` are answered in order, also when they come before the last one was answered.
import type { FetchPosition } from './fetch-position.ts'
import type { Given, HandOut } from './hand-out.ts'
import type { PartitionLease } from './lease.ts'
import type { ConsumedRecord } from './record.ts'

type AnyRecord = ConsumedRecord<unknown, unknown>

/** What this file needs of hand-out.ts. */
export type BatchSource = Pick<HandOut, 'next' | 'look'>

export class RecordIterator implements AsyncIterableIterator<AnyRecord> {
  readonly #source: BatchSource
  readonly #signal: AbortSignal | undefined
  #records: Iterator<AnyRecord> | undefined
  #at: FetchPosition | undefined
  #lease: PartitionLease | undefined // of #at, held
  #generation = 0
  #batchEnd = 0
  #given = false // something of the batch in hand
  #ended = false
  #pending: Promise<IteratorResult<AnyRecord, undefined>> | undefined

  constructor(source: BatchSource, signal: AbortSignal | undefined) {
    this.#source = source
    this.#signal = signal
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<AnyRecord, undefined>> {
    if (this.#pending !== undefined) {
      const again = () => this.next()
      return this.#pending.then(again, again)
    }
    let value: AnyRecord | undefined
    try {
      value = this.#next()
    } catch (error) {
      return Promise.reject(error as Error)
    }
    if (value !== undefined) return Promise.resolve({ value, done: false })
    this.#pending = this.#fromNextBatch().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  return(): Promise<IteratorResult<AnyRecord, undefined>> {
    this.#ended = true
    if (this.#pending !== undefined) this.#source.look()
    this.#leave()
    return Promise.resolve({ value: undefined, done: true })
  }

  #next(): AnyRecord | undefined {
    const at = this.#at
    if (this.#records === undefined || at === undefined || at.generation !== this.#generation)
      return undefined
    const step = this.#step(this.#records, at)
    if (step.done) {
      this.#records = undefined
      at.offset = this.#batchEnd
      return undefined
    }
    at.offset = step.value.offset + 1
    return step.value
  }

  /** A batch that cannot be unpacked is not passed over: the next reader is told the same. */
  #step(records: Iterator<AnyRecord>, at: FetchPosition): IteratorResult<AnyRecord, undefined> {
    try {
      return records.next()
    } catch (error) {
      const lease = this.#lease as PartitionLease
      lease.giveBack(at.offset)
      this.#letGo(lease, at.offset)
      throw error
    }
  }

  async #fromNextBatch(): Promise<IteratorResult<AnyRecord, undefined>> {
    while (!this.#ended) {
      const lease = this.#lease
      // The whole batch is finished, or, where its partition jumped, was paused or is given up, what was given out of it.
      if (lease !== undefined)
        this.#letGo(lease, this.#records === undefined ? this.#batchEnd : lease.at.offset)
      const isGone = () => this.#ended
      const taken = (given: Given) => this.#hold(given)
      const given = await this.#source.next(Number.POSITIVE_INFINITY, this.#signal, undefined, isGone, taken)
      if (given === undefined || this.#ended) break
      const { at } = given.lease
      // While something is in hand nobody else moves the position, but for jumps, which end the lease or are committed themselves.
      given.lease.progress = () => at.offset - 1
      this.#given = true
      const value = this.#next()
      if (value !== undefined) return { value, done: false }
    }
    this.#leave() // `return` came while the batch was on its way
    return { value: undefined, done: true }
  }

  /** It comes held, in the turn in which it is given out; its first record is given in a later one. */
  #hold({ batch, lease }: Given): void {
    this.#lease = lease
    this.#generation = lease.at.generation
    this.#batchEnd = batch.nextOffset
    this.#given = false
    this.#at = lease.at
    lease.at.offset = batch.firstOffset
    this.#records = batch[Symbol.iterator]()
  }

  /** What is left of the batch in hand goes back, unless the partition jumped meanwhile. */
  #leave(): void {
    const lease = this.#lease
    if (lease === undefined) return
    const { at } = lease
    if (this.#records !== undefined && at.generation === this.#generation && at.offset < this.#batchEnd)
      lease.giveBack(at.offset)
    this.#letGo(lease, this.#given ? at.offset - 1 : undefined)
  }

  /** `finishedOffset` undefined: the loop was given nothing of the batch. */
  #letGo(lease: PartitionLease, finishedOffset: number | undefined): void {
    lease.progress = undefined
    if (finishedOffset !== undefined) lease.finished(finishedOffset)
    lease.release()
    this.#at = undefined
    this.#lease = undefined
    this.#records = undefined
  }
}

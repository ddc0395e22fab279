// `for await (const record of consumer)`: records one by one out of whole batches. Made by consumer.ts.
// Invariants: a position stands behind the record given out last, so that after `break`, an error, or a seek by somebody
// else nothing is skipped and nothing given twice.
import type { Batch } from './batch.ts'
import type { FetchPosition } from './fetch-position.ts'
import type { ConsumedRecord } from './record.ts'

type AnyRecord = ConsumedRecord<unknown, unknown>

/** What this file needs of a consumer. */
export interface BatchSource {
  nextBatch(recordsMax: number, signal?: AbortSignal): Promise<Batch<unknown, unknown> | undefined>
  tracker(
    batch: Batch<unknown, unknown>,
  ): { readonly generation: number; readonly at: FetchPosition } | undefined
  giveBack(at: FetchPosition, offset: number): void
}

export class RecordIterator implements AsyncIterableIterator<AnyRecord> {
  readonly #source: BatchSource
  readonly #signal: AbortSignal | undefined
  #records: Iterator<AnyRecord> | undefined
  #at: FetchPosition | undefined
  #generation = 0
  #batchEnd = 0
  #ended = false

  constructor(source: BatchSource, signal: AbortSignal | undefined) {
    this.#source = source
    this.#signal = signal
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<AnyRecord, undefined>> {
    const value = this.#inHand()
    return value === undefined ? this.#fromNextBatch() : Promise.resolve({ value, done: false })
  }

  return(): Promise<IteratorResult<AnyRecord, undefined>> {
    this.#ended = true
    const at = this.#at
    // What is left of the batch in hand goes back, unless the partition jumped meanwhile.
    if (at !== undefined && this.#records !== undefined && at.generation === this.#generation) {
      if (at.offset < this.#batchEnd) this.#source.giveBack(at, at.offset)
    }
    this.#records = undefined
    return Promise.resolve({ value: undefined, done: true })
  }

  #inHand(): AnyRecord | undefined {
    const at = this.#at
    if (this.#records === undefined || at === undefined || at.generation !== this.#generation)
      return undefined
    const step = this.#records.next()
    if (step.done) {
      this.#records = undefined
      at.offset = this.#batchEnd
      return undefined
    }
    at.offset = step.value.offset + 1
    return step.value
  }

  async #fromNextBatch(): Promise<IteratorResult<AnyRecord, undefined>> {
    while (!this.#ended) {
      const batch = await this.#source.nextBatch(Number.POSITIVE_INFINITY, this.#signal)
      if (batch === undefined) break
      const tracked = this.#source.tracker(batch)
      if (tracked === undefined) continue
      this.#at = tracked.at
      this.#generation = tracked.generation
      this.#batchEnd = batch.nextOffset
      tracked.at.offset = batch.firstOffset
      this.#records = batch[Symbol.iterator]()
      const value = this.#inHand()
      if (value !== undefined) return { value, done: false }
    }
    return { value: undefined, done: true }
  }
}

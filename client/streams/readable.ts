// A consumer as a stream of Node: of records, or of batches. Called by consumer.ts.
//
//   pull ──batch──▶ its records ──push──▶ unread in the stream ──read()──▶ in hand ──the next is asked for──▶ finished
//                                                 └── destroy ──▶ given back
//
// Invariants: the stream is ahead of its reader by nothing (highWaterMark 0): the next record is pushed when it is asked for,
// and that alone finishes the one before; what was not read when the stream is destroyed is delivered by the consumer's next
// reader; the consumer stays open.
import { Readable } from 'node:stream'
import { checkOptions } from '../options.ts'
import type { Lease } from '../consumer/lease.ts'
import type { AnyBatch, AnyRecord, RunSource } from '../run/source.ts'

/** Of `consumer.readable()` and `readableBatches()`. */
export interface ReadableOptions {
  /** Destroys the stream, with Node's AbortError. */
  readonly signal?: AbortSignal
}

type PullSource = Pick<RunSource, 'pull'>

/** A record, or a whole batch: offsets [offset, end). */
interface Item {
  readonly content: AnyRecord | AnyBatch
  readonly offset: number
  readonly end: number
}

class ConsumerReadable extends Readable {
  readonly #source: PullSource
  readonly #itemsOf: (batch: AnyBatch) => Iterator<Item, undefined>
  readonly #finishes: boolean
  readonly #abort = new AbortController()
  #lease: Lease | undefined
  #items: Iterator<Item, undefined> | undefined
  /** Of the batch that is read, what was pushed and not asked past: in hand, or unread at the end of it. */
  #pushed: Item[] = []
  /** Behind what was pushed last. */
  #position = 0
  #batchEnd = 0
  #pulling = false

  constructor(source: PullSource, what: 'records' | 'batches', { signal }: ReadableOptions) {
    super({ objectMode: true, highWaterMark: 0, ...(signal && { signal }) })
    this.#source = source
    this.#finishes = what === 'records'
    this.#itemsOf = what === 'records' ? recordsOf : wholeOf
  }

  override _read(): void {
    try {
      if (!this.#pushNext() && !this.#pulling) void this.#pull()
    } catch (error) {
      this.destroy(error as Error) // the batch cannot be unpacked
    }
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#abort.abort()
    const unread = this.#pushed[this.#pushed.length - this.readableLength]
    const from = this.readableLength > 0 && unread !== undefined ? unread.offset : this.#position
    const lease = this.#lease
    if (lease !== undefined && from < this.#batchEnd) lease.giveBack(from)
    this.#leaveBatch()
    callback(error)
  }

  /** False: the batch is through, or there is none. */
  #pushNext(): boolean {
    const lease = this.#lease
    if (lease === undefined) return false
    this.#finishRead(lease)
    if (lease.paused) lease.giveBack(this.#position)
    const step = lease.ended || lease.paused ? undefined : this.#items?.next()
    if (step === undefined || step.done === true) {
      if (step !== undefined && this.#finishes) lease.finished(this.#batchEnd)
      this.#leaveBatch()
      return false
    }
    const item = step.value
    this.#pushed.push(item)
    this.#position = item.end
    this.push(item.content)
    return true
  }

  /** The reader asks for more: what it took before is finished. */
  #finishRead(lease: Lease): void {
    const readCount = this.#pushed.length - this.readableLength
    const last = this.#pushed[readCount - 1]
    if (last === undefined) return
    this.#pushed.splice(0, readCount)
    if (this.#finishes) lease.finished(last.end)
  }

  async #pull(): Promise<void> {
    this.#pulling = true
    try {
      while (!this.destroyed) {
        const given = await this.#source.pull(Number.POSITIVE_INFINITY, this.#abort.signal, () => false)
        if (given === undefined) {
          this.push(null)
          return
        }
        const { batch, lease } = given
        if (this.destroyed) lease.giveBack(batch.firstOffset)
        else if (!lease.ended) {
          this.#open(batch, lease)
          if (this.#pushNext()) return
        }
      }
    } catch (error) {
      this.destroy(error as Error)
    } finally {
      this.#pulling = false
    }
  }

  #open(batch: AnyBatch, lease: Lease): void {
    lease.hold()
    this.#lease = lease
    this.#items = this.#itemsOf(batch)
    this.#position = batch.firstOffset
    this.#batchEnd = batch.nextOffset
  }

  #leaveBatch(): void {
    const lease = this.#lease
    this.#lease = undefined
    this.#items = undefined
    this.#pushed = []
    lease?.release()
  }
}

function* recordsOf(batch: AnyBatch): Generator<Item, undefined> {
  for (const record of batch) yield { content: record, offset: record.offset, end: record.offset + 1 }
  return undefined
}

function* wholeOf(batch: AnyBatch): Generator<Item, undefined> {
  yield { content: batch, offset: batch.firstOffset, end: batch.nextOffset }
  return undefined
}

/** See Consumer.readable and Consumer.readableBatches. */
export function readable(
  source: PullSource,
  what: 'records' | 'batches',
  options: ReadableOptions = {},
): Readable {
  checkOptions('readable', options)
  return new ConsumerReadable(source, what, options)
}

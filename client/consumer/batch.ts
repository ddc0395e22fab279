// What `batches()` yields: records of one partition, decoded one by one from the buffer they were received in.
// Made by chunk.ts. May be iterated several times and outlive its chunk; it holds on to the received buffer.
// Invariant: iterating makes one object a record and nothing else.
import { type BatchHeader, BatchReader } from '../../protocol/batch.ts'
import { SluiceError } from '../../protocol/errors.ts'
import type { PartitionLease } from './lease.ts'
import { ConsumedRecord, type RecordSource } from './record.ts'
import type { CallOptions } from '../connection/retry.ts'
import type { AnyTopic } from '../topic.ts'

export interface BatchContents {
  readonly handle: AnyTopic
  readonly partition: number
  readonly buffer: Buffer
  /** Whole batches of `buffer`, in order; records below `floor` are left out. */
  readonly headers: readonly BatchHeader[]
  readonly floor: number
  /** In place of `headers`, where a cut fell inside a batch. */
  readonly cut: readonly ConsumedRecord<unknown, unknown>[] | undefined
  readonly records: number
  readonly firstOffset: number
  readonly nextOffset: number
  readonly highWatermark: number
  readonly lease: PartitionLease | undefined
}

/** Records of one partition, in order: iterate it. May be iterated again, and be kept; it holds on to the bytes it came in. */
export class Batch<K = Buffer, V = Buffer> implements Iterable<ConsumedRecord<K, V>> {
  /** Name of its topic. */
  readonly topic: string
  /** From 0. */
  readonly partition: number
  /** How many there are. */
  readonly records: number
  /** Offset of its first record. */
  readonly firstOffset: number
  /** Where the partition goes on behind this batch. */
  readonly nextOffset: number
  /** End of what consumers may read, when this was fetched. */
  readonly highWatermark: number
  readonly #contents: BatchContents

  constructor(contents: BatchContents) {
    this.topic = contents.handle.name
    this.partition = contents.partition
    this.records = contents.records
    this.firstOffset = contents.firstOffset
    this.nextOffset = contents.nextOffset
    this.highWatermark = contents.highWatermark
    this.#contents = contents
  }

  /** Offset before `nextOffset`; of its last record, where the log has no gaps. */
  get lastOffset(): number {
    return this.nextOffset - 1
  }

  /** Its records, decoded one by one as they are asked for. */
  [Symbol.iterator](): Iterator<ConsumedRecord<K, V>, undefined> {
    const { cut } = this.#contents
    if (cut !== undefined)
      return (cut as readonly ConsumedRecord<K, V>[])[Symbol.iterator]() as Iterator<
        ConsumedRecord<K, V>,
        undefined
      >
    return new BatchIterator<K, V>(this.#contents)
  }

  /**
   * Commits `nextOffset` for the consumer's group; resolves when it is durable. Retries what is retriable within the client's
   * deliveryTimeoutMs. Throws PARTITION_NOT_OWNED or UNKNOWN_MEMBER when another member may have the partition by now,
   * INVALID_ARGUMENT without a group.
   */
  commit(options?: CallOptions): Promise<void> {
    const { lease, nextOffset } = this.#contents
    if (lease !== undefined) return lease.commit(nextOffset, options)
    return Promise.reject(new SluiceError('INVALID_ARGUMENT', "this batch is no consumer group's"))
  }
}

export function sourceOf(
  contents: { readonly handle: AnyTopic; readonly partition: number },
  reader: BatchReader,
): RecordSource {
  const { header, buffer } = reader
  const baseTimestamp = header.isLogAppendTime ? header.maxTimestamp : header.baseTimestamp
  return {
    handle: contents.handle,
    partition: contents.partition,
    buffer,
    baseOffset: header.baseOffset,
    baseTimestamp,
  }
}

/** The record a cursor stands on. */
export function recordAt<K, V>(source: RecordSource, reader: BatchReader): ConsumedRecord<K, V> {
  return new ConsumedRecord<K, V>(
    source,
    reader.offset - source.baseOffset,
    reader.timestamp - source.baseTimestamp,
    reader.keyStart,
    reader.keyBytes,
    reader.valueStart,
    reader.valueBytes,
    reader.recordEnd,
  )
}

class BatchIterator<K, V> implements Iterator<ConsumedRecord<K, V>, undefined> {
  private readonly contents: BatchContents
  private readonly reader = new BatchReader()
  private readonly floor: number
  // One result object serves all steps: for-of and spread look at it only before the next step.
  private readonly result: { value: ConsumedRecord<K, V>; done: false } = {
    value: undefined as never,
    done: false,
  }
  private source: RecordSource | undefined
  private nextHeader = 0

  constructor(contents: BatchContents) {
    this.contents = contents
    this.floor = contents.floor
  }

  next(): IteratorResult<ConsumedRecord<K, V>, undefined> {
    const { reader, result, floor } = this
    for (;;) {
      const source = this.source
      if (source !== undefined && reader.next()) {
        if (reader.offset < floor) continue
        result.value = recordAt(source, reader)
        return result
      }
      if (!this.openNext()) return { value: undefined, done: true }
    }
  }

  private openNext(): boolean {
    const header = this.contents.headers[this.nextHeader]
    if (header === undefined) return false
    this.nextHeader += 1
    this.reader.open(this.contents.buffer, header.position, header.position + header.bytes)
    this.source = sourceOf(this.contents, this.reader)
    return true
  }
}

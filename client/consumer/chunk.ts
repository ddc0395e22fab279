// The fetched bytes of one partition: checked when they arrive, cut into Batch views as they are asked for.
// Called by fetcher.ts, consumer.ts and offsets.ts.
// Invariants: every batch's CRC is checked before a record of it is seen; offsets go up, and without gaps where the topic
// is not compacted; records below the wanted offset are never shown; control batches only move the offset.
import { BatchHeader, BatchReader, verifyBatch } from '../../protocol/batch.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { Batch, recordAt, sourceOf } from './batch.ts'
import type { PartitionLease } from './lease.ts'
import type { ConsumedRecord, RecordSource } from './record.ts'
import type { AnyTopic } from '../topic.ts'

export class Chunk {
  readonly handle: AnyTopic
  readonly partition: number
  readonly bytes: Buffer
  /** Where to go on fetching. */
  readonly nextOffset: number
  /** Leader epoch of the last batch; undefined where there is none. */
  readonly lastEpoch: number | undefined
  /** Where in it which leader epoch begins. */
  readonly epochs: readonly { readonly fromOffset: number; readonly epoch: number }[]
  /** Under which its records are given out. */
  lease: PartitionLease | undefined
  highWatermark = 0
  #headers: BatchHeader[] = []
  #floor: number
  #reader: BatchReader | undefined // inside the first of #headers, where a cut fell
  #source: RecordSource | undefined

  constructor(handle: AnyTopic, partition: number, bytes: Buffer, wantedOffset: number, compacted: boolean) {
    this.handle = handle
    this.partition = partition
    this.bytes = bytes
    this.#floor = wantedOffset
    let next = wantedOffset
    let epoch: number | undefined
    const epochs: { fromOffset: number; epoch: number }[] = []
    for (let position = 0; position < bytes.length; ) {
      const size = verifyBatch(bytes, position)
      const header = BatchHeader.read(bytes, position)
      const first = epoch === undefined
      const inOrder = compacted
        ? first || header.baseOffset >= next
        : first
          ? header.baseOffset <= next
          : header.baseOffset === next
      if (!inOrder) throw this.#disorder(header.baseOffset, next)
      if (header.leaderEpoch !== epoch)
        epochs.push({ fromOffset: header.baseOffset, epoch: header.leaderEpoch })
      epoch = header.leaderEpoch
      position += size
      if (header.lastOffset < next) continue
      next = header.lastOffset + 1
      if (!header.isControl && header.recordsCount > 0) this.#headers.push(header)
    }
    this.nextOffset = next
    this.lastEpoch = epoch
    this.epochs = epochs
  }

  get empty(): boolean {
    return this.#headers.length === 0
  }

  /** The first offset that `take` would give. */
  get position(): number {
    const header = this.#headers[0]
    return header === undefined ? this.nextOffset : Math.max(this.#floor, header.baseOffset)
  }

  /** Records below `offset` are not shown. */
  skipTo(offset: number): void {
    this.#floor = Math.max(this.#floor, offset)
    this.#headers = this.#headers.filter((header) => header.lastOffset >= offset)
    this.#reader = undefined
  }

  /** Offset of the first record whose timestamp is not below `timestamp`. */
  offsetAtTime(timestamp: number): number | undefined {
    for (const header of this.#headers) {
      if (header.maxTimestamp < timestamp) continue
      const reader = new BatchReader(this.bytes, header.position, header.position + header.bytes)
      while (reader.next())
        if (reader.timestamp >= timestamp && reader.offset >= this.#floor) return reader.offset
    }
    return undefined
  }

  /** The next records, at most `recordsMax`; undefined when there are none left. */
  take<K, V>(recordsMax: number): Batch<K, V> | undefined {
    if (this.#headers.length === 0) return undefined
    const firstOffset = this.position
    const whole = this.#reader === undefined ? this.#count() : Number.POSITIVE_INFINITY
    if (whole <= recordsMax) {
      const headers = this.#headers
      this.#headers = []
      return this.#batch(headers, undefined, whole, firstOffset, this.nextOffset)
    }
    const cut = this.#cut(recordsMax)
    const last = cut[cut.length - 1]
    if (last === undefined) return this.take(recordsMax)
    const nextOffset = this.#headers.length === 0 ? this.nextOffset : last.offset + 1
    this.#floor = nextOffset
    return this.#batch([], cut, cut.length, (cut[0] as ConsumedRecord).offset, nextOffset)
  }

  #batch<K, V>(
    headers: readonly BatchHeader[],
    cut: readonly ConsumedRecord[] | undefined,
    records: number,
    firstOffset: number,
    nextOffset: number,
  ): Batch<K, V> {
    const { handle, partition, bytes: buffer, highWatermark, lease } = this
    return new Batch<K, V>({
      handle,
      partition,
      buffer,
      headers,
      floor: this.#floor,
      cut,
      records,
      firstOffset,
      nextOffset,
      highWatermark,
      lease,
    })
  }

  /** Records that are left, from headers alone where they tell. */
  #count(): number {
    let count = 0
    for (const header of this.#headers) {
      const below = Math.max(0, this.#floor - header.baseOffset)
      const dense = header.recordsCount === header.lastOffsetDelta + 1
      count +=
        below === 0 ? header.recordsCount : dense ? header.recordsCount - below : this.#countFrom(header)
    }
    return count
  }

  #countFrom(header: BatchHeader): number {
    const reader = new BatchReader(this.bytes, header.position, header.position + header.bytes)
    let count = 0
    while (reader.next()) if (reader.offset >= this.#floor) count += 1
    return count
  }

  /** Decodes up to `recordsMax` records; the cursor stays where it stopped. */
  #cut(recordsMax: number): ConsumedRecord[] {
    const records: ConsumedRecord[] = []
    while (records.length < recordsMax) {
      const header = this.#headers[0]
      if (header === undefined) break
      if (this.#reader === undefined) {
        this.#reader = new BatchReader(this.bytes, header.position, header.position + header.bytes)
        this.#source = sourceOf(this, this.#reader)
      }
      if (!this.#reader.next()) {
        this.#reader = undefined
        this.#headers.shift()
      } else if (this.#reader.offset >= this.#floor) {
        records.push(recordAt(this.#source as RecordSource, this.#reader))
      }
    }
    const reader = this.#reader
    if (reader !== undefined && reader.index + 1 === reader.header.recordsCount) {
      this.#reader = undefined
      this.#headers.shift()
    }
    return records
  }

  #disorder(found: number, wanted: number): SluiceError {
    const topic = this.handle.name
    const message = `'${topic}' partition ${this.partition}: a batch begins at offset ${found} where ${wanted} was to follow`
    return new SluiceError('CORRUPT_BATCH', message, { topic, partition: this.partition, offset: wanted })
  }
}

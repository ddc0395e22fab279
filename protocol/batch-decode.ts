// Reads the records of one batch with a cursor: no object per record, contents are views of the batch's buffer and are made
// when they are asked for. Called by the client's consumer, storage's metadata log, cli and tests.
// The layouts are drawn in batch-header.ts and batch-encode.ts.
// Invariants: nothing outside the batch (or what it decompressed to) is read; damage throws CORRUPT_BATCH and nothing
// else, at the latest when the damaged part is asked for; decompression is bounded by limits.decompressedBytesMax.
import { BATCH_HEADER_BYTES, BatchHeader, corruptBatch } from './batch-header.ts'
import { codecNames, decompress } from './codecs.ts'
import { SluiceError } from './errors.ts'
import { limits } from './limits.ts'
import { readVarint, readVarlong, varintEnd } from './varint.ts'

/** length, attributes, timestampDelta, offsetDelta, key -1, value -1, no headers. */
const RECORD_BYTES_LEAST = 7

/** A record as plain values, for callers with few of them. */
export interface DecodedRecord {
  offset: number
  timestamp: number
  key: Buffer | null
  value: Buffer | null
  headers: Array<[key: string, value: Buffer | null]>
}

/**
 * Cursor over the records of a batch. `next()` moves it; then the fields tell of the record it stands on. Contents as
 * positions (`keyStart`, `keyBytes`: -1 is null) in `buffer`, or as views through `key` and `value`.
 * Reusable: `open` starts with another batch.
 */
export class BatchReader {
  header!: BatchHeader
  /** What positions refer to: the buffer given, or the decompressed records. */
  buffer!: Buffer
  offset = -1
  timestamp = -1
  keyStart = 0
  keyBytes = -1
  valueStart = 0
  valueBytes = -1
  headersStart = 0
  headersCount = 0
  /** Index of the record in the batch. */
  index = -1

  private position = 0 // of the next record
  private end = 0 // of the records
  private delta = -1

  constructor(buffer?: Buffer, position = 0, end?: number) {
    if (buffer !== undefined) this.open(buffer, position, end)
  }

  /** Begin with the batch at `position`. Sizes are checked, the CRC is not: that is verifyBatch's. */
  open(buffer: Buffer, position = 0, end: number = buffer.length): this {
    const header = BatchHeader.read(buffer, position, end)
    this.header = header
    const recordsStart = position + BATCH_HEADER_BYTES
    const recordsEnd = position + header.bytes
    const codec = codecNames[header.codec]
    if (codec === undefined)
      throw new SluiceError('UNSUPPORTED_CODEC', `a batch has the unknown codec ${header.codec}`)
    if (codec === 'none') {
      this.buffer = buffer
      this.position = recordsStart
      this.end = recordsEnd
    } else {
      this.buffer = decompress(codec, buffer.subarray(recordsStart, recordsEnd), limits.decompressedBytesMax)
      this.position = 0
      this.end = this.buffer.length
    }
    if (header.recordsCount * RECORD_BYTES_LEAST > this.end - this.position) {
      throw corruptBatch(
        position,
        `it claims ${header.recordsCount} records in ${this.end - this.position} bytes`,
      )
    }
    this.index = -1
    this.delta = -1
    return this
  }

  /** Move to the next record; false behind the last one. */
  next(): boolean {
    const { buffer, header } = this
    if (this.index + 1 >= header.recordsCount) {
      if (this.position !== this.end) throw this.damage('bytes follow its last record')
      return false
    }
    this.index += 1
    const length = readVarint(buffer, this.position, this.end)
    const start = varintEnd
    const end = start + length
    if (start < 0 || length < RECORD_BYTES_LEAST - 1 || end > this.end) throw this.damage('a length is wrong')
    const timestampDelta = readVarlong(buffer, start + 1, end)
    if (varintEnd < 0) throw this.damage('a timestamp is wrong')
    const offsetDelta = readVarint(buffer, varintEnd, end)
    if (varintEnd < 0 || offsetDelta <= this.delta || offsetDelta > header.lastOffsetDelta) {
      throw this.damage('an offset is wrong')
    }
    const keyBytes = readVarint(buffer, varintEnd, end)
    const keyStart = varintEnd
    const keyEnd = keyBytes > 0 ? keyStart + keyBytes : keyStart
    if (keyStart < 0 || keyBytes < -1 || keyEnd > end) throw this.damage('a key is wrong')
    const valueBytes = readVarint(buffer, keyEnd, end)
    const valueStart = varintEnd
    const valueEnd = valueBytes > 0 ? valueStart + valueBytes : valueStart
    if (valueStart < 0 || valueBytes < -1 || valueEnd > end) throw this.damage('a value is wrong')
    const headersCount = readVarint(buffer, valueEnd, end)
    if (varintEnd < 0 || headersCount < 0 || headersCount * 2 > end - varintEnd)
      throw this.damage('headers are wrong')
    if (headersCount === 0 && varintEnd !== end) throw this.damage('bytes follow a record')
    this.headersStart = varintEnd
    this.headersCount = headersCount
    this.keyStart = keyStart
    this.keyBytes = keyBytes
    this.valueStart = valueStart
    this.valueBytes = valueBytes
    this.delta = offsetDelta
    this.offset = header.baseOffset + offsetDelta
    this.timestamp = header.isLogAppendTime ? header.maxTimestamp : header.baseTimestamp + timestampDelta
    this.position = end
    return true
  }

  get key(): Buffer | null {
    return this.keyBytes < 0 ? null : this.buffer.subarray(this.keyStart, this.keyStart + this.keyBytes)
  }

  get value(): Buffer | null {
    return this.valueBytes < 0
      ? null
      : this.buffer.subarray(this.valueStart, this.valueStart + this.valueBytes)
  }

  /** The headers of the record the cursor stands on, decoded anew at each call. */
  get headers(): Array<[key: string, value: Buffer | null]> {
    return this.headersCount === 0
      ? []
      : decodeHeaders(this.buffer, this.headersStart, this.recordEnd, this.headersCount)
  }

  /** Where the record ends. With `headersStart` and `headersCount`: what decodeHeaders needs later on. */
  get recordEnd(): number {
    return this.position
  }

  private damage(what: string): SluiceError {
    return corruptBatch(this.header.position, `record ${Math.max(this.index, 0)}: ${what}`)
  }
}

/** Decode the `count` headers that fill `buffer` from `start` to `end`, the end of their record. */
export function decodeHeaders(
  buffer: Buffer,
  start: number,
  end: number,
  count: number,
): Array<[key: string, value: Buffer | null]> {
  if (count > limits.headersPerRecordMax) throw corruptBatch(start, `a record claims ${count} headers`)
  const headers: Array<[string, Buffer | null]> = []
  let position = start
  for (let i = 0; i < count; i++) {
    const keyBytes = readVarint(buffer, position, end)
    const keyEnd = varintEnd + keyBytes
    if (varintEnd < 0 || keyBytes < 0 || keyEnd > end)
      throw corruptBatch(start, 'the key of a header is wrong')
    const key = buffer.toString('utf8', varintEnd, keyEnd)
    const valueBytes = readVarint(buffer, keyEnd, end)
    const valueStart = varintEnd
    position = valueBytes > 0 ? valueStart + valueBytes : valueStart
    if (valueStart < 0 || valueBytes < -1 || position > end)
      throw corruptBatch(start, 'the value of a header is wrong')
    headers.push([key, valueBytes < 0 ? null : buffer.subarray(valueStart, position)])
  }
  if (position !== end) throw corruptBatch(start, 'bytes follow the headers of a record')
  return headers
}

/** All records of the batch at `position` as objects. */
export function decodeBatch(buffer: Buffer, position = 0, end: number = buffer.length): DecodedRecord[] {
  const reader = new BatchReader(buffer, position, end)
  const records: DecodedRecord[] = []
  while (reader.next()) {
    const { offset, timestamp, key, value, headers } = reader
    records.push({ offset, timestamp, key, value, headers })
  }
  return records
}

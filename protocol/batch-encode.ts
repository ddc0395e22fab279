// Encodes records into a batch. One record, every length and delta a zigzag varint (varint.ts):
//
//   length | attributes u8 = 0 | timestampDelta | offsetDelta | keyBytes (-1: null) | key | valueBytes (-1: null) | value
//          | headersCount | per header: keyBytes | key (UTF-8) | valueBytes (-1: null) | value
//
// `length` counts what follows it. The header in front of the records is drawn in batch-header.ts.
// Called by the client's producer, storage's metadata log, cli and tests.
// Invariants: no object and no promise per record; records are written once, into one growing buffer; a record that is
// refused leaves the batch as it was.
import { BATCH_HEADER_BYTES, BATCH_MAGIC, BATCH_PREFIX_BYTES, writeInt64 } from './batch-header.ts'
import { type CodecName, codecIds, compress } from './codecs.ts'
import { crc32c } from './crc32c.ts'
import { SluiceError } from './errors.ts'
import { limits } from './limits.ts'
import { VARLONG_MAX, varintBytes, varlongBytes, writeVarint, writeVarlong } from './varint.ts'

/** A key, a value or the value of a header. Strings are written as UTF-8. */
export type Content = Uint8Array | string | null | undefined
/** Headers in order; a key may occur more than once. */
export type HeaderPairs = ReadonlyArray<readonly [key: string, value: Content]>
export type RecordHeaders = HeaderPairs | Readonly<Record<string, Content>>

export interface RecordInput {
  key?: Content
  value?: Content
  headers?: RecordHeaders
  /** Milliseconds since 1970. Default: now. */
  timestamp?: number
}

export interface BatchOptions {
  codec?: CodecName
  producerId?: number
  producerEpoch?: number
  baseSequence?: number
  /** Stamped by the broker; given here only for files and tests. */
  baseOffset?: number
  leaderEpoch?: number
}

/** A record has at most this many bytes besides key, value and headers. */
export const RECORD_OVERHEAD_MOST = 5 + 1 + 8 + 5 + 5 + 5 + 5

const INITIAL_BYTES = 4_096

function contentBytes(content: Content): number {
  if (content === null || content === undefined) return -1
  return typeof content === 'string' ? Buffer.byteLength(content) : content.length
}

function pairsOf(headers: RecordHeaders | undefined): HeaderPairs | undefined {
  if (headers === undefined || Array.isArray(headers)) return headers as HeaderPairs | undefined
  if (typeof headers === 'object' && headers !== null)
    return Object.entries(headers as Record<string, Content>)
  throw new SluiceError(
    'INVALID_ARGUMENT',
    `headers are an object or a list of pairs, not ${String(headers)}`,
  )
}

/** A number, say, would go into lengths as NaN and spoil the whole batch. */
function checkHeader(pair: readonly [unknown, unknown]): void {
  const [key, value] = Array.isArray(pair) ? pair : []
  const fine =
    value === null || value === undefined || typeof value === 'string' || value instanceof Uint8Array
  if (typeof key === 'string' && fine) return
  const message =
    typeof key === 'string'
      ? `the header '${key}' is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}; it takes a string, bytes or null`
      : 'a list of headers holds pairs of a name and a value'
  throw new SluiceError('INVALID_ARGUMENT', message)
}

function headersBytes(headers: HeaderPairs): number {
  if (headers.length > limits.headersPerRecordMax) {
    const most = limits.headersPerRecordMax
    throw new SluiceError(
      'INVALID_ARGUMENT',
      `a record has ${headers.length} headers, at most ${most} are possible`,
    )
  }
  let bytes = 0
  for (const pair of headers) {
    checkHeader(pair)
    const [key, value] = pair
    const keyBytes = Buffer.byteLength(key)
    const valueBytes = contentBytes(value)
    bytes += varintBytes(keyBytes) + keyBytes + varintBytes(valueBytes) + Math.max(valueBytes, 0)
  }
  return bytes
}

/** Most bytes that `append` of this record adds to a batch; cheap, for deciding where it goes. */
export function recordBytesMost(key: Content, value: Content, headers?: RecordHeaders): number {
  const pairs = pairsOf(headers)
  const contents = Math.max(contentBytes(key), 0) + Math.max(contentBytes(value), 0)
  return RECORD_OVERHEAD_MOST + contents + (pairs === undefined ? 0 : headersBytes(pairs))
}

/** Collects records and makes them a batch. Reusable: `finish` leaves it empty. */
export class BatchBuilder {
  /** Records appended since the last finish. */
  recordsCount = 0
  /** Bytes of the batch if it were finished now without compression. */
  sizeBytes = BATCH_HEADER_BYTES

  #buffer: Buffer | undefined
  readonly #capacityBytes: number
  readonly #memory: BatchMemory | undefined
  #baseTimestamp = -1
  #maxTimestamp = -1

  /** `capacityBytes`: expected size of a batch, so that its buffer need not grow. `memory`: where buffers come from. */
  constructor(capacityBytes: number = INITIAL_BYTES, memory?: BatchMemory) {
    this.#capacityBytes = Math.max(capacityBytes, BATCH_HEADER_BYTES + RECORD_OVERHEAD_MOST)
    this.#memory = memory
  }

  append(key: Content, value: Content, timestamp: number = Date.now(), headers?: RecordHeaders): void {
    const first = this.recordsCount === 0
    const delta = first ? 0 : timestamp - this.#baseTimestamp
    if (!Number.isSafeInteger(timestamp) || timestamp < 0 || Math.abs(delta) > VARLONG_MAX) {
      throw new SluiceError(
        'INVALID_ARGUMENT',
        `the timestamp ${timestamp} is no whole number of milliseconds since 1970`,
      )
    }
    const pairs = headers === undefined ? undefined : pairsOf(headers)
    const keyBytes = contentBytes(key)
    const valueBytes = contentBytes(value)
    const headersCount = pairs === undefined ? 0 : pairs.length
    let length = 1 + varlongBytes(delta) + varintBytes(this.recordsCount) + varintBytes(headersCount)
    length += varintBytes(keyBytes) + varintBytes(valueBytes)
    if (keyBytes > 0) length += keyBytes
    if (valueBytes > 0) length += valueBytes
    if (pairs !== undefined) length += headersBytes(pairs)
    const start = this.sizeBytes
    const end = start + varintBytes(length) + length
    let buffer = this.#buffer
    if (buffer === undefined || end > buffer.length) buffer = this.#grow(end)

    let position = writeNumbers(buffer, start, length, delta, this.recordsCount)
    position = writeContent(buffer, position, key, keyBytes)
    position = writeContent(buffer, position, value, valueBytes)
    position = writeVarint(buffer, position, headersCount)
    if (pairs !== undefined) writeHeaders(buffer, position, pairs)

    if (first) this.#baseTimestamp = timestamp
    if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp
    this.recordsCount += 1
    this.sizeBytes = end
  }

  /** The batch, CRC included, in a buffer that the caller owns from now on. The builder is empty again. */
  finish(options: BatchOptions = {}): Buffer {
    const buffer = this.#buffer
    if (buffer === undefined || this.recordsCount === 0) {
      throw new SluiceError('INVALID_ARGUMENT', 'a batch needs at least one record')
    }
    const codec = options.codec ?? 'none'
    const batch =
      codec === 'none' ? buffer.subarray(0, this.sizeBytes) : compressed(buffer, this.sizeBytes, codec)
    writeInt64(batch, 0, options.baseOffset ?? 0)
    batch.writeInt32BE(batch.length - BATCH_PREFIX_BYTES, 8)
    batch.writeInt32BE(options.leaderEpoch ?? -1, 12)
    batch.writeInt8(BATCH_MAGIC, 16)
    batch.writeInt16BE(codecIds[codec], 21)
    batch.writeInt32BE(this.recordsCount - 1, 23)
    writeInt64(batch, 27, this.#baseTimestamp)
    writeInt64(batch, 35, this.#maxTimestamp)
    writeInt64(batch, 43, options.producerId ?? -1)
    batch.writeInt16BE(options.producerEpoch ?? -1, 51)
    batch.writeInt32BE(options.baseSequence ?? -1, 53)
    batch.writeInt32BE(this.recordsCount, 57)
    batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
    // Compression copied the records, so their buffer can take the next ones; else it is the caller's now.
    if (codec === 'none') this.#buffer = undefined
    this.clear()
    return batch
  }

  /** Forget the records. */
  clear(): void {
    this.recordsCount = 0
    this.sizeBytes = BATCH_HEADER_BYTES
    this.#baseTimestamp = -1
    this.#maxTimestamp = -1
  }

  /** A buffer with room up to `end`, holding what was written so far. */
  #grow(end: number): Buffer {
    const buffer = this.#buffer
    const capacity = Math.max(end, buffer === undefined ? this.#capacityBytes : buffer.length * 2)
    const larger = this.#memory === undefined ? Buffer.allocUnsafeSlow(capacity) : this.#memory.take(capacity)
    if (buffer !== undefined) {
      buffer.copy(larger, 0, 0, this.sizeBytes)
      this.#memory?.give(buffer)
    }
    this.#buffer = larger
    return larger
  }
}

/**
 * Memory of batches that were sent, for the next ones: fresh pages cost more than encoding into them.
 * May be shared by the builders of a thread. Give a batch back only when nobody reads it any more.
 */
export class BatchMemory {
  readonly #most: number
  readonly #free: Buffer[] = []
  // What was taken and not given back: foreign memory, or the same memory twice, must never get into #free.
  readonly #taken = new WeakSet<ArrayBufferLike>()

  /** `most`: batches kept; more are left to the garbage collector. */
  constructor(most: number) {
    this.#most = most
  }

  take(capacityBytes: number): Buffer {
    let buffer = this.#free.pop()
    if (buffer === undefined || buffer.length < capacityBytes) buffer = Buffer.allocUnsafeSlow(capacityBytes)
    this.#taken.add(buffer.buffer)
    return buffer
  }

  /** Takes back the memory below a batch that `finish` answered; anything else is ignored. */
  give(batch: Buffer): void {
    if (this.#taken.delete(batch.buffer) && this.#free.length < this.#most)
      this.#free.push(Buffer.from(batch.buffer))
  }
}

/** The fields in front of the key. */
function writeNumbers(
  buffer: Buffer,
  start: number,
  length: number,
  timestampDelta: number,
  offsetDelta: number,
): number {
  const position = writeVarint(buffer, start, length)
  buffer[position] = 0 // attributes
  return writeVarint(buffer, writeVarlong(buffer, position + 1, timestampDelta), offsetDelta)
}

function writeContent(buffer: Buffer, start: number, content: Content, bytes: number): number {
  const position = writeVarint(buffer, start, bytes)
  if (bytes <= 0) return position
  if (typeof content === 'string') buffer.write(content, position)
  else buffer.set(content as Uint8Array, position)
  return position + bytes
}

function writeHeaders(buffer: Buffer, start: number, headers: HeaderPairs): void {
  let position = start
  for (const [key, value] of headers) {
    position = writeContent(buffer, position, key, Buffer.byteLength(key))
    position = writeContent(buffer, position, value, contentBytes(value))
  }
}

function compressed(buffer: Buffer, end: number, codec: CodecName): Buffer {
  const block = compress(codec, buffer.subarray(BATCH_HEADER_BYTES, end))
  const batch = Buffer.allocUnsafe(BATCH_HEADER_BYTES + block.length)
  batch.set(block, BATCH_HEADER_BYTES)
  return batch
}

/** One batch of these records, in order. */
export function encodeBatch(records: Iterable<RecordInput>, options: BatchOptions = {}): Buffer {
  const builder = new BatchBuilder()
  const now = Date.now()
  for (const { key, value, timestamp, headers } of records)
    builder.append(key, value, timestamp ?? now, headers)
  return builder.finish(options)
}

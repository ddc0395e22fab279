// The two files of a rewrite, with synchronous calls: only the compaction worker may use them. SegmentReader goes through
// the batches of a sealed segment; SegmentWriter makes a new one and keeps the facts of its sealed record.
import { closeSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs'
import { BATCH_HEADER_BYTES, BatchHeader, batchBytes, verifyBatch } from '../protocol/batch.ts'
import { crc32c } from '../protocol/crc32c.ts'
import type { CompactedBatch } from './compaction-batch.ts'

const READ_BYTES = 1024 * 1024
const HEADERS_READ_BYTES = 64 * 1024
const WRITE_BYTES = 1024 * 1024
const ENTRY_EVERY_BYTES = 64 * 1024

export class SegmentReader {
  readonly #file: number
  readonly #end: number
  #window: Buffer = Buffer.alloc(0)
  #windowAt = 0
  position = 0 // of the batch last answered, or the one that could not be read
  #next = 0

  constructor(path: string, sizeBytes: number) {
    this.#file = openSync(path, 'r')
    this.#end = sizeBytes
  }

  /** The next batch, its CRC checked: a view that is good until the next call. Throws what is wrong with it. */
  batch(): Buffer | undefined {
    if (!this.#begin(READ_BYTES)) return undefined
    const head = this.#bytes(this.position, BATCH_HEADER_BYTES, READ_BYTES)
    const length = Math.max(batchBytes(head, 0), BATCH_HEADER_BYTES)
    const batch = this.#bytes(this.position, length, READ_BYTES)
    this.#next = this.position + verifyBatch(batch)
    return batch
  }

  /** The next header alone; no byte behind it is read. */
  header(): BatchHeader | undefined {
    if (!this.#begin(HEADERS_READ_BYTES)) return undefined
    const head = this.#bytes(this.position, BATCH_HEADER_BYTES, HEADERS_READ_BYTES)
    const length = batchBytes(head, 0)
    if (length < BATCH_HEADER_BYTES || this.position + length > this.#end)
      throw new RangeError(`a batch claims ${length} bytes`)
    this.#next = this.position + length
    // Its contents are not there: the length is made to fit what is.
    const alone = Buffer.from(head)
    alone.writeInt32BE(BATCH_HEADER_BYTES - 12, 8)
    return BatchHeader.read(alone)
  }

  #begin(headroom: number): boolean {
    this.position = this.#next
    if (this.position >= this.#end) return false
    if (this.position + BATCH_HEADER_BYTES > this.#end) throw new RangeError('bytes follow the last batch')
    this.#bytes(this.position, BATCH_HEADER_BYTES, headroom)
    return true
  }

  #bytes(position: number, length: number, readBytes: number): Buffer {
    const from = position - this.#windowAt
    if (from >= 0 && from + length <= this.#window.length) return this.#window.subarray(from, from + length)
    const want = Math.min(Math.max(length, readBytes), this.#end - position)
    if (want < length) throw new RangeError(`a batch claims ${length} bytes, ${want} are left`)
    this.#window = readAt(this.#file, position, Buffer.allocUnsafe(want))
    this.#windowAt = position
    return this.#window.subarray(0, length)
  }

  /** Bytes [0, end) as they are. */
  copyTo(end: number, write: (bytes: Buffer) => void): void {
    for (let position = 0; position < end; position += READ_BYTES)
      write(readAt(this.#file, position, Buffer.allocUnsafe(Math.min(READ_BYTES, end - position))))
  }

  close(): void {
    closeSync(this.#file)
  }
}

function readAt(file: number, position: number, into: Buffer): Buffer {
  for (let done = 0; done < into.length; ) {
    const got = readSync(file, into, done, into.length - done, position + done)
    if (got === 0) throw new RangeError(`the file ends at byte ${position + done}`)
    done += got
  }
  return into
}

/** Facts of a segment in the making. Its file is made by the first `create`; until then only the facts grow. */
export class SegmentWriter {
  readonly #path: string
  readonly #entries: number[] = []
  #file = -1
  #waiting: Buffer | undefined
  #waitingBytes = 0
  #entryAt = -ENTRY_EVERY_BYTES
  position = 0
  headersCrc = 0
  maxTimestampMs = 0
  deleteHorizonMs = 0
  batches = 0
  records = 0

  constructor(path: string) {
    this.#path = path
  }

  get created(): boolean {
    return this.#file >= 0
  }

  create(): void {
    this.#file = openSync(this.#path, 'wx', 0o600)
  }

  add({ bytes, records, maxTimestamp, horizonMs }: CompactedBatch, baseOffset: number): void {
    if (maxTimestamp > this.maxTimestampMs) this.maxTimestampMs = maxTimestamp
    if (this.position - this.#entryAt >= ENTRY_EVERY_BYTES) {
      this.#entryAt = this.position
      this.#entries.push(baseOffset, this.position, this.maxTimestampMs)
    }
    if (horizonMs > 0 && (this.deleteHorizonMs === 0 || horizonMs < this.deleteHorizonMs))
      this.deleteHorizonMs = horizonMs
    this.headersCrc = crc32c(bytes.subarray(0, BATCH_HEADER_BYTES), this.headersCrc)
    this.batches++
    this.records += records
    this.position += bytes.length
    if (this.created) this.write(bytes)
  }

  /** The bytes are copied, or written, before this returns. */
  write(bytes: Buffer): void {
    if (this.#waitingBytes + bytes.length > WRITE_BYTES) this.#writeOut()
    if (bytes.length > WRITE_BYTES) return this.#writeAll(bytes)
    this.#waiting ??= Buffer.allocUnsafeSlow(WRITE_BYTES)
    bytes.copy(this.#waiting, this.#waitingBytes)
    this.#waitingBytes += bytes.length
  }

  #writeOut(): void {
    if (this.#waiting !== undefined) this.#writeAll(this.#waiting.subarray(0, this.#waitingBytes))
    this.#waitingBytes = 0
  }

  #writeAll(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done)
  }

  get entries(): Float64Array {
    return Float64Array.from(this.#entries)
  }

  /** To the disk. */
  finish(): void {
    this.#writeOut()
    fdatasyncSync(this.#file)
    this.close()
  }

  close(): void {
    if (this.created) closeSync(this.#file)
    this.#file = -1
  }
}

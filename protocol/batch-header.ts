// The head of a record batch: Kafka's batch format v2 (magic 2), all integers big-endian.
//
//   at  size  field                  under crc
//    0   8    baseOffset             no    offset of the first record; clients write 0, the broker stamps it
//    8   4    batchLength            no    bytes behind this field: the batch has batchLength + 12 bytes
//   12   4    partitionLeaderEpoch   no    clients write -1, the broker stamps its boot epoch
//   16   1    magic                  no    2
//   17   4    crc                          CRC-32C of bytes 21 to the end
//   21   2    attributes             yes   bits 0-2 codec, 3 log-append time, 4 transactional, 5 control, 6 horizon
//   23   4    lastOffsetDelta        yes   offset of the last record - baseOffset
//   27   8    baseTimestamp          yes   ms; timestamps of records are deltas to it
//   35   8    maxTimestamp           yes   ms
//   43   8    producerId             yes   -1: not idempotent
//   51   2    producerEpoch          yes   -1: not idempotent
//   53   4    baseSequence           yes   -1: not idempotent
//   57   4    recordsCount           yes
//   61        records                yes   one after the other (batch-encode.ts), or one compressed block of all of them
//
// Called by client, storage and cli. Storage stamps and checks the same bytes in C++ (native/src/batch.h).
// Invariant: bytes that are no batch throw SluiceError CORRUPT_BATCH and nothing else.
import { crc32c } from './crc32c.ts'
import { SluiceError } from './errors.ts'

export const BATCH_HEADER_BYTES = 61
/** Bytes in front of what batchLength counts. */
export const BATCH_PREFIX_BYTES = 12
export const BATCH_MAGIC = 2

const CRC_POSITION = 17
const CRC_FROM = 21

export const BatchAttribute = {
  codecMask: 0b111,
  logAppendTime: 0b1000,
  transactional: 0b1_0000,
  control: 0b10_0000,
  deleteHorizon: 0b100_0000,
} as const

export function corruptBatch(position: number, what: string): SluiceError {
  return new SluiceError('CORRUPT_BATCH', `the record batch at byte ${position} is damaged: ${what}`, {
    details: { position },
  })
}

/** A signed 64-bit integer as a number; exact within +-2^53. */
function readInt64(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position) * 0x1_0000_0000 + buffer.readUInt32BE(position + 4)
}

export function writeInt64(buffer: Buffer, position: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000)
  buffer.writeInt32BE(high, position)
  buffer.writeUInt32BE(value - high * 0x1_0000_0000, position + 4)
}

// Single fields of the batch at `position`; its header must be there (verifyBatch, or bytes.length checked by the caller).
export const batchBaseOffset = (buffer: Buffer, position: number): number => readInt64(buffer, position)
/** Size of the whole batch, from its length field alone. */
export const batchBytes = (buffer: Buffer, position: number): number =>
  buffer.readInt32BE(position + 8) + BATCH_PREFIX_BYTES
export const batchLeaderEpoch = (buffer: Buffer, position: number): number =>
  buffer.readInt32BE(position + 12)
export const batchLastOffset = (buffer: Buffer, position: number): number =>
  readInt64(buffer, position) + buffer.readInt32BE(position + 23)
export const batchRecordsCount = (buffer: Buffer, position: number): number =>
  buffer.readInt32BE(position + 57)

/** Write what the broker stamps; it is outside the CRC. */
export function stampOffsets(batch: Buffer, position: number, baseOffset: number, leaderEpoch: number): void {
  writeInt64(batch, position, baseOffset)
  batch.writeInt32BE(leaderEpoch, position + 12)
}

/** Write the producer's identity into a finished batch (a retry under a new epoch) and its CRC anew. */
export function stampProducer(
  batch: Buffer,
  producerId: number,
  producerEpoch: number,
  baseSequence: number,
): void {
  writeInt64(batch, 43, producerId)
  batch.writeInt16BE(producerEpoch, 51)
  batch.writeInt32BE(baseSequence, 53)
  batch.writeUInt32BE(crc32c(batch.subarray(CRC_FROM)), CRC_POSITION)
}

/** All fields of a batch's header, as plain numbers. */
export class BatchHeader {
  readonly position: number
  readonly baseOffset: number
  /** Bytes of the whole batch. */
  readonly bytes: number
  readonly leaderEpoch: number
  readonly magic: number
  readonly crc: number
  readonly attributes: number
  readonly lastOffsetDelta: number
  readonly baseTimestamp: number
  readonly maxTimestamp: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly recordsCount: number

  private constructor(buffer: Buffer, position: number) {
    this.position = position
    this.baseOffset = readInt64(buffer, position)
    this.bytes = batchBytes(buffer, position)
    this.leaderEpoch = buffer.readInt32BE(position + 12)
    this.magic = buffer.readInt8(position + 16)
    this.crc = buffer.readUInt32BE(position + CRC_POSITION)
    this.attributes = buffer.readInt16BE(position + CRC_FROM)
    this.lastOffsetDelta = buffer.readInt32BE(position + 23)
    this.baseTimestamp = readInt64(buffer, position + 27)
    this.maxTimestamp = readInt64(buffer, position + 35)
    this.producerId = readInt64(buffer, position + 43)
    this.producerEpoch = buffer.readInt16BE(position + 51)
    this.baseSequence = buffer.readInt32BE(position + 53)
    this.recordsCount = buffer.readInt32BE(position + 57)
  }

  /**
   * The header at `position`, with its sizes, magic and numbers checked but not its CRC (verifyBatch does that).
   * `end`: where the bytes that may belong to it end.
   */
  static read(buffer: Buffer, position = 0, end: number = buffer.length): BatchHeader {
    checkSizes(buffer, position, end)
    const header = new BatchHeader(buffer, position)
    const { baseOffset, baseTimestamp, maxTimestamp, producerId } = header
    for (const value of [baseOffset, baseTimestamp, maxTimestamp, producerId]) {
      if (!Number.isSafeInteger(value)) throw corruptBatch(position, `it holds the number ${value}`)
    }
    if (baseOffset < 0) throw corruptBatch(position, `its base offset is ${baseOffset}`)
    if (header.recordsCount < 0 || header.lastOffsetDelta < 0) {
      throw corruptBatch(position, `it claims ${header.recordsCount} records`)
    }
    return header
  }

  get lastOffset(): number {
    return this.baseOffset + this.lastOffsetDelta
  }

  get codec(): number {
    return this.attributes & BatchAttribute.codecMask
  }

  get isControl(): boolean {
    return (this.attributes & BatchAttribute.control) !== 0
  }

  get isLogAppendTime(): boolean {
    return (this.attributes & BatchAttribute.logAppendTime) !== 0
  }
}

/** Is a whole batch of the right magic between `position` and `end`? Answers its size. */
function checkSizes(buffer: Buffer, position: number, end: number): number {
  const most = Math.min(end, buffer.length) - position
  if (position < 0 || most < BATCH_HEADER_BYTES) {
    throw corruptBatch(position, `${most} bytes are left, a batch has at least ${BATCH_HEADER_BYTES}`)
  }
  const bytes = batchBytes(buffer, position)
  if (bytes < BATCH_HEADER_BYTES || bytes > most) {
    throw corruptBatch(position, `it claims ${bytes} bytes, ${most} are left`)
  }
  const magic = buffer.readInt8(position + 16)
  if (magic !== BATCH_MAGIC) throw corruptBatch(position, `its magic is ${magic}, not ${BATCH_MAGIC}`)
  return bytes
}

/** Check sizes, magic and CRC of the batch at `position`; answers its size in bytes. */
export function verifyBatch(buffer: Buffer, position = 0, end: number = buffer.length): number {
  const bytes = checkSizes(buffer, position, end)
  const stored = buffer.readUInt32BE(position + CRC_POSITION)
  const actual = crc32c(buffer.subarray(position + CRC_FROM, position + bytes))
  if (stored !== actual)
    throw corruptBatch(position, `its CRC-32C is ${hex(actual)}, ${hex(stored)} was written`)
  return bytes
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}

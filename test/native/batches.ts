// Record batches for the tests of the native room, each field free to be wrong. The body is opaque bytes: native code never
// looks into records.
import { crc32cTable } from '../../native/index.ts'

export interface BatchFields {
  baseOffset?: number
  batchLength?: number // default: the real one
  leaderEpoch?: number
  magic?: number
  crc?: number // default: the real one
  attributes?: number
  lastOffsetDelta?: number // default: recordsCount - 1
  baseTimestamp?: number
  maxTimestamp?: number
  producerId?: number
  producerEpoch?: number
  baseSequence?: number
  recordsCount?: number
  bodyBytes?: number
}

export const HEADER_BYTES = 61

export function batchOf(fields: BatchFields = {}): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + (fields.bodyBytes ?? 39))
  for (let at = HEADER_BYTES; at < bytes.length; at++) bytes[at] = (at * 31 + bytes.length) & 0xff
  const recordsCount = fields.recordsCount ?? 1
  bytes.writeBigInt64BE(BigInt(fields.baseOffset ?? 0), 0)
  bytes.writeInt32BE(fields.batchLength ?? bytes.length - 12, 8)
  bytes.writeInt32BE(fields.leaderEpoch ?? -1, 12)
  bytes.writeInt8(fields.magic ?? 2, 16)
  bytes.writeInt16BE(fields.attributes ?? 0, 21)
  bytes.writeInt32BE(fields.lastOffsetDelta ?? recordsCount - 1, 23)
  bytes.writeBigInt64BE(BigInt(fields.baseTimestamp ?? 1_000), 27)
  bytes.writeBigInt64BE(BigInt(fields.maxTimestamp ?? 2_000), 35)
  bytes.writeBigInt64BE(BigInt(fields.producerId ?? -1), 43)
  bytes.writeInt16BE(fields.producerEpoch ?? -1, 51)
  bytes.writeInt32BE(fields.baseSequence ?? -1, 53)
  bytes.writeInt32BE(recordsCount, 57)
  bytes.writeUInt32BE(fields.crc ?? crc32cTable(bytes.subarray(21)), 17)
  return bytes
}

/** What the broker makes of a batch: base offset and leader epoch written, nothing else touched. */
export function stamped(batch: Buffer, baseOffset: number, leaderEpoch: number): Buffer {
  const bytes = Buffer.from(batch)
  bytes.writeBigInt64BE(BigInt(baseOffset), 0)
  bytes.writeInt32BE(leaderEpoch, 12)
  return bytes
}

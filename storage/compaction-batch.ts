// What compaction leaves of one batch. Pure; called by compaction-run.ts in the worker.
// A batch that loses nothing is answered as it is. Else base offset, last offset delta, leader epoch, the producer's fields
// and the codec stay, so that offsets and sequences mean what they meant; count, max timestamp, sizes and CRC are made anew.
//   - Records without a key and control batches stay for ever: compaction has nothing to compare them by.
//   - A tombstone (key, no value) stays until the time in its batch's header: the first compaction that meets it sets bit 6
//     and base timestamp := now + delete.retention.ms, as Kafka does. So the rule survives restarts and every later rewrite.
//   - A batch without records is its header alone, uncompressed: 61 bytes that keep a producer's sequence, or a segment's end.
// Damage, or more bytes than protocol/limits.ts allows to decompress into, throws SluiceError.
import {
  BATCH_HEADER_BYTES,
  BATCH_PREFIX_BYTES,
  BatchAttribute,
  BatchHeader,
  BatchReader,
  writeInt64,
} from '../protocol/batch.ts'
import { codecNames, compress } from '../protocol/codecs.ts'
import { crc32c } from '../protocol/crc32c.ts'
import { limits } from '../protocol/limits.ts'
import { readVarint, readVarlong, VARLONG_MAX, varintBytes, varintEnd } from '../protocol/varint.ts'
import { varlongBytes, writeVarint, writeVarlong } from '../protocol/varint.ts'

export interface BatchRules {
  /** Does a later record have this key? */
  superseded: (key: Uint8Array, offset: number) => boolean
  nowMs: number
  /** Until when tombstones stay that are met for the first time. */
  horizonMs: number
  /** Tombstones of batches that end below it are known to be the oldest records of their keys. */
  settledTo: number
}

export interface CompactedBatch {
  bytes: Buffer // the batch itself where nothing was taken out; without records where nothing is left
  records: number
  maxTimestamp: number // -1: none
  horizonMs: number // when its tombstones may go; 0: it has none, or no time is set
}

const CODEC_BITS = BatchAttribute.codecMask
const HORIZON_BIT = BatchAttribute.deleteHorizon

/** `batch`: one whole batch whose CRC was checked. */
export function compactBatch(batch: Buffer, rules: BatchRules, reader = new BatchReader()): CompactedBatch {
  const header = BatchHeader.read(batch)
  if (header.isControl || header.recordsCount === 0) return untouched(batch, header, 0)
  reader.open(batch)
  const hasHorizon = (header.attributes & HORIZON_BIT) !== 0
  const settled = header.lastOffset < rules.settledTo
  const expired = hasHorizon && settled && header.baseTimestamp <= rules.nowMs
  const kept: number[] = [] // start, end, …: records that follow each other are one run
  let keptCount = 0
  let tombstones = 0
  let maxTimestamp = -1
  let near = !header.isLogAppendTime // to the horizon, so that the distance is a number of the format
  for (let start = reader.recordEnd; reader.next(); start = reader.recordEnd) {
    const { key } = reader
    const tombstone = key !== null && reader.valueBytes < 0
    if (key !== null && ((tombstone && expired) || rules.superseded(key, reader.offset))) continue
    if (kept[kept.length - 1] === start) kept.pop()
    else kept.push(start)
    kept.push(reader.recordEnd)
    keptCount++
    if (tombstone) tombstones++
    if (reader.timestamp > maxTimestamp) maxTimestamp = reader.timestamp
    near &&= Math.abs(reader.timestamp - rules.horizonMs) < VARLONG_MAX
  }
  if (header.isLogAppendTime) maxTimestamp = header.maxTimestamp
  if (keptCount === 0) return { bytes: emptyBatch(batch), records: 0, maxTimestamp: -1, horizonMs: 0 }
  const stamps = tombstones > 0 && !hasHorizon && settled && near
  const horizonMs = tombstones === 0 ? 0 : stamps ? rules.horizonMs : hasHorizon ? header.baseTimestamp : 0
  if (stamps) {
    const records = withBaseTimestamp(reader.buffer, kept, header.baseTimestamp - rules.horizonMs)
    const bytes = rebuilt(batch, header, records, keptCount, maxTimestamp, rules.horizonMs)
    // Every timestamp takes more bytes from now on: a batch that nobody could receive any more goes without a time.
    if (records.length <= limits.decompressedBytesMax && bytes.length <= limits.batchBytesMax)
      return { bytes, records: keptCount, maxTimestamp, horizonMs }
  }
  const keptHorizonMs = stamps ? 0 : horizonMs
  if (keptCount === header.recordsCount) return untouched(batch, header, keptHorizonMs)
  const bytes = rebuilt(batch, header, joined(reader.buffer, kept), keptCount, maxTimestamp)
  return { bytes, records: keptCount, maxTimestamp, horizonMs: keptHorizonMs }
}

function untouched(batch: Buffer, header: BatchHeader, horizonMs: number): CompactedBatch {
  const { recordsCount: records, maxTimestamp } = header
  return { bytes: batch, records, maxTimestamp, horizonMs }
}

function joined(buffer: Buffer, runs: readonly number[]): Buffer {
  const parts: Buffer[] = []
  for (let i = 0; i < runs.length; i += 2) parts.push(buffer.subarray(runs[i], runs[i + 1]))
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
}

/** The same records with `shift` added to every timestamp delta, for a base timestamp that is lower by it. */
function withBaseTimestamp(buffer: Buffer, runs: readonly number[], shift: number): Buffer {
  const parts: Buffer[] = []
  for (let i = 0; i < runs.length; i += 2) {
    const end = runs[i + 1] as number
    for (let position = runs[i] as number; position < end; ) {
      const length = readVarint(buffer, position, end)
      const from = varintEnd
      const delta = readVarlong(buffer, from + 1, end) + shift
      const rest = buffer.subarray(varintEnd, from + length) // from the offset delta on
      const newLength = 1 + varlongBytes(delta) + rest.length
      const head = Buffer.allocUnsafe(varintBytes(newLength) + newLength - rest.length)
      const at = writeVarint(head, 0, newLength)
      head[at] = buffer[from] as number // attributes
      writeVarlong(head, at + 1, delta)
      parts.push(head, rest)
      position = from + length
    }
  }
  return Buffer.concat(parts)
}

function rebuilt(
  batch: Buffer,
  header: BatchHeader,
  records: Buffer,
  recordsCount: number,
  maxTimestamp: number,
  horizonMs?: number,
): Buffer {
  const codec = codecNames[header.codec] ?? 'none'
  const stored = codec === 'none' ? records : compress(codec, records)
  const bytes = Buffer.allocUnsafe(BATCH_HEADER_BYTES + stored.length)
  batch.copy(bytes, 0, 0, BATCH_HEADER_BYTES)
  stored.copy(bytes, BATCH_HEADER_BYTES)
  if (horizonMs !== undefined) {
    bytes.writeInt16BE(header.attributes | HORIZON_BIT, 21)
    writeInt64(bytes, 27, horizonMs)
  }
  return finished(bytes, maxTimestamp, recordsCount)
}

/** The header alone. */
function emptyBatch(batch: Buffer): Buffer {
  const bytes = Buffer.from(batch.subarray(0, BATCH_HEADER_BYTES))
  bytes.writeInt16BE(bytes.readInt16BE(21) & ~(CODEC_BITS | HORIZON_BIT), 21)
  writeInt64(bytes, 27, -1)
  return finished(bytes, -1, 0)
}

function finished(bytes: Buffer, maxTimestamp: number, recordsCount: number): Buffer {
  bytes.writeInt32BE(bytes.length - BATCH_PREFIX_BYTES, 8)
  writeInt64(bytes, 35, maxTimestamp)
  bytes.writeInt32BE(recordsCount, 57)
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17)
  return bytes
}

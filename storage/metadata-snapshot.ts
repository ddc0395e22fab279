// The head of a segment of the metadata log: the whole state as batches, made and written in short turns, however much
// there is of it. Called by metadata-log.ts when it begins a segment; while that runs nothing changes the state.
import { AppendFact, SegmentEvent, type Segment as NativeSegment, Verdict } from '../native/index.ts'
import { encodeBatch } from '../protocol/batch.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { encodeMetadataRecord, type MetadataRecordInit } from '../protocol/messages.ts'
import type { SegmentEvents } from './segment-events.ts'

/** A batch of the metadata log ends at the first of these. Also what one turn makes of a snapshot. */
export const RECORDS_PER_BATCH = 1_000
export const BATCH_BYTES = 128 * 1024

/** What one turn writes of it. */
const WRITTEN_PER_TURN_BYTES = 1024 * 1024
const FULL = [28, 122] // ENOSPC, EDQUOT

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** One batch of records that are encoded already. */
export function metadataBatch(values: readonly Buffer[], timestamp: number): Buffer {
  return encodeBatch(values.map((value) => ({ key: null, value, timestamp })))
}

export async function snapshotBatches(
  records: Iterable<MetadataRecordInit>,
  timestamp: number,
): Promise<Buffer[]> {
  const batches: Buffer[] = []
  let values: Buffer[] = []
  let bytes = 0
  for (const record of records) {
    const value = encodeMetadataRecord(record)
    values.push(value)
    bytes += value.length
    if (values.length < RECORDS_PER_BATCH && bytes < BATCH_BYTES) continue
    batches.push(metadataBatch(values, timestamp))
    values = []
    bytes = 0
    await nextTurn()
  }
  if (values.length > 0) batches.push(metadataBatch(values, timestamp))
  return batches
}

export interface NewHead {
  native: NativeSegment
  events: SegmentEvents
  batches: readonly Buffer[]
  base: number
  bootEpoch: number
}

/** Resolves with the end offset once all of it is durable; rejects with DISK_FULL or DATA_DIR_UNUSABLE, the segment closed. */
export function writeHead({ native, events, batches, base, bootEpoch }: NewHead): Promise<number> {
  const facts = new Float64Array(AppendFact.width)
  const bytes = batches.reduce((sum, batch) => sum + batch.length, 0)
  let offset = base
  let next = 0
  let waiting = false // for a turn of its own
  let ended = false
  return new Promise((resolve, reject) => {
    const refuse = (reason: string, code: 'DISK_FULL' | 'DATA_DIR_UNUSABLE') => {
      ended = true
      events.forget(native.id)
      native.close()
      reject(new SluiceError(code, `the metadata log cannot begin a segment: ${reason}`))
    }
    const write = () => {
      let written = 0
      while (next < batches.length && !ended) {
        if (written >= WRITTEN_PER_TURN_BYTES) return later()
        const batch = batches[next] as Buffer
        const verdict = native.append(batch, 0, batch.length, offset, bootEpoch, limits.batchBytesMax, facts)
        if (verdict === Verdict.later) return // `room` calls again
        if (verdict !== Verdict.ok) return refuse(`verdict ${verdict}`, 'DATA_DIR_UNUSABLE')
        offset = facts[AppendFact.endOffset] as number
        written += batch.length
        if (++next === batches.length) native.sync(true)
      }
    }
    const later = () => {
      waiting = true
      setImmediate(() => {
        waiting = false
        write()
      })
    }
    events.listen(native.id, (event, a, b) => {
      if (event === SegmentEvent.room && !waiting) write()
      else if (event === SegmentEvent.synced && a >= bytes) resolve(offset)
      else if (event === SegmentEvent.noSpace) refuse('no space left on the disk', 'DISK_FULL')
      else if (event === SegmentEvent.failed)
        refuse(`errno ${a}, step ${b}`, FULL.includes(a) ? 'DISK_FULL' : 'DATA_DIR_UNUSABLE')
    })
    write()
  })
}

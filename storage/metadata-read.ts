// Reads one segment file of the metadata log. Used by metadata-log.ts at start and by check.ts.
import { BATCH_HEADER_BYTES, batchBytes, decodeBatch, verifyBatch } from '../protocol/batch.ts'
import { decodeMetadataRecord, type MetadataRecord } from '../protocol/messages.ts'
import type { MetadataState } from './metadata-state.ts'

export interface SegmentFold {
  complete: boolean // holds a whole snapshot; only then the state was changed
  position: number // end of the last valid batch
  records: number
}

/** The records of a segment file up to the first bytes that are no valid batch. */
export function readMetadataRecords(bytes: Buffer): { records: MetadataRecord[]; position: number } {
  const records: MetadataRecord[] = []
  let position = 0
  while (position + BATCH_HEADER_BYTES <= bytes.length) {
    try {
      verifyBatch(bytes, position)
      const batch: MetadataRecord[] = []
      for (const { value } of decodeBatch(bytes, position)) batch.push(decodeMetadataRecord(value as Buffer))
      records.push(...batch)
    } catch {
      break // a torn tail, or damage: the caller knows how far the disk had it
    }
    position += batchBytes(bytes, position)
  }
  return { records, position }
}

export function foldSegment(bytes: Buffer, state: MetadataState): SegmentFold {
  const { records, position } = readMetadataRecords(bytes)
  const begins = records[0]?.change === 'snapshotBegin'
  const complete = begins && records.some((record) => record.change === 'snapshotEnd')
  if (complete) for (const record of records) state.apply(record)
  return { complete, position, records: records.length }
}

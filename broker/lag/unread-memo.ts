// The first unread record of a row, remembered as long as it stays the first: to find one takes the storage index, and most rows are
// looked at again where nothing moved. Called by evaluation.ts and sampler.ts.
import { firstUnread } from '../../storage/unread.ts'
import type { PartitionRow } from './group-rows.ts'
import type { RowMoment } from './window.ts'

export interface Unread {
  readonly offset: number
  readonly appendMs: number
  readonly estimated: boolean
  /** Bytes of the log in front of it. */
  readonly bytesBefore: number
}

/** undefined: not known, or the log is gone. `offset` is one that can be read. */
export function unreadAt(row: PartitionRow, offset: number): Unread | undefined {
  const { unread } = row
  if (unread?.offset === offset) return unread
  const { log } = row.log
  if (log.state === 'deleted') return undefined
  const found = firstUnread(log, offset)
  if (found === undefined) return undefined
  const { appendMs, estimated, bytesBefore } = found
  row.unread = { offset, appendMs, estimated, bytesBefore }
  return row.unread
}

/** NaN: not known. */
export function timeLagMs(row: PartitionRow, now: RowMoment, takenMs: number): number {
  if (Number.isNaN(now.committed)) return Number.NaN
  if (now.committed >= now.visibleEnd) return 0
  const unread = unreadAt(row, Math.max(now.committed, now.logStart))
  return unread === undefined ? Number.NaN : Math.max(0, takenMs - unread.appendMs)
}

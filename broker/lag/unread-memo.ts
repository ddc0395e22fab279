// The first unread record of a row. What the log said about it is handed in again the next time, so that where nothing moved the
// storage index is not asked. Called by evaluation.ts and sampler.ts.
import { type FirstUnread, firstUnread } from '../../storage/unread.ts'
import type { PartitionRow } from './group-rows.ts'
import type { RowMoment } from './window.ts'

/** undefined: not known, or the log is gone. */
export function unreadOf(row: PartitionRow, { committed }: RowMoment): FirstUnread | undefined {
  const { log } = row.log
  if (log.state === 'deleted') return undefined
  const found = firstUnread(log, committed, row.unread)
  if (found !== undefined) row.unread = found
  return found
}

/** Since the first unread record was appended, 0 where nothing is unread; NaN: not known. */
export function timeLagMs(row: PartitionRow, now: RowMoment): number {
  if (now.committed >= now.visibleEnd) return 0
  const unread = Number.isNaN(now.committed) ? undefined : unreadOf(row, now)
  return unread === undefined ? Number.NaN : Math.max(0, now.takenMs - unread.appendMs)
}

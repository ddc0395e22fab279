// The numbers of one instant: where every log and every group stands. `capture` reads them in one turn; evaluation.ts makes of
// them, a group at a time and once, what is shown.
// Invariant: nothing here changes after `capture`, whatever becomes of groups, members, topics and logs.
// Where durability was set from memory to disk, the visible end is behind what groups have read until the next sync. What was committed
// was visible, so for that group the log is visible up to there: it is neither lost nor behind. No further than the log goes.
import type { LagOwner } from '../../protocol/lag.ts'
import type { CommittedPosition } from '../../storage/group-state.ts'
import { visibleBytes } from '../../storage/unread.ts'
import type { RowsOfGroup, GroupRows } from './group-rows.ts'
import type { SampleTimes } from './sample-times.ts'
import type { SeenLogs } from './seen-logs.ts'
import type { RowMoment } from './window.ts'

/** One group at that instant. */
export interface GroupMoment {
  readonly rows: GroupRows
  /** Of its first row in the arrays of the snapshot. */
  readonly firstRow: number
  /** As rows.members. */
  readonly owners: readonly LagOwner[]
}

export interface Snapshot {
  readonly takenMs: number
  /** Monotonic. */
  readonly nowMs: number
  /** Samples taken until then, and how far back the oldest that counts lies. */
  readonly sampleCount: number
  readonly windowMs: number
  /** By name. */
  readonly groups: readonly GroupMoment[]
  readonly rowCount: number
  /** Of each row; NaN: nothing is committed. */
  readonly committed: Float64Array
  readonly committedMs: Float64Array
  /** By the place of the log. */
  readonly logStarts: Float64Array
  readonly visibleEnds: Float64Array
  readonly logEnds: Float64Array
  /** Bytes of each log in front of its visible end. */
  readonly visibleBytes: Float64Array
}

export function capture(groups: readonly RowsOfGroup[], logs: SeenLogs, times: SampleTimes): Snapshot {
  let rowCount = 0
  for (const { rows } of groups) rowCount += rows.rows.length
  const committed = new Float64Array(rowCount)
  const committedMs = new Float64Array(rowCount)
  const moments: GroupMoment[] = []
  let next = 0
  for (const group of groups) {
    moments.push({ rows: group.rows, firstRow: next, owners: ownersOf(group) })
    for (const position of group.rows.positions) {
      const { offset, committedMs: atMs } = position ?? NOWHERE
      committed[next] = offset
      committedMs[next] = atMs
      next++
    }
  }
  const logStarts = new Float64Array(logs.placeCount)
  const visibleEnds = new Float64Array(logs.placeCount)
  const logEnds = new Float64Array(logs.placeCount)
  const bytes = new Float64Array(logs.placeCount)
  for (const { log, place } of logs.all()) {
    logStarts[place] = log.startOffset
    const { visibleOffset, endOffset } = log // once each: there may be 20,000 logs, and this is one turn
    visibleEnds[place] = visibleOffset
    logEnds[place] = endOffset
    bytes[place] = visibleBytes(log, visibleOffset, endOffset)
  }
  const nowMs = performance.now()
  return {
    takenMs: Date.now(),
    nowMs,
    sampleCount: times.count,
    windowMs: times.count === 0 ? 0 : Math.round(nowMs - times.atMs(times.oldest(0, times.count))),
    groups: moments,
    rowCount,
    committed,
    committedMs,
    logStarts,
    visibleEnds,
    logEnds,
    visibleBytes: bytes,
  }
}

const NOWHERE: CommittedPosition = { offset: Number.NaN, leaderEpoch: undefined, committedMs: Number.NaN }

function ownersOf({ live, rows }: RowsOfGroup): LagOwner[] {
  return rows.members.map(({ id, clientId, address }) => ({
    memberId: id,
    clientId,
    host: address,
    blockedMs: live.blockedMs(id),
    processingMs: live.processingMs(id),
  }))
}

type OpenMoment = { -readonly [Name in keyof RowMoment]: RowMoment[Name] }

/** To be filled by momentOf, again and again: 100,000 rows are no 100,000 objects. */
export function newMoment(): OpenMoment {
  return {
    nowMs: Number.NaN,
    takenMs: Number.NaN,
    sampleCount: 0,
    committed: Number.NaN,
    committedMs: Number.NaN,
    visibleEnd: Number.NaN,
    logStart: Number.NaN,
  }
}

/** One row of a group, as its window sees it: `into`. */
export function momentOf(
  snapshot: Snapshot,
  { rows, firstRow }: GroupMoment,
  row: number,
  into: OpenMoment,
): RowMoment {
  const { place } = (rows.rows[row] as (typeof rows.rows)[number]).log
  into.nowMs = snapshot.nowMs
  into.takenMs = snapshot.takenMs
  into.sampleCount = snapshot.sampleCount
  into.committed = snapshot.committed[firstRow + row] as number
  into.committedMs = snapshot.committedMs[firstRow + row] as number
  into.logStart = snapshot.logStarts[place] as number
  const visibleEnd = snapshot.visibleEnds[place] as number
  const isReadBeyond = into.committed > visibleEnd && into.committed <= (snapshot.logEnds[place] as number)
  into.visibleEnd = isReadBeyond ? into.committed : visibleEnd
  return into
}

// Lag as a broker would answer it, with everything known, for tests that change what they are about.
import { lagStatuses } from '../../protocol/lag.ts'
import type { LagReport, LagRow, LagStatus } from '../../protocol/lag.ts'

export const takenMs = Date.UTC(2026, 2, 1, 12)

export function partitionRow(change: Partial<LagRow> = {}): LagRow {
  return {
    group: 'billing',
    topic: 'orders',
    partition: 0,
    status: 'OK',
    rule: 'keeping-up',
    values: { slopePerSecond: 0.2, deadBandPerSecond: 1 },
    worst: undefined,
    partitions: 1,
    uncommitted: 0,
    members: 1,
    logStart: 0,
    logEnd: 1_000,
    committed: 900,
    committedMs: takenMs - 4_000,
    lag: 100,
    timeLagMs: 6_400,
    timeLagEstimated: false,
    bytesBehind: 4_500,
    inPerSecond: 12.4,
    outPerSecond: 9.96,
    slopePerSecond: 0.2,
    catchUpMs: undefined,
    headroomMs: 3_600_000,
    headroomRatio: 0.876,
    owner: { memberId: 'm-1', clientId: 'till', host: '127.0.0.1:5000', blockedMs: 0, processingMs: 0 },
    history: undefined,
    statusCounts: undefined,
    ...change,
  }
}

const unknown = {
  committed: undefined,
  committedMs: undefined,
  lag: undefined,
  timeLagMs: undefined,
  bytesBehind: undefined,
  outPerSecond: undefined,
  slopePerSecond: undefined,
  headroomMs: undefined,
  headroomRatio: undefined,
}

/** Nothing is committed, and something may be unread. */
export function uncommittedRow(change: Partial<LagRow> = {}): LagRow {
  const judged = { status: 'NEW', rule: 'uncommitted', values: { sinceMs: 20_000 } } as const
  return partitionRow({ ...judged, uncommitted: 1, ...unknown, ...change })
}

/** Of a topic: counts name how many of its partitions have which status. */
export function topicRow(counts: Partial<Record<LagStatus, number>>, change: Partial<LagRow> = {}): LagRow {
  const statusCounts = {
    OK: 0,
    NEW: 0,
    SLOW: 0,
    STALL: 0,
    REWIND: 0,
    STOP: 0,
    NOMEMBER: 0,
    LOST: 0,
    ...counts,
  }
  return partitionRow({
    partition: undefined,
    status: [...lagStatuses].reverse().find((status) => statusCounts[status] > 0) ?? 'OK',
    partitions: Object.values(statusCounts).reduce((sum, count) => sum + count, 0),
    worst: { topic: 'orders', partition: 3 },
    statusCounts,
    logStart: undefined,
    logEnd: undefined,
    committed: undefined,
    owner: undefined,
    ...change,
  })
}

export function reportOf(rows: readonly LagRow[], change: Partial<LagReport> = {}): LagReport {
  return { snapshotId: 7, takenMs, windowMs: 290_000, grain: 'partition', rows, ...change }
}

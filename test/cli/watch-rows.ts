// Rows of lag for tests of the live view.
import type { LagGrain, LagReport, LagRow } from '../../protocol/lag.ts'

export function row(changed: Partial<LagRow> = {}): LagRow {
  return {
    group: 'billing',
    topic: 'orders',
    partition: 0,
    status: 'OK',
    rule: 'caught-up',
    values: { lag: 0 },
    worst: undefined,
    partitions: 1,
    uncommitted: 0,
    members: 1,
    logStart: 0,
    logEnd: 100,
    committed: 100,
    committedMs: 1_700_000_000_000,
    lag: 0,
    timeLagMs: 0,
    timeLagEstimated: false,
    bytesBehind: 0,
    inPerSecond: 10,
    outPerSecond: 10,
    slopePerSecond: 0,
    catchUpMs: 0,
    headroomMs: undefined,
    headroomRatio: undefined,
    owner: undefined,
    history: undefined,
    statusCounts: undefined,
    ...changed,
  }
}

export function reportOf(rows: readonly LagRow[], grain: LagGrain = 'partition', snapshotId = 1): LagReport {
  return { snapshotId, takenMs: 1_700_000_005_000, windowMs: 300_000, grain, rows }
}

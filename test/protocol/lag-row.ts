// A row of lag for tests. Called by lag-prometheus.test.ts and test/docs/metrics.test.ts.
import type { LagRow } from '../../protocol/lag.ts'

/** A row of which nothing is known but what is given. */
export function rowOf(given: Partial<LagRow>): LagRow {
  return {
    group: 'billing',
    topic: undefined,
    partition: undefined,
    status: 'OK',
    rule: 'caught-up',
    values: {},
    worst: undefined,
    partitions: 1,
    uncommitted: 0,
    members: 0,
    logStart: undefined,
    logEnd: undefined,
    committed: undefined,
    committedMs: undefined,
    lag: undefined,
    timeLagMs: undefined,
    timeLagEstimated: false,
    bytesBehind: undefined,
    inPerSecond: undefined,
    outPerSecond: undefined,
    slopePerSecond: undefined,
    catchUpMs: undefined,
    headroomMs: undefined,
    headroomRatio: undefined,
    owner: undefined,
    history: undefined,
    statusCounts: undefined,
    ...given,
  }
}

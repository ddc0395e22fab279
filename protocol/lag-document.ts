// Lag as JSON: the schema lag/v1, which docs/lag.md explains. One maker for `sluice lag -o json|ndjson`, `sluice lag check -o json`
// and the broker's /api/lag, so that they cannot differ.
// Invariants: what is not known is null, never 0 and never left out; durations are milliseconds and say so in their names;
// members are added, never renamed or removed.
import type { LagGrain, LagReport, LagRow, LagStatus } from './lag.ts'

export const LAG_SCHEMA = 'lag/v1'

/** A document without its rows, which may come one by one. */
export interface LagDocumentHead {
  readonly schema: typeof LAG_SCHEMA
  readonly snapshotId: number
  /** ISO 8601, of the broker's clock. */
  readonly ts: string
  readonly windowMs: number
  readonly by: LagGrain
}

export interface LagDocument extends LagDocumentHead {
  readonly rows: readonly LagRowDocument[]
}

type OrNull<T> = T | null

/** A row of any grain; topic and partition are null where the row stands for more than one. */
export interface LagRowDocument {
  readonly group: string
  readonly topic: OrNull<string>
  readonly partition: OrNull<number>
  readonly status: LagStatus
  /** Why it has this status. */
  readonly reason: { readonly rule: string; readonly values: Readonly<Record<string, number>> }
  /** Of a topic or a group: the partition that the status and the reason are of. */
  readonly worst: OrNull<{ readonly topic: string; readonly partition: number }>
  readonly committed: OrNull<number>
  readonly logStart: OrNull<number>
  readonly logEnd: OrNull<number>
  /** Records. */
  readonly lag: OrNull<number>
  readonly timeLagMs: OrNull<number>
  /** timeLagMs is read off an index that was made anew. */
  readonly timeLagEstimated: boolean
  readonly bytesBehind: OrNull<number>
  readonly inPerSecond: OrNull<number>
  readonly outPerSecond: OrNull<number>
  readonly slopePerSecond: OrNull<number>
  readonly catchUpMs: OrNull<number>
  readonly headroomMs: OrNull<number>
  readonly headroomRatio: OrNull<number>
  /** Milliseconds since 1970. */
  readonly committedMs: OrNull<number>
  readonly commitAgeMs: OrNull<number>
  readonly members: number
  readonly partitions: number
  readonly uncommitted: number
  readonly owner: OrNull<LagRow['owner'] & object>
  readonly statusCounts: OrNull<Readonly<Record<LagStatus, number>>>
  /** Lag at each sample of the window, oldest first, where it was asked for. */
  readonly history: OrNull<readonly OrNull<number>[]>
}

export function lagDocumentHead(report: Omit<LagReport, 'rows'>): LagDocumentHead {
  return {
    schema: LAG_SCHEMA,
    snapshotId: report.snapshotId,
    ts: new Date(report.takenMs).toISOString(),
    windowMs: report.windowMs,
    by: report.grain,
  }
}

export function lagDocument(report: LagReport): LagDocument {
  return { ...lagDocumentHead(report), rows: report.rows.map((row) => lagRowDocument(row, report.takenMs)) }
}

export function lagRowDocument(row: LagRow, takenMs: number): LagRowDocument {
  const { committedMs } = row
  return {
    group: row.group,
    topic: row.topic ?? null,
    partition: row.partition ?? null,
    status: row.status,
    reason: { rule: row.rule, values: row.values },
    worst: row.worst ?? null,
    committed: row.committed ?? null,
    logStart: row.logStart ?? null,
    logEnd: row.logEnd ?? null,
    lag: row.lag ?? null,
    timeLagMs: row.timeLagMs ?? null,
    timeLagEstimated: row.timeLagEstimated,
    bytesBehind: row.bytesBehind ?? null,
    inPerSecond: row.inPerSecond ?? null,
    outPerSecond: row.outPerSecond ?? null,
    slopePerSecond: row.slopePerSecond ?? null,
    catchUpMs: row.catchUpMs ?? null,
    headroomMs: row.headroomMs ?? null,
    headroomRatio: row.headroomRatio ?? null,
    committedMs: committedMs ?? null,
    commitAgeMs: committedMs === undefined ? null : Math.max(0, takenMs - committedMs),
    members: row.members,
    partitions: row.partitions,
    uncommitted: row.uncommitted,
    owner: row.owner ?? null,
    statusCounts: row.statusCounts ?? null,
    history: historyOf(row),
  }
}

/** null before the first sample, too: the wire tells no difference. */
function historyOf({ history }: LagRow): OrNull<OrNull<number>[]> {
  if (history === undefined || history.length === 0) return null
  return history.map((lag) => (Number.isNaN(lag) ? null : lag))
}

// Sums over all rows of a report, for the head of the live view: made once a report, read at every key. Called by draw.ts.
import { type LagReport, type LagRow, type LagStatus, lagStatuses } from '../../protocol/lag.ts'

export interface Totals {
  /** Over rows whose lag is known; undefined where none is. */
  readonly lag: number | undefined
  /** The row that is unread for longest. */
  readonly oldest: LagRow | undefined
  /** The worst first; statuses that no row has are left out. */
  readonly counts: readonly (readonly [LagStatus, number])[]
}

const known = new WeakMap<LagReport, Totals>()

export function totalsOf(report: LagReport): Totals {
  const before = known.get(report)
  if (before !== undefined) return before
  const totals = sum(report.rows)
  known.set(report, totals)
  return totals
}

function sum(rows: readonly LagRow[]): Totals {
  const counts = new Map<LagStatus, number>(lagStatuses.map((status) => [status, 0]))
  let lag: number | undefined
  let oldest: LagRow | undefined
  for (const row of rows) {
    counts.set(row.status, (counts.get(row.status) as number) + 1)
    if (row.lag !== undefined) lag = (lag ?? 0) + row.lag
    if ((row.timeLagMs ?? -1) > (oldest?.timeLagMs ?? -1)) oldest = row
  }
  return { lag, oldest, counts: [...counts].filter(([, count]) => count > 0).reverse() }
}

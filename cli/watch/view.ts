// Which rows the live view shows, and in which order. Called by state.ts and keys.ts. Pure; orders and their rules: lag-select.ts.
import type { LagRow } from '../../protocol/lag.ts'
import { type LagSort, type LagSortKey, rowOrder } from '../lag-select.ts'

/** What `s` goes through; --sort takes others too. */
export const sortKeys: readonly LagSortKey[] = [
  'status',
  'lag',
  'time-lag',
  'in',
  'out',
  'trend',
  'headroom',
  'commit-age',
  'group',
]

export function viewOf(rows: readonly LagRow[], filter: string, sort: LagSort): readonly LagRow[] {
  const wanted = filter.toLowerCase()
  const found = wanted === '' ? [...rows] : rows.filter((row) => matches(row, wanted))
  return found.sort(rowOrder(sort))
}

function matches({ group, topic, status }: LagRow, wanted: string): boolean {
  return [group, topic ?? '', status].some((text) => text.toLowerCase().includes(wanted))
}

/** The same for the same row of another report. No name holds a space. */
export function rowKey({ group, topic, partition }: LagRow): string {
  return `${group} ${topic ?? ''} ${partition ?? ''}`
}

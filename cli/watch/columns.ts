// The columns of the live view, and which of them fit into a terminal's width. Called by draw.ts. Pure; cells: lag-cells.ts.
import { type LagGrain, lagGrains, type LagRow } from '../../protocol/lag.ts'
import {
  catchUpCell,
  durationCell,
  orDash,
  ownerCell,
  rateCell,
  timeLagCell,
  trendCell,
} from '../lag-cells.ts'
import { type LagSort, type LagSortKey, reversed } from '../lag-select.ts'
import { statusStyles } from '../lag-table.ts'
import { formatCount } from '../progress.ts'
import { type Column, displayWidth } from '../text-table.ts'

interface WatchColumn extends Column<LagRow> {
  /** What goes first where the width does not do; undefined: it stays. */
  readonly drop?: number
  readonly sort?: LagSortKey
  /** It is not there in coarser grains. */
  readonly upTo?: LagGrain
}

const gap = 2
/** Names give way to this width before a column goes. */
const nameWidth = 16

export function countCell(count: number | undefined): string {
  return count === undefined ? '-' : formatCount(count)
}

export function commitAgeCell({ committedMs }: LagRow, takenMs: number): string {
  return durationCell(committedMs === undefined ? undefined : takenMs - committedMs)
}

function columnsOf(takenMs: number): readonly WatchColumn[] {
  return [
    { header: 'STATUS', cell: (row) => row.status, style: (row) => statusStyles[row.status], sort: 'status' },
    { header: 'GROUP', cell: (row) => row.group, sort: 'group' },
    { header: 'TOPIC', cell: (row) => orDash(row.topic), upTo: 'topic' },
    { header: 'PART', cell: (row) => orDash(row.partition), right: true, upTo: 'partition' },
    { header: 'LAG', cell: (row) => countCell(row.lag), right: true, sort: 'lag' },
    { header: 'TIME-LAG', cell: timeLagCell, right: true, sort: 'time-lag' },
    { header: 'TREND', cell: trendCell, drop: 7, sort: 'trend' },
    { header: 'IN/s', cell: (row) => rateCell(row.inPerSecond), right: true, drop: 3, sort: 'in' },
    { header: 'OUT/s', cell: (row) => rateCell(row.outPerSecond), right: true, drop: 4, sort: 'out' },
    { header: 'ETA', cell: catchUpCell, right: true, drop: 6 },
    {
      header: 'HEADROOM',
      cell: (row) => durationCell(row.headroomMs),
      right: true,
      drop: 5,
      sort: 'headroom',
    },
    {
      header: 'COMMIT-AGE',
      cell: (row) => commitAgeCell(row, takenMs),
      right: true,
      drop: 2,
      sort: 'commit-age',
    },
    { header: 'OWNER', cell: (row) => ownerCell(row.owner), drop: 1, upTo: 'partition' },
  ]
}

export interface ColumnSpec {
  readonly grain: LagGrain
  readonly takenMs: number
  readonly sort: LagSort
  readonly width: number
}

/** The columns for these rows, the weakest left out where `width` does not do; the one that is sorted by is marked. */
export function fitColumns(
  rows: readonly LagRow[],
  { grain, takenMs, sort, width }: ColumnSpec,
): Column<LagRow>[] {
  const level = lagGrains.indexOf(grain)
  let kept = columnsOf(takenMs)
    .filter(({ upTo }) => upTo === undefined || lagGrains.indexOf(upTo) >= level)
    .map((column) =>
      column.sort === sort.key ? { ...column, header: `${column.header}${markOf(sort)}` } : column,
    )
    .map((column) => ({ ...column, least: leastWidth(column, rows) }))
  const total = () => kept.reduce((sum, { least }) => sum + least + gap, -gap)
  while (total() > width) {
    const weakest = Math.min(...kept.map(({ drop }) => drop ?? Number.POSITIVE_INFINITY))
    if (weakest === Number.POSITIVE_INFINITY) break
    kept = kept.filter(({ drop }) => drop !== weakest)
  }
  return kept
}

function markOf(sort: LagSort): string {
  return reversed(reversed(sort)).direction === 'asc' ? '↑' : '↓' // which says the direction of the default too
}

function leastWidth({ header, cell, right }: WatchColumn, rows: readonly LagRow[]): number {
  const widest = rows.reduce((most, row) => Math.max(most, displayWidth(String(cell(row)))), 0)
  return Math.max(header.length, right ? widest : Math.min(widest, nameWidth))
}

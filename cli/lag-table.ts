// Lag as a table: its columns for each grain, and the line of totals. Called by lag.ts and the live view. Pure; the clock is the
// broker's, at the instant that the rows are of.
import { lagStatuses } from '../protocol/lag.ts'
import type { LagGrain, LagReport, LagRow, LagStatus } from '../protocol/lag.ts'
import { counted, formatAge } from './group-tables.ts'
import {
  catchUpCell,
  durationCell,
  orDash,
  ownerCell,
  percentCell,
  rateCell,
  timeLagCell,
  trendCell,
} from './lag-cells.ts'
import { reasonText } from './lag-reason.ts'
import { formatBytes, formatCount } from './progress.ts'
import type { Column, Style } from './text-table.ts'

export const statusStyles: Readonly<Record<LagStatus, Style>> = {
  OK: 'green',
  NEW: 'cyan',
  SLOW: 'yellow',
  STALL: 'yellow',
  REWIND: 'yellow',
  STOP: 'red',
  NOMEMBER: 'red',
  LOST: ['red', 'bold'],
}

/** Every column there is, in the order in which they are shown; takenMs: of the report. */
function allColumns(takenMs: number) {
  const columns = [
    { header: 'STATUS', cell: (row) => row.status, style: (row) => statusStyles[row.status] },
    { header: 'GROUP', cell: (row) => row.group },
    { header: 'TOPIC', cell: (row) => orDash(row.topic) },
    { header: 'PART', name: 'partition', cell: (row) => orDash(row.partition), right: true },
    { header: 'START', cell: (row) => orDash(row.logStart), right: true },
    { header: 'COMMITTED', cell: (row) => orDash(row.committed), right: true },
    { header: 'END', cell: (row) => orDash(row.logEnd), right: true },
    { header: 'LAG', cell: (row) => orDash(row.lag), right: true },
    { header: 'TIME-LAG', cell: timeLagCell, right: true },
    { header: 'IN/s', name: 'in', cell: (row) => rateCell(row.inPerSecond), right: true },
    { header: 'OUT/s', name: 'out', cell: (row) => rateCell(row.outPerSecond), right: true },
    { header: 'TREND', cell: trendCell },
    { header: 'HEADROOM', cell: (row) => durationCell(row.headroomMs), right: true },
    {
      header: 'COMMIT-AGE',
      cell: ({ committedMs }) => durationCell(committedMs && takenMs - committedMs),
      right: true,
    },
    { header: 'REASON', cell: reasonText, least: 24 },
    { header: 'OWNER', cell: (row) => ownerCell(row.owner) },
    {
      header: 'WORST',
      cell: ({ worst }) => (worst === undefined ? '-' : `${worst.topic}/${worst.partition}`),
    },
    { header: 'LEFT', cell: (row) => percentCell(row.headroomRatio), right: true },
    {
      header: 'BYTES',
      cell: ({ bytesBehind }) => (bytesBehind === undefined ? '-' : formatBytes(bytesBehind)),
      right: true,
    },
    { header: 'ETA', cell: catchUpCell, right: true },
    { header: 'PARTS', name: 'partitions', cell: (row) => row.partitions, right: true },
    { header: 'UNCOMMITTED', cell: (row) => row.uncommitted, right: true },
    { header: 'MEMBERS', cell: (row) => row.members, right: true },
  ] as const satisfies readonly Column<LagRow>[]
  return columns
}

type Header = ReturnType<typeof allColumns>[number]['header']

const always: readonly Header[] = ['LAG', 'TIME-LAG', 'IN/s', 'OUT/s', 'TREND', 'HEADROOM', 'COMMIT-AGE']
const named: Readonly<Record<LagGrain, readonly Header[]>> = {
  group: ['STATUS', 'GROUP'],
  topic: ['STATUS', 'GROUP', 'TOPIC'],
  partition: ['STATUS', 'GROUP', 'TOPIC', 'PART', 'COMMITTED', 'END'],
}
const summed: readonly Header[] = ['PARTS', 'UNCOMMITTED', 'MEMBERS', 'WORST']
const wideOnly: Readonly<Record<LagGrain, readonly Header[]>> = {
  group: summed,
  topic: summed,
  partition: ['START', 'OWNER'],
}

export interface LagColumns {
  /** What a table of this grain shows. */
  readonly shown: readonly Column<LagRow>[]
  /** What it shows with -o wide. */
  readonly wide: readonly Column<LagRow>[]
  /** What can be asked for by name. */
  readonly all: readonly Column<LagRow>[]
}

export function lagColumns(grain: LagGrain, takenMs: number): LagColumns {
  const all: readonly (Column<LagRow> & { header: Header })[] = allColumns(takenMs)
  const shown = [...named[grain], ...always]
  const wide = [...shown, ...wideOnly[grain], 'LEFT', 'BYTES', 'ETA', 'REASON']
  return {
    shown: all.filter(({ header }) => shown.includes(header)),
    wide: all.filter(({ header }) => wide.includes(header)),
    all,
  }
}

/** Of all rows that the broker answered, whichever of them are shown. */
export function totalsLine({ rows }: LagReport): string {
  const members = new Map(rows.map((row) => [row.group, row.members]))
  const partitions = sum(rows.map((row) => row.partitions))
  const uncommitted = sum(rows.map((row) => row.uncommitted))
  const lags = rows.flatMap((row) => row.lag ?? [])
  const facts = [
    counted(members.size, 'group'),
    counted(sum([...members.values()]), 'member'),
    counted(partitions, 'partition'),
    ...(uncommitted > 0 ? [`${formatCount(uncommitted)} without a commit`] : []),
    `lag ${lags.length === 0 ? '-' : formatCount(sum(lags))}${most(rows)}`,
    ...oldest(rows),
  ]
  return `${facts.join(', ')}; ${statusTotals(rows)}`
}

function most(rows: readonly LagRow[]): string {
  const row = greatest(rows, (one) => one.lag)
  return rows.length < 2 || !row?.lag ? '' : ` (most: ${placeOf(row)} ${formatCount(row.lag)})`
}

function oldest(rows: readonly LagRow[]): string[] {
  const row = greatest(rows, (one) => one.timeLagMs)
  return row?.timeLagMs ? [`unread for ${formatAge(row.timeLagMs)} at most (${placeOf(row)})`] : []
}

function greatest(rows: readonly LagRow[], of: (row: LagRow) => number | undefined): LagRow | undefined {
  let best: LagRow | undefined
  for (const row of rows) if ((of(row) ?? -1) > ((best && of(best)) ?? -1)) best = row
  return best
}

/** group, group/topic or group/topic/partition. */
export function placeOf({ group, topic, partition }: LagRow): string {
  return [group, topic, partition].filter((part) => part !== undefined).join('/')
}

/** Of partitions, whatever a row stands for, and it says so: "partitions: 3 LOST, 12 OK". */
function statusTotals(rows: readonly LagRow[]): string {
  const counts = lagStatuses.map((status) => ({
    status,
    count: sum(rows.map((row) => row.statusCounts?.[status] ?? (row.status === status ? 1 : 0))),
  }))
  const there = counts.filter(({ count }) => count > 0).reverse()
  if (there.length === 0) return 'nothing to judge'
  return `partitions: ${there.map(({ status, count }) => `${formatCount(count)} ${status}`).join(', ')}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

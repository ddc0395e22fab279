// Columns that every list of lag rows shares. Used by the views of topics, of groups and of one group.
import type { LagRowDocument } from '../../../protocol/lag-document.ts'
import type { LagStatus } from '../../../protocol/lag.ts'
import { type Cell, custom, number, text, timeLag, unknown } from './cells.ts'
import { sparkline } from './chart.ts'
import { h } from './dom.ts'
import { bytes, count, duration, percent, rate } from './format.ts'
import { badge, severity } from './status.ts'
import type { Column } from './table.ts'
import { visible } from './visible.ts'

const noCommit = 'nothing was committed'
const noWindow = 'too few samples so far'
const halted = ['NOMEMBER', 'STOP'] as const

/** Lists of topics and groups have rows without lag too. */
type Read<T> = (row: T) => LagRowDocument | null
type Less<T> = Partial<Column<T>>

function statusCell(row: LagRowDocument | null, why: string): Cell {
  return row === null ? unknown(why) : custom(row.status, () => [badge(row.status)])
}

export function lagCell(row: LagRowDocument | null, why: string): Cell {
  if (row === null) return unknown(why)
  return number(row.lag, count, noCommit, row.uncommitted > 0 && row.lag !== null ? missing(row) : {})
}

/** A sum that does not hold everything says so. */
function missing({ uncommitted }: LagRowDocument): { title: string; tone: string } {
  return { tone: 'partly', title: `without ${count(uncommitted)} partitions that have no commit` }
}

export function statusColumn<T>(read: Read<T>, why: string, less: Less<T> = {}): Column<T> {
  return {
    key: 'status',
    label: 'Status',
    rank: 1,
    width: '8.6rem',
    descending: true,
    cell: (row) => statusCell(read(row), why),
    order: (row) => orderOf(read(row), (lag) => severity(lag.status)),
    ...less,
  }
}

export function lagColumn<T>(read: Read<T>, why: string, less: Less<T> = {}): Column<T> {
  return {
    key: 'lag',
    label: 'Lag',
    hint: 'records between the committed offset and the visible end',
    numeric: true,
    rank: 1,
    width: '7.2rem',
    descending: true,
    cell: (row) => lagCell(read(row), why),
    order: (row) => orderOf(read(row), (lag) => lag.lag),
    ...less,
  }
}

export function timeLagColumn<T>(read: Read<T>, why: string, less: Less<T> = {}): Column<T> {
  return {
    key: 'time-lag',
    label: 'Time lag',
    hint: 'time since the oldest unread record was appended; ~ where it is estimated',
    numeric: true,
    rank: 1,
    width: '7.2rem',
    descending: true,
    cell: (row) => {
      const lag = read(row)
      return lag === null ? unknown(why) : timeLag(lag.timeLagMs, lag.timeLagEstimated)
    },
    order: (row) => orderOf(read(row), (lag) => lag.timeLagMs),
    ...less,
  }
}

export function headroomColumn<T>(read: Read<T>, why: string, less: Less<T> = {}): Column<T> {
  return {
    key: 'headroom',
    label: 'Headroom',
    hint: 'time until retention deletes the oldest unread record',
    numeric: true,
    rank: 2,
    width: '7.4rem',
    cell: (row) => headroomCell(read(row), why),
    order: (row) => orderOf(read(row), (lag) => lag.headroomMs),
    ...less,
  }
}

export function headroomCell(row: LagRowDocument | null, why: string): Cell {
  if (row === null) return unknown(why)
  // Nothing to lose is not the same as not known.
  if (row.lag === null) return unknown(noCommit)
  if (row.lag === 0) return text('·', { tone: 'none', title: 'nothing is unread' })
  const { headroomMs, headroomRatio } = row
  if (headroomMs === null)
    return text('·', { tone: 'none', title: 'retention deletes nothing of it, as far as is known' })
  const title = headroomRatio === null ? undefined : `${percent(headroomRatio)} of the limit`
  const tone = headroomRatio !== null && headroomRatio < 0.1 ? 'urgent' : undefined
  return text(duration(headroomMs), { ...(title && { title }), ...(tone && { tone }) })
}

export function rateColumns<T>(read: Read<T>, why: string, rank: 2 | 3 | 4): Column<T>[] {
  const column = (
    key: string,
    label: string,
    hint: string,
    pick: (lag: LagRowDocument) => number | null,
  ): Column<T> => ({
    key,
    label,
    hint,
    numeric: true,
    rank,
    width: '5.6rem',
    descending: true,
    cell: (row) => {
      const lag = read(row)
      return lag === null ? unknown(why) : number(pick(lag), rate, noWindow)
    },
    order: (row) => orderOf(read(row), pick),
  })
  return [
    column('in', 'In/s', 'records appended a second', (lag) => lag.inPerSecond),
    column('out', 'Out/s', 'records that commits moved forward by, a second', (lag) => lag.outPerSecond),
  ]
}

export function trendColumn<T>(
  historyOf: (row: T) => readonly (number | null)[] | null,
  less: Less<T> = {},
): Column<T> {
  return {
    key: 'trend',
    label: 'Trend',
    hint: 'lag over the last five minutes; each line has its own scale',
    rank: 3,
    width: '7.6rem',
    cell: (row) => {
      const history = historyOf(row)
      const known = history?.filter((value) => value !== null).length ?? 0
      if (history === null || known < 2) return unknown(noWindow)
      return custom(history.join(), () => [sparkline(history)])
    },
    ...less,
  }
}

export function catchUpCell(row: LagRowDocument): Cell {
  if (row.lag === 0) return text('·', { tone: 'none', title: 'it is caught up' })
  // What does not move has no end, whatever the rates before it stopped were.
  if (haltedOf(row)) return text('never', { title: 'nobody consumes, or nothing is committed any more' })
  if (row.catchUpMs !== null) {
    return text(`~${duration(row.catchUpMs)}`, { title: 'at the rates of the last minutes' })
  }
  const grows = row.slopePerSecond !== null && row.slopePerSecond >= 0
  if (grows) return text('never', { title: 'not at the rates of the last minutes' })
  return unknown(row.slopePerSecond === null ? noWindow : 'not known of every partition')
}

/** It, or one of its partitions. */
function haltedOf({ status, statusCounts }: LagRowDocument): boolean {
  return halted.some((one) => status === one || (statusCounts?.[one] ?? 0) > 0)
}

export function bytesCell(value: number | null): Cell {
  return number(value, bytes, noCommit)
}

/** Two lines in one cell; on a phone the status, which has no column there, is above them. */
export function stacked(
  signature: string,
  first: () => Node | string,
  second: string,
  status?: LagStatus,
): Cell {
  return custom(`${signature}|${second}|${status}`, () => [
    ...(status === undefined ? [] : [h('span', { class: 'on-phone' }, badge(status))]),
    h('span', { class: 'first' }, first()),
    h('span', { class: 'second', title: second }, visible(second, false)),
  ])
}

function orderOf<V>(row: LagRowDocument | null, pick: (row: LagRowDocument) => V): V | null {
  return row === null ? null : pick(row)
}

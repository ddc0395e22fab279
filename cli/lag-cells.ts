// One value of a lag row as a cell of a table, for people. Called by lag-table.ts, lag-reason.ts and the live view. Pure.
// Invariants: what is not known is "-", never 0; what is not exact begins with "~"; a cell holds no blank, so that awk finds its
// columns (sizes like "4.5 kB" excepted, as everywhere).
import sparkly from 'sparkly'
import { formatAge } from './group-tables.ts'
import type { LagOwner, LagRow } from '../protocol/lag.ts'

/** Samples are joined to at most so many characters. */
const trendCells = 12
/** A slope below this many records a second, or below this part of what comes in, is level. */
const levelPerSecond = 1
const levelOfIn = 0.01

export function orDash(value: number | string | undefined): string {
  return value === undefined || value === '' ? '-' : String(value)
}

export function durationCell(ms: number | undefined): string {
  return ms === undefined ? '-' : formatAge(ms)
}

/** Of a limit or a time to wait, as it was typed: a short one to the millisecond. */
export function limitCell(ms: number | undefined): string {
  return ms !== undefined && ms < 10_000 && ms % 1_000 !== 0 ? `${ms}ms` : durationCell(ms)
}

export function timeLagCell({ timeLagMs, timeLagEstimated }: LagRow): string {
  return `${timeLagMs !== undefined && timeLagEstimated ? '~' : ''}${durationCell(timeLagMs)}`
}

/** Calculated from rates, so never exact but where there is nothing to wait for. */
export function catchUpCell({ catchUpMs }: LagRow): string {
  return catchUpMs === undefined || catchUpMs === 0 ? durationCell(catchUpMs) : `~${durationCell(catchUpMs)}`
}

/** Records a second: "0", "<0.1", "0.4", "12". */
export function rateCell(perSecond: number | undefined): string {
  if (perSecond === undefined) return '-'
  if (perSecond === 0) return '0'
  if (Math.abs(perSecond) < 0.1) return '<0.1'
  return String(Math.abs(perSecond) < 9.95 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond))
}

/** A part of 1 as whole percent, rounded down: what is nearly used up is not shown as more. */
export function percentCell(ratio: number | undefined): string {
  return ratio === undefined ? '-' : `${Math.floor(ratio * 100)}%`
}

export function ownerCell(owner: LagOwner | undefined): string {
  if (owner === undefined) return '-'
  return `${owner.clientId || owner.memberId}@${owner.host}`
}

/** Lag over the window, the lowest tick being 0, and where it goes. "·" where it was not known. */
export function trendCell({ history, slopePerSecond, inPerSecond }: LagRow): string {
  const line = sparkline(history ?? [])
  const level = Math.max(levelPerSecond, levelOfIn * (inPerSecond ?? 0))
  if (slopePerSecond === undefined) return line || '-'
  return `${line}${slopePerSecond > level ? '↗' : slopePerSecond < -level ? '↘' : '→'}`
}

/** At most `cells` characters; empty where nothing is known. */
export function sparkline(history: readonly number[], cells = trendCells): string {
  const lags = joined(history, cells)
  const known = lags.filter((lag) => !Number.isNaN(lag))
  if (known.length === 0) return ''
  return sparkly(lags, { minimum: 0, maximum: Math.max(...known) }).replaceAll(' ', '·')
}

/** The highest of each run of samples, so that no peak is lost. */
function joined(history: readonly number[], cellsMax: number): number[] {
  const perCell = Math.ceil(history.length / cellsMax)
  const cells: number[] = []
  for (let to = history.length; to > 0; to -= perCell) {
    const known = history.slice(Math.max(0, to - perCell), to).filter((lag) => !Number.isNaN(lag))
    cells.unshift(known.length === 0 ? Number.NaN : Math.max(...known))
  }
  return cells
}

// What `lag check` makes of rows: the limits that were given, and which rows are beyond them. Called by lag-check.ts and
// lag-hold.ts. Pure.
// Invariants: a value that is not known is never below a limit: where a limit asks for it the row is `unknown`, unless the broker
// knows that nothing is unread. A known value that is beyond its limit counts, whatever else is not known.
import { lagStatuses } from '../protocol/lag.ts'
import type { LagRow, LagStatus } from '../protocol/lag.ts'
import { durationCell, limitCell, orDash, percentCell, timeLagCell } from './lag-cells.ts'
import { reasonText } from './lag-reason.ts'
import { isRead } from './lag-select.ts'
import { placeOf } from './lag-table.ts'
import { formatCount } from './progress.ts'

/** From the best to the worst: what is known to be bad goes before what is not known. */
const severities = ['ok', 'unknown', 'warning', 'critical'] as const
export type Level = (typeof severities)[number]

/** Nagios's codes, which are those of DESIGN part 7. */
export const levelExit = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const satisfies Record<
  Level,
  number
>

export interface Pair<T> {
  readonly warning?: T | undefined
  readonly critical?: T | undefined
}

/** So much of the limit, 0 … 1, or so long. */
export type HeadroomLimit = { readonly ratio: number } | { readonly ms: number }

export interface Thresholds {
  /** Records; this many or more. */
  readonly lag: Pair<number>
  /** Milliseconds; so long or longer. */
  readonly timeLag: Pair<number>
  /** Less than this. */
  readonly headroom: Pair<HeadroomLimit>
  readonly status: Readonly<Record<'warning' | 'critical', readonly LagStatus[]>>
}

export interface Finding {
  readonly level: Exclude<Level, 'ok'>
  readonly check: 'lag' | 'time-lag' | 'headroom' | 'status' | 'wait'
  readonly row: LagRow
  /** What was found, without the place. */
  readonly text: string
}

export function worstOf(findings: readonly Finding[]): Level {
  return findings.reduce<Level>((worst, { level }) => (isWorse(level, worst) ? level : worst), 'ok')
}

export function isWorse(one: Level, other: Level): boolean {
  return severities.indexOf(one) > severities.indexOf(other)
}

/** The worst first. */
export function findingsOf(rows: readonly LagRow[], thresholds: Thresholds): Finding[] {
  const found = rows.flatMap((row) => judge(row, thresholds))
  return found.sort((a, b) => severities.indexOf(b.level) - severities.indexOf(a.level))
}

/** group/topic/partition: what was found. */
export function findingText({ row, text }: Finding): string {
  return `${placeOf(row)} ${text}`
}

function judge(row: LagRow, { lag, timeLag, headroom, status }: Thresholds): Finding[] {
  const hidden = hidesUnread(row)
  const timeHidden = hidden || (row.timeLagMs === undefined && !isRead(row))
  const statusLevel = levelOf(status, (statuses) => statuses.some((one) => has(row, one)), false)
  const judged: [Finding['check'], Level, text: (level: 'warning' | 'critical') => string][] = [
    [
      'lag',
      levelOf(lag, (limit) => (row.lag ?? -1) >= limit, hidden),
      (level) => `lag ${formatCount(row.lag ?? 0)} (${level} at ${formatCount(lag[level] ?? 0)})`,
    ],
    [
      'time-lag',
      levelOf(timeLag, (limit) => isUnreadFor(row, limit), timeHidden),
      (level) => `unread for ${unreadText(row)} (${level} at ${limitCell(timeLag[level])})`,
    ],
    [
      'headroom',
      levelOf(headroom, (limit) => isShort(row, limit), hidden),
      (level) => `headroom ${headroomText(row)} (${level} below ${limitText(headroom[level])})`,
    ],
    ['status', statusLevel, (level) => statusText(row, status[level])],
  ]
  return judged.flatMap(([check, level, text]) => {
    if (level === 'ok') return []
    return { level, check, row, text: level === 'unknown' ? unknownText(check, row) : text(level) }
  })
}

function unknownText(check: Finding['check'], { uncommitted, partitions }: LagRow): string {
  const what = check === 'headroom' ? check : check.replace('-', ' ')
  if (uncommitted === 0) return `${what} is not known`
  const where =
    partitions === 1 ? 'nothing is committed' : `${uncommitted} of ${partitions} partitions have no commit`
  return `${what} is not known: ${where}`
}

function levelOf<T>(
  { warning, critical }: Pair<T>,
  isBeyond: (limit: T) => boolean,
  isHidden: boolean,
): Level {
  if (critical !== undefined && isBeyond(critical)) return 'critical'
  if (warning !== undefined && isBeyond(warning)) return 'warning'
  return isHidden && (critical !== undefined || warning !== undefined) ? 'unknown' : 'ok'
}

/** A partition without a commit may have unread records that no sum counts: only one that is OK has none. */
export function hidesUnread({ uncommitted, status, statusCounts }: LagRow): boolean {
  if (uncommitted === 0) return false
  if (statusCounts === undefined) return status !== 'OK'
  return statusCounts.NEW + statusCounts.STOP + statusCounts.NOMEMBER > 0
}

/** Nothing unread has no age, whatever the limit is. */
function isUnreadFor({ lag = 0, timeLagMs }: LagRow, limitMs: number): boolean {
  return lag > 0 && timeLagMs !== undefined && timeLagMs >= limitMs
}

/** Beyond a limit, "0s" would read as if nothing were. */
function unreadText(row: LagRow): string {
  return (row.timeLagMs ?? 0) < 1_000 ? '<1s' : timeLagCell(row)
}

/** Headroom that is not known where lag is known is no danger: nothing is unread, or nothing deletes it. */
function isShort({ rule, headroomMs, headroomRatio }: LagRow, limit: HeadroomLimit): boolean {
  if (rule === 'below-log-start') return true
  const [left, least] = 'ms' in limit ? [headroomMs, limit.ms] : [headroomRatio, limit.ratio]
  return left !== undefined && left < least
}

function has({ status, statusCounts }: LagRow, wanted: LagStatus): boolean {
  return statusCounts === undefined ? status === wanted : statusCounts[wanted] > 0
}

/** Why, where the row's reason is of one of these statuses; else which they are. */
function statusText(row: LagRow, statuses: readonly LagStatus[]): string {
  if (statuses.includes(row.status)) return `${row.status}: ${reasonText(row)}`
  const found = lagStatuses.filter((status) => statuses.includes(status) && has(row, status))
  return found.map((status) => `${orDash(row.statusCounts?.[status])} ${status}`).join(', ')
}

function headroomText({ headroomMs, headroomRatio, rule }: LagRow): string {
  if (rule === 'below-log-start') return 'used up'
  return headroomMs === undefined ? '-' : `${durationCell(headroomMs)}, ${percentCell(headroomRatio)}`
}

function limitText(limit: HeadroomLimit | undefined): string {
  if (limit === undefined) return '-'
  return 'ms' in limit ? limitCell(limit.ms) : percentCell(limit.ratio)
}

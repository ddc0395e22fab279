// Which rows of lag are shown, and in which order. Called by lag.ts and the live view. Pure.
// Invariants: what is not known is never taken for small: filters by size keep it; in every order it comes last; rows that are
// alike stay in the order group, topic, partition.
import { lagStatuses } from '../protocol/lag.ts'
import type { LagRow, LagStatus } from '../protocol/lag.ts'

export interface LagFilter {
  readonly statuses?: readonly LagStatus[] | undefined
  readonly minLag?: number | undefined
  readonly minTimeLagMs?: number | undefined
  readonly onlyLagging?: boolean | undefined
}

export function keeps({ statuses, minLag, minTimeLagMs, onlyLagging }: LagFilter): (row: LagRow) => boolean {
  return (row) => {
    if (statuses !== undefined && !statuses.includes(row.status)) return false
    const read = isRead(row)
    if (onlyLagging && read) return false
    return atLeast(row.lag, minLag, read) && atLeast(row.timeLagMs, minTimeLagMs, read)
  }
}

/** Certainly nothing is unread: of a partition without a commit the broker alone can tell, by saying that it is OK. */
export function isRead({ lag = 0, status, uncommitted, partitions, statusCounts }: LagRow): boolean {
  if (lag > 0 || status === 'LOST') return false
  const okay = statusCounts?.OK ?? (status === 'OK' ? 1 : 0)
  return uncommitted === 0 || okay === partitions
}

function atLeast(value: number | undefined, least: number | undefined, read: boolean): boolean {
  if (least === undefined) return true
  return value === undefined ? !read : value >= least
}

type Value = number | string | undefined

const severity = (row: LagRow) => lagStatuses.indexOf(row.status)

/** What each order goes by, and which end of it is the worst, where it begins. */
const orders = {
  status: { of: severity, first: 'desc' },
  group: { of: (row) => row.group, first: 'asc' },
  topic: { of: (row) => row.topic, first: 'asc' },
  partition: { of: (row) => row.partition, first: 'asc' },
  committed: { of: (row) => row.committed, first: 'desc' },
  end: { of: (row) => row.logEnd, first: 'desc' },
  lag: { of: (row) => row.lag, first: 'desc' },
  'time-lag': { of: (row) => row.timeLagMs, first: 'desc' },
  in: { of: (row) => row.inPerSecond, first: 'desc' },
  out: { of: (row) => row.outPerSecond, first: 'desc' },
  trend: { of: (row) => row.slopePerSecond, first: 'desc' },
  headroom: { of: (row) => row.headroomMs, first: 'asc' },
  'commit-age': {
    of: ({ committedMs }) => (committedMs === undefined ? undefined : -committedMs),
    first: 'desc',
  },
  bytes: { of: (row) => row.bytesBehind, first: 'desc' },
  eta: { of: (row) => row.catchUpMs, first: 'desc' },
} as const satisfies Record<string, { of: (row: LagRow) => Value; first: 'asc' | 'desc' }>

export type LagSortKey = keyof typeof orders
/** What --sort takes. */
export const lagSortKeys = Object.keys(orders) as LagSortKey[]

export interface LagSort {
  readonly key: LagSortKey
  /** undefined: the worst first. */
  readonly direction?: 'asc' | 'desc' | undefined
}

export const worstFirst: LagSort = { key: 'status' }

/** The same order from its other end. */
export function reversed({ key, direction }: LagSort): LagSort {
  return { key, direction: (direction ?? orders[key].first) === 'asc' ? 'desc' : 'asc' }
}

/** For Array.sort. */
export function rowOrder({ key, direction }: LagSort): (a: LagRow, b: LagRow) => number {
  const { of, first } = orders[key]
  const sign = (direction ?? first) === 'asc' ? 1 : -1
  const tie = key === 'status' ? byAgeAndSize : byName
  return (a, b) => compare(of(a), of(b), sign) || tie(a, b)
}

function byAgeAndSize(a: LagRow, b: LagRow): number {
  return compare(a.timeLagMs, b.timeLagMs, -1) || compare(a.lag, b.lag, -1) || byName(a, b)
}

function byName(a: LagRow, b: LagRow): number {
  return compare(a.group, b.group, 1) || compare(a.topic, b.topic, 1) || compare(a.partition, b.partition, 1)
}

function compare(a: Value, b: Value, sign: number): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b ? -sign : sign
}

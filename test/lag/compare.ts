// What an interface shows of a partition, against what is true of it, and interfaces against each other. Pure; called by run.ts.
// Time may be off by a second beside what rounding for the eye takes away; records may not be off at all.
import type { LagDocument } from '../../protocol/lag-document.ts'
import type { Seen, View } from './interfaces.ts'
import type { Expectation } from './scenarios.ts'
import type { Range, TruthAt } from './truth.ts'

/** The promise: time lag is exact to a second. */
const TIME_EXACT_MS = 1_000

/** What is wrong; empty: nothing. */
export function faultsOf(seen: Seen | undefined, status: Expectation['status'], truth: TruthAt): string[] {
  if (seen === undefined) return ['not there']
  const faults: string[] = []
  if (seen.status !== status) faults.push(`${seen.status}, not ${status}`)
  if (!within(seen.lag, truth.lag)) faults.push(`lag ${seen.lag}, not ${shown(truth.lag)}`)
  if (!overlap(seen.timeLagMs, truth.timeLagMs))
    faults.push(`time lag ${shown(seen.timeLagMs)} ms, not ${shown(truth.timeLagMs)} ms`)
  return faults
}

function within(value: number | undefined, range: Range | undefined): boolean {
  if (value === undefined || range === undefined) return value === range
  return value >= range.least && value <= range.most
}

function overlap(seen: Range | undefined, truth: Range | undefined): boolean {
  if (seen === undefined || truth === undefined) return seen === truth
  return seen.least <= truth.most + TIME_EXACT_MS && seen.most >= truth.least - TIME_EXACT_MS
}

export function shown(range: Range | undefined): string {
  if (range === undefined) return 'unknown'
  return range.least === range.most ? `${range.least}` : `${range.least}…${range.most}`
}

/** Interfaces against the first of them, partition by partition. */
export function differences(views: Readonly<Record<string, View>>): string[] {
  const [[firstName, first] = ['', new Map()], ...others] = Object.entries(views)
  const faults: string[] = []
  for (const [name, view] of others) {
    for (const [row, one] of first as View) {
      const other = view.get(row)
      if (other === undefined) faults.push(`${row}: in ${firstName}, not in ${name}`)
      else if (one.status !== other.status)
        faults.push(`${row}: ${firstName} ${one.status}, ${name} ${other.status}`)
      else if (one.lag !== other.lag) faults.push(`${row}: lag ${firstName} ${one.lag}, ${name} ${other.lag}`)
      else if (!sameTime(one.timeLagMs, other.timeLagMs))
        faults.push(
          `${row}: time lag ${firstName} ${shown(one.timeLagMs)}, ${name} ${shown(other.timeLagMs)}`,
        )
    }
  }
  return faults
}

/** Exactly, but for what a text has rounded away. */
function sameTime(one: Range | undefined, other: Range | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.least <= other.most && other.least <= one.most
}

/** Rows of grain group against the rows of grain partition that they sum up. */
export function sumFaults(groups: LagDocument, partitions: LagDocument): string[] {
  const faults: string[] = []
  for (const row of groups.rows) {
    const parts = partitions.rows.filter(({ group }) => group === row.group)
    const known = parts.flatMap(({ lag }) => (lag === null ? [] : [lag]))
    const sum = known.length === 0 ? null : known.reduce((total, lag) => total + lag, 0)
    if (row.lag !== sum) faults.push(`${row.group}: lag of the group ${row.lag}, of its partitions ${sum}`)
    const times = parts.flatMap(({ timeLagMs }) => (timeLagMs === null ? [] : [timeLagMs]))
    const most = times.length === 0 ? null : Math.max(...times)
    if (row.timeLagMs !== most)
      faults.push(`${row.group}: time lag of the group ${row.timeLagMs}, of its partitions ${most}`)
    if (row.uncommitted !== parts.length - known.length)
      faults.push(`${row.group}: ${row.uncommitted} uncommitted`)
    if (row.partitions !== parts.length) faults.push(`${row.group}: ${row.partitions} partitions`)
  }
  return faults
}

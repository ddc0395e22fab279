// Everything about one row of the live view: why it has its status, offsets, rates, who owns it, its history. Called by draw.ts.
// Pure.
import { type LagRow, lagStatuses } from '../../protocol/lag.ts'
import { catchUpCell, durationCell, percentCell, rateCell, sparkline, timeLagCell } from '../lag-cells.ts'
import { reasonText } from '../lag-reason.ts'
import { formatBytes } from '../progress.ts'
import { cutText, printable, styled } from '../text-table.ts'
import { statusStyles } from '../lag-table.ts'
import { commitAgeCell, countCell } from './columns.ts'
import type { WatchState } from './model.ts'

type Fact = readonly [name: string, text: string]

const nameWidth = 14
const indent = 2

export function detailLines({ view, cursor, report, chosen, width }: WatchState, colours: boolean): string[] {
  const row = view[cursor]
  if (row === undefined || report === undefined || chosen === undefined)
    return ['  there is no such row any more']
  const room = Math.max(1, width - nameWidth - indent)
  const named = (name: string) => `${' '.repeat(indent)}${name.padEnd(nameWidth)}`
  const facts = [...reasonFacts(row), ...offsetFacts(row, report.takenMs), ...peopleFacts(row)]
  return [
    styled(cutText(`  ${titleOf(row)}`, width), 'bold', colours),
    `${named('status')}${styled(cutText(row.status, room), statusStyles[row.status], colours)}`,
    ...facts.map(([name, text]) => `${named(name)}${cutText(printable(text), room)}`),
    ...historyFacts(row, report.windowMs, room).map(([name, text]) => `${named(name)}${text}`),
  ]
}

function titleOf({ group, topic, partition }: LagRow): string {
  return [group, topic, partition].filter((one) => one !== undefined).join('  ')
}

function reasonFacts(row: LagRow): Fact[] {
  const { rule, values, worst, partitions, uncommitted, statusCounts } = row
  const told = Object.entries(values).map(([name, value]) => `${name} ${valueText(name, value)}`)
  const facts: Fact[] = [
    ['because', reasonText(row)],
    ['rule', `${rule}: ${told.join(', ')}`],
  ]
  if (worst !== undefined) facts.push(['worst', `${worst.topic} ${worst.partition}`])
  if (statusCounts === undefined) return facts
  const counts = lagStatuses.filter((status) => statusCounts[status] > 0).reverse()
  const without = uncommitted > 0 ? `; ${uncommitted} without a commit` : ''
  const text = counts.map((status) => `${statusCounts[status]} ${status}`).join(', ')
  return [...facts, ['partitions', `${partitions}: ${text}${without}`]]
}

/** By the unit that its name ends in. */
function valueText(name: string, value: number): string {
  if (name.endsWith('Ms')) return durationCell(value)
  return name.endsWith('PerSecond') ? `${rateCell(value)}/s` : countCell(value)
}

function offsetFacts(row: LagRow, takenMs: number): Fact[] {
  const { logStart, logEnd, committed, committedMs, bytesBehind, headroomMs, headroomRatio } = row
  const log = `log ${countCell(logStart)} to ${countCell(logEnd)}`
  const rates = `in ${rateCell(row.inPerSecond)}/s, out ${rateCell(row.outPerSecond)}/s`
  const part = headroomRatio === undefined ? '' : `, ${percentCell(headroomRatio)} of the limit`
  return [
    ...(row.partition === undefined
      ? []
      : [['offsets', `committed ${countCell(committed)}, ${log}`] as const]),
    ['lag', `${countCell(row.lag)} records, ${bytesBehind === undefined ? '-' : formatBytes(bytesBehind)}`],
    ['time lag', timeLagCell(row)],
    ['rates', `${rates}, lag grows by ${rateCell(row.slopePerSecond)}/s`],
    ['caught up in', catchUpCell(row)],
    ['headroom', `${durationCell(headroomMs)}${part}`],
    ['last commit', committedMs === undefined ? '-' : `${commitAgeCell(row, takenMs)} ago`],
  ]
}

/** A healthy member's pauses are not worth a word. */
const busyFromMs = 1_000

function peopleFacts({ owner, members, partition }: LagRow): Fact[] {
  const facts: Fact[] = [['members', String(members)]]
  if (partition === undefined) return facts
  if (owner === undefined) return [...facts, ['owner', '-']]
  const { memberId, clientId, host, blockedMs, processingMs } = owner
  const busy = [
    ...(blockedMs >= busyFromMs ? [`blocked for ${durationCell(blockedMs)}`] : []),
    ...(processingMs >= busyFromMs ? [`processing for ${durationCell(processingMs)}`] : []),
  ]
  facts.push(['owner', `${clientId || '-'}@${host}`], ['member', memberId])
  return [...facts, ['busy', busy.length === 0 ? '-' : busy.join(', ')]]
}

/** The samples as blocks, and as many of the newest as fit as numbers. */
function historyFacts({ history }: LagRow, windowMs: number, room: number): Fact[] {
  if (history === undefined || history.length === 0) return []
  const numbers = history.map((lag) => (Number.isNaN(lag) ? '-' : String(lag)))
  let from = 0
  while (from < numbers.length - 1 && numbers.slice(from).join(' ').length > room) from += 1
  return [
    [`lag, ${durationCell(windowMs)}`, sparkline(history, room) || '-'],
    ['', cutText(numbers.slice(from).join(' '), room)],
  ]
}

// Why a row of lag has its status, in words: the rule that fired with its values. Called by lag-table.ts, lag-check.ts and the
// live view. Pure. The rules and what their values are called: protocol/lag.ts.
import { isLagRule, type LagRow, type LagRule } from '../protocol/lag.ts'
import { durationCell, orDash, rateCell } from './lag-cells.ts'

type Values = LagRow['values']

const words: Readonly<Record<LagRule, (values: Values) => string>> = {
  'caught-up': () => 'everything is read',
  recent: ({ timeLagMs, allowedMs }) => `unread for ${age(timeLagMs)}, up to ${age(allowedMs)} is fine`,
  'keeping-up': ({ slopePerSecond, deadBandPerSecond }) =>
    `lag changes by ${rateCell(slopePerSecond)}/s, up to ${rateCell(deadBandPerSecond)}/s is level`,
  uncommitted: ({ sinceMs }) => `nothing is committed yet, known for ${age(sinceMs)}`,
  'few-samples': ({ samples, samplesWanted }) =>
    `too early to say: ${orDash(samples)} samples or commits were seen, ${orDash(samplesWanted)} are wanted`,
  'no-history': ({ rowsMax }) => `no history is kept of more than ${rowsMax} partitions of groups`,
  'catching-up': ({ recentSlopePerSecond }) =>
    `lag shrinks by ${rateCell(Math.abs(recentSlopePerSecond ?? 0))}/s after a rise`,
  'falling-behind': ({ slopePerSecond, timeLagMs }) =>
    `lag grows by ${rateCell(slopePerSecond)}/s, unread for ${age(timeLagMs)}`,
  ageing: ({ timeLagBeforeMs, timeLagMs, windowMs }) =>
    `unread for ${age(timeLagMs)}, ${age(windowMs)} ago for ${age(timeLagBeforeMs)}, and longer all the time`,
  'same-offset': ({ commits, forMs }) => `${commits} commits of the same offset in ${age(forMs)}`,
  rewound: ({ fromOffset, toOffset, agoMs }) =>
    `went back from ${fromOffset} to ${toOffset} ${age(agoMs)} ago`,
  'no-commit': (values) =>
    `no commit for ${age(values.commitAgeMs)}, unread for ${age(values.unreadAgeMs)}${busy(values)}`,
  'never-committed': ({ unreadAgeMs }) => `never committed, unread for ${age(unreadAgeMs)}`,
  'no-member': ({ commitAgeMs }) =>
    commitAgeMs === undefined
      ? 'nobody consumes, nothing was ever committed'
      : `nobody consumes, the last commit was ${age(commitAgeMs)} ago`,
  'below-log-start': ({ lostRecords, committed, logStart }) =>
    `${lostRecords} records from ${committed} on are deleted unread, the log starts at ${logStart}`,
  'beyond-log-end': ({ committed, visibleEnd }) =>
    `committed ${committed}, but the log ends at ${visibleEnd}`,
}

/** Of a topic or a group the reason is that of its worst partition, which it names. */
export function reasonText({ rule, values, worst, partitions }: LagRow): string {
  const text = isLagRule(rule) ? words[rule](values) : newerText(rule, values)
  return worst === undefined || partitions === 1 ? text : `${worst.topic}/${worst.partition}: ${text}`
}

/** Of a broker newer than this release: its own words. */
function newerText(rule: string, values: Values): string {
  const told = Object.entries(values).map(([name, value]) =>
    name.endsWith('Ms') ? `${name} ${age(value)}` : `${name} ${value}`,
  )
  return [rule, told.join(', ')].filter((text) => text !== '').join(': ')
}

/** What its owner does, where the broker knows that it does not come to commit. */
function busy({ ownerBlockedMs = 0, ownerProcessingMs = 0 }: Values): string {
  if (ownerBlockedMs >= 1_000) return `, its owner is blocked for ${age(ownerBlockedMs)}`
  return ownerProcessingMs >= 1_000 ? `, its owner is processing for ${age(ownerProcessingMs)}` : ''
}

function age(ms: number | undefined): string {
  return durationCell(ms)
}

// Why a row has its status, in words and with its numbers. Used by lists (one line) and by the details (every value). Pure.
import type { LagRowDocument } from '../../../protocol/lag-document.ts'
import type { LagRule } from '../../../protocol/lag.ts'
import { count, DASH, duration, rate, signedRate } from './format.ts'

type Values = Readonly<Record<string, number>>

const sentences: Readonly<Record<LagRule, (values: Values) => string>> = {
  'caught-up': () => 'caught up',
  recent: (v) =>
    `oldest unread record is ${duration(v['timeLagMs'])} old; up to ${duration(v['allowedMs'])} is fine`,
  'keeping-up': (v) =>
    `keeps up: lag changes by ${signedRate(v['slopePerSecond'])}/s, ±${rate(v['deadBandPerSecond'])}/s is steady`,
  uncommitted: (v) => `never committed; nothing has come for ${duration(v['sinceMs'])}`,
  'few-samples': (v) => `${count(v['samples'])} of ${count(v['samplesWanted'])} samples or commits so far`,
  'no-history': (v) => `no history: the table of ${count(v['rowsMax'])} partitions is full`,
  'catching-up': (v) => `lag shrinks by ${rate(Math.abs(v['recentSlopePerSecond'] ?? 0))}/s after a rise`,
  'falling-behind': (v) =>
    `lag grows by ${rate(v['slopePerSecond'])}/s; oldest unread record is ${duration(v['timeLagMs'])} old`,
  ageing: (v) =>
    `oldest unread record aged from ${duration(v['timeLagBeforeMs'])} to ${duration(v['timeLagMs'])} in ${duration(v['windowMs'])}`,
  'same-offset': (v) => `${count(v['commits'])} commits of the same offset for ${duration(v['forMs'])}`,
  rewound: (v) =>
    `went back from ${count(v['fromOffset'])} to ${count(v['toOffset'])}, ${duration(v['agoMs'])} ago`,
  'no-commit': (v) => `no commit for ${duration(v['commitAgeMs'])}, and records wait${ownerOf(v)}`,
  'never-committed': (v) => `never committed; records wait for ${duration(v['unreadAgeMs'])}`,
  'no-member': (v) =>
    v['commitAgeMs'] === undefined ? 'no member' : `no member; last commit ${duration(v['commitAgeMs'])} ago`,
  'below-log-start': (v) =>
    `retention deleted ${count(v['lostRecords'])} records that it had not read (committed ${count(v['committed'])}, log starts at ${count(v['logStart'])})`,
  'beyond-log-end': (v) =>
    `committed ${count(v['committed'])} is beyond the end of the log, ${count(v['visibleEnd'])}`,
}

/** One sentence. A rule that this page does not know yet is named. */
export function reasonText({ reason }: LagRowDocument): string {
  const sentence = Object.hasOwn(sentences, reason.rule) ? sentences[reason.rule as LagRule] : undefined
  return sentence?.(reason.values) ?? reason.rule
}

/** With the partition that it is of, where the row stands for several. */
export function reasonWithPlace(row: LagRowDocument): string {
  const many = row.partitions > 1 && row.worst !== null && row.reason.rule !== 'caught-up'
  return many ? `${placeOf(row)}: ${reasonText(row)}` : reasonText(row)
}

/** topic/partition of the worst; of a row of grain topic the partition is enough. */
export function placeOf(row: LagRowDocument): string {
  if (row.worst === null) return DASH
  return row.topic === null ? `${row.worst.topic}/${row.worst.partition}` : `partition ${row.worst.partition}`
}

/** Every value by its name, as text with its unit. */
export function reasonValues({ reason }: LagRowDocument): [name: string, text: string][] {
  return Object.entries(reason.values).map(([name, value]) => {
    if (name.endsWith('Ms')) return [words(name.slice(0, -2)), duration(value)]
    if (name === 'deadBandPerSecond') return ['dead band', `±${rate(value)}/s`]
    if (name.endsWith('PerSecond')) return [words(name.slice(0, -9)), `${signedRate(value)}/s`]
    return [words(name), count(value)]
  })
}

function ownerOf(v: Values): string {
  const { ownerBlockedMs, ownerProcessingMs } = v
  if (ownerBlockedMs !== undefined && ownerBlockedMs > 0) {
    return `; its owner's event loop is blocked for ${duration(ownerBlockedMs)}`
  }
  if (ownerProcessingMs !== undefined && ownerProcessingMs > 0) {
    return `; its owner works on what it has for ${duration(ownerProcessingMs)}`
  }
  return ''
}

/** lostRecords → lost records */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

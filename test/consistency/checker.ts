// Judges a history: every anomaly that reliability tests of Kafka-style logs know, and a few of ours. Pure: a history in, a
// verdict out; it never meets the broker. Called by run.ts, and by hand: node --import tsx test/consistency/check.ts DIRECTORY
// The anomalies are in anomalies/, one file a subject; `unchecked` says what a verdict rests on and what was not there.
import type { Anomaly, Finding } from './anomalies/anomaly.ts'
import { groupAnomalies } from './anomalies/groups.ts'
import { logAnomalies } from './anomalies/log.ts'
import { pollAnomalies } from './anomalies/polls.ts'
import { writeAnomalies } from './anomalies/writes.ts'
import type { History } from './history.ts'
import { type Model, modelOf, type Sent } from './model.ts'

export const anomalies: readonly Anomaly[] = [
  ...writeAnomalies,
  ...logAnomalies,
  ...pollAnomalies,
  ...groupAnomalies,
]

export interface Report {
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  readonly counts: Readonly<Record<string, number>>
  readonly valid: boolean
}

/** Of each anomaly, as many as this are kept; the rest is the same trouble again. */
const FINDINGS_MOST = 1_000

export function check(history: History): Report {
  const model = modelOf(history)
  const findings = new Map<string, Finding[]>()
  for (const { name, find } of anomalies) {
    const found: Finding[] = []
    for (const finding of find(model)) {
      found.push(finding)
      if (found.length >= FINDINGS_MOST) break
    }
    findings.set(name, found)
  }
  // Without a reader that saw the whole log there is nothing to say about what is missing.
  const valid = model.drained && [...findings.values()].every((found) => found.length === 0)
  return { findings, counts: countsOf(model), valid }
}

/** What happened, so that a verdict over an empty run deceives nobody. */
function countsOf(model: Model): Record<string, number> {
  const sent = [...model.sent.values()]
  const outcomes = (outcome: string) => sent.filter((one) => one.outcome[0] === outcome).length
  const group = model.polls.filter((poll) => poll.kind === 'group')
  const given = new Map<string, number>()
  for (const { records } of group)
    for (const [, value] of records) given.set(value, (given.get(value) ?? 0) + 1)
  const commits = (outcome: string) => model.commits.filter((one) => one.outcome === outcome).length
  const steps = (op: string) => model.history.filter((step) => step.op === op).length
  return {
    steps: model.history.length,
    'records sent': sent.length,
    'records acknowledged': outcomes('ok'),
    'records refused': outcomes('fail'),
    'records of unknown fate': outcomes('info'),
    'records in the log': [...model.log.values()].reduce((sum, log) => sum + log.size, 0),
    'records given to the group': given.size,
    'of these more than once': [...given.values()].filter((times) => times > 1).length,
    'assignments of the group': model.assignments.filter((one) => one.kind === 'group').length,
    'commits accepted': commits('ok'),
    'commits refused': commits('fail'),
    'commits of unknown fate': commits('info'),
    'nemesis operations': steps('nemesis'),
    ...codesOf(sent),
    'broker starts': model.history.filter((step) => step.op === 'broker' && step.what === 'started').length,
  }
}

/** What refused records, and those of unknown fate, were told. */
function codesOf(sent: readonly Sent[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of sent) {
    if (outcome[0] === 'ok') continue
    const code = `${outcome[0] === 'fail' ? 'refused' : 'unknown'}: ${outcome[1]}`
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

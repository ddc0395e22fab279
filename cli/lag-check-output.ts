// What `lag check` prints: one line with figures behind "|", as text and as Nagios reads it, or the document lag/v1 with a member
// `check`, or Prometheus text. Called by lag-check.ts.
import { isSluiceError } from '../protocol/errors.ts'
import { lagDocument } from '../protocol/lag-document.ts'
import type { LagRow } from '../protocol/lag.ts'
import { familyHead, labelText, sampleLine } from '../protocol/prometheus-text.ts'
import { counted } from './group-tables.ts'
import type { CheckOptions } from './lag-check.ts'
import type { Checked } from './lag-hold.ts'
import { findingText, levelExit } from './lag-thresholds.ts'
import type { Finding, HeadroomLimit, Level, Pair, Thresholds } from './lag-thresholds.ts'
import { printRowsDocument } from './output.ts'
import { writeStdout } from './stdout.ts'

/** Of more findings the line says only how many. */
const findingsShown = 5

export async function printVerdict(
  level: Level,
  { report, findings }: Checked,
  thresholds: Thresholds,
  { output }: CheckOptions,
): Promise<void> {
  if (output === 'json') {
    const { rows, ...head } = lagDocument(report)
    return printRowsDocument(head, rows, { check: checkMember(level, findings) })
  }
  if (output === 'prometheus') {
    const { LagPrometheus } = await import('../protocol/lag-prometheus.ts')
    const maker = new LagPrometheus(report)
    maker.add(report.rows)
    for (const piece of maker.text()) await writeStdout(piece)
    return writeStdout(checkMetrics(level, findings))
  }
  const line = `${summaryLine(report.rows, findings)} | ${perfData(report.rows, findings, thresholds)}`
  return writeStdout(`${headOf(level, output)}${line}\n`)
}

/** Nagios shows what stands on stdout and nothing else. */
export async function printFailure(error: unknown, { output }: CheckOptions): Promise<void> {
  if (output !== 'nagios') return
  const text = isSluiceError(error) ? `${error.code} ${error.message}` : String(error)
  await writeStdout(`${headOf('unknown', output)}${text.replaceAll(/[|\n]/g, ' ')}\n`)
}

function headOf(level: Level, output: CheckOptions['output']): string {
  return output === 'nagios' ? `SLUICE LAG ${level.toUpperCase()} - ` : `${level}: `
}

export function summaryLine(rows: readonly LagRow[], findings: readonly Finding[]): string {
  const groups = new Set(rows.map((row) => row.group)).size
  const all = `${counted(rows.length, 'row')} of ${counted(groups, 'group')}`
  if (findings.length === 0) return all
  const named = findings.slice(0, findingsShown).map(findingText)
  const more = findings.length - named.length
  const found = new Set(findings.map(({ row }) => row)).size
  return `${found} of ${all}: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

/** https://www.monitoring-plugins.org/doc/guidelines.html#AEN201; what is not known, or beyond counting, is "U". */
export function perfData(rows: readonly LagRow[], findings: readonly Finding[], limits: Thresholds): string {
  const most = (of: (row: LagRow) => number | undefined) => pick(rows, of, Math.max)
  const least = (of: (row: LagRow) => number | undefined) => pick(rows, of, Math.min)
  const known = (value = Infinity, unit: string) =>
    value > Number.MAX_SAFE_INTEGER ? 'U' : `${value}${unit}`
  const figures = [
    `lag_max=${known(
      most((row) => row.lag),
      '',
    )};${ends(limits.lag, String)};0`,
    `time_lag_max=${known(seconds(most((row) => row.timeLagMs)), 's')};${ends(limits.timeLag, (ms) => `${seconds(ms)}`)};0`,
  ]
  const { warning, critical } = limits.headroom
  const given = [warning, critical].filter((limit) => limit !== undefined)
  const isTime = given.some((limit) => 'ms' in limit)
  if (isTime)
    figures.push(
      `headroom_min=${known(seconds(least((row) => row.headroomMs)), 's')};${ends(limits.headroom, leastTime)};0`,
    )
  if (given.some((limit) => 'ratio' in limit))
    figures.push(
      `${isTime ? 'headroom_left_min' : 'headroom_min'}=${known(percent(least((row) => row.headroomRatio)), '%')};${ends(limits.headroom, leastPart)};0;100`,
    )
  const count = (level: Level) => findings.filter((one) => one.level === level).length
  return [...figures, `rows=${rows.length}`, ...counts.map((level) => `${level}=${count(level)}`)].join(' ')
}

const counts = ['warning', 'critical', 'unknown'] as const

function pick(
  rows: readonly LagRow[],
  of: (row: LagRow) => number | undefined,
  choose: (one: number, other: number) => number,
): number | undefined {
  let best: number | undefined
  for (const row of rows) {
    const value = of(row)
    if (value !== undefined) best = best === undefined ? value : choose(best, value)
  }
  return best
}

/** `warning;critical`, each empty where there is no limit. */
function ends<T>({ warning, critical }: Pair<T>, show: (limit: T) => string): string {
  return [warning, critical].map((limit) => (limit === undefined ? '' : show(limit))).join(';')
}

/** "Less than": Nagios writes 10: for it. A limit in the other unit is none of this figure. */
function leastTime(limit: HeadroomLimit): string {
  return 'ms' in limit ? `${seconds(limit.ms)}:` : ''
}

function leastPart(limit: HeadroomLimit): string {
  return 'ratio' in limit ? `${percent(limit.ratio)}:` : ''
}

function seconds<T extends number | undefined>(ms: T): number | T {
  return ms === undefined ? ms : Math.round(ms) / 1000
}

function percent<T extends number | undefined>(ratio: T): number | T {
  return ratio === undefined ? ratio : Math.round(ratio * 10_000) / 100
}

/** What the document lag/v1 has more than without a check. */
export function checkMember(level: Level, findings: readonly Finding[]): object {
  return {
    level,
    exitCode: levelExit[level],
    findings: findings.map(({ level: one, check: of, row, text }) => ({
      level: one,
      check: of,
      group: row.group,
      topic: row.topic ?? null,
      partition: row.partition ?? null,
      text,
    })),
  }
}

function checkMetrics(level: Level, findings: readonly Finding[]): string {
  const exit = 'sluice_lag_check_exit_code'
  const found = 'sluice_lag_check_findings'
  const lines = counts.map((one) =>
    sampleLine(found, labelText({ level: one }), findings.filter((finding) => finding.level === one).length),
  )
  return [
    familyHead(exit, 'gauge', 'Of sluice lag check: 0 ok, 1 warning, 2 critical, 3 unknown.'),
    sampleLine(exit, '', levelExit[level]),
    familyHead(found, 'gauge', 'What was beyond a limit.'),
    ...lines,
  ].join('')
}

// A checked run as people read it: what happened, a row for each anomaly, excerpts of the history around what was found, one line
// of verdict and the line that repeats it. Called by run.ts and check.ts.
import { anomalies, type Report } from './checker.ts'
import type { Finding } from './anomalies/anomaly.ts'
import type { History, Step } from './history.ts'

const FINDINGS_SHOWN = 3
const STEPS_SHOWN = 12
const STEP_CHARACTERS = 240

export function printReport(report: Report, history: History, repeat: string): string {
  const lines: string[] = []
  for (const [what, count] of Object.entries(report.counts)) lines.push(row(what, count))
  lines.push('')
  for (const { name, meaning } of anomalies)
    lines.push(`${row(name, report.findings.get(name)?.length ?? 0)}   ${meaning}`)
  for (const [name, findings] of report.findings)
    for (const finding of findings.slice(0, FINDINGS_SHOWN)) lines.push(...excerpt(name, finding, history))
  lines.push('', verdict(report), `again: ${repeat}`)
  return lines.join('\n')
}

export function verdict(report: Report): string {
  const found = [...report.findings].filter(([, list]) => list.length > 0)
  if (report.valid) return `verdict: valid, none of ${anomalies.length} anomalies`
  if (found.length === 0) return 'verdict: unknown, no reader saw the logs to their ends'
  return `verdict: INVALID, ${found.map(([name, list]) => `${list.length} ${name}`).join(', ')}`
}

function row(what: string, count: number): string {
  return `${what.padEnd(30)}${String(count).padStart(10)}`
}

/** The last steps that name what the finding is about. */
function excerpt(name: string, finding: Finding, history: History): string[] {
  const quoted = finding.about.map((word) => `"${word}"`)
  const isAbout = (what: unknown): boolean => {
    const text = JSON.stringify(what)
    return quoted.some((word) => text.includes(word))
  }
  const shown = history
    .filter(isAbout)
    .slice(-STEPS_SHOWN)
    .map((step) => `    ${JSON.stringify(shortened(step, isAbout)).slice(0, STEP_CHARACTERS)}`)
  return ['', `${name}: ${finding.text}`, ...shown]
}

/** Of many records, those that it is about. */
function shortened(step: Step, isAbout: (what: unknown) => boolean): object {
  if (step.op !== 'send' && step.op !== 'poll') return step
  const records = (step.records as readonly unknown[]).filter(isAbout)
  return records.length === 0 ? step : { ...step, records, of: step.records.length }
}

// The two waits of `lag check`: for a condition that holds (--for), and until lag is small (--wait-until-below). One question to the
// broker a tick. Called by lag-check.ts; clock and question are arguments, so that tests need no time.
// Invariants: what is gone at one tick did not hold; lag that is not known is not below anything; a wait ends at its time limit
// at the latest, with a last look.
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import type { LagReport, LagRow } from '../protocol/lag.ts'
import { hidesUnread, isWorse } from './lag-thresholds.ts'
import type { Finding } from './lag-thresholds.ts'
import { placeOf } from './lag-table.ts'

/** The last look gets so long for its answer, however little is left. */
const answerLeastMs = 2_000

export interface Clock {
  now(): number
  /** Rejects when the command is to end. */
  sleep(ms: number): Promise<void>
}

export interface Ticks {
  /** Waits for a broker that is away; ABORTED when the time is up. */
  readonly ask: (withinMs: number) => Promise<LagReport>
  /** Fails soon where no broker answers. */
  readonly look: () => Promise<LagReport>
  readonly clock: Clock
  readonly intervalMs: number
}

export interface Checked {
  readonly report: LagReport
  readonly findings: readonly Finding[]
}

/** The findings that were there at every tick of `holdMs`, as bad as they were at their best. Ends early when none is left. */
export async function heldFindings(
  judge: (rows: readonly LagRow[]) => Finding[],
  holdMs: number,
  { look, clock, intervalMs }: Ticks,
): Promise<Checked> {
  const endMs = clock.now() + holdMs
  let report = await look()
  let findings = judge(report.rows)
  while (findings.length > 0 && clock.now() < endMs) {
    await clock.sleep(Math.min(intervalMs, endMs - clock.now()))
    report = await look()
    findings = stillThere(findings, judge(report.rows))
  }
  return { report, findings }
}

function stillThere(before: readonly Finding[], now: readonly Finding[]): Finding[] {
  const levels = new Map(before.map((finding) => [keyOf(finding), finding.level]))
  return now.flatMap((finding) => {
    const level = levels.get(keyOf(finding))
    if (level === undefined) return []
    return isWorse(finding.level, level) ? { ...finding, level } : finding
  })
}

function keyOf({ row, check }: Finding): string {
  return `${placeOf(row)} ${check}` // no name holds a blank
}

export interface WaitSpec {
  /** Every row has less lag than this. */
  readonly below: number
  readonly timeoutMs: number
  /** Of that, what is over already; default: 0. */
  readonly waitedMs?: number
  /** It stays so for so long. */
  readonly holdMs: number
}

export interface Waited {
  readonly report: LagReport
  /** Rows that are not below at the end. */
  readonly behind: readonly LagRow[]
  readonly timedOut: boolean
}

export async function waitUntilBelow(
  { below, timeoutMs, waitedMs = 0, holdMs }: WaitSpec,
  { ask, clock, intervalMs }: Ticks,
  onTick: (behind: readonly LagRow[], leftMs: number) => void,
): Promise<Waited> {
  const endMs = clock.now() + timeoutMs - waitedMs
  let belowSinceMs: number | undefined
  for (;;) {
    const asked = ask(Math.max(answerLeastMs, Math.ceil(endMs - clock.now())))
    const report = await answeredOr('the broker did not answer until the time of the wait was up', asked)
    const nowMs = clock.now()
    const behind = report.rows.filter((row) => !isBelow(row, below))
    belowSinceMs = behind.length > 0 ? undefined : (belowSinceMs ?? nowMs)
    if (belowSinceMs !== undefined && nowMs - belowSinceMs >= holdMs)
      return { report, behind, timedOut: false }
    if (nowMs >= endMs || report.rows.length === 0) return { report, behind, timedOut: true }
    onTick(behind, endMs - nowMs)
    const dueMs = belowSinceMs === undefined ? endMs : Math.min(endMs, belowSinceMs + holdMs)
    await clock.sleep(Math.min(intervalMs, dueMs - nowMs))
  }
}

/** A broker that has not answered when the time is up leaves nothing to judge by: TIMEOUT with that text. */
export async function answeredOr(failure: string, asked: Promise<LagReport>): Promise<LagReport> {
  try {
    return await asked
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'ABORTED') throw error
    const hint = 'check that the broker runs: its /readyz and its log'
    throw new SluiceError('TIMEOUT', failure, { hint, cause: error })
  }
}

function isBelow(row: LagRow, below: number): boolean {
  return (row.lag ?? 0) < below && !hidesUnread(row)
}

/** Records that are still to be read until it is below; what is not known counts as one. */
export function recordsToGo(behind: readonly LagRow[], below: number): number {
  return behind.reduce((sum, { lag = 0 }) => sum + Math.max(1, lag - below + 1), 0)
}

// `lag check --wait-until-below` as a person sees it: a bar on a terminal, a line now and then elsewhere, both on stderr; what is
// found when the time is up; and the wait for a broker that is not there yet. Called by lag-check.ts; the wait for lag is in lag-hold.ts.
import type { Client } from '../client/index.ts'
import { isSluiceError } from '../protocol/errors.ts'
import { formatAge } from './group-tables.ts'
import { limitCell } from './lag-cells.ts'
import { recordsToGo, waitUntilBelow } from './lag-hold.ts'
import type { Checked, Ticks, WaitSpec } from './lag-hold.ts'
import { hidesUnread } from './lag-thresholds.ts'
import type { Finding } from './lag-thresholds.ts'
import { placeOf } from './lag-table.ts'
import type { LagReport, LagRow } from '../protocol/lag.ts'
import { formatCount } from './progress.ts'
import { reach, reachTimeoutMs } from './session.ts'
import { note } from './stdout.ts'

/** Where no bar is drawn. */
const lineEveryMs = 30_000
/** A restart takes less. The client gives its calls as long, so a broker that goes away later gets it too. */
const brokerAwayMs = 30_000

/**
 * reach(), for a wait that may take `timeoutMs`: a gate is started while things restart. Answers how many of these ms it took.
 * The first try is as long as in every command, however little the wait has.
 */
export async function awaitBroker(
  client: Client,
  broker: string,
  timeoutMs: number,
  ended: AbortSignal,
): Promise<number> {
  const startMs = performance.now()
  try {
    await reach(client, broker, ended)
  } catch (error) {
    const restMs = Math.min(brokerAwayMs, timeoutMs) - reachTimeoutMs
    const isAway = isSluiceError(error) && error.code === 'CONNECT_FAILED'
    if (!isAway || ended.aborted || restMs <= 0) throw error
    note(`waiting: ${error.message}, trying for ${limitCell(restMs)} more`)
    await reach(client, broker, ended, restMs)
  }
  return performance.now() - startMs
}

export async function awaitBelow(spec: WaitSpec, ticks: Ticks): Promise<Checked> {
  const shown = await showWait(spec, ticks.clock)
  try {
    const { report, behind, timedOut } = await waitUntilBelow(spec, ticks, shown.tick)
    return { report, findings: timedOut ? timeoutFindings(report, behind, spec) : [] }
  } finally {
    shown.stop()
  }
}

/** What was below, but not for long enough, is named too: somebody waits for it. */
function timeoutFindings(report: LagReport, behind: readonly LagRow[], spec: WaitSpec): Finding[] {
  const within = limitCell(spec.timeoutMs)
  const rows = behind.length > 0 ? behind : report.rows
  const rest = behind.length > 0 ? `within ${within}` : `for ${limitCell(spec.holdMs)} within ${within}`
  return rows.map((row) => ({
    level: 'critical',
    check: 'wait',
    row,
    text: `${lagText(row)}, not below ${formatCount(spec.below)} ${rest}`,
  }))
}

function lagText(row: LagRow): string {
  if (hidesUnread(row)) return 'lag is not known: nothing is committed'
  return `lag ${formatCount(row.lag ?? 0)}`
}

interface Shown {
  tick(behind: readonly LagRow[], leftMs: number): void
  stop(): void
}

async function showWait({ below }: WaitSpec, clock: Ticks['clock']): Promise<Shown> {
  const text = (behind: readonly LagRow[], leftMs: number) => {
    const [worst] = [...behind].sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0))
    const what = worst === undefined ? 'all below' : `${placeOf(worst)} ${lagText(worst)}`
    return `${what}, below ${formatCount(below)} is wanted, ${formatAge(leftMs)} left`
  }
  if (!process.stderr.isTTY || process.env.CI) return lines(text, clock)
  const { default: progress } = await import('cli-progress')
  const format = '{bar} {percentage}% | {text}'
  const bar = new progress.SingleBar({
    format,
    stream: process.stderr,
    linewrap: true,
    clearOnComplete: true,
    fps: 5,
  })
  let total = 0
  return {
    tick(behind, leftMs) {
      const toGo = recordsToGo(behind, below)
      if (total === 0) bar.start(toGo, 0, { text: '' })
      total = Math.max(total, toGo)
      bar.setTotal(total)
      bar.update(total - toGo, { text: text(behind, leftMs) })
    },
    stop: () => bar.stop(),
  }
}

function lines(text: (behind: readonly LagRow[], leftMs: number) => string, clock: Ticks['clock']): Shown {
  let nextMs = Number.NEGATIVE_INFINITY
  return {
    tick(behind, leftMs) {
      if (clock.now() < nextMs) return
      nextMs = clock.now() + lineEveryMs
      note(`waiting: ${text(behind, leftMs)}`)
    },
    stop: () => undefined,
  }
}

// `sluice lag check [GROUP…]`: limits in, exit code out: 0 ok, 1 warning, 2 critical, 3 unknown. For monitoring, cron and deploys.
// What is beyond a limit is decided in lag-thresholds.ts, waits are in lag-hold.ts, what is printed in lag-check-output.ts.
// Called by lag.ts.
// Invariants: every failure is exit code 3, usage and defects of ours too: 1 and 2 are answers; one question to the broker a tick.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { Client, LagSpec } from '../client/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import type { LagStatus } from '../protocol/lag.ts'
import { failWith, reportFailure } from './failure.ts'
import { watchInterrupt } from './interrupt.ts'
import type { Interrupt } from './interrupt.ts'
import type { Checked, Ticks } from './lag-hold.ts'
import { addLagSelection, durationMs, statusList, waitMs } from './lag-options.ts'
import type { LagSelection } from './lag-options.ts'
import type { HeadroomLimit, Thresholds } from './lag-thresholds.ts'
import { countingNumber, reach, wholeNumber, withClient } from './session.ts'
import { whenReaderGone } from './stdout.ts'
import { withinTime } from './time-limit.ts'

export interface CheckOptions extends LagSelection {
  warnLag?: number
  critLag?: number
  warnTime?: number
  critTime?: number
  warnHeadroom?: HeadroomLimit
  critHeadroom?: HeadroomLimit
  warnOn?: LagStatus[]
  critOn?: LagStatus[]
  for?: number
  waitUntilBelow?: number
  timeout?: number
  interval?: number
  snapshot?: number
  output: 'text' | 'nagios' | 'json' | 'prometheus'
}

const unknownExit = 3
const timeoutDefaultMs = 600_000
const intervalDefaultMs = 2_000
/** Of one look, when the broker was reached: so that monitoring, which often waits no longer, hears 3 and why. */
const answerMs = 8_000
const intervalLeastMs = 100
const warnOnDefault: readonly LagStatus[] = ['SLOW', 'STALL', 'REWIND']
const critOnDefault: readonly LagStatus[] = ['STOP', 'NOMEMBER', 'LOST']

const help = `
Every row of the answer is held to every limit; the worst decides. Lag and time: N or D and above; headroom: less than that, as a part of
the retention limit (30%) or as a time (6h). --warn-on and --crit-on replace their defaults; none: no status counts.

What is not known is never taken for small: where a limit asks for it, a row without a commit is unknown, unless its partitions are empty.
A sum that is beyond its limit counts although a partition without a commit is missing in it. Critical goes before warning, warning
before unknown, unknown before ok. Headroom of what is read, or is never deleted, is no danger.

--for D answers once what is wrong has been so at every look for D (ok at once when it is not). A broker that cannot be reached for 2s
at a look, or has not answered after 8s more, is unknown at once, whatever is left of D.
--wait-until-below N looks until the lag of every row is below N (with --for: and stays so for D), then holds it to the limits that were
given; statuses count only if --warn-on or --crit-on says so. Not below within --timeout: critical. For deploys. A broker that is away
for up to half a minute, when the wait begins or later, is waited for, but never beyond --timeout.

Exit codes: 0 ok, 1 warning, 2 critical (and a wait that timed out), 3 unknown: no broker answers, no such group, nothing to judge,
wrong usage. Ctrl-C: 130. One line on stdout, with figures behind "|"; failures on stderr, with -o nagios on stdout too (wrong usage and
contexts on stderr alone).

Examples:
  sluice lag check --crit-time 5m --warn-time 30s
  sluice lag check billing --by partition --crit-lag 10000 --for 1m
  sluice lag check "shop-*" --warn-headroom 30% --crit-headroom 10% -o nagios
  sluice lag check billing --wait-until-below 100 --timeout 10m && ./deploy`

export function addLagCheck(lag: Command): void {
  const level = (name: string, text: string) => (flag: string) => `--${flag}-${name} ${text}`
  const [lagFlag, timeFlag] = [level('lag', '<n>'), level('time', '<duration>')]
  const [headroomFlag, onFlag] = [level('headroom', '<limit>'), level('on', '<status,…>')]
  addLagSelection(lag.command('check'))
    .description('exit code by thresholds: 0 ok, 1 warning, 2 critical, 3 unknown')
    .option(lagFlag('warn'), 'warning: so many unread records', wholeNumber)
    .option(lagFlag('crit'), 'critical: so many', wholeNumber)
    .option(timeFlag('warn'), 'warning: unread for so long', durationMs)
    .option(timeFlag('crit'), 'critical: for so long', durationMs)
    .option(headroomFlag('warn'), 'warning: less left until retention deletes it, like 30% or 6h', headroom)
    .option(headroomFlag('crit'), 'critical: less left', headroom)
    .option(onFlag('warn'), `warning (default: ${warnOnDefault.join(',')})`, statuses)
    .option(onFlag('crit'), `critical (default: ${critOnDefault.join(',')})`, statuses)
    .option('--for <duration>', 'when it has held so long', durationMs)
    .option('--wait-until-below <n>', 'first wait until every row has less lag', countingNumber)
    .option('--timeout <duration>', 'of the wait (default: 10m)', waitMs)
    .option('--interval <duration>', 'between two looks (default: 2s)', interval)
    .option('--snapshot <id>', 'judge an instant that was asked for before', countingNumber)
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['text', 'nagios', 'json', 'prometheus'])
        .default('text'),
    )
    .addHelpText('after', help)
    .action(check)
  lag.hook('preSubcommand', refuseEarlierOptions)
}

/** Before anything of `check` is read, so that its usage errors have its exit code too. */
function refuseEarlierOptions(lag: Command): void {
  failWith(unknownExit)
  const early = lag.options.find((option) => lag.getOptionValueSource(option.attributeName()) === 'cli')
  if (early === undefined) return
  throw new SluiceError('INVALID_OPTION', `${early.long} stands before check, where it is an option of lag`, {
    hint: `options of check come after it: sluice lag check ${early.long} …`,
  })
}

function statuses(text: string): LagStatus[] {
  return text === 'none' ? [] : statusList(text)
}

function headroom(text: string): HeadroomLimit {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)
  if (percent === null) return { ms: durationMs(text) }
  const ratio = Number(percent[1]) / 100
  if (ratio > 1) throw new InvalidArgumentError('at most 100% is wanted.')
  return { ratio }
}

function interval(text: string): number {
  const ms = waitMs(text)
  if (ms < intervalLeastMs) throw new InvalidArgumentError(`at least ${intervalLeastMs}ms is wanted.`)
  return ms
}

async function check(groups: string[], options: CheckOptions): Promise<void> {
  process.once('uncaughtException', (error) => process.exit(reportFailure(error)))
  const interrupt = watchInterrupt()
  try {
    refuseNonsense(options)
    let waitedMs = 0
    await withClient(
      options.broker,
      (client) => run(client, groups, { ...options, waitedMs }, interrupt),
      async (client) => (waitedMs = await reachFirst(client, options, interrupt.signal)),
    )
  } catch (error) {
    if (interrupt.exit !== undefined) process.exitCode = interrupt.exit
    else {
      const { printFailure } = await import('./lag-check-output.ts')
      await printFailure(error, options)
      throw error
    }
  } finally {
    interrupt.release()
  }
}

/** Answers how much of a wait's time that took. */
async function reachFirst(client: Client, options: CheckOptions, ended: AbortSignal): Promise<number> {
  const { broker, waitUntilBelow, timeout = timeoutDefaultMs } = options
  if (waitUntilBelow !== undefined)
    return (await import('./lag-wait.ts')).awaitBroker(client, broker, timeout, ended)
  await reach(client, broker, ended)
  return 0
}

async function run(
  client: Client,
  groups: string[],
  options: CheckOptions & { waitedMs: number },
  interrupt: Interrupt,
): Promise<void> {
  const { printVerdict } = await import('./lag-check-output.ts')
  const { levelExit, worstOf } = await import('./lag-thresholds.ts')
  const { nothingText } = await import('./lag-read.ts')
  const thresholds = thresholdsOf(options)
  const checked = await look(await ticksOf(client, groups, options, interrupt.signal), thresholds, options)
  if (checked.report.rows.length === 0) {
    throw new SluiceError('UNKNOWN_GROUP', `nothing to judge: ${nothingText(specOf(groups, options))}`, {
      hint: 'sluice group list shows the groups there are',
    })
  }
  const level = worstOf(checked.findings)
  process.exitCode = levelExit[level]
  const release = whenReaderGone(() => process.exit(levelExit[level]))
  await printVerdict(level, checked, thresholds, options)
  release()
}

function specOf(groups: string[], { topic: topics = [], by, snapshot }: CheckOptions): LagSpec {
  return { groups, topics, by, ...(snapshot !== undefined && { snapshotId: snapshot }) }
}

async function ticksOf(
  client: Client,
  groups: string[],
  options: CheckOptions,
  signal: AbortSignal,
): Promise<Ticks> {
  const [{ readLag }, { answeredOr }, { setTimeout: sleep }] = await Promise.all([
    import('./lag-read.ts'),
    import('./lag-hold.ts'),
    import('node:timers/promises'),
  ])
  const spec = specOf(groups, options)
  const ask = (withinMs: number) => withinTime(withinMs, signal, (limit) => readLag(client, spec, limit))
  return {
    ask,
    async look() {
      await reach(client, options.broker, signal)
      return answeredOr(`the broker did not answer within ${answerMs / 1000} s`, ask(answerMs))
    },
    clock: { now: () => performance.now(), sleep: (ms) => sleep(ms, undefined, { signal }) },
    intervalMs: options.interval ?? intervalDefaultMs,
  }
}

/** Waits as it was told, and judges. */
async function look(
  ticks: Ticks,
  thresholds: Thresholds,
  options: CheckOptions & { waitedMs: number },
): Promise<Checked> {
  const [{ heldFindings }, { findingsOf }] = await Promise.all([
    import('./lag-hold.ts'),
    import('./lag-thresholds.ts'),
  ])
  const { waitUntilBelow: below, timeout: timeoutMs = timeoutDefaultMs, for: holdMs = 0 } = options
  if (below === undefined) return heldFindings((rows) => findingsOf(rows, thresholds), holdMs, ticks)
  const { awaitBelow } = await import('./lag-wait.ts')
  const spec = { below, timeoutMs, waitedMs: options.waitedMs, holdMs }
  const { report, findings } = await awaitBelow(spec, ticks)
  return { report, findings: [...findings, ...findingsOf(report.rows, thresholds)] }
}

function thresholdsOf(options: CheckOptions): Thresholds {
  const byDefault = options.waitUntilBelow === undefined
  return {
    lag: { warning: options.warnLag, critical: options.critLag },
    timeLag: { warning: options.warnTime, critical: options.critTime },
    headroom: { warning: options.warnHeadroom, critical: options.critHeadroom },
    status: {
      warning: options.warnOn ?? (byDefault ? warnOnDefault : []),
      critical: options.critOn ?? (byDefault ? critOnDefault : []),
    },
  }
}

/** Nothing that was asked for is ignored without a word, nor can a limit never be reached. */
function refuseNonsense(options: CheckOptions): void {
  const { warnLag = 0, critLag = Infinity, warnTime = 0, critTime = Infinity } = options
  const { waitUntilBelow, timeout, snapshot, warnHeadroom, critHeadroom } = options
  const refuse = (message: string, hint: string) => {
    throw new SluiceError('INVALID_OPTION', message, { hint })
  }
  if (critLag < warnLag) refuse('--crit-lag is below --warn-lag', 'the critical limit is the higher one')
  if (critTime < warnTime) refuse('--crit-time is below --warn-time', 'the critical limit is the longer one')
  if (warnHeadroom !== undefined && critHeadroom !== undefined && isMore(critHeadroom, warnHeadroom))
    refuse('--crit-headroom is above --warn-headroom', 'the critical limit is the smaller one')
  if (timeout !== undefined && waitUntilBelow === undefined)
    refuse(
      '--timeout goes with --wait-until-below',
      'nothing else waits; --for says how long a condition must hold',
    )
  if (options.interval !== undefined && (waitUntilBelow ?? options.for) === undefined)
    refuse('--interval goes with --for and --wait-until-below', 'without them there is one look')
  if (snapshot !== undefined && (waitUntilBelow ?? options.for) !== undefined)
    refuse('--snapshot is one instant: nothing changes by waiting', 'leave out --for and --wait-until-below')
}

function isMore(one: HeadroomLimit, other: HeadroomLimit): boolean {
  if ('ms' in one) return 'ms' in other && one.ms > other.ms
  return 'ratio' in other && one.ratio > other.ratio
}

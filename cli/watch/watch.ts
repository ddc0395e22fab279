// `sluice lag --watch`: the live view on a terminal, one snapshot an interval elsewhere. Called by lag.ts, which knows the flags and
// the formats.
// Invariants: the first answer comes before the screen is taken, so that a wrong name or a broker that is not there fails as in
// every command; from then on only a key or a signal ends it, and a broker that is away is told and asked again.
import type { Client, LagSpec } from '../../client/index.ts'
import type { LagGrain, LagReport, LagRow } from '../../protocol/lag.ts'
import { exitCode } from '../failure.ts'
import { type Interrupt, watchInterrupt } from '../interrupt.ts'
import { withClient } from '../session.ts'
import { note } from '../stdout.ts'
import { draw } from './draw.ts'
import { startState, type WatchState } from './model.ts'
import { Poll } from './poll.ts'
import { step, type WatchEvent } from './state.ts'
import { type LagSort, worstFirst } from '../lag-select.ts'

/** Of more rows no history is asked for: 240 bytes a row and tick. */
const historyRowsMax = 5_000
/** How soon an unanswered question shows. */
const clockMs = 500

export interface WatchOptions {
  readonly broker: string
  readonly groups: readonly string[]
  readonly topics: readonly string[]
  readonly by: LagGrain
  readonly intervalMs: number
  /** Default: the worst first. */
  readonly sort?: LagSort | undefined
  /** Rows that flags leave out; default: all stay. */
  readonly keep?: ((row: LagRow) => boolean) | undefined
  /** False: `print` gets one snapshot an interval. */
  readonly screen: boolean
  readonly colour: boolean
  /** `print` wants lag at each sample too; the screen has it anyway. */
  readonly history?: boolean
  readonly print: (report: LagReport) => Promise<void>
}

/** Resolves when it was ended; process.exitCode says how: 0 by q, 130 by Ctrl-C, 143 by SIGTERM. */
export async function watchLag(options: WatchOptions): Promise<void> {
  const interrupt = watchInterrupt()
  try {
    await withClient(options.broker, async (client) => {
      const { by, history = false } = options
      const screen = options.screen && process.env.TERM !== 'dumb'
      const report = await ask(client, options, { by, history: history || screen }, interrupt.signal)
      await (screen ? watchScreen : watchSnapshots)(client, options, report, interrupt)
    })
  } catch (error) {
    if (interrupt.exit === undefined) throw error
  } finally {
    interrupt.release()
  }
  if (interrupt.exit !== undefined) process.exitCode = interrupt.exit
}

async function ask(
  client: Client,
  { groups, topics, keep }: WatchOptions,
  more: Pick<LagSpec, 'by' | 'history' | 'snapshotId'>,
  signal: AbortSignal,
): Promise<LagReport> {
  const report = await client.admin.groups.lag({ groups, topics, ...more }, { signal })
  return keep === undefined ? report : { ...report, rows: report.rows.filter(keep) }
}

async function watchSnapshots(
  client: Client,
  options: WatchOptions,
  first: LagReport,
  interrupt: Interrupt,
): Promise<void> {
  const { broker, intervalMs, by, print, history = false } = options
  let away = false
  const poll = new Poll({
    intervalMs,
    signal: interrupt.signal,
    wanted: () => true,
    asked: () => undefined,
    ask: (signal) => ask(client, options, { by, history }, signal),
    async report(report) {
      if (away) note(`note: ${broker} answers again`)
      away = false
      await print(report)
    },
    failure(text) {
      if (!away) note(`note: no answer from ${broker}, trying on${text === '' ? '' : `: ${text}`}`)
      away = true
    },
  })
  await poll.run(first)
}

async function watchScreen(
  client: Client,
  options: WatchOptions,
  first: LagReport,
  interrupt: Interrupt,
): Promise<void> {
  const { Screen } = await import('./screen.ts')
  const { broker, intervalMs, by, sort = worstFirst } = options
  const ended = new AbortController()
  const screen = new Screen({
    key: (key) => dispatch({ kind: 'key', key }),
    size: (width, height) => dispatch({ kind: 'size', width, height }),
    gone: () => ended.abort(),
  })
  const { width, height } = screen
  let state = startState({ broker, intervalMs, grain: by, sort, nowMs: Date.now(), width, height })
  const dispatch = (event: WatchEvent) => {
    const before = state
    state = step(state, event)
    screen.show(draw(state, options.colour))
    if (state.end !== undefined) ended.abort()
    if (state.suspensions !== before.suspensions) screen.suspend()
    if ((state.report === undefined && before.report !== undefined) || (before.paused && !state.paused))
      poll.hurry()
  }
  const poll = new Poll({
    intervalMs,
    signal: AbortSignal.any([interrupt.signal, ended.signal]),
    wanted: () => !state.paused || state.report === undefined,
    asked: () => dispatch({ kind: 'asked', nowMs: Date.now() }),
    ask: (signal) => ask(client, options, specOf(state), signal),
    report: (report) => dispatch({ kind: 'report', report }),
    failure: (text) => dispatch({ kind: 'failure', text }),
  })
  const clock = setInterval(() => dispatch({ kind: 'clock', nowMs: Date.now() }), clockMs)
  try {
    screen.open()
    await poll.run(first)
  } finally {
    clearInterval(clock)
    screen.close()
  }
  if (state.end === 'interrupt') process.exitCode = exitCode.interrupted
}

/** A paused view of another grain is of the same instant. */
function specOf({
  grain,
  paused,
  newest,
  report,
}: WatchState): Pick<LagSpec, 'by' | 'history' | 'snapshotId'> {
  const rows = report?.rows.length ?? (grain === 'partition' ? (newest?.partitions ?? 0) : 0)
  const history = rows <= historyRowsMax
  return { by: grain, history, ...(paused && newest !== undefined && { snapshotId: newest.snapshotId }) }
}

// `sluice lag [GROUP…]`: how far groups are behind, as the broker answers it; only which rows are shown, and in which order, is decided
// here. Columns are in lag-table.ts, `sluice lag check` in lag-check.ts, --watch in watch/.
// Called by program.ts.
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import type { LagSpec } from '../client/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import type { LagReport, LagRow, LagStatus } from '../protocol/lag.ts'
import { addLagCheck } from './lag-check.ts'
import { addLagSelection, durationMs, statusList, waitMs } from './lag-options.ts'
import type { LagSelection } from './lag-options.ts'
import { keeps, lagSortKeys, rowOrder, worstFirst } from './lag-select.ts'
import type { LagFilter, LagSort } from './lag-select.ts'
import {
  addOutputOptions,
  printBlocks,
  printLines,
  printRowsDocument,
  stdoutLook,
  tableOf,
} from './output.ts'
import type { OutputOptions } from './output.ts'
import { countingNumber, wholeNumber, withClient } from './session.ts'
import { note } from './stdout.ts'

interface LagOptions extends LagSelection, OutputOptions {
  status?: LagStatus[]
  minLag?: number
  minTimeLag?: number
  onlyLagging?: boolean
  sort?: LagSort
  top?: number
  snapshot?: number
  history?: boolean
  watch?: number | true
}

const formats = ['table', 'wide', 'json', 'ndjson', 'prometheus']
const watchDefaultMs = 2_000
const watchLeastMs = 200

const help = `
LAG counts records between COMMITTED and END, the end that consumers see. TIME-LAG: how long the first unread record has been there.
IN/s and OUT/s: records appended and committed a second, over the last five minutes; TREND: lag over the same time.
HEADROOM: when retention deletes the first unread record; LEFT: the same as a part of its limit. "-" is not known (no commit yet), or does
not apply, never 0; "~" is an estimate. A row of a topic or a group has the status of its worst partition.

  OK        is read, or young enough    NEW       too early to say          SLOW      falls behind
  STALL     commits one offset only     REWIND    went back                 STOP      has stopped committing
  NOMEMBER  nobody consumes             LOST      unread records are gone

--min-lag, --min-time-lag and --only-lagging keep rows whose lag is not known. Without --sort the worst comes first; json, ndjson and
prometheus keep the order of names then. --snapshot shows the same instant once more, for a minute. A group that is called check: "chec?".
Columns: status group topic partition start committed end lag time-lag in out trend headroom commit-age reason owner worst left
bytes eta partitions uncommitted members

Examples:
  sluice lag                                          topics of groups, the worst first
  sluice lag billing --by partition -o wide           with owners and reasons
  sluice lag "bill*" --status SLOW,STOP --sort time-lag
  sluice lag --watch                                  live
  sluice lag --min-lag 1000 --columns group,topic,lag --no-headers
  sluice lag check billing --crit-lag 10000           for monitoring and deploys: sluice lag check --help`

export function addLag(program: Command): void {
  const lag = addOutputOptions(addLagSelection(program.command('lag')), formats)
    .description('how far consumer groups are behind, and why')
    .option('--status <status,…>', 'rows with one of these', statusList)
    .option('--min-lag <n>', 'rows with so many unread records or more', wholeNumber)
    .option('--min-time-lag <duration>', 'rows unread for so long or longer', durationMs)
    .option('--only-lagging', 'no rows that are read to the end')
    .option('--sort <column[:asc|desc]>', 'what comes first', sortBy)
    .option('--top <n>', 'the first so many rows', countingNumber)
    .option('--snapshot <id>', 'an instant that was asked for before', countingNumber)
    .option('--history', 'json: lag at each sample too')
    .option('--watch [interval]', 'live, anew every interval (default: 2s)', watchInterval)
    .addHelpText('after', help)
    .action(show)
  addLagCheck(lag)
}

function sortBy(text: string): LagSort {
  const [key, direction, ...more] = text.split(':')
  const known = lagSortKeys.find((one) => one === key)
  if (known === undefined) throw new InvalidArgumentError(`what sorts: ${lagSortKeys.join(', ')}.`)
  const isDirection = direction === undefined || direction === 'asc' || direction === 'desc'
  if (!isDirection || more.length > 0)
    throw new InvalidArgumentError(`${known}:asc or ${known}:desc is wanted.`)
  return { key: known, direction }
}

/** Commander takes the next word for it, be it a group. */
function watchInterval(text: string): number {
  const ms = /^\d/.test(text) ? waitMs(text) : Number.NaN
  if (ms >= watchLeastMs) return ms
  throw new InvalidArgumentError(
    Number.isNaN(ms)
      ? `groups come before --watch, or write --watch=2s ${text}.`
      : `at least ${watchLeastMs}ms.`,
  )
}

async function show(groups: string[], options: LagOptions): Promise<void> {
  refuseNonsense(options)
  if (options.watch !== undefined) return watch(groups, options, options.watch)
  await withClient(options.broker, async (client) => {
    const { nothingText, printMetrics, readLag } = await import('./lag-read.ts')
    const spec = specOf(groups, options)
    const report = await readLag(client, spec)
    if (options.output === 'prometheus') return printMetrics(client, report, spec)
    await print(report, chosen(report.rows, options), options)
    if (report.rows.length === 0) note(nothingText(spec))
  })
}

/** Nothing that was asked for is ignored without a word. */
function refuseNonsense(options: LagOptions): void {
  const { output, watch: live, snapshot, status, minLag, minTimeLag, onlyLagging, sort, top } = options
  const refuse = (message: string, hint: string) => {
    throw new SluiceError('INVALID_OPTION', message, { hint })
  }
  if (live !== undefined && snapshot !== undefined)
    refuse('--watch shows new snapshots, --snapshot one that was', 'leave out one of them')
  if (options.history !== undefined && output !== 'json' && output !== 'ndjson')
    refuse('--history goes with -o json and -o ndjson', 'tables show lag at each sample as TREND')
  if (output !== 'prometheus') return
  if ([status, minLag, minTimeLag, onlyLagging, sort, top].some((given) => given !== undefined))
    refuse(
      '-o prometheus prints every row, as /metrics does',
      'choose by GROUP and --topic, or by labels where it is read',
    )
  if (live !== undefined)
    refuse('--watch has no use for -o prometheus', 'let Prometheus scrape /metrics of the broker')
}

function specOf(groups: string[], options: LagOptions): LagSpec {
  const { topic = [], by, snapshot, output, history, columns } = options
  const isTable = output === 'table' || output === 'wide'
  const hasTrend = columns === undefined || columns.some((name) => name.toLowerCase() === 'trend')
  return {
    groups,
    topics: topic,
    by,
    ...(snapshot !== undefined && { snapshotId: snapshot }),
    history: history ?? (isTable && hasTrend),
  }
}

function filterOf({
  status: statuses,
  minLag,
  minTimeLag: minTimeLagMs,
  onlyLagging,
}: LagOptions): LagFilter {
  return { statuses, minLag, minTimeLagMs, onlyLagging }
}

/** The rows that are shown, in their order. */
function chosen(rows: readonly LagRow[], options: LagOptions): LagRow[] {
  const { sort, top, output } = options
  const kept = rows.filter(keeps(filterOf(options)))
  const isTable = output === 'table' || output === 'wide'
  if (isTable || sort !== undefined || top !== undefined) kept.sort(rowOrder(sort ?? worstFirst))
  return top === undefined ? kept : kept.slice(0, top)
}

async function print(report: LagReport, rows: LagRow[], options: LagOptions): Promise<void> {
  const { lagDocumentHead, lagRowDocument } = await import('../protocol/lag-document.ts')
  const head = lagDocumentHead(report)
  const documents = map(rows, (row) => lagRowDocument(row, report.takenMs))
  if (options.output === 'json') return printRowsDocument(head, documents)
  if (options.output === 'ndjson') return printLines(map(documents, (row) => ({ ...head, ...row })))
  const { lagColumns, totalsLine } = await import('./lag-table.ts')
  const { shown, wide, all } = lagColumns(report.grain, report.takenMs)
  await printBlocks(options, [tableOf(rows, options.output === 'wide' ? wide : shown, all)])
  if (!options.headers || report.rows.length === 0) return
  const some =
    rows.length < report.rows.length ? `${rows.length} of ${report.rows.length} rows; all of them: ` : ''
  note(`${some}${totalsLine(report)}`)
}

/** One at a time: of a hundred thousand rows only those in hand are there twice. */
function* map<A, B>(values: Iterable<A>, change: (value: A) => B): Generator<B> {
  for (const value of values) yield change(value)
}

/** On a terminal the live view, elsewhere one snapshot an interval as it would be printed once. */
async function watch(groups: string[], options: LagOptions, interval: number | true): Promise<void> {
  const { watchLag } = await import('./watch/watch.ts')
  const { broker, topic: topics = [], by, sort, top, columns } = options
  const screen = options.output === 'table' && process.stdout.isTTY
  if (screen && (top !== undefined || columns !== undefined)) {
    throw new SluiceError('INVALID_OPTION', 'the live view shows what fits: no --top, no --columns', {
      hint: 'its keys sort, filter and change the grain; -o wide prints tables instead',
    })
  }
  await watchLag({
    broker,
    groups,
    topics,
    by,
    intervalMs: interval === true ? watchDefaultMs : interval,
    sort,
    keep: screen ? keeps(filterOf(options)) : undefined,
    history: specOf(groups, options).history ?? false,
    screen,
    colour: stdoutLook().colours ?? false,
    print: (report) => print(report, chosen(report.rows, options), options),
  })
}

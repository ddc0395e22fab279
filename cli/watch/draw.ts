// The live view as text: every line no wider than the terminal, and one line fewer than it is high, because what writes it ends
// with a newline. Called by watch.ts. Pure.
import { durationCell, timeLagCell } from '../lag-cells.ts'
import { cutText, displayWidth, printable, styled, tableText } from '../text-table.ts'
import { statusStyles } from '../lag-table.ts'
import { countCell, fitColumns } from './columns.ts'
import { detailLines } from './details.ts'
import { AWAY_AFTER_MS, roomFor, type WatchState } from './model.ts'
import { totalsOf } from './totals.ts'

const help = [
  'q          quit                              Ctrl-C  quit with exit code 130',
  's  S       sort by the next key, the one before',
  'r          turn the order around',
  'g          grain: group, topic, partition; the broker sums up',
  '/          filter by a part of group, topic or status; Enter keeps it, Esc clears it',
  'space      pause: the broker is asked for nothing new; g then shows the same instant',
  '↑ ↓ j k    choose a row; Page Up, Page Down, Home, End',
  'Enter      everything about the row, and why it has its status; Esc goes back',
  '',
  'LAG  records not read yet          TIME-LAG  age of the first of them, ~ where it is an estimate',
  'TREND  lag over the window         IN OUT  records a second',
  'ETA  until it has caught up        HEADROOM  until retention deletes what is unread',
  '-  not known: never 0',
]

/** Where not even names and margins fit, lines are cut as they are, and so without colours. */
const narrowest = 40

export function draw(state: WatchState, wantsColours: boolean): string {
  const { width, height } = state
  const isNarrow = width < narrowest
  const colours = wantsColours && !isNarrow
  const lines = [...head(state, colours), ...body(state, colours)]
  const fill = Math.max(0, height - 2 - lines.length)
  const all = [...lines, ...Array.from({ length: fill }, () => ''), foot(state, colours)]
  const shown = all.slice(0, Math.max(1, height - 1))
  return (isNarrow ? shown.map((line) => cutText(line, width)) : shown).join('\n')
}

function head(state: WatchState, colours: boolean): string[] {
  const { broker, report, grain, intervalMs, paused, width } = state
  const facts = [
    'sluice lag',
    broker,
    report === undefined ? '--:--:--' : clock(report.takenMs),
    `by ${grain}`,
    paused ? 'PAUSED' : `every ${intervalText(intervalMs)}`,
  ]
  const title = cutText(printable(facts.join('  ')), width)
  return [styled(title, 'bold', colours), totals(state, colours), message(state, colours)]
}

/** Parts of a second count where there are few. */
function intervalText(ms: number): string {
  return ms < 60_000 ? `${ms / 1000}s` : durationCell(ms)
}

/** Over all rows of the report, whatever the filter hides. */
function totals({ report, view, filter, width }: WatchState, colours: boolean): string {
  if (report === undefined) return ''
  const { lag, oldest, counts } = totalsOf(report)
  const count = report.rows.length
  const rows = `${filter === '' ? '' : `${view.length} of `}${count} ${count === 1 ? 'row' : 'rows'}`
  const text = `${rows}, lag ${countCell(lag)}, oldest unread ${oldest === undefined ? '-' : timeLagCell(oldest)}`
  const named = counts.map(([status, of]) => [status, `${of} ${status}`] as const)
  if (text.length + named.reduce((sum, [, one]) => sum + one.length + 2, 0) > width)
    return cutText(text, width)
  return text + named.map(([status, one]) => `  ${styled(one, statusStyles[status], colours)}`).join('')
}

function message({ askedMs, nowMs, broker, failure, report, width }: WatchState, colours: boolean): string {
  const awayMs = askedMs === undefined ? 0 : nowMs - askedMs
  if (failure === undefined && awayMs < AWAY_AFTER_MS)
    return report === undefined ? styled(cutText('asking …', width), 'dim', colours) : ''
  const since =
    awayMs < AWAY_AFTER_MS ? '' : `no answer from ${broker} for ${durationCell(awayMs)}, trying on`
  const asOf = report === undefined ? '' : `this is as of ${clock(report.takenMs)}`
  const parts = [since, asOf, failure].filter((part) => part !== undefined && part !== '')
  return styled(cutText(printable(parts.join('; ')), width), 'red', colours)
}

function body(state: WatchState, colours: boolean): string[] {
  const { page, report, width, height } = state
  if (page === 'help') return help.slice(0, roomFor(height) + 1).map((line) => cutText(line, width))
  if (report === undefined) return []
  if (page === 'details') return detailLines(state, colours).slice(0, roomFor(height) + 1)
  return list(state, report.takenMs, colours)
}

const markWidth = 2

function list(state: WatchState, takenMs: number, colours: boolean): string[] {
  const { view, top, cursor, grain, sort, filter, report } = state
  const width = state.width - markWidth
  const shown = view.slice(top, top + roomFor(state.height))
  const columns = fitColumns(shown, { grain, takenMs, sort, width })
  const linesOf = (withColours: boolean) =>
    tableText(shown, columns, { widthColumns: Math.max(1, width), colours: withColours })
      .split('\n')
      .slice(0, -1)
  const plain = linesOf(false)
  const lines = linesOf(colours).map((line, i) =>
    i === 0 ? styled(`  ${line}`, 'dim', colours) : `  ${line}`,
  )
  const at = cursor - top + 1
  const chosen = plain[at]
  if (view.length > 0 && chosen !== undefined) {
    const fill = ' '.repeat(Math.max(0, width - displayWidth(chosen)))
    lines[at] = styled(`> ${chosen}${colours ? fill : ''}`, 'inverse', colours)
  }
  if (view.length > 0) return lines
  const none =
    report?.rows.length === 0
      ? 'there is no row: no group has committed or subscribed'
      : `nothing matches ${filter}`
  return [...lines, cutText(`  ${none}`, state.width)]
}

function foot(
  { typing, filter, sort, page, width, view, top, height }: WatchState,
  colours: boolean,
): string {
  if (typing) return cutText(`filter: ${filter}_   Enter keeps it, Esc clears it`, width)
  if (page !== 'list') return styled(cutText('Esc back  q quit', width), 'dim', colours)
  const last = Math.min(view.length, top + roomFor(height))
  const place = view.length > roomFor(height) ? `rows ${top + 1}-${last} of ${view.length}  ` : ''
  const found = filter === '' ? '' : `filter: ${filter} (Esc clears)  `
  const keys = `q quit  s sort:${sort.key}  r reverse  g grain  / filter  space pause  Enter details  ? help`
  return styled(cutText(found + place + keys, width), 'dim', colours)
}

/** Of this machine's time zone. */
function clock(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 8)
}

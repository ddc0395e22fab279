// What `npm run bench` ends with: one table for people, one JSON object for programs. Called by main.ts. Pure.
import type { Machine } from '../machine.ts'
import { figure } from '../growth/quantities.ts'
import type { Spread } from '../rounds.ts'
import { bars, holds } from './bars.ts'
import type { Bar, Row } from './bars.ts'
import type { DirtyLimits } from './settle.ts'

export interface BarsResult {
  bench: 'bars'
  startedAt: string
  machine: Machine
  /** Of one minute, when the run began: other work on the machine makes every figure worth less. */
  loadAverage: number
  dirtyLimits: DirtyLimits
  rounds: number
  sizes: 'full' | 'quick'
  rows: Row[]
}

type Told = Omit<Row, 'key' | 'kind'>

/** `ratios` and `rates` by key, and of every key that has a bar whether it holds. */
export function resultObject({ rows, ...facts }: BarsResult) {
  const of = (kind: Row['kind']) =>
    Object.fromEntries(rows.filter((row) => row.kind === kind).map(told)) as Record<string, Told>
  const held: Record<string, Bar & { holds: boolean }> = {}
  for (const row of rows) {
    const bar = bars[row.key]
    if (bar !== undefined) held[row.key] = { ...bar, holds: holds(row) === true }
  }
  return { ...facts, ratios: of('ratio'), rates: of('rate'), bars: held }
}

function told({ key, title, unit, median, min, max, ours, limit }: Row): [string, Told] {
  return [key, { title, unit, median, min, max, ...(ours && { ours }), ...(limit && { limit }) }]
}

export async function tableText(result: BarsResult): Promise<string> {
  const { getBorderCharacters, table } = await import('table')
  const head = ['ROW', 'OURS', 'LIMIT', 'MEDIAN', 'MIN', 'MAX', 'BAR', 'HOLDS', 'WHAT']
  const text = table([head, ...result.rows.map(cells)], {
    border: getBorderCharacters('void'),
    drawHorizontalLine: () => false,
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
  })
  return `${text}\n${machineText(result)}\n`
}

function cells(row: Row): string[] {
  const bar = bars[row.key]
  const held = holds(row, bar)
  const side = (spread: Spread | undefined) => (spread === undefined ? '' : quantity(spread.median, row.unit))
  const own =
    row.kind === 'ratio' ? (value: number) => value.toFixed(2) : (value: number) => quantity(value, row.unit)
  const verdict = held === undefined ? '' : held ? 'yes' : 'MISSED'
  return [
    row.key,
    side(row.ours),
    side(row.limit),
    own(row.median),
    own(row.min),
    own(row.max),
    bar === undefined ? '' : barText(bar, row),
    verdict,
    row.title,
  ]
}

function barText({ atLeast, atMost }: Bar, row: Row): string {
  const value = (atLeast ?? atMost)!
  const shown = row.kind === 'ratio' ? value.toFixed(2) : quantity(value, row.unit)
  return `${atLeast === undefined ? '≤' : '≥'} ${shown}`
}

function quantity(value: number, unit: string): string {
  if (unit === 'bytes/s') return `${figure(value / 1e6)} MB/s`
  if (unit === 'bytes') return `${figure(value / 2 ** 20)} MiB`
  return unit === 'ratio' ? figure(value) : `${figure(value)} ${unit}`
}

function machineText({ machine, loadAverage, dirtyLimits, rounds, sizes, startedAt }: BarsResult): string {
  const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`
  const { cores, cpu, memoryBytes, kernel, node, fileSystem } = machine
  const dirty = `${gib(dirtyLimits.backgroundBytes)}, writers wait from ${gib(dirtyLimits.hardBytes)}`
  return [
    `${cores} cores (${cpu}), ${gib(memoryBytes)}, Linux ${kernel}, ${fileSystem}, Node ${node}`,
    `${startedAt}, load average ${loadAverage.toFixed(2)}, ${rounds} rounds, sizes ${sizes}; write-back starts at ${dirty}`,
  ].join('\n')
}

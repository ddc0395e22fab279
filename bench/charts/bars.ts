// The tables and the chart of docs/limit.md, from what `npm run bench -- --file docs/bench/bars.json` left. Called by main.ts.
import type { Bar } from '../bars/bars.ts'
import type { resultObject } from '../bars/report.ts'
import type { Spread } from '../rounds.ts'
import { barChart } from './chart.ts'
import { bytesText, markdownTable } from './page.ts'
import type { Drawing, Page } from './page.ts'

type Result = ReturnType<typeof resultObject>
type Figure = Result['ratios'][string]

export const barsPage: Page = {
  name: 'bars',
  draw: (result) => draw(result as Result),
}

async function draw(result: Result): Promise<Drawing> {
  const ratios = Object.entries(result.ratios)
  const bars = ratios.map(([name, { median, min, max }]) => ({ name, value: median, min, max }))
  return {
    charts: {
      'bars-ratios.svg': await barChart({ title: 'The broker beside the C loop', unit: 'ratio', bars }),
    },
    tables: {
      machine: machineText(result),
      ratios: markdownTable(
        ['row', 'what', 'ours', 'limit', 'ratio', 'bar', ''],
        ratios.map(([key, row]) => ratioCells(key, row, result.bars[key])),
      ),
      rates: markdownTable(
        ['row', 'what', 'measured', 'bar', ''],
        Object.entries(result.rates).map(([key, row]) => rateCells(key, row, result.bars[key])),
      ),
    },
  }
}

function machineText({ machine, rounds, sizes, loadAverage }: Result): string {
  const { cores, cpu, memoryBytes, kernel, node, fileSystem } = machine
  const small = sizes === 'quick' ? ', small sizes' : ''
  return (
    `Measured on ${cores} cores of ${cpu}, ${bytesText(memoryBytes)} of memory, Linux ${kernel}, ${fileSystem}, Node ${node}; ` +
    `load average ${loadAverage.toFixed(2)} at the start. ${rounds} rounds${small}; median (smallest–largest).`
  )
}

function ratioCells(key: string, row: Figure, bar: Verdict): string[] {
  const side = (spread: Spread | undefined) => (spread === undefined ? '' : quantity(spread.median, row.unit))
  const ratio = spreadOf(row, (value) => value.toFixed(2))
  return [
    `\`${key}\``,
    row.title,
    side(row.ours),
    side(row.limit),
    ratio,
    ...verdict(bar, (value) => value.toFixed(2)),
  ]
}

function rateCells(key: string, row: Figure, bar: Verdict): string[] {
  const text = (value: number) => quantity(value, row.unit)
  return [`\`${key}\``, row.title, spreadOf(row, text), ...verdict(bar, text)]
}

type Verdict = (Bar & { holds: boolean }) | undefined

function verdict(bar: Verdict, text: (value: number) => string): [string, string] {
  if (bar === undefined) return ['', '']
  const { atLeast, atMost, holds } = bar
  return [atLeast === undefined ? `≤ ${text(atMost!)}` : `≥ ${text(atLeast)}`, holds ? 'held' : '**missed**']
}

function spreadOf({ median, min, max }: Spread, text: (value: number) => string): string {
  return `${text(median)} (${text(min)}–${text(max)})`
}

function quantity(value: number, unit: string): string {
  const figure = (of: number) => of.toLocaleString('en-US', { maximumSignificantDigits: of < 1000 ? 3 : 4 })
  if (unit === 'bytes/s') return `${figure(value / 1e6)} MB/s`
  if (unit === 'bytes') return `${figure(value / 2 ** 20)} MiB`
  return unit === 'ratio' ? figure(value) : `${figure(value)} ${unit}`
}

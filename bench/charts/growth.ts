// The charts and tables of docs/growth.md, from what `npm run bench:growth -- --save` left. Called by main.ts.
import type { CurvePoint } from '../growth/curve.ts'
import type { GrowthResult, MeasuredCurve } from '../growth/result.ts'
import { barChart, lineChart } from './chart.ts'
import { bytesText, markdownTable } from './page.ts'
import type { Drawing, Page } from './page.ts'

export const growthPage: Page = {
  name: 'growth',
  draw: (result) => draw(result as GrowthResult),
}

async function draw(result: GrowthResult): Promise<Drawing> {
  const charts: Drawing['charts'] = {}
  const tables: Drawing['tables'] = { machine: machineText(result), bars: barsTable(result.curves) }
  for (const curve of result.curves) {
    charts[`growth-${curve.name}.svg`] = await chartOf(curve)
    tables[curve.name] = curveText(curve)
  }
  return { charts, tables }
}

/** Places that have names, and places of which there are only two, are bars. */
function chartOf(curve: MeasuredCurve): Promise<string> {
  const { title, xTitle, yTitle, xUnit, points } = curve
  if (points.some((point) => point.label !== undefined) || points.length < 3) {
    const bars = points.map(({ median, min, max, ...place }) => ({
      name: placeText(curve, place),
      value: median,
      min,
      max,
    }))
    return barChart({ title, unit: yTitle, bars })
  }
  const line = points.map(({ x, median, min, max }) => ({ x, y: median, min, max }))
  return lineChart({ title, xTitle, yTitle, xLog: true, xUnit, series: [{ name: title, points: line }] })
}

function placeText(curve: MeasuredCurve, { x, label }: Pick<CurvePoint, 'x' | 'label'>): string {
  if (label !== undefined) return label
  return curve.xUnit === 'bytes' ? bytesText(x) : x.toLocaleString('en-US')
}

/** Three significant digits. */
function figureText(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: value < 1000 ? 3 : 4 })
}

function figures({ median, min, max }: { median: number; min: number; max: number }): string {
  return `${figureText(median)} (${figureText(min)}–${figureText(max)})`
}

/** The sentence, the figures behind it and how they were taken. */
function curveText(curve: MeasuredCurve): string {
  const rows = curve.points.map((point) => [placeText(curve, point), figures(point)])
  const small = curve.sizes === 'quick' ? ' (`--quick`: small sizes)' : ''
  return [
    curve.sentence,
    markdownTable([curve.xTitle, curve.yTitle], rows),
    `${curve.rounds} rounds${small}; ${curve.conditions}.`,
  ].join('\n\n')
}

function barsTable(curves: readonly MeasuredCurve[]): string {
  const rows = curves.flatMap(({ bar, verdict }) =>
    bar === undefined ? [] : [[bar.what, figureText(bar.atMost), figures(bar.measured), verdict]],
  )
  return markdownTable(['what', 'at most', 'measured, round by round', 'verdict'], rows)
}

function machineText({ machine }: GrowthResult): string {
  const { cores, cpu, memoryBytes, kernel, node, fileSystem } = machine
  return `Measured on ${cores} cores of ${cpu}, ${bytesText(memoryBytes)} of memory, Linux ${kernel}, Node ${node}, ${fileSystem}.`
}

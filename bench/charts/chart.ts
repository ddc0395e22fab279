// Charts as SVG text: curves with a band from smallest to largest, bars with whiskers from smallest to largest.
// Called by bench/charts/main.ts, which writes docs/bench/NAME.svg. Development only: vega and vega-lite are no dependencies of the
// published package, and this folder is not compiled into it. The same input gives the same bytes: no clock, no random numbers,
// identifiers counted anew for each chart, text measured by estimate instead of by a canvas.
import { parse, resetSVGDefIds, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** One measured place of a curve: `y` is the median of the rounds, `min` and `max` their extremes, all in the unit of the axis. */
export interface ChartPoint {
  x: number
  y: number
  min: number
  max: number
}

export interface LineChart {
  title: string
  xTitle: string
  yTitle: string
  series: readonly { name: string; points: readonly ChartPoint[] }[]
  /** Logarithmic to the base of 2 in x, of 10 in y; values must be above 0. Linear otherwise, and then y begins at 0. */
  xLog?: boolean
  yLog?: boolean
  /** Labels of the x axis: `bytes` writes 65536 as 64 KiB, `count` (default) as 65,536. */
  xUnit?: 'count' | 'bytes'
}

export interface BarChart {
  title: string
  /** Title of the value axis. */
  unit: string
  /** In the order in which they are drawn, from the top; bars of the same name and other groups lie beside each other. */
  bars: readonly { name: string; group?: string; value: number; min: number; max: number }[]
}

const widthPixels = 640
/** Okabe and Ito's colours, which the colour-blind can tell apart, without the yellow that white swallows. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000']

/** Of a tick of the x axis, in Vega's expression language. */
const tickLabels = {
  count: "format(datum.value, ',')",
  bytes: ['GiB', 'MiB', 'KiB'].reduceRight(
    (smaller, unit, index) =>
      `datum.value >= ${2 ** (30 - 10 * index)} ? datum.value / ${2 ** (30 - 10 * index)} + ' ${unit}' : ${smaller}`,
    "datum.value + ' B'",
  ),
}

const common = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 10,
  width: widthPixels,
  config: {
    font: 'sans-serif',
    range: { category: colours },
    title: { anchor: 'start', fontSize: 14 },
    axis: { labelFontSize: 11, titleFontSize: 12, labelLimit: 320 },
    legend: {
      title: null,
      orient: 'bottom',
      columns: 3,
      labelFontSize: 11,
      labelLimit: 320,
      symbolOpacity: 1,
    },
    view: { stroke: null },
  },
} as const

/** Throws RangeError for a chart without values, and for a value that a logarithmic axis cannot show. */
export async function lineChart(chart: LineChart): Promise<string> {
  const values = chart.series.flatMap(({ name, points }) => points.map((point) => ({ name, ...point })))
  requireValues(chart.title, values)
  if (values.some(({ x, min }) => (chart.xLog && x <= 0) || (chart.yLog && min <= 0)))
    throw new RangeError(`chart '${chart.title}': a logarithmic axis shows values above 0 only`)
  const x = {
    field: 'x',
    type: 'quantitative',
    title: chart.xTitle,
    scale: chart.xLog ? ({ type: 'log', base: 2 } as const) : { zero: false },
    axis: {
      grid: false,
      labelExpr: tickLabels[chart.xUnit ?? 'count'],
      values: chart.xLog ? distinct(values.map((one) => one.x)) : undefined,
    },
  } as const
  const scale = chart.yLog ? ({ type: 'log', base: 10 } as const) : { zero: true }
  const y = { field: 'y', type: 'quantitative', title: chart.yTitle, scale } as const
  const color = { field: 'name', type: 'nominal', sort: chart.series.map((one) => one.name) } as const
  return render({
    ...common,
    title: chart.title,
    height: 320,
    data: { values },
    layer: [
      {
        mark: { type: 'area', opacity: 0.18 },
        encoding: { x, y: { ...y, field: 'min' }, y2: { field: 'max' }, color },
      },
      { mark: { type: 'line', point: true }, encoding: { x, y, color } },
    ],
  })
}

/** Throws RangeError for a chart without values. */
export async function barChart(chart: BarChart): Promise<string> {
  requireValues(chart.title, chart.bars)
  const groups = distinct(chart.bars.map((bar) => bar.group ?? ''))
  const grouped = groups.length > 1
  const values = chart.bars.map((bar) => ({ ...bar, group: bar.group ?? '' }))
  const y = { field: 'name', type: 'nominal', sort: null, title: null } as const
  const offset = grouped ? { yOffset: { field: 'group', type: 'nominal', sort: groups } as const } : {}
  const x = { field: 'value', type: 'quantitative', title: chart.unit, scale: { zero: true } } as const
  const color = grouped
    ? ({ field: 'group', type: 'nominal', sort: groups } as const)
    : { value: colours[0] as string }
  return render({
    ...common,
    title: chart.title,
    height: { step: grouped ? 12 : 20 },
    data: { values },
    encoding: { y, ...offset },
    layer: [
      { mark: { type: 'bar' }, encoding: { x, color } },
      {
        mark: { type: 'rule', color: '#333333' },
        encoding: { x: { ...x, field: 'min' }, x2: { field: 'max' } },
      },
    ],
  })
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

function requireValues(title: string, values: readonly { min: number; max: number }[]): void {
  if (values.length === 0) throw new RangeError(`chart '${title}' has no values`)
}

async function render(specification: TopLevelSpec): Promise<string> {
  resetSVGDefIds()
  const view = new View(parse(compile(specification).spec), { renderer: 'none' })
  try {
    return `${await view.toSVG()}\n`
  } finally {
    view.finalize()
  }
}

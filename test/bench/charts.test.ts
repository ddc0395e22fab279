// Charts: the same figures give the same bytes, and docs/ holds what its figures say.
import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { barChart, lineChart } from '../../bench/charts/chart.ts'
import { markdownTable } from '../../bench/charts/page.ts'

const root = join(import.meta.dirname, '../..')
const points = [1024, 4096].map((x, index) => ({ x, y: index + 2, min: index + 1.5, max: index + 2.5 }))
const curves = {
  title: 'A title',
  xTitle: 'chunk',
  yTitle: 'GB/s',
  xLog: true,
  xUnit: 'bytes' as const,
  series: [
    { name: 'one way', points },
    { name: 'another', points: points.map((point) => ({ ...point, y: point.y + 3, max: 9 })) },
  ],
}
const bars = {
  title: 'Bars',
  unit: 'GB/s',
  bars: ['tcp', 'unix'].map((group) => ({ name: 'sendfile', group, value: 2, min: 1, max: 3 })),
}

describe('bench/charts', () => {
  it('the same input is the same SVG, however many were drawn before', async () => {
    const first = [await lineChart(curves), await barChart(bars)]
    expect([await lineChart(curves), await barChart(bars)]).to.deep.equal(first)
    for (const svg of first) expect(svg).to.match(/^<svg [\s\S]*<\/svg>\n$/)
  })

  it('names, units and groups are in it', async () => {
    const line = await lineChart(curves)
    for (const text of ['A title', 'chunk', 'GB/s', 'one way', 'another', '1 KiB', '4 KiB'])
      expect(line).to.contain(`>${text}<`)
    const bar = await barChart(bars)
    for (const text of ['Bars', 'sendfile', 'tcp', 'unix']) expect(bar).to.contain(`>${text}<`)
  })

  it('what cannot be drawn is refused', async () => {
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => 'drawn',
        (error: Error) => error.message,
      )
    expect(await failure(barChart({ ...bars, bars: [] }))).to.contain('has no values')
    const zero = [{ name: 'zero', points: [{ x: 0, y: 1, min: 1, max: 1 }] }]
    expect(await failure(lineChart({ ...curves, series: zero }))).to.contain('above 0 only')
  })

  it('numbers of a table stand right', () => {
    expect(markdownTable(['name', 'n'], [['a', '1,000 (1–2)']])).to.equal(
      '| name | n |\n| --- | ---: |\n| a | 1,000 (1–2) |',
    )
  })

  it('docs/ holds the charts and tables of docs/bench/*.json: npm run charts changes nothing', async () => {
    const words = ['--import', 'tsx', join(root, 'bench/charts/main.ts'), '--check']
    await promisify(execFile)(process.execPath, words, { cwd: root })
  })
})

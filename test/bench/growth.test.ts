// The arithmetic of growth: order of visits, verdicts, bars, sentences, options, and what is kept of earlier runs.
// The measurements themselves, at tiny sizes, are in growth-scenarios.test.ts.
import { expect } from 'chai'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { growthPage } from '../../bench/charts/growth.ts'
import { curve, lossBar, ratioBar, valueBar, verdictOf } from '../../bench/growth/curve.ts'
import { requireDescriptors } from '../../bench/growth/idle.ts'
import { interleaved } from '../../bench/growth/interleave.ts'
import { parseOptions, usage, UsageError } from '../../bench/growth/main-options.ts'
import { figure, gib, percent, ratioText, size, told } from '../../bench/growth/quantities.ts'
import { requireFreeBytes } from '../../bench/growth/random-fetch.ts'
import { scannedBytesIn } from '../../bench/growth/recovery.ts'
import { resultText, save } from '../../bench/growth/result.ts'
import type { GrowthResult } from '../../bench/growth/result.ts'
import { scenarios } from '../../bench/growth/scenarios.ts'

const never = new AbortController().signal

function resultOf(name: string, values: number[][]): GrowthResult {
  const bar = ratioBar('two against one', 1.1, values[1]!, values[0]!)
  const facts = { title: 'A title', xTitle: 'length', yTitle: 'µs', conditions: 'none' }
  const one = curve({
    ...facts,
    name,
    xUnit: 'bytes',
    xs: [1024, 4096],
    values,
    bar,
    sentence: `About ${name}.`,
  })
  const machine = { cores: 2, cpu: 'a cpu', memoryBytes: gib, kernel: '6', node: 'v20', fileSystem: 'ext4' }
  return { bench: 'growth', machine, curves: [{ ...one, scenario: 'some', rounds: 3, sizes: 'quick' }] }
}

describe('bench/growth', () => {
  it('a round visits all points before the next begins, to and fro, and warm-ups are not counted', async () => {
    const visits: string[] = []
    const visit = (point: string, round: number) => Promise.resolve(visits.push(`${point}${round}`) && round)
    expect(await interleaved(['a', 'b', 'c'], 2, never, visit, 1)).to.deep.equal([
      [0, 1],
      [0, 1],
      [0, 1],
    ])
    expect(visits.join(' ')).to.equal('c-1 b-1 a-1 a0 b0 c0 c1 b1 a1')
  })

  it('no visit begins after the signal', async () => {
    const controller = new AbortController()
    let visits = 0
    const visit = () => Promise.resolve(++visits === 2 ? controller.abort(new Error('stop')) : undefined)
    const ended = await interleaved([1, 2, 3], 5, controller.signal, visit).catch(
      (error: Error) => error.message,
    )
    expect([ended, visits]).to.deep.equal(['stop', 2])
  })

  it('bars are medians of the rounds against themselves, and verdicts want the medians of all to agree', () => {
    const ratio = ratioBar('what', 2, [2, 4, 9], [1, 2, 3])
    expect(ratio.measured).to.deep.equal({ median: 2, min: 2, max: 3 })
    expect([ratio.ofMedians, verdictOf(ratio)]).to.deep.equal([2, 'held'])
    // Two rounds of three say 1, the medians say 3.
    const odd = ratioBar('what', 2, [3, 1, 30], [1, 1, 30])
    expect([odd.measured.median, odd.ofMedians, verdictOf(odd)]).to.deep.equal([1, 3, 'unclear'])
    expect(verdictOf(ratioBar('what', 1.9, [2, 4, 6], [1, 2, 3]))).to.equal('missed')
    expect(verdictOf(undefined)).to.equal('no bar')
    const loss = lossBar('what', 0.1, [90, 80], [100, 100])
    expect(loss.measured.median).to.be.closeTo(0.15, 1e-9)
    expect(verdictOf(loss)).to.equal('missed')
    expect(verdictOf(valueBar('what', 20, [19, 20, 40]))).to.equal('held')
    expect(() => ratioBar('what', 1, [1, 2], [1])).to.throw('both values of every round')
  })

  it('a curve has a point for every place, or is refused', () => {
    const [one] = resultOf('a', [
      [1, 3, 2],
      [2, 2, 2],
    ]).curves
    expect(one!.points).to.deep.equal([
      { x: 1024, median: 2, min: 1, max: 3 },
      { x: 4096, median: 2, min: 2, max: 2 },
    ])
    expect(() => resultOf('a', [[1], [1], [1]])).to.throw("curve 'a'")
  })

  it('figures, sizes and spreads as text', () => {
    expect([0, 0.01234, 1.234, 12.34, 1234.5, -0.5].map(figure)).to.deep.equal([
      '0',
      '0.0123',
      '1.23',
      '12.3',
      '1,235',
      '-0.5',
    ])
    expect([10, 1024, 1536 * 1024, 10 * gib].map(size)).to.deep.equal(['10 B', '1 KiB', '1.5 MiB', '10 GiB'])
    expect(told([2, 1, 3])).to.equal('2 (1–3)')
    expect(ratioText({ median: 1, min: 0.987, max: 1.5 })).to.equal('1.00 (0.99–1.50)')
    expect(percent(0.1234)).to.equal('12.3 %')
  })

  it('options, and what is wrong with them', () => {
    expect(parseOptions([], scenarios)).to.deep.equal({
      only: undefined,
      rounds: 5,
      quick: false,
      sizeBytes: undefined,
      output: 'table',
      save: false,
      help: false,
    })
    const given = parseOptions(
      ['--quick', '--only', 'idle, recovery', '--size', '2GiB', '-o', 'json'],
      scenarios,
    )
    expect([given.only, given.rounds, given.sizeBytes]).to.deep.equal([['idle', 'recovery'], 3, 2 * gib])
    for (const [args, text] of [
      [['--only', 'idel'], "no measurement 'idel'; there are random-fetch"],
      [['--rounds', '0'], '--rounds is a whole number'],
      [['--size', '10 apples'], '--size is 1MiB or more'],
      [['-o', 'xml'], '--output is table or json'],
      [['--quik'], '--quik'],
    ] as const)
      expect(() => parseOptions(args, scenarios)).to.throw(UsageError, text)
    for (const { name } of scenarios) expect(usage(scenarios)).to.contain(`  ${name} `)
  })

  it('too little disk and too few descriptors are told before anything begins', () => {
    expect(() => requireFreeBytes(tmpdir(), 2 ** 60))
      .to.throw('of free disk are wanted')
      .with.property('code', 'DISK_FULL')
    requireFreeBytes(tmpdir(), 1)
    expect(() => requireDescriptors(10_000, 1_024))
      .to.throw('need 10200 open files, this process may have 1024')
      .with.property('code', 'INVALID_ARGUMENT')
    requireDescriptors(10_000, Number.POSITIVE_INFINITY)
  })

  it("what a start scanned is read from the broker's log, and a clean one is refused", () => {
    const line = (clean: boolean) => JSON.stringify({ clean, scannedBytes: 7, msg: 'data directory opened' })
    expect(scannedBytesIn(`not JSON\n${line(false)}\n`)).to.equal(7)
    expect(() => scannedBytesIn(line(true))).to.throw('stopped cleanly')
    expect(() => scannedBytesIn('')).to.throw('does not say')
  })

  it('saved curves replace those of their names and leave the others', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-test-'))
    const file = join(directory, 'new/growth.json')
    await save(resultOf('a', [[1], [1]]), file)
    await save(resultOf('b', [[2], [2]]), file)
    await save(resultOf('a', [[3], [3]]), file)
    const { curves } = JSON.parse(await readFile(file, 'utf8')) as GrowthResult
    expect(curves.map(({ name, points }) => [name, points[0]!.median])).to.deep.equal([
      ['a', 3],
      ['b', 2],
    ])
    await rm(directory, { recursive: true })
  })

  it('the table and the page hold figures, sentence and verdict', async () => {
    const values = [
      [1, 3, 2],
      [4, 4, 4],
    ]
    const text = await resultText(resultOf('a', values), 'table')
    for (const part of ['1 KiB', '4 KiB', 'µs', 'missed   About a.']) expect(text).to.contain(part)
    const { charts, tables } = await growthPage.draw(resultOf('a', values))
    expect(charts['growth-a.svg']).to.contain('A title')
    expect(tables.a).to.contain('About a.').and.contain('| 1 KiB | 2 (1–3) |').and.contain('small sizes')
    expect(tables.bars).to.contain('| two against one | 1.1 | 2 (1.33–4) | missed |')
  })
})

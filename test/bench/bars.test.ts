// The arithmetic behind `npm run bench`: ratios of the same round, bars, the JSON object, the command line; and the probe for turns.
import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bars, holds, rateRow, ratioRow } from '../../bench/bars/bars.ts'
import { parseOptions } from '../../bench/bars/main-options.ts'
import { measurements } from '../../bench/bars/measurements.ts'
import { resultObject, tableText } from '../../bench/bars/report.ts'
import { dirtyLimits } from '../../bench/bars/settle.ts'
import { threadsCpuSeconds } from '../../bench/cpu-time.ts'
import { describeMachine } from '../../bench/machine.ts'

const facts = { key: 'fetch', title: 'fetch', unit: 'bytes/s' }

describe('bench/bars', () => {
  it('a ratio is the median of the ratios of each round, not the ratio of the medians', () => {
    const row = ratioRow(facts, [10, 30, 20], [10, 60, 10])
    expect(row).to.deep.include({ kind: 'ratio', median: 1, min: 0.5, max: 2 })
    expect(row.ours).to.deep.equal({ median: 20, min: 10, max: 30 })
    expect(row.limit).to.deep.equal({ median: 10, min: 10, max: 60 })
    expect(() => ratioRow(facts, [1, 2], [1])).to.throw(RangeError)
    expect(() => rateRow(facts, [])).to.throw(RangeError)
  })

  it('a bar holds by the median, from both sides, and at its very value', () => {
    const rate = (median: number) => rateRow({ ...facts, key: 'none' }, [median - 1, median, median + 1])
    expect(holds(rate(5), { atLeast: 5 })).to.equal(true)
    expect(holds(rate(4.9), { atLeast: 5 })).to.equal(false)
    expect(holds(rate(5), { atMost: 5 })).to.equal(true)
    expect(holds(rate(5.1), { atMost: 5 })).to.equal(false)
    expect(holds(rate(5))).to.equal(undefined)
  })

  it('the object has ratios and rates by key, and a verdict for every bar; the table has the same rows', async () => {
    const rows = [ratioRow(facts, [1], [2]), rateRow({ ...facts, key: 'readyMsEmpty', unit: 'ms' }, [200])]
    const result = {
      bench: 'bars',
      startedAt: new Date(0).toISOString(),
      machine: describeMachine(tmpdir()),
      loadAverage: 0.5,
      dirtyLimits: dirtyLimits(),
      rounds: 1,
      sizes: 'quick',
      rows,
    } as const
    const object = resultObject({ ...result, rows: [...rows] })
    expect(object.ratios.fetch).to.deep.include({ median: 0.5, min: 0.5, max: 0.5 })
    expect(object.rates.readyMsEmpty).to.deep.include({ median: 200, unit: 'ms' })
    expect(object.bars).to.deep.equal({
      fetch: { atLeast: 0.95, holds: false },
      readyMsEmpty: { atMost: 300, holds: true },
    })
    const lines = (await tableText({ ...result, rows: [...rows] })).split('\n')
    expect(lines.find((line) => line.startsWith('fetch')))
      .to.contain('MISSED')
      .and.contain('≥ 0.95')
    expect(lines.find((line) => line.startsWith('readyMsEmpty')))
      .to.contain('yes')
      .and.contain('≤ 300 ms')
  })

  it('the command line: names, rounds, and what is neither', () => {
    const parse = (...args: string[]) => parseOptions(args, measurements)
    expect(parse('--only', 'fetch, turn', '--quick')).to.deep.include({ only: ['fetch', 'turn'], rounds: 3 })
    expect(parse('--rounds', '9', '-o', 'json')).to.deep.include({ rounds: 9, output: 'json', check: false })
    expect(() => parse('--only', 'nothing')).to.throw("no measurement 'nothing'; there are fetch,")
    expect(() => parse('--rounds', '0')).to.throw('whole number')
    expect(() => parse('--output', 'xml')).to.throw('table or json')
    expect(() => parse('--fast')).to.throw('--fast')
    expect(Object.keys(bars)).to.include.members(['fetch', 'mainThreadTurnMsMax'])
  })

  it('CPU time of threads grows with work', () => {
    const before = threadsCpuSeconds(process.pid)
    const start = process.cpuUsage()
    while (process.cpuUsage(start).user < 20_000);
    expect(threadsCpuSeconds(process.pid) - before).to.be.at.least(0.015)
    expect(dirtyLimits().backgroundBytes).to.be.greaterThan(0).and.below(dirtyLimits().hardBytes)
  })

  it('the probe sees a long turn, and how much of it ran', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-probe-'))
    const file = join(directory, 'turns.json')
    const probe = new URL('../../bench/bars/turn-probe.mjs', import.meta.url).href
    const busy = `
      process.kill(process.pid, 'SIGUSR2')
      setTimeout(() => { const start = process.cpuUsage(); while (process.cpuUsage(start).user < 60_000); }, 50)
      setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 300)
      setTimeout(() => {}, 500)`
    const child = spawn(process.execPath, [`--import=${probe}`, '--input-type=module', '--eval', busy], {
      stdio: 'inherit',
      env: { ...process.env, BENCH_TURN_FILE: file },
    })
    expect(await new Promise((resolve) => child.once('close', resolve))).to.equal(0)
    const figures = JSON.parse(await readFile(file, 'utf8'))
    await rm(directory, { recursive: true })
    expect(figures.turnMs).to.be.at.least(55)
    expect(figures.turnCpuMs).to.be.at.least(55)
    expect(figures.wallMs).to.be.at.least(figures.turnMs)
    expect(figures.ticks).to.be.greaterThan(10)
  })
})

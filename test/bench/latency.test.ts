// Latency: the quantiles, the open loop's times, and the command from its options to its JSON. Nothing timed is asserted.
import { expect } from 'chai'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pace } from '../../bench/pace.ts'
import { quantile } from '../../bench/quantile.ts'
import { sluice } from '../e2e/command.ts'

describe('bench/latency', () => {
  it('quantiles by nearest rank', () => {
    const hundred = Float64Array.from({ length: 100 }, (_, at) => at + 1)
    expect([0.5, 0.99, 0.999, 1].map((share) => quantile(hundred, share))).to.deep.equal([50, 99, 100, 100])
    expect(quantile(hundred, 0.07)).to.equal(7)
    expect(quantile([3], 0.001)).to.equal(3)
    expect(quantile([1, 9], 0.51)).to.equal(9)
  })

  it('each call is told when it was due, evenly, however late it comes', async () => {
    const due: number[] = []
    await pace(2_000, 100, new AbortController().signal, (dueMs) => {
      if (due.push(dueMs) === 10) for (const until = performance.now() + 20; performance.now() < until; );
    })
    expect(due).to.have.length(100)
    for (let at = 1; at < due.length; at++) expect(due[at]! - due[0]!).to.be.closeTo(at / 2, 1e-6)
  })

  it('the open loop ends with its signal, and with what a call throws', async () => {
    const controller = new AbortController()
    const endless = pace(1_000, 1e9, controller.signal, () => controller.abort(new Error('enough')))
    expect(await endless.catch((error: Error) => error.message)).to.equal('enough')
    const broken = pace(1_000, 1e9, new AbortController().signal, () => {
      throw new Error('no broker')
    })
    expect(await broken.catch((error: Error) => error.message)).to.equal('no broker')
  })

  it('counts every record of a round', async function () {
    this.timeout(30_000)
    const options = ['--rate', '500', '--seconds', '1', '--rounds', '1', '--acks', 'leader']
    const { code, stdout, stderr } = await sluice(['bench', 'latency', ...options, '-o', 'json'])
    expect(code, stderr).to.equal(0)
    const { bench, rounds, spread } = JSON.parse(stdout.toString())
    expect(bench).to.equal('latency')
    expect(rounds.map((round: { records: number }) => round.records)).to.deep.equal([500])
    for (const { p50Ms, p99Ms, p999Ms, maxMs } of rounds) {
      expect(p50Ms).to.be.greaterThan(0)
      expect([p50Ms, p99Ms, p999Ms, maxMs]).to.deep.equal([p50Ms, p99Ms, p999Ms, maxMs].sort((a, b) => a - b))
    }
    expect(spread.p99Ms).to.have.keys('median', 'min', 'max')
  })

  it('a signal ends it, its broker and its files', async function () {
    this.timeout(30_000)
    const directory = await mkdtemp(join(tmpdir(), 'sluice-test-'))
    const { code } = await sluice(['bench', 'latency', '--rounds', '1000', '--seconds', '1'], {
      environment: { TMPDIR: directory },
      onStart: (child) => {
        child.stderr!.once('data', () => child.kill('SIGINT')) // the first round is told there
      },
    })
    expect(code).to.equal(130)
    expect((await readdir(directory)).filter((name) => name.startsWith('sluice-'))).to.deep.equal([])
    await rm(directory, { recursive: true })
  })

  it('refuses values without room for a time, and more records than a round remembers', async () => {
    const small = await sluice(['bench', 'latency', '--size', '7'])
    expect(small.code).to.equal(2)
    expect(small.stderr).to.contain('INVALID_ARGUMENT').and.contain('hint: --size 8 or more')
    const many = await sluice(['bench', 'latency', '--rate', '1000000', '--seconds', '11'])
    expect(many.code).to.equal(2)
    expect(many.stderr).to.contain('lower --rate or --seconds')
  })
})

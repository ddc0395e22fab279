// Every measurement of growth from its broker to its curves, at sizes that take a second or two: that they count what was
// sent and received, and leave nothing behind. Nothing timed is asserted. Needs dist/ and bench/limit, which it builds.
import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beside } from '../../bench/growth/beside.ts'
import { consumers } from '../../bench/growth/consumers.ts'
import type { Curve } from '../../bench/growth/curve.ts'
import { Children, createTopic, requireRecords, withBroker } from '../../bench/growth/growth.ts'
import type { Growth } from '../../bench/growth/growth.ts'
import { idle } from '../../bench/growth/idle.ts'
import { partitions } from '../../bench/growth/partitions.ts'
import { producers } from '../../bench/growth/producers.ts'
import { runSender } from '../../bench/growth/programs.ts'
import { mib } from '../../bench/growth/quantities.ts'
import { randomFetch } from '../../bench/growth/random-fetch.ts'
import { recordSizes } from '../../bench/growth/record-sizes.ts'
import { recovery } from '../../bench/growth/recovery.ts'
import { describeMachine } from '../../bench/machine.ts'

const root = join(import.meta.dirname, '../..')

describe('bench/growth at tiny sizes', function () {
  this.timeout(60_000)
  let growth: Growth

  before(() => execFileSync('make', ['-s', '-C', join(root, 'bench/limit')]))
  beforeEach(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-test-'))
    const signal = new AbortController().signal
    growth = { rounds: 1, directory, signal, note: () => undefined, children: new Children() }
  })
  afterEach(async () => {
    const left = await readdir(growth.directory)
    await rm(growth.directory, { recursive: true })
    expect(left, 'left behind').to.deep.equal([])
  })

  function expectCurves(curves: readonly Curve[], names: readonly string[], places: number): void {
    expect(curves.map((curve) => curve.name)).to.deep.equal(names)
    for (const { points, sentence, verdict, bar } of curves) {
      expect(points).to.have.length(places)
      for (const { median } of points) expect(median).to.satisfy(Number.isFinite)
      expect(sentence)
        .to.match(/\d.*\.$/)
        .and.not.match(/NaN|undefined/)
      expect(verdict === 'no bar').to.equal(bar === undefined)
    }
  }

  it('random fetch', async () => {
    const sizes = {
      logBytes: [mib, 4 * mib] as [number, number],
      batchBytes: 16_384,
      fetchBytes: 16_384,
      fetches: 50,
    }
    expectCurves(await randomFetch(growth, sizes), ['random-fetch-p50', 'random-fetch-cpu'], 2)
  })

  it('partitions', async () => {
    const sizes = { counts: [1, 5], frameBytes: 16_384, inFlight: 4, memoryBytes: mib, diskBytes: mib }
    expectCurves(await partitions(growth, sizes), ['partitions-memory', 'partitions-disk'], 2)
  })

  it('producers', async () => {
    const sizes = { counts: [1, 4], inFlight: 4, frameBytes: 16_384, bytes: mib }
    expectCurves(await producers(growth, sizes), ['producers-rate', 'producers-cpu'], 2)
  })

  it('idle connections', async () => {
    expectCurves(await idle(growth, { counts: [10, 100] }), ['idle-connections'], 2)
  })

  it('record sizes', async () => {
    const curves = await recordSizes(growth, { valueBytes: [10, mib], bytes: 2 * mib, recordsMost: 1_000 })
    const names = ['produce-records', 'produce-bytes', 'consume-records', 'consume-bytes']
    expectCurves(
      curves,
      names.map((name) => `record-size-${name}`),
      2,
    )
  })

  it('consumers of one cold topic', async () => {
    const sizes = { counts: [1, 3], logBytes: 4 * mib, batchBytes: 65_536, fetchBytes: mib, inFlight: 2 }
    const curves = await consumers(growth, sizes)
    expectCurves(curves, ['consumers-rate', 'consumers-device', 'consumers-cpu'], 2)
    // Evicted before each visit, but for pages that the kernel had in hand; a file system in memory has no device.
    const { fileSystem } = describeMachine(growth.directory)
    if (fileSystem !== 'tmpfs') for (const { min } of curves[1]!.points) expect(min).to.be.greaterThan(0.5)
  })

  it('a hot producer beside readers', async () => {
    const sizes = { frameBytes: 4_096, rate: 200, seconds: 0.25, coldBytes: 4 * mib, batchBytes: 65_536 }
    expectCurves(
      await beside(growth, sizes),
      ['beside-cached', 'beside-cold', 'beside-cold-paced', 'beside-slow'],
      2,
    )
  })

  it('recovery', async () => {
    const curves = await recovery(growth, { bytes: [mib, 2 * mib], frameBytes: 65_536, partitions: 2 })
    expectCurves(curves, ['recovery-memory', 'recovery-disk'], 2)
    expect(curves[0]!.sentence).to.contain('the broker scanned 2 MiB (2 MiB–2 MiB)')
  })

  it('a sender that fails, and records that are missing, end a measurement', async () => {
    const message = await withBroker(growth, async ({ broker, client }) => {
      await createTopic(client, 'short', {})
      const missing = await requireRecords(client, 'short', 1).catch((error: Error) => error.message)
      expect(missing).to.equal('short holds 0 records, 1 were sent')
      const load = {
        address: broker.address,
        topicId: '0'.repeat(32),
        bytes: mib,
        frameBytes: 16_384,
        inFlight: 1,
      }
      return runSender(growth, { ...load, acks: 'all' }).catch((error: Error) => error.message)
    })
    expect(message).to.match(/^sender ended with 1: error: /)
  })
})

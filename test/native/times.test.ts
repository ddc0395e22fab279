// What the engine counts for the metrics: how long syncs took, and the descriptors it holds.
import { expect } from 'chai'
import { nativeConstants, SegmentEvent } from '../../native/index.ts'
import { timeBoundsSeconds } from '../../storage/histogram.ts'
import { batchOf } from './batches.ts'
import { Workbench } from './workbench.ts'

describe('what the engine counts', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.close())

  it('each sync once, in the bucket of its time', async () => {
    const segment = await bench.created('a')
    const before = bench.engine.counters()
    expect(before.syncTimes.length).to.equal(timeBoundsSeconds.length + 1)
    expect(before.syncTimes).to.deep.equal(before.syncTimes.map(() => 0))
    for (let count = 0; count < 20; count++) {
      const last = bench.engine.counters()
      await bench.append(segment, batchOf(), count)
      segment.sync(true)
      await bench.event(segment, SegmentEvent.synced)
      const { syncs, syncNanoseconds, syncTimes } = bench.engine.counters()
      expect(syncs).to.equal(last.syncs + 1)
      const bucket = syncTimes.findIndex((value, at) => value !== last.syncTimes[at])
      expect(syncTimes.reduce((sum, value) => sum + value)).to.equal(count + 1)
      const tookSeconds = (syncNanoseconds - last.syncNanoseconds) / 1e9
      expect(tookSeconds).to.be.at.most(timeBoundsSeconds[bucket] ?? Number.POSITIVE_INFINITY)
      expect(tookSeconds).to.be.above(timeBoundsSeconds[bucket - 1] ?? 0)
    }
  })

  it('the bounds of both sides are as many, and two a doubling', () => {
    expect(nativeConstants().width?.timeBuckets).to.equal(timeBoundsSeconds.length + 1)
    const micros = timeBoundsSeconds.map((seconds) => Math.round(seconds * 1e6))
    expect(micros.slice(0, 6)).to.deep.equal([16, 24, 32, 48, 64, 96])
    expect(micros.at(-1)).to.equal(16 * 2 ** 22)
  })

  it('descriptors of segments, once their files are open', async () => {
    expect(bench.engine.counters().descriptors).to.equal(0)
    const segment = await bench.created('b')
    await bench.append(segment, batchOf(), 0)
    expect(bench.engine.counters()).to.include({ descriptors: 1, mappings: 1 })
    segment.seal()
    await bench.event(segment, SegmentEvent.sealed)
    expect(bench.engine.counters()).to.include({ descriptors: 1, mappings: 0 })
    const sealed = bench.engine.openSealed(bench.path('b'), segment.position)
    expect(bench.engine.counters()).to.include({ descriptors: 1, segmentsOpen: 2 })
    sealed.warm(0, 0, 1)
    await bench.event(sealed, SegmentEvent.warm)
    expect(bench.engine.counters().descriptors).to.equal(2)
    sealed.close()
    segment.close()
    expect(bench.engine.counters().descriptors).to.equal(0)
  })
})

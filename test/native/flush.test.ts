import { expect } from 'chai'
import { SegmentEvent, Verdict } from '../../native/index.ts'
import { batchOf } from './batches.ts'
import { Workbench } from './workbench.ts'

describe('making durable', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.close())

  it('what is appended before a sync is durable after it', async () => {
    const segment = await bench.created('a')
    await bench.append(segment, batchOf(), 0)
    segment.sync(true)
    expect((await bench.event(segment, SegmentEvent.synced)).a).to.equal(100)
    expect(segment.durablePosition).to.equal(100)
  })

  it('many syncs asked for at once cost no more than what is new, and the last event covers everything', async () => {
    const segment = await bench.created('b')
    for (let i = 0; i < 200; i++) {
      expect(await bench.append(segment, batchOf(), i)).to.equal(Verdict.ok)
      segment.sync(true)
    }
    let durable = 0
    while (durable < segment.position) {
      const { a } = await bench.event(segment, SegmentEvent.synced)
      expect(a).to.be.at.least(durable)
      durable = a
    }
    expect(durable).to.equal(20_000)
    const { syncs } = bench.engine.counters()
    expect(syncs).to.be.at.most(200)
    for (let i = 0; i < 200; i++) segment.sync(true)
    await bench.event(segment, SegmentEvent.synced)
    expect(bench.engine.counters().syncs, 'nothing new').to.equal(syncs)
  })

  it('a sync with nothing new answers all the same, without touching the disk', async () => {
    const segment = await bench.created('c')
    await bench.append(segment, batchOf(), 0)
    segment.sync(true)
    await bench.event(segment, SegmentEvent.synced)
    const { syncs } = bench.engine.counters()
    segment.sync(true)
    expect((await bench.event(segment, SegmentEvent.synced)).a).to.equal(100)
    expect(bench.engine.counters().syncs).to.equal(syncs)
  })

  it('a sync nobody waits for happens too', async () => {
    const segment = await bench.created('d')
    await bench.append(segment, batchOf(), 0)
    segment.sync(false)
    expect((await bench.event(segment, SegmentEvent.synced)).a).to.equal(100)
  })

  it('closing with a sync in flight tells nothing more', async () => {
    const segment = await bench.created('e')
    await bench.append(segment, batchOf(), 0)
    segment.sync(true)
    segment.close()
    const other = await bench.created('f')
    other.sync(true)
    await bench.event(other, SegmentEvent.synced)
    expect(bench.told.filter((told) => told.segment === segment.id)).to.deep.equal([])
  })
})

import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
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

  it('no signal of the process can interrupt a thread that syncs, allocates or reads', async () => {
    const segment = await bench.created('signals')
    segment.sync(true)
    segment.warm(0, 0, 1)
    for (const event of [SegmentEvent.synced, SegmentEvent.warm]) await bench.event(segment, event)
    const field = (task: string, file: string): string =>
      readFileSync(`/proc/self/task/${task}/${file}`, 'latin1')
    for (const name of ['sluice-flush', 'sluice-warm', 'sluice-cold']) {
      const task = readdirSync('/proc/self/task').find((task) => field(task, 'comm').trim() === name)
      const blocked = /SigBlk:\s*([0-9a-f]+)/.exec(field(task as string, 'status'))?.[1]
      const bit = (signal: number): bigint => (BigInt(`0x${blocked}`) >> BigInt(signal - 1)) & 1n
      expect([bit(15), bit(2), bit(7)], `${name}: TERM and INT blocked, BUS its own`).to.deep.equal([
        1n,
        1n,
        0n,
      ])
    }
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

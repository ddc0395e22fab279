import { expect } from 'chai'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import {
  type AppendMode,
  crc32c,
  type Segment,
  SegmentEvent,
  SegmentFailure,
  Verdict,
  WalkFact,
} from '../../native/index.ts'
import { batchOf, stamped } from './batches.ts'
import { Workbench } from './workbench.ts'

let bench: Workbench
beforeEach(() => {
  bench = new Workbench()
})
afterEach(() => bench.close())

for (const mode of ['mmap', 'pwrite'] as AppendMode[])
  describe(`a segment, ${mode}`, () => {
    it('appends, stamps and tells the facts', async () => {
      const segment = await bench.created('a', { mode })
      const one = batchOf({ recordsCount: 3, maxTimestamp: 50 })
      const two = batchOf({ recordsCount: 2, maxTimestamp: 40, bodyBytes: 1 })
      expect(await bench.append(segment, Buffer.concat([one, two]), 100)).to.equal(Verdict.ok)
      const expected = [stamped(one, 100, 7), stamped(two, 103, 7)]
      const headersCrc = crc32c(expected[1].subarray(0, 61), crc32c(expected[0].subarray(0, 61)))
      expect([...bench.facts]).to.deep.equal([0, 162, 105, 2, 50, headersCrc])
      expect(segment.position).to.equal(162)
      expect(segment.durablePosition).to.equal(0)
      expect(readFileSync(bench.path('a')).subarray(0, 162).equals(Buffer.concat(expected))).to.equal(true)
    })

    it('grows in steps, answers later, and holds every byte after the seal', async () => {
      const segment = await bench.created('b', { mode, stepFirstBytes: 4_096, stepMostBytes: 16_384 })
      expect(statSync(bench.path('b')).size).to.equal(4_096)
      expect(statSync(bench.path('b')).blocks * 512).to.be.at.least(4_096)
      const parts: Buffer[] = []
      let offset = 0
      for (let i = 0; i < 100; i++) {
        const batch = batchOf({ bodyBytes: (i * 397) % 5_000, recordsCount: 1 + (i % 4) })
        expect(await bench.append(segment, batch, offset)).to.equal(Verdict.ok)
        expect(segment.position).to.be.at.most(segment.allocatedPosition)
        parts.push(stamped(batch, offset, 7))
        offset += 1 + (i % 4)
      }
      segment.seal()
      expect((await bench.event(segment, SegmentEvent.sealed)).a).to.equal(segment.position)
      expect(segment.durablePosition).to.equal(segment.position)
      expect(readFileSync(bench.path('b')).equals(Buffer.concat(parts))).to.equal(true)
      expect(await bench.append(segment, batchOf(), offset)).to.equal(Verdict.sealed)
      expect(bench.engine.counters().mappings).to.equal(0)
    })

    it('asks to be rolled when a batch does not fit, and still takes a smaller one', async () => {
      const segment = await bench.created('c', { mode, sizeBytes: 1_000 })
      expect(await bench.append(segment, batchOf({ bodyBytes: 939 - 61 }), 0)).to.equal(Verdict.ok)
      expect(await bench.append(segment, batchOf({ bodyBytes: 1 }), 1)).to.equal(Verdict.full)
      expect(await bench.append(segment, batchOf({ bodyBytes: 0 }), 1)).to.equal(Verdict.ok)
      expect(segment.position).to.equal(1_000)
    })

    it('answers later before its file is there, then tells of room', async () => {
      const segment = bench.engine.createSegment(bench.options('d', { mode }))
      const batch = batchOf()
      const verdict = segment.append(batch, 0, batch.length, 0, 1, 1_000, bench.facts)
      expect([Verdict.later, Verdict.ok]).to.include(verdict)
      await bench.event(segment, SegmentEvent.room)
      expect(await bench.append(segment, batch, 0)).to.equal(Verdict.ok)
    })

    it('resumes behind its data, and cuts what is behind', async () => {
      const data = stamped(batchOf(), 0, 1)
      writeFileSync(bench.path('e'), Buffer.concat([data, Buffer.alloc(9_000, 0xee)]))
      const headersCrc = crc32c(data.subarray(0, 61))
      const options = { ...bench.options('e', { mode }), position: data.length, headersCrc }
      const segment = bench.engine.resumeSegment(options)
      await bench.event(segment, SegmentEvent.room)
      expect(segment.durablePosition).to.equal(data.length)
      const more = batchOf({ bodyBytes: 500 })
      expect(await bench.append(segment, more, 1)).to.equal(Verdict.ok)
      expect(bench.facts[5]).to.equal(crc32c(stamped(more, 1, 7).subarray(0, 61), headersCrc))
      segment.seal()
      await bench.event(segment, SegmentEvent.sealed)
      expect(readFileSync(bench.path('e')).equals(Buffer.concat([data, stamped(more, 1, 7)]))).to.equal(true)
    })

    it('fails where its file is there already, and leaves that file alone', async () => {
      writeFileSync(bench.path('f'), 'somebody else')
      const segment = bench.engine.createSegment(bench.options('f', { mode }))
      const failed = await bench.event(segment, SegmentEvent.failed)
      expect(failed.b).to.equal(SegmentFailure.create)
      expect(await bench.append(segment, batchOf(), 0)).to.equal(Verdict.sealed)
      expect(readFileSync(bench.path('f'), 'utf8')).to.equal('somebody else')
    })

    it('unlinks while open, and right after its creation was asked for', async () => {
      const segment = await bench.created('g', { mode })
      const young = bench.engine.createSegment(bench.options('h', { mode }))
      segment.unlink()
      young.unlink()
      expect((await bench.event(segment, SegmentEvent.unlinked)).a).to.equal(0)
      expect((await bench.event(young, SegmentEvent.unlinked)).a).to.equal(0)
      expect(existsSync(bench.path('g'))).to.equal(false)
      expect(existsSync(bench.path('h'))).to.equal(false)
      expect(await bench.append(segment, batchOf(), 0)).to.equal(Verdict.ok)
    })

    it('seals before its file is there', async () => {
      const segment = bench.engine.createSegment(bench.options('i', { mode }))
      segment.seal()
      expect((await bench.event(segment, SegmentEvent.sealed)).a).to.equal(0)
      expect(statSync(bench.path('i')).size).to.equal(0)
    })
  })

describe('walking a segment', () => {
  const facts = new Float64Array(WalkFact.width)

  async function filled(): Promise<Segment> {
    const segment = await bench.created('w')
    for (let i = 0; i < 50; i++)
      await bench.append(segment, batchOf({ recordsCount: 2, bodyBytes: 139, maxTimestamp: i }), 2 * i)
    return segment
  }

  function checkWalks(segment: Segment): void {
    const end = segment.position
    expect(segment.walk(0, end, 0, end, facts)).to.equal(Verdict.ok)
    expect([...facts]).to.deep.equal([0, 200, 0, 1, 7, 1_000, 0, -1, -1, -1, 2, 0])
    expect(segment.walk(0, end, 31, end, facts)).to.equal(Verdict.ok)
    expect([facts[WalkFact.position], facts[WalkFact.baseOffset]]).to.deep.equal([3_000, 30])
    expect(segment.walk(3_000, end, Number.POSITIVE_INFINITY, 5_000, facts)).to.equal(Verdict.ok)
    expect(facts[WalkFact.position]).to.equal(5_000)
    expect(segment.walk(0, end, 100, end, facts)).to.equal(Verdict.end)
    expect(segment.walk(0, 3_000, 31, end, facts)).to.equal(Verdict.end)
    expect(segment.walk(end, end, 0, 0, facts)).to.equal(Verdict.end)
    expect(segment.walk(100, end, 0, 0, facts)).to.equal(Verdict.magic)
  }

  it('finds offsets and positions, active and sealed', async () => {
    const segment = await filled()
    checkWalks(segment)
    segment.seal()
    await bench.event(segment, SegmentEvent.sealed)
    checkWalks(segment)
  })

  it('a sealed file is cold until it was warmed', async () => {
    const segment = await filled()
    const end = segment.position
    segment.seal()
    await bench.event(segment, SegmentEvent.sealed)
    segment.close()
    const again = bench.engine.openSealed(bench.path('w'), end)
    expect(again.walk(0, end, 0, end, facts)).to.equal(Verdict.cold)
    again.warm(0, 4_096, 42)
    expect(await bench.event(again, SegmentEvent.warm)).to.include({ a: 42, b: 0 })
    checkWalks(again)
    again.sync(true)
    expect((await bench.event(again, SegmentEvent.synced)).a).to.equal(end)
  })

  it('what is not in the page cache is cold, and warm() brings it in', async () => {
    const segment = await filled()
    segment.seal()
    await bench.event(segment, SegmentEvent.sealed)
    await bench.engine.syncAndDrop(bench.path('w'), 0)
    const before = segment.walk(0, segment.position, 0, segment.position, facts)
    if (before === Verdict.ok) return // a file system that keeps its pages, tmpfs say
    expect(before).to.equal(Verdict.cold)
    segment.warm(0, segment.position, 1)
    await bench.event(segment, SegmentEvent.warm)
    checkWalks(segment)
    expect(bench.engine.counters().coldReadBytes).to.equal(segment.position)
  })

  it('a missing or shorter sealed file is told by warm()', async () => {
    const missing = bench.engine.openSealed(bench.path('none'), 1_000)
    missing.warm(0, 1_000, 1)
    expect((await bench.event(missing, SegmentEvent.warm)).b).to.equal(2)
    writeFileSync(bench.path('short'), 'x')
    const short = bench.engine.openSealed(bench.path('short'), 1_000)
    short.warm(0, 1_000, 1)
    expect((await bench.event(short, SegmentEvent.warm)).b).to.be.above(0)
  })
})

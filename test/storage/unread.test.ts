// When the first unread record was appended and how many bytes lie behind it, against what really went in: across rolls, a clock that
// jumps, restarts, crashes, a lost index.
import { expect } from 'chai'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { logIndexKey, type OffsetIndex } from '../../storage/offset-index.ts'
import { LogIndex } from '../../storage/log-index.ts'
import type { Log } from '../../storage/log.ts'
import { LogSegment } from '../../storage/segment.ts'
import type { Store } from '../../storage/store.ts'
import { type FirstUnread, firstUnread, visibleBytes } from '../../storage/unread.ts'
import { append, appended, makeBatch, makeDirectory, openStore } from './fixture.ts'
import { asOlderRelease } from './older-index.ts'

const HOUR_MS = 3_600_000
const ENTRY_BYTES = 65_536

/** What went in: of each offset when, and how many bytes of the log were in front of its batch and behind it. */
interface Truth {
  appendMs: number
  bytes: number
  nextBytes: number
}

describe('the first unread record', () => {
  let directory: { path: string; remove: () => void }
  let crashed: string
  let store: Store
  let log: Log
  let nowMs: number
  let truth: Truth[]
  let bytes: number

  beforeEach(async () => {
    directory = makeDirectory()
    crashed = `${directory.path}-crashed`
    nowMs = Date.now() - 48 * HOUR_MS // of files the system's clock tells the time
    truth = []
    bytes = 0
    await open(directory.path)
    const settings = {
      durability: 'memory',
      'flush.interval.ms': '1',
      'segment.bytes': '1MiB',
      'retention.ms': '-1',
    }
    await store.createTopic({ name: 't', partitions: 1, settings })
    log = store.topicByName('t')?.logs[0] as Log
  })
  afterEach(async () => {
    await store.close()
    directory.remove()
    rmSync(crashed, { recursive: true, force: true })
  })

  async function open(path: string): Promise<void> {
    store = await openStore(path, { clock: { nowMs: () => nowMs } })
    log = store.topicByName('t')?.logs[0] as Log
  }

  async function put(count: number, valueBytes: number): Promise<void> {
    const batch = makeBatch({ count, valueBytes, timestamp: nowMs })
    const { baseOffset } = await appended(log, batch, 'leader')
    expect(baseOffset).to.equal(truth.length)
    for (let i = 0; i < count; i++) truth.push({ appendMs: nowMs, bytes, nextBytes: bytes + batch.length })
    bytes += batch.length
  }

  /** A few MiB in all sizes, at all speeds, with hours of nothing, and a clock that is put back. */
  async function fill(appends = 250): Promise<void> {
    for (let i = 0; i < appends; i++) {
      await put(1 + (i % 7), 1 + ((i * 7_919) % 5_000))
      nowMs += i % 50 === 49 ? HOUR_MS : i % 70 === 69 ? -600_000 : (i * 37) % (i % 3 === 0 ? 40 : 900)
    }
  }

  const at = (offset: number) => firstUnread(log, offset) as FirstUnread

  /** Of each offset: exact to a second, and bytes as far as a second or an entry reaches. */
  function expectExact(from = log.startOffset, to = truth.length): void {
    const near = (offset: number, other: number) =>
      Math.abs((truth[offset]?.appendMs ?? Number.NaN) - (truth[other]?.appendMs ?? 0)) < 2_000
    for (let offset = from; offset < to; offset++) {
      const found = at(offset)
      const { appendMs, bytes: before, nextBytes } = truth[offset] as Truth
      expect(found.estimated, `offset ${offset}`).to.equal(false)
      expect(appendMs - found.appendMs, `offset ${offset}`).to.be.within(-999, 999)
      const slack = ENTRY_BYTES + nextBytes - before
      let [first, last] = [offset, offset]
      while (near(first - 1, offset)) first--
      while (near(last + 1, offset)) last++
      const least = Math.min(before - slack, (truth[first] as Truth).bytes)
      const most = Math.max(nextBytes + slack, (truth[last] as Truth).nextBytes)
      expect(found.bytesBefore, `offset ${offset}`).to.be.within(least, most)
    }
  }

  const forgetPoints = () => log.times.forgetBelow(Number.POSITIVE_INFINITY)

  it('is exact to a second across rolls: by points, by entries in memory, by those in the index, after a restart', async () => {
    await fill()
    expect(log.segmentCount).to.be.greaterThan(2)
    expectExact()
    expect(visibleBytes(log)).to.equal(bytes)
    forgetPoints()
    expectExact()
    while (log.index.recentCount > 0) await store.maintain()
    expectExact()
    await store.close()
    await open(directory.path)
    expect(log.times.count).to.equal(0)
    expectExact()
    await fill(60) // points for the new ones, entries for those before
    expectExact()
    expect(log.times.count).to.be.greaterThan(0)
  })

  it('is much closer than a second where records come evenly', async () => {
    for (let i = 0; i < 100; i++) {
      await put(2, 100)
      nowMs += 90
    }
    for (const look of [() => {}, forgetPoints]) {
      look()
      for (const [offset, { appendMs }] of truth.entries())
        expect(at(offset).appendMs - appendMs, `offset ${offset}`).to.be.within(-90, 90)
    }
  })

  it('has bytes behind it to the 64 KiB of the index', async () => {
    await fill()
    forgetPoints()
    for (let offset = 0; offset < truth.length; offset++) {
      const { bytes: before, nextBytes } = truth[offset] as Truth
      const real = visibleBytes(log) - before
      const batchBytes = nextBytes - before
      expect(Math.abs(visibleBytes(log) - at(offset).bytesBefore - real)).to.be.at.most(
        ENTRY_BYTES + batchBytes,
      )
    }
    expect(visibleBytes(log) - at(0).bytesBefore).to.equal(bytes)
    expect(firstUnread(log, truth.length)).to.equal(undefined) // nothing is unread
    expect(firstUnread(log, truth.length + 5)).to.equal(undefined)
  })

  it('ends at what is durable, where only that is visible', async () => {
    await store.alterTopic(log.topic, { set: { durability: 'disk' }, reset: [] })
    await fill(20)
    await append(log, makeBatch()) // durable when it answers
    const durable = visibleBytes(log)
    expect(durable).to.equal(log.endBytes)
    const more = makeBatch({ valueBytes: 3_000 })
    const answers = Array.from({ length: 4 }, () => append(log, more)) // none is durable in this turn
    expect(log.endBytes).to.equal(durable + 4 * more.length)
    expect([log.visibleOffset < log.endOffset, visibleBytes(log)]).to.deep.equal([true, durable])
    expect(visibleBytes(log) - at(truth.length).bytesBefore).to.be.below(makeBatch().length + 1)
    expect(firstUnread(log, log.visibleOffset)).to.equal(undefined)
    await Promise.all(answers)
    expect(visibleBytes(log)).to.equal(durable + 4 * more.length)
    const batch = makeBatch({ valueBytes: 60_000 })
    const begin = { offset: log.endOffset, bytes: log.endBytes }
    let behind = 0
    const segments = log.segmentCount
    while (log.segmentCount < segments + 3) {
      await append(log, batch, 'leader')
      if (log.visibleOffset < log.endOffset) behind++
      expect(visibleBytes(log)).to.equal(begin.bytes + (log.visibleOffset - begin.offset) * batch.length)
    }
    expect(behind).to.be.greaterThan(0)
  })

  it('counts bytes on when retention drops segments, and begins at the start of the log', async () => {
    await fill()
    while (log.segments.some((segment) => segment.ended && !segment.sealed)) await store.maintain()
    const before = at(truth.length - 20)
    await store.alterTopic(log.topic, { set: { 'retention.bytes': '1MiB' }, reset: [] })
    await log.retain(nowMs, false)
    expect(log.startOffset).to.be.greaterThan(0)
    expectExact()
    const { bytesBefore } = at(truth.length - 20)
    expect([bytesBefore, log.index.revision]).to.deep.equal([before.bytesBefore, before.revision]) // what is remembered holds
    expect(at(0)).to.deep.equal(at(log.startOffset))
    forgetPoints() // between two points bytes are divided
    expect(visibleBytes(log) - at(0).bytesBefore).to.equal(log.sizeBytes)
    // All of it goes; what comes next is counted on.
    await log.retain(nowMs + 365 * 24 * HOUR_MS, false)
    await store.alterTopic(log.topic, { set: { 'retention.bytes': '0' }, reset: [] })
    while (log.segmentCount > 0) await store.maintain()
    expect(visibleBytes(log)).to.equal(bytes)
    await put(3, 100)
    expectExact()
    expect(at(0).bytesBefore).to.equal(truth.at(-1)?.bytes)
    expect(visibleBytes(log) - at(0).bytesBefore).to.equal(log.sizeBytes)
  })

  it('stays exact where the log begins inside the segment that retention left', async () => {
    await fill()
    while (log.index.recentCount > 0 || log.segments.some(({ ended, sealed }) => ended && !sealed))
      await store.maintain()
    forgetPoints()
    const [, second] = log.segments as [LogSegment, LogSegment]
    await store.deleteRecords(log, Math.round((second.baseOffset + second.endOffset) / 2))
    await log.retain(nowMs, false)
    expect(log.segments[0]).to.equal(second)
    expectExact()
  })

  it('is an estimate where the index was lost, within the times of its segment; what comes then is exact', async () => {
    await fill()
    for (const valueBytes of [100, 2_000, 300]) {
      nowMs += HOUR_MS // the last segment's times go forward
      await put(3, valueBytes)
    }
    await store.close()
    rmSync(join(directory.path, 'index'), { recursive: true })
    await open(directory.path)
    const segments = log.segments.map(({ baseOffset, endOffset, firstAppendMs, lastAppendMs }) => ({
      baseOffset,
      endOffset,
      times: [Math.min(firstAppendMs, lastAppendMs), Math.max(firstAppendMs, lastAppendMs)] as const,
    }))
    const estimatesAll = () => {
      for (const { baseOffset, endOffset, times } of segments) {
        let before = 0
        for (let offset = baseOffset; offset < endOffset; offset++) {
          const found = at(offset)
          expect(found.estimated).to.equal(true)
          expect(found.appendMs).to.be.within(...times)
          if (times[0] === log.segments[0]?.firstAppendMs) expect(found.appendMs).to.be.at.least(before)
          before = found.appendMs
        }
      }
    }
    estimatesAll()
    const first = log.segments[0] as LogSegment
    expect(at(0).appendMs).to.equal(first.firstAppendMs)
    expect(at(first.endOffset - 1).appendMs).to.be.greaterThan((first.firstAppendMs + first.lastAppendMs) / 2)
    const begun = truth.length
    const estimates = truth.map((_, offset) => at(offset).appendMs)
    nowMs += 10 * HOUR_MS
    await put(3, 100)
    // What comes later does not change what was thought of the records in front, but of those of the last batch.
    const last = log.segments.at(-1) as LogSegment
    const lastBatch = truth.findIndex(({ nextBytes }) => nextBytes === truth[begun]?.bytes)
    for (let offset = last.baseOffset; offset < begun; offset++)
      expect(Math.abs(at(offset).appendMs - (estimates[offset] as number)), `offset ${offset}`).to.be.at.most(
        offset < lastBatch ? 0 : HOUR_MS,
      )
    await fill(80)
    expectExact(begun)
    while (log.index.recentCount > 0) await store.maintain()
    await store.close()
    await open(directory.path)
    estimatesAll()
    expectExact(begun)
  })

  it('is an estimate where a release wrote the index that made one anew without saying so; what comes then is exact', async () => {
    await fill()
    await store.close()
    const asked = (appendMsOf: (appendMs: number) => number) =>
      asOlderRelease(directory.path, ({ appendMs, generation }) =>
        generation === 0 ? appendMsOf(appendMs) : undefined,
      )
    expect(await asked((appendMs) => appendMs)).to.be.greaterThan(50)
    await open(directory.path)
    for (const [offset, { appendMs }] of truth.entries()) {
      const found = at(offset)
      expect(found.estimated, `offset ${offset}`).to.equal(true)
      expect(appendMs - found.appendMs, `offset ${offset}`).to.be.within(-999, 999) // for all that it knew the times
    }
    const begun = truth.length
    await put(3, 100)
    nowMs += HOUR_MS
    await fill(80)
    expectExact(begun)
    await store.close()
    expect(await asked(() => nowMs)).to.be.greaterThan(50) // as it did where the index was lost: all of the end
    await open(directory.path)
    for (const offset of truth.keys()) expect(at(offset).estimated, `offset ${offset}`).to.equal(true)
  })

  it('is an estimate where the index is lost while the broker runs, until points know better', async () => {
    await fill()
    const known = at(10)
    forgetPoints()
    while (log.index.recentCount > 0) await store.maintain()
    const { index } = log.context
    ;(index as unknown as { floor: () => never }).floor = () => undefined as never
    ;(index as unknown as { forward: () => void }).forward = () => {}
    log.index.forget()
    expect([known.estimated, known.revision === log.index.revision]).to.deep.equal([false, false])
    expect(at(10).estimated).to.equal(true)
    const { firstAppendMs, lastAppendMs } = log.segments[0] as LogSegment
    expect(at(10).appendMs).to.be.within(firstAppendMs, lastAppendMs)
    const begun = truth.length
    await put(2, 10)
    expectExact(begun)
  })

  it('after a crash is exact up to where the index was written, and an estimate behind it', async () => {
    await fill()
    while (log.index.recentCount > 0) await store.maintain()
    const written = truth.length
    nowMs += 5_000
    await put(4, 300)
    await put(1, 70_000)
    while (log.durableOffset < log.endOffset) await new Promise((resolve) => setTimeout(resolve, 2))
    cpSync(directory.path, crashed, { recursive: true })
    const size = truth.length
    await store.close()
    await open(crashed)
    expect([log.endOffset, store.recovery.clean]).to.deep.equal([size, false])
    expectExact(0, written)
    for (let offset = written; offset < size; offset++) expect(at(offset).estimated).to.equal(true)
    const active = log.segments.at(-1) as LogSegment
    expect(active.firstAppendMs).to.equal(truth[active.baseOffset]?.appendMs) // the index knew
    nowMs = Date.now()
    await put(1, 10)
    expectExact(size)
  })

  it('is an estimate where the index took no writes for so long that entries were forgotten', () => {
    const written = {
      offset: 999,
      position: 999 * ENTRY_BYTES,
      generation: 0,
      estimated: false,
      appendMs: 99_900,
    }
    const full = { floor: () => written, forward: () => {} } as unknown as OffsetIndex
    const index = new LogIndex(full, logIndexKey(Buffer.alloc(16), 0))
    const segment = new LogSegment(0, 0, '')
    segment.endOffset = 300_000
    segment.position = 300_000 * ENTRY_BYTES
    const note = (offset: number) => index.note(segment, offset, offset * ENTRY_BYTES, offset * 100, 0)
    for (let offset = 0; offset < 1_000; offset++) note(offset)
    index.written(1_000, 1_000, 1_000)
    for (let offset = 1_000; offset < 270_000; offset++) note(offset)
    expect(index.recentCount).to.be.below(200_000)
    expect(index.floor(segment, 500)).to.include({ offset: 999, estimated: false }) // as the index has it
    expect(index.floor(segment, 100_000)).to.include({ offset: 1_000, estimated: true })
    expect(index.next(segment, 1_000)).to.include({ offset: 132_072, estimated: false })
  })

  it('passes over what was replayed behind the end of a segment', () => {
    const none = { floor: () => undefined, forward: () => {} } as unknown as OffsetIndex
    const index = new LogIndex(none, logIndexKey(Buffer.alloc(16), 0))
    const segment = new LogSegment(0, 0, '')
    Object.assign(segment, { endOffset: 10, position: 1_000, firstAppendMs: 1_000, lastAppendMs: 2_000 })
    for (const offset of [0, 50]) index.note(segment, offset, offset * ENTRY_BYTES, 2_000, 0, true)
    index.spreadTimes([segment]) // comes back
    expect(index.floor(segment, 5).appendMs).to.equal(1_000)
  })
})

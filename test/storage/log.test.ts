import { expect } from 'chai'
import { batchBaseOffset, batchBytes } from '../../protocol/batch.ts'
import { isSluiceError } from '../../protocol/errors.ts'
import type { AppendOutcome } from '../../storage/append.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import {
  append,
  appended,
  makeBatch,
  makeDirectory,
  openStore,
  readAll,
  readBytes,
  readOnce,
} from './fixture.ts'

const MiB = 1024 * 1024

async function errorOf(work: Promise<AppendOutcome>): Promise<string> {
  return (await work).error?.code ?? 'no error'
}

for (const mode of ['mmap', 'pwrite'] as const) {
  describe(`log, ${mode}`, () => {
    let directory: { path: string; remove: () => void }
    let store: Store

    beforeEach(async () => {
      directory = makeDirectory()
      store = await openStore(directory.path, { appendMode: mode })
    })
    afterEach(async () => {
      await store.close()
      directory.remove()
    })

    async function makeLog(settings: Record<string, string> = {}): Promise<Log> {
      const topic = await store.createTopic({ name: 'orders', partitions: 1, settings })
      return topic.logs[0] as Log
    }

    it('gives offsets in order and reads what was appended', async () => {
      const log = await makeLog()
      const outcomes = await Promise.all(
        [1, 2, 3].map((count) => appended(log, makeBatch({ count, label: `b${count}` }))),
      )
      expect(outcomes.map(({ baseOffset, appendedOffset }) => [baseOffset, appendedOffset])).to.deep.equal([
        [0, 1],
        [1, 3],
        [3, 6],
      ])
      const records = await readAll(log)
      expect(records.map((record) => record.offset)).to.deep.equal([0, 1, 2, 3, 4, 5])
      expect(records.map((record) => String(record.key))).to.deep.equal([
        'b1-0',
        'b2-0',
        'b2-1',
        'b3-0',
        'b3-1',
        'b3-2',
      ])
    })

    it('answers acks=all when it is durable, leader and none when it is in the log', async () => {
      const log = await makeLog()
      let durableAtAnswer = -1
      log.append({
        source: makeBatch(),
        start: 0,
        length: makeBatch().length,
        acks: 'leader',
        done: (o) => (durableAtAnswer = o.durableOffset),
      })
      const all = await appended(log, makeBatch())
      expect(durableAtAnswer).to.equal(0)
      expect(all.durableOffset).to.equal(2)
      expect(log.visibleOffset).to.equal(2)
    })

    it('shows a consumer of a disk topic nothing that is not durable', async () => {
      const log = await makeLog()
      const batch = makeBatch({ count: 2 })
      await appended(log, batch)
      await readOnce(log, 0)
      void append(log, batch, 'leader') // in the log at once, on disk a little later
      const read = log.read(0, 1 << 20)
      if (read instanceof Promise) throw new Error('cold')
      expect([log.endOffset, log.visibleOffset]).to.deep.equal([4, 2])
      expect(read.bytes).to.equal(batch.length)
      const beyond = log.read(2, 1 << 20)
      expect(beyond).to.deep.equal({ ranges: [], bytes: 0, offsets: 0 })
      while (log.visibleOffset < 4) await new Promise((resolve) => setTimeout(resolve, 2))
      expect((await readAll(log)).length).to.equal(4)
    })

    it('a memory topic is visible at once and durable later', async () => {
      const log = await makeLog({ durability: 'memory', 'flush.interval.ms': '20' })
      const outcome = await appended(log, makeBatch({ count: 2 }))
      expect(outcome.durableOffset).to.equal(0)
      expect(log.visibleOffset).to.equal(2)
      expect(await readAll(log)).to.have.lengthOf(2)
      while (log.durableOffset < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    })

    it('seals the ended segments of a memory topic with its flush, and no more of them wait than 16', async () => {
      const log = await makeLog({
        durability: 'memory',
        'segment.bytes': '1MiB',
        'flush.interval.ms': '1m',
      })
      const batch = makeBatch({ count: 4, valueBytes: 200_000 }) // one fills a segment
      const unsealed = () => log.segments.filter(({ ended, sealed }) => ended && !sealed).length
      for (let i = 0; i < 12; i++) await appended(log, batch)
      expect([unsealed(), log.durableOffset]).to.deep.equal([11, 0])
      for (let i = 0; i < 12; i++) await appended(log, batch)
      while (unsealed() > 16) await new Promise((resolve) => setTimeout(resolve, 2))
      expect([unsealed(), log.durableOffset]).to.deep.equal([16, 7 * 4])
      await store.alterTopic(log.topic, { set: { durability: 'disk' }, reset: [] })
      while (unsealed() > 0) await new Promise((resolve) => setTimeout(resolve, 2))
      while (log.durableOffset < log.endOffset) await new Promise((resolve) => setTimeout(resolve, 2))
      expect((await readAll(log)).length).to.equal(24 * 4)
    })

    it('rolls when a segment is full, and reads across', async () => {
      const log = await makeLog({ 'segment.bytes': '1MiB' })
      const batch = makeBatch({ count: 4, valueBytes: 50_000 })
      for (let i = 0; i < 14; i++) void append(log, batch, 'leader')
      await appended(log, batch)
      expect(log.segmentCount).to.equal(3)
      expect(log.endOffset).to.equal(60)
      expect((await readAll(log)).map(({ offset }) => offset)).to.deep.equal(
        Array.from({ length: 60 }, (_, i) => i),
      )
      for (const segment of log.segments.slice(0, -1)) expect(segment.position).to.be.at.most(MiB)
    })

    it('cuts a read on a batch boundary, and sends one batch at least', async () => {
      const log = await makeLog()
      const batch = makeBatch({ count: 2, valueBytes: 1_000 })
      for (let i = 0; i < 10; i++) await appended(log, batch)
      expect((await readBytes(log, 0, 1)).length).to.equal(batch.length)
      expect((await readBytes(log, 5, batch.length * 2 + 10)).length).to.equal(batch.length * 2)
      const middle = await readBytes(log, 5, batch.length)
      expect(batchBaseOffset(middle, 0)).to.equal(4)
      expect(batchBytes(middle, 0)).to.equal(batch.length)
      expect(await readOnce(log, 20)).to.equal(undefined)
    })

    it('finds places by its index in a log of many entries', async () => {
      const log = await makeLog({ 'segment.bytes': '4MiB', durability: 'memory', 'flush.interval.ms': '10' })
      const batch = makeBatch({ count: 3, valueBytes: 7_000 })
      for (let i = 0; i < 400; i++) await appended(log, batch, 'leader')
      for (const flushed of [false, true]) {
        if (flushed) {
          while (log.durableOffset < log.endOffset) await new Promise((resolve) => setTimeout(resolve, 20))
          await store.maintain()
          expect(log.index.recentCount).to.equal(0)
        }
        for (const offset of [0, 1, 599, 600, 601, 1_000, 1_199]) {
          const bytes = await readBytes(log, offset, 300_000)
          expect(batchBaseOffset(bytes, 0)).to.equal(offset - (offset % 3))
          expect(bytes.length % batch.length).to.equal(0)
          expect(bytes.length).to.be.within(batch.length, 300_000)
        }
      }
      expect((await readAll(log, 0, 100_000)).length).to.equal(1_200)
    })

    it('finds the batch of a timestamp', async () => {
      const log = await makeLog({ 'segment.bytes': '1MiB' })
      for (let i = 0; i < 30; i++)
        await appended(
          log,
          makeBatch({ count: 2, valueBytes: 40_000, timestamp: 1_000_000 + i * 1_000 }),
          'leader',
        )
      await appended(log, makeBatch({ timestamp: 1_040_000 }))
      expect(log.segmentCount).to.be.greaterThan(1)
      expect(await log.findTime(0)).to.deep.equal({ found: true, offset: 0, leaderEpoch: store.bootEpoch })
      expect((await log.findTime(1_015_000)).offset).to.equal(30)
      expect((await log.findTime(1_014_001)).offset).to.equal(30)
      expect((await log.findTime(1_040_000)).offset).to.equal(60)
      expect((await log.findTime(1_040_001)).found).to.equal(false)
    })

    it('refuses what is no sound batch and stores nothing of it', async () => {
      const log = await makeLog({ 'max.message.bytes': '2KiB' })
      const good = makeBatch()
      const flipped = Buffer.from(good)
      flipped[70] = (flipped[70] as number) ^ 1
      const control = Buffer.from(good)
      control.writeInt16BE(0x20, 21)
      const offset = Buffer.from(good)
      offset.writeInt32BE(5, 4)
      const magic = Buffer.from(good)
      magic.writeInt8(1, 16)
      const codec = Buffer.from(good)
      codec.writeInt16BE(7, 21)
      expect(await errorOf(append(log, flipped))).to.equal('CORRUPT_BATCH')
      expect(await errorOf(append(log, good.subarray(0, good.length - 1)))).to.equal('CORRUPT_BATCH')
      expect(await errorOf(append(log, magic))).to.equal('CORRUPT_BATCH')
      expect(await errorOf(append(log, control))).to.equal('INVALID_BATCH')
      expect(await errorOf(append(log, offset))).to.equal('INVALID_BATCH')
      expect(await errorOf(append(log, codec))).to.equal('UNSUPPORTED_CODEC')
      expect(await errorOf(append(log, Buffer.alloc(0)))).to.equal('INVALID_BATCH')
      expect(await errorOf(append(log, makeBatch({ valueBytes: 3_000 })))).to.equal('MESSAGE_TOO_LARGE')
      expect(await errorOf(append(log, makeBatch({ timestamp: Date.now() + 2 * 3_600_000 })))).to.equal(
        'INVALID_TIMESTAMP',
      )
      expect(await errorOf(append(log, makeBatch({ timestamp: Date.now() + 3_000_000 })))).to.equal(
        'no error',
      )
      expect(await errorOf(append(log, Buffer.concat([good, flipped])))).to.equal('CORRUPT_BATCH')
      expect(log.endOffset).to.equal(1)
    })

    it('takes many batches at once, in one step', async () => {
      const log = await makeLog()
      const outcome = await appended(log, Buffer.concat([makeBatch({ count: 2 }), makeBatch({ count: 3 })]))
      expect([outcome.baseOffset, outcome.appendedOffset]).to.deep.equal([0, 5])
      expect((await readAll(log)).length).to.equal(5)
    })

    it('answers a repeated batch with the original offset', async () => {
      const log = await makeLog()
      const batch = (baseSequence: number, count = 1) =>
        makeBatch({ producerId: 9, producerEpoch: 0, baseSequence, count })
      await appended(log, batch(0, 2))
      const [first, repeat] = await Promise.all([appended(log, batch(2, 3)), appended(log, batch(2, 3))])
      expect([first.baseOffset, first.duplicate]).to.deep.equal([2, false])
      expect([
        repeat.baseOffset,
        repeat.appendedOffset,
        repeat.duplicate,
        repeat.durableOffset,
      ]).to.deep.equal([2, 5, true, 5])
      expect(await errorOf(append(log, batch(9)))).to.equal('OUT_OF_ORDER_SEQUENCE')
      expect(
        await errorOf(append(log, makeBatch({ producerId: 10, producerEpoch: 0, baseSequence: 3 }))),
      ).to.equal('UNKNOWN_PRODUCER_ID')
      const two = Buffer.concat([batch(5), batch(6)])
      expect((await appended(log, two)).appendedOffset).to.equal(7)
      const again = await appended(log, two)
      expect([again.baseOffset, again.appendedOffset, again.duplicate]).to.deep.equal([5, 7, true])
      expect(await errorOf(append(log, Buffer.concat([batch(6), batch(7)])))).to.equal('INVALID_BATCH')
      expect(await errorOf(append(log, Buffer.concat([batch(7), batch(9)])))).to.equal(
        'OUT_OF_ORDER_SEQUENCE',
      )
      expect(log.endOffset).to.equal(7)
    })

    it('tells the readable range to a read outside of it', async () => {
      const log = await makeLog()
      for (let i = 0; i < 3; i++) await appended(log, makeBatch({ count: 2 }))
      expect(await store.deleteRecords(log, 3)).to.equal(3)
      for (const offset of [2, 7]) {
        const read = log.read(offset, 100)
        if (read instanceof Promise) throw new Error('cold')
        expect(read.error?.code).to.equal('OFFSET_OUT_OF_RANGE')
        expect(read.error?.details).to.deep.equal({ logStartOffset: 3, visibleOffset: 6 })
      }
      expect((await readAll(log)).map(({ offset }) => offset)).to.deep.equal([3, 4, 5])
    })

    it('wakes who waits for records', async () => {
      const log = await makeLog()
      const woken = new Promise<number>((resolve) => {
        const stop = log.onVisible(() => {
          stop()
          resolve(log.visibleOffset)
        })
      })
      void append(log, makeBatch({ count: 4 }))
      expect(await woken).to.equal(4)
    })

    it('knows where epochs end', async () => {
      const log = await makeLog()
      await appended(log, makeBatch({ count: 4 }))
      expect(log.epochEnd(store.bootEpoch)).to.equal(4)
      await store.close()
      store = await openStore(directory.path, { appendMode: mode })
      const again = store.topicByName('orders')?.logs[0] as Log
      await appended(again, makeBatch({ count: 2 }))
      expect(again.epochEnd(store.bootEpoch - 1)).to.equal(4)
      expect(again.epochEnd(store.bootEpoch)).to.equal(6)
      expect(again.epochEnd(store.bootEpoch + 1)).to.equal(undefined)
    })

    it('refuses appends once it closes', async () => {
      const log = await makeLog()
      await appended(log, makeBatch())
      await store.close()
      await store.close()
      expect(await errorOf(append(log, makeBatch()))).to.equal('SHUTTING_DOWN')
      await store.createTopic({ name: 'b', partitions: 1, settings: {} }).then(
        () => expect.fail('created'),
        (error) => expect(isSluiceError(error) && error.code).to.equal('SHUTTING_DOWN'),
      )
    })
  })
}

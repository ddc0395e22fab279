// What is derived from a log, after a crash that took a part of it or of what was derived: times, producers, epochs.
import { expect } from 'chai'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import { append, appended, makeBatch, makeDirectory, openStore, readAll } from './fixture.ts'

describe('what is derived from a log', () => {
  let directory: { path: string; remove: () => void }
  let crashed: string
  let stores: Store[]

  beforeEach(() => {
    directory = makeDirectory()
    crashed = `${directory.path}-crashed`
    stores = []
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    directory.remove()
    rmSync(crashed, { recursive: true, force: true })
  })

  async function open(path: string): Promise<{ store: Store; log: Log }> {
    const store = await openStore(path)
    stores.push(store)
    return { store, log: store.topicByName('t')?.logs[0] as Log }
  }

  async function make(settings: Record<string, string> = {}): Promise<{ store: Store; log: Log }> {
    const { store } = await open(directory.path)
    const topic = await store.createTopic({ name: 't', partitions: 1, settings })
    return { store, log: topic.logs[0] as Log }
  }

  const crash = () => cpSync(directory.path, crashed, { recursive: true })
  const batch = (sequence: number, label = `s${sequence}`) =>
    makeBatch({ producerId: 5, producerEpoch: 0, baseSequence: sequence, label })

  /** Damages the last `count` bytes that the log holds. */
  function damageEnd(log: Log, count: number): void {
    const segment = log.segments[log.segments.length - 1] as Log['segments'][number]
    const path = segment.path.replace(directory.path, crashed)
    const bytes = readFileSync(path)
    bytes.fill(0x55, segment.position - count, segment.position)
    writeFileSync(path, bytes)
  }

  it('writes many index entries in slices, of which each covers what it holds and no more', async () => {
    const { log } = await make({ durability: 'memory', 'flush.interval.ms': '10' })
    const { index } = log.context
    const large = (count: number) => makeBatch({ valueBytes: 65_536, timestamp: 1_700_000_000_000 + count }) // each gets an entry
    for (let count = 0; count < 1_500; count++) await appended(log, large(count), 'leader')
    await appended(log, large(1_500))
    while (log.durableOffset < log.endOffset) await new Promise((resolve) => setTimeout(resolve, 2))
    const covers: number[] = []
    const write = index.write.bind(index)
    index.write = async (updates) => {
      const wrote = await write(updates)
      for (const { entries, cover } of updates) {
        expect(entries.length).to.be.at.most(1_000)
        expect(entries.at(-1)?.offset ?? -1).to.be.below(cover.offset)
        covers.push(cover.offset)
        if (covers.length === 1) crash()
      }
      return wrote
    }
    while (log.index.recentCount > 0) await stores[0]!.maintain()
    index.write = write
    expect([covers[0], covers.at(-1)]).to.deep.equal([1_000, 1_501])
    for (const store of [stores[0]!, (await open(crashed)).store]) {
      const found = store.topicByName('t')?.logs[0] as Log
      for (const count of [0, 999, 1_000, 1_001, 1_500])
        expect(await found.findTime(1_700_000_000_000 + count)).to.include({ found: true, offset: count })
    }
  })

  it('finds a time in what the checkpoint and the index covered before a crash', async () => {
    const { store, log } = await make()
    for (let count = 0; count < 5; count++)
      await appended(log, makeBatch({ timestamp: 1_700_000_000_000 + count }))
    await store.maintain()
    crash()
    const again = await open(crashed)
    expect(again.store.recovery.scannedLogs).to.equal(1)
    expect(await again.log.findTime(1_700_000_000_003)).to.include({ found: true, offset: 3 })
    await again.store.close()
    const third = await open(crashed)
    expect(await third.log.findTime(1_700_000_000_003)).to.include({ found: true, offset: 3 })
  })

  it('the index forgets producers of batches that were cut', async () => {
    const { store, log } = await make()
    for (let sequence = 0; sequence < 10; sequence++) await appended(log, batch(sequence))
    await store.maintain()
    crash()
    rmSync(join(crashed, 'checkpoint'))
    damageEnd(log, 10) // durable, and yet cut: nobody knows how far it was durable
    const again = await open(crashed)
    expect(again.log.endOffset).to.equal(9)
    for (let count = 0; count < 5; count++) await appended(again.log, makeBatch({ label: 'other' }))
    rmSync(directory.path, { recursive: true })
    cpSync(crashed, directory.path, { recursive: true }) // the second crash, before the index was written again
    const third = await open(directory.path)
    const repeat = await append(third.log, batch(9))
    expect([repeat.error?.code, repeat.duplicate, repeat.baseOffset]).to.deep.equal([undefined, false, 14])
  })

  it('who saw records that a crash cut is told where the log went another way', async () => {
    const { store, log } = await make({ durability: 'memory', 'flush.interval.ms': '60s' })
    for (let count = 0; count < 6; count++) await appended(log, makeBatch({ label: `a${count}` }))
    const seen = { epoch: log.leaderEpoch, offset: 6 } // a consumer read all of them
    expect((await readAll(log)).length).to.equal(6)
    expect(log.epochEnd(seen.epoch)).to.equal(6)
    crash()
    damageEnd(log, 100)
    const again = await open(crashed)
    const cutTo = again.log.endOffset
    expect(cutTo).to.be.within(4, 5)
    expect(again.log.epochEnd(seen.epoch)).to.equal(cutTo) // below what it saw: LOG_TRUNCATED
    for (let count = 0; count < 6; count++) await appended(again.log, makeBatch({ label: `b${count}` }))
    expect(again.log.epochEnd(seen.epoch)).to.equal(cutTo)
    expect(again.log.epochEnd(again.log.leaderEpoch)).to.equal(cutTo + 6)
    await again.store.close()
    const third = await open(crashed)
    expect(third.log.epochEnd(seen.epoch)).to.equal(cutTo)
    expect(third.log.epochEnd(seen.epoch + 1)).to.equal(cutTo + 6)
    expect(third.store.bootEpoch).to.be.greaterThan(store.bootEpoch + 1)
  })
})

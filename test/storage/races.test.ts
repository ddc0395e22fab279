// Settings that change while appends wait, and topics that go while everything of theirs is under way: every append is answered
// once, in order, and what was answered is there.
import { expect } from 'chai'
import type { AppendOutcome } from '../../storage/append.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import { makeBatch, makeDirectory, openStore, readAll, readOnce } from './fixture.ts'

const turns = async (count: number) => {
  for (; count > 0; count--) await new Promise((resolve) => setImmediate(resolve))
}
const below = (count: number) => Math.floor(Math.random() * count)

describe('races', function () {
  this.timeout(20_000)
  let directory: { path: string; remove: () => void }
  let store: Store

  beforeEach(async () => {
    directory = makeDirectory()
    store = await openStore(directory.path)
  })
  afterEach(async () => {
    await store.close()
    directory.remove()
  })

  /** Appends that are not waited for; each answer is kept, a second one is an error. */
  function appendMany(log: Log, count: number, valueBytes: number, answers: (AppendOutcome | undefined)[]) {
    for (let left = count; left > 0; left--) {
      const place = answers.length
      answers.push(undefined)
      const source = makeBatch({ valueBytes, label: `s${place}` })
      const acks = (['all', 'leader', 'none'] as const)[place % 3] as 'all'
      const done = (outcome: AppendOutcome) => {
        expect(answers[place]).to.equal(undefined)
        answers[place] = outcome
      }
      log.append({ source, start: 0, length: source.length, acks, done })
    }
  }

  async function answered(answers: (AppendOutcome | undefined)[]): Promise<AppendOutcome[]> {
    while (answers.includes(undefined)) await new Promise((resolve) => setTimeout(resolve, 1))
    return answers as AppendOutcome[]
  }

  it('settings change while appends wait: order, durability and records stay', async () => {
    const settings = { 'segment.bytes': '1MiB', 'flush.interval.ms': '20' }
    const topic = await store.createTopic({ name: 't', partitions: 1, settings })
    const log = topic.logs[0] as Log
    const answers: (AppendOutcome | undefined)[] = []
    for (let round = 0; round < 60; round++) {
      appendMany(log, 1 + below(4), [100, 5_000, 150_000][below(3)] as number, answers)
      const set = {
        durability: below(2) === 0 ? 'memory' : 'disk',
        'append.mode': below(2) === 0 ? 'mmap' : 'pwrite',
        'segment.bytes': below(2) === 0 ? '1MiB' : '2MiB',
      }
      const altered = store.alterTopic(topic, { set, reset: [] })
      appendMany(log, below(3), 1_000, answers)
      await turns(below(4))
      expect(log.durableOffset).to.be.at.most(log.endOffset)
      const read = log.read(log.startOffset, 1 << 20)
      if (read instanceof Promise) await read
      else expect(read.error).to.equal(undefined)
      await altered
    }
    const outcomes = await answered(answers)
    expect(outcomes.map(({ error, baseOffset }) => error?.message ?? baseOffset)).to.deep.equal(
      outcomes.map((_, place) => place),
    )
    await store.alterTopic(topic, { set: { durability: 'disk' }, reset: [] })
    while (log.durableOffset < log.endOffset) await new Promise((resolve) => setTimeout(resolve, 1))
    await store.close()
    store = await openStore(directory.path)
    expect(store.recovery).to.include({ clean: true, cleanLogs: 1 })
    const records = await readAll(store.topicByName('t')?.logs[0] as Log)
    expect(records.map(({ key }) => String(key))).to.deep.equal(outcomes.map((_, place) => `s${place}-0`))
  })

  it('a topic that is deleted at any moment answers everybody', async () => {
    const answers: (AppendOutcome | undefined)[] = []
    for (let round = 0; round < 40; round++) {
      const topic = await store.createTopic({
        name: 't',
        partitions: 2,
        settings: { 'segment.bytes': '1MiB' },
      })
      const reads: Promise<unknown>[] = []
      for (const log of topic.logs) {
        appendMany(log, below(8), 300_000, answers)
        await turns(below(5))
        reads.push(log.findTime(1_600_000_000_000), readOnce(log, 0), log.retain(Date.now() + 1e10, true))
      }
      const deleted = store.deleteTopic(topic)
      for (const log of topic.logs) appendMany(log, below(3), 300_000, answers)
      const maintained = store.maintain()
      await Promise.all([deleted, maintained, Promise.allSettled(reads)])
    }
    for (const { error } of await answered(answers))
      expect([undefined, 'UNKNOWN_TOPIC_ID']).to.include(error?.code)
    await store.deletionsDone()
    expect(store.stats()).to.include({ topics: 0, sealedSegmentsOpen: 0 })
  })

  it('a store that closes at any moment answers everybody, and opens clean', async () => {
    for (let round = 0; round < 12; round++) {
      const topic =
        store.topicByName('t') ??
        (await store.createTopic({ name: 't', partitions: 3, settings: { 'segment.bytes': '1MiB' } }))
      const answers: (AppendOutcome | undefined)[] = []
      for (const log of topic.logs) appendMany(log, below(8), 300_000, answers)
      await turns(below(6))
      const closed = store.close()
      for (const log of topic.logs) appendMany(log, 1, 300_000, answers)
      const ends = answered(answers)
      await closed
      for (const { error } of await ends) expect([undefined, 'SHUTTING_DOWN']).to.include(error?.code)
      const end = topic.logs.map((log) => log.endOffset)
      store = await openStore(directory.path)
      expect(store.recovery).to.include({ clean: true, cleanLogs: 3 })
      expect(store.topicByName('t')?.logs.map((log) => log.endOffset)).to.deep.equal(end)
    }
  })
})

import { expect } from 'chai'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isSluiceError } from '../../protocol/errors.ts'
import type { Log } from '../../storage/log.ts'
import { listSegments, segmentFileName } from '../../storage/directory.ts'
import { readMetadataRecords } from '../../storage/metadata-read.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import { append, appended, makeBatch, makeDirectory, openStore, readAll, readOnce } from './fixture.ts'

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error) => (isSluiceError(error) ? error.code : String(error)),
  )
}

describe('topics of a store', () => {
  let directory: { path: string; remove: () => void }
  let store: Store
  let nowMs: number

  beforeEach(async () => {
    directory = makeDirectory()
    nowMs = Date.now()
    store = await openStore(directory.path, { clock: { nowMs: () => nowMs } })
  })
  afterEach(async () => {
    await store.close()
    directory.remove()
  })

  async function restart(): Promise<void> {
    await store.close()
    store = await openStore(directory.path, { clock: { nowMs: () => nowMs } })
  }

  const make = (name: string, settings: Record<string, string> = {}, partitions = 1): Promise<Topic> =>
    store.createTopic({ name, partitions, settings })
  const log = (topic: Topic): Log => topic.logs[0] as Log

  it('come back after a restart, with settings and partitions', async () => {
    const made = await make('a', { 'retention.bytes': '64MiB' }, 3)
    await restart()
    const topic = store.topicByName('a') as Topic
    expect(topic.id.equals(made.id)).to.equal(true)
    expect(store.topicById(made.id)).to.equal(topic)
    expect(topic.logs.map(({ partition }) => partition)).to.deep.equal([0, 1, 2])
    expect(topic.settings.retentionBytes).to.equal(67_108_864)
    expect([...topic.overrides]).to.deep.equal([['retention.bytes', '64MiB']])
    expect([...store.topics()].length).to.equal(1)
  })

  it('refuses bad names, numbers, settings and names that exist', async () => {
    await make('a')
    expect(await codeOf(make('a'))).to.equal('TOPIC_EXISTS')
    expect(await codeOf(Promise.all([make('b'), make('b')]))).to.equal('TOPIC_EXISTS')
    for (const name of ['', '..', 'a/b', 'x'.repeat(250)])
      expect(await codeOf(make(name)), name).to.equal('INVALID_TOPIC_NAME')
    for (const partitions of [0, -1, 1.5, 5_000])
      expect(await codeOf(make('c', {}, partitions))).to.equal('INVALID_PARTITIONS')
    expect(await codeOf(make('c', { colour: 'red' }))).to.equal('INVALID_SETTING')
    await store.createTopic({ name: 'd', partitions: 1, settings: {} }, true)
    expect(store.topicByName('d')).to.equal(undefined)
  })

  it('changes settings and grows, durably', async () => {
    const topic = await make('a', { 'retention.ms': '1h' })
    await appended(log(topic), makeBatch())
    await store.alterTopic(topic, { set: { durability: 'memory' }, reset: ['retention.ms'], partitions: 3 })
    expect(topic.settings.durability).to.equal('memory')
    expect(topic.settings.retentionMs).to.equal(604_800_000)
    expect(await codeOf(store.alterTopic(topic, { set: {}, reset: [], partitions: 2 }))).to.equal(
      'INVALID_PARTITIONS',
    )
    expect(await codeOf(store.alterTopic(topic, { set: { durability: 'x' }, reset: [] }))).to.equal(
      'INVALID_SETTING',
    )
    await appended(topic.logs[2] as Log, makeBatch())
    await restart()
    const again = store.topicByName('a') as Topic
    expect(again.logs.map(({ endOffset }) => endOffset)).to.deep.equal([1, 0, 1])
    expect(again.settings.durability).to.equal('memory')
  })

  it('a deleted topic fails who waits, its files go, and its name begins anew', async () => {
    const topic = await make('a', {}, 2)
    await appended(log(topic), makeBatch({ count: 5 }))
    let woken = false
    log(topic).onVisible(() => {
      woken = true
    })
    const path = join(directory.path, 'logs', topic.idHex)
    await store.deleteTopic(topic)
    expect(woken).to.equal(true)
    expect(topic.deleted).to.equal(true)
    expect(store.topicById(topic.id)).to.equal(undefined)
    expect((await append(log(topic), makeBatch())).error?.code).to.equal('UNKNOWN_TOPIC_ID')
    expect(await codeOf(readOnce(log(topic), 0))).to.equal('UNKNOWN_TOPIC_ID')
    expect(await codeOf(store.deleteTopic(topic))).to.equal('UNKNOWN_TOPIC_ID')
    const again = await make('a')
    expect(again.id.equals(topic.id)).to.equal(false)
    expect((await appended(log(again), makeBatch())).baseOffset).to.equal(0)
    await store.deletionsDone()
    expect(existsSync(path)).to.equal(false)
    await restart()
    expect(log(store.topicByName('a') as Topic).endOffset).to.equal(1)
  })

  it('answers appends that wait when their topic is deleted', async () => {
    const topic = await make('a')
    const waiting = Array.from({ length: 20 }, () => append(log(topic), makeBatch()))
    await store.deleteTopic(topic)
    for (const outcome of await Promise.all(waiting))
      expect([undefined, 'UNKNOWN_TOPIC_ID']).to.include(outcome.error?.code)
  })

  it('finishes a deletion that a crash interrupted', async () => {
    const topic = await make('a', {}, 2)
    await appended(log(topic), makeBatch())
    await store.deleteTopic(topic)
    // The id is durably dead, its files are still there: no turn of the event loop has passed.
    const crashed = `${directory.path}-crashed`
    cpSync(directory.path, crashed, { recursive: true })
    const path = join(crashed, 'logs', topic.idHex)
    expect(existsSync(path)).to.equal(true)
    const again = await openStore(crashed)
    expect(again.topicByName('a')).to.equal(undefined)
    await again.deletionsDone()
    expect(existsSync(path)).to.equal(false)
    await again.close()
    const third = await openStore(crashed)
    expect(third.recovery.clean).to.equal(true)
    await third.close()
    const [newest] = listSegments(join(crashed, 'meta')).reverse()
    const bytes = readFileSync(join(crashed, 'meta', segmentFileName(newest?.baseOffset as number, 0)))
    const kinds = readMetadataRecords(bytes).records.map(({ change }) => change)
    expect(kinds).to.deep.equal(['snapshotBegin', 'brokerBooted', 'producerIds', 'snapshotEnd'])
    rmSync(crashed, { recursive: true })
  })

  it('retains by bytes: exactly the oldest sealed segments go, readers are never torn', async () => {
    const topic = await make('a', { 'segment.bytes': '1MiB', 'retention.bytes': '2MiB' })
    const batch = makeBatch({ valueBytes: 200_000 })
    for (let i = 0; i < 29; i++) await appended(log(topic), batch)
    const sizes = log(topic).segments.map(({ position }) => position)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    let expected = 0
    for (let left = total; left - (sizes[expected] as number) >= 2 * 1024 * 1024; expected++)
      left -= sizes[expected] as number
    const starts = log(topic).segments.map(({ baseOffset }) => baseOffset)
    while (
      log(topic)
        .segments.slice(0, -1)
        .some(({ sealed }) => !sealed)
    )
      await new Promise((resolve) => setTimeout(resolve, 5))
    await store.maintain()
    expect(expected).to.be.greaterThan(1)
    expect(log(topic).startOffset).to.equal(starts[expected])
    const files = readdirSync(dirname((log(topic).segments[0] as { path: string }).path))
    expect(files.length).to.equal(log(topic).segmentCount)
    expect(await codeOf(readOnce(log(topic), 0))).to.equal('OFFSET_OUT_OF_RANGE')
    expect((await readAll(log(topic))).length).to.equal(29 - log(topic).startOffset)
    const { startOffset } = log(topic)
    await restart()
    expect(log(store.topicByName('a') as Topic).startOffset).to.equal(startOffset)
    expect(store.recovery.clean).to.equal(true)
    expect(store.recovery.scannedLogs).to.equal(0)
  })

  it('retains by age: an idle active segment is sealed and goes, offsets go on', async () => {
    const topic = await make('a', { 'retention.ms': '1m' })
    await appended(log(topic), makeBatch({ count: 7 }))
    nowMs += 59_000
    await store.maintain()
    expect(log(topic).segmentCount).to.equal(1)
    nowMs += 2_000
    await store.maintain() // seals
    while (!log(topic).segments[0]?.sealed) await new Promise((resolve) => setTimeout(resolve, 5))
    await store.maintain() // drops
    expect([log(topic).segmentCount, log(topic).startOffset, log(topic).endOffset]).to.deep.equal([0, 7, 7])
    await restart()
    const again = log(store.topicByName('a') as Topic)
    expect([again.startOffset, again.endOffset, store.recovery.scannedLogs]).to.deep.equal([7, 7, 0])
    expect((await appended(again, makeBatch())).baseOffset).to.equal(7)
    expect((await readAll(again)).length).to.equal(1)
  })

  it('does not delete by age when the clock jumps', async () => {
    const topic = await make('a', { 'retention.ms': '1m', 'segment.bytes': '1MiB' })
    const batch = makeBatch({ valueBytes: 400_000 })
    for (let i = 0; i < 5; i++) await appended(log(topic), batch)
    nowMs += 30 * 86_400_000
    await store.maintain()
    expect(log(topic).startOffset).to.equal(0)
  })

  it('deletes records below an offset, durably, also all of them', async () => {
    const topic = await make('a', { 'segment.bytes': '1MiB' })
    const batch = makeBatch({ valueBytes: 400_000 })
    for (let i = 0; i < 5; i++) await appended(log(topic), batch)
    expect(await store.deleteRecords(log(topic), 3)).to.equal(3)
    expect(await store.deleteRecords(log(topic), 1)).to.equal(3)
    expect(await codeOf(store.deleteRecords(log(topic), 6))).to.equal('OFFSET_OUT_OF_RANGE')
    while (!log(topic).segments[0]?.sealed) await new Promise((resolve) => setTimeout(resolve, 5))
    await store.maintain()
    expect(log(topic).segments[0]?.baseOffset).to.equal(2)
    expect(await store.deleteRecords(log(topic), 5)).to.equal(5)
    await restart()
    expect(log(store.topicByName('a') as Topic).startOffset).to.equal(5)
    expect((await appended(log(store.topicByName('a') as Topic), batch)).baseOffset).to.equal(5)
  })

  it('opens 1,000 partitions after a clean stop without opening a segment', async () => {
    const topics = await Promise.all(Array.from({ length: 10 }, (_, place) => make(`t${place}`, {}, 100)))
    await Promise.all(
      topics.flatMap((topic) => topic.logs.map((one) => appended(one, makeBatch(), 'leader'))),
    )
    await restart()
    expect(store.recovery).to.include({ cleanLogs: 1_000, scannedLogs: 0, headersReadLogs: 0 })
    const { engine, sealedSegmentsOpened, logs } = store.stats()
    expect({
      logs,
      sealedSegmentsOpened,
      mappings: engine.mappings,
      coldReads: engine.coldReads,
    }).to.deep.equal({
      logs: 1_000,
      sealedSegmentsOpened: 0,
      mappings: 0,
      coldReads: 0,
    })
  })
})

// Groups and committed offsets on a real store: durable, bounded, and more of them than one step of a segment takes.
import { expect } from 'chai'
import { cpSync, rmSync } from 'node:fs'
import { isSluiceError } from '../../protocol/errors.ts'
import type { GroupStateInit, PartitionCommitInit } from '../../protocol/messages.ts'
import type { Store } from '../../storage/store.ts'
import { makeDirectory, openStore } from './fixture.ts'

const PARTITIONS = 500

describe('stored groups', () => {
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

  async function open(path = directory.path): Promise<Store> {
    const store = await openStore(path)
    stores.push(store)
    return store
  }

  it('a state of more than a mebibyte is snapshot and read again', async () => {
    const store = await open()
    const { id: topicId } = await store.createTopic({ name: 't', partitions: PARTITIONS, settings: {} })
    const offsets = Array.from({ length: PARTITIONS }, (_, partition): PartitionCommitInit => {
      return { topicId, partition, offset: 1e9 + partition, leaderEpoch: 7, hasLeaderEpoch: true }
    })
    const groupCount = 80 // 40,000 offsets of 35 bytes
    const commits = Array.from({ length: groupCount }, (_, n) =>
      store.groups.commit(`g${n}`, 1_000 + n, offsets),
    )
    await Promise.all(commits)
    cpSync(directory.path, crashed, { recursive: true })
    const again = await open(crashed) // a start writes a snapshot
    await again.close()
    const third = await open(crashed)
    expect(third.groups.offsetCount).to.equal(groupCount * PARTITIONS)
    const last = third.groups.get(`g${groupCount - 1}`)
    expect(last?.lastCommitMs).to.equal(1_000 + groupCount - 1)
    expect(last?.offsets.get(topicId.toString('hex'))?.get(PARTITIONS - 1)).to.deep.equal({
      offset: 1e9 + PARTITIONS - 1,
      leaderEpoch: 7,
      committedMs: 1_000 + groupCount - 1,
    })
  })

  it('a change larger than a segment could take is refused, and the log goes on', async () => {
    const store = await open()
    const members = Array.from({ length: 200 }, (_, n) => ({
      memberId: `m${n}`,
      topics: Array.from({ length: 100 }, (_, topic) => `${topic}`.padEnd(240, 'x')),
    }))
    const code = await store.groups.save({ name: 'vast', members }).then(
      () => 'nothing',
      (error: unknown) => (isSluiceError(error) ? error.code : error),
    )
    expect(code).to.equal('MESSAGE_TOO_LARGE')
    await store.groups.save({ name: 'small' })
    expect([...store.groups.all()].map(({ state }) => state.name)).to.deep.equal(['small'])
  })

  it('stores what the group was when it was handed over', async () => {
    const store = await open()
    const group: GroupStateInit = { name: 'g', epoch: 1 }
    const saved = store.groups.save(group)
    group.epoch = 2
    await saved
    await store.close()
    expect((await open()).groups.get('g')?.state.epoch).to.equal(1)
  })

  it('tells of topics once they are made, have grown or are gone, durably', async () => {
    const store = await open()
    const told: unknown[] = []
    const stop = store.onTopicChange(({ name, logs, deleted }) => told.push([name, logs.length, deleted]))
    const topic = await store.createTopic({ name: 't', partitions: 1, settings: {} })
    await store.alterTopic(topic, { set: { 'retention.ms': '1d' }, reset: [] })
    await store.alterTopic(topic, { set: {}, reset: [], partitions: 3 })
    await store.deleteTopic(topic)
    stop()
    await store.createTopic({ name: 'u', partitions: 1, settings: {} })
    expect(told).to.deep.equal([
      ['t', 1, false],
      ['t', 3, false],
      ['t', 3, true],
    ])
  })
})

// Lag end to end: the real broker, asked by the real client, with commits spelled out.
import { expect } from 'chai'
import { type RunningBroker, startBroker } from '../../../broker/index.ts'
import { type Client, connect, isSluiceError, type LagRow, type LagSpec } from '../../../client/index.ts'
import { batchOf, createTopic, produce } from '../fixture.ts'
import { commit, Member } from '../group-member.ts'
import { RawPeer } from '../raw-peer.ts'

const TEN = Array.from({ length: 10 }, (_, at) => `v${at}`)

describe('lag of groups', () => {
  let broker: RunningBroker
  let client: Client
  let peer: RawPeer
  let events: Uint8Array
  let other: Uint8Array

  before(async () => {
    broker = await startBroker({ logLevel: 'silent' })
    client = connect({ brokers: [broker.address] })
    peer = await RawPeer.hello(broker.address)
    events = await createTopic(peer, 'events', 3)
    other = await createTopic(peer, 'other', 2)
    for (let partition = 0; partition < 3; partition++)
      await produce(peer, events, batchOf(...TEN), { partition })
    await produce(peer, other, batchOf(...TEN), { partition: 1 })
    await commit(
      peer,
      'g',
      '',
      { topicId: events, partition: 0, offset: 4 },
      { topicId: events, partition: 2, offset: 10 },
      { topicId: other, partition: 1, offset: 1 },
    )
    await commit(peer, 'a', '', { topicId: other, partition: 0, offset: 0 })
  })
  after(async () => {
    await peer.close()
    await client.close()
    await broker.close()
  })

  const lag = async (spec: LagSpec = {}) => (await client.admin.groups.lag(spec)).rows
  const places = (rows: readonly LagRow[]) =>
    rows.map(({ group, topic, partition, lag: records }) => `${group} ${topic}/${partition} ${records}`)
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: unknown) => (isSluiceError(error) ? error.code : String(error)),
    )

  it('has a row for each partition with a commit, by group, topic, partition', async () => {
    const rows = await lag()
    expect(places(rows)).to.deep.equal(['a other/0 0', 'g events/0 6', 'g events/2 0', 'g other/1 9'])
    expect(rows[1]).to.deep.include({ logStart: 0, logEnd: 10, committed: 4, members: 0, uncommitted: 0 })
    expect(rows[1]?.timeLagMs).to.be.within(0, 60_000)
    expect(rows[2]).to.deep.include({ status: 'OK', rule: 'caught-up', timeLagMs: 0, bytesBehind: 0 })
    expect(rows[0]?.headroomMs).to.equal(undefined)
  })

  it('has a row for each partition that a member subscribes to, while it is there', async () => {
    const member = await Member.join(broker.address, 'm', { topics: ['other', 'not.there'] })
    await member.until((partitions) => partitions.length === 2)
    const rows = await lag({ groups: ['m'] })
    expect(places(rows)).to.deep.equal(['m other/0 undefined', 'm other/1 undefined'])
    expect(rows[1]).to.deep.include({
      members: 1,
      uncommitted: 1,
      committed: undefined,
      timeLagMs: undefined,
    })
    expect(rows[1]?.owner?.memberId).to.equal(member.id)
    await member.leave()
    expect(await lag({ groups: ['m'] })).to.deep.equal([])
    await member.close()
  })

  it('takes names and patterns, and knows a name that is none', async () => {
    expect(places(await lag({ groups: ['?'], topics: ['*th*'] }))).to.deep.equal([
      'a other/0 0',
      'g other/1 9',
    ])
    expect(places(await lag({ groups: ['g', 'x*'], topics: ['other'] }))).to.deep.equal(['g other/1 9'])
    expect(await lag({ groups: ['x*'] })).to.deep.equal([])
    expect(await codeOf(lag({ groups: ['x'] }))).to.equal('UNKNOWN_GROUP')
    expect(await codeOf(lag({ topics: ['x'] }))).to.equal('UNKNOWN_TOPIC')
    expect(await codeOf(lag({ snapshotId: 999_999 }))).to.equal('SNAPSHOT_GONE')
  })

  it('sums up topics and groups', async () => {
    const topics = await lag({ by: 'topic', groups: ['g'] })
    expect(topics.map(({ topic, lag: records, partitions }) => [topic, records, partitions])).to.deep.equal([
      ['events', 6, 2],
      ['other', 9, 1],
    ])
    const [group] = await lag({ by: 'group', groups: ['g'] })
    expect(group).to.deep.include({ topic: undefined, lag: 15, partitions: 3, uncommitted: 0, members: 0 })
    expect(group?.statusCounts).to.include({ OK: 3 })
  })

  it('says the same of the same snapshot, whatever happened since', async () => {
    const before = await client.admin.groups.lag()
    await commit(peer, 'g', '', { topicId: events, partition: 0, offset: 9 })
    await produce(peer, events, batchOf(...TEN), { partition: 2 })
    const again = await client.admin.groups.lag({ snapshotId: before.snapshotId })
    expect(again).to.deep.equal(before)
    expect(places(await lag({ topics: ['events'] }))).to.deep.equal(['g events/0 1', 'g events/2 10'])
  })
})

// Committed offsets over a real socket: who may commit what, and what is read back.
import { expect } from 'chai'
import type { JoinGroupRequestInit } from '../../protocol/messages.ts'
import { batchOf, brokerOf, createTopic, expectFailure, produce } from './fixture.ts'
import { commit, committed, describeGroup, Member } from './group-member.ts'
import { RawPeer } from './raw-peer.ts'

const has = (count: number) => (partitions: number[]) => partitions.length === count

describe('broker: committed offsets', () => {
  const broker = brokerOf()
  let peer: RawPeer
  let members: Member[]
  let number = 0
  let topic: string
  let topicId: Uint8Array
  let group: string

  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())
  beforeEach(async () => {
    members = []
    topic = `topic-${++number}`
    group = `group-${number}`
    topicId = await createTopic(peer, topic, 2)
    for (const partition of [0, 1])
      await produce(peer, topicId, batchOf('a', 'b', 'c', 'd', 'e'), { partition })
  })
  afterEach(async () => {
    await Promise.all(members.map((member) => member.close()))
  })

  async function join(request: JoinGroupRequestInit = {}): Promise<Member> {
    const member = await Member.join(broker().address, group, { topics: [topic], ...request })
    members.push(member)
    return member
  }

  const entry = (member: Member, partition: number, offset: number) => ({
    topicId,
    partition,
    offset,
    assignmentEpoch: member.epochOf(partition),
  })
  const offsets = async (...partitions: number[]) =>
    (await committed(peer, group, topicId, partitions)).map(({ found, offset }) => (found ? offset : null))

  it('keeps what the owner commits, forwards and backwards, with its time and leader epoch', async () => {
    const a = await join()
    await a.until(has(2))
    const beganMs = Date.now()
    const leaderEpoch = { leaderEpoch: 1, hasLeaderEpoch: true }
    expect(await a.commit(entry(a, 0, 5), { ...entry(a, 1, 3), ...leaderEpoch })).to.deep.equal([null, null])
    expect(await offsets(1, 0)).to.deep.equal([3, 5])
    const [zero, one] = await committed(peer, group, topicId, [0, 1])
    expect(zero).to.include({ hasLeaderEpoch: false })
    expect(one).to.include({ leaderEpoch: 1, hasLeaderEpoch: true })
    expect(one?.committedMs).to.be.within(beganMs, Date.now())
    expect(await a.commit(entry(a, 0, 2))).to.deep.equal([null])
    const { response } = await peer.call({ committedOffsets: { group } })
    expect(
      response.committedOffsets?.offsets.map(({ partition, offset }) => [partition, offset]),
    ).to.deep.equal([
      [0, 2],
      [1, 3],
    ])
    const described = (await describeGroup(peer, group)).offsets
    expect(described.map(({ offset, visibleOffset, owner }) => [offset, visibleOffset, owner])).to.deep.equal(
      [
        [2, 5, a.id],
        [3, 5, a.id],
      ],
    )
  })

  it('answers every commit that was accepted before the question, without being asked to wait', async () => {
    const a = await join()
    await a.until(has(2))
    for (let round = 0; round < 20; round++) {
      const commits = [1, 2, 3, 4].map((offset) => a.commit(entry(a, 0, offset)))
      const { response } = await a.peer.call({
        committedOffsets: { group, topics: [{ topicId, partitions: [0] }] },
      })
      expect(response.committedOffsets?.offsets[0]?.offset).to.equal(4)
      await Promise.all(commits)
    }
  })

  it('refuses what is not the owner, each entry by itself', async () => {
    const a = await join()
    await a.until(has(2))
    const b = await join()
    const [ownedByBoth, epoch] = [a.partitions, a.epochOf(0)]
    expect(ownedByBoth).to.deep.equal([0, 1])
    // b owns nothing yet, a has to give one up and may still commit it.
    expectFailure((await b.commit(entry(a, 0, 1)))[0], 'PARTITION_NOT_OWNED')
    const told = await a.sync()
    expect(await a.commit(entry(a, 0, 1), entry(a, 1, 1))).to.deep.equal([null, null])
    const late = [entry(a, 0, 4), entry(a, 1, 4)]
    a.held = told.assigned
    await a.sync(0)
    await b.until(has(1))
    const [mine] = a.partitions as [number]
    const [its] = b.partitions as [number]
    const results = await a.commit(...late)
    expect(results[mine]).to.equal(null)
    expectFailure(results[its], 'PARTITION_NOT_OWNED')
    expectFailure((await b.commit({ ...entry(b, its, 4), assignmentEpoch: epoch }))[0], 'PARTITION_NOT_OWNED')
    expectFailure((await commit(peer, group, '', entry(b, its, 0)))[0], 'GROUP_NOT_EMPTY')
    expectFailure((await commit(peer, group, 'stranger', entry(b, its, 0)))[0], 'UNKNOWN_MEMBER')
    expectFailure((await commit(peer, 'nowhere', b.id, entry(b, its, 0)))[0], 'UNKNOWN_MEMBER')
    expect(await offsets(mine, its)).to.deep.equal([4, 1])
  })

  it('refuses the late commit of a member that was put out', async () => {
    const a = await join({ sessionTimeoutMs: 1_000 })
    await a.until(has(2))
    await a.commit(entry(a, 0, 1))
    const b = await join()
    await b.until(has(2)) // a's session is over
    expect(await b.commit(entry(b, 0, 3))).to.deep.equal([null])
    expectFailure((await a.commit(entry(a, 0, 2)))[0], 'UNKNOWN_MEMBER')
    expect(await offsets(0)).to.deep.equal([3])
  })

  it('refuses a member that said goodbye, although its static id keeps the partitions', async () => {
    const a = await join({ instanceId: 'one' })
    await a.until(has(2))
    expect(await a.commit(entry(a, 0, 3))).to.deep.equal([null])
    await a.leave(true)
    expectFailure((await a.commit(entry(a, 0, 1)))[0], 'UNKNOWN_MEMBER')
    expect(await offsets(0)).to.deep.equal([3])
  })

  it('tells of the most refusals there can be, in an answer that fits', async () => {
    const long = 'x'.repeat(240)
    const id = await createTopic(peer, `${topic}-${long}`, 1)
    const a = await join()
    await a.until(has(2))
    const strange = { topicId: id, partition: 0, offset: 0, assignmentEpoch: 1 }
    const results = await a.commit(...Array.from({ length: 4_095 }, () => strange), entry(a, 0, 4))
    expectFailure(results[4_094], 'PARTITION_NOT_OWNED')
    expect(results[4_095]).to.equal(null)
    expect(await offsets(0)).to.deep.equal([4])
  })

  it('refuses offsets that the log does not have, and epochs it never had', async () => {
    const a = await join()
    await a.until(has(2))
    const beyond = expectFailure((await a.commit(entry(a, 0, 6)))[0], 'OFFSET_OUT_OF_RANGE')
    expect(beyond).to.include({ logStartOffset: 0, visibleOffset: 5 })
    const foreign = { ...entry(a, 0, 5), leaderEpoch: 9, hasLeaderEpoch: true }
    // The log holds everything up to there: nothing was lost. One record more, and it was.
    expect(await a.commit(foreign)).to.deep.equal([null])
    const truncated = expectFailure((await a.commit({ ...foreign, offset: 6 }))[0], 'LOG_TRUNCATED')
    expect(truncated.divergingOffset).to.equal(5)
    expectFailure((await a.commit({ ...entry(a, 0, 1), partition: 7 }))[0], 'UNKNOWN_PARTITION')
    expectFailure((await a.commit({ ...entry(a, 0, 1), topicId: Buffer.alloc(16) }))[0], 'UNKNOWN_TOPIC_ID')
    expect(await offsets(0, 1)).to.deep.equal([5, null])
  })

  it('by nobody: makes the group, which goes when it is deleted', async () => {
    expect(await offsets(0)).to.deep.equal([null])
    expectFailure(
      (await commit(peer, group, '', { topicId, partition: 0, offset: 9 }))[0],
      'OFFSET_OUT_OF_RANGE',
    )
    expectFailure((await describeGroup(peer, group)).failure, 'UNKNOWN_GROUP')
    expect(await commit(peer, group, '', { topicId, partition: 0, offset: 4 })).to.deep.equal([null])
    expect(await offsets(0, 1)).to.deep.equal([4, null])
    expect(await describeGroup(peer, group)).to.include({ failure: null, state: 'empty', groupEpoch: 0 })
    await peer.call({ deleteGroups: { names: [group] } })
    expect(await offsets(0)).to.deep.equal([null])
  })

  it('go with their topic; a topic of the same name begins anew', async () => {
    await commit(peer, group, '', { topicId, partition: 0, offset: 4 })
    await peer.call({ deleteTopics: { topics: [{ id: topicId }] } })
    expect(await offsets(0)).to.deep.equal([null])
    const again = await createTopic(peer, topic, 2)
    expect((await committed(peer, group, again, [0]))[0]).to.include({ found: false, addedLater: false })
    expect((await describeGroup(peer, group)).offsets).to.deep.equal([])
  })

  it('says which partitions were added after the group had begun with the topic', async () => {
    const a = await join()
    await a.until(has(2))
    await peer.call({ alterTopic: { topic: { id: topicId }, partitions: 3 } })
    await a.until(has(3))
    const added = async () =>
      (await committed(peer, group, topicId, [0, 2])).map(({ addedLater }) => addedLater)
    expect(await added()).to.deep.equal([false, true])
    await a.leave()
    await peer.call({ alterTopic: { topic: { id: topicId }, partitions: 4 } })
    expect(await added()).to.deep.equal([false, true])
    const b = await join({ topics: [`${topic}-later`] })
    const waiting = b.until(has(2))
    const laterId = await createTopic(peer, `${topic}-later`, 2)
    await waiting
    const later = await committed(peer, group, laterId, [0, 1])
    expect(later.map(({ addedLater }) => addedLater)).to.deep.equal([true, true])
  })
})

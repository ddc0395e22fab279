// Consumer groups over a real socket: who holds what, and when. What `step` decides is tested with group.ts; commits are in
// group-commits.test.ts.
import { expect } from 'chai'
import { startBroker } from '../../broker/index.ts'
import type { GroupListing, JoinGroupRequestInit } from '../../protocol/messages.ts'
import { brokerOf, createTopic, expectFailure } from './fixture.ts'
import { describeGroup, Member } from './group-member.ts'
import { RawPeer } from './raw-peer.ts'

const has = (count: number) => (partitions: number[]) => partitions.length === count

describe('broker: consumer groups', () => {
  const broker = brokerOf()
  let peer: RawPeer
  let members: Member[]
  let number = 0
  let topic: string
  let group: string

  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())
  beforeEach(async () => {
    members = []
    topic = `topic-${++number}`
    group = `group-${number}`
    await createTopic(peer, topic, 4)
  })
  afterEach(async () => {
    await Promise.all(members.map((member) => member.close()))
  })

  async function join(request: JoinGroupRequestInit = {}): Promise<Member> {
    const member = await Member.join(broker().address, group, { topics: [topic], ...request })
    members.push(member)
    return member
  }

  /** Two members with two partitions each. */
  async function pair(request: JoinGroupRequestInit = {}): Promise<[Member, Member]> {
    const a = await join(request)
    await a.until(has(4))
    const b = await join(request)
    const waiting = b.until(has(2))
    await a.until(has(2))
    const stays = a.trySync(5_000)
    await waiting
    await a.trySync(0) // ends the other
    await stays
    return [a, b]
  }

  it('one member gets everything, a second one its half once the first gave it up', async () => {
    const a = await join()
    expect(await a.until(has(4))).to.deep.equal([0, 1, 2, 3])
    expect(a.held[0]?.name).to.equal(topic)
    const b = await join()
    const waiting = b.sync()
    // a is told to give up two; as long as it syncs with them in hand, b gets nothing.
    const told = await a.sync()
    expect(told.assigned.flatMap(({ partitions }) => partitions)).to.have.lengthOf(2)
    expect(told.stable).to.equal(false)
    await a.sync(0)
    const revoking = (await describeGroup(peer, group)).members.map(
      (one) => one.revoking[0]?.partitions ?? [],
    )
    expect(revoking.map((one) => one.length).sort()).to.deep.equal([0, 2])
    expect(b.peer.answers.some(({ response }) => response.syncGroup !== null)).to.equal(false)
    const before = new Map(a.partitions.map((partition) => [partition, a.epochOf(partition)]))
    a.held = told.assigned
    const settled = a.sync(0)
    b.held = (await waiting).assigned
    await settled
    expect([...a.partitions, ...(await b.until(has(2)))].sort()).to.deep.equal([0, 1, 2, 3])
    for (const partition of a.partitions) expect(a.epochOf(partition)).to.equal(before.get(partition))
    for (const partition of b.partitions)
      expect(b.epochOf(partition)).to.be.greaterThan(before.get(partition) as number)
    expect((await b.sync(0)).stable).to.equal(true)
  })

  it('what a member leaves behind goes to the others at once; leaving twice is done', async () => {
    const [a, b] = await pair()
    const waiting = a.until(has(4))
    await b.leave()
    await b.leave()
    expect(await waiting).to.deep.equal([0, 1, 2, 3])
    expectFailure((await b.trySync()).failure, 'UNKNOWN_MEMBER')
    expectFailure((await b.keepAlive()).failure, 'UNKNOWN_MEMBER')
  })

  it('who gives no sign of life is put out, and stays out', async () => {
    const [a, b] = await pair({ sessionTimeoutMs: 1_000 })
    // a syncs only now and then, its keep-alives are its signs of life; b is silent.
    const alive = setInterval(() => a.peer.post({ keepAlive: { group, memberId: a.id } }), 100)
    const beganMs = performance.now()
    try {
      await a.until(has(4))
    } finally {
      clearInterval(alive)
    }
    expect(performance.now() - beganMs).to.be.greaterThan(500)
    expectFailure((await b.keepAlive()).failure, 'UNKNOWN_MEMBER')
    expectFailure((await b.trySync()).failure, 'UNKNOWN_MEMBER')
    expect((await describeGroup(peer, group)).members.map((one) => one.memberId)).to.deep.equal([a.id])
  })

  it('who does not give up what was revoked in maxProcessingMs is put out, keep-alives or not', async () => {
    const a = await join({ maxProcessingMs: 1_000 })
    await a.until(has(4))
    const b = await join()
    await b.until(has(4)) // a never syncs again
    expectFailure((await a.keepAlive()).failure, 'UNKNOWN_MEMBER')
  })

  it('a static id has one living member; who comes back gets what it had, under new epochs', async () => {
    const a = await join({ instanceId: 'one' })
    await a.until(has(4))
    const epochs = a.partitions.map((partition) => a.epochOf(partition))
    const twin = new Member(peer, group, 'twin')
    expectFailure((await twin.tryJoin({ topics: [topic], instanceId: 'one' })).failure, 'INSTANCE_IN_USE')
    // As a process that dies: a sync is open on one connection, keep-alives come on another.
    a.trySync(60_000).catch(() => undefined)
    const life = await RawPeer.hello(broker().address)
    await life.call({ keepAlive: { group, memberId: a.id } })
    await Promise.all([a.close(), life.close()])
    // The broker hears of that in its own time: whoever comes too early is refused, and comes again.
    while ((await twin.tryJoin({ topics: [topic], instanceId: 'one' })).failure !== null);
    await twin.until(has(4))
    for (const partition of twin.partitions)
      expect(twin.epochOf(partition)).to.be.greaterThan(epochs[partition] as number)
    const zombie = new Member(peer, group, a.id)
    expectFailure((await zombie.keepAlive()).failure, 'UNKNOWN_MEMBER')
    await twin.leave(true)
    expect((await describeGroup(peer, group)).members).to.have.lengthOf(1)
    const third = await join({ instanceId: 'one' })
    expect(await third.until(has(4))).to.deep.equal([0, 1, 2, 3])
  })

  it('takes new partitions, new topics and the loss of one as they come', async () => {
    const later = `${topic}-later`
    const a = await join({ topics: [topic, later] })
    await a.until(has(4))
    const grown = a.until(has(6))
    await peer.call({ alterTopic: { topic: { name: topic }, partitions: 6 } })
    await grown
    const more = a.until(has(8))
    const laterId = await createTopic(peer, later, 2)
    await more
    const fewer = a.until(has(2))
    await peer.call({ deleteTopics: { topics: [{ name: topic }] } })
    await fewer
    expect(a.held.map(({ topicId }) => Buffer.from(topicId))).to.deep.equal([laterId])
  })

  it('a later sync ends the one before; the end of the connection ends both', async () => {
    const a = await join()
    await a.until(has(4))
    const [first, second] = [a.trySync(60_000), a.trySync(60_000)]
    second.catch(() => undefined)
    expectFailure((await first).failure, 'TOO_MANY_REQUESTS')
    await a.close()
    const other = new Member(peer, group, a.id)
    other.held = a.held
    expect((await other.sync(0)).assigned).to.have.lengthOf(1)
  })

  it('lists, describes and deletes groups', async () => {
    const a = await join({ assignor: 'range' })
    await a.until(has(4))
    await a.keepAlive(5_000, 7_000)
    const listed = async () => {
      const { groups } = (await peer.call({ listGroups: {} })).response.listGroups ?? {}
      return groups?.find(({ name }) => name === group) as GroupListing
    }
    expect(await listed()).to.include({ state: 'stable', members: 1, topics: 1 })
    const { response } = await peer.call({ describeGroups: { names: ['nobody', group] } })
    const [missing, found] = response.describeGroups?.groups ?? []
    expectFailure(missing?.failure, 'UNKNOWN_GROUP')
    expect(found).to.include({ name: group, state: 'stable', assignor: 'range' })
    expect(found?.members[0]).to.include({ memberId: a.id, clientId: 'raw', sessionTimeoutMs: 30_000 })
    expect(found?.members[0]?.blockedMs).to.be.within(5_000, 6_000)
    expect(found?.members[0]?.processingMs).to.be.within(7_000, 8_000)
    expect(found?.offsets.map(({ owner, committed }) => [owner, committed])).to.deep.equal(
      [0, 1, 2, 3].map(() => [a.id, false]),
    )
    const remove = async () => {
      const { groups } =
        (await peer.call({ deleteGroups: { names: [group, 'nobody'] } })).response.deleteGroups ?? {}
      expectFailure(groups?.[1]?.failure, 'UNKNOWN_GROUP')
      return groups?.[0]?.failure
    }
    expectFailure(await remove(), 'GROUP_NOT_EMPTY')
    await a.leave()
    expect(await listed()).to.include({ state: 'empty', members: 0 })
    expect(await remove()).to.equal(null)
    expect(await listed()).to.equal(undefined)
  })

  it('does not describe more than fits into one answer', async () => {
    const a = await join()
    await a.until(has(4))
    const names = Array.from({ length: 1_000 }, () => group)
    await createTopic(peer, `${topic}-${'x'.repeat(200)}`, 50)
    await a.tryJoin({ topics: [topic, `${topic}-${'x'.repeat(200)}`] })
    const { failure } = (await peer.call({ describeGroups: { names } })).response
    expectFailure(failure, 'FRAME_TOO_LARGE')
    expect((await describeGroup(peer, group)).offsets).to.have.lengthOf(54)
  })

  it('a topic that is named twice is one: what is not named any more goes', async () => {
    await createTopic(peer, `${topic}-other`, 2)
    const a = await join({ topics: [topic, `${topic}-other`] })
    await a.until(has(6))
    await a.tryJoin({ topics: [topic, topic] })
    expect(await a.until(has(4))).to.deep.equal([0, 1, 2, 3])
  })

  it('shows groups, members and commits at /metrics', async () => {
    const measured = await startBroker({ logLevel: 'silent', http: '127.0.0.1:0' })
    const local = await RawPeer.hello(measured.address)
    const topicId = await createTopic(local, 'topic', 1)
    const a = await Member.join(measured.address, 'group', { topics: ['topic'] })
    await a.until(has(1))
    await a.commit({ topicId, partition: 0, offset: 0, assignmentEpoch: a.epochOf(0) })
    const text = await (await fetch(`http://${measured.httpAddress}/metrics`)).text()
    for (const line of ['groups 1', 'group_members 1', 'group_offsets 1', 'group_commits_total 1'])
      expect(text).to.contain(`\nsluice_${line}\n`)
    expect(text).to.contain('\nsluice_group_rebalances_total 1\n')
    await Promise.all([a.close(), local.close(), measured.close()])
  })

  it('a member that joins while its group is being deleted is in the new one', async () => {
    const a = await join()
    await a.leave()
    const deleted = peer.call({ deleteGroups: { names: [group] } })
    const rejoined = peer.call({
      joinGroup: {
        group,
        memberId: 'again',
        topics: [topic],
        sessionTimeoutMs: 9_000,
        maxProcessingMs: 9_000,
      },
    })
    expect((await deleted).response.deleteGroups?.groups[0]?.failure).to.equal(null)
    expect((await rejoined).response.joinGroup).to.include({ groupEpoch: 1, keepAliveIntervalMs: 3_000 })
    expect((await describeGroup(peer, group)).members).to.have.lengthOf(1)
  })

  it('refuses what no group or member can be', async () => {
    const bad = async (name: string, request: JoinGroupRequestInit = {}, id = 'm') =>
      (await new Member(peer, name, id).tryJoin({ topics: [topic], ...request })).failure
    for (const name of ['', 'a b', 'ä', 'x'.repeat(250)]) expectFailure(await bad(name), 'INVALID_GROUP_NAME')
    expectFailure(await bad(group, { topics: ['no/topic'] }), 'INVALID_TOPIC_NAME')
    const { response } = await peer.call({ commitOffsets: { group: 'a b', offsets: [] } })
    expectFailure(response.failure, 'INVALID_GROUP_NAME')
    for (const request of [{ sessionTimeoutMs: 999 }, { maxProcessingMs: 0 }, { assignor: 'best' }]) {
      const stranger = await RawPeer.hello(broker().address)
      const { failure } = await new Member(stranger, group, 'm').tryJoin(request)
      expectFailure(failure, 'INVALID_REQUEST')
      await stranger.close()
    }
    // A key is made of each partition and the id: with ids of any length one small request took a minute.
    const topics = [{ topicId: Buffer.alloc(17), partitions: [0], assignmentEpochs: [1] }]
    for (const request of [
      { syncGroup: { group, memberId: 'm', held: topics } },
      { committedOffsets: { group, topics: topics.map((one) => ({ ...one, assignmentEpochs: [] })) } },
    ]) {
      const stranger = await RawPeer.hello(broker().address)
      expectFailure((await stranger.call(request)).response.failure, 'INVALID_REQUEST')
      await stranger.close()
    }
    expectFailure((await new Member(peer, 'nowhere', 'm').trySync()).failure, 'UNKNOWN_MEMBER')
    expect((await describeGroup(peer, group)).failure).to.not.equal(null)
  })
})

describe('broker: consumer groups while it stops', () => {
  it('ends waiting syncs with what there is', async () => {
    const broker = await startBroker({ logLevel: 'silent' })
    const peer = await RawPeer.hello(broker.address)
    await createTopic(peer, 'topic', 2)
    const a = await Member.join(broker.address, 'group', { topics: ['topic'] })
    await a.until(has(2))
    const waiting = a.sync(60_000)
    await a.keepAlive() // so it waits
    const beganMs = performance.now()
    await Promise.all([waiting, broker.close()])
    expect(performance.now() - beganMs).to.be.below(5_000)
    expect((await waiting).assigned[0]?.partitions).to.deep.equal([0, 1])
    await a.close()
  })
})

// Consumer groups over a real socket: who holds what, and when. What `step` decides is tested in test/broker/groups/.
import { expect } from 'chai'
import type { GroupListing } from '../../protocol/messages.ts'
import { brokerOf, createTopic, expectFailure } from './fixture.ts'
import { describeGroup, Member } from './group-member.ts'
import { RawPeer } from './raw-peer.ts'

describe('broker: consumer groups', () => {
  const broker = brokerOf()
  let peer: RawPeer
  let members: Member[]
  let number = 0
  let topic: string
  let group: string
  let topicId: Uint8Array

  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())
  beforeEach(async () => {
    members = []
    topic = `topic-${++number}`
    group = `group-${number}`
    topicId = await createTopic(peer, topic, 4)
  })
  afterEach(async () => {
    await Promise.all(members.map((member) => member.close()))
  })

  async function join(request: Parameters<typeof Member.join>[2] = {}): Promise<Member> {
    const member = await Member.join(broker().address, group, { topics: [topic], ...request })
    members.push(member)
    return member
  }

  const has = (count: number) => (partitions: number[]) => partitions.length === count

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
    expect((await describeGroup(peer, group)).members.map((one) => one.revoking.length).sort()).to.deep.equal(
      [0, 1],
    )
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
})

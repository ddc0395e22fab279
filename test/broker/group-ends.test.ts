// The end of a member's connection, over real sockets. A process that is killed ends its connections as one does that has asked
// all it wanted to: with a FIN behind its last request, which may still wait for its answer. Called by mocha.
import { expect } from 'chai'
import type { JoinGroupRequestInit } from '../../protocol/messages.ts'
import { brokerOf, createTopic, expectFailure } from './fixture.ts'
import { describeGroup, Member } from './group-member.ts'
import { RawPeer } from './raw-peer.ts'

/** Longer than any test: nothing ends because this is over. */
const WAIT_MS = 60_000

describe('broker: a group member whose connection ends', () => {
  const broker = brokerOf()
  let peer: RawPeer
  let topicId: Uint8Array
  let members: Member[]

  before(async () => {
    peer = await RawPeer.hello(broker().address)
    topicId = await createTopic(peer, 'events', 4)
  })
  after(() => peer.close())
  beforeEach(() => {
    members = []
  })
  afterEach(async () => {
    await Promise.all(members.map((member) => member.close()))
  })

  async function join(group: string, request: JoinGroupRequestInit = {}): Promise<Member> {
    const wishes = { topics: ['events'], sessionTimeoutMs: WAIT_MS, ...request }
    const member = await Member.join(broker().address, group, wishes)
    members.push(member)
    return member
  }

  /** All partitions are its own, and it waits for news; nobody reads what it is told. */
  async function waiting(group: string, request: JoinGroupRequestInit = {}): Promise<Member> {
    const member = await join(group, request)
    await member.until((partitions) => partitions.length === 4)
    member.trySync(WAIT_MS).catch(() => undefined)
    return member
  }

  /** As often as it takes: the broker hears of the other's end in its own time. */
  async function takesOver(group: string, instanceId: string): Promise<void> {
    const twin = new Member(peer, group, `twin of ${group}`)
    while ((await twin.tryJoin({ topics: ['events'], instanceId })).failure !== null);
  }

  it('who has said its last word is answered at once, not when its wait is over', async () => {
    const member = await join('half')
    await member.until((partitions) => partitions.length === 4)
    const answer = member.trySync(WAIT_MS)
    member.peer.socket.end()
    expect((await answer).syncGroup?.assigned).to.deep.equal(member.held)
    await member.peer.ended
  })

  it('frees its static id at once, also while other answers to it are under way', async () => {
    const member = await waiting('static', { instanceId: 'one' })
    const partitions = [{ topicId, partition: 0, offset: 0, maxBytes: 100 }]
    member.peer.post({ requestId: 60, fetch: { maxWaitMs: WAIT_MS, minBytes: 1, maxBytes: 100, partitions } })
    member.peer.socket.end()
    await takesOver('static', 'one')
  })

  it('is connected from its join on, not only from its first sync', async () => {
    const member = await join('joined', { instanceId: 'one' })
    const twin = new Member(peer, 'joined', 'twin')
    expectFailure((await twin.tryJoin({ topics: ['events'], instanceId: 'one' })).failure, 'INSTANCE_IN_USE')
    await member.close()
    await takesOver('joined', 'one')
  })

  it('is put out moments later, not when its session is over: joining, joined, or waiting', async () => {
    const joining = new Member(await RawPeer.hello(broker().address), 'joining', 'a')
    const joined = joining.tryJoin({ topics: ['events'], sessionTimeoutMs: WAIT_MS })
    joining.peer.socket.end() // before that is stored
    expect((await joined).failure).to.equal(null)
    await (await join('killed-early')).close()
    await (await waiting('killed-waiting')).close()
    for (const group of ['joining', 'killed-early', 'killed-waiting'])
      while ((await describeGroup(peer, group)).members.length > 0)
        await new Promise((resolve) => setTimeout(resolve, 20))
  })
})

// The coordinator without sockets: what waits for the disk, what happens when that is full, what expires, what a broker that
// stood still does to sessions. On a real store whose `groups` the test can hold back.
import { expect } from 'chai'
import { Coordinator } from '../../broker/groups/coordinator.ts'
import type { Peer } from '../../broker/handlers/context.ts'
import { createLogger } from '../../broker/log.ts'
import { isSluiceError, SluiceError } from '../../protocol/errors.ts'
import type { GroupStateInit, JoinGroupRequest, SyncGroupRequest } from '../../protocol/messages.ts'
import type { Store } from '../../storage/store.ts'
import { makeDirectory, openStore } from '../storage/fixture.ts'

const newPeer = () => ({ clientId: 'c', address: 'a', ended: false, onEnd: new Set() }) as unknown as Peer
const peer = newPeer()
const day = 86_400_000

/** The next calls of store.groups.save, to be finished by the test. */
interface HeldSave {
  readonly group: GroupStateInit
  finish(error?: SluiceError): void
}

describe('broker: group coordinator', () => {
  let directory: { path: string; remove: () => void }
  let store: Store
  let groups: Coordinator

  beforeEach(async () => {
    directory = makeDirectory()
    store = await openStore(directory.path)
    await store.createTopic({ name: 't', partitions: 2, settings: {} })
    groups = begin()
  })
  afterEach(async () => {
    groups.close()
    await store.close()
    directory.remove()
  })

  function begin(): Coordinator {
    return new Coordinator({ store, log: createLogger('silent'), offsetsRetentionMs: 7 * day })
  }

  const joinRequest = (memberId: string, more: Partial<JoinGroupRequest> = {}): JoinGroupRequest => ({
    group: 'g',
    memberId,
    instanceId: '',
    topics: ['t'],
    assignor: '',
    sessionTimeoutMs: 30_000,
    maxProcessingMs: 30_000,
    ...more,
  })
  const join = (memberId: string, more: Partial<JoinGroupRequest> = {}) =>
    groups.join(joinRequest(memberId, more), peer)
  const sync = (memberId: string, maxWaitMs = 0) =>
    groups.sync({ group: 'g', memberId, held: [], maxWaitMs } satisfies SyncGroupRequest, peer)
  const commit = (offset = 0) =>
    groups.commit({
      group: 'g',
      memberId: '',
      offsets: [
        {
          topicId: store.topicByName('t')?.id as Buffer,
          partition: 0,
          offset,
          leaderEpoch: 0,
          hasLeaderEpoch: false,
          assignmentEpoch: 0,
        },
      ],
    })
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: unknown) => (isSluiceError(error) ? error.code : String(error)),
    )

  function holdSaves(): HeldSave[] {
    const held: HeldSave[] = []
    store.groups.save = (group) =>
      new Promise((resolve, reject) => {
        held.push({ group, finish: (error) => (error === undefined ? resolve() : reject(error)) })
      })
    return held
  }
  /** The next save may leave a moment later, where encoding the last one took its time. */
  async function heldCount(held: readonly HeldSave[], count: number): Promise<void> {
    while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 1))
  }

  it('answers when it is stored, with one append at a time that covers all that came meanwhile', async () => {
    const held = holdSaves()
    const done: string[] = []
    const joins = ['a', 'b', 'c', 'd'].map((id) => join(id).then(() => done.push(id)))
    const assigned = sync('a').then(() => done.push('sync'))
    await new Promise((resolve) => setImmediate(resolve))
    expect([held.length, done]).to.deep.equal([1, []])
    held[0]?.finish()
    await joins[0]
    expect(done).to.deep.equal(['a'])
    await heldCount(held, 2)
    expect(held.map(({ group }) => group.members?.length)).to.deep.equal([1, 4])
    held[1]?.finish()
    await Promise.all([...joins, assigned])
    expect(done).to.have.lengthOf(5)
    expect(held).to.have.lengthOf(2)
  })

  it('whose connection ends while its join is being stored is not connected', async () => {
    const held = holdSaves()
    const early = newPeer()
    const joined = groups.join(joinRequest('a', { instanceId: 'one' }), early)
    early.ended = true // it spoke for nobody yet: nobody is told
    held[0]?.finish()
    await joined
    const twin = codeOf(join('b', { instanceId: 'one' }))
    await heldCount(held, 2)
    held[1]?.finish()
    expect(await twin).to.equal('nothing')
  })

  it('a full disk is told to who waits, at once to who comes soon after, and is tried again', async () => {
    const held = holdSaves()
    const first = codeOf(join('a'))
    await new Promise((resolve) => setImmediate(resolve))
    held[0]?.finish(new SluiceError('DISK_FULL'))
    expect(await first).to.equal('DISK_FULL')
    expect(await codeOf(join('b'))).to.equal('DISK_FULL')
    expect(held).to.have.lengthOf(1)
    let later = codeOf(join('c'))
    while (held.length === 1) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      later = codeOf(join('c'))
    }
    held[1]?.finish()
    expect(await later).to.equal('nothing')
    expect(held[1]?.group.members?.map(({ memberId }) => memberId)).to.deep.equal(['a', 'b', 'c'])
    const alive = { group: 'g', memberId: 'a', blockedMs: 0, processingMs: 0 }
    expect(await groups.keepAlive(alive, peer)).to.be.greaterThan(0)
  })

  it('a group that is too large to be stored is refused as such', async () => {
    const held = holdSaves()
    const joined = codeOf(join('a'))
    await new Promise((resolve) => setImmediate(resolve))
    held[0]?.finish(new SluiceError('MESSAGE_TOO_LARGE'))
    expect(await joined).to.equal('GROUP_LIMIT')
  })

  it('refuses a member whose topic names would make the group too large to be stored', async () => {
    const held = holdSaves()
    const topics = Array.from({ length: 250 }, (_, n) => `${n}`.padEnd(249, 'x'))
    const joins = Array.from({ length: 34 }, (_, n) => codeOf(join(`m${n}`, { topics })))
    expect(await joins[33]).to.equal('GROUP_LIMIT')
    await new Promise((resolve) => setImmediate(resolve))
    held[0]?.finish()
    await joins[0]
    await heldCount(held, 2)
    held[1]?.finish()
    expect((await Promise.all(joins)).filter((code) => code === 'nothing')).to.have.lengthOf(33)
    expect(groups.memberCount).to.equal(33)
  })

  it('who leaves while the group is being deleted is answered, whether the deletion succeeds or not', async () => {
    await join('a')
    const held = holdSaves()
    const left = codeOf(groups.leave({ group: 'g', memberId: 'a', keepInstance: false }))
    await heldCount(held, 1)
    let removed: (error?: SluiceError) => void = () => undefined
    store.groups.remove = () =>
      new Promise((resolve, reject) => {
        removed = (error) => (error === undefined ? resolve() : reject(error))
      })
    const refused = codeOf(groups.delete('g'))
    held[0]?.finish(new SluiceError('DISK_FULL')) // of the join that the goodbye came behind, say
    expect(await left).to.equal('DISK_FULL')
    removed(new SluiceError('DISK_FULL'))
    expect(await refused).to.equal('DISK_FULL')
    const deleted = codeOf(groups.delete('g'))
    await new Promise((resolve) => setTimeout(resolve, 600)) // a failed save is not tried again before
    const late = codeOf(groups.leave({ group: 'g', memberId: 'a', keepInstance: false }))
    removed()
    expect([await deleted, await late]).to.deep.equal(['nothing', 'nothing'])
  })

  it('a static member that left and is back on the same connection is connected again', async () => {
    await join('a', { instanceId: 'one' })
    await sync('a')
    await groups.leave({ group: 'g', memberId: 'a', keepInstance: true })
    await join('a', { instanceId: 'one' })
    await sync('a')
    expect(await codeOf(join('b', { instanceId: 'one' }))).to.equal('INSTANCE_IN_USE')
  })

  it('begins where it ended: members, owners and their epochs come from the store', async () => {
    await join('a')
    const { answer } = await sync('a')
    groups.close()
    groups = begin()
    const again = await sync('a')
    expect([...again.answer.assigned]).to.deep.equal([...answer.assigned])
    expect(again.groupEpoch).to.equal(1)
    expect(groups.memberCount).to.equal(1)
  })

  it('a stop puts nobody out, however long the connections that close wait for it', async () => {
    await join('a', { sessionTimeoutMs: 1_000 })
    const { answer } = await sync('a')
    groups.stop()
    for (const gone of [...peer.onEnd]) gone()
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    groups.close()
    groups = begin()
    expect([...(await sync('a')).answer.assigned]).to.deep.equal([...answer.assigned])
  })

  it('deletes what nobody used for offsets.retention.ms, and nothing else', async () => {
    const beganMs = Date.now()
    await commit()
    await join('m', { group: 'busy' })
    await join('m', { group: 'left' })
    await groups.leave({ group: 'left', memberId: 'm', keepInstance: false })
    const names = () => [...groups.all()].map(({ live }) => live.group.name).sort()
    await groups.expireIdle(beganMs + 7 * day - 10_000)
    expect(names()).to.deep.equal(['busy', 'g', 'left'])
    await new Promise((resolve) => setTimeout(resolve, 5))
    await commit()
    const committedMs = store.groups.get('g')?.lastCommitMs as number
    await groups.expireIdle(committedMs + 7 * day - 1)
    expect(names()).to.deep.equal(['busy', 'g'])
    await groups.expireIdle(committedMs + 7 * day)
    expect(names()).to.deep.equal(['busy'])
    expect(groups.offsetCount).to.equal(0)
    expect([...store.groups.all()].map(({ state }) => state.name)).to.deep.equal(['busy'])
  })

  it('prolongs sessions by the time in which the broker itself stood still', async () => {
    await join('a', { sessionTimeoutMs: 1_000 })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500)
    await new Promise((resolve) => setTimeout(resolve, 100)) // timers that were due have fired
    expect(groups.memberCount).to.equal(1)
    while (groups.memberCount > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(groups.counts.membersPutOut).to.equal(1)
  })
})

// A broker process is killed with SIGKILL while a group consumes, and started again: members, ownership, epochs and commits
// are as they were, the members go on without joining again, and who had been put out stays out.
import { expect } from 'chai'
import { batchOf, createTopic, expectFailure, produce } from '../broker/fixture.ts'
import { commit, committed, describeGroup, Member } from '../broker/group-member.ts'
import { RawPeer } from '../broker/raw-peer.ts'
import { type BrokerProcess, startBrokerProcess, withDirectory } from './broker-process.ts'

const group = 'survivors'
const has = (count: number) => (partitions: number[]) => partitions.length === count

describe('consumer groups and kill -9', function () {
  this.timeout(60_000)

  /** The same member, speaking to the broker's next process. */
  async function moved(member: Member, broker: BrokerProcess): Promise<Member> {
    await member.close()
    const again = new Member(await RawPeer.hello(broker.address), group, member.id)
    again.held = member.held
    return again
  }

  it('lose neither members nor partitions nor commits', () =>
    withDirectory(async (data) => {
      let broker = await startBrokerProcess({ data })
      let peer = await RawPeer.hello(broker.address)
      const topicId = await createTopic(peer, 'events', 4)
      for (const partition of [0, 1, 2, 3])
        await produce(peer, topicId, batchOf('a', 'b', 'c'), { partition })
      const zombie = await Member.join(broker.address, group, { topics: ['events'], sessionTimeoutMs: 1_000 })
      await zombie.until(has(4))
      const lost = zombie.epochOf(0)
      let a = await Member.join(broker.address, group, { topics: ['events'] })
      await a.until(has(4)) // the zombie said nothing for a second
      const entry = (partition: number, offset: number, assignmentEpoch: number) => ({
        topicId,
        partition,
        offset,
        assignmentEpoch,
      })
      const epochs = a.partitions.map((partition) => a.epochOf(partition))
      expect(
        await a.commit(...[0, 1, 2, 3].map((one) => entry(one, one % 3, epochs[one] as number))),
      ).to.deep.equal([null, null, null, null])
      const before = await describeGroup(peer, group)
      const last = a.commit(entry(0, 3, epochs[0] as number))
      await last
      expect(await broker.stop('SIGKILL')).to.equal('SIGKILL')
      await peer.close()

      broker = await startBrokerProcess({ data })
      peer = await RawPeer.hello(broker.address)
      a = await moved(a, broker)
      // Nobody joins: what it held is what it shall hold, so the sync has nothing to say until its time is over.
      const told = await a.sync(50)
      expect(told.assigned).to.deep.equal(a.held)
      expect(told).to.include({ stable: true, groupEpoch: before.groupEpoch })
      expect((await committed(peer, group, topicId, [0, 1, 2, 3])).map(({ offset }) => offset)).to.deep.equal(
        [3, 1, 2, 0],
      )
      expect(await a.commit(entry(1, 3, epochs[1] as number))).to.deep.equal([null])
      const late = await moved(zombie, broker)
      expectFailure((await late.commit(entry(0, 0, lost)))[0], 'UNKNOWN_MEMBER')
      expectFailure((await late.keepAlive()).failure, 'UNKNOWN_MEMBER')
      expectFailure((await commit(peer, group, '', entry(0, 0, 0)))[0], 'GROUP_NOT_EMPTY')

      const b = await Member.join(broker.address, group, { topics: ['events'] })
      const waiting = b.until(has(2))
      await a.until(has(2))
      const release = a.trySync(0)
      await waiting
      await release
      const highest = Math.max(...epochs)
      for (const partition of b.partitions) expect(b.epochOf(partition)).to.be.greaterThan(highest)
      await Promise.all([a.close(), b.close(), late.close(), peer.close()])
      expect(await broker.stop()).to.equal(0)
    }))
})

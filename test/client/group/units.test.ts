import { expect } from 'chai'
import { EpochTrail } from '../../../client/consumer/epoch-trail.ts'
import { FetchPosition } from '../../../client/consumer/fetch-position.ts'
import { Activity } from '../../../client/group/activity.ts'
import { assignedBy, toWire } from '../../../client/group/holding.ts'
import { beat, monotonicMs, newProcessSlots } from '../../../client/group/keep-alive-slots.ts'
import type { TopicFacts } from '../../../client/connection/metadata.ts'
import { handleOf } from '../../../client/topic.ts'

const position = () => new FetchPosition(handleOf('events'), 0, {} as TopicFacts, { offset: 10 })

describe('client/group: parts', () => {
  it('an epoch trail tells the epoch of the record before an offset, and stays short', () => {
    const trail = new EpochTrail()
    expect(trail.below(5)).to.equal(undefined)
    trail.note(0, 1)
    trail.note(5, 1)
    trail.note(8, 3)
    expect([trail.below(1), trail.below(8), trail.below(9)]).to.deep.equal([1, 1, 3])
    for (let i = 0; i < 1000; i++) trail.note(100 + i, 10 + i)
    expect(trail.below(2000)).to.equal(1009)
    expect(trail.below(9)).to.equal(undefined) // forgotten: a commit there names no epoch
  })

  it('activity counts from the last thing that moved in a hand, and while nobody asks for records', () => {
    const activity = new Activity()
    activity.asks(true)
    const [slow, quick] = [position(), position()]
    activity.watch([slow, quick])
    expect(activity.look(100)).to.equal(0)
    slow.lease.hold()
    quick.lease.hold()
    expect(activity.look(200)).to.equal(200)
    quick.offset += 1
    expect(activity.look(300)).to.equal(200)
    slow.lease.finished(11)
    expect(activity.look(400)).to.equal(300)
    slow.lease.release()
    quick.lease.release()
    expect(activity.look(500)).to.equal(0)
    quick.lease.hold()
    expect(activity.look(600)).to.equal(600)
    quick.lease.release()
    expect(activity.look(700), 'somebody waits').to.equal(0)
    activity.asks(false)
    expect([activity.look(800), activity.look(900)], 'nobody does').to.deep.equal([800, 800])
    activity.asks(true)
    activity.asks(true)
    activity.asks(false)
    expect(activity.look(1_000), 'one of two still does').to.equal(0)
  })

  it('a record that is tried again is activity, also where nothing moves', () => {
    const activity = new Activity()
    const at = position()
    activity.watch([at])
    at.lease.hold()
    expect([activity.look(100), activity.look(200)]).to.deep.equal([100, 100])
    at.lease.triedAgain()
    expect([activity.look(300), activity.look(400)]).to.deep.equal([300, 300])
  })

  it('a lease drains, then is over; finished never goes back, and a new one begins anew', () => {
    const at = position()
    const { lease } = at
    const told: string[] = []
    lease.whenEnded((lost) => told.push(`first ${lost}`))
    lease.whenEnded(() => told.push('never'))()
    lease.finished(12)
    lease.finished(11)
    expect([lease.finishedOffset, lease.ended]).to.deep.equal([12, false])
    lease.drain()
    lease.finished(13)
    expect([lease.finishedOffset, lease.ended, lease.lost]).to.deep.equal([13, true, false])
    lease.end(true)
    lease.finished(14)
    lease.whenEnded((lost) => told.push(`late ${lost}`))
    expect([lease.finishedOffset, lease.lost, told]).to.deep.equal([13, true, ['first false', 'late true']])
    at.renewLease()
    expect([at.lease.ended, at.lease.finishedOffset]).to.deep.equal([false, undefined])
  })

  it('a free partition is heard of by everybody who waits for it', async () => {
    const at = position()
    await at.whenFree()
    at.lease.hold()
    const waiting = Promise.all([at.whenFree(), at.whenFree()])
    at.lease.release()
    await waiting
  })

  it('what is held goes over the wire by topic id, with its epochs', () => {
    const id = Buffer.alloc(16, 7)
    const wire = [{ topicId: id, name: 'events', partitions: [2, 5], assignmentEpochs: [40, 41] }]
    const held = assignedBy(wire)
    expect([...held.values()].map(({ partition, epoch }) => [partition, epoch])).to.deep.equal([
      [2, 40],
      [5, 41],
    ])
    expect(toWire(held)).to.deep.equal([{ topicId: id, partitions: [2, 5], assignmentEpochs: [40, 41] }])
  })

  it('slots hold milliseconds beyond 32 bits', () => {
    const slots = newProcessSlots()
    beat.write(slots, 2 ** 40)
    expect(beat.read(slots)).to.equal(2 ** 40)
    expect(monotonicMs()).to.be.greaterThan(0)
  })
})

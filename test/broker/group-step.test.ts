// The group's step function, one behaviour at a time; group-model.test.ts has their interleavings.
import { expect } from 'chai'
import {
  assignorOf,
  nextDeadlineMs,
  ownerOf,
  REBALANCE_INTERVAL_MS,
  revokingFrom,
  stateOf,
  toStored,
} from '../../broker/groups/group.ts'
import type { PartitionKey } from '../../broker/groups/model.ts'
import { limits } from '../../protocol/limits.ts'
import { Bench, idHex, moved, removed } from './group-bench.ts'

describe('consumer group: connections', () => {
  it('waits only moments for a member that lost its last connection, unless it gives a sign of life', () => {
    const bench = new Bench()
    bench.join('a')
    for (const kind of ['connected', 'connected', 'disconnected'] as const)
      bench.tell({ kind, memberId: 'a' })
    const sessionEndMs = nextDeadlineMs(bench.group)
    bench.tell({ kind: 'disconnected', memberId: 'a' })
    expect(nextDeadlineMs(bench.group), 'with one left nothing changed').to.be.below(sessionEndMs)
    bench.sync('a')
    expect(nextDeadlineMs(bench.group), 'it is back').to.be.at.least(sessionEndMs)
    for (const kind of ['connected', 'disconnected'] as const) bench.tell({ kind, memberId: 'a' })
    bench.pass(limits.disconnectGraceMs)
    bench.tell({ kind: 'tick' })
    expect(stateOf(bench.group)).to.equal('empty')
  })

  it('waits for the session of a static member, which is expected back', () => {
    const bench = new Bench()
    bench.join('a', { instanceId: 'till-1' })
    const sessionEndMs = nextDeadlineMs(bench.group)
    for (const kind of ['connected', 'disconnected'] as const) bench.tell({ kind, memberId: 'a' })
    expect(nextDeadlineMs(bench.group)).to.equal(sessionEndMs)
  })
})

describe('consumer group: assignment', () => {
  it('gives the first member everything at once, and answers its sync with it', () => {
    const bench = new Bench()
    expect(stateOf(bench.group)).to.equal('empty')
    expect(bench.join('a')).to.deep.equal({ kind: 'done', tag: 1, revision: 1 })
    const answer = bench.sync('a')
    expect(answer).to.include({ kind: 'assigned', revision: 1, stable: true })
    expect(bench.numbers('a')).to.deep.equal([0, 1, 2, 3, 4, 5])
    expect(bench.sync('a', bench.held('a')), 'nothing new: it waits').to.equal(undefined)
    expect(bench.group.revision).to.equal(1)
  })

  it('hands a partition on only once its owner synced without it, under a new epoch', () => {
    const bench = new Bench()
    bench.join('a')
    const all = bench.held('a')
    bench.sync('a', all)
    bench.pass(REBALANCE_INTERVAL_MS)
    bench.join('b')
    const told = bench.effects.find((effect) => effect.kind === 'assigned')
    expect(told?.assigned.size, 'the waiting sync hears of it').to.equal(3)
    expect(told?.stable).to.equal(false)
    expect(bench.sync('b'), 'nothing is free yet').to.equal(undefined)
    expect(revokingFrom(bench.group, 'a').size).to.equal(3)

    const [given] = [...revokingFrom(bench.group, 'a').keys()] as [PartitionKey]
    bench.sync('a', new Map([...all].filter(([key]) => key !== given)))
    expect(ownerOf(bench.group, given)).to.deep.equal({ memberId: 'b', assignmentEpoch: 2 })
    expect(revokingFrom(bench.group, 'a').size, 'the others are still its own').to.equal(2)
    bench.settle()
    expect([bench.numbers('a').length, bench.numbers('b').length]).to.deep.equal([3, 3])
  })

  it('keeps what was assigned and not yet taken, and counts no word about another epoch', () => {
    const bench = new Bench()
    bench.join('a')
    bench.sync('a')
    expect(bench.sync('a', new Map([[`${idHex('t')}/0`, 99]]))).to.include({ kind: 'assigned' })
    expect(bench.numbers('a').length).to.equal(6)
  })

  it('lets a storm of joins share assignments, and each later one moves a share', () => {
    const bench = new Bench({ t: 500 })
    const rebalances: number[] = []
    for (let at = 0; at < 50; at++) {
      bench.join(`m${at}`)
      rebalances.push(...moved(bench.effects))
      bench.nowMs += 4
    }
    bench.settle()
    expect(rebalances.length).to.equal(2)
    for (const id of bench.group.members.keys()) expect(bench.held(id).size).to.equal(10)
  })

  it('when one leaves, only its partitions move and only who gets them hears of it', () => {
    const bench = new Bench({ t: 6 })
    for (const id of ['a', 'b', 'c']) bench.join(id)
    bench.settle()
    const before = new Map(bench.group.owners)
    const gone = bench.held('c')
    bench.pass(REBALANCE_INTERVAL_MS)
    expect(bench.leave('c')).to.include({ kind: 'done' })
    expect(moved(bench.effects)).to.deep.equal([2])
    expect(removed(bench.effects)).to.deep.equal(['c left'])
    for (const [key, owner] of bench.group.owners) {
      if (!gone.has(key)) expect(owner).to.deep.equal(before.get(key))
      else expect(owner.assignmentEpoch).to.be.greaterThan(gone.get(key) as number)
    }
    expect(stateOf(bench.group)).to.equal('stable')
    expect(bench.leave('c'), 'again').to.include({ kind: 'done' })
  })

  it('takes the assignor that most members want', () => {
    const bench = new Bench()
    bench.join('a', { assignor: 'range' })
    expect(assignorOf(bench.group)).to.equal('range')
    bench.join('b')
    expect(assignorOf(bench.group), 'as many want the other').to.equal('uniform')
    bench.join('c', { assignor: 'range' })
    bench.settle()
    expect(bench.numbers('a')).to.deep.equal([0, 1])
    expect(bench.numbers('c')).to.deep.equal([4, 5])
  })

  it('a changed subscription assigns anew; the same join again changes nothing', () => {
    const bench = new Bench({ t: 2, u: 2 })
    bench.join('a')
    bench.join('b', { topics: ['t', 'u'] })
    bench.settle()
    const { epoch, assignmentEpoch } = bench.group
    bench.join('a')
    expect(bench.group).to.include({ epoch, assignmentEpoch })
    bench.join('b', { topics: ['u'] })
    bench.settle()
    expect(bench.group.epoch).to.equal(epoch + 1)
    expect(bench.held('a').size).to.equal(2)
    expect([...bench.held('b').keys()].every((key) => key.startsWith(idHex('u')))).to.equal(true)
  })
})

describe('consumer group: syncs', () => {
  it('a later sync takes the place of an earlier one, and the end of its time answers it', () => {
    const bench = new Bench()
    bench.join('a')
    bench.sync('a', bench.held('a'))
    bench.sync('a', bench.held('a'))
    expect(bench.effects).to.deep.include({
      kind: 'refused',
      tag: 2,
      code: 'ABORTED',
      message: 'a later sync of the same member took its place',
    })
    expect(bench.tell({ kind: 'syncEnds', tag: 2, memberId: 'a' }), 'long answered').to.deep.equal([])
    const [answer] = bench.tell({ kind: 'syncEnds', tag: 3, memberId: 'a' })
    expect(answer).to.deep.include({ kind: 'assigned', tag: 3, assigned: bench.held('a') })
    expect(bench.tell({ kind: 'syncEnds', tag: 3, memberId: 'a' })).to.deep.equal([])
  })

  it('refuses who is no member, and the waiting sync of who is put out', () => {
    const bench = new Bench()
    expect(bench.sync('x')).to.include({ kind: 'refused', code: 'UNKNOWN_MEMBER' })
    expect(bench.keepAlive('x')).to.include({ kind: 'refused', code: 'UNKNOWN_MEMBER' })
    bench.join('a')
    bench.sync('a', bench.held('a'))
    bench.pass(10_000)
    expect(bench.effects.map((effect) => effect.kind)).to.deep.equal(['refused', 'removed'])
    expect(stateOf(bench.group)).to.equal('empty')
    expect(bench.group).to.include({ emptySinceMs: 5_010_000 })
    expect(bench.group.owners.size).to.equal(0)
    expect(nextDeadlineMs(bench.group)).to.equal(Infinity)
  })
})

describe('consumer group: sessions', () => {
  it('lives by signs of life, and all deadlines move when the broker stood still', () => {
    const bench = new Bench()
    bench.join('a')
    bench.pass(9_999)
    expect(bench.keepAlive('a')).to.deep.equal({ kind: 'done', tag: 2, revision: 0 })
    expect(bench.member('a')).to.include({ blockedMs: 7, processingMs: 8, expiresAtMs: 19_999 })
    bench.nowMs += 60_000
    bench.tell({ kind: 'stoodStill', forMs: 60_000 })
    expect(nextDeadlineMs(bench.group)).to.equal(79_999)
    bench.pass(9_999)
    expect(removed(bench.effects)).to.deep.equal([])
    bench.pass(1)
    expect(removed(bench.effects)).to.deep.equal(['a expired'])
  })

  it('puts out who holds on to what was revoked, however alive it is', () => {
    const bench = new Bench()
    bench.join('a')
    const all = bench.held('a')
    bench.pass(1_000)
    bench.join('b')
    for (let at = 0; at < 5; at++) {
      bench.pass(5_999)
      bench.keepAlive('a')
      bench.keepAlive('b')
      expect(bench.sync('a', all), 'told at once').to.include({ kind: 'assigned' })
    }
    bench.pass(5)
    expect(removed(bench.effects)).to.deep.equal(['a held on'])
    expect(bench.numbers('b')).to.deep.equal([0, 1, 2, 3, 4, 5])
  })

  it('refuses members and partitions beyond the limits, and changes nothing then', () => {
    const bench = new Bench({ t: 6, huge: limits.partitionsPerGroupMax - 5 })
    bench.join('a')
    const { revision, epoch } = bench.group
    expect(bench.join('b', { topics: ['huge'] })).to.include({ kind: 'refused', code: 'GROUP_LIMIT' })
    for (let at = 1; at < limits.membersPerGroupMax; at++) bench.join(`m${at}`, { topics: [] })
    expect(bench.group.members.size).to.equal(limits.membersPerGroupMax)
    const before = bench.group.revision
    expect(bench.join('more')).to.include({ kind: 'refused', code: 'GROUP_LIMIT' })
    expect(bench.join('a'), 'a member is one already').to.include({ kind: 'done' })
    expect([bench.group.revision, revision, epoch]).to.deep.equal([before + 1, 1, 1])
  })
})

describe('consumer group: static members', () => {
  it('refuses a second one while the first is connected', () => {
    const bench = new Bench()
    bench.join('a', { instanceId: 's' })
    bench.tell({ kind: 'connected', memberId: 'a' })
    expect(bench.join('b', { instanceId: 's' })).to.include({ kind: 'refused', code: 'INSTANCE_IN_USE' })
    expect([...bench.group.members.keys()]).to.deep.equal(['a'])
  })

  it('replaces it once it is not, under new epochs, and nobody else hears of it', () => {
    const bench = new Bench()
    bench.join('a', { instanceId: 's' })
    bench.tell({ kind: 'connected', memberId: 'a' })
    bench.join('c')
    bench.settle()
    const before = bench.held('a')
    const other = bench.held('c')
    bench.tell({ kind: 'disconnected', memberId: 'a' })
    bench.join('b', { instanceId: 's' })
    expect(removed(bench.effects)).to.deep.equal(['a replaced'])
    expect(bench.effects.filter(({ kind }) => kind === 'assigned' || kind === 'rebalanced')).to.deep.equal([])
    expect([...bench.held('b').keys()]).to.have.members([...before.keys()])
    for (const [key, epoch] of bench.held('b')) expect(epoch).to.be.greaterThan(before.get(key) as number)
    expect(bench.held('c')).to.deep.equal(other)
    expect(stateOf(bench.group)).to.equal('stable')
    expect(bench.sync('a', before)).to.include({ kind: 'refused', code: 'UNKNOWN_MEMBER' })
  })

  it('a member that takes the static id of one it gives way to keeps what it had, under no deadline', () => {
    const bench = new Bench()
    bench.join('a')
    bench.sync('a', bench.held('a'))
    bench.pass(REBALANCE_INTERVAL_MS)
    bench.join('b', { instanceId: 's' })
    expect(revokingFrom(bench.group, 'a').size).to.equal(3)
    bench.join('a', { instanceId: 's' })
    expect(removed(bench.effects)).to.deep.equal(['b replaced'])
    expect([bench.held('a').size, bench.group.members.get('a')?.revokeByMs]).to.deep.equal([6, Infinity])
  })

  it('one that will be back keeps its partitions until its session ends', () => {
    const bench = new Bench()
    bench.join('a', { instanceId: 's' })
    bench.tell({ kind: 'connected', memberId: 'a' })
    bench.join('c')
    bench.settle()
    bench.leave('a', true)
    expect(bench.sync('a'), 'it said goodbye').to.include({ kind: 'refused', code: 'UNKNOWN_MEMBER' })
    bench.pass(9_000)
    bench.keepAlive('c')
    expect(bench.numbers('a').length).to.equal(3)
    bench.pass(1_000)
    expect(removed(bench.effects)).to.deep.equal(['a expired'])
    expect(bench.numbers('c').length).to.equal(6)
  })

  it('nobody waits for one that left', () => {
    const bench = new Bench()
    bench.join('a', { instanceId: 's' })
    bench.settle()
    bench.leave('a', true)
    bench.pass(REBALANCE_INTERVAL_MS)
    bench.join('b')
    expect([bench.numbers('a').length, bench.numbers('b').length]).to.deep.equal([3, 3])
    expect(stateOf(bench.group)).to.equal('stable')
  })
})

describe('consumer group: topics', () => {
  it('assigns partitions that are added, and knows which were there when it began', () => {
    const bench = new Bench()
    bench.join('a', { topics: ['t', 'later'] })
    bench.pass(1_000)
    bench.setTopics({ t: 8, later: 2 })
    expect(bench.held('a').size).to.equal(10)
    expect([...bench.group.begun]).to.deep.equal([
      [idHex('t'), 6],
      [idHex('later'), 0],
    ])
  })

  it('takes what is gone from its owners at once, and waits for nobody', () => {
    const bench = new Bench({ t: 2, u: 2 })
    bench.join('a', { topics: ['t', 'u'] })
    bench.sync('a', bench.held('a'))
    bench.join('b', { topics: ['t', 'u'] })
    const { revision } = bench.group
    const effects = bench.setTopics({ t: 2 })
    expect(effects[0]).to.include({ kind: 'assigned', tag: 2 })
    expect([...bench.group.owners.keys()]).to.deep.equal([`${idHex('t')}/0`, `${idHex('t')}/1`])
    expect(bench.group.begun.size).to.equal(1)
    expect(bench.group.revision).to.equal(revision + 1)
    bench.pass(REBALANCE_INTERVAL_MS)
    bench.settle()
    expect([bench.held('a').size, bench.held('b').size]).to.deep.equal([1, 1])
  })

  it('remembers a topic while nobody is there, and is not moved by topics of nobody', () => {
    const bench = new Bench()
    bench.join('a')
    bench.leave('a')
    const { epoch } = bench.group
    bench.setTopics({ t: 9, other: 3 })
    expect(bench.group.epoch).to.equal(epoch)
    expect(bench.group.begun.get(idHex('t'))).to.equal(6)
  })
})

describe('consumer group: restart', () => {
  it('moves nothing, gives everybody a session timeout, and goes on with its epochs', () => {
    const bench = new Bench()
    bench.join('a', { instanceId: 's' })
    bench.join('b')
    bench.settle()
    const owners = new Map(bench.group.owners)
    const { epoch, assignmentEpoch, begun } = bench.group
    bench.nowMs += 1_000_000
    bench.restart()
    expect(moved(bench.effects)).to.deep.equal([0])
    expect(bench.group.owners).to.deep.equal(owners)
    expect(bench.group).to.deep.include({ epoch, assignmentEpoch, begun })
    expect(bench.sync('a', bench.held('a')), 'nothing new').to.equal(undefined)
    bench.pass(9_999)
    expect(removed(bench.effects)).to.deep.equal([])
    bench.keepAlive('a')
    bench.pass(1)
    expect(removed(bench.effects)).to.deep.equal(['b expired'])
  })

  it('drops what belonged to a topic that is gone', () => {
    const bench = new Bench({ t: 2, u: 2 })
    bench.join('a', { topics: ['t', 'u'] })
    bench.topics = { t: 2 }
    bench.restart()
    expect(bench.numbers('a')).to.deep.equal([0, 1])
    expect([...bench.group.begun.keys()]).to.deep.equal([idHex('t')])
  })
})

describe('consumer group: the largest', () => {
  it('takes every kind of step, and all of its partitions stay somebody’s', () => {
    const bench = new Bench({ t: limits.partitionsPerGroupMax })
    for (let at = 0; at < limits.membersPerGroupMax; at++) bench.join(`m${at}`)
    bench.pass(REBALANCE_INTERVAL_MS)
    bench.sync('m0', bench.held('m0')) // the first had it all
    expect(stateOf(bench.group)).to.equal('stable')
    bench.pass(REBALANCE_INTERVAL_MS)
    // Told, not judged: a machine that pauses says nothing about the step.
    const told: string[] = []
    const tell = (name: string, run: () => unknown) => {
      const startedMs = performance.now()
      run()
      told.push(`${name} ${(performance.now() - startedMs).toFixed(2)}`)
    }
    tell('leave', () => bench.leave('m7'))
    tell('sync', () => bench.sync('m8', new Map()))
    tell('keepAlive', () => bench.keepAlive('m9'))
    bench.pass(REBALANCE_INTERVAL_MS)
    tell('join', () => bench.join('x'))
    tell('stored', () => toStored(bench.group))
    process.stdout.write(`      ms: ${told.join(', ')}\n`)
    const { target, members } = bench.group
    expect(target.size).to.equal(limits.partitionsPerGroupMax)
    expect([...target.values()].every((id) => members.has(id))).to.equal(true)
    expect(new Set(target.values()).size).to.equal(limits.membersPerGroupMax)
    expect(toStored(bench.group).members?.length).to.equal(limits.membersPerGroupMax)
  })
})

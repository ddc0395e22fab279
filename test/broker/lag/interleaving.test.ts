// What happens while an answer is being made: topics go, come again and grow, groups are deleted, members come and go, between any two
// slices. Every change is made at a slice's end, by force and not by sleeping.
import { expect } from 'chai'
import fc from 'fast-check'
import { AnswerRoom } from '../../../broker/groups/answer-room.ts'
import { groupDescription } from '../../../broker/groups/group-descriptions.ts'
import { GroupsSeen } from '../../../broker/lag/groups-seen.ts'
import { SampleTimes } from '../../../broker/lag/sample-times.ts'
import { SeenLogs } from '../../../broker/lag/seen-logs.ts'
import { capture, momentOf, newMoment, type Snapshot } from '../../../broker/lag/snapshot.ts'
import { ROWS_AT_ONCE, type Turns } from '../../../broker/lag/turns.ts'
import type { LagRow } from '../../../protocol/lag.ts'
import { LagWorld } from './lag-world.ts'

const PARTITIONS = 300 // more than one slice takes

/** What of a row is of the instant alone. */
const kept = ({
  group,
  topic,
  partition,
  logStart,
  logEnd,
  committed,
  committedMs,
  lag,
  members,
  owner,
}: LagRow) => ({
  group,
  topic,
  partition,
  logStart,
  logEnd,
  committed,
  committedMs,
  lag,
  members,
  owner: owner?.memberId,
})

describe('lag while everything changes', () => {
  let world: LagWorld
  beforeEach(async () => {
    world = await LagWorld.open()
  })
  afterEach(() => world.close())

  it('rows are those of the instant, whatever happens between two slices', async () => {
    for (const name of ['a', 'b']) {
      await world.create(name, PARTITIONS)
      await world.fill(name, 10)
      for (const group of ['g1', 'g2', 'g3']) await world.commit(group, name, 4)
    }
    await world.join('m', 'm1', 'b')
    const expected = (await world.rows()).map(kept)
    expect(expected).to.have.length(7 * PARTITIONS)
    const changes = [
      () => world.commit('g1', 'a', 9),
      () => world.fill('b', 5),
      () => world.lag.sampleNow(),
      () => world.store.deleteTopic(world.topic('a')),
      () => world.groups.delete('g2'),
      () => world.create('a', 3),
      () => world.commit('g2', 'b', 1),
      () => world.join('g1', 'late', 'a'),
      () => world.grow('b', PARTITIONS + 10),
      () => world.leave('m', 'm1'),
      () => world.store.deleteRecords(world.topic('b').logs[299]!, 8),
      () => world.lag.sampleNow(),
    ]
    const query = { groups: [], topics: [], grain: 'partition', snapshotId: 0, history: false } as const
    const answer = await world.lag.query(query)
    const found: LagRow[] = []
    for await (const rows of answer.rows()) {
      found.push(...rows)
      await changes.shift()?.()
    }
    expect(changes).to.deep.equal([])
    expect(found.map(kept)).to.deep.equal(expected)
    for (const { lag, committed, timeLagMs } of found) {
      if (committed === undefined) expect([lag, timeLagMs]).to.deep.equal([undefined, undefined])
      else if (timeLagMs !== undefined) expect(timeLagMs).to.be.within(0, 60_000)
    }
    expect(await world.rows(answer.snapshotId)).to.deep.equal(found)
    const now = (await world.rows()).map(({ group, topic }) => `${group}/${topic}`)
    expect(
      Object.fromEntries([...new Set(now)].map((key) => [key, now.filter((one) => one === key).length])),
    ).to.deep.equal({
      'g1/a': 3,
      'g1/b': PARTITIONS,
      'g2/b': PARTITIONS,
      'g3/b': PARTITIONS,
    })
  }).timeout(20_000)

  /** As describing a group has it, which looks everything up anew. */
  function described(): object[] {
    return [...world.groups.all()]
      .flatMap((known) =>
        (groupDescription(known, world.store, new AnswerRoom()).offsets ?? []).map((row) => ({
          group: known.live.group.name,
          topic: row.topic ?? '',
          partition: row.partition ?? 0,
          committed: row.committed === true ? row.offset : Number.NaN,
          logStart: row.logStartOffset,
          visibleEnd: row.visibleOffset,
          owner: row.owner ?? '',
        })),
      )
      .sort((a, b) => {
        const [one, other] = [a, b].map(({ group, topic, partition }) =>
          [group, topic, String(partition).padStart(5)].join(' '),
        )
        return (one as string) < (other as string) ? -1 : 1
      })
  }

  function captured(snapshot: Snapshot): object[] {
    return snapshot.groups.flatMap((moment) =>
      moment.rows.topics.flatMap(({ topic, from, to }) =>
        Array.from({ length: to - from }, (_, at) => {
          const { committed, logStart, visibleEnd } = momentOf(snapshot, moment, from + at, newMoment())
          return {
            group: moment.rows.group,
            topic,
            partition: moment.rows.rows[from + at]?.log.log.partition,
            committed,
            logStart,
            visibleEnd,
            owner: moment.owners[moment.rows.owners[from + at] as number]?.memberId ?? '',
          }
        }),
      ),
    )
  }

  it('a snapshot is what describing every group in the same turn says, whatever changed while rows were being made', async () => {
    const change = fc.record({
      kind: fc.constantFrom(
        'commit',
        'fill',
        'delete topic',
        'create',
        'grow',
        'delete group',
        'join',
        'leave',
      ),
      group: fc.constantFrom('g1', 'g2', 'g3'),
      topic: fc.constantFrom('a', 'b'),
      number: fc.integer({ min: 0, max: 3 }),
    })
    type Change = typeof change extends fc.Arbitrary<infer One> ? One : never
    const make = async ({ kind, group, topic, number }: Change) => {
      const there = world.store.topicByName(topic)
      if (kind === 'create') return there === undefined ? world.create(topic, 60 + 40 * number) : undefined
      if (kind === 'join') return world.join(group, `m${number}`, topic)
      if (kind === 'leave') return world.leave(group, `m${number}`)
      if (kind === 'delete group') return world.groups.delete(group)
      if (there === undefined) return undefined
      if (kind === 'fill') return world.fill(topic, 2)
      if (kind === 'grow') return world.grow(topic, there.logs.length + 70)
      if (kind === 'delete topic') return world.store.deleteTopic(there)
      return world.commit(
        group,
        topic,
        0,
        there.logs.filter((log) => log.partition % 4 !== number).map((log) => log.partition),
      )
    }
    let looks = 0
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 4, maxLength: 24, size: 'max' }), async (changes) => {
        await world.close()
        world = await LagWorld.open()
        const times = new SampleTimes()
        const logs = new SeenLogs(times)
        const seen = new GroupsSeen({ store: world.store, groups: world.groups, logs, forget: () => {} })
        const left = [...changes]
        const next = async () => {
          const one = left.shift()
          await (one && make(one))?.catch(() => {}) // a group with members is not deleted, and so on
          looks++
        }
        // Every place where the work may rest, it does.
        const turns = { rest: () => next(), next: () => next() } as unknown as Turns
        await world.create('a', 130)
        await world.commit('g1', 'a', 0)
        while (left.length > 0) {
          await seen.look(turns)
          await next()
          const snapshot = capture(seen.lookAtOnce(), logs, times)
          const expected = described()
          expect(captured(snapshot)).to.deep.equal(expected)
          await next()
          expect(captured(snapshot)).to.deep.equal(expected)
        }
      }),
      { numRuns: 8 },
    )
    expect(looks).to.be.above(50)
  }).timeout(60_000)

  it('rows of a large group come and go in slices, and none in the turn in which numbers are read', async () => {
    class CountedLogs extends SeenLogs {
      touched = 0
      override see(log: Parameters<SeenLogs['see']>[0]): ReturnType<SeenLogs['see']> {
        this.touched++
        return super.see(log)
      }
      override leave(log: Parameters<SeenLogs['leave']>[0]): void {
        this.touched++
        super.leave(log)
      }
    }
    const logs = new CountedLogs(new SampleTimes())
    const seen = new GroupsSeen({ store: world.store, groups: world.groups, logs, forget: () => {} })
    let most = 0
    let all = 0
    const rest = async () => {
      most = Math.max(most, logs.touched)
      all += logs.touched
      logs.touched = 0
    }
    const look = async () => {
      most = 0
      all = 0
      await seen.look({ rest, next: rest } as unknown as Turns)
      await rest()
      const rows = seen.lookAtOnce().flatMap((group) => group.rows.rows)
      expect(logs.touched).to.equal(0)
      expect(most).to.be.at.most(ROWS_AT_ONCE)
      return { rows: rows.length, all, count: logs.count }
    }
    await world.create('a', 1_000)
    await world.create('b', 1_000)
    await world.commit('g', 'a', 0)
    await world.commit('g', 'b', 0)
    expect(await look()).to.deep.equal({ rows: 2_000, all: 2_000, count: 2_000 })
    expect(await look()).to.deep.equal({ rows: 2_000, all: 0, count: 2_000 })
    await world.store.deleteTopic(world.topic('a'))
    expect(await look()).to.deep.equal({ rows: 1_000, all: 1_000, count: 1_000 })
    await world.groups.delete('g')
    expect(await look()).to.deep.equal({ rows: 0, all: 1_000, count: 0 })
    // What changes between the look and the turn in which numbers are read is made in that turn, and what has to go waits.
    await world.commit('g', 'b', 0)
    await look()
    await world.store.deleteTopic(world.topic('b'))
    expect(seen.lookAtOnce().flatMap((group) => group.rows.rows)).to.deep.equal([])
    expect(logs.touched).to.equal(0)
    expect(await look()).to.deep.equal({ rows: 0, all: 1_000, count: 0 })
  })

  it('a group that took the place of another is seen, and the other is not', async () => {
    await world.create('a', 2)
    await world.commit('old', 'a', 0)
    expect((await world.rows()).map(({ group }) => group)).to.deep.equal(['old', 'old'])
    await world.groups.delete('old')
    await world.commit('new', 'a', 0, [1])
    expect((await world.rows()).map(({ group }) => group)).to.deep.equal(['new'])
  })

  it('a group made anew under its name begins without a past', async () => {
    await world.create('a', 1)
    await world.fill('a', 10)
    await world.commit('g', 'a', 9)
    await world.lag.sampleNow()
    await world.lag.sampleNow()
    expect((await world.rows(0, true))[0]?.history).to.have.length(2)
    await world.groups.delete('g')
    await world.commit('g', 'a', 3)
    const [row] = await world.rows(0, true)
    expect(row).to.include({ lag: 7 })
    expect(row?.history ?? []).to.have.length(0)
    await world.lag.sampleNow()
    const [after] = await world.rows(0, true)
    expect(after?.history).to.deep.equal([7])
    expect(after?.status).to.not.equal('REWIND')
  })

  it('a snapshot tells of a group that is gone what held at its instant, whoever asks first', async () => {
    await world.create('a', 1)
    await world.fill('a', 10)
    for (const offset of [8, 3, 3]) {
      await world.commit('rewinds', 'a', offset)
      await world.lag.sampleNow()
    }
    await world.join('rewinds', 'm', 'a')
    const { now } = Date
    const query = {
      groups: ['rewinds'],
      topics: [],
      grain: 'partition',
      snapshotId: 0,
      history: true,
    } as const
    const ask = async (snapshotId: number) => {
      const answer = await world.lag.query({ ...query, snapshotId })
      return {
        id: answer.snapshotId,
        read: async () => {
          for await (const [row] of answer.rows()) return row
          return undefined
        },
      }
    }
    let unread: Awaited<ReturnType<typeof ask>>
    try {
      Date.now = () => now() + 20_000 // what is unread for 5 s is nobody's problem
      unread = await ask(0)
    } finally {
      Date.now = now
    }
    await world.leave('rewinds', 'm')
    await world.groups.delete('rewinds')
    for (let sample = 0; sample < 6; sample++) await world.lag.sampleNow()
    const row = await (await ask(unread.id)).read()
    expect(row).to.deep.include({ status: 'REWIND', lag: 7, history: [2, 7, 7] })
    expect(await unread.read()).to.deep.equal(row)
    expect(await (await ask(unread.id)).read()).to.deep.equal(row)
  })

  it('what was remembered of a record goes with the record', async () => {
    await world.create('a', 1)
    await world.fill('a', 100)
    await world.commit('seen', 'a', 10)
    await world.lag.sampleNow()
    const [before] = await world.rows()
    await world.fill('a', 100)
    await world.store.deleteRecords(world.topic('a').logs[0]!, 150)
    await world.commit('new', 'a', 10)
    const [fresh, seen] = await world.rows()
    expect([fresh?.status, seen?.status]).to.deep.equal(['LOST', 'LOST'])
    expect([seen?.timeLagMs, seen?.bytesBehind]).to.deep.equal([fresh?.timeLagMs, fresh?.bytesBehind])
    expect(seen?.bytesBehind).to.be.below(before?.bytesBehind as number)
  })

  it('who asks at once is told of one instant, and who asks after a commit is told of it', async () => {
    await world.create('a', 1)
    await world.fill('a', 10)
    await world.commit('g', 'a', 1)
    const query = { groups: [], topics: [], grain: 'partition', snapshotId: 0, history: false } as const
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.lag.query(query)))
    expect(new Set(answers.map(({ snapshotId }) => snapshotId)).size).to.equal(1)
    const asked = [world.rows()]
    for (let offset = 2; offset <= 9; offset++) {
      await world.commit('g', 'a', offset)
      asked.push(world.rows())
    }
    const lags = (await Promise.all(asked)).map(([row]) => row?.lag)
    for (const [at, lag] of lags.entries()) expect(lag).to.be.at.most(9 - at)
  })

  it('one slice runs in a turn, however many are asked for', async () => {
    await world.create('a', 400)
    await world.fill('a', 1)
    for (const group of ['g1', 'g2', 'g3']) await world.commit(group, 'a', 0)
    const { snapshotId } = await world.lag.query({
      groups: [],
      topics: [],
      grain: 'group',
      snapshotId: 0,
      history: false,
    })
    let turn = 0
    let isOver = false
    const count = () => {
      turn++
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    const slices: number[] = []
    const walk = async () => {
      const query = { groups: [], topics: [], grain: 'partition', snapshotId, history: true } as const
      for await (const rows of (await world.lag.query(query)).rows()) {
        expect(rows.length).to.be.within(1, 128)
        slices.push(turn)
        const endMs = performance.now() + 4
        while (performance.now() < endMs) continue // more than a slice may take
      }
    }
    await Promise.all(Array.from({ length: 10 }, walk))
    isOver = true
    const most = Math.max(...[...new Set(slices)].map((at) => slices.filter((one) => one === at).length))
    expect(slices.length).to.be.above(90)
    expect(most).to.be.at.most(2)
  })
})

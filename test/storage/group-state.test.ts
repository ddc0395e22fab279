// Groups and committed offsets as the metadata log tells them.
import { expect } from 'chai'
import fc from 'fast-check'
import {
  decodeMetadataRecord,
  encodeMetadataRecord,
  type MetadataRecordInit,
} from '../../protocol/messages.ts'
import { MetadataState } from '../../storage/metadata-state.ts'

const id = (number: number) => Buffer.alloc(16, number)
const topic = (number: number): MetadataRecordInit => ({
  topic: { id: id(number), name: `t${number}`, partitions: 5_000, settings: [], createdMs: 5 },
})
const commit = (group: string, committedMs: number, ...offsets: [number, number, number, number?][]) => ({
  offsetsCommitted: {
    group,
    committedMs,
    offsets: offsets.map(([number, partition, offset, leaderEpoch]) => ({
      topicId: id(number),
      partition,
      offset,
      ...(leaderEpoch === undefined ? {} : { leaderEpoch, hasLeaderEpoch: true }),
    })),
  },
})
const member = (memberId: string, ...partitions: number[]) => ({
  memberId,
  instanceId: `i-${memberId}`,
  clientId: 'c',
  address: 'a',
  topics: ['t1', 'not there'],
  assignor: 'range',
  sessionTimeoutMs: 45_000,
  maxProcessingMs: 300_000,
  joinedMs: 7,
  owned: [{ topicId: id(1), partitions, assignmentEpochs: partitions.map((one) => one + 10) }],
  left: partitions.length === 0,
})
const group = (name: string, epoch: number, ...members: ReturnType<typeof member>[]) => ({
  group: {
    name,
    epoch,
    assignmentEpoch: epoch + 1,
    members,
    emptySinceMs: members.length === 0 ? 9 : 0,
    begun: [{ topicId: id(1), partitions: 3 }],
  },
})

function fold(...records: MetadataRecordInit[]): MetadataState {
  const state = new MetadataState()
  for (const record of records) state.apply(record)
  return state
}

function show({ groups }: MetadataState) {
  const shown = [...groups.all()].map(({ state, offsets, lastCommitMs }) => ({
    state,
    lastCommitMs,
    offsets: [...offsets]
      .map(([idHex, positions]) => [idHex, [...positions].sort(([a], [b]) => a - b)] as const)
      .filter(([, positions]) => positions.length > 0)
      .sort(([a], [b]) => a.localeCompare(b)),
  }))
  return { count: groups.offsetCount, groups: shown.sort((a, b) => (a.state.name < b.state.name ? -1 : 1)) }
}

const stored = (state: MetadataState) =>
  [...state.snapshot()].map((one) => decodeMetadataRecord(encodeMetadataRecord(one)))

describe('group state', () => {
  it('a commit makes the group where there is none, and no group record takes offsets away', () => {
    const state = fold(topic(1), commit('g', 50, [1, 0, 7], [1, 1, 8, 3]))
    expect(state.groups.get('g')?.state).to.include({ name: 'g', epoch: 0, emptySinceMs: 50 })
    state.apply(group('g', 4, member('m', 0, 1)))
    state.apply(commit('g', 60, [1, 0, 5]))
    const known = state.groups.get('g')
    expect(known?.state).to.include({ epoch: 4, emptySinceMs: 0 })
    expect(known?.offsets.get(id(1).toString('hex'))?.get(0)).to.deep.equal({
      offset: 5,
      leaderEpoch: undefined,
      committedMs: 60,
    })
    expect(known?.offsets.get(id(1).toString('hex'))?.get(1)).to.deep.equal({
      offset: 8,
      leaderEpoch: 3,
      committedMs: 50,
    })
    expect([state.groups.offsetCount, known?.lastCommitMs]).to.deep.equal([2, 60])
  })

  it('offsets go with their topic and with their group, and late ones change nothing', () => {
    const state = fold(topic(1), topic(2), commit('g', 5, [1, 0, 7], [2, 0, 7]), commit('h', 5, [1, 0, 7]))
    state.apply({ topicDeleted: { id: id(1) } })
    state.apply(commit('g', 6, [1, 0, 9]))
    expect(state.groups.offsetCount).to.equal(1)
    expect([...(state.groups.get('h')?.offsets.keys() ?? [])]).to.deep.equal([])
    state.apply({ groupDeleted: { name: 'g' } })
    expect(state.groups.offsetCount).to.equal(0)
    expect([...state.groups.all()].map((one) => one.state.name)).to.deep.equal(['h'])
  })

  it('keeps nothing of the bytes a record was decoded from', () => {
    const bytes = [group('g', 1, member('m', 0)), commit('g', 1, [1, 0, 1])].map(encodeMetadataRecord)
    const state = fold(topic(1), ...bytes.map(decodeMetadataRecord))
    for (const one of bytes) one.fill(0xff)
    expect(state.groups.get('g')?.state.members[0]?.owned[0]?.topicId).to.deep.equal(id(1))
    expect(show(fold(...stored(state)))).to.deep.equal(show(state))
  })

  it('a snapshot names at most 1,000 partitions a record', () => {
    const partitions = Array.from({ length: 2_500 }, (_, partition) => [1, partition, partition] as const)
    const state = fold(
      topic(1),
      commit('g', 5, ...partitions.map((one): [number, number, number] => [...one])),
    )
    const sizes = stored(state).map((one) => one.offsetsCommitted?.offsets.length ?? 0)
    expect(sizes.filter((size) => size > 0)).to.deep.equal([1_000, 1_000, 500])
    expect(show(fold(...stored(state)))).to.deep.equal(show(state))
  })

  it('a position is one object as long as it stands, and the revision tells when one comes or goes', () => {
    const state = fold(topic(1), topic(2), commit('g', 5, [1, 0, 7], [1, 1, 7]))
    const known = state.groups.get('g')
    const position = known?.offsets.get(id(1).toString('hex'))?.get(0)
    const revisions = [known?.positionsRevision]
    const then = (record: MetadataRecordInit) => {
      state.apply(record)
      revisions.push(state.groups.get('g')?.positionsRevision)
    }
    then(commit('g', 6, [1, 0, 9, 4]))
    expect(position).to.deep.equal({ offset: 9, leaderEpoch: 4, committedMs: 6 })
    then(commit('g', 7, [1, 0, 3]))
    expect(position).to.deep.equal({ offset: 3, leaderEpoch: undefined, committedMs: 7 })
    then(group('g', 4, member('m', 0)))
    then(commit('g', 8, [2, 0, 1]))
    then({ topicDeleted: { id: id(2) } })
    then({ topicDeleted: { id: id(2) } })
    const [first = 0] = revisions
    expect(revisions.map((revision = 0) => revision - first)).to.deep.equal([0, 0, 0, 0, 1, 2, 2])
  })

  it('a snapshot read in slices, with the commits in between behind it, folds to the state after them', () => {
    const place = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat(3), fc.nat(99))
    const commits = fc.array(
      fc.tuple(fc.constantFrom('g', 'h'), fc.integer({ min: 1, max: 99 }), fc.array(place, { maxLength: 3 })),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(commits, commits, (before, between) => {
        const state = fold(
          topic(1),
          topic(2),
          ...before.map(([name, ms, offsets]) => commit(name, ms, ...offsets)),
        )
        const left = between.map(([name, ms, offsets]) => commit(name, ms, ...offsets))
        const behind = [...left]
        const written: MetadataRecordInit[] = []
        for (const record of state.snapshot()) {
          written.push(decodeMetadataRecord(encodeMetadataRecord(record)))
          const next = left.shift()
          if (next !== undefined) state.apply(next)
        }
        for (const record of left) state.apply(record)
        expect(show(fold(...written, ...behind))).to.deep.equal(show(state))
      }),
    )
  })

  it('folds a snapshot to the state it was taken of', () => {
    const number = fc.integer({ min: 1, max: 3 })
    const name = fc.constantFrom('g', 'h')
    const offset = fc.tuple(number, fc.nat(4), fc.nat(99), fc.option(fc.nat(3), { nil: undefined }))
    const record = fc.oneof(
      number.map(topic),
      number.map((n) => ({ topicDeleted: { id: id(n) } })),
      name.map((one) => ({ groupDeleted: { name: one } })),
      fc
        .tuple(name, fc.nat(9), fc.array(fc.nat(5), { maxLength: 3 }))
        .map(([one, epoch, owned]) =>
          group(one, epoch, ...owned.map((n) => member(`m${n}`, ...[n].slice(n % 2)))),
        ),
      fc
        .tuple(name, fc.integer({ min: 1, max: 99 }), fc.array(offset, { maxLength: 4 }))
        .map(([one, ms, offsets]) => commit(one, ms, ...(offsets as [number, number, number, number?][]))),
    )
    fc.assert(
      fc.property(fc.array(record as fc.Arbitrary<MetadataRecordInit>, { maxLength: 40 }), (records) => {
        const state = fold(...records.map((one) => decodeMetadataRecord(encodeMetadataRecord(one))))
        expect(show(fold(...stored(state)))).to.deep.equal(show(state))
      }),
      { numRuns: 200 },
    )
  })
})

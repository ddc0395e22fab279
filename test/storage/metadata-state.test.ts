import { expect } from 'chai'
import fc from 'fast-check'
import {
  decodeMetadataRecord,
  encodeMetadataRecord,
  type MetadataRecordInit,
} from '../../protocol/messages.ts'
import { MetadataState } from '../../storage/metadata-state.ts'

const id = (number: number) => Buffer.alloc(16, number)
const topic = (number: number, name = `t${number}`): MetadataRecordInit => ({
  topic: {
    id: id(number),
    name,
    partitions: 2,
    settings: [{ key: 'durability', value: 'memory' }],
    createdMs: 5,
  },
})
const sealed = (number: number, baseOffset: number) => ({
  segmentSealed: {
    topicId: id(number),
    partition: 1,
    baseOffset,
    generation: 0,
    endOffset: baseOffset + 10,
    sizeBytes: 100,
    firstAppendMs: 1,
    lastAppendMs: 2,
    headersCrc: 3,
    maxTimestampMs: 4,
  },
})

function fold(...records: MetadataRecordInit[]): MetadataState {
  const state = new MetadataState()
  for (const record of records) state.apply(record)
  return state
}

function show(state: MetadataState) {
  const logs = [...state.topics.values()].flatMap(({ id: topicId, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => state.log(topicId, partition)),
  )
  return {
    bootEpoch: state.bootEpoch,
    next: state.nextProducerId,
    dead: [...state.dead].sort(),
    topics: [...state.topics.entries()].sort(([a], [b]) => a.localeCompare(b)),
    logs: logs.map(({ sealed, dropped, ...log }) => ({
      ...log,
      sealed: [...sealed.values()],
      dropped: [...dropped],
    })),
  }
}

describe('metadata state', () => {
  it('keeps the newest record about a thing', () => {
    const state = fold(
      topic(1),
      topic(1, 'renamed'),
      { logStart: { topicId: id(1), partition: 1, offset: 7 } },
      { logStart: { topicId: id(1), partition: 1, offset: 3 } },
    )
    expect(state.topics.get(id(1).toString('hex'))?.name).to.equal('renamed')
    expect(state.log(id(1), 1).startOffset).to.equal(7)
  })

  it('a dropped segment is no sealed one, until its files are known to be gone', () => {
    const state = fold(topic(1), sealed(1, 0), sealed(1, 10), {
      segmentDropped: { topicId: id(1), partition: 1, baseOffset: 0, generation: 0 },
    })
    expect([...state.log(id(1), 1).sealed.keys()]).to.deep.equal([10])
    expect([...state.log(id(1), 1).dropped.keys()]).to.deep.equal([0])
  })

  it('forgets a deleted topic, and what comes late about it', () => {
    const state = fold(topic(1), sealed(1, 0), { topicDeleted: { id: id(1) } }, sealed(1, 10), {
      logStart: { topicId: id(1), partition: 0, offset: 4 },
    })
    expect(state.topics.size).to.equal(0)
    expect([...state.dead]).to.deep.equal([id(1).toString('hex')])
    state.apply({ topicGone: { id: id(1) } })
    expect(state.dead.size).to.equal(0)
    expect([...state.snapshot()]).to.have.lengthOf(2)
  })

  it('folds a snapshot to the state it was taken of', () => {
    const number = fc.integer({ min: 1, max: 3 })
    const record = fc.oneof(
      number.map((n) => topic(n)),
      number.map((n) => ({ topicDeleted: { id: id(n) } })),
      number.map((n) => ({ topicGone: { id: id(n) } })),
      fc.tuple(number, fc.nat(5)).map(([n, base]) => sealed(n, base * 10)),
      fc.tuple(number, fc.nat(5)).map(([n, base]) => ({
        segmentDropped: { topicId: id(n), partition: 1, baseOffset: base * 10, generation: 0 },
      })),
      fc
        .tuple(number, fc.nat(50))
        .map(([n, offset]) => ({ logStart: { topicId: id(n), partition: 0, offset } })),
      fc
        .tuple(number, fc.nat(4), fc.nat(50))
        .map(([n, epoch, offset]) => ({ epochStart: { topicId: id(n), partition: 0, epoch, offset } })),
      fc.nat(9999).map((next) => ({ producerIds: { next } })),
      fc.nat(9).map((bootEpoch) => ({ brokerBooted: { bootEpoch, clusterId: 'c', bootedMs: 1 } })),
    )
    fc.assert(
      fc.property(fc.array(record as fc.Arbitrary<MetadataRecordInit>, { maxLength: 40 }), (records) => {
        const state = fold(...records)
        const stored = [...state.snapshot()].map((one) => decodeMetadataRecord(encodeMetadataRecord(one)))
        expect(show(fold(...stored))).to.deep.equal(show(state))
      }),
      { numRuns: 200 },
    )
  })
})

describe('epochs in the metadata state', () => {
  const epoch = (number: number, offset: number): MetadataRecordInit => ({
    epochStart: { topicId: id(1), partition: 0, epoch: number, offset },
  })

  it('an epoch that comes late, with a younger one in front of it, is none', () => {
    const state = fold(topic(1), epoch(1, 0), epoch(0, 1))
    expect(state.log(id(1), 0).epochs).to.deep.equal([{ epoch: 1, offset: 0 }])
    expect(show(fold(...state.snapshot()))).to.deep.equal(show(state))
  })

  it('an epoch of which a crash left nothing does not hide where the next one began', () => {
    const state = fold(topic(1), epoch(6, 0), epoch(7, 95), epoch(8, 90))
    expect(state.log(id(1), 0).epochs).to.deep.equal([
      { epoch: 6, offset: 0 },
      { epoch: 8, offset: 90 },
    ])
  })

  it('keeps no epochs that ended below the begin of the log', () => {
    const start = { logStart: { topicId: id(1), partition: 0, offset: 25 } }
    const state = fold(topic(1), epoch(1, 0), epoch(2, 10), epoch(3, 20), epoch(4, 30), start)
    expect(state.log(id(1), 0).epochs.map((one) => one.epoch)).to.deep.equal([3, 4])
    state.apply(epoch(5, 40))
    expect(
      fold(topic(1), ...state.snapshot())
        .log(id(1), 0)
        .epochs.map((one) => one.epoch),
    ).to.deep.equal([3, 4, 5])
  })
})

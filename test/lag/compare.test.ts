// The truth of a partition, the readers of the interfaces' texts, and the comparison, on documents written here: that a wrong figure
// would be seen. The runs against a broker are run-scenarios.ts's.
import { expect } from 'chai'
import { differences, faultsOf, sumFaults } from './compare.ts'
import { key, seenOfCells, viewOfDocument, viewOfMetrics, viewOfTable } from './interfaces.ts'
import { Barrier } from './phases.ts'
import { PartitionTruth } from './truth.ts'
import type { LagDocument, LagRowDocument } from '../../protocol/lag-document.ts'

const T = 1_800_000_000_000

function truth(): PartitionTruth {
  const of = new PartitionTruth()
  of.appended({ firstOffset: 0, count: 10 }, T, T + 10)
  of.appended({ firstOffset: 10, count: 10 }, T + 1_000, T + 1_010)
  of.appended({ firstOffset: 20, count: 10 }, T + 9_000, T + 9_100)
  return of
}

const row: LagRowDocument = {
  group: 'g',
  topic: 't',
  partition: 0,
  status: 'SLOW',
  reason: { rule: 'falling-behind', values: {} },
  worst: null,
  committed: 10,
  logStart: 0,
  logEnd: 30,
  lag: 20,
  timeLagMs: 8_500,
  timeLagEstimated: false,
  bytesBehind: null,
  inPerSecond: null,
  outPerSecond: null,
  slopePerSecond: null,
  catchUpMs: null,
  headroomMs: null,
  headroomRatio: null,
  committedMs: null,
  commitAgeMs: null,
  members: 1,
  partitions: 1,
  uncommitted: 0,
  owner: null,
  statusCounts: null,
  history: null,
}
const document = (rows: readonly LagRowDocument[]): LagDocument => ({
  schema: 'lag/v1',
  snapshotId: 7,
  ts: new Date(T).toISOString(),
  windowMs: 0,
  by: 'partition',
  rows,
})

describe('scenarios of lag: truth', () => {
  it('what is answered counts, what is not may, what was not asked for does not', () => {
    const of = truth()
    of.committing(10, T + 500)(T + 510)
    const done = of.committing(20, T + 9_500)
    expect(of.at(T + 9_050).visibleEnd).to.deep.equal({ least: 20, most: 30 })
    expect(of.at(T + 9_050).lag).to.deep.equal({ least: 10, most: 20 })
    expect(of.at(T + 9_600).committed).to.deep.equal({ least: 10, most: 20 })
    done(T + 9_550)
    expect(of.at(T + 9_600).committed).to.deep.equal({ least: 20, most: 20 })
    expect(of.at(T + 9_600).lag).to.deep.equal({ least: 10, most: 10 })
  })

  it('time lag is counted from the append of the first unread record', () => {
    const of = truth()
    expect(of.at(T + 9_600).timeLagMs).to.equal(undefined)
    of.committing(10, T + 500)(T + 510)
    expect(of.at(T + 9_600).timeLagMs).to.deep.equal({ least: 8_588, most: 8_602 })
    of.committing(30, T + 9_610)(T + 9_620)
    expect(of.at(T + 9_700).timeLagMs).to.deep.equal({ least: 0, most: 2 })
  })

  it('what retention deleted is no first unread record, and is still lag; a commit may go back', () => {
    const of = truth()
    of.committing(0, T + 500)(T + 510)
    of.startsAt(20)
    expect(of.at(T + 9_600).timeLagMs).to.deep.equal({ least: 498, most: 602 })
    expect(of.at(T + 9_600).lag).to.deep.equal({ least: 30, most: 30 })
    of.committing(30, T + 9_610)(T + 9_620)
    of.committing(20, T + 9_630)(T + 9_640)
    expect(of.at(T + 9_700).committed).to.deep.equal({ least: 20, most: 20 })
  })
})

describe('scenarios of lag: readers', () => {
  it('a table', () => {
    const view = viewOfTable('g  t  0  ■ SLOW    1234  ~1m 05s\ng  t  1  NEW          -  -\n\n2 rows\n')
    expect([...view.keys()]).to.deep.equal(['g/t/0', 'g/t/1'])
    expect(view.get('g/t/0')).to.deep.equal({
      status: 'SLOW',
      lag: 1_234,
      timeLagMs: { least: 64_000, most: 66_000 },
    })
    expect(view.get('g/t/1')).to.deep.equal({ status: 'NEW', lag: undefined, timeLagMs: undefined })
  })

  it('cells: rounded to the place that is shown; what is no figure is none', () => {
    const { timeLagMs } = seenOfCells('OK', '0', '2.5s')
    expect(timeLagMs).to.deep.equal({ least: 2_400, most: 2_600 })
    expect(seenOfCells('OK', '12,345', '0s')).to.deep.equal({
      status: 'OK',
      lag: 12_345,
      timeLagMs: { least: 0, most: 1_000 },
    })
    expect(seenOfCells('OK', '1.2k', 'soon')).to.deep.equal({
      status: 'OK',
      lag: Number.NaN,
      timeLagMs: { least: Number.NaN, most: Number.NaN },
    })
  })

  it('metrics: a series that is not there is not known', () => {
    const labels = '{group="g",topic="t",partition="0"}'
    const view = viewOfMetrics(
      `sluice_consumergroup_group_lag${labels} 20\nsluice_consumergroup_group_lag_seconds${labels} 8.5\n` +
        `sluice_consumergroup_group_partition_status${labels} 2\n` +
        'sluice_consumergroup_group_partition_status{group="g",topic="t",partition="1"} 1\n',
    )
    expect(view.get('g/t/0')).to.deep.equal({
      status: 'SLOW',
      lag: 20,
      timeLagMs: { least: 8_500, most: 8_500 },
    })
    expect(view.get('g/t/1')).to.deep.equal({ status: 'NEW', lag: undefined, timeLagMs: undefined })
  })
})

describe('scenarios of lag: comparison', () => {
  const at = () => {
    const of = truth()
    of.committing(10, T + 500)(T + 510)
    return of.at(T + 9_600)
  }
  const seen = viewOfDocument(document([row])).get(key('g', 't', 0))

  it('finds nothing where all is right', () => {
    expect(faultsOf(seen, 'SLOW', at())).to.deep.equal([])
  })

  it('finds a wrong status, one record, a second and a bit, and 0 for what is not known', () => {
    const of = (change: Partial<LagRowDocument>) =>
      faultsOf(viewOfDocument(document([{ ...row, ...change }])).get('g/t/0'), 'SLOW', at()).length
    expect(of({ status: 'OK' })).to.equal(1)
    expect(of({ lag: 21 })).to.equal(1)
    expect(of({ lag: 19 })).to.equal(1)
    expect(of({ lag: null })).to.equal(1)
    expect(of({ timeLagMs: 7_580 })).to.equal(1)
    expect(of({ timeLagMs: 9_610 })).to.equal(1)
    expect(of({ timeLagMs: null })).to.equal(1)
    const unknown = new PartitionTruth().at(T)
    expect(faultsOf(seen, 'SLOW', unknown).length).to.equal(2)
    expect(faultsOf({ status: 'NEW', lag: 0, timeLagMs: undefined }, 'NEW', unknown).length).to.equal(1)
    expect(faultsOf(undefined, 'SLOW', at())).to.deep.equal(['not there'])
  })

  it('finds interfaces that differ, but for what a text has rounded', () => {
    const json = viewOfDocument(document([row]))
    const table = viewOfTable('g  t  0  SLOW  20  8s\n')
    expect(differences({ json, table })).to.deep.equal([])
    expect(differences({ json, table: viewOfTable('g  t  0  SLOW  20  10s\n') })).to.have.length(1)
    expect(differences({ json, table: viewOfTable('g  t  0  SLOW  21  8s\n') })).to.have.length(1)
    expect(differences({ json, table: viewOfTable('') })).to.have.length(1)
  })

  it('finds a group that is not the sum of its partitions', () => {
    const parts = document([
      row,
      { ...row, partition: 1, lag: 5, timeLagMs: 100 },
      { ...row, partition: 2, lag: null, timeLagMs: null },
    ])
    const whole = {
      ...row,
      topic: null,
      partition: null,
      lag: 25,
      timeLagMs: 8_500,
      partitions: 3,
      uncommitted: 1,
    }
    expect(sumFaults(document([whole]), parts)).to.deep.equal([])
    for (const wrong of [{ lag: 20 }, { timeLagMs: 100 }, { uncommitted: 0 }, { partitions: 2 }])
      expect(sumFaults(document([{ ...whole, ...wrong }]), parts)).to.have.length(1)
  })
})

describe('scenarios of lag: phases', () => {
  it('is whole when everybody is there; who wants to be last hears of it', async () => {
    const barrier = new Barrier()
    barrier.expect('one', ['a', 'b', 'c'])
    const order: string[] = []
    const last = barrier.almost('c', 'one').then(() => order.push('almost'))
    const arrived = [barrier.arrive('a', 'one'), barrier.arrive('b', 'one')]
    await last
    expect(barrier.missing('one')).to.deep.equal(['c'])
    arrived.push(barrier.arrive('c', 'one'))
    await barrier.whole('one')
    barrier.release('one')
    await Promise.all(arrived)
    expect(order).to.deep.equal(['almost'])
    expect(() => barrier.arrive('d', 'one')).to.throw('shows nothing')
  })
})

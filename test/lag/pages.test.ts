// Answers that take many pages: a group of 20,000 partitions, and a thousand groups. Every row once, in order, of one instant, whatever is
// appended and committed between two pages; and the sums of the coarser grains are those of the rows.
import { expect } from 'chai'
import { type Client, connect, type LagReport, type LagRow } from '../../client/index.ts'
import { brokerOf } from '../broker/fixture.ts'
import { RawPeer } from '../broker/raw-peer.ts'

const PARTITIONS = 4_000
const TOPICS = ['wide-0', 'wide-1', 'wide-2', 'wide-3']
const GROUPS = 1_000
const OF_EACH = 4

const place = ({ group, topic, partition }: LagRow) =>
  `${group}/${topic}/${String(partition).padStart(5, '0')}`

function expectEachOnceInOrder({ rows }: LagReport, count: number): void {
  const places = rows.map(place)
  expect(places.length).to.equal(count)
  expect(new Set(places).size).to.equal(count)
  expect(places).to.deep.equal([...places].sort())
}

describe('lag in many pages', function () {
  this.timeout(60_000)
  const broker = brokerOf({ settings: { 'topics.autoCreate': 'false' } })
  let client: Client
  before(async () => {
    client = connect({ brokers: [broker().address] })
    for (const topic of TOPICS) await client.admin.topics.create(topic, { partitions: PARTITIONS })
    await client.admin.topics.create('shared', { partitions: OF_EACH })
  })
  after(() => client.close())

  const lag = (spec: Parameters<Client['admin']['groups']['lag']>[0]) => client.admin.groups.lag(spec)

  it('a group of 16,000 partitions: each once and in order, the same again by its snapshot', async () => {
    const count = PARTITIONS * TOPICS.length
    await client.admin.groups.resetOffsets('wide', { to: 'earliest', topics: TOPICS }, { create: true })
    const records = Array.from({ length: 300 }, (_, i) => ({ partition: i * 13, value: `${i}` }))
    await client.producer().sendBatch('wide-1', records)
    const report = await lag({ groups: ['wide'] })
    expectEachOnceInOrder(report, count)
    expect(report.rows.reduce((sum, row) => sum + (row.lag ?? Number.NaN), 0)).to.equal(records.length)

    await client.producer().sendBatch('wide-1', records)
    await client.admin.groups.resetOffsets('wide', { to: 'latest', topics: ['wide-1'] })
    const { snapshotId } = report
    expect(await lag({ groups: ['wide'], snapshotId })).to.deep.equal(report)
    const [whole] = (await lag({ groups: ['wide'], by: 'group', snapshotId })).rows
    expect(whole).to.include({ lag: records.length, partitions: count, uncommitted: 0 })
    const [now] = (await lag({ groups: ['wide'], by: 'group' })).rows
    expect(now).to.include({ lag: 0, partitions: count })
  })

  it('takes more than one page for that, all of one snapshot', async () => {
    const peer = await RawPeer.hello(broker().address)
    let pages = 0
    let rows = 0
    let snapshotId = 0
    for (let fromRow = 0; pages === 0 || fromRow > 0; pages++) {
      const { response } = await peer.call({ lag: { groups: ['wide'], snapshotId, fromRow } })
      const answer = response.lag
      if (answer === null) throw new Error(response.failure?.message)
      expect(answer.rowsTotal).to.equal(PARTITIONS * TOPICS.length)
      rows = answer.nextRow === 0 ? answer.rowsTotal : answer.nextRow
      if (snapshotId > 0) expect(answer.snapshotId).to.equal(snapshotId)
      snapshotId = answer.snapshotId
      fromRow = answer.nextRow
    }
    expect(pages).to.be.greaterThan(1)
    expect(rows).to.equal(PARTITIONS * TOPICS.length)
    await peer.close()
  })

  it('a thousand groups: each once and in order; patterns choose', async () => {
    const names = Array.from({ length: GROUPS }, (_, i) => `team-${String(i).padStart(4, '0')}`)
    for (let from = 0; from < GROUPS; from += 50)
      await Promise.all(
        names
          .slice(from, from + 50)
          .map((name) =>
            client.admin.groups.resetOffsets(name, { to: 'earliest', topics: ['shared'] }, { create: true }),
          ),
      )
    await client.producer().sendBatch('shared', [{ partition: 2, value: 'one' }])
    const report = await lag({ groups: ['team-*'] })
    expectEachOnceInOrder(report, GROUPS * OF_EACH)
    const { snapshotId } = report
    const byGroup = await lag({ groups: ['team-*'], by: 'group', snapshotId })
    expect(byGroup.rows.map(({ group }) => group)).to.deep.equal(names)
    for (const row of byGroup.rows) expect(row).to.include({ lag: 1, partitions: OF_EACH })
    expect((await lag({ groups: ['team-00?7'], by: 'topic', snapshotId })).rows).to.have.length(10)
  })
})

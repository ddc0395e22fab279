// Lag in /metrics: of one snapshot, and the same that a client makes of the rows it is answered.
import { expect } from 'chai'
import { type Client, connect } from '../../client/index.ts'
import { LagPrometheus } from '../../protocol/lag-prometheus.ts'
import { limits } from '../../protocol/limits.ts'
import { brokerOf } from './fixture.ts'

const group = 'sluice_consumergroup_group'

/** The samples of lag, which stand together. */
function lagOf(text: string): string {
  return text.slice(text.indexOf('# HELP sluice_lag_snapshot_id'))
}

function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

describe('broker: lag in /metrics', () => {
  const broker = brokerOf({ http: '127.0.0.1:0' })
  let client: Client
  const get = (query = '', init?: RequestInit) =>
    fetch(`http://${broker().httpAddress}/metrics${query}`, init)

  before(async () => {
    client = connect({ brokers: [broker().address] })
    await client.admin.topics.create('orders', { partitions: 2 })
    await consume(3, 2)
  })
  after(() => client.close())

  /** Appends so many to partition 0, and commits so many of all there are. */
  async function consume(appended: number, committed: number): Promise<void> {
    for (let n = 0; n < appended; n++) await client.producer().send('orders', { partition: 0, value: 'one' })
    const spec = { to: { offset: committed }, topics: [{ topic: 'orders', partitions: [0] }] }
    await client.admin.groups.resetOffsets('billing', spec, { create: true })
  }

  it('tells what is there, and nothing of a partition without a commit', async () => {
    const text = await (await get()).text()
    const labels = '{group="billing",topic="orders",partition="0"}'
    expect(valueOf(text, `${group}_lag${labels}`)).to.equal(1)
    expect(valueOf(text, `${group}_offset${labels}`)).to.equal(2)
    expect(valueOf(text, `${group}_max_lag{group="billing"}`)).to.equal(1)
    expect(valueOf(text, 'sluice_partition_latest_offset{topic="orders",partition="0"}')).to.equal(3)
    expect(valueOf(text, `${group}_status{group="billing",topic="orders",status="LOST"}`)).to.equal(0)
    expect(text).to.not.include('partition="1"')
  })

  it('gives the same snapshot again by its number, as a client has it too, whatever happened since', async () => {
    const first = lagOf(await (await get()).text())
    const snapshotId = valueOf(first, 'sluice_lag_snapshot_id') as number
    await consume(4, 7)
    expect(lagOf(await (await get(`?snapshot=${snapshotId}`)).text())).to.equal(first)
    const reports = await Promise.all(
      (['partition', 'topic', 'group'] as const).map((by) => client.admin.groups.lag({ by, snapshotId })),
    )
    const maker = new LagPrometheus(reports[0] as (typeof reports)[0])
    for (const { rows } of reports) maker.add(rows)
    expect([...maker.text()].join('')).to.equal(first)
    const labels = '{group="billing",topic="orders",partition="0"}'
    expect(valueOf(await (await get()).text(), `${group}_lag${labels}`)).to.equal(0)
  })

  it('has no answer for a snapshot that it does not keep, and for what is no number', async () => {
    const never = await get('?snapshot=4000000')
    expect(never.status).to.equal(410)
    expect(await never.text()).to.include('has taken none of that number since it started')
    const first = valueOf(await (await get()).text(), 'sluice_lag_snapshot_id')
    for (let newer = 0; newer < limits.lagSnapshotsKept; newer++) await (await get()).text()
    const gone = await get(`?snapshot=${first}`)
    expect(gone.status).to.equal(410)
    expect(await gone.text()).to.include('no longer keeps it')
    expect((await get('?snapshot=one')).status).to.equal(400)
  })

  it('lets parameters pass that it does not know: the answer is of the newest instant and says which', async () => {
    const idOf = async (query: string) => {
      const response = await get(query)
      expect(response.status).to.equal(200)
      return valueOf(await response.text(), 'sluice_lag_snapshot_id') as number
    }
    const first = await idOf('?module=x&collect[]=cpu')
    expect(await idOf(`?snapshots=${first}`)).to.be.greaterThan(first)
    expect(await idOf(`?module=x&snapshot=${first}`)).to.equal(first)
  })

  it('answers HEAD as GET begins, without taking a snapshot', async () => {
    const idOf = async () => valueOf(await (await get()).text(), 'sluice_lag_snapshot_id') as number
    const before = await idOf()
    const head = (query = '') => get(query, { method: 'HEAD' })
    const response = await head()
    expect(response.status).to.equal(200)
    expect(response.headers.get('content-type')).to.equal((await get()).headers.get('content-type'))
    expect(await response.text()).to.equal('')
    expect((await head(`?snapshot=${before}`)).status).to.equal(200)
    expect((await head('?snapshot=4000000')).status).to.equal(410)
    expect((await head('?snapshot=one')).status).to.equal(400)
    expect(await idOf()).to.equal(before + 2) // the GET in between, and this one
  })
})

describe('broker: lag in /metrics, with members', () => {
  const broker = brokerOf({ http: '127.0.0.1:0', settings: { 'metrics.member.labels': 'true' } })

  it('names the owner of a partition where the setting wants it', async () => {
    const client = connect({ brokers: [broker().address], clientId: 'shop "one"' })
    try {
      await client.producer().send('orders', { value: 'one' })
      const consumer = client.consumer({ group: 'billing', topics: ['orders'], from: 'earliest' })
      for await (const batch of consumer.batches()) {
        await batch.commit()
        const text = await (await fetch(`http://${broker().httpAddress}/metrics`)).text()
        const line = text.split('\n').find((one) => one.startsWith(`${group}_lag{`))
        expect(line).to.match(/,member_host="[^"]+",consumer_id="[^"]+",client_id="shop \\"one\\""} 0$/)
        break
      }
    } finally {
      await client.close()
    }
  })
})

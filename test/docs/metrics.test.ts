// docs/metrics/metrics.md says of every metric what the broker says of it: its tables are made from a live scrape, and compared with one.
import { expect } from 'chai'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { connect } from '../../client/index.ts'
import { LagPrometheus } from '../../protocol/lag-prometheus.ts'
import { askedOf, type Metric, metricsOf } from './metrics-of.ts'
import { rowOf } from '../protocol/lag-row.ts'
import { root } from './snippets.ts'

const page = join(root, 'docs/metrics/metrics.md')
const marker = /(<!-- What follows is made: .* -->\n)[^]*$/

/** One row of each grain of which everything is known: what the maker makes at most. */
function everythingOfLag(): Map<string, Metric> {
  const known = {
    ...{
      logStart: 1,
      logEnd: 2,
      committed: 1,
      committedMs: 1,
      lag: 1,
      timeLagMs: 1,
      timeLagEstimated: true,
      bytesBehind: 1,
    },
    ...{ slopePerSecond: 1, catchUpMs: 1, headroomMs: 1, headroomRatio: 1 },
    owner: { memberId: 'm', clientId: 'c', host: 'h', blockedMs: 0, processingMs: 0 },
  }
  const maker = new LagPrometheus({ snapshotId: 1, takenMs: 2 }, { memberLabels: true })
  maker.add([rowOf({ ...known, topic: 't', partition: 0 }), rowOf({ ...known, topic: 't' }), rowOf(known)])
  return metricsOf([...maker.text()].join(''))
}

async function scrape(broker: RunningBroker): Promise<Map<string, Metric>> {
  const client = connect({ brokers: [broker.address] })
  try {
    await client.producer().send('orders', { value: 'one' })
    const consumer = client.consumer({ group: 'billing', topics: ['orders'], from: 'earliest' })
    for await (const batch of consumer.batches()) {
      await batch.commit()
      break
    }
    return metricsOf(await (await fetch(`http://${broker.httpAddress}/metrics`)).text())
  } finally {
    await client.close()
  }
}

const chapters: readonly [title: string, pattern: RegExp][] = [
  ['Lag', /^sluice_(?:consumergroup|partition|lag)_/],
  ['Topics', /^sluice_topics?_./],
  ['Broker', /^sluice_/],
  ['Process', /./],
]

function tables(metrics: readonly Metric[]): string {
  const left = new Set(metrics)
  return chapters
    .map(([title, pattern]) => {
      const rows = [...left].filter(({ name }) => pattern.test(name))
      for (const row of rows) left.delete(row)
      return `\n## ${title}\n\n| metric | type | unit | labels | |\n|---|---|---|---|---|\n${rows.map(tableRow).join('')}`
    })
    .join('')
}

function tableRow({ name, type, help, labels }: Metric): string {
  const shown = [...labels].filter((label) => label !== 'le' && label !== 'quantile')
  const optional = new Set(['member_host', 'consumer_id', 'client_id'])
  const list = shown.map((label) => (optional.has(label) ? `(${label})` : label)).join(', ')
  return `| \`${name}\` | ${type} | ${unitOf(name)} | ${list} | ${help} |\n`
}

function unitOf(name: string): string {
  const units: readonly [RegExp, string][] = [
    [/_timestamp_seconds$|_time_seconds$/, 'seconds since 1970'],
    [/_seconds(?:_total)?$/, 'seconds'],
    [/_bytes(?:_in|_out)?(?:_total)?$/, 'bytes'],
    [/_bytes_(?:in|out)_total$/, 'bytes'],
    [/_ratio$/, '0 … 1'],
    [/_velocity$/, 'records per second'],
    [/_(?:latest|earliest|group)_offset$/, 'offset'],
    [/_lag$|_records_(?:in|out)_total$/, 'records'],
  ]
  return units.find(([pattern]) => pattern.test(name))?.[1] ?? ''
}

describe('docs/metrics/metrics.md', () => {
  it('lists every metric as a live broker has it', async () => {
    const broker = await startBroker({ http: '127.0.0.1:0', logLevel: 'silent' })
    try {
      const live = await scrape(broker)
      const lag = everythingOfLag()
      const isLag = ({ name }: Metric) => lag.has(name)
      expect(live.get('sluice_consumergroup_group_lag')?.samples, 'lag in the scrape').to.equal(1)
      const missing = [...live.values()].filter(
        ({ name }) => name.startsWith('sluice_consumergroup') && !lag.has(name),
      )
      expect(missing, 'lag that the maker does not make').to.deep.equal([])
      const all = [...lag.values(), ...[...live.values()].filter((metric) => !isLag(metric))]
      expect(all.filter(({ help }) => help === '')).to.deep.equal([])
      const text = readFileSync(page, 'utf8')
      const fresh = text.replace(marker, `$1${tables(all)}`)
      if (process.env['SLUICE_TEST_WRITE'] === '1') writeFileSync(page, fresh)
      else
        expect(text, 'make it anew: SLUICE_TEST_WRITE=1 npx mocha test/docs/metrics.test.ts').to.equal(fresh)
    } finally {
      await broker.close()
    }
  })

  it('reads what PromQL asks for', () => {
    const { metrics, grouped } = askedOf(
      'max by (instance, le) (rate(sluice_a_bucket{api="x", code!~"y"}[5m])) / sluice_b > 1',
    )
    expect([...metrics].map(([name, labels]) => [name, ...labels])).to.deep.equal([
      ['sluice_a_bucket', 'api', 'code'],
      ['sluice_b'],
    ])
    expect([...grouped]).to.deep.equal(['instance', 'le'])
  })
})

interface Panel {
  readonly id: number
  readonly title: string
  readonly type: string
  readonly datasource?: { readonly uid: string }
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[]
}

describe('docs/metrics/grafana-dashboard.json', () => {
  const text = readFileSync(join(root, 'docs/metrics/grafana-dashboard.json'), 'utf8')
  const { panels, templating } = JSON.parse(text) as {
    panels: readonly Panel[]
    templating: { list: readonly { name: string; type: string }[] }
  }

  it('takes its data from the source that its variable names, and knows every variable it uses', () => {
    const variables = templating.list.map(({ name }) => name)
    expect(templating.list[0]).to.include({ name: 'datasource', type: 'datasource' })
    for (const { title, datasource, targets = [] } of panels)
      for (const uid of [datasource, ...targets.map((target) => target.datasource)].map(
        (source) => source?.uid,
      ))
        if (uid !== undefined) expect(uid, title).to.equal(`\${datasource}`)
    const used = [...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name as string)
    expect(new Set(used.filter((name) => !name.startsWith('__') && !variables.includes(name)))).to.deep.equal(
      new Set(),
    )
  })

  it('has panels that neither share a number nor overlap, each with a question', () => {
    expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length)
    for (const [at, { gridPos: one, title, type, targets = [] }] of panels.entries()) {
      expect(one.x + one.w, title).to.be.at.most(24)
      if (type !== 'row') expect(targets.length, title).to.be.greaterThan(0)
      for (const { gridPos: other, title: otherTitle } of panels.slice(at + 1)) {
        const apart =
          one.x + one.w <= other.x ||
          other.x + other.w <= one.x ||
          one.y + one.h <= other.y ||
          other.y + other.h <= one.y
        expect(apart, `${title} and ${otherTitle}`).to.equal(true)
      }
    }
  })
})

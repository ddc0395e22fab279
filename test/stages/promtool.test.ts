// What Prometheus' own tool says of /metrics, of the alert rules and of the dashboard, and whether what rules and dashboard ask for is
// there: every metric they name, with the labels they name, is in a scrape of a live broker. Needs promtool of Debian's prometheus.
import { expect } from 'chai'
import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { type Client, connect } from '../../client/index.ts'
import { askedOf, type Metric, metricsOf } from '../docs/metrics-of.ts'
import { root } from '../docs/snippets.ts'

const run = promisify(execFile)
const folder = join(root, 'docs/metrics')
// A verdict on the trend wants three samples of the broker, ten seconds apart.
const samplesMs = 60_000
const backlog = 20_000
// Labels that Prometheus adds to all it scrapes.
const scrapeLabels = ['instance', 'job']

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string }[]
}

function dashboard(): { title: string; expression: string }[] {
  const { panels } = JSON.parse(readFileSync(join(folder, 'grafana-dashboard.json'), 'utf8')) as {
    panels: readonly Panel[]
  }
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expression: expr })))
}

function rules(): { title: string; expression: string }[] {
  const text = readFileSync(join(folder, 'alerts.yml'), 'utf8')
  const found = [...text.matchAll(/- alert: (\w+)\n\s+expr: (.+)/g)]
  return found.map(([, title, expression]) => ({ title: title as string, expression: expression as string }))
}

/** Its standard input is the text, its output what it complains about. */
function promtoolReads(
  args: readonly string[],
  text: string,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('promtool', args)
    let output = ''
    child.stdout.on('data', (data) => (output += String(data)))
    child.stderr.on('data', (data) => (output += String(data)))
    child.on('error', reject).on('close', (code) => resolve({ code, output }))
    child.stdin.end(text)
  })
}

/** A backlog that gets smaller: so there is a trend, and a time when it is caught up. Ends when it is told to. */
async function catchUp(client: Client, ended: AbortSignal): Promise<void> {
  const records = Array.from({ length: backlog }, (_, n) => ({ key: `${n % 7}`, value: `order ${n}` }))
  await client.producer().sendBatch('orders', records)
  const consumer = client.consumer({ group: 'billing', topics: ['orders'], from: 'earliest' })
  for await (const batch of consumer.batches({ maxRecords: 5 })) {
    await batch.commit()
    if (ended.aborted) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

describe('promtool', function () {
  this.timeout(180_000)
  let directory = ''
  let broker: RunningBroker
  let client: Client
  let text = ''
  let metrics = new Map<string, Metric>()

  before(async () => {
    await run('promtool', ['--version']).catch(() => {
      throw new Error('promtool is missing: apt-get install prometheus, or .ci/run tools')
    })
    directory = await mkdtemp(join(tmpdir(), 'sluice-promtool-'))
    broker = await startBroker({
      http: '127.0.0.1:0',
      logLevel: 'silent',
      settings: { 'retention.ms': '1h' },
    })
    client = connect({ brokers: [broker.address] })
    await client.admin.topics.create('orders', { partitions: 2 })
    const ended = new AbortController()
    const consuming = catchUp(client, ended.signal)
    const wanted = new Set(
      [...rules(), ...dashboard()].flatMap(({ expression }) => [...askedOf(expression).metrics.keys()]),
    )
    for (const end = performance.now() + samplesMs; performance.now() < end; ) {
      text = await (await fetch(`http://${broker.httpAddress}/metrics`)).text()
      metrics = metricsOf(text)
      if ([...wanted].every((name) => found(name) !== undefined)) break
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    ended.abort()
    await consuming
  })
  after(async () => {
    await client?.close()
    await broker?.close()
    if (directory !== '') await rm(directory, { recursive: true, force: true })
  })

  const found = (name: string): Metric | undefined => {
    const metric = metrics.get(name) ?? metrics.get(name.replace(/_(?:bucket|sum|count)$/, ''))
    return metric !== undefined && metric.samples > 0 ? metric : undefined
  }

  it('has nothing to say about a live scrape', async () => {
    expect(text.length).to.be.greaterThan(10_000)
    expect(await promtoolReads(['check', 'metrics'], text)).to.deep.equal({ code: 0, output: '' })
  })

  it('would say something: it reads what it is given', async () => {
    const wrong = text.replaceAll('sluice_ready', 'sluiceReady_total')
    const { code, output } = await promtoolReads(['check', 'metrics'], wrong)
    expect(code, output).to.not.equal(0)
  })

  it('finds the rules in order, and their tests pass', async () => {
    const { stdout } = await run('promtool', ['check', 'rules', join(folder, 'alerts.yml')])
    expect(stdout).to.include(`SUCCESS: ${rules().length} rules found`)
    await run('promtool', ['test', 'rules', join(folder, 'alerts.test.yml')])
  })

  it('finds every alert in a test', () => {
    const tests = readFileSync(join(folder, 'alerts.test.yml'), 'utf8')
    const fires = new Set([...tests.matchAll(/alertname: (\w+)\n\s+exp_alerts:\n/g)].map(([, name]) => name))
    expect(rules().filter(({ title }) => !fires.has(title))).to.deep.equal([])
  })

  it("finds the dashboard's queries in order", async () => {
    const recorded = dashboard().map(({ expression }, at) => {
      const query = expression.replaceAll('$__rate_interval', '5m').replaceAll(/\$\w+/g, '.*')
      return `      - { record: 'panel:${at}', expr: ${JSON.stringify(query)} }\n`
    })
    const file = join(directory, 'panels.yml')
    await writeFile(file, `groups:\n  - name: panels\n    rules:\n${recorded.join('')}`)
    const { stdout } = await run('promtool', ['check', 'rules', file])
    expect(stdout).to.include(`SUCCESS: ${recorded.length} rules found`)
  })

  it('counts groups on the dashboard: NEW is none of them, and what a scrape does not say is no 0', async () => {
    const title = 'Groups that are SLOW or worse'
    const query = dashboard()
      .find((panel) => panel.title === title)
      ?.expression.replaceAll(/\$\w+/g, '.*')
    const [lag, status] = ['sluice_lag_available', 'sluice_consumergroup_group_worst_status']
    const cases: [values: Readonly<Record<string, number>>, shown: number | undefined][] = [
      [
        {
          [lag]: 1,
          [`${status}{group="new"}`]: 1,
          [`${status}{group="lost"}`]: 7,
          [`${status}{group="slow"}`]: 2,
        },
        2,
      ],
      [{ [lag]: 1, [`${status}{group="fine"}`]: 0, [`${status}{group="new"}`]: 1 }, 0],
      [{ [lag]: 1 }, 0], // no groups
      [{ [lag]: 0 }, undefined],
      [{ up: 0 }, undefined],
    ]
    const tests = cases.map(([values, shown]) => ({
      input_series: Object.entries(values).map(([series, value]) => ({ series, values: `${value}x5` })),
      promql_expr_test: [
        {
          expr: query,
          eval_time: '1m',
          exp_samples: shown === undefined ? [] : [{ labels: '{}', value: shown }],
        },
      ],
    }))
    const file = join(directory, 'panel.test.yml')
    await writeFile(file, JSON.stringify({ evaluation_interval: '1m', tests }))
    await run('promtool', ['test', 'rules', file])
  })

  for (const [what, asking] of [
    ['alert rules', rules()],
    ['dashboard', dashboard()],
  ] as const) {
    it(`finds in a live scrape what the ${what} ask for, with those labels`, () => {
      expect(asking.length).to.be.greaterThan(10)
      const wrong: string[] = []
      for (const { title, expression } of asking) {
        const asked = askedOf(expression)
        const labels = new Set(scrapeLabels)
        if (asked.metrics.size === 0 && !expression.startsWith('up{'))
          wrong.push(`${title}: asks for nothing of ours`)
        for (const [name, selected] of asked.metrics) {
          const metric = found(name)
          if (metric === undefined) wrong.push(`${title}: ${name} is not there`)
          for (const label of metric?.labels ?? []) labels.add(label)
          for (const label of selected)
            if (metric !== undefined && !labels.has(label))
              wrong.push(`${title}: ${name} has no label ${label}`)
        }
        for (const label of asked.grouped) if (!labels.has(label)) wrong.push(`${title}: groups by ${label}`)
      }
      expect(wrong).to.deep.equal([])
    })
  }
})

// /metrics: whole or refused, before there is a store, beside other scrapers, and for one that does not read.
import { expect } from 'chai'
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Histogram } from '../../broker/histogram.ts'
import { type LagSource, Metrics } from '../../broker/metrics.ts'
import { isSluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { metricsOf } from '../docs/metrics-of.ts'

/** Answers every request from these metrics; `ended` says how each answer ended. */
function serverOf(
  metrics: Metrics,
  snapshotId?: number,
): { server: Server; url: () => string; ended: Promise<string>[] } {
  const ended: Promise<string>[] = []
  const server = createServer((_request, response) => {
    ended.push(answered(metrics, response, snapshotId))
  })
  return { server, url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ended }
}

async function answered(metrics: Metrics, response: ServerResponse, snapshotId?: number): Promise<string> {
  try {
    await metrics.write(response, { snapshotId })
    return response.writableEnded ? 'sent' : 'left'
  } catch (error) {
    response.writeHead(500).end()
    return isSluiceError(error) ? error.code : String(error)
  }
}

const started = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, resolve).on('error', reject)
  })

const noLag: LagSource = { text: async () => [], check: async () => undefined }

/** So many bytes that no socket takes them unread, and how far it got. */
function plenty(): { text: () => Generator<string>; state: { pieces: number; ended: boolean } } {
  const state = { pieces: 0, ended: false }
  return {
    state,
    *text() {
      try {
        for (; state.pieces < 100_000; state.pieces++) yield `${'# much'.padEnd(9_999, '.')}\n`
      } finally {
        state.ended = true
      }
    },
  }
}

describe('broker: metrics', () => {
  let metrics: Metrics
  let served: ReturnType<typeof serverOf>

  beforeEach((done) => {
    metrics = new Metrics()
    served = serverOf(metrics)
    served.server.listen(0, '127.0.0.1', done)
  })
  afterEach(() => {
    metrics.stop()
    served.server.closeAllConnections()
    served.server.close()
  })

  const scrape = async () => metricsOf(await (await fetch(served.url())).text())

  it('answers before there is a store, and says that there is no lag', async () => {
    const text = await (await fetch(served.url())).text()
    expect(text).to.match(/^# no lag: the broker is starting/m)
    expect(text).to.match(/^sluice_lag_available 0$/m)
    expect(metricsOf(text).get('sluice_requests_total')?.samples).to.be.greaterThan(10)
  })

  it('has the rest where lag fails, and counts the failure', async () => {
    metrics.setLag({
      ...noLag,
      text: async () => {
        throw new Error('two\nlines')
      },
    })
    const text = await (await fetch(served.url())).text()
    expect(text).to.match(/^# no lag: two lines$/m)
    expect(text).to.match(/^sluice_failures_total\{code="INTERNAL"\} 1$/m)
  })

  it('answers a snapshot that is gone with nothing but that', async () => {
    metrics.setLag({
      ...noLag,
      text: async (snapshotId) => {
        if (snapshotId === 9) throw new SluiceError('SNAPSHOT_GONE', 'gone')
        return [`snapshot ${snapshotId}\n`]
      },
    })
    const response = { destroyed: false } as ServerResponse // any use of it would throw
    expect(
      await metrics.write(response, { snapshotId: 9 }).catch((error: SluiceError) => error.code),
    ).to.equal('SNAPSHOT_GONE')
    expect(await (await fetch(served.url())).text()).to.include('snapshot 0\n')
  })

  it('gives two scrapers at once the whole of it each, and each source is read once a scrape', async () => {
    let reads = 0
    metrics.addSource('gauge', () => ({ one: ++reads, other: reads }), { one: 'One.', other: 'Other.' })
    metrics.addText(function* () {
      for (let n = 0; n < 2_000; n++) yield `# ${'.'.repeat(500)}\n`
    })
    const texts = await Promise.all(
      [served.url(), served.url()].map(async (url) => (await fetch(url)).text()),
    )
    for (const text of texts) {
      expect(text.match(/^# \.{500}$/gm)).to.have.length(2_000)
      expect(/^sluice_one (\d)$/m.exec(text)?.[1]).to.equal(/^sluice_other (\d)$/m.exec(text)?.[1])
    }
    expect(reads).to.equal(2)
  })

  it('has no sample of what is not known', async () => {
    let value: number | undefined
    metrics.addSource('gauge', () => ({ known: value }), { known: 'Known at times.' })
    expect((await scrape()).get('sluice_known')?.samples).to.equal(0)
    value = 0
    expect((await scrape()).get('sluice_known')?.samples).to.equal(1)
    value = undefined
    expect((await scrape()).get('sluice_known')?.samples).to.equal(0)
  })

  it('says how late the event loop was, to two scrapers the same', async () => {
    metrics.addProcessMetrics()
    const lateMs = 120
    const mostOf = (text: string) =>
      Number(/^sluice_event_loop_delay_max_seconds (.+)$/m.exec(text)?.[1]) * 1000
    const read = async () => mostOf(await (await fetch(served.url())).text())
    // The monitor looks every 20 ms: it has to have looked once before it can be late.
    for (let before = Number.NaN; Number.isNaN(before); before = await read())
      await new Promise((resolve) => setTimeout(resolve, 50))
    for (const end = performance.now() + lateMs; performance.now() < end; );
    await new Promise((resolve) => setTimeout(resolve, 50))
    const [one, other] = [await read(), await read()]
    expect(one).to.be.greaterThan(lateMs / 2)
    expect(other).to.be.at.least(one)
  })

  it('makes nothing for a scraper that reads nothing, and is done with one that hangs up', async () => {
    const { text, state } = plenty()
    metrics.addText(text)
    const response = await started(served.url())
    response.pause()
    // It stands still when nothing is added between two looks.
    for (let before = -1; before !== state.pieces; ) {
      before = state.pieces
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(state.pieces).to.be.greaterThan(10).and.lessThan(5_000)
    expect(state.ended).to.equal(false)
    response.destroy()
    expect(await served.ended[0]).to.equal('left')
    expect(state.ended).to.equal(true)
  })

  it('gives others a turn while it makes much', async () => {
    const stepMs = 1
    metrics.addText(function* () {
      for (let n = 0; n < 60; n++) {
        for (const end = performance.now() + stepMs; performance.now() < end; );
        yield `${'# step'.padEnd(40_000, '.')}\n`
      }
    })
    let turns = 0
    const count = setInterval(() => turns++, 1)
    await scrape()
    clearInterval(count)
    expect(turns).to.be.greaterThan(10)
  })

  it(`answers ${limits.scrapesMax} at once, and refuses more`, async () => {
    const { text } = plenty()
    metrics.addText(text)
    const slow = await Promise.all(Array.from({ length: limits.scrapesMax }, () => started(served.url())))
    const refused = await started(served.url())
    expect(refused.statusCode).to.equal(500)
    expect(await served.ended.at(-1)).to.equal('TOO_MANY_REQUESTS')
    for (const response of slow) response.destroy()
    await Promise.all(served.ended)
    const next = await started(served.url())
    expect(next.statusCode).to.equal(200)
    next.destroy()
  })

  it('cuts the connection where an answer cannot be finished: half of it is no answer', async () => {
    metrics.addText(function* () {
      yield '# one\n'.repeat(20_000)
      throw new Error('no more')
    })
    const failed = await (await fetch(served.url())).text().catch(() => 'failed')
    expect(failed).to.equal('failed')
  })
})

describe('broker: histograms', () => {
  const boundsMs = [1, 2, 5, 10]
  const counts = (text: string) =>
    [...text.matchAll(/^x_bucket\{le="(.+)"\} (\d+)$/gm)].map(([, le, count]) => [le, Number(count)])

  it('counts each observation below the first bound that is not below it', () => {
    const histogram = new Histogram(boundsMs)
    for (const ms of [0, 1, 1.5, 2, 5.1, 10, 11]) histogram.observe(ms)
    const text = histogram.text('x', {})
    expect(counts(text)).to.deep.equal([
      ['0.001', 2],
      ['0.002', 4],
      ['0.005', 4],
      ['0.01', 6],
      ['+Inf', 7],
    ])
    expect(text).to.match(/^x_count 7$/m)
    expect(Number(/^x_sum (.+)$/m.exec(text)?.[1])).to.be.closeTo(0.0306, 1e-9)
  })

  it('forgets what is recent after six turns, and never what it counted', () => {
    const histogram = new Histogram(boundsMs, true)
    expect(histogram.recentQuantiles([0.5])).to.equal(undefined)
    for (let n = 0; n < 999; n++) histogram.observe(0.5)
    histogram.observe(9)
    const [median, p999, most] = histogram.recentQuantiles([0.5, 0.999, 1]) as [number, number, number]
    expect(median).to.be.within(0, 1)
    expect(p999).to.be.closeTo(1, 1e-9)
    expect(most).to.be.closeTo(10, 1e-9)
    for (let turn = 0; turn < 5; turn++) histogram.turn()
    expect(histogram.recentQuantiles([0.5])).to.not.equal(undefined)
    histogram.turn()
    expect(histogram.recentQuantiles([0.5])).to.equal(undefined)
    expect(histogram.count).to.equal(1_000)
  })
})

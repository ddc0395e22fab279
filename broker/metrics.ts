// What the broker counts, and the answer of /metrics. Plain numbers on the paths of requests; they are read when somebody collects.
// Called by connection.ts and the handlers (count…, the numbers), http.ts (write, writeHead), broker.ts (sources).
// What is one number a metric is prom-client's; what is counted for every request (histogram.ts) or has many series (topics, lag)
// is written line by line as it is sent.
// Invariants: no label lookup and no object per request; one scrape sees each source at one moment, and two scrapes do not disturb each
// other; an answer that began with 200 is whole, or its connection is cut.
import type { ServerResponse } from 'node:http'
import { Counter, Gauge, Registry } from 'prom-client'
import type { ApiName } from '../protocol/apis.ts'
import { type ErrorName, isSluiceError, SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { familyHead, sampleLine } from '../protocol/prometheus-text.ts'
import type { Acks } from '../storage/append.ts'
import { Latencies } from './metric-latency.ts'
import {
  addNodeMetrics,
  EventLoopDelay,
  eventLoopHelp,
  processTotals,
  processTotalsOf,
} from './metric-process.ts'
import { sendText } from './metric-stream.ts'

const TURN_MS = 10_000

/** Numbers of another room, read at collect: name without prefix → value; no sample where there is no value. */
export type MetricSource = () => Readonly<Record<string, number | undefined>>

/** Lines of metrics with many series; each piece whole lines, and quickly made. */
export type MetricText = () => Iterable<string>

/** Where lag comes from; both reject with SNAPSHOT_GONE. */
export interface LagSource {
  /** Of a snapshot; 0: of a new one. */
  text(snapshotId: number): Promise<Iterable<string>>
  /** Whether there is such a snapshot; no lag is worked out for that. */
  check(snapshotId: number): Promise<void>
}

export class Metrics {
  readonly registry = new Registry()
  produceBytes = 0
  fetchBytes = 0
  readonly #latencies = new Latencies()
  // Somebody may wait for the first of these: a rate needs the 0 before it.
  readonly #failures = new Map<ErrorName, number>([['INTERNAL', 0]])
  readonly #texts: MetricText[] = [() => this.#latencies.text()]
  #lag: LagSource | undefined
  #scrape = 0 // number of the newest one
  #scrapesOpen = 0
  #turns: NodeJS.Timeout | undefined
  #delay: EventLoopDelay | undefined
  #stopProcess: (() => void)[] = []

  constructor() {
    const requests = 'Requests answered, by kind.'
    this.#flushCounts('requests_total', requests, 'api', () => this.#latencies.requestCounts())
    const failures = 'Failures of requests or of their partitions, by code.'
    this.#flushCounts('failures_total', failures, 'code', () => this.#failures)
    const bytes = () => ({ produce_bytes_total: this.produceBytes, fetch_bytes_total: this.fetchBytes })
    this.addSource('counter', bytes, {
      produce_bytes_total: 'Bytes of record batches in produce requests, refused ones included.',
      fetch_bytes_total: 'Bytes of record batches in fetch answers.',
    })
  }

  countRequest(api: ApiName, elapsedMs: number): void {
    this.#latencies.request(api, elapsedMs)
  }

  /** From a partition's batches being handed to its log to the answer that these acks ask for. */
  countAppend(acks: Acks, elapsedMs: number): void {
    this.#latencies.append(acks, elapsedMs)
  }

  countFailure(error: unknown): void {
    const code = isSluiceError(error) ? error.code : 'INTERNAL'
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1)
  }

  /** Numbers kept elsewhere, exposed as sluice_NAME. All of a source are of one kind, and of one moment of a scrape. */
  addSource(kind: 'counter' | 'gauge', source: MetricSource, help: Readonly<Record<string, string>>): void {
    const read = this.oncePerScrape(source)
    for (const [name, text] of Object.entries(help)) {
      const common = { name: `sluice_${name}`, help: text, registers: [this.registry] }
      if (kind === 'gauge') {
        new Gauge({
          ...common,
          collect() {
            const value = read()[name]
            if (value === undefined) this.remove()
            else this.set(value)
          },
        })
      } else {
        new Counter({
          ...common,
          collect() {
            this.reset()
            this.inc(read()[name] ?? 0)
          },
        })
      }
    }
  }

  /** Text with series of its own, after the others. */
  addText(text: MetricText): void {
    this.#texts.push(text)
  }

  /** From now on there is lag to ask for. */
  setLag(lag: LagSource): void {
    this.#lag = lag
  }

  /** Event loop, memory, descriptors; once, and only where somebody may ask. They run until stop(). */
  addProcessMetrics(): void {
    const delay = new EventLoopDelay()
    this.#delay = delay
    this.addSource('gauge', () => delay.read(), eventLoopHelp)
    this.addSource('counter', processTotalsOf, processTotals)
    this.#stopProcess = [() => delay.stop(), addNodeMetrics(this.registry)]
    this.#turns = setInterval(() => this.#latencies.turn(), TURN_MS).unref()
  }

  /** Of the last one to two minutes, for the console; null: nothing is known yet. */
  eventLoopDelay(): { meanMs: number; p99Ms: number; maxMs: number } | null {
    const seconds = this.#delay?.read() ?? {}
    const ms = (figure: string) => (seconds[`event_loop_delay_${figure}_seconds`] ?? 0) * 1000
    if (Object.keys(seconds).length === 0) return null
    return { meanMs: ms('mean'), p99Ms: ms('p99'), maxMs: ms('max') }
  }

  stop(): void {
    clearInterval(this.#turns)
    for (const stop of this.#stopProcess.splice(0)) stop()
    this.registry.clear()
    this.#texts.length = 0
    this.#lag = undefined
  }

  /**
   * Answers a scrape: head and body. Resolves when the answer left or nobody takes it any more. Rejects, with nothing written:
   * SNAPSHOT_GONE, and TOO_MANY_REQUESTS where limits.scrapesMax are being answered.
   */
  async write(
    response: ServerResponse,
    { snapshotId }: { readonly snapshotId?: number | undefined } = {},
  ): Promise<void> {
    if (this.#scrapesOpen >= limits.scrapesMax) {
      throw new SluiceError(
        'TOO_MANY_REQUESTS',
        `${this.#scrapesOpen} scrapes are being answered: ask again later`,
      )
    }
    this.#scrapesOpen += 1
    try {
      const lag = await this.#lagText(snapshotId)
      if (response.destroyed) return
      response.writeHead(200, { 'content-type': this.registry.contentType })
      await sendText(response, this.#pieces(lag))
    } catch (error) {
      if (!response.headersSent) throw error
      response.destroy()
    } finally {
      this.#scrapesOpen -= 1
    }
  }

  /** Answers HEAD: what write() begins with, and nothing is read or worked out for it. Rejects with SNAPSHOT_GONE as it does. */
  async writeHead(
    response: ServerResponse,
    { snapshotId }: { readonly snapshotId?: number | undefined } = {},
  ): Promise<void> {
    if (snapshotId) await this.#lagSource().check(snapshotId) // 0 would be a new one
    response.writeHead(200, { 'content-type': this.registry.contentType }).end()
  }

  #lagSource(): LagSource {
    if (this.#lag !== undefined) return this.#lag
    throw new SluiceError('SNAPSHOT_GONE', 'there are no snapshots while the broker starts or stops')
  }

  /** Without a wish of a snapshot nothing of lag may spoil the rest: why it is missing is said in its place. */
  async #lagText(snapshotId: number | undefined): Promise<Iterable<string>> {
    if (this.#lag === undefined && snapshotId === undefined)
      return [unavailable('the broker is starting or stopping')]
    try {
      const text = await this.#lagSource().text(snapshotId ?? 0)
      return joined([available(1)], text)
    } catch (error) {
      if (snapshotId !== undefined) throw error
      this.countFailure(error)
      return [unavailable(error instanceof Error ? error.message : String(error))]
    }
  }

  async *#pieces(lag: Iterable<string>): AsyncGenerator<string> {
    this.#scrape += 1
    yield await this.registry.metrics() // collects all in this turn, but for what Linux is asked
    for (const text of this.#texts) yield* text()
    yield* lag
  }

  /** What takes long to read is read once for all that is made of it. */
  oncePerScrape<T>(read: () => T): () => T {
    let scrape = -1
    let value: T | undefined
    return () => {
      if (value === undefined || scrape !== this.#scrape) value = read()
      scrape = this.#scrape
      return value
    }
  }

  #flushCounts(
    name: string,
    help: string,
    label: string,
    counts: () => Iterable<readonly [string, number]>,
  ): void {
    new Counter({
      name: `sluice_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset()
        for (const [value, count] of counts()) this.inc({ [label]: value }, count)
      },
    })
  }
}

function available(value: number): string {
  const name = 'sluice_lag_available'
  return familyHead(name, 'gauge', '1 where this answer has lag.') + sampleLine(name, '', value)
}

function unavailable(why: string): string {
  return `# no lag: ${why.replaceAll('\n', ' ')}\n${available(0)}`
}

function* joined(...parts: readonly Iterable<string>[]): Generator<string> {
  for (const part of parts) yield* part
}

// What the broker counts. Plain numbers on the paths of requests; prom-client sees them when somebody collects.
// Called by connection.ts and the handlers (count…, the numbers), http.ts (expose), broker.ts (sources).
// Invariant: no label lookup per request: each request's histogram child is kept, counters are set at collect.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type ApiName, apiNames } from '../protocol/apis.ts'
import { type ErrorName, isSluiceError } from '../protocol/errors.ts'

const latencyBucketsSeconds = [
  0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60,
]

interface ApiNumbers {
  count: number
  readonly seconds: { observe(value: number): void }
}

/** Numbers of another room, read at collect: name without prefix → value. */
export type MetricSource = () => Readonly<Record<string, number>>

export class Metrics {
  readonly registry = new Registry()
  produceBytes = 0
  fetchBytes = 0
  readonly #byApi: Readonly<Record<ApiName, ApiNumbers>>
  readonly #failures = new Map<ErrorName, number>()

  constructor() {
    const registers = [this.registry]
    const seconds = new Histogram({
      name: 'sluice_request_seconds',
      help: 'Time from a request being read to its answer being queued; fetch includes the wait it asked for.',
      labelNames: ['api'],
      buckets: latencyBucketsSeconds,
      registers,
    })
    const rows = apiNames.map((name): [ApiName, ApiNumbers] => [
      name,
      { count: 0, seconds: seconds.labels(name) },
    ])
    this.#byApi = Object.fromEntries(rows) as Record<ApiName, ApiNumbers>
    this.#flushRequests(registers)
    this.#flushFailures(registers)
    const bytes = () => ({ produce_bytes_total: this.produceBytes, fetch_bytes_total: this.fetchBytes })
    this.addSource('counter', bytes, {
      produce_bytes_total: 'Bytes of record batches in produce requests.',
      fetch_bytes_total: 'Bytes of record batches in fetch answers.',
    })
  }

  countRequest(api: ApiName, elapsedMs: number): void {
    const numbers = this.#byApi[api]
    numbers.count += 1
    numbers.seconds.observe(elapsedMs / 1000)
  }

  countFailure(error: unknown): void {
    const code = isSluiceError(error) ? error.code : 'INTERNAL'
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1)
  }

  /** Numbers kept elsewhere, exposed as sluice_NAME. All of a source are of one kind. */
  addSource(kind: 'counter' | 'gauge', source: MetricSource, help: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(help)) {
      const common = { name: `sluice_${name}`, help: text, registers: [this.registry] }
      if (kind === 'gauge') {
        new Gauge({
          ...common,
          collect: function () {
            this.set(source()[name] ?? 0)
          },
        })
      } else {
        new Counter({
          ...common,
          collect: function () {
            this.reset()
            this.inc(source()[name] ?? 0)
          },
        })
      }
    }
  }

  /** Event-loop delay, heap and garbage collection of the process; once, and only where somebody may ask. */
  addProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry })
  }

  #flushRequests(registers: Registry[]): void {
    const byApi = this.#byApi
    new Counter({
      name: 'sluice_requests_total',
      help: 'Requests answered, by kind.',
      labelNames: ['api'],
      registers,
      collect: function () {
        this.reset()
        for (const name of apiNames) this.inc({ api: name }, byApi[name].count)
      },
    })
  }

  #flushFailures(registers: Registry[]): void {
    const failures = this.#failures
    new Counter({
      name: 'sluice_failures_total',
      help: 'Failures of requests or of their partitions, by code.',
      labelNames: ['code'],
      registers,
      collect: function () {
        this.reset()
        for (const [code, count] of failures) this.inc({ code }, count)
      },
    })
  }
}

// How long requests and appends take: histograms, and quantiles of the last minute. Called by metrics.ts.
// Invariant: nothing is looked up by a label and no object is made for an observation; kinds never seen have no series.
import { type ApiName, apiNames } from '../protocol/apis.ts'
import { familyHead, sampleLine } from '../protocol/prometheus-text.ts'
import type { Acks } from '../storage/append.ts'
import { Histogram } from './histogram.ts'

const requestBoundsMs = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 60_000]
// Six to a decade, so that a p99.9 read off them is right to a fifth.
const appendBoundsMs = [0.01, 0.1, 1, 10, 100, 1_000, 10_000].flatMap((from) =>
  [1, 1.5, 2, 3, 5, 7].map((factor) => from * factor),
)
const recentQuantiles = [0.5, 0.99, 0.999]

export class Latencies {
  readonly #byApi: Readonly<Record<ApiName, Histogram>>
  readonly #appends: Readonly<Record<Acks, Histogram>>

  constructor() {
    const rows = apiNames.map((name): [ApiName, Histogram] => [name, new Histogram(requestBoundsMs)])
    this.#byApi = Object.fromEntries(rows) as Record<ApiName, Histogram>
    const appends = () => new Histogram(appendBoundsMs, true)
    this.#appends = { all: appends(), leader: appends(), none: appends() }
  }

  request(api: ApiName, ms: number): void {
    this.#byApi[api].observe(ms)
  }

  append(acks: Acks, ms: number): void {
    this.#appends[acks].observe(ms)
  }

  /** What is recent grows older. Called every 10 s. */
  turn(): void {
    for (const appends of Object.values(this.#appends)) appends.turn()
  }

  /** Requests answered, by kind. */
  *requestCounts(): Generator<[ApiName, number]> {
    for (const name of apiNames) yield [name, this.#byApi[name].count]
  }

  *text(): Generator<string> {
    const request = 'sluice_request_seconds'
    const text =
      'Time from a request being read to its answer being queued; fetch includes the wait it asked for.'
    yield familyHead(request, 'histogram', text)
    for (const name of apiNames) {
      const histogram = this.#byApi[name]
      if (histogram.count > 0) yield histogram.text(request, { api: name })
    }
    const append = 'sluice_append_seconds'
    yield familyHead(
      append,
      'histogram',
      'Time from an append to its answer, by acks: all includes the disk.',
    )
    const appends = Object.entries(this.#appends).filter(([, { count }]) => count > 0)
    for (const [acks, histogram] of appends) yield histogram.text(append, { acks })
    const recent = 'sluice_append_recent_seconds'
    yield familyHead(
      recent,
      'summary',
      'Time from an append to its answer over the last minute, as quantiles.',
    )
    for (const [acks, histogram] of appends) {
      const values = histogram.recentQuantiles(recentQuantiles) ?? []
      for (let at = 0; at < values.length; at++)
        yield sampleLine(
          recent,
          `acks="${acks}",quantile="${recentQuantiles[at]}"`,
          (values[at] as number) / 1000,
        )
      yield sampleLine(`${recent}_sum`, `acks="${acks}"`, histogram.sumSeconds)
      yield sampleLine(`${recent}_count`, `acks="${acks}"`, histogram.count)
    }
  }
}

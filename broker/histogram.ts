// A histogram that costs a few comparisons an observation: prom-client's costs twenty times as much, on the path of every request.
// Called by metrics.ts (observe, turn) and, for its text, by whoever holds counts: metric-sources.ts has those of native code.
// Counts are per bucket, not cumulative; the text sums them up. Milliseconds in, seconds in the text.
// Invariant: an observation is in exactly one bucket, the first whose bound is not below it; the last one has no bound.
import { labelText, sampleLine } from '../protocol/prometheus-text.ts'

/** How many turns of recent observations are kept besides the one under way: with a turn every 10 s, those of 50 to 60 s. */
const TURNS_KEPT = 6

export class Histogram {
  readonly #boundsMs: Float64Array
  readonly #counts: Float64Array
  #sumMs = 0
  // Only where recentQuantiles() is wanted: observations of the turn under way, and of those before it.
  readonly #turns: Float64Array[] = []
  #recent: Float64Array | undefined

  /** keepsRecent: quantiles of the last minute can be had, for one more addition an observation. */
  constructor(boundsMs: readonly number[], keepsRecent = false) {
    this.#boundsMs = Float64Array.from(boundsMs)
    this.#counts = new Float64Array(boundsMs.length + 1)
    if (!keepsRecent) return
    for (let i = 0; i < TURNS_KEPT; i++) this.#turns.push(new Float64Array(boundsMs.length + 1))
    this.#recent = this.#turns[0]
  }

  observe(ms: number): void {
    const bounds = this.#boundsMs
    let low = 0
    let high = bounds.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (ms <= (bounds[middle] as number)) high = middle
      else low = middle + 1
    }
    ;(this.#counts[low] as number)++
    this.#sumMs += ms
    if (this.#recent !== undefined) (this.#recent[low] as number)++
  }

  get count(): number {
    let count = 0
    for (const each of this.#counts) count += each
    return count
  }

  /** The oldest recent observations are forgotten. Called every 10 s. */
  turn(): void {
    const oldest = this.#turns.pop()
    if (oldest === undefined) return
    oldest.fill(0)
    this.#turns.unshift(oldest)
    this.#recent = oldest
  }

  /** In milliseconds, interpolated within their buckets; undefined: nothing was observed lately. */
  recentQuantiles(quantiles: readonly number[]): number[] | undefined {
    const counts = new Float64Array(this.#counts.length)
    for (const turn of this.#turns)
      for (let at = 0; at < turn.length; at++) add(counts, at, turn[at] as number)
    let count = 0
    for (const each of counts) count += each
    return count === 0 ? undefined : quantiles.map((quantile) => this.#quantile(counts, count * quantile))
  }

  #quantile(counts: Float64Array, rank: number): number {
    const bounds = this.#boundsMs
    let below = 0
    for (let at = 0; at < bounds.length; at++) {
      const inside = counts[at] as number
      if (inside > 0 && below + inside >= rank) {
        const from = at === 0 ? 0 : (bounds[at - 1] as number)
        return from + (((bounds[at] as number) - from) * (rank - below)) / inside
      }
      below += inside
    }
    return bounds[bounds.length - 1] as number
  }

  text(name: string, labels: Readonly<Record<string, string>>): string {
    const boundsSeconds = Array.from(this.#boundsMs, (bound) => bound / 1000)
    return histogramText(name, labelText(labels), boundsSeconds, this.#counts, this.#sumMs / 1000)
  }

  get sumSeconds(): number {
    return this.#sumMs / 1000
  }
}

/** The samples of one histogram; its HELP and TYPE are the caller's. `labels` as of labelText(). */
export function histogramText(
  name: string,
  labels: string,
  boundsSeconds: readonly number[],
  counts: ArrayLike<number>,
  sumSeconds: number,
): string {
  const before = labels === '' ? '' : `${labels},`
  let text = ''
  let below = 0
  for (let at = 0; at < boundsSeconds.length; at++) {
    below += counts[at] ?? 0
    text += sampleLine(`${name}_bucket`, `${before}le="${boundsSeconds[at]}"`, below)
  }
  below += counts[boundsSeconds.length] ?? 0
  text += sampleLine(`${name}_bucket`, `${before}le="+Inf"`, below)
  return text + sampleLine(`${name}_sum`, labels, sumSeconds) + sampleLine(`${name}_count`, labels, below)
}

function add(counts: Float64Array, at: number, more: number): void {
  counts[at] = (counts[at] as number) + more
}

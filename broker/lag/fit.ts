// A straight line through points, by least squares. Called by window.ts.

const POINTS_LEAST = 3
/** Records a second: less is what arithmetic left over. */
const SLOPE_LEAST = 1e-6

export class Fit {
  #count = 0
  #t = 0
  #lag = 0
  #tt = 0
  #tLag = 0

  /** Begins anew. */
  clear(): void {
    this.#count = 0
    this.#t = 0
    this.#lag = 0
    this.#tt = 0
    this.#tLag = 0
  }

  /** NaN: no point; below 0: 0. Times are best near 0. */
  add(ms: number, records: number): void {
    if (Number.isNaN(records)) return
    const lag = Math.max(0, records)
    const t = ms / 1_000
    this.#count++
    this.#t += t
    this.#lag += lag
    this.#tt += t * t
    this.#tLag += t * lag
  }

  /** undefined: fewer than three points, or all of one time. */
  get slopePerSecond(): number | undefined {
    if (this.#count < POINTS_LEAST) return undefined
    const spread = this.#count * this.#tt - this.#t * this.#t
    if (spread <= 0) return undefined
    const slope = (this.#count * this.#tLag - this.#t * this.#lag) / spread
    return Math.abs(slope) < SLOPE_LEAST ? 0 : slope
  }
}

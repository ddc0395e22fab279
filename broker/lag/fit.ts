// A straight line through points, by least squares. Called by past.ts and window.ts.

const POINTS_LEAST = 3
/** Records a second: less is what arithmetic left over. */
const SLOPE_LEAST = 1e-6

export class Fit {
  /** How many numbers save() writes. */
  static readonly NUMBERS = 5
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

  /** What was added so far, from `at` on. */
  save(numbers: Float64Array, at: number): void {
    numbers[at] = this.#count
    numbers[at + 1] = this.#t
    numbers[at + 2] = this.#lag
    numbers[at + 3] = this.#tt
    numbers[at + 4] = this.#tLag
  }

  /** Goes on from what was saved. */
  load(numbers: Float64Array, at: number): void {
    this.#count = numbers[at] as number
    this.#t = numbers[at + 1] as number
    this.#lag = numbers[at + 2] as number
    this.#tt = numbers[at + 3] as number
    this.#tLag = numbers[at + 4] as number
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

// What is remembered of each partition of a group: 30 samples by time, and how the group commits there. Written by sampler.ts
// every 10 s, read by evaluate.ts: `facts` makes of it what rules.ts judges by.
// Samples of all rows and logs are taken at the same instants, so their times stand once, in SampleTimes, and a row holds its
// committed offset and time lag at each place of the ring. Blocks of rows share two arrays: 360 bytes a row.
// Invariants: NaN in a ring is "not known then"; places before the row was first seen are never read; at most
// limits.lagWindowsMax rows have a window.
import { limits } from '../../protocol/limits.ts'
import type { LagWindow } from './rules.ts'

const RING = limits.lagSamples
const BLOCK_ROWS = 256
/** Commits whose time and lag are kept, for the rhythm of groups that commit less often than the window is long. */
const COMMITS = 6
/** The fewest commits of which a slope is made, and the fewest intervals that make a rhythm. */
const POINTS_LEAST = 3
const INTERVALS_LEAST = 2
/** A group that commits at least so often within the window is judged at every sample, others at their commits alone. */
const COMMITS_A_WINDOW = 4

/** When the samples of the ring were taken: milliseconds of the monotonic clock. */
export class SampleTimes {
  readonly #atMs = new Float64Array(RING)
  /** Samples ever taken. */
  count = 0

  add(nowMs: number): void {
    this.#atMs[this.count % RING] = nowMs
    this.count++
  }

  /** Of sample number `sample`, counted from 0; one of the last RING. */
  atMs(sample: number): number {
    return this.#atMs[sample % RING] as number
  }

  /** The oldest sample that is still kept, and not older than `first`. */
  oldest(first: number): number {
    return Math.max(first, this.count - RING)
  }
}

/** The visible end of one log at each sample. */
export class LogWindow {
  readonly #ends = new Float64Array(RING).fill(Number.NaN)
  readonly #first: number

  constructor(times: SampleTimes) {
    this.#first = times.count
  }

  add(sample: number, visibleEnd: number): void {
    this.#ends[sample % RING] = visibleEnd
  }

  end(sample: number): number {
    return sample < this.#first ? Number.NaN : (this.#ends[sample % RING] as number)
  }
}

/** Where rows keep their rings: handed out a place at a time, taken back when a row is gone. */
export class WindowBlocks {
  readonly #free: { readonly ring: Float64Array; readonly ages: Float32Array; readonly base: number }[] = []
  used = 0

  /** undefined: limits.lagWindowsMax rows have one. */
  take(): { readonly ring: Float64Array; readonly ages: Float32Array; readonly base: number } | undefined {
    if (this.used >= limits.lagWindowsMax) return undefined
    if (this.#free.length === 0) this.#grow()
    this.used++
    return this.#free.pop()
  }

  giveBack(place: { readonly ring: Float64Array; readonly ages: Float32Array; readonly base: number }): void {
    this.used--
    this.#free.push(place)
  }

  #grow(): void {
    const ring = new Float64Array(BLOCK_ROWS * RING)
    const ages = new Float32Array(BLOCK_ROWS * RING)
    for (let row = 0; row < BLOCK_ROWS; row++) this.#free.push({ ring, ages, base: row * RING })
  }
}

/** One row at one instant, as the sampler and the evaluation see it. */
export interface RowMoment {
  /** Monotonic. */
  readonly nowMs: number
  /** NaN: nothing is committed. */
  readonly committed: number
  /** Wall clock of the last commit; NaN: there was none. */
  readonly committedMs: number
  readonly logStart: number
  readonly visibleEnd: number
}

export class RowWindow {
  readonly place: { readonly ring: Float64Array; readonly ages: Float32Array; readonly base: number }
  readonly #times: SampleTimes
  readonly log: LogWindow
  readonly #first: number
  readonly #seenAtMs: number
  readonly #seenEnd: number
  #arrivedAtMs: number | undefined
  #lastCommitMs: number
  #commits = 0 // commits seen since the row was
  readonly #commitAtMs = new Float64Array(COMMITS) // wall clock
  readonly #commitLag = new Float64Array(COMMITS)
  #sameOffset: number
  #sameCommits = 0
  #sameAtMs: number
  #committedAt = 0 // bit of each place of the ring: a commit was seen since the sample before

  constructor(
    place: NonNullable<ReturnType<WindowBlocks['take']>>,
    times: SampleTimes,
    log: LogWindow,
    now: RowMoment,
  ) {
    this.place = place
    this.#times = times
    this.log = log
    this.#first = times.count
    this.#seenAtMs = now.nowMs
    this.#seenEnd = now.visibleEnd
    this.#lastCommitMs = now.committedMs
    this.#sameOffset = now.committed
    this.#sameAtMs = now.nowMs
  }

  /** The sample that the times and the log have already taken. */
  add(now: RowMoment, timeLagMs: number): void {
    const at = (this.#times.count - 1) % RING
    this.place.ring[this.place.base + at] = now.committed
    this.place.ages[this.place.base + at] = timeLagMs
    if (this.#arrivedAtMs === undefined && now.visibleEnd > this.#seenEnd) this.#arrivedAtMs = now.nowMs
    const committed = now.committedMs !== this.#lastCommitMs && !Number.isNaN(now.committedMs)
    this.#committedAt = committed ? this.#committedAt | (1 << at) : this.#committedAt & ~(1 << at)
    if (committed) this.#noteCommit(now)
    if (now.committed !== this.#sameOffset) {
      this.#sameOffset = now.committed
      this.#sameCommits = 0
      this.#sameAtMs = now.nowMs
    } else if (committed) this.#sameCommits++
  }

  #noteCommit({ committedMs, committed, visibleEnd }: RowMoment): void {
    this.#lastCommitMs = committedMs
    this.#commitAtMs[this.#commits % COMMITS] = committedMs
    this.#commitLag[this.#commits % COMMITS] = Math.max(0, visibleEnd - committed)
    this.#commits++
  }

  get samples(): number {
    return this.#times.count - this.#times.oldest(this.#first)
  }

  /** Lag at each sample, oldest first; NaN: not known then. */
  history(): number[] {
    const lags: number[] = []
    for (let sample = this.#times.oldest(this.#first); sample < this.#times.count; sample++)
      lags.push(this.#lagAt(sample))
    return lags
  }

  /** Records a second over the window, in and out; NaN: not known. Out counts forward movement alone. */
  rates(now: RowMoment): { inPerSecond: number; outPerSecond: number } {
    const oldest = this.#times.oldest(this.#first)
    const seconds = oldest < this.#times.count ? (now.nowMs - this.#times.atMs(oldest)) / 1_000 : 0
    if (seconds <= 0) return { inPerSecond: Number.NaN, outPerSecond: Number.NaN }
    let forward = 0
    let known = 0
    let before = Number.NaN
    for (let sample = oldest; sample <= this.#times.count; sample++) {
      const committed = sample === this.#times.count ? now.committed : this.#committed(sample)
      if (committed > before) forward += committed - before
      if (!Number.isNaN(committed)) {
        before = committed
        known++
      }
    }
    const arrived = now.visibleEnd - this.log.end(oldest)
    return { inPerSecond: arrived / seconds, outPerSecond: known > 1 ? forward / seconds : Number.NaN }
  }

  facts(now: RowMoment, timeLagMs: number, inPerSecond: number): LagWindow {
    const oldest = this.#times.oldest(this.#first)
    const samples = this.#times.count - oldest
    const windowMs = samples > 0 ? now.nowMs - this.#times.atMs(oldest) : 0
    const commitIntervalMs = this.#interval()
    const often =
      commitIntervalMs !== undefined && commitIntervalMs <= (RING * limits.lagSampleMs) / COMMITS_A_WINDOW
    const rewound = this.#rewound(oldest, now)
    const moved = now.committed !== this.#sameOffset
    const recommitted = !moved && now.committedMs !== this.#lastCommitMs
    return {
      samples,
      windowMs,
      knownMs: now.nowMs - this.#seenAtMs,
      arrivedMs: this.#arrivedAtMs === undefined ? undefined : now.nowMs - this.#arrivedAtMs,
      slopePerSecond: often ? this.#slopeOfSamples(oldest, now) : this.#slopeOfCommits(),
      inPerSecond: Number.isNaN(inPerSecond) ? undefined : inPerSecond,
      timeLagBeforeMs: this.#ageAt(oldest),
      timeLagRose: often && samples === RING && this.#ageRose(oldest, timeLagMs),
      rewoundFrom: rewound?.from,
      rewoundMs: rewound === undefined ? undefined : now.nowMs - rewound.atMs,
      sameOffsetCommits: moved ? 0 : this.#sameCommits + (recommitted ? 1 : 0),
      sameOffsetMs: moved ? 0 : now.nowMs - this.#sameAtMs,
      commitIntervalMs,
    }
  }

  #committed(sample: number): number {
    return this.place.ring[this.place.base + (sample % RING)] as number
  }

  #lagAt(sample: number): number {
    const lag = this.log.end(sample) - this.#committed(sample)
    return lag < 0 ? 0 : lag
  }

  #ageAt(sample: number): number | undefined {
    if (sample >= this.#times.count) return undefined
    const age = this.place.ages[this.place.base + (sample % RING)] as number
    return Number.isNaN(age) ? undefined : age
  }

  /** Median of the last intervals between commits. */
  #interval(): number | undefined {
    const count = Math.min(this.#commits, COMMITS) - 1
    if (count < INTERVALS_LEAST) return undefined
    const intervals: number[] = []
    for (let commit = this.#commits - count; commit < this.#commits; commit++)
      intervals.push(
        (this.#commitAtMs[commit % COMMITS] as number) - (this.#commitAtMs[(commit - 1) % COMMITS] as number),
      )
    intervals.sort((a, b) => a - b)
    return intervals[count >> 1]
  }

  #slopeOfSamples(oldest: number, now: RowMoment): number | undefined {
    const fit = new Fit()
    for (let sample = oldest; sample < this.#times.count; sample++)
      fit.add(this.#times.atMs(sample) - now.nowMs, this.#lagAt(sample))
    fit.add(0, Math.max(0, now.visibleEnd - now.committed))
    return fit.slopePerSecond
  }

  /** Between two commits of a rare committer lag grows, and says nothing. */
  #slopeOfCommits(): number | undefined {
    const fit = new Fit()
    const count = Math.min(this.#commits, COMMITS)
    for (let commit = this.#commits - count; commit < this.#commits; commit++)
      fit.add(
        (this.#commitAtMs[commit % COMMITS] as number) - this.#lastCommitMs,
        this.#commitLag[commit % COMMITS] as number,
      )
    return fit.slopePerSecond
  }

  #rewound(oldest: number, now: RowMoment): { from: number; atMs: number } | undefined {
    let from = now.committed
    let sampleOfMost = -1
    for (let sample = oldest; sample < this.#times.count; sample++) {
      const committed = this.#committed(sample)
      if (committed > from || (sampleOfMost >= 0 && committed === from)) {
        from = committed
        sampleOfMost = sample
      }
    }
    if (sampleOfMost < 0) return undefined
    const next = sampleOfMost + 1
    return { from, atMs: next < this.#times.count ? this.#times.atMs(next) : now.nowMs }
  }

  /** Higher in each quarter of the window than in the one before, and now than in the last. */
  #ageRose(oldest: number, nowAgeMs: number): boolean {
    let before = -1
    for (let quarter = 0; quarter < 4; quarter++) {
      const from = oldest + Math.floor((quarter * RING) / 4)
      const to = oldest + Math.floor(((quarter + 1) * RING) / 4)
      let sum = 0
      for (let sample = from; sample < to; sample++)
        sum += this.place.ages[this.place.base + (sample % RING)] as number
      const mean = sum / (to - from)
      if (!(mean > before)) return false // NaN too: not known then
      before = mean
    }
    return nowAgeMs > before
  }
}

/** A straight line through points, by least squares. */
class Fit {
  #count = 0
  #t = 0
  #lag = 0
  #tt = 0
  #tLag = 0

  add(ms: number, lag: number): void {
    if (Number.isNaN(lag)) return
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
    return spread > 0 ? (this.#count * this.#tLag - this.#t * this.#lag) / spread : undefined
  }
}

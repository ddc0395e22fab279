// What is remembered of each partition of a group: where it stood at the samples of the last minutes, and how it commits. Written by
// sampler.ts every 10 s, read by evaluation.ts: `facts` makes of it what rules.ts judges by.
// Samples of all rows and logs are taken at the same instants, so their times and the logs' ends stand once (sample-times.ts), and a
// row holds its committed offset, its time lag and the age of its last commit at each place of a ring: 0.8 KiB a row with what is around it.
// What the samples say by themselves is worked out when one is taken (past.ts), and kept.
// The rhythm of a group is how long its commits were due: since the one before, or since the oldest unread record came where that is
// less. So a topic with a record an hour makes nobody an hourly committer.
// Invariants: NaN in a ring is "not known then"; what is asked about a snapshot sees no sample that is younger than it.
import { limits } from '../../protocol/limits.ts'
import { Fit } from './fit.ts'
import { lookBack, Past, PAST_NUMBERS } from './past.ts'
import type { LagWindow } from './rules.ts'
import { type LogWindow, RING, type SampleTimes, WINDOW } from './sample-times.ts'
import { COMMITS, type WindowPlace } from './window-blocks.ts'

/** The fewest intervals that make a rhythm. */
const INTERVALS_LEAST = 2
/** Who has not committed for so many intervals, or for a minute where that is longer, has no slope. */
const STALE_INTERVALS = 3
const STALE_LEAST_MS = 60_000
/** What is unread got older by more than this, or it did not. */
const AGE_RISE_LEAST_MS = 5_000
const QUARTERS = 4

/** One row at one instant, as the sampler and the evaluation see it. */
export interface RowMoment {
  /** Monotonic, and the same instant by the wall clock. */
  readonly nowMs: number
  readonly takenMs: number
  /** Samples taken until then. */
  readonly sampleCount: number
  /** NaN: nothing is committed. */
  readonly committed: number
  /** Wall clock of the last commit; NaN: there was none. */
  readonly committedMs: number
  readonly logStart: number
  readonly visibleEnd: number
}

/** What the rules want to know, and what is shown besides. */
export interface WindowFacts extends LagWindow {
  readonly outPerSecond: number | undefined
}

interface Seen {
  highest: number
  /** The last sample at the highest offset, which is above that of now; -1: there is none. */
  leftSample: number
  /** Records by which commits moved forward, and at how many of the moments there was a commit. */
  forward: number
  commits: number
  slope: number | undefined
  recentSlope: number | undefined
  lagSlope: number | undefined
}

// One of each for all rows: nothing of them outlives a call, and 100,000 rows leave no garbage.
const fit = new Fit()
/** Of samples that are not the last ones, which an older snapshot is about. */
const olderPast = new Float64Array(PAST_NUMBERS)
const seen: Seen = {
  highest: Number.NaN,
  leftSample: -1,
  forward: Number.NaN,
  commits: 0,
  slope: undefined,
  recentSlope: undefined,
  lagSlope: undefined,
}

/** Of a row that no sample has seen yet. */
export const NO_SAMPLES: WindowFacts = {
  samples: 0,
  windowMs: 0,
  knownMs: 0,
  arrivedMs: undefined,
  commits: 0,
  slopePerSecond: undefined,
  recentSlopePerSecond: undefined,
  lagSlopePerSecond: undefined,
  inPerSecond: undefined,
  outPerSecond: undefined,
  timeLagBeforeMs: undefined,
  timeLagRose: false,
  rewoundFrom: undefined,
  rewoundMs: undefined,
  sameOffsetCommits: 0,
  sameOffsetMs: 0,
  commitIntervalMs: undefined,
}

/** Records; NaN where nothing is committed. */
export function lagOf({ visibleEnd, committed }: RowMoment): number {
  return Math.max(0, visibleEnd - committed)
}

export class RowWindow {
  readonly place: WindowPlace
  readonly #times: SampleTimes
  readonly #log: LogWindow
  readonly #first: number
  #count: number // of samples it holds, and of those before it was there
  readonly #seenAtMs: number
  readonly #seenEnd: number
  #arrivedAtMs = Number.NaN
  #lastCommitMs: number
  #commits = 0 // seen since the row was
  #intervalMs: number | undefined
  #sameOffset: number
  #sameCommits = 0
  #sameAtMs: number

  /** Its first sample is `sample`, of the moment `now`. */
  constructor(place: WindowPlace, times: SampleTimes, log: LogWindow, sample: number, now: RowMoment) {
    this.place = place
    this.#times = times
    this.#log = log
    this.#first = sample
    this.#count = sample
    this.#seenAtMs = now.nowMs
    this.#seenEnd = now.visibleEnd
    this.#lastCommitMs = now.committedMs
    this.#sameOffset = now.committed
    this.#sameAtMs = now.nowMs
  }

  /** A sample that times and log have already taken; each but the ones before `first` is given, in order. */
  add(sample: number, now: RowMoment, timeLagMs: number): void {
    const at = this.#at(sample)
    const { committed, ages, commitAges } = this.place.block
    committed[at] = now.committed
    ages[at] = timeLagMs
    const recommitted = this.#committedSince(now)
    commitAges[at] = recommitted ? this.#commitAge(now, sample) : Number.NaN
    this.#count = sample + 1
    if (Number.isNaN(this.#arrivedAtMs) && now.visibleEnd > this.#seenEnd) this.#arrivedAtMs = now.nowMs
    if (recommitted) this.#noteCommit(sample, now)
    // Who has read everything has nothing else to commit: that counts from the first unread record on.
    if (!Object.is(now.committed, this.#sameOffset) || now.committed >= now.visibleEnd) {
      this.#sameOffset = now.committed
      this.#sameCommits = 0
      this.#sameAtMs = now.nowMs
    } else if (recommitted) this.#sameCommits++
    const { block, firstPast } = this.place
    this.#lookBack(this.#oldest(this.#count), this.#count, block.past, firstPast)
  }

  /** Lag at each sample until then, oldest first; NaN: not known then. */
  history(sampleCount: number): number[] {
    const lags: number[] = []
    const end = Math.min(this.#count, sampleCount)
    for (let sample = this.#oldest(end); sample < end; sample++) {
      const committed = this.place.block.committed[this.#at(sample)] as number
      lags.push(Math.max(0, this.#log.end(sample) - committed))
    }
    return lags
  }

  facts(now: RowMoment, timeLagMs: number): WindowFacts {
    const end = Math.min(this.#count, now.sampleCount)
    const oldest = this.#oldest(end)
    const samples = end - oldest
    const windowMs = samples > 0 ? now.nowMs - this.#times.atMs(oldest) : 0
    const commitIntervalMs = this.#intervalMs
    const { highest, leftSample, forward, commits, slope, recentSlope, lagSlope } = this.#seen(
      oldest,
      end,
      now,
      commitIntervalMs,
    )
    const moved = !Object.is(now.committed, this.#sameOffset)
    const recommitted = !moved && this.#committedSince(now)
    const arrivedMs = now.nowMs - this.#arrivedAtMs
    const isLong = windowMs >= limits.lagSampleMs // else a few records, or none, would be a rate
    const arrived = isLong ? now.visibleEnd - this.#log.end(oldest) : 0
    return {
      samples,
      windowMs,
      knownMs: Math.max(0, now.nowMs - this.#seenAtMs),
      arrivedMs: arrivedMs >= 0 ? arrivedMs : undefined,
      commits: this.#commits,
      slopePerSecond: slope,
      recentSlopePerSecond: recentSlope,
      lagSlopePerSecond: slope ?? lagSlope,
      inPerSecond: isLong ? known((1_000 * Math.max(0, arrived)) / windowMs) : undefined,
      outPerSecond: isLong && commits > 1 ? (1_000 * forward) / windowMs : undefined,
      timeLagBeforeMs: samples > 0 ? known(this.#age(oldest)) : undefined,
      timeLagRose: samples === WINDOW && this.#ageRose(oldest, timeLagMs, commitIntervalMs),
      rewoundFrom: leftSample < 0 ? undefined : highest,
      rewoundMs: leftSample < 0 ? undefined : now.nowMs - this.#leftAtMs(leftSample, end, now),
      sameOffsetCommits: moved ? 0 : this.#sameCommits + (recommitted ? 1 : 0),
      sameOffsetMs: moved ? 0 : Math.max(0, now.nowMs - this.#sameAtMs),
      commitIntervalMs,
    }
  }

  /** What the samples of [oldest, end) say, and the moment itself. */
  #seen(oldest: number, end: number, now: RowMoment, intervalMs: number | undefined): Seen {
    let { past } = this.place.block
    let at = this.place.firstPast
    if (past[at + Past.end] !== end || past[at + Past.oldest] !== oldest) {
      past = olderPast
      at = 0
      this.#lookBack(oldest, end, past, at)
    }
    const { committed } = now
    const last = past[at + Past.last] as number
    seen.highest = past[at + Past.highest] as number
    seen.leftSample = seen.highest > committed ? (past[at + Past.highestSample] as number) : -1
    seen.forward = (past[at + Past.forward] as number) + (committed > last ? committed - last : 0)
    seen.commits = (past[at + Past.commits] as number) + (Number.isNaN(committed) ? 0 : 1)
    if (this.#isCommitting(now, intervalMs)) {
      seen.lagSlope = known(past[at + Past.slope] as number)
      seen.recentSlope = known(past[at + Past.recentSlope] as number)
      seen.slope = seen.lagSlope ?? this.#slopeOfKept()
      return seen
    }
    fit.load(past, at + Past.sums)
    fit.add(end > oldest ? now.nowMs - this.#times.atMs(end - 1) : 0, now.visibleEnd - committed)
    seen.lagSlope = fit.slopePerSecond
    seen.recentSlope = undefined
    seen.slope = undefined
    return seen
  }

  #lookBack(oldest: number, end: number, numbers: Float64Array, at: number): void {
    const { block, first } = this.place
    const { committed, commitAges } = block
    lookBack({ committed, commitAges, first, times: this.#times, log: this.#log }, oldest, end, numbers, at)
  }

  /** It has a rhythm, and commits in it: then lag is looked at right after commits. */
  #isCommitting({ takenMs, committedMs }: RowMoment, intervalMs: number | undefined): boolean {
    if (intervalMs === undefined) return false
    return takenMs - committedMs <= Math.max(STALE_INTERVALS * intervalMs, STALE_LEAST_MS)
  }

  /** The first moment at which the highest offset was left. */
  #leftAtMs(leftSample: number, end: number, now: RowMoment): number {
    return leftSample + 1 < end ? this.#times.atMs(leftSample + 1) : now.nowMs
  }

  #oldest(end: number): number {
    return this.#times.oldest(this.#first, end)
  }

  #at(sample: number): number {
    return this.place.first + (sample % RING)
  }

  #age(sample: number): number {
    return this.place.block.ages[this.#at(sample)] as number
  }

  #committedSince({ committedMs }: RowMoment): boolean {
    return committedMs !== this.#lastCommitMs && !Number.isNaN(committedMs)
  }

  /** Of the last commit at the sample, which saw that it was made since the one before: whatever the wall clock did meanwhile. */
  #commitAge({ takenMs, committedMs, nowMs }: RowMoment, sample: number): number {
    const mostMs = sample > this.#first ? nowMs - this.#times.atMs(sample - 1) : limits.lagSampleMs
    return Math.min(Math.max(0, takenMs - committedMs), mostMs)
  }

  #noteCommit(sample: number, now: RowMoment): void {
    const { committedMs, committed } = now
    const { commitAtMs, commitDueMs, commitLag, commitAges } = this.place.block
    const at = this.place.firstCommit + (this.#commits % COMMITS)
    const end = this.#log.endBefore(sample, commitAges[this.#at(sample)] as number)
    commitDueMs[at] = this.#dueMs(sample, now, committedMs - this.#lastCommitMs)
    this.#lastCommitMs = committedMs
    commitAtMs[at] = committedMs
    commitLag[at] = Math.max(0, end - committed)
    this.#commits++
    this.#intervalMs = this.#interval()
  }

  /** Of the commit that the sample saw, which came `sinceMs` after the one before. */
  #dueMs(sample: number, { nowMs }: RowMoment, sinceMs: number): number {
    if (sample === this.#first) return Math.max(0, sinceMs)
    const before = sample - 1
    const unreadMs =
      this.#age(before) +
      (nowMs - (this.place.block.commitAges[this.#at(sample)] as number) - this.#times.atMs(before))
    return Math.max(0, Number.isNaN(unreadMs) ? sinceMs : Math.min(sinceMs, unreadMs))
  }

  #commitAtMs(commit: number): number {
    return this.place.block.commitAtMs[this.place.firstCommit + (commit % COMMITS)] as number
  }

  /** Median of how long the last commits were due. */
  #interval(): number | undefined {
    const count = Math.min(this.#commits, COMMITS) - 1
    if (count < INTERVALS_LEAST) return undefined
    const intervals: number[] = []
    for (let commit = this.#commits - count; commit < this.#commits; commit++)
      intervals.push(this.place.block.commitDueMs[this.place.firstCommit + (commit % COMMITS)] as number)
    intervals.sort((a, b) => a - b)
    return intervals[count >> 1]
  }

  #slopeOfKept(): number | undefined {
    fit.clear()
    const count = Math.min(this.#commits, COMMITS)
    for (let commit = this.#commits - count; commit < this.#commits; commit++) {
      const lag = this.place.block.commitLag[this.place.firstCommit + (commit % COMMITS)] as number
      fit.add(this.#commitAtMs(commit) - this.#lastCommitMs, lag)
    }
    return fit.slopePerSecond
  }

  /**
   * Higher in each quarter of the window than in the one before, and now than in the last; and by more than the time between two
   * commits, by which it swings anyway, and than what jitter makes.
   */
  #ageRose(oldest: number, nowAgeMs: number, intervalMs: number | undefined): boolean {
    if (intervalMs === undefined) return false
    if (!(nowAgeMs - this.#age(oldest) > Math.max(intervalMs, AGE_RISE_LEAST_MS))) return false
    let before = -1
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const from = oldest + Math.floor((quarter * WINDOW) / QUARTERS)
      const to = oldest + Math.floor(((quarter + 1) * WINDOW) / QUARTERS)
      let sum = 0
      for (let sample = from; sample < to; sample++) sum += this.#age(sample)
      const mean = sum / (to - from)
      if (!(mean > before)) return false // NaN too: not known then
      before = mean
    }
    return nowAgeMs > before
  }
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

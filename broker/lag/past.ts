// What the samples of a row say as long as none is added: how far commits went, and the lines through lag. Worked out by window.ts when a
// sample is taken and kept as numbers, so that an answer about 100,000 rows looks at one of these each and not at three million samples.
// Lag between two commits grows like a saw, whatever the group does; so there are two lines: one through lag right after commits, and
// one through lag at any time, whose sums are kept, for the moment that is asked about is one point more of it.
// Times are milliseconds from the last sample, which is near the points.
import { Fit } from './fit.ts'
import { type LogWindow, RING, type SampleTimes } from './sample-times.ts'

/** Where each number stands. NaN: not known. */
export const Past = {
  /** The samples it is about: [oldest, end). */
  oldest: 0,
  end: 1,
  /** The highest committed offset, and the last sample that had it. */
  highest: 2,
  highestSample: 3,
  /** The last committed offset, and records by which commits moved forward until then. */
  last: 4,
  forward: 5,
  /** Samples at which there was a commit. */
  commits: 6,
  /** Of lag right after commits, records a second: of all of them, and of the last third of the window. */
  slope: 7,
  recentSlope: 8,
  /** Of lag at each sample, as Fit keeps it. */
  sums: 9,
} as const
export const PAST_NUMBERS = Past.sums + Fit.NUMBERS

/** The last third of a window tells whether it goes on. */
const RECENT_PART = 3

// One of each for all rows: nothing of them outlives a call, and 100,000 rows leave no garbage.
const commitFit = new Fit()
const recentFit = new Fit()
const lagFit = new Fit()

/** The rings of one row, from `first` on, and what they go by. */
interface Samples {
  readonly committed: Float64Array
  readonly commitAges: Float32Array
  readonly first: number
  readonly times: SampleTimes
  readonly log: LogWindow
}

/** Over the samples [oldest, end), into `numbers` from `at` on. By places of the ring, not by a remainder for each. */
export function lookBack(
  { committed: offsets, commitAges, first, times, log }: Samples,
  oldest: number,
  end: number,
  numbers: Float64Array,
  at: number,
): void {
  commitFit.clear()
  recentFit.clear()
  lagFit.clear()
  const lastMs = end > oldest ? times.atMs(end - 1) : Number.NaN
  const recentFromMs = end > oldest ? (times.atMs(oldest) - lastMs) / RECENT_PART : 0
  let highest = Number.NaN
  let highestSample = -1
  let forward = 0
  let commits = 0
  let last = Number.NaN
  let place = oldest % RING
  for (let sample = oldest; sample < end; sample++, place = place + 1 === RING ? 0 : place + 1) {
    const committed = offsets[first + place] as number
    if (Number.isNaN(committed)) continue
    if (!(committed < highest)) {
      highest = committed
      highestSample = sample
    }
    if (committed > last) forward += committed - last
    last = committed
    commits++
    const sampleMs = times.atMs(sample) - lastMs
    lagFit.add(sampleMs, log.end(sample) - committed)
    const ageMs = commitAges[first + place] as number
    if (Number.isNaN(ageMs)) continue
    const lag = log.endBefore(sample, ageMs) - committed
    commitFit.add(sampleMs - ageMs, lag)
    if (sampleMs - ageMs >= recentFromMs) recentFit.add(sampleMs - ageMs, lag)
  }
  numbers[at + Past.oldest] = oldest
  numbers[at + Past.end] = end
  numbers[at + Past.highest] = highest
  numbers[at + Past.highestSample] = highestSample
  numbers[at + Past.last] = last
  numbers[at + Past.forward] = forward
  numbers[at + Past.commits] = commits
  numbers[at + Past.slope] = commitFit.slopePerSecond ?? Number.NaN
  numbers[at + Past.recentSlope] = recentFit.slopePerSecond ?? Number.NaN
  lagFit.save(numbers, at + Past.sums)
}

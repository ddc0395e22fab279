// The windows of rows against a model that keeps every sample in plain arrays and looks at the last thirty; and what a window says about
// consumers whose truth is known.
import { expect } from 'chai'
import fc from 'fast-check'
import { LogPlaces, LogWindow, RING, SampleTimes, WINDOW } from '../../../broker/lag/sample-times.ts'
import { COMMITS, WindowBlocks } from '../../../broker/lag/window-blocks.ts'
import { type RowMoment, RowWindow, type WindowFacts } from '../../../broker/lag/window.ts'
import { limits } from '../../../protocol/limits.ts'

const WALL_MS = 1_700_000_000_000 // wall clock at 0 of the monotonic one

/** What a row looks like at a time, and what it does before the next sample. */
interface Step {
  readonly apartMs: number
  readonly arrived: number
  /** Offset it commits, undefined: none; and how long before the sample. */
  readonly commit: number | undefined
  readonly commitAgeMs: number
  readonly timeLagMs: number
}

interface Sample extends Step {
  readonly atMs: number
  readonly end: number
  readonly committed: number
  readonly committedMs: number
}

/** One row of one log, fed to the window and kept whole. */
class Bed {
  readonly samples: Sample[] = []
  readonly times = new SampleTimes()
  readonly log = new LogWindow(this.times, new LogPlaces())
  readonly blocks = new WindowBlocks()
  window: RowWindow | undefined
  #atMs = 0
  #end = 0
  #committed = Number.NaN
  #committedMs = Number.NaN

  #move(step: Step): void {
    this.#atMs += step.apartMs
    this.#end += step.arrived
    if (step.commit === undefined) return
    const ageMs = Math.min(step.commitAgeMs, step.apartMs - 1)
    this.#committed = Math.min(step.commit, this.#end)
    this.#committedMs = WALL_MS + this.#atMs - ageMs
  }

  moment(): RowMoment {
    return {
      nowMs: this.#atMs,
      takenMs: WALL_MS + this.#atMs,
      sampleCount: this.times.count,
      committed: this.#committed,
      committedMs: this.#committedMs,
      logStart: 0,
      visibleEnd: this.#end,
    }
  }

  sample(step: Step): void {
    this.#move(step)
    const now = this.moment()
    const sample = this.times.count
    this.times.add(now.nowMs)
    this.log.add(sample, now.visibleEnd, 0)
    const place = this.window?.place ?? this.blocks.take()
    if (place === undefined) throw new Error('no place')
    this.window ??= new RowWindow(place, this.times, this.log, sample, now)
    this.window.add(sample, now, step.timeLagMs)
    const { nowMs: atMs, visibleEnd: end, committed, committedMs } = now
    this.samples.push({ ...step, atMs, end, committed, committedMs })
  }

  facts(step: Step): WindowFacts {
    this.#move(step)
    return (this.window as RowWindow).facts(this.moment(), step.timeLagMs)
  }
}

function slopeOf(points: readonly (readonly [ms: number, lag: number])[]): number | undefined {
  if (points.length < 3) return undefined
  const meanMs = points.reduce((sum, [ms]) => sum + ms, 0) / points.length
  const meanLag = points.reduce((sum, [, lag]) => sum + lag, 0) / points.length
  const spread = points.reduce((sum, [ms]) => sum + (ms - meanMs) ** 2, 0)
  const shared = points.reduce((sum, [ms, lag]) => sum + (ms - meanMs) * (lag - meanLag), 0)
  return spread > 0 ? (1_000 * shared) / spread : undefined
}

interface Commit {
  readonly sample: number
  readonly atMs: number
  readonly lag: number
  /** Since the one before, or since the oldest unread record came where that is less. */
  readonly dueMs: number
}

/** Commits that are seen: one between two samples at most, the last. */
function commitsOf(samples: readonly Sample[]): Commit[] {
  const found: Commit[] = []
  for (let sample = 1; sample < samples.length; sample++) {
    const { committedMs, committed, atMs, end } = samples[sample] as Sample
    const before = samples[sample - 1] as Sample
    if (Number.isNaN(committedMs) || committedMs === before.committedMs) continue
    const commitAtMs = committedMs - WALL_MS
    const part = (atMs - commitAtMs) / (atMs - before.atMs)
    found.push({
      sample,
      atMs: commitAtMs,
      lag: Math.max(0, end - part * (end - before.end) - committed),
      dueMs: Math.min(
        commitAtMs - (found.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY),
        Math.fround(before.timeLagMs) + commitAtMs - before.atMs,
      ),
    })
  }
  return found
}

function expectedFacts(samples: readonly Sample[], now: RowMoment, timeLagMs: number) {
  const seen = samples.slice(-WINDOW)
  const [oldest] = seen as [Sample, ...Sample[]]
  const seconds = (now.nowMs - oldest.atMs) / 1_000
  const commits = commitsOf(samples)
  const kept = commits.slice(-COMMITS)
  const intervals = kept
    .slice(1)
    .map(({ dueMs }) => dueMs)
    .sort((a, b) => a - b)
  const intervalMs = intervals.length < 2 ? undefined : intervals[intervals.length >> 1]
  const path = [...seen.map(({ committed }) => committed), now.committed].filter(
    (offset) => !Number.isNaN(offset),
  )
  const forward = path.reduce((sum, offset, at) => sum + Math.max(0, offset - (path[at - 1] ?? offset)), 0)
  const highest = Math.max(
    ...seen.map(({ committed }) => committed).filter((offset) => offset > now.committed),
  )
  const left = seen.findLastIndex(({ committed }) => committed === highest)
  const leftAtMs = (seen[left + 1]?.atMs ?? now.nowMs) as number
  const fresh = intervalMs !== undefined && now.takenMs - now.committedMs <= Math.max(3 * intervalMs, 60_000)
  const inWindow = commits.filter(({ sample }) => sample >= samples.length - seen.length)
  const slope = fresh
    ? (slopeOf(inWindow.map(({ atMs, lag }) => [atMs, lag])) ??
      slopeOf(kept.map(({ atMs, lag }) => [atMs, lag])))
    : undefined
  const lastMs = (seen.at(-1) as Sample).atMs
  const recent = inWindow.filter(({ atMs }) => atMs >= lastMs - (lastMs - oldest.atMs) / 3)
  const lags = [...seen, { atMs: now.nowMs, end: now.visibleEnd, committed: now.committed }]
    .filter(({ committed }) => !Number.isNaN(committed))
    .map(({ atMs, end, committed }): [number, number] => [atMs, Math.max(0, end - committed)])
  const ages = (from: number, to: number) =>
    seen.slice(from, to).reduce((sum, each) => sum + Math.fround(each.timeLagMs), 0) / (to - from)
  const quarters = [ages(0, 7), ages(7, 15), ages(15, 22), ages(22, 30), timeLagMs]
  const rises = quarters.every((mean, at) => at === 0 || mean > (quarters[at - 1] as number))
  return {
    samples: seen.length,
    windowMs: now.nowMs - oldest.atMs,
    inPerSecond: seconds >= 10 ? (now.visibleEnd - oldest.end) / seconds : undefined,
    outPerSecond: seconds >= 10 && path.length > 1 ? forward / seconds : undefined,
    rewoundFrom: left < 0 ? undefined : highest,
    rewoundMs: left < 0 ? undefined : now.nowMs - leftAtMs,
    commitIntervalMs: intervalMs,
    slopePerSecond: slope,
    lagSlopePerSecond: fresh ? slope : slopeOf(lags),
    recentSlopePerSecond: fresh ? slopeOf(recent.map(({ atMs, lag }) => [atMs, lag])) : undefined,
    timeLagRose:
      seen.length === WINDOW &&
      intervalMs !== undefined &&
      rises &&
      timeLagMs - Math.fround(oldest.timeLagMs) > intervalMs,
  }
}

const step = fc.record<Step>({
  apartMs: fc.integer({ min: 1_000, max: 20_000 }),
  arrived: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 })),
  commit: fc.option(fc.integer({ min: 0, max: 30_000 }), { nil: undefined }),
  commitAgeMs: fc.integer({ min: 0, max: 20_000 }),
  timeLagMs: fc.integer({ min: 0, max: 1 << 23 }),
})

describe('lag windows', () => {
  it('say what all samples say, of which the last thirty count', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 * RING, size: 'max' }), step, (steps, last) => {
        const bed = new Bed()
        for (const each of steps) bed.sample(each)
        const facts = bed.facts(last)
        const expected = expectedFacts(bed.samples, bed.moment(), last.timeLagMs)
        for (const [name, value] of Object.entries(expected)) {
          const found = facts[name as keyof WindowFacts]
          if (typeof value !== 'number') expect(found, name).to.equal(value)
          else expect(found, name).to.be.closeTo(value, Math.max(1e-6, Math.abs(value) * 1e-6))
        }
        const lags = bed.samples.slice(-WINDOW).map(({ end, committed }) => Math.max(0, end - committed))
        expect((bed.window as RowWindow).history(bed.times.count)).to.deep.equal(lags)
      }),
    )
  })

  it('say of a moment what they said then, however many samples came since, as long as a snapshot is kept', () => {
    const later = RING - WINDOW
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 2 * RING, size: 'max' }),
        fc.array(step, { minLength: later, maxLength: later }),
        (steps, more) => {
          const bed = new Bed()
          for (const each of steps) bed.sample(each)
          const window = bed.window as RowWindow
          const then = bed.moment()
          const shown = () => {
            const { samples, windowMs, inPerSecond, outPerSecond, rewoundFrom } = window.facts(then, 0)
            return {
              samples,
              windowMs,
              inPerSecond,
              outPerSecond,
              rewoundFrom,
              lags: window.history(then.sampleCount),
            }
          }
          const before = shown()
          for (const each of more) bed.sample(each)
          expect(shown()).to.deep.equal(before)
        },
      ),
    )
  })

  it('begin anew in a place that another row had', () => {
    const bed = new Bed()
    const one = { apartMs: 10_000, arrived: 100, commit: 50, commitAgeMs: 0, timeLagMs: 5 }
    for (let at = 0; at < 40; at++) bed.sample(one)
    bed.blocks.giveBack((bed.window as RowWindow).place)
    bed.window = undefined
    bed.sample({ ...one, commit: 60 })
    const facts = bed.facts({ ...one, commit: undefined })
    expect(facts).to.include({ samples: 1, commitIntervalMs: undefined, slopePerSecond: undefined })
    expect((bed.window as unknown as RowWindow).history(bed.times.count)).to.have.length(1)
  })

  it('are as many as the limit allows', () => {
    const blocks = new WindowBlocks()
    for (let at = 0; at < limits.lagWindowsMax; at++) blocks.take()
    expect(blocks.take()).to.equal(undefined)
  }).timeout(20_000)
})

/** 100 records a second come in; it commits all but `behind` every so many seconds. Answers the last slope, as a part of what comes in. */
function slopeOfSteady(
  everyMs: number,
  phaseMs: number,
  samples: number,
  behind = (_ms: number) => 0,
): number | undefined {
  const bed = new Bed()
  let facts: WindowFacts | undefined
  let committed = 0
  for (let at = 1; at <= samples; at++) {
    const nowMs = at * 10_000
    const commitMs = Math.floor((nowMs - phaseMs) / everyMs) * everyMs + phaseMs
    const isNew = commitMs > nowMs - 10_000 && commitMs >= 0
    const commit = isNew ? Math.max(0, commitMs / 10 - behind(commitMs)) : undefined
    committed = commit ?? committed
    const timeLagMs = nowMs - 10 * committed
    bed.sample({ apartMs: 10_000, arrived: 1_000, commit, commitAgeMs: nowMs - commitMs, timeLagMs })
    facts = bed.window?.facts(bed.moment(), 6_000)
  }
  return facts?.slopePerSecond === undefined ? undefined : facts.slopePerSecond / 100
}

describe('lag windows of known consumers', () => {
  it('know no slope of a steady one, however often it commits and wherever samples fall', () => {
    for (const everyMs of [1_000, 7_000, 10_300, 20_000, 30_000, 50_000, 60_000, 75_000, 101_000])
      for (const phaseMs of [0, 300, 2_500, 9_999])
        for (const samples of [4, 6, 9, 30, 60])
          expect(
            Math.abs(slopeOfSteady(everyMs, phaseMs, samples) ?? 0),
            `${everyMs} ${phaseMs} ${samples}`,
          ).to.be.below(0.005)
  })

  it('know no slope of one that has not committed for three intervals and a minute', () => {
    const slopeAfter = (everyMs: number, silentMs: number) => {
      const bed = new Bed()
      for (let at = 1; at <= 40; at++) {
        const commit = (at * 10_000) % everyMs === 0 ? at * 500 : undefined
        bed.sample({ apartMs: 10_000, arrived: 1_000, commit, commitAgeMs: 0, timeLagMs: 60_000 })
      }
      return bed.facts({ apartMs: silentMs, arrived: 0, commit: undefined, commitAgeMs: 0, timeLagMs: 6_000 })
    }
    expect(slopeAfter(10_000, 60_000).slopePerSecond).to.be.closeTo(50, 0.1)
    expect(slopeAfter(10_000, 60_001).slopePerSecond).to.equal(undefined)
    expect(slopeAfter(10_000, 60_001).lagSlopePerSecond).to.be.above(0)
    expect(slopeAfter(40_000, 120_000).slopePerSecond).to.be.closeTo(50, 0.1)
    expect(slopeAfter(40_000, 120_001).slopePerSecond).to.equal(undefined)
  })

  it('know that a topic with a record an hour makes nobody an hourly committer', () => {
    const rhythmOf = (timeLagMs: number) => {
      const bed = new Bed()
      for (let at = 0; at < 6 * 30; at++) {
        const hourly = at % 30 === 0
        const commit = hourly ? at / 30 + 1 : undefined
        bed.sample({ apartMs: 120_000, arrived: hourly ? 1 : 0, commit, commitAgeMs: 118_000, timeLagMs })
      }
      return (bed.window as RowWindow).facts(bed.moment(), timeLagMs).commitIntervalMs
    }
    expect(rhythmOf(0)).to.equal(2_000) // it commits what came two seconds before at most
    expect(rhythmOf(90_000_000)).to.equal(3_600_000) // there was always something unread
  })

  it('know what a burst leaves: the window grows, its last third shrinks', () => {
    const bed = new Bed()
    let committed = 0
    for (let at = 0; at < 30; at++) {
      committed += 400
      const arrived = at === 12 ? 9_000 : 100
      bed.sample({ apartMs: 10_000, arrived, commit: committed, commitAgeMs: 0, timeLagMs: 10_000 })
    }
    const { slopePerSecond, recentSlopePerSecond } = (bed.window as RowWindow).facts(bed.moment(), 10_000)
    expect(slopePerSecond).to.be.above(1)
    expect(recentSlopePerSecond).to.be.closeTo(-30, 1)
  })

  it('know that what is unread gets older, by more than a commit interval', () => {
    const rose = (timeLagOf: (at: number) => number, everyMs = 20_000) => {
      const bed = new Bed()
      for (let at = 0; at < 40; at++) {
        const commit = (at * 10_000) % everyMs === 0 ? at * 1_000 : undefined
        bed.sample({ apartMs: 10_000, arrived: 1_000, commit, commitAgeMs: 0, timeLagMs: timeLagOf(at) })
      }
      return bed.facts({
        apartMs: 1,
        arrived: 0,
        commit: undefined,
        commitAgeMs: 0,
        timeLagMs: timeLagOf(40),
      }).timeLagRose
    }
    expect(rose((at) => 10_000 + at * 1_000)).to.equal(true)
    expect(rose((at) => 10_000 + at * 600)).to.equal(false)
    expect(rose((at) => 10_000 + at * 600, 10_000)).to.equal(true)
    expect(rose((at) => (at === 40 ? 20_000 : 10_000 + at * 1_000))).to.equal(false)
    expect(rose((at) => (at >= 17 && at < 25 ? 0 : 10_000 + at * 1_000))).to.equal(false)
  })

  it('know that a lag that stays does so', () => {
    const bed = new Bed()
    for (let at = 0; at < 30; at++)
      bed.sample({ apartMs: 10_003, arrived: 977, commit: at * 977, commitAgeMs: 0, timeLagMs: 1 })
    expect((bed.window as RowWindow).facts(bed.moment(), 0).slopePerSecond).to.equal(0)
  })

  it('count commits of the same offset from the first unread record on', () => {
    const bed = new Bed()
    const same = (arrived: number) =>
      bed.sample({ apartMs: 10_000, arrived, commit: 100, commitAgeMs: 0, timeLagMs: 0 })
    const shown = () => {
      const { sameOffsetCommits, sameOffsetMs } = (bed.window as RowWindow).facts(bed.moment(), 0)
      return [sameOffsetCommits, sameOffsetMs]
    }
    for (let at = 0; at < 12; at++) same(at === 0 ? 100 : 0)
    expect(shown()).to.deep.equal([0, 0])
    same(1)
    expect(shown()).to.deep.equal([1, 10_000])
    for (let at = 0; at < 6; at++) same(1)
    expect(shown()).to.deep.equal([7, 70_000])
  })

  it('know the slope of one that falls behind', () => {
    for (const everyMs of [1_000, 10_300, 30_000, 60_000, 101_000])
      expect(
        slopeOfSteady(everyMs, 300, 60, (ms) => ms / 50),
        String(everyMs),
      ).to.be.closeTo(0.2, 0.005)
  })
})

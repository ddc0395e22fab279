// The rules of lag: what each needs to fire, which comes first, and the cases that Burrow is known to get wrong.
import { expect } from 'chai'
import fc from 'fast-check'
import { catchUpMs, judge, type LagFacts, type LagWindow } from '../../../broker/lag/rules.ts'
import { lagRules } from '../../../protocol/lag.ts'

const MIN = 60_000

const steady: LagWindow = {
  samples: 30,
  windowMs: 290_000,
  knownMs: 290_000,
  arrivedMs: undefined,
  commits: 60,
  slopePerSecond: 0,
  lagSlopePerSecond: 0,
  inPerSecond: 100,
  timeLagBeforeMs: 8_000,
  timeLagRose: false,
  rewoundFrom: undefined,
  rewoundMs: undefined,
  sameOffsetCommits: 0,
  sameOffsetMs: 0,
  commitIntervalMs: 5_000,
  recentSlopePerSecond: undefined,
}
const working: LagFacts = {
  logStart: 0,
  visibleEnd: 10_000,
  committed: 9_000,
  commitAgeMs: 1_000,
  timeLagMs: 10_000,
  members: 2,
  ownerBlockedMs: undefined,
  ownerProcessingMs: undefined,
  window: steady,
}
/** Without the values that are not known. */
const judged = (facts: LagFacts) => {
  const { status, rule, values } = judge(facts, 200_000)
  const known = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined)
  return { status, rule, values: Object.fromEntries(known) }
}
const of = (facts: Partial<LagFacts>, window: Partial<LagWindow> = {}) =>
  judged({ ...working, window: { ...steady, ...window }, ...facts })
const shown = (facts: Partial<LagFacts>, window: Partial<LagWindow> = {}) => {
  const { status, rule } = of(facts, window)
  return `${status} ${rule}`
}

describe('lag rules', () => {
  it('say when everything is read at these rates, and never of who has stopped or left', () => {
    const rates = { members: 1, inPerSecond: 100, outPerSecond: 150 }
    expect(catchUpMs(1_000, rates, 'OK')).to.equal(20_000)
    expect(catchUpMs(1_000, { ...rates, outPerSecond: 100 }, 'OK')).to.be.NaN
    expect(catchUpMs(1_000, { ...rates, outPerSecond: Number.NaN }, 'OK')).to.be.NaN
    expect(catchUpMs(Number.NaN, rates, 'NEW')).to.be.NaN
    for (const members of [0, 1]) expect(catchUpMs(0, { ...rates, members }, 'OK')).to.equal(0)
    expect(catchUpMs(1_000, { ...rates, members: 0 }, 'NOMEMBER')).to.be.NaN
    expect(catchUpMs(1_000, rates, 'STOP')).to.be.NaN
  })

  it('LOST: below the log, with what is lost, and beyond its end', () => {
    expect(of({ logStart: 9_500, committed: 9_000 })).to.deep.equal({
      status: 'LOST',
      rule: 'below-log-start',
      values: { committed: 9_000, logStart: 9_500, lostRecords: 500 },
    })
    expect(shown({ committed: 10_001 })).to.equal('LOST beyond-log-end')
    expect(shown({ logStart: 10_000, committed: 9_999, members: 0 })).to.equal('LOST below-log-start')
  })

  it('OK: nothing unread, or nothing unread that is old', () => {
    expect(shown({ committed: 10_000, timeLagMs: 0, members: 0 })).to.equal('OK caught-up')
    expect(shown({ timeLagMs: 5_000 }, { slopePerSecond: 1_000 })).to.equal('OK recent')
    expect(shown({ timeLagMs: 5_001 }, { slopePerSecond: 1_000 })).to.equal('SLOW falling-behind')
    expect(shown({})).to.equal('OK keeping-up')
  })

  it('NOMEMBER: unread records and nobody to read them', () => {
    expect(of({ members: 0 }).values).to.deep.equal({ lag: 1_000, commitAgeMs: 1_000 })
    expect(shown({ members: 0 }, { rewoundFrom: 9_500, rewoundMs: 1 })).to.equal('NOMEMBER no-member')
  })

  it('REWIND: went back and has not come up to where it was', () => {
    expect(of({}, { rewoundFrom: 9_900, rewoundMs: 12_000 })).to.deep.equal({
      status: 'REWIND',
      rule: 'rewound',
      values: { fromOffset: 9_900, toOffset: 9_000, agoMs: 12_000 },
    })
  })

  it('STOP: unread records and the last commit are older than three of its intervals, and than a minute', () => {
    expect(shown({ timeLagMs: MIN + 1, commitAgeMs: MIN + 1 })).to.equal('STOP no-commit')
    expect(shown({ timeLagMs: MIN, commitAgeMs: 5 * MIN })).to.equal('OK keeping-up')
    expect(shown({ timeLagMs: 5 * MIN, commitAgeMs: MIN })).to.equal('OK keeping-up')
    const hourly = { commitIntervalMs: 60 * MIN }
    expect(shown({ timeLagMs: 179 * MIN, commitAgeMs: 179 * MIN }, hourly)).to.equal('OK keeping-up')
    expect(shown({ timeLagMs: 181 * MIN, commitAgeMs: 181 * MIN }, hourly)).to.equal('STOP no-commit')
    const unknown = { commitIntervalMs: undefined }
    expect(shown({ timeLagMs: 299_000, commitAgeMs: 299_000 }, unknown)).to.equal('OK keeping-up')
    expect(shown({ timeLagMs: 301_000, commitAgeMs: 301_000 }, unknown)).to.equal('STOP no-commit')
    const blocked = of({ timeLagMs: 2 * MIN, commitAgeMs: 2 * MIN, ownerBlockedMs: 90_000 })
    expect(blocked.values).to.include({ limitMs: MIN, ownerBlockedMs: 90_000 })
  })

  it('STOP: never a commit although records came for a minute; NEW while there was nothing to read', () => {
    const never = { committed: undefined, commitAgeMs: undefined }
    expect(shown(never, { arrivedMs: MIN })).to.equal('STOP never-committed')
    expect(shown(never, { arrivedMs: MIN - 1 })).to.equal('NEW uncommitted')
    expect(shown({ ...never, timeLagMs: 1_000 }, { arrivedMs: undefined })).to.equal('NEW uncommitted')
    expect(shown({ ...never, logStart: 10_000 })).to.equal('OK caught-up')
  })

  it('STALL: commits go on, the offset does not', () => {
    expect(of({}, { sameOffsetCommits: 3, sameOffsetMs: MIN })).to.deep.equal({
      status: 'STALL',
      rule: 'same-offset',
      values: { commits: 3, forMs: MIN, limitMs: MIN },
    })
    expect(shown({}, { sameOffsetCommits: 2, sameOffsetMs: 5 * MIN })).to.equal('OK keeping-up')
    expect(shown({}, { sameOffsetCommits: 30, sameOffsetMs: MIN - 1 })).to.equal('OK keeping-up')
  })

  it('SLOW: lag grows beyond the dead band, or what is unread gets older all the time', () => {
    expect(shown({}, { slopePerSecond: 1.01 })).to.equal('SLOW falling-behind')
    expect(shown({}, { slopePerSecond: 9, inPerSecond: 1_000 })).to.equal('OK keeping-up')
    expect(shown({}, { slopePerSecond: 11, inPerSecond: 1_000 })).to.equal('SLOW falling-behind')
    expect(shown({}, { slopePerSecond: 50, recentSlopePerSecond: -1 })).to.equal('SLOW falling-behind')
    expect(of({}, { timeLagRose: true }).values).to.deep.equal({
      timeLagBeforeMs: 8_000,
      timeLagMs: 10_000,
      windowMs: 290_000,
    })
  })

  it('OK: what came in a burst is being worked off', () => {
    const values = { slopePerSecond: 36, recentSlopePerSecond: -140 }
    expect(of({}, values)).to.deep.equal({
      status: 'OK',
      rule: 'catching-up',
      values: { ...values, deadBandPerSecond: 1 },
    })
  })

  it('NEW: too few samples to say, or none are kept', () => {
    expect(shown({}, { samples: 2, slopePerSecond: 500 })).to.equal('NEW few-samples')
    expect(shown({ window: undefined })).to.equal('NEW no-history')
  })

  it('NEW: lag grows, and too few commits were seen to say that it is more than between two of them', () => {
    const growing = {
      slopePerSecond: undefined,
      commitIntervalMs: undefined,
      lagSlopePerSecond: 12,
      commits: 2,
    }
    expect(of({}, growing)).to.deep.equal({
      status: 'NEW',
      rule: 'few-samples',
      values: { samples: 2, samplesWanted: 3 },
    })
    expect(shown({}, { ...growing, lagSlopePerSecond: 1 })).to.equal('OK keeping-up')
    expect(shown({}, { ...growing, commitIntervalMs: 5_000 })).to.equal('OK keeping-up')
  })

  describe('what Burrow is known to get wrong', () => {
    it('#738: a lag of 200,000 is slow although it dipped once within the window', () => {
      // The slope is a fit over all samples; Burrow clears the warning at the first pair that goes down.
      expect(shown({ committed: 0, visibleEnd: 200_000 }, { slopePerSecond: 350 })).to.equal(
        'SLOW falling-behind',
      )
    })
    it('#223: jitter at a low lag is no warning', () => {
      expect(shown({ committed: 9_998, timeLagMs: 400 }, { slopePerSecond: 3 })).to.equal('OK recent')
      expect(shown({ committed: 9_998 }, { slopePerSecond: 0.3 })).to.equal('OK keeping-up')
    })
    it('#287: lag goes on growing after the last commit', () => {
      const before = of({ members: 0, visibleEnd: 10_000 }).values['lag'] as number
      expect(of({ members: 0, visibleEnd: 50_000 }).values['lag']).to.equal(before + 40_000)
    })
    it('#446: who has caught up again is OK at once, whatever the window remembers', () => {
      const worst = { slopePerSecond: 900, timeLagRose: true, sameOffsetCommits: 9, sameOffsetMs: 5 * MIN }
      expect(shown({ committed: 10_000, timeLagMs: 0, commitAgeMs: 30 * MIN }, worst)).to.equal(
        'OK caught-up',
      )
    })
    it('#303: a rare committer is judged by its own rhythm, not by the width of the window', () => {
      const rare = { commitIntervalMs: 10 * MIN }
      expect(shown({ timeLagMs: 20 * MIN, commitAgeMs: 20 * MIN }, rare)).to.equal('OK keeping-up')
      const often = { commitIntervalMs: 1_000 }
      expect(shown({ timeLagMs: 2 * MIN, commitAgeMs: 2 * MIN }, often)).to.equal('STOP no-commit')
    })
    it('#38: a quiet topic is no stop when its first record in hours comes', () => {
      expect(shown({ commitAgeMs: 600 * MIN, timeLagMs: 6_000 })).to.equal('OK keeping-up')
    })
    it('#131: lag that builds up without a single commit is seen', () => {
      const never = { committed: undefined, commitAgeMs: undefined }
      expect(shown(never, { arrivedMs: 2 * MIN })).to.equal('STOP never-committed')
    })
    it('a consumer that was slow before it stopped is a stop', () => {
      expect(shown({ timeLagMs: 70 * MIN, commitAgeMs: 10 * MIN })).to.equal('STOP no-commit')
    })
  })

  it('names values of its rule only, finite ones, and never a negative lag', () => {
    const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
    const window = fc.record<LagWindow>({
      samples: fc.nat(30),
      windowMs: fc.nat(),
      knownMs: fc.nat(),
      arrivedMs: maybe(fc.nat()),
      commits: fc.nat(),
      slopePerSecond: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
      lagSlopePerSecond: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
      inPerSecond: maybe(fc.nat()),
      timeLagBeforeMs: maybe(fc.nat()),
      timeLagRose: fc.boolean(),
      rewoundFrom: maybe(fc.nat()),
      rewoundMs: maybe(fc.nat()),
      sameOffsetCommits: fc.nat(),
      sameOffsetMs: fc.nat(),
      commitIntervalMs: maybe(fc.nat()),
      recentSlopePerSecond: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    })
    const facts = fc.record<LagFacts>({
      logStart: fc.nat(100),
      visibleEnd: fc.integer({ min: 100, max: 300 }),
      committed: maybe(fc.nat(400)),
      commitAgeMs: maybe(fc.nat()),
      timeLagMs: maybe(fc.nat()),
      members: fc.nat(2),
      ownerBlockedMs: maybe(fc.nat()),
      ownerProcessingMs: maybe(fc.nat()),
      window: maybe(window),
    })
    fc.assert(
      fc.property(facts, (one) => {
        const { status, rule, values } = judged(one)
        expect(status).to.equal(lagRules[rule].status)
        expect(lagRules[rule].values).to.include.members(Object.keys(values))
        for (const value of Object.values(values)) expect(Number.isFinite(value)).to.equal(true)
        if (values['lag'] !== undefined) expect(values['lag']).to.be.at.least(0)
      }),
      { numRuns: 2_000 },
    )
  })
})

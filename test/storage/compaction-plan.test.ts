import { expect } from 'chai'
import { candidates, type CompactibleSegment, runs, urgency } from '../../storage/compaction-plan.ts'

const ALL = Number.MAX_SAFE_INTEGER
const policy = {
  minCleanableDirtyRatio: 0.5,
  minCompactionLagMs: 0,
  maxCompactionLagMs: -1,
  deleteRetentionMs: 1_000,
}

/** Hundred offsets each, one after the other. */
function segments(...all: Partial<CompactibleSegment>[]): CompactibleSegment[] {
  return all.map((one, place) => ({
    baseOffset: place * 100,
    endOffset: place * 100 + 100,
    sizeBytes: 10,
    firstAppendMs: 1_000,
    lastAppendMs: 2_000,
    sealed: true,
    compactedTo: 0,
    deleteHorizonMs: 0,
    ...one,
  }))
}
const clean = (place: number) => ({ compactedTo: place * 100 + 100 })

describe('plan of a compaction', () => {
  it('takes what is sealed, settled and old enough, and nothing behind that', () => {
    const four = segments({}, {}, { lastAppendMs: 5_000 }, {})
    expect(candidates(four, policy, ALL, 5_000).length).to.equal(4)
    expect(candidates(four, policy, 399, 5_000).length).to.equal(3)
    expect(candidates(four, { ...policy, minCompactionLagMs: 100 }, ALL, 5_050).length).to.equal(2)
    expect(candidates(segments({}, { sealed: false }, {}), policy, ALL, 5_000).length).to.equal(1)
  })

  it('is due by the ratio of dirty bytes', () => {
    expect(urgency(segments({}, {}), policy, ALL, 0)).to.equal(1)
    expect(urgency(segments(clean(0), {}), policy, ALL, 0)).to.equal(0.5)
    expect(urgency(segments(clean(0), { sizeBytes: 9 }), policy, ALL, 0)).to.equal(-1)
    expect(urgency(segments(clean(0), clean(1)), { ...policy, minCleanableDirtyRatio: 0 }, ALL, 0)).to.equal(
      -1,
    )
    expect(urgency([], { ...policy, minCleanableDirtyRatio: 0 }, ALL, 0)).to.equal(-1)
  })

  it('is due by age, before all that is due by ratio', () => {
    const some = segments(clean(0), { sizeBytes: 1 })
    expect(urgency(some, { ...policy, maxCompactionLagMs: 500 }, ALL, 1_499)).to.equal(-1)
    expect(urgency(some, { ...policy, maxCompactionLagMs: 500 }, ALL, 1_500)).to.be.greaterThan(1)
    expect(urgency(segments(clean(0)), { ...policy, maxCompactionLagMs: 500 }, ALL, 9_999)).to.equal(-1)
  })

  it('is due when tombstones may go, unless something unreadable lies below them', () => {
    const some = segments(clean(0), { ...clean(1), deleteHorizonMs: 10_000 })
    expect(urgency(some, policy, ALL, 10_099)).to.equal(-1)
    expect(urgency(some, policy, ALL, 10_100)).to.equal(0)
    expect(urgency(some, policy, 100, 99_999)).to.equal(-1)
  })

  it('lets neighbours be joined, but nothing across what cannot be read', () => {
    const five = segments({}, {}, {}, {}, {})
    expect(runs(five, ALL)).to.deep.equal([{ from: 0, to: 5 }])
    expect(runs(five, 200)).to.deep.equal([{ from: 0, to: 2 }])
    // The third is covered in part: it keeps its own mark.
    expect(runs(five, 250)).to.deep.equal([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ])
    const broken = five.filter((_, place) => place !== 1)
    expect(runs(broken, ALL)).to.deep.equal([
      { from: 0, to: 1 },
      { from: 1, to: 4 },
    ])
  })
})

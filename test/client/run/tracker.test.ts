import { expect } from 'chai'
import fc from 'fast-check'
import { FinishTracker } from '../../../client/run/tracker.ts'

describe('client/run/tracker', () => {
  it('answers the lowest offset that was begun and is not done, else where the partition goes on', () => {
    const tracker = new FinishTracker(41)
    expect(tracker.finished).to.equal(41)
    const [a, b, c] = [tracker.begin(41, 42), tracker.begin(42, 45), tracker.begin(45, 50)]
    expect(tracker.finished).to.equal(41)
    expect(tracker.finish(b)).to.equal(false)
    expect(tracker.finished).to.equal(41)
    expect(tracker.finish(a)).to.equal(true)
    expect(tracker.finished).to.equal(45)
    expect(tracker.finish(c)).to.equal(true)
    expect(tracker.finished).to.equal(50)
    expect(tracker.pass(50, 51)).to.equal(true)
    expect(tracker.finished).to.equal(51)
  })

  it('equals a plain list, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(1_000), fc.boolean()), { maxLength: 400 }), (steps) => {
        const tracker = new FinishTracker(0)
        const begun: { offset: number; sequence: number; done: boolean }[] = []
        let next = 0
        for (const [gap, pick, finish] of steps) {
          const open = begun.filter(({ done }) => !done)
          const one = open[pick % Math.max(open.length, 1)]
          if (finish && one !== undefined) {
            one.done = true
            tracker.finish(one.sequence)
          } else if (gap === 3) {
            tracker.pass(next, next + 1)
            next += 1
          } else {
            const offset = next + gap
            next = offset + 1
            begun.push({ offset, sequence: tracker.begin(offset, next), done: false })
          }
          expect(tracker.finished).to.equal(begun.find(({ done }) => !done)?.offset ?? next)
        }
      }),
      { numRuns: 200 },
    )
  })
})

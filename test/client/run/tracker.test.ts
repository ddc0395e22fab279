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

  it('what is set aside comes again, once; what was begun beside it does not, and what is gone counts as finished', () => {
    const tracker = new FinishTracker(0)
    const numbers = Array.from({ length: 64 }, (_, offset) => tracker.begin(offset, offset + 1))
    for (const offset of [5, 7, 9]) tracker.setAside(numbers[offset] as number)
    for (const offset of numbers) if (![5, 6, 7, 9].includes(offset)) tracker.finish(offset)
    expect([tracker.finished, tracker.replaying]).to.deep.equal([5, true])
    expect(tracker.readAgain(5)).to.equal(5)
    expect(tracker.readAgain(6)).to.equal('begun')
    tracker.setAside(5) // once more, before it was begun
    expect(tracker.readAgain(5)).to.equal(5)
    tracker.finish(5)
    tracker.finish(6)
    expect(tracker.finished).to.equal(7)
    expect(tracker.readAgain(8)).to.equal('begun') // 7 was compacted away
    expect(tracker.finished).to.equal(9)
    expect(tracker.readAgain(70)).to.equal(undefined) // and so was all that follows
    expect([tracker.finished, tracker.span, tracker.replaying]).to.deep.equal([64, 0, false])
    expect(tracker.begin(70, 71)).to.equal(64)
    expect([tracker.finished, tracker.span]).to.deep.equal([70, 1])
  })

  it('knows what comes again although it is finished, also when the ring grows', () => {
    const tracker = new FinishTracker(0)
    for (let offset = 0; offset < 64; offset++) tracker.begin(offset, offset + 1)
    tracker.setAside(3)
    for (let offset = 0; offset < 64; offset++) if (offset !== 3) tracker.finish(offset)
    expect(tracker.readAgain(3)).to.equal(3)
    tracker.finish(3)
    expect([tracker.finished, tracker.replaying]).to.deep.equal([64, true])
    tracker.begin(64, 65)
    for (let offset = 4; offset < 65; offset++) expect(tracker.readAgain(offset)).to.equal('begun')
    expect([tracker.finished, tracker.replaying]).to.deep.equal([64, false])
  })
})

// The ring of append times against a list of everything that went in.
import { expect } from 'chai'
import fc from 'fast-check'
import { limits } from '../../protocol/limits.ts'
import { AppendTimes } from '../../storage/append-times.ts'

interface Noted {
  offset: number
  bytes: number
  appendMs: number
}

/** Appends of `count` records each, so long after the one before; a negative step is a clock that was put back. */
const appends = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    stepMs: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -5_000, max: 5_000 })),
  }),
  { minLength: 1, maxLength: 3_000, size: 'max' },
)

function fill(
  times: AppendTimes,
  steps: readonly { count: number; stepMs: number }[],
): { noted: Noted[]; end: Noted } {
  const noted: Noted[] = []
  const at = { offset: 100, bytes: 7_000, appendMs: 1_000_000 }
  for (const { count, stepMs } of steps) {
    at.appendMs += stepMs
    noted.push({ ...at })
    times.note(at.offset, at.bytes, at.appendMs)
    at.offset += count
    at.bytes += count * 100
  }
  return { noted, end: at }
}

describe('append times', () => {
  it('are within a second of the truth, for all that is not too old', () => {
    let forgotten = 0
    fc.assert(
      fc.property(appends, fc.nat(2_000), (steps, pointsLeft) => {
        const times = new AppendTimes({ pointsLeft })
        const { noted, end } = fill(times, steps)
        expect(times.count).to.be.at.most(
          Math.min(limits.appendTimesPerLog, limits.appendTimesAtFirst + pointsLeft),
        )
        let known = false
        for (const { offset, bytes, appendMs } of noted) {
          const found = times.find(offset, end.offset, end.bytes, end.appendMs)
          if (found === undefined) {
            expect(known, 'only the oldest are forgotten').to.equal(false)
            forgotten++
            continue
          }
          known = true
          expect(appendMs - found.fromMs).to.be.within(0, 999)
          expect(found.toMs - found.fromMs).to.be.within(0, 999)
          expect(found.estimated).to.equal(false)
          expect(offset).to.be.within(found.from, found.to - 1)
          expect(bytes).to.equal(7_000 + (offset - 100) * 100)
          expect(found.toBytes - found.fromBytes).to.equal((found.to - found.from) * 100)
        }
        expect(known).to.equal(true)
      }),
      { numRuns: 25, seed: 5 },
    )
    expect(forgotten).to.be.greaterThan(0)
  })

  it('share a room: a log keeps what it has when there is none left, and gives it back', () => {
    const room = { pointsLeft: 100 }
    const [first, second] = [new AppendTimes(room), new AppendTimes(room)]
    const steps = Array.from({ length: 200 }, () => ({ count: 1, stepMs: 1_000 }))
    fill(first, steps)
    expect([first.count, room.pointsLeft]).to.deep.equal([64, 44])
    fill(second, steps)
    expect([second.count, room.pointsLeft]).to.deep.equal([32, 20])
    expect(second.find(299, 300, 0, 0)?.from).to.equal(299)
    expect(second.find(100, 300, 0, 0)).to.equal(undefined)
    first.release()
    expect([first.count, room.pointsLeft]).to.deep.equal([0, 76])
    expect(first.find(299, 300, 0, 0)).to.equal(undefined)
    second.note(300, 20_000, 2_000_000)
    expect([second.count, room.pointsLeft]).to.deep.equal([33, 44])
    for (let offset = 268; offset < 300; offset++)
      expect(second.find(offset, 301, 0, 0)).to.include({
        from: offset,
        to: offset + 1,
        fromMs: 900_000 + (offset + 1) * 1_000,
      })
  })

  it('know nothing of what was rewritten', () => {
    const times = new AppendTimes({ pointsLeft: 1_000 })
    fill(
      times,
      Array.from({ length: 50 }, () => ({ count: 10, stepMs: 2_000 })),
    )
    times.forgetBelow(215)
    expect(times.find(219, 600, 0, 0)).to.equal(undefined)
    expect(times.find(220, 600, 0, 0)?.from).to.equal(220)
    times.forgetBelow(Number.POSITIVE_INFINITY)
    expect(times.count).to.equal(0)
    times.note(600, 0, 1) // whatever the clock says
    expect(times.find(600, 601, 9, 500)).to.include({ from: 600, to: 601, toBytes: 9, fromMs: 1, toMs: 500 })
  })
})

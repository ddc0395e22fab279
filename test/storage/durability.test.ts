import { expect } from 'chai'
import fc from 'fast-check'
import { DurablePrefix, DurableWaiters } from '../../storage/durability.ts'

describe('durable prefix', () => {
  it('moves to the marks that a sync covers', () => {
    const prefix = new DurablePrefix({ segmentBase: 0, position: 0, offset: 0 })
    prefix.mark(0, 100, 10)
    prefix.mark(0, 200, 20)
    expect(prefix.synced(0, 150)).to.equal(true)
    expect(prefix.point).to.deep.equal({ segmentBase: 0, position: 100, offset: 10 })
    expect(prefix.synced(0, 150)).to.equal(false)
    expect(prefix.synced(0, 200)).to.equal(true)
    expect(prefix.offset).to.equal(20)
  })

  it('counts a segment only once the one before is durable as a whole', () => {
    const prefix = new DurablePrefix({ segmentBase: 0, position: 0, offset: 0 })
    prefix.mark(0, 100, 10)
    prefix.begin(10)
    prefix.mark(10, 50, 15)
    expect(prefix.synced(10, 50)).to.equal(false)
    expect(prefix.offset).to.equal(0)
    expect(prefix.sealed(0, 100, 10)).to.equal(true)
    expect(prefix.point).to.deep.equal({ segmentBase: 10, position: 50, offset: 15 })
  })

  it('goes on in a segment that begins after the last one was sealed by age', () => {
    const prefix = new DurablePrefix({ segmentBase: 5, position: 70, offset: 9 })
    prefix.sealed(5, 70, 9)
    prefix.begin(9)
    prefix.mark(9, 30, 11)
    expect(prefix.synced(9, 30)).to.equal(true)
    expect(prefix.point).to.deep.equal({ segmentBase: 9, position: 30, offset: 11 })
  })

  it('never leads the disk and never goes back, whatever the order of syncs', () => {
    const sizes = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.nat()), (segments, random) => {
        const prefix = new DurablePrefix({ segmentBase: 0, position: 0, offset: 0 })
        const ends: number[] = []
        let offset = 0
        const pending: (() => void)[] = []
        const wholeUpTo = new Map<number, number>() // base → offset on disk
        const bases: number[] = []
        segments.forEach((batches, place) => {
          const base = offset
          bases.push(base)
          if (place > 0) prefix.begin(base)
          let position = 0
          for (const records of batches) {
            position += records * 10
            offset += records
            prefix.mark(base, position, offset)
            const [at, end] = [position, offset]
            pending.push(() => {
              wholeUpTo.set(base, Math.max(wholeUpTo.get(base) ?? base, end))
              prefix.synced(base, at)
            })
          }
          ends.push(offset)
          const [at, end] = [position, offset]
          if (place < segments.length - 1) {
            pending.push(() => {
              wholeUpTo.set(base, end)
              prefix.sealed(base, at, end)
            })
          }
        })
        let before = 0
        while (pending.length > 0) {
          const pick = (random.next().value as number) % pending.length
          ;(pending.splice(pick, 1)[0] as () => void)()
          let expected = 0
          for (const [place, base] of bases.entries()) {
            expected = wholeUpTo.get(base) ?? base
            if (expected < (ends[place] as number)) break
          }
          expect(prefix.offset).to.equal(expected)
          expect(prefix.offset).to.be.at.least(before)
          before = prefix.offset
        }
        expect(prefix.offset).to.equal(offset)
      }),
      { numRuns: 100 },
    )
  })
})

describe('durable waiters', () => {
  it('releases in order of offset, those that are reached', () => {
    const waiters = new DurableWaiters<string>()
    waiters.add(10, 'a')
    waiters.add(20, 'b')
    waiters.add(10, 'repeat of a')
    expect(waiters.reached(9)).to.deep.equal([])
    expect(waiters.reached(10)).to.deep.equal(['a', 'repeat of a'])
    expect(waiters.count).to.equal(1)
    expect(waiters.takeAll()).to.deep.equal(['b'])
    expect(waiters.count).to.equal(0)
  })
})

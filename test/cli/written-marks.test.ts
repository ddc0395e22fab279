// What counts as written: only what the write carried, and only when it worked.
import { expect } from 'chai'
import { WrittenMarks } from '../../cli/written-marks.ts'
import type { Lease } from '../../client/consumer/lease.ts'

class FakeLease implements Lease {
  readonly topic = 't'
  readonly partition = 0
  readonly ended = false
  readonly paused = false
  readonly fenced = false
  readonly lost = false
  readonly over = false
  holds = 0
  offset: number | undefined
  whenEnded = () => () => {}
  whenOver = () => () => {}
  giveBack = () => {}
  triedAgain = () => {}
  finished(offset: number): void {
    this.offset = offset
  }
  hold(): void {
    this.holds += 1
  }
  release(): void {
    this.holds -= 1
  }
}

describe('cli/written-marks', () => {
  it('finishes what the write carried once it is done, not what came meanwhile; holds until then', async () => {
    const marks = new WrittenMarks()
    const [one, two] = [new FakeLease(), new FakeLease()]
    marks.taken(one, 5)
    marks.taken(one, 7)
    marks.taken(two, 3)
    let written = () => {}
    const leaving = marks.leave(() => new Promise((resolve) => (written = resolve)))
    marks.taken(one, 9)
    expect([one.offset, one.holds, two.holds]).to.deep.equal([undefined, 2, 1])
    written()
    await leaving
    expect([one.offset, two.offset, one.holds, two.holds]).to.deep.equal([7, 3, 1, 0])
    await marks.leave(() => Promise.resolve())
    expect([one.offset, one.holds]).to.deep.equal([9, 0])
  })

  it('finishes nothing by a write that failed, and lets the partition go', async () => {
    const marks = new WrittenMarks()
    const lease = new FakeLease()
    marks.taken(lease, 5)
    const failed = await marks.leave(() => Promise.reject(new Error('full'))).catch((error: Error) => error)
    expect(failed).to.have.property('message', 'full')
    marks.taken(lease, 6)
    marks.drop()
    expect([lease.offset, lease.holds]).to.deep.equal([undefined, 0])
  })
})

// When `--until-end` is done.
import { expect } from 'chai'
import { VisibleEnds } from '../../cli/visible-ends.ts'

describe('cli/visible-ends', () => {
  it('an empty topic is at its end', () => {
    expect(new VisibleEnds([{ partition: 0, start: 0, end: 0 }]).reached).to.equal(true)
    expect(new VisibleEnds([{ partition: 0, start: 5, end: 5 }]).reached).to.equal(true)
  })

  it('is reached when every partition that had records is passed', () => {
    const ends = new VisibleEnds([
      { partition: 0, start: 0, end: 10 },
      { partition: 1, start: 3, end: 3 },
      { partition: 2, start: 0, end: 1 },
    ])
    ends.passed(0, 9)
    ends.passed(2, 1)
    expect(ends.reached).to.equal(false)
    ends.passed(0, 15)
    expect(ends.reached).to.equal(true)
    expect(ends.endOf(0)).to.equal(10)
  })
})

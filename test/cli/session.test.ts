import { expect } from 'chai'
import { countingNumber, wholeNumber } from '../../cli/session.ts'

describe('cli: counts', () => {
  it('take 0 only where 0 means something', () => {
    expect(wholeNumber('0')).to.equal(0)
    expect(countingNumber('3')).to.equal(3)
    expect(() => countingNumber('0')).to.throw('it counts from 1')
    expect(() => countingNumber('-1')).to.throw('a whole number is wanted')
  })
})

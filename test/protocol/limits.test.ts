import { expect } from 'chai'
import { limits } from '../../protocol/limits.ts'

describe('limits', () => {
  it('are whole positive numbers', () => {
    for (const [name, value] of Object.entries(limits)) {
      expect(Number.isSafeInteger(value) && value > 0, name).to.equal(true)
    }
  })
})

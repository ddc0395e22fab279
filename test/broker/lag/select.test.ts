// Names and patterns of a request: against regular expressions, and against patterns made to take long.
import { expect } from 'chai'
import fc from 'fast-check'
import { matches, Selection } from '../../../broker/lag/select.ts'
import { isSluiceError } from '../../../protocol/errors.ts'
import { limits } from '../../../protocol/limits.ts'

const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    return isSluiceError(error) ? error.code : String(error)
  }
}
const select = (...wanted: string[]) => new Selection(wanted, 1_000, 'group')

describe('lag selection', () => {
  it('matches what the same pattern as a regular expression does', () => {
    const meaning = new Map([
      ['*', '.*'],
      ['?', '.'],
      ['.', '\\.'],
    ])
    const few = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 12 })
    const pattern = fc.array(fc.constantFrom('a', 'b', '.', '*', '?'), { maxLength: 10 })
    fc.assert(
      fc.property(pattern, few, (parts, name) => {
        const source = parts.map((part) => meaning.get(part) ?? part).join('')
        expect(matches(parts.join(''), name.join(''))).to.equal(new RegExp(`^${source}$`).test(name.join('')))
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes no longer than its length times that of the name', () => {
    const pattern = `${'*a'.repeat(120)}*b`
    const name = 'a'.repeat(limits.groupNameMax)
    let steps = 0
    const get = (_: object, key: string | symbol) =>
      key === 'length' ? name.length : (steps++, name[Number(key)])
    const counted = new Proxy({}, { get }) as unknown as string
    expect(matches(pattern, counted)).to.equal(false)
    expect(steps).to.be.within(name.length, pattern.length * name.length)
  })

  it('is everything where nothing is named, and else what is named or matches', () => {
    expect(select().has('x')).to.equal(true)
    const some = select('x', 'a*', 'b?')
    expect(['x', 'a', 'ab', 'bc', 'b', 'y'].map((name) => some.has(name))).to.deep.equal([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
    expect([...some.names]).to.deep.equal(['x'])
  })

  it('refuses what is too much, or nothing', () => {
    const many = (count: number, end: string) => Array.from({ length: count }, (_, at) => `${at}${end}`)
    expect(codeOf(() => select(...many(1_001, '')))).to.equal('INVALID_REQUEST')
    expect(codeOf(() => select(...many(1_000, '')))).to.equal('nothing')
    expect(codeOf(() => select(...many(limits.lagPatternsMax + 1, '*')))).to.equal('INVALID_REQUEST')
    expect(codeOf(() => select(''))).to.equal('INVALID_REQUEST')
  })
})

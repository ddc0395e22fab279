// docs/console.md quotes limits as they are, and lists the keys that the page has.
import { expect } from 'chai'
import { expectLimitsAsTheyAre, named, readPage, rowsUnder } from './tables.ts'

const page = readPage('docs/console.md')

describe('docs/console.md', () => {
  it('quotes limits as they are', () => expectLimitsAsTheyAre(page, 8))

  it('has every key of the page', () => {
    const source = readPage('broker/console/page/shortcuts.ts')
    const listed = [...source.matchAll(/^ {2}\[\[(.+)\], '/gm)].flatMap(([, keys = '']) =>
      [...keys.matchAll(/'([^']+)'/g)].map(([, key = '']) => key),
    )
    expect(listed.length).to.be.greaterThan(8)
    expect(rowsUnder(page, '## Keys').flatMap(([keys]) => named(keys))).to.deep.equal(listed)
  })
})

import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { apiNames } from '../../protocol/apis.ts'

describe('apis', () => {
  it('names every body of Request, and each has its answer', () => {
    const types = readFileSync(new URL('../../protocol/generated/wire.d.ts', import.meta.url), 'utf8')
    for (const message of ['Request', 'Response']) {
      const body = new RegExp(`interface ${message} \\{[^}]*body\\?:([^}]*)\\}`).exec(types)?.[1] ?? ''
      const names = [...body.matchAll(/'(\w+)'/g)].map((match) => match[1])
      expect(names.filter((name) => name !== 'failure')).to.deep.equal(apiNames)
    }
  })
})

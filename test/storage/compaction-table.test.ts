import { expect } from 'chai'
import fc from 'fast-check'
import { KeyTable } from '../../storage/compaction-table.ts'

describe('table of keys', () => {
  it('answers like a map until it is full, and keeps what it has then', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.maxSafeNat()), { maxLength: 80 }), (puts) => {
        const table = new KeyTable(32)
        const model = new Map<number, number>()
        for (const [key, offset] of puts) {
          const taken = table.put(Buffer.from([key]), offset % 2 ** 52)
          expect(taken).to.equal(model.has(key) || model.size < table.keysMax)
          if (taken) model.set(key, offset % 2 ** 52)
        }
        for (let key = 0; key <= 40; key++)
          expect(table.get(Buffer.from([key]))).to.equal(model.get(key) ?? -1)
        expect(table.count).to.equal(model.size)
      }),
    )
  })

  it('is as large as the keys need, within its bytes', () => {
    expect(KeyTable.for(100, 1 << 20).keysMax).to.be.within(100, 110)
    expect(KeyTable.for(1e9, 24 * 1_000).keysMax).to.equal(750)
    const one = KeyTable.for(0, 0)
    expect(one.put(Buffer.from('a'), 0)).to.equal(true)
    expect(one.put(Buffer.from('b'), 1)).to.equal(false)
    expect(one.put(Buffer.from('a'), 2)).to.equal(true)
    expect([one.get(Buffer.from('a')), one.get(Buffer.from('b'))]).to.deep.equal([2, -1])
  })
})

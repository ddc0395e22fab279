import { expect } from 'chai'
import fc from 'fast-check'
import * as varints from '../../protocol/varint.ts'

const { VARLONG_MAX, readVarint, readVarlong, varintBytes, varlongBytes, writeVarint, writeVarlong } = varints

describe('varint', () => {
  it('writes zigzag, seven bits a byte', () => {
    const hex = (value: number): string => {
      const bytes = Buffer.alloc(5)
      return bytes.toString('hex', 0, writeVarint(bytes, 0, value))
    }
    expect([0, -1, 1, -64, 64, 300].map(hex)).to.deep.equal(['00', '01', '02', '7f', '8001', 'd804'])
    expect(hex(2 ** 31 - 1)).to.equal('feffffff0f')
    expect(hex(-(2 ** 31))).to.equal('ffffffff0f')
  })

  it('reads what it wrote, at the size it said', () => {
    const bytes = Buffer.alloc(16)
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const end = writeVarint(bytes, 3, value)
        expect(end).to.equal(3 + varintBytes(value))
        expect([readVarint(bytes, 3, end), varints.varintEnd]).to.deep.equal([value, end])
      }),
    )
    const long = fc.oneof(fc.integer(), fc.integer({ min: -VARLONG_MAX, max: VARLONG_MAX }))
    fc.assert(
      fc.property(long, (value) => {
        const end = writeVarlong(bytes, 1, value)
        expect(end).to.equal(1 + varlongBytes(value))
        expect([readVarlong(bytes, 1, end), varints.varintEnd]).to.deep.equal([value, end])
      }),
    )
    for (const value of [VARLONG_MAX, -VARLONG_MAX, 2 ** 31, -(2 ** 31) - 1]) {
      const end = writeVarlong(bytes, 0, value)
      expect(readVarlong(bytes, 0, end)).to.equal(value)
    }
  })

  it('answers -1 for cut off and for over-long numbers', () => {
    const malformed = (hex: string, read: typeof readVarint, end?: number): void => {
      const bytes = Buffer.from(hex, 'hex')
      read(bytes, 0, end ?? bytes.length)
      expect(varints.varintEnd, hex).to.equal(-1)
    }
    for (const hex of ['', '80', 'ffffffff', 'ffffffff1f', 'ffffffffff01']) malformed(hex, readVarint)
    for (const hex of ['', '80', 'ffffffffffffffffff01', 'ffffffffffffff7f']) malformed(hex, readVarlong)
    malformed('8001', readVarint, 1)
    malformed('8001', readVarlong, 1)
  })
})

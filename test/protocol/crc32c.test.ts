import { expect } from 'chai'
import fc from 'fast-check'
import { crc32c, crc32cKind, crc32cTable } from '../../protocol/crc32c.ts'

// RFC 3720, appendix B.4, and the check value of the algorithm.
const VECTORS: ReadonlyArray<readonly [bytes: Buffer, crc: number]> = [
  [Buffer.alloc(0), 0],
  [Buffer.from('123456789'), 0xe306_9283],
  [Buffer.alloc(32), 0x8a91_36aa],
  [Buffer.alloc(32, 0xff), 0x62a8_ab43],
  [Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd_794e],
  [Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113f_db5c],
]

describe('crc32c', () => {
  it('knows the vectors, native and by table', () => {
    for (const [bytes, crc] of VECTORS) {
      expect(crc32c(bytes)).to.equal(crc)
      expect(crc32cTable(bytes)).to.equal(crc)
    }
    expect(crc32cKind, '@node-rs/crc32 is a dependency and must load here').to.equal('native')
  })

  it('goes on from a seed, and both ways agree on everything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        const whole = crc32c(bytes)
        expect(crc32cTable(bytes)).to.equal(whole)
        expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).to.equal(whole)
        expect(crc32cTable(bytes.subarray(cut), crc32cTable(bytes.subarray(0, cut)))).to.equal(whole)
      }),
    )
  })
})

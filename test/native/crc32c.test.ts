import { expect } from 'chai'
import { crc32c, crc32cTable } from '../../native/index.ts'

describe('crc32c', () => {
  const vectors: [string, Buffer, number][] = [
    ['nothing', Buffer.alloc(0), 0],
    ['the check string', Buffer.from('123456789'), 0xe3069283],
    ['32 zeros (RFC 3720)', Buffer.alloc(32), 0x8a9136aa],
    ['32 ones (RFC 3720)', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['0 to 31 (RFC 3720)', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
  ]
  for (const [name, bytes, expected] of vectors)
    it(`${name}, both ways`, () => {
      expect(crc32c(bytes)).to.equal(expected)
      expect(crc32cTable(bytes)).to.equal(expected)
    })

  it('hardware and table agree at every length around the streams, at every alignment', () => {
    const bytes = Buffer.alloc(40_000)
    for (let i = 0, x = 1; i < bytes.length; i++, x = (x * 1_103_515_245 + 12_345) & 0x7fffffff)
      bytes[i] = x >> 16
    for (const length of [
      1, 7, 8, 9, 255, 767, 768, 769, 775, 4_095, 12_287, 12_288, 12_289, 13_056, 24_576, 39_990,
    ])
      for (let start = 0; start < 9; start++) {
        const part = bytes.subarray(start, start + length)
        expect(crc32c(part), `${length} from ${start}`).to.equal(crc32cTable(part))
      }
  })

  it('goes on from a seed', () => {
    const bytes = Buffer.alloc(30_000, 'sluice')
    const whole = crc32c(bytes)
    for (const cut of [1, 61, 12_288, 29_999])
      expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).to.equal(whole)
  })
})

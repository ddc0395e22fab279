import { expect } from 'chai'
import { murmur2, partitionOf } from '../../protocol/murmur2.ts'

describe('murmur2', () => {
  it('is the hash of the Kafka clients', () => {
    const vectors: Record<string, number> = {
      21: -973_932_308,
      foobar: -790_332_482,
      'a-little-bit-long-string': -985_981_536,
      'a-little-bit-longer-string': -1_486_304_829,
      lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58_897_971,
      abc: 479_470_107,
    }
    for (const [text, hash] of Object.entries(vectors))
      expect(murmur2(Buffer.from(text)), text).to.equal(hash)
  })

  it('chooses partitions that exist, for negative hashes too', () => {
    expect(partitionOf(Buffer.from('21'), 10)).to.equal((-973_932_308 & 0x7fff_ffff) % 10)
    for (let i = 0; i < 200; i++) expect(partitionOf(Buffer.from(String(i)), 7)).to.be.within(0, 6)
  })
})

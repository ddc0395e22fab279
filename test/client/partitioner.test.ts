import { expect } from 'chai'
import { PartitionChooser } from '../../client/producer/partitioner.ts'
import { SluiceError } from '../../protocol/errors.ts'

// Hashes that Kafka's own UtilsTest expects of its murmur2.
const kafka: [key: string, hash: number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
]

describe('client/partitioner', () => {
  it('puts keys where Kafka puts them, as strings and as bytes', () => {
    const chooser = new PartitionChooser('t', undefined, 1000)
    for (const [key, hash] of kafka) {
      for (const count of [2, 3, 8, 97]) {
        const wanted = (hash & 0x7fffffff) % count
        expect(chooser.choose(key, undefined, count)).to.equal(wanted)
        expect(chooser.choose(Buffer.from(key), undefined, count)).to.equal(wanted)
      }
    }
  })

  it('stays with a partition for a batch of bytes, then takes another', () => {
    const chooser = new PartitionChooser('t', undefined, 1000)
    const first = chooser.choose(null, undefined, 5)
    for (let i = 0; i < 9; i++) {
      chooser.took(100)
      expect(chooser.choose(null, undefined, 5)).to.equal(first)
    }
    chooser.took(100)
    expect(chooser.choose(null, undefined, 5)).to.not.equal(first)
  })

  it('an own function and a given partition come first, and must name a partition', () => {
    const chooser = new PartitionChooser('t', (key, count) => (key === null ? count : key.length), 1000)
    expect(chooser.choose('abc', undefined, 5)).to.equal(3)
    expect(chooser.choose('abc', 1, 5)).to.equal(1)
    expect(() => chooser.choose(null, undefined, 5)).to.throw(SluiceError, 'answered 5')
    expect(() => chooser.choose('abc', -1, 5)).to.throw(SluiceError, 'not -1')
  })
})

// An independent reader agrees about compacted segments, too: batches that lost records, batches that are a header alone, tombstones
// with their time. Needs java and maven: .ci/run only.
import { expect } from 'chai'
import { codecNames } from '../../protocol/codecs.ts'
import { Bed, DAY_MS } from '../storage/compaction-bed.ts'
import { makeDirectory, readAll } from '../storage/fixture.ts'
import { dumpLogSegments } from './dump-log.ts'

describe('compacted segments, read by Apache Kafka', function () {
  this.timeout(180_000)

  it('are valid', async () => {
    const directory = makeDirectory()
    const bed = new Bed(directory.path)
    try {
      await bed.open()
      for (const [place, codec] of codecNames.entries()) {
        const of = (producerId: number) => ({ codec, producerId, producerEpoch: 0, baseSequence: 0 })
        const value = codec.repeat(200)
        await bed.put([['of nobody else', value]], of(100 + place)) // its header stays
        await bed.put(
          [
            ['a', value],
            [codec, value],
            ['gone', undefined],
            [undefined, value],
          ],
          of(200 + place),
        )
        await bed.put([[`gone ${codec}`, undefined]], { codec })
        await bed.roll()
      }
      await bed.put([['of nobody else', 'x']])
      await bed.roll()
      await bed.compact()
      bed.nowMs += DAY_MS / 2
      await bed.put([['a', 'x']])
      await bed.roll()
      await bed.compact()
      const { endOffset } = bed.log
      const records = await readAll(bed.log)
      const files = bed.log.segments.map(({ path }) => path)
      await bed.close()
      const { batches, recordsCount, text } = await dumpLogSegments(files, true)
      expect(batches.filter(({ valid }) => !valid)).to.deep.equal([])
      expect(batches.filter(({ count }) => count === 0).length).to.equal(codecNames.length)
      expect(new Set(batches.map(({ codec }) => codec))).to.deep.equal(new Set(codecNames))
      expect(text).to.match(/deleteHorizonMs: OptionalLong\[\d+\]/)
      expect(recordsCount).to.equal(records.length)
      expect(batches.at(-1)?.lastOffset).to.equal(endOffset - 1)
    } finally {
      await bed.close()
      directory.remove()
    }
  })
})

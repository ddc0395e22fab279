// Apache Kafka's own reader accepts the batches that our encoder makes, with every codec. No broker here: a segment file is batches
// back to back, so the test lays them down itself. What the broker writes is in segments.test.ts.
import { expect } from 'chai'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeBatch, stampOffsets } from '../../protocol/batch.ts'
import { codecNames } from '../../protocol/codecs.ts'
import { dumpLogSegments } from './dump-log.ts'

const batchesPerCodec = 3
const leaderEpoch = 7

describe('batches, read by Apache Kafka', function () {
  this.timeout(180_000)
  let directory: string
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-kafka-'))
  })
  after(() => rm(directory, { recursive: true }))

  it('are valid with every codec, and hold the records that went in', async () => {
    const parts: Buffer[] = []
    let offset = 0
    let sequence = 0
    for (const codec of codecNames) {
      for (let round = 0; round < batchesPerCodec; round++) {
        const records = recordsOf(codec, round)
        const batch = encodeBatch(records, {
          codec,
          producerId: 42,
          producerEpoch: 0,
          baseSequence: sequence,
        })
        stampOffsets(batch, 0, offset, leaderEpoch)
        offset += records.length
        sequence += records.length
        parts.push(batch)
      }
    }
    const file = join(directory, '00000000000000000000.log')
    await writeFile(file, Buffer.concat(parts))
    const dump = await dumpLogSegments([file])
    expect(dump.batches.filter((batch) => !batch.valid)).to.deep.equal([])
    expect(dump.batches.map((batch) => batch.codec)).to.deep.equal(
      codecNames.flatMap((codec) => new Array(batchesPerCodec).fill(codec)),
    )
    expect(dump.batches.map((batch) => batch.size)).to.deep.equal(parts.map((part) => part.length))
    expect(new Set(dump.batches.map((batch) => batch.leaderEpoch))).to.deep.equal(new Set([leaderEpoch]))
    expect(dump.batches.at(-1)?.lastOffset).to.equal(offset - 1)
    expect(dump.recordsCount).to.equal(offset)
  })

  it('are refused when a byte differs', async () => {
    const batch = encodeBatch(recordsOf('none', 1))
    stampOffsets(batch, 0, 0, 0)
    batch[batch.length - 2] = (batch[batch.length - 2] as number) ^ 1
    const file = join(directory, '00000000000000000001.log')
    await writeFile(file, batch)
    const outcome = await dumpLogSegments([file]).then(
      (dump) => dump.batches.every((one) => one.valid),
      () => false,
    )
    expect(outcome).to.equal(false)
  })
})

/** Null, empty and long; few and many; with headers and without; times that go back. */
function recordsOf(codec: string, round: number): Parameters<typeof encodeBatch>[0] & unknown[] {
  const records = [
    { key: null, value: `${codec} ${round}`, timestamp: 1_700_000_000_000 },
    { key: 'key', value: null, timestamp: 1_700_000_000_500 },
    { key: '', value: '', timestamp: 1_699_999_999_000 },
    {
      key: 'long',
      value: Buffer.alloc(70_000 * round, codec),
      headers: { trace: 'abc', none: null, empty: '' },
    },
  ]
  for (let index = 0; index < 300 * round; index++)
    records.push({ key: `k${index}`, value: `value ${index}`, timestamp: 1_700_000_000_000 + index })
  return records
}

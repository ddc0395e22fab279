// An independent reader agrees: Apache Kafka's DumpLogSegments reads the segment files that the broker wrote, records included,
// with every codec and both append modes, and finds every batch valid. Needs java and maven: .ci/run only.
import { expect } from 'chai'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codecNames } from '../../protocol/codecs.ts'
import { sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'
import { dumpLogSegments } from './dump-log.ts'

const recordsPerCodec = 5_000

describe('segments, read by Apache Kafka', function () {
  this.timeout(180_000)

  for (const mode of ['mmap', 'pwrite']) {
    it(`hold valid batches of every codec, append.mode=${mode}`, () =>
      withDirectory(async (directory) => {
        const data = join(directory, 'data')
        const broker = await startBrokerProcess({
          data,
          args: [
            '--set',
            `append.mode=${mode}`,
            '--set',
            'segment.bytes=1MiB',
            '--set',
            'max.message.bytes=256KiB',
          ],
        })
        try {
          await produceWithEveryCodec(broker.address)
        } finally {
          expect(await broker.stop()).to.equal(0)
        }
        const files = await segmentFiles(data)
        expect(files.length, 'more than one segment').to.be.greaterThan(1)
        const dump = await dumpLogSegments(files)
        expect(dump.batches.filter((batch) => !batch.valid)).to.deep.equal([])
        expect(new Set(dump.batches.map((batch) => batch.codec))).to.deep.equal(new Set(codecNames))
        expect(dump.recordsCount).to.equal(recordsPerCodec * codecNames.length)
        let nextOffset = 0
        for (const batch of dump.batches) {
          expect(batch.baseOffset).to.equal(nextOffset)
          nextOffset = batch.lastOffset + 1
        }
        expect(nextOffset).to.equal(dump.recordsCount)
      }))
  }
})

async function produceWithEveryCodec(address: string): Promise<void> {
  for (const codec of codecNames) {
    // Digits that do not repeat: whatever the codec, the log outgrows a segment.
    const lines = Array.from({ length: recordsPerCodec }, (_, n) =>
      `${codec}${n}:${Math.sin(n)}${Math.cos(n)}`.repeat(3),
    )
    const args = [
      'produce',
      'read-by-kafka',
      '--create',
      '--key-separator',
      ':',
      '--compression',
      codec,
      '--broker',
      address,
    ]
    const produced = await sluice(args, { input: `${lines.join('\n')}\n` })
    expect(produced.code, produced.stderr).to.equal(0)
  }
}

/** Of the one topic's one partition, in the order of their base offsets. */
async function segmentFiles(data: string): Promise<string[]> {
  const all = (await readdir(join(data, 'logs'), { recursive: true })).filter((path) => path.endsWith('.log'))
  return all.sort().map((path) => join(data, 'logs', path))
}

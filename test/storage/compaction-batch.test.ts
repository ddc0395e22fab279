import { expect } from 'chai'
import { gzipSync } from 'node:zlib'
import { BatchAttribute, BatchHeader, decodeBatch, encodeBatch, verifyBatch } from '../../protocol/batch.ts'
import { type CodecName, codecIds } from '../../protocol/codecs.ts'
import { crc32c } from '../../protocol/crc32c.ts'
import { limits } from '../../protocol/limits.ts'
import { type BatchRules, compactBatch } from '../../storage/compaction-batch.ts'

const NOW = 1_700_000_000_000
const BASE = 1_000

/** Keys whose records are superseded. */
function rules(gone: string[], more: Partial<BatchRules> = {}): BatchRules {
  const superseded = (key: Uint8Array) => gone.includes(Buffer.from(key).toString())
  return { superseded, nowMs: NOW, horizonMs: NOW + 100, settledTo: Number.MAX_SAFE_INTEGER, ...more }
}

function batchOf(pairs: [string | null, string | null][], codec: CodecName = 'none', more = {}): Buffer {
  const records = pairs.map(([key, value], i) => ({
    key,
    value,
    timestamp: NOW - 50 + i,
    headers: [['h', `${i}`]] as const,
  }))
  return encodeBatch(records, { codec, baseOffset: BASE, leaderEpoch: 7, ...more })
}

const shown = (batch: Buffer) =>
  decodeBatch(batch).map(({ offset, timestamp, key, value, headers }) => [
    offset - BASE,
    timestamp - NOW,
    key?.toString() ?? null,
    value?.toString() ?? null,
    headers.map(([name, content]) => `${name}${content}`).join(),
  ])

describe('compaction of a batch', () => {
  for (const codec of Object.keys(codecIds) as CodecName[]) {
    it(`takes records out and leaves the rest as it was: ${codec}`, () => {
      const pairs: [string | null, string | null][] = [
        ['a', '1'],
        ['b', '2'],
        [null, '3'],
        ['c', '4'],
        ['a', '5'],
      ]
      const batch = batchOf(pairs, codec, { producerId: 9, producerEpoch: 2, baseSequence: 40 })
      const { bytes, records, maxTimestamp } = compactBatch(batch, rules(['b', 'a']))
      expect(verifyBatch(bytes)).to.equal(bytes.length)
      expect(shown(bytes)).to.deep.equal([
        [2, -48, null, '3', 'h2'],
        [3, -47, 'c', '4', 'h3'],
      ])
      expect([records, maxTimestamp]).to.deep.equal([2, NOW - 47])
      const before = BatchHeader.read(batch)
      const after = BatchHeader.read(bytes)
      for (const field of [
        'baseOffset',
        'lastOffsetDelta',
        'leaderEpoch',
        'attributes',
        'baseTimestamp',
      ] as const)
        expect(after[field], field).to.equal(before[field])
      expect([after.producerId, after.producerEpoch, after.baseSequence]).to.deep.equal([9, 2, 40])
      expect([after.recordsCount, after.maxTimestamp]).to.deep.equal([2, NOW - 47])
    })
  }

  it('answers the very bytes where nothing goes', () => {
    const batch = batchOf(
      [
        ['a', '1'],
        [null, null],
      ],
      'gzip',
    )
    expect(compactBatch(batch, rules([])).bytes).to.equal(batch)
  })

  it('leaves a header without records that names no codec', () => {
    const batch = batchOf(
      [
        ['a', '1'],
        ['b', '1'],
      ],
      'zstd',
      { producerId: 1, producerEpoch: 0, baseSequence: 5 },
    )
    const { bytes, records } = compactBatch(batch, rules(['a', 'b']))
    expect(records).to.equal(0)
    expect(verifyBatch(bytes)).to.equal(61)
    expect(decodeBatch(bytes)).to.deep.equal([])
    expect(BatchHeader.read(bytes)).to.include({
      baseOffset: BASE,
      lastOffsetDelta: 1,
      baseSequence: 5,
      recordsCount: 0,
      attributes: 0,
      maxTimestamp: -1,
    })
    expect(compactBatch(bytes, rules([])).bytes).to.equal(bytes)
  })

  it('sets the time until which tombstones stay, once, and drops them after it', () => {
    for (const codec of ['none', 'lz4'] as const) {
      const batch = batchOf(
        [
          ['a', null],
          ['b', '2'],
          ['c', null],
        ],
        codec,
      )
      const stamped = compactBatch(batch, rules(['c']))
      expect(stamped.horizonMs).to.equal(NOW + 100)
      expect(shown(stamped.bytes)).to.deep.equal([
        [0, -50, 'a', null, 'h0'],
        [1, -49, 'b', '2', 'h1'],
      ])
      const { attributes, baseTimestamp } = BatchHeader.read(stamped.bytes)
      expect([attributes & BatchAttribute.deleteHorizon, baseTimestamp]).to.deep.equal([64, NOW + 100])
      const later = compactBatch(stamped.bytes, rules([], { nowMs: NOW + 99, horizonMs: NOW + 500 }))
      expect(later.bytes).to.equal(stamped.bytes)
      expect(later.horizonMs).to.equal(NOW + 100)
      const over = compactBatch(stamped.bytes, rules([], { nowMs: NOW + 100 }))
      expect(shown(over.bytes)).to.deep.equal([[1, -49, 'b', '2', 'h1']])
      expect(over.horizonMs).to.equal(0)
      const unsettled = { nowMs: NOW + 100, settledTo: BASE + 2 }
      expect(compactBatch(stamped.bytes, rules([], unsettled)).bytes).to.equal(stamped.bytes)
    }
  })

  it('sets no time while older records of the key may be there', () => {
    const batch = batchOf([['a', null]])
    const kept = compactBatch(batch, rules([], { settledTo: BASE }))
    expect(kept.bytes).to.equal(batch)
    expect(kept.horizonMs).to.equal(0)
  })

  it('sets no time where the batch would grow over what anybody takes', () => {
    const withValue = (valueBytes: number): Buffer =>
      encodeBatch([
        { key: 'k', value: Buffer.alloc(valueBytes), timestamp: NOW },
        { key: 't', value: null, timestamp: NOW },
      ])
    const most = limits.batchBytesMax
    const aroundBytes = withValue(most - 1_000).length - (most - 1_000)
    for (const spareBytes of [10, 0]) {
      const batch = withValue(most - aroundBytes - spareBytes)
      expect(batch.length).to.equal(most - spareBytes)
      const { bytes, records, horizonMs } = compactBatch(batch, rules([]))
      expect([records, horizonMs]).to.deep.equal([2, spareBytes === 0 ? 0 : NOW + 100])
      expect(bytes.length).to.be.within(batch.length, most)
      const without = compactBatch(batch, rules(['k']))
      expect([without.records, without.horizonMs]).to.deep.equal([1, NOW + 100])
    }
  })

  it('refuses a bomb, and records that are none', () => {
    const bomb = withRecords(gzipSync(Buffer.alloc(limits.decompressedBytesMax + 1)), codecIds.gzip)
    expect(() => compactBatch(bomb, rules([]))).to.throw(/decompress to more than/)
    const rubbish = withRecords(Buffer.from('no records at all'), codecIds.none)
    expect(() => compactBatch(rubbish, rules([]))).to.throw(/damaged/)
  })
})

function withRecords(records: Buffer, codec: number): Buffer {
  const batch = Buffer.concat([batchOf([['a', '1']]).subarray(0, 61), records])
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt16BE(codec, 21)
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
  return batch
}

import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import * as batches from '../../protocol/batch.ts'
import { type CodecName, codecNames } from '../../protocol/codecs.ts'
import { crc32c } from '../../protocol/crc32c.ts'
import { isSluiceError } from '../../protocol/errors.ts'

const { BatchBuilder, BatchHeader, BatchReader, decodeBatch, encodeBatch, verifyBatch } = batches

const IDENTITY = { producerId: 70_000_000_001, producerEpoch: 7, baseSequence: 123_456 }
const STAMP = { baseOffset: 0x0102030405, leaderEpoch: 9 }

/** The records of test/golden/batches.json: null and empty contents, a timestamp before the first, no headers. */
const RECORDS: batches.RecordInput[] = Array.from({ length: 5 }, (_, i) => ({
  key: i === 1 ? null : `key-${i}`,
  value: i === 2 ? null : 'value '.repeat(i * 8),
  timestamp: 1_700_000_000_000 + (i === 3 ? 0 : i * 1_000),
  headers: i === 4 ? undefined : [[`h${i}`, 'x'.repeat(i)] as const, ['null', null] as const],
}))

const golden = JSON.parse(readFileSync(new URL('../golden/batches.json', import.meta.url), 'utf8')) as Record<
  CodecName,
  string
>

const text = (content: Uint8Array | null): string | null =>
  content === null ? null : Buffer.from(content).toString()

function plain(records: batches.DecodedRecord[]): batches.RecordInput[] {
  return records.map(({ key, value, timestamp, headers }) => ({
    key: text(key),
    value: text(value),
    timestamp,
    headers:
      headers.length === 0 ? undefined : headers.map(([name, content]) => [name, text(content)] as const),
  }))
}

/** Decode as a consumer does; answers the code when the batch is refused, fails on any other error. */
function refusal(bytes: Buffer, position = 0): string | undefined {
  try {
    verifyBatch(bytes, position)
    for (const { headers } of decodeBatch(bytes, position)) expect(headers).to.be.an('array')
    return undefined
  } catch (error) {
    if (!isSluiceError(error)) throw error
    return error.code
  }
}

/** Change bytes and make the CRC fit again, as a careless or hostile producer could. */
function tampered(batch: Buffer, change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(batch)
  change(bytes)
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17)
  return bytes
}

describe('batch', () => {
  for (const codec of codecNames) {
    it(`reads the golden batch, ${codec}`, () => {
      const bytes = Buffer.from(golden[codec], 'hex')
      expect(verifyBatch(bytes)).to.equal(bytes.length)
      const records = decodeBatch(bytes)
      expect(plain(records)).to.deep.equal(RECORDS)
      expect(records.map((record) => record.offset)).to.deep.equal(
        [0, 1, 2, 3, 4].map((i) => STAMP.baseOffset + i),
      )
      const header = BatchHeader.read(bytes)
      expect(header).to.deep.include({
        ...IDENTITY,
        ...STAMP,
        recordsCount: 5,
        lastOffsetDelta: 4,
        bytes: bytes.length,
      })
      expect(header).to.include({ baseTimestamp: 1_700_000_000_000, maxTimestamp: 1_700_000_004_000 })
      expect(codecNames[header.codec]).to.equal(codec)
    })

    it(`writes and reads ${codec}`, () => {
      const bytes = encodeBatch(RECORDS, { codec, ...IDENTITY, ...STAMP })
      expect(verifyBatch(bytes)).to.equal(bytes.length)
      expect(plain(decodeBatch(bytes))).to.deep.equal(RECORDS)
    })
  }

  it('writes the golden batch byte for byte', () => {
    expect(encodeBatch(RECORDS, { ...IDENTITY, ...STAMP }).toString('hex')).to.equal(golden.none)
  })

  it('reads back any records', () => {
    const content = fc.oneof(
      fc.constant(null),
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 60, unit: 'binary' }),
    )
    const name = fc.string({ maxLength: 20, unit: 'grapheme' })
    const record = fc.record({
      key: content,
      value: content,
      timestamp: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.nat(2 ** 31 - 1)),
      headers: fc.array(fc.tuple(name, content), { maxLength: 4 }),
    })
    const bytesOf = (one: string | Uint8Array | null): number[] | null =>
      one === null ? null : [...Buffer.from(one as string)]
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...codecNames),
        (records, codec) => {
          const batch = encodeBatch(records, { codec })
          verifyBatch(batch)
          const back = decodeBatch(batch)
          expect(back.length).to.equal(records.length)
          back.forEach((one, i) => {
            const was = records[i] as (typeof records)[number]
            expect(bytesOf(one.key)).to.deep.equal(bytesOf(was.key))
            expect(bytesOf(one.value)).to.deep.equal(bytesOf(was.value))
            expect([one.timestamp, one.offset]).to.deep.equal([was.timestamp, i])
            const headers = was.headers.map(([key, value]) => [key, bytesOf(value)])
            expect(one.headers.map(([key, value]) => [key, bytesOf(value)])).to.deep.equal(headers)
          })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('knows its size before it is finished, and is empty again afterwards', () => {
    const builder = new BatchBuilder()
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 500; i++) {
        const before = builder.sizeBytes
        builder.append(`k${i}`, Buffer.alloc(i), 1_000 + i, { trace: 'abc' })
        const most = batches.recordBytesMost(`k${i}`, Buffer.alloc(i), { trace: 'abc' })
        expect(builder.sizeBytes - before).to.be.at.most(most)
      }
      const size = builder.sizeBytes
      const batch = builder.finish()
      expect(batch.length).to.equal(size)
      expect(decodeBatch(batch)[499]?.headers).to.deep.equal([['trace', Buffer.from('abc')]])
      expect(builder).to.include({ recordsCount: 0, sizeBytes: batches.BATCH_HEADER_BYTES })
    }
  })

  it('gives a finished batch away: the next one does not touch it', () => {
    const builder = new BatchBuilder()
    builder.append(null, 'first', 1)
    const first = builder.finish()
    builder.append(null, 'other', 1)
    builder.finish()
    expect(decodeBatch(first)[0]?.value?.toString()).to.equal('first')
  })

  it('takes buffers back through a memory, and gives them only to the next batch', () => {
    const memory = new batches.BatchMemory(2)
    const builder = new BatchBuilder(1_000, memory)
    builder.append(null, Buffer.alloc(3_000, 1), 1)
    const first = builder.finish()
    memory.give(first)
    memory.give(first)
    memory.give(Buffer.alloc(9_000))
    builder.append(null, 'next', 2)
    const second = builder.finish()
    expect(second.buffer).to.equal(first.buffer)
    expect(decodeBatch(second)[0]?.value?.toString()).to.equal('next')
    builder.append(null, 'third', 3)
    expect(builder.finish().buffer).not.to.equal(first.buffer)
    expect(memory.take(10_000).length).to.equal(10_000)
  })

  it('decodes headers later, from three numbers', () => {
    const reader = new BatchReader(encodeBatch(RECORDS))
    reader.next()
    reader.next()
    const { headersStart, recordEnd, headersCount } = reader
    while (reader.next()) expect(reader.headers.length).to.equal(reader.headersCount)
    const headers = batches.decodeHeaders(reader.buffer, headersStart, recordEnd, headersCount)
    expect(headers).to.deep.equal([
      ['h1', Buffer.from('x')],
      ['null', null],
    ])
  })

  it('refuses records that cannot be, and keeps the batch', () => {
    const builder = new BatchBuilder()
    expect(() => builder.finish())
      .to.throw()
      .with.property('code', 'INVALID_ARGUMENT')
    builder.append('k', 'v', 5)
    for (const timestamp of [-1, 1.5, Number.NaN, 2 ** 53]) {
      expect(() => builder.append('k', 'v', timestamp))
        .to.throw()
        .with.property('code', 'INVALID_ARGUMENT')
    }
    expect(decodeBatch(builder.finish()).length).to.equal(1)
  })

  it('stamps offsets without touching the CRC, and a new producer with it', () => {
    const batch = encodeBatch(RECORDS, IDENTITY)
    batches.stampOffsets(batch, 0, 2 ** 40 + 3, 12)
    verifyBatch(batch)
    expect([batches.batchBaseOffset(batch, 0), batches.batchLeaderEpoch(batch, 0)]).to.deep.equal([
      2 ** 40 + 3,
      12,
    ])
    expect([batches.batchLastOffset(batch, 0), batches.batchRecordsCount(batch, 0)]).to.deep.equal([
      2 ** 40 + 7,
      5,
    ])
    batches.stampProducer(batch, 2 ** 35, 8, 0)
    verifyBatch(batch)
    expect(BatchHeader.read(batch)).to.include({ producerId: 2 ** 35, producerEpoch: 8, baseSequence: 0 })
  })

  it('reads batches back to back, and stays inside each', () => {
    const first = encodeBatch([{ value: 'one', timestamp: 1 }])
    const second = encodeBatch([{ value: 'two', timestamp: 2 }, { value: 'three' }], { codec: 'gzip' })
    const both = Buffer.concat([Buffer.from('??'), first, second])
    const reader = new BatchReader()
    const values: string[] = []
    for (let position = 2; position < both.length; position += batches.batchBytes(both, position)) {
      reader.open(both, position)
      while (reader.next()) values.push(String(reader.value))
    }
    expect(values).to.deep.equal(['one', 'two', 'three'])
    expect(refusal(both, 2 + first.length + 1)).to.equal('CORRUPT_BATCH')
  })

  it('takes the log-append time of a batch for all its records', () => {
    const batch = tampered(encodeBatch(RECORDS), (bytes) => {
      bytes.writeInt16BE(batches.BatchAttribute.logAppendTime, 21)
      batches.writeInt64(bytes, 35, 1_800_000_000_000)
    })
    expect(new Set(decodeBatch(batch).map((record) => record.timestamp))).to.deep.equal(
      new Set([1_800_000_000_000]),
    )
  })
})

describe('damaged batches', () => {
  const batch = encodeBatch(RECORDS, { ...IDENTITY, ...STAMP })

  it('every truncation and every flipped bit under the CRC is found', () => {
    for (let length = 0; length < batch.length; length++) {
      expect(refusal(batch.subarray(0, length)), `cut at ${length}`).to.equal('CORRUPT_BATCH')
    }
    for (let position = 16; position < batch.length; position++) {
      const bytes = Buffer.from(batch)
      bytes[position] = bytes[position] ^ 0x10
      expect(refusal(bytes), `flipped at ${position}`).to.equal('CORRUPT_BATCH')
    }
  })

  it('refuses sizes, counts and numbers that cannot be, whatever the CRC says', () => {
    const changes: Array<(bytes: Buffer) => void> = [
      (bytes) => bytes.writeInt32BE(-1, 8),
      (bytes) => bytes.writeInt32BE(0, 8),
      (bytes) => bytes.writeInt32BE(0x7fff_ffff, 8),
      (bytes) => bytes.writeInt8(1, 16),
      (bytes) => bytes.writeInt32BE(6, 57),
      (bytes) => bytes.writeInt32BE(4, 57),
      (bytes) => bytes.writeInt32BE(-1, 57),
      (bytes) => bytes.writeInt32BE(0x7fff_ffff, 57),
      (bytes) => bytes.writeInt32BE(-1, 23),
      (bytes) => bytes.writeInt32BE(3, 23),
      (bytes) => bytes.writeInt32BE(0x7fff_ffff, 0),
      (bytes) => bytes.writeInt32BE(-1, 0),
    ]
    for (const [i, change] of changes.entries()) {
      expect(refusal(tampered(batch, change)), `change ${i}`).to.equal('CORRUPT_BATCH')
    }
    expect(refusal(tampered(batch, (bytes) => bytes.writeInt16BE(5, 21)))).to.equal('UNSUPPORTED_CODEC')
  })

  it('throws nothing but SluiceErrors when any bytes behind the header change, CRC made to fit', () => {
    const change = fc.record({ at: fc.integer({ min: 17, max: batch.length - 1 }), to: fc.nat(255) })
    const plainOnes = fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      refusal(tampered(batch, (bytes) => changes.forEach(({ at, to }) => (bytes[at] = to))))
    })
    fc.assert(plainOnes, { numRuns: 3_000 })
    for (const codec of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
      const packed = encodeBatch(RECORDS, { codec })
      const place = fc.record({ at: fc.integer({ min: 57, max: packed.length - 1 }), to: fc.nat(255) })
      const packedOnes = fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (changes) => {
        refusal(tampered(packed, (bytes) => changes.forEach(({ at, to }) => (bytes[at] = to))))
      })
      fc.assert(packedOnes, { numRuns: 300 })
    }
  })

  it('never shows a byte beyond the batch', () => {
    // Record and value claim to go on into the secret behind the batch.
    const one = encodeBatch([{ value: 'short', timestamp: 1 }])
    const value = one.indexOf('short')
    const greedyValue = tampered(one, (bytes) => (bytes[value - 1] = 60))
    const greedyRecord = tampered(greedyValue, (bytes) => (bytes[61] = (bytes[61] ?? 0) + 50))
    for (const greedy of [greedyValue, greedyRecord]) {
      const reader = new BatchReader(Buffer.concat([greedy, Buffer.alloc(60)]))
      expect(() => reader.next())
        .to.throw()
        .with.property('code', 'CORRUPT_BATCH')
    }
  })

  it('refuses records that break the rules in a batch that is sound otherwise', () => {
    // length, attributes, timestampDelta, offsetDelta, key null, value null, headersCount; all varints zigzag.
    const good = [12, 0, 0, 0, 1, 1, 0]
    const wrong: Record<string, number[][]> = {
      'an offset twice': [good, good],
      'an offset beyond the last': [good, [12, 0, 0, 6, 1, 1, 0]],
      'bytes behind a record': [good, [14, 0, 0, 2, 1, 1, 0, 0]],
      'bytes behind the headers': [good, [20, 0, 0, 2, 1, 1, 2, 2, 104, 1, 0]],
      'headers that are not there': [good, [12, 0, 0, 2, 1, 1, 4]],
      'a header without a key': [good, [16, 0, 0, 2, 1, 1, 2, 1, 1]],
      'a key of -2 bytes': [good, [12, 0, 0, 2, 3, 1, 0]],
      'a value of -2 bytes': [good, [12, 0, 0, 2, 1, 3, 0]],
      'a record too short': [good, [10, 0, 0, 2, 1, 1, 0]],
      'bytes behind the last record': [good, [12, 0, 0, 2, 1, 1, 0], [0]],
    }
    const frameOf = (records: number[][]): Buffer =>
      tampered(Buffer.concat([encodeBatch([{}, {}]).subarray(0, 61), Buffer.from(records.flat())]), (bytes) =>
        bytes.writeInt32BE(bytes.length - 12, 8),
      )
    expect(refusal(frameOf([good, [12, 0, 0, 2, 1, 1, 0]]))).to.equal(undefined)
    for (const [what, records] of Object.entries(wrong)) {
      expect(refusal(frameOf(records)), what).to.equal('CORRUPT_BATCH')
    }
  })
})

import { expect } from 'chai'
import fc from 'fast-check'
import { isSluiceError } from '../../protocol/errors.ts'
import { FrameReader } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'
import {
  Acks,
  decodeCheckpoint,
  decodeMetadataRecord,
  decodeRequest,
  decodeResponse,
  encodeCheckpoint,
  encodeMetadataRecord,
  encodeRequest,
  encodeResponse,
  peekRequestId,
  requestFrame,
  responseFrame,
} from '../../protocol/messages.ts'

const ID = Buffer.alloc(16, 0xab)
const MOST = Number.MAX_SAFE_INTEGER

/** The code that decoding refuses with; fails when it refuses with anything but a SluiceError. */
function refusal(decode: () => unknown): string | undefined {
  try {
    decode()
    return undefined
  } catch (error) {
    if (!isSluiceError(error)) throw error
    return error.code
  }
}

const refusedRequest = (bytes: Uint8Array): string | undefined => refusal(() => decodeRequest(bytes))

function varint(value: bigint, atLeast = 1): number[] {
  const bytes: number[] = []
  for (let rest = value; rest > 0n || bytes.length < atLeast; rest >>= 7n)
    bytes.push(Number(rest & 127n) | 128)
  bytes[bytes.length - 1] = bytes[bytes.length - 1] & 127
  return bytes
}

const field = (number: number, wireType: number): number[] => varint(BigInt((number << 3) | wireType))
const block = (number: number, content: number[]): number[] => [
  ...field(number, 2),
  ...varint(BigInt(content.length)),
  ...content,
]
/** A fetch of one partition from an offset written as these bytes. Numbers of fields as in wire.proto. */
const fetchFrom = (offset: number[]): Buffer =>
  Buffer.from([...field(1, 0), 5, ...block(18, block(4, [...field(3, 0), ...offset]))])

describe('messages', () => {
  it('carries a produce request with exact 64-bit numbers both ways', () => {
    const produce = {
      acks: Acks.LEADER,
      timeoutMs: 500,
      partitions: [{ topicId: ID, partition: 3, payloadBytes: 77 }],
    }
    const request = decodeRequest(encodeRequest({ requestId: 0xffff_ffff, produce }))
    expect(request.body).to.equal('produce')
    expect(request.requestId).to.equal(0xffff_ffff)
    expect(request.produce).to.deep.include({ acks: 1, timeoutMs: 500 })
    expect(request.produce?.partitions[0]).to.deep.include({ topicId: ID, partition: 3, payloadBytes: 77 })
    const results = [0, 1, 2 ** 32, 2 ** 53 - 2, MOST].map((baseOffset) => ({ baseOffset }))
    const response = decodeResponse(encodeResponse({ produce: { results } }))
    expect(response.produce?.results.map((result) => result.baseOffset)).to.deep.equal([
      0,
      1,
      2 ** 32,
      2 ** 53 - 2,
      MOST,
    ])
  })

  it('reads what is absent as zero, empty or null: never a Long', () => {
    const result = decodeResponse(encodeResponse({ produce: { results: [{}] } })).produce?.results[0]
    expect(result?.baseOffset).to.equal(0)
    expect(result?.failure).to.equal(null)
    const request = decodeRequest(encodeRequest({ metadata: {} }))
    expect(request.metadata?.names).to.deep.equal([])
    expect(request.metadata?.all).to.equal(false)
    expect(request.fetch).to.equal(null)
    expect(decodeRequest(Buffer.alloc(0)).body).to.equal(undefined)
  })

  it('puts head and header of a frame into one buffer', () => {
    const reader = new FrameReader()
    reader.push(requestFrame({ requestId: 9, metadata: { names: ['orders'] } }, 3))
    reader.push(Buffer.from('abc'))
    const frame = reader.next()
    expect(frame?.payload.toString()).to.equal('abc')
    expect(decodeRequest(frame?.header as Buffer).metadata?.names).to.deep.equal(['orders'])
    reader.push(responseFrame({ requestId: 9, fetch: { results: [{ visibleOffset: MOST }] } }))
    expect(decodeResponse(reader.next()?.header as Buffer).fetch?.results[0]?.visibleOffset).to.equal(MOST)
  })

  it('refuses to encode numbers that are not exact, and is unharmed by it', () => {
    for (const offset of [2 ** 53, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const code = refusal(() =>
        encodeRequest({ requestId: 1, fetch: { partitions: [{ topicId: ID, offset }] } }),
      )
      expect(code, String(offset)).to.equal('INVALID_ARGUMENT')
    }
    for (const partition of [2 ** 32, -1, 1.5]) {
      expect(refusal(() => encodeRequest({ fetch: { partitions: [{ partition }] } }))).to.equal(
        'INVALID_ARGUMENT',
      )
    }
    // The writer is shared: the failed message must not be in front of the next.
    expect(encodeRequest({ requestId: 1 }).toString('hex')).to.equal('0801')
    const long = 'x'.repeat(300_000)
    expect(decodeRequest(encodeRequest({ metadata: { names: [long] } })).metadata?.names[0]).to.equal(long)
    expect(encodeRequest({ requestId: 1 }).toString('hex')).to.equal('0801')
  })

  it('decodes 2^53-1 and refuses everything above', () => {
    expect(decodeRequest(fetchFrom(varint(2n ** 53n - 1n))).fetch?.partitions[0]?.offset).to.equal(MOST)
    for (const offset of [2n ** 53n, 2n ** 53n + 1n, 2n ** 56n, 2n ** 63n - 1n, 2n ** 64n - 1n, 2n ** 70n]) {
      expect(refusedRequest(fetchFrom(varint(offset))), String(offset)).to.equal('INVALID_REQUEST')
    }
  })

  it('refuses numbers longer than they need to be, or than their field', () => {
    for (const bytes of [varint(5n, 2), varint(0n, 8), varint(5n, 12), Array(40).fill(0xff)]) {
      expect(refusedRequest(fetchFrom(bytes))).to.equal('INVALID_REQUEST')
    }
    const wide = Buffer.from([...field(1, 0), ...varint(2n ** 32n)])
    expect(refusedRequest(wide)).to.equal('INVALID_REQUEST')
    const flag = Buffer.from([...field(1, 0), 1, ...block(11, [...field(3, 0), 2])])
    expect(refusedRequest(flag)).to.equal('INVALID_REQUEST')
  })

  it('refuses every truncation, or reads a shorter message: never throws anything else', () => {
    const partitions = Array.from({ length: 5 }, (_, i) => ({
      topicId: ID,
      partition: i,
      offset: 2 ** 40 + i,
    }))
    const whole = encodeRequest({ requestId: 300, fetch: { maxWaitMs: 500, partitions } })
    let refused = 0
    for (let length = 0; length < whole.length; length++) {
      const code = refusedRequest(whole.subarray(0, length))
      if (code !== undefined) refused += 1
      expect(code).to.be.oneOf([undefined, 'INVALID_REQUEST'])
    }
    // Only the empty message and the lone request id are messages of their own.
    expect(refused).to.equal(whole.length - 2)
  })

  it('refuses groups and survives 10,000 levels of anything', () => {
    const groups = Buffer.alloc(20_000, field(30, 3)[0])
    expect(refusedRequest(groups)).to.equal('INVALID_REQUEST')
    expect(refusedRequest(Buffer.from([...field(30, 3), ...field(30, 4)]))).to.equal('INVALID_REQUEST')
    const nested: number[] = []
    for (let level = 0; level < 10_000; level++) {
      const length = varint(BigInt(nested.length)).reverse()
      nested.push(...length, 0x0a) // written backwards
    }
    nested.reverse()
    expect(refusedRequest(Buffer.from(nested))).to.be.oneOf([undefined, 'INVALID_REQUEST'])
    for (const body of [10, 11, 12, 15, 17, 18, 20]) {
      expect(refusedRequest(Buffer.from(block(body, nested)))).to.be.oneOf([undefined, 'INVALID_REQUEST'])
    }
  })

  it('skips unknown fields and takes the last of repeated ones', () => {
    const unknown = [
      ...block(99, [1, 2, 3]),
      ...field(98, 0),
      7,
      ...field(97, 5),
      0,
      0,
      0,
      0,
      ...field(96, 1),
      ...Array(8).fill(1),
    ]
    const request = decodeRequest(Buffer.from([...field(1, 0), 5, ...unknown, ...field(1, 0), 6]))
    expect(request.requestId).to.equal(6)
    const both = Buffer.concat([
      encodeRequest({ fetch: {} }),
      encodeRequest({ requestId: 1, metadata: { all: true } }),
    ])
    expect(decodeRequest(both)).to.deep.include({ body: 'metadata', fetch: null })
  })

  it('refuses field number 0, unknown wire types and lengths beyond the end', () => {
    for (const hex of ['00', '0000', '0e', '0f01', '9201ffffffff0f', '9201ff', '92018080808010']) {
      expect(refusedRequest(Buffer.from(hex, 'hex')), hex).to.equal('INVALID_REQUEST')
    }
  })

  it('bounds what a request may name', () => {
    const partitions = Array.from({ length: limits.partitionsPerRequestMax }, () => ({ topicId: ID }))
    expect(refusedRequest(encodeRequest({ fetch: { partitions } }))).to.equal(undefined)
    expect(refusedRequest(encodeRequest({ produce: { partitions: [...partitions, {}] } }))).to.equal(
      'INVALID_REQUEST',
    )
    const names = Array.from({ length: limits.topicsPerRequestMax + 1 }, (_, i) => `t${i}`)
    expect(refusedRequest(encodeRequest({ metadata: { names } }))).to.equal('INVALID_REQUEST')
    const acks = Buffer.from(block(17, [...field(1, 0), 3]))
    expect(refusedRequest(acks)).to.equal('INVALID_REQUEST')
    const clientId = 'c'.repeat(limits.clientIdLengthMax + 1)
    expect(refusedRequest(encodeRequest({ hello: { clientId } }))).to.equal('INVALID_REQUEST')
  })

  it('stops at the field limit before a header of empty messages becomes a million objects', () => {
    const empties = Buffer.alloc(limits.headerBytesMax - 16)
    for (let i = 0; i < empties.length; i += 2) empties[i] = field(3, 2)[0]
    const header = Buffer.concat([Buffer.from([...field(17, 2), ...varint(BigInt(empties.length))]), empties])
    expect(() => decodeRequest(header))
      .to.throw(/too many fields/)
      .with.property('code', 'INVALID_REQUEST')
  })

  it('throws nothing but SluiceErrors at random and at mutated bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void refusedRequest(bytes)),
      { numRuns: 2_000 },
    )
    const partitions = [{ topicId: ID, partition: 1, offset: 2 ** 45, maxBytes: 1 << 20 }]
    const good = encodeRequest({ requestId: 77, fetch: { maxWaitMs: 500, minBytes: 1, partitions } })
    const change = fc.record({ at: fc.nat(good.length - 1), to: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(good)
        for (const { at, to } of changes) bytes[at] = to
        refusedRequest(bytes)
        refusal(() => decodeResponse(bytes))
        refusal(() => decodeCheckpoint(bytes))
      }),
      { numRuns: 2_000 },
    )
  })

  it('finds the request id of a request it cannot read', () => {
    const bad = Buffer.concat([encodeRequest({ requestId: 70_000 }), Buffer.from([0])])
    expect(peekRequestId(bad)).to.equal(70_000)
    try {
      decodeRequest(bad)
      expect.fail('it was read')
    } catch (error) {
      expect(error).to.have.property('details').that.deep.equals({ requestId: 70_000 })
    }
    for (const hex of ['', '08', '0000', '08ff', '9201'])
      expect(peekRequestId(Buffer.from(hex, 'hex'))).to.equal(0)
  })

  it('carries stored messages, and calls damaged ones CORRUPT_LOG', () => {
    const topic = {
      id: ID,
      name: 'orders',
      partitions: 2,
      settings: [{ key: 'retention.ms', value: '7d' }],
      createdMs: MOST,
    }
    const record = decodeMetadataRecord(encodeMetadataRecord({ topic }))
    expect(record.change).to.equal('topic')
    expect(record.topic).to.deep.include({ name: 'orders', partitions: 2, createdMs: MOST })
    const logs = [{ topicId: ID, partition: 1, segmentBaseOffset: 0, position: 2 ** 33, offset: 12 }]
    const bytes = encodeCheckpoint({ number: 7, bootEpoch: 2, logs })
    expect(decodeCheckpoint(bytes).logs[0]?.position).to.equal(2 ** 33)
    expect(refusal(() => decodeCheckpoint(bytes.subarray(0, bytes.length - 1)))).to.equal('CORRUPT_LOG')
  })
})

import { expect } from 'chai'
import { encodeBatch } from '../../protocol/batch.ts'
import { crc32c } from '../../protocol/crc32c.ts'
import { frameHead } from '../../protocol/frame.ts'
import { encodeRequest } from '../../protocol/messages.ts'
import type { ErrorName } from '../../protocol/errors.ts'
import {
  batchOf,
  brokerOf,
  createTopic,
  expectAlive,
  expectFailure,
  expectNoFailure,
  fetch,
  produce,
} from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const hello = { clientId: 'raw', versionMin: 1, versionMax: 1 }

function lengths(frameLength: number, headerLength: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(frameLength, 0)
  bytes.writeUInt32BE(headerLength, 4)
  return bytes
}

/** A length-delimited field of protobuf. */
function field(number: number, bytes: Buffer): Buffer {
  const length: number[] = []
  for (let rest = bytes.length; ; rest >>>= 7) {
    if (rest < 128) {
      length.push(rest)
      break
    }
    length.push((rest & 127) | 128)
  }
  const tag = (number << 3) | 2
  const head = tag < 128 ? [tag] : [(tag & 127) | 128, tag >>> 7]
  return Buffer.concat([Buffer.from([...head, ...length]), bytes])
}

describe('broker: bad input on the wire', () => {
  const broker = brokerOf()

  /** Sends bytes, expects one failure and then the end of this connection, and a broker that goes on. */
  async function expectRefusal(bytes: Buffer, code: ErrorName, greet: boolean): Promise<void> {
    const peer = greet ? await RawPeer.hello(broker().address) : await RawPeer.open(broker().address)
    const before = peer.answers.length
    peer.socket.write(bytes)
    await peer.ended
    expect(peer.answers).to.have.length(before + 1)
    expectFailure(peer.answers.at(-1)?.response.failure, code)
    await expectAlive(broker())
  }

  it('wants Hello first', async () => {
    for (const request of [{ metadata: { all: true } }, { produce: {} }, {}]) {
      const header = encodeRequest({ requestId: 7, ...request })
      await expectRefusal(
        Buffer.concat([frameHead(header, 0), header.subarray(header.length)]),
        'HELLO_REQUIRED',
        false,
      )
    }
  })

  it('refuses versions it does not speak', async () => {
    for (const [versionMin, versionMax] of [
      [2, 9],
      [0, 0],
      [9, 1],
    ]) {
      const header = encodeRequest({ requestId: 1, hello: { ...hello, versionMin, versionMax } })
      await expectRefusal(frameHead(header, 0), 'UNSUPPORTED_VERSION', false)
    }
  })

  it('takes Hello once and goes on after a second', async () => {
    const peer = await RawPeer.hello(broker().address)
    expectFailure((await peer.call({ hello })).response.failure, 'INVALID_REQUEST')
    expect((await peer.call({ metadata: { all: true } })).response.metadata).to.not.equal(null)
    await peer.close()
  })

  const impossibleFrames: [string, Buffer, ErrorName][] = [
    ['length 0', lengths(0, 0), 'INVALID_REQUEST'],
    ['length 3', lengths(3, 0), 'INVALID_REQUEST'],
    ['length 4 GiB', lengths(0xffff_ffff, 10), 'FRAME_TOO_LARGE'],
    ['a header longer than the frame', lengths(100, 97), 'INVALID_REQUEST'],
    ['a header of 4 GiB', lengths(100, 0xffff_ffff), 'INVALID_REQUEST'],
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 'FRAME_TOO_LARGE'],
  ]
  for (const [name, bytes, code] of impossibleFrames) {
    for (const greet of [true, false]) {
      it(`refuses a frame with ${name} ${greet ? 'after' : 'before'} Hello`, async () => {
        await expectRefusal(bytes, code, greet)
      })
    }
  }

  it('accepts little from somebody who has not said Hello', async () => {
    await expectRefusal(lengths(17 * 1024, 100), 'FRAME_TOO_LARGE', false)
  })

  it('refuses messages that are cut off, nested or too large for a number', async () => {
    const request = encodeRequest({ requestId: 5, metadata: { names: ['orders'] } })
    const fetch = (partition: Buffer) => field(18, field(4, partition))
    const beyond = Buffer.concat([
      Buffer.from([3 << 3]),
      Buffer.from([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
    ])
    const just = Buffer.concat([Buffer.from([3 << 3]), Buffer.from([128, 128, 128, 128, 128, 128, 128, 16])])
    const bad = [
      request.subarray(0, request.length - 1),
      request.subarray(0, 3),
      Buffer.from([0xff]),
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
      Buffer.alloc(10_000, (11 << 3) | 3), // groups in groups
      fetch(beyond),
      fetch(just), // 2^53
    ]
    for (const header of bad)
      await expectRefusal(Buffer.concat([frameHead(header, 0)]), 'INVALID_REQUEST', true)
  })

  it('does not follow 10,000 levels of messages in messages', async () => {
    let nested: Buffer = Buffer.alloc(0)
    for (let level = 0; level < 10_000; level++) nested = field(11, nested)
    const peer = await RawPeer.hello(broker().address)
    peer.socket.write(Buffer.concat([frameHead(nested, 0)]))
    const answers = await peer.received(2)
    expect(answers[1]?.response.metadata?.topics).to.deep.equal([])
    await peer.close()
  })

  it('goes on after requests that are readable and wrong', async () => {
    const peer = await RawPeer.hello(broker().address)
    expectFailure((await peer.call({})).response.failure, 'INVALID_REQUEST')
    const withPayload = await peer.call({ metadata: { all: true } }, Buffer.from('what is this'))
    expectFailure(withPayload.response.failure, 'INVALID_REQUEST')
    expect((await peer.call({ metadata: { all: true } })).response.metadata).to.not.equal(null)
    await peer.close()
  })
})

describe('broker: bad batches', () => {
  const broker = brokerOf()
  let peer: RawPeer
  let id: Uint8Array
  before(async () => {
    peer = await RawPeer.hello(broker().address)
    id = await createTopic(peer, 'strict', 1, { 'max.message.bytes': '64KiB' })
    await produce(peer, id, batchOf('first'))
  })
  after(() => peer.close())

  /** A batch with some bytes changed, its CRC right again unless `keepCrc`. */
  function changed(change: (batch: Buffer) => void, keepCrc = false): Buffer {
    const batch = Buffer.from(batchOf('a', 'b'))
    change(batch)
    if (!keepCrc) batch.writeUInt32BE(crc32c(batch.subarray(21)) >>> 0, 17)
    return batch
  }

  const year = 365 * 24 * 3_600_000
  const bad: [string, ErrorName, () => Buffer][] = [
    ['a flipped byte', 'CORRUPT_BATCH', () => changed((b) => b.writeUInt8(b[70]! ^ 1, 70), true)],
    ['another magic', 'CORRUPT_BATCH', () => changed((b) => b.writeUInt8(1, 16))],
    ['a wrong count', 'CORRUPT_BATCH', () => changed((b) => b.writeInt32BE(3, 57))],
    ['a count of 0', 'CORRUPT_BATCH', () => changed((b) => b.writeInt32BE(0, 57))],
    ['a negative count', 'CORRUPT_BATCH', () => changed((b) => b.writeInt32BE(-1, 57))],
    ['a control batch', 'INVALID_BATCH', () => changed((b) => b.writeInt16BE(0x20, 21))],
    ['a transactional batch', 'INVALID_BATCH', () => changed((b) => b.writeInt16BE(0x10, 21))],
    ['an unknown codec', 'UNSUPPORTED_CODEC', () => changed((b) => b.writeInt16BE(7, 21))],
    ['a length of 0', 'CORRUPT_BATCH', () => changed((b) => b.writeInt32BE(0, 8), true)],
    ['a length of 2 GiB', 'CORRUPT_BATCH', () => changed((b) => b.writeInt32BE(0x7fff_ffff, 8), true)],
    ['a length one short', 'CORRUPT_BATCH', () => changed((b) => b.writeInt32BE(b.length - 13, 8), true)],
    ['bytes behind it', 'CORRUPT_BATCH', () => Buffer.concat([batchOf('x'), Buffer.alloc(5)])],
    ['only bytes', 'CORRUPT_BATCH', () => Buffer.from('these are no batches')],
    [
      'a timestamp a year ahead',
      'INVALID_TIMESTAMP',
      () => encodeBatch([{ value: 'x', timestamp: Date.now() + year }]),
    ],
    ['more bytes than allowed', 'MESSAGE_TOO_LARGE', () => batchOf('x'.repeat(65 * 1024))],
    [
      'an unknown producer in mid-sequence',
      'UNKNOWN_PRODUCER_ID',
      () => encodeBatch([{ value: 'x' }], { producerId: 123, producerEpoch: 0, baseSequence: 5 }),
    ],
  ]
  for (const [name, code, batch] of bad) {
    it(`refuses ${name}, and what came with it`, async () => {
      const result = await produce(peer, id, Buffer.concat([batchOf('good'), batch()]))
      expectFailure(result.failure, code)
      expect((await fetch(peer, id)).result.logEndOffset).to.equal(1)
      const alone = await produce(peer, id, batch())
      expectFailure(alone.failure, code)
    })
  }

  it('refuses topics and partitions that are not there', async () => {
    const batch = batchOf('x')
    expectFailure((await produce(peer, Buffer.alloc(16, 7), batch)).failure, 'UNKNOWN_TOPIC_ID')
    expectFailure((await produce(peer, Buffer.alloc(3), batch)).failure, 'UNKNOWN_TOPIC_ID')
    expectFailure((await produce(peer, id, batch, { partition: 1 })).failure, 'UNKNOWN_PARTITION')
    expectFailure((await produce(peer, id, batch, { partition: 0xffff_ffff })).failure, 'UNKNOWN_PARTITION')
    expectFailure((await fetch(peer, id, { partition: 5 })).result.failure, 'UNKNOWN_PARTITION')
  })

  it('still takes good ones', async () => {
    expectNoFailure((await produce(peer, id, batchOf('good'))).failure)
    expect((await fetch(peer, id)).result.logEndOffset).to.equal(2)
  })
})

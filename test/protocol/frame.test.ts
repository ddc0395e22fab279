import { expect } from 'chai'
import fc from 'fast-check'
import { type Frame, FrameReader, frameHead } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'

function frameBytes(header: Uint8Array, payload: Uint8Array): Buffer {
  return Buffer.concat([frameHead(header, payload.length), payload])
}

function drain(reader: FrameReader): Frame[] {
  const frames: Frame[] = []
  for (let frame = reader.next(); frame !== undefined; frame = reader.next()) frames.push(frame)
  return frames
}

/** Feed bytes as a socket would: into `buffer()`, at most `most` at a time. */
function receive(reader: FrameReader, bytes: Uint8Array, most: number): void {
  for (let position = 0; position < bytes.length; ) {
    const place = reader.buffer()
    expect(place.length).to.be.greaterThan(0)
    const length = Math.min(most, place.length, bytes.length - position)
    place.set(bytes.subarray(position, position + length))
    reader.received(length)
    position += length
  }
}

const HEADERS = [Buffer.from('first'), Buffer.alloc(0), Buffer.from('third header')]
const PAYLOADS = [Buffer.from('payload one'), Buffer.from('two'), Buffer.alloc(0)]
const STREAM = Buffer.concat(HEADERS.map((header, i) => frameBytes(header, PAYLOADS[i] as Buffer)))

function expectStream(frames: Frame[]): void {
  expect(frames.map((frame) => frame.header)).to.deep.equal(HEADERS)
  expect(frames.map((frame) => frame.payload)).to.deep.equal(PAYLOADS)
}

describe('frame', () => {
  it('draws the head: lengths big-endian, the first counting what follows it', () => {
    expect(frameHead(Buffer.from('abc'), 5).toString('hex')).to.equal('0000000c00000003616263')
  })

  it('reads frames split at every byte, pushed', () => {
    for (let split = 0; split <= STREAM.length; split++) {
      const reader = new FrameReader()
      reader.push(STREAM.subarray(0, split))
      const early = drain(reader)
      reader.push(STREAM.subarray(split))
      expectStream([...early, ...drain(reader)])
      expect(reader.partial).to.equal(false)
    }
  })

  it('reads frames received in place, in pieces of every size', () => {
    for (let most = 1; most <= STREAM.length; most++) {
      const reader = new FrameReader({ scratch: Buffer.alloc(16) })
      receive(reader, STREAM, most)
      expectStream(drain(reader))
    }
  })

  it('reads what was written, however it is cut and whichever way it comes in', () => {
    const part = fc.record({
      header: fc.uint8Array({ maxLength: 40 }),
      payload: fc.uint8Array({ maxLength: 200 }),
    })
    const cut = fc.array(fc.record({ length: fc.integer({ min: 1, max: 90 }), pushed: fc.boolean() }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), cut, (parts, cuts) => {
        const stream = Buffer.concat(parts.map(({ header, payload }) => frameBytes(header, payload)))
        const reader = new FrameReader({ scratch: Buffer.alloc(24) })
        const frames: Frame[] = []
        for (let position = 0, i = 0; position < stream.length; i++) {
          const { length, pushed } = cuts[i % cuts.length] as { length: number; pushed: boolean }
          const piece = stream.subarray(position, position + length)
          if (pushed) reader.push(piece)
          else receive(reader, piece, length)
          frames.push(...drain(reader))
          position += piece.length
        }
        const plain = frames.map((frame) => ({ header: [...frame.header], payload: [...frame.payload] }))
        expect(plain).to.deep.equal(
          parts.map(({ header, payload }) => ({ header: [...header], payload: [...payload] })),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('receives the rest of a large frame straight into memory of its own', () => {
    const payload = Buffer.alloc(500_000, 7)
    const stream = frameBytes(Buffer.from('h'), payload)
    const scratch = Buffer.alloc(1_000)
    const reader = new FrameReader({ scratch })
    stream.copy(reader.buffer(), 0, 0, 1_000)
    reader.received(1_000)
    const place = reader.buffer()
    expect(place.buffer).not.to.equal(scratch.buffer)
    expect(place.length).to.equal(stream.length - 1_000)
    expect(reader.outstandingBytes).to.equal(place.length)
    stream.copy(place, 0, 1_000)
    reader.received(place.length)
    const frame = reader.next() as Frame
    expect(frame.payload.buffer).to.equal(place.buffer)
    expect(frame.payload.equals(payload)).to.equal(true)
  })

  it('leaves frames alone when the scratch is used again', () => {
    const scratch = Buffer.alloc(64)
    const reader = new FrameReader({ scratch })
    receive(reader, frameBytes(Buffer.from('h'), Buffer.from('kept')), 64)
    const frame = reader.next() as Frame
    scratch.fill(0)
    expect(frame.payload.toString()).to.equal('kept')
  })

  it('takes buffers from the allocator it is given, never before the length was checked', () => {
    const asked: number[] = []
    const reader = new FrameReader({
      frameBytesMax: 100,
      allocate: (bytes) => (asked.push(bytes), Buffer.alloc(bytes)),
    })
    reader.push(frameBytes(Buffer.from('abc'), Buffer.from('de')))
    reader.push(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1]))
    expect(asked).to.deep.equal([5])
    expect(reader.invalid?.code).to.equal('FRAME_TOO_LARGE')
  })

  it('refuses an oversized length at its fourth byte, and says nothing more', () => {
    const reader = new FrameReader()
    const word = Buffer.alloc(4)
    word.writeUInt32BE(limits.frameBytesMax + 1)
    reader.push(word.subarray(0, 3))
    expect(reader.invalid).to.equal(undefined)
    reader.push(word.subarray(3))
    expect(reader.invalid?.code).to.equal('FRAME_TOO_LARGE')
    reader.push(STREAM)
    expect(reader.next()).to.equal(undefined)
  })

  it('still hands out the frames before a bad one', () => {
    const reader = new FrameReader()
    reader.push(Buffer.concat([STREAM, Buffer.from([0, 0, 0, 3])]))
    expectStream(drain(reader))
    expect(reader.invalid?.code).to.equal('CORRUPT_FRAME')
  })

  it('refuses a header that exceeds its frame or its limit', () => {
    const beyond = new FrameReader()
    beyond.push(Buffer.from('0000000500000002ffff', 'hex'))
    expect(beyond.invalid?.code).to.equal('CORRUPT_FRAME')
    const large = new FrameReader({ headerBytesMax: 10 })
    large.push(frameBytes(Buffer.alloc(11), Buffer.alloc(0)))
    expect(large.invalid?.code).to.equal('FRAME_TOO_LARGE')
  })

  it('holds only the first frame to the bound of the first frame', () => {
    const small = frameBytes(Buffer.from('hello'), Buffer.alloc(0))
    const large = frameBytes(Buffer.from('h'), Buffer.alloc(100))
    const reader = new FrameReader({ firstFrameBytesMax: 20 })
    reader.push(Buffer.concat([small, large]))
    expect(drain(reader).length).to.equal(2)
    const strict = new FrameReader({ firstFrameBytesMax: 20 })
    strict.push(large)
    expect(strict.invalid?.code).to.equal('FRAME_TOO_LARGE')
  })
})

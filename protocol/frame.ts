// The frame, both directions, all integers big-endian:
//
//   0               4               8                     8+H                        4+L
//   +---------------+---------------+---------------------+--------------------------+
//   | frameLength L | headerLength H| header (protobuf)   | payload (record batches) |
//   |      u32      |      u32      |      H bytes        |      L-4-H bytes         |
//   +---------------+---------------+---------------------+--------------------------+
//
// L counts what follows it (4 + H + payload). The header says how the payload divides among partitions.
// The broker's plain connections read frames in C++ (native/src); this reader serves the client, TLS and the tests.
// FrameReader is a pure state machine: no socket, no timer, no promise.
// Invariant: consumed <= checked <= received. Nothing is allocated by a length that was not checked against the limits.
import assert from 'node:assert/strict'
import { SluiceError } from './errors.ts'
import { limits } from './limits.ts'

/** The two length words. */
export const FRAME_HEAD_BYTES = 8

/** A whole frame. `header` and `payload` are views of `buffer`, which belongs to the frame alone. */
export interface Frame {
  readonly header: Buffer
  readonly payload: Buffer
  readonly buffer: Buffer
}

/** The length words and the header, ready to be followed by `payloadBytes` bytes of payload. */
export function frameHead(header: Uint8Array, payloadBytes: number): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES + header.length)
  head.writeUInt32BE(4 + header.length + payloadBytes, 0)
  head.writeUInt32BE(header.length, 4)
  head.set(header, FRAME_HEAD_BYTES)
  return head
}

export interface FrameReaderOptions {
  frameBytesMax?: number
  headerBytesMax?: number
  /** A tighter bound for the first frame (the broker's side: before Hello). Default: frameBytesMax. */
  firstFrameBytesMax?: number
  /**
   * Where small frames are received. May be shared by connections of one thread: `received` leaves nothing behind in it.
   * Default: one of its own.
   */
  scratch?: Buffer
  /** Makes the buffer of a frame, e.g. from a pool. Exactly `bytes` long, called after the length was checked. */
  allocate?: (bytes: number) => Buffer
}

/**
 * Splits received bytes into frames. Two ways in, which may be mixed:
 * - `push(chunk)`: bytes somebody else received; they are copied.
 * - `buffer()` and `received(n)`: the place to receive into. While the rest of a frame is outstanding this is the frame's
 *   own memory, so that payloads of large frames are never copied; else it is the scratch.
 * After either, take frames with `next()` until it answers undefined, then look at `invalid`.
 */
export class FrameReader {
  /** Why the bytes are no frames; final. The connection is to be closed. */
  invalid: SluiceError | undefined

  readonly #frameBytesMax: number
  readonly #headerBytesMax: number
  readonly #allocate: (bytes: number) => Buffer
  #nextFrameBytesMax: number
  #scratch: Buffer | undefined
  readonly #head = Buffer.alloc(FRAME_HEAD_BYTES)
  #headFilled = 0
  #frame: Buffer | undefined // header and payload of the frame being received
  #frameFilled = 0
  #headerBytes = 0
  readonly #complete: Frame[] = []
  #taken = 0

  constructor(options: FrameReaderOptions = {}) {
    this.#frameBytesMax = options.frameBytesMax ?? limits.frameBytesMax
    this.#headerBytesMax = options.headerBytesMax ?? limits.headerBytesMax
    this.#nextFrameBytesMax = options.firstFrameBytesMax ?? this.#frameBytesMax
    this.#allocate = options.allocate ?? Buffer.allocUnsafe
    this.#scratch = options.scratch
  }

  /** Bytes of the frame under way that are still to come; 0 between frames and while its lengths are unknown. */
  get outstandingBytes(): number {
    return this.#frame === undefined ? 0 : this.#frame.length - this.#frameFilled
  }

  /** Whether a frame has begun and is not complete: its deadline runs. */
  get partial(): boolean {
    return this.#frame !== undefined || this.#headFilled > 0
  }

  /** Where the next bytes are to be received; never empty. Valid until the next `received` or `push`. */
  buffer(): Buffer {
    if (this.#frame !== undefined) return this.#frame.subarray(this.#frameFilled)
    this.#scratch ??= Buffer.allocUnsafeSlow(limits.receiveScratchBytes)
    return this.#scratch
  }

  /** `bytes` bytes were received into what `buffer()` answered last. */
  received(bytes: number): void {
    if (this.invalid !== undefined || bytes === 0) return
    if (this.#frame === undefined) {
      assert(this.#scratch !== undefined && bytes <= this.#scratch.length)
      this.push(this.#scratch.subarray(0, bytes))
      return
    }
    assert(bytes <= this.#frame.length - this.#frameFilled)
    this.#frameFilled += bytes
    if (this.#frameFilled === this.#frame.length) this.#finishFrame(this.#frame)
  }

  /** Take in bytes received elsewhere. The chunk is copied and may be reused. */
  push(chunk: Uint8Array): void {
    let position = 0
    while (position < chunk.length && this.invalid === undefined) {
      position +=
        this.#frame === undefined ? this.#takeHead(chunk, position) : this.#takeBody(chunk, position)
    }
  }

  /** The next complete frame, in order of arrival. */
  next(): Frame | undefined {
    const frame = this.#complete[this.#taken]
    if (frame === undefined) return undefined
    this.#taken += 1
    if (this.#taken === this.#complete.length) {
      this.#complete.length = 0
      this.#taken = 0
    }
    return frame
  }

  #takeHead(chunk: Uint8Array, position: number): number {
    const length = Math.min(FRAME_HEAD_BYTES - this.#headFilled, chunk.length - position)
    for (let i = 0; i < length; i++) this.#head[this.#headFilled + i] = chunk[position + i]
    this.#headFilled += length
    if (this.#headFilled >= 4) this.#checkFrameLength(this.#head.readUInt32BE(0))
    if (this.#headFilled === FRAME_HEAD_BYTES && this.invalid === undefined) this.#beginFrame()
    return length
  }

  #checkFrameLength(frameBytes: number): void {
    if (frameBytes < 4)
      this.#refuse('CORRUPT_FRAME', `frame length ${frameBytes} is below 4: these bytes are no frames`)
    if (frameBytes > this.#nextFrameBytesMax) {
      const most = this.#nextFrameBytesMax
      this.#refuse('FRAME_TOO_LARGE', `a frame claims ${frameBytes} bytes, at most ${most} are accepted here`)
    }
  }

  #beginFrame(): void {
    const bodyBytes = this.#head.readUInt32BE(0) - 4
    const headerBytes = this.#head.readUInt32BE(4)
    if (headerBytes > bodyBytes) {
      return this.#refuse(
        'CORRUPT_FRAME',
        `header length ${headerBytes} exceeds the frame's ${bodyBytes} bytes`,
      )
    }
    if (headerBytes > this.#headerBytesMax) {
      const most = this.#headerBytesMax
      return this.#refuse(
        'FRAME_TOO_LARGE',
        `a header claims ${headerBytes} bytes, at most ${most} are accepted`,
      )
    }
    this.#headFilled = 0
    this.#headerBytes = headerBytes
    this.#nextFrameBytesMax = this.#frameBytesMax
    this.#frame = this.#allocate(bodyBytes)
    assert(this.#frame.length === bodyBytes, 'allocate must answer a buffer of exactly the length asked for')
    this.#frameFilled = 0
    if (bodyBytes === 0) this.#finishFrame(this.#frame)
  }

  #takeBody(chunk: Uint8Array, position: number): number {
    const frame = this.#frame as Buffer
    const length = Math.min(frame.length - this.#frameFilled, chunk.length - position)
    frame.set(
      position === 0 && length === chunk.length ? chunk : chunk.subarray(position, position + length),
      this.#frameFilled,
    )
    this.#frameFilled += length
    if (this.#frameFilled === frame.length) this.#finishFrame(frame)
    return length
  }

  #finishFrame(buffer: Buffer): void {
    const header = buffer.subarray(0, this.#headerBytes)
    const payload = buffer.subarray(this.#headerBytes)
    this.#complete.push({ header, payload, buffer })
    this.#frame = undefined
  }

  #refuse(code: 'CORRUPT_FRAME' | 'FRAME_TOO_LARGE', message: string): void {
    this.invalid = new SluiceError(code, message)
    this.#frame = undefined
  }
}

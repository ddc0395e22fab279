// protobufjs' Reader and Writer, made strict for what strangers send: the only place that knows their internals.
// Called by messages.ts. Invariants: 64-bit values are exact JavaScript numbers; groups, over-long varints and more
// length-prefixed fields than the limit are refused, so neither stack nor heap grows by what the bytes claim.
// protobufjs' global switches are left alone: other users of the package in this process keep theirs.
import protobuf from 'protobufjs/minimal.js'

// Protobuf's varints carry 7 bits a byte, low bits first.
const TWO_28 = 2 ** 28
const SAFE_BYTES_MAX = 8 // 53 bits end in the eighth byte

/** What reading throws about the bytes themselves; messages.ts turns it into a SluiceError. */
export class Malformed extends Error {}

/** protobufjs types 64-bit values as Long objects; here they are numbers. */
interface NumberReader {
  readonly len: number
  pos: number
  buf: Uint8Array
  discardUnknown: boolean
  size(): number
  bool(): boolean
  int32(): number
  uint32(): number
  uint64(): number
  skipType(wireType: number, depth?: number, fieldNumber?: number): NumberReader
}
const NumberReader = protobuf.BufferReader as unknown as new (bytes: Buffer) => NumberReader

export class StrictReader extends NumberReader {
  #fieldsLeft: number

  constructor(bytes: Buffer, fieldsMax: number) {
    super(bytes)
    this.discardUnknown = true
    this.#fieldsLeft = fieldsMax
  }

  override size(): number {
    this.#fieldsLeft -= 1
    if (this.#fieldsLeft < 0) throw new Malformed('it has too many fields')
    return super.size()
  }

  override uint32(): number {
    const byte = this.pos < this.len ? this.buf[this.pos] : 128
    if (byte < 128) {
      this.pos += 1
      return byte
    }
    const value = this.uint64()
    if (value > 0xffff_ffff) throw new Malformed(`a 32-bit field holds ${value}`)
    return value
  }

  /** Enums are read with this; ours begin at 0. */
  override int32(): number {
    return this.uint32()
  }

  override uint64(): number {
    let low = 0
    let high = 0
    for (let i = 0; i < SAFE_BYTES_MAX; i++) {
      if (this.pos >= this.len) throw new Malformed('it ends inside a number')
      const byte = this.buf[this.pos++]
      if (i < 4) low += (byte & 127) << (i * 7)
      else high += (byte & 127) << ((i - 4) * 7)
      if (byte < 128) {
        if (byte === 0 && i > 0) throw new Malformed('a number is longer than it needs to be')
        // 28 low bits and 25 high bits make 53.
        if (high >= 2 ** 25) break
        return high * TWO_28 + low
      }
    }
    throw new Malformed('a number is beyond 2^53-1')
  }

  override bool(): boolean {
    const value = this.uint32()
    if (value > 1) throw new Malformed(`a boolean field holds ${value}`)
    return value === 1
  }

  override skipType(wireType: number, _depth?: number, fieldNumber?: number): this {
    if (wireType === 3 || wireType === 4)
      throw new Malformed('it holds a group, which this protocol never uses')
    super.skipType(wireType, 0, fieldNumber)
    return this
  }
}

/** A writer that grew beyond this gives its memory back when it is started anew. */
const WRITER_KEEPS_BYTES = 65_536

export class StrictWriter extends protobuf.BufferWriter {
  /** Empty again, also after an error in the middle of a nested message. */
  restart(): void {
    const inside = this as unknown as { states: number[] | null; buf: Buffer }
    inside.states = null
    this.pos = 0
    if (inside.buf.length > WRITER_KEEPS_BYTES) inside.buf = Buffer.allocUnsafe(128)
  }

  /** Enums are written with this; ours begin at 0. */
  override int32(value: number): this {
    return this.uint32(value)
  }

  override uint32(value: number): this {
    if (!(value >= 0 && value <= 0xffff_ffff) || !Number.isInteger(value))
      throw new Malformed(`${value} is no u32`)
    super.uint32(value)
    return this
  }

  override uint64(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new Malformed(`${value} is not within 0 and 2^53-1`)
    if (value <= 0xffff_ffff) super.uint32(value)
    else super.uint64(value)
    return this
  }
}

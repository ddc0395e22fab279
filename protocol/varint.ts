// Kafka's signed variable-length integers: zigzag, then 7 bits a byte, low bits first, high bit = more follows.
// Called by batch-encode.ts and batch-decode.ts. (The protobuf headers have varints of their own, in protobufjs.)
// 32-bit values take up to 5 bytes, 64-bit values up to 10; here 64-bit values are numbers within +-2^52.
// Invariant: the reading functions never look beyond `end` and never throw; they set `varintEnd` to -1 instead.

/** Where the varint read last ended, or -1 when it was malformed or cut off. A module variable, to return two numbers. */
export let varintEnd = 0

/** The largest magnitude whose zigzag form is an exact number. */
export const VARLONG_MAX = 2 ** 52

// The short cases come first and the long ones are functions of their own: small enough for V8 to inline all of a
// record's numbers into the function that writes it, which halves the time.

/** Bytes of the varint of a signed 32-bit value. */
export function varintBytes(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0
  return zigzag < 0x80 ? 1 : zigzag < 0x4000 ? 2 : longVarintBytes(zigzag)
}

function longVarintBytes(zigzag: number): number {
  if (zigzag < 0x20_0000) return 3
  return zigzag < 0x1000_0000 ? 4 : 5
}

/** Write a signed 32-bit value at `position`; answers the position behind it. The bytes must have room. */
export function writeVarint(bytes: Uint8Array, position: number, value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0
  if (zigzag >= 0x80) return writeLongVarint(bytes, position, zigzag)
  bytes[position] = zigzag
  return position + 1
}

function writeLongVarint(bytes: Uint8Array, position: number, zigzag: number): number {
  while (zigzag > 127) {
    bytes[position++] = zigzag | 128 // the store keeps the low eight bits
    zigzag >>>= 7
  }
  bytes[position] = zigzag
  return position + 1
}

/** Read a signed 32-bit value at `position`, ending at or before `end`. Sets varintEnd. */
export function readVarint(bytes: Uint8Array, position: number, end: number): number {
  let zigzag = 0
  for (let shift = 0; shift < 35 && position < end; shift += 7) {
    const byte = bytes[position++]
    if (shift === 28 && byte > 15) break
    zigzag |= (byte & 127) << shift
    if (byte < 128) {
      varintEnd = position
      return (zigzag >>> 1) ^ -(zigzag & 1)
    }
  }
  varintEnd = -1
  return 0
}

function fits32(value: number): boolean {
  return value >= -0x8000_0000 && value <= 0x7fff_ffff
}

/** Bytes of the varlong of an integer within +-2^52. */
export function varlongBytes(value: number): number {
  return fits32(value) ? varintBytes(value) : wideBytes(value)
}

function wideBytes(value: number): number {
  let zigzag = value < 0 ? -value * 2 - 1 : value * 2
  let count = 1
  while (zigzag > 127) {
    zigzag = Math.floor(zigzag / 128)
    count += 1
  }
  return count
}

/** Write an integer within +-2^52; answers the position behind it. */
export function writeVarlong(bytes: Uint8Array, position: number, value: number): number {
  return fits32(value) ? writeVarint(bytes, position, value) : writeWide(bytes, position, value)
}

function writeWide(bytes: Uint8Array, position: number, value: number): number {
  let zigzag = value < 0 ? -value * 2 - 1 : value * 2
  while (zigzag > 127) {
    bytes[position++] = (zigzag % 128) | 128
    zigzag = Math.floor(zigzag / 128)
  }
  bytes[position++] = zigzag
  return position
}

/** Read a varlong. Beyond +-2^52 counts as malformed. Sets varintEnd. */
export function readVarlong(bytes: Uint8Array, position: number, end: number): number {
  let zigzag = 0
  let scale = 1
  for (let count = 0; count < 8 && position < end; count++) {
    const byte = bytes[position++]
    zigzag += (byte & 127) * scale
    scale *= 128
    if (byte < 128) {
      if (zigzag > 2 * VARLONG_MAX) break
      varintEnd = position
      return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
    }
  }
  varintEnd = -1
  return 0
}

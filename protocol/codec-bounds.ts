// How large compressed bytes can become, from their block headers alone, before anything is allocated for them: the
// libraries below codecs.ts take no limit of their own. Called by codecs.ts.
// Invariant: the answer is never below the true size. What cannot be walked throws RangeError, which codecs.ts translates.

const LZ4_MAGIC = 0x184d_2204
const LZ4_RATIO_MOST = 255 // a length byte of a sequence stands for at most 255 bytes
const ZSTD_MAGIC = 0xfd2f_b528
const ZSTD_SKIPPABLE_MAGIC = 0x184d_2a50 // low four bits free
const ZSTD_BLOCK_BYTES_MOST = 131_072

/** Size that a raw snappy block claims: a varint at its begin. */
export function snappyBytes(bytes: Uint8Array): number {
  let size = 0
  for (let i = 0; i < 5 && i < bytes.length; i++) {
    const byte = bytes[i]
    size += (byte & 127) * 2 ** (7 * i)
    if (byte < 128) return size
  }
  throw new RangeError('a snappy block has no size')
}

/**
 * LZ4 frame: magic u32 LE | FLG | BD | [content size u64] | [dictionary u32] | HC | blocks | 0 | [checksum u32].
 * Block: u32 LE size, high bit: stored as it is | bytes | [checksum u32].
 */
export function lz4BytesMost(bytes: Buffer): number {
  if (bytes.readUInt32LE(0) !== LZ4_MAGIC) throw new RangeError('there is no LZ4 frame')
  const flags = bytes.readUInt8(4)
  const blockBytesMost = 2 ** (8 + 2 * ((bytes.readUInt8(5) >> 4) & 7))
  const hasBlockChecksum = (flags & 0x10) !== 0
  let position = 7 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0)
  let most = 0
  for (;;) {
    const word = bytes.readUInt32LE(position)
    if (word === 0) return most
    const size = word & 0x7fff_ffff
    most += word >>> 31 === 1 ? size : Math.min(blockBytesMost, size * LZ4_RATIO_MOST)
    position += 4 + size + (hasBlockChecksum ? 4 : 0)
  }
}

/**
 * Zstd: frames one after the other, each a header and blocks; skippable frames may stand in between. What is cut off throws:
 * Node 22 decompresses the half of a frame without a word.
 */
export function zstdBytesMost(bytes: Buffer): number {
  let most = 0
  let position = 0
  while (position < bytes.length) {
    const magic = bytes.readUInt32LE(position)
    if (magic >>> 4 === ZSTD_SKIPPABLE_MAGIC >>> 4) {
      position += 8 + bytes.readUInt32LE(position + 4)
      continue
    }
    if (magic !== ZSTD_MAGIC) throw new RangeError('there is no zstd frame')
    const descriptor = bytes.readUInt8(position + 4)
    position += 5 + zstdHeaderBytes(descriptor)
    let last = false
    while (!last) {
      const word = bytes.readUIntLE(position, 3)
      const kind = (word >> 1) & 3 // 0 stored, 1 one byte repeated, 2 compressed
      const size = word >> 3
      last = (word & 1) === 1
      if (kind === 3) throw new RangeError('a zstd block is of no known kind')
      most += kind === 2 ? ZSTD_BLOCK_BYTES_MOST : size
      position += 3 + (kind === 1 ? 1 : size)
    }
    if ((descriptor & 0x04) !== 0) position += 4 // content checksum
  }
  if (position !== bytes.length || position === 0) throw new RangeError('a zstd frame is cut off')
  return most
}

/** Bytes of the header behind its descriptor: window, dictionary id, content size. */
function zstdHeaderBytes(descriptor: number): number {
  const single = (descriptor & 0x20) !== 0
  const contentSizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6]
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]
  return (single ? 0 : 1) + dictionaryBytes + contentSizeBytes
}

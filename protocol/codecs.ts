// The compressions of record batches, as all Kafka clients write and read them. Called by batch-encode.ts and batch-decode.ts.
//   1 gzip    one gzip member                         node:zlib
//   2 snappy  written with xerial framing as Java does, read with and without it       package snappy
//   3 lz4     one LZ4 frame of independent blocks                                      package lz4-napi
//   4 zstd    zstd frames                             node:zlib where it has zstd, else package @cloudpss/zstd
// Invariants: a package is loaded when it is first needed; decompression makes at most `maxBytes` and a block (codec-bounds.ts checks
// what the bytes claim before anything is allocated for it); bad input throws CORRUPT_BATCH, a missing package
// CODEC_MISSING. Synchronous: batches are small, and a thread's round trip would cost more.
import { createRequire } from 'node:module'
import zlib from 'node:zlib'
import { lz4BytesMost, snappyBytes, zstdBytesMost } from './codec-bounds.ts'
import { isSluiceError, SluiceError } from './errors.ts'
import { limits } from './limits.ts'

export const codecIds = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const
export type CodecName = keyof typeof codecIds
/** By id. */
export const codecNames: readonly CodecName[] = Object.keys(codecIds) as CodecName[]

interface Codec {
  compress(bytes: Uint8Array): Uint8Array
  decompress(bytes: Uint8Array, maxBytes: number): Uint8Array
}

type Convert = (bytes: Uint8Array) => Uint8Array
interface Snappy {
  compressSync: Convert
  uncompressSync: Convert
}
interface Lz4 {
  compressFrameSync: Convert
  decompressFrameSync: Convert
}
interface Zstd {
  compress: Convert
  decompress: Convert
}
interface ZlibZstd {
  zstdCompressSync?: Convert
  zstdDecompressSync?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer
}

const require = createRequire(import.meta.url)

/** Load an optional package. `path`: what to require of it, where that is not its main file. */
function load<Package>(codec: CodecName, name: string, path: string = name): Package {
  try {
    return require(path) as Package
  } catch (cause) {
    const message = `compression ${codec} needs the package ${name}, which cannot be loaded here`
    throw new SluiceError('CODEC_MISSING', message, {
      hint: `npm install ${name}`,
      cause,
      details: { package: name },
    })
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function tooLarge(maxBytes: number): SluiceError {
  return new SluiceError('CORRUPT_BATCH', `the records of a batch decompress to more than ${maxBytes} bytes`)
}

/** What the bounds count too much for a last block that is not full; the true size is checked afterwards. */
const LAST_BLOCK_BYTES_MOST = 4_194_304

const gzip: Codec = {
  compress: (bytes) => zlib.gzipSync(bytes),
  decompress: (bytes, maxBytes) => zlib.gunzipSync(bytes, { maxOutputLength: maxBytes }),
}

// Xerial's framing: magic, version 1, compatible with 1; then chunks of i32 length and a raw block of up to 32 KiB.
const XERIAL_HEADER = Buffer.from('82534e41505059000000000100000001', 'hex')
const XERIAL_MAGIC_BYTES = 8
const XERIAL_BLOCK_BYTES = 32_768

function makeSnappy(): Codec {
  const snappy = load<Snappy>('snappy', 'snappy')
  return {
    compress(bytes) {
      const parts: Uint8Array[] = [XERIAL_HEADER]
      for (let position = 0; position < bytes.length; position += XERIAL_BLOCK_BYTES) {
        const block = snappy.compressSync(bytes.subarray(position, position + XERIAL_BLOCK_BYTES))
        const length = Buffer.allocUnsafe(4)
        length.writeInt32BE(block.length)
        parts.push(length, block)
      }
      return Buffer.concat(parts)
    },
    decompress(bytes, maxBytes) {
      const source = asBuffer(bytes)
      const framed =
        source.length >= XERIAL_HEADER.length &&
        source.compare(XERIAL_HEADER, 0, XERIAL_MAGIC_BYTES, 0, XERIAL_MAGIC_BYTES) === 0
      if (!framed) {
        if (snappyBytes(source) > maxBytes) throw tooLarge(maxBytes)
        return snappy.uncompressSync(source)
      }
      const parts: Uint8Array[] = []
      let left = maxBytes
      for (let position = XERIAL_HEADER.length; position < source.length; ) {
        const end = position + 4 + source.readInt32BE(position)
        if (end <= position + 4 || end > source.length)
          throw new RangeError('a snappy chunk has a wrong length')
        const block = source.subarray(position + 4, end)
        if (snappyBytes(block) > left) throw tooLarge(maxBytes)
        const part = snappy.uncompressSync(block)
        left -= part.length
        parts.push(part)
        position = end
      }
      return Buffer.concat(parts)
    },
  }
}

function makeLz4(): Codec {
  const lz4 = load<Lz4>('lz4', 'lz4-napi')
  return {
    compress: (bytes) => lz4.compressFrameSync(bytes),
    decompress(bytes, maxBytes) {
      if (lz4BytesMost(asBuffer(bytes)) > maxBytes + LAST_BLOCK_BYTES_MOST) throw tooLarge(maxBytes)
      return lz4.decompressFrameSync(bytes)
    },
  }
}

function makeZstd(): Codec {
  const { zstdCompressSync, zstdDecompressSync } = zlib as ZlibZstd
  if (zstdCompressSync !== undefined && zstdDecompressSync !== undefined) {
    return {
      compress: (bytes) => zstdCompressSync(bytes),
      decompress(bytes, maxBytes) {
        zstdBytesMost(asBuffer(bytes)) // throws for what is cut off
        return zstdDecompressSync(bytes, { maxOutputLength: maxBytes })
      },
    }
  }
  // The package's main file waits at its top level, which require refuses.
  const zstd = load<Zstd>('zstd', '@cloudpss/zstd', '@cloudpss/zstd/napi')
  return {
    compress: (bytes) => zstd.compress(bytes),
    decompress(bytes, maxBytes) {
      if (zstdBytesMost(asBuffer(bytes)) > maxBytes + LAST_BLOCK_BYTES_MOST) throw tooLarge(maxBytes)
      return zstd.decompress(bytes)
    },
  }
}

const none: Codec = { compress: (bytes) => bytes, decompress: (bytes) => bytes }
const makers = { none: () => none, gzip: () => gzip, snappy: makeSnappy, lz4: makeLz4, zstd: makeZstd }
const loaded = new Map<CodecName, Codec>()

/** The codec, its package loaded. Call it early to learn of a missing package before records are at stake. */
function loadCodec(name: CodecName): Codec {
  let codec = loaded.get(name)
  if (codec === undefined) {
    codec = makers[name]()
    loaded.set(name, codec)
  }
  return codec
}

/** Compress the records of a batch. `none` answers the bytes themselves. */
export function compress(name: CodecName, bytes: Uint8Array): Buffer {
  return asBuffer(loadCodec(name).compress(bytes))
}

/** Decompress the records of a batch into at most `maxBytes` bytes. `none` answers the bytes themselves. */
export function decompress(
  name: CodecName,
  bytes: Uint8Array,
  maxBytes: number = limits.decompressedBytesMax,
): Buffer {
  const codec = loadCodec(name)
  let result: Buffer
  try {
    if (bytes.length === 0 && name !== 'none') throw new RangeError('there are no bytes')
    result = asBuffer(codec.decompress(bytes, maxBytes))
  } catch (error) {
    if (isSluiceError(error)) throw error
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    const reason = error instanceof Error ? error.message : String(error)
    throw new SluiceError('CORRUPT_BATCH', `the records of a batch are no ${name}: ${reason}`, {
      cause: error,
    })
  }
  if (result.length > maxBytes) throw tooLarge(maxBytes)
  return result
}

// stub, filled in below
import zlib from 'node:zlib'
import { SluiceError } from './errors.ts'

export const codecIds = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const
export type CodecName = keyof typeof codecIds
export const codecNames = Object.keys(codecIds) as CodecName[]
export function compress(codec: CodecName, bytes: Uint8Array): Buffer {
  if (codec === 'gzip') return zlib.gzipSync(bytes)
  throw new SluiceError('CODEC_MISSING')
}
export function decompress(codec: CodecName, bytes: Uint8Array, maxBytes: number): Buffer {
  if (codec === 'gzip') return zlib.gunzipSync(bytes, { maxOutputLength: maxBytes })
  throw new SluiceError('CODEC_MISSING')
}

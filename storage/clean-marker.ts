// The clean marker: written by a store that stopped with everything on disk, it says where each log ends, so that the
// next start reads no segment. Used by store.ts only.
//
//   u32 CRC-32C of the message | CleanMarker (protocol/storage.proto)
//
// It counts only with the boot epoch that the metadata log has as its last: a start makes the next epoch durable before
// the first append, so a marker that was put back, or survived a crash, is no marker.
import { readFileSync } from 'node:fs'
import { crc32c } from '../protocol/crc32c.ts'
import {
  type CleanMarker,
  type CleanMarkerInit,
  decodeCleanMarker,
  encodeCleanMarker,
} from '../protocol/messages.ts'

export function encodeMarker(marker: CleanMarkerInit): Buffer {
  const message = encodeCleanMarker(marker)
  const bytes = Buffer.allocUnsafe(4 + message.length)
  bytes.writeUInt32BE(crc32c(message), 0)
  message.copy(bytes, 4)
  return bytes
}

/** Undefined: damaged, or of another boot than the last one. */
export function decodeMarker(bytes: Buffer, lastBootEpoch: number): CleanMarker | undefined {
  if (bytes.length < 4 || crc32c(bytes.subarray(4)) !== bytes.readUInt32BE(0)) return undefined
  try {
    const marker = decodeCleanMarker(bytes.subarray(4))
    return marker.bootEpoch === lastBootEpoch && lastBootEpoch > 0 ? marker : undefined
  } catch {
    return undefined
  }
}

export function readMarkerFile(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

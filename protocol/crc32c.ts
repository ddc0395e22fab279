// CRC-32C (Castagnoli), the checksum of record batches. Called by batch-header.ts and batch-encode.ts.
// Uses the processor's instruction through @node-rs/crc32 where that package loads, else eight tables in JavaScript: the
// client must run anywhere. Both are tested against the same vectors.
import { createRequire } from 'node:module'

type Crc = (bytes: Uint8Array, seed?: number) => number

const POLYNOMIAL = 0x82f6_3b78 // reflected

/** TABLES[256 * k + b]: the checksum of byte b followed by k zero bytes. */
function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
    tables[byte] = crc
  }
  for (let i = 256; i < tables.length; i++) {
    const before = tables[i - 256] as number
    tables[i] = (before >>> 8) ^ (tables[before & 255] as number)
  }
  return tables
}

let tables: Int32Array | undefined

/** CRC-32C without native code. `seed`: the checksum of the bytes before these. */
export function crc32cTable(bytes: Uint8Array, seed = 0): number {
  tables ??= makeTables()
  const table = tables
  const at = (k: number, byte: number): number => table[k * 256 + (byte & 255)] as number
  const byteAt = (i: number): number => bytes[i] as number
  let crc = ~seed
  let i = 0
  for (const end = bytes.length - 7; i < end; i += 8) {
    const low = crc ^ (byteAt(i) | (byteAt(i + 1) << 8) | (byteAt(i + 2) << 16) | (byteAt(i + 3) << 24))
    const first = at(7, low) ^ at(6, low >>> 8) ^ at(5, low >>> 16) ^ at(4, low >>> 24)
    crc = first ^ at(3, byteAt(i + 4)) ^ at(2, byteAt(i + 5)) ^ at(1, byteAt(i + 6)) ^ at(0, byteAt(i + 7))
  }
  for (; i < bytes.length; i++) crc = at(0, crc ^ byteAt(i)) ^ (crc >>> 8)
  return ~crc >>> 0
}

function loadNative(): Crc | undefined {
  try {
    const native = createRequire(import.meta.url)('@node-rs/crc32') as { crc32c: Crc }
    return native.crc32c(Buffer.from('123456789')) === 0xe306_9283 ? native.crc32c : undefined
  } catch {
    return undefined
  }
}

const native = loadNative()

/** Which of the two is in use, for `sluice bench` and bug reports. */
export const crc32cKind: 'native' | 'table' = native === undefined ? 'table' : 'native'

/** CRC-32C of the bytes, unsigned. `seed`: the checksum of the bytes before these. */
export const crc32c: Crc = native ?? crc32cTable

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
    const before = tables[i - 256]
    tables[i] = (before >>> 8) ^ tables[before & 255]
  }
  return tables
}

let tables: Int32Array | undefined

/** CRC-32C without native code. `seed`: the checksum of the bytes before these. */
export function crc32cTable(bytes: Uint8Array, seed = 0): number {
  tables ??= makeTables()
  const t = tables
  const b = bytes // every index below is within bounds
  let crc = ~seed
  let i = 0
  for (const end = bytes.length - 7; i < end; i += 8) {
    const low = crc ^ (b[i] | (b[i + 1] << 8) | (b[i + 2] << 16) | (b[i + 3] << 24))
    crc =
      t[1792 + (low & 255)] ^
      t[1536 + ((low >>> 8) & 255)] ^
      t[1280 + ((low >>> 16) & 255)] ^
      t[1024 + (low >>> 24)] ^
      t[768 + b[i + 4]] ^
      t[512 + b[i + 5]] ^
      t[256 + b[i + 6]] ^
      t[b[i + 7]]
  }
  for (; i < bytes.length; i++) crc = t[(crc ^ b[i]) & 255] ^ (crc >>> 8)
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

// A seal over the storage index of a store that stopped: LMDB trusts its pages, and damaged ones can kill the process
// inside it (SIGBUS, SIGSEGV). So a stop leaves the CRC of the whole file beside it, and the next start compares before
// LMDB opens it. Called by offset-index.ts. After a crash there is no seal: then `index.opening` is the way out.
//
// index.seal:  u32 CRC-32C of the rest | u64 bytes of data.mdb | u32 CRC-32C of data.mdb
import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32c } from '../protocol/crc32c.ts'
import type { DataDirectory } from './directory.ts'

/** A larger index is not sealed: reading it whole would cost the start more than the rare restart it saves. */
const SEALED_BYTES_MAX = 64 * 1024 * 1024
const PIECE_BYTES = 1024 * 1024
const SEAL_BYTES = 16

function sealOf(directory: DataDirectory): Buffer | undefined {
  const path = join(directory.index, 'data.mdb')
  const { size } = statSync(path)
  if (size > SEALED_BYTES_MAX) return undefined
  const file = openSync(path, 'r')
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES)
    let crc = 0
    for (let at = 0; at < size; ) {
      const got = readSync(file, piece, 0, piece.length, at)
      if (got === 0) return undefined
      crc = crc32c(piece.subarray(0, got), crc)
      at += got
    }
    const seal = Buffer.alloc(SEAL_BYTES)
    seal.writeBigUInt64BE(BigInt(size), 4)
    seal.writeUInt32BE(crc, 12)
    seal.writeUInt32BE(crc32c(seal.subarray(4)), 0)
    return seal
  } finally {
    closeSync(file)
  }
}

/** After LMDB closed the index for good. A seal that cannot be written is only missing at the next start. */
export function sealIndex(directory: DataDirectory): void {
  try {
    const seal = sealOf(directory)
    if (seal !== undefined) writeFileSync(directory.indexSeal, seal, { mode: 0o600 })
  } catch {
    rmSync(directory.indexSeal, { force: true })
  }
}

/** False: the file is not what was sealed. Without a seal (the last stop was none) there is nothing to say against it. */
export function sealHolds(directory: DataDirectory): boolean {
  let written: Buffer
  try {
    written = readFileSync(directory.indexSeal)
  } catch {
    return true
  }
  try {
    return sealOf(directory)?.equals(written) ?? false
  } catch {
    return false
  }
}

/** Before LMDB opens the index to write: the seal is compared and taken away. */
export function breakSeal(directory: DataDirectory): boolean {
  const holds = sealHolds(directory)
  rmSync(directory.indexSeal, { force: true })
  return holds
}

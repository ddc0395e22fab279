// Makes of the index of a stopped data directory one that a release wrote which did not say of an append time whether it knew it.
import { open } from 'lmdb'
import { crc32c } from '../../protocol/crc32c.ts'
import { decodeIndexEntry, encodeIndexEntry, type IndexEntry } from '../../protocol/messages.ts'
import { DataDirectory } from '../../storage/directory.ts'
import { sealIndex } from '../../storage/index-seal.ts'

/** `appendMsOf` answers the time that release had written, undefined where the entry stays as it is. Answers how many were changed. */
export async function asOlderRelease(
  path: string,
  appendMsOf: (entry: IndexEntry) => number | undefined,
): Promise<number> {
  const files = DataDirectory.openExisting(path)
  const index = open<Buffer, Buffer>({ path: files.index, keyEncoding: 'binary', encoding: 'binary' })
  let count = 0
  for (const { key, value } of [...index.getRange({})]) {
    if (key[0] !== 0x65) continue
    const entry = decodeIndexEntry(value.subarray(4))
    const appendMs = appendMsOf(entry)
    if (appendMs === undefined) continue
    const { position, maxTimestampMs, generation } = entry
    const older = encodeIndexEntry({ position, appendMs, maxTimestampMs, generation })
    const crc = Buffer.alloc(4)
    crc.writeUInt32BE(crc32c(older))
    await index.put(key, Buffer.concat([crc, older]))
    count++
  }
  await index.close()
  sealIndex(files)
  files.unlock()
  return count
}

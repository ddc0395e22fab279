// The storage index: LMDB under index/, the only file that imports it. One per store; log-index.ts asks it per log.
// Derived, never truth: it may lag behind the logs, never leads them, and is wiped and rebuilt on any error.
//
//   'e' topic id (16) partition (u32) offset (u64) → IndexEntry        the batch that begins there
//   'c' topic id (16) partition (u32)              → IndexCover        how far the entries reach
//   'p' topic id (16) partition (u32)              → ProducerSnapshot  producers after every batch below an offset
//
// Each value has a CRC-32C in front, because LMDB does not notice flipped bytes. `index.opening` lies beside the index
// until the start is over: should LMDB crash on damaged pages, the next start finds it and wipes the index first. A clean
// stop leaves a seal (index-seal.ts), which finds damage before LMDB meets it.
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { open as openLmdb, type RootDatabase } from 'lmdb'
import { crc32c } from '../protocol/crc32c.ts'
import { SluiceError } from '../protocol/errors.ts'
import {
  decodeIndexCover,
  decodeIndexEntry,
  decodeProducerSnapshot,
  encodeIndexCover,
  encodeIndexEntry,
  encodeProducerSnapshot,
  type IndexCover,
  type ProducerSnapshot,
} from '../protocol/messages.ts'
import type { DataDirectory } from './directory.ts'
import { breakSeal, sealHolds, sealIndex } from './index-seal.ts'

export interface OffsetEntry {
  offset: number
  position: number // in the segment that holds the offset
  appendMs: number
  maxTimestampMs: number // running maximum of the log
  generation: number // of the segment's file
  estimated: boolean // appendMs is interpolated between times that are known
  older?: boolean // and estimated: by a release that did not say whether it knew appendMs; where it did, it is as good as any
}

/** What one log adds in one transaction. */
export interface IndexUpdate {
  log: Buffer // logIndexKey
  entries: readonly OffsetEntry[]
  cover: IndexCover
  producers: ProducerSnapshot | undefined
}

const ENTRY = 0x65
const COVER = 0x63
const PRODUCERS = 0x70
const KEY_BYTES = 21
const WALKED_AT_OPEN = 20_000
const WALKED_FROM_END = 100
const VALUES_PER_SLICE = 250 // of a replacement, in one transaction: 1,000 took 13 ms the first time

export function logIndexKey(topicId: Uint8Array, partition: number): Buffer {
  const key = Buffer.alloc(KEY_BYTES)
  key.set(topicId, 1)
  key.writeUInt32BE(partition, 17)
  return key
}

function ofKind(log: Buffer, kind: number): Buffer {
  const key = Buffer.from(log)
  key[0] = kind
  return key
}

function entryKey(log: Buffer, offset: number): Buffer {
  const key = Buffer.allocUnsafe(KEY_BYTES + 8)
  log.copy(key)
  key[0] = ENTRY
  key.writeUInt32BE(Math.floor(offset / 2 ** 32), KEY_BYTES)
  key.writeUInt32BE(offset % 2 ** 32, KEY_BYTES + 4)
  return key
}

function withCrc(message: Buffer): Buffer {
  const value = Buffer.allocUnsafe(4 + message.length)
  value.writeUInt32BE(crc32c(message), 0)
  message.copy(value, 4)
  return value
}

function checked(value: Buffer): Buffer {
  const message = value.subarray(4)
  if (value.length < 4 || crc32c(message) !== value.readUInt32BE(0)) {
    throw new SluiceError('CORRUPT_LOG', 'a value of the storage index fails its CRC')
  }
  return message
}

function toEntry(key: Buffer, value: Buffer): OffsetEntry {
  const offset = key.readUInt32BE(KEY_BYTES) * 2 ** 32 + key.readUInt32BE(KEY_BYTES + 4)
  const entry = decodeIndexEntry(checked(value))
  const { position, appendMs, maxTimestampMs, generation } = entry
  // Older releases gave all entries of a compacted file the time of its last append, and those of an index made anew that of a segment's.
  const older = !entry.exact && !entry.estimated
  return { offset, position, appendMs, maxTimestampMs, generation, estimated: !entry.exact, older }
}

function toValue(entry: OffsetEntry): Buffer {
  return withCrc(encodeIndexEntry({ ...entry, exact: !entry.estimated }))
}

export class OffsetIndex {
  readonly #directory: DataDirectory
  readonly #onDamage: (error: unknown) => void
  #database: RootDatabase<Buffer, Buffer> | undefined
  #writing: Promise<unknown> = Promise.resolve()
  #beganEmpty = false
  #ours = false // opened for writing: seals it at the end
  flushes = 0

  private constructor(directory: DataDirectory, onDamage: (error: unknown) => void) {
    this.#directory = directory
    this.#onDamage = onDamage
  }

  /** onDamage: called once, when an operation failed; from then on the index answers nothing until `reset`. */
  static open(directory: DataDirectory, onDamage: (error: unknown) => void): OffsetIndex {
    const index = new OffsetIndex(directory, onDamage)
    if (!breakSeal(directory) || existsSync(directory.indexOpening)) index.#wipe()
    index.#beganEmpty = !existsSync(directory.index)
    try {
      index.#open()
    } catch {
      index.#wipe()
      index.#beganEmpty = true
      index.#open()
    }
    return index
  }

  /** For the check of a stopped directory. */
  static openReadOnly(directory: DataDirectory, onDamage: (error: unknown) => void): OffsetIndex {
    const index = new OffsetIndex(directory, onDamage)
    if (!sealHolds(directory)) {
      onDamage(new SluiceError('CORRUPT_LOG', 'the storage index is not what the last stop left'))
      return index
    }
    try {
      index.#database = openLmdb<Buffer, Buffer>({
        path: directory.index,
        keyEncoding: 'binary',
        encoding: 'binary',
        readOnly: true,
      })
    } catch (error) {
      onDamage(error)
    }
    return index
  }

  #open(): void {
    const { indexOpening, index } = this.#directory
    closeSync(openSync(indexOpening, 'w'))
    const database = openLmdb<Buffer, Buffer>({
      path: index,
      keyEncoding: 'binary',
      encoding: 'binary',
      mapSize: 64 * 1024 * 1024,
    })
    // Walk the tree, a small one as a whole: damage is noticed, or crashes LMDB, while the marker lies there.
    try {
      for (const { value } of database.getRange({ limit: WALKED_AT_OPEN })) checked(value)
      for (const { value } of database.getRange({ limit: WALKED_FROM_END, reverse: true })) checked(value)
    } catch (error) {
      void database.close().catch(() => {})
      throw error
    }
    this.#database = database
    this.#ours = true
  }

  /** There was none, or it was wiped: what it holds is read from the logs. */
  get beganEmpty(): boolean {
    return this.#beganEmpty
  }

  /** The start has read what it needs: a crash from now on is not blamed on the index. */
  trust(): void {
    rmSync(this.#directory.indexOpening, { force: true })
  }

  #wipe(): void {
    rmSync(this.#directory.index, { recursive: true, force: true })
    rmSync(this.#directory.indexOpening, { force: true })
  }

  get usable(): boolean {
    return this.#database !== undefined
  }

  /** Throw everything away and begin empty. */
  async reset(): Promise<void> {
    await this.#writing.catch(() => {})
    await this.#database?.close().catch(() => {})
    this.#database = undefined
    this.#wipe()
    this.#open()
    this.trust()
  }

  #guard<T>(work: (database: RootDatabase<Buffer, Buffer>) => T, otherwise: T): T {
    const database = this.#database
    if (database === undefined) return otherwise
    try {
      return work(database)
    } catch (error) {
      this.#damaged(error)
      return otherwise
    }
  }

  #damaged(error: unknown): void {
    const database = this.#database
    if (database === undefined) return
    this.#database = undefined
    void database.close().catch(() => {})
    this.#onDamage(error)
  }

  /** The last entry at or below this offset. */
  floor(log: Buffer, offset: number): OffsetEntry | undefined {
    return this.#guard((database) => {
      const range = { start: entryKey(log, offset), end: ofKind(log, ENTRY), reverse: true, limit: 1 }
      for (const { key, value } of database.getRange(range)) return toEntry(key, value)
      return undefined
    }, undefined)
  }

  /** Entries from `offset` on, below `endOffset`, at most `count`, until `visit` answers false. */
  forward(
    log: Buffer,
    offset: number,
    endOffset: number,
    count: number,
    visit: (entry: OffsetEntry) => boolean,
  ): void {
    this.#guard((database) => {
      const range = { start: entryKey(log, offset), end: entryKey(log, endOffset), limit: count }
      for (const { key, value } of database.getRange(range)) if (!visit(toEntry(key, value))) break
    }, undefined)
  }

  cover(log: Buffer): IndexCover | undefined {
    return this.#guard((database) => {
      const value = database.get(ofKind(log, COVER))
      return value === undefined ? undefined : decodeIndexCover(checked(value))
    }, undefined)
  }

  producers(log: Buffer): ProducerSnapshot | undefined {
    return this.#guard((database) => {
      const value = database.get(ofKind(log, PRODUCERS))
      return value === undefined ? undefined : decodeProducerSnapshot(checked(value))
    }, undefined)
  }

  /** One transaction. Resolves when it is committed; false when the index is not usable. */
  async write(updates: readonly IndexUpdate[]): Promise<boolean> {
    const committed = await this.#batch((database) => {
      for (const { log, entries, cover, producers } of updates) {
        for (const entry of entries) void database.put(entryKey(log, entry.offset), toValue(entry))
        void database.put(ofKind(log, COVER), withCrc(encodeIndexCover(cover)))
        if (producers !== undefined) {
          void database.put(ofKind(log, PRODUCERS), withCrc(encodeProducerSnapshot(producers)))
        }
      }
    })
    if (committed) this.flushes++
    return committed
  }

  /** Forget entries of [fromOffset, toOffset), at most `count`; true when there may be more, and the index takes writes. */
  async remove(log: Buffer, fromOffset: number, toOffset: number, count: number): Promise<boolean> {
    const keys = this.#guard((database) => {
      const range = { start: entryKey(log, fromOffset), end: entryKey(log, toOffset), limit: count }
      return [...database.getKeys(range)]
    }, [])
    if (keys.length === 0) return false
    const removed = await this.#batch((database) => {
      for (const key of keys) void database.remove(key)
    })
    return removed && keys.length === count
  }

  /**
   * The entries of [fromOffset, toOffset) are these from now on, in several transactions; the first entry is written in the last
   * one, so that whoever finds it knows the others are there. False: the index is not usable, or full.
   */
  async replace(
    log: Buffer,
    fromOffset: number,
    toOffset: number,
    entries: readonly OffsetEntry[],
  ): Promise<boolean> {
    const range = { start: entryKey(log, fromOffset), end: entryKey(log, toOffset), limit: VALUES_PER_SLICE }
    for (;;) {
      const keys = this.#guard((database) => [...database.getKeys(range)], [])
      if (keys.length === 0) break
      const removed = await this.#batch((database) => {
        for (const key of keys) void database.remove(key)
      })
      if (!removed) return false
    }
    for (let end = entries.length; end > 0; end -= VALUES_PER_SLICE) {
      const slice = entries.slice(Math.max(0, end - VALUES_PER_SLICE), end)
      const written = await this.#batch((database) => {
        for (const entry of slice) void database.put(entryKey(log, entry.offset), toValue(entry))
      })
      if (!written) return false
    }
    return this.usable
  }

  /** Forget what is derived from a log as a whole, after its entries are removed. */
  async removeHead(log: Buffer): Promise<void> {
    await this.#batch((database) => {
      void database.remove(ofKind(log, COVER))
      void database.remove(ofKind(log, PRODUCERS))
    })
  }

  async #batch(work: (database: RootDatabase<Buffer, Buffer>) => void): Promise<boolean> {
    const database = this.#database
    if (database === undefined) return false
    try {
      const run = database.batch(() => work(database))
      this.#writing = run
      await run
      return true
    } catch (error) {
      // A full disk is no damage: what was to be written waits for the next time.
      if (!isFull(error)) this.#damaged(error)
      return false
    }
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {})
    const database = this.#database
    this.#database = undefined
    await database?.close()
    if (database !== undefined && this.#ours) sealIndex(this.#directory)
  }
}

function isFull(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === 'ENOSPC' || code === 28 || /no space left|MDB_MAP_FULL/i.test(String(message))
}

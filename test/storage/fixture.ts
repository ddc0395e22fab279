// What the storage tests share: a store in a directory of its own, appends that answer with a promise, whole reads.
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DecodedRecord, decodeBatch, encodeBatch } from '../../protocol/batch.ts'
import { batchBytes, batchLastOffset } from '../../protocol/batch.ts'
import type { AppendOutcome, Acks } from '../../storage/append.ts'
import type { Log } from '../../storage/log.ts'
import { parseTopicSettings } from '../../storage/settings.ts'
import { Store, type StoreOptions } from '../../storage/store.ts'

export function makeDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'sluice-storage-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Told {
  level: string
  message: string
  facts: Record<string, unknown>
}

export function openStore(
  directory: string,
  more: Partial<StoreOptions> = {},
  told: Told[] = [],
): Promise<Store> {
  return Store.open({
    directory,
    appendMode: 'auto',
    flushThreads: 1,
    coldThreads: 2,
    topicDefaults: parseTopicSettings({}),
    onNotice: (level, message, facts) => told.push({ level, message, facts }),
    ...more,
  })
}

export interface BatchSpec {
  count?: number
  valueBytes?: number
  timestamp?: number
  producerId?: number
  producerEpoch?: number
  baseSequence?: number
  label?: string
}

export function makeBatch(spec: BatchSpec = {}): Buffer {
  const { count = 1, valueBytes = 10, timestamp = 1_700_000_000_000, label = 'r', ...options } = spec
  const records = Array.from({ length: count }, (_, index) => ({
    key: `${label}-${index}`,
    value: Buffer.alloc(valueBytes, index + 1),
    timestamp,
  }))
  return encodeBatch(records, options)
}

export function append(log: Log, bytes: Uint8Array, acks: Acks = 'all'): Promise<AppendOutcome> {
  return new Promise((done) => log.append({ source: bytes, start: 0, length: bytes.length, acks, done }))
}

/** Appends and expects no error. */
export async function appended(log: Log, bytes: Uint8Array, acks: Acks = 'all'): Promise<AppendOutcome> {
  const outcome = await append(log, bytes, acks)
  if (outcome.error !== undefined) throw outcome.error
  return outcome
}

export interface Range {
  position: number
  length: number
}

/** One read, with the waits for what is cold. */
export async function readOnce(log: Log, offset: number, maxBytes = 1 << 20): Promise<Range | undefined> {
  for (;;) {
    const read = log.read(offset, maxBytes)
    if (read instanceof Promise) {
      await read
      continue
    }
    if (read.error !== undefined) throw read.error
    if (read.bytes === 0) return undefined
    return { position: read.ranges[1] as number, length: read.ranges[2] as number }
  }
}

/** The bytes of a read, from the segment's file. */
export async function readBytes(log: Log, offset: number, maxBytes = 1 << 20): Promise<Buffer> {
  const range = await readOnce(log, offset, maxBytes)
  if (range === undefined) return Buffer.alloc(0)
  const segment = [...log.segments].reverse().find((candidate) => candidate.baseOffset <= offset)
  const file = await readFile((segment as { path: string }).path)
  return file.subarray(range.position, range.position + range.length)
}

/** Every record a consumer gets from `offset` on. */
export async function readAll(
  log: Log,
  from = log.startOffset,
  maxBytes = 1 << 20,
): Promise<DecodedRecord[]> {
  const records: DecodedRecord[] = []
  let offset = from
  for (;;) {
    const bytes = await readBytes(log, offset, maxBytes)
    if (bytes.length === 0) return records
    for (let position = 0; position < bytes.length; position += batchBytes(bytes, position)) {
      for (const record of decodeBatch(bytes, position)) {
        if (record.offset < offset) continue
        records.push({
          ...record,
          key: record.key && Buffer.from(record.key),
          value: record.value && Buffer.from(record.value),
        })
      }
      // Compaction may have left the header alone.
      offset = Math.max(offset, batchLastOffset(bytes, position) + 1)
    }
  }
}

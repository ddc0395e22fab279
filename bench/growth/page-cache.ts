// The page cache under a topic's files: all of it in, or all of it out. Called by the scenarios about cold and hot reads.
// Out: fdatasync, then POSIX_FADV_DONTNEED, which needs no rights. Pages that somebody has mapped stay, so this is for logs
// that are written with pwrite (durability=disk) or sealed.
import { openSync, readSync, closeSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createEngine } from '../../native/index.ts'
import type { BrokerChild } from '../broker-child.ts'
import { mib } from './quantities.ts'

export async function segmentFiles(broker: BrokerChild, topicId: string): Promise<string[]> {
  const directory = join(broker.directory, 'data', 'logs', topicId)
  const names = await readdir(directory, { recursive: true })
  return names.filter((name) => name.endsWith('.log')).map((name) => join(directory, name))
}

/** Reads the files from start to end, so that they are in memory where they fit. */
export async function preload(files: readonly string[]): Promise<void> {
  const buffer = Buffer.allocUnsafe(4 * mib)
  for (const file of files) {
    const descriptor = openSync(file, 'r')
    try {
      while (readSync(descriptor, buffer) > 0);
    } finally {
      closeSync(descriptor)
    }
    await new Promise((resolve) => setImmediate(resolve)) // a signal is seen between two files
  }
}

export async function evict(files: readonly string[]): Promise<void> {
  const engine = createEngine({ flushThreads: 1, coldThreads: 1, onSegmentEvent: () => undefined })
  try {
    for (const file of files) await engine.syncAndDrop(file, 0)
  } finally {
    await engine.close()
  }
}

// Quiet between rounds: what one leg left in the page cache must not be written to the device while the next is measured.
// Called by produce.ts, fetch.ts and main.ts.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Client } from '../../client/index.ts'
import type { BrokerChild } from '../broker-child.ts'
import { backMemory } from '../growth/programs.ts'

const syncDeadlineMs = 60_000
const deletionDeadlineMs = 30_000

/**
 * Everything dirty is on the device when it resolves, and `backedBytes` of the free memory are backed by the host
 * (back-memory.c says why).
 */
export async function settle(signal: AbortSignal, backedBytes = 0): Promise<void> {
  await promisify(execFile)('sync', [], { timeout: syncDeadlineMs, signal })
  if (backedBytes > 0) await backMemory(signal, backedBytes)
}

/** Resolves when the files are gone too: they are unlinked in pieces, in the background. */
export async function deleteTopic(
  client: Client,
  broker: BrokerChild,
  topic: { name: string; id: string },
  signal: AbortSignal,
): Promise<void> {
  await client.admin.topics.delete(topic.name)
  const files = join(broker.directory, 'data/logs', topic.id)
  const deadline = performance.now() + deletionDeadlineMs
  while (existsSync(files)) {
    if (performance.now() > deadline) throw new Error(`the files of ${topic.name} are still there`)
    await setTimeout(10, undefined, { signal })
  }
}

export interface DirtyLimits {
  /** Above this many dirty bytes the kernel begins to write by itself. */
  backgroundBytes: number
  /** Above this many, writers are made to wait. */
  hardBytes: number
}

export function dirtyLimits(): DirtyLimits {
  return { backgroundBytes: limitOf('dirty_background'), hardBytes: limitOf('dirty') }
}

/** A size where one is set, else a share of the memory that is available now. */
function limitOf(name: 'dirty_background' | 'dirty'): number {
  const read = (file: string) => Number(readFileSync(`/proc/sys/vm/${file}`, 'utf8'))
  const bytes = read(`${name}_bytes`)
  if (bytes > 0) return bytes
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]
  return (Number(available) * 1024 * read(`${name}_ratio`)) / 100
}

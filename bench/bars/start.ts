// From the start of the process to its `ready` line: with an empty directory, and after a clean stop with 1,000 partitions that
// hold records; and the anonymous memory of the empty one once it is idle. HTTP is on, as by default. Called by measurements.ts.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startBrokerChild } from '../broker-child.ts'
import { createTopic, requireRecords, withBrokerIn } from '../growth/growth.ts'
import type { Growth } from '../growth/growth.ts'
import { anonymousBytes } from '../growth/proc.ts'
import { runSender } from '../growth/programs.ts'
import { kib } from '../growth/quantities.ts'
import { rateRow } from './bars.ts'
import type { Row } from './bars.ts'

/** Until start-up garbage is collected and timers have run. */
const idleMs = 2_000
const partitions = 1_000
const frameBytes = 4 * kib

export async function startEmpty(growth: Growth): Promise<Row[]> {
  const readyMs: number[] = []
  const anonymous: number[] = []
  for (let round = -1; round < growth.rounds; round++) {
    const directory = await mkdtemp(join(growth.directory, 'start-'))
    const seen = await startOnce(growth, directory, idleMs)
    await rm(directory, { recursive: true, force: true })
    if (round < 0) continue // fills the page cache with Node and us
    readyMs.push(seen.readyMs)
    anonymous.push(seen.anonymousBytes)
    growth.note(`start: round ${round + 1}, ${seen.readyMs.toFixed(0)} ms, ${seen.anonymousBytes} bytes`)
  }
  return [
    rateRow({ key: 'readyMsEmpty', title: 'start to ready, empty', unit: 'ms' }, readyMs),
    rateRow({ key: 'idleAnonBytes', title: 'anonymous memory, idle', unit: 'bytes' }, anonymous),
  ]
}

export async function startThousand(growth: Growth): Promise<Row[]> {
  const directory = await mkdtemp(join(growth.directory, 'start-'))
  try {
    await fillThousand(growth, directory)
    const readyMs: number[] = []
    for (let round = -1; round < growth.rounds; round++) {
      const seen = await startOnce(growth, directory, 0)
      if (round < 0) continue
      readyMs.push(seen.readyMs)
      growth.note(`start with ${partitions} partitions: round ${round + 1}, ${seen.readyMs.toFixed(0)} ms`)
    }
    const title = 'start to ready, 1,000 partitions'
    return [rateRow({ key: 'readyMs1000', title, unit: 'ms' }, readyMs)]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function fillThousand(growth: Growth, directory: string): Promise<void> {
  return withBrokerIn(growth, directory, async ({ broker, client }) => {
    const { id } = await createTopic(client, 'many', { partitions })
    const sent = {
      address: broker.address,
      topicId: id,
      bytes: partitions * frameBytes,
      frameBytes,
      partitions,
    }
    const { records } = await runSender(growth, { ...sent, inFlight: 16, acks: 'all' })
    await requireRecords(client, 'many', records)
  })
}

/** Starts a broker in the directory and stops it cleanly. */
async function startOnce(
  growth: Growth,
  directory: string,
  waitMs: number,
): Promise<{ readyMs: number; anonymousBytes: number }> {
  growth.signal.throwIfAborted()
  const startMs = performance.now()
  const broker = await startBrokerChild({
    transport: 'tcp',
    settings: [],
    directory,
    built: true,
    http: '127.0.0.1:0',
  })
  const readyMs = performance.now() - startMs
  growth.children.add(broker.pid)
  try {
    await setTimeout(waitMs, undefined, { signal: growth.signal })
    return { readyMs, anonymousBytes: anonymousBytes(broker.pid) }
  } finally {
    await broker.stop()
    growth.children.delete(broker.pid)
  }
}

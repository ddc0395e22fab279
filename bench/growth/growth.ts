// What every scenario of this folder is given: rounds, a directory, a signal, and children that never outlive it.
// Called by the scenarios; made by main.ts and by the tests.
// Invariant: what was started here is ended by its caller's `finally`, or by killAll() when this process ends first.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { connect, SluiceError } from '../../client/index.ts'
import type { Client, TopicInfo, TopicSpec } from '../../client/index.ts'
import { startBrokerChild } from '../broker-child.ts'
import type { BrokerChild } from '../broker-child.ts'
import { threadsCpuSeconds } from '../cpu-time.ts'
import { backMemory } from './programs.ts'

export interface Growth {
  readonly rounds: number
  /** Temporary, removed by whoever made it. Its file system is the one that is measured. */
  readonly directory: string
  readonly signal: AbortSignal
  readonly note: (text: string) => void
  readonly children: Children
}

/** Process ids to be killed should this process end before it has waited for them. */
export class Children {
  readonly #pids = new Set<number>()

  add(pid: number): void {
    this.#pids.add(pid)
  }

  delete(pid: number): void {
    this.#pids.delete(pid)
  }

  killAll(): void {
    for (const pid of this.#pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
  }
}

export interface Measured {
  readonly broker: BrokerChild
  readonly client: Client
}

/** A broker with an empty directory of its own for as long as `use` runs. */
export async function withBroker<Result>(
  growth: Growth,
  use: (measured: Measured) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(growth.directory, 'broker-'))
  try {
    return await withBrokerIn(growth, directory, use)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The same in a directory that the caller keeps. */
export async function withBrokerIn<Result>(
  growth: Growth,
  directory: string,
  use: (measured: Measured) => Promise<Result>,
): Promise<Result> {
  const startDeadlineMs = 120_000 // a recovery of some GiB
  const broker = await startBrokerChild({
    transport: 'tcp',
    settings: [],
    directory,
    startDeadlineMs,
    built: true,
  })
  growth.children.add(broker.pid)
  const client = connect({ brokers: [broker.address], clientId: 'sluice-growth' })
  try {
    return await use({ broker, client })
  } finally {
    await client.close()
    await broker.stop()
    growth.children.delete(broker.pid)
  }
}

export function createTopic(client: Client, name: string, spec: TopicSpec): Promise<TopicInfo> {
  return client.admin.topics.create(name, spec)
}

const settleDeadlineMs = 300_000

/** Waits until all that was appended to the topic is on disk, so that no write-back runs beside what is measured. */
export async function settled(growth: Growth, client: Client, name: string): Promise<void> {
  const deadline = performance.now() + settleDeadlineMs
  for (;;) {
    const { partitions } = await client.admin.topics.describe(name, { signal: growth.signal })
    if (partitions.every((one) => one.durableOffset === one.endOffset)) return
    if (performance.now() > deadline)
      throw new SluiceError('TIMEOUT', `${name} was not on disk within ${settleDeadlineMs / 1000} s`)
    await setTimeout(100, undefined, { signal: growth.signal })
  }
}

const quietWindowMs = 200
const quietCpuShare = 0.05

/**
 * Waits until the broker has next to nothing to do: what a deleted topic or a full log leaves behind is over. Then backs so
 * much free memory.
 */
export async function quiet(growth: Growth, broker: BrokerChild, backedBytes = 0): Promise<void> {
  const deadline = performance.now() + settleDeadlineMs
  for (;;) {
    const before = threadsCpuSeconds(broker.pid)
    await setTimeout(quietWindowMs, undefined, { signal: growth.signal })
    const share = ((threadsCpuSeconds(broker.pid) - before) * 1000) / quietWindowMs
    if (share < quietCpuShare) break
    if (performance.now() > deadline)
      throw new SluiceError('TIMEOUT', `the broker was not quiet within ${settleDeadlineMs / 1000} s`)
  }
  if (backedBytes > 0) await backMemory(growth.signal, backedBytes)
}

/** Records in the topic; throws when they are not as many as were sent. */
export async function requireRecords(client: Client, name: string, sent: number): Promise<void> {
  const { partitions } = await client.admin.topics.describe(name)
  const held = partitions.reduce((sum, one) => sum + one.endOffset, 0)
  if (held !== sent) throw new Error(`${name} holds ${held} records, ${sent} were sent`)
}

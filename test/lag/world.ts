// The world of a run of scenarios: one broker process, one producer that knows what it wrote when, and a stage for each scenario with
// a topic and a group of its own. Called by run.ts; scenarios get their Stage.
// Invariants: everything that is appended or committed is in the truth; `close` leaves no process and no directory.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, connect, type Producer } from '../../client/index.ts'
import { type BrokerProcess, startBrokerProcess } from '../e2e/broker-process.ts'
import { Member, type MemberOptions } from './members.ts'
import type { Barrier } from './phases.ts'
import { PartitionTruth } from './truth.ts'

const FLOW_EVERY_MS = 250
/** It runs every second. */
const RETENTION_RESTS_MS = 4_000

/** Keeps no process alive: a run that ends early leaves scenarios behind that still wait. */
export function sleep(ms: number): Promise<void> {
  return pause(ms, undefined, { ref: false })
}

export class World {
  readonly broker: BrokerProcess
  readonly client: Client
  readonly directory: string
  readonly #producer: Producer
  readonly #stages: Stage[] = []
  /** What failed in the background: a flow that could not write. */
  readonly failures: unknown[] = []
  ended = false
  readonly #fromMs = performance.now()

  private constructor(broker: BrokerProcess, directory: string) {
    this.broker = broker
    this.directory = directory
    this.client = connect({ brokers: [broker.address], clientId: 'scenarios' })
    this.#producer = this.client.producer()
  }

  get elapsedMs(): number {
    return performance.now() - this.#fromMs
  }

  static async start(): Promise<World> {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-lag-'))
    return new World(await startBrokerProcess({ data: join(directory, 'data') }), directory)
  }

  async stage(name: string, topic: TopicOf, barrier: Barrier): Promise<Stage> {
    const { partitions = 1, settings = {} } = topic
    await this.client.admin.topics.create(name, { partitions, settings })
    const stage = new Stage(this, name, partitions, barrier)
    this.#stages.push(stage)
    return stage
  }

  /** Into the truth of `stage`, with the instants before the call and after the answer. */
  async append(stage: Stage, partition: number, count: number, valueBytes: number): Promise<void> {
    const value = Buffer.alloc(valueBytes, 'x')
    const records = Array.from({ length: count }, () => ({ partition, value }))
    const calledMs = Date.now()
    const { ranges } = await this.#producer.sendBatch(stage.name, records)
    const doneMs = Date.now()
    for (const range of ranges) stage.truth(partition).appended(range, calledMs, doneMs)
  }

  async close(): Promise<void> {
    this.ended = true
    await Promise.all(this.#stages.map((stage) => stage.killAll()))
    await this.client.close()
    await this.broker.stop()
    await rm(this.directory, { recursive: true, force: true })
  }
}

export interface TopicOf {
  readonly partitions?: number
  readonly settings?: Readonly<Record<string, string>>
}

/** What one scenario plays on: a topic and a group, both of its name. */
export class Stage {
  readonly name: string
  readonly #world: World
  readonly #barrier: Barrier
  readonly #truths: PartitionTruth[]
  readonly #members: Member[] = []
  /** Phases that were arrived at. */
  readonly arrivedAt = new Set<string>()

  constructor(world: World, name: string, partitions: number, barrier: Barrier) {
    this.#world = world
    this.name = name
    this.#barrier = barrier
    this.#truths = Array.from({ length: partitions }, () => new PartitionTruth())
  }

  get partitions(): number {
    return this.#truths.length
  }

  truth(partition = 0): PartitionTruth {
    return this.#truths[partition] as PartitionTruth
  }

  /** So many into each partition, and waits until they are visible. */
  async fill(count: number, valueBytes = 20): Promise<void> {
    for (let partition = 0; partition < this.partitions; partition++)
      await this.#world.append(this, partition, count, valueBytes)
  }

  /** From now to the end of the run so many records a second into each partition. */
  flow(perSecond: number): void {
    const each = Math.max(1, Math.round((perSecond * FLOW_EVERY_MS) / 1_000))
    const run = async () => {
      for (let dueMs = performance.now(); !this.#world.ended; dueMs += FLOW_EVERY_MS) {
        await sleep(dueMs - performance.now())
        await this.fill(each)
      }
    }
    run().catch((error: unknown) => {
      if (!this.#world.ended) this.#world.failures.push(error)
    })
  }

  /** A consumer of the group in a process of its own; resolves when it has its partitions. */
  async member(options: Omit<MemberOptions, 'address' | 'group' | 'topic'> = {}): Promise<Member> {
    const { address } = this.#world.broker
    const all = { ...options, address, group: this.name, topic: this.name }
    const member = new Member(all, (partition) => this.truth(partition))
    this.#members.push(member)
    await this.until('its member is assigned', () => member.assigned, 60_000)
    return member
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.kill()))
  }

  /** What the group commits by administration: a reset to the beginning. */
  async resetToEarliest(): Promise<void> {
    const done = this.truth().committing(0, Date.now())
    await this.#world.client.admin.groups.resetOffsets(this.name, { to: 'earliest' })
    done(Date.now())
  }

  async members(): Promise<number> {
    return (await this.#world.client.admin.groups.describe(this.name)).members.length
  }

  async logStart(): Promise<number> {
    const [start] = await this.#world.client.admin.records.offsets(this.name, 'earliest')
    return start?.offset ?? 0
  }

  /** Where the log begins, once retention has moved it and has nothing more to do. */
  async logStartAtRest(): Promise<number> {
    let start = 0
    let sinceMs = performance.now()
    await this.until('retention rests', async () => {
      const now = await this.logStart()
      if (now !== start) sinceMs = performance.now()
      start = now
      return start > 0 && performance.now() - sinceMs > RETENTION_RESTS_MS
    })
    return start
  }

  /** A file that a blocked member waits for. */
  get unblockFile(): string {
    return join(this.#world.directory, `${this.name}.go`)
  }

  async unblock(): Promise<void> {
    await writeFile(this.unblockFile, '')
  }

  /** The expectation of this phase holds from now on; resolves when it was looked at. */
  at(phase: string): Promise<void> {
    this.arrivedAt.add(phase)
    return this.#barrier.arrive(this.name, phase)
  }

  /** Resolves when everybody else is there, or waits here too. */
  beforeLastOf(phase: string): Promise<void> {
    return this.#barrier.almost(this.name, phase)
  }

  async until(what: string, isSo: () => unknown, withinMs = 30_000): Promise<void> {
    for (const endMs = performance.now() + withinMs; performance.now() < endMs; await sleep(20))
      if (await isSo()) return
    throw new Error(`${this.name}: never: ${what}`)
  }

  /** Until so long after the last commit of partition 0 that was answered. */
  async sinceLastCommit(ms: number): Promise<void> {
    for (;;) {
      const last = this.truth().lastCommit
      const waitMs = last === undefined ? 100 : last.doneMs + ms - Date.now()
      if (waitMs <= 0) return
      await sleep(waitMs)
    }
  }
}

// What the tests of consumer groups share: the real broker, members that write down what they were given, and waiting for things.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunningBroker, startBroker, type StartBrokerOptions } from '../../broker/index.ts'
import {
  type Client,
  type ConnectOptions,
  connect,
  type Consumer,
  type ConsumerOptions,
  isSluiceError,
  serde,
  topic,
} from '../../client/index.ts'

export const events = topic('events', { key: serde.utf8, value: serde.utf8 })
export type EventsConsumer = Consumer<typeof events>

/** Looks every few milliseconds; fails, saying what never came, after ten seconds. */
export async function until(what: string, isSo: () => unknown, withinMs = 10_000): Promise<void> {
  for (const endMs = performance.now() + withinMs; performance.now() < endMs; await sleep(5))
    if (await isSo()) return
  throw new Error(`never: ${what}`)
}

/** Everything members were given, in order. */
export class History {
  readonly given: { readonly by: string; readonly partition: number; readonly offset: number }[] = []

  /** Reads records until the consumer is closed; the promise ends with the loop. */
  async read(by: string, consumer: EventsConsumer, perRecord?: () => Promise<unknown> | undefined) {
    for await (const { partition, offset } of consumer) {
      this.given.push({ by, partition, offset })
      await perRecord?.()
    }
  }

  count(by?: string): number {
    return by === undefined ? this.given.length : this.given.filter((each) => each.by === by).length
  }

  /** What is wrong with it, if each partition was to be given once and in order: `counts` records each. */
  faults(counts: readonly number[]): string[] {
    const faults: string[] = []
    for (const [partition, count] of counts.entries()) {
      const offsets = this.given.filter((each) => each.partition === partition).map(({ offset }) => offset)
      for (let i = 0; i < Math.max(count, offsets.length); i++)
        if (offsets[i] !== i) faults.push(`partition ${partition}: ${offsets[i]} where ${i} was to come`)
    }
    return faults.slice(0, 10)
  }
}

export class Scene {
  readonly broker: RunningBroker
  readonly #clients: Client[] = []
  readonly admin: Client

  private constructor(broker: RunningBroker) {
    this.broker = broker
    this.admin = this.client()
  }

  static async start(partitions = 4, options: StartBrokerOptions = {}): Promise<Scene> {
    const scene = new Scene(await startBroker(options))
    await scene.admin.admin.topics.create('events', { partitions })
    return scene
  }

  client(options: Partial<ConnectOptions> = {}): Client {
    const made = connect({ brokers: [this.broker.address], deliveryTimeoutMs: 5_000, ...options })
    this.#clients.push(made)
    return made
  }

  member(options: Partial<ConsumerOptions<typeof events>> = {}): EventsConsumer {
    return this.client().consumer({ group: 'g', topics: [events], orElse: 'earliest', ...options })
  }

  /** So many records into each partition. */
  async fill(each: number, partitions = 4): Promise<void> {
    const records = Array.from({ length: each * partitions }, (_, i) => ({
      value: `v${i}`,
      partition: i % partitions,
    }))
    await this.admin.producer().sendBatch(events, records)
  }

  describe() {
    return this.admin.admin.groups.describe('g')
  }

  /** By partition; nothing while there is no group. */
  async committed(): Promise<(number | undefined)[]> {
    try {
      const { partitions } = await this.describe()
      return partitions.map(({ committed }) => committed)
    } catch (error) {
      if (isSluiceError(error) && error.code === 'UNKNOWN_GROUP') return []
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()))
    await this.broker.close()
  }
}

/** A member in a process of its own: group-member.ts, driven by messages. */
export class ChildMember {
  readonly process: ChildProcess
  readonly told: { readonly kind: string; readonly [key: string]: unknown }[] = []

  constructor(address: string, options: object = {}, environment: Record<string, string> = {}) {
    this.process = fork(new URL('./group-member.ts', import.meta.url), [address, JSON.stringify(options)], {
      execArgv: ['--import', 'tsx', '--import', new URL('../tsx-in-workers.mjs', import.meta.url).href],
      env: { ...process.env, ...environment },
    })
    this.process.on('message', (message) => this.told.push(message as (typeof this.told)[number]))
  }

  of(kind: string) {
    return this.told.filter((each) => each.kind === kind)
  }

  say(command: object): void {
    this.process.send(command)
  }

  async exit(): Promise<number | string | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit')
    return this.process.exitCode ?? this.process.signalCode
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL')
    await this.exit()
  }
}

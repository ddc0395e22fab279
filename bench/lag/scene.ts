// A broker full of groups for `npm run bench:lag`: every group has committed to every partition of its topic, none has read it all, and
// between two rounds all logs grow and all groups move. Called by main.ts.
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, topic } from '../../client/index.ts'
import type { Client, Producer, ResetRow } from '../../client/index.ts'
import { startBrokerChild } from '../broker-child.ts'
import type { BrokerChild } from '../broker-child.ts'

/** Groups that read the same topic share its logs. */
const topicsMost = 10
const commitsAtOnce = 32
const recordsAtFirst = 200
const recordsPerMove = 20
const readPerMove = 10

export interface Size {
  readonly groups: number
  readonly partitions: number
  /** The broker from dist/, not from its sources. */
  readonly built: boolean
}

interface Log {
  readonly topicId: string
  readonly name: string
  readonly partition: number
  readonly leaderEpoch: number
}

export class Scene {
  readonly broker: BrokerChild
  readonly client: Client
  readonly #size: Size
  readonly #producer: Producer
  #topics: Log[][] = []
  #committed = 0

  private constructor(broker: BrokerChild, size: Size) {
    this.broker = broker
    this.#size = size
    this.client = connect({ brokers: [broker.address], clientId: 'sluice-bench' })
    this.#producer = this.client.producer()
  }

  /** `env`: of the broker. */
  static async start(directory: string, size: Size, env: Readonly<Record<string, string>>): Promise<Scene> {
    const at = await mkdtemp(join(directory, 'broker-'))
    const broker = await startBrokerChild({
      transport: 'tcp',
      settings: ['durability=memory'],
      directory: at,
      built: size.built,
      env,
    })
    const scene = new Scene(broker, size)
    await scene.#fill()
    return scene
  }

  async stop(): Promise<void> {
    await this.client.close()
    await this.broker.stop()
  }

  get groupNames(): string[] {
    return Array.from({ length: this.#size.groups }, (_, group) => `group-${String(group).padStart(5, '0')}`)
  }

  /** Every log gets records, every group commits further on. */
  async move(): Promise<void> {
    await this.#produce(recordsPerMove)
    this.#committed += readPerMove
    await this.#commit()
  }

  async #fill(): Promise<void> {
    const { groups, partitions } = this.#size
    for (let number = 0; number < Math.min(topicsMost, groups); number++) {
      const name = `topic-${number}`
      const { id } = await this.client.admin.topics.create(name, { partitions })
      this.#topics.push(
        Array.from({ length: partitions }, (_, partition) => ({
          topicId: id,
          name,
          partition,
          leaderEpoch: 1,
        })),
      )
    }
    await this.#produce(recordsAtFirst)
    this.#committed = 1
    await this.#commit()
  }

  async #produce(each: number): Promise<void> {
    for (const logs of this.#topics) {
      const { name } = logs[0] as Log
      const records = logs.flatMap(({ partition }) =>
        Array.from({ length: each }, (_, at) => ({ value: Buffer.from(`record ${at}`), partition })),
      )
      await this.#producer.sendBatch(topic(name), records)
    }
  }

  async #commit(): Promise<void> {
    const names = this.groupNames
    for (let from = 0; from < names.length; from += commitsAtOnce) {
      const some = names.slice(from, from + commitsAtOnce)
      await Promise.all(
        some.map((name, at) => this.client.admin.groups.commitReset(name, this.#rows(from + at))),
      )
    }
  }

  #rows(group: number): ResetRow[] {
    const logs = this.#topics[group % this.#topics.length] as Log[]
    // Groups stand at different places of one log.
    const after = this.#committed + (group % readPerMove)
    return logs.map(({ topicId, name, partition, leaderEpoch }) => ({
      topic: name,
      topicId,
      partition,
      before: undefined,
      after,
      logStart: 0,
      logEnd: after,
      clamped: undefined,
      leaderEpoch,
    }))
  }
}

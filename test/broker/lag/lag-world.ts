// A real store, its groups and their lag, without sockets: what the tests of broker/lag/ drive turn by turn.
import { Coordinator } from '../../../broker/groups/coordinator.ts'
import type { Peer } from '../../../broker/handlers/context.ts'
import { LagService } from '../../../broker/lag/lag-service.ts'
import { createLogger } from '../../../broker/log.ts'
import type { LagRow } from '../../../protocol/lag.ts'
import type { Store } from '../../../storage/store.ts'
import type { Topic } from '../../../storage/topic.ts'
import { append, makeBatch, makeDirectory, openStore } from '../../storage/fixture.ts'

const peer = { clientId: 'c', address: 'a', ended: false, onEnd: new Set() } as unknown as Peer

export class LagWorld {
  readonly store: Store
  readonly groups: Coordinator
  readonly lag: LagService
  readonly #remove: () => void

  private constructor(store: Store, remove: () => void) {
    this.store = store
    this.groups = new Coordinator({ store, log: createLogger('silent'), offsetsRetentionMs: -1 })
    this.lag = new LagService({ store, groups: this.groups, log: createLogger('silent') })
    this.#remove = remove
  }

  static async open(): Promise<LagWorld> {
    const { path, remove } = makeDirectory()
    return new LagWorld(await openStore(path), remove)
  }

  async close(): Promise<void> {
    this.lag.stop()
    this.groups.close()
    await this.store.close()
    this.#remove()
  }

  create(name: string, partitions: number): Promise<Topic> {
    return this.store.createTopic({ name, partitions, settings: { durability: 'memory' } })
  }

  topic(name: string): Topic {
    const topic = this.store.topicByName(name)
    if (topic === undefined) throw new Error(`no topic ${name}`)
    return topic
  }

  grow(name: string, partitions: number): Promise<unknown> {
    return this.store.alterTopic(this.topic(name), { set: {}, reset: [], partitions })
  }

  /** So many records into each partition. */
  async fill(name: string, count: number): Promise<void> {
    for (const log of this.topic(name).logs) await append(log, makeBatch({ count }), 'leader')
  }

  async commit(group: string, name: string, offset: number, partitions?: readonly number[]): Promise<void> {
    const { id: topicId, logs } = this.topic(name)
    const wanted = partitions ?? logs.map(({ partition }) => partition)
    const offsets = wanted.map((partition) => ({
      topicId,
      partition,
      offset,
      leaderEpoch: 0,
      hasLeaderEpoch: false,
      assignmentEpoch: 0,
    }))
    for (const { failure } of await this.groups.commit({ group, memberId: '', offsets }))
      if (failure) throw new Error(failure.message ?? '')
  }

  join(group: string, memberId: string, ...topics: string[]): Promise<number> {
    const wishes = { instanceId: '', assignor: '', sessionTimeoutMs: 30_000, maxProcessingMs: 30_000 }
    return this.groups.join({ group, memberId, topics, ...wishes }, peer)
  }

  leave(group: string, memberId: string): Promise<void> {
    return this.groups.leave({ group, memberId, keepInstance: false })
  }

  async rows(snapshotId = 0, history = false): Promise<LagRow[]> {
    const query = { groups: [], topics: [], grain: 'partition', snapshotId, history } as const
    const answer = await this.lag.query(query)
    const all: LagRow[] = []
    for await (const rows of answer.rows()) all.push(...rows)
    return all
  }
}

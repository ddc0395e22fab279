// Making topics, for the requests that may (create-topics, metadata with topics.autoCreate): the rules on names and
// numbers that the store does not know, and one creation at a time per name.
// Called by handlers/create-topics.ts, handlers/metadata.ts and handlers/alter-topic.ts.
// Invariants: no two topics differ only in case; never more than topics.max topics or partitions.max partitions, counting
// those that are being made.
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { checkTopicName } from '../protocol/names.ts'
import type { Store } from '../storage/store.ts'
import type { Topic } from '../storage/topic.ts'
import type { BrokerConfig } from './config.ts'

export interface TopicSpec {
  readonly name: string
  /** 0: the broker's default. */
  readonly partitions: number
  readonly settings: Readonly<Record<string, string>>
}

interface Pending {
  readonly name: string
  readonly partitions: number
  readonly made: Promise<Topic>
}

export class TopicCreation {
  readonly #store: Store
  readonly #config: BrokerConfig
  readonly #pending = new Map<string, Pending>()

  constructor(store: Store, config: BrokerConfig) {
    this.#store = store
    this.#config = config
  }

  /** Rejects with TOPIC_EXISTS, INVALID_TOPIC_NAME, INVALID_PARTITIONS, INVALID_SETTING or TOPIC_LIMIT. */
  async create(spec: TopicSpec): Promise<Topic> {
    const partitions = this.#check(spec)
    const key = spec.name.toLowerCase()
    const made = this.#store.createTopic({ name: spec.name, partitions, settings: { ...spec.settings } })
    this.#pending.set(key, { name: spec.name, partitions, made })
    try {
      return await made
    } finally {
      this.#pending.delete(key)
    }
  }

  /** The topic of that name, made when it is missing. */
  async ensure(spec: TopicSpec): Promise<Topic> {
    const pending = this.#pending.get(spec.name.toLowerCase())
    if (pending?.name === spec.name) return pending.made
    return this.#store.topicByName(spec.name) ?? this.create(spec)
  }

  /** Everything create() would refuse, and nothing made. */
  async validate(spec: TopicSpec): Promise<void> {
    const partitions = this.#check(spec)
    await this.#store.createTopic({ name: spec.name, partitions, settings: { ...spec.settings } }, true)
  }

  /** Throws where `more` partitions do not fit: INVALID_PARTITIONS for the topic, TOPIC_LIMIT for the broker. */
  checkPartitions(partitions: number, more: number): void {
    const most = Math.min(limits.partitionsPerTopicMax, this.#config.partitionsMax)
    if (partitions < 1 || partitions > most) {
      throw new SluiceError('INVALID_PARTITIONS', `${partitions} partitions: a topic has 1 to ${most}`)
    }
    let count = more
    for (const topic of this.#store.topics()) count += topic.logs.length
    for (const pending of this.#pending.values()) count += pending.partitions
    if (count > this.#config.partitionsMax) {
      throw new SluiceError(
        'TOPIC_LIMIT',
        `the broker holds at most ${this.#config.partitionsMax} partitions`,
        {
          hint: 'delete topics that are not used, or raise partitions.max',
        },
      )
    }
  }

  #check(spec: TopicSpec): number {
    checkTopicName(spec.name)
    this.#checkNameIsFree(spec.name)
    const partitions = spec.partitions === 0 ? this.#config.partitionsDefault : spec.partitions
    let topics = this.#pending.size + 1
    for (const _ of this.#store.topics()) topics++
    if (topics > this.#config.topicsMax) {
      throw new SluiceError('TOPIC_LIMIT', `the broker holds at most ${this.#config.topicsMax} topics`, {
        hint: 'delete topics that are not used, or raise topics.max',
      })
    }
    this.checkPartitions(partitions, partitions)
    return partitions
  }

  #checkNameIsFree(name: string): void {
    const key = name.toLowerCase()
    let taken = this.#pending.get(key)?.name
    for (const topic of this.#store.topics()) {
      if (topic.name.toLowerCase() === key) taken = topic.name
    }
    if (taken === undefined) return
    if (taken === name) throw new SluiceError('TOPIC_EXISTS', `topic ${name} exists`, { topic: name })
    throw new SluiceError('TOPIC_EXISTS', `topic ${taken} exists, and ${name} differs from it only in case`, {
      hint: `use ${taken}, or choose a name that differs in more than case`,
      topic: name,
    })
  }
}

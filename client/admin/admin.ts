// Topics as administration sees them, and client.admin as a whole. Called by users through client.admin and by the CLI.
// Invariants: every call ends within deliveryTimeoutMs or by its signal; admin-calls.ts says what is sent again.
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import type { Setting, TopicDescription as WireDescription } from '../../protocol/messages.ts'
import { AdminCalls } from './admin-calls.ts'
import { GroupAdmin } from './admin-groups.ts'
import type { Lane } from '../connection/lane.ts'
import { factsOf, type Metadata, type TopicFacts } from '../connection/metadata.ts'
import { OffsetAdmin } from './offsets.ts'
import { checkOptions } from '../options.ts'
import type { CallOptions } from '../connection/retry.ts'
import { nameOf, type TopicLike } from '../topic.ts'

/** What a new topic is to be. */
export interface TopicSpec {
  /** Default: the broker's. */
  readonly partitions?: number
  /** As on the command line: { 'retention.ms': '7d' }. Numbers are written as they are. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** A topic in a list of topics. */
export interface TopicInfo {
  /** Its name. */
  readonly name: string
  /** 32 hexadecimal digits; another one when the topic is made anew. */
  readonly id: string
  /** How many; numbered from 0. */
  readonly partitions: number
  /** The largest batch it takes (`max.message.bytes`). */
  readonly maxMessageBytes: number
  /** Offsets may have gaps, and records need keys. */
  readonly compacted: boolean
  /** `durability=disk`: acknowledged and visible once it is on disk. */
  readonly durable: boolean
}

/** One partition, as it was a moment ago. */
export interface PartitionInfo {
  /** From 0. */
  readonly partition: number
  /** Of new batches: the number of this start of the broker. */
  readonly leaderEpoch: number
  /** Of the first record that can be read. */
  readonly startOffset: number
  /** Of the next record. */
  readonly endOffset: number
  /** The high watermark: consumers read below it. */
  readonly visibleOffset: number
  /** Everything below it is on disk. */
  readonly durableOffset: number
  /** Of its segments. */
  readonly sizeBytes: number
  /** How many files. */
  readonly segments: number
  /** 'open', or 'read-only: why'. */
  readonly state: string
}

/** One setting of a topic. */
export interface TopicSetting {
  /** Its name, such as 'retention.ms'. */
  readonly key: string
  /** As one would write it: '7d', '128MiB', 'disk'. */
  readonly value: string
  /** Nobody set it for this topic. */
  readonly isDefault: boolean
}

/** A topic with its settings and partitions. */
export interface TopicDescription {
  /** Its name. */
  readonly name: string
  /** 32 hexadecimal digits; another one when the topic is made anew. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly createdMs: number
  /** Every setting, with its value as text ("7d", "128MiB") and whether that is the default. docs/config.md explains them. */
  readonly settings: readonly TopicSetting[]
  /** In order. */
  readonly partitions: readonly PartitionInfo[]
}

/** What is to be different. */
export interface TopicChange {
  /** Settings by name, as in TopicSpec. */
  readonly set?: Readonly<Record<string, string | number>>
  /** Keys that go back to their defaults. */
  readonly reset?: readonly string[]
  /** May only grow. */
  readonly partitions?: number
}

/** `client.admin.topics`. Every call throws a SluiceError: UNKNOWN_TOPIC, INVALID_SETTING and their like, or TIMEOUT. */
export class TopicAdmin {
  readonly #calls: AdminCalls
  readonly #metadata: Metadata

  constructor(calls: AdminCalls, metadata: Metadata) {
    this.#calls = calls
    this.#metadata = metadata
  }

  /** Durable when it resolves. TOPIC_EXISTS where there is one of this name. */
  create(
    topic: TopicLike,
    spec: TopicSpec & { readonly validateOnly?: boolean } = {},
    options?: CallOptions,
  ): Promise<TopicInfo> {
    return this.#create(topic, spec, false, options)
  }

  /** Creates the topic unless it exists; an existing one stays as it is. */
  ensure(topic: TopicLike, spec: TopicSpec = {}, options?: CallOptions): Promise<TopicInfo> {
    return this.#create(topic, spec, true, options)
  }

  /** All topics, by name. */
  async list(options?: CallOptions): Promise<TopicInfo[]> {
    const { response } = await this.#calls.read({ metadata: { all: true } }, options)
    const topics = response.metadata?.topics.filter((topic) => topic.failure === null) ?? []
    return topics.map((topic) => infoOf(factsOf(topic))).sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** UNKNOWN_TOPIC where there is none of this name. */
  async describe(topic: TopicLike, options?: CallOptions): Promise<TopicDescription> {
    const name = nameOf(topic)
    const { response } = await this.#calls.read({ describeTopics: { topics: [{ name }] } }, options)
    return descriptionOf(response.describeTopics?.topics[0], name)
  }

  /** All topics, described. */
  async describeAll(options?: CallOptions): Promise<TopicDescription[]> {
    const { response } = await this.#calls.read({ describeTopics: { all: true } }, options)
    return (response.describeTopics?.topics ?? []).map((topic) => descriptionOf(topic, topic.name))
  }

  /** Durable when it resolves. More partitions mean that keys go to other ones from now on. */
  async alter(topic: TopicLike, change: TopicChange, options?: CallOptions): Promise<TopicDescription> {
    checkOptions('topics.alter', change)
    const name = nameOf(topic)
    const set = settingsOf(change.set)
    const alterTopic = {
      topic: { name },
      set,
      reset: [...(change.reset ?? [])],
      partitions: change.partitions ?? 0,
    }
    const { response } = await this.#calls.change({ alterTopic }, options)
    const description = descriptionOf(response.alterTopic?.topic ?? undefined, name)
    this.#metadata.invalidate(name, description.id)
    return description
  }

  /** The topic's id is durably dead when it resolves; files go later. */
  async delete(topic: TopicLike, options?: CallOptions): Promise<void> {
    const name = nameOf(topic)
    const { response } = await this.#calls.change({ deleteTopics: { topics: [{ name }] } }, options)
    const deleted = response.deleteTopics?.topics[0]
    if (deleted?.failure) throw fromFailure(deleted.failure, { topic: name })
    if (deleted !== undefined) this.#metadata.invalidate(name, Buffer.from(deleted.id).toString('hex'))
  }

  async #create(
    topic: TopicLike,
    spec: TopicSpec & { readonly validateOnly?: boolean },
    ifMissing: boolean,
    options: CallOptions | undefined,
  ): Promise<TopicInfo> {
    checkOptions('topics.create', spec)
    const name = nameOf(topic)
    const topics = [{ name, partitions: spec.partitions ?? 0, settings: settingsOf(spec.settings) }]
    const body = { createTopics: { topics, validateOnly: spec.validateOnly === true, ifMissing } }
    const { response } = await (ifMissing
      ? this.#calls.read(body, options)
      : this.#calls.change(body, options))
    const created = response.createTopics?.topics[0]
    if (created === undefined) throw new SluiceError('INTERNAL', 'the broker answered for no topic')
    if (created.failure !== null) throw fromFailure(created.failure, { topic: name })
    return infoOf(factsOf(created))
  }
}

/** `client.admin`: everything that is neither producing nor consuming. */
export class Admin {
  /** Create, list, describe, alter, delete. */
  readonly topics: TopicAdmin
  /** Where records lie: ends, offsets of times. */
  readonly records: OffsetAdmin
  /** Consumer groups and their committed offsets. */
  readonly groups: GroupAdmin

  constructor(lane: Lane, metadata: Metadata, timeoutMs: number) {
    const calls = new AdminCalls(lane, timeoutMs)
    this.topics = new TopicAdmin(calls, metadata)
    this.records = new OffsetAdmin(lane, metadata, timeoutMs)
    this.groups = new GroupAdmin(calls)
  }
}

function settingsOf(settings: Readonly<Record<string, string | number>> = {}): Partial<Setting>[] {
  return Object.entries(settings).map(([key, value]) => ({ key, value: String(value) }))
}

function infoOf(facts: TopicFacts): TopicInfo {
  const {
    name,
    idHex: id,
    partitionsCount: partitions,
    messageBytesMax: maxMessageBytes,
    compacted,
    durable,
  } = facts
  return { name, id, partitions, maxMessageBytes, compacted, durable }
}

function descriptionOf(topic: WireDescription | undefined, name: string): TopicDescription {
  if (topic === undefined)
    throw new SluiceError('UNKNOWN_TOPIC', `there is no topic '${name}'`, { topic: name })
  if (topic.failure !== null) throw fromFailure(topic.failure, { topic: name })
  const partitions = topic.partitions.map((p) => ({
    partition: p.partition,
    leaderEpoch: p.leaderEpoch,
    startOffset: p.logStartOffset,
    endOffset: p.logEndOffset,
    visibleOffset: p.visibleOffset,
    durableOffset: p.durableOffset,
    sizeBytes: p.sizeBytes,
    segments: p.segments,
    state: p.state,
  }))
  const settings = topic.settings.map(({ key, value, isDefault }) => ({ key, value, isDefault }))
  return {
    name: topic.name,
    id: Buffer.from(topic.id).toString('hex'),
    createdMs: topic.createdMs,
    settings,
    partitions,
  }
}

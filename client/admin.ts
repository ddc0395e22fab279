// Topics as administration sees them, and client.admin as a whole. Called by users through client.admin and by the CLI.
// Invariants: every call ends within deliveryTimeoutMs or by its signal; admin-calls.ts says what is sent again.
import { fromFailure, SluiceError } from '../protocol/errors.ts'
import type { Setting, TopicDescription as WireDescription } from '../protocol/messages.ts'
import { AdminCalls } from './admin-calls.ts'
import { GroupAdmin } from './admin-groups.ts'
import type { Lane } from './lane.ts'
import { factsOf, type Metadata, type TopicFacts } from './metadata.ts'
import { OffsetAdmin } from './offsets.ts'
import type { CallOptions } from './retry.ts'
import { nameOf, type TopicLike } from './topic.ts'

export interface TopicSpec {
  /** Default: the broker's. */
  readonly partitions?: number
  /** As on the command line: { 'retention.ms': '7d' }. Numbers are written as they are. */
  readonly settings?: Readonly<Record<string, string | number>>
}

export interface TopicInfo {
  readonly name: string
  readonly id: string
  readonly partitions: number
  readonly maxMessageBytes: number
  readonly compacted: boolean
  readonly durable: boolean
}

export interface PartitionInfo {
  readonly partition: number
  readonly leaderEpoch: number
  readonly startOffset: number
  /** Of the next record. */
  readonly endOffset: number
  /** The high watermark: consumers read below it. */
  readonly visibleOffset: number
  readonly durableOffset: number
  readonly sizeBytes: number
  readonly segments: number
  /** 'open', or 'read-only: why'. */
  readonly state: string
}

export interface TopicDescription {
  readonly name: string
  readonly id: string
  readonly createdMs: number
  readonly settings: readonly { readonly key: string; readonly value: string; readonly isDefault: boolean }[]
  readonly partitions: readonly PartitionInfo[]
}

export interface TopicChange {
  readonly set?: Readonly<Record<string, string | number>>
  /** Keys that go back to their defaults. */
  readonly reset?: readonly string[]
  /** May only grow. */
  readonly partitions?: number
}

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

  async list(options?: CallOptions): Promise<TopicInfo[]> {
    const { response } = await this.#calls.read({ metadata: { all: true } }, options)
    const topics = response.metadata?.topics.filter((topic) => topic.failure === null) ?? []
    return topics.map((topic) => infoOf(factsOf(topic))).sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async describe(topic: TopicLike, options?: CallOptions): Promise<TopicDescription> {
    const name = nameOf(topic)
    const { response } = await this.#calls.read({ describeTopics: { topics: [{ name }] } }, options)
    return descriptionOf(response.describeTopics?.topics[0], name)
  }

  async describeAll(options?: CallOptions): Promise<TopicDescription[]> {
    const { response } = await this.#calls.read({ describeTopics: { all: true } }, options)
    return (response.describeTopics?.topics ?? []).map((topic) => descriptionOf(topic, topic.name))
  }

  async alter(topic: TopicLike, change: TopicChange, options?: CallOptions): Promise<TopicDescription> {
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

export class Admin {
  readonly topics: TopicAdmin
  readonly records: OffsetAdmin
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

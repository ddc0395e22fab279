// Where logs begin and end, and where a time lies in them. Called by consumers (to start and seek) and as
// client.admin.records by users and the CLI.
// A time means the producers' timestamps: the broker names the batch, the record is found here.
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { OffsetAnswer } from '../../protocol/messages.ts'
import { OffsetKind } from '../../protocol/messages.ts'
import { Chunk } from '../consumer/chunk.ts'
import type { Lane } from '../connection/lane.ts'
import type { Metadata, TopicFacts } from '../connection/metadata.ts'
import { type CallOptions, Deadline } from '../connection/retry.ts'
import { handleOf, nameOf, type TopicLike } from '../topic.ts'

/** The first record, the visible end, or the first record not before a time: milliseconds since 1970, as producers stamped it. */
export type OffsetSpec =
  | 'earliest'
  | 'latest'
  | {
      /** Milliseconds since 1970. */
      readonly timestamp: number
    }

/** Where something lies in one partition. */
export interface PartitionOffset {
  /** Its name. */
  readonly topic: string
  /** From 0. */
  readonly partition: number
  /** Of the record that was looked for. */
  readonly offset: number
  /** For a time: false where every record is older; `offset` is then the visible end. */
  readonly found: boolean
}

export interface OffsetQuery {
  readonly partition: number
  readonly at: OffsetSpec
}

/** One ListOffsets for partitions of one topic; AT_TIME answers name the batch, not the record. */
export async function listOffsets(
  lane: Lane,
  facts: LogFacts,
  queries: readonly OffsetQuery[],
  deadline: Deadline,
): Promise<OffsetAnswer[]> {
  const asked = queries.map(({ partition, at }) => ({
    topicId: facts.id,
    partition,
    kind: at === 'earliest' ? OffsetKind.EARLIEST : at === 'latest' ? OffsetKind.LATEST : OffsetKind.AT_TIME,
    timestampMs: typeof at === 'object' ? at.timestamp : 0,
  }))
  const { response } = await lane.call({ listOffsets: { queries: asked } }, deadline)
  const answers = response.listOffsets?.answers ?? []
  return queries.map(({ partition }, i) => {
    const answer = answers[i]
    if (answer === undefined)
      throw new SluiceError('INTERNAL', 'the broker left a partition out of its answer')
    if (answer.failure !== null) throw fromFailure(answer.failure, { topic: facts.name, partition })
    return answer
  })
}

/** Where the records of a topic are looked for; `TopicFacts` is one. */
export type LogFacts = Pick<TopicFacts, 'id' | 'name'>

export interface ResolvedOffset {
  readonly offset: number
  /** For a time: false where every record is older; `offset` is then the visible end. */
  readonly found: boolean
}

/** The offsets that the queries mean, to the record also for times. */
export async function resolveOffsets(
  lane: Lane,
  facts: LogFacts,
  queries: readonly OffsetQuery[],
  deadline: Deadline,
): Promise<ResolvedOffset[]> {
  const answers: OffsetAnswer[] = []
  for (let i = 0; i < queries.length; i += limits.partitionsPerRequestMax) {
    const part = queries.slice(i, i + limits.partitionsPerRequestMax)
    answers.push(...(await listOffsets(lane, facts, part, deadline)))
  }
  const resolved: ResolvedOffset[] = []
  for (const [i, answer] of answers.entries()) {
    const { partition, at } = queries[i] as OffsetQuery
    const offset =
      typeof at === 'object' && answer.found
        ? await recordAtTime(lane, facts, partition, answer.offset, at.timestamp, deadline)
        : answer.offset
    resolved.push({ offset, found: typeof at !== 'object' || answer.found })
  }
  return resolved
}

async function recordAtTime(
  lane: Lane,
  facts: LogFacts,
  partition: number,
  batchOffset: number,
  timestamp: number,
  deadline: Deadline,
): Promise<number> {
  const wanted = [{ topicId: facts.id, partition, offset: batchOffset, maxBytes: 1 }]
  const body = { fetch: { maxWaitMs: 0, minBytes: 0, maxBytes: 1, partitions: wanted } }
  const { response, payload } = await lane.call(body, deadline)
  const result = response.fetch?.results[0]
  if (result === undefined) throw new SluiceError('INTERNAL', 'the broker left a partition out of its answer')
  if (result.failure !== null) throw fromFailure(result.failure, { topic: facts.name, partition })
  const bytes = payload.subarray(0, result.payloadBytes)
  // A place is looked for and nothing is read: gaps, as compaction leaves them, do no harm.
  const chunk = new Chunk(handleOf(facts.name), partition, bytes, batchOffset, true)
  return chunk.offsetAtTime(timestamp) ?? batchOffset
}

/** `client.admin.records`: where records lie. */
export class OffsetAdmin {
  readonly #lane: Lane
  readonly #metadata: Metadata
  readonly #timeoutMs: number

  constructor(lane: Lane, metadata: Metadata, timeoutMs: number) {
    this.#lane = lane
    this.#metadata = metadata
    this.#timeoutMs = timeoutMs
  }

  /** Offsets of all partitions, or of those named: the first record, the visible end, or the first record not before a time. */
  async offsets(
    topic: TopicLike,
    at: OffsetSpec,
    options: CallOptions & { readonly partitions?: readonly number[] } = {},
  ): Promise<PartitionOffset[]> {
    const deadline = new Deadline(this.#timeoutMs, options.signal)
    const facts = await this.#metadata.refresh(nameOf(topic), deadline)
    const partitions = options.partitions ?? Array.from({ length: facts.partitionsCount }, (_, i) => i)
    if (partitions.length === 0) return []
    const queries = partitions.map((partition) => ({ partition, at }))
    const resolved = await resolveOffsets(this.#lane, facts, queries, deadline)
    return resolved.map(({ offset, found }, i) => ({
      topic: facts.name,
      partition: partitions[i] as number,
      offset,
      found,
    }))
  }

  /** Records below `offset` become unreadable. Answers the new first offset per partition. */
  async deleteBefore(
    topic: TopicLike,
    before: readonly { readonly partition: number; readonly offset: number }[],
    options?: CallOptions,
  ): Promise<PartitionOffset[]> {
    const name = nameOf(topic)
    const deadline = new Deadline(this.#timeoutMs, options?.signal)
    const facts = await this.#metadata.refresh(name, deadline)
    const partitions = before.map(({ partition, offset }) => ({ partition, beforeOffset: offset }))
    const body = { deleteRecords: { topic: { name, id: facts.id }, partitions } }
    const { response } = await this.#lane.call(body, deadline)
    return (response.deleteRecords?.partitions ?? []).map((deleted) => {
      if (deleted.failure !== null)
        throw fromFailure(deleted.failure, { topic: name, partition: deleted.partition })
      return { topic: name, partition: deleted.partition, offset: deleted.logStartOffset, found: true }
    })
  }
}

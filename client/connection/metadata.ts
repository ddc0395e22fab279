// What the client knows of topics: id, partitions, limits. Called by producer, consumer and admin.
// Invariants: one request per name at a time; `cached` never answers what was invalidated; an id once replaced is never
// handed out again, so a topic that was deleted and made anew is a different topic to everybody here.
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import type { TopicMetadata } from '../../protocol/messages.ts'
import { isTimeout, type Lane } from './lane.ts'
import { Deadline, retrying, within } from './retry.ts'

export interface TopicFacts {
  readonly name: string
  readonly id: Buffer
  readonly idHex: string
  readonly partitionsCount: number
  /** max.message.bytes: the largest batch. */
  readonly messageBytesMax: number
  readonly compacted: boolean
  /** durability=disk. */
  readonly durable: boolean
  readonly learnedAtMs: number
}

export class Metadata {
  readonly #lane: Lane
  readonly #maxAgeMs: number
  readonly #attemptMs: number
  readonly #topics = new Map<string, TopicFacts>()
  readonly #asking = new Map<string, Promise<TopicFacts>>()

  /** `attemptMs`: how long one shared request may go on, whoever waits for it. */
  constructor(lane: Lane, maxAgeMs: number, attemptMs: number) {
    this.#lane = lane
    this.#maxAgeMs = maxAgeMs
    this.#attemptMs = attemptMs
  }

  /** What is known now. Facts that grew old are asked for again in the background. */
  cached(name: string, nowMs: number = performance.now()): TopicFacts | undefined {
    const facts = this.#topics.get(name)
    if (facts !== undefined && nowMs - facts.learnedAtMs > this.#maxAgeMs && !this.#asking.has(name)) {
      this.#ask(name).catch(() => {})
    }
    return facts
  }

  async get(name: string, deadline: Deadline): Promise<TopicFacts> {
    return this.cached(name) ?? this.refresh(name, deadline)
  }

  /** Asks the broker. Throws UNKNOWN_TOPIC where there is none and the broker makes none. */
  async refresh(name: string, deadline: Deadline): Promise<TopicFacts> {
    try {
      return await retrying(deadline, () => within(this.#ask(name), deadline))
    } catch (error) {
      throw isTimeout(error) ? (this.#lane.failure ?? error) : error
    }
  }

  /** Forget the topic, unless something newer than `idHex` is known already. */
  invalidate(name: string, idHex: string): void {
    if (this.#topics.get(name)?.idHex === idHex) this.#topics.delete(name)
  }

  #ask(name: string): Promise<TopicFacts> {
    const under = this.#asking.get(name)
    if (under !== undefined) return under
    const asking = this.#request(name).finally(() => this.#asking.delete(name))
    asking.catch(() => {})
    this.#asking.set(name, asking)
    return asking
  }

  async #request(name: string): Promise<TopicFacts> {
    const { response } = await this.#lane.call(
      { metadata: { names: [name], create: true } },
      new Deadline(this.#attemptMs),
    )
    const topic = response.metadata?.topics[0]
    if (topic === undefined)
      throw new SluiceError('UNKNOWN_TOPIC', `there is no topic '${name}'`, { topic: name })
    if (topic.failure !== null) {
      this.#topics.delete(name)
      throw fromFailure(topic.failure, { topic: name })
    }
    const facts = factsOf(topic)
    this.#topics.set(name, facts)
    return facts
  }
}

export function factsOf(topic: TopicMetadata): TopicFacts {
  const id = Buffer.from(topic.id)
  return {
    name: topic.name,
    id,
    idHex: id.toString('hex'),
    partitionsCount: topic.partitions.length,
    messageBytesMax: topic.messageBytesMax,
    compacted: topic.compacted,
    durable: topic.durable,
    learnedAtMs: performance.now(),
  }
}

// The producer: send, sendBatch, flush. Made by client.producer().
// A record's way: topic-queue.ts (waits for metadata and memory, finds the partition) -> partition-queue.ts (batches) ->
// sender.ts (requests, outcomes) -> recovery.ts (failures).
// Invariants: every promise is settled by deliveryTimeoutMs, its signal or close(); what waits is bounded in bytes by
// maxBufferedBytes and in number by the callers' own promises.
import { BatchMemory } from '../protocol/batch.ts'
import type { CodecName } from '../protocol/codecs.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { Acks } from '../protocol/messages.ts'
import type { Lane } from './lane.ts'
import { MemoryAccount } from './memory-account.ts'
import type { Metadata } from './metadata.ts'
import type { PartitionQueue } from './partition-queue.ts'
import type { Partitioner } from './partitioner.ts'
import { aborted, backoffMs, type CallOptions, Deadline, pause, within } from './retry.ts'
import { SendBatch, type SendBatchResult } from './send-batch.ts'
import { SendOne, type SendResult } from './send-one.ts'
import { Sender } from './sender.ts'
import { handleOf, type InputOf, type RecordInput, type TopicLike } from './topic.ts'
import { type Admission, TopicQueue, type TopicQueueContext } from './topic-queue.ts'

export interface ProducerOptions {
  /** When a record counts as sent: on disk where the topic is durable ('all', default), in the log, or at once. */
  readonly acks?: 'all' | 'leader' | 'none'
  /** How long a batch may wait for more while another is out. A send with nothing before it leaves at once. Default 2. */
  readonly lingerMs?: number
  /** A batch is sent when it has this many bytes. Default 256 KiB. */
  readonly batchBytes?: number
  readonly compression?: CodecName
  /** Repeats are recognized by the broker and stored once. Default true, but for acks: 'none'. */
  readonly idempotent?: boolean
  /** Above this, send waits. Default 64 MiB. */
  readonly maxBufferedBytes?: number
  readonly partitioner?: Partitioner
  /** Default: the client's. */
  readonly deliveryTimeoutMs?: number
}

export interface ProducerContext {
  readonly lane: Lane
  readonly metadata: Metadata
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
}

type Given = RecordInput<unknown, unknown>
const LINGER_MS = 2
const SWEEP_MS = 200
/** Buffers of sent batches kept for the next ones. */
const BATCHES_KEPT = 32
const CLOSE_MS_MOST = 60_000

export class Producer {
  /** When a record counts as sent. */
  readonly acks: 'all' | 'leader' | 'none'
  readonly #sender: Sender
  readonly #topics = new Map<string, TopicQueue>()
  readonly #topicContext: TopicQueueContext
  readonly #deliveryTimeoutMs: number
  readonly #account: MemoryAccount
  #sweeping: NodeJS.Timeout | undefined
  #closing: Promise<void> | undefined

  constructor(options: ProducerOptions, context: ProducerContext) {
    const acks = options.acks ?? 'all'
    this.acks = acks
    if (options.idempotent === true && acks === 'none') {
      throw new SluiceError(
        'INVALID_OPTION',
        "idempotent: true needs acks 'all' or 'leader': without answers nothing is repeated",
      )
    }
    const deliveryTimeoutMs = options.deliveryTimeoutMs ?? context.deliveryTimeoutMs
    const batchBytes = options.batchBytes ?? limits.clientBatchBytesDefault
    const lingerMs = Math.min(options.lingerMs ?? LINGER_MS, deliveryTimeoutMs)
    const memory = new BatchMemory(BATCHES_KEPT)
    this.#deliveryTimeoutMs = deliveryTimeoutMs
    this.#account = new MemoryAccount(options.maxBufferedBytes ?? limits.producerBufferBytesDefault)
    this.#sender = new Sender(context.lane, context.metadata, this.#account, {
      memory,
      acks: acks === 'all' ? Acks.ALL : acks === 'leader' ? Acks.LEADER : Acks.NONE,
      unanswered: acks === 'none',
      codec: options.compression ?? 'none',
      idempotent: options.idempotent ?? acks !== 'none',
      lingerMs,
      requestTimeoutMs: context.requestTimeoutMs,
      deliveryTimeoutMs,
    })
    this.#topicContext = {
      metadata: context.metadata,
      account: this.#account,
      settings: { batchBytes, lingerMs, deliveryTimeoutMs, memory },
      partitioner: options.partitioner,
      wake: (queue) => this.#sender.wake(queue),
    }
  }

  /** Bytes of records that are not acknowledged yet. */
  get bufferedBytes(): number {
    return this.#account.bytes
  }

  /** Resolves when the record is acknowledged. */
  send<T extends TopicLike>(topic: T, record: InputOf<T>, options?: CallOptions): Promise<SendResult> {
    return new Promise((resolve, reject) => {
      const handle = handleOf(topic)
      const nowMs = performance.now()
      this.#enter(
        handle.name,
        nowMs,
        options?.signal,
        () => new SendOne(handle, record as Given, nowMs, nowMs + this.#deliveryTimeoutMs, resolve, reject),
      )
    })
  }

  /**
   * Resolves when all records are acknowledged, else throws BATCH_FAILED with `results[i]`. The array and the bytes in it
   * belong to the producer until then.
   */
  sendBatch<T extends TopicLike>(
    topic: T,
    records: readonly InputOf<T>[],
    options?: CallOptions,
  ): Promise<SendBatchResult> {
    return new Promise((resolve, reject) => {
      const handle = handleOf(topic)
      if (!Array.isArray(records))
        throw new SluiceError('INVALID_ARGUMENT', 'sendBatch takes an array of records')
      const nowMs = performance.now()
      this.#enter(
        handle.name,
        nowMs,
        options?.signal,
        () =>
          new SendBatch(
            handle,
            records as readonly Given[],
            nowMs + this.#deliveryTimeoutMs,
            resolve,
            reject,
          ),
      )
    })
  }

  /**
   * Resolves when everything given before has an outcome, good or bad: the sends' own promises tell which.
   * `durable`: and what was acknowledged is on disk, also with acks: 'leader' and topics with durability=memory.
   */
  async flush(options: CallOptions & { readonly durable?: boolean } = {}): Promise<void> {
    const deadline = new Deadline(Number.POSITIVE_INFINITY, options.signal)
    deadline.throwIfAborted()
    await within(this.#settleAll(), deadline)
    if (options.durable !== true) return
    const durableBy = new Deadline(this.#deliveryTimeoutMs, options.signal)
    for (const topic of this.#topics.values()) await this.#untilDurable(topic, durableBy)
  }

  /** Sends what is buffered, within deliveryTimeoutMs, then ends. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /**
   * @internal For streams: undefined when everything given for the topic has its place in memory, else what resolves when it
   * has, or never will.
   */
  whenTaken(name: string): Promise<void> | undefined {
    const topic = this.#topics.get(name)
    if (topic === undefined || topic.waiting.length === 0) return undefined
    return new Promise((resolve) => topic.waiting.push(new Marker(resolve)))
  }

  #enter(
    name: string,
    nowMs: number,
    signal: AbortSignal | undefined,
    make: () => SendOne | SendBatch,
  ): void {
    if (this.#closing !== undefined) throw new SluiceError('CLOSED', 'the producer is closed')
    if (signal?.aborted) throw aborted(signal)
    let queue = this.#topics.get(name)
    if (queue === undefined) {
      queue = new TopicQueue(name, this.#topicContext)
      this.#topics.set(name, queue)
    }
    const admission = make()
    if (signal !== undefined) admission.watch(signal, queue)
    queue.enter(admission, nowMs)
    if (this.#sweeping === undefined) this.#sweep()
  }

  /** While anything is buffered or waits, what is past its deadline is failed. */
  #sweep(): void {
    this.#sweeping = setTimeout(() => {
      this.#sweeping = undefined
      const nowMs = performance.now()
      let waiting = this.#account.bytes > 0
      for (const topic of this.#topics.values()) {
        topic.expire(nowMs)
        waiting ||= topic.waiting.length > 0
      }
      this.#sender.expire(nowMs)
      if (waiting) this.#sweep()
    }, SWEEP_MS)
  }

  async #settleAll(): Promise<void> {
    for (const topic of this.#topics.values()) {
      if (topic.waiting.length > 0)
        await new Promise<void>((resolve) => topic.waiting.push(new Marker(resolve)))
    }
    const batches = [...this.#queues()].flatMap((queue) => {
      if (queue.open !== undefined) {
        queue.open.urgent = true
        this.#sender.wake(queue)
      }
      return queue.pending()
    })
    await Promise.all(batches.map((batch) => batch.whenSettled()))
  }

  async #untilDurable(topic: TopicQueue, deadline: Deadline): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const behind = topic.queues.filter((queue) => queue.durableEnd < queue.ackedEnd)
      const id = behind[0]?.facts.id
      if (id === undefined) return
      const { response } = await this.#sender.lane.call({ describeTopics: { topics: [{ id }] } }, deadline)
      const described = response.describeTopics?.topics[0]
      if (described?.failure) {
        throw new SluiceError(
          'UNKNOWN_TOPIC_ID',
          `'${topic.name}' went away before its records were on disk`,
          { topic: topic.name },
        )
      }
      for (const queue of behind) {
        const partition = described?.partitions.find((each) => each.partition === queue.partition)
        queue.durableEnd = Math.max(queue.durableEnd, partition?.durableOffset ?? 0)
      }
      if (behind.some((queue) => queue.durableEnd < queue.ackedEnd)) {
        if (deadline.over)
          throw new SluiceError('TIMEOUT', `the records of '${topic.name}' were not on disk in time`)
        await pause(backoffMs(Math.min(attempt, 2)), deadline)
      }
    }
  }

  async #close(): Promise<void> {
    const deadline = new Deadline(Math.min(this.#deliveryTimeoutMs, CLOSE_MS_MOST))
    await within(this.#settleAll(), deadline).catch(() => {})
    clearTimeout(this.#sweeping)
    const closed = new SluiceError('CLOSED', 'the producer was closed')
    for (const topic of this.#topics.values())
      for (const admission of topic.waiting.splice(0)) admission.refuse(closed)
    this.#sender.failAll(closed, this.#queues())
    this.#sender.close()
    this.#account.wake()
  }

  *#queues(): Iterable<PartitionQueue> {
    for (const topic of this.#topics.values()) yield* topic.queues
  }
}

/** Stands in a topic's line for flush: reached when all before it was placed or refused. */
class Marker implements Admission {
  readonly marker = true
  readonly deadlineMs = Number.POSITIVE_INFINITY
  readonly admit: () => boolean
  readonly refuse: () => void

  constructor(reached: () => void) {
    this.admit = () => {
      reached()
      return true
    }
    this.refuse = reached
  }
}

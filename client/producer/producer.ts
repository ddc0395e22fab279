// The producer: send, sendBatch, flush. Made by client.producer().
// A record's way: topic-queue.ts (waits for metadata and memory, finds the partition) -> partition-queue.ts (batches) ->
// sender.ts (requests, outcomes) -> recovery.ts (failures).
// Invariants: every promise is settled by deliveryTimeoutMs, its signal or close(); what waits is bounded in bytes by
// maxBufferedBytes and in number by the callers' own promises.
import type { Writable } from 'node:stream'
import type { WritableStream } from 'node:stream/web'
import { BatchMemory } from '../../protocol/batch.ts'
import type { CodecName } from '../../protocol/codecs.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { Acks } from '../../protocol/messages.ts'
import type { Lane } from '../connection/lane.ts'
import type { Logger } from '../logger.ts'
import { MemoryAccount } from './memory-account.ts'
import type { Metadata } from '../connection/metadata.ts'
import type { PartitionQueue } from './partition-queue.ts'
import type { Partitioner } from './partitioner.ts'
import { aborted, backoffMs, type CallOptions, Deadline, pause, within } from '../connection/retry.ts'
import { SendBatch, type SendBatchResult } from './send-batch.ts'
import { SendOne, type SendResult } from './send-one.ts'
import { Sender } from './sender.ts'
import { checkOptions } from '../options.ts'
import { handleOf, type InputOf, type RecordInput, type TopicLike } from '../topic.ts'
import { type Admission, TopicQueue, type TopicQueueContext } from './topic-queue.ts'
import { webWritable, writable, type WritableOptions } from '../streams/writable.ts'
import { withTrace } from './trace-headers.ts'
import { type ProduceContext, produceChannel } from '../tracing.ts'

/** All of it may be left out. */
export interface ProducerOptions {
  /** When a record counts as sent: on disk where the topic is durable ('all', default), in the log, or at once. */
  readonly acks?: 'all' | 'leader' | 'none'
  /**
   * How many milliseconds a batch may wait for more records while another of its partition is out. A send with nothing
   * before it leaves at once, whatever this says. Default 2.
   */
  readonly lingerMs?: number
  /** A batch is sent when it has this many bytes, before compression. Default 256 KiB. */
  readonly batchBytes?: number
  /** Of whole batches. Throws CODEC_MISSING at the first send where the package for it is not installed. Default 'none'. */
  readonly compression?: CodecName
  /** Repeats are recognized by the broker and stored once, in order. Default true, but for acks: 'none'. */
  readonly idempotent?: boolean
  /** Bytes of records without an acknowledgement; above this, send waits. Default 64 MiB. */
  readonly maxBufferedBytes?: number
  /** Instead of Kafka's: murmur2 of the key, and without a key one partition until a batch's worth went there. */
  readonly partitioner?: Partitioner
  /** Milliseconds from the call until a send has succeeded or failed, all repeats included. Default: the client's. */
  readonly deliveryTimeoutMs?: number
}

export interface ProducerContext {
  readonly lane: Lane
  readonly metadata: Metadata
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
  readonly logger: Logger
}

type Given = RecordInput<unknown, unknown>
const LINGER_MS = 2
const SWEEP_MS = 200
/** Buffers of sent batches kept for the next ones. */
const BATCHES_KEPT = 32
const CLOSE_MS_MOST = 60_000

/** Sends records: `client.producer()`. One is enough for a program; all its calls may run side by side. */
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
      logger: context.logger,
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

  /**
   * Resolves when the record is acknowledged, else rejects with a SluiceError whose `delivered` says what is known:
   * - 'no': it is not stored and will not be. SERDE_FAILED, UNKNOWN_PARTITION, MESSAGE_TOO_LARGE, INVALID_ARGUMENT for the
   *   record; UNKNOWN_TOPIC; ABORTED before it left; what the broker refused; any retriable code it had no luck with; TIMEOUT
   *   where no time was left to send it and hear.
   * - 'unknown': it left and no answer came: TIMEOUT or DISCONNECTED for deliveryTimeoutMs, ABORTED after it left,
   *   UNKNOWN_PRODUCER_ID and OUT_OF_ORDER_SEQUENCE where the broker cannot tell a repeat any more. It is stored once, or
   *   not at all; the producer sends it no more, but bytes that are on their way may still arrive. Sending it again may
   *   store it twice: give records an id of their own where that matters, or look into the topic.
   * Later sends are not held up by it and keep their order; where it left a gap, they go under a new producer epoch, and
   * from the first of them that is stored the log refuses the late bytes.
   */
  send<T extends TopicLike>(topic: T, record: InputOf<T>, options?: CallOptions): Promise<SendResult> {
    if (!produceChannel.active) return this.#send(topic, record as Given, options)
    const context = contextOf(topic, 1)
    return produceChannel.trace(
      () => this.#send(topic, withTrace(record as Given, context), options),
      context,
    )
  }

  /**
   * Resolves when all records are acknowledged, else throws BATCH_FAILED, or ABORTED by its signal, with `results[i]`: a
   * SendResult or that record's SluiceError, `delivered` as of `send`. A record that cannot be sent (its serde throws, it is
   * too large) fails alone. The array and the bytes in it belong to the producer until then.
   */
  sendBatch<T extends TopicLike>(
    topic: T,
    records: readonly InputOf<T>[],
    options?: CallOptions,
  ): Promise<SendBatchResult> {
    if (!produceChannel.active) return this.#sendBatch(topic, records as readonly Given[], options)
    const context = contextOf(topic, Array.isArray(records) ? records.length : 0)
    const traced = (): readonly Given[] =>
      context.traceparent === undefined || !Array.isArray(records)
        ? (records as readonly Given[])
        : records.map((record) => withTrace(record as Given, context))
    return produceChannel.trace(() => this.#sendBatch(topic, traced(), options), context)
  }

  /**
   * Resolves when every send called before has its outcome, good or bad: the sends' own promises tell which. It waits for
   * what aborted sends left in flight, not for answers that come after a send was failed as 'unknown' by its deadline.
   * Lingering batches leave at once. Never later than deliveryTimeoutMs after the last send.
   * `durable`: and what was acknowledged is on disk, also with acks: 'leader' and topics with durability=memory; throws
   * TIMEOUT when that takes longer than deliveryTimeoutMs, UNKNOWN_TOPIC_ID when a topic was deleted before.
   * `signal`: throws ABORTED; the sends go on. INVALID_OPTION for other options.
   */
  async flush(options: CallOptions & { readonly durable?: boolean } = {}): Promise<void> {
    checkOptions('flush', options)
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

  /** `await using`: the same as close(). */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /**
   * A Node stream in object mode that sends the records (or, with `input: 'values'`, the values) written to it. A write is
   * accepted when its record has a place in memory, see maxBufferedBytes; 'finish' comes when all are acknowledged; the first
   * record that fails destroys the stream with its error, and what was not handed to the network then is not sent. The producer
   * stays open. Throws INVALID_OPTION, INVALID_ARGUMENT.
   */
  writable(topic: TopicLike, options?: WritableOptions): Writable {
    return writable(this, topic, options)
  }

  /** The same as a stream of the web. */
  webWritable<T extends TopicLike>(topic: T, options?: WritableOptions): WritableStream<InputOf<T>> {
    return webWritable(this, topic, options)
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

  #send(topic: TopicLike, record: Given, options: CallOptions | undefined): Promise<SendResult> {
    return new Promise((resolve, reject) => {
      const handle = handleOf(topic)
      const nowMs = performance.now()
      this.#enter(
        handle.name,
        nowMs,
        options?.signal,
        () => new SendOne(handle, record, nowMs, nowMs + this.#deliveryTimeoutMs, resolve, reject),
      )
    })
  }

  #sendBatch(
    topic: TopicLike,
    records: readonly Given[],
    options: CallOptions | undefined,
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
        () => new SendBatch(handle, records, nowMs + this.#deliveryTimeoutMs, resolve, reject),
      )
    })
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

function contextOf(topic: TopicLike, recordsCount: number): ProduceContext {
  return { topic: typeof topic === 'string' ? topic : String(topic?.name), recordsCount }
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

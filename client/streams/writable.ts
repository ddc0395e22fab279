// A producer as a stream of Node or of the web. Called by producer.ts.
// Invariants: a write is accepted when its record has a place in the producer's memory, so backpressure is maxBufferedBytes;
// `finish` comes when all records are acknowledged; the first record that fails destroys the stream, with its error; the
// producer stays open.
import { Writable } from 'node:stream'
import type { WritableStream } from 'node:stream/web'
import { limits } from '../../protocol/limits.ts'
import { checkOptions } from '../options.ts'
import type { Producer } from '../producer/producer.ts'
import { SendBatchError } from '../producer/send-batch.ts'
import { type AnyTopic, handleOf, type InputOf, type RecordInput, type TopicLike } from '../topic.ts'

/** Of `producer.writable()` and `webWritable()`. */
export interface WritableOptions {
  /**
   * 'records' (default): what is written are records, as `send` takes them. 'values': it is their values, as the topic's serde
   * takes them, without keys.
   */
  readonly input?: 'records' | 'values'
  /**
   * Records: so many that were written in one go are sent together, and as many may be written before `write` answers false
   * (or `ready` is pending). Default 512.
   */
  readonly highWaterMark?: number
  /** Destroys the stream; what was not handed to the network yet is not sent. */
  readonly signal?: AbortSignal
}

type Given = RecordInput<unknown, unknown>
type Callback = (error?: Error | null) => void

class RecordWritable extends Writable {
  readonly #producer: Producer
  readonly #topic: AnyTopic
  readonly #values: boolean
  readonly #abort = new AbortController()
  #unsettled = 0
  #whenSettled: (() => void) | undefined

  constructor(producer: Producer, topic: AnyTopic, options: WritableOptions) {
    const { highWaterMark = limits.streamRecordsDefault, signal } = options
    super({ objectMode: true, highWaterMark, decodeStrings: false, ...(signal && { signal }) })
    this.#producer = producer
    this.#topic = topic
    this.#values = options.input === 'values'
  }

  override _write(chunk: unknown, _encoding: unknown, callback: Callback): void {
    this.#send([chunk], callback)
  }

  override _writev(chunks: readonly { readonly chunk: unknown }[], callback: Callback): void {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      callback,
    )
  }

  override _final(callback: Callback): void {
    if (this.#unsettled === 0) callback()
    else this.#whenSettled = callback
  }

  override _destroy(error: Error | null, callback: Callback): void {
    this.#abort.abort(error)
    callback(error)
  }

  #send(chunks: readonly unknown[], callback: Callback): void {
    const records = this.#values ? chunks.map((value): Given => ({ value })) : (chunks as readonly Given[])
    this.#unsettled += 1
    this.#producer.sendBatch(this.#topic, records, { signal: this.#abort.signal }).then(
      () => this.#settled(),
      (error: unknown) => this.destroy(firstOf(error)),
    )
    const taken = this.#producer.whenTaken(this.#topic.name)
    // Not in this turn: what is written meanwhile is gathered, and sent together.
    if (taken === undefined) setImmediate(callback)
    else void acceptedWhen(taken, callback)
  }

  #settled(): void {
    this.#unsettled -= 1
    if (this.#unsettled === 0) this.#whenSettled?.()
  }
}

async function acceptedWhen(taken: Promise<void>, callback: Callback): Promise<void> {
  await taken
  callback()
}

/** What the first record failed with, rather than that some did. */
function firstOf(error: unknown): Error {
  if (error instanceof SendBatchError && error.code === 'BATCH_FAILED') return error.cause as Error
  return error as Error
}

/** See Producer.writable. */
export function writable(producer: Producer, topic: TopicLike, options: WritableOptions = {}): Writable {
  checkOptions('writable', options)
  return new RecordWritable(producer, handleOf(topic), options)
}

/** See Producer.webWritable. */
export function webWritable<T extends TopicLike>(
  producer: Producer,
  topic: T,
  options: WritableOptions = {},
): WritableStream<InputOf<T>> {
  return Writable.toWeb(writable(producer, topic, options)) as WritableStream<InputOf<T>>
}

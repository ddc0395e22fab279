// The client: what producers, consumers and administration share. Made by connect().
// Invariants: nothing is dialled before it is needed; each producer and consumer has a lane (connection) of its own, the
// admin lane serves administration and metadata; `close` closes all that was made here and ends.
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { Admin } from './admin/admin.ts'
import { Consumer } from './consumer/consumer.ts'
import type { ConsumerOptions } from './consumer/consumer-options.ts'
import { Dialer, type DialerOptions } from './connection/dialer.ts'
import { Lane } from './connection/lane.ts'
import { guarded, type Logger } from './logger.ts'
import { Metadata } from './connection/metadata.ts'
import { checkOptions } from './options.ts'
import { Producer, type ProducerOptions } from './producer/producer.ts'
import { type CallOptions, Deadline } from './connection/retry.ts'
import type { TopicLike } from './topic.ts'

/** `brokers` has to be given. */
export interface ConnectOptions {
  /** 'host:port', '[v6]:port' or 'unix:/path'; the next is tried when one does not answer. */
  readonly brokers: readonly string[]
  /** For the broker's log. */
  readonly clientId?: string
  /** Until an answer must be there. Default 30 s. */
  readonly requestTimeoutMs?: number
  /** Until a send, or any other call, has succeeded or fails; all retries included. Default 30 s. */
  readonly deliveryTimeoutMs?: number
  /** Until a connection is there and greeted. Default 10 s. */
  readonly connectTimeoutMs?: number
  /** After so long, what is known of topics is asked for again. Default one minute. */
  readonly metadataMaxAgeMs?: number
  /** Any object with pino's debug, info, warn and error. Default: silent. */
  readonly logger?: Logger
}

const DELIVERY_TIMEOUT_MS = 30_000
const METADATA_MAX_AGE_MS = 60_000
/** How long one shared metadata request is tried before its askers are told. */
const METADATA_ATTEMPT_MS = 2_000

/** A client; nothing is dialled yet. `await client.ready()` fails fast where no broker answers. */
export function connect(options: ConnectOptions): Client {
  return new Client(options)
}

/** What producers, consumers and administration of one program share: `connect()`. */
export class Client {
  /** Topics, groups, offsets. */
  readonly admin: Admin
  readonly #dial: DialerOptions
  readonly #dialer: Dialer
  readonly #adminLane: Lane
  readonly #metadata: Metadata
  readonly #requestTimeoutMs: number
  readonly #deliveryTimeoutMs: number
  readonly #logger: Logger
  readonly #open = new Set<Producer | Consumer<TopicLike>>()
  #closing: Promise<void> | undefined

  constructor(options: ConnectOptions) {
    checkOptions('connect', options)
    if (options.brokers === undefined)
      throw new SluiceError('INVALID_OPTION', "connect needs brokers: ['127.0.0.1:9095']")
    this.#requestTimeoutMs = options.requestTimeoutMs ?? limits.clientRequestTimeoutMsDefault
    this.#deliveryTimeoutMs = options.deliveryTimeoutMs ?? DELIVERY_TIMEOUT_MS
    this.#logger = guarded(options.logger)
    this.#dial = {
      brokers: options.brokers.map(String),
      clientId: options.clientId ?? '',
      connectTimeoutMs: options.connectTimeoutMs ?? limits.clientConnectTimeoutMsDefault,
    }
    this.#dialer = new Dialer(this.#dial)
    this.#adminLane = this.#lane()
    this.#metadata = new Metadata(
      this.#adminLane,
      options.metadataMaxAgeMs ?? METADATA_MAX_AGE_MS,
      METADATA_ATTEMPT_MS,
    )
    this.admin = new Admin(this.#adminLane, this.#metadata, this.#deliveryTimeoutMs)
  }

  /** Resolves when a broker answered; dials until deliveryTimeoutMs. */
  async ready(options?: CallOptions): Promise<void> {
    await this.#adminLane.connect(new Deadline(this.#deliveryTimeoutMs, options?.signal))
  }

  /** A producer with a connection of its own, dialled at the first send. Throws INVALID_OPTION, CLOSED. */
  producer(options: ProducerOptions = {}): Producer {
    this.#checkOpen()
    checkOptions('producer', options)
    return this.#keep((lane) => new Producer(options, { ...this.#context(), lane }))
  }

  /** A consumer with connections of its own; it begins with the first loop, run() or ready(). Throws INVALID_OPTION, INVALID_GROUP_NAME, CLOSED. */
  consumer<T extends TopicLike>(options: ConsumerOptions<T>): Consumer<T> {
    this.#checkOpen()
    checkOptions('consumer', options)
    return this.#keep(
      (lane) =>
        new Consumer<T>(options, {
          ...this.#context(),
          lane,
          newLane: () => this.#lane(),
          dial: this.#dial,
        }) as Consumer<TopicLike>,
    ) as unknown as Consumer<T>
  }

  /** Closes producers (which send what they hold), consumers and connections. */
  close(): Promise<void> {
    this.#closing ??= Promise.allSettled([...this.#open].map((each) => each.close())).then(() =>
      this.#adminLane.close(),
    )
    return this.#closing
  }

  /** `await using`: the same as close(). */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #keep<Made extends Producer | Consumer<TopicLike>>(make: (lane: Lane) => Made): Made {
    const made: Made = make(this.#lane(() => this.#open.delete(made)))
    this.#open.add(made)
    return made
  }

  #lane(onClose?: () => void): Lane {
    return new Lane(this.#dialer, { requestTimeoutMs: this.#requestTimeoutMs, logger: this.#logger }, onClose)
  }

  #context() {
    return {
      metadata: this.#metadata,
      requestTimeoutMs: this.#requestTimeoutMs,
      deliveryTimeoutMs: this.#deliveryTimeoutMs,
      logger: this.#logger,
    }
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new SluiceError('CLOSED', 'the client is closed')
  }
}

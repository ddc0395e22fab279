// One of the client's connections, kept alive: each producer and consumer has one of its own and administration shares one,
// so that a long poll or a slow disk holds nobody else up. Called by everything that sends requests.
// Invariants: at most one connection and one round of dialling at a time; after `close` no connection is left; between
// failed rounds lies a jittered backoff that all callers share.
import { SluiceError } from '../../protocol/errors.ts'
import type { Answer, Connection, RequestBody } from './connection.ts'
import type { Dialer } from './dialer.ts'
import { type Logger, silent } from '../logger.ts'
import { backoffMs, type Deadline, pause, retrying, within } from './retry.ts'

export interface LaneOptions {
  readonly requestTimeoutMs: number
  /** Hears of connections won and lost. */
  readonly logger?: Logger
}

export class Lane {
  readonly #dialer: Dialer
  readonly #requestTimeoutMs: number
  readonly #logger: Logger
  readonly #onClose: () => void
  readonly #stop = new AbortController()
  #connection: Connection | undefined
  #dialling: Promise<Connection> | undefined
  /** Why the last round found no broker; undefined once one did. */
  failure: SluiceError | undefined
  #failedRounds = 0
  #notBeforeMs = 0

  constructor(dialer: Dialer, options: LaneOptions, onClose: () => void = () => {}) {
    this.#dialer = dialer
    this.#requestTimeoutMs = options.requestTimeoutMs
    this.#logger = options.logger ?? silent
    this.#onClose = onClose
  }

  get closed(): boolean {
    return this.#stop.signal.aborted
  }

  /** The open connection, if there is one now. */
  get connection(): Connection | undefined {
    return this.#connection?.closed === false ? this.#connection : undefined
  }

  /** A connection, dialling until the deadline; then the last round's failure is thrown. */
  async connect(deadline: Deadline): Promise<Connection> {
    for (;;) {
      if (this.closed) throw new SluiceError('CLOSED')
      deadline.throwIfAborted()
      const open = this.connection
      if (open !== undefined) return open
      const waitMs = this.#notBeforeMs - performance.now()
      if (waitMs > 0) await pause(waitMs, deadline)
      try {
        return await within(this.#dial(), deadline)
      } catch (error) {
        if (this.closed) throw new SluiceError('CLOSED')
        if (isTimeout(error)) throw this.failure ?? error
        const again = error instanceof SluiceError && error.retriable
        if (!again || deadline.leftMs <= this.#notBeforeMs - performance.now() || deadline.over) throw error
      }
    }
  }

  /** One attempt on the connection there is, or on a new one. */
  async attempt(body: RequestBody, deadline: Deadline, extraMs = 0): Promise<Answer> {
    const connection = await this.connect(deadline)
    const timeoutMs = Math.min(this.#requestTimeoutMs + extraMs, deadline.leftMs)
    return connection.request(body, { timeoutMs, signal: deadline.signal })
  }

  /** For requests that may be repeated: retries what is retriable until the deadline. */
  call(body: RequestBody, deadline: Deadline): Promise<Answer> {
    return retrying(deadline, () => this.attempt(body, deadline))
  }

  close(): void {
    if (this.closed) return
    this.#stop.abort()
    this.#connection?.close()
    this.#connection = undefined
    this.#onClose()
  }

  #dial(): Promise<Connection> {
    this.#dialling ??= this.#round().finally(() => {
      this.#dialling = undefined
    })
    // Callers that left early must not turn a failed round into an unhandled rejection.
    this.#dialling.catch(() => {})
    return this.#dialling
  }

  async #round(): Promise<Connection> {
    try {
      const connection = await this.#dialer.dial(this.#stop.signal)
      if (this.closed) {
        connection.close()
        throw new SluiceError('CLOSED')
      }
      this.failure = undefined
      this.#failedRounds = 0
      this.#notBeforeMs = 0
      this.#connection = connection
      const { bootEpoch, software } = connection.hello
      this.#logger.debug({ bootEpoch, software }, 'connected')
      connection.onClosed = () => {
        if (this.#connection !== connection) return
        this.#connection = undefined
        if (!this.closed) this.#logger.debug({ bootEpoch }, 'connection lost')
      }
      return connection
    } catch (error) {
      this.failure = error instanceof SluiceError ? error : undefined
      // Once for each time the broker is away, not for each round.
      if (this.#failedRounds === 0 && !this.closed)
        this.#logger.warn({ err: error }, 'no broker answers; it is tried again')
      this.#notBeforeMs = performance.now() + backoffMs(this.#failedRounds)
      this.#failedRounds += 1
      throw error
    }
  }
}

/** The caller's time is over: what kept the lane from connecting says more than that. */
export function isTimeout(error: unknown): boolean {
  return error instanceof SluiceError && error.code === 'TIMEOUT'
}

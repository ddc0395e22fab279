// One connection to a broker: Hello, request ids, answers, timeouts. Made by dialer.ts, used through lane.ts.
// Received bytes go straight into the frame they belong to (FrameReader.buffer), which records are later viewed in.
// Invariants: requests leave in the order of `request` calls; at most the broker's requestsInFlightMax are unanswered, the
// rest wait here in order (one promise each, so callers bound them); an answer to a request nobody waits for any more is
// read and dropped; after `close` every promise is settled and the socket is gone.
import net from 'node:net'
import { formatAddress } from '../../protocol/addresses.ts'
import { PROTOCOL_VERSION_MAX, PROTOCOL_VERSION_MIN } from '../../protocol/apis.ts'
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { FrameReader } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'
import {
  decodeResponse,
  type HelloResponse,
  type RequestInit,
  requestFrame,
  type Response,
} from '../../protocol/messages.ts'
import { aborted, type Deferred, deferred } from './retry.ts'
import { whenAborted } from './signals.ts'

export type RequestBody = Omit<RequestInit, 'requestId'>

export interface Answer {
  readonly response: Response
  /** Views of the received frame; belongs to whoever asked. */
  readonly payload: Buffer
}

export interface RequestOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly payload?: readonly Uint8Array[]
  /** A timeout after less than this says nothing about the connection. Default 0: silence until the timeout ends it. */
  readonly silentMs?: number
  /** The broker sends no answer: settled once the socket took the bytes. */
  readonly unanswered?: boolean
}

interface Pending {
  readonly id: number
  readonly body: RequestBody
  readonly options: RequestOptions
  readonly answer: Deferred<Answer>
  forget: (() => void) | undefined // the signal
  timer: NodeJS.Timeout | undefined
  sentAtMs: number // 0: still waiting here
  settled: boolean // nobody waits any more; the slot is held until the answer arrives
}

export type SocketAddress = { readonly host: string; readonly port: number } | { readonly path: string }
const NO_BROKER_HINT = "check the address: host and port of a broker's listen, not those of its http"
const SOFTWARE = 'sluice-client/0.1.0'
const NOTHING: Answer = { response: { requestId: 0 } as Response, payload: Buffer.alloc(0) }

// Small frames of all connections pass through here; `received` leaves nothing behind in it.
const scratch = Buffer.allocUnsafeSlow(limits.receiveScratchBytes)

export class Connection {
  hello!: HelloResponse
  closed = false
  /** Called once, when the connection is of no more use. */
  onClosed: (() => void) | undefined
  readonly #address: SocketAddress
  readonly #socket: net.Socket
  readonly #reader = new FrameReader({ scratch })
  readonly #sent = new Map<number, Pending>()
  #waiting: Pending[] = []
  #inFlightMax = 1
  #lastId = 0
  #heardAtMs = 0

  private constructor(address: SocketAddress) {
    this.#address = address
    const onread = {
      buffer: () => this.#reader.buffer(),
      callback: (bytes: number) => this.#received(bytes),
    }
    // The typings lack the function form of `buffer`, which Node has had since 13.
    this.#socket = net.connect({ ...address, noDelay: true, onread } as unknown as net.NetConnectOpts)
    this.#socket.on('error', (error) => this.#fail(lost(error)))
    this.#socket.on('close', () => this.#fail(lost()))
    this.#socket.on('end', () => this.#fail(lost()))
  }

  /** Connected and greeted, or an error: CONNECT_FAILED, or what the broker answered. */
  static async open(
    address: SocketAddress,
    clientId: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Connection> {
    const connection = new Connection(address)
    try {
      const hello = {
        clientId,
        versionMin: PROTOCOL_VERSION_MIN,
        versionMax: PROTOCOL_VERSION_MAX,
        software: SOFTWARE,
      }
      const { response } = await connection.request({ hello }, { timeoutMs, signal })
      if (response.hello === null) throw connection.#unreadable()
      connection.hello = response.hello
      connection.#inFlightMax = Math.max(
        1,
        response.hello.limits?.requestsInFlightMax ?? limits.requestsInFlightMax,
      )
      return connection
    } catch (error) {
      connection.close()
      const passed = error instanceof SluiceError && !['DISCONNECTED', 'TIMEOUT'].includes(error.code)
      if (passed) throw error
      const why = error instanceof SluiceError && error.code === 'DISCONNECTED' ? reasonOf(error.cause) : ''
      const text = why === '' ? (error as Error).message : why
      throw new SluiceError('CONNECT_FAILED', text, { cause: error, delivered: 'no' })
    }
  }

  get inFlightMax(): number {
    return this.#inFlightMax
  }

  get inFlightCount(): number {
    return this.#sent.size + this.#waiting.length
  }

  /** Of those, the ones somebody waits for. */
  get awaitedCount(): number {
    let count = this.#waiting.length
    for (const pending of this.#sent.values()) if (!pending.settled) count += 1
    return count
  }

  request(body: RequestBody, options: RequestOptions): Promise<Answer> {
    if (this.closed) return Promise.reject(lost(undefined, 'no'))
    const { signal } = options
    if (signal?.aborted) return Promise.reject(aborted(signal))
    const answer = deferred<Answer>()
    const id = this.#nextId()
    const pending: Pending = {
      id,
      body,
      options,
      answer,
      forget: undefined,
      timer: undefined,
      sentAtMs: 0,
      settled: false,
    }
    if (signal !== undefined) {
      pending.forget = whenAborted(signal, () => this.#give(pending, aborted(signal, sentOf(pending))))
    }
    if (options.timeoutMs !== Number.POSITIVE_INFINITY) {
      pending.timer = setTimeout(() => this.#timedOut(pending), options.timeoutMs)
    }
    this.#waiting.push(pending)
    this.#sendWaiting()
    return answer.promise
  }

  close(): void {
    this.#fail(lost(new Error('closed by this side')))
  }

  #sendWaiting(): void {
    let taken = 0
    while (taken < this.#waiting.length && this.#sent.size < this.#inFlightMax) {
      const pending = this.#waiting[taken++] as Pending
      if (!pending.settled) this.#send(pending)
    }
    if (taken > 0) this.#waiting = this.#waiting.slice(taken)
  }

  #send(pending: Pending): void {
    const payload = pending.options.payload ?? []
    let payloadBytes = 0
    for (const part of payload) payloadBytes += part.length
    let head: Buffer
    try {
      head = requestFrame({ ...pending.body, requestId: pending.id }, payloadBytes)
    } catch (error) {
      this.#settle(pending)
      pending.answer.reject(error)
      return
    }
    pending.sentAtMs = performance.now()
    const unanswered = pending.options.unanswered === true
    if (!unanswered) this.#sent.set(pending.id, pending)
    const onWritten = unanswered ? (error?: Error | null) => this.#written(pending, error) : undefined
    this.#socket.cork()
    this.#socket.write(head, payload.length === 0 ? onWritten : undefined)
    payload.forEach((part, i) => this.#socket.write(part, i === payload.length - 1 ? onWritten : undefined))
    this.#socket.uncork()
  }

  #written(pending: Pending, error: Error | null | undefined): void {
    if (pending.settled) return
    this.#settle(pending)
    if (error) pending.answer.reject(lost(error))
    else pending.answer.resolve(NOTHING)
  }

  #received(bytes: number): boolean {
    this.#heardAtMs = performance.now()
    this.#reader.received(bytes)
    for (let frame = this.#reader.next(); frame !== undefined; frame = this.#reader.next()) {
      try {
        this.#answered(decodeResponse(frame.header), frame.payload)
      } catch (error) {
        this.#fail(this.#unreadable(error instanceof SluiceError ? error : lost(error)))
      }
    }
    if (this.#reader.invalid !== undefined) this.#fail(this.#unreadable(this.#reader.invalid))
    return !this.closed
  }

  /** Before Hello was answered, bytes that make no sense are another kind of server's, whose "length" says nothing. */
  #unreadable(error?: SluiceError): SluiceError {
    if (error !== undefined && this.hello !== undefined) return error
    const message = `what answers at ${nameOf(this.#address)} is no Sluice broker`
    return new SluiceError('CORRUPT_FRAME', message, { hint: NO_BROKER_HINT, cause: error })
  }

  #answered(response: Response, payload: Buffer): void {
    const pending = this.#sent.get(response.requestId)
    if (pending === undefined) {
      // Id 0: the broker could not even read whose request it refuses, and closes.
      if (response.failure !== null) this.#fail(fromFailure(response.failure))
      return
    }
    this.#sent.delete(pending.id)
    if (!pending.settled) {
      this.#settle(pending)
      if (response.failure === null) pending.answer.resolve({ response, payload })
      else pending.answer.reject(fromFailure(response.failure))
    }
    this.#sendWaiting()
  }

  #timedOut(pending: Pending): void {
    const { timeoutMs, silentMs = 0 } = pending.options
    this.#give(
      pending,
      new SluiceError('TIMEOUT', `no answer within ${timeoutMs} ms`, { delivered: sentOf(pending) }),
    )
    // Nothing at all came since it was sent: the peer is gone or hangs, and whatever else was sent there as well.
    const waitedMs = performance.now() - pending.sentAtMs
    if (pending.sentAtMs > 0 && this.#heardAtMs < pending.sentAtMs && waitedMs >= silentMs)
      this.#fail(lost(new Error('the broker is silent')))
  }

  /** The caller gets `error` now. A request that was sent keeps its slot until its answer came. */
  #give(pending: Pending, error: SluiceError): void {
    if (pending.settled) return
    this.#settle(pending)
    pending.answer.reject(error)
  }

  #settle(pending: Pending): void {
    pending.settled = true
    clearTimeout(pending.timer)
    pending.forget?.()
  }

  #fail(error: SluiceError): void {
    if (this.closed) return
    this.closed = true
    this.#socket.destroy()
    // Before Hello was answered, bytes that are no frames mean another kind of server; later they mean a bad line.
    const greeted = this.hello !== undefined
    const orphans = [...this.#sent.values(), ...this.#waiting]
    this.#sent.clear()
    this.#waiting = []
    for (const pending of orphans) {
      const delivered = sentOf(pending)
      this.#give(
        pending,
        new SluiceError(error.code, error.message, {
          hint: error.hint,
          cause: error.cause ?? error,
          delivered,
          retriable: greeted || error.retriable,
        }),
      )
    }
    this.onClosed?.()
  }

  #nextId(): number {
    do this.#lastId = this.#lastId === 0xffff_ffff ? 1 : this.#lastId + 1
    while (this.#sent.has(this.#lastId))
    return this.#lastId
  }
}

function nameOf(address: SocketAddress): string {
  return formatAddress('path' in address ? { kind: 'unix', ...address } : { kind: 'tcp', ...address })
}

function sentOf(pending: Pending): 'no' | 'unknown' {
  return pending.sentAtMs > 0 ? 'unknown' : 'no'
}

function lost(cause?: unknown, delivered: 'no' | 'unknown' = 'unknown'): SluiceError {
  const why = reasonOf(cause)
  const text = `the connection to the broker was lost${why === '' ? '' : `: ${why}`}`
  return new SluiceError('DISCONNECTED', text, { cause, delivered })
}

/** A name with several addresses fails with an error for each and no message of its own. */
function reasonOf(cause: unknown): string {
  const errors: unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
  return errors
    .filter((error) => error instanceof Error)
    .map((error) => error.message)
    .join(', ')
}

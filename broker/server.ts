// The listeners and the connections: translates between native code, which knows numbers, and connection.ts.
// Called by broker.ts. Owns the Network (all sockets of clients).
// Invariants: a number of native code that is not in the table is ignored (its connection is gone); close() leaves no
// listener or thread behind, also after a failed start.
import { CloseReason, createNetwork, NativeError, type Network } from '../native/index.ts'
import { type Address, formatAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { BrokerConfig } from './config.ts'
import { Connection } from './connection.ts'
import type { Services } from './handlers/context.ts'
import { addressInUse } from './listen-address.ts'

/** Ranges up to this size are copied into the outbox: below it one write of head and range is cheaper than two calls. */
const copyBytesMax = 4096
/** What a cold reader brings into the page cache before it is sent. */
const coldChunkBytes = 1024 * 1024

interface Listener {
  readonly id: number
  readonly address: string
}

export class Server {
  readonly #services: Services
  readonly #network: Network
  readonly #connections = new Map<number, Connection>()
  #listeners: Listener[] = []
  #idle: (() => void) | undefined

  constructor(services: Services) {
    this.#services = services
    this.#network = createNetwork(this.#options(services.config))
  }

  get addresses(): string[] {
    return this.#listeners.map((listener) => listener.address)
  }

  get connectionCount(): number {
    return this.#connections.size
  }

  counters() {
    return this.#network.counters()
  }

  /** A socket file that nobody listens on any more (a killed broker's) is taken over by native code, and no other file. */
  listen(address: Address): void {
    try {
      const { listener, host, port, path } = this.#network.listen(address)
      const real: Address = path === '' ? { kind: 'tcp', host, port } : { kind: 'unix', path }
      this.#listeners.push({ id: listener, address: formatAddress(real) })
    } catch (error) {
      throw listenError(address, error)
    }
  }

  stopListening(): void {
    for (const { id } of this.#listeners) this.#network.closeListener(id)
    this.#listeners = []
  }

  /** Resolves when no request is under way, at the latest after deadlineMs; false then. */
  async drained(deadlineMs: number): Promise<boolean> {
    if (this.#inFlight() === 0) return true
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), deadlineMs)
    })
    const idle = new Promise<boolean>((resolve) => {
      this.#idle = () => resolve(true)
    })
    const result = await Promise.race([late, idle])
    clearTimeout(timer)
    this.#idle = undefined
    return result
  }

  /** Answers already made still leave, within deadlineMs. */
  async close(deadlineMs: number): Promise<void> {
    this.stopListening()
    await this.#network.close(deadlineMs)
    for (const connection of this.#connections.values()) connection.onClosed()
    this.#connections.clear()
  }

  #inFlight(): number {
    let count = 0
    for (const connection of this.#connections.values()) count += connection.inFlight
    return count
  }

  #onSettled = (): void => {
    if (this.#idle !== undefined && this.#inFlight() === 0) this.#idle()
  }

  #onAccept(id: number, peer: string): void {
    this.#connections.set(id, new Connection(id, peer, this.#network, this.#services, this.#onSettled))
  }

  #onClose(id: number, reason: number, errno: number): void {
    const connection = this.#connections.get(id)
    if (connection === undefined) return
    this.#connections.delete(id)
    connection.onClosed()
    const { peer } = connection
    const facts = { peer: peer.address, clientId: peer.clientId, reason: closeReasonName(reason), errno }
    this.#services.log.debug(facts, 'connection closed')
    this.#onSettled()
  }

  #options(config: BrokerConfig) {
    return {
      engine: this.#services.store.engine,
      threads: config.networkThreads,
      budgetBytes: config.networkMemoryBytes,
      smallFrameBytes: limits.smallFrameBytes,
      smallReserveBytes: limits.frameReserveBytes,
      frameBytesMax: limits.frameBytesMax,
      firstFrameBytesMax: limits.firstFrameBytesMax,
      headerBytesMax: limits.headerBytesMax,
      framesInFlightMax: limits.requestsInFlightMax,
      outboxBytesMax: limits.outboxBytesMax,
      frameDeadlineMs: config.frameDeadlineMs,
      helloDeadlineMs: config.helloDeadlineMs,
      progressDeadlineMs: config.progressDeadlineMs,
      connectionsMax: config.connectionsMax,
      copyBytesMax,
      coldChunkBytes,
      onAccept: (id: number, _listener: number, peer: string) => this.#onAccept(id, peer),
      onFrame: (id: number, frame: number, header: Buffer, payloadBytes: number) =>
        this.#connections.get(id)?.onFrame(frame, header, payloadBytes),
      onInvalid: (id: number, reason: number) =>
        this.#connections
          .get(id)
          ?.onInvalid(reason === CloseReason.frameTooLarge ? tooLarge() : impossibleLengths()),
      onEnd: (id: number) => this.#connections.get(id)?.onEnded(),
      onClose: (id: number, reason: number, errno: number) => this.#onClose(id, reason, errno),
    }
  }
}

const strangerHint = 'connect with a Sluice client; HTTP has an address of its own'

/** Native code saw lengths that no frame can have. */
function impossibleLengths(): SluiceError {
  const text = 'these bytes begin no frame: its length counts at least 4 bytes, and its header fits into it'
  return new SluiceError('INVALID_REQUEST', text, { hint: strangerHint })
}

/** A frame or a header over its limit; also what the first letters of another protocol look like. */
function tooLarge(): SluiceError {
  const { frameBytesMax, firstFrameBytesMax, headerBytesMax } = limits
  return new SluiceError(
    'FRAME_TOO_LARGE',
    `a frame has at most ${frameBytesMax} bytes (${firstFrameBytesMax} before Hello), and its header ${headerBytesMax}`,
    { hint: `send smaller batches; or, where this is no Sluice client: ${strangerHint}` },
  )
}

function closeReasonName(reason: number): string {
  return Object.entries(CloseReason).find(([, number]) => number === reason)?.[0] ?? String(reason)
}

function listenError(address: Address, error: unknown): unknown {
  if (!(error instanceof NativeError)) return error
  if (error.code === 'EADDRINUSE') return addressInUse(address)
  return new SluiceError('ADDRESS_INVALID', `cannot listen on ${formatAddress(address)}: ${error.message}`, {
    cause: error,
    hint: error.code === 'EACCES' ? 'ports below 1024 and this path need more rights' : 'check the address',
  })
}

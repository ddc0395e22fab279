// What the tests of the network stand on: a network that writes down what it hears, and plain clients.
import { once } from 'node:events'
import net from 'node:net'
import {
  type Engine,
  type Network,
  type NetworkOptions,
  type Segment,
  createEngine,
  createNetwork,
} from '../../native/index.ts'

export const KiB = 1024
export const MiB = 1024 * 1024

export type Heard =
  | { kind: 'accept'; connection: number; listener: number; peer: string }
  | { kind: 'frame'; connection: number; frame: number; header: string; payloadBytes: number }
  | { kind: 'invalid'; connection: number; reason: number }
  | { kind: 'end'; connection: number }
  | { kind: 'close'; connection: number; reason: number; errno: number }

type Kind = Heard['kind']
type Of<K extends Kind> = Extract<Heard, { kind: K }>

export class Bed {
  readonly engine: Engine
  readonly network: Network
  readonly heard: Heard[] = []
  readonly segmentEvents: (() => void)[] = []
  readonly #clients: Client[] = []
  #waiting: (() => void)[] = []
  onSegmentEvent: (() => void) | undefined
  port = 0

  constructor(overrides: Partial<NetworkOptions> = {}, admits = true) {
    this.engine = createEngine({
      flushThreads: 1,
      coldThreads: 1,
      onSegmentEvent: () => {
        for (const heard of this.segmentEvents.splice(0)) heard()
        this.onSegmentEvent?.()
      },
    })
    try {
      this.network = createNetwork({
        engine: this.engine,
        threads: 1,
        budgetBytes: 16 * MiB,
        smallFrameBytes: 4 * KiB,
        smallReserveBytes: MiB,
        frameBytesMax: 8 * MiB,
        firstFrameBytesMax: 8 * MiB,
        headerBytesMax: 64 * KiB,
        framesInFlightMax: 64,
        outboxBytesMax: 8 * MiB,
        frameDeadlineMs: 10_000,
        helloDeadlineMs: 10_000,
        progressDeadlineMs: 10_000,
        connectionsMax: 20_000,
        copyBytesMax: 4 * KiB,
        coldChunkBytes: 256 * KiB,
        onAccept: (connection, listener, peer) => {
          if (admits) this.network.admit(connection)
          this.#hear({ kind: 'accept', connection, listener, peer })
        },
        onFrame: (connection, frame, header, payloadBytes) =>
          this.#hear({ kind: 'frame', connection, frame, header: header.toString('latin1'), payloadBytes }),
        onInvalid: (connection, reason) => this.#hear({ kind: 'invalid', connection, reason }),
        onEnd: (connection) => this.#hear({ kind: 'end', connection }),
        onClose: (connection, reason, errno) => this.#hear({ kind: 'close', connection, reason, errno }),
        ...overrides,
      })
    } catch (error) {
      void this.engine.close()
      throw error
    }
  }

  #hear(event: Heard): void {
    this.heard.push(event)
    for (const wake of this.#waiting.splice(0)) wake()
  }

  listen(): this {
    this.port = this.network.listen({ host: '127.0.0.1', port: 0 }).port
    return this
  }

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.heard.filter((event): event is Of<K> => event.kind === kind)
  }

  /** The `index`th event of that kind, as soon as it has come. */
  async event<K extends Kind>(kind: K, index = 0): Promise<Of<K>> {
    for (;;) {
      const found = this.of(kind)[index]
      if (found !== undefined) return found
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  /** Waits for what only the network thread knows. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
  }

  async dial(address: { port: number } | { path: string } = { port: this.port }): Promise<Client> {
    const client = new Client(net.connect({ ...address, allowHalfOpen: true }))
    this.#clients.push(client)
    await once(client.socket, 'connect')
    return client
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy()
    await this.network.close(1000)
    await this.engine.close()
  }
}

export class Client {
  readonly socket: net.Socket
  readonly #chunks: Buffer[] = []
  receivedBytes = 0
  ended = false
  readonly gone: Promise<void> // closed or reset
  error: NodeJS.ErrnoException | undefined

  constructor(socket: net.Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk)
      this.receivedBytes += chunk.length
    })
    socket.on('end', () => {
      this.ended = true
    })
    socket.on('error', (error) => {
      this.error = error
    })
    this.gone = new Promise((resolve) => socket.on('close', () => resolve()))
  }

  async received(bytes: number): Promise<Buffer> {
    while (this.receivedBytes < bytes) await Promise.race([once(this.socket, 'data'), this.#failed()])
    return Buffer.concat(this.#chunks)
  }

  async #failed(): Promise<never> {
    await this.gone
    throw new Error(`the connection was closed after ${this.receivedBytes} bytes`)
  }

  /** What had come when the other side sent its end. */
  async everything(): Promise<Buffer> {
    if (!this.ended) await once(this.socket, 'end')
    return Buffer.concat(this.#chunks)
  }
}

/** A plain file as a sealed segment whose file is open. */
export async function openFile(bed: Bed, path: string, bytes: number): Promise<Segment> {
  const segment = bed.engine.openSealed(path, bytes)
  const opened = new Promise<void>((resolve) => bed.segmentEvents.push(() => resolve()))
  segment.warm(0, 0, 1)
  await opened
  return segment
}

export function frame(header: string | Buffer, payload: Buffer | number = 0): Buffer {
  const head = Buffer.from(header as string, 'latin1')
  const body = typeof payload === 'number' ? Buffer.alloc(payload, 0x70) : payload
  return Buffer.concat([lengths(4 + head.length + body.length, head.length), head, body])
}

export function lengths(frameBytes: number, headerBytes: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(frameBytes, 0)
  bytes.writeUInt32BE(headerBytes, 4)
  return bytes
}

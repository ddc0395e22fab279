// One connection through the proxy: two sockets, two pipes, and the faults that can be asked of it. Made by proxy.ts.
// Invariant: when one side goes away in anger (reset, error, a cut), so does the other; an orderly end of one direction is
// passed on as one.
import net from 'node:net'
import { type FrameFate, Pipe } from './pipe.ts'

export type Direction = 'request' | 'answer'

/** A frame that begins to pass, before any byte of it went on. `header` is protobuf: decodeRequest or decodeResponse. */
export interface PassingFrame {
  readonly link: Link
  readonly direction: Direction
  readonly header: Buffer
  readonly payloadBytes: number
}

export class Link {
  /** 1 for the first connection of the proxy, and so on. */
  readonly number: number
  /** The most requests that were at the broker without an answer having come back, Hello included. */
  unansweredMost = 0
  closed = false
  readonly #client: net.Socket
  readonly #broker: net.Socket
  readonly #toBroker: Pipe
  readonly #toClient: Pipe
  readonly #onClosed: () => void
  #dropAnswersCount = 0
  #cut: { readonly direction: Direction; readonly atByte: number } | undefined

  constructor(
    number: number,
    client: net.Socket,
    target: { readonly host: string; readonly port: number },
    fateOf: (frame: PassingFrame) => FrameFate,
    onClosed: () => void,
  ) {
    this.number = number
    this.#client = client
    this.#broker = net.connect({ ...target, noDelay: true, allowHalfOpen: true })
    this.#onClosed = onClosed
    const pipe = (direction: Direction, from: net.Socket, to: net.Socket): Pipe =>
      new Pipe(
        from,
        to,
        (header, payloadBytes) => {
          const asked = fateOf({ link: this, direction, header, payloadBytes })
          return this.#fate(direction, asked)
        },
        () => setImmediate(() => this.reset()),
      )
    this.#toBroker = pipe('request', client, this.#broker)
    this.#toClient = pipe('answer', this.#broker, client)
    for (const socket of [client, this.#broker]) {
      socket.setNoDelay(true)
      socket.on('error', () => this.reset())
      socket.on('close', () => this.#closedSide())
    }
  }

  /** Requests that passed, without those whose answer passed or was dropped: 0 where acks are 'none'. */
  get unansweredCount(): number {
    return Math.max(0, this.#toBroker.framesCount - this.#toClient.framesCount)
  }

  /** Both sides see ECONNRESET; what is in flight in the sockets is lost. */
  reset(): void {
    this.#toBroker.close()
    this.#toClient.close()
    for (const socket of [this.#client, this.#broker]) {
      if (!socket.destroyed) socket.resetAndDestroy()
    }
    this.#finish()
  }

  /** This direction ends in order, the other goes on. */
  halfClose(direction: Direction): void {
    const pipe = direction === 'request' ? this.#toBroker : this.#toClient
    pipe.end()
  }

  /** For so long, or until `resume`, nothing is read from either side: both see a peer that hangs. Nothing is lost. */
  stall(forMs?: number): void {
    this.#toBroker.stall()
    this.#toClient.stall()
    if (forMs !== undefined) setTimeout(() => this.resume(), forMs).unref()
  }

  /** What was sent during a stall arrives now, also where the sender is long gone. */
  resume(): void {
    this.#toBroker.resume()
    this.#toClient.resume()
  }

  /** From now on bytes of this direction arrive so much later; 0 ends it. */
  delay(direction: Direction, ms: number): void {
    const pipe = direction === 'request' ? this.#toBroker : this.#toClient
    pipe.delayMs = ms
  }

  /** The next answers are lost, the connection goes on: the broker did it, the client never hears. */
  dropAnswers(count: number): void {
    this.#dropAnswersCount += count
  }

  /** The next frame of this direction ends after so many bytes, and with it the connection. */
  cutNext(direction: Direction, atByte: number): void {
    this.#cut = { direction, atByte }
  }

  #fate(direction: Direction, asked: FrameFate): FrameFate {
    this.unansweredMost = Math.max(this.unansweredMost, this.unansweredCount)
    if (asked !== undefined) return asked
    if (this.#cut?.direction === direction) return { cutAtByte: this.#cut.atByte }
    if (direction !== 'answer' || this.#dropAnswersCount === 0) return undefined
    this.#dropAnswersCount -= 1
    return 'drop'
  }

  #closedSide(): void {
    if (this.#client.destroyed && this.#broker.destroyed) return this.#finish()
    // One side is gone: in order when both directions had ended, else the other is told the same way.
    const other = this.#client.destroyed ? this.#broker : this.#client
    if (!other.writableEnded || !other.readableEnded) this.reset()
  }

  #finish(): void {
    if (this.closed) return
    this.closed = true
    this.#toBroker.close()
    this.#toClient.close()
    this.#onClosed()
  }
}

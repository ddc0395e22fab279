// A client with no manners: speaks frames and messages over a plain socket, so that a test can say exactly what is sent.
// Requests made with call() are answered by id; everything that arrives is kept in `answers`.
import { connect, type Socket } from 'node:net'
import { parseAddress } from '../../protocol/addresses.ts'
import { FrameReader } from '../../protocol/frame.ts'
import { decodeResponse, requestFrame, type RequestInit, type Response } from '../../protocol/messages.ts'

export interface RawAnswer {
  readonly response: Response
  readonly payload: Buffer
}

export class RawPeer {
  readonly socket: Socket
  readonly answers: RawAnswer[] = []
  readonly ended: Promise<void>
  readonly #reader = new FrameReader()
  readonly #waiting = new Map<number, (answer: RawAnswer) => void>()
  readonly #listeners = new Set<() => void>()
  #nextId = 1

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => this.#received(chunk))
    socket.on('error', () => undefined)
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()))
  }

  static open(address: string, allowHalfOpen = false): Promise<RawPeer> {
    const parsed = parseAddress(address)
    const target = parsed.kind === 'unix' ? { path: parsed.path } : { host: parsed.host, port: parsed.port }
    return new Promise((resolve, reject) => {
      const socket = connect({ ...target, allowHalfOpen })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.setNoDelay(true)
        resolve(new RawPeer(socket))
      })
    })
  }

  /** Connected and greeted. */
  static async hello(address: string, options: { inOrder?: boolean } = {}): Promise<RawPeer> {
    const peer = await RawPeer.open(address)
    const { response } = await peer.call({
      hello: { clientId: 'raw', versionMin: 1, versionMax: 1, software: 'raw/0', ...options },
    })
    if (response.hello === null) throw new Error(`Hello failed: ${JSON.stringify(response.failure)}`)
    return peer
  }

  call(request: RequestInit, payload: Uint8Array = Buffer.alloc(0)): Promise<RawAnswer> {
    const requestId = request.requestId ?? this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, resolve)
      void this.ended.then(() => reject(new Error('the broker closed the connection')))
      this.post({ ...request, requestId }, payload)
    })
  }

  /** Sends without expecting an answer. */
  post(request: RequestInit, payload: Uint8Array = Buffer.alloc(0)): void {
    this.socket.write(Buffer.concat([requestFrame(request, payload.length), payload]))
  }

  /** The first `count` answers, whoever asked. */
  async received(count: number): Promise<RawAnswer[]> {
    while (this.answers.length < count) {
      await new Promise<void>((resolve, reject) => {
        this.#listeners.add(resolve)
        void this.ended.then(() => reject(new Error(`closed after ${this.answers.length} answers`)))
      })
    }
    return this.answers.slice(0, count)
  }

  close(): Promise<void> {
    this.socket.destroy()
    return this.ended
  }

  #received(chunk: Buffer): void {
    this.#reader.push(chunk)
    for (let frame = this.#reader.next(); frame !== undefined; frame = this.#reader.next()) {
      const answer = { response: decodeResponse(frame.header), payload: frame.payload }
      this.answers.push(answer)
      this.#waiting.get(answer.response.requestId)?.(answer)
      this.#waiting.delete(answer.response.requestId)
    }
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }
}

// Bytes to one reader of HTTP, no faster than it takes them: bodies piece by piece, and streams of server-sent events. Made by
// console.ts for each answer.
// Invariants: of a body at most one piece waits for the reader, of a stream at most one round of events; who takes nothing for
// limits.httpStallMs is closed; between two pieces others have their turn.
import type { ServerResponse } from 'node:http'
import { limits } from '../../protocol/limits.ts'

/** Text or bytes of a body, in order. */
export type Part = string | Uint8Array

const pieceBytes = 64 * 1024
/** Between two pieces, each about a millisecond of work: who produces or fetches waits for one of them, not for all. */
const apartMs = 1

/** The reader is gone: nothing is left to be done for it. */
export class ReaderGone extends Error {}

/** Writes all of it and ends the answer. Rejects with ReaderGone, or with what `parts` rejects with: the answer is then cut off. */
export async function sendParts(
  response: ServerResponse,
  parts: Iterable<Part> | AsyncIterable<Part>,
  stallMs: number = limits.httpStallMs,
): Promise<void> {
  let piece: Uint8Array[] = []
  let bytes = 0
  for await (const part of piecesOf(parts)) {
    if (response.destroyed) throw new ReaderGone()
    piece.push(part)
    bytes += part.length
    if (bytes < pieceBytes) continue
    if (!response.write(Buffer.concat(piece))) await drained(response, stallMs)
    piece = []
    bytes = 0
    await apart()
  }
  response.end(Buffer.concat(piece))
}

/** Lets others have their turns. */
export function apart(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, apartMs))
}

async function* piecesOf(parts: Iterable<Part> | AsyncIterable<Part>): AsyncIterable<Uint8Array> {
  let text = ''
  for await (const part of parts) {
    if (typeof part === 'string') {
      text += part
      if (text.length < pieceBytes) continue
      yield Buffer.from(text)
      text = ''
      continue
    }
    if (text !== '') yield Buffer.from(text)
    text = ''
    yield part
  }
  yield Buffer.from(text)
}

function drained(response: ServerResponse, stallMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => response.destroy(), stallMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      response.off('drain', onDrain)
      response.off('close', onClose)
      settle()
    }
    const onDrain = () => end(resolve)
    const onClose = () => end(() => reject(new ReaderGone()))
    response.on('drain', onDrain)
    response.on('close', onClose)
  })
}

/** A stream of events to one reader. It is asked `idle` before each round of events: what a reader has no room for is not made. */
export class EventStream {
  readonly #response: ServerResponse
  readonly #stallMs: number
  #sentMs = performance.now()

  constructor(response: ServerResponse, stallMs: number = limits.httpStallMs) {
    this.#response = response
    this.#stallMs = stallMs
    // The server closes sockets on which nothing happens; here that is for us to judge.
    response.socket?.setTimeout(0)
    const ping = setInterval(() => this.#ping(), stallMs).unref()
    response.on('close', () => clearInterval(ping))
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write('retry: 2000\n\n')
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded
  }

  /** The reader has taken everything so far. Closes it where it took nothing for limits.httpStallMs. */
  get idle(): boolean {
    if (this.closed) return false
    if (this.#response.writableLength === 0) return true
    if (performance.now() - this.#sentMs > this.#stallMs) this.#response.destroy()
    return false
  }

  /** Only while `idle`. Data is JSON: it holds no line break. */
  send(event: string, data: readonly Part[]): void {
    this.#sentMs = performance.now()
    this.#response.cork()
    this.#response.write(`event: ${event}\ndata: `)
    for (const part of data) this.#response.write(part)
    this.#response.write('\n\n')
    this.#response.uncork()
  }

  /** Finds out readers that went without a word, where there is nothing else to send. */
  #ping(): void {
    if (!this.idle) return
    this.#sentMs = performance.now()
    this.#response.write(':\n\n')
  }

  onClose(listener: () => void): void {
    this.#response.on('close', listener)
  }

  end(): void {
    this.#response.end()
  }
}

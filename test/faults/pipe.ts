// One direction of a proxied connection: takes bytes from one socket, knows where frames begin, gives them to the other late,
// in part or not at all. Used by link.ts.
// Invariants: bytes that go through keep their order; a frame is dropped whole or cut once, and after a cut nothing follows;
// while the receiving socket is full, the pipe stalls or HELD_BYTES_MOST wait for their time, nothing is read.
import type net from 'node:net'
import { FRAME_HEAD_BYTES } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'

/** What becomes of a frame: through (undefined), lost, or its first `cutAtByte` bytes and then the end of the connection. */
export type FrameFate = undefined | 'drop' | { readonly cutAtByte: number }

const HELD_BYTES_MOST = 4 * 1024 * 1024
const NOTHING: Buffer = Buffer.alloc(0)

interface Held {
  readonly bytes: Buffer
  readonly dueMs: number
}

export class Pipe {
  /** Frames whose header has arrived here. */
  framesCount = 0
  /** Every byte waits for so long. */
  delayMs = 0
  readonly #from: net.Socket
  readonly #to: net.Socket
  readonly #fateOf: (header: Buffer, payloadBytes: number) => FrameFate
  readonly #cut: () => void
  #head = NOTHING // length words and header of the frame that begins, as far as they arrived
  #leftBytes = 0 // of the frame's payload
  #dropping = false
  #cutLeftBytes = Number.POSITIVE_INFINITY
  #held: Held[] = []
  #heldBytes = 0
  #timer: NodeJS.Timeout | undefined
  #ended = false
  #closed = false
  readonly #stops = new Set<'full' | 'stalled' | 'holding'>()

  constructor(
    from: net.Socket,
    to: net.Socket,
    fateOf: (header: Buffer, payloadBytes: number) => FrameFate,
    cut: () => void,
  ) {
    this.#from = from
    this.#to = to
    this.#fateOf = fateOf
    this.#cut = cut
    from.on('data', (chunk: Buffer) => this.#take(chunk))
    from.on('end', () => this.end())
    to.on('drain', () => this.#go('full'))
  }

  /** Reads nothing until `resume`; what was read before still goes through. */
  stall(): void {
    this.#stop('stalled')
  }

  resume(): void {
    this.#go('stalled')
  }

  /** The receiving side sees the end of this direction; the other direction stays open. */
  end(): void {
    this.#ended = true
    if (this.#held.length === 0) this.#to.end()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#held = []
  }

  #take(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0 && !this.#closed; ) {
      if (this.#leftBytes === 0) {
        rest = this.#takeHead(rest)
        continue
      }
      const piece = rest.subarray(0, this.#leftBytes)
      this.#leftBytes -= piece.length
      this.#pass(piece)
      rest = rest.subarray(piece.length)
    }
  }

  /** Collects the length words and the header, byte-exact, then asks for the frame's fate. */
  #takeHead(rest: Buffer): Buffer {
    const endBytes = this.#head.length < FRAME_HEAD_BYTES ? FRAME_HEAD_BYTES : headEnd(this.#head)
    const piece = rest.subarray(0, endBytes - this.#head.length)
    this.#head = this.#head.length === 0 ? piece : Buffer.concat([this.#head, piece])
    if (this.#head.length >= FRAME_HEAD_BYTES) {
      // Not frames at all, as far as a proxy can tell: nobody is to wait for their end.
      if (headEnd(this.#head) > FRAME_HEAD_BYTES + limits.headerBytesMax) this.#cut()
      else if (this.#head.length === headEnd(this.#head)) this.#begin()
    }
    return rest.subarray(piece.length)
  }

  #begin(): void {
    const head = this.#head
    const payloadBytes = head.readUInt32BE(0) + 4 - head.length
    this.#head = NOTHING
    this.#leftBytes = payloadBytes
    this.framesCount += 1
    const fate = this.#fateOf(head.subarray(FRAME_HEAD_BYTES), payloadBytes)
    this.#dropping = fate === 'drop'
    if (typeof fate === 'object') this.#cutLeftBytes = fate.cutAtByte
    this.#pass(head)
  }

  #pass(bytes: Buffer): void {
    if (this.#dropping || this.#closed) return
    const piece = bytes.subarray(0, Math.min(bytes.length, this.#cutLeftBytes))
    this.#cutLeftBytes -= piece.length
    if (this.delayMs > 0 || this.#held.length > 0) this.#hold(piece)
    else this.#write(piece)
    if (piece.length < bytes.length || this.#cutLeftBytes === 0) this.#cutHere()
  }

  /** What came before is delivered, then an end, so that the receiver sees exactly the torn frame. */
  #cutHere(): void {
    for (const { bytes } of this.#held) this.#write(bytes)
    this.close()
    this.#to.end()
    this.#cut()
  }

  #write(bytes: Buffer): void {
    if (!this.#to.writable) return
    if (!this.#to.write(bytes)) this.#stop('full')
  }

  #hold(bytes: Buffer): void {
    this.#held.push({ bytes, dueMs: performance.now() + this.delayMs })
    this.#heldBytes += bytes.length
    if (this.#heldBytes > HELD_BYTES_MOST) this.#stop('holding')
    this.#timer ??= setTimeout(() => this.#release(), this.delayMs)
  }

  #release(): void {
    this.#timer = undefined
    const nowMs = performance.now()
    while (this.#held.length > 0 && (this.#held[0] as Held).dueMs <= nowMs) {
      const { bytes } = this.#held.shift() as Held
      this.#heldBytes -= bytes.length
      this.#write(bytes)
    }
    if (this.#heldBytes <= HELD_BYTES_MOST) this.#go('holding')
    const next = this.#held[0]
    if (next !== undefined) this.#timer = setTimeout(() => this.#release(), next.dueMs - nowMs)
    else if (this.#ended) this.#to.end()
  }

  #stop(why: 'full' | 'stalled' | 'holding'): void {
    this.#stops.add(why)
    this.#from.pause()
  }

  #go(why: 'full' | 'stalled' | 'holding'): void {
    if (this.#stops.delete(why) && this.#stops.size === 0 && !this.#closed) this.#from.resume()
  }
}

function headEnd(head: Buffer): number {
  return FRAME_HEAD_BYTES + head.readUInt32BE(4)
}

// Open handles of segments that take no appends, least recently used first out: bounds descriptors. One per store, used
// by reader.ts, log.ts and deletion. Closing a handle is safe while ranges of it are on their way to a socket.
// Opening and reading from disk happen on the cold readers: `warm` is the only thing that waits for them.
import { type Engine, type Segment as NativeSegment, SegmentEvent } from '../native/index.ts'
import type { LogSegment } from './segment.ts'
import type { SegmentEvents } from './segment-events.ts'

interface Warming {
  wait: Promise<number>
  resolve: (errno: number) => void
}

export class SegmentCache {
  readonly #engine: Engine
  readonly #events: SegmentEvents
  readonly #openMax: number
  readonly #open = new Map<LogSegment, NativeSegment>()
  readonly #warming = new Map<number, Map<number, Warming>>() // by segment id, then by token
  #opened = 0
  /** How often a read had to wait for the disk. */
  waitsCount = 0
  #evicting = false

  constructor(engine: Engine, events: SegmentEvents, openMax: number) {
    this.#engine = engine
    this.#events = events
    this.#openMax = openMax
  }

  get size(): number {
    return this.#open.size
  }

  /** Sealed files opened since the start. */
  get openedCount(): number {
    return this.#opened
  }

  /** The handle to read this segment with. Valid in this turn; later it may be closed for another one. */
  reader(segment: LogSegment): NativeSegment {
    const known = this.#open.get(segment)
    // A writer whose file the warmer has not opened again yet can neither be walked nor sent: the file is read beside it.
    if (segment.writer !== undefined && segment.writer.allocatedPosition > 0) {
      if (known !== undefined) this.close(segment)
      return segment.writer
    }
    if (known !== undefined) {
      this.#open.delete(segment)
      this.#open.set(segment, known)
      return known
    }
    this.#opened++
    const native = this.#engine.openSealed(segment.path, segment.position)
    this.#add(segment, native)
    return native
  }

  /** A handle that was the writer: it goes on being read. */
  adopt(segment: LogSegment, native: NativeSegment): void {
    this.close(segment)
    this.#add(segment, native)
  }

  #add(segment: LogSegment, native: NativeSegment): void {
    this.#open.set(segment, native)
    this.#events.listen(native.id, (event, a, b) => {
      if (event === SegmentEvent.warm) this.warmed(native.id, a, b)
      else if (event === SegmentEvent.failed) {
        this.#endWarming(native.id, a)
        if (this.#open.get(segment) === native) this.close(segment)
      }
    })
    if (this.#open.size <= this.#openMax || this.#evicting) return
    this.#evicting = true
    setImmediate(() => this.#evict())
  }

  /** Not in the turn that opens: what a fetch of many logs was given first must last until it is sent. */
  #evict(): void {
    this.#evicting = false
    for (const [oldest, handle] of this.#open) {
      if (this.#open.size <= this.#openMax) break
      if (!this.#warming.has(handle.id)) this.close(oldest)
    }
  }

  /** Bring bytes into the page cache; answers errno or 0. A hundred readers of the same cold place cost one read. */
  warm(native: NativeSegment, position: number, length: number): Promise<number> {
    let ofSegment = this.#warming.get(native.id)
    if (ofSegment === undefined) {
      ofSegment = new Map()
      this.#warming.set(native.id, ofSegment)
    }
    const running = ofSegment.get(position)
    if (running !== undefined) return running.wait
    let resolve: (errno: number) => void = () => {}
    const wait = new Promise<number>((done) => {
      resolve = done
    })
    ofSegment.set(position, { wait, resolve })
    native.warm(position, length, position)
    return wait
  }

  /** A `warm` event arrived; log.ts passes on those of its writer. */
  warmed(segmentId: number, token: number, errno: number): void {
    const ofSegment = this.#warming.get(segmentId)
    const warming = ofSegment?.get(token)
    if (ofSegment === undefined || warming === undefined) return
    ofSegment.delete(token)
    if (ofSegment.size === 0) this.#warming.delete(segmentId)
    warming.resolve(errno)
  }

  /** No events come any more for this handle: whoever waits looks again. */
  endWarming(segmentId: number): void {
    this.#endWarming(segmentId, 0)
  }

  #endWarming(segmentId: number, errno: number): void {
    const ofSegment = this.#warming.get(segmentId)
    this.#warming.delete(segmentId)
    if (ofSegment === undefined) return
    for (const warming of ofSegment.values()) warming.resolve(errno)
  }

  close(segment: LogSegment): void {
    const native = this.#open.get(segment)
    if (native === undefined) return
    this.#open.delete(segment)
    this.#events.forget(native.id)
    this.#endWarming(native.id, 0)
    native.close()
  }

  closeAll(): void {
    for (const segment of [...this.#open.keys()]) this.close(segment)
  }
}

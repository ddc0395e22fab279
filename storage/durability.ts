// Who may be told what, and when: the contiguous synced prefix of one log and the appends that wait for it. Pure.
// Used by log.ts. A segment's sync counts only once every earlier segment is durable as a whole.
// Marks are taken when a sync is asked for, so a synced position always covers whole batches up to a mark.

/** Where the durable prefix ends. */
export interface DurablePoint {
  segmentBase: number
  position: number
  offset: number
}

interface Tracked {
  base: number
  marks: number[] // position, offset, position, offset, …: ascending
  head: number
  synced: number // position the disk has
  endOffset: number // -1 while it takes appends
  whole: boolean // synced to its end, and ended
}

export class DurablePrefix {
  readonly #segments: Tracked[] = []
  #point: DurablePoint

  constructor(point: DurablePoint) {
    this.#point = { ...point }
    this.#segments.push(track(point.segmentBase))
  }

  get point(): Readonly<DurablePoint> {
    return this.#point
  }

  get offset(): number {
    return this.#point.offset
  }

  /** A segment began behind all others; the one before takes no more appends and ended at `base`. */
  begin(base: number): void {
    const last = this.#segments[this.#segments.length - 1] as Tracked
    if (last.base === base && last.marks.length === 0) return
    if (last.endOffset < 0) last.endOffset = base
    this.#segments.push(track(base))
    this.#advance()
  }

  /** A sync was asked for when the segment ended at this position and offset. */
  mark(base: number, position: number, offset: number): void {
    const segment = this.#find(base)
    if (segment === undefined) return
    if (segment.marks[segment.marks.length - 2] === position) return
    segment.marks.push(position, offset)
  }

  /** The disk has the segment up to this position. True when the prefix moved. */
  synced(base: number, position: number): boolean {
    const segment = this.#find(base)
    if (segment === undefined) return false
    segment.synced = Math.max(segment.synced, position)
    return this.#advance()
  }

  /** The segment is durable to its end, which is this offset. True when the prefix moved. */
  sealed(base: number, position: number, endOffset: number): boolean {
    const segment = this.#find(base)
    if (segment === undefined) return false
    segment.endOffset = endOffset
    segment.synced = Math.max(segment.synced, position)
    segment.marks.push(position, endOffset)
    segment.whole = true
    return this.#advance()
  }

  #find(base: number): Tracked | undefined {
    return this.#segments.find((segment) => segment.base === base)
  }

  #advance(): boolean {
    const before = this.#point.offset
    for (;;) {
      const segment = this.#segments[0] as Tracked
      while (
        segment.head < segment.marks.length &&
        (segment.marks[segment.head] as number) <= segment.synced
      ) {
        const position = segment.marks[segment.head] as number
        const offset = segment.marks[segment.head + 1] as number
        segment.head += 2
        if (offset >= this.#point.offset) this.#point = { segmentBase: segment.base, position, offset }
      }
      if (segment.head === segment.marks.length) {
        segment.marks = []
        segment.head = 0
      } else if (segment.head >= 512) {
        segment.marks = segment.marks.slice(segment.head)
        segment.head = 0
      }
      const finished = segment.whole || (segment.endOffset >= 0 && this.#point.offset >= segment.endOffset)
      if (!finished || this.#segments.length === 1) break
      this.#segments.shift()
    }
    return this.#point.offset > before
  }
}

function track(base: number): Tracked {
  return { base, marks: [], head: 0, synced: 0, endOffset: -1, whole: false }
}

/** Callbacks that wait for the log to be durable up to an offset, released in order of that offset. */
export class DurableWaiters<T> {
  #waiting: { offset: number; value: T }[] = []

  get count(): number {
    return this.#waiting.length
  }

  add(offset: number, value: T): void {
    let at = this.#waiting.length
    while (at > 0 && (this.#waiting[at - 1] as { offset: number }).offset > offset) at--
    if (at === this.#waiting.length) this.#waiting.push({ offset, value })
    else this.#waiting.splice(at, 0, { offset, value })
  }

  /** Takes out those whose offset is reached. */
  reached(durableOffset: number): T[] {
    let count = 0
    while (
      count < this.#waiting.length &&
      (this.#waiting[count] as { offset: number }).offset <= durableOffset
    )
      count++
    return count === 0 ? [] : this.#waiting.splice(0, count).map((waiter) => waiter.value)
  }

  takeAll(): T[] {
    return this.#waiting.splice(0).map((waiter) => waiter.value)
  }
}

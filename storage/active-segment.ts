// The segment of a log that takes appends: opened or resumed by the first append, sealed when it is full or old, its
// events from the engine. Owned by appender.ts.
// Invariants: at most one segment of a log takes appends, the last; a segment's facts are recorded only when it is durable
// as a whole; after a failure the handle is dropped and the log is read-only, unless nothing was lost (no space to begin).
import { type Segment as NativeSegment, SegmentEvent, SegmentFailure } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import { segmentFileName } from './directory.ts'
import type { Log } from './log.ts'
import { knowHeadersCrc, LogSegment } from './segment.ts'
import { segmentShape } from './segment-shape.ts'

const ENOSPC = 28
const EDQUOT = 122
// Ended segments of a `memory` topic whose seal waits for the next flush: their descriptors stay open so long.
const postponedSealsMax = 16

export interface SegmentOwner {
  room: () => void // appends that were told `later` may be tried again
  noSpace: () => void // they need not wait: the disk is full
}

export class ActiveSegment {
  readonly #log: Log
  readonly #owner: SegmentOwner
  #active: LogSegment | undefined
  #closing = false
  readonly #sealing = new Map<LogSegment, Promise<void>>()
  readonly #whenSealed = new Map<LogSegment, () => void>()
  readonly #postponed: LogSegment[] = [] // ended, to be sealed with the next flush, oldest first

  constructor(log: Log, owner: SegmentOwner) {
    this.#log = log
    this.#owner = owner
  }

  /** The segment to append to, with its writer; begins one at the end of the log where there is none. */
  get(): LogSegment {
    return this.#active ?? this.#open()
  }

  #open(): LogSegment {
    const log = this.#log
    const last = log.segments[log.segments.length - 1]
    const segment = last !== undefined && !last.ended ? last : this.#begin()
    const native = segment === last ? this.#resume(segment) : this.#create(segment)
    segment.writer = native
    this.#active = segment
    log.context.events.listen(native.id, (event, a, b) => this.#onEvent(segment, native, event, a, b))
    return segment
  }

  #begin(): LogSegment {
    const log = this.#log
    const base = log.endOffset
    const directory = log.context.directory.log(log.topic.idHex, log.partition)
    return new LogSegment(base, 0, `${directory}/${segmentFileName(base, 0)}`)
  }

  #create(segment: LogSegment): NativeSegment {
    const log = this.#log
    const before = log.segments[log.segments.length - 1]
    const busy = before !== undefined && before.position * 2 > log.topic.settings.segmentBytes
    const shape = segmentShape(log.topic.settings, log.context, busy)
    const native = log.context.engine.createSegment({ ...shape, path: segment.path })
    segment.bytesBefore = log.endBytes
    log.segments.push(segment)
    log.durable.begin(segment.baseOffset)
    return native
  }

  #resume(segment: LogSegment): NativeSegment {
    const log = this.#log
    const { cache, engine } = log.context
    const shape = segmentShape(log.topic.settings, log.context, false)
    const { path, position, headersCrc } = segment
    cache.close(segment)
    // With segment.bytes lowered below what is there the file is simply full.
    const sizeBytes = Math.max(shape.sizeBytes, position)
    return engine.resumeSegment({ ...shape, sizeBytes, path, position, headersCrc })
  }

  #onEvent(segment: LogSegment, native: NativeSegment, event: number, a: number, b: number): void {
    if (event === SegmentEvent.room) this.#owner.room()
    else if (event === SegmentEvent.synced) this.#synced(segment, a)
    else if (event === SegmentEvent.sealed) this.#onSealed(segment, native)
    else if (event === SegmentEvent.warm) this.#log.context.cache.warmed(native.id, a, b)
    else if (event === SegmentEvent.noSpace) this.#owner.noSpace()
    else if (event === SegmentEvent.failed) this.#onFailed(segment, native, a, b)
  }

  #synced(segment: LogSegment, position: number): void {
    const log = this.#log
    const before = log.durable.point.position
    if (log.durable.synced(segment.baseOffset, position)) log.durableMoved(Math.max(0, position - before))
  }

  #onFailed(segment: LogSegment, native: NativeSegment, errno: number, step: number): void {
    const log = this.#log
    const beginning =
      step === SegmentFailure.create || step === SegmentFailure.allocate || step === SegmentFailure.open
    // What earlier segments still wait for is their own business: nothing of theirs is lost here.
    const nothingLost = segment.position === 0 || log.durable.offset === log.endOffset
    this.#release(segment, native)
    if (beginning && nothingLost && (errno === ENOSPC || errno === EDQUOT)) {
      const place = log.segments.indexOf(segment)
      if (segment.position === 0 && place >= 0) log.segments.splice(place, 1)
      this.#owner.noSpace()
    } else {
      log.fail(`segment ${segment.baseOffset} failed: errno ${errno} in step ${step}`)
    }
    this.#finishSeal(segment)
  }

  #release(segment: LogSegment, native: NativeSegment): void {
    const { events, cache } = this.#log.context
    events.forget(native.id)
    cache.endWarming(native.id)
    segment.writer = undefined
    if (this.#active === segment) this.#active = undefined
    native.close()
  }

  /** Ask for a sync of what was appended. */
  sync(waiting: boolean): void {
    this.sealPostponed()
    const active = this.#active
    if (active?.writer === undefined || this.#log.state !== 'open') return
    this.#log.durable.mark(active.baseOffset, active.position, active.endOffset)
    active.writer.sync(waiting)
  }

  /** The last segment takes no more appends; the next append begins another. */
  end(): void {
    const log = this.#log
    const segment = log.segments[log.segments.length - 1]
    if (segment === undefined || segment.ended) return
    segment.ended = true
    this.#active = undefined
    if (segment.writer !== undefined) {
      this.#seal(segment, segment.writer)
    } else {
      log.durable.sealed(segment.baseOffset, segment.position, segment.endOffset)
      this.#track(segment, this.#record(segment))
    }
  }

  /** The active segment is empty and was made for a smaller segment.bytes. False: its file is not there yet. */
  reopen(): boolean {
    const active = this.#active
    if (active?.writer === undefined || active.writer.allocatedPosition === 0) return false
    this.#release(active, active.writer)
    return true
  }

  /** Facts that could not be recorded when their segment was sealed, for want of space: without them it is never retained. */
  recordAgain(): void {
    if (this.#log.context.metadata.failed) return
    for (const segment of this.#log.segments) {
      if (!segment.ended || segment.sealed || segment.writer !== undefined || this.#sealing.has(segment))
        continue
      this.#track(segment, this.#record(segment))
    }
  }

  #seal(segment: LogSegment, native: NativeSegment): void {
    const cut = new Promise<void>((resolve) => this.#whenSealed.set(segment, resolve))
    this.#track(
      segment,
      cut.then(() => this.#record(segment)),
    )
    // Where nobody waits for the disk its sync would only compete with the appends for the journal of the file system: a
    // roll took 20 ms of them. It comes with the flush that is due anyway.
    if (this.#log.topic.settings.durability === 'disk' || this.#closing) return native.seal()
    this.#postponed.push(segment)
    this.sealPostponed(postponedSealsMax)
    this.#log.flushLater()
  }

  /** Only a sealed segment can go: room is wanted. */
  sealPostponed(keptCount = 0): void {
    while (this.#postponed.length > keptCount) this.#postponed.shift()?.writer?.seal()
  }

  #track(segment: LogSegment, work: Promise<void>): void {
    const log = this.#log
    const tracked = work
      .catch((error: unknown) =>
        log.context.notice('warn', 'the facts of a segment are not recorded', { log: log.name, error }),
      )
      .finally(() => this.#sealing.delete(segment))
    this.#sealing.set(segment, tracked)
  }

  #onSealed(segment: LogSegment, native: NativeSegment): void {
    const log = this.#log
    const { cache, events } = log.context
    cache.endWarming(native.id)
    segment.writer = undefined
    if (this.#active === segment) this.#active = undefined
    if (segment.ended) {
      cache.adopt(segment, native)
    } else {
      events.forget(native.id)
      native.close()
    }
    const { baseOffset, position, endOffset } = segment
    const before = log.durable.point.position
    log.durable.mark(baseOffset, position, endOffset)
    const moved = segment.ended
      ? log.durable.sealed(baseOffset, position, endOffset)
      : log.durable.synced(baseOffset, position)
    if (moved) log.durableMoved(Math.max(0, position - before))
    this.#finishSeal(segment)
  }

  #finishSeal(segment: LogSegment): void {
    this.#whenSealed.get(segment)?.()
    this.#whenSealed.delete(segment)
  }

  /** Facts of an ended, durable segment into the metadata log. */
  async #record(segment: LogSegment): Promise<void> {
    const log = this.#log
    if (!segment.ended || log.state !== 'open') return
    const { engine, metadata } = log.context
    await knowHeadersCrc(segment, engine)
    // A start reads no epochs from a segment that is sealed.
    if (!(await log.recordEpoch())) throw new SluiceError('DISK_FULL', 'its epoch is not recorded either')
    const place = { topicId: log.topic.id, partition: log.partition }
    await metadata.append({ segmentSealed: { ...place, ...segment.facts() } })
    segment.sealed = true
  }

  /** Let go of the native handles without waiting. */
  abandon(): void {
    for (const segment of this.#log.segments) {
      if (segment.writer !== undefined) this.#release(segment, segment.writer)
    }
    for (const segment of [...this.#whenSealed.keys()]) this.#finishSeal(segment)
  }

  /** Everything appended to disk and the files cut to their size. The last segment is resumed by the next start. */
  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    this.sealPostponed()
    const active = this.#active
    if (active?.writer !== undefined && this.#log.state === 'open') this.#seal(active, active.writer)
    await Promise.all(this.#sealing.values())
  }
}

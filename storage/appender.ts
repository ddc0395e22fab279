// Appending to one log: checks and decisions, the native append, rolling, and the queue of those that must wait. Owns the
// log's active segment; called by log.ts alone.
// Invariants: arrival order is kept (while one waits, all later ones queue behind it); an append is never half: whatever
// is refused changed nothing; each request is answered exactly once.
import assert from 'node:assert/strict'
import {
  AppendFact,
  BatchFact,
  inspect,
  type Segment as NativeSegment,
  SegmentEvent,
  SegmentFailure,
  Verdict,
} from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { AppendRequest } from './append.ts'
import { AppendQueue } from './append-queue.ts'
import { decide, type BatchFacts } from './append-decision.ts'
import { segmentFileName } from './directory.ts'
import type { Log } from './log.ts'
import type { OriginalBatch } from './producers.ts'
import { LogSegment } from './segment.ts'
import { refusedBatch } from './verdicts.ts'
import { segmentShape } from './segment-shape.ts'

const ENOSPC = 28
const EDQUOT = 122

// Scratch of one append: filled and used up within one turn, shared by all logs.
const batchFacts: BatchFacts = new Float64Array(BatchFact.width * limits.batchesPerAppendMax)
const appendFacts = new Float64Array(AppendFact.width)

export class Appender {
  readonly #log: Log
  readonly #queue = new AppendQueue(limits.appendQueueMax, limits.appendQueueBytesMax)
  #active: LogSegment | undefined
  #closing = false
  #sealing = new Map<LogSegment, Promise<void>>()
  #sealed = new Map<LogSegment, () => void>()

  constructor(log: Log) {
    this.#log = log
  }

  get queued(): number {
    return this.#queue.count
  }

  append(request: AppendRequest): void {
    const refusal = this.#refusal()
    if (refusal !== undefined) this.#refuse(request, refusal)
    else if (this.#queue.count > 0 || !this.#attempt(request)) this.#enqueue(request)
  }

  #refusal(): SluiceError | undefined {
    const log = this.#log
    if (this.#closing)
      return new SluiceError('SHUTTING_DOWN', 'the broker is stopping: send again when it is back')
    if (log.state !== 'open') return log.refusal()
    return log.context.disk.full ? diskFull() : undefined
  }

  #enqueue(request: AppendRequest): void {
    if (this.#queue.push(request)) return
    const message = `${this.#log.name} has ${this.#queue.count} appends waiting: send again a little later`
    this.#refuse(request, new SluiceError('LOG_BUSY', message))
  }

  #drain(): void {
    for (;;) {
      const request = this.#queue.shift()
      if (request === undefined) return
      if (!this.#attempt(request)) {
        this.#queue.unshift(request)
        return
      }
    }
  }

  /** False: it has to wait. True: it was answered, or will be once it is durable. */
  #attempt(request: AppendRequest): boolean {
    const log = this.#log
    const { settings } = log.topic
    const { source, start, length } = request
    try {
      const seen = inspect(source, start, length, settings.maxMessageBytes, true, batchFacts)
      const verdict = (seen & 31) as Verdict
      if (verdict !== Verdict.ok) throw refusedBatch(verdict, settings.maxMessageBytes)
      const count = seen >>> 5
      const original = decide(batchFacts, count, log.producers, log.context.nowMs())
      if (original !== undefined) this.#answerRepeat(request, original)
      else if (!this.#place(request, count)) return false
    } catch (error) {
      this.#refuse(request, asSluiceError(error))
    }
    return true
  }

  /** Into the active segment, or the next one. False: it has to wait; throws SluiceError. */
  #place(request: AppendRequest, count: number): boolean {
    const log = this.#log
    const { maxMessageBytes, segmentBytes } = log.topic.settings
    for (;;) {
      const segment = this.#active ?? this.#open()
      const native = segment.writer as NativeSegment
      const { source, start, length } = request
      const verdict = native.append(
        source,
        start,
        length,
        log.endOffset,
        log.context.bootEpoch,
        maxMessageBytes,
        appendFacts,
      )
      if (verdict === Verdict.ok) {
        this.#commit(request, segment, count)
        return true
      }
      if (verdict === Verdict.later) return false
      if (verdict === Verdict.full) {
        if (segment.position === 0) {
          const message = `${length} bytes do not fit into a segment of ${segmentBytes} bytes: send less at once, or raise segment.bytes`
          throw new SluiceError('MESSAGE_TOO_LARGE', message)
        }
        this.sealActive()
        continue
      }
      if (verdict === Verdict.fault || verdict === Verdict.sealed) {
        log.fail(
          verdict === Verdict.fault ? 'the disk failed during an append' : 'its segment takes no appends',
        )
        throw log.refusal() as SluiceError
      }
      throw refusedBatch(verdict, maxMessageBytes)
    }
  }

  #commit(request: AppendRequest, segment: LogSegment, count: number): void {
    const log = this.#log
    const nowMs = log.context.nowMs()
    const baseOffset = log.endOffset
    let offset = baseOffset
    let position = appendFacts[AppendFact.position] as number
    for (let at = 0; at < count * BatchFact.width; at += BatchFact.width) {
      const recordsCount = batchFacts[at + BatchFact.recordsCount] as number
      const maxTimestamp = batchFacts[at + BatchFact.maxTimestamp] as number
      if (maxTimestamp > log.maxTimestampMs) log.maxTimestampMs = maxTimestamp
      if (maxTimestamp > segment.maxTimestampMs) segment.maxTimestampMs = maxTimestamp
      const producerId = batchFacts[at + BatchFact.producerId] as number
      if (producerId >= 0) {
        const producerEpoch = batchFacts[at + BatchFact.producerEpoch] as number
        const baseSequence = batchFacts[at + BatchFact.baseSequence] as number
        log.producers.update({ producerId, producerEpoch, baseSequence, recordsCount }, offset, nowMs)
      }
      log.index.note(segment.baseOffset, offset, position, nowMs, log.maxTimestampMs)
      offset += recordsCount
      position += batchFacts[at + BatchFact.bytes] as number
    }
    assert.equal(offset, appendFacts[AppendFact.endOffset], 'inspect and append count the same records')
    segment.position = appendFacts[AppendFact.endPosition] as number
    segment.headersCrc = appendFacts[AppendFact.headersCrc] as number
    segment.endOffset = offset
    if (segment.firstAppendMs === 0) segment.firstAppendMs = nowMs
    segment.lastAppendMs = nowMs
    log.endOffset = offset
    log.noteEpoch(baseOffset)
    this.#promise(request, segment, baseOffset, offset, nowMs)
  }

  /** The bytes are in the log: ask for their sync, answer now or when they are durable. */
  #promise(
    request: AppendRequest,
    segment: LogSegment,
    baseOffset: number,
    endOffset: number,
    nowMs: number,
  ): void {
    const log = this.#log
    if (log.topic.settings.durability === 'memory') {
      log.flushLater()
      this.#answer(request, baseOffset, endOffset, nowMs, false)
      log.notify()
      return
    }
    log.durable.mark(segment.baseOffset, segment.position, endOffset)
    const waits = request.acks === 'all'
    if (waits)
      log.waiters.add(endOffset, () => this.#answerDurable(request, baseOffset, endOffset, nowMs, false))
    ;(segment.writer as NativeSegment).sync(waits)
    if (!waits) this.#answer(request, baseOffset, endOffset, nowMs, false)
  }

  /** The original is answered for; where that has to wait for the disk, so does the repeat. */
  #answerRepeat(request: AppendRequest, original: OriginalBatch): void {
    const log = this.#log
    const { baseOffset, endOffset, appendMs } = original
    const waits = request.acks === 'all' && log.topic.settings.durability === 'disk'
    if (waits && endOffset > log.durable.offset) {
      log.waiters.add(endOffset, () => this.#answerDurable(request, baseOffset, endOffset, appendMs, true))
    } else {
      this.#answer(request, baseOffset, endOffset, appendMs, true)
    }
  }

  #answerDurable(
    request: AppendRequest,
    baseOffset: number,
    endOffset: number,
    appendMs: number,
    repeat: boolean,
  ): void {
    const log = this.#log
    if (log.durable.offset >= endOffset) this.#answer(request, baseOffset, endOffset, appendMs, repeat)
    else
      this.#refuse(
        request,
        log.refusal() ??
          new SluiceError('SHUTTING_DOWN', 'the broker stopped before the disk answered', {
            delivered: 'unknown',
          }),
      )
  }

  #answer(
    request: AppendRequest,
    baseOffset: number,
    endOffset: number,
    appendMs: number,
    repeat: boolean,
  ): void {
    const log = this.#log
    request.done({
      baseOffset,
      appendedOffset: endOffset,
      durableOffset: log.durable.offset,
      appendTimeMs: appendMs,
      logStartOffset: log.startOffset,
      duplicate: repeat,
    })
  }

  #refuse(request: AppendRequest, error: SluiceError): void {
    const log = this.#log
    request.done({
      error,
      baseOffset: 0,
      appendedOffset: log.endOffset,
      durableOffset: log.durable.offset,
      appendTimeMs: 0,
      logStartOffset: log.startOffset,
      duplicate: false,
    })
  }

  #refuseQueue(error: SluiceError): void {
    for (let left = this.#queue.count; left > 0; left--) {
      const request = this.#queue.shift()
      if (request !== undefined) this.#refuse(request, error)
    }
  }

  // ---- the active segment

  /** Goes on with the last segment, or begins one at the end of the log. */
  #open(): LogSegment {
    const { log, shape } = {
      log: this.#log,
      shape: segmentShape(this.#log.topic.settings, this.#log.context.appendMode),
    }
    const { engine, cache, directory } = log.context
    const last = log.segments[log.segments.length - 1]
    let segment: LogSegment
    let native: NativeSegment
    if (last !== undefined && !last.ended) {
      segment = last
      cache.close(segment)
      // A segment.bytes that was lowered below what is there: the file is full, not too large.
      const sizeBytes = Math.max(shape.sizeBytes, segment.position)
      native = engine.resumeSegment({
        ...shape,
        sizeBytes,
        path: segment.path,
        position: segment.position,
        headersCrc: segment.headersCrc,
      })
    } else {
      const base = log.endOffset
      const path = `${directory.log(log.topic.idHex, log.partition)}/${segmentFileName(base, 0)}`
      segment = new LogSegment(base, 0, path)
      native = engine.createSegment({ ...shape, path })
      log.segments.push(segment)
      log.durable.begin(base)
    }
    segment.writer = native
    this.#active = segment
    log.context.events.listen(native.id, (event, a, b) => this.#onEvent(segment, native, event, a, b))
    return segment
  }

  #onEvent(segment: LogSegment, native: NativeSegment, event: number, a: number, b: number): void {
    if (event === SegmentEvent.room) this.#drain()
    else if (event === SegmentEvent.synced) this.#synced(segment, a)
    else if (event === SegmentEvent.sealed) this.#onSealed(segment, native)
    else if (event === SegmentEvent.warm) this.#log.context.cache.warmed(native.id, a, b)
    else if (event === SegmentEvent.noSpace) this.#refuseQueue(diskFull())
    else if (event === SegmentEvent.failed) this.#onFailed(segment, native, a, b)
  }

  #synced(segment: LogSegment, position: number): void {
    const log = this.#log
    const before = log.durable.point.position
    if (log.durable.synced(segment.baseOffset, position)) log.durableMoved(Math.max(0, position - before))
  }

  #onFailed(segment: LogSegment, native: NativeSegment, errno: number, step: number): void {
    const log = this.#log
    const noBytes = segment.position === (native.durablePosition ?? 0) && step !== SegmentFailure.sync
    const early =
      step === SegmentFailure.create || step === SegmentFailure.allocate || step === SegmentFailure.open
    this.#release(segment, native)
    if (early && noBytes && (errno === ENOSPC || errno === EDQUOT)) {
      // Nothing was lost: the next append tries again.
      if (segment.position === 0) {
        const at = log.segments.indexOf(segment)
        if (at >= 0) log.segments.splice(at, 1)
      }
      this.#refuseQueue(diskFull())
      return
    }
    log.fail(`its segment ${segment.baseOffset} failed: errno ${errno} in step ${step}`)
    this.#sealed.get(segment)?.()
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
    const active = this.#active
    if (active?.writer === undefined || this.#log.state !== 'open') return
    this.#log.durable.mark(active.baseOffset, active.position, active.endOffset)
    active.writer.sync(waiting)
  }

  /** The last segment takes no more appends; the next append begins another. */
  sealActive(): void {
    const log = this.#log
    const segment = log.segments[log.segments.length - 1]
    if (segment === undefined || segment.ended) return
    segment.ended = true
    this.#active = undefined
    if (segment.writer === undefined) {
      log.durable.sealed(segment.baseOffset, segment.position, segment.endOffset)
      this.#track(segment, this.#record(segment))
    } else {
      this.#seal(segment, segment.writer)
    }
  }

  #seal(segment: LogSegment, native: NativeSegment): void {
    const cut = new Promise<void>((resolve) => this.#sealed.set(segment, resolve))
    this.#track(
      segment,
      cut.then(() => this.#record(segment)),
    )
    native.seal()
  }

  #track(segment: LogSegment, work: Promise<void>): void {
    const { notice } = this.#log.context
    const tracked = work
      .catch((error: unknown) =>
        notice('warn', 'the facts of a segment are not recorded', { log: this.#log.name, error }),
      )
      .finally(() => this.#sealing.delete(segment))
    this.#sealing.set(segment, tracked)
  }

  #onSealed(segment: LogSegment, native: NativeSegment): void {
    const log = this.#log
    log.context.cache.endWarming(native.id)
    segment.writer = undefined
    if (this.#active === segment) this.#active = undefined
    if (this.#closing && !segment.ended) {
      log.context.events.forget(native.id)
      native.close()
    } else {
      log.context.cache.adopt(segment, native)
    }
    const before = log.durable.point.position
    log.durable.mark(segment.baseOffset, segment.position, segment.endOffset)
    const moved = segment.ended
      ? log.durable.sealed(segment.baseOffset, segment.position, segment.endOffset)
      : log.durable.synced(segment.baseOffset, segment.position)
    if (moved) log.durableMoved(Math.max(0, segment.position - before))
    this.#sealed.get(segment)?.()
    this.#sealed.delete(segment)
  }

  /** Facts of an ended, durable segment into the metadata log. */
  async #record(segment: LogSegment): Promise<void> {
    const log = this.#log
    if (!segment.ended || log.state !== 'open') return
    const { engine, metadata } = log.context
    if (!segment.headersCrcKnown) {
      const scan = await engine.scan(
        segment.path,
        0,
        segment.position,
        segment.baseOffset,
        false,
        true,
        () => {},
      )
      segment.headersCrc = scan.headersCrc
      segment.headersCrcKnown = true
    }
    const place = { topicId: log.topic.id, partition: log.partition }
    await metadata.append({ segmentSealed: { ...place, ...segment.facts() } })
    segment.sealed = true
  }

  /** The log failed or was deleted: nobody waits here any longer. */
  stop(): void {
    const refusal = this.#log.refusal()
    if (refusal !== undefined) this.#refuseQueue(refusal)
  }

  /** Let go of the native handle without waiting. */
  abandon(): void {
    for (const segment of this.#log.segments) {
      if (segment.writer !== undefined) this.#release(segment, segment.writer)
    }
    for (const done of this.#sealed.values()) done()
    this.#sealed.clear()
  }

  /** Everything appended to disk and the files cut to their size. */
  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    this.#refuseQueue(new SluiceError('SHUTTING_DOWN', 'the broker is stopping: send again when it is back'))
    const active = this.#active
    if (active?.writer !== undefined && this.#log.state === 'open') this.#seal(active, active.writer)
    await Promise.all(this.#sealing.values())
  }
}

function diskFull(): SluiceError {
  return new SluiceError(
    'DISK_FULL',
    'the disk of the broker is full: free space, appends go on by themselves',
  )
}

function asSluiceError(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new SluiceError('INTERNAL', `the append failed: ${reason}`, { cause: error, delivered: 'no' })
}

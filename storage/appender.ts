// Appending to one log: checks and decisions, the native append, rolling, and the queue of those that must wait. Called by
// log.ts alone; the segment appended to is active-segment.ts's.
// Invariants: arrival order is kept (while one waits, all later ones queue behind it); an append is never half: whatever
// is refused changed nothing; each request is answered exactly once.
import assert from 'node:assert/strict'
import { AppendFact, BatchFact, inspect, type Segment as NativeSegment, Verdict } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { ActiveSegment } from './active-segment.ts'
import type { AppendRequest } from './append.ts'
import { AppendQueue } from './append-queue.ts'
import { decide, type BatchFacts } from './append-decision.ts'
import type { Log } from './log.ts'
import type { PlacedBatch } from './producers.ts'
import type { LogSegment } from './segment.ts'
import { refusedBatch } from './verdicts.ts'

// Scratch of one append: filled and used up within one turn, shared by all logs.
const batchFacts: BatchFacts = new Float64Array(BatchFact.width * limits.batchesPerAppendMax)
const appendFacts = new Float64Array(AppendFact.width)

// Checked and copied at a gigabyte a second by the slowest of disks' caches: a few milliseconds.
const drainBytesMost = 4 * 1024 * 1024

export class Appender {
  readonly #log: Log
  readonly #queue = new AppendQueue(limits.appendQueueMax, limits.appendQueueBytesMax)
  readonly segment: ActiveSegment
  #closing = false
  #continues = false // a turn to go on with the queue is on its way

  constructor(log: Log) {
    this.#log = log
    this.segment = new ActiveSegment(log, {
      room: () => this.#drain(),
      noSpace: () => {
        this.#refuseQueue(diskFull())
        this.#drain() // what an answer brought on meanwhile has to ask for its room itself
      },
    })
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
    if (this.#closing) return stopping()
    if (log.state !== 'open') return log.refusal()
    return log.context.disk.full ? diskFull() : undefined
  }

  #enqueue(request: AppendRequest): void {
    if (this.#queue.push(request)) return
    if (this.#continues) {
      // It is not the disk that is waited for, only a turn: no reason to send anybody away.
      this.#drain()
      if (this.#queue.count === 0 && this.#attempt(request)) return
      if (this.#queue.push(request)) return
    }
    const message = `${this.#log.name} has ${this.#queue.count} appends waiting: send again a little later`
    this.#refuse(request, new SluiceError('LOG_BUSY', message))
  }

  /** Those who wait, in order, as many as fit into one turn; the others in the next, behind what else is to be done. */
  #drain(): void {
    for (let bytes = 0; bytes < drainBytesMost; ) {
      const request = this.#queue.shift()
      if (request === undefined) return
      if (!this.#attempt(request)) {
        this.#queue.unshift(request)
        return
      }
      bytes += request.length
    }
    if (this.#queue.count === 0 || this.#continues) return
    this.#continues = true
    setImmediate(() => {
      this.#continues = false
      this.#drain()
    })
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
      const segment = this.segment.get()
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
          if (length <= segmentBytes) {
            if (!this.segment.reopen()) return false
            continue
          }
          const message = `${length} bytes do not fit into a segment of ${segmentBytes} bytes: send less at once, or raise segment.bytes`
          throw new SluiceError('MESSAGE_TOO_LARGE', message)
        }
        this.segment.end()
        continue
      }
      // The segment failed and its event is on the way: it says why, a full disk for one is no failure of the log.
      if (verdict === Verdict.sealed) return false
      if (verdict === Verdict.fault) {
        log.fail('the disk failed during an append')
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
    log.times.note(offset, segment.bytesBefore + position, nowMs)
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
      log.index.note(segment, offset, position, nowMs, log.maxTimestampMs)
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
    log.topic.traffic.appended(count, offset - baseOffset, request.length)
    log.noteEpoch(baseOffset)
    this.#promise(request, segment, { baseOffset, endOffset: offset, appendMs: nowMs })
  }

  /** The bytes are in the log: ask for their sync, answer now or when they are durable. */
  #promise(request: AppendRequest, segment: LogSegment, placed: PlacedBatch): void {
    const log = this.#log
    const { endOffset } = placed
    if (log.topic.settings.durability === 'memory') {
      log.flushLater()
      this.#answer(request, placed, false)
      log.notify()
      return
    }
    log.durable.mark(segment.baseOffset, segment.position, endOffset)
    const waits = request.acks === 'all'
    if (waits) log.waiters.add(endOffset, () => this.#answerDurable(request, placed, false))
    ;(segment.writer as NativeSegment).sync(waits)
    if (!waits) this.#answer(request, placed, false)
  }

  /** The original is answered for; where that has to wait for the disk, so does the repeat. */
  #answerRepeat(request: AppendRequest, original: PlacedBatch): void {
    const log = this.#log
    const { endOffset } = original
    const waits = request.acks === 'all' && log.topic.settings.durability === 'disk'
    if (waits && endOffset > log.durable.offset) {
      log.waiters.add(endOffset, () => this.#answerDurable(request, original, true))
    } else {
      this.#answer(request, original, true)
    }
  }

  /** The wait is over: the disk has it, or the log ended before. */
  #answerDurable(request: AppendRequest, placed: PlacedBatch, repeat: boolean): void {
    const log = this.#log
    if (log.durable.offset >= placed.endOffset) return this.#answer(request, placed, repeat)
    const refusal = log.refusal()
    const message = refusal?.message ?? 'the broker stopped before the disk answered'
    this.#refuse(
      request,
      new SluiceError(refusal?.code ?? 'SHUTTING_DOWN', message, { delivered: 'unknown' }),
    )
  }

  #answer(request: AppendRequest, placed: PlacedBatch, repeat: boolean): void {
    const log = this.#log
    request.done({
      baseOffset: placed.baseOffset,
      appendedOffset: placed.endOffset,
      durableOffset: log.durable.offset,
      appendTimeMs: placed.appendMs,
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

  /** The log failed or was deleted: nobody waits here any longer. */
  stop(): void {
    const refusal = this.#log.refusal()
    if (refusal !== undefined) this.#refuseQueue(refusal)
  }

  /** The active segment is old. Who waited for its room goes on to the next one. */
  endSegment(): void {
    this.segment.end()
    this.#drain()
  }

  /** Nothing is appended any more; who waits is told. */
  refuse(): void {
    this.#closing = true
    this.#refuseQueue(stopping())
  }

  /** Everything appended to disk and the files cut to their size. */
  async close(): Promise<void> {
    this.refuse()
    await this.segment.close()
  }
}

function stopping(): SluiceError {
  return new SluiceError('SHUTTING_DOWN', 'the broker is stopping: send again when it is back')
}

function diskFull(): SluiceError {
  return new SluiceError('DISK_FULL', 'the disk of the broker is full')
}

function asSluiceError(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new SluiceError('INTERNAL', `the append failed: ${reason}`, { cause: error, delivered: 'no' })
}

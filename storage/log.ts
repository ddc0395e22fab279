// One partition: an ordered list of segments, of which at most the last takes appends, and the numbers that follow from
// them. Called by the broker (append, read, findTime, onVisible) and by store.ts; appending is in appender.ts, reading in
// reader.ts, starting up in recovery.ts.
// Invariants: startOffset <= durableOffset <= endOffset; a consumer never sees beyond visibleOffset, which is the durable
// offset where durability=disk. A failed sync is final: the log is read-only, nothing is retried.
import assert from 'node:assert/strict'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { LogEndInit, LogPositionInit } from '../protocol/messages.ts'
import type { AppendRequest } from './append.ts'
import { AppendTimes } from './append-times.ts'
import { Appender } from './appender.ts'
import { type DurablePoint, DurablePrefix, DurableWaiters } from './durability.ts'
import type { LogContext } from './log-context.ts'
import { LogIndex } from './log-index.ts'
import { logIndexKey } from './offset-index.ts'
import { ProducerTable } from './producers.ts'
import { findTime, ReadHints, type ReadResult, readLog } from './reader.ts'
import { retentionPolicy, segmentsToDrop, shouldSealByAge } from './retention.ts'
import { knowHeadersCrc, type LogSegment, recountBytes } from './segment.ts'
import type { Topic } from './topic.ts'

export type { Acks, AppendOutcome, AppendRequest } from './append.ts'
export type { ReadResult } from './reader.ts'
export type LogState = 'open' | 'read-only' | 'deleted'

export class Log {
  readonly topic: Topic
  readonly partition: number
  readonly context: LogContext
  readonly segments: LogSegment[] = []
  readonly index: LogIndex
  readonly times: AppendTimes
  readonly producers = new ProducerTable(limits.producerBatchesKept, limits.producersPerLogMax)
  readonly hints = new ReadHints()
  readonly waiters = new DurableWaiters<() => void>()
  startOffset = 0
  endOffset = 0
  maxTimestampMs = 0
  epochs: { epoch: number; offset: number }[] = []
  state: LogState = 'open'
  stateReason = ''
  durable: DurablePrefix
  producersCover = -1 // offset of the producer snapshot in the index
  #bytesGone = 0 // of segments that retention dropped, when no other is left
  #began: Readonly<DurablePoint> | undefined // where this boot found the log durable
  #epochRecorded: Promise<boolean> | boolean = true
  #appender: Appender
  #listeners = new Set<() => void>()
  #flushTimer: NodeJS.Timeout | undefined
  hasGaps = false // compaction took, or may have taken, offsets away
  compacting: Promise<void> | undefined // one pass at a time; compaction.ts sets it
  #changing: Promise<unknown> | undefined // the list of sealed segments

  constructor(topic: Topic, partition: number, context: LogContext) {
    this.topic = topic
    this.partition = partition
    this.context = context
    this.index = new LogIndex(context.index, logIndexKey(topic.id, partition))
    this.times = new AppendTimes(context.appendTimes)
    this.durable = new DurablePrefix({ segmentBase: 0, position: 0, offset: 0 })
    this.#appender = new Appender(this)
  }

  /** Recovery found the segments and the end: everything up to here is on disk. */
  begin(endOffset: number): void {
    const last = this.segments[this.segments.length - 1]
    this.endOffset = endOffset
    const base = last?.baseOffset ?? endOffset
    this.durable = new DurablePrefix({ segmentBase: base, position: last?.position ?? 0, offset: endOffset })
    if (last?.ended) this.durable.sealed(last.baseOffset, last.position, last.endOffset)
    this.#began = { ...this.durable.point }
    this.hasGaps = this.segments.some((segment) => segment.generation > 0)
    recountBytes(this.segments, this.segments.length - 1, this.sizeBytes)
    assert(this.startOffset <= endOffset)
  }

  get name(): string {
    return `${this.topic.name}/${this.partition}`
  }

  get durableOffset(): number {
    return this.durable.offset
  }

  get visibleOffset(): number {
    return this.topic.settings.durability === 'disk' ? this.durable.offset : this.endOffset
  }

  get leaderEpoch(): number {
    return this.context.bootEpoch
  }

  get sizeBytes(): number {
    let bytes = 0
    for (const segment of this.segments) bytes += segment.position
    return bytes
  }

  /** Bytes that the log ever held, as far as compaction has not taken them out. */
  get endBytes(): number {
    const last = this.segments[this.segments.length - 1]
    return last === undefined ? this.#bytesGone : last.bytesBefore + last.position
  }

  get segmentCount(): number {
    return this.segments.length
  }

  get queuedAppends(): number {
    return this.#appender.queued
  }

  append(request: AppendRequest): void {
    this.#appender.append(request)
  }

  /** A Promise: something is not in memory yet; await it, then call again. Never blocks. */
  read(offset: number, maxBytes: number): ReadResult | Promise<void> {
    return readLog(this, offset, maxBytes)
  }

  /** The first batch that holds a timestamp not below this one; found false: every record is older. */
  findTime(timestampMs: number): Promise<{ found: boolean; offset: number; leaderEpoch: number }> {
    return findTime(this, timestampMs)
  }

  /** First offset after the last record of that epoch; undefined for an epoch that is still to come. */
  epochEnd(epoch: number): number | undefined {
    if (epoch > this.context.bootEpoch) return undefined
    return this.epochs.find((start) => start.epoch > epoch)?.offset ?? this.endOffset
  }

  /** Called when visibleOffset or startOffset moved, or the log failed or was deleted. Answers how to stop. */
  onVisible(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  notify(): void {
    if (this.#listeners.size === 0) return
    for (const listener of [...this.#listeners]) listener()
  }

  // ---- for appender.ts

  /** The first batch of this boot is in the log. */
  noteEpoch(offset: number): void {
    if (this.epochs[this.epochs.length - 1]?.epoch === this.context.bootEpoch) return
    this.epochs.push({ epoch: this.context.bootEpoch, offset })
    this.#epochRecorded = false
    void this.recordEpoch()
  }

  /** Durable in the metadata log? Asks again where it had no room before. */
  recordEpoch(): Promise<boolean> | boolean {
    const start = this.epochs[this.epochs.length - 1]
    if (this.#epochRecorded !== false || start === undefined) return this.#epochRecorded
    if (this.context.metadata.failed) return false
    const record = { topicId: this.topic.id, partition: this.partition, ...start }
    this.#epochRecorded = this.context.metadata.append({ epochStart: record }).then(
      () => (this.#epochRecorded = true),
      (error) => {
        this.context.notice('warn', 'the begin of an epoch is not recorded', { log: this.name, error })
        return (this.#epochRecorded = false)
      },
    )
    return this.#epochRecorded
  }

  /** durability=memory: the appended bytes reach the disk within flush.interval.ms. */
  flushLater(): void {
    if (this.#flushTimer !== undefined) return
    this.#flushTimer = setTimeout(() => {
      this.#flushTimer = undefined
      this.#appender.segment.sync(false)
    }, this.topic.settings.flushIntervalMs)
    this.#flushTimer.unref()
  }

  durableMoved(bytes: number): void {
    for (const answer of this.waiters.reached(this.durable.offset)) answer()
    this.context.durableMoved(bytes)
    if (this.topic.settings.durability === 'disk') this.notify()
  }

  /** Final: no append is taken any more, nothing is retried. What is durable stays readable. */
  fail(reason: string): void {
    if (this.state !== 'open') return
    this.state = 'read-only'
    this.stateReason = reason
    this.context.notice('error', 'a log is read-only from now on', { log: this.name, reason })
    this.#appender.stop()
    for (const answer of this.waiters.takeAll()) answer()
    this.notify()
  }

  refusal(): SluiceError | undefined {
    if (this.state === 'open') return undefined
    const place = { topic: this.topic.name, partition: this.partition }
    if (this.state === 'deleted') {
      return new SluiceError(
        'UNKNOWN_TOPIC_ID',
        `topic ${this.topic.name} was deleted: ask for metadata again`,
        place,
      )
    }
    const message = `${this.name} takes no appends: ${this.stateReason}; see the broker's log, then run sluice check`
    return new SluiceError('LOG_READ_ONLY', message, place)
  }

  // ---- for store.ts

  /** Settings changed. */
  settingsChanged(): void {
    if (this.durable.offset < this.endOffset) this.#appender.segment.sync(false)
    this.notify()
  }

  /** Retention and compaction change the list of sealed segments one after the other; appends go on behind it. */
  async changeSegments<T>(work: () => Promise<T>): Promise<T> {
    while (this.#changing !== undefined) await this.#changing
    const run = work()
    const changing = run.then(
      () => {},
      () => {},
    )
    this.#changing = changing
    try {
      return await run
    } finally {
      this.#changing = undefined
    }
  }

  /** Seal the active segment when it is old, drop the oldest ones that are over the limits. byAge false: by size only. */
  async retain(nowMs: number, byAge: boolean): Promise<number> {
    if (this.#changing !== undefined || this.state === 'deleted') return 0
    this.#appender.segment.recordAgain()
    void this.recordEpoch()
    const wanted = retentionPolicy(this.topic.settings)
    const over = wanted.retentionBytes >= 0 && this.sizeBytes > wanted.retentionBytes
    if (over || this.context.disk.full) this.#appender.segment.sealPostponed()
    const policy = byAge ? wanted : { ...wanted, retentionMs: -1 }
    const active = this.segments[this.segments.length - 1]
    if (
      active !== undefined &&
      !active.ended &&
      this.state === 'open' &&
      shouldSealByAge(active, policy, nowMs)
    ) {
      this.#appender.endSegment()
    }
    const count = segmentsToDrop(this.segments, policy, this.startOffset, nowMs)
    if (count > 0) await this.changeSegments(() => this.#drop(count))
    return count
  }

  async #drop(count: number): Promise<void> {
    const { metadata, engine, cache, index } = this.context
    const gone = this.segments.slice(0, count)
    const offset = Math.max(this.startOffset, (gone[count - 1] as LogSegment).endOffset)
    const log = { topicId: this.topic.id, partition: this.partition }
    const dropped = gone.map(({ baseOffset, generation }) => ({
      segmentDropped: { ...log, baseOffset, generation },
    }))
    // Durable before files go: a start in between finishes the job.
    await metadata.append({ logStart: { ...log, offset } }, ...dropped)
    if ((this.state as LogState) === 'deleted') return
    this.#bytesGone = this.endBytes
    this.segments.splice(0, count)
    this.startOffset = Math.max(this.startOffset, offset)
    this.hints.clear()
    this.notify()
    for (const segment of gone) cache.close(segment)
    await engine.unlinkAll(gone.map((segment) => segment.path))
    const facts = metadata.state.log(this.topic.id, this.partition)
    for (const segment of gone) facts.dropped.delete(segment.baseOffset)
    // The log may start inside the segment that is first now: its entries stay, times and places behind the start come from them.
    const entriesEnd = Math.min(offset, this.segments[0]?.baseOffset ?? offset)
    while (await index.remove(this.index.key, 0, entriesEnd, 1_000)) continue
  }

  /** Make records below this offset unreadable; their segments go with the next retention. */
  async deleteRecords(beforeOffset: number): Promise<number> {
    const refusal = this.state === 'deleted' ? this.refusal() : undefined
    if (refusal !== undefined) throw refusal
    if (beforeOffset > this.visibleOffset) throw this.outOfRange(beforeOffset)
    if (beforeOffset <= this.startOffset) return this.startOffset
    const log = { topicId: this.topic.id, partition: this.partition }
    await this.context.metadata.append({ logStart: { ...log, offset: beforeOffset } })
    this.startOffset = Math.max(this.startOffset, beforeOffset)
    this.notify()
    return this.startOffset
  }

  outOfRange(offset: number): SluiceError {
    const { startOffset, visibleOffset } = this
    return new SluiceError(
      'OFFSET_OUT_OF_RANGE',
      `offset ${offset} is outside of ${this.name}, which holds [${startOffset}, ${visibleOffset})`,
      {
        topic: this.topic.name,
        partition: this.partition,
        offset,
        details: { logStartOffset: startOffset, visibleOffset },
      },
    )
  }

  /** The topic is durably dead: everybody who waits is told, the files are the deletion's business. */
  markDeleted(): void {
    if (this.state === 'deleted') return
    this.state = 'deleted'
    this.stateReason = 'the topic was deleted'
    clearTimeout(this.#flushTimer)
    this.times.release()
    this.#appender.stop()
    this.#appender.segment.abandon()
    for (const answer of this.waiters.takeAll()) answer()
    for (const segment of this.segments) this.context.cache.close(segment)
    this.notify()
    this.#listeners.clear()
  }

  /** For the checkpoint; undefined while there is nothing to say. */
  position(): LogPositionInit | undefined {
    // Recovery finds the begin of an epoch only by reading behind the checkpoint: until it is recorded, the old place stays.
    const point = this.#epochRecorded === true ? this.durable.point : this.#began
    if (this.state === 'deleted' || point === undefined || point.position === 0) return undefined
    const { segmentBase, position, offset } = point
    return {
      topicId: this.topic.id,
      partition: this.partition,
      segmentBaseOffset: segmentBase,
      position,
      offset,
    }
  }

  /** Everything to disk, the file cut to its size. Answers the log's end for the clean marker; undefined: not clean. */
  async close(): Promise<LogEndInit | undefined> {
    clearTimeout(this.#flushTimer)
    await this.#appender.close()
    const recorded = await this.recordEpoch()
    const last = this.segments[this.segments.length - 1]
    const known = await this.#knowHeadersCrc(last)
    const end = this.position()
    this.notify()
    this.#listeners.clear()
    if (!recorded || !known || this.state !== 'open' || this.durable.offset !== this.endOffset)
      return undefined
    if (this.segments.some((segment) => segment.ended && !segment.sealed)) return undefined
    return {
      end: end ?? {
        topicId: this.topic.id,
        partition: this.partition,
        segmentBaseOffset: this.endOffset,
        position: 0,
        offset: this.endOffset,
      },
      lastAppendMs: last?.lastAppendMs ?? 0,
      maxTimestampMs: this.maxTimestampMs,
      firstAppendMs: last?.firstAppendMs ?? 0,
      headersCrc: last?.headersCrc ?? 0,
    }
  }

  async #knowHeadersCrc(segment: LogSegment | undefined): Promise<boolean> {
    if (segment === undefined || this.state !== 'open') return true
    return knowHeadersCrc(segment, this.context.engine).then(
      () => true,
      () => false,
    )
  }

  /** The store is closed, clean or not: nobody waits on. */
  dispose(): void {
    clearTimeout(this.#flushTimer)
    this.#appender.refuse()
    this.#appender.segment.abandon()
    for (const answer of this.waiters.takeAll()) answer()
    for (const segment of this.segments) this.context.cache.close(segment)
  }
}

// Sends what the partition queues hold, over one connection, and hands outcomes back. Called by producer.ts.
// Invariants: batches of a partition leave in order and with consecutive sequences; a partition with a failure waits until
// all its requests have an outcome (recovery.ts), so that what is sent again is sent in order; every batch is settled by
// its deadline.
import type { BatchMemory } from '../../protocol/batch.ts'
import type { CodecName } from '../../protocol/codecs.ts'
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { ProduceResult } from '../../protocol/messages.ts'
import type { Connection } from '../connection/connection.ts'
import { isTimeout, type Lane } from '../connection/lane.ts'
import type { Logger } from '../logger.ts'
import type { MemoryAccount } from './memory-account.ts'
import type { Metadata } from '../connection/metadata.ts'
import type { PartitionQueue } from './partition-queue.ts'
import type { PendingBatch } from './pending-batch.ts'
import { IdentitySource } from './producer-identity.ts'
import { isOfIdentity, isRecoverable, recover } from './recovery.ts'
import { Deadline } from '../connection/retry.ts'

/** A request takes batches of several partitions up to this much. */
const REQUEST_BYTES_MOST = 1024 * 1024
/** Each answer moves what answers are expected to take by this share. */
const ANSWER_SHARE = 1 / 8
const ANSWER_MARGIN = 1.5
/** How long one attempt to connect or to get an identity goes on before expired batches are looked for again. */
const ATTEMPT_MS = 1_000

export interface SenderSettings {
  readonly memory: BatchMemory
  /** The wire's number of it: Acks of wire.proto. */
  readonly acks: 0 | 1 | 2
  readonly unanswered: boolean
  readonly codec: CodecName
  readonly idempotent: boolean
  readonly lingerMs: number
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
  readonly logger: Logger
}

interface Part {
  readonly queue: PartitionQueue
  readonly batch: PendingBatch
}

export class Sender {
  readonly lane: Lane
  readonly metadata: Metadata
  readonly identities: IdentitySource
  readonly settings: SenderSettings
  readonly stop = new AbortController()
  readonly #account: MemoryAccount
  readonly #dirty = new Set<PartitionQueue>()
  #scheduled = false
  #preparing = false
  #lingerTimer: NodeJS.Timeout | undefined
  #prepareFailure: SluiceError | undefined
  #answerMs = 0 // how long answers take of late

  constructor(lane: Lane, metadata: Metadata, account: MemoryAccount, settings: SenderSettings) {
    this.lane = lane
    this.metadata = metadata
    this.identities = new IdentitySource(lane)
    this.settings = settings
    this.#account = account
  }

  /** Look at this queue before the event loop turns: sends of one turn leave together. */
  wake(queue: PartitionQueue): void {
    this.#dirty.add(queue)
    this.#schedule()
  }

  /** Fails what waited past its deadline without being sent. */
  expire(nowMs: number): void {
    for (const queue of this.#dirty) {
      const late = [...queue.ready, ...(queue.open === undefined ? [] : [queue.open])].filter(
        (b) => b.deadlineMs <= nowMs,
      )
      if (late.length === 0) continue
      queue.ready = queue.ready.filter((batch) => !late.includes(batch))
      if (queue.open !== undefined && late.includes(queue.open)) queue.open = undefined
      for (const batch of late) this.giveUp(queue, batch, batch.lastFailure ?? this.#prepareFailure)
    }
  }

  /** The batch's time is over: its last failure is what the callers get, with what is known of its delivery. */
  giveUp(queue: PartitionQueue, batch: PendingBatch, failure: SluiceError | undefined): void {
    const { deliveryTimeoutMs } = this.settings
    const code = failure === undefined || isOfIdentity(failure) ? 'TIMEOUT' : failure.code
    const reason = failure?.message ?? 'no answer came'
    this.fail(
      queue,
      batch,
      new SluiceError(code, `not delivered within ${deliveryTimeoutMs} ms: ${reason}`, { cause: failure }),
    )
  }

  fail(queue: PartitionQueue, batch: PendingBatch, error: SluiceError): void {
    const delivered = batch.uncertain || batch.awaiting ? 'unknown' : 'no'
    const place = {
      topic: queue.facts.name,
      partition: queue.partition,
      cause: error.cause ?? error,
      hint: error.hint,
    }
    queue.settled(batch)
    this.#account.release(batch.accountedBytes)
    const { details, retriable } = error
    batch.failed(
      new SluiceError(error.code, error.message, {
        ...place,
        delivered,
        retriable,
        ...(details && { details }),
      }),
    )
  }

  failAll(error: SluiceError, queues: Iterable<PartitionQueue> = this.#dirty): void {
    for (const queue of queues) {
      const pending = queue.pending()
      queue.ready = []
      queue.open = undefined
      for (const batch of pending) this.fail(queue, batch, error)
    }
  }

  close(): void {
    clearTimeout(this.#lingerTimer)
    this.stop.abort()
    this.lane.close()
  }

  #schedule(): void {
    if (this.#scheduled || this.stop.signal.aborted) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      this.#drain()
    })
  }

  #drain(): void {
    const connection = this.lane.connection
    for (const queue of this.#dirty) if (queue.idle) this.#dirty.delete(queue)
    if (this.#dirty.size === 0 || this.stop.signal.aborted) return
    if (connection === undefined || (this.settings.idempotent && this.identities.current === undefined)) {
      this.#prepare().catch(() => {})
      return
    }
    const nowMs = performance.now()
    const most = Math.min(limits.producerInFlightDefault, connection.inFlightMax)
    while (connection.awaitedCount < most) {
      const parts = this.#collect(nowMs)
      if (parts.length === 0) break
      this.#transmit(connection, parts, nowMs)
    }
    this.#armLinger()
  }

  /** Connection and identity; batches expire meanwhile. */
  async #prepare(): Promise<void> {
    if (this.#preparing) return
    this.#preparing = true
    try {
      const deadline = new Deadline(ATTEMPT_MS, this.stop.signal)
      await this.lane.connect(deadline)
      if (this.settings.idempotent) await this.identities.renew(undefined, deadline)
      this.#prepareFailure = undefined
    } catch (error) {
      const failure = asFailure(error)
      this.#prepareFailure = failure
      if (!failure.retriable) this.failAll(failure)
      this.expire(performance.now())
    } finally {
      this.#preparing = false
    }
    this.#schedule()
  }

  /** The next batch of each partition that may send, up to one request's worth. */
  #collect(nowMs: number): Part[] {
    const parts: Part[] = []
    let bytes = 0
    for (const queue of [...this.#dirty]) {
      if (!queue.sendable(nowMs)) continue
      const size = (queue.ready[0] ?? queue.open)?.sizeBytes ?? 0
      if (parts.length > 0 && bytes + size > REQUEST_BYTES_MOST) break
      if (parts.length === limits.partitionsPerRequestMax) break
      const batch = this.#nextOf(queue, nowMs)
      if (batch === undefined) continue
      parts.push({ queue, batch })
      bytes += batch.sizeBytes
      this.#dirty.delete(queue) // to the end of the line
      this.#dirty.add(queue)
    }
    return parts
  }

  /** The first batch that has something in it, time enough, and can be encoded; those in front of it are settled. */
  #nextOf(queue: PartitionQueue, nowMs: number): PendingBatch | undefined {
    while (queue.sendable(nowMs)) {
      const batch = queue.take()
      if (batch === undefined) return undefined
      if (!this.#tooLate(queue, batch, nowMs) && this.#encode(queue, batch)) return batch
    }
    return undefined
  }

  /**
   * When more is given than the broker takes, batches leave shortly before their deadline. One that would hear no answer in
   * time is certainly not stored now and probably 'unknown' later, and takes the place of one that still has time.
   */
  #tooLate(queue: PartitionQueue, batch: PendingBatch, nowMs: number): boolean {
    const neededMs = Math.min(this.#answerMs * ANSWER_MARGIN, this.settings.deliveryTimeoutMs / 2)
    if (batch.handedOff || batch.hollow || batch.deadlineMs - nowMs >= neededMs) return false
    this.giveUp(queue, batch, undefined)
    return true
  }

  #encode(queue: PartitionQueue, batch: PendingBatch): boolean {
    if (batch.hollow) {
      this.#account.release(batch.accountedBytes)
      batch.acked(-1, -1)
      return false
    }
    const { codec, idempotent } = this.settings
    const sequence = idempotent ? queue.sequenceFor(batch, this.identities.current) : -1
    try {
      batch.handOff(
        codec,
        idempotent ? (batch.identity ?? queue.identity) : undefined,
        sequence,
        queue.facts.messageBytesMax,
      )
    } catch (error) {
      this.fail(queue, batch, asFailure(error))
      return false
    }
    queue.handedOff(batch, sequence)
    return true
  }

  #transmit(connection: Connection, parts: readonly Part[], nowMs: number): void {
    const { acks, unanswered, requestTimeoutMs, deliveryTimeoutMs } = this.settings
    const payload = parts.map(({ batch }) => batch.encoded as Buffer)
    const partitions = parts.map(({ queue, batch }) => ({
      topicId: queue.facts.id,
      partition: queue.partition,
      payloadBytes: batch.sizeBytes,
    }))
    let timeoutMs = requestTimeoutMs
    for (const { batch } of parts) timeoutMs = Math.min(timeoutMs, Math.max(1, batch.deadlineMs - nowMs))
    const body = {
      produce: { acks, timeoutMs: Math.ceil(Math.min(timeoutMs, limits.requestTimeoutMsMax)), partitions },
    }
    connection
      .request(body, {
        timeoutMs,
        payload,
        unanswered,
        silentMs: Math.min(requestTimeoutMs, deliveryTimeoutMs) / 2,
      })
      .then(({ response }) => {
        this.#took(performance.now() - nowMs)
        for (const [i, part] of parts.entries()) this.#answered(part, response.produce?.results[i])
      })
      .catch((error: unknown) => {
        if (isTimeout(error)) this.#took(2 * timeoutMs) // longer than it was waited for
        for (const part of parts) if (part.batch.awaiting) this.#failed(part, asFailure(error))
      })
      .finally(() => this.#schedule())
  }

  #took(answerMs: number): void {
    this.#answerMs += (answerMs - this.#answerMs) * ANSWER_SHARE
  }

  #answered({ queue, batch }: Part, result: ProduceResult | undefined): void {
    if (batch.settled) {
      queue.heard(batch)
      return
    }
    if (result === undefined && !this.settings.unanswered) {
      this.#failed(
        { queue, batch },
        new SluiceError('INTERNAL', 'the broker left a partition out of its answer'),
      )
      return
    }
    if (result?.failure) {
      this.#failed({ queue, batch }, fromFailure(result.failure))
      return
    }
    queue.heard(batch)
    queue.failures = 0
    queue.settled(batch)
    if (result !== undefined) {
      queue.ackedEnd = Math.max(queue.ackedEnd, result.baseOffset + batch.recordsCount)
      queue.durableEnd = Math.max(queue.durableEnd, result.durableOffset)
    }
    this.#account.release(batch.accountedBytes)
    batch.acked(result?.baseOffset ?? -1, result?.durableOffset ?? -1)
    // Its answer proves that the socket is done with the bytes; after an attempt without an answer nothing does.
    if (batch.encoded !== undefined && result !== undefined && !batch.uncertain)
      this.settings.memory.give(batch.encoded)
    this.#settledOne(queue)
  }

  #failed({ queue, batch }: Part, error: SluiceError): void {
    queue.heard(batch)
    if (batch.settled) return
    if (error.delivered === 'unknown') batch.uncertain = true
    batch.lastFailure = error
    const mayRepeat = !(this.settings.unanswered && batch.uncertain)
    if (mayRepeat && isRecoverable(error)) this.#recoverSoon(queue, error)
    else this.fail(queue, batch, error)
    this.#settledOne(queue)
  }

  /** As soon as all requests of the partition have an outcome. Said once a row of failures; each further one is a detail. */
  #recoverSoon(queue: PartitionQueue, error: SluiceError): void {
    if (!queue.recovering) {
      const level = queue.failures === 0 ? 'warn' : 'debug'
      const { facts, partition } = queue
      this.settings.logger[level]({ topic: facts.name, partition, error }, 'a batch failed and is sent again')
    }
    queue.recovering = true
  }

  #settledOne(queue: PartitionQueue): void {
    if (queue.recovering && queue.outstanding === 0) {
      recover(this, queue)
        .catch((error: unknown) => this.failAll(asFailure(error), [queue]))
        .finally(() => {
          queue.requeue()
          queue.recovering = false
          this.wake(queue)
        })
    } else this.wake(queue)
  }

  /** Batches still filling while requests are out leave after lingerMs at the latest. */
  #armLinger(): void {
    if (this.#lingerTimer !== undefined || this.settings.lingerMs === 0) return
    if (![...this.#dirty].some((queue) => queue.lingering)) return
    this.#lingerTimer = setTimeout(() => {
      this.#lingerTimer = undefined
      this.#drain()
    }, this.settings.lingerMs)
  }
}

function asFailure(error: unknown): SluiceError {
  return error instanceof SluiceError ? error : new SluiceError('INTERNAL', String(error), { cause: error })
}

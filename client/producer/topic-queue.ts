// Records of one topic on their way into partition queues, in the order they were given. Called by producer.ts.
// An admission is a send or a sendBatch. It passes at once when the topic is known and memory has room; else it waits here.
// Invariants: nobody overtakes; a waiting list is as long as there are callers with a promise; long admissions let the event
// loop turn every TURN_BYTES.
import {
  BATCH_HEADER_BYTES,
  type Content,
  RECORD_OVERHEAD_MOST,
  type RecordHeaders,
  recordBytesMost,
} from '../../protocol/batch.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { varintBytes } from '../../protocol/varint.ts'
import type { MemoryAccount } from './memory-account.ts'
import type { Metadata, TopicFacts } from '../connection/metadata.ts'
import { PartitionQueue, type QueueSettings } from './partition-queue.ts'
import { PartitionChooser, type Partitioner } from './partitioner.ts'
import type { PendingBatch } from './pending-batch.ts'
import { Deadline } from '../connection/retry.ts'

/** Between two turns of the event loop at most this much is encoded: some milliseconds. */
const TURN_BYTES = 512 * 1024
/** How long one question for the topic goes on before those whose time is over are let go. */
const METADATA_MS = 1_000

export interface Admission {
  readonly deadlineMs: number
  /** Stands in line only to learn when those before it are through: needs neither topic nor room. */
  readonly marker?: boolean
  /** Places what there is room for. False: call again after room was made or the event loop turned. */
  admit(queue: TopicQueue): boolean
  /** Fails what was not placed yet. */
  refuse(error: SluiceError): void
}

export interface TopicQueueContext {
  readonly metadata: Metadata
  readonly account: MemoryAccount
  readonly settings: QueueSettings
  readonly partitioner: Partitioner | undefined
  /** Something was placed: the sender is to look. */
  readonly wake: (queue: PartitionQueue) => void
}

export class TopicQueue {
  readonly name: string
  facts: TopicFacts | undefined
  readonly queues: PartitionQueue[] = []
  readonly waiting: Admission[] = []
  readonly #context: TopicQueueContext
  readonly #chooser: PartitionChooser
  #pumping = false
  #turnBytes = 0
  #lastFailure: SluiceError | undefined

  constructor(name: string, context: TopicQueueContext) {
    this.name = name
    this.#context = context
    this.#chooser = new PartitionChooser(name, context.partitioner, context.settings.batchBytes)
  }

  /** Room in memory, and the event loop not kept for too long. */
  get mayPlace(): boolean {
    return this.#turnBytes < TURN_BYTES && this.#context.account.hasRoom
  }

  enter(admission: Admission, nowMs: number): void {
    const { metadata, account } = this.#context
    if (this.waiting.length === 0 && !this.#pumping) {
      const facts = metadata.cached(this.name, nowMs)
      if (facts !== undefined && account.hasRoom) {
        this.adopt(facts)
        this.#turnBytes = 0
        if (admission.admit(this)) return
      }
    }
    this.waiting.push(admission)
    if (!this.#pumping) this.#pump().catch((error: unknown) => this.#refuseAll(error))
  }

  leave(admission: Admission): void {
    const at = this.waiting.indexOf(admission)
    if (at >= 0) this.waiting.splice(at, 1)
  }

  /**
   * Puts one record into its partition's batch. Throws what makes this record impossible, without a trace of it left.
   * `bytes` of the batch grow by what the record took; the caller adds the claim.
   */
  place(
    key: Content,
    value: Content,
    timestamp: number,
    headers: RecordHeaders | undefined,
    given: number | undefined,
    nowMs: number,
  ): PendingBatch {
    const facts = this.facts as TopicFacts
    if (facts.compacted && (key === null || key === undefined)) throw keyless(facts.name)
    const partition = this.#chooser.choose(key ?? null, given, facts.partitionsCount)
    const queue = this.queues[partition] as PartitionQueue
    // A cheap bound decides nearly always; the exact size of strings and headers is only counted at a batch's end.
    let bytesMost = RECORD_OVERHEAD_MOST + roughBytes(key) + roughBytes(value)
    const open = queue.open
    if (
      headers !== undefined ||
      open === undefined ||
      open.builder.sizeBytes + bytesMost > queue.batchBytesMost
    ) {
      bytesMost = recordBytesMost(key, value, headers)
      if (BATCH_HEADER_BYTES + bytesMost > facts.messageBytesMax) checkAlone(bytesMost, facts)
    }
    const batch = queue.batchFor(bytesMost, nowMs)
    const before = batch.builder.sizeBytes
    try {
      batch.builder.append(key, value, timestamp, headers)
    } catch (error) {
      if (batch.builder.recordsCount === 0) queue.open = undefined // an empty batch would never leave
      throw error
    }
    const bytes = batch.builder.sizeBytes - before
    batch.accountedBytes += bytes
    this.#turnBytes += bytes
    this.#context.account.take(bytes)
    if (key === null || key === undefined) this.#chooser.took(bytes)
    if (batch.builder.recordsCount === 1) this.#context.wake(queue) // a batch was begun, so one may be sealed
    return batch
  }

  /** The records placed so far do not linger. */
  hurry(): void {
    for (const queue of this.queues) {
      if (queue.open === undefined) continue
      queue.open.urgent = true
      this.#context.wake(queue)
    }
  }

  /** Take over newer facts. Queues with records under way move to a topic made anew through recovery.ts. */
  adopt(facts: TopicFacts): void {
    if (facts === this.facts) return
    this.facts = facts
    for (const queue of this.queues) {
      if (queue.facts.idHex === facts.idHex) queue.facts = facts
      else if (queue.empty) moveTo(queue, facts)
    }
    for (let i = this.queues.length; i < facts.partitionsCount; i++) {
      this.queues.push(new PartitionQueue(facts, i, this.#context.settings))
    }
  }

  /** Fails what waited past its deadline. */
  expire(nowMs: number, failure?: SluiceError): void {
    this.#lastFailure = failure ?? this.#lastFailure
    for (const admission of this.waiting.filter(({ deadlineMs }) => deadlineMs <= nowMs)) {
      this.leave(admission)
      admission.refuse(this.#tooLate())
    }
  }

  async #pump(): Promise<void> {
    this.#pumping = true
    try {
      while (this.waiting.length > 0) await this.#pumpOne(this.waiting[0] as Admission)
    } finally {
      this.#pumping = false
    }
  }

  async #pumpOne(admission: Admission): Promise<void> {
    const { metadata, account } = this.#context
    if (admission.marker) {
      this.leave(admission)
      admission.admit(this)
      return
    }
    try {
      this.adopt(
        await metadata.get(
          this.name,
          new Deadline(Math.min(METADATA_MS, admission.deadlineMs - performance.now())),
        ),
      )
      this.#lastFailure = undefined
    } catch (error) {
      if (!(error instanceof SluiceError) || !error.retriable) throw error
      return this.expire(performance.now(), error)
    }
    this.#turnBytes = 0
    if (this.waiting[0] !== admission) return // aborted or expired meanwhile
    if (account.hasRoom && admission.admit(this)) this.leave(admission)
    else if (account.hasRoom) await new Promise((resolve) => setImmediate(resolve))
    else await new Promise<void>((resolve) => account.whenRoom(resolve))
  }

  #tooLate(): SluiceError {
    const cause = this.#lastFailure
    const reason = cause?.message ?? 'the producer had no room for it'
    return new SluiceError(cause?.code ?? 'TIMEOUT', `not sent in time: ${reason}`, {
      topic: this.name,
      delivered: 'no',
      cause,
    })
  }

  #refuseAll(error: unknown): void {
    const failure =
      error instanceof SluiceError
        ? error
        : new SluiceError('INTERNAL', String(error), { cause: error, delivered: 'no' })
    const told = new SluiceError(failure.code, failure.message, {
      cause: failure,
      topic: this.name,
      delivered: 'no',
      hint: failure.hint,
    })
    for (const admission of this.waiting.splice(0)) admission.refuse(told)
  }
}

/** The queue's log is another one now: nothing of its sequences and ends holds there. */
export function moveTo(queue: PartitionQueue, facts: TopicFacts): void {
  queue.facts = facts
  queue.ackedEnd = 0
  queue.durableEnd = 0
  queue.renumber(queue.identity)
}

function keyless(name: string): SluiceError {
  return new SluiceError(
    'INVALID_ARGUMENT',
    `a record for '${name}' has no key: a compacted topic keeps the last record of each key, so it needs keys`,
    { topic: name },
  )
}

/** Most bytes, without looking into strings: three for each UTF-16 unit. */
function roughBytes(content: Content): number {
  if (content === null || content === undefined) return 0
  return typeof content === 'string' ? content.length * 3 : content.length
}

/** Does the record fit alone into a batch? To the byte. */
function checkAlone(bytesMost: number, facts: TopicFacts): void {
  const contents = bytesMost - RECORD_OVERHEAD_MOST
  // The lengths of key, value and headers take 3 to 15 bytes; assume the value's alone is long, as it is near any limit.
  const least = 3 + 1 + 1 + 1 + varintBytes(contents) + contents
  const bytes = BATCH_HEADER_BYTES + varintBytes(least) + least
  if (bytes <= facts.messageBytesMax) return
  const message = `a record takes ${bytes} bytes as a batch, '${facts.name}' accepts max.message.bytes=${facts.messageBytesMax}`
  throw new SluiceError('MESSAGE_TOO_LARGE', message, {
    topic: facts.name,
    details: { limit: facts.messageBytesMax, bytes },
  })
}

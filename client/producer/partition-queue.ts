// What waits for one partition: a batch being filled, sealed batches, batches in flight. Filled by topic-queue.ts, emptied by
// sender.ts; pure bookkeeping, no socket and no timer.
// Invariants: batches leave in the order they were begun; `inFlight` is in that order; while `recovering` nothing leaves.
// From the oldest batch without an outcome to the newest that left there are at most producerInFlightDefault batches, those
// acknowledged in between counted too: as many as the broker remembers, so that a repeat of any of them is recognized.
import type { BatchMemory } from '../../protocol/batch.ts'
import { limits } from '../../protocol/limits.ts'
import type { TopicFacts } from '../connection/metadata.ts'
import { PendingBatch } from './pending-batch.ts'
import type { ProducerIdentity } from './producer-identity.ts'

const CAPACITY_LEAST_BYTES = 512
/** A batch expires as a whole: one that waited for this share of deliveryTimeoutMs takes no more records. */
const AGE_SHARE = 0.25
/** Smaller buffers are not worth keeping. */
const REUSED_BYTES_LEAST = 32 * 1024

export interface QueueSettings {
  readonly batchBytes: number
  readonly lingerMs: number
  readonly deliveryTimeoutMs: number
  /** Buffers of batches that were acknowledged. */
  readonly memory: BatchMemory
}

export class PartitionQueue {
  readonly partition: number
  /** The topic these batches go to; replaced when the topic was made anew. */
  facts: TopicFacts
  open: PendingBatch | undefined
  ready: PendingBatch[] = []
  inFlight: PendingBatch[] = []
  /** Requests without an outcome yet. */
  outstanding = 0
  recovering = false
  failures = 0
  identity: ProducerIdentity | undefined
  nextSequence = 0
  /** End of what was acknowledged in `facts`' log, and how far that is known to be on disk: for flush({ durable }). */
  ackedEnd = 0
  durableEnd = 0
  readonly #settings: QueueSettings
  #lastBytes = CAPACITY_LEAST_BYTES
  #nextOrdinal = 0

  constructor(facts: TopicFacts, partition: number, settings: QueueSettings) {
    this.facts = facts
    this.partition = partition
    this.#settings = settings
  }

  get batchBytesMost(): number {
    return Math.min(this.#settings.batchBytes, this.facts.messageBytesMax)
  }

  /** The batch that takes a record of at most `bytesMost` bytes; the one before is sealed when it has no room. */
  batchFor(bytesMost: number, nowMs: number): PendingBatch {
    const open = this.open
    if (open !== undefined) {
      const fits = open.builder.sizeBytes + bytesMost <= this.batchBytesMost
      if (fits && nowMs - open.createdAtMs < this.#settings.deliveryTimeoutMs * AGE_SHARE) return open
      this.seal()
    }
    const capacity = Math.min(
      Math.max(this.#lastBytes + (this.#lastBytes >> 3), bytesMost),
      this.batchBytesMost + bytesMost,
    )
    const memory = capacity >= REUSED_BYTES_LEAST ? this.#settings.memory : undefined
    const begun = new PendingBatch(this.partition, capacity, nowMs, this.#settings.deliveryTimeoutMs, memory)
    this.open = begun
    return begun
  }

  seal(): void {
    if (this.open === undefined) return
    this.#lastBytes = Math.max(this.open.builder.sizeBytes, CAPACITY_LEAST_BYTES)
    this.ready.push(this.open)
    this.open = undefined
  }

  /** May a batch leave now? A batch still being filled leaves when nothing is in flight, or it lingered, or it is urgent. */
  sendable(nowMs: number): boolean {
    if (this.recovering || this.outstanding >= limits.producerInFlightDefault) return false
    const [first] = this.ready
    if (first !== undefined && first.ordinal >= 0) return true
    const oldest = this.inFlight[0]?.ordinal ?? this.#nextOrdinal
    if (this.#nextOrdinal - oldest >= limits.producerInFlightDefault) return false
    if (first !== undefined) return true
    const open = this.open
    if (open === undefined || open.builder.recordsCount === 0) return false
    return open.urgent || this.outstanding === 0 || nowMs - open.createdAtMs >= this.#settings.lingerMs
  }

  /** The next batch to send; only after `sendable`. */
  take(): PendingBatch | undefined {
    if (this.ready.length === 0) this.seal()
    return this.ready.shift()
  }

  /** Everything that is not settled. */
  pending(): PendingBatch[] {
    return [...this.inFlight, ...this.ready, ...(this.open === undefined ? [] : [this.open])]
  }

  /** Nothing waits to be sent. */
  get idle(): boolean {
    return this.open === undefined && this.ready.length === 0
  }

  /** A batch is being filled and will be sent by time. */
  get lingering(): boolean {
    return !this.recovering && this.open !== undefined && this.outstanding < limits.producerInFlightDefault
  }

  get empty(): boolean {
    return this.open === undefined && this.ready.length === 0 && this.inFlight.length === 0
  }

  /** What failed goes back to the front, in order. */
  requeue(): void {
    this.ready = [...this.inFlight, ...this.ready]
    this.inFlight = []
  }

  /** Sequences begin at 0 again, under this identity; those of unsettled batches are void. */
  renumber(identity: ProducerIdentity | undefined): void {
    this.identity = identity
    this.nextSequence = 0
    for (const batch of [...this.inFlight, ...this.ready]) batch.identity = undefined
  }

  /** The identity and sequence a batch leaves with: those it left with before, unless they are void. */
  sequenceFor(batch: PendingBatch, current: ProducerIdentity | undefined): number {
    this.identity ??= current
    if (batch.identity !== undefined || this.identity === undefined) return batch.baseSequence
    return this.nextSequence
  }

  handedOff(batch: PendingBatch, sequence: number): void {
    if (batch.identity !== undefined && sequence === this.nextSequence) {
      this.nextSequence = (sequence + batch.recordsCount) % 2 ** 31
    }
    if (batch.ordinal < 0) batch.ordinal = this.#nextOrdinal++
    this.inFlight.push(batch)
    this.outstanding += 1
    batch.awaiting = true
  }

  /** The request with this batch has an outcome. */
  heard(batch: PendingBatch): void {
    this.outstanding -= 1
    batch.awaiting = false
  }

  /** The batch has an outcome: it is sent no more. */
  settled(batch: PendingBatch): void {
    for (const line of [this.inFlight, this.ready]) {
      const at = line.indexOf(batch)
      if (at >= 0) line.splice(at, 1)
    }
  }
}

// A batch on its way: records being collected, then the encoded bytes until they are acknowledged or given up.
// Made by partition-queue.ts, sent by sender.ts. Each stretch of its records belongs to one call: a claim.
// Invariants: a claim is settled exactly once; before hand-off records can be taken out (an aborted send), afterwards the
// bytes and their sequence stay as they are until recovery.ts decides otherwise.
import { BatchBuilder, type BatchMemory, BatchReader, stampProducer } from '../../protocol/batch.ts'
import type { CodecName } from '../../protocol/codecs.ts'
import type { SluiceError } from '../../protocol/errors.ts'
import type { ProducerIdentity } from './producer-identity.ts'

export interface Acked {
  readonly partition: number
  /** Of the claim's first record. */
  readonly offset: number
  readonly durableOffset: number
}

/** Records of one call in one batch. */
export abstract class Claim {
  batch: PendingBatch | undefined
  start = 0
  count = 0
  removed = false
  abstract acked(outcome: Acked): void
  abstract failed(error: SluiceError): void
}

export class PendingBatch {
  readonly partition: number
  readonly claims: Claim[] = []
  readonly createdAtMs: number
  readonly deadlineMs: number
  /** Leave without lingering. */
  urgent = false
  /** What the producer's memory account holds for it. */
  accountedBytes = 0
  encoded: Buffer | undefined
  identity: ProducerIdentity | undefined
  baseSequence = -1
  /** How many batches of the partition left before it did; -1: it did not leave yet. */
  ordinal = -1
  recordsCount = 0
  /** An attempt ended without an answer: the batch may be stored. */
  uncertain = false
  lastFailure: SluiceError | undefined
  /** A request with it is out. */
  awaiting = false
  settled = false
  #builder: BatchBuilder
  #removedCount = 0
  #onSettled: (() => void)[] = []

  constructor(
    partition: number,
    capacityBytes: number,
    nowMs: number,
    deliveryTimeoutMs: number,
    memory?: BatchMemory,
  ) {
    this.partition = partition
    this.createdAtMs = nowMs
    this.deadlineMs = nowMs + deliveryTimeoutMs
    this.#builder = new BatchBuilder(capacityBytes, memory)
  }

  get builder(): BatchBuilder {
    return this.#builder
  }

  get handedOff(): boolean {
    return this.encoded !== undefined
  }

  get sizeBytes(): number {
    return this.encoded?.length ?? this.#builder.sizeBytes
  }

  /** Takes the claim's records out before hand-off. */
  remove(claim: Claim): void {
    claim.removed = true
    this.#removedCount += claim.count
  }

  /** Nothing is left in it. */
  get hollow(): boolean {
    return !this.handedOff && this.#removedCount === this.#builder.recordsCount
  }

  /** The bytes to send, under this identity and sequence; encoded once, stamped anew when the sequence changed. */
  handOff(
    codec: CodecName,
    identity: ProducerIdentity | undefined,
    sequence: number,
    bytesMax: number,
  ): Buffer {
    if (this.encoded === undefined) {
      if (this.#removedCount > 0) this.#rebuild()
      this.recordsCount = this.#builder.recordsCount
      this.encoded = finish(this.#builder, codec, identity, sequence)
      // Compression can make what does not compress a little larger, and then too large.
      if (codec !== 'none' && this.encoded.length > bytesMax) {
        const plain = builderOf(new BatchReader(this.encoded))
        this.encoded = finish(plain, 'none', identity, sequence)
      }
    } else if (identity !== undefined && (this.identity !== identity || this.baseSequence !== sequence)) {
      stampProducer(this.encoded, identity.producerId, identity.producerEpoch, sequence)
    }
    this.identity = identity
    this.baseSequence = identity === undefined ? -1 : sequence
    return this.encoded
  }

  acked(baseOffset: number, durableOffset: number): void {
    for (const claim of this.claims) {
      if (!claim.removed)
        claim.acked({ partition: this.partition, offset: baseOffset + claim.start, durableOffset })
    }
    this.#settle()
  }

  failed(error: SluiceError): void {
    for (const claim of this.claims) if (!claim.removed) claim.failed(error)
    this.#settle()
  }

  whenSettled(): Promise<void> {
    return this.settled ? Promise.resolve() : new Promise((resolve) => this.#onSettled.push(resolve))
  }

  #settle(): void {
    this.settled = true
    for (const resolve of this.#onSettled) resolve()
    this.#onSettled = []
  }

  /** Encodes what was not removed; counts claims anew. */
  #rebuild(): void {
    const reader = new BatchReader(this.#builder.finish())
    const rebuilt = new BatchBuilder(this.#builder.sizeBytes)
    const kept = this.claims.filter((claim) => !claim.removed)
    let next = 0
    for (const claim of kept) {
      const start = rebuilt.recordsCount
      for (; next < claim.start; next++) reader.next()
      for (; next < claim.start + claim.count; next++) {
        reader.next()
        rebuilt.append(reader.key, reader.value, reader.timestamp, reader.headers)
      }
      claim.start = start
    }
    this.claims.splice(0, this.claims.length, ...kept)
    this.#builder = rebuilt
    this.#removedCount = 0
  }
}

function finish(
  builder: BatchBuilder,
  codec: CodecName,
  identity: ProducerIdentity | undefined,
  baseSequence: number,
): Buffer {
  return builder.finish(identity === undefined ? { codec } : { codec, ...identity, baseSequence })
}

function builderOf(reader: BatchReader): BatchBuilder {
  const builder = new BatchBuilder(reader.buffer.length)
  while (reader.next()) builder.append(reader.key, reader.value, reader.timestamp, reader.headers)
  return builder
}

// Which partition a record goes to. Called by topic-queue.ts for each record without a partition of its own.
// With a key: Kafka's murmur2, so that a key lands where every other client puts it. Without: one partition until a batch's
// worth of bytes went there, then another, so that batches fill.
// Invariant: no allocation per record but for string keys over SCRATCH_BYTES.
import { SluiceError } from '../../protocol/errors.ts'
import { partitionOf } from '../../protocol/murmur2.ts'

/**
 * Answers a partition in [0, partitionsCount), at once. `key` is what the serde wrote, valid only during the call. A record
 * for which it throws (INVALID_ARGUMENT) or answers anything else (UNKNOWN_PARTITION) fails alone, not stored.
 */
export type Partitioner = (key: Uint8Array | null, partitionsCount: number, topic: string) => number

const SCRATCH_BYTES = 256
const scratchByLength: (Buffer | undefined)[] = []

/** The bytes of a key; for short strings a scratch buffer of exactly their length, overwritten by the next call. */
function bytesOf(key: Uint8Array | string): Uint8Array {
  if (typeof key !== 'string') return key
  const length = Buffer.byteLength(key)
  if (length > SCRATCH_BYTES) return Buffer.from(key)
  let scratch = scratchByLength[length]
  if (scratch === undefined) {
    scratch = Buffer.allocUnsafeSlow(length)
    scratchByLength[length] = scratch
  }
  scratch.write(key)
  return scratch
}

export class PartitionChooser {
  readonly #own: Partitioner | undefined
  readonly #topic: string
  readonly #stickyBytesMost: number
  #sticky = -1
  #stickyBytes = 0

  constructor(topic: string, own: Partitioner | undefined, stickyBytesMost: number) {
    this.#topic = topic
    this.#own = own
    this.#stickyBytesMost = stickyBytesMost
  }

  choose(key: Uint8Array | string | null, given: number | undefined, partitionsCount: number): number {
    if (given !== undefined) return checked(given, partitionsCount, this.#topic)
    if (this.#own !== undefined) {
      return this.#ask(this.#own, key, partitionsCount)
    }
    if (partitionsCount === 1) return 0
    if (key !== null) return partitionOf(bytesOf(key), partitionsCount)
    if (this.#sticky < 0 || this.#sticky >= partitionsCount || this.#stickyBytes >= this.#stickyBytesMost) {
      this.#move(partitionsCount)
    }
    return this.#sticky
  }

  #ask(own: Partitioner, key: Uint8Array | string | null, partitionsCount: number): number {
    const topic = this.#topic
    let chosen: unknown
    try {
      chosen = own(key === null ? null : bytesOf(key), partitionsCount, topic)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const message = `the partitioner threw for a record of '${topic}': ${reason}`
      throw new SluiceError('INVALID_ARGUMENT', message, { topic, cause: error })
    }
    if (isPartition(chosen, partitionsCount)) return chosen as number
    const message = `the partitioner answered ${String(chosen)} for a record of '${topic}', which has the partitions 0 to ${partitionsCount - 1}`
    throw new SluiceError('UNKNOWN_PARTITION', message, { topic })
  }

  /** `bytes` went to the partition chosen for a record without a key. */
  took(bytes: number): void {
    this.#stickyBytes += bytes
  }

  #move(partitionsCount: number): void {
    const step = 1 + Math.floor(Math.random() * (partitionsCount - 1))
    this.#sticky =
      this.#sticky < 0 ? Math.floor(Math.random() * partitionsCount) : (this.#sticky + step) % partitionsCount
    this.#stickyBytes = 0
  }
}

function isPartition(value: unknown, partitionsCount: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < partitionsCount
}

function checked(partition: number, partitionsCount: number, topic: string): number {
  if (isPartition(partition, partitionsCount)) return partition
  const message = `'${topic}' has the partitions 0 to ${partitionsCount - 1}, not ${partition}`
  throw new SluiceError('UNKNOWN_PARTITION', message, { topic, partition })
}

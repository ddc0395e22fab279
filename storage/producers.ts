// What one log knows of idempotent producers: epoch and the last batches of each, so that a repeat is recognized and
// answered with the offset of the original. Pure; used by appender.ts and rebuilt from batch headers by recovery.ts.
// Rules of Kafka, but an unknown producer must begin with sequence 0: accepting any other would let a forgotten
// producer store its batch a second time. Bounded: the producer that is idle for longest is forgotten first.
import { SluiceError } from '../protocol/errors.ts'
import type { ProducerEntry } from '../protocol/messages.ts'

export interface ProducerBatchFacts {
  producerId: number
  producerEpoch: number
  baseSequence: number
  recordsCount: number
}

interface KeptBatch {
  firstSequence: number
  lastSequence: number
  baseOffset: number
  appendMs: number
}

interface Producer {
  epoch: number
  batches: KeptBatch[] // oldest first
  lastAppendMs: number
}

/** Where a batch lies in the log. `check` answers with it for a repeat. */
export interface PlacedBatch {
  baseOffset: number
  endOffset: number
  appendMs: number
}

const SEQUENCES = 2 ** 31

export class ProducerTable {
  readonly #kept: number
  readonly #producersMax: number
  readonly #byId = new Map<number, Producer>() // in order of last append, oldest first

  constructor(batchesKept: number, producersMax: number) {
    this.#kept = batchesKept
    this.#producersMax = producersMax
  }

  get size(): number {
    return this.#byId.size
  }

  /** The original of a repeated batch, undefined for a batch that comes next; throws SluiceError for anything else. */
  check(batch: ProducerBatchFacts): PlacedBatch | undefined {
    const producer = this.#byId.get(batch.producerId)
    if (producer === undefined) {
      if (batch.baseSequence === 0) return undefined
      throw new SluiceError(
        'UNKNOWN_PRODUCER_ID',
        `this log does not know producer ${batch.producerId}, whose batch has sequence ${batch.baseSequence}: ` +
          'its state expired or its records were deleted; ask for a new producer id and begin at sequence 0',
      )
    }
    if (batch.producerEpoch < producer.epoch) {
      throw new SluiceError(
        'INVALID_PRODUCER_EPOCH',
        `producer ${batch.producerId} is at epoch ${producer.epoch}, the batch has epoch ${batch.producerEpoch}: ` +
          'a newer instance took over, close this one',
      )
    }
    if (batch.producerEpoch > producer.epoch) {
      if (batch.baseSequence === 0) return undefined
      throw outOfOrder(batch, 0)
    }
    return this.#checkSequence(producer, batch)
  }

  #checkSequence(producer: Producer, batch: ProducerBatchFacts): PlacedBatch | undefined {
    const last = lastSequence(batch)
    for (const kept of producer.batches) {
      if (kept.firstSequence === batch.baseSequence && kept.lastSequence === last) {
        return {
          baseOffset: kept.baseOffset,
          endOffset: kept.baseOffset + batch.recordsCount,
          appendMs: kept.appendMs,
        }
      }
    }
    const newest = producer.batches[producer.batches.length - 1]
    const expected = newest === undefined ? 0 : (newest.lastSequence + 1) % SEQUENCES
    if (batch.baseSequence === expected) return undefined
    throw outOfOrder(batch, expected)
  }

  /** A batch is in the log at this offset. */
  update(batch: ProducerBatchFacts, baseOffset: number, appendMs: number): void {
    let producer = this.#byId.get(batch.producerId)
    if (producer === undefined || producer.epoch !== batch.producerEpoch) {
      producer = { epoch: batch.producerEpoch, batches: [], lastAppendMs: appendMs }
    }
    producer.batches.push({
      firstSequence: batch.baseSequence,
      lastSequence: lastSequence(batch),
      baseOffset,
      appendMs,
    })
    if (producer.batches.length > this.#kept) producer.batches.shift()
    producer.lastAppendMs = appendMs
    this.#byId.delete(batch.producerId)
    this.#byId.set(batch.producerId, producer)
    if (this.#byId.size > this.#producersMax) {
      for (const oldest of this.#byId.keys()) {
        this.#byId.delete(oldest)
        break
      }
    }
  }

  /** Ids of all producers that are known. */
  ids(): Float64Array {
    return Float64Array.from(this.#byId.keys())
  }

  /** Forget producers that appended nothing since `beforeMs`. */
  expire(beforeMs: number): number {
    let count = 0
    for (const [id, producer] of this.#byId) {
      if (producer.lastAppendMs >= beforeMs) break
      this.#byId.delete(id)
      count++
    }
    return count
  }

  clear(): void {
    this.#byId.clear()
  }

  toEntries(): ProducerEntry[] {
    return [...this.#byId].map(([producerId, producer]) => ({
      producerId,
      producerEpoch: producer.epoch,
      batches: producer.batches.map((batch) => ({ ...batch })),
      lastAppendMs: producer.lastAppendMs,
    }))
  }

  load(entries: readonly ProducerEntry[]): void {
    this.#byId.clear()
    for (const entry of entries) {
      this.#byId.set(entry.producerId, {
        epoch: entry.producerEpoch,
        // Field by field: what a decoded message leaves out stands on its prototype, where a spread does not look.
        batches: entry.batches.map(({ firstSequence, lastSequence, baseOffset, appendMs }) => ({
          firstSequence,
          lastSequence,
          baseOffset,
          appendMs,
        })),
        lastAppendMs: entry.lastAppendMs,
      })
    }
  }
}

function lastSequence(batch: ProducerBatchFacts): number {
  return (batch.baseSequence + batch.recordsCount - 1) % SEQUENCES
}

function outOfOrder(batch: ProducerBatchFacts, expected: number): SluiceError {
  return new SluiceError(
    'OUT_OF_ORDER_SEQUENCE',
    `producer ${batch.producerId} sent sequence ${batch.baseSequence} where ${expected} comes next: ` +
      'a batch before it is missing, or the repeat is older than the batches kept',
  )
}

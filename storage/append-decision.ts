// May these batches be appended? Timestamps and producer sequences of what `inspect` found sound. Pure; used by
// appender.ts. A request whose batches are all repeats is answered with the originals; a mix of repeats and new batches
// is refused, since one answer cannot say both.
import { BatchFact } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { PlacedBatch, ProducerBatchFacts, ProducerTable } from './producers.ts'

/** BatchFact.width numbers per batch. */
export type BatchFacts = Float64Array

const SEQUENCES = 2 ** 31

/** Undefined: append them. Throws SluiceError when they may not be. */
export function decide(
  facts: BatchFacts,
  count: number,
  producers: ProducerTable,
  nowMs: number,
): PlacedBatch | undefined {
  let original: PlacedBatch | undefined
  let before: ProducerBatchFacts | undefined // the batch in front, when it is new
  for (let index = 0; index < count; index++) {
    checkTimestamp(facts[index * BatchFact.width + BatchFact.maxTimestamp] as number, nowMs)
    const batch = producerFacts(facts, index)
    const repeat = batch.producerId < 0 || continues(before, batch) ? undefined : producers.check(batch)
    if (index > 0 && (repeat === undefined) !== (original === undefined)) {
      throw new SluiceError(
        'INVALID_BATCH',
        'the request mixes batches that are stored already with new ones: send them apart',
      )
    }
    if (repeat === undefined) before = batch
    else if (original === undefined) original = { ...repeat }
    else original.endOffset = repeat.endOffset
  }
  return original
}

function producerFacts(facts: BatchFacts, index: number): ProducerBatchFacts {
  const at = index * BatchFact.width
  return {
    producerId: facts[at + BatchFact.producerId] as number,
    producerEpoch: facts[at + BatchFact.producerEpoch] as number,
    baseSequence: facts[at + BatchFact.baseSequence] as number,
    recordsCount: facts[at + BatchFact.recordsCount] as number,
  }
}

/** A new batch of the same producer right behind the one in front: the table does not know that one yet. */
function continues(before: ProducerBatchFacts | undefined, batch: ProducerBatchFacts): boolean {
  if (before === undefined || before.producerId !== batch.producerId) return false
  const next = (before.baseSequence + before.recordsCount) % SEQUENCES
  if (before.producerEpoch === batch.producerEpoch && batch.baseSequence === next) return true
  throw new SluiceError(
    'OUT_OF_ORDER_SEQUENCE',
    `producer ${batch.producerId} sent sequence ${batch.baseSequence} where ${next} comes next in the same request`,
  )
}

function checkTimestamp(maxTimestampMs: number, nowMs: number): void {
  if (maxTimestampMs <= nowMs + limits.timestampAheadMsMax) return
  throw new SluiceError(
    'INVALID_TIMESTAMP',
    `a record is stamped ${Math.round((maxTimestampMs - nowMs) / 1000)} s ahead of the broker's clock; ` +
      `${limits.timestampAheadMsMax / 1000} s are allowed: check the clock of the producer and the unit (milliseconds)`,
  )
}

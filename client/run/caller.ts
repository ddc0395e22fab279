// Calls handlers and keeps the hands of those that answered a promise. Owned by scheduler.ts.
// Invariants: a record is finished in the turn it was called, or it is in exactly one hand; with order 'key' the key of a
// record in a hand is busy; there are as many hands as were ever needed at once.
import { ConsumedRecord } from '../consumer/record.ts'
import { Hand, type HandOwner, invoke, isThenable } from './hand.ts'
import { KeyLines } from './keys.ts'
import type { RunPartition } from './partition.ts'
import type { AnyRecord, RunSource } from './source.ts'

export class Caller {
  readonly keys = new KeyLines()
  /** Records in hands. */
  active = 0
  /** Whose handler is being called right now. */
  calling: RunPartition | undefined
  readonly #owner: HandOwner
  readonly #logger: RunSource['logger']
  readonly #hands: Hand[] = []
  readonly #free: Hand[] = []

  constructor(owner: HandOwner, logger: RunSource['logger']) {
    this.#owner = owner
    this.#logger = logger
  }

  /** True when the record is finished; else it is in a hand. `sequence` and `key` are of records that waited for their turn. */
  call(
    partition: RunPartition,
    record: AnyRecord,
    sequence: number | undefined,
    key: string | undefined,
  ): boolean {
    try {
      ConsumedRecord.decodeNow(record)
    } catch (error) {
      return this.#undecodable(partition, record, sequence, key, error)
    }
    const { nextOffset } = partition // a handler that pauses its partition sets it back
    let result: unknown
    let error: unknown
    let failed = false
    this.calling = partition
    try {
      result = invoke(this.#owner, partition, record, 1)
      if (!isThenable(result)) return finished(partition, record, sequence, nextOffset)
    } catch (thrown) {
      failed = true
      error = thrown
    } finally {
      this.calling = undefined
    }
    const hand = this.#take(partition, record, sequence, key, 1, nextOffset)
    if (failed) hand.failed(error)
    else hand.watch(result as PromiseLike<unknown>)
    return false
  }

  /** The record left the hand. */
  free(hand: Hand): void {
    this.active -= 1
    hand.partition.active -= 1
    this.#free.push(hand)
  }

  /** Waits for further tries are over: all, or those of one partition. */
  giveUp(partition?: RunPartition): void {
    for (const hand of this.#hands) if (partition === undefined || hand.partition === partition) hand.giveUp()
  }

  #undecodable(
    partition: RunPartition,
    record: AnyRecord,
    sequence: number | undefined,
    key: string | undefined,
    error: unknown,
  ): boolean {
    const { onUndecodable } = this.#owner.settings
    if (onUndecodable === 'skip') {
      const { topic, partition: number, offset } = record
      this.#logger.warn({ topic, partition: number, offset, error }, 'skipped a record that cannot be read')
      return finished(partition, record, sequence, partition.nextOffset)
    }
    const hand = this.#take(partition, record, sequence, key, 0, partition.nextOffset)
    if (onUndecodable === 'dead-letter') hand.bury(error)
    else hand.fail(error)
    return false
  }

  #take(
    partition: RunPartition,
    record: AnyRecord,
    sequence: number | undefined,
    key: string | undefined,
    attempts: number,
    nextOffset: number,
  ): Hand {
    let hand = this.#free.pop()
    if (hand === undefined) {
      hand = new Hand(this.#owner)
      this.#hands.push(hand)
    }
    let busyKey = key
    if (key === undefined && this.#owner.settings.order === 'key') {
      busyKey = ConsumedRecord.keyText(record)
      if (busyKey !== undefined) this.keys.begin(busyKey)
    }
    const begun = sequence ?? partition.tracker.begin(record.offset, nextOffset)
    hand.take(partition, record, begun, busyKey, attempts)
    if (!partition.lease.ended) partition.hold() // a handler that pauses its partition before it waits
    this.active += 1
    partition.active += 1
    return hand
  }
}

function finished(
  partition: RunPartition,
  record: AnyRecord,
  sequence: number | undefined,
  nextOffset: number,
): true {
  if (sequence === undefined) partition.tracker.pass(record.offset, nextOffset)
  else partition.tracker.finish(sequence)
  return true
}

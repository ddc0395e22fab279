// One record in work: its handler's promise, the waits between tries, its way to the dead letters. Made and used again by
// scheduler.ts, one for each handler that runs at once.
//
//   handler ──ok──────────────────────────────────▶ finished
//      ▲   └──failed──▶ tries left: wait ─┐
//      └──────────────────────────────────┘
//                       none left: dead letter ──stored──▶ finished, else HANDLER_FAILED
//
// Invariants: `settled` is called once a record; a record whose lease has ended, or which fails while run() is ending, is
// dropped, not tried again: it is unfinished, and its next reader's.
import { SluiceError } from '../../protocol/errors.ts'
import { processChannel } from '../tracing.ts'
import { messageOf, sendDeadLetter } from './dead-letter.ts'
import type { Handler, RunSettings } from './options.ts'
import type { RunPartition } from './partition.ts'
import type { AnyRecord } from './source.ts'

/** A try that nobody may make for now is looked at again after so long. */
const FENCED_LOOK_MS = 50

export type Outcome = 'finished' | 'dropped' | SluiceError

/** What a hand needs of the scheduler. */
export interface HandOwner {
  readonly handler: Handler<AnyRecord>
  readonly settings: RunSettings
  readonly group: string | undefined
  readonly stopping: boolean
  settled(hand: Hand, outcome: Outcome): void
}

/** Calls the handler; tracing tools hear of it. */
export function invoke(
  owner: HandOwner,
  partition: RunPartition,
  record: AnyRecord,
  attempt: number,
): unknown {
  if (!processChannel.active) return owner.handler(record, partition.context)
  const { topic, partition: number, offset } = record
  const traceparent = record.header('traceparent')?.toString('latin1')
  return processChannel.trace(async () => owner.handler(record, partition.context), {
    group: owner.group,
    topic,
    partition: number,
    offset,
    attempt,
    traceparent,
  })
}

export function isThenable(result: unknown): result is PromiseLike<unknown> {
  return (
    typeof result === 'object' && result !== null && typeof (result as { then?: unknown }).then === 'function'
  )
}

export class Hand {
  partition!: RunPartition
  record!: AnyRecord
  sequence = 0
  /** order: 'key': the key that is busy with this record. */
  key: string | undefined
  readonly #owner: HandOwner
  #attempts = 0
  #timer: NodeJS.Timeout | undefined
  // Made once a hand, not once a record.
  readonly #fulfilled = () => this.#owner.settled(this, 'finished')
  readonly #rejected = (error: unknown) => this.failed(error)

  constructor(owner: HandOwner) {
    this.#owner = owner
  }

  /** The record is begun: its handler was called so often. */
  take(
    partition: RunPartition,
    record: AnyRecord,
    sequence: number,
    key: string | undefined,
    attempts: number,
  ): void {
    this.partition = partition
    this.record = record
    this.sequence = sequence
    this.key = key
    this.#attempts = attempts
  }

  watch(result: PromiseLike<unknown>): void {
    if (result instanceof Promise) result.then(this.#fulfilled, this.#rejected)
    else Promise.resolve(result).then(this.#fulfilled, this.#rejected)
  }

  /** The handler failed, and so may what is done about it. */
  failed(thrown: unknown): void {
    const { settings, stopping } = this.#owner
    if (stopping || this.partition.lease.ended) return this.#owner.settled(this, 'dropped')
    let error = thrown
    try {
      if (this.#attempts < settings.attempts && settings.retryIf(error, this.record)) return this.#rest()
    } catch (late) {
      error = late
    }
    this.bury(error)
  }

  /** The end of run(), as it is. */
  fail(error: unknown): void {
    this.#owner.settled(this, error as SluiceError)
  }

  /** To the dead letters, or the end of run(). */
  bury(error: unknown): void {
    const { deadLetter } = this.#owner.settings
    if (deadLetter === undefined) return this.#owner.settled(this, this.#failure(error))
    sendDeadLetter(deadLetter, this.record, error, this.#attempts, this.#owner.group).then(
      this.#fulfilled,
      (late: unknown) => this.#owner.settled(this, this.#failure(late, error)),
    )
  }

  /** Ends a wait for the next try; nothing where there is none. */
  giveUp(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#owner.settled(this, 'dropped')
  }

  #rest(leastMs = 0): void {
    const { backoffMs, maxBackoffMs } = this.#owner.settings
    const ceilingMs = Math.min(maxBackoffMs, backoffMs * 2 ** Math.min(this.#attempts - 1, 31))
    const delayMs = Math.max(leastMs, ceilingMs / 2 + (Math.random() * ceilingMs) / 2)
    this.#timer = setTimeout(() => this.#again(), delayMs)
  }

  #again(): void {
    this.#timer = undefined
    if (this.partition.lease.fenced) return this.#rest(FENCED_LOOK_MS)
    this.#attempts += 1
    this.partition.lease.triedAgain()
    try {
      const result = invoke(this.#owner, this.partition, this.record, this.#attempts)
      if (isThenable(result)) return this.watch(result)
    } catch (error) {
      return this.failed(error)
    }
    this.#owner.settled(this, 'finished')
  }

  #failure(cause: unknown, handlerError?: unknown): SluiceError {
    const { topic, partition, offset } = this.record
    const place = `'${topic}' ${partition}/${offset}`
    const message =
      handlerError === undefined
        ? `the handler failed at ${place}: ${messageOf(cause)}`
        : `the handler failed at ${place} (${messageOf(handlerError)}), and its dead letter was not stored: ${messageOf(cause)}`
    const details = { attempts: this.#attempts, ...(handlerError !== undefined && { handlerError }) }
    return new SluiceError('HANDLER_FAILED', message, { cause, topic, partition, offset, details })
  }
}

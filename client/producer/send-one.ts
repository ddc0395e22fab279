// One record of `producer.send`: its way from the call to its promise. Made by producer.ts.
// Invariants: settled once; an aborted record that was not handed off is never sent.
import { type SluiceError, SluiceError as Failure } from '../../protocol/errors.ts'
import { type Acked, Claim } from './pending-batch.ts'
import { aborted } from '../connection/retry.ts'
import { serdeFailure } from '../serde.ts'
import { whenAborted } from '../connection/signals.ts'
import type { AnyTopic, RecordInput } from '../topic.ts'
import type { Admission, TopicQueue } from './topic-queue.ts'

/** What became of a record that was acknowledged. */
export interface SendResult {
  /** From 0. */
  readonly partition: number
  /** Its number in the partition; -1 with acks: 'none'. */
  readonly offset: number
  /** Milliseconds since 1970: the record's own, or when send was called. */
  readonly timestamp: number
  /** On disk when the broker answered. */
  readonly durable: boolean
}

type Bytes = Uint8Array | string | null

/** A key or value as bytes, or as a string to be written as UTF-8. */
export function encodeWith(handle: AnyTopic, what: 'key' | 'value', input: unknown): Bytes {
  if (input === null) return null
  if (input === undefined) {
    if (what === 'key') return null
    const message = `a record for '${handle.name}' has no value; null is a tombstone`
    throw new Failure('INVALID_ARGUMENT', message, { topic: handle.name })
  }
  let encoded: unknown
  try {
    encoded = handle[what].encode(input)
  } catch (error) {
    throw serdeFailure(error, what, 'write', { topic: handle.name })
  }
  if (typeof encoded === 'string' || encoded instanceof Uint8Array) return encoded
  const reason = new TypeError(
    `the serde answered ${encoded === null ? 'null' : typeof encoded}, not bytes or a string`,
  )
  throw serdeFailure(reason, what, 'write', { topic: handle.name })
}

export function checkRecord(record: unknown, topic: string): void {
  if (typeof record === 'object' && record !== null) return
  const message = `a record for '${topic}' is an object such as { key, value }, not ${String(record)}`
  throw new Failure('INVALID_ARGUMENT', message, { topic })
}

export class SendOne extends Claim implements Admission {
  readonly deadlineMs: number
  readonly timestamp: number
  readonly #key: Bytes
  readonly #value: Bytes
  readonly #record: RecordInput<unknown, unknown>
  readonly #nowMs: number
  readonly #resolve: (result: SendResult) => void
  readonly #reject: (error: SluiceError) => void
  #forget: (() => void) | undefined
  #settled = false

  constructor(
    handle: AnyTopic,
    record: RecordInput<unknown, unknown>,
    nowMs: number,
    deadlineMs: number,
    resolve: (result: SendResult) => void,
    reject: (error: SluiceError) => void,
  ) {
    super()
    checkRecord(record, handle.name)
    this.#key = encodeWith(handle, 'key', record.key)
    this.#value = encodeWith(handle, 'value', record.value)
    this.#record = record
    this.#nowMs = nowMs
    this.timestamp = record.timestamp ?? Date.now()
    this.deadlineMs = deadlineMs
    this.#resolve = resolve
    this.#reject = reject
  }

  /** Until it is settled, the signal takes it out of `queue` or of its batch. */
  watch(signal: AbortSignal, queue: TopicQueue): void {
    this.#forget = whenAborted(signal, () => {
      const sent = this.batch?.handedOff === true
      if (this.batch === undefined) queue.leave(this)
      else if (!sent) this.batch.remove(this)
      this.failed(aborted(signal, sent ? 'unknown' : 'no'))
    })
  }

  admit(queue: TopicQueue): boolean {
    const { headers, partition } = this.#record
    try {
      const batch = queue.place(this.#key, this.#value, this.timestamp, headers, partition, this.#nowMs)
      this.batch = batch
      this.start = batch.builder.recordsCount - 1
      this.count = 1
      batch.claims.push(this)
    } catch (error) {
      this.failed(
        error instanceof Failure ? error : new Failure('INVALID_ARGUMENT', String(error), { cause: error }),
      )
    }
    return true
  }

  refuse(error: SluiceError): void {
    this.failed(error)
  }

  acked({ partition, offset, durableOffset }: Acked): void {
    this.#settle()
    this.#resolve({
      partition,
      offset,
      timestamp: this.timestamp,
      durable: offset >= 0 && durableOffset > offset,
    })
  }

  failed(error: SluiceError): void {
    if (this.#settled) return
    this.#settle()
    this.#reject(error)
  }

  #settle(): void {
    this.#settled = true
    this.#forget?.()
  }
}

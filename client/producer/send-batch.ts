// One `producer.sendBatch`: many records, one promise. Made by producer.ts.
// Records go straight from the caller's array into batch buffers; what is kept is one claim for each stretch of records
// that lie together in a batch and, where several partitions or own timestamps take part, two or eight bytes a record.
// Invariants: no promise and no object per record, but for `results` when somebody reads them; the promise is settled when
// every record has an outcome; then the caller's array is let go.
import { SluiceError } from '../../protocol/errors.ts'
import { type Acked, Claim, type PendingBatch } from './pending-batch.ts'
import { aborted } from '../connection/retry.ts'
import { checkRecord, encodeWith, type SendResult } from './send-one.ts'
import { serde } from '../serde.ts'
import { whenAborted } from '../connection/signals.ts'
import type { AnyTopic, RecordInput } from '../topic.ts'
import type { Admission, TopicQueue } from './topic-queue.ts'

/** What became of a sendBatch in which every record was acknowledged. */
export interface SendBatchResult {
  /** Records sent. */
  readonly count: number
  /** Stretches of consecutive offsets. */
  readonly ranges: readonly {
    /** From 0. */
    readonly partition: number
    /** -1 with acks: 'none'. */
    readonly firstOffset: number
    /** How many records. */
    readonly count: number
  }[]
  /** One result a record, in the order given; made when it is first read. */
  readonly results: readonly SendResult[]
}

/** BATCH_FAILED or ABORTED of a sendBatch: `results[i]` is a SendResult, or the SluiceError of that record. */
export class SendBatchError extends SluiceError {
  readonly #results: () => readonly (SendResult | SluiceError)[]

  constructor(
    code: 'BATCH_FAILED' | 'ABORTED',
    message: string,
    options: { delivered: 'no' | 'unknown'; cause: unknown; retriable?: boolean },
    results: () => readonly (SendResult | SluiceError)[],
  ) {
    super(code, message, options)
    this.#results = results
  }

  /** One a record, in the order given. */
  get results(): readonly (SendResult | SluiceError)[] {
    return this.#results()
  }
}

class BatchClaim extends Claim {
  readonly #call: SendBatch
  outcome: Acked | SluiceError | undefined

  constructor(call: SendBatch, batch: PendingBatch) {
    super()
    this.#call = call
    this.batch = batch
    this.start = batch.builder.recordsCount - 1
  }

  acked(outcome: Acked): void {
    this.#settle(outcome)
  }

  failed(error: SluiceError): void {
    this.#settle(error)
  }

  belongsTo(call: SendBatch): boolean {
    return this.#call === call
  }

  #settle(outcome: Acked | SluiceError): void {
    if (this.outcome !== undefined) return
    this.outcome = outcome
    this.#call.claimSettled(this)
  }
}

const NOT_PLACED = 0xffff

export class SendBatch implements Admission {
  readonly deadlineMs: number
  readonly #handle: AnyTopic
  readonly #count: number
  #records: readonly RecordInput<unknown, unknown>[]
  readonly #resolve: (result: SendBatchResult) => void
  readonly #reject: (error: SluiceError) => void
  readonly #claims: BatchClaim[] = []
  readonly #refused = new Map<number, SluiceError>()
  readonly #now = Date.now()
  #partitionOf: Uint16Array | undefined // while undefined, all records placed so far went to #onlyPartition
  #onlyPartition = NOT_PLACED
  #timestampOf: Float64Array | undefined // while undefined, no record had a timestamp of its own
  #next = 0
  #unsettled = 0
  #forget: (() => void) | undefined
  #done = false
  #results: (SendResult | SluiceError)[] | undefined

  constructor(
    handle: AnyTopic,
    records: readonly RecordInput<unknown, unknown>[],
    deadlineMs: number,
    resolve: (result: SendBatchResult) => void,
    reject: (error: SluiceError) => void,
  ) {
    this.#handle = handle
    this.#records = records
    this.#count = records.length
    this.deadlineMs = deadlineMs
    this.#resolve = resolve
    this.#reject = reject
  }

  watch(signal: AbortSignal, queue: TopicQueue): void {
    this.#forget = whenAborted(signal, () => {
      queue.leave(this)
      const sent = this.#claims.some(
        (claim) => claim.outcome === undefined && claim.batch?.handedOff === true,
      )
      for (const claim of this.#claims) {
        if (claim.outcome !== undefined) continue
        const handedOff = claim.batch?.handedOff === true
        if (!handedOff) claim.batch?.remove(claim)
        claim.outcome = aborted(signal, handedOff ? 'unknown' : 'no')
      }
      this.#refuseRest(aborted(signal))
      const delivered =
        sent || this.#claims.some(({ outcome }) => !(outcome instanceof SluiceError)) ? 'unknown' : 'no'
      this.#finish(
        new SendBatchError(
          'ABORTED',
          'the call was aborted by its signal',
          { delivered, cause: signal.reason },
          () => this.#all(),
        ),
      )
    })
  }

  admit(queue: TopicQueue): boolean {
    const records = this.#records
    const nowMs = performance.now()
    while (this.#next < this.#count) {
      if (!queue.mayPlace) return false
      const index = this.#next++
      try {
        this.#place(queue, records[index] as RecordInput<unknown, unknown>, index, nowMs)
      } catch (error) {
        this.#refused.set(
          index,
          error instanceof SluiceError
            ? error
            : new SluiceError('INVALID_ARGUMENT', String(error), { cause: error }),
        )
      }
    }
    queue.hurry()
    if (this.#unsettled === 0) this.#complete()
    return true
  }

  refuse(error: SluiceError): void {
    this.#refuseRest(error)
    if (this.#unsettled === 0) this.#complete()
  }

  claimSettled(_claim: Claim): void {
    this.#unsettled -= 1
    if (this.#unsettled === 0 && this.#next === this.#count) this.#complete()
  }

  #place(queue: TopicQueue, record: RecordInput<unknown, unknown>, index: number, nowMs: number): void {
    const handle = this.#handle
    checkRecord(record, handle.name)
    const { timestamp, headers, partition } = record
    const value = plain(handle, 'value', record.value)
    const key = record.key === undefined || record.key === null ? null : plain(handle, 'key', record.key)
    const batch = queue.place(key, value, timestamp ?? this.#now, headers, partition, nowMs)
    let claim = batch.claims[batch.claims.length - 1]
    if (!(claim instanceof BatchClaim) || !claim.belongsTo(this)) {
      claim = new BatchClaim(this, batch)
      batch.claims.push(claim)
      this.#claims.push(claim as BatchClaim)
      this.#unsettled += 1
    }
    claim.count += 1
    if (timestamp !== undefined) {
      this.#timestampOf ??= new Float64Array(this.#count).fill(this.#now)
      this.#timestampOf[index] = timestamp
    }
    if (batch.partition !== this.#onlyPartition || this.#partitionOf !== undefined)
      this.#note(index, batch.partition)
  }

  #note(index: number, partition: number): void {
    if (this.#onlyPartition === NOT_PLACED && this.#partitionOf === undefined) {
      this.#onlyPartition = partition
      return
    }
    if (this.#partitionOf === undefined) {
      this.#partitionOf = new Uint16Array(this.#count).fill(this.#onlyPartition, 0, index)
    }
    this.#partitionOf[index] = partition
  }

  #refuseRest(error: SluiceError): void {
    for (; this.#next < this.#count; this.#next++) this.#refused.set(this.#next, error)
  }

  #complete(): void {
    const failed = this.#claims.filter(({ outcome }) => outcome instanceof SluiceError)
    if (failed.length === 0 && this.#refused.size === 0) return this.#finish(undefined)
    const first = (failed[0]?.outcome ?? this.#refused.values().next().value) as SluiceError
    let count = this.#refused.size
    for (const claim of failed) count += claim.count
    const none =
      count === this.#count && failed.every(({ outcome }) => (outcome as SluiceError).delivered === 'no')
    const retriable = [
      ...failed.map(({ outcome }) => outcome as SluiceError),
      ...this.#refused.values(),
    ].every((e) => e.retriable)
    const message = `${count} of ${this.#count} records for '${this.#handle.name}' were not acknowledged; the first: ${first.code} ${first.message}`
    this.#finish(
      new SendBatchError(
        'BATCH_FAILED',
        message,
        { delivered: none ? 'no' : 'unknown', cause: first, retriable },
        () => this.#all(),
      ),
    )
  }

  #finish(error: SluiceError | undefined): void {
    if (this.#done) return
    this.#done = true
    this.#records = []
    this.#forget?.()
    if (error !== undefined) return this.#reject(error)
    const all = () => this.#all() as readonly SendResult[]
    const ranges = this.#claims.map((claim) => {
      const { partition, offset } = claim.outcome as Acked
      return { partition, firstOffset: offset, count: claim.count }
    })
    this.#resolve({
      count: this.#count,
      ranges,
      get results() {
        return all()
      },
    })
  }

  /** Claims of a partition hold its records in order, so walking the records visits each claim's records in order too. */
  #all(): (SendResult | SluiceError)[] {
    if (this.#results !== undefined) return this.#results
    const claimsOf = new Map<number, { claims: BatchClaim[]; at: number; used: number }>()
    for (const claim of this.#claims) {
      const partition = claim.batch?.partition as number
      const cursor = claimsOf.get(partition)
      if (cursor === undefined) claimsOf.set(partition, { claims: [claim], at: 0, used: 0 })
      else cursor.claims.push(claim)
    }
    this.#results = Array.from({ length: this.#count }, (_, index) => {
      const refused = this.#refused.get(index)
      if (refused !== undefined) return refused
      const cursor = claimsOf.get(this.#partitionOf?.[index] ?? this.#onlyPartition) as {
        claims: BatchClaim[]
        at: number
        used: number
      }
      if (cursor.used === cursor.claims[cursor.at]?.count) {
        cursor.at += 1
        cursor.used = 0
      }
      const { outcome } = cursor.claims[cursor.at] as BatchClaim
      const position = cursor.used++
      if (outcome === undefined || outcome instanceof SluiceError) return outcome as SluiceError
      const offset = outcome.offset < 0 ? -1 : outcome.offset + position
      const timestamp = this.#timestampOf?.[index] ?? this.#now
      return {
        partition: outcome.partition,
        offset,
        timestamp,
        durable: offset >= 0 && outcome.durableOffset > offset,
      }
    })
    return this.#results
  }
}

/** encodeWith, without a call for what is bytes already. */
function plain(handle: AnyTopic, what: 'key' | 'value', input: unknown): Uint8Array | string | null {
  if (handle[what] === serde.bytes && input instanceof Uint8Array) return input
  return encodeWith(handle, what, input)
}

// Produce: appends the record batches of the frame's payload to logs.
// Behaviour: partitions are appended in request order, each whole or not at all, each with its own result. acks ALL answers
//   once the batches are durable (topics with durability=disk), LEADER once they are in the log, NONE never, not even for
//   an error. A repeated batch is answered with the original's offsets, when the original would be. The answer of ALL
//   after timeout_ms is REQUEST_TIMED_OUT for what is still under way, which may yet be stored.
// Deliberately not: no payload byte is read here, native code checks and copies; no batch is split or merged.
// Limits: the partitions' payload_bytes must add up to the frame's payload, else INVALID_REQUEST and nothing is appended;
//   the rest is the log's: max.message.bytes, its queue (LOG_BUSY), DISK_FULL, LOG_READ_ONLY.
import { SluiceError, toFailure } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import {
  Acks,
  type ProducePartition,
  type ProduceRequest,
  type ProduceResultInit,
} from '../../protocol/messages.ts'
import type { AppendOutcome } from '../../storage/append.ts'
import { type Answer, answer, noAnswer, type Outcome, type RequestContext } from './context.ts'
import { findLog } from './lookup.ts'

const acksNames = ['all', 'leader', 'none'] as const

export function produce(request: ProduceRequest, context: RequestContext): Outcome | Promise<Outcome> {
  const append = new PendingProduce(request, context)
  try {
    checkPayload(request.partitions, context.payloadBytes)
    append.start()
  } catch (error) {
    if (request.acks !== Acks.NONE) throw error
    context.services.metrics.countFailure(error)
    return noAnswer
  }
  return append.outcome()
}

function checkPayload(partitions: readonly ProducePartition[], payloadBytes: number): void {
  let declaredBytes = 0
  for (const { payloadBytes: bytes } of partitions) declaredBytes += bytes
  if (declaredBytes === payloadBytes && payloadBytes > 0) return
  throw new SluiceError(
    'INVALID_REQUEST',
    `the partitions declare ${declaredBytes} bytes of batches, the frame carries ${payloadBytes}; nothing was appended`,
    { hint: 'every partition says how many bytes of the payload are its own, in order' },
  )
}

/** One request until every append of it is done. The frame must live until then, also where the answer went before. */
class PendingProduce {
  readonly #request: ProduceRequest
  readonly #context: RequestContext
  readonly #results: ProduceResultInit[]
  readonly #startedMs = performance.now()
  #pendingCount: number
  #timer: NodeJS.Timeout | undefined
  #resolve: ((outcome: Outcome) => void) | undefined
  #answered = false

  constructor(request: ProduceRequest, context: RequestContext) {
    this.#request = request
    this.#context = context
    this.#pendingCount = request.partitions.length
    this.#results = new Array(request.partitions.length)
  }

  start(): void {
    const { store, draining, metrics } = this.#context.services
    if (draining) throw new SluiceError('SHUTTING_DOWN')
    const acks = acksNames[this.#request.acks]
    let position = 0
    for (let i = 0; i < this.#request.partitions.length; i++) {
      const { topicId, partition, payloadBytes } = this.#request.partitions[i] as ProducePartition
      const start = position
      position += payloadBytes
      const log = findLog(store, topicId, partition)
      if (log instanceof Error) {
        this.#fail(i, partition, log)
        continue
      }
      metrics.produceBytes += payloadBytes
      log.append({
        source: this.#context.frame,
        start,
        length: payloadBytes,
        acks,
        done: (outcome) => this.#done(i, partition, outcome),
      })
    }
  }

  /** At once where everything was done synchronously. */
  outcome(): Outcome | Promise<Outcome> {
    if (this.#pendingCount === 0) return this.#answer(false)
    const { timeoutMs } = this.#request
    if (timeoutMs > 0 && this.#request.acks !== Acks.NONE) {
      this.#timer = setTimeout(() => this.#timeOut(), Math.min(timeoutMs, limits.requestTimeoutMsMax))
    }
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  #done(index: number, partition: number, outcome: AppendOutcome): void {
    if (outcome.error !== undefined) return this.#fail(index, partition, outcome.error)
    const { metrics } = this.#context.services
    metrics.countAppend(acksNames[this.#request.acks], performance.now() - this.#startedMs)
    const { baseOffset, appendedOffset, durableOffset, appendTimeMs, logStartOffset, duplicate } = outcome
    this.#settle(index, {
      partition,
      baseOffset,
      appendedOffset,
      durableOffset,
      appendTimeMs,
      logStartOffset,
      duplicate,
    })
  }

  #fail(index: number, partition: number, error: SluiceError): void {
    this.#context.services.metrics.countFailure(error)
    this.#settle(index, { partition, failure: toFailure(error) })
  }

  #settle(index: number, result: ProduceResultInit): void {
    if (!this.#answered) this.#results[index] = result
    this.#pendingCount -= 1
    if (this.#pendingCount > 0) return
    if (this.#answered) return this.#context.endFrame()
    this.#resolve?.(this.#answer(false))
  }

  #timeOut(): void {
    for (let i = 0; i < this.#results.length; i++) {
      if (this.#results[i] !== undefined) continue
      const { partition } = this.#request.partitions[i] as ProducePartition
      const error = new SluiceError(
        'REQUEST_TIMED_OUT',
        `the batches of partition ${partition} were not durable within ${this.#request.timeoutMs} ms; they may yet be`,
      )
      this.#context.services.metrics.countFailure(error)
      this.#results[i] = { partition, failure: toFailure(error) }
    }
    this.#resolve?.(this.#answer(true))
  }

  #answer(keepsFrame: boolean): Outcome {
    this.#answered = true
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    if (this.#request.acks === Acks.NONE) return noAnswer
    const whole: Answer = answer({ produce: { results: this.#results } })
    return keepsFrame ? { ...whole, keepsFrame } : whole
  }
}

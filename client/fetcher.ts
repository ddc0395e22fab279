// Keeps a consumer's partitions fetched ahead. Called by consumer.ts, which takes chunks from here.
// Invariants: bytes fetched and not taken, plus those asked for, stay within maxBufferedBytes (a single larger batch
// excepted); a partition is in at most one request; what fails for good is told once, in order with the data before it,
// and asked again only when the consumer pulls again; after `close` nothing is under way.
import { fromFailure, SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { FetchResult } from '../protocol/messages.ts'
import { Chunk } from './chunk.ts'
import type { Answer } from './connection.ts'
import type { FetchPosition } from './fetch-position.ts'
import type { Lane } from './lane.ts'
import type { Metadata } from './metadata.ts'
import { resolveStarts } from './resolve-starts.ts'
import { backoffMs, Deadline } from './retry.ts'

export type OrElse = 'fail' | 'earliest' | 'latest'

/** Something that happened to a partition and was dealt with by `orElse` or by trying again. */
export interface ConsumerNotice {
  readonly code: SluiceError['code']
  readonly topic: string
  readonly partition: number
  readonly message: string
}

export interface FetchSettings {
  readonly maxBytes: number
  readonly maxPartitionBytes: number
  readonly maxBufferedBytes: number
  readonly minBytes: number
  readonly maxWaitMs: number
  readonly orElse: OrElse
  readonly requestTimeoutMs: number
  readonly unreachableTimeoutMs: number
  readonly onNotice: (notice: ConsumerNotice) => void
}

export interface Fetched {
  readonly at: FetchPosition
  readonly generation: number
  readonly chunk: Chunk
}

/** Requests out at once: a long poll of quiet partitions does not hold up the busy ones. */
const REQUESTS_MOST = 3
/** How long one attempt to connect goes on before it is seen whether the broker is away for too long. */
const CONNECT_MS = 1_000
const TOPIC_CODES: readonly string[] = ['UNKNOWN_TOPIC', 'UNKNOWN_TOPIC_ID', 'UNKNOWN_PARTITION']

export class Fetcher {
  readonly positions: FetchPosition[] = []
  readonly #lane: Lane
  readonly #metadata: Metadata
  readonly #settings: FetchSettings
  #queue: Fetched[] = []
  #failures: SluiceError[] = []
  #queuedBytes = 0
  #askedBytes = 0
  #requests = 0
  #rotation = 0
  #resolving = false
  #failingSinceMs: number | undefined
  #timer: NodeJS.Timeout | undefined
  #onChange: (() => void) | undefined
  #closed = false

  constructor(lane: Lane, metadata: Metadata, settings: FetchSettings) {
    this.#lane = lane
    this.#metadata = metadata
    this.#settings = settings
  }

  /** Takes what is next, if it is there; throws the failure that is next. */
  take(): Fetched | undefined {
    const next = this.#queue.shift()
    if (next !== undefined) {
      this.#queuedBytes -= next.chunk.bytes.length
      if (next.generation !== next.at.generation) return this.take()
      this.fill()
      return next
    }
    const failure = this.#failures.shift()
    if (failure !== undefined) throw failure
    for (const at of this.positions) at.held = false
    this.fill()
    return undefined
  }

  /** Calls `wake` once, when `take` may have something. */
  whenChanged(wake: (() => void) | undefined): void {
    this.#onChange = wake
  }

  /** The partition jumped or was paused: what was fetched for it is void. */
  drop(at: FetchPosition): void {
    for (const entry of this.#queue) if (entry.at === at) this.#queuedBytes -= entry.chunk.bytes.length
    this.#queue = this.#queue.filter((entry) => entry.at !== at)
    this.fill()
  }

  /** Asks for all that may be asked for now. */
  fill(): void {
    if (this.#closed || this.#failures.length > 0) return
    const nowMs = performance.now()
    const free = this.positions.filter((at) => !at.busy && !at.held && !at.paused && at.notBeforeMs <= nowMs)
    this.#armRetry(nowMs)
    const unresolved = free.filter((at) => at.start !== undefined)
    if (unresolved.length > 0 && !this.#resolving) this.#resolve(unresolved)
    const wanted = free.filter((at) => at.start === undefined)
    const room = this.#settings.maxBufferedBytes - this.#queuedBytes - this.#askedBytes
    if (wanted.length === 0 || room <= 0 || this.#requests >= REQUESTS_MOST) return
    // Another one begins each time, so that none starves where an answer holds only some.
    this.#rotation = (this.#rotation + 1) % wanted.length
    const rotated = [...wanted.slice(this.#rotation), ...wanted.slice(0, this.#rotation)]
    this.#fetch(rotated.slice(0, limits.partitionsPerRequestMax), Math.min(this.#settings.maxBytes, room))
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#queue = []
    this.#onChange?.()
  }

  #fetch(wanted: FetchPosition[], maxBytes: number): void {
    const { maxPartitionBytes, minBytes, maxWaitMs } = this.#settings
    const generations = wanted.map((at) => at.generation)
    const partitions = wanted.map((at) => {
      at.busy = true
      const { facts, partition, fetchOffset, lastEpoch } = at
      const epoch = lastEpoch === undefined ? {} : { lastEpoch, hasLastEpoch: true }
      return {
        topicId: facts.id,
        partition,
        offset: fetchOffset,
        maxBytes: Math.min(maxPartitionBytes, maxBytes),
        ...epoch,
      }
    })
    const current = () => wanted.map((at, i) => (at.generation === generations[i] ? at : undefined))
    this.#requests += 1
    this.#askedBytes += maxBytes
    void this.#exchange({ fetch: { maxWaitMs, minBytes, maxBytes, partitions } }, maxWaitMs, current, () => {
      this.#requests -= 1
      this.#askedBytes -= maxBytes
      for (const at of current()) if (at !== undefined) at.busy = false
    })
  }

  /** Partitions are free and moved on in one turn: in between, they would be asked for the same offsets again. */
  async #exchange(
    body: { fetch: object },
    maxWaitMs: number,
    current: () => readonly (FetchPosition | undefined)[],
    free: () => void,
  ): Promise<void> {
    let answer: Answer | undefined
    let failure: unknown
    try {
      answer = await this.#request(body, maxWaitMs)
    } catch (error) {
      failure = error
    }
    free()
    try {
      if (answer === undefined) throw failure
      this.#answered(current(), answer)
    } catch (error) {
      this.#lost(current(), error)
    }
    this.#changed()
  }

  async #request(body: { fetch: object }, maxWaitMs: number): Promise<Answer> {
    const { requestTimeoutMs, unreachableTimeoutMs } = this.#settings
    await this.#lane.connect(new Deadline(Math.min(CONNECT_MS, unreachableTimeoutMs)))
    const deadline = new Deadline(requestTimeoutMs + maxWaitMs)
    const answer = await this.#lane.attempt(body, deadline, maxWaitMs)
    this.#failingSinceMs = undefined
    return answer
  }

  #answered(asked: readonly (FetchPosition | undefined)[], { response, payload }: Answer): void {
    const results = response.fetch?.results ?? []
    if (results.length !== asked.length)
      throw new SluiceError('INTERNAL', 'the broker left a partition out of its answer')
    let position = 0
    for (const [i, result] of results.entries()) {
      const bytes = payload.subarray(position, position + result.payloadBytes)
      position += result.payloadBytes
      const at = asked[i]
      if (at === undefined) continue
      try {
        this.#arrived(at, result, bytes)
      } catch (error) {
        this.#failed(
          at,
          error instanceof SluiceError ? error : new SluiceError('INTERNAL', String(error), { cause: error }),
        )
      }
    }
  }

  #arrived(at: FetchPosition, result: FetchResult, bytes: Buffer): void {
    const { name: topic } = at.handle
    if (result.failure !== null)
      throw fromFailure(result.failure, { topic, partition: at.partition, offset: at.fetchOffset })
    at.failures = 0
    at.highWatermark = result.visibleOffset
    if (bytes.length === 0) return
    const chunk = new Chunk(at.handle, at.partition, bytes, at.fetchOffset, at.facts.compacted)
    chunk.highWatermark = result.visibleOffset
    at.fetchOffset = chunk.nextOffset
    at.lastEpoch = chunk.lastEpoch
    if (at.fromTimestamp !== undefined) {
      const first = chunk.offsetAtTime(at.fromTimestamp)
      // Nothing was given out since the jump to this time, so the position is this record, not the start of its batch.
      at.offset = first ?? chunk.nextOffset
      chunk.skipTo(at.offset)
      if (first !== undefined) at.fromTimestamp = undefined
    }
    // Nothing to show in it (control batches, or before the wanted time): go on behind it.
    if (chunk.empty) {
      if (!this.#queue.some((entry) => entry.at === at)) at.offset = chunk.nextOffset
      return
    }
    this.#queue.push({ at, generation: at.generation, chunk })
    this.#queuedBytes += bytes.length
  }

  #failed(at: FetchPosition, error: SluiceError): void {
    const { orElse } = this.#settings
    at.failures += 1
    if (TOPIC_CODES.includes(error.code)) return this.#topicWent(at, error)
    if (error.code === 'OFFSET_OUT_OF_RANGE') {
      if (orElse === 'fail') return this.#tell(at, outOfRange(at, error))
      this.#note(at, error, `goes on at ${orElse}`)
      at.jump(orElse)
    } else if (error.retriable) this.#later(at)
    else this.#tell(at, error)
  }

  /** The topic of this id is gone. One made anew under its name begins by `orElse`, never at the old offset. */
  #topicWent(at: FetchPosition, error: SluiceError): void {
    const { orElse } = this.#settings
    const told = at.start !== undefined && at.failures > 1
    this.#metadata.invalidate(at.handle.name, at.facts.idHex)
    at.jump(orElse === 'fail' ? 'earliest' : orElse)
    at.renewLease()
    if (orElse === 'fail') return this.#tell(at, error)
    if (!told) this.#note(at, error, `goes on at ${orElse} when the topic is there again`)
    this.#later(at)
  }

  #lost(asked: readonly (FetchPosition | undefined)[], error: unknown): void {
    if (this.#closed) return
    const failure =
      error instanceof SluiceError ? error : new SluiceError('INTERNAL', String(error), { cause: error })
    const present = asked.filter((at) => at !== undefined)
    if (!failure.retriable) {
      for (const at of present) at.held = true
      this.#failures.push(failure)
      return
    }
    const nowMs = performance.now()
    this.#failingSinceMs ??= nowMs
    for (const at of present) this.#later(at)
    if (nowMs - this.#failingSinceMs < this.#settings.unreachableTimeoutMs) return
    this.#failingSinceMs = undefined
    for (const at of this.positions) at.held = true
    this.#failures.push(failure)
  }

  #resolve(unresolved: FetchPosition[]): void {
    this.#resolving = true
    const generations = unresolved.map((at) => at.generation)
    for (const at of unresolved) at.busy = true
    const present = () => unresolved.filter((at, i) => at.generation === generations[i])
    const { requestTimeoutMs, unreachableTimeoutMs } = this.#settings
    const deadline = new Deadline(Math.min(requestTimeoutMs, unreachableTimeoutMs))
    const free = () => {
      this.#resolving = false
      for (const at of present()) at.busy = false
    }
    resolveStarts(this.#lane, this.#metadata, unresolved, deadline)
      .then(
        (failed) => {
          free()
          this.#failingSinceMs = undefined
          for (const { at, error } of failed) if (present().includes(at)) this.#failed(at, error)
        },
        (error: unknown) => {
          free()
          this.#lost(present(), error)
        },
      )
      .finally(() => this.#changed())
  }

  #tell(at: FetchPosition, error: SluiceError): void {
    at.held = true
    this.#failures.push(error)
  }

  #note(at: FetchPosition, error: SluiceError, then: string): void {
    const { name: topic } = at.handle
    this.#settings.onNotice({
      code: error.code,
      topic,
      partition: at.partition,
      message: `${error.message}; ${then}`,
    })
  }

  #later(at: FetchPosition): void {
    at.notBeforeMs = performance.now() + backoffMs(at.failures++)
  }

  #armRetry(nowMs: number): void {
    let soonest = Number.POSITIVE_INFINITY
    for (const at of this.positions)
      if (!at.paused && !at.held && at.notBeforeMs > nowMs) soonest = Math.min(soonest, at.notBeforeMs)
    if (soonest === Number.POSITIVE_INFINITY || this.#timer !== undefined) return
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.fill()
      },
      soonest - nowMs + 1,
    )
  }

  #changed(): void {
    const wake = this.#onChange
    this.#onChange = undefined
    this.fill()
    wake?.()
  }
}

function outOfRange(at: FetchPosition, error: SluiceError): SluiceError {
  const { name: topic } = at.handle
  const { logStartOffset, visibleOffset } = (error.details ?? {}) as {
    logStartOffset?: number
    visibleOffset?: number
  }
  const message = `'${topic}' partition ${at.partition} holds offsets ${logStartOffset} to ${visibleOffset} (exclusive), not ${at.fetchOffset}`
  const hint = "seek to an offset in this range, or set orElse: 'earliest' or 'latest'"
  return new SluiceError('OFFSET_OUT_OF_RANGE', message, {
    hint,
    topic,
    partition: at.partition,
    offset: at.fetchOffset,
    cause: error,
    ...(error.details && { details: error.details }),
  })
}

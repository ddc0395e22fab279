// Keeps a consumer's partitions fetched ahead. Called by consumer.ts, which takes chunks from here.
// Invariants: bytes fetched and not taken, plus those asked for, stay within maxBufferedBytes (a single larger batch
// excepted); a partition is in at most one request; what fails for good is told once, in order with the data before it,
// and asked again only when the consumer pulls again; after `close` nothing is under way.
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { FetchResult } from '../../protocol/messages.ts'
import { Chunk } from './chunk.ts'
import type { Answer } from '../connection/connection.ts'
import type { FetchPosition } from './fetch-position.ts'
import type { Lane } from '../connection/lane.ts'
import type { Metadata } from '../connection/metadata.ts'
import {
  type FetchBody,
  type Fetched,
  type FetchSettings,
  outOfRange,
  topicGone,
  traced,
} from './fetch-settings.ts'
import { FetchedQueue, type PassOver } from './fetched-queue.ts'
import { resolveStarts } from './resolve-starts.ts'
import { RetryTimer } from './retry-timer.ts'
import { backoffMs, Deadline } from '../connection/retry.ts'
import { fetchChannel } from '../tracing.ts'

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
  readonly #queue = new FetchedQueue()
  #failures: SluiceError[] = []
  #told = false // one of them, since the last pull
  #askedBytes = 0
  #requests = 0
  #rotation = 0
  #resolving = false
  #failingSinceMs: number | undefined
  readonly #retryTimer = new RetryTimer(() => this.fill())
  #onChange: (() => void) | undefined
  readonly #goneTopics = new Set<string>()
  #closed = false

  constructor(lane: Lane, metadata: Metadata, settings: FetchSettings) {
    this.#lane = lane
    this.#metadata = metadata
    this.#settings = settings
  }

  /** Takes what is next, if it is there; throws the failure that is next. */
  take(passOver?: PassOver): Fetched | undefined {
    if (this.#told && this.#failures.length === 0) this.#goOn()
    const next = this.#queue.take(passOver)
    if (next !== undefined) {
      this.fill()
      return next
    }
    const failure = this.#failures.shift()
    if (failure !== undefined) {
      this.#told = true
      throw failure
    }
    this.#goOn()
    // What nobody wants for now must not keep out what somebody waits for.
    while (this.#roomBytes <= 0 && this.#queue.evict());
    this.fill()
    return undefined
  }

  /** Who pulls again after a failure wants what failed to be tried again. */
  #goOn(): void {
    this.#told = false
    for (const at of this.positions) at.held = false
    this.#settings.onPulledAgain?.()
  }

  /** Partitions that come: fetched from now on. */
  add(positions: readonly FetchPosition[]): void {
    for (const at of positions) at.onGivenBack = () => this.drop(at)
    this.positions.push(...positions)
    this.fill()
  }

  /** Partitions that go: nothing of them is given out any more, and what was fetched is freed. */
  remove(positions: ReadonlySet<FetchPosition>): void {
    for (const at of positions) at.leave()
    this.#queue.remove(positions)
    const kept = this.positions.filter((at) => !positions.has(at))
    this.positions.splice(0, this.positions.length, ...kept)
    this.fill()
  }

  /** Tells what failed, once, behind what was fetched before. */
  fail(error: SluiceError): void {
    this.#failures.push(error)
    this.wake()
  }

  /** Whoever waits for a change looks again. */
  wake(): void {
    const wake = this.#onChange
    this.#onChange = undefined
    wake?.()
  }

  /** A group's topic was deleted: told once, however many partitions of it were here. */
  topicGone(idHex: string, error: SluiceError): void {
    if (this.#goneTopics.has(idHex)) return
    this.#goneTopics.add(idHex)
    const { topic } = error
    if (this.#settings.orElse === 'fail') return this.fail(error)
    const message = `${error.message}; the group begins with it anew when it is there again`
    this.#settings.onNotice({ code: error.code, message, ...(topic !== undefined && { topic }) })
  }

  /** Calls `wake` once, when `take` may have something. */
  whenChanged(wake: (() => void) | undefined): void {
    this.#onChange = wake
  }

  /** The partition jumped or was paused: what was fetched for it is void. */
  drop(at: FetchPosition): void {
    this.#queue.drop(at)
    this.fill()
  }

  /** Asks for all that may be asked for now. */
  fill(): void {
    if (this.#closed || this.#failures.length > 0) return
    const nowMs = performance.now()
    const free = this.positions.filter(
      (at) => !at.busy && !at.held && !at.paused && !at.stopped && at.notBeforeMs <= nowMs,
    )
    this.#retryTimer.arm(this.positions, nowMs)
    const unresolved = free.filter((at) => at.start !== undefined)
    if (unresolved.length > 0 && !this.#resolving) this.#resolve(unresolved)
    const wanted = free.filter((at) => at.start === undefined && !this.#queue.isSated(at))
    const room = this.#roomBytes
    if (wanted.length === 0 || room <= 0 || this.#requests >= REQUESTS_MOST) return
    // Another one begins each time, so that none starves where an answer holds only some.
    this.#rotation = (this.#rotation + 1) % wanted.length
    const rotated = [...wanted.slice(this.#rotation), ...wanted.slice(0, this.#rotation)]
    this.#fetch(rotated.slice(0, limits.partitionsPerRequestMax), Math.min(this.#settings.maxBytes, room))
  }

  get #roomBytes(): number {
    return this.#settings.maxBufferedBytes - this.#queue.bytes - this.#askedBytes
  }

  close(): void {
    this.#closed = true
    this.#retryTimer.clear()
    this.#queue.clear()
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
    body: FetchBody,
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

  async #request(body: FetchBody, maxWaitMs: number): Promise<Answer> {
    const { requestTimeoutMs, unreachableTimeoutMs } = this.#settings
    await this.#lane.connect(new Deadline(Math.min(CONNECT_MS, unreachableTimeoutMs)))
    const deadline = new Deadline(requestTimeoutMs + maxWaitMs)
    const attempt = () => this.#lane.attempt(body, deadline, maxWaitMs)
    const answer = await (fetchChannel.active ? traced(attempt, body) : attempt())
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
    const allIsDone = at.offset === at.fetchOffset && at.holds === 0
    const chunk = new Chunk(at.handle, at.partition, bytes, at.fetchOffset, at.facts.compacted)
    chunk.highWatermark = result.visibleOffset
    at.fetchOffset = chunk.nextOffset
    at.lastEpoch = chunk.lastEpoch
    chunk.lease = at.lease
    for (const { fromOffset, epoch } of chunk.epochs) at.epochs.note(fromOffset, epoch)
    if (at.fromTimestamp !== undefined) {
      const first = chunk.offsetAtTime(at.fromTimestamp)
      // Nothing was given out since the jump to this time, so the position is this record, not the start of its batch.
      at.offset = first ?? chunk.nextOffset
      chunk.skipTo(at.offset)
      if (first !== undefined) at.fromTimestamp = undefined
    }
    // Nothing to show in it (control batches, or before the wanted time): go on behind it.
    if (chunk.empty) {
      if (allIsDone) at.offset = chunk.nextOffset
      return
    }
    this.#queue.push({ at, generation: at.generation, chunk })
  }

  #failed(at: FetchPosition, error: SluiceError): void {
    const { orElse } = this.#settings
    at.failures += 1
    if (TOPIC_CODES.includes(error.code)) {
      if (!at.fixedTopic) return this.#topicWent(at, error)
      at.held = true
      at.stopped = true
      this.#metadata.invalidate(at.handle.name, at.facts.idHex)
      return this.topicGone(at.facts.idHex, error)
    }
    if (error.code === 'OFFSET_OUT_OF_RANGE') {
      if (orElse === 'fail') return this.#tell(at, outOfRange(at, error))
      // What was fetched before is not jumped over: it is asked again until that is through.
      if (this.#queue.has(at) || at.cut || at.holds > 0) return this.#later(at)
      this.#note(at, error, `goes on at ${orElse}`)
      at.jump(orElse)
      at.renewLease()
      at.moved = true
    } else if (error.retriable) this.#later(at)
    else if (error.code === 'CORRUPT_BATCH' && !at.facts.compacted) this.#doubt(at, error)
    else this.#tell(at, error)
  }

  /** A gap is fine where the topic is compacted, which it may have become since its metadata was asked. */
  #doubt(at: FetchPosition, error: SluiceError): void {
    const { generation, facts: known } = at
    at.busy = true
    const asked = this.#metadata.refresh(known.name, new Deadline(this.#settings.requestTimeoutMs))
    void asked
      .catch(() => known)
      .then((facts) => {
        if (at.generation !== generation) return
        at.busy = false
        if (facts.compacted && facts.idHex === known.idHex) at.facts = facts
        else this.#tell(at, error)
        this.#changed()
      })
  }

  /** The topic of this id is gone. One made anew under its name begins by `orElse`, never at the old offset. */
  #topicWent(at: FetchPosition, error: SluiceError): void {
    const { orElse } = this.#settings
    const told = at.start !== undefined && at.failures > 1
    this.#metadata.invalidate(at.handle.name, at.facts.idHex)
    at.jump(orElse === 'fail' ? 'earliest' : orElse)
    at.renewLease()
    if (orElse === 'fail') return this.#tell(at, topicGone(at, error))
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
          for (const at of unresolved) if (at.moved && at.start === undefined) this.#moved(at)
          for (const { at, error } of failed) if (present().includes(at)) this.#failed(at, error)
        },
        (error: unknown) => {
          free()
          this.#lost(present(), error)
        },
      )
      .finally(() => this.#changed())
  }

  #moved(at: FetchPosition): void {
    at.moved = false
    this.#settings.onMoved?.(at)
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

  #changed(): void {
    this.fill()
    this.wake()
  }
}

// A consumer's membership in a group: one session after the other, until `close`. Made by consumer.ts; session.ts does the work.
// Invariants: one session at a time; a session that ended is followed by one under a new id, at once, or, where the application
// held on to records for too long, when it asks for more; what the group refuses for good is told once, and asked again when
// the consumer pulls again.
import { SluiceError } from '../../protocol/errors.ts'
import type { Assignment } from '../consumer/assignment.ts'
import type { DialerOptions } from '../connection/dialer.ts'
import type { Emitter } from '../consumer/events.ts'
import type { TopicPartition } from '../admin/group-description.ts'
import type { FetchPosition } from '../consumer/fetch-position.ts'
import type { ConsumerNotice } from '../consumer/fetch-settings.ts'
import type { Fetcher } from '../consumer/fetcher.ts'
import { isTimeout, type Lane } from '../connection/lane.ts'
import type { Logger } from '../logger.ts'
import type { Metadata } from '../connection/metadata.ts'
import { backoffMs, Deadline, deferred, pause, within } from '../connection/retry.ts'
import type { AnyTopic } from '../topic.ts'
import { Activity } from './activity.ts'
import type { Committer } from './committer.ts'
import { monotonicMs } from './keep-alive-slots.ts'
import { Session } from './session.ts'
import type { GroupStarts } from './starts.ts'

export interface MembershipOptions {
  readonly group: string
  /** Static membership; '' without. */
  readonly instanceId: string
  readonly topics: readonly AnyTopic[]
  readonly assignor: string
  readonly sessionTimeoutMs: number
  readonly maxProcessingMs: number
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
  readonly unreachableTimeoutMs: number
  readonly onRevoked: ((partitions: readonly TopicPartition[]) => unknown) | undefined
  readonly notice: (notice: ConsumerNotice) => void
  readonly lane: Lane
  readonly dial: DialerOptions
  readonly metadata: Metadata
  readonly fetcher: Fetcher
  readonly committer: Committer
  readonly starts: GroupStarts
  readonly emitter: Emitter
  readonly logger: Logger
}

/** What a session needs of its membership. */
export interface MembershipContext extends MembershipOptions {
  readonly activity: Activity
  readonly onBeat: (stoodStillMs: number | undefined) => void
  readonly onNoThread: (reason: string) => void
  /** Something may be settled that was not. */
  readonly onSettled: () => void
  /** What `mayGive` says is another thing now. */
  readonly onFenced: () => void
  /** A failure that leaves the session as it is: told once. */
  readonly fail: (error: SluiceError) => void
  /** A request found no broker; undefined: one did. */
  readonly onUnreachable: (error: SluiceError | undefined) => void
  /** No session was settled yet. */
  readonly isFirst: () => boolean
  /** The application has held on to records for longer than maxProcessingMs. */
  readonly isOverdue: () => boolean
}

const OVERDUE_LOOK_MS = 100
/** A session that lasted so long is followed by the next at once; shorter ones with growing waits between them. */
const LASTING_MS = 5_000

export class Membership implements Assignment {
  onFenced: (() => void) | undefined
  readonly #context: MembershipContext
  #session: Session | undefined
  #memberId = '' // of the last session
  #running: Promise<void> | undefined
  readonly #stop = new AbortController()
  #failure: SluiceError | undefined
  #changed = deferred<void>()
  #unreachableSinceMs: number | undefined
  #trouble: SluiceError | undefined // why the last request found no broker
  #toldNoThread = false
  #wasSettled = false

  constructor(options: MembershipOptions) {
    this.#context = {
      ...options,
      activity: new Activity(),
      onBeat: (stoodStillMs) => this.#onBeat(stoodStillMs),
      onNoThread: (reason) => this.#onNoThread(reason),
      onSettled: () => {
        this.#wasSettled ||= this.#session?.settled === true
        this.#change()
      },
      onFenced: () => this.onFenced?.(),
      fail: (error) => this.#fail(error),
      onUnreachable: (error) => this.#onUnreachable(error),
      isFirst: () => !this.#wasSettled,
      isOverdue: () => this.#isOverdue(),
    }
  }

  get begun(): boolean {
    return this.#running !== undefined || this.#failure !== undefined
  }

  get memberId(): string | undefined {
    return this.#session?.joined === true ? this.#session.memberId : undefined
  }

  /** For commits, which go on while the session is being closed; between two sessions, who is no member any more. */
  get committingAs(): string {
    return this.#memberId
  }

  positions(): Iterable<FetchPosition> {
    return this.#session?.positions() ?? []
  }

  begin(): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.reject(new SluiceError('CLOSED', 'the consumer is closed'))
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return Promise.resolve()
  }

  /** Who waits for partitions asks for them: a session that ended because nobody did is followed by the next. */
  async settled(deadline: Deadline): Promise<void> {
    this.asks(true)
    try {
      await this.#whenSettled(deadline)
    } finally {
      this.asks(false)
    }
  }

  async #whenSettled(deadline: Deadline): Promise<void> {
    for (;;) {
      const failure = this.takeFailure()
      if (failure !== undefined) throw failure
      if (this.#stop.signal.aborted) throw new SluiceError('CLOSED', 'the consumer is closed')
      if (!this.begun) await this.begin()
      if (this.#session?.settled) return
      try {
        await within(this.#changed.promise, deadline)
      } catch (error) {
        throw isTimeout(error) ? (this.#trouble ?? error) : error
      }
    }
  }

  takeFailure(): SluiceError | undefined {
    const failure = this.#failure
    this.#failure = undefined
    return failure
  }

  mayGive(): boolean {
    return this.#session?.mayGive() ?? true
  }

  asks(asked: boolean): void {
    this.#context.activity.asks(asked)
  }

  idle(): void {
    this.#context.committer.idle()
  }

  gave(): void {
    this.#context.committer.busy()
  }

  pulledAgain(): void {
    this.#session?.retryStarts()
  }

  /** The broker answered a commit with that. */
  unknownMember(memberId: string): void {
    if (this.memberId === memberId) this.#session?.nudge()
  }

  async commit(deadline: Deadline): Promise<void> {
    await this.#context.committer.commitAll(deadline)
  }

  async commitFinished(deadline: Deadline): Promise<void> {
    await this.#context.committer.commitFinished(deadline)
  }

  committed(positions: readonly FetchPosition[], deadline: Deadline): Promise<(number | undefined)[]> {
    return this.#context.starts.committed(positions, deadline)
  }

  async close(deadline: Deadline): Promise<void> {
    this.#stop.abort()
    this.#change()
    await this.#session?.close(deadline)
    await this.#context.committer.close(deadline)
    this.#context.lane.close()
  }

  async #run(): Promise<void> {
    const { logger, group } = this.#context
    for (let losses = 0; !this.#stop.signal.aborted; ) {
      const session = new Session(this.#context)
      const beganAtMs = monotonicMs()
      this.#session = session
      this.#memberId = session.memberId
      try {
        return await session.run()
      } catch (error) {
        const failure = asSluiceError(error)
        losses = monotonicMs() - beganAtMs >= LASTING_MS ? 0 : losses + 1
        this.#session = undefined
        session.lose()
        if (failure.code !== 'UNKNOWN_MEMBER') {
          session.abandon()
          return this.#fail(failure)
        }
        logger.info({ group, memberId: session.memberId }, 'joins again under a new member id')
      }
      // Once, a session that was taken up is followed at once.
      if (losses > (session.settled ? 1 : 0)) await this.#pause(backoffMs(losses))
      while (this.#isOverdue() && !this.#stop.signal.aborted) await this.#pause(OVERDUE_LOOK_MS)
    }
  }

  #isOverdue(): boolean {
    const { activity, maxProcessingMs } = this.#context
    const nowMs = monotonicMs()
    const sinceMs = activity.look(nowMs)
    return sinceMs > 0 && nowMs - sinceMs >= maxProcessingMs
  }

  async #pause(delayMs: number): Promise<void> {
    const deadline = new Deadline(Number.POSITIVE_INFINITY, this.#stop.signal)
    await pause(delayMs, deadline).catch(() => {})
  }

  #onBeat(stoodStillMs: number | undefined): void {
    if (stoodStillMs !== undefined) this.#context.emitter.emit('stalled', stoodStillMs)
    this.#session?.look(this.#context.activity.look(monotonicMs()))
  }

  #onNoThread(reason: string): void {
    if (this.#toldNoThread) return
    this.#toldNoThread = true
    const message = `no keep-alive thread could be started (${reason}): keep-alives leave from the event loop, which no handler may block for a session timeout`
    this.#context.notice({ code: 'INTERNAL', message })
  }

  /** While there are partitions, fetching tells of a broker that is away. */
  #onUnreachable(error: SluiceError | undefined): void {
    const { fetcher, unreachableTimeoutMs } = this.#context
    this.#trouble = error
    if (error === undefined && this.#failure?.retriable === true) this.#failure = undefined // it passed untold
    if (error === undefined || fetcher.positions.length > 0) {
      this.#unreachableSinceMs = undefined
      return
    }
    const nowMs = performance.now()
    this.#unreachableSinceMs ??= nowMs
    if (nowMs - this.#unreachableSinceMs < unreachableTimeoutMs) return
    this.#unreachableSinceMs = undefined
    this.#fail(error)
  }

  #fail(error: SluiceError): void {
    if (this.#stop.signal.aborted) return
    this.#failure ??= error
    this.#change()
    this.#context.fetcher.wake()
  }

  #change(): void {
    const changed = this.#changed
    this.#changed = deferred()
    changed.resolve()
  }
}

function asSluiceError(error: unknown): SluiceError {
  return error instanceof SluiceError ? error : new SluiceError('INTERNAL', String(error), { cause: error })
}

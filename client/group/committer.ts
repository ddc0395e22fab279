// Commits of one consumer: what its leases have finished, by itself; and what the program commits by hand. Called by membership.ts,
// session.ts and own-assignment.ts, and by lease.ts through Committing.
// By itself: within commitIntervalMs, sooner when the application waits for records, at revocation and at close.
// Invariants: one commit request is in flight, so that an older offset never lands on a newer one; all that is wanted by then
// goes with the next; the queue holds one offset a partition; every promise is settled by its deadline.
import { AsyncLocalStorage } from 'node:async_hooks'
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { CommitResult } from '../../protocol/messages.ts'
import type { FetchPosition } from '../consumer/fetch-position.ts'
import type { Lane } from '../connection/lane.ts'
import type { Committing, PartitionLease } from '../consumer/lease.ts'
import type { Logger } from '../logger.ts'
import { backoffMs, Deadline, deferred, type Deferred, pause, within } from '../connection/retry.ts'
import { commitChannel } from '../tracing.ts'
import { LostOffsets } from './lost-offsets.ts'

/** How long a waiting application's finished records may lie before they are committed. */
const IDLE_MS = 20
const NOT_OURS: readonly string[] = ['PARTITION_NOT_OWNED', 'UNKNOWN_MEMBER']

export interface CommitterOptions {
  readonly group: string
  /** '' of a consumer with own partitions, which is nobody's member. */
  readonly memberId: () => string
  /** Of these the finished offsets are committed: what is held, and what is being given up. */
  readonly positions: () => Iterable<FetchPosition>
  readonly commitIntervalMs: number
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
  readonly logger: Logger
  /** The broker answered that this is no member (any more). */
  readonly onUnknownMember: (memberId: string) => void
}

interface Wanted {
  readonly at: FetchPosition
  readonly lease: PartitionLease
  readonly offset: number
  readonly deadline: Deadline
  readonly done: Deferred<void>
}

interface Entry {
  readonly at: FetchPosition
  readonly offset: number
  readonly lease: PartitionLease | undefined // finished by itself
  readonly wanted: readonly Wanted[]
}

export class Committer implements Committing {
  readonly timeoutMs: number
  readonly #lane: Lane
  readonly #options: CommitterOptions
  readonly #lost = new LostOffsets()
  readonly #revoking = new AsyncLocalStorage<true>()
  #wanted: Wanted[] = []
  #sending: Promise<void> | undefined
  readonly #interval: NodeJS.Timeout
  #soon: NodeJS.Timeout | undefined
  #waits = false // the application
  #closed = false

  constructor(lane: Lane, options: CommitterOptions) {
    this.#lane = lane
    this.#options = options
    this.timeoutMs = options.deliveryTimeoutMs
    this.#interval = setInterval(() => this.#pump(), options.commitIntervalMs)
    this.#interval.unref()
  }

  get closed(): boolean {
    return this.#closed
  }

  stirred(): void {
    if (this.#waits) this.#pumpSoon()
  }

  /** The application waits for records: what it finished is committed soon. Asking a lease tells what record iteration finished. */
  idle(): void {
    this.#waits = true
    for (const at of this.#options.positions()) void at.lease.finishedOffset
  }

  /** The application got records. */
  busy(): void {
    this.#waits = false
  }

  async commit(at: FetchPosition, offset: number, deadline: Deadline): Promise<void> {
    if (this.#closed) throw new SluiceError('CLOSED', 'the consumer is closed')
    deadline.throwIfAborted()
    const wanted: Wanted = { at, lease: at.lease, offset, deadline, done: deferred() }
    this.#wanted.push(wanted)
    this.#pump()
    await within(wanted.done.promise, deadline)
  }

  /** Its session is lost: what it gave out and did not commit is told by the next `commitAll`. Called before its lease ends. */
  lost(at: FetchPosition): void {
    this.#lost.remember(at)
  }

  /** Calls `onRevoked`: what it commits by hand leaves out what a loop still has in hand, whose work nobody waits for. */
  revoking<T>(onRevoked: () => T): T {
    return this.#revoking.run(true, onRevoked)
  }

  /**
   * Everything given out so far; of what run() took, what is finished; within `revoking`, nothing that is in hand. Throws what of
   * that failed, else PARTITION_NOT_OWNED, once, for what was given out under a lost session and not committed.
   */
  async commitAll(deadline: Deadline): Promise<void> {
    if (this.#closed) throw new SluiceError('CLOSED', 'the consumer is closed')
    const commits: Promise<void>[] = []
    for (const at of this.#options.positions()) {
      if (!at.gaveOut || at.gone) continue
      const offset = this.#givenOut(at)
      if (offset !== undefined) commits.push(this.commit(at, offset, deadline))
    }
    if (!this.#lost.empty) await Promise.allSettled(commits)
    await Promise.all(commits)
    const lost = this.#lost.take()
    if (lost !== undefined) throw lost
  }

  #givenOut(at: FetchPosition): number | undefined {
    const { byHandler, finishedOffset, progress } = at.lease
    if (byHandler) return finishedOffset
    if (at.holds === 0 || this.#revoking.getStore() === undefined) return at.offset
    if (progress !== undefined) return finishedOffset
    return Math.max(at.givenFrom, finishedOffset ?? 0) // a batch in hand may have been committed already
  }

  /**
   * What is finished and not committed yet; what a loop gave out and did not finish is not. Settles when all of it is; throws what
   * was refused of partitions that are still this member's, else what was of the others.
   */
  async commitFinished(deadline: Deadline): Promise<void> {
    const commits: Promise<void>[] = []
    for (const at of this.#options.positions()) {
      const { finishedOffset, sentOffset } = at.lease
      if (at.gone || finishedOffset === undefined || finishedOffset === sentOffset) continue
      commits.push(this.commit(at, finishedOffset, deadline))
    }
    const failures: unknown[] = []
    for (const each of await Promise.allSettled(commits))
      if (each.status === 'rejected') failures.push(each.reason)
    if (failures.length > 0) throw failures.find((error) => !isNotOurs(error)) ?? failures[0]
  }

  /**
   * Commits what is finished; resolves when all of `of` is settled, one way or the other, or the deadline is over. Partitions that
   * are read on meanwhile are not waited for: they always have more to commit.
   */
  async flush(deadline: Deadline, of: ReadonlySet<FetchPosition>): Promise<void> {
    while (!deadline.over && this.#collect().some(({ at }) => of.has(at))) {
      this.#pump()
      const sending = this.#sending
      if (sending === undefined) return
      await within(sending, deadline).catch(() => {})
      if (this.#lane.closed) return
    }
  }

  async close(deadline: Deadline): Promise<void> {
    if (this.#closed) return
    await this.flush(deadline, new Set(this.#options.positions()))
    this.#closed = true
    clearInterval(this.#interval)
    clearTimeout(this.#soon)
    for (const { done } of this.#wanted.splice(0))
      done.reject(new SluiceError('CLOSED', 'the consumer is closed'))
  }

  #pumpSoon(): void {
    if (this.#closed || this.#soon !== undefined) return
    this.#soon = setTimeout(() => {
      this.#soon = undefined
      this.#pump()
    }, IDLE_MS)
    this.#soon.unref()
  }

  #pump(): void {
    if (this.#closed || this.#sending !== undefined) return
    const entries = this.#collect()
    if (entries.length === 0) return
    this.#sending = this.#send(entries.slice(0, limits.partitionsPerRequestMax)).finally(() => {
      this.#sending = undefined
      if (this.#wanted.length > 0) this.#pump()
    })
  }

  /** One entry a partition: what was wanted last, else what is finished. */
  #collect(): Entry[] {
    const byPosition = new Map<FetchPosition, Wanted[]>()
    this.#wanted = this.#wanted.filter((wanted) => !this.#refusedAsGone(wanted))
    for (const wanted of this.#wanted) {
      const known = byPosition.get(wanted.at)
      if (known === undefined) byPosition.set(wanted.at, [wanted])
      else known.push(wanted)
    }
    const entries: Entry[] = []
    for (const [at, wanted] of byPosition)
      entries.push({ at, offset: (wanted.at(-1) as Wanted).offset, lease: undefined, wanted })
    for (const at of this.#options.positions()) {
      const { lease } = at
      const offset = lease.finishedOffset
      if (at.gone || offset === undefined || offset === lease.sentOffset || byPosition.has(at)) continue
      entries.push({ at, offset, lease, wanted: [] })
    }
    return entries
  }

  async #send(entries: readonly Entry[]): Promise<void> {
    const taken = new Set(entries.flatMap((entry) => entry.wanted))
    this.#wanted = this.#wanted.filter((wanted) => !taken.has(wanted))
    const { group } = this.#options
    for (let failures = 0; ; failures++) {
      const offsets = entries.map(({ at, offset }) => ({
        topic: at.handle.name,
        partition: at.partition,
        offset,
      }))
      const attempt = () => this.#attempt(entries)
      const left = commitChannel.active
        ? await commitChannel.trace(attempt, { group, offsets })
        : await attempt()
      if (left.length === 0) return
      // What was finished by itself is collected anew; only who waits by hand is worth waiting for here.
      await pause(backoffMs(failures), new Deadline(Number.POSITIVE_INFINITY))
      entries = left.filter((entry) => this.#isWaitedFor(entry))
      if (entries.length === 0) return
    }
  }

  /** Not once its partition was given up or lost (the next session must not speak for it), nor after `close`. */
  #isWaitedFor({ wanted }: Entry): boolean {
    if (this.#closed)
      for (const { done } of wanted) done.reject(new SluiceError('CLOSED', 'the consumer is closed'))
    return !this.#closed && wanted.filter((each) => !this.#refusedAsGone(each)).length > 0
  }

  /** Its partition was given up or lost while the commit waited. */
  #refusedAsGone({ at, offset, done }: Wanted): boolean {
    if (!at.gone) return false
    this.#lost.told(at)
    done.reject(
      new SluiceError('PARTITION_NOT_OWNED', undefined, {
        topic: at.handle.name,
        partition: at.partition,
        offset,
      }),
    )
    return true
  }

  /** Answers the entries to be tried again. */
  async #attempt(entries: readonly Entry[]): Promise<Entry[]> {
    const { group, requestTimeoutMs } = this.#options
    const memberId = this.#options.memberId()
    const offsets = entries.map(({ at, offset }) => {
      const epoch = at.epochs.below(offset)
      return {
        topicId: at.facts.id,
        partition: at.partition,
        offset,
        assignmentEpoch: at.assignmentEpoch,
        ...(epoch !== undefined && { leaderEpoch: epoch, hasLeaderEpoch: true }),
      }
    })
    let results: readonly CommitResult[] | undefined
    let failure: SluiceError | undefined
    try {
      const deadline = new Deadline(requestTimeoutMs)
      const { response } = await this.#lane.attempt({ commitOffsets: { group, memberId, offsets } }, deadline)
      results = response.commitOffsets?.results ?? []
    } catch (error) {
      failure = asSluiceError(error)
    }
    if (failure?.code === 'UNKNOWN_MEMBER') this.#options.onUnknownMember(memberId)
    return entries.filter((entry, i) => {
      const why = failure ?? failureOf(results?.[i], entry)
      if (failure === undefined && why?.code === 'UNKNOWN_MEMBER') this.#options.onUnknownMember(memberId)
      return !this.#settle(entry, why)
    })
  }

  /** True when nothing is left to do for it. */
  #settle({ at, offset, lease, wanted }: Entry, failure: SluiceError | undefined): boolean {
    const { group, logger } = this.#options
    const facts = { group, topic: at.handle.name, partition: at.partition, offset }
    if (failure === undefined) {
      this.#lost.committed(at, offset)
      if (lease !== undefined) lease.sentOffset = offset
      for (const by of wanted) {
        // What is committed by hand is finished: an automatic commit must not go back behind it.
        by.lease.finished(offset)
        if (by.lease.finishedOffset === offset) by.lease.sentOffset = offset
        by.done.resolve()
      }
      return true
    }
    if (NOT_OURS.includes(failure.code)) {
      if (wanted.length > 0) this.#lost.told(at)
      else this.#lost.remember(at) // now: below, it is taken for settled
    }
    const again = failure.retriable && !this.#lane.closed
    let open = lease !== undefined && again
    for (const { done, deadline } of wanted) {
      if (again && !deadline.over) open = true
      else done.reject(failure)
    }
    if (again) logger.warn({ ...facts, code: failure.code }, 'a commit failed and is tried again')
    else if (lease !== undefined) {
      lease.sentOffset = offset // refused for good: asking again changes nothing
      logger.warn({ ...facts, code: failure.code }, `a commit was refused: ${failure.message}`)
    }
    return !open
  }
}

/** Another member may have the partition by now: what was finished and not committed is delivered again. */
export function isNotOurs(error: unknown): boolean {
  return error instanceof SluiceError && (NOT_OURS.includes(error.code) || error.code === 'CLOSED')
}

function failureOf(result: CommitResult | undefined, { at, offset }: Entry): SluiceError | undefined {
  const where = { topic: at.handle.name, partition: at.partition, offset }
  if (result === undefined)
    return new SluiceError('INTERNAL', 'the broker left a partition out of its answer', where)
  return result.failure === null ? undefined : fromFailure(result.failure, where)
}

function asSluiceError(error: unknown): SluiceError {
  return error instanceof SluiceError ? error : new SluiceError('INTERNAL', String(error), { cause: error })
}

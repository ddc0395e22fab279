// One session of a group member: joined under an id of its own, it takes what the group gives it and gives up what the group
// wants back, until it is told that it is no member any more. Made by membership.ts, one after the other.
//
//   a partition   (none) ──assigned──▶ held, its start looked up ──▶ fetched, given out
//                   ▲                                                    │ not assigned any more
//                   └── synced without it ◀── onRevoked ◀── committed ◀── drained: nothing new given out, what the application
//                                                                        has in hand is waited for
//
// Invariants: a sync names all that is held, what is being given up included, and only the answer to the latest one counts; a
// partition leaves the holdings after its last commit was answered; before the broker may give the partitions to others nothing is
// given out any more: while no request was confirmed for one session timeout, or, where the connection is lost, for as long as the
// broker waits for who has none (static ids: the session timeout too).
import { randomUUID } from 'node:crypto'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { SyncGroupResponse } from '../../protocol/messages.ts'
import type { Answer, Connection, RequestBody } from '../connection/connection.ts'
import type { FetchPosition } from '../consumer/fetch-position.ts'
import { backoffMs, Deadline, pause } from '../connection/retry.ts'
import { rebalanceChannel } from '../tracing.ts'
import { GiveUp } from './give-up.ts'
import { assignedBy, type Holding, type Holdings, named, toWire } from './holding.ts'
import { monotonicMs } from './keep-alive-slots.ts'
import { type KeepAlive, startKeepAlive } from './keep-alive.ts'
import type { MembershipContext } from './membership.ts'
import { Taking } from './taking.ts'

/** How long a sync waits for a change; keep-alives are the signs of life. */
const SYNC_WAIT_MS = 20_000
/** A sync whose answer cannot be what is held (something is still being given up) comes again so soon. */
const REST_MS = 1_000
/** A broker that answers at once although nothing changed is not asked faster than that. */
const IDLE_REST_MS = 20
/** One attempt to connect. */
const CONNECT_MS = 1_000
const PROMPT_LOOK_MS = 100
/** A member stops so long before the broker goes on without it, or a quarter of its session: the time is looked at every 250 ms. */
const AHEAD_MS = 500
/** For the broker to put a member out whose time is over. */
const OVERDUE_MARGIN_MS = 1_000

export class Session {
  readonly memberId = randomUUID()
  readonly #context: MembershipContext
  readonly #holdings: Holdings = new Map()
  readonly #taking: Taking
  readonly #giveUp: GiveUp
  #stopped = false
  #waiting = new AbortController() // the sync, pause or rest under way
  #keepAlive: KeepAlive | undefined
  #confirmedAtMs = monotonicMs()
  #confirmedOn: Connection | undefined
  #fenced = false
  #synced = false

  constructor(context: MembershipContext) {
    this.#context = context
    const isHeld = (holding: Holding) => !this.#stopped && this.#holdings.get(holding.key) === holding
    this.#taking = new Taking(context, isHeld)
    this.#giveUp = new GiveUp(context, this.memberId, isHeld, (given) => {
      for (const { key } of given) this.#holdings.delete(key)
      this.nudge()
    })
  }

  get joined(): boolean {
    return this.#keepAlive !== undefined && !this.#stopped
  }

  /** True once the first assignment, maybe empty, is taken, or what it lacks was told. */
  get settled(): boolean {
    return this.#synced && this.#taking.settled
  }

  *positions(): Iterable<FetchPosition> {
    for (const { at } of this.#holdings.values()) if (at !== undefined) yield at
  }

  /** Runs until `close` or `lose`; throws UNKNOWN_MEMBER, or what the group refused. */
  async run(): Promise<void> {
    try {
      await this.#join()
      while (!this.#stopped) {
        await this.#untilPrompt()
        const askedAtMs = monotonicMs()
        const answer = await this.#sync()
        if (answer === undefined || this.#stopped) continue
        const moved = this.#reconcile(answer)
        if (this.#giveUp.busy) await this.#wait(REST_MS)
        else if (!moved && monotonicMs() - askedAtMs < IDLE_REST_MS) await this.#wait(IDLE_REST_MS)
      }
    } catch (error) {
      if (!this.#stopped) throw error
    }
  }

  /** False while nobody can say whether the partitions are still this member's. */
  mayGive(): boolean {
    if (this.#keepAlive === undefined) return true // not joined: there is nothing to give
    const fenced = this.#unconfirmedMs > this.#trustMs
    if (fenced !== this.#fenced) this.#setFenced(fenced)
    return !fenced
  }

  /** The event loop turned. */
  look(inHandSinceMs: number): void {
    this.#keepAlive?.inHandSince(inHandSinceMs)
    this.mayGive()
  }

  /** Syncs now instead of waiting on. */
  nudge(): void {
    this.#waiting.abort()
  }

  retryStarts(): void {
    this.#taking.retry()
  }

  /** The broker put the member out, or refused it: others may work on its partitions already. */
  lose(): void {
    const lost = [...this.#holdings.values()]
    this.#end(true)
    if (lost.length === 0) return
    const { emitter, logger, group } = this.#context
    logger.warn({ group, memberId: this.memberId, partitions: lost.length }, 'the session is lost')
    void this.#traced([], lost, true, () => Promise.resolve())
    emitter.emit('lost', named(lost))
  }

  /** Says goodbye without waiting for it: what the group refused for good is over here. */
  abandon(): void {
    const { group, lane, requestTimeoutMs } = this.#context
    if (this.#keepAlive === undefined || lane.connection === undefined) return
    const leaveGroup = { group, memberId: this.memberId, keepInstance: false }
    lane.attempt({ leaveGroup }, new Deadline(requestTimeoutMs)).catch(() => {})
  }

  /** Gives everything up and leaves. Ends with the deadline at the latest. */
  async close(deadline: Deadline): Promise<void> {
    const { group, instanceId, lane } = this.#context
    this.#stop()
    await this.#giveUp.everything(this.#holdings, deadline)
    const keepInstance = instanceId !== ''
    const leaveGroup = { group, memberId: this.memberId, keepInstance }
    // Where the broker is away it is told nothing: the session ends by itself there.
    if (lane.connection !== undefined && !deadline.over)
      await lane.attempt({ leaveGroup }, deadline).catch(() => {})
    this.#end(false)
  }

  #stop(): void {
    this.#stopped = true
    this.nudge()
  }

  #end(lost: boolean): void {
    this.#stop()
    this.#keepAlive?.stop()
    const positions = new Set(this.positions())
    if (lost) for (const at of positions) this.#context.committer.lost(at)
    this.#holdings.clear()
    this.#context.fetcher.remove(positions)
    for (const at of positions) {
      at.gone = true
      at.lease.end(lost)
    }
  }

  async #join(): Promise<void> {
    const { group, instanceId, assignor, sessionTimeoutMs, maxProcessingMs, topics, dial, metadata, logger } =
      this.#context
    const names = topics.map((handle) => handle.name)
    // A name that nobody knows is told, instead of waiting for a topic that never comes; later one may be deleted.
    for (const name of this.#context.isFirst() ? names : [])
      await this.#persist(() => metadata.get(name, new Deadline(CONNECT_MS, this.#waiting.signal)))
    const join = {
      group,
      memberId: this.memberId,
      instanceId,
      topics: names,
      assignor,
      sessionTimeoutMs,
      maxProcessingMs,
    }
    const { response } = await this.#persist(() => this.#attempt({ joinGroup: join }, 0))
    const intervalMs = response.joinGroup?.keepAliveIntervalMs || Math.min(3_000, sessionTimeoutMs / 3)
    const { memberId } = this
    logger.info({ group, memberId }, 'joined the group')
    if (this.#stopped) return
    this.#keepAlive = startKeepAlive(
      { dial, group, memberId, intervalMs, sessionTimeoutMs, maxProcessingMs },
      {
        onUnknown: () => this.nudge(),
        onBeat: (stoodStillMs) => this.#context.onBeat(stoodStillMs),
        onNoThread: (reason) => this.#context.onNoThread(reason),
      },
    )
  }

  /** The answer, or undefined where something changed meanwhile. */
  async #sync(): Promise<SyncGroupResponse | undefined> {
    const { group } = this.#context
    const waiting = this.#waitAnew()
    const held = toWire(this.#holdings)
    try {
      const { response } = await this.#persist(() => {
        // The first answer says at once what there is, maybe nothing: ready() waits for it. The first one on a new connection
        // confirms the member.
        const atOnce = this.#fenced || !this.#synced || !this.#isConnected
        const maxWaitMs = atOnce ? 0 : SYNC_WAIT_MS
        return this.#attempt({ syncGroup: { group, memberId: this.memberId, held, maxWaitMs } }, maxWaitMs)
      })
      this.mayGive()
      return response.syncGroup ?? undefined
    } catch (error) {
      if (waiting.aborted) return undefined
      throw error
    }
  }

  /** True when something comes or goes. */
  #reconcile({ assigned: topics }: SyncGroupResponse): boolean {
    const assigned = assignedBy(topics)
    const revoked: Holding[] = []
    const taken: Holding[] = []
    for (const holding of this.#holdings.values())
      if (assigned.get(holding.key)?.epoch !== holding.epoch && !holding.revoking) revoked.push(holding)
    for (const holding of assigned.values()) if (!this.#holdings.has(holding.key)) taken.push(holding)
    for (const holding of taken) this.#holdings.set(holding.key, holding)
    this.#taking.take(taken)
    void this.#traced(taken, revoked, false, () => this.#giveUp.begin(revoked))
    this.#synced = true
    this.#context.onSettled()
    return taken.length + revoked.length > 0
  }

  async #traced(
    taken: readonly Holding[],
    gone: readonly Holding[],
    lost: boolean,
    work: () => Promise<void>,
  ): Promise<void> {
    if (!rebalanceChannel.active || taken.length + gone.length === 0) return work()
    const { group } = this.#context
    const context = { group, memberId: this.memberId, assigned: named(taken), revoked: named(gone), lost }
    return rebalanceChannel.trace(work, context)
  }

  #setFenced(fenced: boolean): void {
    const { fetcher, logger, group, isOverdue, onFenced } = this.#context
    this.#fenced = fenced
    for (const at of this.positions()) at.fenced = fenced
    if (!fenced) {
      onFenced()
      return fetcher.wake()
    }
    logger.warn(
      { group, memberId: this.memberId },
      'the broker has not confirmed its partitions for too long: gives nothing out',
    )
    for (const at of this.positions()) {
      at.rewind()
      fetcher.drop(at)
    }
    onFenced()
    // Who is to be put out wants no confirmation: the sync under way tells at once when that is so.
    if (!isOverdue()) this.nudge()
  }

  /** The broker knows the member on a connection that is open, as far as this side can see. */
  get #isConnected(): boolean {
    return this.#confirmedOn?.closed === false
  }

  /** How long it may go unconfirmed and give out. The keep-alive's connection confirms more often than this while it is open. */
  get #trustMs(): number {
    const { sessionTimeoutMs, instanceId } = this.#context
    const isWaitedFor = this.#isConnected || instanceId !== ''
    const graceMs = isWaitedFor ? sessionTimeoutMs : Math.min(sessionTimeoutMs, limits.disconnectGraceMs)
    return graceMs - Math.min(AHEAD_MS, sessionTimeoutMs / 4)
  }

  get #unconfirmedMs(): number {
    return monotonicMs() - Math.max(this.#confirmedAtMs, this.#keepAlive?.confirmedAtMs ?? 0)
  }

  /**
   * Who holds on to records for too long gives no signs of life: the broker shall give its partitions to others. Once it has, a
   * sync hears of it.
   */
  async #untilPrompt(): Promise<void> {
    const { isOverdue, sessionTimeoutMs } = this.#context
    const isAlive = () => this.#unconfirmedMs < sessionTimeoutMs + OVERDUE_MARGIN_MS
    while (!this.#stopped && isOverdue() && isAlive()) await this.#wait(PROMPT_LOOK_MS)
  }

  async #wait(delayMs: number): Promise<void> {
    const signal = this.#waitAnew()
    await pause(delayMs, new Deadline(Number.POSITIVE_INFINITY, signal)).catch(() => {})
  }

  #waitAnew(): AbortSignal {
    this.#waiting = new AbortController()
    if (this.#stopped) this.#waiting.abort()
    return this.#waiting.signal
  }

  async #attempt(body: RequestBody, extraMs: number): Promise<Answer> {
    const { lane, requestTimeoutMs } = this.#context
    const { signal } = this.#waiting
    const connection = await lane.connect(new Deadline(CONNECT_MS, signal))
    const sentAtMs = monotonicMs()
    const answer = await lane.attempt(body, new Deadline(requestTimeoutMs + extraMs, signal), extraMs)
    this.#confirmedAtMs = Math.max(this.#confirmedAtMs, sentAtMs)
    this.#confirmedOn = connection
    return answer
  }

  /** Tries again what is retriable, for ever: a broker that is away keeps nobody from holding what it holds. */
  async #persist<T>(attempt: () => Promise<T>): Promise<T> {
    const { logger, group, onUnreachable } = this.#context
    for (let failures = 0; ; failures++) {
      try {
        const result = await attempt()
        onUnreachable(undefined)
        return result
      } catch (error) {
        const again = error instanceof SluiceError && error.retriable && !this.#stopped
        if (!again) throw error
        logger.warn(
          { group, memberId: this.memberId, code: error.code },
          'a group request failed, tried again',
        )
        onUnreachable(error)
        const { signal } = this.#waiting
        await pause(backoffMs(failures), new Deadline(Number.POSITIVE_INFINITY, signal))
      }
    }
  }
}

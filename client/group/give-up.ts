// Gives partitions up: drains them, waits for what the application has in hand, commits, asks onRevoked, lets go. Owned by session.ts.
// Invariants: each partition goes as soon as it is free, a busy one holds up nobody else; what is given up was answered its
// last commit, or the commit's time is over.
import { fromFailure } from '../../protocol/errors.ts'
import { undisturbed } from '../consumer/events.ts'
import { Deadline, within } from '../connection/retry.ts'
import { type Holding, type Holdings, named } from './holding.ts'
import type { MembershipContext } from './membership.ts'

/** Of a close's time, at most so long is left for the last commit, and as long for the goodbye. */
const GOODBYE_MS = 250

/** Of a close's time: kept from the handlers that it waits for, once for the last commit and once for the goodbye. */
export function closeReserveMs(deadline: Deadline): number {
  return Math.min(GOODBYE_MS, deadline.leftMs / 8)
}

export class GiveUp {
  readonly #context: MembershipContext
  readonly #memberId: string
  readonly #isHeld: (holding: Holding) => boolean
  readonly #onGiven: (given: readonly Holding[]) => void
  #leaving = 0

  constructor(
    context: MembershipContext,
    memberId: string,
    isHeld: (holding: Holding) => boolean,
    onGiven: (given: readonly Holding[]) => void,
  ) {
    this.#context = context
    this.#memberId = memberId
    this.#isHeld = isHeld
    this.#onGiven = onGiven
  }

  /** Is something on its way out? */
  get busy(): boolean {
    return this.#leaving > 0
  }

  /** Resolves when all of it is given up, or was lost meanwhile. */
  async begin(holdings: readonly Holding[]): Promise<void> {
    if (holdings.length === 0) return
    const { group, logger } = this.#context
    logger.info({ group, memberId: this.#memberId, partitions: named(holdings) }, 'partitions are revoked')
    this.#drain(holdings)
    await this.#letGo(holdings)
  }

  /**
   * At close. Waits for the handlers of run(), but not for loops: `close` may be called from within one, which would then wait
   * for itself.
   */
  async everything(all: Holdings, deadline: Deadline): Promise<void> {
    const holdings = [...all.values()]
    this.#drain(holdings)
    const handled = holdings.flatMap(({ at }) => (at?.lease.awaited === true ? [at] : []))
    // A handler that takes too long must not keep the rest from being committed, nor the group from hearing of it.
    const reserveMs = closeReserveMs(deadline)
    const handledBy = new Deadline(deadline.leftMs - 2 * reserveMs)
    await within(Promise.all(handled.map((at) => at.whenFree())), handledBy).catch(() => {})
    const finishBy = new Deadline(deadline.leftMs - reserveMs)
    await this.#finish(holdings, finishBy, finishBy)
  }

  #drain(holdings: readonly Holding[]): void {
    const positions = new Set(holdings.flatMap(({ at }) => (at === undefined ? [] : [at])))
    for (const holding of holdings) holding.revoking = true
    this.#context.fetcher.remove(positions)
    for (const at of positions) at.lease.drain()
  }

  async #letGo(holdings: readonly Holding[]): Promise<void> {
    this.#leaving += holdings.length
    const busy = holdings.filter(({ at }) => at !== undefined && at.holds > 0)
    const free = holdings.filter((holding) => !busy.includes(holding))
    await Promise.all([
      this.#give(free),
      ...busy.map(async (holding) => {
        await holding.at?.whenFree()
        await this.#give([holding])
      }),
    ])
  }

  async #give(holdings: readonly Holding[]): Promise<void> {
    // Lost meanwhile, or closed: then it is not given up here.
    const held = holdings.filter(this.#isHeld)
    const { deliveryTimeoutMs, maxProcessingMs } = this.#context
    // Who is not done by then is put out by the broker.
    await this.#finish(held, new Deadline(deliveryTimeoutMs), new Deadline(maxProcessingMs))
    this.#leaving -= holdings.length
    const given = held.filter(this.#isHeld)
    if (given.length === 0) return
    for (const { at } of given) {
      if (at === undefined) continue
      at.gone = true
      at.lease.end()
    }
    this.#onGiven(given)
    this.#tellDeletedTopics(given).catch(() => {})
  }

  /** What is revoked because its topic was deleted is told as that, also where the group said it before a fetch could. */
  async #tellDeletedTopics(given: readonly Holding[]): Promise<void> {
    const { lane, fetcher, metadata, requestTimeoutMs } = this.#context
    const topics = new Map(given.map(({ topic, topicId }) => [topicId.toString('hex'), { topic, topicId }]))
    const ids = [...topics.values()].map(({ topicId }) => topicId)
    const { response } = await lane.call({ metadata: { ids } }, new Deadline(requestTimeoutMs))
    for (const [i, [idHex, { topic }]] of [...topics].entries()) {
      const failure = response.metadata?.topics[i]?.failure ?? null
      if (failure === null) continue
      metadata.invalidate(topic, idHex)
      fetcher.topicGone(idHex, fromFailure(failure, { topic }))
    }
  }

  async #finish(holdings: readonly Holding[], commitBy: Deadline, revokeBy: Deadline): Promise<void> {
    const open = holdings.filter(({ finishing }) => finishing === undefined)
    const finishing = this.#commitAndTell(open, commitBy, revokeBy)
    for (const holding of open) holding.finishing = finishing
    // `close` comes while some are given up already: those are told of once.
    const all = Promise.all(holdings.flatMap((holding) => holding.finishing ?? []))
    await within(all, revokeBy).catch(() => {})
  }

  async #commitAndTell(holdings: readonly Holding[], commitBy: Deadline, revokeBy: Deadline): Promise<void> {
    const { committer, onRevoked, emitter } = this.#context
    if (holdings.length === 0) return
    await committer.flush(commitBy, new Set(holdings.flatMap(({ at }) => at ?? [])))
    // What was never begun was not told as assigned, and what was lost meanwhile is told as that.
    const partitions = named(holdings.filter(({ at }) => at !== undefined && !at.lease.lost))
    if (partitions.length === 0) return
    if (onRevoked !== undefined) {
      const told = undisturbed(() => committer.revoking(() => onRevoked(partitions)))
      await within(told, revokeBy).catch(() => {})
    }
    emitter.emit('revoked', partitions)
  }
}

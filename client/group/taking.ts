// Takes partitions that the group assigned: asks where they begin, then has them fetched. Owned by session.ts.
// Invariants: a partition given up or lost meanwhile is not begun; what cannot begin (NO_COMMITTED_OFFSET) is told once and tried
// again when the consumer pulls again.
import { SluiceError } from '../../protocol/errors.ts'
import { FetchPosition } from '../consumer/fetch-position.ts'
import type { TopicFacts } from '../connection/metadata.ts'
import { backoffMs, Deadline, pause } from '../connection/retry.ts'
import { type Holding, named, withEpochs } from './holding.ts'
import type { MembershipContext } from './membership.ts'

/** Of some of the partitions; the group says, or has said already, of which. */
const PASSING: readonly string[] = ['UNKNOWN_TOPIC', 'UNKNOWN_TOPIC_ID', 'PARTITION_NOT_OWNED']

export class Taking {
  readonly #context: MembershipContext
  readonly #isHeld: (holding: Holding) => boolean
  #under = 0
  #refused: Holding[] = []

  constructor(context: MembershipContext, isHeld: (holding: Holding) => boolean) {
    this.#context = context
    this.#isHeld = isHeld
  }

  get settled(): boolean {
    return this.#under === 0
  }

  take(holdings: readonly Holding[]): void {
    if (holdings.length === 0) return
    this.#under += 1
    void this.#persist(holdings).finally(() => {
      this.#under -= 1
      this.#context.onSettled()
    })
  }

  /** Once more with what could not begin. */
  retry(): void {
    if (this.#refused.length > 0) this.take(this.#refused.splice(0))
  }

  async #persist(holdings: readonly Holding[]): Promise<void> {
    const { logger, group, fail, requestTimeoutMs } = this.#context
    for (let failures = 0; ; failures++) {
      const open = holdings.filter((holding) => this.#mayBegin(holding))
      if (open.length === 0) return
      try {
        return await this.#begin(open, new Deadline(requestTimeoutMs))
      } catch (error) {
        const failure = error instanceof SluiceError ? error : new SluiceError('INTERNAL', String(error))
        // A topic went while it was taken, or came anew, or a partition was revoked: the rest can begin all the same.
        const again = failure.retriable || PASSING.includes(failure.code)
        // The session loop hears the same.
        if (['UNKNOWN_MEMBER', 'CLOSED'].includes(failure.code)) return
        if (!again) {
          this.#refused.push(...open)
          return fail(failure)
        }
        logger.warn({ group, code: failure.code }, 'starts of partitions could not be asked, tried again')
        await pause(backoffMs(failures), new Deadline(Number.POSITIVE_INFINITY))
      }
    }
  }

  async #begin(holdings: readonly Holding[], deadline: Deadline): Promise<void> {
    const { starts, fetcher, activity, emitter, logger, group, fail } = this.#context
    const byPosition = new Map<FetchPosition, Holding>()
    for (const holding of holdings) byPosition.set(await this.#position(holding, deadline), holding)
    const failed = await starts.resolve([...byPosition.keys()], deadline)
    for (const { at } of failed) {
      const holding = byPosition.get(at)
      if (holding !== undefined) this.#refused.push(holding)
      byPosition.delete(at)
    }
    for (const [at, holding] of byPosition) {
      if (this.#mayBegin(holding)) holding.at = at
      else byPosition.delete(at)
    }
    if (byPosition.size > 0) {
      const partitions = named(byPosition.values())
      logger.info({ group, partitions }, 'partitions are assigned')
      activity.watch([...byPosition.keys()])
      fetcher.add([...byPosition.keys()])
      emitter.emit('assigned', withEpochs(byPosition.values()))
      fetcher.wake()
    }
    if (failed[0] !== undefined) fail(failed[0].error)
  }

  #mayBegin(holding: Holding): boolean {
    return this.#isHeld(holding) && !holding.revoking && holding.at === undefined
  }

  async #position(holding: Holding, deadline: Deadline): Promise<FetchPosition> {
    const { topics, committer } = this.#context
    const handle = topics.find(({ name }) => name === holding.topic)
    if (handle === undefined)
      throw new SluiceError('INTERNAL', `the group assigned '${holding.topic}', which nobody subscribed to`)
    const facts = await this.#facts(holding, deadline)
    const at = new FetchPosition(handle, holding.partition, facts, 'earliest')
    at.committing = committer
    at.assignmentEpoch = holding.epoch
    at.fixedTopic = true
    return at
  }

  /** Of the topic under the id that was assigned. */
  async #facts({ topic, topicId, partition }: Holding, deadline: Deadline): Promise<TopicFacts> {
    const { metadata } = this.#context
    const cached = metadata.cached(topic)
    const fits = (facts: TopicFacts) => facts.id.equals(topicId) && partition < facts.partitionsCount
    if (cached !== undefined && fits(cached)) return cached
    const facts = await metadata.refresh(topic, deadline)
    if (facts.id.equals(topicId)) return facts
    throw new SluiceError('UNKNOWN_TOPIC_ID', undefined, { topic })
  }
}

// Giving up a partition (client/group/give-up.ts) while others are read on.
import { expect } from 'chai'
import { FetchPosition } from '../../../client/consumer/fetch-position.ts'
import type { Lane } from '../../../client/connection/lane.ts'
import { Committer } from '../../../client/group/committer.ts'
import { GiveUp } from '../../../client/group/give-up.ts'
import type { Holding } from '../../../client/group/holding.ts'
import type { MembershipContext } from '../../../client/group/membership.ts'
import { silent } from '../../../client/logger.ts'
import type { TopicFacts } from '../../../client/connection/metadata.ts'
import { Deadline } from '../../../client/connection/retry.ts'
import { handleOf } from '../../../client/topic.ts'

const topicId = Buffer.alloc(16)

function holding(partition: number): Holding & { readonly at: FetchPosition } {
  const at = new FetchPosition(handleOf('events'), partition, { id: topicId } as TopicFacts, { offset: 0 })
  at.lease.finished(1)
  return {
    key: `${partition}`,
    topic: 'events',
    topicId,
    partition,
    epoch: 1,
    at,
    revoking: false,
    finishing: undefined,
  }
}

describe('client/group: giving up', () => {
  it('a partition that goes waits for its own last commit, not for those that are read on', async () => {
    const [goes, stays] = [holding(0), holding(1)]
    const asked: string[] = []
    const attempt = async (body: { commitOffsets: { offsets: { partition: number; offset: number }[] } }) => {
      const { offsets } = body.commitOffsets
      asked.push(offsets.map(({ partition, offset }) => `${partition}:${offset}`).join())
      // As a busy reader does: there is always more to commit.
      stays.at.lease.finished((stays.at.lease.finishedOffset ?? 0) + 1)
      return { response: { commitOffsets: { results: offsets.map(() => ({ failure: null })) } } }
    }
    const lane = { attempt, closed: false, call: async () => ({ response: {} }) } as unknown as Lane
    const committer = new Committer(lane, {
      group: 'g',
      memberId: () => 'm',
      positions: () => [goes.at, stays.at],
      commitIntervalMs: 60_000,
      requestTimeoutMs: 1_000,
      deliveryTimeoutMs: 500,
      logger: silent,
      onUnknownMember: () => {},
    })
    const context = {
      group: 'g',
      logger: silent,
      lane,
      committer,
      fetcher: { remove() {} },
      emitter: { emit() {} },
      metadata: {},
      deliveryTimeoutMs: 500,
      maxProcessingMs: 500,
      requestTimeoutMs: 1_000,
    } as unknown as MembershipContext
    const given: number[] = []
    const giveUp = new GiveUp(
      context,
      'm',
      () => true,
      (gone) => given.push(...gone.map(({ partition }) => partition)),
    )
    await giveUp.begin([goes])
    expect([given, asked]).to.deep.equal([[0], ['0:1,1:1']])
    await committer.close(new Deadline(0))
  })
})

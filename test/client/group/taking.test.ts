// Taking partitions (client/group/taking.ts) while one of them is revoked again.
import { expect } from 'chai'
import type { TopicFacts } from '../../../client/connection/metadata.ts'
import type { FetchPosition } from '../../../client/consumer/fetch-position.ts'
import type { Holding } from '../../../client/group/holding.ts'
import type { MembershipContext } from '../../../client/group/membership.ts'
import { Taking } from '../../../client/group/taking.ts'
import { silent } from '../../../client/logger.ts'
import { handleOf } from '../../../client/topic.ts'
import { SluiceError } from '../../../protocol/errors.ts'

describe('client/group: taking', () => {
  it('begins with the rest where one of the partitions is revoked before its start is committed', async () => {
    const topicId = Buffer.alloc(16)
    const facts = { id: topicId, idHex: topicId.toString('hex'), partitionsCount: 2 } as unknown as TopicFacts
    const holdings = [0, 1].map(
      (partition) => ({ topic: 't', topicId, partition, epoch: 1, revoking: false }) as unknown as Holding,
    ) as [Holding, Holding]
    const added: FetchPosition[] = []
    let tries = 0
    let settled: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      settled = resolve
    })
    const context = {
      group: 'g',
      topics: [handleOf('t')],
      logger: silent,
      requestTimeoutMs: 1_000,
      metadata: { cached: () => facts },
      committer: undefined,
      starts: {
        resolve: () => {
          if (++tries > 1) return Promise.resolve([])
          holdings[1].revoking = true
          return Promise.reject(new SluiceError('PARTITION_NOT_OWNED'))
        },
      },
      activity: { watch: () => undefined },
      fetcher: { add: (positions: FetchPosition[]) => added.push(...positions), wake: () => undefined },
      emitter: { emit: () => undefined },
      fail: (error: SluiceError) => expect.fail(error.message),
      onSettled: () => settled(),
    } as unknown as MembershipContext
    new Taking(context, () => true).take(holdings)
    await done
    expect(added.map(({ partition }) => partition)).to.deep.equal([0])
  })
})

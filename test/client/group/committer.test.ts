import { expect } from 'chai'
import { Committer } from '../../../client/group/committer.ts'
import { FetchPosition } from '../../../client/consumer/fetch-position.ts'
import type { Lane } from '../../../client/connection/lane.ts'
import { silent } from '../../../client/logger.ts'
import type { TopicFacts } from '../../../client/connection/metadata.ts'
import { Deadline } from '../../../client/connection/retry.ts'
import { handleOf } from '../../../client/topic.ts'
import { SluiceError } from '../../../protocol/errors.ts'

/** Commits that the broker does not take at first. */
describe('client/group: commits tried again', () => {
  const position = (partition: number) =>
    new FetchPosition(handleOf('events'), partition, { id: Buffer.alloc(16) } as TopicFacts, { offset: 0 })
  let memberId = 'first'
  let asked: string[] = []
  let onAttempt = () => {}

  /** Whose broker is never to be had. */
  const committer = (...positions: FetchPosition[]) => {
    const attempt = async (body: {
      commitOffsets: { memberId: string; offsets: { partition: number }[] }
    }) => {
      const { memberId, offsets } = body.commitOffsets
      asked.push(`${memberId}: ${offsets.map(({ partition }) => partition).join()}`)
      onAttempt()
      throw new SluiceError('DISCONNECTED')
    }
    return new Committer({ attempt, closed: false } as unknown as Lane, {
      group: 'g',
      memberId: () => memberId,
      positions: () => positions,
      commitIntervalMs: 60_000,
      requestTimeoutMs: 1_000,
      deliveryTimeoutMs: 1_000,
      logger: silent,
      onUnknownMember: () => {},
    })
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'committed',
      (error: unknown) => (error as SluiceError).code,
    )

  beforeEach(() => {
    memberId = 'first'
    asked = []
  })

  it('a later session does not speak for what an earlier one lost', async () => {
    const at = position(0)
    onAttempt = () => {
      at.gone = true
      memberId = 'second'
    }
    const commits = committer(at)
    expect(await codeOf(commits.commit(at, 5, new Deadline(5_000)))).to.equal('PARTITION_NOT_OWNED')
    expect(asked).to.deep.equal(['first: 0'])
    await commits.close(new Deadline(0))
  })

  it('what waits to be tried again is told of the end', async () => {
    const at = position(0)
    const commits = committer(at)
    onAttempt = () => void commits.close(new Deadline(0))
    expect(await codeOf(commits.commit(at, 5, new Deadline(60_000)))).to.equal('CLOSED')
  })

  it('what is finished is not what was given out', async () => {
    const [read, given] = [position(0), position(1)]
    for (const at of [read, given]) {
      at.moveTo(7)
      at.gaveOut = true
    }
    read.lease.finished(5)
    const commits = committer(read, given)
    onAttempt = () => {
      read.gone = true
      given.gone = true
    }
    expect(await codeOf(commits.commitFinished(new Deadline(5_000)))).to.equal('PARTITION_NOT_OWNED')
    expect(asked).to.deep.equal(['first: 0'])
    await commits.close(new Deadline(0))
  })
})

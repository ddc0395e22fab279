import { expect } from 'chai'
import { Committer } from '../../../client/group/committer.ts'
import { FetchPosition } from '../../../client/consumer/fetch-position.ts'
import type { Lane } from '../../../client/connection/lane.ts'
import { silent } from '../../../client/logger.ts'
import type { TopicFacts } from '../../../client/connection/metadata.ts'
import { Deadline } from '../../../client/connection/retry.ts'
import { handleOf } from '../../../client/topic.ts'
import { type ErrorName, SluiceError, toFailure } from '../../../protocol/errors.ts'

/** Commits that the broker does not take at first. */
describe('client/group: commits tried again', () => {
  const position = (partition: number) =>
    new FetchPosition(handleOf('events'), partition, { id: Buffer.alloc(16) } as TopicFacts, { offset: 0 })
  let memberId = 'first'
  let asked: string[] = []
  let onAttempt = () => {}

  const make = (
    positions: FetchPosition[],
    failure?: SluiceError,
    refusalOf: (partition: number) => ErrorName | undefined = () => undefined,
  ) => {
    const attempt = async (body: {
      commitOffsets: { memberId: string; offsets: { partition: number }[] }
    }) => {
      const { memberId, offsets } = body.commitOffsets
      asked.push(`${memberId}: ${offsets.map(({ partition }) => partition).join()}`)
      onAttempt()
      if (failure !== undefined) throw failure
      const results = offsets.map(({ partition }) => {
        const refusal = refusalOf(partition)
        return { failure: refusal === undefined ? null : toFailure(new SluiceError(refusal)) }
      })
      return { response: { commitOffsets: { results } } }
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
  /** Whose broker is never to be had. */
  const committer = (...positions: FetchPosition[]) => make(positions, new SluiceError('DISCONNECTED'))
  /** Whose broker takes everything. */
  const taking = (...positions: FetchPosition[]) => make(positions)
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'committed',
      (error: unknown) => (error as SluiceError).code,
    )

  beforeEach(() => {
    memberId = 'first'
    asked = []
    onAttempt = () => {}
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

  it("what is finished is waited for also where one of the partitions is another member's by now", async () => {
    const finished = [0, 1, 2].map(position)
    for (const { lease } of finished) lease.finished(5)
    const refusals: (ErrorName | undefined)[] = ['PARTITION_NOT_OWNED', 'TOO_MANY_REQUESTS', undefined]
    const commits = make(finished, undefined, (partition) => refusals[partition])
    onAttempt = () => {
      if (asked.length === 4) refusals[1] = undefined
    }
    expect(await codeOf(commits.commitFinished(new Deadline(5_000)))).to.equal('PARTITION_NOT_OWNED')
    expect(finished.slice(1).map(({ lease }) => lease.sentOffset)).to.deep.equal([5, 5])
    expect(asked.length).to.equal(4)
    await commits.close(new Deadline(0))
  })

  it("of what is finished and refused, what is still this member's is told first", async () => {
    const finished = [0, 1].map(position)
    for (const { lease } of finished) lease.finished(5)
    const refusals: ErrorName[] = ['PARTITION_NOT_OWNED', 'OFFSET_OUT_OF_RANGE']
    const commits = make(finished, undefined, (partition) => refusals[partition])
    expect(await codeOf(commits.commitFinished(new Deadline(5_000)))).to.equal('OFFSET_OUT_OF_RANGE')
    await commits.close(new Deadline(0))
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

  /** Positions that stand at 7, and have given out what is below. */
  const givenOut = (...partitions: number[]) =>
    partitions.map((partition) => {
      const at = position(partition)
      at.moveTo(7)
      at.gaveOut = true
      return at
    })
  const lose = (commits: Committer, ...lost: FetchPosition[]) => {
    for (const at of lost) commits.lost(at)
    for (const at of lost) at.gone = true
  }

  it('what a lost session had given out is told by the next commit by hand, once; the rest is committed', async () => {
    const [a, b, done, kept] = givenOut(0, 1, 2, 3) as [
      FetchPosition,
      FetchPosition,
      FetchPosition,
      FetchPosition,
    ]
    const commits = taking(kept)
    done.lease.sentOffset = 7
    lose(commits, a, b, done, position(4))
    const error = await commits.commitAll(new Deadline(5_000)).catch((error: unknown) => error as SluiceError)
    expect(error).to.include({ code: 'PARTITION_NOT_OWNED' })
    expect((error as SluiceError).message).to.match(/'events' partition 0, 'events' partition 1: /)
    expect(asked).to.deep.equal(['first: 3'])
    await commits.commitAll(new Deadline(5_000))
    await commits.close(new Deadline(0))
  })

  it('what was lost and is read and committed again by the same consumer is not told', async () => {
    const [before, again] = givenOut(0, 0) as [FetchPosition, FetchPosition]
    const commits = taking(again)
    lose(commits, before)
    again.moveTo(6)
    expect(await codeOf(commits.commitAll(new Deadline(5_000)))).to.equal('PARTITION_NOT_OWNED')
    lose(commits, before)
    again.moveTo(7)
    await commits.commitAll(new Deadline(5_000))
    await commits.close(new Deadline(0))
  })

  it('what run() had in hand when the session was lost is not held against the next handler that commits', async () => {
    const [busy] = givenOut(0) as [FetchPosition]
    busy.lease.byHandler = true
    busy.lease.finished(5)
    busy.lease.hold()
    const commits = taking()
    lose(commits, busy)
    await commits.commitAll(new Deadline(5_000))
    await commits.close(new Deadline(0))
  })

  it('a commit that the loss of the session ended is not told of again', async () => {
    const [at] = givenOut(0) as [FetchPosition]
    const commits = committer(at)
    onAttempt = () => lose(commits, at)
    expect(await codeOf(commits.commitAll(new Deadline(5_000)))).to.equal('PARTITION_NOT_OWNED')
    await commits.commitAll(new Deadline(5_000))
    await commits.close(new Deadline(0))
  })

  it('what a lost session could not commit by itself is told by the next commit by hand', async () => {
    const [at] = givenOut(0) as [FetchPosition]
    at.lease.finished(7)
    const commits = make([at], new SluiceError('UNKNOWN_MEMBER'))
    await commits.flush(new Deadline(5_000), new Set([at]))
    lose(commits, at)
    expect(await codeOf(commits.commitAll(new Deadline(5_000)))).to.equal('PARTITION_NOT_OWNED')
    expect(asked).to.deep.equal(['first: 0'])
    await commits.close(new Deadline(0))
  })
})

// A batch between the fetched queue and its reader (client/consumer/hand-out.ts): what a commit, a seek, a signal, a pause or a close finds
// there, for loops, run() and records().
import { expect } from 'chai'
import type { Lane } from '../../client/connection/lane.ts'
import type { TopicFacts } from '../../client/connection/metadata.ts'
import { Deadline } from '../../client/connection/retry.ts'
import type { Assignment } from '../../client/consumer/assignment.ts'
import type { Chunk } from '../../client/consumer/chunk.ts'
import { FetchPosition } from '../../client/consumer/fetch-position.ts'
import type { Fetched } from '../../client/consumer/fetch-settings.ts'
import type { Fetcher } from '../../client/consumer/fetcher.ts'
import { HandOut } from '../../client/consumer/hand-out.ts'
import { RecordIterator } from '../../client/consumer/record-iterator.ts'
import { Committer } from '../../client/group/committer.ts'
import { silent } from '../../client/logger.ts'
import { ConsumerSource } from '../../client/run/consumer-source.ts'
import { handleOf } from '../../client/topic.ts'
import { batchOf } from './run/fake-source.ts'

/** What a commit or a close sees between the turn in which a batch leaves and the turn in which its reader has it. */
describe('client/consumer: on the way to the reader', () => {
  const handle = handleOf('events')
  let at: FetchPosition
  let ready: Fetched[]
  let committed: number[]
  let handOut: HandOut
  let committer: Committer
  let wake: (() => void) | undefined

  const arrives = (firstOffset: number, count: number) => {
    const records = Array.from({ length: count }, (_, i) => ({
      offset: firstOffset + i,
      key: null,
      value: 'v',
    }))
    let left: ReturnType<typeof batchOf> | undefined = batchOf(handle, 0, records)
    const take = () => {
      const batch = left
      left = undefined
      return batch
    }
    ready.push({ at, generation: at.generation, chunk: { take, empty: true } as unknown as Chunk })
    wake?.()
  }
  const source = (awaited: boolean) =>
    new ConsumerSource(handOut, fetcher, assignment, {
      group: 'g',
      logger: silent,
      commitTimeoutMs: 1_000,
      awaited,
    })
  const fetcher = {
    take: () => ready.shift(),
    whenChanged: (changed: typeof wake) => {
      wake = changed
    },
    wake: () => wake?.(),
  } as unknown as Fetcher
  const assignment = {
    begun: true,
    asks: () => {},
    takeFailure: () => undefined,
    mayGive: () => true,
    gave: () => {},
    idle: () => {},
  } as unknown as Assignment
  const attempt = async (body: { commitOffsets: { offsets: { offset: number }[] } }) => {
    const { offsets } = body.commitOffsets
    committed.push(...offsets.map(({ offset }) => offset))
    return { response: { commitOffsets: { results: offsets.map(() => ({ failure: null })) } } }
  }

  beforeEach(() => {
    at = new FetchPosition(handle, 0, { id: Buffer.alloc(16) } as TopicFacts, { offset: 0 })
    ready = []
    committed = []
    wake = undefined
    handOut = new HandOut(fetcher, assignment, 1_000)
    committer = new Committer({ attempt, closed: false } as unknown as Lane, {
      group: 'g',
      memberId: () => 'm',
      positions: () => [at],
      commitIntervalMs: 60_000,
      requestTimeoutMs: 1_000,
      deliveryTimeoutMs: 1_000,
      logger: silent,
      onUnknownMember: () => {},
    })
    at.committing = committer
  })
  afterEach(() => committer.close(new Deadline(0)))

  /** Commits after so many microtasks, for each number of them that the way could take. */
  const commitAlongTheWay = async (way: Promise<unknown>) => {
    for (let i = 0; i < 8; i++) {
      await committer.commitAll(new Deadline(1_000))
      await Promise.resolve()
    }
    await way
  }

  it('a signal that fires in the turn of a wake-up that brings nothing ends the wait', async () => {
    const stop = new AbortController()
    const next = handOut.next(10, stop.signal)
    await new Promise((resolve) => setImmediate(resolve))
    handOut.look()
    stop.abort()
    expect(await next.catch(({ code }: { code: string }) => code)).to.equal('ABORTED')
  })

  it('of what run() takes, only what is finished is committed', async () => {
    const reader = source(true)
    arrives(0, 10)
    const first = await reader.pull(100, undefined)
    first?.lease.hold()
    first?.lease.finished(10)
    arrives(10, 10)
    const pulled = reader.pull(100, undefined)
    expect([at.lease.byHandler, at.lease.awaited]).to.deep.equal([true, true])
    await commitAlongTheWay(pulled)
    expect(new Set(committed)).to.deep.equal(new Set([10]))
    expect(at.lease.finishedOffset).to.equal(10)
  })

  it('what run() waits for is told when its batch comes later, and streams are not waited for', async () => {
    for (const awaited of [true, false]) {
      const pulled = source(awaited).pull(100, undefined)
      await new Promise((resolve) => setImmediate(resolve))
      arrives(0, 10)
      await Promise.resolve()
      while (at.holds === 0) await Promise.resolve()
      expect([at.lease.byHandler, at.lease.awaited]).to.deep.equal([true, awaited])
      await pulled
    }
  })

  it('of what records() takes, only what the loop has been given is committed', async () => {
    const records = new RecordIterator(handOut, undefined)
    arrives(0, 10)
    for (let i = 0; i < 10; i++) await records.next()
    arrives(10, 10)
    const ahead = records.next()
    await commitAlongTheWay(ahead)
    expect(committed[0]).to.equal(10)
    expect(Math.max(...committed)).to.be.at.most(11) // 10 is in the loop's hand in the end
    expect((await ahead).value?.offset).to.equal(10)
  })

  it('a loop that is left while its batch is on the way gives all of it back, finished nothing of it and lets go', async () => {
    const records = new RecordIterator(handOut, undefined)
    arrives(0, 10)
    const ahead = records.next()
    await records.return()
    expect((await ahead).done).to.equal(true)
    expect([at.offset, at.holds, at.lease.finishedOffset]).to.deep.equal([0, 0, undefined])
  })

  it('a seek while a batch is on the way is not undone', async () => {
    const records = new RecordIterator(handOut, undefined)
    arrives(0, 10)
    const next = records.next()
    at.jump({ offset: 50 })
    at.renewLease()
    handOut.drop = () => {}
    arrives(50, 5)
    expect((await next).value?.offset).to.equal(50)
    expect([at.offset, at.holds]).to.deep.equal([51, 1])
  })
})

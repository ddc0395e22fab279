// Members of a group used as no simple loop would: several readers, ends in the middle of something. The real broker.
import { expect } from 'chai'
import { setTimeout as sleep } from 'node:timers/promises'
import { failure } from './failure.ts'
import { events, Scene, until } from './group-fixture.ts'

/** What programs do that a loop of its own would not: several readers, closing in the middle of something. */
describe('client/group: readers and ends', function () {
  this.timeout(30_000)
  let scene: Scene

  beforeEach(async () => {
    scene = await Scene.start()
  })
  afterEach(() => scene.close())

  it('two loops share the records of one consumer, and both end with it', async () => {
    await scene.fill(50)
    const consumer = scene.member({ maxPartitionBytes: 500 })
    const seen: string[] = []
    const read = async () => {
      for await (const { partition, offset } of consumer) {
        seen.push(`${partition}/${offset}`)
        await sleep(0)
      }
    }
    const loops = [read(), read()]
    await until('all of them', () => seen.length === 200)
    expect(new Set(seen).size).to.equal(200)
    await consumer.close()
    await Promise.all(loops)
  })

  it('what is asked for ahead comes in order, and its partition is not kept for ever', async () => {
    await scene.fill(3)
    const consumer = scene.member()
    const records = consumer.records()
    const steps = await Promise.all(Array.from({ length: 12 }, () => records.next()))
    const perPartition = [0, 1, 2, 3].map((p) =>
      steps.filter(({ value }) => value?.partition === p).map(({ value }) => value?.offset),
    )
    expect(perPartition).to.deep.equal(Array.from({ length: 4 }, () => [0, 1, 2]))
    await records.return?.()
    const batches = consumer.batches()
    const asked = [batches.next(), batches.next(), batches.next()]
    await scene.fill(1, 3)
    await Promise.all(asked)
    await batches.return?.()
    const other = scene.member()
    await other.ready()
    await until('an even share', () => other.assignment.length === 2)
  })

  for (const what of ['records', 'batches'] as const)
    it(`${what}() that was left while it waited takes nothing from the next reader`, async () => {
      const consumer = scene.member()
      await consumer.ready()
      const left = consumer[what]()
      const step = left.next()
      await left.return?.()
      const again = consumer.records()
      const first = again.next()
      await scene.fill(1, 1)
      expect((await first).value?.offset).to.equal(0)
      expect(await step).to.deep.equal({ value: undefined, done: true })
    })

  it('a handler that never ends does not keep a closed member in its group', async () => {
    await scene.fill(5)
    const consumer = scene.member()
    let calls = 0
    const handler = ({ partition }: { readonly partition: number }) => {
      calls += 1
      return partition === 0 ? new Promise(() => {}) : undefined
    }
    const running = failure(consumer.run(handler, { concurrency: 4 }))
    await until('all but one', () => calls === 16)
    const beganMs = performance.now()
    // An eighth of it is for the last commits: 300 ms, which a busy machine has too.
    await consumer.close({ deadlineMs: 2_400 })
    expect(performance.now() - beganMs).to.be.below(3_000)
    const { members, partitions } = await scene.describe()
    expect(members).to.deep.equal([])
    expect(partitions.map(({ partition, committed }) => [partition, committed])).to.deep.equal([
      [1, 5],
      [2, 5],
      [3, 5],
    ])
    expect((await running).code).to.equal('HANDLER_FAILED')
  })

  it('handlers that never end do not keep the others of own partitions from being committed', async () => {
    await scene.fill(5, 2)
    const partitions = [0, 1].map((partition) => ({ topic: events, partition }))
    const consumer = scene
      .client()
      .consumer({ group: 'g', partitions, orElse: 'earliest', commitIntervalMs: 60_000 })
    let done = 0
    const handler = async ({
      partition,
      offset,
    }: {
      readonly partition: number
      readonly offset: number
    }) => {
      if (partition === 0 || offset === 4) await new Promise(() => {})
      done += 1
    }
    const running = failure(consumer.run(handler, { concurrency: 2 }))
    await until('all but those', () => done === 4)
    const beganMs = performance.now()
    await consumer.close({ deadlineMs: 2_400 })
    expect(performance.now() - beganMs).to.be.below(3_000)
    const committed = (await scene.describe()).partitions.map((at) => [at.partition, at.committed])
    expect(committed).to.deep.equal([[1, 4]])
    expect((await running).code).to.equal('HANDLER_FAILED')
  })

  it('run() commits what it finished, not what a loop before it gave out', async () => {
    await scene.fill(10, 1)
    const consumer = scene.member()
    for await (const batch of consumer.batches()) if (batch.records > 0) break
    const stop = new AbortController()
    const running = consumer.run(() => {}, { signal: stop.signal })
    await sleep(100)
    stop.abort()
    await running
    expect(await scene.committed()).to.deep.equal(Array.from({ length: 4 }, () => undefined))
  })

  it('close while partitions are given up: each is told of once', async () => {
    const told: string[] = []
    const onRevoked = async (partitions: readonly { readonly partition: number }[]) => {
      for (const { partition } of partitions) told.push(`on ${partition}`)
      await sleep(200)
    }
    const consumer = scene.member({ onRevoked })
    consumer.on('revoked', (partitions) => {
      for (const { partition } of partitions) told.push(`event ${partition}`)
    })
    await consumer.ready()
    void scene.member().ready()
    await until('a revocation', () => told.length > 0)
    await consumer.close()
    expect(told.toSorted()).to.deep.equal(
      ['event', 'on'].flatMap((what) => [0, 1, 2, 3].map((p) => `${what} ${p}`)),
    )
  })

  it('onRevoked commits what batches() gave out, also at close; afterwards it is closed', async () => {
    await scene.fill(5)
    const told: string[] = []
    const consumer = scene.member({
      onRevoked: () =>
        consumer.commit().then(
          () => void told.push('committed'),
          (error: unknown) => void told.push(String(error)),
        ),
    })
    let count = 0
    for await (const { records } of consumer.batches()) if ((count += records) === 20) break
    await consumer.close()
    expect(told).to.deep.equal(['committed'])
    expect(await scene.committed()).to.deep.equal([5, 5, 5, 5])
    expect((await failure(consumer.commit())).code).to.equal('CLOSED')
  })

  it('batches() asked ahead and left take nothing from the next reader, and keep no partition', async () => {
    const consumer = scene.member()
    await consumer.ready()
    const left = consumer.batches()
    const asked = [left.next(), left.next(), left.next()]
    await left.return?.()
    const next = consumer.batches().next()
    await scene.fill(5, 1)
    expect((await next).value?.firstOffset).to.equal(0)
    for (const { done } of await Promise.all(asked)) expect(done).to.equal(true)
    await consumer.close()
  })

  it('onRevoked at close commits nothing that a loop still has in hand', async () => {
    await scene.fill(40, 1)
    const told: unknown[] = []
    for (const [what, instead] of [
      ['batches', 20],
      ['records', 2],
    ] as const) {
      const consumer = scene.member({
        onRevoked: () => consumer.commit().catch((e: unknown) => void told.push(e)),
      })
      const loop = what === 'batches' ? consumer.batches({ maxRecords: 20 }) : consumer.records()
      // The first is done when the next is asked for, which is in hand when the consumer closes.
      for (let step = 0; step < (what === 'batches' ? 2 : 3); step++) await loop.next()
      await consumer.close()
      expect((await scene.committed())[0], what).to.equal(instead)
      await scene.admin.admin.groups.delete('g')
    }
    expect(told).to.deep.equal([])
  })

  it('a handler that close waits for commits', async () => {
    await scene.fill(2, 1)
    const consumer = scene.member({ commitIntervalMs: 60_000 })
    let closing: Promise<void> | undefined
    await consumer.run(async ({ offset }) => {
      if (offset === 0) return
      closing = consumer.close()
      await consumer.commit()
      expect((await scene.committed())[0]).to.equal(1)
    })
    await closing
    expect((await scene.committed())[0]).to.equal(2)
  })
})

// A member that has stopped asking for records: it has nothing in hand, and would keep its partitions from the others for ever.
import { expect } from 'chai'
import { failure } from './failure.ts'
import { type EventsConsumer, Scene, until } from './group-fixture.ts'

const short = { sessionTimeoutMs: 1_000, maxProcessingMs: 1_000 }

describe('client/group: who asks for nothing more', function () {
  this.timeout(40_000)
  let scene: Scene

  beforeEach(async () => {
    scene = await Scene.start()
    await scene.fill(5)
  })
  afterEach(() => scene.close())

  it('loses its partitions after maxProcessingMs, also when a failed run() left it, and joins again when it asks', async () => {
    const left = scene.member(short)
    const failed = await failure(
      left.run(() => {
        throw new Error('no')
      }),
    )
    expect(failed.code).to.equal('HANDLER_FAILED')
    const lost: number[] = []
    left.on('lost', (partitions) => lost.push(partitions.length))
    const other = scene.member()
    const seen: number[] = []
    const reading = other.run((record) => void seen.push(record.offset))
    await until('the other has everything', () => seen.length === 20)
    await until('it is told', () => lost.length > 0)
    await until('it hears of it', () => lost.length > 0) // the broker tells the two at the same time
    expect(lost).to.deep.equal([2])
    expect((await scene.describe()).members).to.have.lengthOf(1)
    const again = left.records().next()
    await until('it is back', async () => (await scene.describe()).members.length === 2)
    await scene.fill(5)
    expect((await again).done).to.equal(false)
    await other.close()
    await reading
  })

  it('calls that need its partitions bring it back: seek, ready, committed, endOffsets', async () => {
    const calls = {
      seek: (consumer: EventsConsumer) => consumer.seek('events', 3, 2),
      ready: (consumer: EventsConsumer) => consumer.ready(),
      committed: (consumer: EventsConsumer) => consumer.committed(),
      endOffsets: (consumer: EventsConsumer) => consumer.endOffsets(),
    }
    const lasting = Object.entries(calls).map(async ([group, call]) => {
      const idle = scene.member({ ...short, group })
      let lost = 0
      idle.on('lost', (partitions) => (lost += partitions.length))
      await idle.ready()
      await until(`${group}: it has lost them`, () => lost === 4)
      await call(idle)
      expect(idle.assignment, group).to.have.lengthOf(4)
    })
    await Promise.all(lasting)
  })

  it('waiting for records is asking: it keeps what it has', async () => {
    const waits = scene.member(short)
    const lost: unknown[] = []
    waits.on('lost', (partitions) => lost.push(partitions))
    const offsets: number[] = []
    const running = waits.run((record) => void offsets.push(record.offset))
    await until('it has read all', () => offsets.length === 20)
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect(lost).to.deep.equal([])
    await waits.close()
    await running
    expect(await scene.committed()).to.deep.equal([5, 5, 5, 5])
  })

  it('run() that a close ended resolves when everything is committed', async () => {
    for (const order of ['partition', 'key', 'none'] as const) {
      const consumer = scene.client().consumer({ group: order, topics: ['events'], from: 'earliest' })
      let count = 0
      await consumer.run(
        () => {
          if (++count === 20) void consumer.close()
        },
        { concurrency: 4, order },
      )
      const { partitions } = await scene.admin.admin.groups.describe(order)
      expect(partitions.map(({ committed }) => committed)).to.deep.equal([5, 5, 5, 5])
    }
  })

  it('seek takes places, not words', async () => {
    const consumer = scene.member()
    await consumer.ready()
    for (const to of ['99', -1, Number.NaN, 1.5, { offset: '1' }, 'committed', null]) {
      const error = await failure(consumer.seek('events', 0, to as number))
      expect(error.code, String(to)).to.equal('INVALID_ARGUMENT')
    }
    expect((await failure(consumer.seek('events', 0, '99' as never))).hint).to.match(/99, not '99'/)
  })

  it('a deleted topic is told by its name', async () => {
    const consumer = scene.client().consumer({ topics: ['events'], from: 'earliest' })
    let count = 0
    const reading = (async () => {
      for await (const _ of consumer) if (++count === 20) await scene.admin.admin.topics.delete('events')
    })()
    const error = await failure(reading)
    expect(error.message).to.equal(
      "'events' was deleted, or deleted and created again, while it was consumed",
    )
  })
})

// run() on the real broker: order, commits, members that come and go, pausing, closing.
import { expect } from 'chai'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ConsumedRecord, serde, topic } from '../../../client/index.ts'
import { failure } from '../failure.ts'
import { events, type EventsConsumer, Scene, until } from '../group-fixture.ts'

type Event = ConsumedRecord<string, string>
interface Gate {
  readonly promise: Promise<void>
  readonly open: () => void
}

/** run() on real consumers of a real broker. */
describe('client/run/round-trip', () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await Scene.start(4)
  })
  afterEach(() => scene.close())
  const id = ({ partition, offset }: Event) => `${partition}/${offset}`

  it('handles everything, keeps the order of partitions, commits the lowest unfinished offsets', async () => {
    await scene.fill(200)
    const member = scene.member({ commitIntervalMs: 50 })
    const seen = new Map<number, number[]>()
    let count = 0
    const running = member.run(
      async ({ partition, offset }) => {
        if (offset % 3 === 0) await sleep(1)
        const offsets = seen.get(partition) ?? []
        seen.set(partition, [...offsets, offset])
        count += 1
      },
      { concurrency: 8 },
    )
    await until('all are handled', () => count === 800)
    await until('all are committed', async () => (await scene.committed()).every((offset) => offset === 200))
    await member.close()
    await running
    for (const offsets of seen.values())
      expect(offsets).to.deep.equal(Array.from({ length: 200 }, (_, i) => i))
  })

  it('a stuck record holds back its partition alone, and is delivered again to whoever comes next', async () => {
    await scene.fill(100)
    const member = scene.member({ commitIntervalMs: 50 })
    const abort = new AbortController()
    let stuck: AbortSignal | undefined
    const running = member.run(
      async ({ partition, offset }, { signal }) => {
        if (partition !== 1 || offset !== 40) return
        stuck = signal
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('given up'))),
        )
      },
      { concurrency: 3, signal: abort.signal },
    )
    await member.ready()
    await until('the others are done', async () => (await scene.committed()).join() === '100,40,100,100')
    expect(stuck?.aborted).to.equal(false)
    abort.abort()
    await running
    const again: string[] = []
    const second = member.run((record) => again.push(id(record)))
    await until('the rest is handled', () => again.length === 60)
    expect(again[0]).to.equal('1/40')
    await member.close()
    await second
    expect(await scene.committed()).to.deep.equal([100, 100, 100, 100])
  })

  it('members come and go: each record is handled, in order, by one at a time', async () => {
    const first = scene.member({ commitIntervalMs: 20 })
    const handled = new Map<string, number>()
    const busy = new Set<number>()
    const faults: string[] = []
    const work = async (record: Event) => {
      if (busy.has(record.partition)) faults.push(`${id(record)} beside another of its partition`)
      busy.add(record.partition)
      await sleep(1)
      busy.delete(record.partition)
      handled.set(id(record), (handled.get(id(record)) ?? 0) + 1)
    }
    const running = first.run(work, { concurrency: 4 })
    await first.ready()
    await scene.fill(150)
    await until('it begins', () => handled.size > 20)
    const second = scene.member({ commitIntervalMs: 20 })
    const other = second.run(work, { concurrency: 4 })
    await until('both have two', () => first.assignment.length === 2 && second.assignment.length === 2)
    await first.close()
    await running
    await until('all are handled', () => handled.size === 600, 20_000)
    await second.close()
    await other
    expect(faults).to.deep.equal([])
    expect(
      [...handled.values()].every((times) => times === 1),
      'each once: nobody was lost',
    ).to.equal(true)
    expect(await scene.committed()).to.deep.equal([150, 150, 150, 150])
  })

  it('what was read ahead when it was paused, or jumped over by a seek, is read again', async () => {
    for (let batch = 0; batch < 20; batch++) await scene.fill(10)
    for (const [partition, act] of [
      [
        0,
        (consumer: EventsConsumer) => {
          consumer.pause(events)
          consumer.resume(events)
        },
      ],
      [1, (consumer: EventsConsumer) => consumer.seek(events, 1, 100)],
    ] as const) {
      const partitions = [{ topic: events, partition, from: 'earliest' as const }]
      const consumer = scene.client().consumer({ partitions, maxPartitionBytes: 300 })
      let free: () => void = () => undefined
      const gate = new Promise<void>((resolve) => {
        free = resolve
      })
      const seen = new Set<number>()
      // Another handler is free meanwhile, for which records are fetched until no more are wanted.
      const running = consumer.run(({ offset }) => (seen.add(offset).size === 4 ? gate : undefined), {
        concurrency: 2,
      })
      await until('one is held up', () => seen.size === 4)
      await sleep(100)
      await act(consumer)
      free()
      await until('all the rest', () => seen.has(199))
      expect(seen.size).to.equal(partition === 0 ? 200 : 104)
      await consumer.close()
      await running
    }
  })

  it('a pause and its end while a batch is on its way to run(): order and commits stay', async () => {
    for (const awaits of [1, 2, 3]) {
      const handle = topic(`pause-${awaits}`, { value: serde.utf8 })
      await scene.admin.admin.topics.create(handle.name, { partitions: 3 })
      const group = handle.name
      const producer = scene.admin.producer()
      await producer.sendBatch(
        handle,
        [1, 2].map((partition) => ({ value: 'v', partition })),
      )
      const settings = { group, topics: [handle], orElse: 'earliest', maxPartitionBytes: 300 } as const
      const consumer = scene.client().consumer({ ...settings, commitIntervalMs: 20 })
      const gates = [0, 1].map(() => {
        let open: () => void = () => undefined
        const promise = new Promise<void>((resolve) => {
          open = resolve
        })
        return { promise, open }
      }) as [Gate, Gate]
      const seen: number[] = []
      let others = 0
      const running = consumer.run(
        async ({ partition, offset }) => {
          if (partition === 0) {
            seen.push(offset)
            if (offset === 0) await gates[0].promise
            return
          }
          others += 1
          await gates[1].promise
          if (partition === 1) return
          for (let i = 0; i < awaits; i++) await Promise.resolve()
          consumer.pause(handle)
          consumer.resume(handle)
        },
        { concurrency: 3 },
      )
      await until('the others wait', () => others === 2)
      for (let batch = 0; batch < 4; batch++)
        await producer.sendBatch(
          handle,
          Array.from({ length: 10 }, () => ({ value: 'v', partition: 0 })),
        )
      await until('the first', () => seen.length === 1)
      await sleep(200)
      gates[1].open()
      await sleep(50)
      gates[0].open()
      await until('all of them', () => seen.length >= 40)
      expect(seen).to.deep.equal(Array.from({ length: 40 }, (_, i) => i))
      await consumer.close()
      await running
    }
  })

  it('close waits for handlers, and leaves those behind that never end', async function () {
    this.timeout(20_000)
    await scene.fill(1, 1)
    const patient = scene.member()
    let begun = 0
    const running = patient.run(async () => {
      begun += 1
      await sleep(200)
    })
    await until('it begins', () => begun === 1)
    await patient.close()
    await running
    expect((await scene.committed())[0]).to.equal(1)
    await scene.fill(1, 1)
    const stuck = scene.member()
    const endless = stuck.run(() => {
      begun += 1
      return new Promise(() => {})
    })
    await until('it begins', () => begun === 2)
    const failed = failure(endless)
    const fromMs = performance.now()
    await stuck.close({ deadlineMs: 500 })
    expect(performance.now() - fromMs).to.be.lessThan(1_500)
    expect((await failed).code).to.equal('HANDLER_FAILED')
    expect((await failure(stuck.run(() => {}))).code).to.equal('CLOSED')
  })

  it('a handler over maxProcessingMs: its signal fires, another member gets the record, what it finishes counts not', async () => {
    await scene.fill(2, 1)
    const slow = scene.member({ maxProcessingMs: 1_000, sessionTimeoutMs: 1_500, commitIntervalMs: 20 })
    let lost: AbortSignal | undefined
    let end = () => {}
    const running = slow.run(async (_, { signal }) => {
      lost ??= signal
      await new Promise<void>((resolve) => {
        end = resolve
      })
    })
    await until('it begins', () => lost !== undefined)
    expect(lost?.aborted).to.equal(false)
    const other = scene.member({ commitIntervalMs: 20 })
    const seen: number[] = []
    const second = other.run(({ partition, offset }) => partition === 0 && seen.push(offset))
    await until('the signal fires', () => lost?.aborted === true)
    await until('the other has it', () => seen.length === 2)
    expect(seen).to.deep.equal([0, 1])
    end()
    await Promise.all([slow.close(), other.close()])
    await Promise.all([running, second])
    expect((await scene.committed())[0]).to.equal(2)
  })

  it('after run(), loops commit as ever', async () => {
    await scene.fill(20, 1)
    const member = scene.member()
    const abort = new AbortController()
    await member.run(({ offset }) => offset === 5 && abort.abort(), { signal: abort.signal })
    for await (const batch of member.batches({ maxRecords: 4 })) {
      expect(batch.firstOffset).to.equal(6)
      await member.commit()
      break
    }
    expect((await scene.committed())[0]).to.equal(10)
  })

  it('a failed record: everything from there on comes again, on the same consumer', async () => {
    await scene.fill(20, 1)
    const member = scene.member()
    const seen: number[] = []
    const error = await failure(
      member.run(({ offset }) => {
        seen.push(offset)
        if (offset === 5 && seen.length === 6) throw new Error('no')
      }),
    )
    expect([error.code, error.offset]).to.deep.equal(['HANDLER_FAILED', 5])
    expect((await scene.committed())[0]).to.equal(5)
    const running = member.run(({ offset }) => seen.push(offset))
    await until('the rest', () => seen.length === 21)
    await member.close()
    await running
    expect(seen.slice(5)).to.deep.equal([5, ...Array.from({ length: 15 }, (_, i) => i + 5)])
  })

  it('dead letters are stored before their records are finished', async () => {
    await scene.admin.admin.topics.create('dead', { partitions: 1 })
    await scene.admin.producer().send(events, { key: 'a', value: 'no', headers: { h: '1' }, partition: 0 })
    await scene.fill(3, 1)
    const member = scene.member({ commitIntervalMs: 20 })
    const producer = scene.client().producer()
    const deadLetter = { topic: 'dead', producer }
    const running = member.run(
      ({ value }) => {
        if (value === 'no') throw new TypeError('bad')
      },
      { retry: { attempts: 2, backoffMs: 1 }, deadLetter },
    )
    await member.ready()
    await until('all are committed', async () => (await scene.committed())[0] === 4)
    await member.close()
    await running
    const reading = scene
      .client()
      .consumer({ topics: [topic('dead', { key: serde.utf8, value: serde.utf8 })], from: 'earliest' })
    for await (const { key, value, headers } of reading) {
      expect([key, value]).to.deep.equal(['a', 'no'])
      expect(Object.fromEntries(headers.map(([name, text]) => [name, String(text)]))).to.deep.equal({
        h: '1',
        'sluice-original-topic': 'events',
        'sluice-original-partition': '0',
        'sluice-original-offset': '0',
        'sluice-error-code': 'TypeError',
        'sluice-error-message': 'bad',
        'sluice-attempts': '2',
        'sluice-group': 'g',
      })
      break
    }
  })

  it('seek and pause while it runs: what was taken before is not begun', async () => {
    await scene.fill(1000, 1)
    const consumer = scene
      .client()
      .consumer({ partitions: [{ topic: events, partition: 0, from: 'earliest' }] })
    const seen: number[] = []
    const running = consumer.run(async ({ offset }) => {
      seen.push(offset)
      await sleep(0)
      if (seen.length === 3) consumer.pause(events)
      if (seen.length === 8) await consumer.seek(events, 0, 990)
    })
    await until('it pauses', () => seen.length === 3)
    await sleep(50)
    expect(seen).to.deep.equal([0, 1, 2])
    consumer.resume(events)
    await until('it ends', () => seen.at(-1) === 999)
    await consumer.close()
    await running
    expect(seen).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, ...Array.from({ length: 10 }, (_, i) => 990 + i)])
  })

  it('stuck partitions do not fill the memory of the consumer', async () => {
    const value = 'x'.repeat(20_000)
    const records = Array.from({ length: 600 }, (_, i) => ({ key: `${i}`, value, partition: i % 3 }))
    await scene.admin.producer().sendBatch(events, records)
    await scene.admin.producer().sendBatch(
      events,
      records.map((record) => ({ ...record, partition: 3 })),
    )
    const consumer = scene.client().consumer({
      topics: [events],
      from: 'earliest',
      maxBytes: 200_000,
      maxPartitionBytes: 100_000,
      maxBufferedBytes: 300_000,
    })
    let count = 0
    const abort = new AbortController()
    const running = consumer.run(
      ({ partition }, { signal }) => {
        if (partition === 3) count += 1
        else return new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
      { concurrency: 4, signal: abort.signal },
    )
    await until('the fourth is read to its end', () => count === 600)
    abort.abort()
    await running
  })
})

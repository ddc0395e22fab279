// The consumer of assigned partitions (client/consumer/) against a fake broker: what it is given, from where, and how it ends.
import { expect } from 'chai'
import type { Batch, ConnectOptions, ConsumedRecord, ConsumerNotice } from '../../client/index.ts'
import { connect, type SluiceError, serde, topic } from '../../client/index.ts'
import { failure } from './failure.ts'
import { FakeBroker } from './fake-broker.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })
const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ value: `v${i}`, timestamp: 1000 + i }))

async function first<T>(iterable: AsyncIterable<T>): Promise<T> {
  for await (const each of iterable) return each
  throw new Error('it ended')
}

describe('client/consumer', () => {
  let broker: FakeBroker
  const closing: { close(): Promise<void> }[] = []
  const client = (options: Partial<ConnectOptions> = {}) => {
    const made = connect({ brokers: [broker.address], deliveryTimeoutMs: 5000, ...options })
    closing.push(made)
    return made
  }
  const fill = async (count: number, name = 'orders', batchBytes = 1024) => {
    const producer = client().producer({ batchBytes })
    await producer.sendBatch(topic(name, { value: serde.utf8 }), numbers(count))
  }
  const offsets = (batch: Iterable<ConsumedRecord<unknown, unknown>>) =>
    [...batch].map(({ offset }) => offset)

  beforeEach(async () => {
    broker = await FakeBroker.start()
    broker.create('orders')
  })
  afterEach(async () => {
    broker.mischief = () => undefined
    for (const each of closing.splice(0)) await each.close()
    await broker.stop()
  })

  it('gives batches with records decoded from them', async () => {
    await client()
      .producer()
      .send(orders, {
        key: 'k',
        value: 'v',
        headers: [
          ['a', 'b'],
          ['n', null],
        ],
        timestamp: 7,
      })
    await client().producer().send(orders, { value: null, timestamp: 8 })
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    const batch: Batch<string, string> = await first(consumer.batches())
    expect([batch.topic, batch.partition, batch.records, batch.firstOffset, batch.nextOffset]).to.deep.equal([
      'orders',
      0,
      2,
      0,
      2,
    ])
    expect(batch.highWatermark).to.equal(2)
    const [one, two] = [...batch]
    expect([one!.key, one!.value, one!.offset, one!.timestamp, one!.partition]).to.deep.equal([
      'k',
      'v',
      0,
      7,
      0,
    ])
    expect(one!.headers.map(([name, value]) => [name, value && String(value)])).to.deep.equal([
      ['a', 'b'],
      ['n', null],
    ])
    expect(String(one!.header('a'))).to.equal('b')
    expect([two!.key, two!.value, two!.headers]).to.deep.equal([null, null, []])
    expect([...batch].length).to.equal(2)
    expect((await failure(batch.commit())).code).to.equal('INVALID_ARGUMENT')
  })

  for (const maxRecords of [1, 7, 30, 1000]) {
    it(`cuts batches at maxRecords ${maxRecords} without losing a record`, async () => {
      await fill(300)
      const consumer = client().consumer({ topics: [orders], from: { offset: 5 }, maxPartitionBytes: 5000 })
      const seen: string[] = []
      for await (const batch of consumer.batches({ maxRecords })) {
        expect(batch.records).to.be.within(1, maxRecords)
        const values = [...batch].map(({ value }) => value as string)
        expect(values.length).to.equal(batch.records)
        expect(values[0]).to.equal(`v${batch.firstOffset}`)
        seen.push(...values)
        expect(batch.nextOffset).to.equal(seen.length + 5)
        if (batch.nextOffset === 300) break
      }
      expect(seen).to.deep.equal(
        numbers(300)
          .slice(5)
          .map(({ value }) => value),
      )
    })
  }

  it('gives records one by one; a break and a second loop lose nothing', async () => {
    await fill(100)
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    const seen: number[] = []
    for await (const record of consumer) {
      seen.push(record.offset)
      if (seen.length === 42) break
    }
    expect(consumer.assignment[0]!.position).to.equal(42)
    for await (const record of consumer) {
      seen.push(record.offset)
      if (seen.length === 100) break
    }
    expect(seen).to.deep.equal(numbers(100).map((_, i) => i))
  })

  it('reads all partitions', async () => {
    broker.create('wide', 4)
    await client()
      .producer()
      .sendBatch(
        'wide',
        numbers(400).map(({ value }) => ({ key: value, value })),
      )
    const consumer = client().consumer({ topics: ['wide'], from: 'earliest' })
    const seen = new Set<string>()
    for await (const record of consumer) {
      seen.add(String(record.value))
      if (seen.size === 400) break
    }
    expect(consumer.assignment.length).to.equal(4)
    expect((await consumer.endOffsets()).reduce((sum, { offset }) => sum + offset, 0)).to.equal(400)
  })

  it("'latest' begins behind what is there, from ready() on", async () => {
    await fill(10)
    const consumer = client().consumer({ topics: [orders] })
    await consumer.ready()
    await fill(1)
    expect((await first(consumer)).offset).to.equal(10)
  })

  it('begins at a time, to the record', async () => {
    await fill(300)
    const consumer = client().consumer({ topics: [orders], from: { timestamp: 1123 } })
    expect((await first(consumer)).offset).to.equal(123)
    await consumer.seek(orders, 0, { timestamp: 1200 })
    const batch = await first(consumer.batches())
    expect(offsets(batch)[0]).to.equal(200)
    const [at] = await client().admin.records.offsets(orders, { timestamp: 1250 })
    expect(at).to.deep.equal({ topic: 'orders', partition: 0, offset: 250, found: true })
  })

  it('seeks while a long poll is out', async () => {
    await fill(10)
    const consumer = client().consumer({ topics: [orders], maxWaitMs: 10_000 })
    await consumer.ready()
    const next = first(consumer.batches())
    while (broker.bodies('fetch').length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    const began = performance.now()
    await consumer.seek(orders, 0, 3)
    expect(offsets(await next)).to.deep.equal([3, 4, 5, 6, 7, 8, 9])
    expect(performance.now() - began).to.be.below(1000)
  })

  it('pauses and resumes a partition', async () => {
    broker.create('two', 2)
    const two = topic('two', { value: serde.utf8 })
    await client()
      .producer()
      .sendBatch(
        two,
        numbers(20).map(({ value }, i) => ({ value, partition: i % 2 })),
      )
    const consumer = client().consumer({ topics: [two], from: 'earliest' })
    await consumer.ready()
    consumer.pause(two, [0])
    const batch = await first(consumer.batches())
    expect([batch.partition, batch.records]).to.deep.equal([1, 10])
    consumer.resume(two)
    const other = await first(consumer.batches())
    expect([other.partition, other.records]).to.deep.equal([0, 10])
  })

  it('an offset out of range tells the range; the consumer goes on after a seek', async () => {
    await fill(10)
    broker.log('orders').start = 4
    const consumer = client().consumer({ topics: [orders], from: { offset: 50 } })
    const error = await failure(first(consumer.batches()))
    expect(error.code).to.equal('OFFSET_OUT_OF_RANGE')
    expect(error.message).to.contain('4 to 10')
    expect(error.details).to.include({ logStartOffset: 4, visibleOffset: 10 })
    expect((await failure(first(consumer.batches()))).code).to.equal('OFFSET_OUT_OF_RANGE')
    await consumer.seek(orders, 0, 9)
    expect((await first(consumer)).offset).to.equal(9)
  })

  it("orElse 'earliest' goes on there and says so", async () => {
    await fill(10)
    const notices: ConsumerNotice[] = []
    const options = {
      from: { offset: 50 },
      orElse: 'earliest',
      onNotice: (notice: ConsumerNotice) => notices.push(notice),
    } as const
    const consumer = client().consumer({ topics: [orders], ...options })
    expect((await first(consumer)).offset).to.equal(0)
    expect(notices.map(({ code }) => code)).to.deep.equal(['OFFSET_OUT_OF_RANGE'])
  })

  it('a topic made anew: UNKNOWN_TOPIC_ID, then its own records from the start', async () => {
    await fill(10)
    const consumer = client().consumer({ topics: [orders], from: 'earliest', maxWaitMs: 20 })
    expect((await first(consumer.batches())).records).to.equal(10)
    broker.create('orders')
    expect((await failure(first(consumer.batches()))).code).to.equal('UNKNOWN_TOPIC_ID')
    await fill(3)
    expect((await first(consumer.batches())).firstOffset).to.equal(0)
  })

  it('a topic made anew with orElse: goes on by itself, from there', async () => {
    await fill(10)
    const notices: string[] = []
    const consumer = client().consumer({
      topics: [orders],
      from: 'earliest',
      orElse: 'earliest',
      maxWaitMs: 20,
      onNotice: ({ code }) => notices.push(code),
    })
    const seen: number[] = []
    for await (const record of consumer) {
      seen.push(record.offset)
      if (seen.length === 10) {
        broker.topics.delete('orders')
        setTimeout(() => {
          broker.create('orders')
          void fill(2)
        }, 100)
      }
      if (seen.length === 12) break
    }
    expect(seen.slice(10)).to.deep.equal([0, 1])
    expect(notices[0]).to.equal('UNKNOWN_TOPIC_ID')
  })

  it('goes on after the broker was away', async () => {
    await fill(10)
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    expect((await first(consumer.batches())).records).to.equal(10)
    const next = first(consumer.batches())
    await broker.stop()
    await broker.listen(broker.port)
    await fill(1)
    expect((await next).firstOffset).to.equal(10)
  })

  it('tells when the broker is away for longer than unreachableTimeoutMs', async () => {
    const consumer = client().consumer({ topics: [orders], unreachableTimeoutMs: 100 })
    await consumer.ready()
    await broker.stop()
    const error = await failure(first(consumer.batches()))
    expect(['CONNECT_FAILED', 'DISCONNECTED']).to.include(error.code)
    await broker.listen(broker.port)
  })

  it('a damaged batch is told and not given', async () => {
    await fill(10)
    const { bytes } = broker.log('orders').batches[0]!
    bytes[bytes.length - 2]! ^= 1
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    expect((await failure(first(consumer.batches()))).code).to.equal('CORRUPT_BATCH')
  })

  it('a gap is told and not jumped', async () => {
    await fill(300)
    broker.log('orders').batches.splice(1, 1)
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    const error = await failure(first(consumer.batches()))
    expect(error.code).to.equal('CORRUPT_BATCH')
    expect(error.message).to.contain('was to follow')
  })

  it('holds no more than maxBufferedBytes ahead', async () => {
    await fill(3000, 'orders', 4096)
    const options = { maxBytes: 8192, maxPartitionBytes: 8192, maxBufferedBytes: 16_384 }
    const consumer = client().consumer({ topics: [orders], from: 'earliest', ...options })
    await first(consumer.batches())
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(broker.bodies('fetch').length).to.be.at.most(4)
  })

  it('close ends a loop that waits', async () => {
    const consumer = client().consumer({ topics: [orders] })
    const loop = (async () => {
      for await (const _ of consumer.batches());
    })()
    while (broker.bodies('fetch').length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await consumer.close()
    await loop
  })

  it('a signal ends a loop that waits', async () => {
    const consumer = client().consumer({ topics: [orders] })
    const error = await failure(first(consumer.batches({ signal: AbortSignal.timeout(50) })))
    expect(error.code).to.equal('ABORTED')
  })

  it('a serde that fails names the record', async () => {
    await fill(1)
    const consumer = client().consumer({
      topics: [topic('orders', { value: serde.json() })],
      from: 'earliest',
    })
    const record = await first(consumer)
    expect(() => record.value).to.throw(/cannot read the value of a record of 'orders' at 0\/0/)
  })

  it('refuses unknown options and wrong values', async () => {
    const made = client()
    const code = (make: () => unknown) => {
      try {
        make()
      } catch (error) {
        return (error as SluiceError).code + (error as SluiceError).message
      }
      return 'fine'
    }
    expect(code(() => made.consumer({ instanceId: 'i', topics: [orders] }))).to.match(
      /^INVALID_OPTION.*it needs a group/,
    )
    expect(code(() => made.consumer({ topics: [orders], from: 'committed' }))).to.match(/^INVALID_OPTION/)
    expect(code(() => made.consumer({ topic: [orders] } as never))).to.match(/did you mean topics\?/)
    expect(code(() => made.producer({ linger: 5 } as never))).to.match(/did you mean lingerMs\?/)
    expect(code(() => made.producer({ acks: 'some' } as never))).to.match(
      /acks is 'some', it takes one of all, leader, none/,
    )
    expect(code(() => connect({ servers: ['x'] } as never))).to.match(/connect has no option 'servers'/)
    expect(code(() => connect({ brokers: ['nowhere'] }))).to.match(/^ADDRESS_INVALID/)
  })

  it('refuses unknown options of batches() and close(), and two places at once', async () => {
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    const refusal = async (call: () => unknown) => {
      try {
        await call()
      } catch (error) {
        return `${(error as SluiceError).code} ${(error as SluiceError).message}`
      }
      return 'fine'
    }
    const both = { offset: 5, timestamp: 7 } as never
    expect(await refusal(() => consumer.batches({ maxRecord: 5 } as never))).to.match(
      /^INVALID_OPTION .*did you mean maxRecords\?/,
    )
    expect(await refusal(() => consumer.close({ deadline: 1 } as never))).to.match(
      /^INVALID_OPTION .*did you mean deadlineMs\?/,
    )
    expect(await refusal(() => consumer.close({ deadlineMs: -1 }))).to.match(/^INVALID_OPTION/)
    expect(await refusal(() => consumer.seek('orders', 0, both))).to.match(/^INVALID_ARGUMENT .*and not both/)
    expect(await refusal(() => client().consumer({ topics: [orders], from: both }))).to.match(
      /^INVALID_OPTION .*and not both/,
    )
    await consumer.ready() // it was not closed by that
    await consumer.close()
  })
})

// A consumer steps over nothing unless told to: jumps by orElse, and batches that cannot be unpacked. A fake broker.
import { expect } from 'chai'
import type { ConnectOptions } from '../../client/index.ts'
import { connect, serde, topic } from '../../client/index.ts'
import { crc32c } from '../../protocol/crc32c.ts'
import { FakeBroker } from './fake-broker.ts'
import { failure } from './failure.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })
const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ value: `v${i}`, timestamp: 1000 + i }))

async function first<T>(iterable: AsyncIterable<T>): Promise<T> {
  for await (const each of iterable) return each
  throw new Error('it ended')
}

/** What a loop must not pass over: records that were fetched, and those that cannot be read. */
describe('client/consumer: nothing is skipped', () => {
  let broker: FakeBroker
  const closing: { close(): Promise<void> }[] = []
  const client = (options: Partial<ConnectOptions> = {}) => {
    const made = connect({ brokers: [broker.address], deliveryTimeoutMs: 5000, ...options })
    closing.push(made)
    return made
  }
  const fill = async (count: number) => {
    const producer = client().producer({ batchBytes: 1024 })
    await producer.sendBatch(topic('orders', { value: serde.utf8 }), numbers(count))
  }
  /** Of all that comes there is room for one answer. */
  const nothingAhead = () => {
    const least = { maxPartitionBytes: 1500, maxBytes: 1500, maxBufferedBytes: 1500 }
    return client().consumer({ topics: [orders], from: 'earliest', orElse: 'earliest', ...least })
  }

  beforeEach(async () => {
    broker = await FakeBroker.start()
    broker.create('orders')
  })
  afterEach(async () => {
    broker.mischief = () => undefined
    for (const each of closing.splice(0)) await each.close()
    await broker.stop()
  })

  it('orElse jumps behind what was fetched before, not over it', async () => {
    await fill(3000)
    const seen: number[] = []
    const consumer = client().consumer({
      topics: [orders],
      from: 'earliest',
      orElse: 'earliest',
      maxPartitionBytes: 1500,
      maxBytes: 1500,
    })
    for await (const { offset } of consumer) {
      seen.push(offset)
      if (offset === 0) {
        await new Promise((resolve) => setTimeout(resolve, 100)) // fetches ahead
        broker.log('orders').start = 2990
      } else if (seen.length % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10))
      if (offset === 2999) break
    }
    const jump = seen.findIndex((offset, i) => offset !== i)
    expect(seen.slice(jump)).to.deep.equal(Array.from({ length: 10 }, (_, i) => 2990 + i))
    const asked = broker.bodies('fetch').map(({ fetch }) => fetch!.partitions[0]!.offset)
    expect(jump).to.equal(Math.max(...asked.filter((offset) => offset < 2990)))
  })

  it('orElse does not jump over the rest of a batch that was cut', async () => {
    await fill(1000)
    const consumer = nothingAhead()
    const seen: number[] = []
    while (seen.at(-1) !== 999) {
      const batch = await first(consumer.batches({ maxRecords: 5 }))
      for (const { offset } of batch) seen.push(offset)
      broker.log('orders').start = 990
      await new Promise((resolve) => setTimeout(resolve, 20)) // for what is asked ahead to be refused
    }
    const jump = seen.findIndex((offset, i) => offset !== i)
    expect(seen.slice(jump)).to.deep.equal(Array.from({ length: 10 }, (_, i) => 990 + i))
    const asked = broker.bodies('fetch').map(({ fetch }) => fetch!.partitions[0]!.offset)
    expect(jump).to.equal(Math.max(...asked.filter((offset) => offset < 990)))
  })

  it('what run() knows of a partition ends with a jump by orElse: nothing is given back behind it', async () => {
    await fill(1000)
    const consumer = nothingAhead()
    const before = await consumer.pull(5, undefined)
    broker.log('orders').start = 990
    let after = before
    while (after !== undefined && after.batch.firstOffset < 990) after = await consumer.pull(5, undefined)
    expect([before?.lease.ended, after?.lease.ended]).to.deep.equal([true, false])
  })

  it('a batch that cannot be unpacked is told by every loop and not passed over', async () => {
    await fill(10)
    const producer = client().producer({ compression: 'gzip' })
    await producer.sendBatch(topic('orders', { value: serde.utf8 }), numbers(200))
    await fill(5)
    const { bytes } = broker.log('orders').batches[1]!
    bytes.fill(0xff, 61, 75)
    bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17)
    const consumer = client().consumer({ topics: [orders], from: 'earliest' })
    for (const expected of [10, 0]) {
      const seen: number[] = []
      const error = await failure(
        (async () => {
          for await (const { offset } of consumer) seen.push(offset)
        })(),
      )
      expect(error.code).to.equal('CORRUPT_BATCH')
      expect(seen.length).to.equal(expected)
    }
    await consumer.seek(orders, 0, 210)
    expect((await first(consumer)).offset).to.equal(210)
  })
})

import { expect } from 'chai'
import { type Client, connect, isSluiceError, type SluiceError, serde, topic } from '../../client/index.ts'
import { decodeBatch } from '../../protocol/batch.ts'
import type { Request } from '../../protocol/messages.ts'
import { FakeBroker, type Mischief } from './fake-broker.ts'

const orders = topic('orders', { value: serde.utf8 })

/** What the rows of client/producer/recovery.ts do, seen from the producer. */
describe('client/recovery', () => {
  let broker: FakeBroker
  let client: Client

  beforeEach(async () => {
    broker = await FakeBroker.start()
    broker.create('orders')
    client = connect({ brokers: [broker.address], deliveryTimeoutMs: 3000 })
  })
  afterEach(async () => {
    broker.mischief = () => undefined
    await client.close()
    await broker.stop()
  })

  const stored = () =>
    broker.log('orders').batches.flatMap(({ bytes }) => decodeBatch(bytes).map(({ value }) => String(value)))
  /** The mischief of the nth produce request, from 1. */
  const onProduce = (plan: Record<number, Mischief>) => {
    let count = 0
    broker.mischief = (request: Request) => (request.produce === null ? undefined : plan[++count])
  }
  const settled = (promise: Promise<{ offset: number }>): Promise<number | SluiceError> =>
    promise.then(
      ({ offset }) => offset,
      (error: unknown) => {
        if (isSluiceError(error)) return error
        throw error
      },
    )

  it('a forgotten producer: certainly not stored, so sent again under a new epoch', async () => {
    const producer = client.producer()
    await producer.send(orders, { value: 'a' })
    broker.log('orders').producers.clear()
    expect(await settled(producer.send(orders, { value: 'b' }))).to.equal(1)
    expect(stored()).to.deep.equal(['a', 'b'])
    expect(broker.bodies('initProducerId').length).to.equal(2)
  })

  it("a forgotten producer after an attempt without an answer: delivered 'unknown', not sent again", async () => {
    const producer = client.producer()
    await producer.send(orders, { value: 'a' })
    onProduce({ 1: 'drop-after', 2: 'UNKNOWN_PRODUCER_ID' })
    const outcome = await settled(producer.send(orders, { value: 'b' }))
    expect(isSluiceError(outcome) && [outcome.code, outcome.delivered]).to.deep.equal([
      'UNKNOWN_PRODUCER_ID',
      'unknown',
    ])
    expect(await settled(producer.send(orders, { value: 'c' }))).to.equal(2)
    expect(stored()).to.deep.equal(['a', 'b', 'c'])
  })

  it('a forgotten producer with five repeats under way: none of them is stored a second time', async () => {
    const producer = client.producer({ lingerMs: 0, batchBytes: 1024 })
    await producer.send(orders, { value: 'a' })
    // All five are stored, no answer comes; the next connection takes one request at a time, so four repeats wait for it.
    onProduce({
      1: 'silent-after',
      2: 'silent-after',
      3: 'silent-after',
      4: 'silent-after',
      5: 'silent-after',
    })
    const values = ['b', 'c', 'd', 'e', 'f'].map((value) => value.padEnd(900))
    const sends = values.map((value) => settled(producer.send(orders, { value })))
    while (stored().length < 6) await new Promise((resolve) => setTimeout(resolve, 1))
    broker.log('orders').producers.clear()
    broker.requestsInFlightMax = 1
    broker.cut()
    const outcomes = await Promise.all(sends)
    expect(outcomes.map((each) => isSluiceError(each) && `${each.code} ${each.delivered}`)).to.deep.equal(
      values.map(() => 'UNKNOWN_PRODUCER_ID unknown'),
    )
    expect(await settled(producer.send(orders, { value: 'g' }))).to.equal(6)
    expect(stored()).to.deep.equal(['a', ...values, 'g'])
  })

  it('what was given up leaves a gap; the next goes on under a new epoch', async () => {
    const producer = client.producer({ deliveryTimeoutMs: 200 })
    await producer.send(orders, { value: 'a' })
    onProduce({ 1: 'silent' })
    const outcome = await settled(producer.send(orders, { value: 'b' }))
    expect(isSluiceError(outcome) && [outcome.code, outcome.delivered]).to.deep.equal(['TIMEOUT', 'unknown'])
    expect(await settled(producer.send(orders, { value: 'c' }))).to.equal(1)
    expect(stored()).to.deep.equal(['a', 'c'])
  })

  it('a retriable refusal until the deadline is what the caller gets', async () => {
    broker.mischief = (request) => (request.produce === null ? undefined : 'DISK_FULL')
    const producer = client.producer({ deliveryTimeoutMs: 300 })
    const outcome = await settled(producer.send(orders, { value: 'a' }))
    expect(isSluiceError(outcome) && [outcome.code, outcome.delivered, outcome.retriable]).to.deep.equal([
      'DISK_FULL',
      'no',
      true,
    ])
    expect(isSluiceError(outcome) && outcome.message).to.contain('not delivered within 300 ms')
    broker.mischief = () => undefined
    expect(await settled(producer.send(orders, { value: 'b' }))).to.equal(0)
  })

  it('a topic that is gone for good fails within the deadline', async () => {
    const producer = client.producer({ deliveryTimeoutMs: 300 })
    await producer.send(orders, { value: 'a' })
    broker.topics.delete('orders')
    const outcome = await settled(producer.send(orders, { value: 'b' }))
    expect(isSluiceError(outcome) && [outcome.code, outcome.delivered]).to.deep.equal(['UNKNOWN_TOPIC', 'no'])
  })

  it('a topic made anew with fewer partitions: UNKNOWN_PARTITION', async () => {
    broker.create('orders', 2)
    const producer = client.producer()
    await producer.send(orders, { value: 'a', partition: 1 })
    broker.create('orders', 1)
    const outcome = await settled(producer.send(orders, { value: 'b', partition: 1 }))
    expect(isSluiceError(outcome) && [outcome.code, outcome.delivered]).to.deep.equal([
      'UNKNOWN_PARTITION',
      'no',
    ])
  })

  it('many losses at once: every record once and in order', async () => {
    let count = 0
    const plan: Mischief[] = ['drop-after', undefined, 'LOG_BUSY', undefined, undefined, 'drop', undefined]
    broker.mischief = (request) => (request.produce === null ? undefined : plan[count++ % plan.length])
    const producer = client.producer({ batchBytes: 1024, lingerMs: 0, deliveryTimeoutMs: 15_000 })
    const records = Array.from({ length: 2000 }, (_, i) => ({ value: `v${i}` }))
    const { results } = await producer.sendBatch(orders, records)
    expect(stored()).to.deep.equal(records.map(({ value }) => value))
    expect(results.map(({ offset }) => offset)).to.deep.equal(records.map((_, i) => i))
  })

  it('an aborted sendBatch says what became of each record', async () => {
    const producer = client.producer({ batchBytes: 1024, lingerMs: 0 })
    let answered = 0
    broker.mischief = (request) => (request.produce === null || ++answered === 1 ? undefined : 'silent')
    const stop = new AbortController()
    const records = Array.from({ length: 1000 }, (_, i) => ({ value: `v${i}` }))
    const sending = producer
      .sendBatch(orders, records, { signal: stop.signal })
      .catch((error: unknown) => error)
    while (broker.bodies('produce').length < 6) await new Promise((resolve) => setTimeout(resolve, 1))
    stop.abort()
    const error = (await sending) as SluiceError & { results: (SluiceError | { offset: number })[] }
    expect([error.code, error.delivered]).to.deep.equal(['ABORTED', 'unknown'])
    const kinds = error.results.map((each) => (isSluiceError(each) ? each.delivered : 'acked'))
    expect(kinds.length).to.equal(1000)
    expect(new Set(kinds)).to.deep.equal(new Set(['acked', 'unknown', 'no']))
    expect(kinds.indexOf('unknown')).to.be.below(kinds.indexOf('no'))
  })
})

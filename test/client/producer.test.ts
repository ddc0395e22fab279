// The producer (client/producer/) against a fake broker: order, refusals, repeats, aborts, bounds and closing.
import { expect } from 'chai'
import { getEventListeners } from 'node:events'
import { connect, isSluiceError, type SluiceError, serde, topic } from '../../client/index.ts'
import type { ConnectOptions } from '../../client/index.ts'
import { decodeBatch } from '../../protocol/batch.ts'
import { failure } from './failure.ts'
import { FakeBroker } from './fake-broker.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })

function values(broker: FakeBroker, name = 'orders', partition = 0): string[] {
  return broker
    .log(name, partition)
    .batches.flatMap(({ bytes }) => decodeBatch(bytes).map(({ value }) => String(value)))
}

describe('client/producer', () => {
  let broker: FakeBroker
  const closing: { close(): Promise<void> }[] = []
  const client = (options: Partial<ConnectOptions> = {}) => {
    const made = connect({ brokers: [broker.address], clientId: 'test', deliveryTimeoutMs: 5000, ...options })
    closing.push(made)
    return made
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

  it('sends a record and tells where it is', async () => {
    const result = await client()
      .producer()
      .send(orders, { key: 'k', value: 'v', headers: { a: 'b' }, timestamp: 5 })
    expect(result).to.deep.equal({ partition: 0, offset: 0, timestamp: 5, durable: true })
    const [record] = decodeBatch(broker.log('orders').batches[0]!.bytes)
    expect(String(record!.key)).to.equal('k')
    expect(record!.headers.map(([name, value]) => `${name}=${value}`)).to.deep.equal(['a=b'])
  })

  it('sends of one turn leave in one batch, in order', async () => {
    const producer = client().producer()
    await producer.send(orders, { value: 'first' })
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, i) => producer.send(orders, { value: `v${i}` })),
    )
    expect(sent.map(({ offset }) => offset)).to.deep.equal(Array.from({ length: 100 }, (_, i) => i + 1))
    expect(broker.log('orders').batches.length).to.equal(2)
    expect(values(broker)).to.deep.equal(['first', ...Array.from({ length: 100 }, (_, i) => `v${i}`)])
  })

  it('a lone send does not wait for its linger', async () => {
    const producer = client().producer({ lingerMs: 4000 })
    await producer.send(orders, { value: 'a' })
    const began = performance.now()
    for (let i = 0; i < 5; i++) await producer.send(orders, { value: 'a' })
    expect(performance.now() - began).to.be.below(1000)
  })

  it('sendBatch answers each record in order over several partitions', async () => {
    broker.create('many', 4)
    const many = topic('many', { key: serde.utf8, value: serde.utf8 })
    const records = Array.from({ length: 5000 }, (_, i) => ({ key: `k${i % 50}`, value: `v${i}` }))
    const result = await client().producer({ batchBytes: 8192 }).sendBatch(many, records)
    expect(result.count).to.equal(5000)
    expect(result.results.length).to.equal(5000)
    for (let i = 0; i < 5000; i += 97) {
      const { partition, offset } = result.results[i]!
      const { batches } = broker.log('many', partition)
      const batch = batches.find(({ base, next }) => base <= offset && offset < next)
      expect(String(decodeBatch(batch!.bytes)[offset - batch!.base]!.value)).to.equal(`v${i}`)
    }
    const all = [0, 1, 2, 3].flatMap((p) => values(broker, 'many', p))
    expect(new Set(all).size).to.equal(5000)
  })

  it('an empty sendBatch resolves', async () => {
    const result = await client().producer().sendBatch(orders, [])
    expect(result.results).to.deep.equal([])
  })

  it('sendBatch throws with a result for each record', async () => {
    const records = [{ value: 'good' }, { value: 'x'.repeat(2_000_000) }, { value: 'too' }]
    const error = await failure(client().producer().sendBatch(orders, records))
    expect(error.code).to.equal('BATCH_FAILED')
    const { results } = error as unknown as { results: (SluiceError | { offset: number })[] }
    expect(results.map((each) => (isSluiceError(each) ? each.code : each.offset))).to.deep.equal([
      0,
      'MESSAGE_TOO_LARGE',
      1,
    ])
    expect((results[1] as SluiceError).message).to.contain('max.message.bytes=1048576')
  })

  it('repeats after a lost answer are stored once, in order', async () => {
    let count = 0
    broker.mischief = (request) => (request.produce !== null && ++count % 3 === 1 ? 'drop-after' : undefined)
    const producer = client().producer({ batchBytes: 1024, lingerMs: 0 })
    const sent = await Promise.all(
      Array.from({ length: 300 }, (_, i) => producer.send(orders, { value: `v${i}` })),
    )
    expect(values(broker)).to.deep.equal(Array.from({ length: 300 }, (_, i) => `v${i}`))
    expect(sent.map(({ offset }) => offset)).to.deep.equal(Array.from({ length: 300 }, (_, i) => i))
  })

  it('retriable refusals of batches in flight keep the order', async () => {
    let count = 0
    broker.mischief = (request) => (request.produce !== null && ++count % 4 === 2 ? 'LOG_BUSY' : undefined)
    const producer = client().producer({ batchBytes: 1024, lingerMs: 0 })
    await producer.sendBatch(
      orders,
      Array.from({ length: 500 }, (_, i) => ({ value: `v${i}` })),
    )
    expect(values(broker)).to.deep.equal(Array.from({ length: 500 }, (_, i) => `v${i}`))
  })

  it('a refusal for good fails its batch alone; what follows is sent under a new epoch', async () => {
    let count = 0
    broker.mischief = (request) =>
      request.produce !== null && ++count === 2 ? 'INVALID_TIMESTAMP' : undefined
    const producer = client().producer({ batchBytes: 1024, lingerMs: 0 })
    const records = Array.from({ length: 100 }, (_, i) => ({ value: `v${i}`.padEnd(100, '.') }))
    const error = await failure(producer.sendBatch(orders, records))
    const { results } = error as unknown as { results: (SluiceError | { offset: number })[] }
    const failed = results.filter((each) => isSluiceError(each))
    expect(failed.length).to.be.within(5, 12)
    expect(
      failed.every(
        (each) => isSluiceError(each) && each.code === 'INVALID_TIMESTAMP' && each.delivered === 'no',
      ),
    ).to.equal(true)
    expect(values(broker).length).to.equal(100 - failed.length)
    expect(values(broker)).to.deep.equal(
      [...values(broker)].sort((a, b) => Number.parseInt(a.slice(1)) - Number.parseInt(b.slice(1))),
    )
    expect(broker.bodies('initProducerId').length).to.equal(2)
  })

  it('moves to a topic made anew, with sequences from 0', async () => {
    const producer = client().producer()
    await producer.send(orders, { value: 'old' })
    broker.create('orders')
    const { offset } = await producer.send(orders, { value: 'new' })
    expect(offset).to.equal(0)
    expect(values(broker)).to.deep.equal(['new'])
  })

  it('an unknown topic fails at once', async () => {
    const error = await failure(client().producer().send('nowhere', { value: 'x' }))
    expect(error.code).to.equal('UNKNOWN_TOPIC')
    expect(error.delivered).to.equal('no')
  })

  it('a silent broker: TIMEOUT, delivered unknown', async () => {
    broker.mischief = (request) => (request.produce !== null ? 'silent' : undefined)
    const error = await failure(client({ deliveryTimeoutMs: 300 }).producer().send(orders, { value: 'x' }))
    expect(error.code).to.equal('TIMEOUT')
    expect(error.delivered).to.equal('unknown')
  })

  it('no broker: CONNECT_FAILED within the delivery timeout, delivered no', async () => {
    await broker.stop()
    const began = performance.now()
    const error = await failure(client({ deliveryTimeoutMs: 400 }).producer().send(orders, { value: 'x' }))
    expect(error.code).to.equal('CONNECT_FAILED')
    expect(error.delivered).to.equal('no')
    expect(performance.now() - began).to.be.within(300, 2500)
    await broker.listen(0)
  })

  it('goes on when the broker comes back', async () => {
    const { port } = broker
    const producer = client().producer({ batchBytes: 1024 })
    await producer.send(orders, { value: 'v0' })
    const sending = Promise.all(
      Array.from({ length: 200 }, (_, i) => producer.send(orders, { value: `v${i + 1}` })),
    )
    await broker.stop()
    await broker.listen(port)
    await sending
    expect(values(broker)).to.deep.equal(Array.from({ length: 201 }, (_, i) => `v${i}`))
  })

  it('falls over to another broker of the list', async () => {
    const made = connect({ brokers: ['127.0.0.1:1', broker.address] })
    closing.push(made)
    expect((await made.producer().send(orders, { value: 'x' })).offset).to.equal(0)
  })

  it('an abort before hand-off removes the record', async () => {
    const producer = client().producer({ lingerMs: 2000 })
    await producer.send(orders, { value: 'first' })
    let release = () => {}
    broker.mischief = (request) =>
      request.produce !== null
        ? new Promise((resolve) => {
            release = () => resolve(undefined)
          })
        : undefined
    const inFlight = producer.send(orders, { value: 'second' })
    while (broker.bodies('produce').length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    const stop = new AbortController()
    const third = failure(producer.send(orders, { value: 'third' }, { signal: stop.signal }))
    const fourth = producer.send(orders, { value: 'fourth' })
    stop.abort()
    const error = await third
    expect([error.code, error.delivered]).to.deep.equal(['ABORTED', 'no'])
    broker.mischief = () => undefined
    release()
    await inFlight
    expect((await fourth).offset).to.equal(2)
    expect(values(broker)).to.deep.equal(['first', 'second', 'fourth'])
  })

  it('an abort after hand-off says unknown', async () => {
    broker.mischief = (request) => (request.produce !== null ? 'silent' : undefined)
    const stop = new AbortController()
    const sending = failure(
      client({ deliveryTimeoutMs: 300 }).producer().send(orders, { value: 'x' }, { signal: stop.signal }),
    )
    while (broker.bodies('produce').length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    stop.abort()
    const error = await sending
    expect([error.code, error.delivered]).to.deep.equal(['ABORTED', 'unknown'])
  })

  it('one signal for many calls makes no warning and leaves no listener', async () => {
    const warnings: Error[] = []
    const onWarning = (warning: Error) => warnings.push(warning)
    process.on('warning', onWarning)
    const stop = new AbortController()
    const producer = client().producer()
    const send = (i: number) => producer.send(orders, { value: `v${i}` }, { signal: stop.signal })
    await Promise.all(Array.from({ length: 50 }, (_, i) => send(i)))
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', onWarning)
    expect(warnings).to.deep.equal([])
    expect(getEventListeners(stop.signal, 'abort').length).to.equal(0)
  })

  it('a record that is refused leaves nothing behind that flush would wait for', async () => {
    const producer = client().producer()
    await producer.send(orders, { value: 'a' })
    await failure(producer.send(orders, { value: 'x', timestamp: -1 }))
    await producer.flush({ signal: AbortSignal.timeout(1000) })
  })

  it('holds at most maxBufferedBytes, then waits', async () => {
    broker.mischief = (request) =>
      request.produce !== null
        ? new Promise<undefined>((resolve) => setTimeout(resolve, 5, undefined))
        : undefined
    const producer = client().producer({ maxBufferedBytes: 10_000, batchBytes: 4096 })
    const sends = Array.from({ length: 500 }, () => producer.send(orders, { value: 'x'.repeat(100) }))
    let most = 0
    while (broker.log('orders').end < 500) {
      most = Math.max(most, producer.bufferedBytes)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await Promise.all(sends)
    expect(most).to.be.within(1, 10_200)
    expect(producer.bufferedBytes).to.equal(0)
  })

  it("acks 'none' resolves without an answer", async () => {
    const producer = client().producer({ acks: 'none' })
    const { offset, durable } = await producer.send(orders, { value: 'x' })
    expect([offset, durable]).to.deep.equal([-1, false])
    while (broker.log('orders').end < 1) await new Promise((resolve) => setTimeout(resolve, 1))
  })

  it('flush waits for what was sent', async () => {
    broker.mischief = (request) =>
      request.produce !== null
        ? new Promise<undefined>((resolve) => setTimeout(resolve, 20, undefined))
        : undefined
    const producer = client().producer({ lingerMs: 5000, acks: 'leader' })
    for (let i = 0; i < 10; i++) void producer.send(orders, { value: `v${i}` })
    await producer.flush({ durable: true })
    expect(broker.log('orders').end).to.equal(10)
  })

  it('close sends what is held and refuses what comes after', async () => {
    const producer = client().producer()
    const sent = producer.send(orders, { value: 'x' })
    await producer.close()
    expect((await sent).offset).to.equal(0)
    expect((await failure(producer.send(orders, { value: 'y' }))).code).to.equal('CLOSED')
  })

  it('refuses what is no record, and goes on', async () => {
    const producer = client().producer()
    const bad = [
      [{ value: undefined }, 'INVALID_ARGUMENT'],
      [{ value: 'x', timestamp: 1.5 }, 'INVALID_ARGUMENT'],
      [{ value: 'x', partition: 7 }, 'UNKNOWN_PARTITION'],
      [{ value: { an: 'object' } }, 'SERDE_FAILED'],
    ] as const
    for (const [record, code] of bad)
      expect((await failure(producer.send('orders', record as never))).code).to.equal(code)
    expect((await producer.send('orders', { value: 'fine' })).offset).to.equal(0)
  })
})

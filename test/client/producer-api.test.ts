// The calls of a producer (client/producer/): when what they hand over leaves, what each answers, and what it refuses.
import { expect } from 'chai'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type Client, type ConnectOptions, connect, isSluiceError, serde, topic } from '../../client/index.ts'
import type { Partitioner } from '../../client/producer/partitioner.ts'
import type { ProduceContext } from '../../client/tracing.ts'
import { decodeBatch } from '../../protocol/batch.ts'
import { FakeBroker } from './fake-broker.ts'
import { failure } from './failure.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })

/** Codes of failed records, offsets of stored ones. */
async function outcomes(sent: Promise<{ results: readonly unknown[] }>): Promise<unknown[]> {
  const { results } = await sent.catch((error: { results: readonly unknown[] }) => error)
  return results.map((each) =>
    isSluiceError(each) ? `${each.code} ${each.delivered}` : (each as { offset: number }).offset,
  )
}

describe('client/producer: its calls', () => {
  let broker: FakeBroker
  let client: Client
  const logged: string[] = []
  const say = (level: string) => (_: object, message: string) => void logged.push(`${level}: ${message}`)
  const logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }

  const options = (): ConnectOptions => ({ brokers: [broker.address], deliveryTimeoutMs: 5_000, logger })
  beforeEach(async () => {
    broker = await FakeBroker.start()
    broker.create('orders')
    client = connect(options())
    logged.length = 0
  })
  afterEach(async () => {
    broker.mischief = () => undefined
    await client.close()
    await broker.stop()
  })
  const produced = () => broker.bodies('produce').length
  const records = (name = 'orders', partition = 0) =>
    broker.log(name, partition).batches.flatMap(({ bytes }) => decodeBatch(bytes))

  it('a lone send leaves at once: one request each, with a linger of ten seconds', async () => {
    const producer = client.producer({ lingerMs: 10_000 })
    for (let i = 0; i < 30; i++) await producer.send(orders, { value: `${i}` })
    expect(produced()).to.equal(30)
  }).timeout(8_000)

  it('what is sent while a request is out lingers for it, and leaves in one batch when it is answered', async () => {
    const producer = client.producer({ lingerMs: 10_000 })
    await producer.send(orders, { value: 'first' })
    let release = () => {}
    broker.mischief = (request) =>
      request.produce === null
        ? undefined
        : new Promise((resolve) => {
            release = () => resolve(undefined)
          })
    const second = producer.send(orders, { value: 'second' })
    while (produced() < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    const rest: Promise<unknown>[] = []
    for (let i = 0; i < 10; i++) {
      rest.push(producer.send(orders, { value: `${i}` }))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(produced()).to.equal(2)
    broker.mischief = () => undefined
    release()
    await Promise.all([second, ...rest])
    expect(produced()).to.equal(3)
  }).timeout(8_000)

  it('results of sendBatch: partition, offset and time of each, also when the array was emptied meanwhile', async () => {
    broker.create('many', 3)
    const list = Array.from({ length: 30 }, (_, i) => ({
      value: `${i}`,
      partition: i % 3,
      ...(i % 2 === 0 && { timestamp: 1_000 + i }),
    }))
    const beforeMs = Date.now()
    const sent = await client.producer().sendBatch('many', list)
    list.length = 0
    expect(sent.count).to.equal(30)
    expect(sent.results.map(({ partition, offset }) => [partition, offset])).to.deep.equal(
      Array.from({ length: 30 }, (_, i) => [i % 3, Math.floor(i / 3)]),
    )
    for (const [i, { timestamp }] of sent.results.entries()) {
      if (i % 2 === 0) expect(timestamp).to.equal(1_000 + i)
      else expect(timestamp).to.be.within(beforeMs, Date.now())
    }
    expect(sent.results).to.equal(sent.results)
  })

  it('flush waits for what an aborted send left in flight', async () => {
    const producer = client.producer()
    await producer.send(orders, { value: 'first' })
    const stop = new AbortController()
    broker.mischief = (request) =>
      request.produce === null
        ? undefined
        : new Promise<undefined>((resolve) => setTimeout(resolve, 40, undefined))
    const aborted = failure(producer.send(orders, { value: 'second' }, { signal: stop.signal }))
    while (produced() < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    stop.abort()
    expect((await aborted).delivered).to.equal('unknown')
    expect(broker.log('orders').end).to.equal(1)
    await producer.flush()
    expect(broker.log('orders').end).to.equal(2)
  })

  it('flush refuses options that it does not know', async () => {
    const refused = await failure(client.producer().flush({ durabel: true } as never))
    expect([refused.code, refused.hint]).to.deep.equal(['INVALID_OPTION', 'did you mean durable?'])
  })

  it('a partitioner that throws, or answers no partition, fails its record alone', async () => {
    broker.create('many', 4)
    const answers: unknown[] = [1, 4, -1, 1.5, Number.NaN, 'two', Promise.resolve(1), undefined, 2]
    const nonsense: Partitioner = (key) => {
      const at = Number(String(key))
      if (at === 0) throw new Error('no idea')
      return answers[at] as number
    }
    const producer = client.producer({ partitioner: nonsense })
    const list = answers.map((_, i) => ({ key: `${i}`, value: 'x' }))
    expect(await outcomes(producer.sendBatch('many', list))).to.deep.equal([
      'INVALID_ARGUMENT no',
      ...Array.from({ length: 7 }, () => 'UNKNOWN_PARTITION no'),
      0,
    ])
    const error = await failure(producer.send('many', { key: '0', value: 'x' }))
    expect(error.message).to.equal("the partitioner threw for a record of 'many': no idea")
    expect((await failure(producer.send('many', { key: '6', value: 'x' }))).message).to.contain(
      'the partitioner answered [object Promise]',
    )
  })

  it('a serde that throws, and what is no record, fail their record alone', async () => {
    const picky = topic('orders', {
      value: {
        encode: (value: string) => {
          if (value === 'bad') throw new RangeError('not this one')
          return value
        },
        decode: (bytes) => bytes.toString(),
      },
    })
    const producer = client.producer()
    const list = [{ value: 'a' }, { value: 'bad' }, null, 7, { value: undefined }, { value: 'b' }] as never[]
    expect(await outcomes(producer.sendBatch(picky, list))).to.deep.equal([
      0,
      'SERDE_FAILED no',
      'INVALID_ARGUMENT no',
      'INVALID_ARGUMENT no',
      'INVALID_ARGUMENT no',
      1,
    ])
    const error = await failure(producer.send(picky, { value: 'bad' }))
    expect([error.code, error.delivered, error.topic]).to.deep.equal(['SERDE_FAILED', 'no', 'orders'])
    expect(error.cause).to.be.instanceOf(RangeError)
    expect((await failure(producer.send(picky, null as never))).code).to.equal('INVALID_ARGUMENT')
    expect((await producer.send(picky, { value: 'c' })).offset).to.equal(2)
  })

  it('tombstones and headers of typed topics, there and back', async () => {
    const typed = topic('orders', { key: serde.utf8, value: serde.json<{ n: number }>() })
    const headers = [
      ['a', '1'],
      ['a', Buffer.from([2])],
      ['none', null],
    ] as const
    const producer = client.producer()
    await producer.send(typed, { key: 'k', value: { n: 1 }, headers })
    await producer.send(typed, { key: 'k', value: null, headers: { 'content-type': 'none' } })
    const consumer = client.consumer({ topics: [typed], from: 'earliest' })
    const read: unknown[] = []
    for await (const record of consumer) {
      const pairs = record.headers.map(([name, value]) => `${name}=${String(value)}`)
      read.push([record.key, record.value, pairs])
      if (read.length === 2) break
    }
    expect(read).to.deep.equal([
      ['k', { n: 1 }, ['a=1', 'a=\u0002', 'none=null']],
      ['k', null, ['content-type=none']],
    ])
    for (const bad of [{ a: 5 }, [['a', {}]], [[5, 'x']], 'text', [7]]) {
      const error = await failure(producer.send(typed, { key: 'k', value: null, headers: bad as never }))
      expect([error.code, error.delivered], JSON.stringify(bad)).to.deep.equal(['INVALID_ARGUMENT', 'no'])
    }
    expect((await producer.send(typed, { key: 'k', value: null })).offset).to.equal(2)
  })

  it('what cannot be read tells where it is, when it is asked for', async () => {
    await client.producer().sendBatch('orders', [{ value: '{"n":1}' }, { value: 'no json' }])
    const typed = topic('orders', { value: serde.json() })
    const consumer = client.consumer({ topics: [typed], from: 'earliest' })
    for await (const batch of consumer.batches()) {
      const [good, bad] = [...batch]
      expect(good?.value).to.deep.equal({ n: 1 })
      const error = await failure(Promise.resolve().then(() => bad?.value))
      const { code, topic: name, partition, offset } = error
      expect({ code, name, partition, offset }).to.deep.equal({
        code: 'SERDE_FAILED',
        name: 'orders',
        partition: 0,
        offset: 1,
      })
      break
    }
  })

  it('a compacted topic takes no record without a key', async () => {
    broker.create('latest').compacted = true
    const producer = client.producer()
    const error = await failure(producer.send('latest', { value: 'x' }))
    expect([error.code, error.delivered]).to.deep.equal(['INVALID_ARGUMENT', 'no'])
    expect(error.message).to.contain('needs keys')
    const list = [{ key: 'k', value: 'v' }, { value: 'x' }, { key: 'k', value: null }]
    expect(await outcomes(producer.sendBatch('latest', list))).to.deep.equal([0, 'INVALID_ARGUMENT no', 1])
  })

  it('says once that it sends again, and that it goes on under a new identity', async () => {
    let count = 0
    broker.mischief = (request) => (request.produce !== null && ++count < 4 ? 'LOG_BUSY' : undefined)
    const producer = client.producer()
    await producer.send(orders, { value: 'x' })
    const again = logged.filter((line) => line.includes('a batch failed and is sent again'))
    expect(again.map((line) => line.split(':')[0])).to.deep.equal(['warn', 'debug', 'debug'])
    broker.log('orders').producers.clear()
    await producer.send(orders, { value: 'y' })
    expect(logged).to.include('warn: goes on under a new identity')
  })

  it("publishes sends to 'sluice:produce', whose subscriber gives them a traceparent", async () => {
    const seen: ProduceContext[] = []
    const onStart = (message: unknown) => {
      const context = message as ProduceContext
      context.traceparent = '00-1-2-01'
      context.tracestate = 'a=b'
      seen.push(context)
    }
    subscribe('tracing:sluice:produce:start', onStart)
    const producer = client.producer()
    const own = { value: 'c', headers: { traceparent: 'own' } }
    try {
      await producer.send(orders, { value: 'a', headers: [['x', 'y']] })
      await producer.sendBatch(orders, [{ value: 'b' }, own])
      await failure(producer.send('nowhere', { value: 'x' }))
    } finally {
      unsubscribe('tracing:sluice:produce:start', onStart)
    }
    await producer.send(orders, { value: 'd' })
    expect(
      records().map(({ headers }) => headers.map(([name, value]) => `${name}=${String(value)}`).join()),
    ).to.deep.equal([
      'x=y,traceparent=00-1-2-01,tracestate=a=b',
      'traceparent=00-1-2-01,tracestate=a=b',
      'traceparent=own',
      '',
    ])
    expect(seen.map(({ topic: name, recordsCount }) => `${name} ${recordsCount}`)).to.deep.equal([
      'orders 1',
      'orders 2',
      'nowhere 1',
    ])
    expect(seen[0]?.result).to.deep.include({ offset: 0 })
    expect(isSluiceError(seen[2]?.error) && seen[2]?.error.code).to.equal('UNKNOWN_TOPIC')
    expect(own).to.deep.equal({ value: 'c', headers: { traceparent: 'own' } })
  })
})

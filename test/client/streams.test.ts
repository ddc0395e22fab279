import { expect } from 'chai'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ConsumedRecord, type Batch, isSluiceError, serde, topic } from '../../client/index.ts'
import { events, Scene, until } from './group-fixture.ts'

type Event = ConsumedRecord<string, string>
const records = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ key: `k${i % 5}`, value: `v${i}` }))

async function thrown(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: Error) => error,
  )
}

describe('client/streams', () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await Scene.start(1)
  })
  afterEach(() => scene.close())
  const consumer = () => scene.client().consumer({ topics: [events], from: 'earliest' })

  async function stored(count: number): Promise<string[]> {
    const values: string[] = []
    const reading = consumer()
    if (count > 0)
      for await (const batch of reading.batches()) {
        for (const { value } of batch) values.push(value as string)
        if (values.length >= count) break
      }
    await reading.close()
    return values
  }

  it('writable: records written are sent in order, gathered into batches; finish means acknowledged', async () => {
    const producer = scene.client().producer()
    const given = records(3000)
    await pipeline(Readable.from(given), producer.writable(events))
    expect(producer.bufferedBytes).to.equal(0)
    expect(await stored(3000)).to.deep.equal(given.map(({ value }) => value))
    const reading = consumer()
    const batches: number[] = []
    for await (const batch of reading.batches()) {
      batches.push(batch.records)
      if (batch.nextOffset === 3000) break
    }
    expect(batches.length).to.be.lessThan(100)
    await producer.send(events, { key: 'k', value: 'the producer is open' })
  })

  it('webWritable: the same', async () => {
    const producer = scene.client().producer()
    const given = records(1000)
    const writer = producer.webWritable(events, { highWaterMark: 64 }).getWriter()
    for (const record of given) {
      await writer.ready
      writer.write(record).catch(() => {})
    }
    await writer.close()
    expect(await stored(1000)).to.deep.equal(given.map(({ value }) => value))
    await ReadableStream.from(given).pipeTo(producer.webWritable(events) as WritableStream)
    expect(await stored(2000)).to.have.length(2000)
  })

  it('values: what is written is the value', async () => {
    const producer = scene.client().producer()
    await pipeline(Readable.from(['a', 'b']), producer.writable(events, { input: 'values' }))
    await pipeline(Readable.from([Buffer.from('c')]), producer.writable('events', { input: 'values' }))
    expect(await stored(3)).to.deep.equal(['a', 'b', 'c'])
  })

  it('writes wait for memory, not for acknowledgements', async () => {
    const producer = scene.client().producer({ maxBufferedBytes: 100_000, batchBytes: 10_000 })
    const value = 'x'.repeat(1000)
    let mostBytes = 0
    const given = (function* () {
      for (let i = 0; i < 1000; i++) {
        mostBytes = Math.max(mostBytes, producer.bufferedBytes)
        yield { key: 'k', value }
      }
    })()
    await pipeline(Readable.from(given), producer.writable(events, { highWaterMark: 10 }))
    expect(mostBytes).to.be.within(5_000, 102_000)
    expect(await stored(1000)).to.have.length(1000)
  })

  it('a broker that is away stops the writes, and nothing piles up', async () => {
    const producer = scene.client().producer()
    await scene.broker.close()
    const stream = producer.writable(events, { highWaterMark: 10 })
    stream.on('error', () => {})
    let accepted = 0
    for (let i = 0; i < 100; i++) stream.write({ key: 'k', value: 'v' }, () => (accepted += 1))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([accepted, stream.writableNeedDrain]).to.deep.equal([0, true])
    stream.destroy()
  })

  it('the first record that fails destroys the stream with its error; the producer stays', async () => {
    const producer = scene.client().producer()
    const numbers = topic('events', { value: serde.json() })
    const given = [{ value: 1 }, { value: () => 0 }, { value: 2 }]
    const error = await thrown(pipeline(Readable.from(given), producer.writable(numbers)))
    expect([isSluiceError(error), error.code]).to.deep.equal([true, 'SERDE_FAILED'])
    await producer.send(events, { value: 'v' })
    const web = producer.webWritable(numbers).getWriter()
    web.write({ value: (() => 0) as never }).catch(() => {})
    expect((await thrown(web.closed as Promise<unknown>)).code).to.equal('SERDE_FAILED')
    await producer.close()
    const late = producer.writable(events)
    late.write({ value: 'v' })
    expect((await thrown(new Promise((_, reject) => late.on('error', reject)))).code).to.equal('CLOSED')
  })

  it('a signal destroys a writable; options are checked', async () => {
    const producer = scene.client().producer()
    const abort = new AbortController()
    const stream = producer.writable(events, { signal: abort.signal })
    const failed = thrown(new Promise((_, reject) => stream.on('error', reject)))
    abort.abort()
    expect((await failed).name).to.equal('AbortError')
    expect(() => producer.writable(events, { highWatermark: 5 } as never)).to.throw(
      'did you mean highWaterMark',
    )
    expect(() => consumer().readable({ sgnal: 5 } as never)).to.throw('did you mean signal')
  })

  it('readable: gives records when they are asked for; what was not read is for the next reader', async () => {
    await scene.fill(10, 1)
    const reading = consumer()
    const seen: number[] = []
    const first = reading.readable()
    for await (const record of first) {
      seen.push((record as Event).offset)
      expect(first.readableLength, 'records taken ahead').to.equal(0)
      if (seen.length === 3) break
    }
    const stream = reading.readable()
    stream.once('readable', () => stream.read())
    await until('a record is read', () => stream.readableDidRead)
    stream.read(0)
    stream.destroy()
    await until('closed', () => stream.closed)
    const rest = reading.readable()
    rest.on('data', (record: Event) => {
      seen.push(record.offset)
      if (record.offset === 9) void reading.close()
    })
    await until('the stream ends with its consumer', () => rest.readableEnded)
    expect(seen).to.deep.equal([0, 1, 2, 4, 5, 6, 7, 8, 9])
  })

  it('readable in a group: asking for the next finishes the one before', async () => {
    await scene.fill(5, 1)
    const member = scene.member({ from: 'earliest' })
    for await (const record of member.readable()) if ((record as Event).offset === 2) break
    await member.close()
    const next = scene.member()
    for await (const { offset } of next) {
      expect(offset).to.equal(2)
      break
    }
  })

  it('close from within a loop over a readable does not wait for that loop', async () => {
    await scene.fill(5, 1)
    for (const reading of [consumer(), scene.member({ from: 'earliest' })]) {
      const seen: number[] = []
      for await (const record of reading.readable()) {
        seen.push((record as Event).offset)
        const fromMs = performance.now()
        if (seen.length === 2) await reading.close()
        expect(performance.now() - fromMs).to.be.lessThan(2_000)
      }
      expect(seen).to.deep.equal([0, 1])
    }
  })

  it('readableBatches: batches, committed by hand', async () => {
    await scene.fill(5, 1)
    const member = scene.member({ from: 'earliest' })
    for await (const batch of member.readableBatches()) {
      await (batch as Batch<string, string>).commit()
      break
    }
    expect(await member.committed()).to.deep.equal([{ topic: 'events', partition: 0, offset: 5 }])
  })

  it('readable: a failing consumer destroys it, a signal does, and the consumer goes on', async () => {
    const reading = scene
      .client()
      .consumer({ partitions: [{ topic: events, partition: 0, from: { offset: 7 } }] })
    const stream = reading.readable()
    const error = await thrown(stream.toArray())
    expect(error.code).to.equal('OFFSET_OUT_OF_RANGE')
    await scene.fill(8, 1)
    const abort = new AbortController()
    const aborted = thrown(reading.readable({ signal: abort.signal }).take(5).toArray())
    abort.abort()
    expect((await aborted).name).to.equal('AbortError')
    for await (const { offset } of reading) {
      expect(offset).to.equal(7)
      break
    }
  })
})

import { expect } from 'chai'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBroker } from '../../broker/index.ts'
import {
  type Client,
  connect,
  isSluiceError,
  type ProducerOptions,
  serde,
  topic,
} from '../../client/index.ts'

const text = topic('text', { key: serde.utf8, value: serde.utf8 })

async function readAll(client: Client, name: string, count: number): Promise<string[]> {
  const consumer = client.consumer({ topics: [topic(name, { value: serde.utf8 })], from: 'earliest' })
  const seen: string[] = []
  try {
    for await (const batch of consumer.batches()) {
      for (const { value } of batch) seen.push(value as string)
      if (seen.length >= count) return seen
    }
  } finally {
    await consumer.close()
  }
  return seen
}

/** The client against the real broker, in this process. */
describe('client/round-trip', function () {
  this.timeout(30_000)
  let directory: string
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-client-'))
  })
  after(() => rm(directory, { recursive: true, force: true }))

  for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    it(`what goes in comes out, ${compression}`, async () => {
      const broker = await startBroker()
      const client = connect({ brokers: [broker.address] })
      try {
        const records = Array.from({ length: 3000 }, (_, i) => ({
          key: `k${i % 7}`,
          value: `value ${i} `.repeat(i % 40),
          headers: { n: `${i}` },
        }))
        const { results } = await client
          .producer({ compression, batchBytes: 32_768 })
          .sendBatch(text, records)
        expect(results.map(({ offset }) => offset)).to.deep.equal(records.map((_, i) => i))
        const consumer = client.consumer({ topics: [text], from: 'earliest' })
        let i = 0
        for await (const record of consumer) {
          expect([record.offset, record.key, record.value, String(record.header('n'))]).to.deep.equal([
            i,
            records[i]!.key,
            records[i]!.value,
            `${i}`,
          ])
          if (++i === records.length) break
        }
      } finally {
        await client.close()
        await broker.close()
      }
    })
  }

  it('restarts of the broker during sends: everything once, in order', async () => {
    const path = join(directory, 'restarts')
    const listen = `unix:${join(directory, 'broker.sock')}`
    const start = () => startBroker({ dataDirectory: path, listen })
    let broker = await start()
    const client = connect({ brokers: [listen], deliveryTimeoutMs: 20_000 })
    try {
      const producer = client.producer({ batchBytes: 2048, lingerMs: 0 })
      const sends: Promise<{ offset: number }>[] = []
      let sending = true
      const feed = (async () => {
        for (let i = 0; sending; i++) {
          sends.push(producer.send(text, { value: `v${i}` }))
          if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
        }
      })()
      for (let round = 0; round < 3; round++) {
        while (sends.length < (round + 1) * 300) await new Promise((resolve) => setTimeout(resolve, 1))
        await broker.close()
        broker = await start()
      }
      sending = false
      await feed
      const offsets = (await Promise.all(sends)).map(({ offset }) => offset)
      expect(offsets).to.deep.equal(offsets.map((_, i) => i))
      expect(await readAll(client, 'text', sends.length)).to.deep.equal(sends.map((_, i) => `v${i}`))
    } finally {
      await client.close()
      await broker.close()
    }
  })

  it('administration, times and ends', async () => {
    const broker = await startBroker()
    const client = connect({ brokers: [broker.address] })
    const { topics, records } = client.admin
    try {
      const made = await topics.create('a', { partitions: 3, settings: { 'retention.ms': '1h' } })
      expect([made.name, made.partitions, made.maxMessageBytes]).to.deep.equal(['a', 3, 1024 * 1024])
      const again = await topics.create('a').catch((error: unknown) => error)
      expect(isSluiceError(again) && again.code).to.equal('TOPIC_EXISTS')
      expect((await topics.ensure('a')).id).to.equal(made.id)
      expect((await topics.list()).map(({ name }) => name)).to.deep.equal(['a'])
      const altered = await topics.alter('a', {
        set: { 'max.message.bytes': '2MiB' },
        reset: ['retention.ms'],
        partitions: 4,
      })
      expect(altered.partitions.length).to.equal(4)
      expect(altered.settings.find(({ key }) => key === 'max.message.bytes')?.value).to.equal('2MiB')
      const big = Buffer.alloc(1_500_000)
      expect((await client.producer().send('a', { value: big, partition: 2 })).offset).to.equal(0)
      const batch = Array.from({ length: 100 }, (_, i) => ({
        value: `${i}`,
        partition: 0,
        timestamp: 1_000_000 + i,
      }))
      await client.producer().sendBatch('a', batch)
      const [at] = await records.offsets('a', { timestamp: 1_000_042 }, { partitions: [0] })
      expect([at!.offset, at!.found]).to.deep.equal([42, true])
      const [none] = await records.offsets('a', { timestamp: 2_000_000 }, { partitions: [0] })
      expect([none!.offset, none!.found]).to.deep.equal([100, false])
      await records.deleteBefore('a', [{ partition: 0, offset: 30 }])
      const earliest = await records.offsets('a', 'earliest')
      expect(earliest.map(({ offset }) => offset)).to.deep.equal([30, 0, 0, 0])
      const consumer = client.consumer({ partitions: [{ topic: 'a', partition: 0, from: { offset: 3 } }] })
      const out = await consumer
        .batches()
        .next()
        .catch((error: unknown) => error)
      expect(isSluiceError(out) && [out.code, out.message.includes('30 to 100')]).to.deep.equal([
        'OFFSET_OUT_OF_RANGE',
        true,
      ])
      await topics.delete('a')
      const gone = await topics.describe('a').catch((error: unknown) => error)
      expect(isSluiceError(gone) && gone.code).to.equal('UNKNOWN_TOPIC')
    } finally {
      await client.close()
      await broker.close()
    }
  })

  it('a topic made anew under load: producer and consumer go on in the new one', async () => {
    const broker = await startBroker()
    const client = connect({ brokers: [broker.address] })
    try {
      const producer = client.producer()
      await producer.sendBatch(
        text,
        Array.from({ length: 10 }, (_, i) => ({ value: `old${i}` })),
      )
      const consumer = client.consumer({
        topics: [text],
        from: 'earliest',
        orElse: 'earliest',
        maxWaitMs: 50,
      })
      const seen: string[] = []
      for await (const record of consumer) {
        seen.push(record.value as string)
        if (seen.length === 10) {
          await client.admin.topics.delete(text)
          await client.admin.topics.create(text)
          expect((await producer.send(text, { value: 'new' })).offset).to.equal(0)
        }
        if (seen.length === 11) break
      }
      expect(seen[10]).to.equal('new')
    } finally {
      await client.close()
      await broker.close()
    }
  })

  const modes: ProducerOptions[] = [{ acks: 'leader' }, { acks: 'none' }, { idempotent: false }]
  for (const options of modes) {
    it(`${JSON.stringify(options)}: everything arrives; flush({ durable }) waits for the disk`, async () => {
      const broker = await startBroker()
      const client = connect({ brokers: [broker.address] })
      try {
        await client.admin.topics.create(text, {
          settings: { durability: 'memory', 'flush.interval.ms': 100 },
        })
        const producer = client.producer(options)
        for (let i = 0; i < 100; i++) void producer.send(text, { value: `v${i}` })
        await producer.flush({ durable: true })
        expect(await readAll(client, 'text', 100)).to.deep.equal(
          Array.from({ length: 100 }, (_, i) => `v${i}`),
        )
        const { durableOffset } = (await client.admin.topics.describe(text)).partitions[0]!
        if (options.acks !== 'none') expect(durableOffset).to.equal(100)
      } finally {
        await client.close()
        await broker.close()
      }
    })
  }

  it('keyed records over partitions: each once, equal keys in one partition and in order', async () => {
    const broker = await startBroker()
    const client = connect({ brokers: [broker.address] })
    try {
      await client.admin.topics.create('wide', { partitions: 8 })
      const wide = topic('wide', { key: serde.utf8, value: serde.json<number>() })
      const records = Array.from({ length: 20_000 }, (_, i) => ({ key: `key-${i % 100}`, value: i }))
      await client.producer({ compression: 'lz4' }).sendBatch(wide, records)
      const consumer = client.consumer({ topics: [wide], from: 'earliest' })
      const places = new Map<string, number>()
      const last = new Map<string, number>()
      let count = 0
      for await (const batch of consumer.batches({ maxRecords: 777 })) {
        for (const { key, value, partition } of batch) {
          expect(places.get(key as string) ?? partition).to.equal(partition)
          places.set(key as string, partition)
          expect(value).to.be.above(last.get(key as string) ?? -1)
          last.set(key as string, value as number)
          count += 1
        }
        if (count === 20_000) break
      }
      expect(places.size).to.equal(100)
      expect(new Set(places.values()).size).to.equal(8)
    } finally {
      await client.close()
      await broker.close()
    }
  })
})

// Retention and deletion while somebody reads: exactly the oldest sealed segments go, nobody gets torn data, and a name used
// again never inherits offsets. Through the real process. SLUICE_TEST_RETENTION_MS sets the age limit (default 3 s; CI runs 20 s, under a name that is no setting of the broker).
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { connect, isSluiceError, serde, topic } from '../../client/index.ts'
import { type BrokerProcess, startBrokerProcess, withDirectory } from './broker-process.ts'

const RETENTION_MS = Number(process.env.SLUICE_TEST_RETENTION_MS ?? 3_000)
const MIB = 1024 * 1024

/** A value that proves itself: a number and bytes that follow from it. */
function provable(number: number, bytes: number): Buffer {
  const seed = createHash('sha256').update(String(number)).digest()
  const value = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at += seed.length) seed.copy(value, at)
  value.writeUInt32BE(number)
  return value
}

async function withBroker(use: (broker: BrokerProcess) => Promise<void>) {
  await withDirectory(async (directory) => {
    const broker = await startBrokerProcess({ data: join(directory, 'data') })
    try {
      await use(broker)
    } finally {
      expect(await broker.stop()).to.equal(0)
    }
  })
}

async function segmentsOnDisk(data: string, topicId: string): Promise<number[]> {
  const names = await readdir(join(data, 'logs', topicId, '0'))
  return names
    .filter((name) => name.endsWith('.log'))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b)
}

async function until(what: string, ms: number, holds: () => Promise<boolean>) {
  const end = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('retention', function () {
  this.timeout(RETENTION_MS * 4 + 90_000)

  it('by bytes drops exactly the oldest sealed segments while a consumer reads from them', () =>
    withBroker(async (broker) => {
      const name = 'by-bytes'
      const values = topic(name, { value: serde.bytes })
      const client = connect({ brokers: [broker.address] })
      await client.admin.topics.create(name, {
        partitions: 1,
        settings: { 'retention.bytes': '64MiB', 'segment.bytes': '8MiB', durability: 'memory' },
      })
      const producer = client.producer()
      const consumer = client.consumer({ topics: [values], from: 'earliest', orElse: 'earliest' })
      let next = 0
      let jumps = 0
      const total = 1_200 // of 128 KiB: 150 MiB
      const reading = (async () => {
        for await (const record of consumer) {
          if (record.offset !== next) jumps++
          expect(record.offset).to.be.at.least(next)
          expect(
            record.value!.equals(provable(record.offset, 128 * 1024)),
            `record ${record.offset} is torn`,
          ).to.equal(true)
          next = record.offset + 1
          if (next === total) break
        }
      })()
      for (let i = 0; i < total; i++) await producer.send(values, { value: provable(i, 128 * 1024) })
      const described = async () => (await client.admin.topics.describe(name)).partitions[0]!
      await until(
        'at most 64 MiB are left',
        30_000,
        async () => (await described()).sizeBytes <= 64 * MIB + 8 * MIB,
      )
      await reading
      const { id } = await client.admin.topics.describe(name)
      await until(
        'the log starts at its oldest segment',
        10_000,
        async () => (await segmentsOnDisk(broker.data, id))[0] === (await described()).startOffset,
      )
      const { startOffset, endOffset } = await described()
      expect(endOffset).to.equal(total)
      expect(
        (total - startOffset) * 128 * 1024,
        'no more than the limit asks for was dropped',
      ).to.be.at.least(64 * MIB - 8 * MIB)
      await consumer.close()
      await producer.close()
      await client.close()
    }))

  it(`by age (${RETENTION_MS} ms) drops sealed segments, the active one too once it is sealed by age`, () =>
    withBroker(async (broker) => {
      const name = 'by-age'
      const values = topic(name, { value: serde.bytes })
      const client = connect({ brokers: [broker.address] })
      await client.admin.topics.create(name, {
        partitions: 1,
        settings: {
          'retention.ms': `${RETENTION_MS}ms`,
          'segment.ms': `${Math.ceil(RETENTION_MS / 3)}ms`,
          'segment.bytes': '1MiB',
        },
      })
      const producer = client.producer()
      const started = Date.now()
      for (let i = 0; i < 30; i++) await producer.send(values, { value: provable(i, 128 * 1024) })
      const offsets = async () => (await client.admin.topics.describe(name)).partitions[0]!
      if (Date.now() - started < RETENTION_MS)
        expect((await offsets()).startOffset, 'nothing is dropped early').to.equal(0)
      await until(
        'everything is dropped',
        RETENTION_MS * 3 + 20_000,
        async () => (await offsets()).startOffset === 30,
      )
      const answer = await producer.send(values, { value: provable(30, 1024) })
      expect(answer.offset).to.equal(30)
      await producer.close()
      await client.close()
    }))

  it('a topic deleted and created again starts at 0; old clients get UNKNOWN_TOPIC_ID, then recover', () =>
    withBroker(async (broker) => {
      const values = topic('again', { value: serde.utf8 })
      const client = connect({ brokers: [broker.address] })
      await client.admin.topics.create('again', { partitions: 1 })
      const producer = client.producer()
      for (let i = 0; i < 5; i++) await producer.send(values, { value: `old ${i}` })
      const consumer = client.consumer({ topics: [values], from: 'earliest' })
      const old: string[] = []
      for await (const record of consumer) {
        old.push(record.value as string)
        if (old.length === 5) break
      }
      await client.admin.topics.delete('again')
      await client.admin.topics.create('again', { partitions: 1 })
      let surprise: unknown
      try {
        for await (const record of consumer) throw new Error(`got ${record.value} at ${record.offset}`)
      } catch (error) {
        surprise = error
      }
      expect(isSluiceError(surprise) && surprise.code, String(surprise)).to.equal('UNKNOWN_TOPIC_ID')
      const answer = await producer.send(values, { value: 'new 0' })
      expect(answer.offset).to.equal(0)
      const fresh = client.consumer({ topics: [values], from: 'earliest' })
      for await (const record of fresh) {
        expect([record.offset, record.value]).to.deep.equal([0, 'new 0'])
        break
      }
      for (const closing of [consumer, fresh, producer, client]) await closing.close()
    }))
})

// A compacted topic under load, through the real process: consumers read through one compaction after the other, see offsets that
// only grow and values that belong to them, and at the end the newest value of every key; also after kill -9. Somebody who reads
// slowly is given old files to their end. SLUICE_COMPACTION_MS sets how long it is written to.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { connect, serde, topic } from '../../client/index.ts'
import { type BrokerProcess, sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const WRITING_MS = Number(process.env.SLUICE_COMPACTION_MS ?? 5_000)
const KEYS = 150
const VALUE_BYTES = 3_000
const states = topic('states', { key: serde.utf8, value: serde.utf8 })

type Seen = Map<string, number> // the newest number of each key

function valueOf(key: string, number: number): string {
  return `${key} ${number} `.padEnd(VALUE_BYTES, key)
}

/** `ending`: called in front of the last record, with the offset behind it. */
async function write(
  address: string,
  until: number,
  newest: Seen,
  ending: (end: number) => void,
): Promise<void> {
  const client = connect({ brokers: [address], clientId: 'writer', deliveryTimeoutMs: 60_000 })
  const producer = client.producer({ acks: 'all', idempotent: true })
  let number = 0
  try {
    for (; performance.now() < until; number += 20) {
      const records = Array.from({ length: 20 }, (_, i) => {
        const key = `k${((number + i) * 7) % KEYS}`
        return { key, value: valueOf(key, number + i) }
      })
      await producer.sendBatch(states, records)
      records.forEach(({ key }, i) => newest.set(key, number + i))
    }
    // Who has read everything by now gets one more record, and so hears of the end.
    ending(number + 1)
    await producer.send(states, { key: 'last', value: valueOf('last', number) })
    newest.set('last', number)
  } finally {
    await producer.close()
    await client.close()
  }
}

/** Reads from the beginning to `end()` or further; undefined: not known yet. */
async function read(address: string, pauseMs: number, end: () => number | undefined): Promise<Seen> {
  const client = connect({ brokers: [address], clientId: `reader-${pauseMs}` })
  const consumer = client.consumer({ topics: [states], from: 'earliest', orElse: 'earliest' })
  const seen: Seen = new Map()
  let last = -1
  try {
    for await (const batch of consumer.batches({ maxRecords: 500 })) {
      for (const { offset, key, value } of batch) {
        expect(offset).to.be.greaterThan(last)
        last = offset
        const number = Number(String(value).split(' ')[1])
        expect(value).to.equal(valueOf(String(key), number))
        expect(seen.get(String(key)) ?? -1).to.be.lessThan(number)
        seen.set(String(key), number)
      }
      if (last + 1 >= (end() ?? Number.POSITIVE_INFINITY)) break
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  } finally {
    await consumer.close()
    await client.close()
  }
  return seen
}

describe('compaction under load', function () {
  this.timeout(WRITING_MS * 3 + 60_000)

  it('nobody sees torn data, and the newest value of every key stays', async () => {
    await withDirectory(async (directory) => {
      const data = join(directory, 'data')
      let broker: BrokerProcess = await startBrokerProcess({ data })
      try {
        const { address } = broker
        const admin = connect({ brokers: [address] })
        const settings = {
          'cleanup.policy': 'compact',
          'segment.bytes': '1MiB',
          'max.message.bytes': '256KiB',
        }
        const { id } = await admin.admin.topics.create(states, { partitions: 1, settings })
        await admin.close()
        const newest: Seen = new Map()
        let end: number | undefined
        const writing = write(address, performance.now() + WRITING_MS, newest, (last) => {
          end = last
        })
        const readers = [0, 40].map((pauseMs) => read(address, pauseMs, () => end))
        await writing
        for (const seen of await Promise.all(readers)) expect(seen).to.deep.equal(newest)
        const names = await readdir(join(data, 'logs', Buffer.from(id, 'hex').toString('hex'), '0'))
        const generations = names.map((name) => Number(/\.(\d+)\.log$/.exec(name)?.[1] ?? 0))
        expect(Math.max(...generations), names.join()).to.be.at.least(2)
        await broker.stop('SIGKILL')
        broker = await startBrokerProcess({ data })
        expect(await read(broker.address, 0, () => end)).to.deep.equal(newest)
      } finally {
        await broker.stop()
      }
      const checked = await sluice(['check', data])
      expect(checked.code, checked.stdout).to.equal(0)
    })
  })
})

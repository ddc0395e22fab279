// Kills the real broker with SIGKILL under load, restarts it, again and again, and asks the question people ask: is every
// acknowledged record there, once, in order, although the clients retried?
// The oracle lives in this process, outside the broker. SLUICE_KILLS sets the number of kills (default 5; CI runs 20).
import { expect } from 'chai'
import { connect, serde, topic } from '../../client/index.ts'
import { type BrokerProcess, sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const KILLS = Number(process.env.SLUICE_KILLS ?? 5)
const PARTITIONS = 2
const BATCH = 20

interface Acknowledged {
  partition: number
  offset: number
  value: string
}

/** Sends numbered values until told to stop; remembers what was acknowledged. One batch is under way at a time. */
async function produceUntil(
  stopped: () => boolean,
  address: string,
  name: string,
  acks: 'all' | 'leader',
  acknowledged: Acknowledged[],
) {
  const values = topic(name, { value: serde.utf8 })
  const client = connect({
    brokers: [address],
    clientId: `killed-${name}-${acks}`,
    deliveryTimeoutMs: 60_000,
  })
  const producer = client.producer({ acks, idempotent: true })
  try {
    for (let number = 0; !stopped(); ) {
      const records = Array.from({ length: BATCH }, (_, i) => ({
        value: `${acks}:${number + i}`,
        partition: (number / BATCH) % PARTITIONS,
      }))
      const sent = await producer.sendBatch(values, records)
      for (let i = 0; i < BATCH; i++) {
        const { partition, offset } = sent.results[i]!
        acknowledged.push({ partition, offset, value: records[i]!.value })
      }
      number += BATCH
    }
  } finally {
    await producer.close()
    await client.close()
  }
}

async function readAll(address: string, name: string): Promise<Map<number, Map<number, string>>> {
  const client = connect({ brokers: [address] })
  const found = new Map<number, Map<number, string>>()
  try {
    const consumer = client.consumer({ topics: [topic(name, { value: serde.utf8 })], from: 'earliest' })
    const ends = await client.admin.records.offsets(name, 'latest')
    let open = ends.filter((end) => end.offset > 0).length
    for (const end of ends) found.set(end.partition, new Map())
    if (open > 0) {
      for await (const batch of consumer.batches()) {
        const partition = found.get(batch.partition)!
        let last = -1
        for (const record of batch) {
          expect(partition.has(record.offset), `offset ${record.offset} delivered twice`).to.equal(false)
          partition.set(record.offset, record.value as string)
          last = record.offset
        }
        if (last === ends.find((end) => end.partition === batch.partition)!.offset - 1) open--
        if (open === 0) break
      }
    }
    await consumer.close()
  } finally {
    await client.close()
  }
  return found
}

function verify(acknowledged: Acknowledged[], found: Map<number, Map<number, string>>) {
  for (const { partition, offset, value } of acknowledged) {
    expect(found.get(partition)?.get(offset), `acknowledged ${value} at ${partition}:${offset}`).to.equal(
      value,
    )
  }
  for (const [partition, records] of found) {
    const seen = new Set<string>()
    const next = new Map<string, number>()
    for (const [, value] of [...records].sort((a, b) => a[0] - b[0])) {
      expect(seen.has(value), `${value} stored twice in partition ${partition}`).to.equal(false)
      seen.add(value)
      const [producer, number] = value.split(':') as [string, string]
      expect(Number(number), `order of ${producer} in partition ${partition}`).to.be.at.least(
        next.get(producer) ?? 0,
      )
      next.set(producer, Number(number) + 1)
    }
  }
}

describe('kill -9 under load', function () {
  this.timeout(KILLS * 8_000 + 60_000)

  it(`keeps every acknowledged record, once, in order, over ${KILLS} kills`, () =>
    withDirectory(async (data) => {
      let broker: BrokerProcess = await startBrokerProcess({ data })
      const listen = broker.addresses
      for (const [name, durability] of [
        ['on-disk', 'disk'],
        ['in-memory', 'memory'],
      ] as const) {
        const made = await sluice([
          'topic',
          'create',
          name,
          '--partitions',
          String(PARTITIONS),
          '--set',
          `durability=${durability}`,
          '--broker',
          broker.address,
        ])
        expect(made.code, made.stderr).to.equal(0)
      }
      const oracles = [
        { name: 'on-disk', acks: 'all', acknowledged: [] as Acknowledged[] },
        { name: 'on-disk', acks: 'leader', acknowledged: [] as Acknowledged[] },
        { name: 'in-memory', acks: 'all', acknowledged: [] as Acknowledged[] },
      ] as const
      let stop = false
      const producing = Promise.all(
        oracles.map((o) => produceUntil(() => stop, broker.address, o.name, o.acks, o.acknowledged)),
      )
      producing.catch(() => undefined) // reported where it is awaited
      try {
        for (let kill = 0; kill < KILLS; kill++) {
          const before = oracles.map((o) => o.acknowledged.length)
          const ready = () => oracles.every((o, i) => o.acknowledged.length >= before[i]! + 3 * BATCH)
          while (!ready()) await Promise.race([tick(), producing])
          await tick(Math.floor(Math.random() * 40)) // a random moment, not a wait for something
          expect(await broker.stop('SIGKILL')).to.equal('SIGKILL')
          broker = await startBrokerProcess({ data, listen })
        }
        stop = true
        await producing
        verify(
          [...oracles[0].acknowledged, ...oracles[1].acknowledged],
          await readAll(broker.address, 'on-disk'),
        )
        verify([...oracles[2].acknowledged], await readAll(broker.address, 'in-memory'))
      } finally {
        stop = true
        await broker.stop('SIGKILL')
      }
    }))
})

function tick(ms = 5): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

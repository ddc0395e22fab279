// One record at a time: `send` with many calls awaited side by side, and `for await (const record of consumer)`.
//   node dist/bench/single.js produce|consume RECORDS ROUNDS
// A process of its own, compiled, so that nothing but the client runs in it; called by bars/sdk.ts. Starts a broker of its own.
// Prints one JSON line: records a second of each round; a round to warm up comes first and is not among them.
import { connect, topic } from '../client/index.ts'
import type { Client, Producer, Topic } from '../client/index.ts'
import { startBrokerChild } from './broker-child.ts'
import { makeRecords, sendAll } from './load.ts'
import type { BenchRecord } from './load.ts'

const recordBytes = 100
const distinctRecords = 10_000
/** Sends under way: enough for some full batches, far below what the producer buffers. */
const sendsInFlight = 20_000

type Target = Topic<Buffer, Buffer>

async function sendOneByOne(
  producer: Producer,
  target: Target,
  records: readonly BenchRecord[],
  total: number,
): Promise<void> {
  let started = 0
  let acknowledged = 0
  await new Promise<void>((resolve, reject) => {
    const startMore = () => {
      while (started < total && started - acknowledged < sendsInFlight)
        producer.send(target, records[started++ % records.length]!).then(answered, reject)
    }
    const answered = () => {
      acknowledged += 1
      if (acknowledged === total) return resolve()
      // Half of them at a time: a check per answer would be most of the work.
      if (started - acknowledged <= sendsInFlight / 2) startMore()
    }
    startMore()
  })
}

async function readOneByOne(client: Client, target: Target, total: number): Promise<void> {
  const consumer = client.consumer({ topics: [target], from: 'earliest' })
  let records = 0
  let bytes = 0
  for await (const record of consumer) {
    bytes += record.value!.length
    records += 1
    if (records === total) break
  }
  await consumer.close()
  if (bytes !== total * recordBytes) throw new Error(`${records} records with ${bytes} bytes were read`)
}

async function held(client: Client, target: Target): Promise<number> {
  const { partitions } = await client.admin.topics.describe(target)
  return partitions.reduce((sum, { endOffset }) => sum + endOffset, 0)
}

async function produceRound(
  client: Client,
  producer: Producer,
  round: number,
  total: number,
): Promise<number> {
  const target = topic(`single-${round}`)
  await client.admin.topics.create(target, { settings: { durability: 'memory' } })
  const records = makeRecords(distinctRecords, recordBytes)
  const startMs = performance.now()
  await sendOneByOne(producer, target, records, total)
  const seconds = (performance.now() - startMs) / 1000
  const count = await held(client, target)
  if (count !== total) throw new Error(`the topic holds ${count} records, ${total} were sent`)
  await client.admin.topics.delete(target)
  return total / seconds
}

async function consumeRound(client: Client, target: Target, total: number): Promise<number> {
  const startMs = performance.now()
  await readOneByOne(client, target, total)
  return total / ((performance.now() - startMs) / 1000)
}

async function main(): Promise<void> {
  const [what, records, rounds] = process.argv.slice(2)
  const total = Number(records)
  const broker = await startBrokerChild({ transport: 'tcp', settings: [] })
  const stop = () => void broker.stop().finally(() => process.exit(1))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const client = connect({ brokers: [broker.address], clientId: 'sluice-bench' })
  const perSecond: number[] = []
  try {
    const producer = client.producer({ acks: 'all' })
    const target = topic('single')
    if (what === 'consume') {
      await client.admin.topics.create(target, { settings: { durability: 'memory' } })
      const one = makeRecords(distinctRecords, recordBytes)
      await sendAll(producer, target, one, total, new AbortController().signal)
    }
    for (let round = 0; round <= Number(rounds); round++) {
      const rate =
        what === 'consume'
          ? await consumeRound(client, target, total)
          : await produceRound(client, producer, round, total)
      if (round > 0) perSecond.push(rate)
    }
    await producer.close()
  } finally {
    await client.close()
    await broker.stop()
  }
  process.stdout.write(`${JSON.stringify(perSecond)}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})

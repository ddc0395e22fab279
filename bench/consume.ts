// `sluice bench consume`: how fast one process reads a log from its start through batches(), every record decoded.
// One topic is filled beforehand; each round reads it whole with a consumer of its own. The warm-up round is not counted.
import { connect, topic } from '../client/index.ts'
import type { Client, Topic } from '../client/index.ts'
import { startBrokerChild } from './broker-child.ts'
import { makeRecords, recordsInCall, sendAll } from './load.ts'
import { describeMachine } from './machine.ts'
import type { BenchOptions, BenchResult, BenchWatch } from './options.ts'
import { measureRound, spreads } from './rounds.ts'
import type { Round } from './rounds.ts'

export async function benchConsume(options: BenchOptions, watch: BenchWatch): Promise<BenchResult> {
  const broker = await startBrokerChild({ transport: options.transport, settings: [] })
  const client = connect({ brokers: [broker.address], clientId: 'sluice-bench' })
  try {
    const target = topic('bench')
    await fill(client, target, options, watch)
    const rounds: Round[] = []
    for (let number = 0; number <= options.rounds; number++) {
      const round = await measureRound(broker.pid, options.records, options.records * options.size, () =>
        readAll(client, target, options, watch.signal),
      )
      if (number === 0) continue
      rounds.push(round)
      watch.onRound(number, round)
    }
    const machine = describeMachine(broker.directory)
    return { bench: 'consume', options, machine, rounds, spread: spreads(rounds) }
  } finally {
    await client.close()
    await broker.stop()
  }
}

async function fill(
  client: Client,
  target: Topic<Buffer, Buffer>,
  options: BenchOptions,
  watch: BenchWatch,
): Promise<void> {
  const { durability, appendMode, batchBytes, compression } = options
  await client.admin.topics.create(target, { settings: { durability, 'append.mode': appendMode } })
  const producer = client.producer({ acks: 'all', batchBytes, compression })
  const records = makeRecords(recordsInCall(options.records, options.size), options.size)
  await sendAll(producer, target, records, options.records, watch.signal)
  await producer.close()
}

async function readAll(
  client: Client,
  target: Topic<Buffer, Buffer>,
  options: BenchOptions,
  signal: AbortSignal,
): Promise<void> {
  const consumer = client.consumer({ topics: [target], from: 'earliest' })
  let records = 0
  let bytes = 0
  for await (const batch of consumer.batches({ signal })) {
    for (const record of batch) {
      records += 1
      bytes += record.value!.length
    }
    if (records >= options.records) break
  }
  await consumer.close()
  if (bytes !== options.records * options.size) {
    throw new Error(`read ${records} records with ${bytes} bytes, sent ${options.records} of ${options.size}`)
  }
}

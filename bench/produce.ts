// `sluice bench produce`: how fast one process hands records to a broker through sendBatch. A topic of its own each round,
// so that every round starts with an empty log; the warm-up round is not counted.
import { connect, topic } from '../client/index.ts'
import { startBrokerChild } from './broker-child.ts'
import { makeRecords, recordsInCall, sendAll } from './load.ts'
import { describeMachine } from './machine.ts'
import type { BenchOptions, BenchResult, BenchWatch } from './options.ts'
import { measureRound, spreads } from './rounds.ts'
import type { Round } from './rounds.ts'

export async function benchProduce(options: BenchOptions, watch: BenchWatch): Promise<BenchResult> {
  const broker = await startBrokerChild({ transport: options.transport, settings: [] })
  const client = connect({ brokers: [broker.address], clientId: 'sluice-bench' })
  try {
    const producer = client.producer({
      acks: options.acks,
      batchBytes: options.batchBytes,
      compression: options.compression,
    })
    const records = makeRecords(recordsInCall(options.records, options.size), options.size)
    const rounds: Round[] = []
    for (let number = 0; number <= options.rounds; number++) {
      const target = topic(`bench-${number}`)
      await client.admin.topics.create(target, {
        settings: { durability: options.durability, 'append.mode': options.appendMode },
      })
      const round = await measureRound(broker.pid, options.records, options.records * options.size, () =>
        sendAll(producer, target, records, options.records, watch.signal),
      )
      await client.admin.topics.delete(target)
      if (number === 0) continue
      rounds.push(round)
      watch.onRound(number, round)
    }
    await producer.close()
    const machine = describeMachine(broker.directory)
    return { bench: 'produce', options, machine, rounds, spread: spreads(rounds) }
  } finally {
    await client.close()
    await broker.stop()
  }
}

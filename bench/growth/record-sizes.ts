// Records from 10 B to 1 MiB through the SDK in one process: produced with sendBatch, then read and decoded with batches().
// Every visit has a topic of its own, with durability=memory. Bytes are those of values, as in `sluice bench`.
import { topic } from '../../client/index.ts'
import type { Client, Topic } from '../../client/index.ts'
import { makeRecords, recordsInCall, sendAll } from '../load.ts'
import { curve } from './curve.ts'
import type { Curve } from './curve.ts'
import { withBroker } from './growth.ts'
import type { Growth } from './growth.ts'
import { interleaved } from './interleave.ts'
import { figure, mib, size, told } from './quantities.ts'

export interface RecordSizes {
  valueBytes: number[]
  /** A visit moves this many bytes, but no more records than this. */
  bytes: number
  recordsMost: number
}

export const recordSizesSizes: Record<'full' | 'quick', RecordSizes> = {
  full: { valueBytes: [10, 100, 1_024, 10_240, 102_400, mib], bytes: 512 * mib, recordsMost: 3_000_000 },
  quick: { valueBytes: [10, 100, 10_240, mib], bytes: 128 * mib, recordsMost: 1_000_000 },
}

interface Visit {
  producedPerSecond: number // records
  consumedPerSecond: number
}

const batchBytes = 262_144

export function recordSizes(growth: Growth, sizes: RecordSizes): Promise<Curve[]> {
  return withBroker(growth, async ({ client }) => {
    const visit = (valueBytes: number, round: number) => {
      const records = recordsFor(valueBytes, sizes)
      return thereAndBack(growth, client, topic(`records-${valueBytes}-${round}`), valueBytes, records)
    }
    return curves(await interleaved(sizes.valueBytes, growth.rounds, growth.signal, visit, 1), sizes)
  })
}

function recordsFor(valueBytes: number, { bytes, recordsMost }: RecordSizes): number {
  return Math.max(1, Math.min(recordsMost, Math.floor(bytes / valueBytes)))
}

async function thereAndBack(
  growth: Growth,
  client: Client,
  target: Topic<Buffer, Buffer>,
  valueBytes: number,
  count: number,
): Promise<Visit> {
  const settings = { durability: 'memory', 'max.message.bytes': '2MiB' } // a record of 1 MiB in its batch
  await client.admin.topics.create(target, { settings })
  const records = makeRecords(recordsInCall(count, valueBytes), valueBytes)
  const producer = client.producer({ acks: 'all', batchBytes })
  const produceStartMs = performance.now()
  await sendAll(producer, target, records, count, growth.signal)
  const produceMs = performance.now() - produceStartMs
  await producer.close()
  const consumer = client.consumer({ topics: [target], from: 'earliest' })
  const consumeStartMs = performance.now()
  let [seen, bytes] = [0, 0]
  for await (const batch of consumer.batches({ signal: growth.signal })) {
    for (const record of batch) {
      seen++
      bytes += record.value!.length
    }
    if (seen >= count) break
  }
  const consumeMs = performance.now() - consumeStartMs
  await consumer.close()
  if (bytes !== count * valueBytes) throw new Error(`read ${bytes} bytes, sent ${count * valueBytes}`)
  await client.admin.topics.delete(target)
  return { producedPerSecond: (count * 1000) / produceMs, consumedPerSecond: (count * 1000) / consumeMs }
}

function curves(visits: Visit[][], sizes: RecordSizes): Curve[] {
  const produced = visits.map((rounds) => rounds.map((visit) => visit.producedPerSecond))
  const consumed = visits.map((rounds) => rounds.map((visit) => visit.consumedPerSecond))
  const bytesOf = (rates: number[][]) =>
    rates.map((rounds, at) => rounds.map((rate) => (rate * sizes.valueBytes[at]!) / 1e6))
  const conditions =
    `the SDK in one process, sendBatch and batches(), durability=memory, acks=all, batches of ${size(batchBytes)}, ` +
    `${size(sizes.bytes)} a visit, at most ${figure(sizes.recordsMost)} records`
  const one = (name: string, what: string, yTitle: string, values: number[][]) => {
    const ends = [values[0]!, values.at(-1)!].map((rounds) => told(rounds))
    const [least, most] = [sizes.valueBytes[0]!, sizes.valueBytes.at(-1)!].map(size)
    return curve({
      name,
      title: `${what} by size of a record`,
      xTitle: 'bytes of a value',
      yTitle,
      xUnit: 'bytes',
      xs: sizes.valueBytes,
      values,
      sentence: `${what} with values of ${least}: ${ends[0]} ${yTitle}; with values of ${most}: ${ends[1]} ${yTitle}.`,
      conditions,
    })
  }
  return [
    one('record-size-produce-records', 'Produce', 'records/s', produced),
    one('record-size-produce-bytes', 'Produce', 'MB/s', bytesOf(produced)),
    one('record-size-consume-records', 'Consume', 'records/s', consumed),
    one('record-size-consume-bytes', 'Consume', 'MB/s', bytesOf(consumed)),
  ]
}

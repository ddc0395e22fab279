// 1 to 16 consumers read the same topic from its start at the same time, and nothing of it is in the page cache: what do they
// get in all, and how often does the device read it? Each consumer is a process that reads the whole log.
import { threadsCpuSeconds } from '../cpu-time.ts'
import { curve, valueBar } from './curve.ts'
import type { Curve } from './curve.ts'
import { createTopic, quiet, requireRecords, settled, withBroker } from './growth.ts'
import type { Growth, Measured } from './growth.ts'
import { interleaved } from './interleave.ts'
import { evict, segmentFiles } from './page-cache.ts'
import { deviceReadBytes } from './proc.ts'
import { runReceiver, runSender } from './programs.ts'
import { gib, mib, size, told } from './quantities.ts'

export interface ConsumersSizes {
  counts: number[]
  logBytes: number
  batchBytes: number
  fetchBytes: number
  inFlight: number // per consumer
}

export const consumersSizes: Record<'full' | 'quick', ConsumersSizes> = {
  full: { counts: [1, 2, 4, 8, 16], logBytes: gib, batchBytes: 65_536, fetchBytes: mib, inFlight: 4 },
  quick: { counts: [1, 4, 16], logBytes: 256 * mib, batchBytes: 65_536, fetchBytes: mib, inFlight: 4 },
}

interface Visit {
  megabytesPerSecond: number
  timesRead: number // bytes from the device by the length of the log
  cpuSecondsPerGib: number
}

/** "Once" leaves room for read-ahead that was thrown away. */
const timesReadAtMost = 1.1

export function consumers(growth: Growth, sizes: ConsumersSizes): Promise<Curve[]> {
  return withBroker(growth, async (measured) => {
    const topicId = await writeLog(growth, measured, 'shared', sizes.logBytes, sizes.batchBytes)
    const visit = (count: number) => readTogether(growth, measured, topicId, count, sizes)
    return curves(await interleaved(sizes.counts, growth.rounds, growth.signal, visit, 1), sizes)
  })
}

/** A log that lies on disk as a whole, not mapped by anybody. Resolves with the topic's id. */
export async function writeLog(
  growth: Growth,
  { broker, client }: Measured,
  name: string,
  bytes: number,
  frameBytes: number,
): Promise<string> {
  const { id } = await createTopic(client, name, { settings: { durability: 'disk' } })
  const load = { address: broker.address, topicId: id, bytes, frameBytes, inFlight: 16 }
  const { records } = await runSender(growth, { ...load, acks: 'leader' })
  await settled(growth, client, name)
  await requireRecords(client, name, records)
  return id
}

async function readTogether(
  growth: Growth,
  { broker }: Measured,
  topicId: string,
  count: number,
  { logBytes, batchBytes, fetchBytes, inFlight }: ConsumersSizes,
): Promise<Visit> {
  await evict(await segmentFiles(broker, topicId))
  await quiet(growth, broker)
  const readBefore = deviceReadBytes(broker.pid)
  const cpuBefore = threadsCpuSeconds(broker.pid)
  const wish = { bytes: logBytes, logBytes, batchBytes, maxBytes: fetchBytes, inFlight }
  const startMs = performance.now()
  const all = await Promise.all(
    Array.from({ length: count }, () => runReceiver(growth, { address: broker.address, topicId, ...wish })),
  )
  const seconds = (performance.now() - startMs) / 1000
  const short = all.find((one) => one.bytes < logBytes)
  if (short !== undefined) throw new Error(`a consumer got ${short.bytes} of ${logBytes} bytes`)
  return {
    megabytesPerSecond: (count * logBytes) / 1e6 / seconds,
    timesRead: (deviceReadBytes(broker.pid) - readBefore) / logBytes,
    cpuSecondsPerGib: ((threadsCpuSeconds(broker.pid) - cpuBefore) * gib) / (count * logBytes),
  }
}

function curves(visits: Visit[][], sizes: ConsumersSizes): Curve[] {
  const { counts, logBytes, batchBytes, fetchBytes, inFlight } = sizes
  const [few, many] = [counts[0]!, counts.at(-1)!]
  const one = (name: string, title: string, yTitle: string, pick: (visit: Visit) => number, text: string) => {
    const values = visits.map((rounds) => rounds.map(pick))
    const [atFew, atMany] = [told(values[0]!), told(values.at(-1)!)]
    return {
      values,
      facts: { name, title, yTitle },
      sentence: `${text} ${atFew} ${yTitle} for ${few}, ${atMany} for ${many}.`,
    }
  }
  const found = [
    one(
      'consumers-rate',
      'Consumers of one topic, all together',
      'MB/s',
      (visit) => visit.megabytesPerSecond,
      'Consumers of one cold topic together get',
    ),
    one(
      'consumers-device',
      'Reads from the device',
      'times the log',
      (visit) => visit.timesRead,
      'The device reads',
    ),
    one(
      'consumers-cpu',
      'CPU of the broker for many consumers',
      'CPU s/GiB',
      (visit) => visit.cpuSecondsPerGib,
      'Sending to the consumers takes',
    ),
  ]
  return found.map(({ values, facts, sentence }) => {
    const bar = valueBar(`reads of the log by ${many} consumers`, timesReadAtMost, values.at(-1)!)
    return curve({
      ...facts,
      xTitle: 'consumers',
      xUnit: 'count',
      xs: counts,
      values,
      ...(facts.name === 'consumers-device' ? { bar } : {}),
      sentence,
      conditions:
        `a log of ${size(logBytes)} in batches of ${size(batchBytes)}, dropped from the page cache before each visit; ` +
        `fetches of ${size(fetchBytes)}, ${inFlight} in flight each; all begin at once`,
    })
  })
}

// The same frames from 1 to 64 producers, a connection each, to one partition: what does a connection cost?
// The frames in flight are the same in all, divided among the connections.
import { threadsCpuSeconds } from '../cpu-time.ts'
import { curve } from './curve.ts'
import type { Curve } from './curve.ts'
import { createTopic, quiet, requireRecords, withBroker } from './growth.ts'
import type { Growth, Measured } from './growth.ts'
import { interleaved } from './interleave.ts'
import { runSender } from './programs.ts'
import { gib, mib, size, told } from './quantities.ts'

export interface ProducersSizes {
  counts: number[] // each divides inFlight
  inFlight: number
  frameBytes: number
  bytes: number // per visit
}

export const producersSizes: Record<'full' | 'quick', ProducersSizes> = {
  full: { counts: [1, 8, 64], inFlight: 64, frameBytes: 65_536, bytes: gib },
  quick: { counts: [1, 8, 64], inFlight: 64, frameBytes: 65_536, bytes: 512 * mib },
}

interface Visit {
  megabytesPerSecond: number
  cpuSecondsPerGib: number
}

export function producers(growth: Growth, sizes: ProducersSizes): Promise<Curve[]> {
  return withBroker(growth, async (measured) => {
    const visit = (count: number, round: number) =>
      produceFrom(growth, measured, count, `producers-${count}-${round}`, sizes)
    return curves(await interleaved(sizes.counts, growth.rounds, growth.signal, visit, 1), sizes)
  })
}

async function produceFrom(
  growth: Growth,
  { broker, client }: Measured,
  connections: number,
  name: string,
  { inFlight, frameBytes, bytes }: ProducersSizes,
): Promise<Visit> {
  const { id } = await createTopic(client, name, { settings: { durability: 'memory' } })
  await quiet(growth, broker, 2 * bytes)
  const cpuBefore = threadsCpuSeconds(broker.pid)
  const sent = await runSender(growth, {
    address: broker.address,
    topicId: id,
    bytes,
    frameBytes,
    inFlight: inFlight / connections,
    connections,
    acks: 'all',
  })
  const cpuSeconds = threadsCpuSeconds(broker.pid) - cpuBefore
  await requireRecords(client, name, sent.records)
  await client.admin.topics.delete(name)
  return {
    megabytesPerSecond: sent.bytes / 1e6 / sent.seconds,
    cpuSecondsPerGib: (cpuSeconds * gib) / sent.bytes,
  }
}

function curves(visits: Visit[][], sizes: ProducersSizes): Curve[] {
  const { counts, inFlight, frameBytes, bytes } = sizes
  const [few, many] = [counts[0]!, counts.at(-1)!]
  const one = (name: string, title: string, yTitle: string, pick: (visit: Visit) => number) => {
    const values = visits.map((rounds) => rounds.map(pick))
    return curve({
      name,
      title,
      xTitle: 'producers (connections)',
      yTitle,
      xUnit: 'count',
      xs: counts,
      values,
      sentence: `${title}: ${told(values[0]!)} ${yTitle} from ${few}, ${told(values.at(-1)!)} from ${many}.`,
      conditions:
        `durability=memory, acks=all, one partition, frames of ${size(frameBytes)}, ${inFlight} in flight in all, ` +
        `${size(bytes)} a visit`,
    })
  }
  return [
    one('producers-rate', 'Produce from many producers', 'MB/s', (visit) => visit.megabytesPerSecond),
    one(
      'producers-cpu',
      'CPU of the broker for many producers',
      'CPU s/GiB',
      (visit) => visit.cpuSecondsPerGib,
    ),
  ]
}

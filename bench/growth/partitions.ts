// The same frames spread over 1 to 1,000 partitions: what does it cost? For durability=memory there is a bar; the curve of
// durability=disk is published without one, since more logs are more files to sync.
// Every visit has a topic of its own. Its segments are made before the clock runs, by one frame to each partition.
import { spread } from '../rounds.ts'
import type { Spread } from '../rounds.ts'
import { curve, lossBar } from './curve.ts'
import type { Curve } from './curve.ts'
import { createTopic, quiet, requireRecords, settled, withBroker } from './growth.ts'
import type { Growth, Measured } from './growth.ts'
import { interleaved } from './interleave.ts'
import { runSender } from './programs.ts'
import { figure, gib, mib, percent, size, told } from './quantities.ts'

export interface PartitionsSizes {
  counts: number[]
  frameBytes: number
  inFlight: number
  memoryBytes: number // per visit
  diskBytes: number
}

export const partitionsSizes: Record<'full' | 'quick', PartitionsSizes> = {
  full: {
    counts: [1, 10, 100, 1_000],
    frameBytes: 65_536,
    inFlight: 16,
    memoryBytes: gib,
    diskBytes: 256 * mib,
  },
  quick: {
    counts: [1, 10, 100, 1_000],
    frameBytes: 65_536,
    inFlight: 16,
    memoryBytes: 512 * mib,
    diskBytes: 64 * mib,
  },
}

const lostAtMost = 0.1

export function partitions(growth: Growth, sizes: PartitionsSizes): Promise<Curve[]> {
  return withBroker(growth, async (measured) => {
    const found: Curve[] = []
    for (const durability of ['memory', 'disk'] as const) {
      const visit = (count: number, round: number) =>
        produceSpread(growth, measured, durability, count, `${durability}-${count}-${round}`, sizes)
      const rates = await interleaved(sizes.counts, growth.rounds, growth.signal, visit, 1)
      found.push(curveOf(durability, rates, sizes))
    }
    return found
  })
}

/** Megabytes a second. */
async function produceSpread(
  growth: Growth,
  { broker, client }: Measured,
  durability: 'memory' | 'disk',
  count: number,
  name: string,
  { frameBytes, inFlight, memoryBytes, diskBytes }: PartitionsSizes,
): Promise<number> {
  const { id } = await createTopic(client, name, { partitions: count, settings: { durability } })
  const load = {
    address: broker.address,
    topicId: id,
    frameBytes,
    inFlight,
    partitions: count,
    acks: 'all' as const,
  }
  const first = await runSender(growth, { ...load, bytes: count * frameBytes })
  await settled(growth, client, name)
  const visitBytes = durability === 'memory' ? memoryBytes : diskBytes
  await quiet(growth, broker, 2 * visitBytes)
  const { bytes, seconds, records } = await runSender(growth, { ...load, bytes: visitBytes })
  await requireRecords(client, name, first.records + records)
  await client.admin.topics.delete(name)
  return bytes / 1e6 / seconds
}

function curveOf(durability: 'memory' | 'disk', rates: number[][], sizes: PartitionsSizes): Curve {
  const { counts, frameBytes, inFlight, memoryBytes, diskBytes } = sizes
  const [few, many] = [counts[0]!, counts.at(-1)!]
  const [atFew, atMany] = [rates[0]!, rates.at(-1)!]
  const medians = rates.map((rounds) => spread(rounds).median)
  const best = medians.indexOf(Math.max(...medians))
  const bar = lossBar(`lost from ${few} to ${many} partitions`, lostAtMost, atMany, atFew)
  return curve({
    name: `partitions-${durability}`,
    title: `Produce over partitions, durability=${durability}`,
    xTitle: 'partitions',
    yTitle: 'MB/s',
    xUnit: 'count',
    xs: counts,
    values: rates,
    ...(durability === 'memory' ? { bar } : {}),
    sentence:
      `Spread over ${figure(many)} partitions instead of ${few}, durability=${durability} took ${told(atMany)} MB/s ` +
      `instead of ${told(atFew)}; lost round by round: ${lostText(bar.measured)}. The most was ` +
      `${told(rates[best]!)} MB/s, over ${figure(counts[best]!)}.`,
    conditions:
      `acks=all, frames of ${size(frameBytes)} to the partitions in turn, ${inFlight} in flight on one connection, ` +
      `${size(durability === 'memory' ? memoryBytes : diskBytes)} a visit`,
  })
}

function lostText({ median, min, max }: Spread): string {
  return `${percent(median)} (${percent(min)} to ${percent(max)})`
}

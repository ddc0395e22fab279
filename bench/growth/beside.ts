// A hot producer with acks=leader, alone, beside a consumer on cold data, and beside one that reads a byte a second: what
// becomes of the p99 of its answers? Frames leave on a timetable, so that a stall counts for every frame that it holds up.
// The consumer on cold data reads as fast as it gets, and takes its share of the processors with that. So there is a second
// one that does the same on data in the page cache: what the two have in common is not the price of coldness. And one that reads
// cold data at a pace of its own.
import { writeLog } from './consumers.ts'
import { curve, ratioBar } from './curve.ts'
import type { Curve } from './curve.ts'
import { createTopic, quiet, withBroker } from './growth.ts'
import type { Growth, Measured } from './growth.ts'
import { interleaved } from './interleave.ts'
import { evict, preload, segmentFiles } from './page-cache.ts'
import { runReceiver, runSender } from './programs.ts'
import type { ReceiverOptions } from './programs.ts'
import { figure, gib, mib, ratioText, size, told } from './quantities.ts'

export interface BesideSizes {
  frameBytes: number
  rate: number // frames a second
  seconds: number // per visit
  coldBytes: number
  batchBytes: number // of the cold log
}

export const besideSizes: Record<'full' | 'quick', BesideSizes> = {
  full: { frameBytes: 16_384, rate: 2_000, seconds: 5, coldBytes: 2 * gib, batchBytes: 65_536 },
  quick: { frameBytes: 16_384, rate: 2_000, seconds: 3, coldBytes: 512 * mib, batchBytes: 65_536 },
}

const places = ['alone', 'cached', 'cold', 'paced', 'slow'] as const
type Place = (typeof places)[number]

const ratioAtMost = 2
/** As much as the broker lets one connection ask for: far beyond what its socket holds. */
const slowFetch = { maxBytes: 8 * mib, inFlight: 16, receiveBytes: 1, delayMs: 1_000 }
const fastFetch = { maxBytes: mib, inFlight: 4 }
/** One fetch at a time, and a pause after each piece of it: some ten MB/s, so that processors are left to the others. */
const pacedFetch = { maxBytes: mib, inFlight: 1, receiveBytes: mib, delayMs: 20 }

export function beside(growth: Growth, sizes: BesideSizes): Promise<Curve[]> {
  return withBroker(growth, async (measured) => {
    const coldId = await writeLog(growth, measured, 'cold', sizes.coldBytes, sizes.batchBytes)
    const visit = (place: Place, round: number) =>
      produceBeside(growth, measured, coldId, place, round, sizes)
    const p99Us = await interleaved(places, growth.rounds, growth.signal, visit, 1)
    return curves(p99Us, sizes)
  })
}

/** p99 of the answers, in microseconds. */
async function produceBeside(
  growth: Growth,
  measured: Measured,
  coldId: string,
  place: Place,
  round: number,
  sizes: BesideSizes,
): Promise<number> {
  const { broker, client } = measured
  const { rate, seconds, frameBytes } = sizes
  const name = `hot-${place}-${round}`
  const { id } = await createTopic(client, name, {})
  const files = await segmentFiles(broker, coldId)
  if (place === 'cached' || place === 'slow') await preload(files)
  await quiet(growth, broker)
  const stop = new AbortController()
  const reader = readUntil(
    growth,
    measured,
    coldId,
    place,
    sizes,
    AbortSignal.any([growth.signal, stop.signal]),
  )
  const load = { address: broker.address, topicId: id, bytes: rate * seconds * frameBytes, frameBytes }
  try {
    const sent = runSender(growth, { ...load, inFlight: 64, acks: 'leader', rate })
    const { latencyUs } = await Promise.race([sent, reader.then(() => sent)]) // a reader that fails ends it
    return latencyUs.p99
  } finally {
    stop.abort()
    await reader
    await client.admin.topics.delete(name)
  }
}

/** Resolves once `signal` ended it; rejects when it ended otherwise. */
async function readUntil(
  growth: Growth,
  { broker }: Measured,
  topicId: string,
  place: Place,
  { coldBytes, batchBytes }: BesideSizes,
  signal: AbortSignal,
): Promise<void> {
  if (place === 'alone') return
  const log = { address: broker.address, topicId, logBytes: coldBytes, batchBytes }
  const files = await segmentFiles(broker, topicId)
  const fetches: Record<typeof place, Partial<ReceiverOptions>> = {
    cached: fastFetch,
    cold: fastFetch,
    paced: pacedFetch,
    slow: slowFetch,
  }
  const wish = { ...log, bytes: place === 'slow' ? 2 ** 40 : coldBytes, ...fetches[place] } as ReceiverOptions
  try {
    while (!signal.aborted) {
      if (place === 'cold' || place === 'paced') await evict(files)
      await runReceiver(growth, wish, signal)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function curves(p99Us: number[][], sizes: BesideSizes): Curve[] {
  const { frameBytes, rate, seconds, coldBytes } = sizes
  const [alone, ...others] = p99Us
  const readers = [
    { name: 'beside-cached', reader: 'a consumer on data in the page cache' },
    { name: 'beside-cold', reader: 'a consumer on cold data' },
    { name: 'beside-cold-paced', reader: 'a consumer on cold data that paces itself' },
    { name: 'beside-slow', reader: 'a consumer that reads a byte a second' },
  ]
  return readers.map(({ name, reader }, at) => {
    const values = [alone!, others[at]!]
    const bar = ratioBar(`p99 with ${reader} against without`, ratioAtMost, values[1]!, values[0]!)
    return curve({
      name,
      title: `p99 of produce beside ${reader}`,
      xTitle: 'reader',
      yTitle: 'p99, µs',
      xUnit: 'count',
      xs: [0, 1],
      labels: ['without', `with ${reader}`],
      values,
      ...(name === 'beside-cached' ? {} : { bar }),
      sentence:
        `The p99 of a hot producer was ${told(values[0]!)} µs alone and ${told(values[1]!)} µs beside ${reader}: ` +
        `ratio ${ratioText(bar.measured)}.`,
      conditions:
        `acks=leader, durability=disk, frames of ${size(frameBytes)} at ${figure(rate)}/s from their due time, ` +
        `${seconds} s a visit; the log that is read has ${size(coldBytes)} and is in ` +
        `the page cache; when cold it is dropped from there before each reading`,
    })
  })
}

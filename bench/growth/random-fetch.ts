// A fetch at a random offset of a short log and of one a hundred times as long, both in the page cache: the same cost?
// One connection, one fetch at a time, by the C receiver. Both logs lie in the same broker and are visited in turns.
import { statfsSync } from 'node:fs'
import { SluiceError } from '../../client/index.ts'
import { threadsCpuSeconds } from '../cpu-time.ts'
import { curve, ratioBar } from './curve.ts'
import type { Curve } from './curve.ts'
import { createTopic, requireRecords, settled, withBroker } from './growth.ts'
import type { Growth, Measured } from './growth.ts'
import { interleaved } from './interleave.ts'
import { preload, segmentFiles } from './page-cache.ts'
import { runReceiver, runSender } from './programs.ts'
import { gib, mib, ratioText, size, told } from './quantities.ts'

export interface RandomFetchSizes {
  logBytes: [number, number]
  batchBytes: number
  fetchBytes: number
  fetches: number // per visit
}

export const randomFetchSizes: Record<'full' | 'quick', RandomFetchSizes> = {
  full: { logBytes: [100 * mib, 10 * gib], batchBytes: 16_384, fetchBytes: 16_384, fetches: 5_000 },
  quick: { logBytes: [10 * mib, gib], batchBytes: 16_384, fetchBytes: 16_384, fetches: 2_000 },
}

interface LogFacts {
  topicId: string
  bytes: number
}

interface Visit {
  p50Us: number
  cpuUs: number // of the broker, per fetch
}

/** "The same" is within a tenth. */
const sameAtMost = 1.1

export async function randomFetch(growth: Growth, sizes: RandomFetchSizes): Promise<Curve[]> {
  requireFreeBytes(growth.directory, 2 * sizes.logBytes[1])
  return withBroker(growth, async (measured) => {
    const logs: LogFacts[] = []
    for (const bytes of sizes.logBytes) logs.push(await fill(growth, measured, bytes, sizes.batchBytes))
    const visit = (log: LogFacts, round: number) => fetchMany(growth, measured, log, round, sizes)
    return curves(await interleaved(logs, growth.rounds, growth.signal, visit, 1), sizes)
  })
}

/** Throws DISK_FULL when the file system of the directory has less to give. */
export function requireFreeBytes(directory: string, neededBytes: number): void {
  const { bavail, bsize } = statfsSync(directory)
  const freeBytes = bavail * bsize
  if (freeBytes >= neededBytes) return
  throw new SluiceError(
    'DISK_FULL',
    `${size(neededBytes)} of free disk are wanted under ${directory}, there are ${size(freeBytes)}`,
    { hint: 'free some, choose another disk with TMPDIR, or a shorter log with --size', retriable: false },
  )
}

async function fill(
  growth: Growth,
  { broker, client }: Measured,
  bytes: number,
  frameBytes: number,
): Promise<LogFacts> {
  const name = `log-${bytes}`
  const { id } = await createTopic(client, name, { settings: { durability: 'memory' } })
  growth.note(`random fetch: writing ${size(bytes)}`)
  const { records } = await runSender(growth, {
    address: broker.address,
    topicId: id,
    bytes,
    frameBytes,
    inFlight: 32,
    acks: 'leader',
  })
  await requireRecords(client, name, records)
  await settled(growth, client, name)
  await preload(await segmentFiles(broker, id))
  return { topicId: id, bytes }
}

async function fetchMany(
  growth: Growth,
  { broker }: Measured,
  { topicId, bytes }: LogFacts,
  round: number,
  { fetches, fetchBytes, batchBytes }: RandomFetchSizes,
): Promise<Visit> {
  const cpuBefore = threadsCpuSeconds(broker.pid)
  const { frames, latencyUs } = await runReceiver(growth, {
    address: broker.address,
    topicId,
    bytes: fetches * fetchBytes,
    logBytes: bytes,
    batchBytes,
    maxBytes: fetchBytes,
    inFlight: 1,
    randomSeed: round + 1,
  })
  if (frames < fetches) throw new Error(`${frames} of ${fetches} fetches were answered`)
  return { p50Us: latencyUs.p50, cpuUs: ((threadsCpuSeconds(broker.pid) - cpuBefore) * 1e6) / frames }
}

function curves(visits: Visit[][], sizes: RandomFetchSizes): Curve[] {
  const [short, long] = sizes.logBytes
  const conditions =
    `batches of ${size(sizes.batchBytes)}, fetches of ${size(sizes.fetchBytes)}, one at a time, ` +
    `${sizes.fetches} a visit; both logs in the page cache`
  const one = (name: string, what: string, yTitle: string, pick: (visit: Visit) => number) => {
    const values = visits.map((rounds) => rounds.map(pick))
    const bar = ratioBar(`${size(long)} against ${size(short)}`, sameAtMost, values[1]!, values[0]!)
    return curve({
      name,
      title: `${what} at a random offset`,
      xTitle: 'length of the log',
      yTitle,
      xUnit: 'bytes',
      xs: sizes.logBytes,
      values,
      bar,
      sentence:
        `${what} at a random offset took ${told(values[0]!)} µs in ${size(short)} and ${told(values[1]!)} µs in ` +
        `${size(long)}: ratio ${ratioText(bar.measured)}.`,
      conditions,
    })
  }
  return [
    one('random-fetch-p50', 'A fetch', 'median latency, µs', (visit) => visit.p50Us),
    one(
      'random-fetch-cpu',
      'CPU of the broker for a fetch',
      'CPU of the broker per fetch, µs',
      (visit) => visit.cpuUs,
    ),
  ]
}

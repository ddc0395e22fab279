// A broker that was killed: how long until it serves again, by the bytes that were written before? With durability=memory and
// a long flush interval the tail is not synced and is scanned whole; with durability=disk little is left to scan.
// The time is that of the process from its start to its `ready` line; the scanned bytes stand in its log.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { curve } from './curve.ts'
import type { Curve } from './curve.ts'
import { createTopic, requireRecords, withBrokerIn } from './growth.ts'
import type { Growth } from './growth.ts'
import { interleaved } from './interleave.ts'
import { runSender } from './programs.ts'
import { requireFreeBytes } from './random-fetch.ts'
import { gib, mib, size, told } from './quantities.ts'

export interface RecoverySizes {
  bytes: number[] // written before the kill
  frameBytes: number
  partitions: number // their segments must hold it all: a sealed segment is on disk
}

export const recoverySizes: Record<'full' | 'quick', RecoverySizes> = {
  full: { bytes: [256 * mib, gib, 2 * gib], frameBytes: 262_144, partitions: 4 },
  quick: { bytes: [64 * mib, 256 * mib], frameBytes: 262_144, partitions: 4 },
}

const settings = { 'segment.bytes': '1GiB', 'flush.interval.ms': '1m' }

interface Place {
  durability: 'memory' | 'disk'
  bytes: number
}

interface Visit {
  readySeconds: number
  scannedBytes: number
}

export async function recovery(growth: Growth, sizes: RecoverySizes): Promise<Curve[]> {
  requireFreeBytes(growth.directory, 2 * sizes.bytes.at(-1)!)
  const durabilities = ['memory', 'disk'] as const
  const places = durabilities.flatMap((durability) => sizes.bytes.map((bytes) => ({ durability, bytes })))
  const visits = await interleaved(places, growth.rounds, growth.signal, (place, round) =>
    killAndStart(growth, place, round, sizes),
  )
  return durabilities.map((durability, at) => {
    const from = at * sizes.bytes.length
    return curveOf(durability, visits.slice(from, from + sizes.bytes.length), sizes)
  })
}

async function killAndStart(
  growth: Growth,
  place: Place,
  round: number,
  sizes: RecoverySizes,
): Promise<Visit> {
  const directory = await mkdtemp(join(growth.directory, 'recovery-'))
  try {
    const records = await withBrokerIn(growth, directory, async ({ broker, client }) => {
      const { id } = await createTopic(client, 'killed', {
        partitions: sizes.partitions,
        settings: { ...settings, durability: place.durability },
      })
      const load = { bytes: place.bytes, frameBytes: sizes.frameBytes, partitions: sizes.partitions }
      const sent = await runSender(growth, {
        address: broker.address,
        topicId: id,
        ...load,
        inFlight: 16,
        acks: 'all',
      })
      await broker.kill()
      return sent.records
    })
    const startMs = performance.now()
    const visit = await withBrokerIn(growth, directory, async ({ broker, client }) => {
      const readySeconds = (performance.now() - startMs) / 1000
      await requireRecords(client, 'killed', records) // what was acknowledged survives the kill
      return { readySeconds, scannedBytes: scannedBytesIn(broker.log()) }
    })
    const scanned = `${size(visit.scannedBytes)} scanned, ready in ${visit.readySeconds.toFixed(2)} s`
    growth.note(`recovery: round ${round + 1}: ${place.durability}, ${size(place.bytes)} written: ${scanned}`)
    return visit
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** From the broker's line about what its start found. Throws where there is none, or where it found a clean stop. */
export function scannedBytesIn(log: string): number {
  for (const line of log.split('\n')) {
    if (!line.includes('"data directory opened"')) continue
    const { scannedBytes, clean } = JSON.parse(line) as { scannedBytes: number; clean: boolean }
    if (clean) throw new Error('the broker was to be killed, and stopped cleanly')
    return scannedBytes
  }
  throw new Error('the log of the broker does not say what its start scanned')
}

function curveOf(durability: 'memory' | 'disk', visits: Visit[][], sizes: RecoverySizes): Curve {
  const most = visits.at(-1)!
  const ready = told(most.map((visit) => visit.readySeconds))
  const scanned = told(
    most.map((visit) => visit.scannedBytes),
    size,
  )
  const perGib = told(most.map((visit) => visit.readySeconds / (visit.scannedBytes / gib)))
  const cost = durability === 'memory' ? `: ${perGib} s per GiB scanned` : ''
  return curve({
    name: `recovery-${durability}`,
    title: `Start after a kill, durability=${durability}`,
    xTitle: 'bytes written before the kill',
    yTitle: 'seconds to ready',
    xUnit: 'bytes',
    xs: sizes.bytes,
    values: visits.map((rounds) => rounds.map((visit) => visit.readySeconds)),
    sentence:
      `Killed after ${size(sizes.bytes.at(-1)!)} with durability=${durability}, the broker scanned ${scanned} and was ready ` +
      `after ${ready} s${cost}.`,
    conditions:
      `frames of ${size(sizes.frameBytes)} over ${sizes.partitions} partitions, acks=all, killed right after the last answer; ` +
      `segment.bytes=${settings['segment.bytes']}, flush.interval.ms=${settings['flush.interval.ms']}`,
  })
}

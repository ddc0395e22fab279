// Fetch: the C receiver against a broker and against the C loop sendfile -> recv, in turn, both from a hot log of the same
// batches; throughput and the serving process's CPU. Called by measurements.ts.
import { threadsCpuSeconds } from '../cpu-time.ts'
import { createTopic, requireRecords, settled, withBroker } from '../growth/growth.ts'
import type { Growth, Measured } from '../growth/growth.ts'
import { interleaved } from '../growth/interleave.ts'
import { runReceiver, runSender } from '../growth/programs.ts'
import { gib, size } from '../growth/quantities.ts'
import { ratioRow } from './bars.ts'
import type { Row } from './bars.ts'
import { withLimit } from './limit-child.ts'
import { settle } from './settle.ts'

export interface FetchLoad {
  logBytes: number
  batchBytes: number
  bytes: number // a round: the log again and again
  maxBytes: number // of a fetch
  inFlight: number
}

interface Visit {
  bytesPerSecond: number
  cpuSecondsPerGib: number
}

interface Side {
  name: string
  address: string
  topicId: string
  pid: number
}

export async function fetch(growth: Growth, key: string, load: FetchLoad): Promise<Row[]> {
  const [ours, limit] = await withBroker(growth, async (measured) => {
    const broker = await fill(growth, measured, load)
    const options = ['--log-bytes', String(load.logBytes), '--batch-bytes', String(load.batchBytes)]
    const { result } = await withLimit(growth, 'fetch-limit', options, async ({ address, pid }) => {
      const sides: Side[] = [broker, { name: 'limit', address, pid, topicId: '0'.repeat(32) }]
      await settle(growth.signal)
      for (const side of sides) await visit(growth, side, -1, load) // not counted
      return interleaved(sides, growth.rounds, growth.signal, (side, round) =>
        visit(growth, side, round, load),
      )
    })
    return result as [Visit[], Visit[]]
  })
  const title = `fetch, hot, ${size(load.maxBytes)}, ${load.inFlight} in flight`
  const rates = (visits: Visit[]) => visits.map(({ bytesPerSecond }) => bytesPerSecond)
  const cpu = (visits: Visit[]) => visits.map(({ cpuSecondsPerGib }) => cpuSecondsPerGib)
  return [
    ratioRow({ key, title, unit: 'bytes/s' }, rates(ours), rates(limit)),
    ratioRow({ key: `${key}CpuPerGiB`, title: `${title}: CPU`, unit: 's/GiB' }, cpu(ours), cpu(limit)),
  ]
}

async function fill(growth: Growth, { broker, client }: Measured, load: FetchLoad): Promise<Side> {
  const { id } = await createTopic(client, 'fetch', { settings: { durability: 'memory' } })
  const { address, pid } = broker
  const sent = { address, topicId: id, bytes: load.logBytes, frameBytes: load.batchBytes, inFlight: 16 }
  const { records } = await runSender(growth, { ...sent, acks: 'all' })
  await requireRecords(client, 'fetch', records)
  await settled(growth, client, 'fetch')
  return { name: 'broker', address, topicId: id, pid }
}

async function visit(growth: Growth, side: Side, round: number, load: FetchLoad): Promise<Visit> {
  const cpuBefore = threadsCpuSeconds(side.pid)
  const figures = await runReceiver(growth, { ...load, address: side.address, topicId: side.topicId })
  const cpuSecondsPerGib = (threadsCpuSeconds(side.pid) - cpuBefore) / (figures.bytes / gib)
  if (figures.bytes < load.bytes)
    throw new Error(`${side.name} gave ${figures.bytes} bytes, not ${load.bytes}`)
  const bytesPerSecond = figures.bytes / figures.seconds
  const told = `${(bytesPerSecond / 1e6).toFixed(0)} MB/s, ${cpuSecondsPerGib.toFixed(3)} s/GiB`
  growth.note(
    `${load.inFlight} in flight: ${round < 0 ? 'warm-up' : `round ${round + 1}`}, ${side.name} ${told}`,
  )
  return { bytesPerSecond, cpuSecondsPerGib }
}

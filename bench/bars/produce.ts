// Produce: the C sender against a broker and against the C loops, in turn. A fresh topic each round, deleted after it; a fresh
// limit each round. The C loops copy into a mapping that is faulted in ahead, into one that was faulted in before the clock started
// (what it costs to have pages is not in it), or call pwrite. The limit is the faster one of those that pay for their pages while the
// clock runs (docs/decisions/0004), the others have rows without a bar. On disk they commit in groups. Called by measurements.ts.
// Invariant: a round counts only when both sides hold exactly what was sent.
import { readFileSync, statSync } from 'node:fs'
import type { Growth, Measured } from '../growth/growth.ts'
import { createTopic, requireRecords, withBroker } from '../growth/growth.ts'
import { interleaved } from '../growth/interleave.ts'
import { runSender } from '../growth/programs.ts'
import type { ProgramFigures } from '../growth/programs.ts'
import { size } from '../growth/quantities.ts'
import { spread } from '../rounds.ts'
import { ratioRow } from './bars.ts'
import type { Row } from './bars.ts'
import { withLimit } from './limit-child.ts'
import { deleteTopic, settle } from './settle.ts'

export interface ProduceLoad {
  durability: 'memory' | 'disk'
  frameBytes: number
  bytes: number // a round; below the dirty limit
  inFlight: number
}

type Leg = 'broker' | 'mapped' | 'prefaulted' | 'pwrite'
const loops: Record<Leg, string> = {
  broker: 'us',
  mapped: 'copy into a mapping faulted in ahead',
  prefaulted: 'copy into a mapping faulted in before the clock',
  pwrite: 'pwrite',
}
const limitsOf: Record<ProduceLoad['durability'], readonly Exclude<Leg, 'broker'>[]> = {
  memory: ['mapped', 'prefaulted', 'pwrite'],
  disk: ['mapped', 'pwrite'], // a sync writes all that was faulted in, wanted or not
}

interface Visit {
  bytesPerSecond: number
  /** Undefined where the directory's file system has no device of its own. */
  deviceBytesPerByte: number | undefined
}

type Visits = Partial<Record<Leg, Visit[]>>

export async function produce(growth: Growth, key: string, load: ProduceLoad): Promise<Row[]> {
  const visits = await measure(growth, key, load)
  const rates = (leg: Leg) => visits[leg]!.map(({ bytesPerSecond }) => bytesPerSecond)
  const [mapped, pwrite] = [spread(rates('mapped')).median, spread(rates('pwrite')).median]
  const limit = mapped > pwrite ? 'mapped' : 'pwrite'
  const others = limitsOf[load.durability].filter((leg) => leg !== limit)
  const title = `produce, ${load.durability}, frames of ${size(load.frameBytes)}`
  const against = (rowKey: string, leg: Leg) =>
    ratioRow(
      { key: rowKey, title: `${title}, limit by ${loops[leg]}`, unit: 'bytes/s' },
      rates('broker'),
      rates(leg),
    )
  const rows = [
    against(key, limit),
    ...others.map((leg) => against(`${key}Against${leg[0]!.toUpperCase()}${leg.slice(1)}`, leg)),
  ]
  return load.durability === 'disk' ? [...rows, ...deviceRow(visits.broker!, visits[limit]!)] : rows
}

function deviceRow(ours: Visit[], limit: Visit[]): Row[] {
  const device = (visits: Visit[]) => visits.flatMap(({ deviceBytesPerByte }) => deviceBytesPerByte ?? [])
  if (device(ours).length === 0) return []
  const own = spread(device(ours))
  const facts = { key: 'deviceBytesPerByte', title: 'bytes to the device per byte appended', unit: 'ratio' }
  return [{ ...facts, kind: 'ratio', ...own, ours: own, limit: spread(device(limit)) }]
}

async function measure(growth: Growth, key: string, load: ProduceLoad): Promise<Visits> {
  const legs: readonly Leg[] = ['broker', ...limitsOf[load.durability]]
  const results = await withBroker(growth, async (measured) => {
    const visit = async (leg: Leg, round: number) => {
      const done = await visitLeg(growth, measured, leg, round, load)
      const rate = (done.bytesPerSecond / 1e6).toFixed(0)
      growth.note(`${key}: ${round < 0 ? 'warm-up' : `round ${round + 1}`}, ${leg} ${rate} MB/s`)
      return done
    }
    for (const leg of legs) await visit(leg, -1) // not counted
    return interleaved(legs, growth.rounds, growth.signal, visit)
  })
  return Object.fromEntries(legs.map((leg, at) => [leg, results[at]!]))
}

async function visitLeg(
  growth: Growth,
  measured: Measured,
  leg: Leg,
  round: number,
  load: ProduceLoad,
): Promise<Visit> {
  await settle(growth.signal, backedPerByte * load.bytes)
  const before = deviceWrittenBytes(growth.directory)
  const figures =
    leg === 'broker'
      ? await throughBroker(growth, measured, `${load.durability}-${round}`, load)
      : await throughLimit(growth, leg, load)
  const after = deviceWrittenBytes(growth.directory)
  const deviceBytesPerByte =
    before === undefined || after === undefined ? undefined : (after - before) / figures.bytes
  return { bytesPerSecond: figures.bytes / figures.seconds, deviceBytesPerByte }
}

async function throughBroker(
  growth: Growth,
  { broker, client }: Measured,
  name: string,
  { durability, frameBytes, bytes, inFlight }: ProduceLoad,
): Promise<ProgramFigures> {
  const { id } = await createTopic(client, name, { settings: { durability } })
  const sent = { address: broker.address, topicId: id, bytes, frameBytes, inFlight, acks: 'all' } as const
  const figures = await runSender(growth, sent)
  await requireRecords(client, name, figures.records)
  await deleteTopic(client, broker, { name, id }, growth.signal)
  return figures
}

async function throughLimit(growth: Growth, leg: Leg, load: ProduceLoad): Promise<ProgramFigures> {
  const { durability, frameBytes, bytes, inFlight } = load
  const segment = leg === 'prefaulted' ? ['--segment-bytes', String(bytes)] : []
  const options = ['--append', leg, ...segment, ...(durability === 'disk' ? ['--group-commit'] : [])]
  const { result, lines } = await withLimit(growth, 'produce-limit', options, ({ address }) =>
    runSender(growth, { address, topicId: '0'.repeat(32), bytes, frameBytes, inFlight, acks: 'all' }),
  )
  const held = JSON.parse(lines.at(-1) ?? '{}') as { bytes?: number }
  if (held.bytes !== result.bytes)
    throw new Error(`the limit holds ${held.bytes} bytes, ${result.bytes} were sent`)
  return result
}

/** Page cache, and what else is touched while it fills. */
const backedPerByte = 2

const sectorBytes = 512 // of the kernel's counters, whatever the device has

/** Written since boot to the device below the directory, the journal included. Others who write there are in it too. */
function deviceWrittenBytes(directory: string): number | undefined {
  const { dev } = statSync(directory)
  const major = ((dev >> 8) & 0xfff) >>> 0
  const minor = ((dev & 0xff) | ((dev >> 12) & 0xfff00)) >>> 0
  try {
    const fields = readFileSync(`/sys/dev/block/${major}:${minor}/stat`, 'utf8').trim().split(/\s+/)
    return Number(fields[6]) * sectorBytes
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

// A member of the group that counts flights by airport: reads `flights`, keeps a total for each origin, writes it to `airports`.
// Started by flights.test.ts as a process of its own, so that one of them can be killed.
//
// How it is exact although a group delivers at least once, and outputs and commits are two different writes:
//   · a total says which flights are in it: all of its origin below `next` in its partition of `flights`;
//   · both topics have the same partitions and are keyed by origin, so all totals made from one partition lie in one partition;
//   · whoever takes over a partition first reads its totals to the end, and then leaves out each flight below its origin's `next`;
//   · outputs are acknowledged before the offset is committed, so no flight below the committed offset is missing in the totals.
// A flight that is delivered again is in the total already, whoever put it there, and a total that is written again is the same
// total. What this cannot do is fence a member that lives on, slow, and writes an older total after its successor wrote a newer
// one: readers here take the one with the largest `next`, but compaction keeps the last. A dead member does no such thing.
import { once } from 'node:events'
import type { Batch, Client } from '../../client/index.ts'
import { connect, serde, topic } from '../../client/index.ts'

export interface Flight {
  readonly date: string
  readonly delay: number
  readonly distance: number
  readonly origin: string
  readonly destination: string
}

export interface Total {
  /** Flights of this origin below this offset are counted. */
  readonly next: number
  readonly count: number
  /** Minutes. */
  readonly delay: number
}

export interface MemberOptions {
  readonly address: string
  readonly name: string
  /** Dies by SIGKILL when it has counted so many: after its outputs are acknowledged, before it commits. */
  readonly dieAfterFlights?: number
}

export const GROUP = 'airport-totals'
export const flights = topic('flights', { key: serde.utf8, value: serde.json<Flight>() })
export const airports = topic('airports', { key: serde.utf8, value: serde.json<Total>() })

/** Every record in these partitions of `airports`, from their beginnings to their ends of now. */
export async function readAirports(
  client: Client,
  partitions: readonly number[],
  each: (origin: string, total: Total) => void,
): Promise<void> {
  const ends = await client.admin.records.offsets(airports, 'latest', { partitions })
  const open = new Map(ends.filter(({ offset }) => offset > 0).map((end) => [end.partition, end.offset]))
  const specs = [...open.keys()].map((partition) => ({ topic: airports, partition }))
  if (specs.length === 0) return
  const consumer = client.consumer({ partitions: specs, from: 'earliest' })
  for await (const batch of consumer.batches()) {
    for (const { key, value } of batch) if (key !== null && value !== null) each(key, value)
    if (batch.nextOffset >= (open.get(batch.partition) ?? 0)) open.delete(batch.partition)
    if (open.size === 0) break
  }
  await consumer.close()
}

/** Of each origin the total that covers most. */
export async function readTotals(client: Client, partitions: readonly number[]): Promise<Map<string, Total>> {
  const totals = new Map<string, Total>()
  await readAirports(client, partitions, (origin, total) => {
    if (total.next >= (totals.get(origin)?.next ?? 0)) totals.set(origin, total)
  })
  return totals
}

/** What this process knows of one partition of `flights`. */
interface Held {
  readonly totals: Map<string, Total>
  /** The batch that belongs behind what is counted. Another one comes first when somebody else had the partition meanwhile. */
  next: number
}

async function countFlights(options: MemberOptions, stop: AbortSignal): Promise<object> {
  const client = connect({ brokers: [options.address], clientId: options.name })
  const producer = client.producer()
  const consumer = client.consumer({
    group: GROUP,
    topics: [flights],
    orElse: 'earliest',
    sessionTimeoutMs: 3_000,
  })
  const held = new Map<number, Held>()
  const sums = { counted: 0, skipped: 0 }
  try {
    for await (const batch of consumer.batches({ maxRecords: 500, signal: stop })) {
      let state = held.get(batch.partition)
      if (state?.next !== batch.firstOffset)
        state = { totals: await readTotals(client, [batch.partition]), next: batch.firstOffset }
      const changed = count(batch, state.totals, sums)
      held.set(batch.partition, { totals: state.totals, next: batch.nextOffset })
      if (changed.length > 0) await producer.sendBatch(airports, changed)
      if (sums.counted >= (options.dieAfterFlights ?? Number.POSITIVE_INFINITY))
        process.kill(process.pid, 'SIGKILL')
      await batch.commit().catch((error: Error & { code?: string }) => {
        // It is another member's by now: should it come back, the totals are read again.
        if (error.code !== 'PARTITION_NOT_OWNED' && error.code !== 'UNKNOWN_MEMBER') throw error
        held.delete(batch.partition)
      })
    }
  } catch (error) {
    if (!stop.aborted) throw error
  }
  await client.close()
  return sums
}

/** Adds what is not in the totals yet; answers the totals that changed. */
function count(
  batch: Batch<string, Flight>,
  totals: Map<string, Total>,
  sums: { counted: number; skipped: number },
): { key: string; value: Total }[] {
  const changed = new Map<string, Total>()
  for (const { key, value, offset } of batch) {
    if (key === null || value === null) continue
    const { next, count, delay } = totals.get(key) ?? { next: 0, count: 0, delay: 0 }
    if (offset < next) {
      sums.skipped += 1
      continue
    }
    const total = { next: offset + 1, count: count + 1, delay: delay + value.delay }
    sums.counted += 1
    totals.set(key, total)
    changed.set(key, total)
  }
  return [...changed].map(([key, value]) => ({ key, value }))
}

/** Runs as a program when it is one: prints what it counted when it is told to stop. */
async function main(): Promise<void> {
  const stopping = new AbortController()
  process.on('SIGTERM', () => stopping.abort())
  process.stdin.on('end', () => process.exit(1)).resume()
  const options = JSON.parse(process.argv[2] as string) as MemberOptions
  const result = await countFlights(options, stopping.signal)
  process.stdout.write(`${JSON.stringify(result)}\n`)
  if (process.stdout.writableLength > 0) await once(process.stdout, 'drain')
  process.exit(0)
}

if (process.argv[1] === import.meta.filename) await main()

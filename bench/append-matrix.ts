// How fast, how evenly and at what cost to the device a segment takes appends: {mmap with windows of 0, 256 KiB, 1 and
// 8 MiB, pwrite} x {sync per 64 KiB, per 1 MiB, never}. What docs/decisions/0001-append-window-and-mode.md stands on.
//   npx tsx bench/append-matrix.ts [--mib 32] [--batch-kib 64] [--rounds 3] [--directory DIR]
// A sync is waited for before the next append, so its cost is in MB/s. Device bytes are write_bytes of /proc/self/io: every
// page that became dirty, the populated ones too; the journal is not in it. Rounds interleave; medians are shown.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  AppendFact,
  type AppendMode,
  crc32c,
  createEngine,
  type Engine,
  SegmentEvent,
  Verdict,
} from '../native/index.ts'

interface Way {
  name: string
  mode: AppendMode
  windowBytes: number
}

interface Result {
  megabytesPerSecond: number
  p50Us: number
  p99Us: number
  mostUs: number
  deviceRatio: number
}

const KIB = 1024
const MIB = 1024 * KIB
const WAYS: Way[] = [
  ...[0, 256 * KIB, MIB, 8 * MIB].map((windowBytes) => ({
    name: `mmap ${windowBytes / KIB} KiB`,
    mode: 'mmap' as const,
    windowBytes,
  })),
  { name: 'pwrite', mode: 'pwrite', windowBytes: 0 },
]
const CADENCES = [
  { name: '64 KiB', bytes: 64 * KIB },
  { name: '1 MiB', bytes: MIB },
  { name: 'never', bytes: Number.POSITIVE_INFINITY },
]

function batchOf(totalBytes: number): Buffer {
  const batch = Buffer.alloc(totalBytes, 'sluice')
  batch.fill(0, 0, 61)
  batch.writeInt32BE(totalBytes - 12, 8)
  batch.writeInt8(2, 16)
  batch.writeBigInt64BE(-1n, 43)
  batch.writeInt16BE(-1, 51)
  batch.writeInt32BE(-1, 53)
  batch.writeInt32BE(1, 57)
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
  return batch
}

function writtenBytes(): number {
  return Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? Number.NaN)
}

/** Hands out promises for the next event of each kind; one segment at a time. */
class Events {
  #wake: (() => void) | undefined
  #seen = new Set<number>()
  tell(event: number): void {
    if (event === SegmentEvent.failed) throw new Error('the segment failed')
    this.#seen.add(event)
    this.#wake?.()
  }
  async next(event: number): Promise<void> {
    while (!this.#seen.delete(event)) await new Promise<void>((resolve) => (this.#wake = resolve))
  }
}

async function measure(
  engine: Engine,
  events: Events,
  path: string,
  way: Way,
  syncBytes: number,
  bytes: number,
  batch: Buffer,
): Promise<Result> {
  const segment = engine.createSegment({
    path,
    sizeBytes: bytes,
    mode: way.mode,
    windowBytes: way.windowBytes,
    stepFirstBytes: 256 * KIB,
    stepMostBytes: 16 * MIB,
  })
  await events.next(SegmentEvent.room)
  const facts = new Float64Array(AppendFact.width)
  const took: number[] = []
  const deviceBefore = writtenBytes()
  const start = performance.now()
  let synced = 0
  while (true) {
    const before = performance.now()
    const verdict = segment.append(batch, 0, batch.length, 0, 1, batch.length, facts)
    if (verdict === Verdict.full) break
    if (verdict === Verdict.later) {
      await events.next(SegmentEvent.room)
      continue
    }
    if (verdict !== Verdict.ok) throw new Error(`verdict ${verdict}`)
    took.push((performance.now() - before) * 1000)
    if (segment.position - synced >= syncBytes) {
      segment.sync(true)
      await events.next(SegmentEvent.synced)
      synced = segment.durablePosition
    } else if (took.length % 16 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const seconds = (performance.now() - start) / 1000
  segment.sync(true)
  await events.next(SegmentEvent.synced)
  const deviceRatio = (writtenBytes() - deviceBefore) / segment.position
  const megabytesPerSecond = segment.position / 1e6 / seconds
  segment.unlink()
  await events.next(SegmentEvent.unlinked)
  segment.close()
  took.sort((a, b) => a - b)
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))]
  return { megabytesPerSecond, p50Us: at(0.5), p99Us: at(0.99), mostUs: at(1), deviceRatio }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      mib: { type: 'string', default: '32' },
      'batch-kib': { type: 'string', default: '64' },
      rounds: { type: 'string', default: '3' },
      directory: { type: 'string', default: tmpdir() },
    },
  })
  const directory = mkdtempSync(join(values.directory, 'append-matrix-'))
  const events = new Events()
  const engine = createEngine({
    flushThreads: 1,
    coldThreads: 1,
    onSegmentEvent: (_, event) => events.tell(event),
  })
  const batch = batchOf(Number(values['batch-kib']) * KIB)
  const results = new Map<string, Result[]>()
  for (let round = 0; round < Number(values.rounds); round++)
    for (const cadence of CADENCES)
      for (const way of WAYS) {
        const name = `${way.name.padEnd(14)} ${cadence.name.padEnd(7)}`
        const result = await measure(
          engine,
          events,
          join(directory, 'log'),
          way,
          cadence.bytes,
          Number(values.mib) * MIB,
          batch,
        )
        results.set(name, [...(results.get(name) ?? []), result])
      }
  process.stdout.write('append         sync       MB/s   p50 µs   p99 µs   most µs   device/appended\n')
  for (const [name, rounds] of results) {
    const of = (pick: (result: Result) => number, digits: number, width: number) =>
      median(rounds.map(pick)).toFixed(digits).padStart(width)
    const columns = [
      name,
      of((r) => r.megabytesPerSecond, 0, 7),
      of((r) => r.p50Us, 1, 8),
      of((r) => r.p99Us, 1, 8),
      of((r) => r.mostUs, 0, 9),
      of((r) => r.deviceRatio, 2, 10),
    ]
    process.stdout.write(`${columns.join(' ')}\n`)
  }
  await engine.close()
  rmSync(directory, { recursive: true })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})

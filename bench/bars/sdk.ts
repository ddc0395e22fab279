// The SDK with records of 100 B: sendBatch and batches() through `sluice bench`, send and record iteration through
// bench/single.ts. Each is a process of its own, compiled, as a user would run it. Called by measurements.ts.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BenchResult } from '../index.ts'
import type { Growth } from '../growth/growth.ts'
import { rateRow } from './bars.ts'
import type { Row } from './bars.ts'

const unit = 'records/s'

export async function sdkBatches(growth: Growth, records: number): Promise<Row[]> {
  const produced = (durability: string) => sluiceBench(growth, 'produce', records, durability)
  return [
    rateRow(
      { key: 'produceRecordsPerSecond', title: 'SDK sendBatch, 100 B, memory', unit },
      await produced('memory'),
    ),
    rateRow(
      { key: 'produceDiskRecordsPerSecond', title: 'SDK sendBatch, 100 B, disk, acks=all', unit },
      await produced('disk'),
    ),
    rateRow(
      { key: 'consumeRecordsPerSecond', title: 'SDK batches(), 100 B, decoded', unit },
      await sluiceBench(growth, 'consume', records, 'memory'),
    ),
  ]
}

export async function sdkSingle(growth: Growth, records: number): Promise<Row[]> {
  const single = async (what: string) =>
    JSON.parse(
      await run(growth, 'bench/single.js', [what, String(records), String(growth.rounds)]),
    ) as number[]
  return [
    rateRow(
      { key: 'produceSingleSendPerSecond', title: 'SDK send, 100 B, memory', unit },
      await single('produce'),
    ),
    rateRow(
      { key: 'consumeSingleRecordsPerSecond', title: 'SDK for await of records, 100 B', unit },
      await single('consume'),
    ),
  ]
}

async function sluiceBench(
  growth: Growth,
  what: 'produce' | 'consume',
  records: number,
  durability: string,
): Promise<number[]> {
  const counts = ['--records', String(records), '--size', '100', '--rounds', String(growth.rounds)]
  const given = ['bench', what, ...counts, '--durability', durability, '-o', 'json']
  const result = JSON.parse(await run(growth, 'cli/main.js', given)) as BenchResult
  return result.rounds.map(({ recordsPerSecond }) => recordsPerSecond)
}

/** What the compiled file wrote to stdout. Told to stop by SIGTERM, so that it stops its broker. */
async function run(growth: Growth, file: string, given: readonly string[]): Promise<string> {
  const path = fileURLToPath(new URL(`../../dist/${file}`, import.meta.url))
  const { signal } = growth
  const child = spawn(process.execPath, [path, ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  })
  let out = ''
  let said = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  child.on('error', () => {}) // the signal; `close` comes all the same, unless there is no such program
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  signal.throwIfAborted()
  if (code !== 0) throw new Error(`${file} ${given.join(' ')}: ${said.trim()}`)
  growth.note(`${file} ${given.slice(0, 2).join(' ')} done`)
  return out
}

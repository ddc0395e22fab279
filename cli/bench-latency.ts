// `sluice bench latency`: records at a fixed rate through a broker of its own, and how long each was under way.
// The work is in bench/latency.ts. Called by bench.ts.
import { Option } from 'commander'
import type { Command } from 'commander'
import type { LatencyOptions, LatencyResult, LatencyRound, Spread } from '../bench/index.ts'
import { watchInterrupt } from './interrupt.ts'
import { addOutputOptions, checkColumns, printLines, printRows, tableOf } from './output.ts'
import type { OutputOptions } from './output.ts'
import { countingNumber } from './session.ts'
import { note } from './stdout.ts'
import type { Column } from './text-table.ts'

type Options = LatencyOptions & OutputOptions

const examples = `
Examples:
  sluice bench latency                            1,000 records/s of 100 B, acks=all, durability=disk, 5 rounds of 5 s
  sluice bench latency --durability memory --rate 10000
  sluice bench latency --transport unix -o json

From the time a record should have been sent to the time the consumer has it; both are in one process.
Each figure is the median of the rounds, with the smallest and the largest.`

export function addBenchLatency(bench: Command): void {
  const choice = (flags: string, text: string, choices: string[]) =>
    new Option(flags, text).choices(choices).default(choices[0])
  addOutputOptions(bench.command('latency'))
    .description('send to batches() at a fixed rate, in one process')
    .option('--rate <n>', 'records a second', countingNumber, 1_000)
    .option('--seconds <n>', 'a round', countingNumber, 5)
    .option('--size <bytes>', 'of a value, 8 or more', countingNumber, 100)
    .option('--rounds <n>', 'how many', countingNumber, 5)
    .addOption(choice('--acks <who>', 'wait for disk, log, nobody', ['all', 'leader', 'none']))
    .addOption(choice('--durability <how>', 'of the topic', ['disk', 'memory']))
    .addOption(choice('--transport <kind>', 'to the broker', ['tcp', 'unix']))
    .addHelpText('after', examples)
    .action(run)
}

async function run({ output, columns, headers, ...options }: Options): Promise<void> {
  await checkColumns(columns, [tableOf([], latencyColumns)])
  const { benchLatency } = await import('../bench/index.ts')
  const interrupt = watchInterrupt()
  try {
    const onRound = (number: number, round: LatencyRound) => note(`round ${number}: ${line(round)}`)
    await print(
      { output, columns, headers },
      await benchLatency(options, { onRound, signal: interrupt.signal }),
    )
  } catch (error) {
    if (interrupt.exit === undefined) throw error
    process.exitCode = interrupt.exit
  } finally {
    interrupt.release()
  }
}

function line({ p50Ms, p99Ms, p999Ms, maxMs }: LatencyRound): string {
  const of = (value: number) => value.toFixed(2)
  return `p50 ${of(p50Ms)} ms, p99 ${of(p99Ms)} ms, p99.9 ${of(p999Ms)} ms, max ${of(maxMs)} ms`
}

async function print(options: OutputOptions, result: LatencyResult): Promise<void> {
  if (options.output === 'ndjson') return printLines([result])
  const { p50Ms, p99Ms, p999Ms, maxMs } = result.spread
  const rows = [
    { measure: 'p50 ms', ...p50Ms },
    { measure: 'p99 ms', ...p99Ms },
    { measure: 'p99.9 ms', ...p999Ms },
    { measure: 'max ms', ...maxMs },
  ]
  return printRows(options, rows, latencyColumns, result)
}

const latencyColumns: readonly Column<Spread & { measure: string }>[] = [
  { header: 'LATENCY', cell: (row) => row.measure },
  { header: 'MEDIAN', cell: (row) => row.median.toFixed(2), right: true },
  { header: 'MIN', cell: (row) => row.min.toFixed(2), right: true },
  { header: 'MAX', cell: (row) => row.max.toFixed(2), right: true },
]

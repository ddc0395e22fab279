// `sluice bench produce|consume|latency`: measures this machine with a broker of its own. The work is in bench/.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { BenchOptions, BenchResult, Round, Spread } from '../bench/index.ts'
import { addBenchLatency } from './bench-latency.ts'
import { addBenchTransfer } from './bench-transfer.ts'
import { watchInterrupt } from './interrupt.ts'
import { addOutputOptions, checkColumns, printLines, printRows, tableOf } from './output.ts'
import type { OutputOptions } from './output.ts'
import { formatCount } from './progress.ts'
import { wholeNumber } from './session.ts'
import { note } from './stdout.ts'
import type { Column } from './text-table.ts'

type Options = BenchOptions & OutputOptions

const examples = `
Examples:
  sluice bench produce                            1,000,000 records of 100 B, acks=all, durability=disk, 5 rounds
  sluice bench produce --durability memory --compression lz4
  sluice bench consume --transport unix -o json

Starts a broker of its own on a free port, with its data in a temporary directory (TMPDIR chooses the disk).
Each figure is the median of the rounds, with the smallest and the largest. MB/s counts the bytes of values.`

export function addBench(program: Command): void {
  const bench = program
    .command('bench')
    .description('measure this machine: produce, consume, latency, transfer')
    .addHelpText('after', examples)
  const choice = (flags: string, text: string, choices: string[]) =>
    new Option(flags, text).choices(choices).default(choices[0])
  for (const name of ['produce', 'consume'] as const) {
    addOutputOptions(bench.command(name))
      .description(name === 'produce' ? 'sendBatch from one process' : 'batches() into one process')
      .option('--records <n>', 'a round', atLeastOne, 1_000_000)
      .option('--size <bytes>', 'of a value', atLeastOne, 100)
      .option('--batch-bytes <bytes>', 'of a batch', atLeastOne, 262_144)
      .option('--rounds <n>', 'how many', atLeastOne, 5)
      .addOption(choice('--acks <who>', 'produce: wait for disk, log, nobody', ['all', 'leader', 'none']))
      .addOption(choice('--durability <how>', 'of the topic', ['disk', 'memory']))
      .addOption(choice('--compression <codec>', 'of the batches', ['none', 'gzip', 'snappy', 'lz4', 'zstd']))
      .addOption(choice('--transport <kind>', 'to the broker', ['tcp', 'unix']))
      .addOption(choice('--append-mode <mode>', 'of the segments', ['auto', 'mmap', 'pwrite']))
      .addHelpText('after', examples)
      .action((options: Options) => run(name, options))
  }
  addBenchLatency(bench)
  addBenchTransfer(bench)
}

function atLeastOne(text: string): number {
  const value = wholeNumber(text)
  if (value < 1) throw new InvalidArgumentError('1 or more is wanted.')
  return value
}

async function run(name: 'produce' | 'consume', given: Options): Promise<void> {
  const { output, columns, headers, ...options } = given
  await checkColumns(columns, [tableOf([], columnsOf(name))])
  const { benchConsume, benchProduce } = await import('../bench/index.ts')
  const bench = name === 'produce' ? benchProduce : benchConsume
  const interrupt = watchInterrupt()
  try {
    const onRound = (number: number, round: Round) => note(`round ${number}: ${line(round)}`)
    await print({ output, columns, headers }, await bench(options, { onRound, signal: interrupt.signal }))
  } catch (error) {
    if (interrupt.exit === undefined) throw error
    process.exitCode = interrupt.exit
  } finally {
    interrupt.release()
  }
}

function line(round: Round): string {
  const rate = `${formatCount(round.recordsPerSecond)} records/s, ${round.megabytesPerSecond.toFixed(1)} MB/s`
  const cpu = `broker ${round.brokerCpuSecondsPerGib.toFixed(2)}, client ${round.clientCpuSecondsPerGib.toFixed(2)}`
  return `${rate}, CPU s/GiB: ${cpu}`
}

async function print(options: OutputOptions, result: BenchResult): Promise<void> {
  const spread = result.spread
  const row = (measure: string, { median, min, max }: Spread, digits: number) => ({
    measure,
    median,
    min,
    max,
    digits,
  })
  const rows = [
    row('records/s', spread.recordsPerSecond, 0),
    row('MB/s', spread.megabytesPerSecond, 1),
    row('broker CPU s/GiB', spread.brokerCpuSecondsPerGib, 2),
    row('client CPU s/GiB', spread.clientCpuSecondsPerGib, 2),
  ]
  if (options.output === 'ndjson') await printLines([result])
  else await printRows(options, rows, columnsOf(result.bench), result)
}

type Row = Spread & { measure: string; digits: number }

function columnsOf(bench: BenchResult['bench']): readonly Column<Row>[] {
  const figure = (pick: (one: Row) => number) => (one: Row) =>
    pick(one).toLocaleString('en-US', {
      minimumFractionDigits: one.digits,
      maximumFractionDigits: one.digits,
    })
  return [
    { header: bench.toUpperCase(), cell: (one) => one.measure },
    { header: 'MEDIAN', cell: figure((one) => one.median), right: true },
    { header: 'MIN', cell: figure((one) => one.min), right: true },
    { header: 'MAX', cell: figure((one) => one.max), right: true },
  ]
}

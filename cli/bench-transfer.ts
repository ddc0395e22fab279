// `sluice bench transfer`: every way that the kernel has to move a file, beside each other. The work is in bench/transfer.
// Called by bench.ts.
import { Option } from 'commander'
import type { Command } from 'commander'
import type { Spread, TransferOptions, TransferPlan, TransferResult, TransferRow } from '../bench/index.ts'
import { formatBytes, parseBytes } from '../protocol/units.ts'
import { watchInterrupt } from './interrupt.ts'
import { addOutputOptions, checkColumns, printRows, tableOf } from './output.ts'
import type { OutputOptions } from './output.ts'
import { countingNumber } from './session.ts'
import { note } from './stdout.ts'
import type { Column } from './text-table.ts'

interface Options extends OutputOptions {
  size: string
  chunk: string[]
  rounds: number
  transport: TransferOptions['transport']
  method?: string[]
  minutes: number
}

const examples = `
Examples:
  sluice bench transfer                                        every method, 1 GiB, five chunk sizes, 5 rounds
  sluice bench transfer --method sendfile,read-write --chunk 16KiB
  sluice bench transfer --method file-to-socket --transport unix -o json

Moves a file that is in the page cache; the other end reads and checksums every byte. File and copies are in a temporary
directory (TMPDIR chooses the disk). Each figure is the median of the rounds, with the smallest and the largest; costs are those
of the process that runs the method, per GiB. A method that this kernel refuses says so in its row.`

export function addBenchTransfer(bench: Command): void {
  addOutputOptions(bench.command('transfer'))
    .description('every way to move the bytes of a file')
    .option('--size <bytes>', 'of the file', '1GiB')
    .option('--chunk <bytes,…>', 'moved at a time', words, ['4KiB', '16KiB', '64KiB', '256KiB', '1MiB'])
    .option('--rounds <n>', 'how many', countingNumber, 5)
    .addOption(
      new Option('--transport <kind>', 'of the sockets').choices(['both', 'tcp', 'unix']).default('both'),
    )
    .option('--method <name,…>', 'methods or directions; all when not given', words)
    .option('--minutes <n>', 'begin nothing later than this', countingNumber, 30)
    .addHelpText('after', examples)
    .action(run)
}

function words(text: string): string[] {
  return text.split(',').map((word) => word.trim())
}

async function run({
  size,
  chunk,
  rounds,
  transport,
  method = [],
  minutes,
  ...printed
}: Options): Promise<void> {
  await checkColumns(printed.columns, [tableOf([], columns())])
  const { benchTransfer } = await import('../bench/index.ts')
  const options: TransferOptions = {
    sizeBytes: parseBytes(size),
    chunkBytes: chunk.map(parseBytes),
    rounds,
    transport,
    methods: method,
    limitMs: minutes * 60_000,
  }
  const interrupt = watchInterrupt()
  try {
    const watch = { ...watchOf(options), signal: interrupt.signal }
    await print(printed, await benchTransfer(options, watch))
  } catch (error) {
    if (interrupt.exit === undefined) throw error
    process.exitCode = interrupt.exit
  } finally {
    interrupt.release()
  }
}

/** What is told on stderr: the plan, each round, and on a terminal each run. */
function watchOf({ rounds, sizeBytes }: TransferOptions) {
  return {
    onPlan: ({ rows, runs, limitMs, guessMs }: TransferPlan) =>
      note(
        `${rows} rows, ${rounds} rounds: ${runs} runs of ${formatBytes(sizeBytes)}, ` +
          `about ${duration(guessMs)}, at most ${duration(limitMs)}`,
      ),
    onRun: (round: number, number: number, runs: number) => {
      if (process.stderr.isTTY && !process.env.CI)
        process.stderr.write(
          number === runs ? '\r\x1b[K' : `\r\x1b[Kround ${round}: run ${number} of ${runs}`,
        )
    },
    onRound: (round: number, tookMs: number) => {
      const left = round < rounds ? `, about ${duration((rounds - round) * tookMs)} left` : ''
      note(`round ${round} of ${rounds}: ${duration(tookMs)}${left}`)
    },
  }
}

function duration(ms: number): string {
  return ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`
}

async function print(options: OutputOptions, result: TransferResult): Promise<void> {
  const { rounds } = result.options
  if (result.rounds < rounds) note(`the time was up after ${result.rounds} of ${rounds} rounds`)
  await printRows(options, result.rows, columns(), result)
}

function columns(): Column<TransferRow>[] {
  type Figures = NonNullable<TransferRow['figures']>
  const figure = (
    header: string,
    digits: number,
    value: (figures: Figures) => number,
  ): Column<TransferRow> => ({
    header,
    right: true,
    cell: ({ figures }) => {
      if (figures === undefined) return ''
      const format = { minimumFractionDigits: digits, maximumFractionDigits: digits }
      return value(figures).toLocaleString('en-US', format)
    },
  })
  const cost = (header: string, digits: number, name: keyof Figures['moverPerGib']) =>
    figure(header, digits, (figures) => figures.moverPerGib[name].median)
  const rate = (header: string, name: keyof Spread) =>
    figure(header, 2, (figures) => figures.gigabytesPerSecond[name])
  return [
    { header: 'METHOD', cell: (row) => row.method },
    { header: 'OVER', cell: (row) => row.transport },
    { header: 'CHUNK', cell: (row) => formatBytes(row.chunkBytes), right: true },
    rate('GB/S', 'median'),
    rate('MIN', 'min'),
    rate('MAX', 'max'),
    cost('USER S', 2, 'userSeconds'),
    cost('SYSTEM S', 2, 'systemSeconds'),
    figure('OTHER END S', 2, (figures) => figures.peersCpuSecondsPerGib.median),
    cost('VOLUNTARY', 0, 'voluntarySwitches'),
    cost('INVOLUNTARY', 0, 'involuntarySwitches'),
    cost('CALLS', 0, 'systemCalls'),
    cost('MINOR', 0, 'minorFaults'),
    cost('MAJOR', 0, 'majorFaults'),
    { header: 'REMARK', cell: remark },
  ]
}

function remark({ refused, figures }: TransferRow): string {
  if (refused !== undefined) return `refused: ${refused}`
  const { sends, sendsCopiedByKernel } = figures?.facts ?? {}
  return sends === undefined ? '' : `the kernel copied ${sendsCopiedByKernel} of ${sends} sends`
}

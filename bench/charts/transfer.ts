// The charts and tables of docs/transfer.md, from what `sluice bench transfer -o json` printed. Called by main.ts.
import type { TransferFigures, TransferResult, TransferRow } from '../transfer/options.ts'
import { barChart, lineChart } from './chart.ts'
import { bytesText, markdownTable, number, spreadText } from './page.ts'
import type { Drawing, Page } from './page.ts'

export const transferPage: Page = {
  name: 'transfer',
  draw: (result) => draw(result as TransferResult),
}

interface Measured extends TransferRow {
  figures: TransferFigures
}

/** Where a chart or a table shows one chunk size only. */
const usualChunkBytes = 64 * 1024

/** As the field quotes them for 1 GiB; machine, chunk size and transport are not told with them. */
const published: readonly { method: string; megabytesPerSecond: number; cpuPercent?: number }[] = [
  { method: 'read-write', megabytesPerSecond: 434, cpuPercent: 85 },
  { method: 'mmap-write', megabytesPerSecond: 909 },
  { method: 'sendfile', megabytesPerSecond: 1250, cpuPercent: 15 },
  { method: 'splice', megabytesPerSecond: 1428, cpuPercent: 12 },
  { method: 'uring-splice', megabytesPerSecond: 2000, cpuPercent: 8 },
]

async function draw(result: TransferResult): Promise<Drawing> {
  const rows = result.rows.filter((row): row is Measured => row.figures !== undefined)
  const chunk = nearestChunk(result.options.chunkBytes)
  const at = (direction: string) =>
    rows.filter((row) => row.direction === direction && row.chunkBytes === chunk)
  const bars = (direction: string, value: (row: Measured) => { median: number; min: number; max: number }) =>
    at(direction).map((row) => {
      const { median, min, max } = value(row)
      return { name: row.title, group: row.transport, value: median, min, max }
    })
  const rate = (row: Measured) => row.figures.gigabytesPerSecond
  const chunks = `chunks of ${bytesText(chunk)}`
  return {
    charts: {
      'transfer-file-to-socket.svg': await barChart({
        title: `From file to socket, ${chunks}`,
        unit: 'GB/s',
        bars: bars('file-to-socket', rate),
      }),
      'transfer-file-to-socket-cpu.svg': await barChart({
        title: `From file to socket, ${chunks}: CPU of the sender`,
        unit: 'CPU seconds per GiB',
        bars: bars('file-to-socket', (row) => row.figures.moverCpuSecondsPerGib),
      }),
      'transfer-socket-to-file.svg': await barChart({
        title: `From socket to file, ${chunks}`,
        unit: 'GB/s',
        bars: bars('socket-to-file', rate),
      }),
      'transfer-chunk-size.svg': await byChunkSize('From file to TCP socket', rows, unframed),
      'transfer-header.svg': await byChunkSize(
        'From file to TCP socket, each chunk behind a header',
        rows,
        framed,
      ),
    },
    tables: tablesOf(result, rows, chunk),
  }
}

const unframed = published.map((one) => one.method)
const framed = ['read-write-header', 'sendfile-header', 'sendfile-more', 'sendfile-cork']

function byChunkSize(title: string, rows: readonly Measured[], methods: readonly string[]): Promise<string> {
  const series = methods.map((method) => curve(rows, method)).filter((one) => one.points.length > 0)
  return lineChart({ title, xTitle: 'chunk', yTitle: 'GB/s', xLog: true, xUnit: 'bytes', series })
}

function nearestChunk(sizes: readonly number[]): number {
  const distance = (size: number) => Math.abs(Math.log2(size / usualChunkBytes))
  return [...sizes].sort((one, other) => distance(one) - distance(other))[0]!
}

function curve(rows: readonly Measured[], method: string) {
  const own = rows.filter((row) => row.method === method && row.transport === 'tcp')
  const points = own.map(({ chunkBytes, figures: { gigabytesPerSecond } }) => ({
    x: chunkBytes,
    y: gigabytesPerSecond.median,
    min: gigabytesPerSecond.min,
    max: gigabytesPerSecond.max,
  }))
  return { name: own[0]?.title ?? method, points: points.sort((one, other) => one.x - other.x) }
}

function tablesOf(result: TransferResult, rows: readonly Measured[], chunk: number): Record<string, string> {
  const tables: Record<string, string> = {
    machine: machineText(result),
    published: publishedTable(rows, chunk),
    everything: markdownTable(fullColumns, result.rows.map(fullCells)),
  }
  for (const direction of new Set(result.rows.map((row) => row.direction))) {
    const own = result.rows.filter((row) => row.direction === direction)
    tables[`${direction} speed`] = speedTable(own, result.options.chunkBytes)
    tables[`${direction} cost`] = costTable(own.filter((row) => row.chunkBytes === chunk))
  }
  return tables
}

function machineText({ machine, options, rounds }: TransferResult): string {
  const { cores, cpu, memoryBytes, kernel, fileSystem } = machine
  return (
    `Measured on ${cores} cores of ${cpu}, ${bytesText(memoryBytes)} of memory, Linux ${kernel}, ${fileSystem}. ` +
    `A file of ${bytesText(options.sizeBytes)}, ${rounds} rounds; median (smallest–largest).`
  )
}

function publishedTable(rows: readonly Measured[], chunk: number): string {
  const ours = (method: string, transport: string) =>
    rows.find((row) => row.method === method && row.transport === transport && row.chunkBytes === chunk)
  const megabytes = (row?: Measured) =>
    row === undefined ? '' : number(row.figures.gigabytesPerSecond.median * 1000, 0)
  const percent = (row?: Measured) =>
    row === undefined ? '' : `${number(row.figures.moverCpuPercent.median, 0)} %`
  const lines = published.map(({ method, megabytesPerSecond, cpuPercent }) => {
    const tcp = ours(method, 'tcp')
    const unix = ours(method, 'unix')
    return [
      (tcp ?? unix)?.title ?? method,
      number(megabytesPerSecond, 0),
      cpuPercent === undefined ? '–' : `${cpuPercent} %`,
      megabytes(tcp),
      percent(tcp),
      megabytes(unix),
      percent(unix),
    ]
  })
  const columns = ['method', 'published MB/s', 'CPU', 'here, TCP MB/s', 'CPU', 'here, Unix MB/s', 'CPU']
  return markdownTable(columns, lines)
}

/** One line a method and transport, one column a chunk size. */
function speedTable(rows: readonly TransferRow[], chunks: readonly number[]): string {
  const lines = rows
    .filter((row) => row.chunkBytes === chunks[0])
    .map((first) => {
      const own = rows.filter((row) => row.method === first.method && row.transport === first.transport)
      const cells = chunks.map((bytes) => shortRateText(own.find((row) => row.chunkBytes === bytes)))
      return [first.title, first.transport, ...cells]
    })
  return markdownTable(['GB/s', 'over', ...chunks.map(bytesText)], lines)
}

function rateText(row?: TransferRow): string {
  if (row?.figures !== undefined) return spreadText(row.figures.gigabytesPerSecond, 2)
  return row?.refused === undefined ? '' : `refused: ${row.refused}`
}

/** Of a refusal the errno alone. */
function shortRateText(row?: TransferRow): string {
  return row?.refused === undefined ? rateText(row) : row.refused.replace(/:.*/, '')
}

const costColumns = [
  'CPU s',
  'user',
  'system',
  'other end',
  'voluntary switches',
  'involuntary',
  'system calls',
  'minor faults',
  'major',
]

function costCells({ figures }: TransferRow): string[] {
  if (figures === undefined) return costColumns.map(() => '')
  const { moverPerGib: cost, moverCpuSecondsPerGib, peersCpuSecondsPerGib } = figures
  const counts = [
    cost.voluntarySwitches,
    cost.involuntarySwitches,
    cost.systemCalls,
    cost.minorFaults,
    cost.majorFaults,
  ]
  return [
    spreadText(moverCpuSecondsPerGib, 2),
    number(cost.userSeconds.median, 2),
    number(cost.systemSeconds.median, 2),
    number(peersCpuSecondsPerGib.median, 2),
    ...counts.map(({ median }) => number(median, 0)),
  ]
}

function costTable(rows: readonly TransferRow[]): string {
  const lines = rows
    .filter((row) => row.figures !== undefined)
    .map((row) => [row.title, row.transport, ...costCells(row)])
  return markdownTable(['per GiB', 'over', ...costColumns], lines)
}

const fullColumns = ['method', 'over', 'chunk', 'GB/s', ...costColumns]

function fullCells(row: TransferRow): string[] {
  return [`\`${row.method}\``, row.transport, bytesText(row.chunkBytes), rateText(row), ...costCells(row)]
}

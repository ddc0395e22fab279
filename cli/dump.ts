// `sluice dump SEGMENT`: the batches of one segment file, with --records their records, and where the file is torn.
// Reads the file itself, so that it works without a broker and on a copy.
import type { Command } from 'commander'
import { exitCode } from './failure.ts'
import { addOutputOptions, printBlocks, printLines, tableOf } from './output.ts'
import type { OutputOptions } from './output.ts'
import type { FileEnd, FoundBatch, SegmentFile } from './segment-file.ts'
import { showBytes } from './shown-bytes.ts'
import { note, writeStdout } from './stdout.ts'
import type { Column } from './text-table.ts'

const examples = `
Examples:
  sluice dump data/logs/<topic id>/0/00000000000000000000.log
  sluice dump 00000000000000000000.log --records -o ndjson

Exit code 1 when the file is torn: something that is neither a whole, valid batch nor reserved space.`

/** Rows are printed in runs of so many, so that a large file streams. */
const rowsPerRun = 1000

interface BatchRow {
  position: number
  bytes: number
  baseOffset: number
  lastOffset: number
  records: number
  codec: string
  leaderEpoch: number
  producerId: number
  producerEpoch: number
  baseSequence: number
  baseTimestampMs: number
  maxTimestampMs: number
  crc: string
}

type DumpOptions = OutputOptions & { records?: boolean }

interface RecordRow {
  offset: number
  timestampMs: number
  key?: string | null
  keyBase64?: string
  value?: string | null
  valueBase64?: string
  headers: number
}

export function addDump(program: Command): void {
  addOutputOptions(program.command('dump'))
    .description('show the batches and records of a segment file')
    .argument('<segment>')
    .option('--records', 'the records, too')
    .addHelpText('after', examples)
    .action(dump)
}

async function dump(path: string, options: DumpOptions): Promise<void> {
  const { SegmentFile: Reader } = await import('./segment-file.ts')
  const file = await Reader.open(path)
  try {
    if (options.output === 'json') await dumpDocument(file, options)
    else await dumpLines(file, options)
    reportEnd(file)
  } finally {
    await file.close()
  }
}

async function dumpDocument(file: SegmentFile, options: DumpOptions): Promise<void> {
  await writeStdout('{"batches":[')
  let between = '\n'
  for await (const batch of file.batches()) {
    const row = options.records
      ? { ...batchRow(batch), recordList: await recordRows(batch) }
      : batchRow(batch)
    await writeStdout(`${between}${JSON.stringify(row)}`)
    between = ',\n'
  }
  await writeStdout(`\n],"end":${JSON.stringify(file.end)}}\n`)
}

async function dumpLines(file: SegmentFile, options: DumpOptions): Promise<void> {
  let run: BatchRow[] = []
  for await (const batch of file.batches()) {
    run.push(batchRow(batch))
    if (options.records) await printRun(options, run, await recordRows(batch))
    else if (run.length >= rowsPerRun) await printRun(options, run)
    else continue
    run = []
  }
  if (run.length > 0) await printRun(options, run)
}

async function printRun(options: DumpOptions, batches: BatchRow[], records?: RecordRow[]): Promise<void> {
  if (options.output === 'ndjson') return printLines([...batches, ...(records ?? [])])
  const tables = [tableOf(batches, batchColumns), ...(records ? [tableOf(records, recordColumns)] : [])]
  return printBlocks(options, tables, '')
}

function reportEnd(file: SegmentFile): void {
  const end = file.end as FileEnd
  if (end.kind === 'zeros')
    note(`${end.bytes} bytes of reserved space behind the last batch, from byte ${end.position}`)
  if (end.kind !== 'torn') return
  note(`torn at byte ${end.position}: ${end.reason}; ${end.bytes} bytes from there to the end of the file`)
  process.exitCode = exitCode.failed
}

const codecNames = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

function batchRow({ header, position }: FoundBatch): BatchRow {
  return {
    position,
    bytes: header.bytes,
    baseOffset: header.baseOffset,
    lastOffset: header.lastOffset,
    records: header.recordsCount,
    codec: codecNames[header.codec] ?? String(header.codec),
    leaderEpoch: header.leaderEpoch,
    producerId: header.producerId,
    producerEpoch: header.producerEpoch,
    baseSequence: header.baseSequence,
    baseTimestampMs: header.baseTimestamp,
    maxTimestampMs: header.maxTimestamp,
    crc: header.crc.toString(16).padStart(8, '0'),
  }
}

const batchColumns: readonly Column<BatchRow>[] = [
  { header: 'POSITION', cell: (row) => row.position, right: true },
  { header: 'BYTES', cell: (row) => row.bytes, right: true },
  { header: 'OFFSETS', cell: (row) => `${row.baseOffset}–${row.lastOffset}` },
  { header: 'RECORDS', cell: (row) => row.records, right: true },
  { header: 'CODEC', cell: (row) => row.codec },
  { header: 'EPOCH', cell: (row) => row.leaderEpoch, right: true },
  {
    header: 'PRODUCER',
    cell: (row) => (row.producerId < 0 ? '-' : `${row.producerId}/${row.producerEpoch}/${row.baseSequence}`),
  },
  {
    header: 'NEWEST',
    cell: (row) => (row.maxTimestampMs < 0 ? '-' : new Date(row.maxTimestampMs).toISOString()),
  },
  { header: 'CRC', cell: (row) => row.crc },
]

async function recordRows(batch: FoundBatch): Promise<RecordRow[]> {
  const { decodeBatch } = await import('../protocol/batch.ts')
  return decodeBatch(batch.bytes, batch.header.position).map((record) => {
    const row: Record<string, unknown> = { offset: record.offset, timestampMs: record.timestamp }
    showBytes(row, 'key', record.key)
    showBytes(row, 'value', record.value)
    row.headers = record.headers.length
    return row as unknown as RecordRow
  })
}

const cellLength = 60

function clipped(text: string | null | undefined, base64: string | undefined): string {
  if (text == null) return base64 === undefined ? '(none)' : `base64:${base64}`.slice(0, cellLength)
  const line = JSON.stringify(text).slice(1, -1)
  return line.length > cellLength ? `${line.slice(0, cellLength - 1)}…` : line
}

const recordColumns: readonly Column<RecordRow>[] = [
  { header: '  OFFSET', cell: (row) => row.offset, right: true },
  { header: 'TIME', cell: (row) => new Date(row.timestampMs).toISOString() },
  { header: 'KEY', cell: (row) => clipped(row.key, row.keyBase64) },
  { header: 'VALUE', cell: (row) => clipped(row.value, row.valueBase64) },
  { header: 'HEADERS', cell: (row) => row.headers, right: true },
]

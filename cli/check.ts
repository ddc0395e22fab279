// `sluice check DATA-DIR`: deep check of a stopped broker's directory. What is checked is decided in storage/check.ts.
import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import type { CheckReport } from '../storage/check.ts'
import { exitCode } from './failure.ts'
import { addOutputOptions, checkColumns, printRows, tableOf } from './output.ts'
import type { OutputOptions } from './output.ts'
import { formatBytes } from './progress.ts'
import { note } from './stdout.ts'
import type { Column } from './text-table.ts'

const examples = `
Example:
  sluice check ./data

Reads every segment and index of a broker that is stopped, and changes nothing.
Exit code 0: all is well; 1: there are findings, or the directory cannot be read.`

export function addCheck(program: Command): void {
  addOutputOptions(program.command('check'))
    .description("check a stopped broker's data directory")
    .argument('<data-dir>')
    .addHelpText('after', examples)
    .action(check)
}

/** The store's errors speak to brokers: here nobody wants another directory. */
async function walk(directory: string): Promise<CheckReport> {
  if (!existsSync(directory)) {
    throw new SluiceError('FILE_NOT_FOUND', `there is no directory ${directory}`)
  }
  const { checkDirectory } = await import('../storage/check.ts')
  try {
    return await checkDirectory(directory)
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'DATA_DIR_LOCKED') throw error
    throw new SluiceError('DATA_DIR_LOCKED', `a running broker uses ${directory}`, {
      hint: 'stop the broker first; check reads what a stopped one left',
      cause: error,
    })
  }
}

async function check(directory: string, options: OutputOptions): Promise<void> {
  const report = await walk(directory)
  const rows = [
    ...report.findings.map((one) => ({ kind: 'DAMAGE', ...one })),
    ...report.notes.map((one) => ({ kind: 'note', ...one })),
  ]
  type Row = (typeof rows)[number]
  const columns: Column<Row>[] = [
    { header: 'KIND', cell: (row) => row.kind },
    { header: 'LOG', cell: (row) => row.log || '-' },
    { header: 'POSITION', cell: (row) => row.position, right: true },
    { header: 'OFFSET', cell: (row) => (row.offset < 0 ? '-' : row.offset), right: true },
    { header: 'WHAT', cell: (row) => row.what },
    { header: 'PATH', cell: (row) => row.path },
  ]
  await checkColumns(options.columns, [tableOf(rows, columns)])
  if (options.output !== 'table' || rows.length > 0) await printRows(options, rows, columns, report)
  if (report.findings.length > 0) process.exitCode = exitCode.failed
  const read = `${report.topics} topics, ${report.logs} logs, ${report.segments} segments, ${report.batches} batches`
  const verdict = report.findings.length === 0 ? 'no damage' : `${report.findings.length} findings`
  note(`${verdict} in ${read}, ${formatBytes(report.bytes)}`)
}

// What reading commands print: rows as a table for people, as JSON or as one JSON object a line for programs.
// Called by topic.ts, check.ts, dump.ts and bench.ts. JSON keys carry units and never change their meaning.
import { Option } from 'commander'
import { writeStdout } from './stdout.ts'

const outputNames = ['table', 'json', 'ndjson'] as const
export type OutputName = (typeof outputNames)[number]

export interface Column<Row> {
  header: string
  cell: (row: Row) => string | number
  right?: boolean
}

export function outputOption(): Option {
  return new Option('-o, --output <format>', 'how to print').choices(outputNames).default('table')
}

/** `rows` for tables and ndjson; `whole` is the JSON document, where that is more than the list of rows. */
export async function printRows<Row>(
  output: OutputName,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  whole: unknown = rows,
): Promise<void> {
  if (output === 'json') return writeStdout(`${JSON.stringify(whole, null, 2)}\n`)
  if (output === 'ndjson') return writeStdout(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return writeStdout(await tableText(rows, columns))
}

/** One object: as JSON, or as `name  value` lines. */
export async function printFacts(output: OutputName, facts: Record<string, unknown>): Promise<void> {
  if (output === 'json') return writeStdout(`${JSON.stringify(facts, null, 2)}\n`)
  if (output === 'ndjson') return writeStdout(`${JSON.stringify(facts)}\n`)
  const width = Math.max(0, ...Object.keys(facts).map((name) => name.length))
  const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(width)}  ${String(value)}\n`)
  return writeStdout(lines.join(''))
}

/** Columns under upper-case headers, no borders, so that grep, awk and cut can read it too. */
export async function tableText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Promise<string> {
  const { getBorderCharacters, table } = await import('table')
  const lines = [
    columns.map((column) => column.header),
    ...rows.map((row) => columns.map((column) => String(column.cell(row)))),
  ]
  const text = table(lines, {
    border: getBorderCharacters('void'),
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
    columns: columns.map((column) => ({ alignment: column.right ? ('right' as const) : ('left' as const) })),
    drawHorizontalLine: () => false,
  })
  return text.replace(/ +$/gm, '')
}

// What reading commands print and how they are asked for it: rows as a table for people, as JSON or as one JSON object a line for
// programs. Called by every command that reads; test/e2e/output.test.ts holds all of them to this.
// Invariants: only data goes to stdout; colours and a width only where stdout is a terminal, and no colours where NO_COLOR is
// set to anything; JSON keys carry units and never change their meaning.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { SluiceError } from '../protocol/errors.ts'
import { writeStdout } from './stdout.ts'
import { columnName, cutText, tableText } from './text-table.ts'
import type { Column, TableLook } from './text-table.ts'

export interface OutputOptions {
  output: string
  /** Names of columns; undefined: as the command has them. */
  columns?: string[]
  headers: boolean
}

const formats = ['table', 'json', 'ndjson'] as const
const tableFormats: ReadonlySet<string> = new Set(['table', 'wide'])
/** Lines are put together in runs of so much, so that a long answer is never one string. */
const charactersPerRun = 256 * 1024

/** Registers -o, --columns and --no-headers. The first format is the default. */
export function addOutputOptions(command: Command, names: readonly string[] = formats): Command {
  return command
    .addOption(new Option('-o, --output <format>', 'how to print').choices(names).default(names[0]))
    .option('--columns <names>', 'of a table: these, in this order, like a,b', commaSeparated)
    .option('--no-headers', 'of a table: rows alone, no headers and no totals')
    .hook('preAction', refuseColumns)
}

/** For option values like a,b. */
export function commaSeparated(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes(''))
    throw new InvalidArgumentError('names with commas between them are wanted, like a,b.')
  return names
}

/** How stdout wants its tables. */
export function stdoutLook(): TableLook {
  const { isTTY, columns } = process.stdout
  return {
    widthColumns: isTTY && columns > 0 ? columns : undefined,
    colours: isTTY && process.stdout.hasColors(colourEnvironment()),
  }
}

/** An empty NO_COLOR wishes for nothing (no-color.org); to some versions of Node it does. */
function colourEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: noColour, ...others } = process.env
  return noColour === '' ? others : process.env
}

/** `rows` for tables and ndjson; `whole` is the JSON document, where that is more than the list of rows. */
export async function printRows<Row>(
  options: OutputOptions,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  whole: unknown = rows,
): Promise<void> {
  if (options.output === 'json') return printDocument(options, whole)
  if (options.output === 'ndjson') return printLines(rows)
  return printBlocks(options, [tableOf(rows, columns)])
}

/** One object: as JSON, or a row for each of its fields. */
export async function printFacts(options: OutputOptions, facts: Facts): Promise<void> {
  if (options.output !== 'table') return printDocument(options, facts)
  return printBlocks(options, [tableOf(Object.entries(facts), factColumns)])
}

type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

const factColumns: readonly Column<[string, Facts[string]]>[] = [
  { header: 'FIELD', cell: ([name]) => name },
  { header: 'VALUE', cell: ([, value]) => String(value ?? '-') },
]

/** One object, as JSON. */
export async function printDocument(options: OutputOptions, whole: unknown): Promise<void> {
  const indent = options.output === 'ndjson' ? undefined : 2
  return writeStdout(`${JSON.stringify(whole, null, indent)}\n`)
}

/** A document whose rows are many: `head`'s members, then `rows`, a line each. */
export async function printRowsDocument(
  head: object,
  rows: Iterable<unknown>,
  tail: object = {},
): Promise<void> {
  const inner = (part: object) => JSON.stringify(part, null, 2).slice(1, -2).trimEnd()
  await writeStdout(`{${inner(head)},\n  "rows": [`)
  let between = '\n    '
  let text = ''
  for (const row of rows) {
    text += between + JSON.stringify(row)
    between = ',\n    '
    if (text.length < charactersPerRun) continue
    await writeStdout(text)
    text = ''
  }
  const after = Object.keys(tail).length === 0 ? '' : `,${inner(tail)}`
  await writeStdout(`${text}\n  ]${after}\n}\n`)
}

/** One JSON object a line. */
export async function printLines(rows: Iterable<unknown>): Promise<void> {
  let text = ''
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`
    if (text.length < charactersPerRun) continue
    await writeStdout(text)
    text = ''
  }
  await writeStdout(text)
}

/** A table whose rows are known, waiting to be told its columns and how it shall look. */
export interface TableBlock {
  readonly names: readonly string[]
  has(name: string): boolean
  text(look: TableLook, names: readonly string[] | undefined): string
}

/** `more` are columns that are shown where they are asked for. */
export function tableOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  more: readonly Column<Row>[] = [],
): TableBlock {
  const known = [...columns, ...more]
  const find = (name: string) => known.find((column) => isCalled(column, name))
  return {
    names: known.map(columnName),
    has: (name) => find(name) !== undefined,
    text: (look, names) => tableText(rows, names?.flatMap((name) => find(name) ?? []) ?? columns, look),
  }
}

function isCalled<Row>(column: Column<Row>, name: string): boolean {
  const wanted = name.toLowerCase()
  return columnName(column) === wanted || column.header.trim().toLowerCase() === wanted
}

/**
 * Tables and the lines of text between them. Where columns were named, tables with one of them alone; without headers, tables
 * alone. INVALID_OPTION for a column that none of them has.
 */
export async function printBlocks(
  { columns: names, headers }: OutputOptions,
  blocks: readonly (string | TableBlock)[],
  glue = '\n',
): Promise<void> {
  const tables = blocks.filter((block) => typeof block !== 'string')
  await checkColumns(names, tables)
  const named = names && tables.filter((table) => names.some((name) => table.has(name)))
  const look = { ...stdoutLook(), headers }
  const texts = (named ?? (headers ? blocks : tables)).map((block) =>
    typeof block === 'string' ? cutLines(block, look) : block.text(look, names),
  )
  return writeStdout(texts.join(glue))
}

function cutLines(text: string, { widthColumns }: TableLook): string {
  if (widthColumns === undefined) return text
  return text.replaceAll(/.+/g, (line) => cutText(line, widthColumns))
}

/** For commands that take long before they print. INVALID_OPTION. */
export async function checkColumns(
  names: readonly string[] = [],
  tables: readonly TableBlock[],
): Promise<void> {
  for (const name of names)
    if (!tables.some((table) => table.has(name))) throw await unknownColumn(name, tables)
}

async function unknownColumn(name: string, tables: readonly TableBlock[]): Promise<SluiceError> {
  const { nearest } = await import('../client/options.ts')
  const names = [...new Set(tables.flatMap((table) => table.names))]
  const guess = nearest(name, names)
  const hint = `columns: ${names.join(', ')}`
  return new SluiceError('INVALID_OPTION', `there is no column '${name}'`, {
    hint: guess === undefined ? hint : `did you mean ${guess}? ${hint}`,
  })
}

/** Before anything was asked or measured. */
function refuseColumns(command: Command): void {
  const { columns, output } = command.opts<OutputOptions>()
  if (columns === undefined || tableFormats.has(output)) return
  throw new SluiceError('INVALID_OPTION', `--columns is for tables, and -o ${output} has every field`, {
    hint: 'leave out --columns or -o; a field of JSON is picked with jq, say',
  })
}

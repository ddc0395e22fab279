// Rows as a table of plain text: columns under upper-case headers, no borders, so that grep, awk and cut can read it too.
// Called by output.ts, group-tables.ts, topic.ts, dump.ts and the live view. Pure: width and colours are arguments.
// Invariants: a cell is one line of printable characters, whatever a name or a client's id held; no line is wider than the
// width asked for; what was cut ends in "…", and so does a line that lacks columns; numbers are there whole or not at all.
// The package `table` took 2 s for 10,000 rows of 14 columns; the live view draws that many every two seconds.
import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

export interface Column<Row> {
  header: string
  /** For --columns; default: the header in small letters, "-" for a blank. */
  name?: string
  cell: (row: Row) => string | number
  /** Numbers stand at the right and are not cut. */
  right?: boolean
  /** Text is not cut to less than this: columns at its right are left out before; default: 8. */
  least?: number
  /** Where colours are: how this cell looks. */
  style?: (row: Row) => Style | undefined
}

/** How a table is drawn; without any of it: as into a file. */
export interface TableLook {
  /** Default: true. */
  headers?: boolean
  /** Of the terminal, in characters; undefined: as wide as it gets. */
  widthColumns?: number | undefined
  colours?: boolean
}

const between = 2
/** A column of text is not cut further than this. */
const textLeast = 8

export function columnName<Row>({ name, header }: Column<Row>): string {
  return name ?? header.trim().toLowerCase().replaceAll(' ', '-')
}

export function tableText<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  look: TableLook = {},
): string {
  if (columns.length === 0) return ''
  const withHeaders = look.headers ?? true
  const cells = rows.map((row) => columns.map((column) => printable(String(column.cell(row)))))
  const headers = columns.map((column) => column.header)
  const widths = columns.map((_, at) => {
    let width = withHeaders ? headers[at]!.length : 0
    for (const line of cells) width = Math.max(width, displayWidth(line[at]!))
    return width
  })
  const { widthColumns = Number.POSITIVE_INFINITY } = look
  const leasts = columns.map((column, at) => Math.min(widths[at]!, leastOf(column)))
  const drawn = fitting(leasts, columns, widthColumns)
  const mark = drawn.length < columns.length ? '…' : ''
  shrink(widths, drawn, widthColumns - (mark === '' ? 0 : between + 1))
  const draw = (line: readonly string[], row: Row | undefined) =>
    lineText(line, row, drawn, widths, mark, look)
  const lines = cells.map((line, at) => draw(line, rows[at]!))
  if (withHeaders) lines.unshift(draw(headers, undefined))
  return lines.join('')
}

/** Columns that fit when they are as narrow as they may be, with room for the mark where some are left out; the first in any case. */
function fitting<Row>(
  leasts: readonly number[],
  columns: readonly Column<Row>[],
  widthColumns: number,
): readonly Column<Row>[] {
  let end = -between
  let count = 0
  for (const width of leasts) {
    end += between + width
    const isLast = count === leasts.length - 1
    if (end + (isLast ? 0 : between + 1) > widthColumns) break
    count += 1
  }
  return columns.slice(0, Math.max(1, count))
}

/** Numbers are never cut. */
function leastOf<Row>({ right, least = textLeast, header }: Column<Row>): number {
  return right ? Number.POSITIVE_INFINITY : Math.max(least, header.length)
}

/** Takes from the widest column of text until the line fits or none is left to take from. */
function shrink<Row>(widths: number[], drawn: readonly Column<Row>[], widthColumns: number): void {
  let over = -between - widthColumns
  for (const at of drawn.keys()) over += widths[at]! + between
  while (over > 0) {
    let widest = -1
    for (const [at, column] of drawn.entries()) {
      if (widths[at]! <= leastOf(column)) continue
      if (widest === -1 || widths[at]! > widths[widest]!) widest = at
    }
    if (widest === -1) return
    widths[widest]! -= 1
    over -= 1
  }
}

function lineText<Row>(
  cells: readonly string[],
  row: Row | undefined,
  columns: readonly Column<Row>[],
  widths: readonly number[],
  mark: string,
  { widthColumns = Number.POSITIVE_INFINITY, colours = false }: TableLook,
): string {
  let line = ''
  let usedColumns = 0
  let start = 0
  for (const [at, column] of columns.entries()) {
    const room = Math.min(widths[at]!, widthColumns - start)
    const text = cutText(cells[at]!, room)
    const width = displayWidth(text)
    const from = column.right ? start + room - width : start
    if (text !== '') {
      line += ' '.repeat(from - usedColumns)
      line += styled(text, row === undefined ? undefined : column.style?.(row), colours)
      usedColumns = from + width
    }
    start += widths[at]! + between
  }
  if (mark !== '' && start < widthColumns) line += ' '.repeat(start - usedColumns) + mark
  return `${line}\n`
}

/** `text` as a terminal shows it in that style; as it is without colours. */
export function styled(text: string, style: Style | undefined, colours: boolean): string {
  if (!colours || style === undefined) return text
  return styleText(style, text, { validateStream: false })
}

const plain = /^[\x20-\x7e]*$/

/** Nothing that a terminal would obey: a client chooses its own name. */
export function printable(text: string): string {
  return plain.test(text) ? text : text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
}

/** How many columns of a terminal it takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const noWidth = /\p{Mn}|\p{Me}/u

function characterWidth(character: string): number {
  if (character < '\u0300') return 1
  if (noWidth.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** At most `width` columns of it; "…" stands where something is missing. */
export function cutText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let cut = ''
  let left = width - 1
  for (const character of text) {
    left -= characterWidth(character)
    if (left < 0) break
    cut += character
  }
  return width <= 0 ? '' : `${cut}…`
}

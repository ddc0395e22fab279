// Finds the key of a record in its own bytes: `--key-separator` and `--key-field`, with or without `--json`.
// Called by produce.ts once a record, so no strings are made where bytes do. A missing key is `undefined`, never an error.

/** The key and the value of a record, from the bytes of one piece of input. */
export interface KeyedRecord {
  key: Buffer | undefined
  value: Buffer
}

export type KeyFinder = (piece: Buffer) => KeyedRecord

export interface KeyOptions {
  separator?: string
  field?: string
  json?: boolean
}

const newline = 0x0a
const colon = 0x3a

export function keyFinder(options: KeyOptions): KeyFinder | undefined {
  if (options.separator !== undefined) return bySeparator(Buffer.from(options.separator))
  if (options.field === undefined) return undefined
  return options.json ? byJsonField(options.field) : byStanzaField(options.field)
}

/** Splits at the first separator and removes it. */
function bySeparator(separator: Buffer): KeyFinder {
  return (piece) => {
    const at = piece.indexOf(separator)
    if (at < 0) return { key: undefined, value: piece }
    return { key: piece.subarray(0, at), value: piece.subarray(at + separator.length) }
  }
}

/** The rest of the first line that begins with `Name:`, without the blanks around it. */
function byStanzaField(name: string): KeyFinder {
  const first = Buffer.from(`${name}:`)
  const later = Buffer.from(`\n${name}:`)
  return (piece) => {
    if (startsWith(piece, first)) return { key: restOfLine(piece, first.length), value: piece }
    const at = piece.indexOf(later)
    return { key: at < 0 ? undefined : restOfLine(piece, at + later.length), value: piece }
  }
}

function startsWith(piece: Buffer, start: Buffer): boolean {
  if (piece.length < start.length || piece[start.length - 1] !== colon) return false
  for (let i = 0; i < start.length; i++) if (piece[i] !== start[i]) return false
  return true
}

function restOfLine(piece: Buffer, from: number): Buffer {
  const lineEnd = piece.indexOf(newline, from)
  let end = lineEnd < 0 ? piece.length : lineEnd
  let start = from
  while (start < end && isBlank(piece[start]!)) start += 1
  while (end > start && isBlank(piece[end - 1]!)) end -= 1
  return piece.subarray(start, end)
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d
}

/** A top-level field of a JSON object: a string as it is, anything else as its JSON text; null and no JSON: no key. */
function byJsonField(name: string): KeyFinder {
  return (piece) => ({ key: jsonField(piece, name), value: piece })
}

function jsonField(piece: Buffer, name: string): Buffer | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(piece.toString('utf8'))
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, name)) return undefined
  const value = (parsed as Record<string, unknown>)[name]
  if (value === null || value === undefined) return undefined
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}

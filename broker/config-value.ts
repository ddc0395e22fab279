// One value of the configuration: from its text to what the broker uses, or INVALID_CONFIG naming what is accepted.
// Called by config.ts for each row of the table.
import { isIP } from 'node:net'
import { parseAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'
import { formatBytes, formatDurationMs, parseBytes, parseDurationMs } from '../protocol/units.ts'
import type { ConfigRow } from './config-table.ts'

export type ConfigValue = string | number | boolean

/** `place`: where the text was given, for the message. */
export function parseConfigValue(row: ConfigRow, text: string, place: string): ConfigValue {
  switch (row.kind) {
    case 'bytes':
    case 'ms':
    case 'count':
    case 'ratio':
      return parseNumber(row, text, place)
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true'
      throw refused(row, text, place)
    case 'choice':
      if (row.choices?.includes(text)) return text
      throw refused(row, text, place)
    case 'address':
      if (text === 'off' || isAddress(text)) return text
      throw refused(row, text, place)
    case 'addresses':
      if (text.split(',').every((one) => isAddress(one.trim()))) return text
      throw refused(row, text, place)
    case 'hosts':
      if (text === '' || text.split(',').every((one) => isHost(one.trim()))) return text
      throw refused(row, text, place)
    case 'text':
      if (text !== '' || row.default === '') return text
      throw refused(row, text, place)
  }
}

/** What a row accepts, in words: for messages, help and docs/config.md. */
export function acceptedValues(row: ConfigRow): string {
  const { min, max } = row
  switch (row.kind) {
    case 'bytes':
    case 'ms':
    case 'count':
    case 'ratio': {
      const range =
        min === undefined || max === undefined ? 'a number' : `${show(row, min)} to ${show(row, max)}`
      return row.unlimited === true ? `${range}, or -1 for no limit` : range
    }
    case 'boolean':
      return 'true or false'
    case 'choice':
      return (row.choices ?? []).join(', ')
    case 'address':
      return 'host:port, [v6]:port, unix:/path or off'
    case 'addresses':
      return 'host:port, [v6]:port or unix:/path, separated by commas'
    case 'hosts':
      return 'host names or addresses without a port, separated by commas; may be empty'
    case 'text':
      return row.default === '' ? 'text, may be empty' : 'text'
  }
}

function show(row: ConfigRow, value: number): string {
  if (row.kind === 'bytes') return formatBytes(value)
  return row.kind === 'ms' ? formatDurationMs(value) : String(value)
}

function parseNumber(row: ConfigRow, text: string, place: string): number {
  const value = numberOf(row, text)
  if (value === undefined) throw refused(row, text, place)
  if (row.unlimited === true && value === -1) return value
  if (value < (row.min ?? 0) || value > (row.max ?? Number.MAX_SAFE_INTEGER)) throw refused(row, text, place)
  return value
}

function numberOf(row: ConfigRow, text: string): number | undefined {
  try {
    if (row.kind === 'bytes') return parseBytes(text)
    if (row.kind === 'ms') return parseDurationMs(text)
  } catch {
    return undefined
  }
  if (row.kind === 'ratio') return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

function isAddress(text: string): boolean {
  try {
    parseAddress(text)
    return true
  } catch {
    return false
  }
}

/** A name, or an address, IPv6 with or without brackets. */
function isHost(text: string): boolean {
  return isIP(text.replace(/^\[(.*)\]$/, '$1')) !== 0 || /^[a-z\d](?:[a-z\d_.-]{0,251}[a-z\d])?$/i.test(text)
}

function refused(row: ConfigRow, text: string, place: string): SluiceError {
  const from = place === row.key ? '' : ` (${place})`
  return new SluiceError(
    'INVALID_CONFIG',
    `${row.key}=${text}${from} is not possible: it takes ${acceptedValues(row)}`,
    {
      hint: `the default is ${row.default === '' ? 'empty' : row.default}; see docs/config.md`,
    },
  )
}

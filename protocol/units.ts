// Sizes and durations as people write them: "128MiB", "7d", "-1". Called by settings, configuration, cli and client.
// Invariants: parse(format(x)) === x for every whole number; a value is a whole number within +-(2^53-1) or refused.
// KiB counts 1024, kB counts 1000; "m" is minutes in durations. -1 (no limit) is written as it is.
import { SluiceError } from './errors.ts'

const BYTE_UNITS: ReadonlyArray<readonly [unit: string, factor: number]> = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
  ['B', 1],
]

const TIME_UNITS: ReadonlyArray<readonly [unit: string, factor: number]> = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]

type Units = typeof BYTE_UNITS

const PATTERN = /^([+-]?\d+(?:\.\d+)?)\s*([a-z]*)$/i

function parse(text: string, units: Units, what: string, examples: string): number {
  const match = PATTERN.exec(text.trim())
  const unit = match?.[2] ?? ''
  const factor = unit === '' ? 1 : units.find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1]
  const value = match === null || factor === undefined ? Number.NaN : Number(match[1]) * factor
  // 1.5KiB is a whole number of bytes, 0.1KiB is not.
  if (Number.isSafeInteger(value)) return value + 0
  const names = units.map(([name]) => name).join(', ')
  throw new SluiceError(
    'INVALID_ARGUMENT',
    `"${text}" is no ${what}: write a number with one of ${names}, as in ${examples}`,
  )
}

function format(value: number, units: Units): string {
  const unit = value > 0 ? units.find(([, factor]) => factor > 1 && value % factor === 0) : undefined
  return unit === undefined ? String(value) : `${value / unit[1]}${unit[0]}`
}

// What is written: powers of two for sizes, nothing longer than days ("7d" is how people say a week).
const BYTE_UNITS_WRITTEN = BYTE_UNITS.filter(([name]) => name.endsWith('iB'))
const TIME_UNITS_WRITTEN = TIME_UNITS.filter(([name]) => name !== 'w')

/** Bytes of "64KiB", "1.5MiB", "1000", "-1". */
export function parseBytes(text: string): number {
  return parse(text, BYTE_UNITS, 'size', '"64KiB" or "1GiB"')
}

/** Milliseconds of "7d", "1.5h", "250ms", "1000", "-1". */
export function parseDurationMs(text: string): number {
  return parse(text, TIME_UNITS, 'duration', '"7d" or "500ms"')
}

/** The shortest exact spelling: "128MiB", "1000", "-1". */
export function formatBytes(value: number): string {
  return format(value, BYTE_UNITS_WRITTEN)
}

/** The shortest exact spelling: "7d", "90s", "-1". */
export function formatDurationMs(value: number): string {
  return format(value, TIME_UNITS_WRITTEN)
}

/** For people, rounded to three digits: "1.34GiB". Not for parsing. */
export function approximateBytes(value: number): string {
  const unit = BYTE_UNITS_WRITTEN.find(([, factor]) => Math.abs(value) >= factor)
  return unit === undefined
    ? `${Math.round(value)}B`
    : `${Number((value / unit[1]).toPrecision(3))}${unit[0]}`
}

// Reads `--from` and `--to`: earliest|latest|OFFSET|@TIME. Called by consume.ts and group-reset.ts. Pure: the clock is an argument.
import { SluiceError } from '../protocol/errors.ts'

export type StartPosition =
  | { kind: 'earliest' }
  | { kind: 'latest' }
  | { kind: 'offset'; offset: number }
  | { kind: 'time'; timestampMs: number }

const unitsMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `option` is the one it was given with, for the message. */
export function parseStartPosition(text: string, nowMs: number, option = '--from'): StartPosition {
  if (text === 'earliest' || text === 'latest') return { kind: text }
  if (text.startsWith('@')) return { kind: 'time', timestampMs: parseTime(text.slice(1), nowMs) }
  const offset = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(offset)) {
    throw new SluiceError('INVALID_ARGUMENT', `${option} ${text} is no place in a log`, {
      hint: 'earliest, latest, an offset like 4711, or a time like @2026-03-01T12:00:00Z or @-5m',
    })
  }
  return { kind: 'offset', offset }
}

/** ISO 8601 (local time where no zone is given), epoch milliseconds, or `-5m`: so long before now. */
export function parseTime(text: string, nowMs: number): number {
  const timestampMs = readTime(text, nowMs)
  if (Number.isSafeInteger(timestampMs)) return Math.max(0, timestampMs)
  throw new SluiceError('INVALID_ARGUMENT', `@${text} is not a time`, {
    hint: 'ISO 8601 like @2026-03-01T12:00:00Z, epoch milliseconds like @1772366400000, or @-5m (ms, s, m, h, d, w)',
  })
}

function readTime(text: string, nowMs: number): number {
  const relative = /^-(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text)
  if (relative) return Math.round(nowMs - Number(relative[1]) * unitsMs[relative[2]!]!)
  if (/^\d+$/.test(text)) return Number(text)
  return /^\d{4}-\d{2}(-\d{2}([T ].+)?)?$/.test(text) ? Date.parse(text) : Number.NaN
}

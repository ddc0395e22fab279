// The broker's own log: JSON lines on stderr (stdout belongs to the `ready` line). Written synchronously, so that the last
// line before an end is there; nothing is logged per request.
// Called by broker.ts, which hands child loggers to the others.
import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

export type { Logger }

export function createLogger(level: LogLevel): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
}

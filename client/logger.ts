// What the client says beside its results: to any logger of pino's shape, to nobody by default. Called by lane.ts, producer and
// consumer parts; given by `connect({ logger })`.
// Invariant: a logger that throws breaks nothing of ours, and is not called again.

/** `(facts, message)` as pino, bunyan-likes and console wrappers take it. */
export type LogMethod = (facts: object, message: string) => void

/** Any object with pino's methods: pino itself, Fastify's `log`, or four functions of your own. */
export interface Logger {
  /** Each step of a session or a connection. */
  readonly debug: LogMethod
  /** Connected, joined a group, partitions assigned or given up. */
  readonly info: LogMethod
  /** Something failed and is tried again, or was dealt with by an option such as `orElse`. */
  readonly warn: LogMethod
  /** Something failed for good that no promise tells of. */
  readonly error: LogMethod
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
const nothing = () => {}

export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** True for what `connect` accepts as a logger. */
export function isLogger(value: unknown): value is Logger {
  return (
    typeof value === 'object' &&
    value !== null &&
    LEVELS.every((level) => typeof (value as Record<string, unknown>)[level] === 'function')
  )
}

/** The same logger, bound to itself, and silent from its first throw on. */
export function guarded(logger: Logger | undefined): Logger {
  if (logger === undefined) return silent
  let broken = false
  const guard = (level: (typeof LEVELS)[number]): LogMethod => {
    return (facts, message) => {
      if (broken) return
      try {
        logger[level](facts, message)
      } catch {
        broken = true
      }
    }
  }
  return { debug: guard('debug'), info: guard('info'), warn: guard('warn'), error: guard('error') }
}

// The options of connect, producer, consumer and of their calls as tables that checking iterates. Called by client.ts and by
// those calls.
// Invariant: an option that is not in its table is refused, with the nearest name as a suggestion.
import { SluiceError } from '../protocol/errors.ts'
import { lagGrains } from '../protocol/lag.ts'
import { limits } from '../protocol/limits.ts'
import type { StartSpec } from './consumer/fetch-position.ts'
import { isLogger } from './logger.ts'

type Check = (value: unknown) => string | undefined

function whole(min: number, max: number): Check {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : `a whole number from ${min} to ${max}`
}

function durationMs(min: number): Check {
  return (value) =>
    typeof value === 'number' && value >= min && (value <= 2 ** 31 - 1 || value === Number.POSITIVE_INFINITY)
      ? undefined
      : `a number of milliseconds from ${min}`
}

function oneOf(...words: readonly string[]): Check {
  return (value) => (words.includes(value as string) ? undefined : `one of ${words.join(', ')}`)
}

const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false')
const fn: Check = (value) => (typeof value === 'function' ? undefined : 'a function')
const list: Check = (value) =>
  Array.isArray(value) && value.length > 0 ? undefined : 'a list that is not empty'
const maybeEmptyList: Check = (value) => (Array.isArray(value) ? undefined : 'a list')
const clientIdCheck: Check = (value) =>
  typeof value === 'string' && value.length <= limits.clientIdLengthMax
    ? undefined
    : `a string of at most ${limits.clientIdLengthMax} characters`
const logger: Check = (value) =>
  isLogger(value) ? undefined : 'an object with the methods debug, info, warn and error'
const text: Check = (value) => (typeof value === 'string' ? undefined : 'a string')
const memberIdCheck: Check = (value) =>
  typeof value === 'string' && value !== '' && value.length <= limits.memberIdMax
    ? undefined
    : `a string of 1 to ${limits.memberIdMax} characters`
const anything: Check = () => undefined
const object: Check = (value) => (typeof value === 'object' && value !== null ? undefined : 'an object')
const abortSignal: Check = (value) => (value instanceof AbortSignal ? undefined : 'an AbortSignal')
const start: Check = (value) => {
  if (value === 'earliest' || value === 'latest' || value === 'committed') return undefined
  const { offset, timestamp } = (value ?? {}) as { offset?: unknown; timestamp?: unknown }
  const number = offset ?? timestamp
  const both = offset !== undefined && timestamp !== undefined
  return Number.isSafeInteger(number) && (number as number) >= 0 && !both
    ? undefined
    : "'earliest', 'latest', { offset } or { timestamp } and not both, numbers not below 0"
}

type Table = Readonly<Record<string, Check>>

const tables = {
  connect: {
    brokers: list,
    clientId: clientIdCheck,
    requestTimeoutMs: durationMs(1),
    deliveryTimeoutMs: durationMs(1),
    connectTimeoutMs: durationMs(1),
    metadataMaxAgeMs: durationMs(1),
    logger,
  },
  producer: {
    acks: oneOf('all', 'leader', 'none'),
    lingerMs: durationMs(0),
    batchBytes: whole(1024, limits.batchBytesMax),
    compression: oneOf('none', 'gzip', 'snappy', 'lz4', 'zstd'),
    idempotent: flag,
    maxBufferedBytes: whole(1024, 2 ** 40),
    partitioner: fn,
    deliveryTimeoutMs: durationMs(1),
  },
  consumer: {
    group: text,
    instanceId: memberIdCheck,
    assignor: oneOf('uniform', 'range'),
    sessionTimeoutMs: whole(limits.sessionTimeoutMsMin, limits.sessionTimeoutMsMax),
    maxProcessingMs: whole(limits.maxProcessingMsMin, limits.maxProcessingMsMax),
    commitIntervalMs: whole(1, 3_600_000),
    onRevoked: fn,
    topics: list,
    partitions: list,
    from: start,
    orElse: oneOf('fail', 'earliest', 'latest'),
    maxBytes: whole(1, limits.fetchBytesMax),
    maxPartitionBytes: whole(1, limits.fetchBytesMax),
    maxBufferedBytes: whole(1024, 2 ** 40),
    maxWaitMs: durationMs(0),
    minBytes: whole(0, limits.fetchBytesMax),
    unreachableTimeoutMs: durationMs(1),
    onNotice: fn,
  },
  run: {
    concurrency: whole(1, limits.runConcurrencyMax),
    order: oneOf('partition', 'key', 'none'),
    retry: object,
    deadLetter: object,
    onUndecodable: oneOf('fail', 'skip', 'dead-letter'),
    signal: abortSignal,
  },
  retry: {
    attempts: (value) =>
      value === Number.POSITIVE_INFINITY ? undefined : whole(1, Number.MAX_SAFE_INTEGER)(value),
    backoffMs: whole(0, 2 ** 31 - 1),
    maxBackoffMs: whole(0, 2 ** 31 - 1),
    retryIf: fn,
  },
  deadLetter: { topic: anything, producer: object },
  writable: {
    input: oneOf('records', 'values'),
    highWaterMark: whole(1, limits.streamRecordsMax),
    signal: abortSignal,
  },
  readable: { signal: abortSignal },
  batches: { maxRecords: anything, signal: abortSignal }, // its bounds: consumer.ts
  close: { deadlineMs: durationMs(0) },
  flush: { durable: flag, signal: abortSignal },
  'topics.create': {
    partitions: whole(0, limits.partitionsPerTopicMax),
    settings: object,
    validateOnly: flag,
  },
  'topics.alter': { set: object, reset: maybeEmptyList, partitions: whole(0, limits.partitionsPerTopicMax) },
  'groups.lag': {
    groups: maybeEmptyList,
    topics: maybeEmptyList,
    by: oneOf(...lagGrains),
    snapshotId: whole(1, Number.MAX_SAFE_INTEGER),
    history: flag,
  },
  'groups.resetOffsets': { to: anything, topics: maybeEmptyList },
  'the options of groups.resetOffsets': { dryRun: flag, create: flag, signal: abortSignal },
} satisfies Record<string, Table>

/** Throws INVALID_OPTION unless every option given is known and within its bounds. */
export function checkOptions(of: keyof typeof tables, options: object): void {
  if (typeof options !== 'object' || options === null) {
    throw new SluiceError('INVALID_OPTION', `${of} takes an object of options`)
  }
  const table: Table = tables[of]
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(table, name) ? table[name] : undefined
    if (check === undefined) {
      const near = nearest(name, Object.keys(table))
      const hint = near === undefined ? `options: ${Object.keys(table).join(', ')}` : `did you mean ${near}?`
      throw new SluiceError('INVALID_OPTION', `${of} has no option '${name}'; ${hint}`, { hint })
    }
    const wanted = value === undefined ? undefined : check(value)
    if (wanted !== undefined) {
      throw new SluiceError('INVALID_OPTION', `${of} option ${name} is ${show(value)}, it takes ${wanted}`)
    }
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? 'a list' : String(value)
}

/** Where to seek to, or to begin; a number is an offset. Throws INVALID_ARGUMENT. */
export function checkedStart(to: unknown): StartSpec {
  const spec = typeof to === 'number' ? { offset: to } : to
  const wanted = spec === 'committed' ? "'earliest', 'latest', { offset } or { timestamp }" : start(spec)
  if (wanted === undefined) return spec as StartSpec
  const hint =
    typeof to === 'string' && /^\d+$/.test(to) ? `an offset is a number: ${to}, not '${to}'` : undefined
  throw new SluiceError(
    'INVALID_ARGUMENT',
    `${show(to)} is no place in a log, which is an offset, ${wanted}`,
    {
      ...(hint !== undefined && { hint }),
    },
  )
}

/** The known word nearest to this one, when it is near. Also for names of groups (cli/group.ts). */
export function nearest(word: string, words: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of words) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      bestDistance = distance
      best = candidate
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substituted, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

// The configuration of one broker, from flags and --set, the environment, a file, and the table's defaults, in this order
// of precedence.
// Called by the CLI and by index.ts. Throws UNKNOWN_CONFIG_KEY with the nearest key, INVALID_CONFIG naming the range, FILE_NOT_FOUND.
// A file has one `key=value` a line; `#` begins a comment line; a value may be empty.
import { readFileSync } from 'node:fs'
import { SluiceError } from '../protocol/errors.ts'
import { didYouMean, parseTopicSettings, type TopicSettings } from '../storage/settings.ts'
import { configRowByKey, configRows } from './config-table.ts'
import { type ConfigValue, parseConfigValue } from './config-value.ts'

/** Of the broker's own log, from everything to nothing. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
export type ConfigOrigin = 'flag' | 'environment' | 'file' | 'default'

export interface BrokerConfig {
  readonly dataDirectory: string
  readonly listen: readonly string[]
  readonly http: string | false
  /** Names under which HTTP is asked, besides those of loopback and of its address. */
  readonly httpAllowedHosts: readonly string[]
  readonly advertisedListen: string
  readonly insecure: boolean
  readonly topicsAutoCreate: boolean
  readonly topicsMax: number
  readonly partitionsDefault: number
  readonly partitionsMax: number
  readonly offsetsRetentionMs: number
  readonly metricsMemberLabels: boolean
  readonly connectionsMax: number
  readonly fetchWaitersMax: number
  readonly networkThreads: number
  readonly networkMemoryBytes: number
  readonly helloDeadlineMs: number
  readonly frameDeadlineMs: number
  readonly progressDeadlineMs: number
  readonly producerExpirationMs: number
  readonly flushThreads: number
  readonly coldThreads: number
  readonly logLevel: LogLevel
  readonly shutdownTimeoutMs: number
  readonly topicDefaults: TopicSettings
  /** Where each setting that is not a default came from. */
  readonly origins: ReadonlyMap<string, ConfigOrigin>
  /** Said in the log at start: environment variables that look like settings and are none. */
  readonly notices: readonly string[]
}

/** What `sluice broker` takes as options of its own. */
export interface BrokerFlags {
  readonly data?: string | undefined
  readonly listen?: string | readonly string[] | undefined
  readonly http?: string | undefined
  readonly insecure?: boolean | undefined
}

export interface ConfigSources {
  /** Path of a configuration file. */
  readonly file?: string | undefined
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
  readonly flags?: BrokerFlags | undefined
  /** By setting key, stronger than all others. */
  readonly sets?: Readonly<Record<string, string>> | undefined
}

interface Given {
  readonly text: string
  readonly origin: ConfigOrigin
  /** For messages: "--set", "SLUICE_LISTEN", "broker.conf line 3". */
  readonly place: string
}

export function resolveConfig(sources: ConfigSources = {}): BrokerConfig {
  const given = new Map<string, Given>()
  if (sources.file !== undefined) readFile(sources.file, given)
  const notices = readEnvironment(sources.environment ?? {}, given)
  readFlags(sources.flags ?? {}, given)
  for (const [key, text] of Object.entries(sources.sets ?? {}))
    give(given, key, { text, origin: 'flag', place: '--set' })
  return assemble(given, notices)
}

function readFile(path: string, given: Map<string, Given>): void {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new SluiceError(
      missing ? 'FILE_NOT_FOUND' : 'FILE_ERROR',
      `the configuration file ${path} cannot be read`,
      {
        cause: error,
      },
    )
  }
  const seen = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const place = `${path} line ${index + 1}`
    const [key, value] = splitPair(trimmed, place)
    const before = seen.get(key)
    if (before !== undefined) throw invalid(`${place}: ${key} is given in line ${before} already`)
    seen.set(key, index + 1)
    give(given, key, { text: value, origin: 'file', place })
  }
}

function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  given: Map<string, Given>,
): string[] {
  for (const { key, environment: name } of configRows) {
    const text = environment[name]
    if (text !== undefined) give(given, key, { text, origin: 'environment', place: name })
  }
  const known = configRows.map((row) => row.environment)
  const notices: string[] = []
  for (const name of Object.keys(environment)) {
    // SLUICE_BROKER and SLUICE_CONTEXT are the client's; another program may have variables of this prefix: say so, but start.
    if (
      !name.startsWith('SLUICE_') ||
      name === 'SLUICE_BROKER' ||
      name === 'SLUICE_CONTEXT' ||
      known.includes(name)
    )
      continue
    const guess = didYouMean(name, known)
    notices.push(`${name} is no setting${guess === undefined ? '' : `; did you mean ${guess}?`}`)
  }
  return notices
}

const flagKeys = { data: 'data.directory', listen: 'listen', http: 'http', insecure: 'insecure' } as const

function readFlags(flags: BrokerFlags, given: Map<string, Given>): void {
  for (const [name, key] of Object.entries(flagKeys)) {
    const value = flags[name as keyof BrokerFlags]
    if (value === undefined) continue
    give(given, key, { text: String(value), origin: 'flag', place: `--${name}` })
  }
}

function splitPair(text: string, place: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw invalid(`${place}: ${JSON.stringify(text)} is not of the form key=value`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function give(given: Map<string, Given>, key: string, value: Given): void {
  if (!configRowByKey.has(key)) {
    const guess = didYouMean(key, [...configRowByKey.keys()])
    throw new SluiceError(
      'UNKNOWN_CONFIG_KEY',
      `there is no setting ${JSON.stringify(key)} (${value.place})`,
      {
        hint: guess === undefined ? 'see docs/config.md for all settings' : `did you mean ${guess}?`,
      },
    )
  }
  given.set(key, value)
}

function invalid(message: string, hint?: string): SluiceError {
  return new SluiceError('INVALID_CONFIG', message, hint === undefined ? {} : { hint })
}

function assemble(given: Map<string, Given>, notices: string[]): BrokerConfig {
  const values = new Map<string, ConfigValue>()
  for (const row of configRows) {
    const { text, place } = given.get(row.key) ?? { text: row.default, place: 'default' }
    values.set(row.key, parseConfigValue(row, text, place))
  }
  const text = (key: string) => values.get(key) as string
  const count = (key: string) => values.get(key) as number
  const flag = (key: string) => values.get(key) as boolean
  const http = text('http')
  return {
    dataDirectory: text('data.directory'),
    listen: listOf(text('listen')),
    http: http === 'off' ? false : http,
    httpAllowedHosts: listOf(text('http.allowed.hosts')),
    advertisedListen: text('advertised.listen'),
    insecure: flag('insecure'),
    topicsAutoCreate: flag('topics.autoCreate'),
    topicsMax: count('topics.max'),
    partitionsDefault: count('partitions.default'),
    partitionsMax: count('partitions.max'),
    offsetsRetentionMs: count('offsets.retention.ms'),
    metricsMemberLabels: flag('metrics.member.labels'),
    connectionsMax: count('connections.max'),
    fetchWaitersMax: count('fetch.waiters.max'),
    networkThreads: count('network.threads'),
    networkMemoryBytes: count('network.memory.bytes'),
    helloDeadlineMs: count('network.hello.deadline.ms'),
    frameDeadlineMs: count('network.frame.deadline.ms'),
    progressDeadlineMs: count('network.progress.deadline.ms'),
    producerExpirationMs: count('producer.id.expiration.ms'),
    flushThreads: count('flush.threads'),
    coldThreads: count('cold.threads'),
    logLevel: text('log.level') as LogLevel,
    shutdownTimeoutMs: count('shutdown.timeout.ms'),
    topicDefaults: topicDefaults(given),
    origins: new Map([...given].map(([key, { origin }]) => [key, origin])),
    notices,
  }
}

function listOf(text: string): string[] {
  return text === '' ? [] : text.split(',').map((one) => one.trim())
}

/** The relations between topic settings (a batch fits a segment) hold for the defaults too. */
function topicDefaults(given: Map<string, Given>): TopicSettings {
  const rows = configRows.filter((row) => row.of === 'topic' && given.has(row.key))
  try {
    return parseTopicSettings(
      Object.fromEntries(rows.map(({ key }) => [key, (given.get(key) as Given).text])),
    )
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

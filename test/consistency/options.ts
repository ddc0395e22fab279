// The command line of a consistency run. Called by run.ts; the same options make the line that repeats a run.
import { parseArgs } from 'node:util'

export interface RunOptions {
  readonly seconds: number
  readonly seed: number
  readonly producers: number
  readonly consumers: number
  readonly partitions: number
  /** Of all producers together. */
  readonly recordsPerSecond: number
  readonly sessionTimeoutMs: number
  /** A fault about so often, in milliseconds. */
  readonly everyMs: number
  /** Where the history goes; without: a temporary directory, which stays when something was found. */
  readonly directory: string | undefined
  /** Clients reach the broker through a proxy that tears connections. */
  readonly proxy: boolean
  /** Without a group: own partitions alone. */
  readonly group: boolean
  /** Producers without idempotence: such a run must find duplicates, and proves that runs can find something. */
  readonly idempotent: boolean
  /** Of all faults only those of the network. */
  readonly onlyStorms: boolean
}

const numbers = {
  seconds: 300,
  seed: 0,
  producers: 4,
  consumers: 4,
  partitions: 8,
  'records-per-second': 800,
  'session-timeout-ms': 6_000,
  'every-ms': 2_000,
} as const

export function parseRunOptions(args: readonly string[]): RunOptions {
  const text = Object.fromEntries(Object.keys(numbers).map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...text,
      directory: { type: 'string' },
      'no-proxy': { type: 'boolean' },
      'no-group': { type: 'boolean' },
      'no-idempotence': { type: 'boolean' },
      'only-storms': { type: 'boolean' },
    },
  })
  const given = values as Readonly<Record<string, string | boolean | undefined>>
  const number = (name: keyof typeof numbers): number => {
    const value = given[name] === undefined ? numbers[name] : Number(given[name])
    if (!Number.isInteger(value) || value < 0)
      throw new Error(`--${name} takes a whole number, not ${given[name]}`)
    return value
  }
  return {
    seconds: number('seconds'),
    seed: number('seed') || Math.floor(Math.random() * 1e9) + 1,
    producers: number('producers'),
    consumers: number('consumers'),
    partitions: number('partitions'),
    recordsPerSecond: number('records-per-second'),
    sessionTimeoutMs: number('session-timeout-ms'),
    everyMs: number('every-ms'),
    directory: given.directory as string | undefined,
    proxy: given['no-proxy'] !== true,
    group: given['no-group'] !== true,
    idempotent: given['no-idempotence'] !== true,
    onlyStorms: given['only-storms'] === true,
  }
}

/** The command that draws the same things again. What processes make of them is up to the scheduler. */
export function commandOf(options: RunOptions): string {
  const { seed, recordsPerSecond, sessionTimeoutMs, everyMs, ...others } = options
  const chosen: Readonly<Record<keyof typeof numbers, number>> = {
    ...others,
    seed: 0,
    'records-per-second': recordsPerSecond,
    'session-timeout-ms': sessionTimeoutMs,
    'every-ms': everyMs,
  }
  const words = (Object.keys(numbers) as (keyof typeof numbers)[])
    .filter((name) => numbers[name] !== chosen[name])
    .map((name) => ` --${name} ${chosen[name]}`)
  const flags = [
    options.proxy ? '' : ' --no-proxy',
    options.group ? '' : ' --no-group',
    options.idempotent ? '' : ' --no-idempotence',
    options.onlyStorms ? ' --only-storms' : '',
  ]
  return `npm run consistency -- --seed ${seed}${words.join('')}${flags.join('')}`
}

// The command line of `npm run bench:growth`. Called by main.ts. Pure.
import { parseArgs } from 'node:util'
import type { Scenario } from './scenarios.ts'

export interface GrowthOptions {
  only: string[] | undefined
  rounds: number
  quick: boolean
  /** Of the long log of the random fetches. */
  sizeBytes: number | undefined
  output: 'table' | 'json'
  save: boolean
  help: boolean
}

/** What was asked for is not what there is; the message says what is. */
export class UsageError extends Error {}

type Named = readonly Pick<Scenario, 'name' | 'what'>[]

export function usage(scenarios: Named): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length))
  return `npm run bench:growth -- [--only NAME,…] [--rounds 5] [--quick] [--size 10GiB] [-o table|json] [--save]

${scenarios.map(({ name, what }) => `  ${name.padEnd(width)}  ${what}`).join('\n')}

--quick takes small sizes and 3 rounds. --size is the length of the long log of random-fetch; twice of it must be free.
--save writes docs/bench/growth.json. TMPDIR chooses the disk.
`
}

/** Throws UsageError. */
export function parseOptions(args: readonly string[], scenarios: Named): GrowthOptions {
  const values = parsed(args)
  const only = values.only?.split(',').map((name) => name.trim())
  const unknown = only?.find((name) => !scenarios.some((scenario) => scenario.name === name))
  if (unknown !== undefined) {
    const names = scenarios.map(({ name }) => name).join(', ')
    throw new UsageError(`there is no measurement '${unknown}'; there are ${names}`)
  }
  if (values.output !== 'table' && values.output !== 'json')
    throw new UsageError(`--output is table or json, not '${values.output}'`)
  const quick = values.quick
  const rounds = values.rounds === undefined ? (quick ? 3 : 5) : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new UsageError(`--rounds is a whole number from 1 on, not '${values.rounds}'`)
  const sizeBytes = values.size === undefined ? undefined : bytesOf(values.size)
  return { only, rounds, quick, sizeBytes, output: values.output, save: values.save, help: values.help }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        size: { type: 'string' },
        output: { type: 'string', short: 'o', default: 'table' },
        save: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function bytesOf(text: string): number {
  const [, digits, unit] = /^(\d+)(KiB|MiB|GiB)?$/.exec(text) ?? []
  const factor = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit as 'KiB'] ?? 1
  const bytes = Number(digits) * factor
  if (!(bytes >= 2 ** 20))
    throw new UsageError(`--size is 1MiB or more, such as 512MiB or 2GiB, not '${text}'`)
  return bytes
}

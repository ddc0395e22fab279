// The command line of `npm run bench`. Called by main.ts. Pure.
import { parseArgs } from 'node:util'
import { UsageError } from '../growth/main-options.ts'
import type { Measurement } from './measurements.ts'

export interface BarsOptions {
  only: string[] | undefined
  rounds: number
  quick: boolean
  check: boolean
  output: 'table' | 'json'
  file: string
  help: boolean
}

type Named = readonly Pick<Measurement, 'name' | 'what'>[]

export function usage(measurements: Named): string {
  const width = Math.max(...measurements.map(({ name }) => name.length))
  return `npm run bench -- [--only NAME,…] [--rounds 7] [--quick] [--check] [-o table|json] [--file bench.json]

${measurements.map(({ name, what }) => `  ${name.padEnd(width)}  ${what}`).join('\n')}

Measures the broker and, where there is one, the limit: the fastest C loop for the same frames, in turn. Progress goes to
stderr, the table or the JSON object to stdout, the JSON object to --file too. --quick: less data, 3 rounds. --check: exit code 1
when a bar is missed. TMPDIR chooses the disk.
`
}

/** Throws UsageError. */
export function parseOptions(args: readonly string[], measurements: Named): BarsOptions {
  const values = parsed(args)
  const only = values.only?.split(',').map((name) => name.trim())
  const unknown = only?.find((name) => !measurements.some((one) => one.name === name))
  if (unknown !== undefined) {
    const names = measurements.map(({ name }) => name).join(', ')
    throw new UsageError(`there is no measurement '${unknown}'; there are ${names}`)
  }
  if (values.output !== 'table' && values.output !== 'json')
    throw new UsageError(`--output is table or json, not '${values.output}'`)
  const rounds = values.rounds === undefined ? (values.quick ? 3 : 7) : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new UsageError(`--rounds is a whole number from 1 on, not '${values.rounds}'`)
  return { ...values, only, rounds, output: values.output }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        output: { type: 'string', short: 'o', default: 'table' },
        file: { type: 'string', default: 'bench.json' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

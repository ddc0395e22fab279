// `npm run bench`: the broker beside the limit, and every figure that has a bar. One table, one JSON file.
//   [--only NAME,…] [--rounds 7] [--quick] [--check] [-o table|json] [--file bench.json]
// Needs a built checkout, cc, c++ and make: bench/limit/ is compiled here. Progress goes to stderr, the result to stdout.
// Exit codes: 0 measured, whatever holds; 1 failed, or a bar is missed with --check; 2 wrong usage; 130 and 143 for signals.
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSluiceError } from '../../client/index.ts'
import { Children } from '../growth/growth.ts'
import type { Growth } from '../growth/growth.ts'
import { UsageError } from '../growth/main-options.ts'
import { describeMachine } from '../machine.ts'
import { holds } from './bars.ts'
import type { Row } from './bars.ts'
import { buildPrograms } from './limit-child.ts'
import { parseOptions, usage } from './main-options.ts'
import type { BarsOptions } from './main-options.ts'
import { measurements } from './measurements.ts'
import { resultObject, tableText } from './report.ts'
import type { BarsResult } from './report.ts'
import { dirtyLimits } from './settle.ts'

async function measure(options: BarsOptions, growth: Growth): Promise<BarsResult> {
  const startedAt = new Date().toISOString()
  const loadAverage = loadavg()[0]!
  await buildPrograms()
  const rows: Row[] = []
  for (const { name, run } of measurements) {
    if (options.only !== undefined && !options.only.includes(name)) continue
    const startMs = performance.now()
    rows.push(...(await run(growth, options.quick)))
    growth.note(`${name} took ${((performance.now() - startMs) / 1000).toFixed(0)} s`)
  }
  return {
    bench: 'bars',
    startedAt,
    machine: describeMachine(growth.directory),
    loadAverage,
    dirtyLimits: dirtyLimits(),
    rounds: options.rounds,
    sizes: options.quick ? 'quick' : 'full',
    rows,
  }
}

/** Aborts at the first signal, so that every `finally` runs; ends at the second. */
function untilSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const code = name === 'SIGINT' ? 130 : 143
      if (controller.signal.aborted) process.exit(code)
      process.exitCode = code
      controller.abort(new Error(`stopped by ${name}`))
    })
  }
  return controller.signal
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), measurements)
  if (options.help) return void process.stdout.write(usage(measurements))
  const directory = await mkdtemp(join(tmpdir(), 'sluice-bars-'))
  const children = new Children()
  process.once('exit', () => {
    children.killAll()
    rmSync(directory, { recursive: true, force: true })
  })
  const note = (text: string) => void process.stderr.write(`${text}\n`)
  try {
    const result = await measure(options, {
      rounds: options.rounds,
      directory,
      signal: untilSignal(),
      note,
      children,
    })
    const json = `${JSON.stringify(resultObject(result), null, 2)}\n`
    await writeFile(options.file, json)
    process.stdout.write(options.output === 'json' ? json : await tableText(result))
    if (options.check && result.rows.some((row) => holds(row) === false)) process.exitCode = 1
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  if (process.exitCode === 130 || process.exitCode === 143) return
  process.exitCode = error instanceof UsageError ? 2 : 1
  const code = isSluiceError(error) ? `${error.code} ` : ''
  process.stderr.write(`error: ${code}${error instanceof Error ? error.message : String(error)}\n`)
  if (isSluiceError(error) && error.hint) process.stderr.write(`hint: ${error.hint}\n`)
})

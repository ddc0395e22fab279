// `npm run bench:growth`: measures how the broker's costs grow with logs, partitions, connections, records and readers.
//   [--only NAME,…] [--rounds 5] [--quick] [--size BYTES] [-o table|json] [--save]
// Needs a built checkout and bench/limit (make -s -C bench/limit). Progress goes to stderr, the result to stdout. --save puts
// the curves into docs/bench/growth.json, in the place of those of the same names; `npm run charts` draws them.
// Exit codes: 0 measured, whatever the verdicts; 1 failed; 2 wrong usage; 130 and 143 for signals.
import { setMaxListeners } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSluiceError } from '../../client/index.ts'
import { describeMachine } from '../machine.ts'
import { Children } from './growth.ts'
import { parseOptions, usage, UsageError } from './main-options.ts'
import type { GrowthOptions } from './main-options.ts'
import { resultText, save } from './result.ts'
import type { GrowthResult, MeasuredCurve } from './result.ts'
import { scenarios } from './scenarios.ts'

/** Each program that runs listens to the signal. */
const listenersMost = 100

async function measure(options: GrowthOptions, directory: string, children: Children): Promise<GrowthResult> {
  const controller = new AbortController()
  setMaxListeners(listenersMost, controller.signal)
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const code = name === 'SIGINT' ? 130 : 143
      if (controller.signal.aborted) process.exit(code)
      process.exitCode = code
      controller.abort(new Error(`stopped by ${name}`))
    })
  }
  const note = (text: string) => void process.stderr.write(`${text}\n`)
  const growth = { rounds: options.rounds, directory, signal: controller.signal, note, children }
  const curves: MeasuredCurve[] = []
  for (const scenario of scenarios) {
    if (options.only !== undefined && !options.only.includes(scenario.name)) continue
    const startMs = performance.now()
    const sizes = options.quick ? 'quick' : 'full'
    for (const curve of await scenario.run(growth, sizes, options.sizeBytes)) {
      curves.push({ ...curve, scenario: scenario.name, rounds: options.rounds, sizes })
      note(`${curve.verdict.padEnd(7)}  ${curve.sentence}`)
    }
    note(`         ${scenario.name} took ${((performance.now() - startMs) / 1000).toFixed(0)} s`)
  }
  return { bench: 'growth', machine: describeMachine(directory), curves }
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), scenarios)
  if (options.help) return void process.stdout.write(usage(scenarios))
  const directory = await mkdtemp(join(tmpdir(), 'sluice-growth-'))
  const children = new Children()
  process.once('exit', () => {
    children.killAll()
    rmSync(directory, { recursive: true, force: true })
  })
  try {
    const result = await measure(options, directory, children)
    if (options.save) await save(result)
    process.stdout.write(await resultText(result, options.output))
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

// The result of `npm run bench:growth`: a table with its sentences for people, JSON for programs and for docs/.
// Called by main.ts. docs/bench/growth.json is what `npm run charts` draws from.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Machine } from '../machine.ts'
import type { Curve } from './curve.ts'
import { figure, size } from './quantities.ts'

export interface MeasuredCurve extends Curve {
  scenario: string
  rounds: number
  sizes: 'full' | 'quick'
}

export interface GrowthResult {
  bench: 'growth'
  machine: Machine
  curves: MeasuredCurve[]
}

const savedFile = fileURLToPath(new URL('../../docs/bench/growth.json', import.meta.url))

export async function resultText(result: GrowthResult, output: 'table' | 'json'): Promise<string> {
  if (output === 'json') return `${JSON.stringify(result, null, 2)}\n`
  const sentences = result.curves.map((curve) => `${curve.verdict.padEnd(7)}  ${curve.sentence}\n`).join('')
  return `${await tableText(result.curves)}\n${sentences}`
}

/** Curves of other names that are there stay; the machine is that of the last run. */
export async function save(result: GrowthResult, file = savedFile): Promise<void> {
  const before = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as GrowthResult).curves : []
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify({ ...result, curves: merged(before, result.curves) }, null, 2)}\n`)
}

/** New curves take the places of old ones of the same names, or come behind. */
function merged<Named extends { name: string }>(before: readonly Named[], now: readonly Named[]): Named[] {
  const byName = new Map([...before, ...now].map((curve) => [curve.name, curve]))
  return [...byName.values()]
}

async function tableText(curves: readonly MeasuredCurve[]): Promise<string> {
  const { getBorderCharacters, table } = await import('table')
  const rows = curves.flatMap((curve) =>
    curve.points.map((point) => [
      curve.name,
      point.label ?? (curve.xUnit === 'bytes' ? size(point.x) : figure(point.x)),
      curve.xTitle,
      figure(point.median),
      figure(point.min),
      figure(point.max),
      curve.yTitle,
    ]),
  )
  const text = table([['CURVE', 'AT', '', 'MEDIAN', 'MIN', 'MAX', 'UNIT'], ...rows], {
    border: getBorderCharacters('void'),
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
    columns: [1, 3, 4, 5].reduce((all, at) => ({ ...all, [at]: { alignment: 'right' } }), {}),
    drawHorizontalLine: () => false,
  })
  return text.replace(/ +$/gm, '')
}

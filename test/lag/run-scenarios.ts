// A run: one broker, all scenarios side by side, and in each phase one snapshot that the four interfaces are asked for. Called by
// run.ts (`npm run lag:scenarios`) and by test/stages/lag-scenarios.test.ts.
// Invariants: it ends by itself; what fails in a scenario fails the run and says which; the snapshot that is compared is the one
// that the first call of the phase made.
import { isDeepStrictEqual } from 'node:util'
import type { LagDocument } from '../../protocol/lag-document.ts'
import { differences, faultsOf, sumFaults } from './compare.ts'
import { key, readApi, readCommand, readMetrics, readTable, type View, viewOfDocument } from './interfaces.ts'
import { PageReader } from './page-reader.ts'
import { Barrier } from './phases.ts'
import { cellsOf, type InterfaceName, type PhaseReport, type ReportRow } from './report.ts'
import { expectationOf, type PhaseName, phases, type Scenario, scenarios } from './scenarios.ts'
import { type Stage, World } from './world.ts'

/** No phase waits longer for its scenarios. */
const PHASE_MS = 330_000

export interface RunOptions {
  /** All phases; else it ends after `late`. */
  readonly isLong: boolean
  /** Names of scenarios; none: all. */
  readonly only: readonly string[]
  /** Without the page: where there is no Chromium. */
  readonly withPage: boolean
  readonly say: (text: string) => void
}

interface Played {
  readonly scenario: Scenario
  readonly stage: Stage
}

export async function runScenarios(options: RunOptions): Promise<PhaseReport[]> {
  const { only, isLong, say } = options
  const names = phases.slice(0, isLong ? phases.length : 2)
  const chosen = scenarios.filter(
    ({ name, expected }) =>
      (only.length === 0 || only.includes(name)) && names.some((phase) => expected[phase] !== undefined),
  )
  const barrier = new Barrier()
  for (const phase of names)
    barrier.expect(
      phase,
      chosen.filter(({ expected }) => expected[phase] !== undefined).map(({ name }) => name),
    )
  const world = await World.start()
  let page: PageReader | undefined
  try {
    if (options.withPage) page = await PageReader.open(world.broker.http)
    const played: Played[] = []
    for (const scenario of chosen)
      played.push({ scenario, stage: await world.stage(scenario.name, scenario.topic ?? {}, barrier) })
    const failed = Promise.race(played.map((one) => failureOf(one, names, isLong)))
    const reports: PhaseReport[] = []
    for (const phase of names) {
      await Promise.race([barrier.whole(phase), failed, late(barrier, phase)])
      const report = await look(phase, world, played, page)
      reports.push(report)
      say(`${(world.elapsedMs / 1_000).toFixed(0)} s: phase ${phase} looked at`)
      barrier.release(phase)
    }
    if (world.failures.length > 0) throw world.failures[0]
    if ((page?.errors.length ?? 0) > 0) throw new Error(`errors of the page: ${page?.errors.join('; ')}`)
    return reports
  } finally {
    await page?.close()
    await world.close()
  }
}

/** Never resolves; rejects with what went wrong in the scenario. */
async function failureOf({ scenario, stage }: Played, names: readonly PhaseName[], isLong: boolean) {
  try {
    await scenario.play(stage, isLong)
    for (const phase of names)
      if (scenario.expected[phase] !== undefined && !stage.arrivedAt.has(phase)) await stage.at(phase)
  } catch (error) {
    throw new Error(
      `scenario ${scenario.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
  return await new Promise<never>(() => {})
}

async function late(barrier: Barrier, phase: string): Promise<never> {
  return await new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`phase ${phase} waits for ${barrier.missing(phase).join(', ')}`)),
      PHASE_MS,
    )
    timer.unref()
  })
}

async function look(
  phase: PhaseName,
  world: World,
  played: readonly Played[],
  page: PageReader | undefined,
): Promise<PhaseReport> {
  const { address, http } = world.broker
  const groups = played.map(({ stage }) => stage.name)
  const document = await readCommand(address, groups)
  const { snapshotId } = document
  const faults: string[] = []
  const ask = async <T>(name: string, asked: Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await asked
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  const [table, api, metrics, shown, sums] = await Promise.all([
    ask('CLI table', readTable(address, groups, snapshotId)),
    ask('/api/lag', readApi(http, groups, snapshotId)),
    ask('/metrics', readMetrics(http, snapshotId)),
    ask('page', page?.read(groups, snapshotId)),
    ask('CLI json by group', readCommand(address, groups, snapshotId, 'group')),
  ])
  const views: Record<InterfaceName, View | undefined> = {
    'CLI json': viewOfDocument(document),
    'CLI table': table,
    '/api/lag': api && viewOfDocument(api),
    '/metrics': metrics,
    page: shown,
  }
  const takenMs = Date.parse(document.ts)
  const rows = played.flatMap((one) => rowsOf(one, phase, document, takenMs, views))
  faults.push(...differences(definedOf(views)))
  if (sums !== undefined) faults.push(...sumFaults(sums, document))
  if (api !== undefined && !isDeepStrictEqual(document, api))
    faults.push('CLI json and /api/lag are not the same document')
  return { phase, snapshotId, takenMs, rows, faults }
}

function definedOf(views: Readonly<Record<string, View | undefined>>): Record<string, View> {
  return Object.fromEntries(
    Object.entries(views).flatMap(([name, view]) => (view === undefined ? [] : [[name, view]])),
  )
}

function rowsOf(
  { scenario, stage }: Played,
  phase: PhaseName,
  document: LagDocument,
  takenMs: number,
  views: Readonly<Record<InterfaceName, View | undefined>>,
): ReportRow[] {
  const expected = expectationOf(scenario, phase, stage, takenMs)
  if (expected === undefined) return []
  return Array.from({ length: stage.partitions }, (_, partition) => {
    const truth = stage.truth(partition).at(takenMs)
    const row = document.rows.find((one) => one.group === stage.name && one.partition === partition)
    const rule = row?.reason.rule ?? ''
    const faults: string[] = []
    if (!expected.rules.some((one) => one === rule))
      faults.push(`rule ${rule}, not ${expected.rules.join(' or ')}`)
    const wrong = row && expected.wrong?.(row.reason.values, stage, takenMs)
    if (wrong !== undefined) faults.push(`values of ${rule}: ${wrong}`)
    const cells = cellsOf((name) => {
      const view = views[name]
      const seen = view?.get(key(stage.name, stage.name, partition))
      return { seen, faults: view === undefined ? [] : faultsOf(seen, expected.status, truth) }
    })
    return { phase, scenario: scenario.name, partition, status: expected.status, rule, truth, cells, faults }
  })
}

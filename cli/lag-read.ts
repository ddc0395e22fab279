// Asks the broker for lag, and says what is wrong where a name is none. Called by lag.ts and lag-check.ts.
import type { Client, LagSpec } from '../client/index.ts'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import { lagGrains } from '../protocol/lag.ts'
import type { LagReport } from '../protocol/lag.ts'
import { namingGroup } from './session.ts'
import { writeStdout } from './stdout.ts'

export async function readLag(client: Client, spec: LagSpec, signal?: AbortSignal): Promise<LagReport> {
  try {
    return await client.admin.groups.lag(spec, signal && { signal })
  } catch (error) {
    if (!isSluiceError(error)) throw error
    if (error.code === 'UNKNOWN_GROUP') return namingMissing(client, spec, error)
    if (error.code !== 'UNKNOWN_TOPIC') throw error
    const hint = 'sluice topic list shows the topics there are'
    throw new SluiceError('UNKNOWN_TOPIC', error.message, { hint, cause: error })
  }
}

/** With the name that is nearest to the first that is none. */
async function namingMissing(client: Client, { groups = [] }: LagSpec, error: SluiceError): Promise<never> {
  const known = new Set((await client.admin.groups.list()).map((group) => group.name))
  const missing = groups.find((name) => !isPattern(name) && !known.has(name))
  if (missing === undefined) throw error
  return namingGroup(client, missing, () => Promise.reject(error))
}

function isPattern(name: string): boolean {
  return /[*?]/.test(name)
}

/** What is said where an answer has no rows. */
export function nothingText({ groups = [], topics = [] }: LagSpec): string {
  const asked = [...groups, ...topics.map((name) => `--topic ${name}`)].join(' ')
  if (asked === '') return 'no group has committed anything or has members'
  // The broker refuses a name that no group has: these are there.
  if (topics.length === 0 && !groups.some(isPattern))
    return `${groups.join(' and ')} ${groups.length === 1 ? 'exists, but has' : 'exist, but have'} neither commits nor members`
  return `nothing is there of ${asked}: none has commits or members there`
}

/** What /metrics says of the report's snapshot: its rows, and those of the other grains. */
export async function printMetrics(client: Client, report: LagReport, spec: LagSpec): Promise<void> {
  const { LagPrometheus } = await import('../protocol/lag-prometheus.ts')
  const maker = new LagPrometheus(report)
  const { snapshotId } = report
  for (const by of lagGrains) {
    const same = by === report.grain ? report : await readLag(client, { ...spec, by, snapshotId })
    maker.add(same.rows)
  }
  for (const piece of maker.text()) await writeStdout(piece)
}

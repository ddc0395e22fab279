// Lag as administration asks for it: all pages of one snapshot. Called by admin-groups.ts.
// Invariant: every row of a report is of one instant: pages after the first name its snapshot. Where the broker had no room to keep it that
// long, the report begins anew: nothing of it was handed out yet.
import { SluiceError } from '../../protocol/errors.ts'
import { type LagGrain, lagGrains, type LagReport, type LagRow } from '../../protocol/lag.ts'
import { rowsOfColumns } from '../../protocol/lag-wire.ts'
import { limits } from '../../protocol/limits.ts'
import type { LagResponse } from '../../protocol/messages.ts'
import type { Deadline } from '../connection/retry.ts'
import type { AdminCalls } from './admin-calls.ts'

/** Which lag to read. */
export interface LagSpec {
  /** Names, or patterns in which `*` stands for anything and `?` for one character. Default: all groups. */
  readonly groups?: readonly string[]
  /** The same of topics. */
  readonly topics?: readonly string[]
  /** What a row stands for; default: 'partition'. */
  readonly by?: LagGrain
  /** Of a report before: the same instant once more. */
  readonly snapshotId?: number
  /** Lag at every sample of the last five minutes too. */
  readonly history?: boolean
}

/** Each time with another snapshot. */
const BEGINS_MOST = 3

export async function readLag(
  calls: Pick<AdminCalls, 'read'>,
  spec: LagSpec,
  deadline: Deadline,
): Promise<LagReport> {
  for (let begins = 1; ; begins++) {
    try {
      return await readPages(calls, spec, deadline)
    } catch (error) {
      const isGone = error instanceof SluiceError && error.code === 'SNAPSHOT_GONE'
      if (!isGone || spec.snapshotId !== undefined || begins === BEGINS_MOST || deadline.over) throw error
    }
  }
}

/** The broker works on the next page while the rows of one are made. */
async function readPages(
  calls: Pick<AdminCalls, 'read'>,
  spec: LagSpec,
  deadline: Deadline,
): Promise<LagReport> {
  const grain = spec.by ?? 'partition'
  const rows: LagRow[] = []
  let asked = askPage(calls, spec, spec.snapshotId ?? 0, 0, deadline)
  for (let fromRow = 0; ; ) {
    const answer = await asked
    const { snapshotId, takenMs, windowMs, nextRow } = answer
    const isLast = nextRow === 0
    if (!isLast) {
      if (nextRow <= fromRow) throw new SluiceError('INTERNAL', 'the pages of lag do not go on')
      asked = askPage(calls, spec, snapshotId, nextRow, deadline)
      asked.catch(() => undefined) // thrown where it is awaited, unless this page throws first
    }
    for (const row of rowsOfColumns(answer, grain)) rows.push(row)
    if (isLast) return { snapshotId, takenMs, windowMs, grain, rows }
    fromRow = nextRow
  }
}

async function askPage(
  calls: Pick<AdminCalls, 'read'>,
  { groups = [], topics = [], by = 'partition', history = false }: LagSpec,
  snapshotId: number,
  fromRow: number,
  deadline: Deadline,
): Promise<LagResponse> {
  const grain = lagGrains.indexOf(by)
  const lag = { groups: [...groups], topics: [...topics], grain, snapshotId, fromRow, history }
  const { response } = await calls.read({ lag }, deadline)
  if (response.lag === null) throw new SluiceError('INTERNAL', 'the broker answered without lag')
  return response.lag
}

/** INVALID_ARGUMENT for a pattern that no name can match. */
export function checkPatterns({ groups = [], topics = [] }: LagSpec): void {
  check(groups, limits.groupNameMax, 'group')
  check(topics, limits.topicNameMax, 'topic')
}

function check(patterns: readonly string[], lengthMax: number, what: string): void {
  for (const pattern of patterns) {
    if (typeof pattern === 'string' && pattern !== '' && pattern.length <= lengthMax) continue
    throw new SluiceError(
      'INVALID_ARGUMENT',
      `the name or pattern of a ${what} has 1 to ${lengthMax} characters, not ${JSON.stringify(pattern)}`,
    )
  }
}

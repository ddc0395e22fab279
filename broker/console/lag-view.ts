// Lag as the console's lists show it: the rows of one snapshot, by group and by topic. Called by overview.ts, topic-detail.ts and
// group-detail.ts; services.lag works the rows out, lag-document.ts says how they look.
// Invariant: where no lag can be had (a snapshot that went meanwhile, a broker that is stopping) the lists are shown without it.
import { lagRowDocument, type LagRowDocument } from '../../protocol/lag-document.ts'
import { type LagGrain, type LagRow, lagStatuses } from '../../protocol/lag.ts'
import type { LagAnswer, LagQuery, LagService } from '../lag/lag-service.ts'

export interface TopicLag {
  groups: number
  outPerSecond: number | null
  worst: LagRowDocument | null
}

export interface LagView {
  readonly snapshotId: number
  readonly byGroup: ReadonlyMap<string, LagRow>
  readonly byTopic: ReadonlyMap<string, TopicLag>
  readonly takenMs: number
}

/** Of all groups, one snapshot; 0: a new one. SNAPSHOT_GONE. */
export async function lagView(lag: LagService, snapshotId: number): Promise<LagView> {
  const byTopic = new Map<string, TopicLag>()
  const topics = await lag.query(queryOf('topic', snapshotId))
  for await (const rows of topics.rows()) for (const row of rows) addRow(byTopic, row, topics.takenMs)
  const byGroup = new Map<string, LagRow>()
  const groups = await lag.query(queryOf('group', topics.snapshotId))
  for await (const rows of groups.rows()) for (const row of rows) byGroup.set(row.group, row)
  return { snapshotId: topics.snapshotId, byGroup, byTopic, takenMs: topics.takenMs }
}

function queryOf(grain: LagGrain, snapshotId: number): LagQuery {
  return { groups: [], topics: [], grain, snapshotId, history: false }
}

/** All rows of an answer that is known to be short. */
export async function rowsOf(answer: LagAnswer): Promise<LagRow[]> {
  const all: LagRow[] = []
  for await (const rows of answer.rows()) all.push(...rows)
  return all
}

export function lagOfTopic(rows: readonly LagRow[], takenMs: number): TopicLag {
  const byTopic = new Map<string, TopicLag>()
  for (const row of rows) addRow(byTopic, row, takenMs)
  return byTopic.values().next().value ?? { groups: 0, outPerSecond: null, worst: null }
}

function addRow(byTopic: Map<string, TopicLag>, row: LagRow, takenMs: number): void {
  const name = row.topic as string
  let topic = byTopic.get(name)
  if (topic === undefined) byTopic.set(name, (topic = { groups: 0, outPerSecond: null, worst: null }))
  topic.groups++
  if (row.outPerSecond !== undefined) topic.outPerSecond = (topic.outPerSecond ?? 0) + row.outPerSecond
  if (topic.worst === null || isWorse(row, topic.worst)) topic.worst = lagRowDocument(row, takenMs)
}

function isWorse(row: LagRow, than: LagRowDocument): boolean {
  const worse = lagStatuses.indexOf(row.status) - lagStatuses.indexOf(than.status)
  if (worse !== 0) return worse > 0
  const later = (row.timeLagMs ?? -1) - (than.timeLagMs ?? -1)
  return later === 0 ? (row.lag ?? -1) > (than.lag ?? -1) : later > 0
}

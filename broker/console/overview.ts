// /api/overview and the event of that name: the broker, its topics and its groups, with lag of one snapshot. Called by console.ts
// and events.ts.
// Behaviour: made line by line, so that ten thousand topics take no long turn; what changes meanwhile shows in some lines only,
//   but lag is of one instant. Where no lag can be had the rest is shown without it.
// Limits: SNAPSHOT_GONE where a snapshot was asked for. Nothing is read from disk but whether the data directory can be written.
import { isSluiceError } from '../../protocol/errors.ts'
import { type LagStatus, lagStatuses } from '../../protocol/lag.ts'
import { limits } from '../../protocol/limits.ts'
import type { Topic } from '../../storage/topic.ts'
import type { KnownGroup } from '../groups/coordinator.ts'
import type { Services } from '../handlers/context.ts'
import { software } from '../handlers/hello.ts'
import type { BrokerReadiness } from '../health.ts'
import type { BrokerOverview, Overview } from './api.ts'
import { groupOverview } from './group-view.ts'
import { type LagView, lagView } from './lag-view.ts'
import type { Part } from './sender.ts'
import type { TopicRates } from './topic-rates.ts'
import { topicOverview } from './topic-view.ts'

export interface NetworkFacts {
  readonly listen: readonly string[]
  readonly counters: {
    readonly connections: number
    readonly accepted: number
    readonly refused: number
    readonly waitingForBudget: number
  }
}

export interface OverviewSources {
  readonly services: Services
  readonly startedMs: number
  readonly readiness: () => Promise<BrokerReadiness>
  readonly network: () => NetworkFacts
  readonly rates: TopicRates
}

/** JSON of an Overview. The number of its snapshot is told first, so that what belongs to it can be made of the same one. */
export async function overview(
  sources: OverviewSources,
  { snapshotId = 0, everyMs = limits.consoleEventMs }: { snapshotId?: number; everyMs?: number } = {},
): Promise<{ snapshotId: number; parts: AsyncGenerator<Part> }> {
  const { services, rates } = sources
  rates.look()
  const view = await lagView(services.lag, snapshotId).catch((error: unknown) => {
    if (snapshotId !== 0 || !isSluiceError(error)) throw error
    return undefined
  })
  const broker = await brokerOverview(sources)
  return { snapshotId: view?.snapshotId ?? 0, parts: partsOf(sources, view, everyMs, broker) }
}

async function* partsOf(
  { services, rates }: OverviewSources,
  view: LagView | undefined,
  everyMs: number,
  broker: BrokerOverview,
): AsyncGenerator<Part> {
  const takenMs = view?.takenMs ?? Date.now()
  const head: Omit<Overview, 'topics' | 'groups'> = {
    takenMs,
    snapshotId: view?.snapshotId ?? null,
    everyMs,
    broker,
    rates: rates.ofAll(),
    statusCounts: view === undefined ? null : statusCounts(view),
  }
  yield `${JSON.stringify(head).slice(0, -1)},"topics":[`
  let separator = ''
  for (const topic of byName(services.store.topics(), ({ name }: Topic) => name)) {
    yield `${separator}${JSON.stringify(topicOverview(topic, rates, view?.byTopic.get(topic.name)))}`
    separator = ','
  }
  yield '],"groups":['
  separator = ''
  for (const known of byName(services.groups.all(), ({ live }: KnownGroup) => live.group.name)) {
    const row = view?.byGroup.get(known.live.group.name)
    yield `${separator}${JSON.stringify(groupOverview(known, row, takenMs))}`
    separator = ','
  }
  yield ']}'
}

function byName<T>(all: Iterable<T>, nameOf: (one: T) => string): T[] {
  return [...all].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
}

function statusCounts({ byGroup }: LagView): Record<LagStatus, number> {
  const counts = Object.fromEntries(lagStatuses.map((status) => [status, 0])) as Record<LagStatus, number>
  for (const row of byGroup.values())
    for (const status of lagStatuses) counts[status] += row.statusCounts?.[status] ?? 0
  return counts
}

async function brokerOverview(sources: OverviewSources): Promise<BrokerOverview> {
  const { services, startedMs } = sources
  const { store, groups, waiters } = services
  const { ready, state, disk } = await sources.readiness()
  const stats = store.stats()
  const { listen, counters } = sources.network()
  const { rss, heapUsed } = process.memoryUsage()
  return {
    software,
    clusterId: store.clusterId,
    bootEpoch: store.bootEpoch,
    startedMs,
    uptimeMs: Math.max(0, Date.now() - startedMs),
    ready,
    state,
    listen,
    disk: { ...disk, logBytes: stats.bytes },
    connections: {
      open: counters.connections,
      acceptedTotal: counters.accepted,
      refusedTotal: counters.refused,
      waitingForMemory: counters.waitingForBudget,
      fetchWaiters: waiters.count,
    },
    eventLoop: services.metrics.eventLoopDelay(),
    memory: { rssBytes: rss, heapUsedBytes: heapUsed },
    topics: stats.topics,
    partitions: stats.logs,
    partitionsReadOnly: stats.readOnlyLogs,
    groups: groups.groupCount,
  }
}

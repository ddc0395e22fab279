// Which numbers of store, network, engine, groups and lag /metrics shows, under which names. Called once by broker.ts.
// They are read when somebody collects; names follow Prometheus: …_total for what only grows, …_bytes, …_seconds. What is not known
// is undefined and has no sample.
import { familyHead } from '../protocol/prometheus-text.ts'
import type { Store, StoreStats } from '../storage/store.ts'
import type { FetchWaiters } from './fetch-waiters.ts'
import type { Coordinator } from './groups/coordinator.ts'
import { histogramText } from './histogram.ts'
import type { Services } from './handlers/context.ts'
import type { LagService } from './lag/lag-service.ts'
import { checkSnapshot, lagText } from './metric-lag.ts'
import { TopicMetrics, trafficTotals } from './metric-topics.ts'
import type { Metrics } from './metrics.ts'
import type { Server } from './server.ts'

const networkTotals = {
  connections_accepted_total: 'Client connections accepted.',
  connections_refused_total: 'Client connections closed at once because connections.max were open.',
  frames_in_total: 'Request frames received whole.',
  network_in_bytes_total: 'Bytes received from clients.',
  network_copied_bytes_total: 'Bytes sent to clients from memory: heads, small ranges.',
  network_sendfile_bytes_total: 'Bytes sent to clients by sendfile.',
  network_cold_ranges_total: 'Ranges of answers that were not in the page cache and waited for the disk.',
}

const networkGauges = {
  connections: 'Client connections open.',
  frames_open: 'Request frames not answered yet.',
  frame_memory_bytes: 'Memory of request frames not answered yet.',
  connections_waiting_for_memory: 'Connections not read because network.memory.bytes are in use.',
  fetch_waiters: 'Fetches waiting for records.',
}

const engineTotals = {
  syncs_total: 'fdatasync calls.',
  fetches_cold_total: 'Fetches that waited for batch headers that were not in the page cache.',
  cold_reads_total: 'Ranges brought into the page cache.',
  cold_read_bytes_total: 'Bytes brought into the page cache.',
  sigbus_caught_total: 'Copies into a mapping that failed on the device.',
}

const storeGauges = {
  topics: 'Topics.',
  partitions: 'Partitions of all topics.',
  partitions_read_only: 'Partitions that take no appends after a disk failure.',
  log_bytes: 'Bytes of all logs.',
  segments: 'Segment files of all logs.',
  segments_open: 'Segment files held open.',
  segments_mapped: 'Segment files mapped: those that are appended to.',
  segment_descriptors: 'Descriptors of segment files.',
  mapped_bytes: 'Address space of mapped segments.',
  appends_queued: 'Appends waiting for space in their segment.',
  acks_waiting: 'Appends waiting for the disk.',
  disk_full: '1 while appends are refused because the disk is full.',
  disk_free_bytes: 'Free space of the data directory.',
}

const groupTotals = {
  group_rebalances_total: 'Assignments of consumer groups made anew.',
  group_members_put_out_total:
    'Members of consumer groups put out: no sign of life, or held on to what was revoked.',
  group_commits_total: 'Offsets committed.',
}

const groupGauges = {
  groups: 'Consumer groups, those without members included.',
  group_members: 'Members of all consumer groups.',
  group_offsets: 'Committed offsets of all consumer groups.',
}

const lagTotals = {
  lag_samples_total: 'Samples of all groups taken, one each ten seconds while there are groups.',
}

const lagGauges = {
  lag_rows: 'Partitions of groups, as of the newest sample.',
  lag_rows_without_window: 'Partitions of groups without a history, because the table of windows is full.',
  lag_windows: 'Partitions of groups with a history.',
  lag_snapshots_kept: 'Snapshots that can be asked for by their number.',
  lag_sample_seconds: 'Time that the newest sample took, in slices.',
  lag_sample_turn_seconds: 'Time of the one turn of it in which all numbers are read.',
}

export function addMetricSources(
  metrics: Metrics,
  store: Store,
  server: Server,
  { config, waiters, groups, lag }: Pick<Services, 'config' | 'waiters' | 'groups' | 'lag'>,
): void {
  metrics.addSource('counter', () => networkTotalsOf(server), networkTotals)
  metrics.addSource('gauge', () => networkGaugesOf(server, waiters), networkGauges)
  const stats = metrics.oncePerScrape(() => store.stats())
  metrics.addSource('counter', () => engineTotalsOf(stats()), engineTotals)
  metrics.addSource('gauge', () => storeGaugesOf(stats()), storeGauges)
  metrics.addText(() => syncText(store))
  metrics.addSource('counter', () => groupTotalsOf(groups), groupTotals)
  metrics.addSource('gauge', () => groupGaugesOf(groups), groupGauges)
  metrics.addSource('counter', () => ({ lag_samples_total: lag.stats().samples }), lagTotals)
  metrics.addSource('gauge', () => lagGaugesOf(lag), lagGauges)
  const topics = new TopicMetrics(store)
  metrics.addSource('counter', () => topics.totals(), trafficTotals)
  metrics.addText(() => topics.text())
  metrics.setLag({
    text: (snapshotId) => lagText(lag, snapshotId, config.metricsMemberLabels),
    check: (snapshotId) => checkSnapshot(lag, snapshotId),
  })
}

function networkTotalsOf(server: Server) {
  const counters = server.counters()
  return {
    connections_accepted_total: counters.accepted,
    connections_refused_total: counters.refused,
    frames_in_total: counters.framesIn,
    network_in_bytes_total: counters.bytesIn,
    network_copied_bytes_total: counters.bytesOutCopied,
    network_sendfile_bytes_total: counters.bytesOutSendfile,
    network_cold_ranges_total: counters.rangesCold,
  }
}

function networkGaugesOf(server: Server, waiters: FetchWaiters) {
  const counters = server.counters()
  return {
    connections: counters.connections,
    frames_open: counters.framesOpen,
    frame_memory_bytes: counters.budgetUsedBytes,
    connections_waiting_for_memory: counters.waitingForBudget,
    fetch_waiters: waiters.count,
  }
}

function engineTotalsOf({ engine: counters, fetchesCold }: StoreStats) {
  return {
    syncs_total: counters.syncs,
    fetches_cold_total: fetchesCold,
    cold_reads_total: counters.coldReads,
    cold_read_bytes_total: counters.coldReadBytes,
    sigbus_caught_total: counters.sigbusCaught,
  }
}

function storeGaugesOf(stats: StoreStats) {
  return {
    topics: stats.topics,
    partitions: stats.logs,
    partitions_read_only: stats.readOnlyLogs,
    log_bytes: stats.bytes,
    segments: stats.segments,
    segments_open: stats.engine.segmentsOpen,
    segments_mapped: stats.engine.mappings,
    segment_descriptors: stats.engine.descriptors,
    mapped_bytes: stats.engine.mappedBytes,
    appends_queued: stats.queuedAppends,
    acks_waiting: stats.waitingAcks,
    disk_full: stats.diskFull ? 1 : 0,
    disk_free_bytes: Number.isFinite(stats.diskFreeBytes) ? stats.diskFreeBytes : undefined,
  }
}

/** Counted by native code, whose threads sync. */
function* syncText(store: Store): Generator<string> {
  const { boundsSeconds, counts, sumSeconds } = store.histograms().sync
  const name = 'sluice_sync_seconds'
  yield familyHead(name, 'histogram', 'Time that one fdatasync takes.')
  yield histogramText(name, '', boundsSeconds, counts, sumSeconds)
}

function groupTotalsOf({ counts }: Coordinator) {
  return {
    group_rebalances_total: counts.rebalances,
    group_members_put_out_total: counts.membersPutOut,
    group_commits_total: counts.commits,
  }
}

function groupGaugesOf(groups: Coordinator) {
  return { groups: groups.groupCount, group_members: groups.memberCount, group_offsets: groups.offsetCount }
}

function lagGaugesOf(lag: LagService) {
  const stats = lag.stats()
  return {
    lag_rows: stats.rows,
    lag_rows_without_window: stats.rowsWithoutWindow,
    lag_windows: stats.windows,
    lag_snapshots_kept: stats.snapshotsKept,
    lag_sample_seconds: seconds(stats.sampleMs),
    lag_sample_turn_seconds: seconds(stats.captureMs),
  }
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000
}

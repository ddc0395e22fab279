// Which metrics Prometheus text has of lag, row by row: names, help, and what of a row is the value. docs/metrics/metrics.md lists them.
// Called by lag-prometheus.ts, which makes the text.
// Names and labels are those of kafka-lag-exporter (github.com/seglo/kafka-lag-exporter, its README) with `kafka_` replaced by `sluice_` and
// without cluster_name, so that its dashboards port by a rename; what it does not have is named in its manner.
// Invariant: what is not known is undefined and gets no sample, never 0.
import { type LagRow, lagStatuses } from './lag.ts'

export interface LagFamily {
  readonly name: string
  readonly help: string
  /** undefined: no sample. */
  readonly value: (row: LagRow, takenMs: number) => number | undefined
}

const prefix = 'sluice_consumergroup_group'

export const partitionFamilies: readonly LagFamily[] = [
  { name: `${prefix}_offset`, help: 'Committed offset.', value: (row) => row.committed },
  {
    name: `${prefix}_lag`,
    help: 'Records not consumed: visible end of the log minus committed offset.',
    value: (row) => row.lag,
  },
  {
    name: `${prefix}_lag_seconds`,
    help: 'Time since the first unread record was appended; 0 where nothing is unread.',
    value: (row) => seconds(row.timeLagMs),
  },
  {
    name: `${prefix}_lag_seconds_estimated`,
    help: '1 where the lag in seconds is an estimate, from an index that was made anew; else no sample.',
    value: (row) => (row.timeLagEstimated && row.timeLagMs !== undefined ? 1 : undefined),
  },
  {
    name: `${prefix}_lag_bytes`,
    help: 'Bytes of the log not consumed, to the 64 KiB.',
    value: (row) => row.bytesBehind,
  },
  {
    name: `${prefix}_lag_velocity`,
    help: 'Records per second by which the lag grows over the window of samples; negative: it shrinks.',
    value: (row) => row.slopePerSecond,
  },
  {
    name: `${prefix}_retention_headroom_seconds`,
    help: 'Time until retention deletes the first unread record; no sample where nothing is unread or nothing deletes it.',
    value: (row) => seconds(row.headroomMs),
  },
  {
    name: `${prefix}_retention_headroom_ratio`,
    help: 'Retention headroom of the first unread record as part of the limit: 1 was just appended, 0 is deleted next.',
    value: (row) => row.headroomRatio,
  },
  { name: `${prefix}_commit_age_seconds`, help: 'Time since the last commit.', value: commitAgeSeconds },
  {
    name: `${prefix}_partition_status`,
    help: `Status as a number: ${lagStatuses.map((status, at) => `${at} ${status}`).join(', ')}.`,
    value: statusNumber,
  },
]

export const offsetFamilies: readonly LagFamily[] = [
  {
    name: 'sluice_partition_latest_offset',
    help: 'Offset after the last record that consumers can see, of partitions that a group reads.',
    value: (row) => row.logEnd,
  },
  {
    name: 'sluice_partition_earliest_offset',
    help: 'Offset of the first record, of partitions that a group reads.',
    value: (row) => row.logStart,
  },
]

export const topicFamilies: readonly LagFamily[] = [
  {
    name: `${prefix}_topic_sum_lag`,
    help: 'Records of a topic that a group has not consumed.',
    value: (row) => row.lag,
  },
  {
    name: `${prefix}_topic_max_lag_seconds`,
    help: 'Lag in seconds of the worst partition of a topic.',
    value: (row) => seconds(row.timeLagMs),
  },
  {
    name: `${prefix}_topic_lag_velocity`,
    help: 'Records per second by which the lag in a topic grows.',
    value: (row) => row.slopePerSecond,
  },
  {
    name: `${prefix}_topic_min_retention_headroom_seconds`,
    help: 'Retention headroom of the partition of a topic that has the least.',
    value: (row) => seconds(row.headroomMs),
  },
  {
    name: `${prefix}_topic_min_retention_headroom_ratio`,
    help: 'Retention headroom as part of the limit, of the partition of a topic that has the least.',
    value: (row) => row.headroomRatio,
  },
]

export const statusFamily = {
  name: `${prefix}_status`,
  help: 'Status of the worst partition of a topic: 1 at the status it has, 0 at the others.',
}

export const groupFamilies: readonly LagFamily[] = [
  { name: `${prefix}_sum_lag`, help: 'Records that a group has not consumed.', value: (row) => row.lag },
  {
    name: `${prefix}_max_lag_seconds`,
    help: 'Lag in seconds of the worst partition of a group.',
    value: (row) => seconds(row.timeLagMs),
  },
  {
    name: `${prefix}_sum_lag_bytes`,
    help: 'Bytes that a group has not consumed.',
    value: (row) => row.bytesBehind,
  },
  {
    name: `${prefix}_min_retention_headroom_seconds`,
    help: 'Retention headroom of the partition of a group that has the least.',
    value: (row) => seconds(row.headroomMs),
  },
  {
    name: `${prefix}_min_retention_headroom_ratio`,
    help: 'Retention headroom as part of the limit, of the partition of a group that has the least.',
    value: (row) => row.headroomRatio,
  },
  {
    name: `${prefix}_catch_up_seconds`,
    help: 'Time until nothing is unread, at these rates.',
    value: (row) => seconds(row.catchUpMs),
  },
  { name: `${prefix}_members`, help: 'Members of a group.', value: (row) => row.members },
  { name: `${prefix}_partitions`, help: 'Partitions that a group reads.', value: (row) => row.partitions },
  {
    name: `${prefix}_uncommitted_partitions`,
    help: 'Partitions of a group without a committed offset: they count in no lag.',
    value: (row) => row.uncommitted,
  },
  {
    name: `${prefix}_worst_status`,
    help: 'Status of the worst partition of a group as a number, as of group_partition_status.',
    value: statusNumber,
  },
]

export const maxLagFamily = {
  name: `${prefix}_max_lag`,
  help: 'Lag in records of the worst partition of a group.',
}

/** Place of the status in lagStatuses: 0 is OK, the highest is worst. */
export function statusNumber(row: LagRow): number {
  return lagStatuses.indexOf(row.status)
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000
}

function commitAgeSeconds({ committedMs }: LagRow, takenMs: number): number | undefined {
  return committedMs === undefined ? undefined : Math.max(0, takenMs - committedMs) / 1000
}

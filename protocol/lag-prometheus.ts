// Lag as Prometheus text. One maker for /metrics (broker/lag-metrics.ts), `sluice lag -o prometheus` and `sluice lag check -o prometheus`,
// so that they cannot differ. Which metrics there are: lag-series.ts.
// Invariants: what is not known has no sample, never 0; all samples of a metric stand together, whatever order rows come in; a row
// costs a text of labels and a number a metric until the text is taken; no piece of text takes longer to make than a slice may.
import { type LagReport, type LagRow, lagStatuses } from './lag.ts'
import {
  groupFamilies,
  type LagFamily,
  maxLagFamily,
  offsetFamilies,
  partitionFamilies,
  statusFamily,
  statusNumber,
  topicFamilies,
} from './lag-series.ts'
import { limits } from './limits.ts'
import { familyHead, labelText, PIECE_CHARACTERS, sampleLine } from './prometheus-text.ts'

export interface LagPrometheusOptions {
  /** Labels member_host, consumer_id and client_id at what is of one partition: each rebalance begins new series. */
  readonly memberLabels?: boolean
  /** Partitions of groups beyond which none of them has series; those of topics and groups stay. Default: limits.lagSeriesPartitionsMax. */
  readonly partitionsMax?: number
  /** The same for topics of groups. Default: limits.lagSeriesTopicsMax. */
  readonly topicsMax?: number
}

/** Rows in, in slices and in any order and mix of grains; then the text, in pieces. What was not added has no samples. */
export class LagPrometheus {
  readonly #report: Pick<LagReport, 'snapshotId' | 'takenMs'>
  readonly #memberLabels: boolean
  readonly #partitions: Table
  readonly #offsets = new Table(offsetFamilies)
  readonly #knownOffsets = new Map<string, Set<number>>() // partitions by topic
  readonly #topics: Table
  readonly #statuses: number[] = []
  readonly #groups = new Table(groupFamilies)
  readonly #maxLag = new Map<string, number>() // by group

  constructor(report: Pick<LagReport, 'snapshotId' | 'takenMs'>, options: LagPrometheusOptions = {}) {
    this.#report = report
    this.#memberLabels = options.memberLabels ?? false
    this.#partitions = new Table(partitionFamilies, options.partitionsMax ?? limits.lagSeriesPartitionsMax)
    this.#topics = new Table(topicFamilies, options.topicsMax ?? limits.lagSeriesTopicsMax)
  }

  /** Rows of the snapshot that the constructor names. */
  add(rows: readonly LagRow[]): void {
    const { takenMs } = this.#report
    for (const row of rows) {
      if (row.topic === undefined) this.#groups.add(labelText({ group: row.group }), row, takenMs)
      else if (row.partition === undefined) this.#addTopic(row, row.topic)
      else this.#addPartition(row, row.topic, row.partition)
    }
  }

  /** Text of one or two hundred lines at a time, each of them whole. */
  *text(): Generator<string> {
    const { snapshotId, takenMs } = this.#report
    yield one(
      'sluice_lag_snapshot_id',
      'Number of the snapshot that the lag in this answer is of.',
      snapshotId,
    )
    yield one(
      'sluice_lag_snapshot_timestamp_seconds',
      'When the snapshot was taken, since 1970.',
      takenMs / 1000,
    )
    yield one(
      'sluice_lag_partitions_left_out',
      'Partitions of groups that have no series here because there are too many; topics and groups have.',
      this.#partitions.leftOut,
    )
    yield one(
      'sluice_lag_topics_left_out',
      'Topics of groups that have no series here because there are too many; groups have.',
      this.#topics.leftOut,
    )
    yield* this.#groups.text()
    const groups = Array.from(this.#maxLag.keys(), (group) => labelText({ group }))
    yield* samples(maxLagFamily, groups, [...this.#maxLag.values()])
    yield* this.#topics.text()
    yield* this.#statusText()
    yield* this.#partitions.text()
    yield* this.#offsets.text()
  }

  #addTopic(row: LagRow, topic: string): void {
    if (this.#topics.takes()) {
      this.#topics.add(labelText({ group: row.group, topic }), row, this.#report.takenMs)
      this.#statuses.push(statusNumber(row))
    } else this.#statuses.length = 0
  }

  #addPartition(row: LagRow, topic: string, partition: number): void {
    const { takenMs } = this.#report
    const { group, lag, owner } = row
    if (this.#partitions.takes()) {
      const member: Record<string, string> =
        this.#memberLabels && owner !== undefined
          ? { member_host: owner.host, consumer_id: owner.memberId, client_id: owner.clientId }
          : {}
      this.#partitions.add(labelText({ group, topic, partition: `${partition}`, ...member }), row, takenMs)
    }
    let known = this.#knownOffsets.get(topic)
    if (known === undefined) this.#knownOffsets.set(topic, (known = new Set()))
    if (!known.has(partition)) {
      known.add(partition)
      this.#offsets.add(labelText({ topic, partition: `${partition}` }), row, takenMs)
    }
    if (lag !== undefined) this.#maxLag.set(group, Math.max(this.#maxLag.get(group) ?? 0, lag))
  }

  *#statusText(): Generator<string> {
    const { labels } = this.#topics
    if (labels.length === 0) return
    let text = familyHead(statusFamily.name, 'gauge', statusFamily.help)
    for (let at = 0; at < labels.length; at++) {
      for (let status = 0; status < lagStatuses.length; status++) {
        const withStatus = `${labels[at]},status="${lagStatuses[status]}"`
        text += sampleLine(statusFamily.name, withStatus, this.#statuses[at] === status ? 1 : 0)
      }
      if (text.length < PIECE_CHARACTERS) continue
      yield text
      text = ''
    }
    yield text
  }
}

/** Rows of one grain: the labels of each, and of each metric a column of numbers (NaN: no sample). */
class Table {
  readonly labels: string[] = []
  readonly #families: readonly LagFamily[]
  readonly #columns: number[][]
  readonly #rowsMax: number
  #count = 0

  constructor(families: readonly LagFamily[], rowsMax = Number.POSITIVE_INFINITY) {
    this.#families = families
    this.#columns = families.map(() => [])
    this.#rowsMax = rowsMax
  }

  /** All or none: a part of them would be another part at the next scrape. */
  get leftOut(): number {
    return this.#count > this.#rowsMax ? this.#count : 0
  }

  /** To be asked before each row. False: there are too many, and all are left out. */
  takes(): boolean {
    this.#count += 1
    if (this.#count <= this.#rowsMax) return true
    if (this.labels.length > 0) {
      this.labels.length = 0
      for (const column of this.#columns) column.length = 0
    }
    return false
  }

  add(labels: string, row: LagRow, takenMs: number): void {
    this.labels.push(labels)
    for (let at = 0; at < this.#families.length; at++)
      this.#columns[at]?.push(this.#families[at]?.value(row, takenMs) ?? Number.NaN)
  }

  *text(): Generator<string> {
    for (let at = 0; at < this.#families.length; at++)
      yield* samples(this.#families[at] as LagFamily, this.labels, this.#columns[at] as number[])
  }
}

/** Nothing at all where nothing is known. */
function* samples(
  { name, help }: Pick<LagFamily, 'name' | 'help'>,
  labels: readonly string[],
  values: readonly number[],
): Generator<string> {
  let text = ''
  let begun = false
  for (let at = 0; at < labels.length; at++) {
    const value = values[at] as number
    if (Number.isNaN(value)) continue
    if (!begun) text = familyHead(name, 'gauge', help)
    begun = true
    text += sampleLine(name, labels[at] as string, value)
    if (text.length < PIECE_CHARACTERS) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function one(name: string, help: string, value: number): string {
  return familyHead(name, 'gauge', help) + sampleLine(name, '', value)
}

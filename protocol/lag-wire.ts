// Lag rows as columns of the wire and back. Called by broker/lag/ (LagColumnWriter) and client/admin/admin-lag.ts (rowsOfColumns).
// Columns instead of a message a row: 4,000 rows are 33 packed fields, not a hundred thousand small ones.
// Invariants: NaN stands for "not known" and for nothing else; a name's number is its place in `names` from 1, 0 is no name; rules are
// called what the broker calls them, so a client shows those that are younger than it.
import { SluiceError } from './errors.ts'
import {
  type LagGrain,
  type LagOwner,
  type LagRow,
  type LagRule,
  lagRuleNames,
  lagRules,
  type LagStatus,
  lagStatuses,
} from './lag.ts'
import type { LagColumns, LagResponse, LagRuleNames } from './messages.ts'

/** About what a row takes without its texts, rule values and samples: 15 doubles, and small numbers. */
const ROW_BYTES = 150
/** What the wire calls rules and their values, by their numbers; and what that takes in every answer. */
const rules: LagRuleNames[] = lagRuleNames.map((rule) => ({ rule, values: [...lagRules[rule].values] }))
const RULES_BYTES = rules.reduce(
  (sum, { rule, values }) => sum + values.reduce((all, name) => all + name.length + 2, rule.length + 8),
  0,
)

/** The columns of one answer, filled row by row. */
export class LagColumnWriter {
  readonly names: string[] = []
  readonly columns: LagColumns = emptyColumns()
  readonly #numbers = new Map<string, number>()
  #bytes = RULES_BYTES

  /** About what the answer takes so far. */
  get bytes(): number {
    return this.#bytes
  }

  get rowCount(): number {
    return this.columns.group.length
  }

  add(row: LagRow): void {
    const { columns } = this
    columns.group.push(this.#name(row.group))
    columns.topic.push(this.#name(row.topic))
    columns.partition.push(row.partition === undefined ? 0 : row.partition + 1)
    columns.status.push(lagStatuses.indexOf(row.status))
    const rule = row.rule as LagRule // the broker's own
    columns.rule.push(lagRuleNames.indexOf(rule))
    const { values } = lagRules[rule]
    for (const name of values) columns.ruleValues.push(row.values[name] ?? Number.NaN)
    columns.worstTopic.push(this.#name(row.worst?.topic))
    columns.worstPartition.push(row.worst?.partition ?? 0)
    columns.partitions.push(row.partitions)
    columns.uncommitted.push(row.uncommitted)
    columns.members.push(row.members)
    this.#numbersOf(row)
    columns.timeLagEstimated.push(row.timeLagEstimated)
    this.#owner(row.owner)
    columns.historyLength.push(row.history?.length ?? 0)
    for (const lag of row.history ?? []) columns.history.push(lag)
    if (row.statusCounts !== undefined)
      for (const status of lagStatuses) columns.statusCounts.push(row.statusCounts[status])
    this.#bytes += ROW_BYTES + 8 * (values.length + (row.history?.length ?? 0))
  }

  /** Field by field, here as in reading: by name a row takes three times as long, and there are 100,000 of them. */
  #numbersOf(row: LagRow): void {
    const { columns } = this
    columns.logStart.push(row.logStart ?? Number.NaN)
    columns.logEnd.push(row.logEnd ?? Number.NaN)
    columns.committed.push(row.committed ?? Number.NaN)
    columns.committedMs.push(row.committedMs ?? Number.NaN)
    columns.lag.push(row.lag ?? Number.NaN)
    columns.timeLagMs.push(row.timeLagMs ?? Number.NaN)
    columns.bytesBehind.push(row.bytesBehind ?? Number.NaN)
    columns.inPerSecond.push(row.inPerSecond ?? Number.NaN)
    columns.outPerSecond.push(row.outPerSecond ?? Number.NaN)
    columns.slopePerSecond.push(row.slopePerSecond ?? Number.NaN)
    columns.catchUpMs.push(row.catchUpMs ?? Number.NaN)
    columns.headroomMs.push(row.headroomMs ?? Number.NaN)
    columns.headroomRatio.push(row.headroomRatio ?? Number.NaN)
  }

  #owner(owner: LagOwner | undefined): void {
    const { columns } = this
    columns.owner.push(this.#name(owner?.memberId))
    columns.ownerClient.push(this.#name(owner?.clientId))
    columns.ownerHost.push(this.#name(owner?.host))
    columns.ownerBlockedMs.push(owner?.blockedMs ?? Number.NaN)
    columns.ownerProcessingMs.push(owner?.processingMs ?? Number.NaN)
  }

  #name(text: string | undefined): number {
    if (text === undefined) return 0
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.names.push(text)
      this.#numbers.set(text, number)
      this.#bytes += 3 * text.length + 4 // UTF-8 takes at most three bytes for what JavaScript counts as one
    }
    return number
  }
}

/** The rows of one answer; INVALID_REQUEST where its columns do not fit together. */
export function rowsOfColumns(answer: LagResponse, grain: LagGrain): LagRow[] {
  const { columns } = answer
  if (columns === null) return []
  const reading = new Reading(answer.names, columns)
  const rows = columns.group.map((_, at) => reading.row(at, grain))
  reading.end()
  return rows
}

class Reading {
  readonly #names: readonly string[]
  readonly #columns: LagColumns
  // How much of those columns is read that have more than one value a row.
  #values = 0
  #history = 0
  #counts = 0

  constructor(names: readonly string[], columns: LagColumns) {
    this.#names = names
    this.#columns = columns
    for (const [name, column] of Object.entries(columns) as [keyof LagColumns, readonly unknown[]][]) {
      if (name === 'ruleValues' || name === 'rules' || name === 'history' || name === 'statusCounts') continue
      if (column.length !== columns.group.length) throw misshapen(`column ${name} has ${column.length} rows`)
    }
  }

  row(at: number, grain: LagGrain): LagRow {
    const columns = this.#columns
    const reason = columns.rules[columns.rule[at] as number]
    const status = lagStatuses[columns.status[at] as number]
    if (reason === undefined || status === undefined)
      throw misshapen('it has a status that there is not, or a rule that it does not name')
    const worstTopic = this.#name(columns.worstTopic[at])
    const partition = columns.partition[at] as number
    return {
      group: this.#name(columns.group[at]) ?? '',
      topic: this.#name(columns.topic[at]),
      partition: partition === 0 ? undefined : partition - 1,
      status,
      rule: reason.rule,
      values: this.#ruleValues(reason),
      worst:
        worstTopic === undefined
          ? undefined
          : { topic: worstTopic, partition: columns.worstPartition[at] as number },
      partitions: columns.partitions[at] as number,
      uncommitted: columns.uncommitted[at] as number,
      members: columns.members[at] as number,
      logStart: numberOf(columns.logStart[at]),
      logEnd: numberOf(columns.logEnd[at]),
      committed: numberOf(columns.committed[at]),
      committedMs: numberOf(columns.committedMs[at]),
      lag: numberOf(columns.lag[at]),
      timeLagMs: numberOf(columns.timeLagMs[at]),
      bytesBehind: numberOf(columns.bytesBehind[at]),
      inPerSecond: numberOf(columns.inPerSecond[at]),
      outPerSecond: numberOf(columns.outPerSecond[at]),
      slopePerSecond: numberOf(columns.slopePerSecond[at]),
      catchUpMs: numberOf(columns.catchUpMs[at]),
      headroomMs: numberOf(columns.headroomMs[at]),
      headroomRatio: numberOf(columns.headroomRatio[at]),
      timeLagEstimated: columns.timeLagEstimated[at] as boolean,
      owner: this.#owner(at),
      history: this.#historyOf(at),
      statusCounts: grain === 'partition' ? undefined : this.#statusCounts(),
    }
  }

  end(): void {
    const { ruleValues, history, statusCounts } = this.#columns
    if (
      this.#values !== ruleValues.length ||
      this.#history !== history.length ||
      this.#counts !== statusCounts.length
    )
      throw misshapen('its columns are of different lengths')
  }

  #name(number: number | undefined): string | undefined {
    if (number === undefined || number === 0) return undefined
    const name = this.#names[number - 1]
    if (name === undefined) throw misshapen(`it points at name ${number} of ${this.#names.length}`)
    return name
  }

  #ruleValues({ values: names }: LagRuleNames): Record<string, number> {
    const values: Record<string, number> = {}
    for (const name of names) {
      const value = this.#columns.ruleValues[this.#values++]
      if (value !== undefined && !Number.isNaN(value)) values[name] = value
    }
    return values
  }

  #historyOf(at: number): readonly number[] | undefined {
    const length = this.#columns.historyLength[at] as number
    if (length === 0) return undefined
    const from = this.#history
    this.#history += length
    return this.#columns.history.slice(from, this.#history)
  }

  #statusCounts(): Record<LagStatus, number> {
    const counts = {} as Record<LagStatus, number>
    for (const status of lagStatuses) counts[status] = this.#columns.statusCounts[this.#counts++] ?? 0
    return counts
  }

  #owner(at: number): LagOwner | undefined {
    const columns = this.#columns
    const memberId = this.#name(columns.owner[at])
    if (memberId === undefined) return undefined
    return {
      memberId,
      clientId: this.#name(columns.ownerClient[at]) ?? '',
      host: this.#name(columns.ownerHost[at]) ?? '',
      blockedMs: numberOf(columns.ownerBlockedMs[at]) ?? 0,
      processingMs: numberOf(columns.ownerProcessingMs[at]) ?? 0,
    }
  }
}

function numberOf(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value
}

function misshapen(what: string): SluiceError {
  return new SluiceError('INVALID_REQUEST', `the answer about lag cannot be read: ${what}`)
}

function emptyColumns(): LagColumns {
  return {
    group: [],
    topic: [],
    partition: [],
    status: [],
    rule: [],
    ruleValues: [],
    worstTopic: [],
    worstPartition: [],
    partitions: [],
    uncommitted: [],
    members: [],
    logStart: [],
    logEnd: [],
    committed: [],
    committedMs: [],
    lag: [],
    timeLagMs: [],
    timeLagEstimated: [],
    bytesBehind: [],
    inPerSecond: [],
    outPerSecond: [],
    slopePerSecond: [],
    catchUpMs: [],
    headroomMs: [],
    headroomRatio: [],
    owner: [],
    ownerClient: [],
    ownerHost: [],
    ownerBlockedMs: [],
    ownerProcessingMs: [],
    historyLength: [],
    history: [],
    statusCounts: [],
    rules,
  }
}

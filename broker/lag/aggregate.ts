// One row for all partitions of a topic of a group, or of a group: the worst partition's status and reason, sums and extremes. The only place
// where lag is summed up; called by lag-service.ts once the rows are evaluated.
// Invariant: what no partition knows is undefined; what some know is made of those.
import { type LagRow, lagRuleNames, lagRules, type LagStatus, lagStatuses } from '../../protocol/lag.ts'
import { At, type GroupEvaluation } from './evaluation.ts'
import type { TopicRows } from './group-rows.ts'
import { ROWS_AT_ONCE, type Turns } from './turns.ts'
import { lagOf } from './window.ts'

export async function aggregate(
  evaluation: GroupEvaluation,
  parts: readonly TopicRows[],
  topic: string | undefined,
  withHistory: boolean,
  turns: Turns,
): Promise<LagRow> {
  const sum = new Sum(evaluation, withHistory)
  for (const { from, to } of parts) {
    for (let row = from; row < to; row++) {
      sum.add(row)
      if (row % ROWS_AT_ONCE === 0) await turns.rest()
    }
  }
  return sum.row(topic, parts)
}

class Sum {
  readonly #evaluation: GroupEvaluation
  readonly #statusCounts = Object.fromEntries(lagStatuses.map((status) => [status, 0])) as Record<
    LagStatus,
    number
  >
  readonly #history: number[] | undefined
  #partitions = 0
  #uncommitted = 0
  #worst = -1
  #worstRank = -1
  #committedMs = Number.NaN
  #lag = Number.NaN
  #timeLagMs = Number.NaN
  #timeLagEstimated = false
  #bytesBehind = Number.NaN
  #inPerSecond = Number.NaN
  #outPerSecond = Number.NaN
  #slopePerSecond = Number.NaN
  #catchUpMs = 0
  #headroomMs = Number.NaN
  #headroomRatio = Number.NaN

  constructor(evaluation: GroupEvaluation, withHistory: boolean) {
    this.#evaluation = evaluation
    this.#history = withHistory ? [] : undefined
  }

  add(row: number): void {
    const evaluation = this.#evaluation
    const number = (at: number) => evaluation.number(row, at)
    const now = evaluation.moment(row)
    this.#partitions++
    this.#rank(row)
    if (Number.isNaN(now.committed)) this.#uncommitted++
    else {
      this.#lag = plus(this.#lag, lagOf(now))
      this.#catchUpMs = Math.max(this.#catchUpMs, number(At.catchUpMs)) // NaN stays: that partition never gets there
    }
    this.#committedMs = most(this.#committedMs, now.committedMs)
    if (most(this.#timeLagMs, number(At.timeLagMs)) !== this.#timeLagMs) {
      this.#timeLagMs = most(this.#timeLagMs, number(At.timeLagMs))
      this.#timeLagEstimated = number(At.timeLagEstimated) === 1
    }
    this.#bytesBehind = plus(this.#bytesBehind, number(At.bytesBehind))
    this.#inPerSecond = plus(this.#inPerSecond, number(At.inPerSecond))
    this.#outPerSecond = plus(this.#outPerSecond, number(At.outPerSecond))
    this.#slopePerSecond = plus(this.#slopePerSecond, number(At.slopePerSecond))
    this.#headroomMs = least(this.#headroomMs, number(At.headroomMs))
    this.#headroomRatio = least(this.#headroomRatio, number(At.headroomRatio))
    if (this.#history !== undefined) addHistory(this.#history, evaluation.history(row) ?? [])
  }

  /** Of equals the one that is furthest behind in time, then the first. */
  #rank(row: number): void {
    const rule = lagRuleNames[this.#evaluation.number(row, At.rule)] as (typeof lagRuleNames)[number]
    const { status } = lagRules[rule]
    this.#statusCounts[status]++
    const rank = lagStatuses.indexOf(status)
    if (rank < this.#worstRank) return
    const timeLagMs = this.#evaluation.number(row, At.timeLagMs)
    const worstMs = this.#worst < 0 ? Number.NaN : this.#evaluation.number(this.#worst, At.timeLagMs)
    if (rank === this.#worstRank && !(timeLagMs > worstMs || (Number.isNaN(worstMs) && timeLagMs >= 0)))
      return
    this.#worst = row
    this.#worstRank = rank
  }

  row(topic: string | undefined, parts: readonly TopicRows[]): LagRow {
    const evaluation = this.#evaluation
    const worst = this.#worst
    const { rows } = evaluation.group
    const rule = lagRuleNames[evaluation.number(worst, At.rule)] as (typeof lagRuleNames)[number]
    const worstTopic = parts.find(({ from, to }) => worst >= from && worst < to)?.topic ?? ''
    const partition = rows.rows[worst]?.log.log.partition ?? 0
    return {
      group: rows.group,
      topic,
      partition: undefined,
      status: lagRules[rule].status,
      rule,
      values: evaluation.values(worst),
      worst: { topic: worstTopic, partition },
      partitions: this.#partitions,
      uncommitted: this.#uncommitted,
      members: rows.members.length,
      logStart: undefined,
      logEnd: undefined,
      committed: undefined,
      committedMs: known(this.#committedMs),
      lag: known(this.#lag),
      timeLagMs: known(this.#timeLagMs),
      timeLagEstimated: this.#timeLagEstimated,
      bytesBehind: known(this.#bytesBehind),
      inPerSecond: known(this.#inPerSecond),
      outPerSecond: known(this.#outPerSecond),
      slopePerSecond: known(this.#slopePerSecond),
      catchUpMs: this.#partitions === this.#uncommitted ? undefined : known(this.#catchUpMs),
      headroomMs: known(this.#headroomMs),
      headroomRatio: known(this.#headroomRatio),
      owner: undefined,
      history: this.#history?.length === 0 ? undefined : this.#history,
      statusCounts: this.#statusCounts,
    }
  }
}

/** Samples end now, however many there are: added from the end. NaN counts for nothing unless all are. */
function addHistory(sum: number[], more: readonly number[]): void {
  while (sum.length < more.length) sum.unshift(Number.NaN)
  const shift = sum.length - more.length
  for (const [place, lag] of more.entries()) sum[shift + place] = plus(sum[shift + place] as number, lag)
}

function plus(sum: number, more: number): number {
  if (Number.isNaN(more)) return sum
  return Number.isNaN(sum) ? more : sum + more
}

function most(one: number, other: number): number {
  return other > one || Number.isNaN(one) ? other : one
}

function least(one: number, other: number): number {
  return other < one || Number.isNaN(one) ? other : one
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

// What the numbers of a snapshot mean, row by row: lag, ages, rates, status. Each row is worked out once, when it is first asked for, and
// kept as numbers: whoever asks for the same snapshot again is told the same, and 100,000 rows are no 100,000 objects.
// Called by lag-service.ts; judged by rules.ts, summed up by aggregate.ts.
import { type LagRow, lagRuleNames, lagRules } from '../../protocol/lag.ts'
import { limits } from '../../protocol/limits.ts'
import { headroom } from '../../storage/headroom.ts'
import type { PartitionRow } from './group-rows.ts'
import { catchUpMs, judge, type LagFacts, type LagVerdict } from './rules.ts'
import { type GroupMoment, momentOf, newMoment, type Snapshot } from './snapshot.ts'
import { ROWS_AT_ONCE, type Turns } from './turns.ts'
import { lagOf, NO_SAMPLES, type RowMoment, type WindowFacts } from './window.ts'

/** The numbers of one row that are kept, each at its place. NaN: not known. */
export const At = {
  rule: 0,
  timeLagMs: 1,
  timeLagEstimated: 2,
  bytesBehind: 3,
  inPerSecond: 4,
  outPerSecond: 5,
  slopePerSecond: 6,
  catchUpMs: 7,
  headroomMs: 8,
  headroomRatio: 9,
  values: 10,
} as const
const VALUES_MOST = Math.max(...Object.values(lagRules).map(({ values }) => values.length))
const WIDTH = At.values + VALUES_MOST
const ruleNumbers = new Map<string, number>(lagRuleNames.map((rule, number) => [rule, number]))
const valueNames = lagRuleNames.map((rule): readonly string[] => lagRules[rule].values)

/** Rows whose numbers share an array: one a group would be a thousand arrays an answer. */
const ROWS_A_BLOCK = 1_024

/** Room for the numbers of one snapshot's rows. */
export class NumberBlocks {
  #block = new Float64Array(0)
  #used = 0
  bytes = 0

  /** Unknown all of them; from `first` on. */
  take(rowCount: number): { readonly numbers: Float64Array; readonly first: number } {
    const count = rowCount * WIDTH
    if (this.#used + count > this.#block.length) {
      this.#block = new Float64Array(Math.max(count, ROWS_A_BLOCK * WIDTH)).fill(Number.NaN)
      this.#used = 0
      this.bytes += this.#block.byteLength
    }
    const first = this.#used
    this.#used += count
    return { numbers: this.#block, first }
  }
}

export class GroupEvaluation {
  readonly group: GroupMoment
  readonly #snapshot: Snapshot
  readonly #numbers: Float64Array
  readonly #first: number
  readonly #moment = newMoment()
  #done = 0

  constructor(snapshot: Snapshot, group: GroupMoment, blocks: NumberBlocks) {
    this.#snapshot = snapshot
    this.group = group
    const { numbers, first } = blocks.take(group.rows.rows.length)
    this.#numbers = numbers
    this.#first = first
  }

  /** All rows below this one, in short turns. Several may ask at once: each row is worked out by whom it comes to first. */
  async upTo(rowCount: number, turns: Turns): Promise<void> {
    while (this.#done < rowCount) {
      const to = Math.min(this.#done + ROWS_AT_ONCE, this.group.rows.rows.length)
      for (; this.#done < to; this.#done++) this.#evaluate(this.#done)
      await turns.rest()
    }
  }

  number(row: number, at: number): number {
    return this.#numbers[this.#first + row * WIDTH + at] as number
  }

  /** Where the row stood at the snapshot; holds until the next call. */
  moment(row: number): RowMoment {
    return momentOf(this.#snapshot, this.group, row, this.#moment)
  }

  /** undefined: no sample had seen it. */
  history(row: number): number[] | undefined {
    const lags = this.#row(row).window?.history(this.#snapshot.sampleCount)
    return lags?.length === 0 ? undefined : lags
  }

  values(row: number): Record<string, number> {
    const values: Record<string, number> = {}
    const names = valueNames[this.number(row, At.rule)] as readonly string[]
    for (const [place, name] of names.entries()) {
      const value = this.number(row, At.values + place)
      if (!Number.isNaN(value)) values[name] = value
    }
    return values
  }

  row(row: number, topic: string, withHistory: boolean): LagRow {
    const { rows, owners } = this.group
    const now = this.moment(row)
    const rule = lagRuleNames[this.number(row, At.rule)] as (typeof lagRuleNames)[number]
    const isCommitted = !Number.isNaN(now.committed)
    return {
      group: rows.group,
      topic,
      partition: this.#row(row).log.log.partition,
      status: lagRules[rule].status,
      rule,
      values: this.values(row),
      worst: undefined,
      partitions: 1,
      uncommitted: isCommitted ? 0 : 1,
      members: rows.members.length,
      logStart: now.logStart,
      logEnd: now.visibleEnd,
      committed: isCommitted ? now.committed : undefined,
      committedMs: known(now.committedMs),
      lag: isCommitted ? lagOf(now) : undefined,
      timeLagMs: known(this.number(row, At.timeLagMs)),
      timeLagEstimated: this.number(row, At.timeLagEstimated) === 1,
      bytesBehind: known(this.number(row, At.bytesBehind)),
      inPerSecond: known(this.number(row, At.inPerSecond)),
      outPerSecond: known(this.number(row, At.outPerSecond)),
      slopePerSecond: known(this.number(row, At.slopePerSecond)),
      catchUpMs: known(this.number(row, At.catchUpMs)),
      headroomMs: known(this.number(row, At.headroomMs)),
      headroomRatio: known(this.number(row, At.headroomRatio)),
      owner: owners[rows.owners[row] as number],
      history: withHistory ? this.history(row) : undefined,
      statusCounts: undefined,
    }
  }

  #row(row: number): PartitionRow {
    return this.group.rows.rows[row] as PartitionRow
  }

  #evaluate(row: number): void {
    const numbers = this.#numbers
    const base = this.#first + row * WIDTH
    const now = this.moment(row)
    this.#measure(row, base, now)
    const { window: samples, windowless } = this.#row(row)
    const window =
      samples?.facts(now, numbers[base + At.timeLagMs] as number) ?? (windowless ? undefined : NO_SAMPLES)
    if (window !== undefined) this.#rates(base, window)
    const { status, rule, values } = this.#judge(row, base, now, window)
    numbers[base + At.catchUpMs] = catchUpMs(
      lagOf(now),
      {
        members: this.group.rows.members.length,
        inPerSecond: numbers[base + At.inPerSecond] as number,
        outPerSecond: numbers[base + At.outPerSecond] as number,
      },
      status,
    )
    const number = ruleNumbers.get(rule) as number
    numbers[base + At.rule] = number
    const names = valueNames[number] as readonly string[]
    for (let place = 0; place < names.length; place++)
      numbers[base + At.values + place] = values[names[place] as string] ?? Number.NaN
  }

  /** Ages, bytes and headroom; nothing where nothing is committed, 0 where nothing is unread. */
  #measure(row: number, base: number, now: RowMoment): void {
    const numbers = this.#numbers
    numbers[base + At.timeLagEstimated] = 0
    if (Number.isNaN(now.committed)) return
    if (now.committed >= now.visibleEnd) {
      numbers[base + At.timeLagMs] = 0
      numbers[base + At.bytesBehind] = 0
      return
    }
    const { log, unread } = this.#row(row)
    unread.look(log.log, now.committed)
    if (Number.isNaN(unread.appendMs)) return
    const visibleBytes = this.#snapshot.visibleBytes[log.place] as number
    numbers[base + At.timeLagMs] = unread.ageMs(now.takenMs)
    numbers[base + At.timeLagEstimated] = unread.estimated ? 1 : 0
    numbers[base + At.bytesBehind] = Math.max(0, visibleBytes - unread.bytesBefore)
    const bytesPerSecond = log.window.bytesPerSecond(now.nowMs, now.sampleCount, visibleBytes)
    const room = headroom(log.log, now.committed, now.takenMs, bytesPerSecond)
    if (room === undefined) return
    numbers[base + At.headroomMs] = room.ms
    numbers[base + At.headroomRatio] = room.ratio
  }

  #rates(base: number, window: WindowFacts): void {
    const numbers = this.#numbers
    const { inPerSecond = Number.NaN, outPerSecond = Number.NaN, lagSlopePerSecond = Number.NaN } = window
    numbers[base + At.inPerSecond] = inPerSecond
    numbers[base + At.outPerSecond] = outPerSecond
    numbers[base + At.slopePerSecond] = lagSlopePerSecond
  }

  #judge(row: number, base: number, now: RowMoment, window: WindowFacts | undefined): LagVerdict {
    const { rows, owners } = this.group
    const owner = owners[rows.owners[row] as number]
    const facts: LagFacts = {
      logStart: now.logStart,
      visibleEnd: now.visibleEnd,
      committed: known(now.committed),
      commitAgeMs: Number.isNaN(now.committedMs) ? undefined : Math.max(0, now.takenMs - now.committedMs),
      timeLagMs: known(this.#numbers[base + At.timeLagMs] as number),
      members: rows.members.length,
      ownerBlockedMs: owner?.blockedMs,
      ownerProcessingMs: owner?.processingMs,
      window,
    }
    return judge(facts, limits.lagWindowsMax)
  }
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

// The numbers the product is held to (the bars), and how a measured row is held against them. Called by the measurements of
// this folder and by report.ts. Pure.
import { spread } from '../rounds.ts'
import type { Spread } from '../rounds.ts'

export interface Bar {
  atLeast?: number
  atMost?: number
}

export const bars: Readonly<Record<string, Bar>> = {
  fetch: { atLeast: 0.95 },
  fetchCpuPerGiB: { atMost: 1.15 },
  produce64KiB: { atLeast: 0.55 },
  produce256KiB: { atLeast: 0.7 },
  produce1MiB: { atLeast: 0.7 },
  produceDisk: { atLeast: 0.8 },
  deviceBytesPerByte: { atMost: 1.3 },
  produceRecordsPerSecond: { atLeast: 2e6 },
  consumeRecordsPerSecond: { atLeast: 4e6 },
  readyMsEmpty: { atMost: 300 },
  readyMs1000: { atMost: 1000 },
  idleAnonBytes: { atMost: 100 * 2 ** 20 },
  mainThreadTurnMsMax: { atMost: 10 },
}

/** One line of the table. A ratio has both sides beside it; a rate is its own figure. */
export interface Row extends Spread {
  key: string
  kind: 'ratio' | 'rate'
  title: string
  /** Of `ours` and `limit` where the row is a ratio, else of the figure itself. */
  unit: string
  ours?: Spread
  limit?: Spread
}

/** Undefined: nothing was promised. */
export function holds(row: Row, bar: Bar | undefined = bars[row.key]): boolean | undefined {
  if (bar === undefined) return undefined
  return row.median >= (bar.atLeast ?? -Infinity) && row.median <= (bar.atMost ?? Infinity)
}

type Facts = Pick<Row, 'key' | 'title' | 'unit'>

/** The median of each round's own ratio: what drifts between rounds falls out. Throws where a round lacks a side. */
export function ratioRow(facts: Facts, ours: readonly number[], limit: readonly number[]): Row {
  if (ours.length !== limit.length || ours.length === 0)
    throw new RangeError(`${facts.key}: ${ours.length} rounds of ours, ${limit.length} of the limit`)
  const quotients = ours.map((value, round) => value / limit[round]!)
  return { ...facts, kind: 'ratio', ...spread(quotients), ours: spread(ours), limit: spread(limit) }
}

export function rateRow(facts: Facts, values: readonly number[]): Row {
  if (values.length === 0) throw new RangeError(`${facts.key}: no round was measured`)
  return { ...facts, kind: 'rate', ...spread(values) }
}

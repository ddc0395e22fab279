// What a measurement of growth is told as: a curve of medians with their extremes, a bar it is held to, and one sentence.
// Called by every scenario of this folder. Pure.
import { spread } from '../rounds.ts'
import type { Spread } from '../rounds.ts'

export interface CurvePoint extends Spread {
  x: number
  /** Where x is only a place in a row. */
  label?: string
}

/** A limit from the design. */
export interface Bar {
  what: string
  atMost: number
  /** Of the rounds, each against itself: what drifts from round to round falls out. */
  measured: Spread
  /** The same of the medians over all rounds, which one odd round cannot move much. */
  ofMedians: number
}

/** unclear: the rounds one by one say otherwise than their medians; more rounds, or a quieter machine, would tell. */
export type Verdict = 'held' | 'missed' | 'unclear' | 'no bar'

export interface Curve {
  name: string
  title: string
  xTitle: string
  yTitle: string
  xUnit: 'count' | 'bytes'
  points: CurvePoint[]
  bar?: Bar
  verdict: Verdict
  /** Made from the figures above. */
  sentence: string
  /** Frame sizes, depth, state of the page cache: what else the figures depend on. */
  conditions: string
}

export type CurveFacts = Omit<Curve, 'verdict' | 'points'> & {
  xs: readonly number[]
  labels?: readonly string[]
  /** Per point, one value a round. */
  values: readonly (readonly number[])[]
}

export function curve({ xs, labels, values, ...facts }: CurveFacts): Curve {
  if (values.length !== xs.length) throw new RangeError(`curve '${facts.name}': ${xs.length} points measured`)
  const points = xs.map((x, at) => ({
    x,
    ...(labels === undefined ? {} : { label: labels[at]! }),
    ...spread(values[at]!),
  }))
  return { ...facts, points, verdict: verdictOf(facts.bar) }
}

export function verdictOf(bar: Bar | undefined): Verdict {
  if (bar === undefined) return 'no bar'
  const holds = [bar.measured.median, bar.ofMedians].filter((value) => value <= bar.atMost).length
  return (['missed', 'unclear', 'held'] as const)[holds]!
}

/** Bar on the values of each round divided by the other values of the same round. */
export function ratioBar(
  what: string,
  atMost: number,
  values: readonly number[],
  others: readonly number[],
): Bar {
  return barOf(what, atMost, values, others, (value, other) => value / other)
}

/** Bar on the share of the other values that is lost, round by round; negative where it is more. */
export function lossBar(
  what: string,
  atMost: number,
  values: readonly number[],
  others: readonly number[],
): Bar {
  return barOf(what, atMost, values, others, (value, other) => 1 - value / other)
}

/** Bar on the values themselves. */
export function valueBar(what: string, atMost: number, values: readonly number[]): Bar {
  const measured = spread(values)
  return { what, atMost, measured, ofMedians: measured.median }
}

function barOf(
  what: string,
  atMost: number,
  values: readonly number[],
  others: readonly number[],
  of: (value: number, other: number) => number,
): Bar {
  if (values.length !== others.length) throw new RangeError(`${what}: both values of every round are needed`)
  const measured = spread(values.map((value, round) => of(value, others[round]!)))
  return { what, atMost, measured, ofMedians: of(spread(values).median, spread(others).median) }
}

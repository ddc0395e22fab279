// Lag over the last five minutes as SVG: a line where it is known, a gap where it is not, a reading under the pointer or the arrow keys.
// Used by the group's view; sparkline() by lists. Invariant: the scale starts at 0, so that a line's height can be compared.
import { fill, h, setText, svg } from './dom.ts'
import { clock, count, DASH } from './format.ts'

export interface Series {
  /** Oldest first; null: not known then. */
  readonly values: readonly (number | null)[]
  readonly takenMs: number
  readonly windowMs: number
}

const HEIGHT = 168
const LEFT = 64
const RIGHT = 12
const TOP = 10
const BOTTOM = 24

export class TrendChart {
  readonly node: HTMLElement
  readonly #picture = svg('svg', { height: HEIGHT, 'aria-hidden': 'true' })
  readonly #reading = h('p', { class: 'reading', role: 'status' })
  readonly #resized = new ResizeObserver(() => this.#draw())
  #series: Series = { values: [], takenMs: 0, windowMs: 0 }
  #at: number | undefined

  constructor(label: string) {
    const frame = h('div', {
      class: 'plot',
      tabindex: 0,
      role: 'group',
      'aria-label': `${label}: arrow keys read it`,
    })
    frame.append(this.#picture)
    frame.addEventListener('pointermove', (event) => this.#read(this.#nearest(event.clientX)))
    frame.addEventListener('pointerleave', () => this.#read(undefined))
    frame.addEventListener('blur', () => this.#read(undefined))
    frame.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (step === undefined) return
      event.preventDefault()
      event.stopPropagation()
      const last = this.#series.values.length - 1
      this.#read(Math.min(Math.max((this.#at ?? last) + step, 0), last))
    })
    this.node = h('figure', { class: 'chart' }, h('figcaption', {}, label), this.#reading, frame)
    this.#resized.observe(frame)
  }

  close(): void {
    this.#resized.disconnect()
  }

  show(series: Series): void {
    this.#series = series
    this.#draw()
  }

  #draw(): void {
    const { values } = this.#series
    const width = this.#picture.parentElement?.clientWidth ?? 0
    if (width === 0) return
    this.#picture.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`)
    this.#picture.setAttribute('width', String(width))
    const top = niceCeiling(Math.max(0, ...values.map((value) => value ?? 0)))
    const place = placer(values.length, width, top)
    const dots = values.map((value, at) => (value === null ? undefined : place(at, value)))
    fill(
      this.#picture,
      ...grid(top, width, place),
      ...times(this.#series, width),
      ...runsOf(dots).flatMap((run) => shapes(run, place(0, 0)[1])),
      this.#cross(dots, place),
    )
    this.#tell()
  }

  #cross(dots: readonly (Dot | undefined)[], place: Place): SVGElement | undefined {
    if (this.#at === undefined) return undefined
    const [x, floor] = place(this.#at, 0)
    const dot = dots[this.#at]
    const mark =
      dot === undefined ? undefined : svg('circle', { cx: dot[0], cy: dot[1], r: 3.5, class: 'point' })
    return svg('g', {}, svg('line', { x1: x, x2: x, y1: TOP, y2: floor, class: 'cross' }), mark)
  }

  #nearest(clientX: number): number | undefined {
    const { left, width } = this.#picture.getBoundingClientRect()
    const last = this.#series.values.length - 1
    if (last < 0) return undefined
    const at = Math.round(((clientX - left - LEFT) / (width - LEFT - RIGHT)) * Math.max(last, 1))
    return Math.min(Math.max(at, 0), last)
  }

  #read(at: number | undefined): void {
    this.#at = at
    this.#draw()
  }

  #tell(): void {
    const { values } = this.#series
    const known = values.filter((value) => value !== null)
    if (known.length === 0) return setText(this.#reading, 'no sample yet: one comes every 10 s')
    const at = this.#at
    if (at !== undefined && at < values.length) {
      const value = values[at]
      const said = value === null || value === undefined ? 'not known' : `${count(value)} records`
      return setText(this.#reading, `${clock(timeOf(this.#series, at))}  ${said}`)
    }
    setText(
      this.#reading,
      `least ${count(Math.min(...known))} · most ${count(Math.max(...known))} · last ${count(values.at(-1))}`,
    )
  }
}

type Dot = readonly [x: number, y: number]
type Place = (at: number, value: number) => Dot

function placer(length: number, width: number, top: number): Place {
  const step = (width - LEFT - RIGHT) / Math.max(length - 1, 1)
  return (at, value) => [LEFT + at * step, TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM)]
}

function timeOf({ values, takenMs, windowMs }: Series, at: number): number {
  const last = values.length - 1
  return last <= 0 ? takenMs : takenMs - (windowMs * (last - at)) / last
}

function grid(top: number, width: number, place: Place): SVGElement[] {
  return [0, top / 2, top].flatMap((value) => {
    const [, y] = place(0, value)
    const line = svg('line', {
      x1: LEFT,
      x2: width - RIGHT,
      y1: y,
      y2: y,
      class: value === 0 ? 'axis' : 'grid',
    })
    if (!Number.isInteger(value)) return [line]
    return [line, svg('text', { x: LEFT - 8, y: y + 4, class: 'tick end' }, count(value))]
  })
}

function times(series: Series, width: number): SVGElement[] {
  const y = HEIGHT - 6
  if (series.values.length < 2) return []
  const first = svg('text', { x: LEFT, y, class: 'tick' }, clock(timeOf(series, 0)))
  const middle = svg(
    'text',
    { x: (LEFT + width - RIGHT) / 2, y, class: 'tick middle' },
    clock(series.takenMs - series.windowMs / 2),
  )
  const last = svg('text', { x: width - RIGHT, y, class: 'tick end' }, clock(series.takenMs))
  return width < 420 ? [first, last] : [first, middle, last]
}

function shapes(run: readonly Dot[], floor: number): SVGElement[] {
  const [first, last] = [run[0] as Dot, run.at(-1) as Dot]
  if (run.length === 1) return [svg('circle', { cx: first[0], cy: first[1], r: 2.5, class: 'point' })]
  const line = pathOf(run)
  return [
    svg('path', { d: `${line}L${last[0]} ${floor}L${first[0]} ${floor}Z`, class: 'area' }),
    svg('path', { d: line, class: 'line' }),
  ]
}

function pathOf(dots: readonly Dot[]): string {
  return dots.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** What is known without a gap in between. */
function runsOf(dots: readonly (Dot | undefined)[]): Dot[][] {
  const runs: Dot[][] = [[]]
  for (const dot of dots) {
    if (dot === undefined) runs.push([])
    else runs.at(-1)?.push(dot)
  }
  return runs.filter((run) => run.length > 0)
}

/** The next of 1, 2, 4, 6, 8 or 10 times a power of ten: half of it is round too. */
function niceCeiling(value: number): number {
  if (value <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power
}

const SPARK_WIDTH = 84
const SPARK_HEIGHT = 20

/** The same in a line of a list, with words for who does not see it. */
export function sparkline(values: readonly (number | null)[]): SVGSVGElement {
  const top = Math.max(1, ...values.map((value) => value ?? 0))
  const step = SPARK_WIDTH / Math.max(values.length - 1, 1)
  const dots = values.map((value, at): Dot | undefined =>
    value === null ? undefined : [at * step, 2 + (1 - value / top) * (SPARK_HEIGHT - 4)],
  )
  const known = values.filter((value) => value !== null)
  const label = `lag from ${count(known[0])} to ${known.length === 0 ? DASH : count(known.at(-1))}`
  const lines = runsOf(dots).map((run) => svg('path', { d: pathOf(run), class: 'line' }))
  return svg(
    'svg',
    { class: 'spark', viewBox: `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`, role: 'img', 'aria-label': label },
    ...lines,
  )
}

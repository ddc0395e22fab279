// A status as people see it: colour, symbol and word together, so that none of the three has to be known. Used by the views.
import type { LagStatus } from '../../../protocol/lag.ts'
import { h, svg } from './dom.ts'

interface Look {
  /** Drawn in a box of 12 × 12. */
  readonly path: string
  readonly filled: boolean
  readonly meaning: string
}

/** From the worst to the best, as lists and filters show them. */
export const looks: Readonly<Record<LagStatus, Look>> = {
  LOST: { path: 'M3 3l6 6M9 3l-6 6', filled: false, meaning: 'what it has not read is gone' },
  NOMEMBER: { path: 'M6 2a4 4 0 1 0 .01 0M3 9l6-6', filled: false, meaning: 'nobody consumes' },
  STOP: { path: 'M2.5 2.5h7v7h-7z', filled: true, meaning: 'commits no more' },
  REWIND: { path: 'M3 4.500h4a2.3 2.3 0 0 1 0 5H5M5 2.500L3 4.500l2 2', filled: false, meaning: 'went back' },
  STALL: { path: 'M4 2.500v7M8 2.500v7', filled: false, meaning: 'commits the same offset again and again' },
  SLOW: { path: 'M6 2l4.5 8h-9z', filled: true, meaning: 'falls behind' },
  NEW: { path: 'M6 2.500a3.5 3.5 0 1 0 .01 0', filled: false, meaning: 'too little is known to say' },
  OK: { path: 'M2.5 6.500l2.5 2.5 4.5-5.5', filled: false, meaning: 'keeps up' },
}

export const statuses = Object.keys(looks) as LagStatus[]

export function severity(status: LagStatus): number {
  return statuses.length - statuses.indexOf(status)
}

export function badge(status: LagStatus, label: string = status): HTMLElement {
  const title = `${status}: ${looks[status].meaning}`
  return h('span', { class: `status is-${status.toLowerCase()}`, title }, symbol(status), label)
}

export function symbol(status: LagStatus): SVGSVGElement {
  const { path, filled } = looks[status]
  const shape = svg('path', { d: path, class: filled ? 'filled' : 'drawn' })
  return svg('svg', { viewBox: '0 0 12 12', class: 'symbol', 'aria-hidden': 'true' }, shape)
}

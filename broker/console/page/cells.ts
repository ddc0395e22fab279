// What a cell of a table or a fact of a detail shows, and how "0" and "not known" look different. Used by the views.
// Invariant: a cell whose signature stays is not drawn again, so that ten thousand rows cost what changed.
import { h } from './dom.ts'
import { DASH, duration } from './format.ts'

export interface Cell {
  readonly signature: string
  readonly draw: (parent: HTMLElement) => void
}

export function text(value: string, options: { title?: string; tone?: string } = {}): Cell {
  const { title, tone } = options
  return {
    signature: `${tone ?? ''}|${title ?? ''}|${value}`,
    draw: (parent) =>
      parent.replaceChildren(
        tone === undefined && title === undefined ? value : h('span', { class: tone, title }, value),
      ),
  }
}

/** What to say of a number that is not there. */
export function unknown(why: string): Cell {
  return text(DASH, { tone: 'unknown', title: `not known: ${why}` })
}

/** A number by one of the writers of format.ts; its 0 is quiet, its absence is a dash that says why. */
export function number(
  value: number | null,
  write: (value: number) => string,
  why: string,
  options: { title?: string; tone?: string } = {},
): Cell {
  if (value === null) return unknown(why)
  return text(write(value), value === 0 ? { ...options, tone: 'zero' } : options)
}

/** Time lag: with ~ where the broker could only estimate it. */
export function timeLag(ms: number | null, estimated: boolean): Cell {
  if (ms === null) return unknown('nothing was committed')
  if (!estimated) return number(ms, duration, '')
  return text(`~${duration(ms)}`, { title: 'estimated: the index has no exact time of appending here' })
}

/** Something made of elements. */
export function custom(signature: string, make: () => readonly (Node | string)[]): Cell {
  return { signature, draw: (parent) => parent.replaceChildren(...make()) }
}

/** The same outside of a table. */
export function drawn(cell: Cell): HTMLElement {
  const parent = h('span')
  cell.draw(parent)
  return parent
}

// The controls above a list: a text to look for and statuses to choose from, both remembered in the address. Used by lists.
import type { LagStatus } from '../../../protocol/lag.ts'
import { fill, h } from './dom.ts'
import { count } from './format.ts'
import { readRoute, rememberQuery } from './route.ts'
import { looks, statuses, symbol } from './status.ts'

/** An input that calls `changed` with what it holds, in lower case. */
export class TextFilter {
  readonly node: HTMLElement
  readonly input: HTMLInputElement
  #text: string

  constructor(label: string, changed: () => void) {
    this.#text = readRoute(location.hash).query.get('q') ?? ''
    this.input = h('input', { type: 'search', placeholder: label, 'aria-label': label, spellcheck: 'false' })
    this.input.autocomplete = 'off'
    this.input.value = this.#text
    this.input.addEventListener('input', () => {
      this.#text = this.input.value
      rememberQuery({ q: this.#text })
      changed()
    })
    this.node = h('label', { class: 'search' }, this.input, h('kbd', { 'aria-hidden': 'true' }, '/'))
  }

  accepts(...texts: readonly string[]): boolean {
    const wanted = this.#text.trim().toLowerCase()
    return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted))
  }

  clear(): boolean {
    if (this.#text === '') return false
    this.input.value = ''
    this.input.dispatchEvent(new Event('input'))
    return true
  }
}

/** A button for each status that there is, with how many have it. */
export class StatusFilter {
  readonly node = h('div', { class: 'chips', role: 'group', 'aria-label': 'show only these statuses' })
  readonly #chosen: Set<LagStatus>
  readonly #changed: () => void
  #shown = ''

  constructor(changed: () => void) {
    this.#changed = changed
    const asked = (readRoute(location.hash).query.get('status') ?? '').split(',')
    this.#chosen = new Set(statuses.filter((status) => asked.includes(status)))
  }

  accepts(status: LagStatus | undefined): boolean {
    return this.#chosen.size === 0 || (status !== undefined && this.#chosen.has(status))
  }

  show(counts: ReadonlyMap<LagStatus, number>): void {
    const there = statuses.filter((status) => (counts.get(status) ?? 0) > 0 || this.#chosen.has(status))
    const text = there.map((status) => `${status}${counts.get(status)}${this.#chosen.has(status)}`).join()
    if (text === this.#shown) return
    this.#shown = text
    const focused = document.activeElement?.getAttribute('data-status')
    fill(this.node, ...there.map((status) => this.#chip(status, counts.get(status) ?? 0)))
    if (focused) this.node.querySelector<HTMLElement>(`[data-status="${focused}"]`)?.focus()
  }

  clear(): boolean {
    if (this.#chosen.size === 0) return false
    this.#chosen.clear()
    this.#remember()
    return true
  }

  #chip(status: LagStatus, number: number): HTMLElement {
    const pressed = this.#chosen.has(status)
    const toggle = (): void => {
      if (!this.#chosen.delete(status)) this.#chosen.add(status)
      this.#remember()
    }
    return h(
      'button',
      {
        type: 'button',
        class: `chip is-${status.toLowerCase()}`,
        'data-status': status,
        'aria-pressed': String(pressed),
        title: looks[status].meaning,
        onclick: toggle,
      },
      symbol(status),
      status,
      h('span', { class: 'many' }, count(number)),
    )
  }

  #remember(): void {
    rememberQuery({ status: [...this.#chosen].join(',') })
    this.#changed()
  }
}

/** How many of each status. */
export function countStatuses<T>(
  rows: readonly T[],
  read: (row: T) => LagStatus | undefined,
): Map<LagStatus, number> {
  const counts = new Map<LagStatus, number>()
  for (const row of rows) {
    const status = read(row)
    if (status !== undefined) counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  return counts
}

// The records a search found or a tail brings, newest or oldest first; a row opens in place. Used by records.ts.
// Invariant: at most ROWS_MAX rows are in the document; what goes is the far end.
import type { ShownRecord } from '../api.ts'
import { h } from './dom.ts'
import { bytes, count, instant } from './format.ts'
import { recordDetail, type RecordSource } from './record-detail.ts'
import { preview } from './shown.ts'

export const ROWS_MAX = 500

const headings: readonly (readonly [label: string, className: string])[] = [
  ['Offset', 'number offset rank-1'],
  ['Part.', 'number part rank-2'],
  ['Timestamp', 'when rank-3'],
  ['Key', 'key rank-1'],
  ['Value', 'rank-1'],
  ['Size', 'number size rank-2'],
]

export class RecordList {
  readonly node: HTMLTableElement
  readonly #source: RecordSource
  readonly #body = h('tbody')
  #rows: HTMLTableRowElement[] = []
  /** A span over columns that are hidden at this width would make columns of its own. */
  readonly #resized = new ResizeObserver(() => this.#span())

  constructor(source: RecordSource) {
    this.#source = source
    const head = headings.map(([label, className], at) =>
      h('th', { scope: 'col', class: className }, at === 0 ? here('Part.') : undefined, label),
    )
    this.node = h(
      'table',
      { class: 'list records', 'aria-label': 'records', hidden: true },
      h('thead', {}, h('tr', {}, ...head)),
      this.#body,
    )
    this.#resized.observe(this.node)
  }

  end(): void {
    this.#resized.disconnect()
  }

  get length(): number {
    return this.#rows.length
  }

  clear(): void {
    this.#rows = []
    this.#body.replaceChildren()
    this.node.hidden = true
  }

  /** At the end. False: there is no room for all of them, the first of all went. */
  append(records: readonly ShownRecord[]): boolean {
    const rows = records.map((record) => this.#row(record))
    this.#body.append(...rows)
    this.#rows.push(...rows)
    const over = this.#rows.splice(0, Math.max(0, this.#rows.length - ROWS_MAX))
    for (const row of over) remove(row)
    this.node.hidden = this.#rows.length === 0
    return over.length === 0
  }

  /** On top, the last of them first. */
  prepend(records: readonly ShownRecord[]): void {
    const rows = records
      .slice(-ROWS_MAX)
      .map((record) => this.#row(record))
      .toReversed()
    for (const row of rows) row.classList.add('fresh')
    this.#body.prepend(...rows)
    this.#rows.unshift(...rows)
    for (const row of this.#rows.splice(ROWS_MAX)) remove(row)
    this.node.hidden = this.#rows.length === 0
  }

  move(step: number): void {
    const at = this.#rows.findIndex((row) => row.contains(document.activeElement))
    const row = this.#rows[at === -1 ? 0 : Math.min(Math.max(at + step, 0), this.#rows.length - 1)]
    row?.querySelector('button')?.focus()
  }

  /** The record that is open where the focus is, or the first open one, closes. */
  close(): boolean {
    const focused = document.activeElement?.closest('tr')
    const opened = this.#rows.filter((row) => row.dataset['open'] !== undefined)
    const row = opened.find((one) => one === focused || one.nextElementSibling === focused) ?? opened[0]
    row?.querySelector('button')?.focus()
    row?.querySelector('button')?.click()
    return row !== undefined
  }

  #row(record: ShownRecord): HTMLTableRowElement {
    const { partition, offset, timestampMs, key, value } = record
    const open = h('button', { type: 'button', class: 'open', 'aria-expanded': 'false' })
    open.append(here(count(partition)), count(offset))
    const when = instant(timestampMs)
    const cells = [
      open,
      count(partition),
      h('span', { title: when }, when.slice(11)),
      preview(key, 'null: it has no key'),
      preview(value, 'null: a tombstone'),
      value === null ? h('span', { class: 'unknown', title: 'null: a tombstone' }, '∅') : bytes(value.bytes),
    ]
    const row = h(
      'tr',
      { class: 'leads' },
      ...cells.map((cell, at) => h('td', { class: headings[at]?.[1] }, cell)),
    )
    const toggle = (): void => this.#toggle(row, open, record)
    open.addEventListener('click', toggle)
    row.addEventListener('click', (event) => {
      const inButton = (event.target as HTMLElement).closest('button') !== null
      if (!inButton && getSelection()?.isCollapsed !== false) toggle()
    })
    return row
  }

  #span(): void {
    const shown = [...(this.node.tHead?.rows[0]?.cells ?? [])].filter((cell) => cell.offsetParent !== null)
    for (const cell of this.#body.querySelectorAll<HTMLTableCellElement>('.detail > td'))
      cell.colSpan = shown.length || 1
  }

  #toggle(row: HTMLTableRowElement, open: HTMLButtonElement, record: ShownRecord): void {
    const opens = row.dataset['open'] === undefined
    open.setAttribute('aria-expanded', String(opens))
    if (opens) {
      row.dataset['open'] = ''
      row.after(h('tr', { class: 'detail' }, h('td', {}, recordDetail(this.#source, record))))
      this.#span()
    } else {
      delete row.dataset['open']
      row.nextElementSibling?.remove()
    }
  }
}

/** The partition where it has no column, on a phone: offsets of several partitions are no order. */
function here(partition: string): HTMLElement {
  return h('span', { class: 'here' }, `${partition} · `)
}

function remove(row: HTMLTableRowElement): void {
  if (row.dataset['open'] !== undefined) row.nextElementSibling?.remove()
  row.remove()
}

// A table of any length: only the rows in sight are in the document, rows keep their elements while they stay, cells are drawn again when
// what they say changed. Used by every list; the page itself scrolls, the head of the table sticks.
// Invariants: all rows are of one height; an update never moves the focus; what is not known sorts last in either direction.
import type { Cell } from './cells.ts'
import { fill, h } from './dom.ts'
import { chosenOrder, type Order, sorted } from './table-order.ts'
import { TableRow } from './table-row.ts'

export interface Column<T> {
  readonly key: string
  readonly label: string
  /** What the heading means, where its word alone does not say. */
  readonly hint?: string
  readonly numeric?: boolean
  /** 1: also on a phone; 2: from a tablet on; 3: on a desk; 4: where there is room. */
  readonly rank: 1 | 2 | 3 | 4
  /** CSS width; none: it takes what is left. */
  readonly width?: string
  readonly cell: (row: T) => Cell
  /** What it is sorted by; none: it is not sorted by. */
  readonly order?: (row: T) => number | string | null
  /** The first click sorts the largest first. */
  readonly descending?: boolean
}

export interface TableOptions<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly key: (row: T) => string
  /** What a program that reads the page finds a row by, as attributes `data-…`. */
  readonly marks?: (row: T) => Readonly<Record<string, string>>
  /** Where Enter and a click on the row lead. */
  readonly link?: (row: T) => string
  readonly order: Order
  readonly reordered?: (order: Order) => void
  readonly className?: string
}

const OVERSCAN_ROWS = 8
/** Below it, rows are all in the document, and the browser's own search finds them. */
const ALL_ROWS = 60

export class Table<T> {
  readonly node: HTMLTableElement
  readonly #options: TableOptions<T>
  readonly #body = h('tbody')
  readonly #above = spacer()
  readonly #below = spacer()
  readonly #headings = new Map<string, HTMLTableCellElement>()
  readonly #drawn = new Map<string, TableRow<T>>()
  #rows: readonly T[] = []
  #order: Order
  #activeKey: string | undefined
  #rowHeight = 0
  #frame = 0
  readonly #scheduled = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#render()
    })
  }

  constructor(options: TableOptions<T>) {
    this.#options = options
    this.#order = chosenOrder(options.columns, options.order)
    const heading = h('tr', {}, ...options.columns.map((column) => this.#heading(column)))
    this.node = h(
      'table',
      { class: `list ${options.className ?? ''}`, 'aria-label': options.label },
      h('thead', {}, heading),
      this.#body,
    )
    fill(this.#body, this.#above, this.#below)
    this.#body.addEventListener('focusin', (event) => {
      const row = (event.target as HTMLElement).closest('tr')
      if (row?.dataset['key'] !== undefined) this.#activeKey = row.dataset['key']
    })
    this.#body.addEventListener('click', (event) => this.#follow(event))
    addEventListener('scroll', this.#scheduled, { passive: true })
    addEventListener('resize', this.#scheduled, { passive: true })
  }

  close(): void {
    removeEventListener('scroll', this.#scheduled)
    removeEventListener('resize', this.#scheduled)
    cancelAnimationFrame(this.#frame)
  }

  get length(): number {
    return this.#rows.length
  }

  setRows(rows: readonly T[]): void {
    const { columns, key } = this.#options
    this.#rows = sorted(rows, columns, this.#order, key)
    this.node.setAttribute('aria-rowcount', String(rows.length + 1))
    this.#render()
  }

  /** The next or the row before takes the focus; none has it: the first. */
  move(step: number): void {
    if (this.#rows.length === 0) return
    const { key } = this.#options
    const at = this.#rows.findIndex((row) => key(row) === this.#activeKey)
    const to = at === -1 ? 0 : Math.min(Math.max(at + step, 0), this.#rows.length - 1)
    this.#activeKey = key(this.#rows[to] as T)
    this.#scrollTo(to)
    this.#render()
    this.#drawn.get(this.#activeKey)?.focus()
  }

  #heading(column: Column<T>): HTMLTableCellElement {
    const { key, label, hint, numeric, rank, width, order } = column
    const heading = h('th', { scope: 'col', class: `${classOf(numeric, rank)} col-${key}`, title: hint })
    if (width !== undefined) heading.style.width = width
    if (order === undefined) heading.append(label)
    else heading.append(h('button', { type: 'button', onclick: () => this.#sortBy(column) }, label))
    this.#headings.set(key, heading)
    this.#showOrder(column, heading)
    return heading
  }

  #sortBy(column: Column<T>): void {
    const same = this.#order.key === column.key
    this.#order = {
      key: column.key,
      descending: same ? !this.#order.descending : (column.descending ?? false),
    }
    for (const one of this.#options.columns) this.#showOrder(one, this.#headings.get(one.key))
    this.#options.reordered?.(this.#order)
    this.setRows(this.#rows)
  }

  #showOrder(column: Column<T>, heading: HTMLTableCellElement | undefined): void {
    if (column.order === undefined || heading === undefined) return
    const mine = this.#order.key === column.key
    heading.setAttribute('aria-sort', mine ? (this.#order.descending ? 'descending' : 'ascending') : 'none')
  }

  #render(): void {
    const [first, last] = this.#inSight()
    const { key } = this.#options
    const focused = this.#body.contains(document.activeElement)
    const wanted = new Set<string>()
    let before: Element = this.#above
    for (let at = first; at < last; at++) {
      const row = this.#rows[at] as T
      const name = key(row)
      wanted.add(name)
      const drawn = this.#drawn.get(name) ?? this.#newRow(name, row)
      drawn.show(row, at)
      if (before.nextElementSibling !== drawn.node) before.after(drawn.node)
      before = drawn.node
    }
    for (const [name, drawn] of this.#drawn) {
      if (wanted.has(name)) continue
      drawn.node.remove()
      this.#drawn.delete(name)
    }
    const height = this.#measure(before)
    setHeight(this.#above, first * height)
    setHeight(this.#below, (this.#rows.length - last) * height)
    // Rows that were moved, and links that were drawn anew, have lost it.
    if (focused && !this.#body.contains(document.activeElement)) {
      this.#drawn.get(this.#activeKey ?? '')?.focus()
    }
  }

  #newRow(name: string, row: T): TableRow<T> {
    const { columns, link, marks } = this.#options
    const made = new TableRow(name, columns, link)
    if (marks !== undefined) made.mark(marks(row))
    this.#drawn.set(name, made)
    return made
  }

  /** [first, last) of the rows to be in the document. */
  #inSight(): [first: number, last: number] {
    const { length } = this.#rows
    if (length <= ALL_ROWS) return [0, length]
    const height = this.#rowHeight || 44
    const above = -this.#body.getBoundingClientRect().top / height
    const first = Math.max(0, Math.min(Math.floor(above) - OVERSCAN_ROWS, length - ALL_ROWS))
    return [
      first,
      Math.min(length, Math.max(Math.ceil(above + innerHeight / height) + OVERSCAN_ROWS, first + 1)),
    ]
  }

  #measure(row: Element): number {
    if (row !== this.#above) this.#rowHeight = (row as HTMLElement).offsetHeight || this.#rowHeight
    return this.#rowHeight
  }

  #scrollTo(at: number): void {
    const head = (this.node.tHead?.getBoundingClientRect().bottom ?? 0) + 8
    const top = this.#body.getBoundingClientRect().top + at * this.#rowHeight
    if (top < head) scrollBy({ top: top - head, behavior: 'instant' })
    const over = top + this.#rowHeight + 16 - innerHeight
    if (over > 0) scrollBy({ top: over, behavior: 'instant' })
  }

  /** A click anywhere on a row follows its link, unless text is being selected or something in there was meant. */
  #follow(event: MouseEvent): void {
    const target = event.target as HTMLElement
    if (target.closest('a, button, input, select') !== null || getSelection()?.isCollapsed === false) return
    target.closest('tr')?.querySelector('a')?.click()
  }
}

export function classOf(numeric: boolean | undefined, rank: number): string {
  return `${numeric === true ? 'number ' : ''}rank-${rank}`
}

/** One cell: a span over columns that are hidden just now would make columns of its own. */
function spacer(): HTMLTableRowElement {
  return h('tr', { class: 'spacer', 'aria-hidden': 'true' }, h('td'))
}

function setHeight(row: HTMLTableRowElement, height: number): void {
  row.hidden = height === 0
  ;(row.firstElementChild as HTMLElement).style.height = `${height}px`
}

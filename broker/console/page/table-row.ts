// One row of a table that is in the document. Used by table.ts.
// Invariant: a cell is drawn again when its signature changed, and only then.
import { h } from './dom.ts'
import { classOf, type Column } from './table.ts'

export class TableRow<T> {
  readonly node: HTMLTableRowElement
  readonly #columns: readonly Column<T>[]
  readonly #signatures: string[] = []
  readonly #cells: HTMLTableCellElement[]

  constructor(key: string, columns: readonly Column<T>[], link: ((row: T) => string) | undefined) {
    this.#columns = columns
    this.#cells = columns.map(({ key: column, numeric, rank }) =>
      h('td', { class: classOf(numeric, rank), 'data-column': column }),
    )
    this.node = h('tr', { 'data-key': key, class: link === undefined ? undefined : 'leads' }, ...this.#cells)
    // A row that leads nowhere is reached all the same.
    if (link === undefined) this.node.tabIndex = -1
  }

  /** `data-` attributes by which a program finds it. */
  mark(names: Readonly<Record<string, string>>): void {
    Object.assign(this.node.dataset, names)
  }

  show(row: T, at: number): void {
    this.node.setAttribute('aria-rowindex', String(at + 2))
    this.#columns.forEach((column, index) => {
      const cell = column.cell(row)
      if (this.#signatures[index] === cell.signature) return
      this.#signatures[index] = cell.signature
      cell.draw(this.#cells[index] as HTMLTableCellElement)
    })
  }

  focus(): void {
    const target = this.node.querySelector('a') ?? this.node
    target.focus({ preventScroll: true })
  }
}

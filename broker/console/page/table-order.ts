// In which order a table shows its rows. Used by table.ts. Pure.
// Invariants: what is not known is last whichever way it is sorted; rows that are equal are in the order of their keys.
import type { Column } from './table.ts'

export interface Order {
  readonly key: string
  readonly descending: boolean
}

const names = new Intl.Collator('en', { numeric: true })

/** `lag:desc` of an address; undefined for anything that is none. */
export function readOrder(text: string | null): Order | undefined {
  const match = /^([a-z-]+)(:desc)?$/.exec(text ?? '')
  return match === null ? undefined : { key: match[1] as string, descending: match[2] !== undefined }
}

export function orderText({ key, descending }: Order): string {
  return descending ? `${key}:desc` : key
}

/** The order asked for, or by the first column where there is no such column. */
export function chosenOrder<T>(columns: readonly Column<T>[], order: Order): Order {
  const known = columns.some((column) => column.key === order.key && column.order !== undefined)
  return known
    ? order
    : { key: columns.find((column) => column.order !== undefined)?.key ?? '', descending: false }
}

export function sorted<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  { key, descending }: Order,
  keyOf: (row: T) => string,
): T[] {
  const by = columns.find((column) => column.key === key)?.order
  if (by === undefined) return [...rows]
  // Read once a row: comparing asks for it many times.
  const entries = rows.map((row) => ({ row, value: by(row), name: keyOf(row) }))
  const sign = descending ? -1 : 1
  entries.sort((one, other) => {
    if (one.value === null || other.value === null) {
      if (one.value !== other.value) return one.value === null ? 1 : -1
    } else if (one.value !== other.value) {
      if (typeof one.value === 'number') return sign * (one.value - (other.value as number))
      return sign * names.compare(one.value, other.value as string)
    }
    return one.name === other.name ? 0 : names.compare(one.name, other.name)
  })
  return entries.map((entry) => entry.row)
}

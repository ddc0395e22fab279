// What a page of charts is to main.ts: it reads docs/bench/NAME.json, as a benchmark's `-o json` left it, and makes charts and
// tables of it. Pure: the same JSON gives the same bytes.
import type { Spread } from '../rounds.ts'

export interface Drawing {
  /** By file name in docs/bench/. */
  charts: Record<string, string>
  /** Markdown by name: it goes between `<!-- table: NAME -->` and `<!-- end -->` wherever docs/ has that. */
  tables: Record<string, string>
}

export interface Page {
  /** Of docs/bench/NAME.json. Names of tables begin with it and a blank. */
  name: string
  draw(result: unknown): Promise<Drawing>
}

/** Numbers right, words left, by what the first row holds. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const sides = columns.map((_, index) => (/^[\d.,–() %×]+$/.test(rows[0]?.[index] ?? '') ? '---:' : '---'))
  return [columns, sides, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

export function number(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** "3.54 (2.90–3.69)": median, smallest, largest. */
export function spreadText({ median, min, max }: Spread, digits: number): string {
  return `${number(median, digits)} (${number(min, digits)}–${number(max, digits)})`
}

export function bytesText(bytes: number): string {
  for (const [unit, factor] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const)
    if (bytes >= factor) return `${number(bytes / factor, bytes % factor === 0 ? 0 : 1)} ${unit}`
  return `${bytes} B`
}

// Reads tables and quoted limits out of a page, for the tests that compare a page with the program.
//   <!-- limit: lagSamples -->30          in a sentence: the limit of that name is 30 (`10 s` for 10,000 ms)
//   `lagSamples` 30                       in a table cell: the same
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { limits } from '../../protocol/limits.ts'
import { root } from './snippets.ts'

export function readPage(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Cells of the tables between this heading and the next of its rank, header and rule lines aside. */
export function rowsUnder(page: string, heading: string): string[][] {
  const from = page.indexOf(`\n${heading}\n`)
  expect(from, heading).to.be.greaterThan(-1)
  const section = page.slice(from + heading.length + 1).split(/^## /m)[0] as string
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  const isRule = (line: string | undefined) => /^\|[-|]+\|$/.test(line ?? '')
  return lines
    .filter((line, at) => !isRule(line) && !isRule(lines[at + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** What stands in backquotes. */
export function named(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
}

export function expectLimitsAsTheyAre(page: string, atLeast: number): void {
  const inTables = [...page.matchAll(/`(\w+)` (\d[\d,]*)/g)]
  const inText = [...page.matchAll(/<!-- limit: (\w+) -->(\d[\d,]*)( s)?/g)]
  const quoted = [...inTables, ...inText]
  expect(quoted.length, 'limits quoted').to.be.at.least(atLeast)
  for (const [, name = '', digits = '', seconds] of quoted) {
    const value = Number(digits.replaceAll(',', '')) * (seconds === undefined ? 1 : 1_000)
    expect(value, name).to.equal((limits as Readonly<Record<string, number>>)[name])
  }
}

// Reads the examples out of the documentation. Called by snippets.test.ts and by test/packages, which runs the first one.
//
//   <!-- not run: REASON -->      on the line before a fence: nothing runs it; the reason is for the reader too
//   ```ts                         a whole program, type-checked under strict and run
//   ```sh                         commands, run in order; all of one page share a directory and a broker
//   ```text                       right after one of these: exactly what it prints
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

export interface Snippet {
  page: string
  line: number
  language: string
  code: string
  notRun: string | undefined // the reason
  prints: string | undefined
}

export function pages(): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true }) as string[]
  const found = docs.filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`)
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...found.sort()]
}

export function snippetsOf(page: string): Snippet[] {
  const lines = readFileSync(join(root, page), 'utf8').split('\n')
  const found: Snippet[] = []
  let before: Snippet | undefined // the snippet that ended on the line above, blank lines aside
  let reason: string | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string
    const language = /^```(\w*)$/.exec(line)?.[1]
    if (language !== undefined) {
      const end = lines.indexOf('```', at + 1)
      if (end === -1) throw new Error(`${page}:${at + 1}: a fence without an end`)
      const code = `${lines.slice(at + 1, end).join('\n')}\n`
      if (language === 'text' && before !== undefined) before.prints = code
      before = { page, line: at + 1, language, code, notRun: reason, prints: undefined }
      found.push(before)
      at = end
    } else if (line.trim() !== '') before = undefined
    if (line.trim() !== '') reason = /^<!-- not run: (.+) -->$/.exec(line)?.[1]
  }
  return found
}

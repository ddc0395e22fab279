// Writes the charts and the tables of docs/ from the figures that are kept in docs/bench/NAME.json.
//   npm run charts [-- [--check] [NAME…]]   --check: writes nothing, exits 1 where docs/ differs from its figures; NAME: these alone
// test/bench/charts.test.ts runs --check. A page whose JSON is not there is passed over, a JSON without a page is an error.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { barsPage } from './bars.ts'
import { growthPage } from './growth.ts'
import type { Page } from './page.ts'
import { transferPage } from './transfer.ts'

const pages: Page[] = [transferPage, growthPage, barsPage]

const docs = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs')
const figures = join(docs, 'bench')

/** Path from docs/ → what is to stand there. */
async function draw(wanted: readonly Page[]): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const tables = new Map<string, string>()
  for (const page of wanted) {
    const drawing = await page.draw(JSON.parse(readFileSync(join(figures, `${page.name}.json`), 'utf8')))
    for (const [name, svg] of Object.entries(drawing.charts)) files.set(join('bench', name), svg)
    for (const [name, table] of Object.entries(drawing.tables)) tables.set(`${page.name} ${name}`, table)
  }
  for (const path of (readdirSync(docs, { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.md'),
  ))
    files.set(path, withTables(path, readFileSync(join(docs, path), 'utf8'), wanted, tables))
  return files
}

function withTables(
  path: string,
  text: string,
  wanted: readonly Page[],
  tables: ReadonlyMap<string, string>,
): string {
  return text.replace(/^(<!-- table: (.+) -->\n)[\s\S]*?^(<!-- end -->)$/gm, (whole, start, name, end) => {
    if (!wanted.some((page) => name.startsWith(`${page.name} `))) return whole
    const table = tables.get(name)
    if (table === undefined) throw new Error(`docs/${path}: there is no table '${name}'`)
    return `${start}\n${table}\n\n${end}`
  })
}

/** Those named, or all that have figures. */
function wantedPages(names: readonly string[]): Page[] {
  const there = readdirSync(figures)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
  return (names.length > 0 ? names : there).map((name) => {
    const page = pages.find((one) => one.name === name)
    if (page === undefined) throw new Error(`docs/bench/${name}.json: no page in bench/charts draws it`)
    return page
  })
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const check = values.check
  const told = check ? 'differs from docs/bench/NAME.json: run `npm run charts`' : 'written'
  for (const [path, text] of await draw(wantedPages(positionals))) {
    const file = join(docs, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    if (check) process.exitCode = 1
    else writeFileSync(file, text)
    process.stderr.write(`charts: docs/${path} ${told}\n`)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})

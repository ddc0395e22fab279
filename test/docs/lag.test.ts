// docs/lag.md says what the program says: statuses, rules and their values, columns, the members of lag/v1, limits, renamed metrics.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lagColumns } from '../../cli/lag-table.ts'
import { lagDocumentHead, lagRowDocument, LAG_SCHEMA } from '../../protocol/lag-document.ts'
import { lagRules, type LagRow, type LagRule, lagStatuses } from '../../protocol/lag.ts'
import { LagPrometheus } from '../../protocol/lag-prometheus.ts'
import { limits } from '../../protocol/limits.ts'
import { root } from './snippets.ts'

const page = readFileSync(join(root, 'docs/lag.md'), 'utf8')

/** Cells of the tables below this heading, header and rule lines aside. */
function rowsUnder(heading: string): string[][] {
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

const named = (cell: string | undefined) =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
const numbersIn = (text: string) =>
  [...text.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', '')))

const row: LagRow = {
  group: 'g',
  topic: 't',
  partition: 0,
  status: 'OK',
  rule: 'caught-up',
  values: { lag: 0 },
  worst: { topic: 't', partition: 0 },
  partitions: 1,
  uncommitted: 0,
  members: 1,
  logStart: 0,
  logEnd: 1,
  committed: 1,
  committedMs: 1,
  lag: 0,
  timeLagMs: 0,
  timeLagEstimated: false,
  bytesBehind: 0,
  inPerSecond: 0,
  outPerSecond: 0,
  slopePerSecond: 0,
  catchUpMs: 0,
  headroomMs: 1,
  headroomRatio: 1,
  owner: { memberId: 'm', clientId: 'c', host: 'h', blockedMs: 0, processingMs: 0 },
  history: [0],
  statusCounts: { OK: 1, NEW: 0, SLOW: 0, STALL: 0, REWIND: 0, STOP: 0, NOMEMBER: 0, LOST: 0 },
}
const report = { snapshotId: 1, takenMs: 1_000, windowMs: 1, grain: 'partition' as const, rows: [row] }

describe('docs/lag.md', () => {
  it('has every rule with its status and values, and nothing else', () => {
    const rows = rowsUnder('## Status')
    const told = new Map(
      rows.map(([status = '', rule, , values]) => [named(rule)[0], { status, values: named(values) }]),
    )
    expect([...told.keys()].sort()).to.deep.equal(Object.keys(lagRules).sort())
    for (const [rule, { status, values }] of told)
      expect({ status, values }, rule).to.deep.equal({
        ...lagRules[rule as LagRule],
        values: [...lagRules[rule as LagRule].values],
      })
  })

  it('orders statuses as the program does', () => {
    const order = /is best, then (.*?), and (.*?) is worst/.exec(page)
    expect(['OK', ...named(order?.[1]), ...named(order?.[2])]).to.deep.equal([...lagStatuses])
  })

  it('has every column of the table', () => {
    const told = rowsUnder('## Columns').flatMap(([cell]) => named(cell))
    const columns = lagColumns('partition', 0).all.map(({ header, name }) => name ?? header.toLowerCase())
    expect(told.sort()).to.deep.equal(columns.sort())
  })

  it('has every member of lag/v1', () => {
    const told = rowsUnder('## JSON: `lag/v1`').map(([cell, type = '']) => ({
      name: named(cell)[0] ?? '',
      type,
    }))
    const head = { ...lagDocumentHead(report), rows: [] }
    const document = { ...head, ...lagRowDocument(row, 1_000) }
    expect(told.map(({ name }) => name).sort()).to.deep.equal(Object.keys(document).sort())
    for (const [name, value] of Object.entries(document)) {
      const type = told.find((one) => one.name === name)?.type ?? ''
      const what = Array.isArray(value) ? 'array' : typeof value
      expect(type.split(' or ')[0], name).to.equal(what)
    }
    expect(page).to.contain(`\`${LAG_SCHEMA}\``)
  })

  it('says "or null" exactly where null can be', () => {
    const told = rowsUnder('## JSON: `lag/v1`').filter(([, type]) => type?.endsWith('or null'))
    const bare = Object.fromEntries(Object.keys(row).map((key) => [key, undefined])) as unknown as LagRow
    const always = new Set([
      'group',
      'status',
      'rule',
      'values',
      'partitions',
      'uncommitted',
      'members',
      'timeLagEstimated',
    ])
    const least = { ...bare, ...Object.fromEntries(Object.entries(row).filter(([key]) => always.has(key))) }
    const nulls = Object.entries(lagRowDocument(least as LagRow, 1_000)).filter(([, value]) => value === null)
    expect(told.map(([cell]) => named(cell)[0]).sort()).to.deep.equal(nulls.map(([name]) => name).sort())
  })

  it('names the members of owner, and nothing else', () => {
    const [, , text] = rowsUnder('## JSON: `lag/v1`').find(([cell]) => named(cell)[0] === 'owner') ?? []
    expect(named(text)).to.deep.equal(Object.keys(row.owner ?? {}))
  })

  it('quotes limits as they are', () => {
    const quoted = rowsUnder('## Limits').flatMap(([, text = '']) => [
      ...text.matchAll(/`(\w+)` ([\d,]+)|`(\w+)` ([\d,]+) ms/g),
    ])
    expect(quoted.length).to.be.greaterThan(4)
    for (const [, name = '', value = ''] of quoted)
      expect(numbersIn(value), name).to.deep.equal([limits[name as keyof typeof limits]])
    const inText = [...page.matchAll(/<!-- limit: (\w+) -->([\d,]+)( s)?/g)]
    expect(inText.length).to.be.greaterThan(2)
    for (const [, name = '', value = '', seconds] of inText)
      expect((numbersIn(value)[0] ?? 0) * (seconds === undefined ? 1 : 1_000), name).to.equal(
        limits[name as keyof typeof limits],
      )
  })

  it('renames metrics to ones that there are', () => {
    const maker = new LagPrometheus(report)
    const byTopic = { ...row, partition: undefined, owner: undefined }
    maker.add([row, byTopic, { ...byTopic, topic: undefined }])
    const there = new Set([...maker.text()].join('').match(/^sluice_\w+/gm))
    const told = rowsUnder('## For users of Burrow and kafka-lag-exporter').filter(([from]) =>
      /^`kafka_/.test(from ?? ''),
    )
    expect(told.length).to.be.greaterThan(7)
    for (const [from, to] of told) {
      expect(named(to)[0]).to.equal(named(from)[0]?.replace(/^kafka_/, 'sluice_'))
      expect(there.has(named(to)[0] ?? ''), to).to.equal(true)
    }
  })
})

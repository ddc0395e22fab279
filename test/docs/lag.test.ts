// docs/lag.md says what the program says: statuses, rules and their values, columns, the members of lag/v1, limits, renamed metrics.
import { expect } from 'chai'
import {
  ALLOWED_LAG,
  ALLOWED_TIME_LAG_MS,
  SAMPLES_WANTED,
  STALL_COMMITS,
  STALL_MS,
  STOP_LEAST_MS,
  STOP_UNKNOWN_MS,
} from '../../broker/lag/rules.ts'
import { lagColumns } from '../../cli/lag-table.ts'
import { lagDocumentHead, lagRowDocument, LAG_SCHEMA } from '../../protocol/lag-document.ts'
import { lagRules, type LagRow, type LagRule, lagStatuses } from '../../protocol/lag.ts'
import { LagPrometheus } from '../../protocol/lag-prometheus.ts'
import { expectLimitsAsTheyAre, named, readPage, rowsUnder } from './tables.ts'

const page = readPage('docs/lag.md')

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
    const rows = rowsUnder(page, '## Status')
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

  it('gives the figures of the rules', () => {
    const told = new Map(rowsUnder(page, '## Status').map(([, rule, fires = '']) => [named(rule)[0], fires]))
    const seconds = (ms: number) => `${ms / 1_000} s`
    expect(told.get('caught-up')).to.equal(ALLOWED_LAG === 0 ? 'nothing is unread' : undefined)
    expect(told.get('recent')).to.contain(`longer than ${seconds(ALLOWED_TIME_LAG_MS)}`)
    expect(told.get('no-commit')).to.contain(`than ${seconds(STOP_LEAST_MS)}`)
    expect(told.get('no-commit')).to.contain(`than ${STOP_UNKNOWN_MS / 60_000} min while`)
    expect(told.get('never-committed')).to.contain(`for ${seconds(STOP_LEAST_MS)}`)
    expect(told.get('same-offset')).to.contain(
      `at least ${STALL_COMMITS} times, for at least ${seconds(STALL_MS)}`,
    )
    expect(told.get('few-samples')).to.contain(`fewer than ${SAMPLES_WANTED} samples`)
    expect(told.get('few-samples')).to.contain(`fewer than ${SAMPLES_WANTED} commits`)
  })

  it('orders statuses as the program does', () => {
    const order = /is best, then (.*?), and (.*?) is worst/.exec(page)
    expect(['OK', ...named(order?.[1]), ...named(order?.[2])]).to.deep.equal([...lagStatuses])
  })

  it('has every column of the table', () => {
    const told = rowsUnder(page, '## Columns').flatMap(([cell]) => named(cell))
    const columns = lagColumns('partition', 0).all.map(({ header, name }) => name ?? header.toLowerCase())
    expect(told.sort()).to.deep.equal(columns.sort())
  })

  it('lists keys that the live view has', () => {
    const source = readPage('cli/watch/keys.ts')
    const told = [...page.matchAll(/^\| ((?:`.` ?)+) \|/gm)].flatMap(([, keys]) => named(keys))
    expect(told.length).to.be.greaterThan(7)
    for (const key of told)
      expect(source, key).to.match(new RegExp(`^ {2}'?\\${key}'?: `.replace(/\\(\w)/, '$1'), 'm'))
  })

  it('has every member of lag/v1', () => {
    const told = rowsUnder(page, '## JSON: `lag/v1`').map(([cell, type = '']) => ({
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
    const told = rowsUnder(page, '## JSON: `lag/v1`').filter(([, type]) => type?.endsWith('or null'))
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
    const [, , text] = rowsUnder(page, '## JSON: `lag/v1`').find(([cell]) => named(cell)[0] === 'owner') ?? []
    expect(named(text)).to.deep.equal(Object.keys(row.owner ?? {}))
  })

  it('quotes limits as they are', () => expectLimitsAsTheyAre(page, 10))

  it('renames metrics to ones that there are', () => {
    const maker = new LagPrometheus(report)
    const byTopic = { ...row, partition: undefined, owner: undefined }
    maker.add([row, byTopic, { ...byTopic, topic: undefined }])
    const there = new Set([...maker.text()].join('').match(/^sluice_\w+/gm))
    const told = rowsUnder(page, '## For users of Burrow and kafka-lag-exporter').filter(([from = '']) =>
      from.startsWith('`kafka_'),
    )
    expect(told.length).to.be.greaterThan(7)
    for (const [from, to] of told) {
      expect(named(to)[0]).to.equal(named(from)[0]?.replace(/^kafka_/, 'sluice_'))
      expect(there.has(named(to)[0] ?? ''), to).to.equal(true)
    }
  })
})

// Lag rows survive the wire: every member, unknown ones included, at every grain.
import { expect } from 'chai'
import fc from 'fast-check'
import {
  type LagGrain,
  lagGrains,
  type LagRow,
  type LagRule,
  lagRuleNames,
  lagRules,
  lagStatuses,
} from '../../protocol/lag.ts'
import { LagColumnWriter, rowsOfColumns } from '../../protocol/lag-wire.ts'
import { decodeResponse, encodeResponse, type LagResponse } from '../../protocol/messages.ts'

const name = fc.string({ minLength: 1, maxLength: 20 })
const offset = fc.option(fc.maxSafeNat(), { nil: undefined })
const real = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined })
const someRule = fc.constantFrom(...lagRuleNames).chain((rule) =>
  fc.tuple(...lagRules[rule].values.map(() => real)).map((values) => ({
    rule,
    status: lagRules[rule].status,
    values: Object.fromEntries(
      lagRules[rule].values.map((each, at) => [each, values[at]]).filter(([, value]) => value !== undefined),
    ) as Record<string, number>,
  })),
)
const owner = fc.record({
  memberId: name,
  clientId: name,
  host: name,
  blockedMs: fc.nat(),
  processingMs: fc.nat(),
})

const rowOf = (grain: LagGrain): fc.Arbitrary<LagRow> =>
  fc
    .record({
      group: name,
      topic: grain === 'group' ? fc.constant(undefined) : name,
      partition: grain === 'partition' ? fc.nat() : fc.constant(undefined),
      worst:
        grain === 'partition' ? fc.constant(undefined) : fc.record({ topic: name, partition: fc.nat(4_000) }),
      partitions: fc.nat(),
      uncommitted: fc.nat(),
      members: fc.nat(),
      logStart: offset,
      logEnd: offset,
      committed: offset,
      committedMs: offset,
      lag: offset,
      timeLagMs: offset,
      timeLagEstimated: fc.boolean(),
      bytesBehind: offset,
      inPerSecond: real,
      outPerSecond: real,
      slopePerSecond: real,
      catchUpMs: real,
      headroomMs: real,
      headroomRatio: real,
      owner: fc.option(owner, { nil: undefined }),
      history: fc.option(fc.array(fc.oneof(fc.nat(), fc.constant(Number.NaN)), { minLength: 1 }), {
        nil: undefined,
      }),
      statusCounts:
        grain === 'partition'
          ? fc.constant(undefined)
          : fc.record(Object.fromEntries(lagStatuses.map((status) => [status, fc.nat()]))),
    })
    .chain((row) => someRule.map((rule) => ({ ...row, ...rule }) as LagRow))

function sent(rows: readonly LagRow[]): LagResponse {
  const writer = new LagColumnWriter()
  for (const row of rows) writer.add(row)
  expect(writer.rowCount).to.equal(rows.length)
  const bytes = encodeResponse({ lag: { snapshotId: 7, names: writer.names, columns: writer.columns } })
  expect(bytes.length).to.be.at.most(writer.bytes + 512)
  return decodeResponse(bytes).lag as LagResponse
}

describe('lag on the wire', () => {
  for (const grain of lagGrains) {
    it(`keeps rows of grain ${grain}`, () => {
      fc.assert(
        fc.property(fc.array(rowOf(grain), { maxLength: 12 }), (rows) => {
          expect(rowsOfColumns(sent(rows), grain)).to.deep.equal(rows)
        }),
      )
    })
  }

  it('shows what a newer broker has: rules and values of which this release knows nothing', () => {
    const [first, second] = fc.sample(rowOf('topic'), { numRuns: 2, seed: 6 }) as [LagRow, LagRow]
    const { columns, ...answer } = sent([first, second])
    if (columns === null) throw new Error('no columns')
    const rule = columns.rules.push({ rule: 'poisoned', values: ['atOffset', 'sinceMs'] }) - 1
    const { length } = lagRules[first.rule as LagRule].values
    columns.rule[0] = rule
    columns.ruleValues.splice(0, length, 7, Number.NaN)
    expect(rowsOfColumns({ ...answer, columns }, 'topic')).to.deep.equal([
      { ...first, rule: 'poisoned', values: { atOffset: 7 } },
      second,
    ])
  })

  it('refuses columns that do not fit together', () => {
    const [row] = fc.sample(rowOf('topic'), { numRuns: 1, seed: 5 }) as [LagRow]
    const spoil: ((answer: LagResponse) => void)[] = [
      ({ columns }) => columns?.lag.pop(),
      ({ columns }) => columns?.ruleValues.push(1),
      ({ columns }) => columns?.statusCounts.pop(),
      ({ columns }) => columns?.statusCounts.push(1),
      ({ columns }) => columns?.history.push(1),
      ({ columns }) => columns?.status.splice(0, 1, lagStatuses.length),
      ({ columns }) => columns?.rule.splice(0, 1, lagRuleNames.length),
      ({ columns }) => columns?.rules.splice(0),
      (answer) => answer.names.splice(0),
    ]
    for (const damage of spoil) {
      const answer = sent([row])
      damage(answer)
      expect(() => rowsOfColumns(answer, 'topic'), String(damage)).to.throw(/answer about lag/)
    }
  })
})

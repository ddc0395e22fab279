// Cells, columns and totals of lag: "-" is not 0, "~" is not exact, and every column can be asked for by the name that help says.
import { expect } from 'chai'
import { durationMs, statusList } from '../../cli/lag-options.ts'
import { catchUpCell, percentCell, rateCell, timeLagCell, trendCell } from '../../cli/lag-cells.ts'
import { reasonText } from '../../cli/lag-reason.ts'
import { nothingText } from '../../cli/lag-read.ts'
import { lagColumns, totalsLine } from '../../cli/lag-table.ts'
import { buildProgram } from '../../cli/program.ts'
import { columnName, tableText } from '../../cli/text-table.ts'
import { lagRuleNames, lagRules } from '../../protocol/lag.ts'
import type { LagRow } from '../../protocol/lag.ts'
import { partitionRow, reportOf, takenMs, topicRow, uncommittedRow } from './lag-rows.ts'

const cells = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/))

describe('cli/lag-table', () => {
  it('partitions: offsets, rates, times; "-" where nothing is known', () => {
    const { shown } = lagColumns('partition', takenMs)
    const rows = [partitionRow({ timeLagEstimated: true }), uncommittedRow({ partition: 1, inPerSecond: 0 })]
    expect(cells(tableText(rows, shown))).to.deep.equal([
      'STATUS GROUP TOPIC PART COMMITTED END LAG TIME-LAG IN/s OUT/s TREND HEADROOM COMMIT-AGE'.split(' '),
      'OK billing orders 0 900 1000 100 ~6s 12 10 → 1h 4s'.split(' '),
      'NEW billing orders 1 - 1000 - - 0 - - - -'.split(' '),
    ])
  })

  it('wide: what else is known, and why', () => {
    const { wide } = lagColumns('partition', takenMs)
    const lines = cells(tableText([partitionRow({ catchUpMs: 90_000 })], wide))
    expect(lines[0]!.slice(-6)).to.deep.equal(['COMMIT-AGE', 'REASON', 'OWNER', 'LEFT', 'BYTES', 'ETA'])
    expect(lines[1]!.slice(-5)).to.deep.equal([
      'lag changes by 0.2/s, up to 1/s is level',
      'till@127.0.0.1:5000',
      '87%',
      '4.5 kB',
      '~1m30s',
    ])
  })

  it('topics and groups: no offsets; wide says of how many partitions, and which is the worst', () => {
    const row = topicRow(
      { OK: 2, STOP: 1 },
      { uncommitted: 1, rule: 'never-committed', values: { unreadAgeMs: 61_000 } },
    )
    const topics = lagColumns('topic', takenMs)
    const head = 'STATUS GROUP TOPIC LAG TIME-LAG IN/s OUT/s TREND HEADROOM COMMIT-AGE'
    expect(cells(tableText([row], topics.shown))[0]).to.deep.equal(head.split(' '))
    const lines = cells(tableText([row], topics.wide))
    const heads = ['REASON', 'WORST', 'LEFT', 'BYTES', 'ETA', 'PARTS', 'UNCOMMITTED', 'MEMBERS']
    expect(lines[0]!.slice(-8)).to.deep.equal(heads)
    expect(lines[1]!.slice(-8)).to.deep.equal([
      'orders/3: never committed, unread for 1m1s',
      'orders/3',
      '87%',
      '4.5 kB',
      '-',
      '3',
      '1',
      '1',
    ])
    const narrow = tableText([row], topics.wide, { widthColumns: 120 })
    expect(narrow, 'why comes before how much')
      .to.match(/ REASON .*…$/m)
      .and.to.include(' orders/3: never ')
    const group = { ...row, topic: undefined }
    expect(cells(tableText([group], lagColumns('group', takenMs).shown))[0]).to.not.include('TOPIC')
  })

  it('help names every column, and every column can be had at every grain', () => {
    const lag = buildProgram().commands.find((command) => command.name() === 'lag')!
    let text = ''
    lag.configureOutput({ writeOut: (piece) => (text += piece) })
    lag.outputHelp()
    const listed = /^Columns: ([\s\S]*?)\n\n/m.exec(text)![1]!.split(/\s+/)
    const names = lagColumns('topic', takenMs).all.map(columnName)
    expect(listed.sort()).to.deep.equal([...names].sort())
    for (const row of [partitionRow(), uncommittedRow(), topicRow({ OK: 1 })]) {
      const [, line] = cells(tableText([row], lagColumns('group', takenMs).all))
      expect(line).to.have.length(names.length)
    }
  })

  it('0 is 0, little is not 0, unknown is neither; estimates say so', () => {
    expect([undefined, 0, 0.04, -0.04, 0.44, 9.94, 9.96, 1234.5].map(rateCell)).to.deep.equal([
      '-',
      '0',
      '<0.1',
      '<0.1',
      '0.4',
      '9.9',
      '10',
      '1235',
    ])
    expect([undefined, 0, 0.299, 1].map(percentCell)).to.deep.equal(['-', '0%', '29%', '100%'])
    expect(timeLagCell(partitionRow({ timeLagMs: 0 }))).to.equal('0s')
    expect(timeLagCell(partitionRow({ timeLagMs: undefined, timeLagEstimated: true }))).to.equal('-')
    expect(catchUpCell(partitionRow({ catchUpMs: 0 }))).to.equal('0s')
    expect(catchUpCell(partitionRow())).to.equal('-')
  })

  it('the trend: 0 is the lowest tick, what was not known is no tick, a peak is not lost', () => {
    const trend = (history: number[] | undefined, slopePerSecond?: number, inPerSecond?: number) =>
      trendCell(partitionRow({ history, slopePerSecond, inPerSecond }))
    expect(trend(undefined)).to.equal('-')
    expect(trend([])).to.equal('-')
    expect(trend([Number.NaN])).to.equal('-')
    expect(trend(undefined, 5)).to.equal('↗')
    expect(trend([0, 0, 0], 0)).to.equal('▁▁▁→')
    expect(trend([Number.NaN, 0, 50, 100], -5)).to.equal('·▁▄█↘')
    expect(trend([100, 100], 5, 1_000)).to.equal('██→') // within 1 % of what comes in
    const peak = Array.from({ length: 30 }, (_, at) => (at === 17 ? 900 : 10))
    expect(trend(peak)).to.have.length(10).and.to.include('█')
    expect([...trend([5, 5, 5])].length).to.equal(3)
  })

  it('every rule has words with its values in them; a time that is missing is "-"', () => {
    for (const rule of lagRuleNames) {
      const { status, values: names } = lagRules[rule]
      const values = Object.fromEntries(names.map((name, at) => [name, (at + 1) * 7_000]))
      const text = reasonText(partitionRow({ status, rule, values }))
      expect(text, rule)
        .to.match(/^[a-z0-9]/)
        .and.to.not.match(/undefined|NaN/)
      expect(reasonText(partitionRow({ status, rule, values: {} })), rule).to.not.match(/NaN/)
    }
    const why = (rule: LagRow['rule'], values: Record<string, number>) =>
      reasonText(partitionRow({ rule, values }))
    expect(why('no-commit', { commitAgeMs: 400_000, unreadAgeMs: 300_000, limitMs: 60_000 })).to.equal(
      'no commit for 6m40s, unread for 5m',
    )
    expect(why('no-commit', { commitAgeMs: 400_000, unreadAgeMs: 300_000, ownerBlockedMs: 12_000 })).to.match(
      /, its owner is blocked for 12s$/,
    )
    expect(why('below-log-start', { committed: 5, logStart: 9, lostRecords: 4 })).to.equal(
      '4 records from 5 on are deleted unread, the log starts at 9',
    )
    expect(why('no-member', {})).to.equal('nobody consumes, nothing was ever committed')
    expect(why('toString', {})).to.equal('toString') // of a newer broker
    expect(why('poisoned', { atOffset: 7, sinceMs: 90_000 })).to.equal('poisoned: atOffset 7, sinceMs 1m30s')
  })

  it('totals: groups and members once, lag of what is known, where it is most', () => {
    const rows = [
      partitionRow(),
      partitionRow({ partition: 1, lag: 1_200, timeLagMs: 90_000, status: 'SLOW' }),
      uncommittedRow({ partition: 2 }),
      partitionRow({ group: 'audit', members: 2, lag: 0, timeLagMs: 0 }),
    ]
    expect(totalsLine(reportOf(rows))).to.equal(
      '2 groups, 3 members, 4 partitions, 1 without a commit, lag 1,300 (most: billing/orders/1 1,200), ' +
        'unread for 1m30s at most (billing/orders/1); partitions: 1 SLOW, 1 NEW, 2 OK',
    )
    const topics = [topicRow({ OK: 3, LOST: 1 }, { lag: 5, timeLagMs: undefined })]
    expect(totalsLine(reportOf(topics, { grain: 'topic' }))).to.equal(
      '1 group, 1 member, 4 partitions, lag 5; partitions: 1 LOST, 3 OK',
    )
    expect(totalsLine(reportOf([uncommittedRow()]))).to.include('1 without a commit, lag -;')
  })

  it('an answer without rows: what that means of the names that were asked for', () => {
    const all = 'no group has committed anything or has members'
    expect([nothingText({}), nothingText({ topics: ['*'] })]).to.deep.equal([
      all,
      'nothing is there of --topic *: none has commits or members there',
    ])
    expect(nothingText({ groups: ['goner'] })).to.equal('goner exists, but has neither commits nor members')
    expect(nothingText({ groups: ['goner', 'fled'] })).to.equal(
      'goner and fled exist, but have neither commits nor members',
    )
    for (const spec of [{ groups: ['go*'] }, { groups: ['goner'], topics: ['a'] }])
      expect(nothingText(spec)).to.match(/^nothing is there of go.*: none has commits or members there$/)
  })

  it('statuses in any case, durations with their unit', () => {
    expect(statusList('slow,STOP')).to.deep.equal(['SLOW', 'STOP'])
    for (const text of ['', 'SLOW,', 'SLOW,FAST']) expect(() => statusList(text), text).to.throw()
    expect([...['30s', '1.5h', '5m10s', '250ms', '1d']].map(durationMs)).to.deep.equal([
      30_000, 5_400_000, 310_000, 250, 86_400_000,
    ])
    for (const text of ['30', '', '5 m', '-5m', 'm', '5x', '1m-5s'])
      expect(() => durationMs(text), text).to.throw('unit')
  })
})

// What `lag check` finds in rows, what holds, what is waited for, and what is printed: no broker, and a clock that is moved by hand.
import { expect } from 'chai'
import { InvalidArgumentError } from 'commander'
import { checkMember, perfData, summaryLine } from '../../cli/lag-check-output.ts'
import { heldFindings, recordsToGo, waitUntilBelow } from '../../cli/lag-hold.ts'
import type { Ticks } from '../../cli/lag-hold.ts'
import { durationMs, waitMs } from '../../cli/lag-options.ts'
import { findingsOf, findingText, hidesUnread, levelExit, worstOf } from '../../cli/lag-thresholds.ts'
import type { Thresholds } from '../../cli/lag-thresholds.ts'
import type { LagRow } from '../../protocol/lag.ts'
import { partitionRow, reportOf, topicRow, uncommittedRow } from './lag-rows.ts'

const none: Thresholds = { lag: {}, timeLag: {}, headroom: {}, status: { warning: [], critical: [] } }
const lag: Thresholds = { ...none, lag: { warning: 100, critical: 1_000 } }
const timeLag: Thresholds = { ...none, timeLag: { warning: 30_000, critical: 300_000 } }
const percent: Thresholds = { ...none, headroom: { warning: { ratio: 0.3 }, critical: { ratio: 0.1 } } }
const hours: Thresholds = { ...none, headroom: { warning: { ms: 7_200_000 }, critical: { ms: 3_600_000 } } }
const status: Thresholds = { ...none, status: { warning: ['SLOW', 'NEW'], critical: ['STOP', 'LOST'] } }

const level = (row: Partial<LagRow>, thresholds: Thresholds) =>
  worstOf(findingsOf([partitionRow(row)], thresholds))
const text = (row: LagRow, thresholds: Thresholds) => findingsOf([row], thresholds).map(findingText)

describe('cli/lag-check', () => {
  it('exit codes are those of Nagios', () => {
    expect(levelExit).to.deep.equal({ ok: 0, warning: 1, critical: 2, unknown: 3 })
  })

  it('records and time: at the limit and above; headroom: below it', () => {
    expect([99, 100, 999, 1_000].map((one) => level({ lag: one }, lag))).to.deep.equal([
      'ok',
      'warning',
      'warning',
      'critical',
    ])
    expect([29_999, 30_000, 300_000].map((timeLagMs) => level({ timeLagMs }, timeLag))).to.deep.equal([
      'ok',
      'warning',
      'critical',
    ])
    expect([0.3, 0.29, 0.1, 0.09, 0].map((headroomRatio) => level({ headroomRatio }, percent))).to.deep.equal(
      ['ok', 'warning', 'warning', 'critical', 'critical'],
    )
    expect([7_200_000, 7_199_999, 3_599_999].map((headroomMs) => level({ headroomMs }, hours))).to.deep.equal(
      ['ok', 'warning', 'critical'],
    )
    expect(level({ lag: 5, timeLagMs: 0 }, { ...lag, lag: { critical: 0 } })).to.equal('critical')
    const atOnce = { ...timeLag, timeLag: { critical: 0 } }
    expect(
      [0, 5].map((one) => level({ lag: one, timeLagMs: 0 }, atOnce)),
      'read is never too old',
    ).to.deep.equal(['ok', 'critical'])
    expect(level({ lag: 1_000_000 }, none)).to.equal('ok')
  })

  it('short durations are told to the millisecond where they are limits, and never as 0s', () => {
    const told = (timeLagMs: number, warning: number) =>
      text(partitionRow({ timeLagMs }), { ...timeLag, timeLag: { warning } })[0]
    expect(told(350, 1)).to.equal('billing/orders/0 unread for <1s (warning at 1ms)')
    expect(told(2_400, 1_500)).to.equal('billing/orders/0 unread for 2s (warning at 1500ms)')
    expect(told(65_000, 60_500)).to.equal('billing/orders/0 unread for 1m5s (warning at 1m)')
    const brief = { ...none, headroom: { critical: { ms: 250 } } }
    expect(text(partitionRow({ headroomMs: 10 }), brief)[0]).to.match(/\(critical below 250ms\)$/)
  })

  it('headroom that is not known is no danger where lag is known; what is lost has none', () => {
    const unread = { headroomMs: undefined, headroomRatio: undefined }
    expect(level(unread, percent)).to.equal('ok')
    expect(level({ ...unread, status: 'LOST', rule: 'below-log-start' }, percent)).to.equal('critical')
    expect(level({ ...unread, status: 'LOST', rule: 'below-log-start' }, hours)).to.equal('critical')
  })

  it('what is not known is never below a limit, where a limit asks', () => {
    const row = uncommittedRow()
    for (const limits of [lag, timeLag, percent, hours])
      expect(worstOf(findingsOf([row], limits))).to.equal('unknown')
    for (const limits of [none, { ...status, status: { warning: [], critical: [] } }])
      expect(findingsOf([row], limits)).to.deep.equal([])
    expect(text(row, lag)).to.deep.equal(['billing/orders/0 lag is not known: nothing is committed'])
    const empty = uncommittedRow({ status: 'OK', rule: 'caught-up', values: { lag: 0 } })
    for (const limits of [lag, timeLag, percent, hours]) expect(findingsOf([empty], limits)).to.deep.equal([])
    expect(level({ timeLagMs: undefined }, timeLag)).to.equal('unknown')
    expect(level({ timeLagMs: undefined, lag: 0 }, timeLag)).to.equal('ok')
  })

  it('a sum with a hole is beyond its limit or unknown, never ok', () => {
    const hole = topicRow({ OK: 2, NEW: 1 }, { uncommitted: 1, lag: 5 })
    expect(hidesUnread(hole)).to.equal(true)
    expect(text(hole, lag)).to.deep.equal([
      'billing/orders lag is not known: 1 of 3 partitions have no commit',
    ])
    expect(worstOf(findingsOf([{ ...hole, lag: 2_000 }], lag))).to.equal('critical')
    expect(findingsOf([topicRow({ OK: 3 }, { uncommitted: 1, lag: 5 })], lag)).to.deep.equal([])
    expect(hidesUnread(topicRow({ OK: 2, SLOW: 1 }, { uncommitted: 1 }))).to.equal(false)
  })

  it('statuses: of any partition of a sum, with the reason where it is the worst', () => {
    expect(level({ status: 'STOP' }, status)).to.equal('critical')
    expect(level({ status: 'SLOW' }, status)).to.equal('warning')
    expect(level({ status: 'STALL' }, status)).to.equal('ok')
    const reason = { rule: 'no-member', values: { commitAgeMs: 5_000 } } as const
    const sum = topicRow({ OK: 1, SLOW: 2, STOP: 1, NOMEMBER: 1 }, reason)
    expect(text(sum, status)).to.deep.equal(['billing/orders 1 STOP'])
    const worst = { ...status, status: { warning: ['SLOW'], critical: ['NOMEMBER'] } } as const
    expect(text(sum, worst)).to.deep.equal([
      'billing/orders NOMEMBER: orders/3: nobody consumes, the last commit was 5s ago',
    ])
  })

  it('critical goes before warning, warning before unknown, unknown before ok', () => {
    const rows = [
      partitionRow({ lag: 0 }),
      uncommittedRow(),
      partitionRow({ lag: 500 }),
      partitionRow({ lag: 5_000 }),
    ]
    const levels = (count: number) => worstOf(findingsOf(rows.slice(0, count), lag))
    expect([1, 2, 3, 4].map(levels)).to.deep.equal(['ok', 'unknown', 'warning', 'critical'])
    expect(findingsOf(rows, lag).map((one) => one.level)).to.deep.equal(['critical', 'warning', 'unknown'])
  })

  /** Answers one list of rows after the other, the last for ever; a sleep moves the clock. */
  function ticksOf(answers: LagRow[][], intervalMs = 1_000) {
    let nowMs = 0
    const sleeps: number[] = []
    let asked = 0
    const ask = async () => reportOf(answers[Math.min(asked++, answers.length - 1)]!)
    const ticks: Ticks = {
      ask,
      look: ask,
      clock: {
        now: () => nowMs,
        sleep: async (ms) => {
          sleeps.push(ms)
          nowMs += ms
        },
      },
      intervalMs,
    }
    return { ticks, sleeps, asked: () => asked }
  }

  const judge = (rows: readonly LagRow[]) => findingsOf(rows, lag)

  it('--for: one question where nothing is wrong, and what clears in between did not hold', async () => {
    const fine = ticksOf([[partitionRow({ lag: 0 })]])
    expect((await heldFindings(judge, 60_000, fine.ticks)).findings).to.deep.equal([])
    expect(fine.asked()).to.equal(1)
    const clears = ticksOf([[partitionRow({ lag: 5_000 })], [partitionRow({ lag: 0 })]])
    expect((await heldFindings(judge, 60_000, clears.ticks)).findings).to.deep.equal([])
    expect(clears.asked()).to.equal(2)
    const other = ticksOf([[partitionRow({ lag: 5_000 })], [partitionRow({ lag: 5_000, partition: 1 })]])
    expect((await heldFindings(judge, 60_000, other.ticks)).findings).to.deep.equal([])
  })

  it('--for: as bad as it was at its best, with the last look at the end of it', async () => {
    const rows = [5_000, 500, 7_000].map((one) => [partitionRow({ lag: one })])
    const held = ticksOf(rows)
    const { findings, report } = await heldFindings(judge, 2_500, held.ticks)
    expect(findings.map((one) => one.level)).to.deep.equal(['warning'])
    expect(report.rows[0]!.lag).to.equal(7_000)
    expect(held.sleeps).to.deep.equal([1_000, 1_000, 500])
    const at = ticksOf(rows)
    expect(worstOf((await heldFindings(judge, 0, at.ticks)).findings)).to.equal('critical')
    expect(at.asked()).to.equal(1)
  })

  const wait = { below: 100, timeoutMs: 10_000, holdMs: 0 }

  it('--wait-until-below: ends at once, when it is below, or at the limit with a last look', async () => {
    const there = ticksOf([[partitionRow({ lag: 99 })]])
    expect(await waitUntilBelow(wait, there.ticks, () => undefined)).to.include({ timedOut: false })
    const seen: number[] = []
    const soon = ticksOf([
      [partitionRow({ lag: 300 })],
      [partitionRow({ lag: 100 })],
      [partitionRow({ lag: 99 })],
    ])
    const done = await waitUntilBelow(wait, soon.ticks, (behind, leftMs) => seen.push(behind.length, leftMs))
    expect(done).to.deep.include({ timedOut: false, behind: [] })
    expect(seen).to.deep.equal([1, 10_000, 1, 9_000])
    const never = ticksOf([[partitionRow({ lag: 100 }), partitionRow({ partition: 1, lag: 0 })]], 4_000)
    const { timedOut, behind } = await waitUntilBelow(wait, never.ticks, () => undefined)
    expect([timedOut, behind.length, never.asked()]).to.deep.equal([true, 1, 4])
    expect(never.sleeps).to.deep.equal([4_000, 4_000, 2_000])
  })

  it('--wait-until-below: what is not known is not below; no rows are not waited for; --for wants it to stay so', async () => {
    const unknown = ticksOf([[uncommittedRow()]])
    expect((await waitUntilBelow(wait, unknown.ticks, () => undefined)).timedOut).to.equal(true)
    const empty = ticksOf([[]])
    await waitUntilBelow(wait, empty.ticks, () => undefined)
    expect(empty.asked()).to.equal(1)
    const rows = [0, 500, 0, 0, 0].map((one) => [partitionRow({ lag: one })])
    const stays = ticksOf(rows)
    expect(
      (await waitUntilBelow({ ...wait, holdMs: 1_500 }, stays.ticks, () => undefined)).timedOut,
    ).to.equal(false)
    expect(stays.sleeps).to.deep.equal([1_000, 1_000, 1_000, 500])
    expect(recordsToGo([partitionRow({ lag: 100 }), uncommittedRow()], 100)).to.equal(2)
  })

  it('the line: how many, which, and no more than a few; figures with their limits, U where nothing is known', () => {
    const rows = Array.from({ length: 8 }, (_, partition) =>
      partitionRow({ partition, lag: 100 + partition }),
    )
    const findings = findingsOf(rows, lag)
    expect(summaryLine(rows, findings)).to.match(
      /^8 of 8 rows of 1 group: billing\/orders\/0 lag 100 \(warning at 100\); .*; and 3 more$/,
    )
    expect(summaryLine(rows, [])).to.equal('8 rows of 1 group')
    expect(perfData(rows, findings, { ...lag, ...{ timeLag: { critical: 60_500 } } })).to.equal(
      'lag_max=107;100;1000;0 time_lag_max=6.4s;;60.5;0 rows=8 warning=8 critical=0 unknown=0',
    )
    expect(perfData([uncommittedRow()], findingsOf([uncommittedRow()], percent), percent)).to.equal(
      'lag_max=U;;;0 time_lag_max=U;;;0 headroom_min=U;30:;10:;0;100 rows=1 warning=0 critical=0 unknown=1',
    )
    expect(perfData(rows, [], hours)).to.include('headroom_min=3600s;7200:;3600:;0 ')
    const mixed = { warning: { ms: 7_200_000 }, critical: { ratio: 0.1 } }
    expect(perfData(rows, [], { ...none, headroom: mixed })).to.match(
      /headroom_min=3600s;7200:;;0 headroom_left_min=[\d.]+%;;10:;0;100 rows/,
    )
  })

  it('figures are plain numbers, whatever the row holds: no exponent, no Infinity', () => {
    for (const headroomMs of [1e25, Infinity])
      expect(perfData([partitionRow({ headroomMs })], [], hours)).to.include('headroom_min=U;7200:;3600:;0 ')
    const row = partitionRow({ headroomMs: 1_234_567.891, timeLagMs: 0.000_000_1 })
    expect(perfData([row], [], hours)).to.match(/time_lag_max=0s;.*headroom_min=1234.568s;/)
    const beyond = { ...none, timeLag: { critical: 1 } }
    expect(text(partitionRow({ timeLagMs: 1e16 }), beyond)[0]).to.include('unread for >999y')
  })

  it('a duration is a number of milliseconds that can be counted', () => {
    expect(durationMs('1.5h')).to.equal(5_400_000)
    for (const given of ['9'.repeat(30) + 'd', '0.1ms', '5', '5x', '-5s'])
      expect(() => durationMs(given), given).to.throw(InvalidArgumentError, /wanted/)
  })

  it('no wait is longer than a timer can be: Node makes 1 ms of more', () => {
    expect(waitMs('24d')).to.equal(24 * 86_400_000)
    for (const text of ['25d', '4w', '100w']) expect(() => waitMs(text), text).to.throw(/24d/)
  })

  it('json: what was found, for programs', () => {
    const report = reportOf([partitionRow({ lag: 5_000 })])
    expect(checkMember('critical', findingsOf(report.rows, lag))).to.deep.equal({
      level: 'critical',
      exitCode: 2,
      findings: [
        {
          level: 'critical',
          check: 'lag',
          group: 'billing',
          topic: 'orders',
          partition: 0,
          text: 'lag 5,000 (critical at 1,000)',
        },
      ],
    })
  })
})

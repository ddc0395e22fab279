// The live view of lag as text, without a terminal.
import { expect } from 'chai'
import { stripVTControlCharacters } from 'node:util'
import { draw } from '../../cli/watch/draw.ts'
import { startState, type WatchState } from '../../cli/watch/model.ts'
import { step } from '../../cli/watch/state.ts'
import { displayWidth } from '../../cli/text-table.ts'
import type { LagRow } from '../../protocol/lag.ts'
import { reportOf, row } from './watch-rows.ts'

const slow = row({
  group: 'mail',
  partition: 3,
  status: 'SLOW',
  rule: 'falling-behind',
  values: { slopePerSecond: 12.5, deadBandPerSecond: 1, timeLagMs: 95_000 },
  lag: 12_345,
  timeLagMs: 95_000,
  timeLagEstimated: true,
  bytesBehind: 4_500,
  headroomMs: 3_600_000,
  headroomRatio: 0.42,
  slopePerSecond: 12.5,
  committedMs: 1_700_000_003_000,
  owner: {
    memberId: 'm-1',
    clientId: 'evil\u001b]0;x\u0007',
    host: '127.0.0.1:1',
    blockedMs: 0,
    processingMs: 42_000,
  },
  history: [Number.NaN, 10, 100, 12_345],
})
const unknown = row({
  group: 'new',
  status: 'NEW',
  lag: undefined,
  timeLagMs: undefined,
  committed: undefined,
  committedMs: undefined,
  rule: 'uncommitted',
  values: { sinceMs: 7_000 },
  uncommitted: 1,
})

function stateOf(rows: readonly LagRow[], more: Partial<WatchState> = {}): WatchState {
  const start = startState({
    broker: '127.0.0.1:9095',
    intervalMs: 2_000,
    grain: 'partition',
    sort: { key: 'status' },
    nowMs: 0,
    width: 140,
    height: 20,
  })
  const state = step({ ...start, ...more }, { kind: 'report', report: reportOf(rows, more.grain) })
  return { ...state, ...more }
}

const lines = (state: WatchState, colours = false) => draw(state, colours).split('\n')

describe('cli: the live view as text', () => {
  it('head, rows, foot: what is not known is "-", estimates have "~"', () => {
    const text = lines(stateOf([row(), slow, unknown]))
    expect(text).to.have.length(19)
    expect(text[0]).to.match(
      /^sluice lag {2}127\.0\.0\.1:9095 {2}\d\d:\d\d:\d\d {2}by partition {2}every 2s$/,
    )
    const every = (intervalMs: number) => lines(stateOf([], { intervalMs }))[0]?.split('  ').at(-1)
    expect([200, 1_500, 90_000, 86_400_000].map(every)).to.deep.equal([
      'every 0.2s',
      'every 1.5s',
      'every 1m30s',
      'every 1d',
    ])
    expect(text[1]).to.equal('3 rows, lag 12,345, oldest unread ~1m35s  1 SLOW  1 NEW  1 OK')
    expect(text[3]).to.match(/^ {2}STATUS↓ +GROUP +TOPIC +PART +LAG +TIME-LAG +TREND .* OWNER$/)
    expect(text[4]).to.match(/^> SLOW +mail +orders +3 +12,345 +~1m35s +·▁▁█↗ +10 +10 .* 1h +2s +evil\?/)
    expect(text[5]).to.match(/^ {2}NEW +new +orders +0 +- +- /)
    expect(text[6]).to.match(/^ {2}OK +billing +orders +0 +0 +0s /)
    expect(text.at(-1)).to.match(/^q quit {2}s sort:status /)
  })

  it('no line is wider than the terminal nor the text higher, in any size, on any page, coloured or not', () => {
    const rows = Array.from({ length: 50 }, (_, i) =>
      row({ ...slow, partition: i, group: `${'g'.repeat(5 * i)}` }),
    )
    for (const page of ['list', 'details', 'help'] as const)
      for (const width of [1, 10, 33, 80, 200])
        for (const height of [1, 2, 5, 9, 24, 60])
          for (const colours of [false, true]) {
            const state = stateOf(rows, { page, width, height, chosen: 'x', failure: 'F'.repeat(300) })
            const where = `${page} ${width}x${height}`
            const text = lines(state, colours).map((line) => stripVTControlCharacters(line))
            expect(text.length, where).to.be.at.most(Math.max(1, height - 1))
            for (const line of text) expect(displayWidth(line), `${where}: ${line}`).to.be.at.most(width)
          }
  })

  it('columns that do not fit go, names stay readable', () => {
    const header = (width: number) => lines(stateOf([slow], { width }))[3]
    expect(header(140)).to.contain('OWNER')
    expect(header(100)).to.match(/TREND/).and.not.match(/OWNER/)
    expect(header(52))
      .to.match(/STATUS↓ .*GROUP .*TOPIC .*PART .*LAG .*TIME-LAG/)
      .and.not.match(/HEADROOM|TREND/)
    expect(lines(stateOf([slow], { grain: 'group' }))[3]).not.to.match(/TOPIC|PART|OWNER/)
  })

  it('marks by what and which way it is sorted', () => {
    const header = (sort: WatchState['sort']) => lines(stateOf([slow], { sort }))[3]
    expect(header({ key: 'lag' })).to.contain('LAG↓')
    expect(header({ key: 'lag', direction: 'asc' })).to.contain('LAG↑')
    expect(header({ key: 'headroom' })).to.contain('HEADROOM↑')
  })

  it('nothing that a client chose gets control of the terminal', () => {
    for (const page of ['list', 'details'] as const) {
      const text = draw(stateOf([slow], { page, chosen: 'x' }), false)
      expect([...text].every((one) => one === '\n' || one >= ' ')).to.equal(true)
    }
  })

  it('details: why, offsets, owner, history', () => {
    const text = lines(stateOf([slow], { page: 'details', chosen: 'x', height: 30 })).join('\n')
    for (const part of [
      /mail {2}orders {2}3/,
      /status +SLOW/,
      /because +lag grows by 13\/s, unread for 1m35s/,
      /rule +falling-behind: slopePerSecond 13\/s, deadBandPerSecond 1\/s, timeLagMs 1m35s/,
      /offsets +committed 100, log 0 to 100/,
      /lag +12,345 records, 4\.5 kB/,
      /headroom +1h, 42% of the limit/,
      /owner +evil\?\]0;x\?@127\.0\.0\.1:1/,
      /busy +processing for 42s/,
      /lag, 5m +·▁▁█\n +- 10 100 12345/,
    ])
      expect(text).to.match(part)
  })

  it('details of a group: its worst partition and the counts', () => {
    const statusCounts = { OK: 4, NEW: 0, SLOW: 2, STALL: 0, REWIND: 0, STOP: 0, NOMEMBER: 0, LOST: 0 }
    const group = row({
      ...slow,
      topic: undefined,
      partition: undefined,
      partitions: 6,
      uncommitted: 1,
      worst: { topic: 'orders', partition: 3 },
      statusCounts,
    })
    const text = lines(stateOf([group], { page: 'details', chosen: 'x', grain: 'group' })).join('\n')
    expect(text).to.match(/worst +orders 3/)
    expect(text).to.match(/partitions +6: 2 SLOW, 4 OK; 1 without a commit/)
    expect(text).not.to.match(/offsets|owner/)
  })

  it('says what the broker does not: away, failed, asking, nothing found, paused', () => {
    const away = { askedMs: 1_000, nowMs: 8_500, failure: 'CONNECT_FAILED refused' }
    expect(lines(stateOf([slow], away))[2]).to.match(
      /^no answer from 127\.0\.0\.1:9095 for 7s, trying on; this is as of \d\d:\d\d:\d\d; CONNECT_FAILED refused$/,
    )
    expect(lines(stateOf([slow], { askedMs: 1_000, nowMs: 2_000 }))[2]).to.equal('')
    expect(lines(stateOf([slow], { report: undefined }))[2]).to.equal('asking …')
    expect(lines(stateOf([]))[4]).to.equal('  there is no row: no group has committed or subscribed')
    expect(lines(stateOf([slow], { filter: 'zzz' }))[4]).to.equal('  nothing matches zzz')
    expect(lines(stateOf([slow], { filter: 'zzz' }))[1]).to.match(/^0 of 1 row,/)
    expect(lines(stateOf([slow], { paused: true }))[0]).to.match(/PAUSED$/)
    expect(lines(stateOf([slow], { filter: 'ma', typing: true })).at(-1)).to.match(/^filter: ma_ /)
  })
})

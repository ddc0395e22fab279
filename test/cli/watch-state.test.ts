import { expect } from 'chai'
import { type Key } from '../../cli/watch/keys.ts'
import { FRAME_LINES, startState, type WatchState } from '../../cli/watch/model.ts'
import { step, type WatchEvent } from '../../cli/watch/state.ts'
import { sortKeys } from '../../cli/watch/view.ts'
import type { LagRow } from '../../protocol/lag.ts'
import { reportOf, row } from './watch-rows.ts'

const named: Record<string, Key> = {
  '^C': { name: 'c', text: '\u0003', ctrl: true },
  '^Z': { name: 'z', text: '\u001a', ctrl: true },
  ' ': { name: 'space', text: ' ', ctrl: false },
  '/': { name: undefined, text: '/', ctrl: false },
  '?': { name: undefined, text: '?', ctrl: false },
}
for (const name of ['up', 'down', 'pageup', 'pagedown', 'home', 'end', 'escape', 'return', 'backspace'])
  named[name] = { name, text: '\u001b', ctrl: false }

/** Letters are pressed one by one; words of `named` go in <…>. */
function press(state: WatchState, keys: string): WatchState {
  return (keys.match(/<[^>]+>|./g) ?? []).reduce((before, one) => {
    const name = one.length > 1 ? one.slice(1, -1) : one
    const key = named[name] ?? { name: one.toLowerCase(), text: one, ctrl: false }
    return step(before, { kind: 'key', key })
  }, state)
}

function begin(rows: readonly LagRow[], more: Partial<WatchState> = {}): WatchState {
  const start = startState({
    broker: 'b:1',
    intervalMs: 2_000,
    grain: 'partition',
    sort: { key: 'status' },
    nowMs: 0,
    width: 100,
    height: FRAME_LINES + 3,
  })
  return step({ ...start, ...more }, { kind: 'report', report: reportOf(rows, more.grain) })
}

const groups = (state: WatchState) => state.view.map(({ group }) => group).join()
const at = (state: WatchState) => state.view[state.cursor]?.group
const five = ['a', 'b', 'c', 'd', 'e'].map((group, i) => row({ group, lag: i }))

describe('cli: state of the live view', () => {
  it('sorts the worst first, and by the next key or the one before', () => {
    const rows = [row({ group: 'ok' }), row({ group: 'slow', status: 'SLOW', lag: 5 })]
    rows.push(row({ group: 'lost', status: 'LOST', lag: 1 }), row({ group: 'unknown', lag: undefined }))
    const state = begin(rows)
    expect(groups(state)).to.equal('lost,slow,ok,unknown')
    expect(groups(press(state, 's'))).to.equal('slow,lost,ok,unknown')
    expect(press(state, 's').sort.key).to.equal('lag')
    expect(press(state, 'S').sort.key).to.equal(sortKeys.at(-1))
    expect(press(state, 's'.repeat(sortKeys.length)).sort).to.deep.equal({ key: 'status' })
    expect(groups(press(state, 'sr'))).to.equal('ok,lost,slow,unknown')
    expect(groups(press(state, 'srr'))).to.equal('slow,lost,ok,unknown')
  })

  it('filters by a part of group, topic or status; Enter keeps it, Esc clears it', () => {
    const rows = [
      row({ group: 'billing' }),
      row({ group: 'mail', topic: 'Bills' }),
      row({ group: 'x', status: 'SLOW' }),
    ]
    const state = begin(rows, { sort: { key: 'group' } })
    const typing = press(state, '/bill')
    expect([typing.filter, typing.typing, groups(typing)]).to.deep.equal(['bill', true, 'billing,mail'])
    expect(groups(press(state, '/slow'))).to.equal('x')
    const kept = press(typing, '<return>')
    expect([kept.typing, groups(kept)]).to.deep.equal([false, 'billing,mail'])
    expect(groups(press(kept, '<escape>'))).to.equal('billing,mail,x')
    expect(press(typing, '<escape>')).to.include({ typing: false, filter: '' })
    expect(groups(press(typing, '<backspace><backspace><backspace><backspace>'))).to.equal('billing,mail,x')
    expect(press(state, '/<backspace>').typing).to.equal(false)
  })

  it('what is typed into the filter is no command, but Ctrl-C is', () => {
    const state = press(begin(five), '/qsrg?')
    expect(state).to.include({ filter: 'qsrg?', end: undefined, page: 'list', grain: 'partition' })
    expect(press(state, '<^C>').end).to.equal('interrupt')
    expect(press(state, 'x'.repeat(500)).filter).to.have.length(249)
  })

  it('q and Ctrl-C end it from every page; Ctrl-Z is counted', () => {
    for (const keys of ['', '<return>', '?']) {
      expect(press(begin(five), `${keys}q`).end, keys).to.equal('quit')
      expect(press(begin(five), `${keys}<^C>`).end, keys).to.equal('interrupt')
    }
    expect(press(begin(five), '<^Z><^Z>').suspensions).to.equal(2)
  })

  it('moves the cursor within the rows and the page with it', () => {
    const state = begin(five, { sort: { key: 'group' } })
    expect([state.cursor, state.top]).to.deep.equal([0, 0])
    expect(press(state, 'k')).to.include({ cursor: 0, top: 0 })
    expect(press(state, 'jj')).to.include({ cursor: 2, top: 0 })
    expect(press(state, 'jj<down>')).to.include({ cursor: 3, top: 1 })
    expect(press(state, '<end>')).to.include({ cursor: 4, top: 2 })
    expect(press(state, '<end><up>')).to.include({ cursor: 3, top: 2 })
    expect(press(state, '<pagedown><pagedown>')).to.include({ cursor: 4, top: 2 })
    expect(press(state, '<end><pageup>')).to.include({ cursor: 1, top: 1 })
    expect(press(state, '<end><home>')).to.include({ cursor: 0, top: 0, chosen: undefined })
  })

  it('a chosen row stays chosen wherever it goes; an unchosen cursor keeps its place', () => {
    const state = begin(five, { sort: { key: 'group' } })
    const chosen = press(state, 'j')
    expect(at(chosen)).to.equal('b')
    expect(at(press(chosen, 'ss'))).to.equal('b')
    const moved = step(chosen, { kind: 'report', report: reportOf([row({ group: '0' }), ...five]) })
    expect([at(moved), moved.cursor]).to.deep.equal(['b', 2])
    const gone = step(moved, { kind: 'report', report: reportOf([row({ group: 'z' })]) })
    expect([at(gone), gone.cursor, gone.top]).to.deep.equal(['z', 0, 0])
    const unchosen = step(state, { kind: 'report', report: reportOf([row({ group: '0' }), ...five]) })
    expect(at(unchosen)).to.equal('0')
    expect(step(gone, { kind: 'report', report: reportOf([]) })).to.include({ cursor: 0, top: 0 })
  })

  it('a smaller terminal keeps the cursor in sight', () => {
    const state = press(begin(five, { height: FRAME_LINES + 5 }), '<end>')
    expect(state.top).to.equal(0)
    const smaller = step(state, { kind: 'size', width: 40, height: FRAME_LINES + 2 })
    expect(smaller).to.include({ cursor: 4, top: 3, width: 40 })
    expect(step(smaller, { kind: 'size', width: 40, height: 1 })).to.include({ cursor: 4, top: 4 })
  })

  it('another grain has no rows until its report comes, and one of the grain before is too late', () => {
    const state = begin(five)
    const group = press(state, 'g')
    expect(group).to.include({ grain: 'group', report: undefined })
    expect(group.view).to.have.length(0)
    const late = step(group, { kind: 'report', report: reportOf(five, 'partition', 2) })
    expect(late.report).to.equal(undefined)
    expect(step(group, { kind: 'report', report: reportOf(five, 'group', 2) }).view).to.have.length(5)
    expect([press(state, 'gg').grain, press(state, 'ggg').grain]).to.deep.equal(['topic', 'partition'])
  })

  it('paused, nothing moves but what another grain of the same instant brings', () => {
    const state = press(begin(five), ' ')
    expect(state.paused).to.equal(true)
    const later: WatchEvent = { kind: 'report', report: reportOf([], 'partition', 2) }
    expect(step(state, later).report).to.equal(state.report)
    const other = press(state, 'g')
    expect(other.newest?.snapshotId).to.equal(1)
    expect(step(other, { kind: 'report', report: reportOf(five, 'group', 1) }).view).to.have.length(5)
    expect(step(press(state, ' '), later).view).to.have.length(0)
  })

  it('Enter shows the row, also a moving one; Esc and Enter go back; nothing to show stays a list', () => {
    const details = press(begin(five, { sort: { key: 'group' } }), 'j<return>')
    expect([details.page, at(details)]).to.deep.equal(['details', 'b'])
    expect(at(press(details, 'j'))).to.equal('c')
    expect(press(details, '<escape>').page).to.equal('list')
    expect(press(details, '<return>').page).to.equal('list')
    expect(press(begin([]), '<return>').page).to.equal('list')
    expect(press(begin(five), '?').page).to.equal('help')
    expect(press(begin(five), '??').page).to.equal('list')
  })

  it('an unanswered question counts from the first one, and an answer ends it', () => {
    const asked = step(step(begin(five), { kind: 'asked', nowMs: 10 }), { kind: 'asked', nowMs: 30 })
    expect(asked).to.include({ askedMs: 10, nowMs: 30 })
    const failed = step(asked, { kind: 'failure', text: 'away' })
    expect(failed.failure).to.equal('away')
    const back = step(failed, { kind: 'report', report: reportOf(five) })
    expect(back).to.include({ askedMs: undefined, failure: undefined })
  })
})

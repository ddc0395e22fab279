// What each key does in the live view. Called by state.ts. Pure: a state and a key make a state.
import { type LagGrain, lagGrains } from '../../protocol/lag.ts'
import { limits } from '../../protocol/limits.ts'
import { roomFor, type WatchState } from './model.ts'
import { reversed } from '../lag-select.ts'
import { rowKey, sortKeys } from './view.ts'

export interface Key {
  /** As node:readline calls it: 'q', 'up', 'return', 'escape', 'space'. */
  readonly name: string | undefined
  /** What it would write. */
  readonly text: string
  readonly ctrl: boolean
}

type Action = (state: WatchState) => Partial<WatchState>

/** Nothing longer can be found: names are no longer. */
const filterMax = Math.max(limits.topicNameMax, limits.groupNameMax)

/** What works everywhere but in the line that is typed. */
const always: Readonly<Record<string, Action>> = {
  q: () => ({ end: 'quit' }),
  space: ({ paused }) => ({ paused: !paused }),
  '?': ({ page }) => ({ page: page === 'help' ? 'list' : 'help' }),
}

const inList: Readonly<Record<string, Action>> = {
  s: ({ sort }) => ({ sort: { key: next(sortKeys, sort.key, 1) } }),
  S: ({ sort }) => ({ sort: { key: next(sortKeys, sort.key, -1) } }),
  r: ({ sort }) => ({ sort: reversed(sort) }),
  g: ({ grain }) => ({ grain: nextGrain(grain), report: undefined, chosen: undefined, cursor: 0 }),
  '/': () => ({ typing: true }),
  escape: () => ({ filter: '' }),
  up: (state) => moved(state, -1),
  k: (state) => moved(state, -1),
  down: (state) => moved(state, 1),
  j: (state) => moved(state, 1),
  pageup: (state) => moved(state, -roomFor(state.height)),
  pagedown: (state) => moved(state, roomFor(state.height)),
  home: () => ({ cursor: 0, chosen: undefined }),
  end: (state) => moved(state, state.view.length),
  return: (state) => (state.view.length === 0 ? {} : { page: 'details', ...moved(state, 0) }),
}

const elsewhere: Readonly<Record<string, Action>> = {
  escape: () => ({ page: 'list' }),
  return: () => ({ page: 'list' }),
}

const inDetails: Readonly<Record<string, Action>> = {
  ...elsewhere,
  up: inList.up as Action,
  k: inList.k as Action,
  down: inList.down as Action,
  j: inList.j as Action,
}

const pages = { list: inList, details: inDetails, help: elsewhere } as const

export function keyPressed(state: WatchState, key: Key): WatchState {
  if (key.ctrl) return { ...state, ...controlled(state, key.name) }
  if (state.typing) return { ...state, ...typed(state, key) }
  const name = key.name ?? key.text
  const shifted = key.text !== '' && key.text !== key.text.toLowerCase() ? key.text : undefined
  const actions = pages[state.page]
  const action = [shifted, key.text, name]
    .filter((one) => one !== undefined)
    .map((one) => own(actions, one) ?? own(always, one))
    .find((one) => one !== undefined)
  return action === undefined ? state : { ...state, ...action(state) }
}

function own(actions: Readonly<Record<string, Action>>, name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined
}

function controlled({ suspensions }: WatchState, name: string | undefined): Partial<WatchState> {
  if (name === 'c') return { end: 'interrupt' }
  return name === 'z' ? { suspensions: suspensions + 1 } : {}
}

function typed({ filter }: WatchState, { name, text }: Key): Partial<WatchState> {
  if (name === 'escape') return { typing: false, filter: '' }
  if (name === 'return' || name === 'enter') return { typing: false }
  if (name === 'backspace') return filter === '' ? { typing: false } : { filter: filter.slice(0, -1) }
  const isVisible = text.length === 1 && text >= ' ' && text <= '~' // names and statuses hold nothing else
  return isVisible && filter.length < filterMax ? { filter: filter + text } : {}
}

function moved({ view, cursor }: WatchState, by: number): Partial<WatchState> {
  const at = Math.max(0, Math.min(view.length - 1, cursor + by))
  const row = view[at]
  return row === undefined ? {} : { cursor: at, chosen: rowKey(row) }
}

/** From group to topic to partition and around. */
function nextGrain(grain: LagGrain): LagGrain {
  return next(lagGrains, grain, -1)
}

function next<T>(all: readonly T[], one: T, by: number): T {
  return all[(all.indexOf(one) + by + all.length) % all.length] as T
}

// The page: a bar that stays, and below it the view that the address names. Loaded by index.html.
// Invariants: one view at a time, closed before the next one opens; every view gets the latest overview at once.
import type { Overview } from '../api.ts'
import { fill, h, setText } from './dom.ts'
import { clock, count, duration } from './format.ts'
import { groupView } from './group.ts'
import { groupsView } from './groups.ts'
import { healthView } from './health.ts'
import { Live, type LiveState } from './live.ts'
import { recordsView } from './records.ts'
import { linkTo, readRoute, type Route } from './route.ts'
import { Keyboard } from './shortcuts.ts'
import { badge, severity } from './status.ts'
import { isDark, onSystemTheme, toggleTheme } from './theme.ts'
import { topicView } from './topic.ts'
import { topicsView } from './topics.ts'
import { empty, type View } from './view.ts'

const sections = [
  { view: 'topics', label: 'Topics' },
  { view: 'groups', label: 'Groups' },
  { view: 'records', label: 'Records' },
  { view: 'broker', label: 'Broker' },
] as const

class Page {
  readonly #main = h('main', { id: 'main', tabindex: -1 })
  readonly #links = sections.map(({ view, label }) => h('a', { href: linkTo(view) }, label))
  readonly #worst = h('span', { class: 'worst' })
  readonly #state = h('span', { class: 'live', role: 'status' })
  readonly #pause = h(
    'button',
    { type: 'button', class: 'plain', onclick: () => this.#live.togglePause() },
    'Pause',
  )
  readonly #theme = h('button', { type: 'button', class: 'plain', onclick: () => this.#switchTheme() })
  readonly #keyboard: Keyboard
  readonly #live: Live
  #view: View | undefined
  /** Lists as they were left, filter and order with them: by their plain address. */
  readonly #lists = new Map<string, string>()

  constructor() {
    this.#keyboard = new Keyboard({
      goTo: (index) => (location.hash = linkTo(sections[index]?.view ?? 'topics')),
      move: (step) => this.#view?.rows?.move(step),
      filter: () => this.#view?.filter?.focus(),
      pause: () => this.#live.togglePause(),
      theme: () => this.#switchTheme(),
      escape: () => this.#view?.escape?.() ?? false,
      back: () => this.#back(),
    })
    fill(document.body, this.#skip(), this.#bar(), this.#main, this.#keyboard.help)
    this.#nameTheme()
    onSystemTheme(() => this.#nameTheme())
    this.#live = new Live({
      overview: (overview) => this.#show(overview),
      state: (state) => this.#showState(state),
    })
    this.#showState(this.#live.state)
    addEventListener('hashchange', ({ oldURL }) => {
      this.#leave(new URL(oldURL).hash)
      this.#open(true)
    })
    this.#open(false)
    setInterval(() => this.#showState(this.#live.state), 1_000)
  }

  /** Not by its address: that names the view. */
  #skip(): HTMLElement {
    const jump = (event: Event): void => {
      event.preventDefault()
      this.#main.focus()
    }
    return h('a', { class: 'skip', href: '#main', onclick: jump }, 'Skip to content')
  }

  #bar(): HTMLElement {
    this.#links[1]?.append(this.#worst)
    const brand = h('a', { class: 'brand', href: linkTo('topics') }, 'sluice')
    const keys = h(
      'button',
      { type: 'button', class: 'plain keys-button', title: 'Keys (?)', 'aria-label': 'Keys' },
      '?',
    )
    keys.addEventListener('click', () => this.#keyboard.show())
    const tools = h('div', { class: 'tools' }, this.#state, this.#pause, this.#theme, keys)
    return h('header', { class: 'bar' }, brand, h('nav', { 'aria-label': 'views' }, ...this.#links), tools)
  }

  #leave(hash: string): void {
    const { view, name } = readRoute(hash)
    const list = linkTo(view || 'topics')
    if (name === undefined && sections.some((section) => linkTo(section.view) === list))
      this.#lists.set(list, hash)
  }

  #back(): void {
    const back = this.#view?.back
    if (back !== undefined) location.hash = this.#lists.get(back) ?? back
  }

  #open(focus: boolean): void {
    const route = readRoute(location.hash)
    this.#view?.close()
    this.#view = viewOf(route)
    document.title = `${this.#view.title} · sluice`
    sections.forEach(({ view }, at) => {
      const link = this.#links[at]
      if (view === (route.view || 'topics')) link?.setAttribute('aria-current', 'page')
      else link?.removeAttribute('aria-current')
    })
    fill(this.#main, this.#view.node)
    scrollTo({ top: 0, behavior: 'instant' })
    // Who reads by ear hears where they are.
    if (focus) this.#main.querySelector('h1')?.focus({ preventScroll: true })
    if (this.#live.overview !== undefined) this.#view.show(this.#live.overview)
    this.#view.paused?.(this.#live.state.kind === 'paused')
  }

  #show(overview: Overview): void {
    this.#view?.show(overview)
    const judged = overview.groups.flatMap(({ lag }) =>
      lag === null || severity(lag.status) <= 2 ? [] : [lag.status],
    )
    const worst = judged.toSorted((one, other) => severity(other) - severity(one))[0]
    const shown = `${worst}${judged.length}`
    if (this.#worst.dataset['shown'] === shown) return
    this.#worst.dataset['shown'] = shown
    fill(this.#worst, worst === undefined ? undefined : badge(worst, count(judged.length)))
    this.#worst.title = worst === undefined ? '' : `groups in trouble; the worst is ${worst}`
  }

  #showState(state: LiveState): void {
    const paused = state.kind === 'paused'
    const text = stateText(state)
    this.#state.dataset['kind'] = state.kind
    this.#state.title = state.kind === 'stale' ? state.why : ''
    document.documentElement.dataset['live'] = state.kind
    setText(this.#state, text)
    const act = paused || state.kind === 'pinned' ? 'Go on' : 'Pause'
    setText(this.#pause, act)
    this.#pause.title = `${act} (p)`
    this.#view?.paused?.(paused)
  }

  #switchTheme(): void {
    toggleTheme()
    this.#nameTheme()
  }

  #nameTheme(): void {
    setText(this.#theme, isDark() ? 'Light' : 'Dark')
    this.#theme.title = `${isDark() ? 'Light' : 'Dark'} colours (d)`
  }
}

function stateText(state: LiveState): string {
  switch (state.kind) {
    case 'connecting':
    case 'live':
      return state.kind
    case 'paused':
      return `paused ${clock(state.sinceMs)}`
    case 'pinned':
      return `as of ${clock(state.takenMs)}`
    case 'stale': {
      const seconds = Math.round((Date.now() - state.sinceMs) / 1_000) * 1_000
      return `stale since ${clock(state.sinceMs)} (${duration(seconds)})`
    }
  }
}

function viewOf({ view, name }: Route): View {
  if (view === '' || (view === 'topics' && name === undefined)) return topicsView()
  if (view === 'topics' && name !== undefined) return topicView(name)
  if (view === 'groups') return name === undefined ? groupsView() : groupView(name)
  if (view === 'records') return recordsView(name)
  if (view === 'broker') return healthView()
  const node = h('div', { class: 'view' }, h('h1', { tabindex: -1 }, 'No such page'))
  node.append(empty('Nothing is at this address', 'The views are above: topics, groups, records, broker.'))
  return { title: 'No such page', node, show: () => undefined, close: () => undefined }
}

new Page()

// The keys of the page, and the dialog that lists them. Called by main.ts.
// Invariant: a key that is typed into a field, or with a modifier, is not a shortcut; Esc alone works everywhere.
import { h } from './dom.ts'

export interface Shortcuts {
  /** 1 to 4. */
  goTo(index: number): void
  move(step: number): void
  filter(): void
  pause(): void
  theme(): void
  /** False: there was nothing to close. */
  escape(): boolean
  /** To the list that what is shown is of. */
  back(): void
}

const listed: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['1', '2', '3', '4'], 'topics, groups, records, broker'],
  [['j', 'k'], 'next row, row before (also ↓ ↑ in a list)'],
  [['Enter'], 'open the row'],
  [['/'], 'filter'],
  [['Esc'], 'leave the field, clear filters, close what is open; else back to the list'],
  [['p'], 'pause, go on'],
  [['d'], 'dark, light'],
  [['?'], 'this list'],
]

const marks: readonly (readonly [mark: string, what: string])[] = [
  ['0', 'known, and nothing'],
  ['—', 'not known; point at it to read why'],
  ['·', 'does not apply: there is nothing unread, or nothing deletes it'],
  ['~', 'estimated'],
  ['≥', 'a sum without the partitions that have no commit'],
]

export class Keyboard {
  readonly help: HTMLDialogElement
  readonly #actions: Shortcuts

  constructor(actions: Shortcuts) {
    this.#actions = actions
    const keys = listed.map(([names, what]) =>
      line(
        names.map((name) => h('kbd', {}, name)),
        what,
      ),
    )
    const signs = marks.map(([mark, what]) => line([mark], what))
    const close = h('button', { type: 'button', onclick: () => this.help.close() }, 'Close')
    this.help = h(
      'dialog',
      { 'aria-label': 'Keys' },
      h('h2', {}, 'Keys'),
      h('dl', { class: 'keys' }, ...keys),
      h('h2', {}, 'Marks'),
      h('dl', { class: 'keys' }, ...signs),
      close,
    )
    document.addEventListener('keydown', (event) => this.#pressed(event))
  }

  show(): void {
    if (!this.help.open) this.help.showModal()
  }

  #pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || this.help.open) return
    const target = event.target as HTMLElement
    const typing = target.matches('input, select, textarea')
    if (event.key === 'Escape') {
      if (typing) target.blur()
      if (this.#actions.escape() || typing) event.preventDefault()
      else this.#actions.back()
      return
    }
    if (typing || !this.#act(event.key, target)) return
    event.preventDefault()
  }

  #act(key: string, target: HTMLElement): boolean {
    const inList = target.closest('tbody') !== null
    if (/^[1-4]$/.test(key)) this.#actions.goTo(Number(key) - 1)
    else if (key === 'j' || (key === 'ArrowDown' && inList)) this.#actions.move(1)
    else if (key === 'k' || (key === 'ArrowUp' && inList)) this.#actions.move(-1)
    else if (key === '/') this.#actions.filter()
    else if (key === 'p') this.#actions.pause()
    else if (key === 'd') this.#actions.theme()
    else if (key === '?') this.show()
    else return false
    return true
  }
}

function line(term: readonly (Node | string)[], what: string): HTMLElement {
  return h('div', {}, h('dt', {}, ...term), h('dd', {}, what))
}

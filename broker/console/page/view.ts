// What a view is to main.ts, and the pieces views are made of: a head, sections, facts, notices. Used by every view.
import type { Overview } from '../api.ts'
import type { Cell } from './cells.ts'
import { type Child, fill, h, setText } from './dom.ts'
import { isAbort, RequestFailed } from './http.ts'
import { visible } from './visible.ts'

export interface View {
  /** Of the window. */
  readonly title: string
  readonly node: HTMLElement
  /** Called with every overview, every two seconds while live. */
  show(overview: Overview): void
  /** The rows that j and k go through. */
  readonly rows?: { move(step: number): void }
  /** What / leads to. */
  readonly filter?: HTMLInputElement
  /** Everything stands still, or goes on. */
  paused?(paused: boolean): void
  /** Something is open that Esc closes: closes it and says true. */
  readonly escape?: () => boolean
  /** Where Esc leads when nothing is open. */
  readonly back?: string
  /** Listeners and requests end. */
  close(): void
}

export function heading(title: Child, ...beside: readonly Child[]): HTMLElement {
  return h('header', { class: 'head' }, h('h1', { tabindex: -1 }, title), ...beside)
}

export function section(title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', {}, h('h2', {}, title), ...children)
}

export function crumbs(href: string, label: string): HTMLElement {
  return h('a', { class: 'crumb', href }, nameOf(label), ' /')
}

/** A name that came from outside: its direction is its own affair, and nothing of it is invisible. */
export function nameOf(name: string): HTMLElement {
  return h('bdi', {}, visible(name, false))
}

/** Names and values; a value is drawn again when it changed. */
export class Facts {
  readonly node: HTMLDListElement
  readonly #drawn = new Map<string, { signature: string; value: HTMLElement }>()

  constructor(className = 'facts') {
    this.node = h('dl', { class: className })
  }

  show(facts: readonly (readonly [label: string, cell: Cell])[]): void {
    if (facts.length !== this.#drawn.size || facts.some(([label]) => !this.#drawn.has(label))) {
      this.#drawn.clear()
      fill(this.node)
      for (const [label] of facts) {
        const value = h('dd')
        this.#drawn.set(label, { signature: '\0', value })
        this.node.append(h('div', {}, h('dt', {}, label), value))
      }
    }
    for (const [label, cell] of facts) {
      const drawn = this.#drawn.get(label)
      if (drawn === undefined || drawn.signature === cell.signature) continue
      drawn.signature = cell.signature
      cell.draw(drawn.value)
    }
  }
}

/** Says what is missing and what to run; a command can be copied. */
export function empty(title: string, text: string, ...commands: readonly string[]): HTMLElement {
  const lines = commands.map((command) => h('code', { class: 'command' }, command))
  return h('div', { class: 'empty' }, h('p', { class: 'title' }, title), h('p', {}, text), ...lines)
}

const goneCodes = ['UNKNOWN_GROUP', 'UNKNOWN_TOPIC', 'UNKNOWN_PARTITION']

/** There is no such thing, or no more. */
export function isGone(error: unknown): boolean {
  return error instanceof RequestFailed && goneCodes.includes(error.code)
}

/** Of what is not there a view shows the error and a way back alone: old figures, or empty ones, would look as if they were true. */
export function showGone(view: HTMLElement, gone: boolean): void {
  view.classList.toggle('gone', gone)
}

/** A place for what went wrong; empty while all is well. */
export class Notice {
  readonly node = h('div', { class: 'notice', role: 'alert', hidden: true })
  readonly #text = h('p')
  readonly #hint = h('p', { class: 'hint' })

  /** `back`: the way back from a view of what is gone. */
  constructor(back?: { readonly href: string; readonly label: string }) {
    this.node.append(this.#text, this.#hint)
    if (back !== undefined) this.node.append(h('a', { class: 'button back', href: back.href }, back.label))
  }

  clear(): void {
    this.node.hidden = true
  }

  say(text: string, hint = ''): void {
    setText(this.#text, text)
    setText(this.#hint, hint)
    this.node.hidden = false
  }

  fail(error: unknown): void {
    if (isAbort(error)) return
    if (error instanceof RequestFailed) this.say(`${error.code}: ${error.message}`, error.hint)
    else this.say(error instanceof Error ? error.message : String(error))
  }
}

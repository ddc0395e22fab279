// The question to the message browser: which topic, from where on, what to look for; kept in the address. Used by records.ts.
import type { Overview } from '../api.ts'
import { h } from './dom.ts'
import { readRoute } from './route.ts'

/** Named as the address and /api/records name them; '' is left out. */
export interface RecordQuery {
  readonly partition: string
  readonly from: string
  readonly count: string
  readonly key: string
  readonly text: string
}

const OFFERED_TOPICS = 500
const counts = ['20', '50', '100', '200']

export class RecordForm {
  readonly node: HTMLFormElement
  readonly text: HTMLInputElement
  readonly #topic: HTMLInputElement
  readonly #names = h('datalist', { id: 'topic-names' })
  readonly #partition: HTMLInputElement
  readonly #place: HTMLSelectElement
  readonly #offset: HTMLInputElement
  readonly #time: HTMLInputElement
  /** The control holds seconds, an address milliseconds: until somebody changes it, what the address says holds. */
  readonly #given: { readonly from: string; readonly time: string }
  readonly #count: HTMLSelectElement
  readonly #key: HTMLInputElement
  #offered = ''

  constructor(topic: string, submitted: () => void, tail: HTMLElement) {
    const { query } = readRoute(location.hash)
    const input = (label: string, type: string, value: string): HTMLInputElement => {
      const node = h('input', {
        type,
        'aria-label': label,
        placeholder: label,
        spellcheck: 'false',
        autocomplete: 'off',
      })
      node.value = value
      return node
    }
    const from = query.get('from') ?? 'latest'
    this.#topic = input('Topic', 'text', topic)
    this.#topic.setAttribute('list', 'topic-names')
    this.#partition = input('all', 'number', query.get('partition') ?? '')
    this.#partition.min = '0'
    this.#place = select(['latest', 'earliest', 'offset', 'time'], placeOf(from))
    this.#offset = input('offset', 'number', from.startsWith('offset:') ? from.slice(7) : '0')
    this.#offset.min = '0'
    this.#time = input(
      'time',
      'datetime-local',
      from.startsWith('time:') ? localTime(Number(from.slice(5))) : localTime(Date.now() - 300_000),
    )
    this.#time.step = '1'
    this.#given = { from, time: this.#time.value }
    this.#count = select(counts, query.get('count') ?? '50')
    this.#key = input('key contains', 'search', query.get('key') ?? '')
    this.text = input('text contains', 'search', query.get('text') ?? '')
    this.#place.addEventListener('change', () => this.#showPlace())
    this.#showPlace()
    const submit = h('button', { type: 'submit', class: 'primary' }, 'Show')
    this.node = h(
      'form',
      { class: 'question', role: 'search', 'aria-label': 'records' },
      field('Topic', this.#topic, 'wide'),
      field('Partition', this.#partition, 'narrow'),
      field('From', this.#place),
      field('Offset', this.#offset, 'at-offset'),
      field('Time', this.#time, 'at-time'),
      field('Records', this.#count),
      field('Key', this.#key),
      field('Text', this.text),
      h('div', { class: 'actions' }, submit, tail),
      this.#names,
    )
    this.node.addEventListener('submit', (event) => {
      event.preventDefault()
      submitted()
    })
  }

  get topic(): string {
    return this.#topic.value.trim()
  }

  get query(): RecordQuery {
    return {
      partition: this.#partition.value,
      from: this.#from(),
      count: this.#count.value,
      key: this.#key.value,
      text: this.text.value,
    }
  }

  focus(): void {
    this.#topic.focus()
  }

  offer({ topics }: Overview): void {
    const names = topics.slice(0, OFFERED_TOPICS).map((topic) => topic.name)
    if (names.join() === this.#offered) return
    this.#offered = names.join()
    this.#names.replaceChildren(...names.map((name) => h('option', { value: name })))
  }

  #from(): string {
    if (this.#place.value === 'offset') return `offset:${this.#offset.value || 0}`
    if (this.#place.value !== 'time') return this.#place.value
    if (this.#given.from.startsWith('time:') && this.#time.value === this.#given.time) return this.#given.from
    const ms = new Date(this.#time.value).getTime()
    return Number.isNaN(ms) ? 'latest' : `time:${ms}`
  }

  #showPlace(): void {
    this.#offset.parentElement?.toggleAttribute('hidden', this.#place.value !== 'offset')
    this.#time.parentElement?.toggleAttribute('hidden', this.#place.value !== 'time')
    this.#offset.hidden = this.#place.value !== 'offset'
    this.#time.hidden = this.#place.value !== 'time'
  }
}

function field(label: string, control: HTMLElement, className = ''): HTMLElement {
  const node = h('label', { class: `field ${className}` }, h('span', {}, label), control)
  if (control.hidden) node.hidden = true
  return node
}

function select(values: readonly string[], chosen: string): HTMLSelectElement {
  const node = h('select', {}, ...values.map((value) => h('option', { value }, value)))
  if (values.includes(chosen)) node.value = chosen
  return node
}

function placeOf(from: string): string {
  return from.split(':', 1)[0] ?? 'latest'
}

/** As a control for date and time wants it, in the reader's zone. */
function localTime(ms: number): string {
  const shifted = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)
  return Number.isNaN(shifted.getTime()) ? '' : shifted.toISOString().slice(0, 19)
}

// The message browser: the latest records of a topic, those from an offset or a time on, or new ones as they come. Opened by main.ts.
// Invariant: records are text that strangers wrote; visible.ts and dom.ts alone put them into the document.
import type { Overview, RecordsAnswer, ShownRecord } from '../api.ts'
import { consumeCommand, isTopicName } from './copy.ts'
import { h, setText } from './dom.ts'
import { bytes, count, plural } from './format.ts'
import { readJson } from './http.ts'
import { copyButton } from './record-detail.ts'
import { RecordForm, type RecordQuery } from './record-form.ts'
import { RecordList } from './record-list.ts'
import { linkTo, readRoute, rememberQuery } from './route.ts'
import { Tail } from './tail.ts'
import { crumbs, empty, heading, isGone, nameOf, Notice, type View } from './view.ts'

class RecordsView implements View {
  readonly title: string
  readonly node: HTMLElement
  readonly rows: RecordList
  readonly filter: HTMLInputElement
  readonly #topic: string | undefined
  readonly #form: RecordForm
  readonly #notice = new Notice()
  readonly #said = h('p', { class: 'summary', role: 'status' })
  readonly #nothing = h('div', { hidden: true })
  readonly #more = h(
    'button',
    { type: 'button', hidden: true, onclick: () => void this.#search(this.#next) },
    'More',
  )
  readonly #tailButton: HTMLButtonElement
  readonly #command = copyButton('Copy as command', () => this.#commandText())
  #abort = new AbortController()
  #tail: Tail | undefined
  #tailed = 0
  #tailLeftOut = 0
  #partitionsLeftOut = 0
  #next: string | null = null
  #broker: string | undefined
  #oldest: ShownRecord | undefined

  constructor(topic: string | undefined) {
    this.#topic = topic
    this.title = topic === undefined ? 'Records' : `Records of ${topic}`
    this.#tailButton = h(
      'button',
      { type: 'button', 'aria-pressed': 'false', onclick: () => this.#toggleTail() },
      'Live tail',
    )
    this.#form = new RecordForm(topic ?? '', () => this.#submit(), this.#tailButton)
    this.filter = this.#form.text
    this.rows = new RecordList({ topic: topic ?? '', broker: () => this.#broker })
    this.node = h(
      'div',
      { class: 'view' },
      topic === undefined ? undefined : crumbs(linkTo('topics', topic), topic),
      heading('Records', topic === undefined ? undefined : h('p', { class: 'summary' }, nameOf(topic))),
      this.#form.node,
      this.#notice.node,
      h('div', { class: 'results' }, this.#said, this.#command),
      this.#nothing,
      this.rows.node,
      h('div', { class: 'more' }, this.#more),
    )
    this.#offerCommand(false)
    this.#begin()
  }

  show(overview: Overview): void {
    this.#broker = overview.broker.listen[0]
    this.#form.offer(overview)
    if (this.#topic === undefined && overview.topics.length === 0) {
      this.#say(
        empty('No topics yet', 'There is nothing to browse. Live traffic to look at:', 'npx sluice demo'),
      )
    }
  }

  paused(paused: boolean): void {
    this.#tail?.hold(paused)
  }

  readonly escape = (): boolean => this.rows.close()

  close(): void {
    this.#abort.abort()
    this.#tail?.close()
    this.rows.end()
  }

  #begin(): void {
    if (this.#topic === undefined) {
      this.#say(empty('Which topic?', 'Choose one above, or follow a link from the list of topics.'))
    } else if (readRoute(location.hash).query.get('tail') === '1') this.#startTail()
    else void this.#search(null)
  }

  /** Another topic is another view; anything else is asked anew here. */
  #submit(): void {
    const { topic, query } = this.#form
    if (topic === '') return this.#form.focus()
    const changes = { ...asked(query), tail: '' }
    if (topic !== this.#topic) {
      location.hash = linkTo('records', topic, withoutEmpty(changes))
      return
    }
    rememberQuery(changes)
    this.#stopTail()
    void this.#search(null)
  }

  /** From the start of the question, or on from where an answer ended. */
  async #search(next: string | null): Promise<void> {
    this.#abort.abort()
    const abort = (this.#abort = new AbortController())
    const query = this.#form.query
    this.#more.disabled = true
    if (next === null) setText(this.#said, 'reading …')
    try {
      const asking = { topic: this.#topic, ...withoutEmpty({ ...query, from: next ?? query.from }) }
      const answer = await readJson<RecordsAnswer>('/api/records', asking, abort.signal)
      this.#notice.clear()
      this.#offerCommand(true)
      if (next === null) this.rows.clear()
      this.#show(answer, next === null)
    } catch (error) {
      if (abort.signal.aborted) return
      setText(this.#said, '')
      this.#offerCommand(false)
      this.#notice.fail(error)
      if (isGone(error)) this.#showNothing()
    } finally {
      this.#more.disabled = false
    }
  }

  /** Records of a topic that is gone cannot be read any more. */
  #showNothing(): void {
    this.rows.clear()
    this.#say(undefined)
    this.#more.hidden = true
  }

  #show(answer: RecordsAnswer, begins: boolean): void {
    const room = this.rows.append(answer.records)
    this.#next = answer.next
    this.#oldest = answer.first === 'newest' ? answer.records.at(-1) : (this.#oldest ?? answer.records[0])
    const order = answer.first === 'newest' ? 'newest first' : 'oldest first'
    const looked = `looked at ${count(answer.scannedRecords)} (${bytes(answer.scannedBytes)})`
    // What follows an answer asks for the partitions that are not at their end yet: those beyond were left out by the first one.
    if (begins) this.#partitionsLeftOut = answer.partitionsLeftOut
    const rest = othersOf(this.#partitionsLeftOut)
    const gone = room ? '' : ' · the first ones went'
    setText(this.#said, `${plural(this.rows.length, 'record')}, ${order} · ${looked}${rest}${gone}`)
    const failed = answer.partitions.find(({ failure }) => failure !== null)
    if (failed?.failure)
      this.#notice.say(`Partition ${failed.partition}: ${failed.failure.message}`, failed.failure.hint)
    this.#more.hidden = answer.next === null
    setText(
      this.#more,
      answer.stopped === 'bound' ? 'Look further' : answer.first === 'newest' ? 'Older' : 'Newer',
    )
    if (this.rows.length > 0) this.#say(undefined)
    else this.#say(this.#nothingFound(answer))
  }

  #nothingFound({ stopped, partitions }: RecordsAnswer): HTMLElement {
    if (stopped === 'bound')
      return empty('Nothing found so far', '“Look further” goes on where this search stopped.')
    if (partitions.some(({ logStart, visibleEnd }) => logStart < visibleEnd)) {
      return empty('No record matches', 'Another place, or a text that is shorter, finds more.')
    }
    return empty(
      'The topic is empty',
      'A record of your own:',
      `echo hello | npx sluice produce ${this.#topic}`,
    )
  }

  #toggleTail(): void {
    if (this.#topic === undefined) return this.#form.focus()
    if (this.#tail === undefined) this.#startTail()
    else this.#stopTail()
    rememberQuery({ ...asked(this.#form.query), tail: this.#tail === undefined ? '' : '1' })
  }

  #startTail(): void {
    this.#abort.abort()
    this.#tailed = 0
    this.#tailLeftOut = 0
    this.#more.hidden = true
    this.rows.clear()
    this.#notice.clear()
    this.#tailButton.setAttribute('aria-pressed', 'true')
    setText(this.#tailButton, 'Stop tail')
    this.#say(empty('Waiting for records', 'They appear here as they come, newest first.'))
    const { partition, key, text } = this.#form.query
    this.#tail = new Tail(
      { topic: this.#topic, ...withoutEmpty({ partition, key, text }) },
      {
        begun: ({ partitionsLeftOut }) => {
          this.#partitionsLeftOut = partitionsLeftOut
          this.#notice.clear()
          this.#offerCommand(true)
          this.#showTailed([], 0)
        },
        records: (records, leftOut) => this.#showTailed(records, leftOut),
        troubled: (said, hint) => this.#notice.say(said, hint),
        broken: (said, hint) => {
          this.#notice.say(said, hint)
          setText(this.#said, 'not connected')
        },
        failed: (said, hint) => {
          this.#stopTail()
          this.#notice.say(said, hint)
          setText(this.#said, 'the tail ended')
        },
      },
    )
  }

  #showTailed(records: readonly ShownRecord[], leftOut: number): void {
    this.#tailed += records.length
    this.#tailLeftOut += leftOut
    this.rows.prepend(records)
    this.#oldest ??= records[0]
    if (this.#tailed > 0) this.#say(undefined)
    const came = this.#tailed === 0 ? '' : `${plural(this.#tailed, 'record')} came, `
    const more = this.#tailLeftOut === 0 ? '' : ` · ${count(this.#tailLeftOut)} not shown: too many at once`
    setText(this.#said, `live: ${came}newest first${more}${othersOf(this.#partitionsLeftOut)}`)
  }

  #stopTail(): void {
    this.#tail?.close()
    this.#tail = undefined
    this.#tailButton.setAttribute('aria-pressed', 'false')
    setText(this.#tailButton, 'Live tail')
  }

  #say(node: HTMLElement | undefined): void {
    this.#nothing.hidden = node === undefined
    this.#nothing.replaceChildren(...(node === undefined ? [] : [node]))
  }

  /** Reads what is shown: exactly where one partition is, by time where several are. */
  #commandText(): string {
    const { query } = this.#form
    const partition = query.partition === '' ? undefined : Number(query.partition)
    const place = this.#tail !== undefined ? 'latest' : placeOf(query.from, partition, this.#oldest)
    const max = this.#tail !== undefined ? undefined : Number(query.count)
    return consumeCommand({ topic: this.#topic ?? '', broker: this.#broker, partition, from: place, max })
  }

  /** What the broker refused is no command either. */
  #offerCommand(offer: boolean): void {
    this.#command.hidden = !offer || !isTopicName(this.#topic ?? '')
  }
}

export function recordsView(topic: string | undefined): View {
  return new RecordsView(topic)
}

function placeOf(from: string, partition: number | undefined, oldest: ShownRecord | undefined): string {
  if (from === 'earliest') return from
  const [, kind, number = ''] = /^(offset|time):(\d{1,16})$/.exec(from) ?? []
  if (kind !== undefined) return kind === 'offset' ? number : `@${number}`
  if (oldest === undefined) return 'latest'
  return partition === undefined ? `@${oldest.timestampMs}` : String(oldest.offset)
}

/** One answer reads so many partitions and no more. */
function othersOf(partitions: number): string {
  if (partitions === 0) return ''
  return ` · of the partitions written to last; ${count(partitions)} more: choose one above`
}

/** Without what is so anyway, so that addresses stay short. */
function asked(query: RecordQuery): Record<string, string> {
  return {
    ...query,
    from: query.from === 'latest' ? '' : query.from,
    count: query.count === '50' ? '' : query.count,
  }
}

function withoutEmpty(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

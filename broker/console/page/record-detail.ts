// One record opened: its value laid out, headers, where it lies, and what can be copied of it. Called by record-list.ts.
import type { RecordsAnswer, ShownRecord } from '../api.ts'
import { text } from './cells.ts'
import { consumeCommand, copyText, recordAsJson } from './copy.ts'
import { fill, h, setText } from './dom.ts'
import { bytes, instant, plural } from './format.ts'
import { readJson } from './http.ts'
import { isJsonLike, leftOut, preview, whole } from './shown.ts'
import { Facts, Notice } from './view.ts'
import { visible } from './visible.ts'

export interface RecordSource {
  readonly topic: string
  /** What clients dial, as the overview says. */
  readonly broker: () => string | undefined
}

export function recordDetail(source: RecordSource, record: ShownRecord): HTMLElement {
  const node = h('div', { class: 'record' })
  draw(node, source, record, true)
  return node
}

function draw(node: HTMLElement, source: RecordSource, record: ShownRecord, pretty: boolean): void {
  const facts = new Facts('facts small')
  facts.show([
    ['Partition', text(String(record.partition))],
    ['Offset', text(String(record.offset))],
    ['Timestamp', text(instant(record.timestampMs), { title: String(record.timestampMs) })],
    ['Value', text(record.value === null ? 'none' : bytes(record.value.bytes))],
    ['Codec', text(record.codec)],
  ])
  const notice = new Notice()
  const actions = h('div', { class: 'actions' }, ...copies(source, record))
  if (isJsonLike(record.value)) {
    const toggle = (): void => draw(node, source, record, !pretty)
    actions.append(button(pretty ? 'As it was sent' : 'Lay out', toggle))
  }
  if (record.value?.cut === true || record.key?.cut === true) {
    actions.append(button('Read it whole', () => void readWhole(node, source, record, pretty, notice)))
  }
  const part = leftOut(record.value)
  fill(
    node,
    facts.node,
    actions,
    notice.node,
    h('h3', {}, 'Key'),
    h(
      'div',
      {},
      record.key === null ? h('span', { class: 'quiet' }, 'null: it has none') : whole(record.key, false),
    ),
    ...headersOf(record),
    h('h3', {}, 'Value', part === undefined ? undefined : h('small', {}, ` ${part}`)),
    whole(record.value, pretty),
  )
}

function copies(source: RecordSource, record: ShownRecord): HTMLElement[] {
  const { partition, offset } = record
  const command = consumeCommand({
    topic: source.topic,
    broker: source.broker(),
    partition,
    from: String(offset),
    max: 1,
  })
  return [
    copyButton('Copy as JSON', () => recordAsJson(source.topic, record)),
    copyButton('Copy as command', () => command, command),
  ]
}

function headersOf({ headers, headersLeftOut }: ShownRecord): HTMLElement[] {
  if (headers.length === 0) return []
  const rows = headers.map(({ name, value }) =>
    h(
      'div',
      {},
      h('dt', {}, h('bdi', {}, visible(name.slice(0, 240), false))),
      h('dd', {}, preview(value, 'null')),
    ),
  )
  const more =
    headersLeftOut > 0 ? [h('p', { class: 'quiet' }, `${plural(headersLeftOut, 'header')} more`)] : []
  return [h('h3', {}, 'Headers'), h('dl', { class: 'headers' }, ...rows), ...more]
}

async function readWhole(
  node: HTMLElement,
  source: RecordSource,
  record: ShownRecord,
  pretty: boolean,
  notice: Notice,
): Promise<void> {
  const { partition, offset } = record
  const query = { topic: source.topic, partition, from: `offset:${offset}`, count: 1, full: 1 }
  try {
    const answer = await readJson<RecordsAnswer>('/api/records', query, new AbortController().signal)
    const found = answer.records.find((one) => one.offset === offset)
    if (found === undefined)
      notice.say('The record is gone.', 'Retention or compaction deleted it meanwhile.')
    else draw(node, source, found, pretty)
  } catch (error) {
    notice.fail(error)
  }
}

export function copyButton(label: string, make: () => string, title?: string): HTMLElement {
  const node = button(label, () => {
    void copyText(make()).then((copied) => {
      setText(node, copied ? 'Copied' : 'Not allowed here')
      setTimeout(() => setText(node, label), 1_500)
    })
  })
  if (title !== undefined) node.title = title
  return node
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return h('button', { type: 'button', onclick }, label)
}

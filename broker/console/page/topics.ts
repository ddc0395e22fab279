// The list of topics: size, rates, and the group that is worst off with each. Opened by main.ts.
import type { Overview, TopicOverview } from '../api.ts'
import { custom, number, unknown } from './cells.ts'
import { h, setText } from './dom.ts'
import { TextFilter } from './filters.ts'
import { bytes, count, plural, rate } from './format.ts'
import { lagColumn, stacked, timeLagColumn } from './lag-cells.ts'
import { linkTo, readRoute, rememberQuery } from './route.ts'
import { badge, severity } from './status.ts'
import { type Column, Table } from './table.ts'
import { orderText, readOrder } from './table-order.ts'
import { empty, heading, nameOf, type View } from './view.ts'

const noGroup = 'no group has committed to it or is subscribed to it'
const noWindow = 'too few samples so far'

const columns: Column<TopicOverview>[] = [
  {
    key: 'topic',
    label: 'Topic',
    rank: 1,
    cell: (topic) => {
      const link = (): Node => h('a', { href: linkTo('topics', topic.name) }, nameOf(topic.name))
      return stacked(topic.name, link, tagsOf(topic))
    },
    order: (topic) => topic.name,
  },
  plain(
    'partitions',
    'Partitions',
    3,
    '8rem',
    (topic) => number(topic.partitions, count, ''),
    (topic) => topic.partitions,
  ),
  plain(
    'records',
    'Records',
    2,
    '8rem',
    (topic) => number(topic.records, count, ''),
    (topic) => topic.records,
  ),
  plain(
    'size',
    'Size',
    2,
    '6rem',
    (topic) => number(topic.bytes, bytes, ''),
    (topic) => topic.bytes,
  ),
  plain(
    'in',
    'In/s',
    2,
    '6rem',
    (topic) => number(topic.inPerSecond, rate, noWindow),
    (topic) => topic.inPerSecond,
  ),
  plain(
    'in-bytes',
    'Bytes in/s',
    4,
    '7.4rem',
    (topic) => number(topic.inBytesPerSecond, bytes, noWindow),
    (topic) => topic.inBytesPerSecond,
  ),
  plain(
    'out',
    'Out/s',
    3,
    '6rem',
    (topic) => number(topic.outPerSecond, rate, noWindow),
    (topic) => topic.outPerSecond,
  ),
  plain(
    'groups',
    'Groups',
    4,
    '5rem',
    (topic) => number(topic.groups, count, ''),
    (topic) => topic.groups,
  ),
  {
    key: 'status',
    label: 'Worst group',
    hint: 'the group that is worst off with this topic',
    rank: 1,
    width: '9.4rem',
    descending: true,
    cell: ({ worst }) => {
      if (worst === null) return unknown(noGroup)
      const link = (): Node =>
        h('a', { class: 'second', href: linkTo('groups', worst.group) }, nameOf(worst.group))
      return custom(`${worst.status}|${worst.group}`, () => [
        h('span', { class: 'first' }, badge(worst.status)),
        link(),
      ])
    },
    order: ({ worst }) => (worst === null ? null : severity(worst.status)),
  },
  lagColumn((topic) => topic.worst, noGroup, { label: 'Worst lag' }),
  timeLagColumn((topic) => topic.worst, noGroup, { rank: 2 }),
]

export function topicsView(): View {
  const { query } = readRoute(location.hash)
  let topics: readonly TopicOverview[] | undefined
  const summary = h('p', { class: 'summary' })
  const nothing = h('div', { hidden: true })
  const table = new Table<TopicOverview>({
    label: 'topics',
    className: 'two-lines',
    columns,
    key: (topic) => topic.name,
    link: (topic) => linkTo('topics', topic.name),
    order: readOrder(query.get('sort')) ?? { key: 'topic', descending: false },
    reordered: (order) => rememberQuery({ sort: orderText(order) }),
  })
  const draw = (): void => {
    if (topics === undefined) return
    const shown = topics.filter((topic) => filter.accepts(topic.name, topic.worst?.group ?? ''))
    table.setRows(shown)
    table.node.hidden = shown.length === 0
    nothing.hidden = shown.length > 0
    if (shown.length === 0) nothing.replaceChildren(nothingIn(topics.length))
  }
  const filter = new TextFilter('Filter topics', draw)
  return {
    title: 'Topics',
    node: h('div', { class: 'view' }, heading('Topics', summary, filter.node), nothing, table.node),
    rows: table,
    filter: filter.input,
    escape: () => filter.clear(),
    show(overview: Overview) {
      topics = overview.topics
      setText(summary, summaryOf(overview))
      draw()
    },
    close: () => table.close(),
  }
}

function plain(
  key: string,
  label: string,
  rank: 2 | 3 | 4,
  width: string,
  cell: Column<TopicOverview>['cell'],
  order: (topic: TopicOverview) => number | null,
): Column<TopicOverview> {
  return { key, label, rank, width, cell, order, numeric: true, descending: true }
}

function tagsOf(topic: TopicOverview): string {
  const tags = [plural(topic.partitions, 'partition')]
  if (topic.cleanupPolicy !== 'delete')
    tags.push(topic.cleanupPolicy.includes('delete') ? 'compacted, deleted' : 'compacted')
  if (topic.durability === 'disk') tags.push('on disk')
  if (topic.partitionsReadOnly > 0) tags.push(`${count(topic.partitionsReadOnly)} read-only`)
  return tags.join(' · ')
}

function summaryOf({ topics, rates, broker }: Overview): string {
  const size = bytes(broker.disk.logBytes)
  return `${plural(topics.length, 'topic')} · ${plural(broker.partitions, 'partition')} · ${size} · in ${rate(rates.inPerSecond)}/s`
}

function nothingIn(all: number): HTMLElement {
  if (all > 0) return empty('No topic matches', 'Clear the filter above (Esc).')
  return empty(
    'No topics yet',
    'This broker is empty. Live traffic with a slow consumer, or a topic of your own:',
    'npx sluice demo',
    'echo hello | npx sluice produce greetings --create',
  )
}

// One topic: its groups, its partitions, its settings. Opened by main.ts; linked to from every place that names a topic.
import type { LagRowDocument } from '../../../protocol/lag-document.ts'
import type { Overview, PartitionDetail, TopicDetail, TopicSetting } from '../api.ts'
import { custom, number, text, unknown } from './cells.ts'
import { h, setText } from './dom.ts'
import { bytes, count, duration, instant, rate } from './format.ts'
import { readJson } from './http.ts'
import { headroomColumn, lagColumn, rateColumns, stacked, statusColumn, timeLagColumn } from './lag-cells.ts'
import { reasonWithPlace } from './reason.ts'
import { Refresher } from './refresher.ts'
import { linkTo, readRoute, rememberQuery } from './route.ts'
import { type Column, Table } from './table.ts'
import { orderText, readOrder } from './table-order.ts'
import { crumbs, Facts, heading, isGone, nameOf, Notice, section, showGone, type View } from './view.ts'

const noWindow = 'too few samples so far'
const self = (row: LagRowDocument): LagRowDocument => row

const groupColumns: Column<LagRowDocument>[] = [
  statusColumn(self, ''),
  {
    key: 'group',
    label: 'Group and why',
    rank: 1,
    cell: (row) =>
      stacked(
        row.group,
        () => h('a', { href: linkTo('groups', row.group) }, nameOf(row.group)),
        reasonWithPlace(row),
        row.status,
      ),
    order: (row) => row.group,
  },
  lagColumn(self, ''),
  timeLagColumn(self, ''),
  ...rateColumns(self, '', 3),
  headroomColumn(self, ''),
]

function partitionColumns(topic: string, takenMs: () => number): Column<PartitionDetail>[] {
  const plain = (
    key: string,
    label: string,
    rank: 1 | 2 | 3 | 4,
    width: string,
    pick: (partition: PartitionDetail) => number | null,
    write: (value: number) => string,
  ): Column<PartitionDetail> => ({
    key,
    label,
    rank,
    width,
    numeric: true,
    descending: true,
    cell: (partition) => number(pick(partition), write, noWindow),
    order: pick,
  })
  return [
    {
      key: 'partition',
      label: 'Partition',
      rank: 1,
      width: '7.4rem',
      cell: ({ partition }) => {
        const href = linkTo('records', topic, { partition: String(partition) })
        return custom(String(partition), () => [h('a', { href, title: 'its records' }, count(partition))])
      },
      order: ({ partition }) => partition,
    },
    plain('start', 'Log start', 2, '8rem', ({ logStart }) => logStart, count),
    plain('end', 'Visible end', 1, '8rem', ({ visibleEnd }) => visibleEnd, count),
    plain('records', 'Records', 3, '8rem', ({ logStart, visibleEnd }) => visibleEnd - logStart, count),
    plain('size', 'Size', 1, '6rem', (partition) => partition.bytes, bytes),
    plain('segments', 'Segments', 3, '7rem', ({ segments }) => segments, count),
    plain('in', 'In/s', 2, '6rem', ({ inPerSecond }) => inPerSecond, rate),
    {
      key: 'last',
      label: 'Last append',
      rank: 3,
      width: '8.6rem',
      numeric: true,
      cell: ({ lastAppendMs }) =>
        lastAppendMs === null
          ? unknown('nothing was appended since the broker started')
          : text(`${duration(Math.max(0, takenMs() - lastAppendMs))} ago`, { title: instant(lastAppendMs) }),
      order: ({ lastAppendMs }) => lastAppendMs,
    },
    {
      key: 'state',
      label: 'State',
      rank: 2,
      cell: ({ state }) => text(state, state === 'open' ? {} : { tone: 'urgent', title: state }),
      order: ({ state }) => state,
    },
  ]
}

class TopicView implements View {
  readonly title: string
  readonly node: HTMLElement
  readonly rows: Table<PartitionDetail>
  readonly #name: string
  readonly #facts = new Facts()
  readonly back = linkTo('topics')
  readonly #notice = new Notice({ href: this.back, label: 'All topics' })
  readonly #noGroups = h('p', { class: 'quiet', hidden: true })
  readonly #groups = new Table<LagRowDocument>({
    label: 'groups on this topic',
    className: 'two-lines reasons',
    columns: groupColumns,
    key: (row) => row.group,
    link: (row) => linkTo('groups', row.group),
    order: { key: 'status', descending: true },
  })
  readonly #settings = h('dl', { class: 'settings' })
  readonly #refresher = new Refresher(
    (overview, signal) => this.#read(overview, signal),
    (error) => this.#fail(error),
  )
  #detail: TopicDetail | undefined

  constructor(name: string) {
    this.#name = name
    this.title = name
    this.rows = new Table({
      label: 'partitions',
      columns: partitionColumns(name, () => this.#detail?.takenMs ?? 0),
      key: ({ partition }) => String(partition),
      link: ({ partition }) => linkTo('records', name, { partition: String(partition) }),
      order: readOrder(readRoute(location.hash).query.get('sort')) ?? { key: 'partition', descending: false },
      reordered: (order) => rememberQuery({ sort: orderText(order) }),
    })
    const browse = h('a', { class: 'button', href: linkTo('records', name) }, 'Browse records')
    this.node = h(
      'div',
      { class: 'view' },
      crumbs(linkTo('topics'), 'Topics'),
      heading(nameOf(name), browse),
      this.#notice.node,
      this.#facts.node,
      section('Groups', this.#noGroups, this.#groups.node),
      section('Settings', this.#settings),
      section('Partitions', this.rows.node),
    )
    setText(this.#noGroups, 'No group has committed to it or is subscribed to it.')
  }

  show(overview: Overview): void {
    this.#refresher.tick(overview)
  }

  close(): void {
    this.rows.close()
    this.#groups.close()
    this.#refresher.close()
  }

  async #read({ snapshotId }: Overview, signal: AbortSignal): Promise<void> {
    const path = `/api/topics/${encodeURIComponent(this.#name)}`
    const detail = await readJson<TopicDetail>(path, { snapshot: snapshotId ?? undefined }, signal)
    this.#notice.clear()
    showGone(this.node, false)
    this.#detail = detail
    this.#facts.show(factsOf(detail))
    this.#groups.setRows(detail.groups)
    this.#groups.node.hidden = detail.groups.length === 0
    this.#noGroups.hidden = detail.groups.length > 0
    showSettings(this.#settings, detail.settings)
    this.rows.setRows(detail.partitions)
  }

  #fail(error: unknown): void {
    this.#notice.fail(error)
    if (isGone(error)) showGone(this.node, true)
  }
}

export function topicView(name: string): View {
  return new TopicView(name)
}

function factsOf({ topic, createdMs }: TopicDetail): Parameters<Facts['show']>[0] {
  return [
    ['Records', number(topic.records, count, '')],
    ['Size', number(topic.bytes, bytes, '')],
    ['In', number(topic.inPerSecond, (value) => `${rate(value)}/s`, noWindow)],
    ['Bytes in', number(topic.inBytesPerSecond, (value) => `${bytes(value)}/s`, noWindow)],
    ['Out, all groups', number(topic.outPerSecond, (value) => `${rate(value)}/s`, noWindow)],
    ['Partitions', text(count(topic.partitions))],
    ['Cleanup', text(topic.cleanupPolicy)],
    ['Durability', text(topic.durability)],
    ['Made', text(instant(createdMs).slice(0, 10), { title: instant(createdMs) })],
  ]
}

/** What was set stands out from what is so by default. */
function showSettings(list: HTMLElement, settings: readonly TopicSetting[]): void {
  const signature = JSON.stringify(settings)
  if (list.dataset['shown'] === signature) return
  list.dataset['shown'] = signature
  const chosenFirst = settings.toSorted((one, other) => Number(one.isDefault) - Number(other.isDefault))
  list.replaceChildren(
    ...chosenFirst.map(({ key, value, isDefault }) =>
      h(
        'div',
        { class: isDefault ? 'default' : 'chosen' },
        h('dt', {}, key),
        h('dd', {}, value, isDefault ? ' (default)' : ''),
      ),
    ),
  )
}

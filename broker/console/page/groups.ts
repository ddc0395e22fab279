// The list of groups: what each one's status is and why, how far it is behind, which way it goes. Opened by main.ts.
import type { LagDocument, LagRowDocument } from '../../../protocol/lag-document.ts'
import type { GroupOverview, Overview } from '../api.ts'
import { number, text, unknown } from './cells.ts'
import { h, setText } from './dom.ts'
import { countStatuses, StatusFilter, TextFilter } from './filters.ts'
import { count, plural } from './format.ts'
import { readJson } from './http.ts'
import {
  catchUpCell,
  headroomColumn,
  lagColumn,
  rateColumns,
  stacked,
  statusColumn,
  timeLagColumn,
  trendColumn,
} from './lag-cells.ts'
import { reasonWithPlace } from './reason.ts'
import { Refresher } from './refresher.ts'
import { linkTo, readRoute, rememberQuery } from './route.ts'
import { type Column, Table } from './table.ts'
import { orderText, readOrder } from './table-order.ts'
import { empty, heading, nameOf, Notice, type View } from './view.ts'

const noRow = 'it has committed nothing and is subscribed to nothing'
type Histories = ReadonlyMap<string, LagRowDocument['history']>

function columnsOf(histories: () => Histories): Column<GroupOverview>[] {
  const read = (group: GroupOverview): LagRowDocument | null => group.lag
  return [
    statusColumn(read, noRow),
    {
      key: 'group',
      label: 'Group and why',
      rank: 1,
      cell: ({ name, lag, state }) => {
        const link = (): Node => h('a', { href: linkTo('groups', name) }, nameOf(name))
        return stacked(name, link, lag === null ? state.toLowerCase() : reasonWithPlace(lag), lag?.status)
      },
      order: ({ name }) => name,
    },
    lagColumn(read, noRow),
    timeLagColumn(read, noRow),
    trendColumn((group) => histories().get(group.name) ?? null),
    ...rateColumns(read, noRow, 3),
    {
      key: 'catch-up',
      label: 'Catch-up',
      hint: 'time until it has caught up, at the rates of the last minutes',
      numeric: true,
      rank: 4,
      width: '7rem',
      cell: ({ lag }) => (lag === null ? unknown(noRow) : catchUpCell(lag)),
      order: ({ lag }) => lag?.catchUpMs ?? null,
    },
    headroomColumn(read, noRow),
    {
      key: 'members',
      label: 'Members',
      numeric: true,
      rank: 3,
      width: '6.8rem',
      descending: true,
      cell: ({ members }) => number(members, count, ''),
      order: ({ members }) => members,
    },
    {
      key: 'partitions',
      label: 'Partitions',
      numeric: true,
      rank: 4,
      width: '7.2rem',
      descending: true,
      cell: ({ lag }) => text(count(lag?.partitions ?? 0), lag === null ? { tone: 'zero' } : {}),
      order: ({ lag }) => lag?.partitions ?? 0,
    },
  ]
}

class GroupsView implements View {
  readonly title = 'Groups'
  readonly node: HTMLElement
  readonly rows: Table<GroupOverview>
  readonly filter: HTMLInputElement
  readonly #text = new TextFilter('Filter groups', () => this.#draw())
  readonly #statuses = new StatusFilter(() => this.#draw())
  readonly #summary = h('p', { class: 'summary' })
  readonly #nothing = h('div', { hidden: true })
  readonly #notice = new Notice()
  readonly #refresher = new Refresher(
    (overview, signal) => this.#readHistories(overview, signal),
    (error) => this.#notice.fail(error),
  )
  #histories: Histories = new Map()
  #groups: readonly GroupOverview[] | undefined

  constructor() {
    const { query } = readRoute(location.hash)
    this.filter = this.#text.input
    this.rows = new Table({
      label: 'groups',
      className: 'two-lines reasons',
      columns: columnsOf(() => this.#histories),
      key: (group) => group.name,
      link: (group) => linkTo('groups', group.name),
      order: readOrder(query.get('sort')) ?? { key: 'status', descending: true },
      reordered: (order) => rememberQuery({ sort: orderText(order) }),
    })
    const head = heading('Groups', this.#summary, this.#text.node, this.#statuses.node)
    this.node = h('div', { class: 'view' }, head, this.#notice.node, this.#nothing, this.rows.node)
  }

  show(overview: Overview): void {
    this.#groups = overview.groups
    this.#refresher.tick(overview)
    this.#draw()
  }

  readonly escape = (): boolean => [this.#text.clear(), this.#statuses.clear()].includes(true)

  close(): void {
    this.rows.close()
    this.#refresher.close()
  }

  async #readHistories({ snapshotId }: Overview, signal: AbortSignal): Promise<void> {
    if (snapshotId === null) return
    const query = { by: 'group', history: 1, snapshot: snapshotId }
    const { rows } = await readJson<LagDocument>('/api/lag', query, signal)
    this.#histories = new Map(rows.map((row) => [row.group, row.history]))
    this.#notice.clear()
    this.#draw()
  }

  #draw(): void {
    if (this.#groups === undefined) return
    const found = this.#groups.filter((group) => this.#text.accepts(group.name, ...textsOf(group)))
    this.#statuses.show(countStatuses(found, (group) => group.lag?.status))
    const shown = found.filter((group) => this.#statuses.accepts(group.lag?.status))
    setText(this.#summary, summaryOf(this.#groups))
    this.rows.setRows(shown)
    this.rows.node.hidden = shown.length === 0
    this.#nothing.hidden = shown.length > 0
    if (shown.length === 0) this.#nothing.replaceChildren(nothingIn(this.#groups.length))
  }
}

export function groupsView(): View {
  return new GroupsView()
}

/** What a text is looked for in besides the name. */
function textsOf({ lag }: GroupOverview): string[] {
  return lag === null ? [] : [lag.status, reasonWithPlace(lag), lag.worst?.topic ?? '']
}

function summaryOf(groups: readonly GroupOverview[]): string {
  const members = groups.reduce((sum, group) => sum + group.members, 0)
  const partitions = groups.reduce((sum, group) => sum + (group.lag?.partitions ?? 0), 0)
  return `${plural(groups.length, 'group')} · ${plural(members, 'member')} · ${plural(partitions, 'partition')}`
}

function nothingIn(all: number): HTMLElement {
  if (all > 0) return empty('No group matches', 'Clear the filters above (Esc).')
  return empty(
    'No groups yet',
    'A group appears when it joins or commits. Live traffic with a slow consumer, or a group of your own:',
    'npx sluice demo',
    'npx sluice consume greetings --group readers',
  )
}

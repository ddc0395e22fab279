// One group: its verdict with the numbers behind it, its trend, its members, every partition. Opened by main.ts.
// Invariant: head, trend and partitions are of one snapshot.
import type { LagDocument, LagRowDocument } from '../../../protocol/lag-document.ts'
import type { GroupDetail, MemberDetail, Overview } from '../api.ts'
import { type Cell, custom, number, text, timeLag } from './cells.ts'
import { TrendChart } from './chart.ts'
import { fill, h, setText } from './dom.ts'
import { countStatuses, StatusFilter, TextFilter } from './filters.ts'
import { bytes, count, plural, rate, signedRate } from './format.ts'
import { partitionColumns } from './group-columns.ts'
import { readJson, RequestFailed } from './http.ts'
import { catchUpCell, headroomCell, lagCell } from './lag-cells.ts'
import { type LagRows, readHistory, readLagRows } from './lag-rows.ts'
import { membersTable } from './members.ts'
import { reasonValues, reasonWithPlace } from './reason.ts'
import { Refresher } from './refresher.ts'
import { linkTo, readRoute, rememberQuery } from './route.ts'
import { badge } from './status.ts'
import { Table } from './table.ts'
import { orderText, readOrder } from './table-order.ts'
import { crumbs, Facts, heading, isGone, nameOf, Notice, section, showGone, type View } from './view.ts'

const noWindow = 'too few samples so far'

class GroupView implements View {
  readonly title: string
  readonly node: HTMLElement
  readonly rows: Table<LagRowDocument>
  readonly filter: HTMLInputElement
  readonly #name: string
  /** topic/partition that the trend and the verdict are of; undefined: the group. */
  readonly #chosen: string | undefined
  /** Of a partition: the whole group. */
  readonly back: string
  readonly #notice: Notice
  readonly #state = h('p', { class: 'summary' })
  readonly #verdict = h('div', { class: 'verdict' })
  readonly #values = new Facts('values')
  /** Which partition the values are of: a group has the verdict of its worst one. */
  readonly #place = h('p', { class: 'summary place' })
  readonly #facts = new Facts()
  readonly #chart: TrendChart
  readonly #members = membersTable()
  readonly #noMembers = h('p', { class: 'quiet' }, 'Nobody consumes: the group has no member.')
  readonly #text = new TextFilter('Filter partitions', () => this.#drawRows())
  readonly #statuses = new StatusFilter(() => this.#drawRows())
  readonly #refresher = new Refresher(
    (overview, signal) => this.#read(overview, signal),
    (error) => this.#fail(error),
  )
  #lag: LagRows | undefined
  #verdictShown = ''

  constructor(name: string) {
    const { query } = readRoute(location.hash)
    this.#name = name
    this.title = name
    this.#chosen = query.get('partition') ?? undefined
    const whole = this.#chosen === undefined
    this.back = whole ? linkTo('groups') : linkTo('groups', name)
    this.#notice = new Notice({ href: this.back, label: whole ? 'All groups' : 'Whole group' })
    this.filter = this.#text.input
    this.#chart = new TrendChart(this.#chosen === undefined ? 'Lag of the group' : `Lag of ${this.#chosen}`)
    this.rows = new Table({
      label: 'partitions',
      className: 'two-lines reasons',
      columns: partitionColumns((row) => linkTo('groups', name, { partition: keyOf(row) })),
      key: keyOf,
      marks: (row) => ({
        row: 'partition',
        group: row.group,
        topic: row.topic ?? '',
        partition: String(row.partition),
      }),
      link: (row) => linkTo('groups', name, { partition: keyOf(row) }),
      order: readOrder(query.get('sort')) ?? { key: 'status', descending: true },
      reordered: (order) => rememberQuery({ sort: orderText(order) }),
    })
    this.node = h('div', { class: 'view' }, crumbs(linkTo('groups'), 'Groups'), ...this.#parts())
  }

  #parts(): Node[] {
    const all = h('a', { class: 'button', href: linkTo('groups', this.#name) }, 'Whole group')
    const [topic = '', partition = ''] = splitKey(this.#chosen ?? '')
    const browse = h('a', { class: 'button', href: linkTo('records', topic, { partition }) }, 'Its records')
    const of =
      this.#chosen === undefined ? [] : [h('p', { class: 'summary' }, nameOf(this.#chosen)), all, browse]
    return [
      heading(nameOf(this.#name), this.#state, ...of),
      this.#notice.node,
      this.#verdict,
      this.#facts.node,
      h(
        'div',
        { class: 'beside' },
        this.#chart.node,
        h('section', {}, h('h2', {}, 'Why'), this.#place, this.#values.node),
      ),
      section('Members', this.#noMembers, this.#members.node),
      h(
        'section',
        {},
        h('div', { class: 'head' }, h('h2', {}, 'Partitions'), this.#statuses.node, this.#text.node),
        this.rows.node,
      ),
    ]
  }

  show(overview: Overview): void {
    this.#refresher.tick(overview)
  }

  readonly escape = (): boolean => [this.#text.clear(), this.#statuses.clear()].includes(true)

  close(): void {
    this.rows.close()
    this.#members.close()
    this.#chart.close()
    this.#refresher.close()
  }

  async #read({ snapshotId }: Overview, signal: AbortSignal): Promise<void> {
    const path = `/api/groups/${encodeURIComponent(this.#name)}`
    const [detail, lag] = await Promise.all([
      readJson<GroupDetail>(path, { snapshot: snapshotId ?? undefined }, signal),
      readLagRows(this.#name, snapshotId, signal),
    ])
    const at = lag.rows.findIndex((row) => keyOf(row) === this.#chosen)
    if (this.#chosen !== undefined && at < 0) throw noPartition(this.#chosen)
    const row = this.#chosen === undefined ? await this.#readSum(lag, signal) : (lag.rows[at] ?? null)
    const history = this.#chosen === undefined ? row?.history : await readHistory(this.#name, lag, at, signal)
    this.#notice.clear()
    showGone(this.node, false)
    this.#lag = lag
    this.node.dataset['snapshot'] = String(lag.snapshotId)
    this.#chart.show({ values: history ?? [], takenMs: lag.takenMs, windowMs: lag.windowMs })
    this.#drawVerdict(row)
    setText(this.#state, stateOf(detail))
    this.#facts.show(factsOf(row, detail))
    this.#values.show(row === null ? [] : reasonValues(row).map(([name, value]) => [name, text(value)]))
    setText(this.#place, row === null ? '' : `of ${keyOfReason(row)}`)
    this.#drawMembers(detail.members)
    this.#drawRows()
  }

  #fail(error: unknown): void {
    this.#notice.fail(error)
    if (isGone(error)) showGone(this.node, true)
  }

  async #readSum({ snapshotId }: LagRows, signal: AbortSignal): Promise<LagRowDocument | null> {
    const query = { group: this.#name, by: 'group', snapshot: snapshotId, history: 1 }
    const { rows } = await readJson<LagDocument>('/api/lag', query, signal)
    return rows[0] ?? null
  }

  #drawVerdict(row: LagRowDocument | null): void {
    const reason =
      row === null ? 'it has committed nothing and is subscribed to nothing' : reasonWithPlace(row)
    const shown = `${row?.status}|${row?.reason.rule}|${keyOfWorst(row)}`
    if (shown === this.#verdictShown) {
      const said = this.#verdict.querySelector('.why')
      if (said !== null) setText(said, reason)
      return
    }
    this.#verdictShown = shown
    const rule =
      row === null ? undefined : h('span', { class: 'rule', title: 'the rule that fired' }, row.reason.rule)
    fill(
      this.#verdict,
      row === null ? undefined : badge(row.status),
      h('span', { class: 'why' }, reason),
      rule,
    )
  }

  #drawMembers(members: readonly MemberDetail[]): void {
    this.#members.setRows(members)
    this.#members.node.hidden = members.length === 0
    this.#noMembers.hidden = members.length > 0
  }

  #drawRows(): void {
    if (this.#lag === undefined) return
    const found = this.#lag.rows.filter((row) =>
      this.#text.accepts(keyOf(row), row.status, row.owner?.clientId ?? ''),
    )
    this.#statuses.show(countStatuses(found, (row) => row.status))
    this.rows.setRows(found.filter((row) => this.#statuses.accepts(row.status)))
  }
}

export function groupView(name: string): View {
  return new GroupView(name)
}

/** topic/partition: a topic's name holds no slash. */
function keyOf({ topic, partition }: LagRowDocument): string {
  return `${topic}/${partition}`
}

function splitKey(key: string): string[] {
  return key.split('/')
}

/** The partition that the reason is of. */
function keyOfReason(row: LagRowDocument): string {
  return row.worst === null ? keyOf(row) : keyOfWorst(row)
}

function noPartition(chosen: string): RequestFailed {
  const said = `the group has committed nothing to ${JSON.stringify(chosen)} and is not subscribed to it`
  return new RequestFailed('UNKNOWN_PARTITION', said, 'the whole group has a list of its partitions')
}

function keyOfWorst(row: LagRowDocument | null): string {
  return row?.worst === null || row === null ? '' : `${row.worst.topic}/${row.worst.partition}`
}

function factsOf(row: LagRowDocument | null, { members }: GroupDetail): Parameters<Facts['show']>[0] {
  if (row === null) return [['Members', number(members.length, count, '')]]
  return [
    ['Lag', lagCell(row, '')],
    ['Time lag', timeLag(row.timeLagMs, row.timeLagEstimated)],
    ['Bytes behind', number(row.bytesBehind, bytes, 'nothing was committed')],
    ['In', number(row.inPerSecond, (value) => `${rate(value)}/s`, noWindow)],
    ['Out', number(row.outPerSecond, (value) => `${rate(value)}/s`, noWindow)],
    ['Lag changes by', number(row.slopePerSecond, slopeText, noWindow)],
    ['Catches up in', catchUpCell(row)],
    ['Headroom', headroomCell(row, '')],
    ['Members', number(members.length, count, '')],
    ['Partitions', partitionsCell(row)],
  ]
}

function slopeText(value: number): string {
  const text = signedRate(value)
  return text === '0' ? 'steady' : `${text}/s`
}

function stateOf({ state, assignor, groupEpoch }: GroupDetail): string {
  const how = assignor === null ? [] : [`assigned by ${assignor}`]
  return [state.toLowerCase(), ...how, `epoch ${count(groupEpoch)}`].join(' · ')
}

function partitionsCell(row: LagRowDocument): Cell {
  if (row.uncommitted === 0) return number(row.partitions, count, '')
  const without = `${count(row.uncommitted)} without a commit`
  return custom(`${row.partitions}|${row.uncommitted}`, () => [
    `${count(row.partitions)} `,
    h('small', { title: plural(row.uncommitted, 'partition') }, without),
  ])
}

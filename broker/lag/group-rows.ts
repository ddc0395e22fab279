// Which partitions a group has rows of, kept from one look to the next. Called by groups-seen.ts, which asks before each
// snapshot and each sample whether they still hold.
// Rows are made in slices and set aside until the last step shows them all at once; so whoever has to make them within one turn finds
// most of them there. Those that are no longer shown go in slices, too: 18,000 at once were a turn of 50 ms either way.
// Invariants: GroupRows never changes once it is made, so a snapshot may hold on to it; a row is the same object as long as its group
// and its log are, and its window and what is remembered of the log's index go with it; one that was shown and no longer is never comes back.
import type { CommittedPosition, GroupFacts } from '../../storage/group-state.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { KnownGroup } from '../groups/coordinator.ts'
import type { LiveGroup } from '../groups/live-group.ts'
import type { Group, Member } from '../groups/model.ts'
import { partitionKey } from '../groups/partition-lists.ts'
import type { SeenLog, SeenLogs } from './seen-logs.ts'
import { ROWS_AT_ONCE } from './turns.ts'
import { UnreadMemo } from './unread-memo.ts'
import type { RowWindow } from './window.ts'

/** One partition of one group. */
export class PartitionRow {
  readonly log: SeenLog
  window: RowWindow | undefined
  /** No window was left for it. */
  windowless = false
  /** Its group or topic is. */
  gone = false
  readonly unread = new UnreadMemo()

  constructor(log: SeenLog) {
    this.log = log
  }
}

/** The rows of one topic: [from, to) of the group's. */
export interface TopicRows {
  readonly topic: string
  readonly from: number
  readonly to: number
}

export interface GroupRows {
  readonly group: string
  /** By topic name, then partition. */
  readonly rows: readonly PartitionRow[]
  readonly positions: readonly (CommittedPosition | undefined)[]
  readonly topics: readonly TopicRows[]
  /** Of each row: its owner's place in `members`, or -1. */
  readonly owners: Int32Array
  /** Those that have not left. */
  readonly members: readonly Member[]
}

export class RowsOfGroup {
  readonly #store: Store
  readonly #logs: SeenLogs
  /** Those that are shown, those set aside, and those that have to go. */
  readonly #byLog = new Map<Log, OpenRow>()
  /** A row is gone. */
  readonly #forget: (row: PartitionRow) => void
  #live: LiveGroup
  #liveOfRows: LiveGroup
  #facts: GroupFacts | undefined
  #revision = -1
  #positionsRevision = -1
  #rows: GroupRows
  #makings = 0
  /** A row that no making since then had has to go. */
  #goneBefore = 0

  constructor(known: KnownGroup, store: Store, logs: SeenLogs, forget: (row: PartitionRow) => void) {
    this.#store = store
    this.#logs = logs
    this.#forget = forget
    this.#live = known.live
    this.#liveOfRows = known.live
    const group = known.live.group.name
    this.#rows = { group, rows: [], positions: [], topics: [], owners: new Int32Array(0), members: [] }
  }

  get live(): LiveGroup {
    return this.#live
  }

  get rows(): GroupRows {
    return this.#rows
  }

  /** Nothing happened to the group since its rows were made: what changes them makes one of these differ. */
  holds(known: KnownGroup): boolean {
    return (
      known.live === this.#live &&
      known.facts === this.#facts &&
      known.live.group.revision === this.#revision &&
      positionsRevisionOf(known) === this.#positionsRevision
    )
  }

  /** Makes them anew; may be left at any yield and begun again, and ends without effect where it was. Only its last step shows anything. */
  *make(known: KnownGroup): Generator<void, void> {
    const { live, facts } = known
    const { revision } = live.group
    const positionsRevision = positionsRevisionOf(known)
    const making = this.#begin(live)
    const isOver = () =>
      making < this.#goneBefore ||
      revision !== live.group.revision ||
      positionsRevision !== positionsRevisionOf(known)
    const members = [...live.group.members.values()].filter(({ left }) => !left)
    const owned = new Owners(live.group, members)
    const rows: PartitionRow[] = []
    const positions: (CommittedPosition | undefined)[] = []
    const owners: number[] = []
    const topics: TopicRows[] = []
    for (const { topic, subscribed } of topicsOf(members, facts, this.#store)) {
      const from = rows.length
      const committed = facts?.offsets.get(topic.idHex)
      for (const log of topic.logs) {
        const position = committed?.get(log.partition)
        if (position === undefined && !subscribed) continue
        rows.push(this.#row(log, making))
        positions.push(position)
        owners.push(owned.of(topic.idHex, log.partition))
        if (rows.length % ROWS_AT_ONCE > 0) continue
        yield
        if (isOver()) return
      }
      if (rows.length > from) topics.push({ topic: topic.name, from, to: rows.length })
    }
    const group = live.group.name
    this.#rows = { group, rows, positions, topics, owners: Int32Array.from(owners), members }
    this.#live = live
    this.#facts = facts
    this.#revision = revision
    this.#positionsRevision = positionsRevision
    this.#goneBefore = making
  }

  /** The group is gone, and all its rows have to go. */
  close(): void {
    this.#goneBefore = ++this.#makings
  }

  /** There may be rows that have to go. */
  get hasGone(): boolean {
    return this.#byLog.size > this.#rows.rows.length
  }

  /** They go. */
  *sweep(): Generator<void, void> {
    let looked = 0
    for (const row of this.#byLog.values()) {
      if (row.madeIn < this.#goneBefore) this.#drop(row)
      if (++looked % ROWS_AT_ONCE === 0) yield
    }
  }

  #begin(live: LiveGroup): number {
    this.#makings++
    if (live !== this.#liveOfRows) this.#goneBefore = this.#makings // deleted and made anew: nothing of its past counts
    this.#liveOfRows = live
    return this.#makings
  }

  #row(log: Log, making: number): PartitionRow {
    let row = this.#byLog.get(log)
    if (row !== undefined && row.madeIn < this.#goneBefore) {
      this.#drop(row)
      row = undefined
    }
    if (row === undefined) this.#byLog.set(log, (row = new OpenRow(this.#logs.see(log))))
    row.madeIn = Math.max(row.madeIn, making) // two makings may be under way
    return row
  }

  #drop(row: OpenRow): void {
    this.#byLog.delete(row.log.log)
    row.gone = true
    this.#forget(row)
    this.#logs.leave(row.log)
  }
}

class OpenRow extends PartitionRow {
  /** Number of the last making that had it. */
  madeIn = 0
}

function positionsRevisionOf({ facts }: KnownGroup): number {
  return facts?.positionsRevision ?? 0
}

/** Of each partition the place of its owner among the members. */
class Owners {
  readonly #group: Group
  readonly #places: ReadonlyMap<string, number>

  constructor(group: Group, members: readonly Member[]) {
    this.#group = group
    this.#places = new Map(members.map(({ id }, place) => [id, place]))
  }

  of(idHex: string, partition: number): number {
    const { owners } = this.#group
    if (owners.size === 0) return -1
    const owner = owners.get(partitionKey(idHex, partition))
    return owner === undefined ? -1 : (this.#places.get(owner.memberId) ?? -1)
  }
}

interface TopicOfGroup {
  readonly topic: Topic
  /** By a member that has not left. */
  readonly subscribed: boolean
}

/** By name. */
function topicsOf(members: readonly Member[], facts: GroupFacts | undefined, store: Store): TopicOfGroup[] {
  const found = new Map<string, TopicOfGroup>()
  for (const [idHex, positions] of facts?.offsets ?? []) {
    const topic = positions.size === 0 ? undefined : store.topicById(Buffer.from(idHex, 'hex'))
    if (topic !== undefined) found.set(topic.name, { topic, subscribed: false })
  }
  for (const { topics } of members) {
    for (const name of topics) {
      if (found.get(name)?.subscribed === true) continue
      const topic = store.topicByName(name)
      if (topic !== undefined) found.set(name, { topic, subscribed: true })
    }
  }
  return [...found.values()].sort((a, b) => (a.topic.name < b.topic.name ? -1 : 1))
}

// Which partitions a group has rows of, kept from one look to the next. Called by groups-seen.ts, which asks before each
// snapshot and each sample whether they still hold.
// Invariants: GroupRows never changes once it is made, so a snapshot may hold on to it; a row is the same object as long as its group
// and its log are, and its window and what is remembered of the log's index go with it; a row that is gone has no window.
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
  readonly name: string
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
  readonly #byLog = new Map<Log, PartitionRow>()
  /** A row is gone: its window may go. */
  readonly #forget: (row: PartitionRow) => void
  #live: LiveGroup
  #facts: GroupFacts | undefined
  #revision = -1
  #positionsRevision = -1
  #rows: GroupRows

  constructor(known: KnownGroup, store: Store, logs: SeenLogs, forget: (row: PartitionRow) => void) {
    this.#store = store
    this.#logs = logs
    this.#forget = forget
    this.#live = known.live
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
  holds({ live, facts }: KnownGroup): boolean {
    return (
      live === this.#live &&
      facts === this.#facts &&
      live.group.revision === this.#revision &&
      (facts?.positionsRevision ?? 0) === this.#positionsRevision
    )
  }

  /** Makes them anew; may be left at any yield and begun again. Only its last step changes anything. */
  *make({ live, facts }: KnownGroup): Generator<void, void> {
    const { revision } = live.group
    const positionsRevision = facts?.positionsRevision ?? 0
    const members = [...live.group.members.values()].filter(({ left }) => !left)
    const owned = new Owners(live.group, members)
    const logs: Log[] = []
    const positions: (CommittedPosition | undefined)[] = []
    const owners: number[] = []
    const topics: TopicRows[] = []
    for (const { topic, subscribed } of topicsOf(members, facts, this.#store)) {
      const from = logs.length
      const committed = facts?.offsets.get(topic.idHex)
      for (const log of topic.logs) {
        const position = committed?.get(log.partition)
        if (position === undefined && !subscribed) continue
        logs.push(log)
        positions.push(position)
        owners.push(owned.of(topic.idHex, log.partition))
        if (logs.length % ROWS_AT_ONCE === 0) yield
      }
      if (logs.length > from) topics.push({ name: topic.name, from, to: logs.length })
    }
    if (live !== this.#live) this.close() // deleted and made anew: nothing of its past counts
    const rows = this.#keep(logs)
    const group = live.group.name
    this.#rows = { group, rows, positions, topics, owners: Int32Array.from(owners), members }
    this.#live = live
    this.#facts = facts
    this.#revision = revision
    this.#positionsRevision = positionsRevision
  }

  /** The group is gone. */
  close(): void {
    this.#keep([])
  }

  #keep(logs: readonly Log[]): PartitionRow[] {
    const rows = logs.map((log) => {
      let row = this.#byLog.get(log)
      if (row === undefined) this.#byLog.set(log, (row = new PartitionRow(this.#logs.see(log))))
      return row
    })
    if (rows.length < this.#byLog.size) this.#forgetOthers(new Set(logs))
    return rows
  }

  #forgetOthers(kept: ReadonlySet<Log>): void {
    for (const [log, row] of this.#byLog) {
      if (kept.has(log)) continue
      this.#byLog.delete(log)
      row.gone = true
      this.#forget(row)
      this.#logs.leave(row.log)
    }
  }
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

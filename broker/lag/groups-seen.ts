// All groups there are, each with its rows, by name. Called by lag-service.ts before each snapshot and each sample.
// `look` brings the rows up to date in short turns, `lookAtOnce` what has changed since, in the turn in which the numbers are read.
// Invariant: after lookAtOnce the rows of every group are those of this very moment.
import type { Store } from '../../storage/store.ts'
import type { Coordinator, KnownGroup } from '../groups/coordinator.ts'
import { type PartitionRow, RowsOfGroup } from './group-rows.ts'
import type { SeenLogs } from './seen-logs.ts'
import type { Turns } from './turns.ts'

/** Looks in short turns before what still changes is done in one. */
const LOOKS = 3

export interface GroupsSeenOptions {
  readonly store: Store
  readonly groups: Coordinator
  readonly logs: SeenLogs
  readonly forget: (row: PartitionRow) => void
}

export class GroupsSeen {
  readonly #options: GroupsSeenOptions
  readonly #byName = new Map<string, RowsOfGroup>()
  #sorted: readonly RowsOfGroup[] = []
  /** Groups with rows that have to go, also groups that are no more. */
  readonly #unswept = new Set<RowsOfGroup>()

  constructor(options: GroupsSeenOptions) {
    this.#options = options
  }

  /** In short turns, until nothing changed during one look, or some times. */
  async look(turns: Turns): Promise<void> {
    if (this.#byName.size > this.#options.groups.groupCount) this.#sort()
    for (let look = 0; look < LOOKS; look++) {
      await this.#sweep(turns)
      const changed = [...this.#options.groups.all()].filter((known) => !this.#holds(known))
      if (changed.length === 0) return
      for (const known of changed) {
        await turns.rest()
        await this.#make(known, turns)
      }
    }
  }

  /** By group name. */
  lookAtOnce(): readonly RowsOfGroup[] {
    const { groups, store, logs, forget } = this.#options
    let isSorted = this.#sorted.length === groups.groupCount
    for (const known of groups.all()) {
      const { name } = known.live.group
      let rows = this.#byName.get(name)
      if (rows === undefined) {
        this.#byName.set(name, (rows = new RowsOfGroup(known, store, logs, forget)))
        isSorted = false
      }
      if (rows.holds(known)) continue
      for (const _ of rows.make(known)) continue
      if (rows.hasGone) this.#unswept.add(rows)
    }
    if (!isSorted || this.#byName.size !== groups.groupCount) this.#sort()
    return this.#sorted
  }

  #sort(): void {
    for (const [name, rows] of this.#byName) {
      if (this.#options.groups.find(name) !== undefined) continue
      rows.close()
      this.#unswept.add(rows)
      this.#byName.delete(name)
    }
    this.#sorted = [...this.#byName.values()].sort((a, b) => (a.rows.group < b.rows.group ? -1 : 1))
  }

  #holds(known: KnownGroup): boolean {
    return this.#byName.get(known.live.group.name)?.holds(known) === true
  }

  async #make(known: KnownGroup, turns: Turns): Promise<void> {
    if (!this.#isThere(known)) return // the next look has what took its place
    const { store, logs, forget } = this.#options
    const { name } = known.live.group
    let rows = this.#byName.get(name)
    if (rows === undefined) this.#byName.set(name, (rows = new RowsOfGroup(known, store, logs, forget)))
    for (const _ of rows.make(known)) {
      const pause = turns.rest()
      if (pause === undefined) continue
      await pause
      if (!this.#isThere(known)) return
    }
    if (rows.hasGone) this.#unswept.add(rows)
  }

  /** Not gone, and not made anew. */
  #isThere({ live, facts }: KnownGroup): boolean {
    const now = this.#options.groups.find(live.group.name)
    return now?.live === live && now.facts === facts
  }

  async #sweep(turns: Turns): Promise<void> {
    for (const rows of this.#unswept) {
      this.#unswept.delete(rows)
      for (const _ of rows.sweep()) await turns.rest()
      await turns.rest()
    }
  }
}

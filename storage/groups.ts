// Consumer groups on disk: `store.groups`. Reads the folded state of the metadata log, appends what changes.
// Called by the broker's group coordinator, which decides everything; handed out by store.ts.
// Invariants: what resolved is durable and can be read here; changes of one group become durable in the order of the calls.
import type { GroupStateInit, PartitionCommitInit } from '../protocol/messages.ts'
import { type GroupFacts, OFFSETS_PER_RECORD } from './group-state.ts'
import type { MetadataLog } from './metadata-log.ts'

export class StoredGroups {
  readonly #metadata: MetadataLog

  constructor(metadata: MetadataLog) {
    this.#metadata = metadata
  }

  /** Committed offsets of all groups. */
  get offsetCount(): number {
    return this.#metadata.state.groups.offsetCount
  }

  all(): Iterable<GroupFacts> {
    return this.#metadata.state.groups.all()
  }

  get(name: string): GroupFacts | undefined {
    return this.#metadata.state.groups.get(name)
  }

  /** The whole group but its offsets. `group` may change as soon as this returns. DISK_FULL, LOG_READ_ONLY, MESSAGE_TOO_LARGE. */
  save(group: GroupStateInit): Promise<void> {
    return this.#metadata.append({ group })
  }

  /** With its offsets. */
  remove(name: string): Promise<void> {
    return this.#metadata.append({ groupDeleted: { name } })
  }

  /** Makes the group where there is none. */
  commit(group: string, committedMs: number, offsets: readonly PartitionCommitInit[]): Promise<void> {
    const records = []
    for (let from = 0; from < offsets.length; from += OFFSETS_PER_RECORD) {
      const slice = offsets.slice(from, from + OFFSETS_PER_RECORD)
      records.push({ offsetsCommitted: { group, committedMs, offsets: slice } })
    }
    return this.#metadata.append(...records)
  }
}

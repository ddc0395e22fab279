// Partitions that the program chose: all of some topics (also those added later), or those it named. Made by consumer.ts.
// With a group, they begin at its committed offsets and commit as nobody's member.
// Invariants: partitions are there all at once or not at all; a failed beginning can be begun again; `close` keeps time for the
// last commit, whatever handlers do.
import { SluiceError } from '../../protocol/errors.ts'
import type { Assignment } from './assignment.ts'
import type { PartitionSpec } from './consumer-options.ts'
import { FetchPosition, type StartSpec } from './fetch-position.ts'
import type { Fetcher } from './fetcher.ts'
import type { Committer } from '../group/committer.ts'
import { closeReserveMs } from '../group/give-up.ts'
import type { GroupStarts } from '../group/starts.ts'
import type { Lane } from '../connection/lane.ts'
import type { Metadata } from '../connection/metadata.ts'
import { Deadline, within } from '../connection/retry.ts'
import { type AnyTopic, handleOf } from '../topic.ts'

export interface OwnAssignmentOptions {
  readonly topics: readonly AnyTopic[]
  readonly partitions: readonly PartitionSpec[]
  readonly from: StartSpec | 'committed'
  /** Of a consumer with a group. */
  readonly group:
    | { readonly committer: Committer; readonly starts: GroupStarts; readonly lane: Lane }
    | undefined
}

export class OwnAssignment implements Assignment {
  readonly #options: OwnAssignmentOptions
  readonly #metadata: Metadata
  readonly #fetcher: Fetcher
  #assigning: Promise<void> | undefined
  #closed = false

  constructor(options: OwnAssignmentOptions, metadata: Metadata, fetcher: Fetcher) {
    this.#options = options
    this.#metadata = metadata
    this.#fetcher = fetcher
  }

  begun = false
  readonly memberId = undefined

  begin(deadline: Deadline): Promise<void> {
    if (this.#closed) return Promise.reject(new SluiceError('CLOSED', 'the consumer is closed'))
    this.#assigning ??= this.#assign(deadline).catch((error: unknown) => {
      this.#assigning = undefined
      throw error
    })
    return this.#assigning
  }

  settled(deadline: Deadline): Promise<void> {
    return this.begin(deadline)
  }

  takeFailure(): undefined {
    return undefined
  }

  mayGive(): boolean {
    return true
  }

  asks(): void {}

  idle(): void {
    this.#addPartitions()
    this.#options.group?.committer.idle()
  }

  gave(): void {
    this.#options.group?.committer.busy()
  }

  async commit(deadline: Deadline): Promise<void> {
    if (this.#options.group === undefined) throw withoutGroup()
    await this.#options.group.committer.commitAll(deadline)
  }

  async commitFinished(deadline: Deadline): Promise<void> {
    await this.#options.group?.committer.commitFinished(deadline)
  }

  committed(positions: readonly FetchPosition[], deadline: Deadline): Promise<(number | undefined)[]> {
    if (this.#options.group === undefined) return Promise.reject(withoutGroup())
    return this.#options.group.starts.committed(positions, deadline)
  }

  async close(deadline: Deadline): Promise<void> {
    this.#closed = true
    const { positions } = this.#fetcher
    for (const at of positions) at.lease.drain()
    const handled = positions.filter((at) => at.lease.awaited && at.holds > 0)
    const free = Promise.all(handled.map((at) => at.whenFree()))
    // A handler that takes too long must not keep the rest from being committed.
    await within(free, new Deadline(deadline.leftMs - 2 * closeReserveMs(deadline))).catch(() => {})
    await this.#options.group?.committer.close(deadline)
    this.#options.group?.lane.close()
    for (const at of this.#fetcher.positions) at.lease.end()
  }

  async #assign(deadline: Deadline): Promise<void> {
    const { topics, partitions, from, group } = this.#options
    const positions: FetchPosition[] = []
    const first: StartSpec = from === 'committed' ? 'earliest' : from
    for (const handle of topics) {
      const facts = await this.#metadata.get(handle.name, deadline)
      for (let i = 0; i < facts.partitionsCount; i++)
        positions.push(new FetchPosition(handle, i, facts, first))
    }
    const own = new Map<FetchPosition, StartSpec>()
    for (const { topic, partition, from } of partitions) {
      const handle = handleOf(topic)
      const facts = await this.#metadata.get(handle.name, deadline)
      if (!Number.isInteger(partition) || partition < 0 || partition >= facts.partitionsCount) {
        const message = `'${handle.name}' has the partitions 0 to ${facts.partitionsCount - 1}, not ${partition}`
        throw new SluiceError('UNKNOWN_PARTITION', message, { topic: handle.name, partition })
      }
      const at = new FetchPosition(handle, partition, facts, from ?? first)
      if (from !== undefined) own.set(at, from)
      positions.push(at)
    }
    if (group !== undefined) await this.#beginInGroup(group, positions, own, deadline)
    if (this.#closed) throw new SluiceError('CLOSED', 'the consumer is closed')
    this.begun = true
    this.#fetcher.add(positions)
  }

  /** A partition with a `from` of its own begins there, whatever is committed. */
  async #beginInGroup(
    { starts, committer }: NonNullable<OwnAssignmentOptions['group']>,
    positions: readonly FetchPosition[],
    own: ReadonlyMap<FetchPosition, StartSpec>,
    deadline: Deadline,
  ): Promise<void> {
    for (const at of positions) at.committing = committer
    const open = positions.filter((at) => !own.has(at))
    const [failed] = await starts.resolve(open, deadline)
    if (failed !== undefined) throw failed.error
  }

  /** Partitions added to a topic are read from their beginning. */
  #addPartitions(): void {
    for (const handle of this.#options.topics) {
      const facts = this.#metadata.cached(handle.name)
      const known = this.#fetcher.positions.filter((at) => at.handle === handle)
      if (facts === undefined || facts.idHex !== known[0]?.facts.idHex) continue
      const added: FetchPosition[] = []
      for (let i = known.length; i < facts.partitionsCount; i++)
        added.push(new FetchPosition(handle, i, facts, 'earliest'))
      if (added.length > 0) this.#fetcher.add(added)
    }
  }
}

function withoutGroup(): SluiceError {
  const hint = "give the consumer a group: client.consumer({ group: 'name', topics })"
  return new SluiceError('INVALID_ARGUMENT', 'there is nothing to commit to: the consumer has no group', {
    hint,
  })
}

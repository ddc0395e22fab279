// Where a group's partitions begin: at what is committed; else, if the partition was added later, at its beginning; else where
// `from` says, else where `orElse` says, else not at all. Called by session.ts and own-assignment.ts.
// Invariant: a start that another moment would answer differently ('latest', a time) is committed before anything is given
// out, so that a crash before the first commit skips nothing.
import { SluiceError } from '../../protocol/errors.ts'
import type { CommittedOffset } from '../../protocol/messages.ts'
import type { FetchPosition, StartSpec } from '../consumer/fetch-position.ts'
import type { OrElse } from '../consumer/fetch-settings.ts'
import type { Lane } from '../connection/lane.ts'
import { OffsetAdmin } from '../admin/offsets.ts'
import type { Metadata } from '../connection/metadata.ts'
import type { Unresolved } from '../consumer/resolve-starts.ts'
import type { Deadline } from '../connection/retry.ts'
import type { Committer } from './committer.ts'

export interface GroupStartsOptions {
  readonly group: string
  readonly from: StartSpec | 'committed'
  readonly orElse: OrElse
}

export class GroupStarts {
  readonly #lane: Lane
  readonly #offsets: OffsetAdmin
  readonly #committer: Committer
  readonly #options: GroupStartsOptions

  constructor(
    lane: Lane,
    metadata: Metadata,
    committer: Committer,
    timeoutMs: number,
    options: GroupStartsOptions,
  ) {
    this.#lane = lane
    this.#offsets = new OffsetAdmin(lane, metadata, timeoutMs)
    this.#committer = committer
    this.#options = options
  }

  /** Moves each position to its start; answers those that have none. Throws what failed for all. */
  async resolve(positions: readonly FetchPosition[], deadline: Deadline): Promise<Unresolved[]> {
    const answers = await this.#ask(positions, deadline)
    const failed: Unresolved[] = []
    const movable = new Map<FetchPosition, 'latest' | { readonly timestamp: number }>()
    for (const [i, at] of positions.entries()) {
      const { found, offset, hasLeaderEpoch, leaderEpoch, addedLater } = answers[i] as CommittedOffset
      if (found) {
        at.resumeAt(offset, hasLeaderEpoch ? leaderEpoch : undefined)
        continue
      }
      const start = addedLater ? 'earliest' : this.#start()
      if (start === 'fail') failed.push({ at, error: this.#nothingCommitted(at) })
      else if (start === 'latest' || (typeof start === 'object' && 'timestamp' in start))
        movable.set(at, start)
      else at.jump(start)
    }
    await this.#fix(movable, deadline)
    return failed
  }

  /** The group's offsets of these partitions; undefined where nothing is committed. */
  async committed(positions: readonly FetchPosition[], deadline: Deadline): Promise<(number | undefined)[]> {
    const answers = await this.#ask(positions, deadline)
    return answers.map(({ found, offset }) => (found ? offset : undefined))
  }

  #start(): StartSpec | 'fail' {
    const { from, orElse } = this.#options
    return from === 'committed' ? orElse : from
  }

  async #ask(positions: readonly FetchPosition[], deadline: Deadline): Promise<CommittedOffset[]> {
    if (positions.length === 0) return []
    const topics = new Map<string, { topicId: Buffer; partitions: number[] }>()
    for (const { facts, partition } of positions) {
      const topic = topics.get(facts.idHex) ?? { topicId: facts.id, partitions: [] }
      topic.partitions.push(partition)
      topics.set(facts.idHex, topic)
    }
    const { group } = this.#options
    const body = { committedOffsets: { group, topics: [...topics.values()] } }
    const { response } = await this.#lane.call(body, deadline)
    const answers = new Map<string, CommittedOffset>()
    for (const answer of response.committedOffsets?.offsets ?? [])
      answers.set(`${Buffer.from(answer.topicId).toString('hex')}/${answer.partition}`, answer)
    return positions.map(({ facts, partition }) => {
      const answer = answers.get(`${facts.idHex}/${partition}`)
      if (answer === undefined)
        throw new SluiceError('INTERNAL', 'the broker left a partition out of its answer')
      return answer
    })
  }

  async #fix(
    movable: ReadonlyMap<FetchPosition, 'latest' | { readonly timestamp: number }>,
    deadline: Deadline,
  ): Promise<void> {
    const byTopic = new Map<string, FetchPosition[]>()
    for (const at of movable.keys()) {
      const known = byTopic.get(at.handle.name)
      if (known === undefined) byTopic.set(at.handle.name, [at])
      else known.push(at)
    }
    for (const positions of byTopic.values()) {
      const [first] = positions
      const spec = first && movable.get(first)
      if (first === undefined || spec === undefined) continue
      const partitions = positions.map((at) => at.partition)
      const options = { partitions, ...(deadline.signal && { signal: deadline.signal }) }
      const found = await this.#offsets.offsets(first.handle, spec, options)
      await Promise.all(
        positions.map(async (at, i) => {
          const { offset } = found[i] as (typeof found)[number]
          await this.#committer.commit(at, offset, deadline)
          at.jump({ offset })
          at.lease.sentOffset = offset
        }),
      )
    }
  }

  #nothingCommitted(at: FetchPosition): SluiceError {
    const { group } = this.#options
    const topic = at.handle.name
    const message = `group '${group}' has committed nothing for '${topic}' partition ${at.partition}`
    const hint = "say where it begins then: orElse: 'earliest' or 'latest' (or from)"
    return new SluiceError('NO_COMMITTED_OFFSET', message, { hint, topic, partition: at.partition })
  }
}

// Committed offsets: who may commit what, and what is committed. Called by coordinator.ts with the group that is meant.
// Invariants: a commit is judged in the turn in which it is appended, so the log's order is the order of acceptance and a
// fenced member lowers nothing; who asks hears every commit that was accepted before, durable; of all groups together there
// are at most limits.committedOffsetsMax offsets, those under way counted.
import { SluiceError, toFailure } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type {
  CommitOffsetsRequest,
  CommitResultInit,
  CommittedOffsetInit,
  CommittedOffsetsRequest,
  FailureInit,
  OffsetCommit,
  PartitionCommitInit,
} from '../../protocol/messages.ts'
import type { CommittedPosition } from '../../storage/group-state.ts'
import type { Log } from '../../storage/log.ts'
import { hexOf } from '../../storage/metadata-state.ts'
import type { Store } from '../../storage/store.ts'
import { findLog } from '../handlers/lookup.ts'
import { logTruncated, offsetOutOfRange } from '../handlers/offset-errors.ts'
import { ownerOf } from './group.ts'
import type { Group } from './model.ts'
import { partitionKey } from './partition-lists.ts'

/** The others of one answer carry their code alone, which the client has a text for. */
const REFUSALS_WITH_TEXT = 100

export class CommittedOffsets {
  readonly #store: Store
  readonly #underWay = new Map<string, Set<Promise<void>>>()
  #newUnderWay = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** Commits of this group are accepted and not durable yet. */
  busy(group: string): boolean {
    return this.#underWay.has(group)
  }

  /** One result an entry, once what was accepted is durable. Rejects where it could not be made so: DISK_FULL, LOG_READ_ONLY. */
  async commit(request: CommitOffsetsRequest, group: Group | undefined): Promise<CommitResultInit[]> {
    const accepted: PartitionCommitInit[] = []
    let added = 0
    const outsider = outsiderRefusal(request, group)
    let refused = 0
    const results = request.offsets.map((entry): CommitResultInit => {
      const { partition } = entry
      const isNew = this.#position(request.group, hexOf(entry.topicId), partition) === undefined
      const refusal =
        outsider ?? this.#refusal(request.memberId, entry, group) ?? (isNew ? this.#noRoom(added) : undefined)
      if (refusal !== undefined) return { partition, failure: briefly(toFailure(refusal), refused++) }
      if (isNew) added++
      accepted.push(stored(entry))
      return { partition }
    })
    if (accepted.length > 0) await this.#append(request.group, accepted, added)
    return results
  }

  /** In request order, or all there are; waits for what was accepted before. */
  async read(
    { group: name, topics }: CommittedOffsetsRequest,
    group: Group | undefined,
  ): Promise<CommittedOffsetInit[]> {
    const underWay = this.#underWay.get(name)
    if (underWay !== undefined) await Promise.allSettled(underWay)
    if (topics.length === 0) return this.#all(name)
    return topics.flatMap(({ topicId, partitions }) => {
      const idHex = hexOf(topicId)
      const begun = group?.begun.get(idHex)
      return partitions.map((partition): CommittedOffsetInit => {
        const position = this.#position(name, idHex, partition)
        if (position !== undefined) return found(topicId, partition, position)
        return { topicId, partition, found: false, addedLater: begun !== undefined && partition >= begun }
      })
    })
  }

  #all(name: string): CommittedOffsetInit[] {
    const all: CommittedOffsetInit[] = []
    for (const [idHex, positions] of this.#store.groups.get(name)?.offsets ?? []) {
      const topicId = Buffer.from(idHex, 'hex')
      for (const [partition, position] of positions) all.push(found(topicId, partition, position))
    }
    return all
  }

  #position(group: string, idHex: string, partition: number): CommittedPosition | undefined {
    return this.#store.groups.get(group)?.offsets.get(idHex)?.get(partition)
  }

  async #append(group: string, accepted: PartitionCommitInit[], added: number): Promise<void> {
    const appended = this.#store.groups.commit(group, Date.now(), accepted)
    let underWay = this.#underWay.get(group)
    if (underWay === undefined) this.#underWay.set(group, (underWay = new Set()))
    underWay.add(appended)
    this.#newUnderWay += added
    try {
      await appended
    } finally {
      this.#newUnderWay -= added
      underWay.delete(appended)
      if (underWay.size === 0) this.#underWay.delete(group)
    }
  }

  #refusal(memberId: string, entry: OffsetCommit, group: Group | undefined): SluiceError | undefined {
    const log = findLog(this.#store, entry.topicId, entry.partition)
    if (log instanceof Error) return log
    const fence = memberId === '' ? undefined : fenced(memberId, entry, group, log)
    return fence ?? misplaced(entry, log)
  }

  #noRoom(added: number): SluiceError | undefined {
    const most = limits.committedOffsetsMax
    if (this.#store.groups.offsetCount + this.#newUnderWay + added < most) return undefined
    return new SluiceError('GROUP_LIMIT', `the broker keeps at most ${most} committed offsets`)
  }
}

/** Why nothing that this request holds may be committed. */
function outsiderRefusal(
  { group: name, memberId }: CommitOffsetsRequest,
  group: Group | undefined,
): SluiceError | undefined {
  if (memberId === '') {
    if (group === undefined || group.members.size === 0) return undefined
    return new SluiceError('GROUP_NOT_EMPTY', `group ${name} has members, who alone may commit`)
  }
  if (group?.members.get(memberId)?.left === false) return undefined
  return new SluiceError('UNKNOWN_MEMBER', `group ${name} has no member ${memberId} (any more)`)
}

function fenced(
  memberId: string,
  { partition, assignmentEpoch, topicId }: OffsetCommit,
  group: Group | undefined,
  log: Log,
): SluiceError | undefined {
  const place = { topic: log.topic.name, partition }
  const owner = group && ownerOf(group, partitionKey(hexOf(topicId), partition))
  if (owner?.memberId === memberId && owner.assignmentEpoch === assignmentEpoch) return undefined
  const text = `${place.topic}/${partition} is not ${memberId}'s under assignment epoch ${assignmentEpoch}`
  return new SluiceError('PARTITION_NOT_OWNED', text, place)
}

/** The answer has to fit into its header whatever is refused: some of the request may be stored. */
function briefly(failure: FailureInit, refusedBefore: number): FailureInit {
  return refusedBefore < REFUSALS_WITH_TEXT ? failure : { ...failure, message: '' }
}

function misplaced({ offset, leaderEpoch, hasLeaderEpoch }: OffsetCommit, log: Log): SluiceError | undefined {
  const truncated = hasLeaderEpoch ? logTruncated(log, leaderEpoch, offset) : undefined
  if (truncated !== undefined) return truncated
  return offset <= log.visibleOffset ? undefined : offsetOutOfRange(log, offset)
}

function stored({
  topicId,
  partition,
  offset,
  leaderEpoch,
  hasLeaderEpoch,
}: OffsetCommit): PartitionCommitInit {
  const commit = { topicId, partition, offset }
  return hasLeaderEpoch ? { ...commit, leaderEpoch, hasLeaderEpoch } : commit
}

function found(
  topicId: Uint8Array,
  partition: number,
  { offset, leaderEpoch, committedMs }: CommittedPosition,
): CommittedOffsetInit {
  const answer: CommittedOffsetInit = { topicId, partition, found: true, offset, committedMs }
  return leaderEpoch === undefined ? answer : { ...answer, leaderEpoch, hasLeaderEpoch: true }
}

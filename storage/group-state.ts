// Consumer groups as the metadata log tells them: members and their partitions, committed offsets. A fold like
// metadata-state.ts, which calls it; groups.ts hands it out, so that what is read here is durable.
// Invariants: a group is there once it was stored or once something was committed to it, until it is deleted; offsets of a
// deleted topic go with it; `snapshot()` yields bounded records that fold to the same state.
import type {
  GroupState,
  GroupStateInit,
  MetadataRecordInit,
  OffsetsCommittedInit,
  PartitionCommitInit,
} from '../protocol/messages.ts'

/** Partitions that one record names: a slice of a snapshot is a bounded piece of work. */
export const OFFSETS_PER_RECORD = 1_000

export interface CommittedPosition {
  readonly offset: number
  /** Of the last record read; undefined: the client did not say. */
  readonly leaderEpoch: number | undefined
  readonly committedMs: number
}

/** By topic id in hex, then by partition. */
export type CommittedPositions = ReadonlyMap<string, ReadonlyMap<number, CommittedPosition>>

export interface GroupFacts {
  readonly state: GroupState
  readonly offsets: CommittedPositions
  /** Wall clock; 0: nothing was ever committed. */
  readonly lastCommitMs: number
}

interface OpenFacts extends GroupFacts {
  state: GroupState
  readonly offsets: Map<string, Map<number, CommittedPosition>>
  lastCommitMs: number
}

export class GroupStates {
  readonly #groups = new Map<string, OpenFacts>()
  /** Committed offsets of all groups. */
  offsetCount = 0

  get(name: string): GroupFacts | undefined {
    return this.#groups.get(name)
  }

  all(): Iterable<GroupFacts> {
    return this.#groups.values()
  }

  /** `topicLives`: what is committed late about a deleted topic changes nothing. */
  apply(record: MetadataRecordInit, topicLives: (topicId: Uint8Array) => string | undefined): void {
    if (record.group) {
      const state = copied(record.group)
      const known = this.#groups.get(state.name)
      if (known === undefined) this.#groups.set(state.name, { state, offsets: new Map(), lastCommitMs: 0 })
      else known.state = state
    } else if (record.groupDeleted) {
      this.#delete(record.groupDeleted.name ?? '')
    } else if (record.offsetsCommitted) {
      this.#commit(record.offsetsCommitted, topicLives)
    }
  }

  topicDeleted(idHex: string): void {
    for (const { offsets } of this.#groups.values()) {
      this.offsetCount -= offsets.get(idHex)?.size ?? 0
      offsets.delete(idHex)
    }
  }

  *snapshot(): Generator<MetadataRecordInit> {
    for (const facts of this.#groups.values()) {
      yield { group: facts.state }
      yield* offsetRecords(facts)
    }
  }

  #commit(record: OffsetsCommittedInit, topicLives: (topicId: Uint8Array) => string | undefined): void {
    const { group: name = '', committedMs = 0 } = record
    let facts = this.#groups.get(name)
    if (facts === undefined) {
      facts = {
        state: { ...copied({ name }), emptySinceMs: committedMs },
        offsets: new Map(),
        lastCommitMs: 0,
      }
      this.#groups.set(name, facts)
    }
    facts.lastCommitMs = Math.max(facts.lastCommitMs, committedMs)
    for (const commit of record.offsets ?? []) {
      const idHex = commit.topicId && topicLives(commit.topicId)
      if (idHex === undefined) continue
      let positions = facts.offsets.get(idHex)
      if (positions === undefined) facts.offsets.set(idHex, (positions = new Map()))
      const { partition = 0, offset = 0 } = commit
      if (!positions.has(partition)) this.offsetCount++
      positions.set(partition, {
        offset,
        leaderEpoch: commit.hasLeaderEpoch ? (commit.leaderEpoch ?? 0) : undefined,
        committedMs: commit.committedMs || committedMs,
      })
    }
  }

  #delete(name: string): void {
    for (const positions of this.#groups.get(name)?.offsets.values() ?? []) this.offsetCount -= positions.size
    this.#groups.delete(name)
  }
}

/** At least one where anything was ever committed: it carries the time. */
function* offsetRecords({ state, offsets, lastCommitMs }: GroupFacts): Generator<MetadataRecordInit> {
  if (lastCommitMs === 0) return
  const recordOf = (commits: PartitionCommitInit[]) => ({
    offsetsCommitted: { group: state.name, committedMs: lastCommitMs, offsets: commits },
  })
  let commits: PartitionCommitInit[] = []
  for (const [idHex, positions] of offsets) {
    const topicId = Buffer.from(idHex, 'hex')
    for (const [partition, { offset, leaderEpoch, committedMs }] of positions) {
      const commit: PartitionCommitInit = { topicId, partition, offset }
      if (leaderEpoch !== undefined) Object.assign(commit, { leaderEpoch, hasLeaderEpoch: true })
      if (committedMs !== lastCommitMs) commit.committedMs = committedMs
      commits.push(commit)
      if (commits.length < OFFSETS_PER_RECORD) continue
      yield recordOf(commits)
      commits = []
    }
  }
  yield recordOf(commits)
}

// Field by field: what a decoded message leaves out stands on its prototype, and its bytes are views of a whole file.
function copied(group: GroupStateInit): GroupState {
  const { name = '', epoch = 0, assignmentEpoch = 0, emptySinceMs = 0 } = group
  const begun = (group.begun ?? []).map(({ topicId, partitions = 0 }) => ({
    topicId: Buffer.from(topicId ?? []),
    partitions,
  }))
  const members = (group.members ?? []).map((member) => ({
    memberId: member.memberId ?? '',
    instanceId: member.instanceId ?? '',
    clientId: member.clientId ?? '',
    address: member.address ?? '',
    topics: [...(member.topics ?? [])],
    assignor: member.assignor ?? '',
    sessionTimeoutMs: member.sessionTimeoutMs ?? 0,
    maxProcessingMs: member.maxProcessingMs ?? 0,
    joinedMs: member.joinedMs ?? 0,
    left: member.left ?? false,
    owned: (member.owned ?? []).map(({ topicId, partitions, assignmentEpochs }) => ({
      topicId: Buffer.from(topicId ?? []),
      partitions: [...(partitions ?? [])],
      assignmentEpochs: [...(assignmentEpochs ?? [])],
    })),
  }))
  return { name, epoch, assignmentEpoch, members, emptySinceMs, begun }
}

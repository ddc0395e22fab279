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

/**
 * One object as long as the position stands: a later commit changes it in place, so that lag, which looks at all of them, holds on to
 * it. That harms no snapshot under way: a segment of the metadata log begins only when nothing waits for the old one, and what
 * a slice would see too early stands behind the snapshot once more, where the newest wins.
 */
export interface CommittedPosition {
  readonly offset: number
  /** Of the last record read; undefined: the client did not say. */
  readonly leaderEpoch: number | undefined
  readonly committedMs: number
}

type OpenPosition = { -readonly [Name in keyof CommittedPosition]: CommittedPosition[Name] }

/** By topic id in hex, then by partition. */
export type CommittedPositions = ReadonlyMap<string, ReadonlyMap<number, CommittedPosition>>

export interface GroupFacts {
  readonly state: GroupState
  readonly offsets: CommittedPositions
  /** Grows when a position comes or goes, not when one moves. */
  readonly positionsRevision: number
  /** Wall clock; 0: nothing was ever committed. */
  readonly lastCommitMs: number
}

interface OpenFacts extends GroupFacts {
  state: GroupState
  readonly offsets: Map<string, Map<number, OpenPosition>>
  positionsRevision: number
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
      if (known === undefined) this.#groups.set(state.name, newFacts(state))
      else known.state = state
    } else if (record.groupDeleted) {
      this.#delete(record.groupDeleted.name ?? '')
    } else if (record.offsetsCommitted) {
      this.#commit(record.offsetsCommitted, topicLives)
    }
  }

  topicDeleted(idHex: string): void {
    for (const facts of this.#groups.values()) {
      this.offsetCount -= facts.offsets.get(idHex)?.size ?? 0
      if (facts.offsets.delete(idHex)) facts.positionsRevision++
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
      facts = newFacts({ ...copied({ name }), emptySinceMs: committedMs })
      this.#groups.set(name, facts)
    }
    facts.lastCommitMs = Math.max(facts.lastCommitMs, committedMs)
    for (const commit of record.offsets ?? []) {
      const idHex = commit.topicId && topicLives(commit.topicId)
      if (idHex === undefined) continue
      let positions = facts.offsets.get(idHex)
      if (positions === undefined) facts.offsets.set(idHex, (positions = new Map()))
      const { partition = 0, offset = 0 } = commit
      const leaderEpoch = commit.hasLeaderEpoch ? (commit.leaderEpoch ?? 0) : undefined
      const committedAtMs = commit.committedMs || committedMs
      const position = positions.get(partition)
      if (position === undefined) {
        this.offsetCount++
        facts.positionsRevision++
        positions.set(partition, { offset, leaderEpoch, committedMs: committedAtMs })
      } else {
        position.offset = offset
        position.leaderEpoch = leaderEpoch
        position.committedMs = committedAtMs
      }
    }
  }

  #delete(name: string): void {
    for (const positions of this.#groups.get(name)?.offsets.values() ?? []) this.offsetCount -= positions.size
    this.#groups.delete(name)
  }
}

function newFacts(state: GroupState): OpenFacts {
  return { state, offsets: new Map(), positionsRevision: 0, lastCommitMs: 0 }
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

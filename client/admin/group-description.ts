// Consumer groups as administration sees them: the types, and their translation from the wire. Called by admin-groups.ts.
// Invariant: what is not there is `undefined`, never 0: an offset of 0 was committed.
import type {
  GroupOffset,
  GroupTopic,
  MemberDescription,
  GroupDescription as WireDescription,
} from '../../protocol/messages.ts'

/** A group in a list of groups. */
export interface GroupListing {
  /** Its name. */
  readonly name: string
  /** 'empty': no members. 'stable': every member holds what it shall. 'reconciling': partitions are changing hands. */
  readonly state: string
  /** How many. */
  readonly members: number
  /** With members or committed offsets. */
  readonly topics: number
  /** Grows with every change of the members or of what they subscribe to. */
  readonly epoch: number
}

/** A partition by the name of its topic. */
export interface TopicPartition {
  /** Its name. */
  readonly topic: string
  /** From 0. */
  readonly partition: number
}

/** A consumer of a group, as the broker knows it. */
export interface GroupMember {
  /** Of one session: a consumer that was put out comes back under another. */
  readonly memberId: string
  /** The static id, where it has one. */
  readonly instanceId: string | undefined
  /** As its client calls itself. */
  readonly clientId: string
  /** Where it connects from. */
  readonly address: string
  /** What it subscribes to. */
  readonly topics: readonly string[]
  /** What it holds or may take. */
  readonly assigned: readonly TopicPartition[]
  /** What it still holds and is to give up. */
  readonly revoking: readonly TopicPartition[]
  /** Without a sign of life for so long it is put out. */
  readonly sessionTimeoutMs: number
  /** It may hold on to records, or block its event loop, for so long. */
  readonly maxProcessingMs: number
  /** Milliseconds since 1970. */
  readonly joinedMs: number
  /** How long ago its last sign of life was, in milliseconds. */
  readonly seenMsAgo: number
  /** How long its event loop has been blocked, as it said last, in milliseconds; 0: it turns. */
  readonly blockedMs: number
  /** How long it has had the records in its hands, as it said last, in milliseconds; 0: it has none. */
  readonly processingMs: number
}

/** Where a group stands in one partition. */
export interface GroupPartition extends TopicPartition {
  /** Of the topic, in hexadecimal: another one when the topic is made anew. */
  readonly topicId: string
  /** Offset of the next record to read; undefined: nothing is committed. */
  readonly committed: number | undefined
  /** Leader epoch that was committed with it. */
  readonly leaderEpoch: number | undefined
  /** When it was committed, in milliseconds since 1970. */
  readonly committedMs: number | undefined
  /** The first offset that can be read. */
  readonly logStart: number
  /** The visible end: consumers read below it. */
  readonly logEnd: number
  /** Records between `committed` and `logEnd`; undefined where nothing is committed. */
  readonly lag: number | undefined
  /** Member id of who holds it; undefined: nobody. */
  readonly owner: string | undefined
}

/** A group with its members and all partitions that are committed or belong to a topic its members subscribe to. */
export interface GroupDescription {
  /** Its name. */
  readonly name: string
  /** 'empty', 'stable' or 'reconciling', as in GroupListing. */
  readonly state: string
  /** Grows with every change of the members or of what they subscribe to. */
  readonly epoch: number
  /** 'uniform' or 'range'. */
  readonly assignor: string
  /** By member id. */
  readonly members: readonly GroupMember[]
  /** By topic and partition. */
  readonly partitions: readonly GroupPartition[]
}

/** A committed offset. */
export interface CommittedOffset extends TopicPartition {
  /** Of the next record to read. */
  readonly offset: number
  /** Of the last record read, where it was known. */
  readonly leaderEpoch: number | undefined
  /** Milliseconds since 1970. */
  readonly committedMs: number
}

export function groupFromWire(group: WireDescription): GroupDescription {
  return {
    name: group.name,
    state: group.state,
    epoch: group.groupEpoch,
    assignor: group.assignor,
    members: group.members.map(memberOf),
    partitions: group.offsets.map(partitionOf).sort(byTopicAndPartition),
  }
}

export function byTopicAndPartition(a: TopicPartition, b: TopicPartition): number {
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1
}

function memberOf(member: MemberDescription): GroupMember {
  const { memberId, instanceId, clientId, address, topics, sessionTimeoutMs, maxProcessingMs } = member
  const { joinedMs, seenMsAgo, blockedMs, processingMs } = member
  return {
    memberId,
    instanceId: instanceId === '' ? undefined : instanceId,
    clientId,
    address,
    topics,
    assigned: partitionsOf(member.assigned),
    revoking: partitionsOf(member.revoking),
    sessionTimeoutMs,
    maxProcessingMs,
    joinedMs,
    seenMsAgo,
    blockedMs,
    processingMs,
  }
}

function partitionsOf(topics: readonly GroupTopic[]): TopicPartition[] {
  const all = topics.flatMap(({ name, partitions }) =>
    partitions.map((partition) => ({ topic: name, partition })),
  )
  return all.sort(byTopicAndPartition)
}

function partitionOf(at: GroupOffset): GroupPartition {
  const { topic, partition, committed, offset, visibleOffset: logEnd } = at
  return {
    topic,
    topicId: Buffer.from(at.topicId).toString('hex'),
    partition,
    committed: committed ? offset : undefined,
    leaderEpoch: committed && at.leaderEpoch > 0 ? at.leaderEpoch : undefined,
    committedMs: committed ? at.committedMs : undefined,
    logStart: at.logStartOffset,
    logEnd,
    // The broker read the two one after the other: the committed offset may be the younger one.
    lag: committed ? Math.max(0, logEnd - offset) : undefined,
    owner: at.owner === '' ? undefined : at.owner,
  }
}

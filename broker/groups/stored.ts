// A group as the metadata log keeps it, and back. Called by the coordinator. What is not stored is worked out anew after a
// restart: the target by the assignor, deadlines from the moment of the restart, connections as they come.
import type { GroupMemberInit, GroupStateInit, OwnedTopicInit } from '../../protocol/messages.ts'
import type { Group, Member, Moment, Owner, PartitionKey, StoredGroup, TopicsByName } from './model.ts'
import { topicIds } from './subscriptions.ts'

/** The whole group but its committed offsets. */
export function toStored(group: Group): GroupStateInit {
  const owned = ownedByMember(group)
  return {
    name: group.name,
    epoch: group.epoch,
    assignmentEpoch: group.assignmentEpoch,
    members: [...group.members.values()].map((member) => storedMember(member, owned.get(member.id))),
    emptySinceMs: group.emptySinceMs,
    begun: [...group.begun].map(([idHex, partitions]) => ({
      topicId: Buffer.from(idHex, 'hex'),
      partitions,
    })),
  }
}

/**
 * The group after a restart: everybody has one session timeout of grace and shall hold what it owns, until the first event (a
 * `tick` is due at once) assigns anew. What belonged to topics that are gone is dropped.
 */
export function fromStored(stored: StoredGroup, topics: TopicsByName, moment: Moment): Group {
  const alive = topicIds(topics)
  const owners = new Map<PartitionKey, Owner>()
  for (const { memberId, owned } of stored.members) {
    for (const { topicId, partitions, assignmentEpochs } of owned) {
      const idHex = Buffer.from(topicId).toString('hex')
      if (!alive.has(idHex)) continue
      for (const [index, partition] of partitions.entries()) {
        owners.set(`${idHex}/${partition}`, { memberId, assignmentEpoch: assignmentEpochs[index] ?? 0 })
      }
    }
  }
  return {
    name: stored.name,
    epoch: stored.epoch,
    assignmentEpoch: stored.assignmentEpoch,
    members: new Map(stored.members.map((member) => [member.memberId, restoredMember(member, moment)])),
    owners,
    target: new Map([...owners].map(([key, owner]) => [key, owner.memberId])),
    topics,
    begun: new Map([...begunOf(stored)].filter(([idHex]) => alive.has(idHex))),
    emptySinceMs: stored.emptySinceMs,
    rebalanceAtMs: stored.members.length > 0 ? moment.nowMs : Infinity,
    rebalancedAtMs: -Infinity,
    revision: 0,
  }
}

function begunOf({ begun }: StoredGroup): Map<string, number> {
  return new Map(begun.map(({ topicId, partitions }) => [Buffer.from(topicId).toString('hex'), partitions]))
}

function ownedByMember(group: Group): Map<string, OwnedTopicInit[]> {
  const found = new Map<string, Map<string, Required<OwnedTopicInit>>>()
  for (const [key, { memberId, assignmentEpoch }] of group.owners) {
    const slash = key.indexOf('/')
    const idHex = key.slice(0, slash)
    let topics = found.get(memberId)
    if (topics === undefined) found.set(memberId, (topics = new Map()))
    let topic = topics.get(idHex)
    if (topic === undefined) {
      topic = { topicId: Buffer.from(idHex, 'hex'), partitions: [], assignmentEpochs: [] }
      topics.set(idHex, topic)
    }
    topic.partitions.push(Number(key.slice(slash + 1)))
    topic.assignmentEpochs.push(assignmentEpoch)
  }
  return new Map([...found].map(([memberId, topics]) => [memberId, [...topics.values()]]))
}

function storedMember(member: Member, owned: OwnedTopicInit[] = []): GroupMemberInit {
  const { instanceId, clientId, address, assignor, sessionTimeoutMs, maxProcessingMs, joinedMs, left } =
    member
  return {
    memberId: member.id,
    instanceId,
    clientId,
    address,
    topics: [...member.topics],
    assignor,
    sessionTimeoutMs,
    maxProcessingMs,
    joinedMs,
    owned,
    left,
  }
}

function restoredMember(stored: StoredGroup['members'][number], { nowMs }: Moment): Member {
  return {
    id: stored.memberId,
    instanceId: stored.instanceId,
    clientId: stored.clientId,
    address: stored.address,
    topics: [...stored.topics],
    assignor: stored.assignor === 'range' ? 'range' : 'uniform',
    sessionTimeoutMs: stored.sessionTimeoutMs,
    maxProcessingMs: stored.maxProcessingMs,
    joinedMs: stored.joinedMs,
    left: stored.left,
    expiresAtMs: nowMs + stored.sessionTimeoutMs,
    seenAtMs: nowMs,
    revokeByMs: Infinity,
    blockedMs: 0,
    processingMs: 0,
    connections: 0,
    waiting: undefined,
  }
}

// Groups as people and tools see them: one row of a list, or everything. Called by handlers/list-groups.ts and describe-groups.ts.
import type {
  GroupDescriptionInit,
  GroupListingInit,
  GroupOffsetInit,
  MemberDescriptionInit,
} from '../../protocol/messages.ts'
import type { CommittedPosition } from '../../storage/group-state.ts'
import type { Store } from '../../storage/store.ts'
import type { KnownGroup } from './coordinator.ts'
import { assignedTo, assignorOf, ownerOf, revokingFrom, stateOf } from './group.ts'
import type { LiveGroup } from './live-group.ts'
import type { Member } from './model.ts'
import { partitionKey, toWire } from './partition-lists.ts'

export function groupListing({ live, facts }: KnownGroup, store: Store): GroupListingInit {
  const { group } = live
  return {
    name: group.name,
    state: stateOf(group),
    members: group.members.size,
    topics: topicIdsOf({ live, facts }, store).size,
    groupEpoch: group.epoch,
  }
}

export function groupDescription({ live, facts }: KnownGroup, store: Store): GroupDescriptionInit {
  const { group } = live
  return {
    name: group.name,
    state: stateOf(group),
    groupEpoch: group.epoch,
    assignor: group.members.size === 0 ? '' : assignorOf(group),
    members: [...group.members.values()].map((member) => memberDescription(live, member, store)),
    offsets: offsetsOf({ live, facts }, store),
  }
}

function memberDescription(live: LiveGroup, member: Member, store: Store): MemberDescriptionInit {
  const { id, instanceId, clientId, address, topics, sessionTimeoutMs, maxProcessingMs, joinedMs } = member
  return {
    memberId: id,
    instanceId,
    clientId,
    address,
    topics: [...topics],
    assigned: toWire(assignedTo(live.group, id), store),
    revoking: toWire(revokingFrom(live.group, id), store),
    sessionTimeoutMs,
    maxProcessingMs,
    joinedMs,
    seenMsAgo: Math.max(0, Math.round(performance.now() - member.seenAtMs)),
    blockedMs: live.blockedMs(id),
    processingMs: live.processingMs(id),
  }
}

/** Living topics that members subscribe to or that have committed offsets. */
function topicIdsOf({ live, facts }: KnownGroup, store: Store): Set<string> {
  const ids = new Set<string>()
  for (const name of live.topicNames) {
    const topic = store.topicByName(name)
    if (topic !== undefined) ids.add(topic.idHex)
  }
  for (const [idHex, positions] of facts?.offsets ?? []) if (positions.size > 0) ids.add(idHex)
  return ids
}

function offsetsOf({ live, facts }: KnownGroup, store: Store): GroupOffsetInit[] {
  const rows: GroupOffsetInit[] = []
  for (const idHex of topicIdsOf({ live, facts }, store)) {
    const topic = store.topicById(Buffer.from(idHex, 'hex'))
    const committed = facts?.offsets.get(idHex)
    for (const log of topic?.logs ?? []) {
      const position = committed?.get(log.partition)
      const subscribed = live.topicNames.has(log.topic.name)
      if (position === undefined && !subscribed) continue
      rows.push({
        topicId: log.topic.id,
        topic: log.topic.name,
        partition: log.partition,
        ...shownPosition(position),
        logStartOffset: log.startOffset,
        visibleOffset: log.visibleOffset,
        owner: ownerOf(live.group, partitionKey(idHex, log.partition))?.memberId ?? '',
      })
    }
  }
  return rows
}

function shownPosition(position: CommittedPosition | undefined): GroupOffsetInit {
  if (position === undefined) return { committed: false }
  const { offset, leaderEpoch = 0, committedMs } = position
  return { committed: true, offset, leaderEpoch, committedMs }
}

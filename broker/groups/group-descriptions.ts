// Groups as people and tools see them: one row of a list, or everything. Called by handlers/list-groups.ts and describe-groups.ts.
import type {
  GroupDescriptionInit,
  GroupListingInit,
  GroupOffsetInit,
  MemberDescriptionInit,
} from '../../protocol/messages.ts'
import type { CommittedPosition } from '../../storage/group-state.ts'
import type { Store } from '../../storage/store.ts'
import type { AnswerRoom } from './answer-room.ts'
import type { KnownGroup } from './coordinator.ts'
import { assignorOf, type Holding, holdingsOf, ownerOf, stateOf } from './group.ts'
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

/** FRAME_TOO_LARGE as soon as there is no room for it. */
export function groupDescription(known: KnownGroup, store: Store, room: AnswerRoom): GroupDescriptionInit {
  const { group } = known.live
  room.row(group.name)
  const offsets = offsetsOf(known, store, room)
  const holdings = holdingsOf(group)
  const members = []
  for (const member of group.members.values()) {
    room.row(member.id, ...member.topics)
    members.push(memberDescription(known.live, member, holdings.get(member.id), store))
  }
  return {
    name: group.name,
    state: stateOf(group),
    groupEpoch: group.epoch,
    assignor: group.members.size === 0 ? '' : assignorOf(group),
    members,
    offsets,
  }
}

/** One after the other, for who shows them in pieces. */
export function* memberDescriptions({ live }: KnownGroup, store: Store): Generator<MemberDescriptionInit> {
  const holdings = holdingsOf(live.group)
  for (const member of live.group.members.values())
    yield memberDescription(live, member, holdings.get(member.id), store)
}

function memberDescription(
  live: LiveGroup,
  member: Member,
  holding: Holding | undefined,
  store: Store,
): MemberDescriptionInit {
  const { id, instanceId, clientId, address, topics, sessionTimeoutMs, maxProcessingMs, joinedMs } = member
  return {
    memberId: id,
    instanceId,
    clientId,
    address,
    topics: [...topics],
    assigned: toWire(holding?.assigned ?? new Map(), store),
    revoking: toWire(holding?.revoking ?? new Map(), store),
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

function offsetsOf({ live, facts }: KnownGroup, store: Store, room: AnswerRoom): GroupOffsetInit[] {
  const rows: GroupOffsetInit[] = []
  for (const idHex of topicIdsOf({ live, facts }, store)) {
    const topic = store.topicById(Buffer.from(idHex, 'hex'))
    const committed = facts?.offsets.get(idHex)
    for (const log of topic?.logs ?? []) {
      const position = committed?.get(log.partition)
      const subscribed = live.topicNames.has(log.topic.name)
      if (position === undefined && !subscribed) continue
      const owner = ownerOf(live.group, partitionKey(idHex, log.partition))?.memberId ?? ''
      room.row(log.topic.name, owner)
      rows.push({
        topicId: log.topic.id,
        topic: log.topic.name,
        partition: log.partition,
        ...shownPosition(position),
        logStartOffset: log.startOffset,
        visibleOffset: log.visibleOffset,
        owner,
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

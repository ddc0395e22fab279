// Who is a member: joining, taking over a static id, leaving, being put out. Called by group.ts.
// Invariants: a member that is gone owns nothing when the step ends (group.ts frees what it had); a refused join changes nothing.
import { limits } from '../../protocol/limits.ts'
import type { Group, GroupEffect, GroupEvent, Member } from './model.ts'
import { free, revokingFrom } from './ownership.ts'
import { noteBegun } from './subscriptions.ts'
import { groupChanged, refuse, refuseUnknown, type Turn } from './turn.ts'

type Join = Extract<GroupEvent, { kind: 'join' }>
type Leave = Extract<GroupEvent, { kind: 'leave' }>
type Why = Extract<GroupEffect, { kind: 'removed' }>['why']

/**
 * A new member, another subscription of a known one, or the same again. One that was put out and joins under its old id, because it
 * has not heard, is a new member that owns nothing: its next sync tells it, and until then epochs refuse its commits.
 */
export function join(turn: Turn, event: Join): void {
  const { group } = turn
  const known = group.members.get(event.memberId)
  const namesake = namesakeOf(group, event)
  if (namesake !== undefined && namesake.connections > 0 && !namesake.left) {
    const message = `member '${namesake.id}' is connected with instance id '${event.instanceId}': each running consumer needs its own`
    return refuse(turn, event.tag, 'INSTANCE_IN_USE', message)
  }
  const excess = excessOf(group, event, known !== undefined || namesake !== undefined)
  if (excess !== undefined) return refuse(turn, event.tag, 'GROUP_LIMIT', excess)

  const wantsTheSame = sameSubscription(known ?? namesake, event)
  group.members.set(event.memberId, enrolled(turn, event, known))
  group.emptySinceMs = 0
  if (namesake !== undefined) takeOver(turn, namesake, event.memberId)
  noteBegun(turn, event.topics)
  const nobodyMoves = wantsTheSame && (known === undefined || namesake === undefined)
  if (!nobodyMoves) groupChanged(turn)
  turn.changed = true
  turn.doneTag = event.tag
}

/** Another member with the same static id. */
function namesakeOf(group: Group, event: Join): Member | undefined {
  if (event.instanceId === '') return undefined
  for (const member of group.members.values()) {
    if (member.instanceId === event.instanceId && member.id !== event.memberId) return member
  }
  return undefined
}

function excessOf(group: Group, event: Join, hasPlace: boolean): string | undefined {
  if (!hasPlace && group.members.size >= limits.membersPerGroupMax) {
    return `group '${group.name}' has ${group.members.size} members, and no group may have more`
  }
  const partitions = partitionCount(group, event)
  if (partitions <= limits.partitionsPerGroupMax) return undefined
  return `the topics of group '${group.name}' would have ${partitions} partitions together; at most ${limits.partitionsPerGroupMax} are possible`
}

/** Partitions of all topics that the group would subscribe to; an upper bound where that is within the limit. */
function partitionCount(group: Group, event: Join): number {
  let known = 0
  for (const topic of group.topics.values()) known += topic.partitions
  if (known <= limits.partitionsPerGroupMax) return known
  const names = new Set(event.topics)
  for (const member of group.members.values()) {
    if (member.id !== event.memberId) for (const name of member.topics) names.add(name)
  }
  return [...names].reduce((sum, name) => sum + (group.topics.get(name)?.partitions ?? 0), 0)
}

function sameSubscription(before: Member | undefined, { topics, assignor }: Join): boolean {
  if (before?.assignor !== assignor || before.topics.length !== topics.length) return false
  const names = new Set(before.topics)
  return topics.every((name) => names.has(name))
}

function enrolled(turn: Turn, event: Join, known: Member | undefined): Member {
  return {
    id: event.memberId,
    instanceId: event.instanceId,
    clientId: event.clientId,
    address: event.address,
    topics: event.topics,
    assignor: event.assignor,
    sessionTimeoutMs: event.sessionTimeoutMs,
    maxProcessingMs: event.maxProcessingMs,
    joinedMs: known?.joinedMs ?? turn.wallMs,
    left: false,
    expiresAtMs: turn.nowMs + event.sessionTimeoutMs,
    seenAtMs: turn.nowMs,
    revokeByMs: known?.revokeByMs ?? Infinity,
    blockedMs: 0,
    processingMs: 0,
    connections: known?.connections ?? 0,
    waiting: known?.waiting,
  }
}

/** The new holder of a static id gets what the old one was to hold, under new assignment epochs. Nobody else notices. */
function takeOver(turn: Turn, old: Member, memberId: string): void {
  const { group } = turn
  const target = new Map(group.target)
  for (const [key, owner] of target) if (owner === old.id) target.set(key, memberId)
  group.target = target
  turn.shifted = true // also where the old one owned nothing yet: what the new one had to give up to it may be its own again
  group.epoch++
  dismiss(turn, old, 'replaced')
}

/** Also done for who is no member: that is what it asked for. */
export function leave(turn: Turn, event: Leave): void {
  const member = turn.group.members.get(event.memberId)
  turn.doneTag = event.tag
  if (member === undefined) return
  if (event.keepInstance && member.instanceId !== '') return stepOut(turn, member)
  dismiss(turn, member, 'left')
  groupChanged(turn)
}

/** A static member that will be back: what it was to hold waits for it until its session ends, the rest goes at once. */
function stepOut(turn: Turn, member: Member): void {
  turnAway(turn, member)
  for (const key of revokingFrom(turn.group, member.id).keys()) free(turn, key)
  member.left = true
  member.connections = 0
  member.expiresAtMs = turn.nowMs + member.sessionTimeoutMs
  turn.changed = true
}

/** Puts out who gave no sign of life for its session timeout, and who did not give up in time what was revoked from it. */
export function putOutOverdue(turn: Turn): void {
  for (const member of turn.group.members.values()) {
    const isDead = member.expiresAtMs <= turn.nowMs
    if (!isDead && member.revokeByMs > turn.nowMs) continue
    dismiss(turn, member, isDead ? 'expired' : 'held on')
    groupChanged(turn)
  }
}

function dismiss(turn: Turn, member: Member, why: Why): void {
  turnAway(turn, member)
  turn.group.members.delete(member.id)
  turn.effects.push({ kind: 'removed', memberId: member.id, why })
  turn.changed = true
  turn.dismissed = true
}

function turnAway(turn: Turn, member: Member): void {
  if (member.waiting !== undefined) refuseUnknown(turn, member.waiting.tag, member.id)
  member.waiting = undefined
}

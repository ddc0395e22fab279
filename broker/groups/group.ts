// A consumer group as a pure state machine: `step` takes one event and says what is to be done about it. It changes the Group it is
// given and nothing else; it reads no clock, starts no timer, knows no socket. Called by coordinator.ts, which feeds it requests
// and time, stores the group whenever its revision grew, and lets answers out once their revision is on disk.
//
//   A group     empty ──first join──▶ reconciling ◀──────────────▶ stable       stable: every partition is owned by whom the
//                 ▲                        │     members, topics       │          assignor chose, and no assignment is due
//                 └────the last one went───┴───────────────────────────┘
//
//   A partition                     handed out: a new assignment epoch
//               free ───────────────────────────────────────────────────▶ owned
//                ▲                                                        │   ▲
//                │ its owner synced without it, left, or was put out      │   │ the assignor wants it back where it is
//                │                                                        ▼   │
//                └───────────────────────────────────────────────────── revoking: still its owner's, who may commit
//
//   A member    (nobody) ──join──▶ alive ──leave, keeping its static id──▶ left ──join with that id──▶ replaced
//                                    │ leave · no sign of life for the session timeout,     │ session timeout
//                                    │ or for moments where it lost its last connection     │
//                                    │ · something revoked, not given up in time            │
//                                    └────────────────▶ gone ◀──────────────────────────────┘
//
// Two maps say it all: `target`, who shall hold a partition (the assignor's word), and `owners`, who does. A member shall hold
// what both give it. The end of every step drives `owners` towards `target`, by one rule: a partition without an owner goes
// to its target. A member hears of it by its sync, which waits until its assignment is another than what it holds.
//
// What a member has to do for this to hold: it counts only the answer to its latest sync, and it syncs without a partition only
// once it has stopped working on it and its commits are answered.
import { limits } from '../../protocol/limits.ts'
import { join, leave, putOutOverdue } from './membership.ts'
import type { Group, GroupEffect, GroupEvent, Member, Moment } from './model.ts'
import {
  answer,
  answerSyncs,
  awaitAssignment,
  endRevocations,
  freeOrphans,
  handOut,
  releaseUnheld,
} from './ownership.ts'
import { rebalance } from './rebalance.ts'
import { takeTopics } from './subscriptions.ts'
import { beginTurn, refuseUnknown, type Turn } from './turn.ts'

export { assignedTo, type Holding, holdingsOf, ownerOf, revokingFrom, stateOf } from './ownership.ts'
export { assignorOf } from './rebalance.ts'
export { fromStored, toStored } from './stored.ts'
export { REBALANCE_INTERVAL_MS } from './turn.ts'

/** A group without members. */
export function newGroup(name: string, moment: Moment): Group {
  return {
    name,
    epoch: 0,
    assignmentEpoch: 0,
    members: new Map(),
    owners: new Map(),
    target: new Map(),
    topics: new Map(),
    begun: new Map(),
    emptySinceMs: moment.wallMs,
    rebalanceAtMs: Infinity,
    rebalancedAtMs: -Infinity,
    revision: 0,
  }
}

/** Takes one event; answers what is to be done about it, in order. Throws nothing. */
export function step(group: Group, event: GroupEvent, moment: Moment): GroupEffect[] {
  const turn = beginTurn(group, moment)
  take(turn, event)
  settle(turn)
  return turn.effects
}

/** When a `tick` is due, on the monotonic clock; Infinity: never. */
export function nextDeadlineMs(group: Group): number {
  let nextMs = group.rebalanceAtMs
  for (const member of group.members.values()) {
    nextMs = Math.min(nextMs, member.expiresAtMs, member.revokeByMs)
  }
  return nextMs
}

function take(turn: Turn, event: GroupEvent): void {
  switch (event.kind) {
    case 'join':
      return join(turn, event)
    case 'sync':
      return sync(turn, event)
    case 'syncEnds':
      return syncEnds(turn, event)
    case 'keepAlive':
      return keepAlive(turn, event)
    case 'leave':
      return leave(turn, event)
    case 'connected':
      return countConnections(turn, event.memberId, 1)
    case 'disconnected':
      return countConnections(turn, event.memberId, -1)
    case 'topics':
      return takeTopics(turn, event.topics)
    case 'tick':
      return putOutOverdue(turn)
    case 'stoodStill':
      return prolong(turn, event.forMs)
  }
}

/** What every step ends with. The order matters: who went owns nothing, what is free is handed out, what is new is told. */
function settle(turn: Turn): void {
  const { group } = turn
  if (turn.dismissed) freeOrphans(turn)
  if (group.members.size === 0) close(turn)
  else if (group.rebalanceAtMs <= turn.nowMs) rebalance(turn)
  handOut(turn)
  if (turn.shifted) endRevocations(group)
  if (turn.changed) group.revision++
  if (turn.doneTag !== undefined) {
    turn.effects.push({ kind: 'done', tag: turn.doneTag, revision: group.revision })
  }
  answerSyncs(turn)
}

/** Without members nothing is owned and nothing is due; the next join finds a group that assigns at once. */
function close(turn: Turn): void {
  const { group } = turn
  group.target = new Map()
  group.rebalanceAtMs = Infinity
  group.rebalancedAtMs = -Infinity
  if (turn.dismissed) group.emptySinceMs = turn.wallMs
}

function sync(turn: Turn, { tag, memberId, held }: Extract<GroupEvent, { kind: 'sync' }>): void {
  const member = aliveMember(turn, tag, memberId)
  if (member === undefined) return
  member.blockedMs = 0 // syncs come from its event loop: that turns
  releaseUnheld(turn, member, held)
  awaitAssignment(turn, member, tag, held)
}

function syncEnds(turn: Turn, { tag, memberId }: Extract<GroupEvent, { kind: 'syncEnds' }>): void {
  const member = turn.group.members.get(memberId)
  if (member?.waiting?.tag === tag) answer(turn, [member])
}

/** Waits for no disk: a sign of life changes nothing that is stored. */
function keepAlive(turn: Turn, event: Extract<GroupEvent, { kind: 'keepAlive' }>): void {
  const member = aliveMember(turn, event.tag, event.memberId)
  if (member === undefined) return
  member.blockedMs = event.blockedMs
  member.processingMs = event.processingMs
  turn.effects.push({ kind: 'done', tag: event.tag, revision: 0 })
}

/** The member that speaks, which is a sign of life; refuses who is none, or said goodbye. */
function aliveMember(turn: Turn, tag: number, memberId: string): Member | undefined {
  const member = turn.group.members.get(memberId)
  if (member === undefined || member.left) {
    refuseUnknown(turn, tag, memberId)
    return undefined
  }
  member.seenAtMs = turn.nowMs
  member.expiresAtMs = turn.nowMs + member.sessionTimeoutMs
  return member
}

/**
 * Connections of who is no member are nobody's; a member that left begins with none. One without a static id that has lost its last
 * one has died, or comes back within moments: it need not be waited for as long as one that is only silent (a machine that sleeps or
 * a network that swallows packets closes nothing); its next sign of life gives it its whole session again.
 */
function countConnections(turn: Turn, memberId: string, by: 1 | -1): void {
  const member = turn.group.members.get(memberId)
  if (member === undefined || member.left) return
  member.connections = Math.max(0, member.connections + by)
  if (by > 0 || member.connections > 0 || member.instanceId !== '') return
  member.expiresAtMs = Math.min(member.expiresAtMs, turn.nowMs + limits.disconnectGraceMs)
}

/** Only what members have to meet: a due assignment is nobody's deadline. */
function prolong(turn: Turn, forMs: number): void {
  for (const member of turn.group.members.values()) {
    member.expiresAtMs += forMs
    member.revokeByMs += forMs
  }
}

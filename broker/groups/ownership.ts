// Who owns which partition: read, released and handed out. Called by group.ts and its neighbours; the readers also by the
// coordinator and the handlers.
// Invariants: only `handOut` makes an owner, only of a partition that has none, and always under a new assignment epoch.
// One epoch serves all partitions of one hand-out: a round gives a partition out at most once and its number never comes
// again, so (partition, epoch) still names one owner for ever.
import type { Group, Member, Owner, PartitionKey } from './model.ts'
import { refuse, type Turn } from './turn.ts'

type Assigned = Map<PartitionKey, number>

export function ownerOf(group: Group, key: PartitionKey): Owner | undefined {
  return group.owners.get(key)
}

/** What the member shall hold now, with assignment epochs: what it owns and is still to own. */
export function assignedTo(group: Group, memberId: string): Assigned {
  return owned(group, memberId, (target) => target === memberId)
}

/** What the member still owns and has to give up, with assignment epochs. */
export function revokingFrom(group: Group, memberId: string): Assigned {
  return owned(group, memberId, (target) => target !== memberId)
}

function owned(group: Group, memberId: string, wanted: (target: string | undefined) => boolean): Assigned {
  const found: Assigned = new Map()
  for (const [key, owner] of group.owners) {
    if (owner.memberId === memberId && wanted(group.target.get(key))) found.set(key, owner.assignmentEpoch)
  }
  return found
}

/** What a member shall hold, and what it has to give up, with assignment epochs. */
export interface Holding {
  readonly assigned: Assigned
  readonly revoking: Assigned
}

/** assignedTo and revokingFrom of all who own something, in one pass. */
export function holdingsOf(group: Group): Map<string, Holding> {
  const found = new Map<string, Holding>()
  for (const [key, { memberId, assignmentEpoch }] of group.owners) {
    let holding = found.get(memberId)
    if (holding === undefined) found.set(memberId, (holding = { assigned: new Map(), revoking: new Map() }))
    const stays = group.target.get(key) === memberId
    ;(stays ? holding.assigned : holding.revoking).set(key, assignmentEpoch)
  }
  return found
}

/** 'stable': every partition is where it shall be, and no new assignment is due. */
export function stateOf(group: Group): 'empty' | 'stable' | 'reconciling' {
  if (group.members.size === 0) return 'empty'
  if (group.rebalanceAtMs !== Infinity || group.owners.size !== group.target.size) return 'reconciling'
  for (const [key, owner] of group.owners) {
    if (group.target.get(key) !== owner.memberId) return 'reconciling'
  }
  return 'stable'
}

/** What is to be given up and, by the member's own word, is no longer held. */
export function releaseUnheld(turn: Turn, member: Member, held: ReadonlyMap<PartitionKey, number>): void {
  if (member.revokeByMs === Infinity) return
  for (const [key, assignmentEpoch] of revokingFrom(turn.group, member.id)) {
    if (held.get(key) !== assignmentEpoch) free(turn, key)
  }
}

/** What a member owned that is no more: nobody is left to give it up. */
export function freeOrphans(turn: Turn): void {
  for (const [key, owner] of turn.group.owners) {
    if (!turn.group.members.has(owner.memberId)) free(turn, key)
  }
}

export function free(turn: Turn, key: PartitionKey): void {
  turn.group.owners.delete(key)
  turn.freed.push(key)
  turn.changed = true
  turn.shifted = true
}

/** Every freed partition goes to the member that shall have it. */
export function handOut(turn: Turn): void {
  const { group } = turn
  const assignmentEpoch = group.assignmentEpoch + 1
  for (const key of turn.freed) {
    const memberId = group.target.get(key)
    if (memberId === undefined || !group.members.has(memberId) || group.owners.has(key)) continue
    group.owners.set(key, { memberId, assignmentEpoch })
    group.assignmentEpoch = assignmentEpoch
    turn.changed = true
    turn.shifted = true
  }
}

/** Who has nothing left to give up is under no deadline. */
export function endRevocations(group: Group): void {
  const revoking = new Set<string>()
  for (const [key, owner] of group.owners) {
    if (group.target.get(key) !== owner.memberId) revoking.add(owner.memberId)
  }
  for (const member of group.members.values()) {
    if (!revoking.has(member.id)) member.revokeByMs = Infinity
  }
}

/** A sync waits from the moment it comes; the end of the step answers it where there is something to say. */
export function awaitAssignment(
  turn: Turn,
  member: Member,
  tag: number,
  held: ReadonlyMap<PartitionKey, number>,
): void {
  if (member.waiting !== undefined) {
    refuse(turn, member.waiting.tag, 'ABORTED', 'a later sync of the same member took its place')
  }
  member.waiting = { tag, held }
  turn.syncing = member
}

/** Answers the waiting syncs whose assignment is another than what they hold. */
export function answerSyncs(turn: Turn): void {
  const candidates = turn.shifted ? [...turn.group.members.values()] : [turn.syncing]
  const waiting = candidates.filter((member) => member?.waiting !== undefined) as Member[]
  if (waiting.length === 0) return
  const assigned = assignedToEach(turn.group, waiting)
  const changed = waiting.filter(({ id, waiting: sync }) => !sameAssignment(assigned.get(id), sync?.held))
  answer(turn, changed, assigned)
}

/** Answers them with what there is. */
export function answer(
  turn: Turn,
  members: readonly Member[],
  assignedTo: ReadonlyMap<string, Assigned> = assignedToEach(turn.group, members),
): void {
  if (members.length === 0) return
  const { revision } = turn.group
  const stable = stateOf(turn.group) === 'stable'
  for (const member of members) {
    const { waiting } = member
    const assigned = assignedTo.get(member.id)
    if (waiting === undefined || assigned === undefined) continue
    turn.effects.push({ kind: 'assigned', tag: waiting.tag, revision, assigned, stable })
    member.waiting = undefined
  }
}

/** assignedTo of several members in one pass. */
function assignedToEach(group: Group, members: readonly Member[]): Map<string, Assigned> {
  const each = new Map<string, Assigned>(members.map((member) => [member.id, new Map()]))
  for (const [key, { memberId, assignmentEpoch }] of group.owners) {
    const assigned = each.get(memberId)
    if (assigned !== undefined && group.target.get(key) === memberId) assigned.set(key, assignmentEpoch)
  }
  return each
}

function sameAssignment(
  one: ReadonlyMap<PartitionKey, number> | undefined,
  other: ReadonlyMap<PartitionKey, number> | undefined,
): boolean {
  if (one === undefined || one.size !== other?.size) return false
  for (const [key, assignmentEpoch] of one) {
    if (other.get(key) !== assignmentEpoch) return false
  }
  return true
}

// A new assignment and what follows from it: another target, and deadlines for those who have to give something up. Called by
// group.ts when `rebalanceAtMs` has come.
import { range, uniform } from './assignor.ts'
import type { AssignorName, Group, PartitionKey } from './model.ts'
import { free } from './ownership.ts'
import { noteCreated } from './subscriptions.ts'
import type { Turn } from './turn.ts'

export function rebalance(turn: Turn): void {
  const { group } = turn
  noteCreated(turn)
  const before = group.target
  const assign = assignorOf(group) === 'range' ? range : uniform
  group.target = assign([...group.members.values()], group.topics, standing(group))
  group.rebalanceAtMs = Infinity
  group.rebalancedAtMs = turn.nowMs
  turn.shifted = true
  revoke(turn, before)
  let moved = 0
  for (const [key, memberId] of group.target) {
    if (before.get(key) !== memberId) moved++
    if (!group.owners.has(key)) turn.freed.push(key)
  }
  turn.effects.push({ kind: 'rebalanced', moved })
}

/** The assignor that most members want; uniform where as many want the other. */
export function assignorOf(group: Group): AssignorName {
  let votes = 0
  for (const member of group.members.values()) votes += member.assignor === 'range' ? 1 : -1
  return votes > 0 ? 'range' : 'uniform'
}

/** Who has each partition as things stand: who was to get it last, or, where that member is gone, who still holds it. */
function standing(group: Group): Map<PartitionKey, string> {
  const found = new Map<PartitionKey, string>()
  for (const [key, { memberId }] of group.owners) found.set(key, memberId)
  for (const [key, memberId] of group.target) {
    if (group.members.has(memberId)) found.set(key, memberId)
  }
  return found
}

/**
 * Who owns what shall be another's has maxProcessingMs to give it up, counted from the last time that something was revoked from
 * it. A member that left holds nothing in its hands: nobody has to wait for it.
 */
function revoke(turn: Turn, before: ReadonlyMap<PartitionKey, string>): void {
  const { group } = turn
  for (const [key, { memberId }] of group.owners) {
    const member = group.members.get(memberId)
    if (member === undefined || group.target.get(key) === memberId) continue
    const isNews = before.get(key) === memberId || member.revokeByMs === Infinity
    if (member.left) free(turn, key)
    else if (isNews) member.revokeByMs = turn.nowMs + member.maxProcessingMs
  }
}

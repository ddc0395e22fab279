// One step of a group under way: what the files around group.ts hand each other. Lives for one call of `step`.
import type { Group, GroupEffect, GroupRefusal, Member, Moment, PartitionKey } from './model.ts'

/**
 * Assignments are at least so far apart. Members of one deployment come within seconds of each other: without a pause each
 * join would move partitions that the next one moves again. Short enough that nobody sees it as a delay.
 */
export const REBALANCE_INTERVAL_MS = 100

export interface Turn extends Moment {
  readonly group: Group
  readonly effects: GroupEffect[]
  /** Partitions that lost their owner in this step, or never had one: may be handed out. */
  readonly freed: PartitionKey[]
  /** Something changed that must survive a restart: the revision grows. */
  changed: boolean
  /** Owners or targets changed: every waiting sync may have an answer. */
  shifted: boolean
  /** Members went: what they owned is free. */
  dismissed: boolean
  /** The member that syncs in this step. */
  syncing: Member | undefined
  /** The request that is done when the step is. */
  doneTag: number | undefined
}

export function beginTurn(group: Group, { nowMs, wallMs }: Moment): Turn {
  return {
    group,
    nowMs,
    wallMs,
    effects: [],
    freed: [],
    changed: false,
    shifted: false,
    dismissed: false,
    syncing: undefined,
    doneTag: undefined,
  }
}

export function refuse(turn: Turn, tag: number, code: GroupRefusal, message: string): void {
  turn.effects.push({ kind: 'refused', tag, code, message })
}

export function refuseUnknown(turn: Turn, tag: number, memberId: string): void {
  const message = `group '${turn.group.name}' has no member '${memberId}': join again under a new member id`
  refuse(turn, tag, 'UNKNOWN_MEMBER', message)
}

/** Members, subscriptions or partitions changed: a new group epoch, and an assignment as soon as the last is old enough. */
export function groupChanged(turn: Turn): void {
  const { group } = turn
  group.epoch++
  turn.changed = true
  group.rebalanceAtMs = Math.max(turn.nowMs, group.rebalancedAtMs + REBALANCE_INTERVAL_MS)
}

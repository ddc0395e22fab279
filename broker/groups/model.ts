// The nouns of a consumer group as the coordinator holds it: plain data, no behaviour. Written by group.ts alone (its
// `step` is the only thing that changes a Group), stored by coordinator.ts, read by the handlers.
// Invariants: a partition has at most one owner, so ownership is one map of the group and not a list of each member; an
// assignment epoch is given out once, so (partition, epoch) names one owner for ever.
import type { GroupState } from '../../protocol/messages.ts'

/** `<topic id in hex>/<partition>`. */
export type PartitionKey = string

/** A topic as groups see it, by name. */
export interface SubscribedTopic {
  readonly idHex: string
  readonly partitions: number
}

/** The topics there are, of those that the group's members subscribe to. */
export type TopicsByName = ReadonlyMap<string, SubscribedTopic>

export type AssignorName = 'uniform' | 'range'

export interface Owner {
  readonly memberId: string
  readonly assignmentEpoch: number
}

export interface Member {
  readonly id: string
  /** Static membership; '' without. */
  instanceId: string
  clientId: string
  address: string
  topics: readonly string[]
  assignor: AssignorName
  sessionTimeoutMs: number
  maxProcessingMs: number
  /** Wall clock. */
  joinedMs: number
  /** It said that it will be back (static), and is not yet. */
  left: boolean
  /** Monotonic, as all `…AtMs` here: put out at this time unless it gives a sign of life. */
  expiresAtMs: number
  seenAtMs: number
  /** Put out at this time unless it has given up what was revoked; Infinity: nothing is. */
  revokeByMs: number
  blockedMs: number
  processingMs: number
  /** Connections it joined, synced or gave signs of life on; 0: it seems to be gone, and a static id may be taken over. */
  connections: number
  /** The sync it waits with; answered when its assignment is another than `held`. */
  waiting: { readonly tag: number; readonly held: ReadonlyMap<PartitionKey, number> } | undefined
}

export interface Group {
  readonly name: string
  epoch: number
  assignmentEpoch: number
  readonly members: Map<string, Member>
  /** Who holds what, by partition; a partition that is being given up still has its old owner. */
  readonly owners: Map<PartitionKey, Owner>
  /** Who shall hold what: the assignor's last word. */
  target: ReadonlyMap<PartitionKey, string>
  topics: TopicsByName
  /**
   * Topic id in hex → partitions it had when the group first subscribed to it, 0 for one that was created after that. Stays as
   * long as the topic, also without members.
   */
  readonly begun: Map<string, number>
  /** Wall clock; 0 while there are members. */
  emptySinceMs: number
  /** Assign anew at this time (joins of a storm share one assignment); Infinity: nothing to do. */
  rebalanceAtMs: number
  rebalancedAtMs: number
  /** Grows with every change that must survive a restart. Answers wait until their revision is stored. */
  revision: number
}

/** What happens to a group. `tag` is chosen by the coordinator and names the request that waits for the answer. */
export type GroupEvent =
  | {
      readonly kind: 'join'
      readonly tag: number
      readonly memberId: string
      readonly instanceId: string
      readonly clientId: string
      readonly address: string
      readonly topics: readonly string[]
      readonly assignor: AssignorName
      readonly sessionTimeoutMs: number
      readonly maxProcessingMs: number
    }
  | {
      readonly kind: 'sync'
      readonly tag: number
      readonly memberId: string
      readonly held: ReadonlyMap<PartitionKey, number>
    }
  /** The sync's time is over, or its connection has ended: answered with what there is, if it still waits. */
  | { readonly kind: 'syncEnds'; readonly tag: number; readonly memberId: string }
  | {
      readonly kind: 'keepAlive'
      readonly tag: number
      readonly memberId: string
      readonly blockedMs: number
      readonly processingMs: number
    }
  | {
      readonly kind: 'leave'
      readonly tag: number
      readonly memberId: string
      readonly keepInstance: boolean
    }
  /** A connection began or ceased to speak for this member. */
  | { readonly kind: 'connected' | 'disconnected'; readonly memberId: string }
  /**
   * Topics were created, grew or went; also given before a join that names others than `topics` has. All that there are of those that
   * members (the joiner included) subscribe to and of those in `begun`; more do no harm.
   */
  | { readonly kind: 'topics'; readonly topics: TopicsByName }
  /** The time of `nextDeadlineMs` has come. */
  | { readonly kind: 'tick' }
  /** The broker itself stood still for so long: nobody could give a sign of life, so all deadlines move. */
  | { readonly kind: 'stoodStill'; readonly forMs: number }

export type GroupRefusal = 'UNKNOWN_MEMBER' | 'INSTANCE_IN_USE' | 'GROUP_LIMIT' | 'ABORTED'

/** What the coordinator is to do about it. Answers leave once `revision` is stored. */
export type GroupEffect =
  | { readonly kind: 'done'; readonly tag: number; readonly revision: number }
  | {
      readonly kind: 'assigned'
      readonly tag: number
      readonly revision: number
      readonly assigned: ReadonlyMap<PartitionKey, number>
      readonly stable: boolean
    }
  | { readonly kind: 'refused'; readonly tag: number; readonly code: GroupRefusal; readonly message: string }
  /** For the log and the metrics: who went, and why. */
  | {
      readonly kind: 'removed'
      readonly memberId: string
      readonly why: 'left' | 'expired' | 'held on' | 'replaced'
    }
  | { readonly kind: 'rebalanced'; readonly moved: number }

/** Wall clock and monotonic clock of one moment. */
export interface Moment {
  readonly nowMs: number
  readonly wallMs: number
}

export type StoredGroup = Pick<
  GroupState,
  'name' | 'epoch' | 'assignmentEpoch' | 'members' | 'emptySinceMs' | 'begun'
>

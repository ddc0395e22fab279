// What lag is called: grains, statuses, rules and the values each rule names; one row as every interface shows it. The broker judges
// by it (broker/lag/), lag-wire.ts, lag-document.ts and lag-prometheus.ts translate it, the client hands it out.
// Invariant: what is not known is undefined, never 0. Names are those of the schema lag/v1: they are added to, never changed.
// The statuses and the idea of their rules follow Burrow (github.com/linkedin/Burrow, its wiki on consumer lag evaluation).

export const lagGrains = ['partition', 'topic', 'group'] as const
/** What a row stands for: a partition of a group, a topic of a group, or a group. */
export type LagGrain = (typeof lagGrains)[number]

/**
 * From the best to the worst; of several partitions the worst is shown. The wire numbers them by their place here. No release adds one:
 * what is to be told apart more finely is a rule.
 */
export const lagStatuses = ['OK', 'NEW', 'SLOW', 'STALL', 'REWIND', 'STOP', 'NOMEMBER', 'LOST'] as const
/** OK · NEW: too few samples to say · SLOW: falls behind · STALL: commits the same offset again and again · REWIND: went back · STOP:
 * commits no more · NOMEMBER: nobody consumes · LOST: what it has not read is gone. */
export type LagStatus = (typeof lagStatuses)[number]

interface RuleOf {
  readonly status: LagStatus
  readonly values: readonly string[]
}

/** What each rule makes of a partition, and the values that made it fire. A release may add some: an answer names those of its broker. */
export const lagRules = {
  'caught-up': { status: 'OK', values: ['lag'] },
  recent: { status: 'OK', values: ['timeLagMs', 'allowedMs'] },
  'keeping-up': { status: 'OK', values: ['slopePerSecond', 'deadBandPerSecond'] },
  'catching-up': { status: 'OK', values: ['slopePerSecond', 'recentSlopePerSecond', 'deadBandPerSecond'] },
  uncommitted: { status: 'NEW', values: ['sinceMs'] },
  'few-samples': { status: 'NEW', values: ['samples', 'samplesWanted'] },
  'no-history': { status: 'NEW', values: ['rowsMax'] },
  'falling-behind': { status: 'SLOW', values: ['slopePerSecond', 'deadBandPerSecond', 'timeLagMs'] },
  ageing: { status: 'SLOW', values: ['timeLagBeforeMs', 'timeLagMs', 'windowMs'] },
  'same-offset': { status: 'STALL', values: ['commits', 'forMs', 'limitMs'] },
  rewound: { status: 'REWIND', values: ['fromOffset', 'toOffset', 'agoMs'] },
  'no-commit': {
    status: 'STOP',
    values: ['unreadAgeMs', 'commitAgeMs', 'limitMs', 'ownerBlockedMs', 'ownerProcessingMs'],
  },
  'never-committed': { status: 'STOP', values: ['unreadAgeMs', 'limitMs'] },
  'no-member': { status: 'NOMEMBER', values: ['lag', 'commitAgeMs'] },
  'below-log-start': { status: 'LOST', values: ['committed', 'logStart', 'lostRecords'] },
  'beyond-log-end': { status: 'LOST', values: ['committed', 'visibleEnd'] },
} as const satisfies Readonly<Record<string, RuleOf>>
/** Why a row has its status, by the names of lagRules; docs/lag.md explains each. */
export type LagRule = keyof typeof lagRules
export const lagRuleNames = Object.keys(lagRules) as LagRule[]

/** False: a rule of a newer broker, of which only its name and its values are known. */
export function isLagRule(rule: string): rule is LagRule {
  return Object.hasOwn(lagRules, rule)
}

/** One row of any grain. Of a topic or a group the status, its rule and values are those of its worst partition, which `worst` names. */
export interface LagRow {
  /** Its name. */
  readonly group: string
  /** undefined: a row of grain group. */
  readonly topic: string | undefined
  /** undefined: a row of grain topic or group. */
  readonly partition: number | undefined
  /** OK, or what is wrong. */
  readonly status: LagStatus
  /** Why: a name of lagRules, or what a newer broker calls a rule that this release does not have. */
  readonly rule: LagRule | (string & Record<never, never>)
  /** By the names that the rule gives them. */
  readonly values: Readonly<Record<string, number>>
  /** Of a topic or a group: which partition the status is of. */
  readonly worst:
    | {
        /** Its name. */
        readonly topic: string
        /** From 0. */
        readonly partition: number
      }
    | undefined
  /** How many rows of grain partition it sums up; 1 for a partition. */
  readonly partitions: number
  /** How many of them have no committed offset. */
  readonly uncommitted: number
  /** Of the group, now. */
  readonly members: number
  /** The first offset that can be read; grain partition only, as the next two. */
  readonly logStart: number | undefined
  /** The visible end: consumers read below it. */
  readonly logEnd: number | undefined
  /** Offset of the next record the group reads; undefined: it has committed nothing. */
  readonly committed: number | undefined
  /** Of the last commit, milliseconds since 1970; of several partitions the newest. */
  readonly committedMs: number | undefined
  /** Records; the sum over what has a commit, undefined where nothing has. */
  readonly lag: number | undefined
  /** Milliseconds since the first unread record was appended, 0 where nothing is unread; the most of several. */
  readonly timeLagMs: number | undefined
  /** timeLagMs is interpolated; else it is exact to a second. */
  readonly timeLagEstimated: boolean
  /** From the first unread record to the visible end, as stored; the sum of several. */
  readonly bytesBehind: number | undefined
  /** Records a second that were appended over the window. */
  readonly inPerSecond: number | undefined
  /** Records a second by which commits went forward over the window. */
  readonly outPerSecond: number | undefined
  /** Records a second by which the lag grows (least squares over the window); negative: it shrinks. */
  readonly slopePerSecond: number | undefined
  /** Milliseconds until it is caught up at these rates; undefined: it does not catch up, or not known. */
  readonly catchUpMs: number | undefined
  /** Milliseconds until retention deletes the first unread record; undefined: nothing is unread, or nothing deletes it. */
  readonly headroomMs: number | undefined
  /** The same as a part of the limit, 0 … 1. */
  readonly headroomRatio: number | undefined
  /** Grain partition only. */
  readonly owner: LagOwner | undefined
  /** Lag at each sample of the window, oldest first; undefined where not asked for; NaN: not known then. */
  readonly history: readonly number[] | undefined
  /** Rows of grain partition by status; of grain topic and group only. */
  readonly statusCounts: Readonly<Record<LagStatus, number>> | undefined
}

/** The member that holds a partition. */
export interface LagOwner {
  /** Of its session. */
  readonly memberId: string
  /** As its client calls itself. */
  readonly clientId: string
  /** Where it connects from. */
  readonly host: string
  /** Milliseconds for which its event loop has not turned; 0: it turns. */
  readonly blockedMs: number
  /** Milliseconds since it asked for more, while it holds something. */
  readonly processingMs: number
}

/** What a request for lag answers: rows of one instant, in the order group, topic, partition. */
export interface LagReport {
  /** Any other view of the same instant is had by it, for as long as the broker keeps it. */
  readonly snapshotId: number
  /** Milliseconds since 1970. */
  readonly takenMs: number
  /** Milliseconds that the samples behind rates and statuses reach back. */
  readonly windowMs: number
  /** What each row stands for. */
  readonly grain: LagGrain
  /** All that were asked for. */
  readonly rows: readonly LagRow[]
}

// What the console's HTTP API answers: the types of every JSON body and event, and nothing else. The page (broker/console/page/)
// imports them as types; the files beside this one make them. Read-only: GET and HEAD, 405 for all others.
//
//   /                                        the page; /assets/NAME what it loads
//   /api/overview                            Overview
//   /api/topics/NAME                         TopicDetail
//   /api/groups/NAME                         GroupDetail
//   /api/lag?group=&topic=&by=partition|topic|group&snapshot=N&history=1
//                                            LagDocument (lag/v1); group and topic may repeat and may be patterns. With from=ROW and
//                                            rows=COUNT a part of it; the header sluice-rows-total tells how many rows there are
//   /api/records?topic=&partition=&from=&count=&key=&text=&full=1
//                                            RecordsAnswer. from: latest (default), earliest, offset:N, time:MS, before:N, or what
//                                            `next` of an answer said; partition: a number, none: all. key, text: bytes that the
//                                            key, or any of key, value and headers, contains. full=1 with count=1: a record whole
//   /api/events?group=&topic=&by=&history=1  server-sent events, every 2 s: `overview` (Overview); where any of the parameters is
//                                            given also `lag` (LagEvent); `failure` (ApiFailure) in place of one that cannot be had
//   /api/tail?topic=&partition=&key=&text=   server-sent events: `begin` (TailBegin), `records` (TailRecords), `failure`
//   /metrics?snapshot=N, /livez, /readyz, /version
//
// Invariants: what is not known is null, never 0; times are milliseconds since 1970, durations end in Ms; offsets are record
// numbers, ranges half-open. An error is an ApiFailure with a fitting status: 400, 403, 404, 405, 410 (SNAPSHOT_GONE), 429, 503.
import type { LagDocument, LagRowDocument } from '../../protocol/lag-document.ts'
import type { LagStatus } from '../../protocol/lag.ts'

/** Body of every answer that is no 200, and data of the event `failure`. */
export interface ApiFailure {
  readonly error: {
    /** As in docs/errors.md, or of HTTP alone: NOT_FOUND, NOT_READY, METHOD_NOT_ALLOWED, HOST_NOT_ALLOWED, CROSS_SITE. */
    readonly code: string
    readonly message: string
    /** What to do about it. */
    readonly hint: string
  }
}

export interface Overview {
  readonly takenMs: number
  /** Of the lag in here; null: no lag can be had just now. */
  readonly snapshotId: number | null
  /** How often the event `overview` comes just now: 2 s, more where it is large or takes long to make. */
  readonly everyMs: number
  readonly broker: BrokerOverview
  readonly rates: Rates
  /** By name. */
  readonly topics: readonly TopicOverview[]
  /** By name. */
  readonly groups: readonly GroupOverview[]
  /** Partitions of all groups by status; null: no lag can be had just now. */
  readonly statusCounts: Readonly<Record<LagStatus, number>> | null
}

export interface BrokerOverview {
  readonly software: string
  readonly clusterId: string
  readonly bootEpoch: number
  readonly startedMs: number
  readonly uptimeMs: number
  readonly ready: boolean
  readonly state: 'recovering' | 'ready' | 'draining'
  /** What clients dial: host:port or unix:/path. For commands that are shown. */
  readonly listen: readonly string[]
  readonly disk: {
    readonly writable: boolean
    readonly full: boolean
    readonly freeBytes: number | null
    readonly logBytes: number
  }
  readonly connections: {
    readonly open: number
    readonly acceptedTotal: number
    readonly refusedTotal: number
    readonly waitingForMemory: number
    readonly fetchWaiters: number
  }
  /** How late timers of the main thread fired during the last minute or two; null: nothing was measured yet. */
  readonly eventLoop: { readonly meanMs: number; readonly p99Ms: number; readonly maxMs: number } | null
  readonly memory: { readonly rssBytes: number; readonly heapUsedBytes: number }
  readonly topics: number
  readonly partitions: number
  readonly partitionsReadOnly: number
  readonly groups: number
}

/** Over the last ten seconds or so; null: not known yet. */
export interface Rates {
  /** Records appended. */
  readonly inPerSecond: number | null
  readonly inBytesPerSecond: number | null
}

export interface TopicOverview extends Rates {
  readonly name: string
  readonly partitions: number
  /** Offsets between log start and visible end; in a compacted topic some of them are gone. */
  readonly records: number
  readonly bytes: number
  readonly cleanupPolicy: string
  readonly durability: string
  /** Partitions that take no appends after a disk failure. */
  readonly partitionsReadOnly: number
  /** Records that groups moved forward by, all groups together. */
  readonly outPerSecond: number | null
  readonly groups: number
  /** The group that is worst off with this topic: a row of grain topic; null: no group, or no lag can be had. */
  readonly worst: LagRowDocument | null
}

export interface GroupOverview {
  readonly name: string
  /** As in `sluice group list`. */
  readonly state: string
  readonly members: number
  /** A row of grain group; null: it has no partition, or no lag can be had. */
  readonly lag: LagRowDocument | null
}

export interface TopicDetail {
  readonly takenMs: number
  readonly topic: TopicOverview
  readonly createdMs: number
  readonly settings: readonly TopicSetting[]
  /** By number. */
  readonly partitions: readonly PartitionDetail[]
  /** Rows of grain topic, one a group. Rows of its partitions: /api/lag?topic=NAME. */
  readonly groups: readonly LagRowDocument[]
}

export interface TopicSetting {
  readonly key: string
  readonly value: string
  readonly isDefault: boolean
}

export interface PartitionDetail {
  readonly partition: number
  readonly logStart: number
  /** What consumers may read ends here. */
  readonly visibleEnd: number
  readonly logEnd: number
  readonly bytes: number
  readonly segments: number
  readonly leaderEpoch: number
  /** open, or read-only with the reason. */
  readonly state: string
  readonly lastAppendMs: number | null
  readonly inPerSecond: number | null
}

export interface GroupDetail {
  readonly takenMs: number
  readonly name: string
  readonly state: string
  readonly groupEpoch: number
  /** null: no member. */
  readonly assignor: string | null
  readonly members: readonly MemberDetail[]
  /** A row of grain group, with its history; null: the group has no partition. */
  readonly lag: LagRowDocument | null
  /** Rows of grain topic. Rows of grain partition, with owners: /api/lag?group=NAME. */
  readonly topics: readonly LagRowDocument[]
}

export interface MemberDetail {
  readonly memberId: string
  /** null: it has no static id. */
  readonly instanceId: string | null
  readonly clientId: string
  readonly address: string
  readonly topics: readonly string[]
  readonly assigned: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
  readonly joinedMs: number
  readonly seenMsAgo: number
  readonly sessionTimeoutMs: number
  readonly blockedMs: number
  readonly processingMs: number
}

/** Data of the event `lag`: the first rows of a lag/v1 document; where there are more, /api/lag has them all. */
export interface LagEvent extends LagDocument {
  readonly rowsTotal: number
}

export interface RecordsAnswer {
  readonly topic: string
  /** oldest: offsets grow (earliest, offset:N, time:MS); newest: they fall (latest, before:N). Several partitions: by timestamp. */
  readonly first: 'oldest' | 'newest'
  readonly records: readonly ShownRecord[]
  /** By number. */
  readonly partitions: readonly ScannedPartition[]
  /** Partitions that were not looked at, because a topic has more than one answer reads: those appended to least recently. */
  readonly partitionsLeftOut: number
  /** Why it ends here. `end`: there is nothing more in this direction. The others: go on with `next`. */
  readonly stopped: 'end' | 'count' | 'bound'
  /** To be given as `from` for what follows; null: there is nothing more in this direction just now. */
  readonly next: string | null
  /** What was decoded to find these. */
  readonly scannedRecords: number
  readonly scannedBytes: number
}

export interface ScannedPartition {
  readonly partition: number
  readonly logStart: number
  readonly visibleEnd: number
  /** [scannedFrom, scannedTo): what was looked at, and is not left for the next page; first newest: it grows downwards. */
  readonly scannedFrom: number
  readonly scannedTo: number
  /** Why its scan ended early: its batch is damaged, needs a codec that is not there, or took too long. */
  readonly failure: ApiFailure['error'] | null
}

export interface ShownRecord {
  readonly partition: number
  readonly offset: number
  readonly timestampMs: number
  /** null: it has none. */
  readonly key: ShownBytes | null
  /** null: a tombstone. */
  readonly value: ShownBytes | null
  readonly headers: readonly { readonly name: string; readonly value: ShownBytes | null }[]
  /** Headers beyond those shown. */
  readonly headersLeftOut: number
  /** Of its batch: none, gzip, snappy, lz4, zstd. */
  readonly codec: string
}

/** Bytes as text where they are UTF-8, else in base64. Untrusted. */
export interface ShownBytes {
  readonly text?: string
  readonly base64?: string
  /** How many there are; `text` or `base64` may be the first of them only. */
  readonly bytes: number
  readonly cut: boolean
}

export interface TailBegin {
  readonly topic: string
  /** From where on, by partition. */
  readonly partitions: readonly TailPlace[]
  readonly partitionsLeftOut: number
}

/** Where a tail goes on. A tail that broke off is asked for with from=offset:PARTITION@FROM,… and leaves nothing out, and nothing comes twice. */
export interface TailPlace {
  readonly partition: number
  readonly from: number
}

export interface TailRecords {
  readonly records: readonly ShownRecord[]
  /** Records that match and are not shown because too many came at once: older ones than those shown. */
  readonly leftOut: number
  /** Offsets that were not looked at for the same reason, or because of the failure. */
  readonly skipped: number
  /** Of the partitions in which something came, whether it is shown or not. */
  readonly next: readonly TailPlace[]
  /** Why some of them could not be looked at. */
  readonly failure: ApiFailure['error'] | null
}

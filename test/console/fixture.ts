// What a broker would say, made up: lists of any size, every status, records of any kind. Served by fixture-server.ts to the tests that need
// what no broker of a test has in time: ten thousand partitions, a broker that goes away, every status at once.
import type { LagRowDocument } from '../../protocol/lag-document.ts'
import { lagRules, lagStatuses, type LagRule, type LagStatus } from '../../protocol/lag.ts'
import type {
  Overview,
  RecordsAnswer,
  ShownRecord,
  TopicDetail,
  TopicOverview,
} from '../../broker/console/api.ts'

export interface FixtureOptions {
  readonly partitions: number
  /** By group. */
  readonly groups: Readonly<Record<string, LagRule>>
}

const values: Readonly<Record<string, number>> = {
  lag: 18_230,
  timeLagMs: 252_000,
  allowedMs: 5_000,
  slopePerSecond: 312,
  deadBandPerSecond: 10,
  sinceMs: 30_000,
  samples: 1,
  samplesWanted: 3,
  rowsMax: 200_000,
  timeLagBeforeMs: 10_000,
  windowMs: 290_000,
  commits: 12,
  forMs: 125_000,
  limitMs: 60_000,
  fromOffset: 91_000,
  toOffset: 12_000,
  agoMs: 31_000,
  unreadAgeMs: 184_000,
  commitAgeMs: 192_000,
  ownerBlockedMs: 187_000,
  ownerProcessingMs: 0,
  committed: 100,
  logStart: 500,
  lostRecords: 400,
  visibleEnd: 90,
}

/** Changes with every tick, so that an update has something to draw. */
export class Fixture {
  readonly options: FixtureOptions
  tick = 0

  constructor(options: FixtureOptions) {
    this.options = options
  }

  row(group: string, partition: number | null, history: boolean): LagRowDocument {
    const rule = this.options.groups[group] ?? 'caught-up'
    const { status, values: names } = lagRules[rule]
    const caughtUp = rule === 'caught-up'
    const unknown = rule === 'uncommitted' || rule === 'never-committed'
    const lag = unknown ? null : caughtUp ? 0 : 18_230 + this.tick * 7 + (partition ?? 0)
    const logEnd = 1_204_551 + this.tick * 40
    return {
      group,
      topic: partition === null ? null : 'orders',
      partition,
      status,
      reason: { rule, values: Object.fromEntries(names.map((name) => [name, values[name] as number])) },
      worst: partition === null ? { topic: 'orders', partition: 3 } : null,
      committed: partition === null || lag === null ? null : logEnd - lag,
      logStart: partition === null ? null : 0,
      logEnd: partition === null ? null : logEnd,
      lag,
      timeLagMs: unknown ? null : caughtUp ? 0 : 252_000 + this.tick * 2_000,
      timeLagEstimated: rule === 'rewound',
      bytesBehind: unknown ? null : caughtUp ? 0 : 14_680_064,
      inPerSecond: 420.5,
      outPerSecond: caughtUp ? 420.5 : 108.2,
      // What nobody reads any more has rates of before that too.
      slopePerSecond: caughtUp ? 0 : rule === 'no-member' ? -80.5 : 312.3,
      catchUpMs: rule === 'no-member' ? 226_000 : null,
      headroomMs: caughtUp || unknown ? null : 5_340_000,
      headroomRatio: caughtUp || unknown ? null : 0.07,
      committedMs: unknown ? null : Date.now() - 192_000,
      commitAgeMs: unknown ? null : 192_000,
      members: rule === 'no-member' ? 0 : 1,
      partitions: partition === null ? this.options.partitions : 1,
      uncommitted: unknown ? (partition === null ? this.options.partitions : 1) : 0,
      owner: rule === 'no-member' || partition === null ? null : owner(partition),
      statusCounts: partition === null ? countsOf(status, this.options.partitions) : null,
      history: history
        ? Array.from({ length: 30 }, (_, at) => (at < 3 ? null : (lag ?? 0) * (at / 30)))
        : null,
    }
  }

  topic(): TopicOverview {
    const worst = Object.keys(this.options.groups)[0]
    return {
      name: 'orders',
      partitions: this.options.partitions,
      records: 1_204_551 + this.tick * 40,
      bytes: 734_003_200,
      cleanupPolicy: 'delete',
      durability: 'memory',
      partitionsReadOnly: 0,
      inPerSecond: 420.5,
      inBytesPerSecond: 81_234,
      outPerSecond: 108.2,
      groups: Object.keys(this.options.groups).length,
      worst: worst === undefined ? null : { ...this.row(worst, null, false), topic: 'orders' },
    }
  }

  topicDetail(): TopicDetail {
    const partitions = Array.from({ length: this.options.partitions }, (_, partition) => ({
      partition,
      logStart: 0,
      visibleEnd: 120_455 + this.tick * 4 + partition,
      logEnd: 120_455 + this.tick * 4 + partition,
      bytes: 73_400_320,
      segments: 2,
      leaderEpoch: 3,
      state: 'open',
      lastAppendMs: Date.now() - 1_200,
      inPerSecond: 42.1,
    }))
    const groups = Object.keys(this.options.groups).map((group) => ({
      ...this.row(group, null, false),
      topic: 'orders',
    }))
    return {
      takenMs: Date.now(),
      topic: this.topic(),
      createdMs: Date.now() - 86_400_000,
      settings: [],
      partitions,
      groups,
    }
  }

  overview(): Overview {
    const { partitions } = this.options
    const names = Object.keys(this.options.groups)
    return {
      takenMs: Date.now(),
      snapshotId: this.tick + 1,
      everyMs: 2_000,
      broker: {
        software: 'sluice 0.1.0',
        clusterId: 'fixture',
        bootEpoch: 3,
        startedMs: Date.now() - 3_600_000,
        uptimeMs: 3_600_000,
        ready: true,
        state: 'ready',
        listen: ['127.0.0.1:9095'],
        disk: { writable: true, full: false, freeBytes: 52_613_349_376, logBytes: 734_003_200 },
        connections: { open: 4, acceptedTotal: 17, refusedTotal: 0, waitingForMemory: 0, fetchWaiters: 2 },
        eventLoop: { meanMs: 0.2, p99Ms: 37, maxMs: 301 },
        memory: { rssBytes: 98_000_000, heapUsedBytes: 31_000_000 },
        topics: 1,
        partitions,
        partitionsReadOnly: 0,
        groups: names.length,
      },
      rates: { inPerSecond: 420.5, inBytesPerSecond: 81_234 },
      topics: [this.topic()],
      groups: names.map((name) => ({ name, state: 'Stable', members: 1, lag: this.row(name, null, false) })),
      statusCounts: countsOf('OK', partitions),
    }
  }
}

export function recordsAnswer(records: readonly ShownRecord[]): RecordsAnswer {
  const partitions = [
    { partition: 0, logStart: 0, visibleEnd: 100, scannedFrom: 0, scannedTo: 100, failure: null },
  ]
  return {
    topic: 'orders',
    first: 'newest',
    records,
    partitions,
    partitionsLeftOut: 0,
    stopped: 'end',
    next: null,
    scannedRecords: records.length,
    scannedBytes: 1_000,
  }
}

function owner(partition: number): NonNullable<LagRowDocument['owner']> {
  return {
    memberId: `member-${partition % 4}`,
    clientId: `worker-${partition % 4}`,
    host: '10.0.0.7',
    blockedMs: 0,
    processingMs: 0,
  }
}

function countsOf(status: LagStatus, count: number): Record<LagStatus, number> {
  return Object.fromEntries(lagStatuses.map((one) => [one, one === status ? count : 0])) as Record<
    LagStatus,
    number
  >
}

// What the state of a group in a partition means: facts in, status, rule and the values that made it fire out. Pure; called by
// evaluation.ts for every row, and by nothing else.
// The rules are Burrow's idea with its known weaknesses repaired (github.com/linkedin/Burrow issues 38, 131, 223, 287, 303, 446, 738):
// lag moves although commits have stopped, because samples are taken by time; a stop is judged by the age of the oldest unread
// record and by the group's own rhythm; one dip clears no slope; lag without age is no problem.
// Invariants: the first rule that fits wins, in the order of `judge`; what is not known makes no rule fire.
import { type LagRule, lagRules, type LagStatus } from '../../protocol/lag.ts'

/** What is known of one partition of a group. Offsets count records, …Ms are durations in milliseconds. */
export interface LagFacts {
  readonly logStart: number
  readonly visibleEnd: number
  /** undefined: nothing is committed. */
  readonly committed: number | undefined
  /** Since the last commit. */
  readonly commitAgeMs: number | undefined
  /** Since the first unread record was appended; undefined: not known, 0: nothing is unread. */
  readonly timeLagMs: number | undefined
  readonly members: number
  readonly ownerBlockedMs: number | undefined
  readonly ownerProcessingMs: number | undefined
  /** What the samples say; undefined: none are kept of this row. */
  readonly window: LagWindow | undefined
}

/** The last five minutes of one row. */
export interface LagWindow {
  /** Samples since the row was first seen, at most as many as are kept. */
  readonly samples: number
  /** How far the oldest of them lies back. */
  readonly windowMs: number
  /** Since the row was first seen. */
  readonly knownMs: number
  /** Since the first record that came after that; undefined: none did. */
  readonly arrivedMs: number | undefined
  /** Commits that were seen since the row was. */
  readonly commits: number
  /** Records a second by which lag grows from commit to commit, by least squares; undefined: too few of them, or none of late. */
  readonly slopePerSecond: number | undefined
  /** The same of lag at any time: between two commits it grows whoever commits, so it makes nobody slow. */
  readonly lagSlopePerSecond: number | undefined
  readonly inPerSecond: number | undefined
  /** Time lag at the oldest sample, and whether it was higher at every quarter of the window than at the one before. */
  readonly timeLagBeforeMs: number | undefined
  readonly timeLagRose: boolean
  /** The highest committed offset of the window, where the offset now is below it, and since when it is. */
  readonly rewoundFrom: number | undefined
  readonly rewoundMs: number | undefined
  /** Commits that were seen since the committed offset was first what it is now, and since when that is. */
  readonly sameOffsetCommits: number
  readonly sameOffsetMs: number
  /**
   * Median of how long the last commits were due: since the one before, or since the oldest unread record came where that is less;
   * undefined: fewer than two were seen.
   */
  readonly commitIntervalMs: number | undefined
  /** slopePerSecond of the last third of the window alone. */
  readonly recentSlopePerSecond: number | undefined
}

/** Lag that counts as none. */
export const ALLOWED_LAG = 0
/** Unread records of this age are no problem. */
export const ALLOWED_TIME_LAG_MS = 5_000
/** Nobody is expected to commit more often. */
export const STOP_LEAST_MS = 60_000
/** Where nothing is known about how often the group commits. */
export const STOP_UNKNOWN_MS = 300_000
const STOP_INTERVALS = 3
export const STALL_MS = 60_000
export const STALL_COMMITS = 3
/** A slope below this, or below this part of what comes in, is noise. */
const DEAD_BAND_PER_SECOND = 1
const DEAD_BAND_OF_IN = 0.01
export const SAMPLES_WANTED = 3

export interface LagVerdict {
  readonly status: LagStatus
  readonly rule: LagRule
  /** By the names that lagRules gives them; undefined: not known. */
  readonly values: Readonly<Record<string, number | undefined>>
}

export function judge(facts: LagFacts, rowsMax: number): LagVerdict {
  return (
    lost(facts) ??
    caughtUp(facts) ??
    nobody(facts) ??
    rewound(facts) ??
    stopped(facts) ??
    uncommitted(facts) ??
    stalled(facts) ??
    slow(facts) ??
    unjudged(facts, rowsMax) ??
    keepingUp(facts)
  )
}

/**
 * Milliseconds until nothing is unread, at these rates of the window; NaN: not known, or never. Where nobody reads, or nobody commits any
 * more, the window still has a gain: of who did.
 */
export function catchUpMs(
  lag: number,
  { members, inPerSecond, outPerSecond }: { members: number; inPerSecond: number; outPerSecond: number },
  status: LagStatus,
): number {
  if (lag === 0) return 0
  const gainPerSecond = outPerSecond - inPerSecond
  const isRead = members > 0 && status !== 'STOP'
  return isRead && gainPerSecond > 0 ? (1_000 * lag) / gainPerSecond : Number.NaN
}

function lost({ committed, logStart, visibleEnd }: LagFacts): LagVerdict | undefined {
  if (committed === undefined) return undefined
  if (committed < logStart)
    return verdict('below-log-start', { committed, logStart, lostRecords: logStart - committed })
  return committed > visibleEnd ? verdict('beyond-log-end', { committed, visibleEnd }) : undefined
}

/** Of what was never committed only an empty log is caught up with. */
function caughtUp({ committed, logStart, visibleEnd, timeLagMs }: LagFacts): LagVerdict | undefined {
  const lag = visibleEnd - (committed ?? logStart)
  if (lag <= ALLOWED_LAG) return verdict('caught-up', { lag })
  if (committed === undefined || timeLagMs === undefined || timeLagMs > ALLOWED_TIME_LAG_MS) return undefined
  return verdict('recent', { timeLagMs, allowedMs: ALLOWED_TIME_LAG_MS })
}

function nobody({ members, committed, logStart, visibleEnd, commitAgeMs }: LagFacts): LagVerdict | undefined {
  if (members > 0) return undefined
  return verdict('no-member', { lag: visibleEnd - (committed ?? logStart), commitAgeMs })
}

function rewound({ window, committed }: LagFacts): LagVerdict | undefined {
  if (window?.rewoundFrom === undefined || committed === undefined) return undefined
  const { rewoundFrom: fromOffset, rewoundMs: agoMs } = window
  return verdict('rewound', { fromOffset, toOffset: committed, agoMs })
}

/**
 * What is unread is older than the limit, and so is the last commit. By the age of both: a quiet topic never trips it, nor does a
 * rare committer, and one that was slow before it stopped is seen.
 */
function stopped(facts: LagFacts): LagVerdict | undefined {
  const { committed, commitAgeMs, timeLagMs, window, ownerBlockedMs, ownerProcessingMs } = facts
  if (committed === undefined) {
    const unreadAgeMs = window?.arrivedMs
    if (unreadAgeMs === undefined || unreadAgeMs < STOP_LEAST_MS) return undefined
    return verdict('never-committed', { unreadAgeMs, limitMs: STOP_LEAST_MS })
  }
  if (timeLagMs === undefined || commitAgeMs === undefined) return undefined
  const intervalMs = window?.commitIntervalMs
  const limitMs =
    intervalMs === undefined ? STOP_UNKNOWN_MS : Math.max(STOP_INTERVALS * intervalMs, STOP_LEAST_MS)
  if (Math.min(timeLagMs, commitAgeMs) <= limitMs) return undefined
  const values = { unreadAgeMs: timeLagMs, commitAgeMs, limitMs, ownerBlockedMs, ownerProcessingMs }
  return verdict('no-commit', values)
}

/** A consumer that began at the end of a quiet topic has nothing to commit yet. */
function uncommitted({ committed, window }: LagFacts): LagVerdict | undefined {
  return committed === undefined ? verdict('uncommitted', { sinceMs: window?.knownMs }) : undefined
}

function stalled({ window }: LagFacts): LagVerdict | undefined {
  if (window === undefined) return undefined
  const { sameOffsetCommits: commits, sameOffsetMs: forMs } = window
  if (commits < STALL_COMMITS || forMs < STALL_MS) return undefined
  return verdict('same-offset', { commits, forMs, limitMs: STALL_MS })
}

function slow({ window, timeLagMs, committed }: LagFacts): LagVerdict | undefined {
  if (window === undefined || committed === undefined || window.samples < SAMPLES_WANTED) return undefined
  const { slopePerSecond, recentSlopePerSecond, timeLagBeforeMs, timeLagRose, windowMs } = window
  const deadBandPerSecond = deadBand(window)
  if (slopePerSecond !== undefined && slopePerSecond > deadBandPerSecond) {
    // After a burst the window's slope says "grows" for minutes although what came is being worked off.
    if (recentSlopePerSecond !== undefined && recentSlopePerSecond < -deadBandPerSecond)
      return verdict('catching-up', { slopePerSecond, recentSlopePerSecond, deadBandPerSecond })
    return verdict('falling-behind', { slopePerSecond, deadBandPerSecond, timeLagMs })
  }
  return timeLagRose ? verdict('ageing', { timeLagBeforeMs, timeLagMs, windowMs }) : undefined
}

function deadBand({ inPerSecond = 0 }: LagWindow): number {
  return Math.max(DEAD_BAND_PER_SECOND, DEAD_BAND_OF_IN * inPerSecond)
}

function unjudged({ window }: LagFacts, rowsMax: number): LagVerdict | undefined {
  if (window === undefined) return verdict('no-history', { rowsMax })
  const { samples, commits, commitIntervalMs, lagSlopePerSecond = 0 } = window
  if (samples < SAMPLES_WANTED) return verdict('few-samples', { samples, samplesWanted: SAMPLES_WANTED })
  // Lag grows, and it has not committed often enough for anybody to say whether that is more than what lies between two commits.
  if (commitIntervalMs === undefined && lagSlopePerSecond > deadBand(window))
    return verdict('few-samples', { samples: commits, samplesWanted: SAMPLES_WANTED })
  return undefined
}

function keepingUp({ window }: LagFacts): LagVerdict {
  return verdict('keeping-up', {
    slopePerSecond: window?.slopePerSecond,
    deadBandPerSecond: window === undefined ? undefined : deadBand(window),
  })
}

function verdict(rule: LagRule, values: LagVerdict['values']): LagVerdict {
  return { status: lagRules[rule].status, rule, values }
}

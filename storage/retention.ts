// Which sealed segments a log has to give up, and whether its active one has to be sealed. Pure: used by log.ts's
// `retain()`, once a second. Age is the time of append by the broker's clock: a producer's clock cannot wipe a topic.
// Only the oldest segments go, in order, and never the active one: it is sealed by age first so that it can expire.
import type { TopicSettings } from './settings.ts'

export interface RetainedSegment {
  baseOffset: number
  sizeBytes: number
  firstAppendMs: number
  lastAppendMs: number
  sealed: boolean // durable as a whole and its facts recorded
}

export interface RetentionPolicy {
  retentionMs: number // -1: forever
  retentionBytes: number // -1: any size
  segmentMs: number
}

/** What a topic's settings ask for. Only `delete` drops by age and size; compaction wants old records sealed, too. */
export function retentionPolicy(settings: TopicSettings): RetentionPolicy {
  const { retentionMs, retentionBytes, segmentMs, cleanupPolicy, maxCompactionLagMs } = settings
  if (cleanupPolicy === 'delete') return { retentionMs, retentionBytes, segmentMs }
  const sealMs = maxCompactionLagMs >= 0 ? Math.min(segmentMs, maxCompactionLagMs) : segmentMs
  if (cleanupPolicy === 'compact') return { retentionMs: -1, retentionBytes: -1, segmentMs: sealMs }
  return { retentionMs, retentionBytes, segmentMs: sealMs }
}

/** How many of the oldest segments to drop. */
export function segmentsToDrop(
  segments: readonly RetainedSegment[],
  policy: RetentionPolicy,
  startOffset: number,
  nowMs: number,
): number {
  let bytes = 0
  for (const segment of segments) bytes += segment.sizeBytes
  let count = 0
  for (const segment of segments) {
    if (!segment.sealed) break
    const next = segments[count + 1]
    const unreadable = next !== undefined && next.baseOffset <= startOffset
    const tooMany = policy.retentionBytes >= 0 && bytes - segment.sizeBytes >= policy.retentionBytes
    const tooOld = policy.retentionMs >= 0 && segment.lastAppendMs < nowMs - policy.retentionMs
    if (!unreadable && !tooMany && !tooOld) break
    bytes -= segment.sizeBytes
    count++
  }
  return count
}

/** Has the active segment taken appends for so long that it must be sealed? */
export function shouldSealByAge(active: RetainedSegment, policy: RetentionPolicy, nowMs: number): boolean {
  if (active.sizeBytes === 0) return false
  const ageMs = nowMs - active.firstAppendMs
  if (ageMs >= policy.segmentMs) return true
  return policy.retentionMs >= 0 && nowMs - active.lastAppendMs > policy.retentionMs
}

/** A wall clock that jumped (against the monotonic one) by more than this stops deletion by age for one pass. */
export const CLOCK_JUMP_MS = 3_600_000

export class ClockGuard {
  #wallMs: number
  #monotonicMs: number

  constructor(wallMs: number, monotonicMs: number) {
    this.#wallMs = wallMs
    this.#monotonicMs = monotonicMs
  }

  /** How far the wall clock went ahead of the monotonic one since the last call. */
  jumpedMs(wallMs: number, monotonicMs: number): number {
    const jump = wallMs - this.#wallMs - (monotonicMs - this.#monotonicMs)
    this.#wallMs = wallMs
    this.#monotonicMs = monotonicMs
    return jump
  }
}

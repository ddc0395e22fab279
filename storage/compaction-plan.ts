// What of a log can be compacted, how much it is worth, and which neighbours become one file. Pure; used by compaction.ts.
//   - Candidates are the oldest segments, up to the first one that is not sealed, not durable as part of the log, not wholly
//     in the index, or younger than min.compaction.lag.ms. The active segment is never one.
//   - A segment is dirty while its keys were not all looked up (compactedTo < endOffset). The log is due when its dirty part
//     is min.cleanable.dirty.ratio of its candidates, when a dirty one is older than max.compaction.lag.ms, or when tombstones
//     may go: a tenth of delete.retention.ms after the first of them might, so that no segment is rewritten for each.
//   - What cannot be read is passed over: it splits runs, and from it on no tombstone goes, because the value that it hides
//     may lie in there.
import type { TopicSettings } from './settings.ts'

export interface CompactibleSegment {
  baseOffset: number
  endOffset: number
  sizeBytes: number
  firstAppendMs: number
  lastAppendMs: number
  sealed: boolean
  compactedTo: number
  deleteHorizonMs: number
}

export interface CompactionPolicy {
  minCleanableDirtyRatio: number
  minCompactionLagMs: number
  maxCompactionLagMs: number // -1: no limit
  deleteRetentionMs: number
}

/** The candidates, oldest first. `settledOffset`: the log is durable and indexed up to it. */
export function candidates<Segment extends CompactibleSegment>(
  segments: readonly Segment[],
  policy: CompactionPolicy,
  settledOffset: number,
  nowMs: number,
): Segment[] {
  const found: Segment[] = []
  for (const segment of segments) {
    if (!segment.sealed || segment.endOffset > settledOffset || segment.sizeBytes === 0) break
    if (policy.minCompactionLagMs > 0 && segment.lastAppendMs > nowMs - policy.minCompactionLagMs) break
    found.push(segment)
  }
  return found
}

export function isDirty(segment: CompactibleSegment): boolean {
  return segment.compactedTo < segment.endOffset
}

/** May tombstones of the segment go, and is it worth it? */
export function tombstonesDue(
  { deleteHorizonMs, endOffset }: CompactibleSegment,
  { deleteRetentionMs }: CompactionPolicy,
  tombstonesBelow: number,
  nowMs: number,
): boolean {
  if (deleteHorizonMs === 0 || endOffset > tombstonesBelow) return false
  return deleteHorizonMs + deleteRetentionMs / 10 <= nowMs
}

/** The part of the readable candidates' bytes that is dirty, 0 to 1; above 1 where time is up; -1: nothing is due. */
export function urgency(
  segments: readonly CompactibleSegment[],
  policy: CompactionPolicy,
  tombstonesBelow: number,
  nowMs: number,
): number {
  let bytes = 0
  let dirtyBytes = 0
  let dirty = false
  let overdue = false
  let tombstones = false
  for (const segment of segments) {
    bytes += segment.sizeBytes
    if (isDirty(segment)) {
      dirty = true
      dirtyBytes += segment.sizeBytes
      overdue ||= policy.maxCompactionLagMs >= 0 && segment.firstAppendMs <= nowMs - policy.maxCompactionLagMs
    }
    tombstones ||= tombstonesDue(segment, policy, tombstonesBelow, nowMs)
  }
  const ratio = bytes === 0 ? 0 : dirtyBytes / bytes
  if (dirty && overdue) return 1 + ratio
  if (dirty && ratio >= policy.minCleanableDirtyRatio) return ratio
  return tombstones ? ratio : -1
}

/** Runs [from, to) of neighbours among the readable segments below `coveredTo`: within one, files may be joined. */
export function runs(
  segments: readonly CompactibleSegment[],
  coveredTo: number,
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const [place, segment] of segments.entries()) {
    if (segment.baseOffset >= coveredTo) break
    const last = found[found.length - 1]
    const before = segments[place - 1]
    // What ends behind coveredTo keeps its own mark of how far it was compacted.
    const joins = before?.endOffset === segment.baseOffset && segment.endOffset <= coveredTo
    if (last !== undefined && joins) last.to = place + 1
    else found.push({ from: place, to: place + 1 })
  }
  return found
}

/** How far apart appends of one joined file may lie: what is to be deleted by age must not be kept by its neighbours' youth. */
export function spanOfFileMs({ cleanupPolicy, retentionMs, segmentMs }: TopicSettings): number {
  return cleanupPolicy === 'compact' || retentionMs < 0 ? Number.MAX_SAFE_INTEGER : segmentMs
}

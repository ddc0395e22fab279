// What lag asks about a log: when the first record at or after an offset was appended, and how many bytes lie from it to the
// visible end. Called by broker/lag/; compaction-swap.ts takes over the times of what it rewrites. Nothing here waits or reads a
// file: append-times.ts answers for the last minutes (~0.1 µs), the index for the rest (LMDB, two look-ups, ~5 µs).
// An append time is exact to a second where the index is whole: it lies between that of the entry in front of it and a second later,
// or the next entry where that comes first, and so does the answer. Else it is an estimate, and says so: where the index was rebuilt, or
// is of a release that did not say whether it was, and where compaction took out what lay between two entries, so that the first record that is left may be of any time between them.
// Times and bytes between two points or entries are divided evenly among the offsets.
import { type Stretch, withinSecond } from './append-times.ts'
import type { Log } from './log.ts'
import { type LogSegment, segmentAt } from './segment.ts'

const EXACT_MS = 1_000

export interface FirstUnread {
  /** Milliseconds since 1970 by the broker's clock. */
  readonly appendMs: number
  readonly estimated: boolean
  /** Bytes of the log in front of it, to be taken from `visibleBytes` of the same log at any other instant. */
  readonly bytesBefore: number
  /** An answer holds for as long as log.index.revision is this. */
  readonly revision: number
}

/** Bytes that the log ever held in front of its visible end, as far as compaction has not taken them out. */
export function visibleBytes(log: Log, visibleOffset = log.visibleOffset, endOffset = log.endOffset): number {
  if (visibleOffset >= endOffset) return log.endBytes
  // Less than the whole is visible: that is the durable end, and what lies behind it is in a segment that takes, or took, appends.
  const segment = log.segments[segmentAt(log.segments, visibleOffset)]
  if (segment === undefined) return 0
  return visibleOffset === segment.baseOffset
    ? segment.bytesBefore
    : segment.bytesBefore + log.durable.point.position
}

/** The first record at or after `offset`, below the visible end; undefined: there is none. */
export function firstUnread(log: Log, offset: number): FirstUnread | undefined {
  const first = Math.max(offset, log.startOffset)
  if (first >= log.visibleOffset) return undefined
  const stretch = stretchOf(log, first)
  if (stretch === undefined) return undefined
  return {
    appendMs: lerp(first, stretch.from, stretch.to, stretch.fromMs, stretch.toMs),
    estimated: stretch.estimated,
    bytesBefore: lerp(first, stretch.from, stretch.to, stretch.fromBytes, stretch.toBytes),
    revision: log.index.revision,
  }
}

/**
 * When a batch was appended that is in this segment: `offset` is its first. Where it is exact, the batch is of this millisecond or less
 * than a second younger, which is what an entry of the index stands for.
 */
export function batchTime(
  log: Log,
  segment: LogSegment,
  offset: number,
): { appendMs: number; estimated: boolean } {
  const entry = log.index.floor(segment, offset)
  const { appendMs, estimated } = entry
  const next = segment.generation > 0 ? log.index.next(segment, entry.offset) : undefined
  const isExact =
    segment.generation === 0 ||
    entry.offset === offset ||
    (next !== undefined && !next.estimated && next.appendMs === appendMs)
  if (isExact && !estimated) return { appendMs, estimated }
  const { from, to, fromMs, toMs } = stretchInIndex(log, segment, offset)
  return { appendMs: lerp(offset, from, to, fromMs, toMs), estimated: true }
}

function stretchOf(log: Log, offset: number): Stretch | undefined {
  const last = log.segments[log.segments.length - 1]
  const near = log.times.find(offset, log.endOffset, log.endBytes, last?.lastAppendMs ?? 0)
  if (near !== undefined) return near
  const segment = log.segments[segmentAt(log.segments, offset)]
  return segment === undefined ? undefined : stretchInIndex(log, segment, offset)
}

/** What the index knows about an offset of this segment. */
function stretchInIndex(log: Log, segment: LogSegment, offset: number): Stretch {
  const { index } = log
  const entry = index.floor(segment, offset)
  const next = index.next(segment, entry.offset)
  const { generation, bytesBefore } = segment
  const stretch = {
    from: entry.offset,
    to: next?.offset ?? segment.endOffset,
    fromBytes: bytesBefore + entry.position,
    toBytes: bytesBefore + (next?.position ?? segment.position),
    fromMs: entry.appendMs,
    estimated: entry.estimated,
  }
  if (generation === 0) {
    const isInterpolated = entry.estimated && entry.older !== true
    // The last batch of a replay, and what was appended hours later.
    if (isInterpolated && next?.estimated === false) return { ...stretch, toMs: entry.appendMs }
    const endMs = next?.appendMs ?? segment.lastAppendMs
    return {
      ...stretch,
      toMs: isInterpolated ? Math.max(entry.appendMs, endMs) : withinSecond(entry.appendMs, endMs),
    }
  }
  // Compaction took everything out from the segment's begin to its first batch.
  if (next?.position === 0)
    return { ...stretch, fromMs: next.appendMs, toMs: next.appendMs, estimated: next.estimated }
  const end = next ?? endOf(log, segment)
  const apartMs = Math.max(0, end.appendMs - entry.appendMs)
  if (entry.estimated || end.estimated || apartMs > EXACT_MS)
    return { ...stretch, toMs: entry.appendMs + apartMs, estimated: true }
  // What is left lies between the first entry and a second after the other: the middle is less than a second from it.
  const middleMs = entry.appendMs + Math.round((apartMs + EXACT_MS) / 2)
  return { ...stretch, fromMs: middleMs, toMs: middleMs }
}

/** The latest that the first record behind the last entry of a segment can be: in a file with gaps it may be of the next segment. */
function endOf(log: Log, segment: LogSegment): { appendMs: number; estimated: boolean } {
  const following = log.segments[segmentAt(log.segments, segment.endOffset)]
  if (segment.generation === 0 || following === undefined || following === segment)
    return { appendMs: segment.lastAppendMs, estimated: false }
  const first = log.index.next(following, following.baseOffset - 1)
  return first?.position === 0 ? first : { appendMs: following.firstAppendMs, estimated: true }
}

function lerp(at: number, from: number, to: number, fromValue: number, toValue: number): number {
  return fromValue === toValue
    ? fromValue
    : Math.round(fromValue + ((at - from) / (to - from)) * (toValue - fromValue))
}

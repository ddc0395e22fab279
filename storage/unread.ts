// What lag asks about a log: when the first record at or after an offset was appended, and how many bytes lie from it to the
// visible end. Called by broker/lag/. Nothing here waits or reads a file; LMDB alone is asked, ~8 µs a look-up.
// An append time is that of an entry of the index: exact to a second, because any batch a second younger than the entry in front
// of it got one of its own. Bytes between two entries are divided evenly among their offsets.
import type { Log } from './log.ts'
import { segmentAt } from './segment.ts'

export interface FirstUnread {
  /** Wall clock of the broker; exact to a second (never later than the truth) unless `estimated`. */
  readonly appendMs: number
  readonly estimated: boolean
  /** From this record to the visible end of now. */
  readonly bytesBehind: number
  /** Bytes of the log in front of it: take it from visibleBytes() of the same log at any instant. */
  readonly bytesBefore: number
  /** For offsets of [from, to) appendMs and estimated are the same. */
  readonly from: number
  readonly to: number
}

/** Bytes that the log ever held in front of its visible end, as far as compaction has not taken them out. */
export function visibleBytes(log: Log): number {
  return bytesAt(log, log.visibleOffset)
}

/** The first record at or after `offset`, below the visible end; undefined: there is none. */
export function firstUnread(log: Log, offset: number): FirstUnread | undefined {
  const first = Math.max(offset, log.startOffset)
  if (first >= log.visibleOffset) return undefined
  const place = segmentAt(log.segments, first)
  const segment = log.segments[place]
  if (segment === undefined) return undefined
  const { offset: from, appendMs } = log.index.floor(segment, first)
  const bytesBefore = bytesAt(log, first)
  const bytesBehind = visibleBytes(log) - bytesBefore
  return { appendMs, estimated: false, bytesBehind, bytesBefore, from, to: first + 1 }
}

function bytesAt(log: Log, offset: number): number {
  const place = segmentAt(log.segments, offset)
  let bytes = 0
  for (let at = 0; at < place; at++) bytes += log.segments[at]?.position ?? 0
  const segment = log.segments[place]
  if (segment === undefined) return bytes
  return offset >= segment.endOffset
    ? bytes + segment.position
    : bytes + log.index.floor(segment, offset).position
}

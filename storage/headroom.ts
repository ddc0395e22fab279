// How long the segment with an offset will still be there: what retention.ts decides once a second, told in advance. Called by
// broker/lag/. By age as if appends went on as they do now, by size at the rate that is given; whichever comes first.
import type { Log } from './log.ts'
import { retentionPolicy } from './retention.ts'
import { segmentAt } from './segment.ts'

export interface Headroom {
  /** Until retention may delete the segment; 0: it is due, or gone. */
  readonly ms: number
  /** The same as a part of the limit (retention.ms, retention.bytes), 0 … 1. */
  readonly ratio: number
}

/** undefined: nothing deletes it, or nothing is there at `offset`. bytesPerSecond: appended to this log; 0 or NaN: not known. */
export function headroom(
  log: Log,
  offset: number,
  nowMs: number,
  bytesPerSecond: number,
): Headroom | undefined {
  const place = segmentAt(log.segments, offset)
  const segment = log.segments[place]
  if (segment === undefined || offset >= log.visibleOffset) return undefined
  const policy = retentionPolicy(log.topic.settings)
  if (policy.retentionMs < 0 || !(bytesPerSecond >= 0)) return undefined
  const ms = Math.max(0, segment.lastAppendMs + policy.retentionMs - nowMs)
  return { ms, ratio: Math.min(1, ms / Math.max(1, policy.retentionMs)) }
}

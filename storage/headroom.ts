// How long the segment with an offset will still be there: what retention.ts decides once a second, told in advance. Called by
// broker/lag/. Pure but for what it reads of the log.
// A sealed segment goes when its last append is older than retention.ms, or when those behind it hold retention.bytes; the active one
// has to be sealed first, and until then it gets younger with each append. So the answer is true for as long as appends go on at the
// rate that is given, without a gap of retention.ms, and for a log that gets none (rate 0) as long as that stays so.
import type { Log } from './log.ts'
import { type RetainedSegment, type RetentionPolicy, retentionPolicy } from './retention.ts'
import { segmentAt } from './segment.ts'

export interface Headroom {
  /** Until retention deletes the segment, looked at all the time; 0: it is due, or gone. */
  readonly ms: number
  /** The same as a part of retention.ms or retention.bytes, whichever is reached first; 0 … 1. */
  readonly ratio: number
}

/** What grows on: the log, and the size at which its active segment is full. */
interface Growth {
  readonly nowMs: number
  readonly bytesPerSecond: number // 0 or NaN: not known, as if nothing came
  readonly segmentBytes: number
}

const NEVER: Headroom = { ms: Number.POSITIVE_INFINITY, ratio: 1 }

/** undefined: nothing deletes it, or nothing to be read is there. Below the start of the log there is none left. */
export function headroom(
  log: Log,
  offset: number,
  nowMs: number,
  bytesPerSecond: number,
): Headroom | undefined {
  if (offset >= log.visibleOffset) return undefined
  const { settings } = log.topic
  const policy = retentionPolicy(settings)
  if (policy.retentionMs < 0 && policy.retentionBytes < 0) return undefined
  if (offset < log.startOffset) return { ms: 0, ratio: 0 }
  const place = segmentAt(log.segments, offset)
  const segment = log.segments[place]
  if (segment === undefined) return undefined
  const growth = { nowMs, bytesPerSecond, segmentBytes: settings.segmentBytes }
  let last = NEVER
  // A read-only log seals nothing any more.
  if (segment.ended || log.state === 'open')
    last = headroomOf(segment, segment.ended, bytesBehind(log, place), policy, growth)
  // Segments go in order. Where the clock went back an older one may be the younger: this one stays as long as that.
  for (let at = 0; at < place; at++) {
    const older = log.segments[at] as RetainedSegment
    if (older.lastAppendMs <= segment.lastAppendMs) continue
    const first = headroomOf(older, true, bytesBehind(log, at), policy, growth)
    if (first.ms > last.ms) last = first
  }
  return last.ms === Number.POSITIVE_INFINITY ? undefined : last
}

function bytesBehind(log: Log, place: number): number {
  const next = log.segments[place + 1]
  return next === undefined ? 0 : log.endBytes - next.bytesBefore
}

/** ms is Infinity where it never goes. ended: it takes no more appends; else it is the last one. */
export function headroomOf(
  segment: Pick<RetainedSegment, 'sizeBytes' | 'firstAppendMs' | 'lastAppendMs'>,
  ended: boolean,
  bytesAfter: number,
  { retentionMs, retentionBytes, segmentMs }: RetentionPolicy,
  { nowMs, bytesPerSecond, segmentBytes }: Growth,
): Headroom {
  const oldMs = Math.max(0, segment.firstAppendMs + segmentMs - nowMs)
  const sealMs = ended ? 0 : Math.min(oldMs, msOf(segmentBytes - segment.sizeBytes, bytesPerSecond))
  const lastAppendMs = ended || !(bytesPerSecond > 0) ? segment.lastAppendMs : nowMs + sealMs
  const bytesLeft = retentionBytes - bytesAfter
  const bySizeMs = retentionBytes < 0 ? Number.POSITIVE_INFINITY : sealMs + msOf(bytesLeft, bytesPerSecond)
  // Strictly older than retention.ms.
  const byAgeMs =
    retentionMs < 0 ? Number.POSITIVE_INFINITY : Math.max(0, lastAppendMs + retentionMs + 1 - nowMs)
  return bySizeMs < byAgeMs
    ? { ms: bySizeMs, ratio: part(bytesLeft, retentionBytes) }
    : { ms: byAgeMs, ratio: part(byAgeMs, retentionMs + 1) }
}

/** Until so many bytes have come. */
function msOf(bytes: number, bytesPerSecond: number): number {
  if (bytes <= 0) return 0
  return bytesPerSecond > 0 ? Math.ceil((bytes / bytesPerSecond) * 1_000) : Number.POSITIVE_INFINITY
}

function part(left: number, limit: number): number {
  return limit <= 0 ? 0 : Math.min(1, Math.max(0, left / limit))
}

// Reading one log: from an offset to ranges of a segment that begin and end on batch boundaries, within the visible end
// and the byte limit, at least one batch; and from a timestamp to an offset. Called by log.ts.
// Nothing here blocks: what is not in memory is brought in by the cold readers (`warm`), the caller waits and asks again.
// Payload bytes are never touched: only batch headers are walked, by native code, at most 64 KiB from an index entry.
import { type Segment as NativeSegment, Verdict, WalkFact } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import type { Log } from './log.ts'
import { type LogSegment, segmentAt } from './segment.ts'

/** ranges: segment, position, length, flat. Valid in this turn: hand them to the network before anything is awaited. */
export interface ReadResult {
  ranges: (NativeSegment | number)[]
  bytes: number
  /** Offsets from the one asked for to the end of the range. */
  offsets: number
  error?: SluiceError
}

const HEADER_READ_BYTES = 64 * 1024
const HEADER_READ_BYTES_MAX = 8 * 1024 * 1024
const HINTS_MAX = 32

/** A batch boundary: the batch there begins with this offset or, where a read begins, holds it. */
interface OffsetAt {
  offset: number
  position: number
}

interface Place {
  segment: LogSegment
  position: number
}

/** Where reads ended: a consumer goes on there, and needs neither index nor walk. */
export class ReadHints {
  readonly #byOffset = new Map<number, Place>()

  get(offset: number): Place | undefined {
    return this.#byOffset.get(offset)
  }

  set(offset: number, place: Place): void {
    this.#byOffset.delete(offset)
    this.#byOffset.set(offset, place)
    if (this.#byOffset.size <= HINTS_MAX) return
    for (const oldest of this.#byOffset.keys()) {
      this.#byOffset.delete(oldest)
      break
    }
  }

  clear(): void {
    this.#byOffset.clear()
  }
}

// Scratch of one read; used up within its turn.
const facts = new Float64Array(WalkFact.width)
const scratch = new Float64Array(WalkFact.width)
const EMPTY: ReadResult = { ranges: [], bytes: 0, offsets: 0 }

export function readLog(log: Log, offset: number, maxBytes: number): ReadResult | Promise<void> {
  if (log.state === 'deleted') return failed(log.refusal() as SluiceError)
  if (offset < log.startOffset || offset > log.endOffset) return failed(log.outOfRange(offset))
  if (offset >= log.visibleOffset) return EMPTY
  const place = segmentAt(log.segments, offset)
  const segment = log.segments[place]
  if (segment === undefined || offset >= segment.endOffset)
    return failed(damaged(log, offset, 'its records are missing'))
  const limit = readableEnd(log, segment)
  if (segment.readErrno !== 0) {
    const errno = segment.readErrno
    segment.readErrno = 0 // the next read tries again
    return failed(damaged(log, offset, `reading ${segment.path} failed with errno ${errno}`))
  }
  const native = log.context.cache.reader(segment)
  const start = locate(log, segment, native, offset, limit)
  if (start instanceof Promise) return start
  if (start instanceof SluiceError) return failed(start)
  if (start < 0) return EMPTY
  return upTo(log, segment, native, { offset, position: start }, limit, maxBytes)
}

/** Position in the segment up to which consumers may read; a batch boundary. */
function readableEnd(log: Log, segment: LogSegment): number {
  // A compacted file was durable before it took its place; the durable position may still be one of the file before it.
  if (log.topic.settings.durability === 'memory' || segment.generation > 0) return segment.position
  const { segmentBase, position } = log.durable.point
  if (segment.baseOffset < segmentBase) return segment.position
  return segment.baseOffset === segmentBase ? position : 0
}

/** Position of the batch that holds the offset; -1: not readable yet. */
function locate(
  log: Log,
  segment: LogSegment,
  native: NativeSegment,
  offset: number,
  limit: number,
): number | SluiceError | Promise<void> {
  const hint = log.hints.get(offset)
  let from: number
  if (hint !== undefined && hint.segment === segment) {
    if (hint.position >= limit) return -1
    if (native === segment.writer) return hint.position
    from = hint.position // one header is read: the file is opened by that, should it have been closed meanwhile
  } else {
    from = log.index.floor(segment, offset).position
    if (from >= limit) from = 0
  }
  for (;;) {
    const verdict = native.walk(from, limit, offset, limit, facts)
    if (verdict === Verdict.cold) return bringIn(log, segment, from, limit, offset, limit)
    const baseOffset = facts[WalkFact.baseOffset] as number
    const lastOffset = facts[WalkFact.lastOffset] as number
    // Where compaction took the offset away the next batch is the answer.
    const holds = baseOffset <= offset || segment.generation > 0
    if (verdict === Verdict.ok && holds && lastOffset >= offset) return facts[WalkFact.position] as number
    if (verdict === Verdict.end && from === 0) return -1
    if (from === 0) return damaged(log, offset, `${segment.path} holds no valid batch there`)
    from = 0 // the entry misled: walk the whole segment
  }
}

/** The range from `start`, cut to the byte limit on a batch boundary. */
function upTo(
  log: Log,
  segment: LogSegment,
  native: NativeSegment,
  start: OffsetAt,
  limit: number,
  maxBytes: number,
): ReadResult | Promise<void> {
  const target = start.position + maxBytes
  let end = limit
  let next = limit === segment.position ? segment.endOffset : log.durable.offset
  if (limit > target) {
    const boundary = log.index.boundary(segment, start, target)
    if (boundary !== undefined) {
      end = boundary.position
      next = boundary.offset
    } else {
      const verdict = native.walk(start.position, limit, Number.MAX_SAFE_INTEGER, target, facts)
      if (verdict === Verdict.cold) {
        return bringIn(log, segment, start.position, limit, Number.MAX_SAFE_INTEGER, target)
      }
      if (verdict !== Verdict.ok)
        return failed(damaged(log, start.offset, `${segment.path} is damaged behind it`))
      end = facts[WalkFact.position] as number
      next = facts[WalkFact.baseOffset] as number
      if (end === start.position) {
        end += facts[WalkFact.bytes] as number // the first batch is sent even when it is larger than asked for
        next = (facts[WalkFact.lastOffset] as number) + 1
      }
    }
  }
  if (next < segment.endOffset || !segment.ended) log.hints.set(next, { segment, position: end })
  const bytes = end - start.position
  return { ranges: [native, start.position, bytes], bytes, offsets: next - start.offset }
}

/** Walk again and again, reading ahead of the walk, until it comes through. */
async function bringIn(
  log: Log,
  segment: LogSegment,
  from: number,
  limit: number,
  stopOffset: number,
  stopPosition: number,
): Promise<void> {
  const { cache } = log.context
  cache.waitsCount++
  let position = from
  for (
    let length = HEADER_READ_BYTES;
    position < limit;
    length = Math.min(2 * length, HEADER_READ_BYTES_MAX)
  ) {
    const errno = await cache.warm(cache.reader(segment), position, Math.min(length, limit - position))
    if (errno !== 0) {
      segment.readErrno = errno
      return
    }
    position += length
    if (log.segments.indexOf(segment) < 0 || log.state === 'deleted') return
    if (cache.reader(segment).walk(from, limit, stopOffset, stopPosition, scratch) !== Verdict.cold) return
  }
}

/** One walk that waits for what is cold. */
async function walkWarm(
  log: Log,
  segment: LogSegment,
  from: number,
  limit: number,
  stopOffset: number,
  into: Float64Array,
): Promise<Verdict> {
  for (;;) {
    const verdict = log.context.cache.reader(segment).walk(from, limit, stopOffset, limit, into)
    if (verdict !== Verdict.cold) return verdict
    await bringIn(log, segment, from, limit, stopOffset, limit)
    if (segment.readErrno !== 0 || log.segments.indexOf(segment) < 0 || log.state === 'deleted')
      return Verdict.fault
  }
}

interface FoundTime {
  found: boolean
  offset: number
  leaderEpoch: number
}

/** The first batch whose largest timestamp is not below this one. */
export async function findTime(log: Log, timestampMs: number): Promise<FoundTime> {
  for (;;) {
    if (log.state === 'deleted') throw log.refusal() as SluiceError
    const none = { found: false, offset: log.visibleOffset, leaderEpoch: log.leaderEpoch }
    let changed = false
    for (const segment of [...log.segments]) {
      if (segment.maxTimestampMs < timestampMs || segment.endOffset <= log.startOffset) continue
      const answer = log.segments.includes(segment) ? await findTimeIn(log, segment, timestampMs) : 'gone'
      if (typeof answer === 'object') return answer
      changed = answer === 'gone'
      if (changed) break
    }
    if (!changed) return none
  }
}

/** gone: retention or compaction took the segment meanwhile, what it held may lie in another one. */
async function findTimeIn(
  log: Log,
  segment: LogSegment,
  timestampMs: number,
): Promise<FoundTime | 'gone' | 'older'> {
  const into = new Float64Array(WalkFact.width)
  const limit = readableEnd(log, segment)
  let from = lastEntryBelow(log, segment, timestampMs)
  while (from < limit) {
    const verdict = await walkWarm(log, segment, from, limit, 0, into)
    if (!log.segments.includes(segment) || log.state === 'deleted') return 'gone'
    if (verdict === Verdict.end) break
    if (verdict !== Verdict.ok)
      throw damaged(log, segment.baseOffset, `${segment.path} is unreadable at byte ${from}`)
    const reached = (into[WalkFact.maxTimestamp] as number) >= timestampMs
    if (reached && (into[WalkFact.lastOffset] as number) >= log.startOffset) {
      const offset = Math.max(into[WalkFact.baseOffset] as number, log.startOffset)
      return { found: true, offset, leaderEpoch: into[WalkFact.leaderEpoch] as number }
    }
    from = (into[WalkFact.position] as number) + (into[WalkFact.bytes] as number)
  }
  return 'older'
}

/** Where to begin the search: the last entry of the segment up to which every timestamp is older. */
function lastEntryBelow(log: Log, segment: LogSegment, timestampMs: number): number {
  let low = segment.baseOffset
  let high = segment.endOffset
  let from = 0
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const entry = log.index.floor(segment, middle)
    if (entry.maxTimestampMs < timestampMs) {
      from = Math.max(from, entry.position)
      low = middle + 1
    } else {
      high = entry.offset > low ? entry.offset : low
    }
  }
  return from
}

function damaged(log: Log, offset: number, what: string): SluiceError {
  return new SluiceError(
    'CORRUPT_BATCH',
    `${log.name} cannot be read at offset ${offset}: ${what}; run sluice check`,
    {
      topic: log.topic.name,
      partition: log.partition,
      offset,
    },
  )
}

function failed(error: SluiceError): ReadResult {
  return { ranges: [], bytes: 0, offsets: 0, error }
}

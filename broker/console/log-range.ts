// Where records lie: the file and the bytes of a range of offsets, on batch boundaries and within the visible end. Called by
// record-search.ts; the log answers, as it does for a fetch, and nothing is read here but batch headers.
// Invariants: only what consumers may see is named; at least one whole batch, so that progress is sure; at most some tries where
// the log is cold or changes under the question.
import type { Log } from '../../storage/log.ts'
import { type LogSegment, segmentAt } from '../../storage/segment.ts'

export interface LogRange {
  readonly path: string
  readonly position: number
  readonly bytes: number
  /** Offsets below it are not in this range. */
  readonly fromOffset: number
}

const triesMost = 8

/** From the batch that holds the offset on, up to `bytesMost`. undefined: nothing is there to read. Throws what the log says. */
export async function rangeFrom(log: Log, offset: number, bytesMost: number): Promise<LogRange | undefined> {
  const place = await placeOf(log, offset, bytesMost)
  if (place === undefined) return undefined
  const { segment, position, bytes } = place
  return { path: segment.path, position, bytes, fromOffset: offset }
}

/**
 * What ends with the batch that holds `below - 1`, about `bytesWanted` of it, and begins not before `fromOffset`; about
 * `offsetsWanted` of them where that is less.
 */
export async function rangeBelow(
  log: Log,
  fromOffset: number,
  below: number,
  bytesWanted: number,
  offsetsWanted: number,
): Promise<LogRange | undefined> {
  const last = await placeOf(log, below - 1, 1)
  if (last === undefined) return undefined
  const { segment } = last
  const end = last.position + last.bytes
  const least = Math.max(fromOffset, segment.baseOffset)
  const bytesPerOffset = segment.sizeBytes / Math.max(1, segment.endOffset - segment.baseOffset)
  let offsets = Math.max(1, Math.min(offsetsWanted, Math.ceil(bytesWanted / Math.max(bytesPerOffset, 0.01))))
  for (;;) {
    const from = Math.max(least, below - offsets)
    const first = from >= below - 1 ? last : await placeOf(log, from, 1)
    if (first === undefined || first.segment !== segment) return undefined
    const bytes = end - first.position
    const single = first.position === last.position
    if (bytes <= 2 * bytesWanted || single)
      return { path: segment.path, position: first.position, bytes, fromOffset: from }
    offsets = Math.max(1, Math.floor(offsets / 2))
  }
}

interface Place {
  readonly segment: LogSegment
  readonly position: number
  readonly bytes: number
}

async function placeOf(log: Log, offset: number, bytesMost: number): Promise<Place | undefined> {
  for (let tries = 0; tries < triesMost; tries++) {
    const read = log.read(offset, bytesMost)
    if (read instanceof Promise) {
      await read
      continue
    }
    if (read.error !== undefined) throw read.error
    const segment = log.segments[segmentAt(log.segments, offset)]
    if (read.bytes === 0 || segment === undefined) return undefined
    const [, position, bytes] = read.ranges as [unknown, number, number]
    return { segment, position, bytes }
  }
  return undefined
}

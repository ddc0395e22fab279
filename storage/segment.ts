// One segment of a log as the log knows it: where it begins and ends, its facts, and the native handle while it takes
// appends. Used by log.ts and the files around it. Positions are bytes of the file, offsets are record numbers.
// Truth is the file; these numbers come from appends, the clean marker, the metadata log or a scan.
import type { Engine, Segment as NativeSegment } from '../native/index.ts'
import type { SealedFacts } from './metadata-state.ts'

export class LogSegment {
  readonly baseOffset: number
  readonly generation: number
  readonly path: string
  endOffset: number
  position = 0 // end of the valid bytes
  bytesBefore = 0 // of the log; once compaction took bytes out, earlier segments move towards the end
  firstAppendMs = 0
  lastAppendMs = 0
  maxTimestampMs = 0
  headersCrc = 0
  headersCrcKnown = true // false after a recovery that began in the middle: sealing reads the headers again
  compactedTo = 0 // compaction knows the keys of records below this offset
  deleteHorizonMs = 0 // when the first tombstone that compaction left in it may go; 0: none waits
  uncompactable = false // its batches cannot be read: left alone until the next start
  readErrno = 0 // of the last failed read, told once
  ended = false // takes no more appends
  sealed = false // durable as a whole and its facts are in the metadata log
  writer: NativeSegment | undefined // from the first append until the file is sealed

  constructor(baseOffset: number, generation: number, path: string) {
    this.baseOffset = baseOffset
    this.generation = generation
    this.path = path
    this.endOffset = baseOffset
  }

  get sizeBytes(): number {
    return this.position
  }

  facts(): SealedFacts {
    return {
      baseOffset: this.baseOffset,
      generation: this.generation,
      endOffset: this.endOffset,
      sizeBytes: this.position,
      firstAppendMs: this.firstAppendMs,
      lastAppendMs: this.lastAppendMs,
      headersCrc: this.headersCrc,
      maxTimestampMs: this.maxTimestampMs,
      compactedTo: this.compactedTo,
      deleteHorizonMs: this.deleteHorizonMs,
    }
  }

  static ofFacts(facts: SealedFacts, path: string): LogSegment {
    const segment = new LogSegment(facts.baseOffset, facts.generation, path)
    segment.endOffset = facts.endOffset
    segment.position = facts.sizeBytes
    segment.firstAppendMs = facts.firstAppendMs
    segment.lastAppendMs = facts.lastAppendMs
    segment.maxTimestampMs = facts.maxTimestampMs
    segment.headersCrc = facts.headersCrc
    segment.compactedTo = facts.compactedTo
    segment.deleteHorizonMs = facts.deleteHorizonMs
    segment.ended = true
    segment.sealed = true
    return segment
  }
}

/** After a recovery that began in the middle of the segment: reads all its headers. */
export async function knowHeadersCrc(segment: LogSegment, engine: Engine): Promise<void> {
  if (segment.headersCrcKnown) return
  const { path, position, baseOffset } = segment
  const scan = await engine.scan(path, 0, position, baseOffset, false, true, () => {})
  // Appends may have gone on meanwhile: then it is asked for again.
  if (segment.position !== position) return knowHeadersCrc(segment, engine)
  segment.headersCrc = scan.headersCrc
  segment.headersCrcKnown = true
}

/** Counts the bytes in front of the segments up to `last` anew, back from where that one ends. */
export function recountBytes(segments: readonly LogSegment[], last: number, endBytes: number): void {
  let bytes = endBytes
  for (let at = last; at >= 0; at--) {
    const segment = segments[at] as LogSegment
    bytes -= segment.position
    segment.bytesBefore = bytes
  }
}

/** Place of the segment that holds this offset: the last one that begins at or below it; -1 when none does. */
export function segmentAt(segments: readonly LogSegment[], offset: number): number {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((segments[middle] as LogSegment).baseOffset <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

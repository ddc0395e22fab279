// One log's view of the storage index: decides which batches get an entry, keeps the entries of the last second until
// they are written, and finds places to read from. Used by log.ts, reader.ts and recovery.ts.
// An entry is a hint: a reader checks the batch header it finds there. It counts only for the file it was made for: one of
// another generation than the segment's points into a file that compaction replaced.
// Its append time is no hint: a batch without an entry was appended less than a second from the entry in front of it, unless
// that one says `estimated`: then it is interpolated, and says nothing of its neighbours but that they lie in between.
import type { OffsetEntry, OffsetIndex } from './offset-index.ts'
import { type LogSegment, segmentAt } from './segment.ts'

const ENTRY_EVERY_BYTES = 64 * 1024
const ENTRY_EVERY_MS = 1_000
const ENTRIES_LOOKED_AT_MAX = 128
const RECENT_MAX = 262_144 // of one log, while the index cannot be written: the older half is forgotten, readers walk further

export class LogIndex {
  readonly key: Buffer
  readonly #index: OffsetIndex
  readonly #replaced = new Map<LogSegment, OffsetEntry[]>() // files that compaction made; until `settle` wrote their entries
  #recent: OffsetEntry[] = [] // not yet written, ascending
  #lastBase = -1
  #lastPosition = 0
  #lastMs = 0
  #lastEstimated = false
  #lastReplayed: OffsetEntry | undefined
  /** Grows when entries that were there are replaced: what was read of the index before may be wrong now. */
  revision = 0
  coverOffset = 0 // of what is written
  dirty = false

  constructor(index: OffsetIndex, key: Buffer) {
    this.#index = index
    this.key = key
  }

  get recentCount(): number {
    return this.#recent.length
  }

  /** A batch is in the log. */
  note(
    { baseOffset: segmentBase, generation }: LogSegment,
    offset: number,
    position: number,
    appendMs: number,
    maxTimestampMs: number,
    estimated = false,
  ): void {
    this.dirty = true
    if (segmentBase === this.#lastBase && estimated === this.#lastEstimated) {
      // Estimated times are divided among the bytes. Where the clock went back an entry begins, too.
      const sinceMs = appendMs - this.#lastMs
      const near = estimated || (sinceMs >= 0 && sinceMs < ENTRY_EVERY_MS)
      if (near && position - this.#lastPosition < ENTRY_EVERY_BYTES) {
        if (estimated)
          this.#lastReplayed = { offset, position, appendMs, maxTimestampMs, generation, estimated }
        return
      }
    }
    this.#lastBase = segmentBase
    this.#lastPosition = position
    this.#lastMs = appendMs
    this.#lastEstimated = estimated
    this.#recent.push({ offset, position, appendMs, maxTimestampMs, generation, estimated })
    if (this.#recent.length > RECENT_MAX) this.#forgetOlderHalf()
  }

  #forgetOlderHalf(): void {
    const [first] = this.#recent as [OffsetEntry]
    this.#recent = [{ ...first, estimated: true }, ...this.#recent.slice(RECENT_MAX / 2)]
    this.revision++
  }

  /**
   * After a replay: the estimated times, which are those of their segments' ends until now, divided among the bytes in front of them.
   * The last batch gets an entry: what is appended from now on says nothing about the time of what lies in front of it.
   */
  spreadTimes(segments: readonly LogSegment[]): void {
    const last = this.#lastReplayed
    this.#lastReplayed = undefined
    if (last !== undefined && last.offset > (this.#recent[this.#recent.length - 1]?.offset ?? -1))
      this.#recent.push(last)
    for (let at = 0; at < this.#recent.length; at++) {
      const first = this.#recent[at] as OffsetEntry
      const segment = segments[segmentAt(segments, first.offset)]
      if (!first.estimated || segment === undefined || first.offset >= segment.endOffset) continue
      const from =
        first.offset > segment.baseOffset ? this.floor(segment, first.offset - 1) : beginOf(segment)
      const toMs = Math.max(from.appendMs, segment.lastAppendMs)
      for (; at < this.#recent.length; at++) {
        const entry = this.#recent[at] as OffsetEntry
        if (!entry.estimated || entry.offset >= segment.endOffset) break
        const part = (entry.position - from.position) / Math.max(1, segment.position - from.position)
        entry.appendMs = Math.round(from.appendMs + part * (toMs - from.appendMs))
      }
      at--
    }
  }

  /** The last known batch of this segment at or below `offset`; the segment's begin when nothing is known. */
  floor(segment: LogSegment, offset: number): OffsetEntry {
    const replaced = this.#replaced.get(segment)
    if (replaced !== undefined) {
      const entry = replaced[lastWhere(replaced, (candidate) => candidate.offset <= offset)]
      return entry ?? beginOf(segment)
    }
    const first = this.#recent[0]
    if (first !== undefined && first.offset <= offset) {
      const entry = this.#recent[
        lastWhere(this.#recent, (candidate) => candidate.offset <= offset)
      ] as OffsetEntry
      if (entry.offset >= segment.baseOffset) return entry
    } else {
      const entry = this.#index.floor(this.key, offset)
      if (
        entry !== undefined &&
        entry.offset >= segment.baseOffset &&
        entry.position < segment.position &&
        entry.generation === segment.generation
      )
        return entry
    }
    return beginOf(segment)
  }

  /** The first known entry of this segment behind `offset`. */
  next(segment: LogSegment, offset: number): OffsetEntry | undefined {
    const behind = (entries: readonly OffsetEntry[]) =>
      entries[lastWhere(entries, (candidate) => candidate.offset <= offset) + 1]
    const replaced = this.#replaced.get(segment)
    if (replaced !== undefined) return behind(replaced)
    const first = this.#recent[0]
    let found: OffsetEntry | undefined
    if (first === undefined || first.offset > offset) {
      const end = Math.min(segment.endOffset, first?.offset ?? segment.endOffset)
      this.#index.forward(this.key, offset + 1, end, ENTRIES_LOOKED_AT_MAX, (entry) => {
        const counts = entry.generation === segment.generation && entry.position < segment.position
        if (counts) found = entry
        return !counts
      })
    }
    found ??= behind(this.#recent)
    return found !== undefined && found.offset < segment.endOffset ? found : undefined
  }

  /** The last known batch boundary of this segment in (from.position, targetPosition]; undefined when none is known. */
  boundary(
    segment: LogSegment,
    from: { offset: number; position: number },
    targetPosition: number,
  ): OffsetEntry | undefined {
    let best: OffsetEntry | undefined
    const replaced = this.#replaced.get(segment)
    if (replaced !== undefined) {
      best = replaced[lastWhere(replaced, (entry) => entry.position <= targetPosition)]
      return best !== undefined && best.position > from.position ? best : undefined
    }
    const recent = this.#recent[lastWhere(this.#recent, (entry) => entry.offset < segment.baseOffset) + 1]
    if (recent !== undefined && recent.offset < segment.endOffset && recent.position <= targetPosition) {
      const inReach = (entry: OffsetEntry) =>
        entry.offset < segment.endOffset && entry.position <= targetPosition
      best =
        this.#recent[lastWhere(this.#recent, (entry) => entry.offset < segment.baseOffset || inReach(entry))]
    } else {
      this.#index.forward(this.key, from.offset + 1, segment.endOffset, ENTRIES_LOOKED_AT_MAX, (entry) => {
        if (entry.generation !== segment.generation) return true
        if (entry.position > targetPosition) return false
        best = entry
        return true
      })
    }
    return best !== undefined && best.position > from.position ? best : undefined
  }

  /** The oldest entries to write, of what lies below the durable offset, and the one behind them when `most` left it out;
   * `written` takes the entries back out. */
  takeDurable(
    durableOffset: number,
    most: number,
  ): { entries: OffsetEntry[]; next: OffsetEntry | undefined } {
    const count = lastWhere(this.#recent, (entry) => entry.offset < durableOffset) + 1
    return {
      entries: this.#recent.slice(0, Math.min(count, most)),
      next: count > most ? this.#recent[most] : undefined,
    }
  }

  written(count: number, coverOffset: number, endOffset: number): void {
    this.#recent.splice(0, count)
    this.coverOffset = coverOffset
    this.dirty = this.#recent.length > 0 || coverOffset < endOffset
  }

  /** A compacted file takes the place of all that lies in its range. Its entries count at once; `settle` writes them. */
  replace(segment: LogSegment, entries: OffsetEntry[]): void {
    this.#replaced.set(segment, entries)
    this.revision++
  }

  /** The replaced entries into the index, a slice a transaction. False: it takes none now, and they stay in memory. */
  async settle(): Promise<boolean> {
    for (const [segment, entries] of this.#replaced) {
      if (!(await this.#index.replace(this.key, segment.baseOffset, segment.endOffset, entries))) return false
      this.#replaced.delete(segment)
    }
    return true
  }

  /** Are the entries of this compacted file in the index? */
  holds(segment: LogSegment): boolean {
    let holds = false
    this.#index.forward(this.key, segment.baseOffset, segment.endOffset, 1, (entry) => {
      holds = entry.position === 0 && entry.generation === segment.generation
      return false
    })
    return holds
  }

  forget(): void {
    this.#replaced.clear()
    this.#recent = []
    this.#lastReplayed = undefined
    this.#lastBase = -1
    this.coverOffset = 0
    this.dirty = true
    this.revision++
  }
}

/** Stands in where nothing is known: not even a segment's first batch, which always got an entry. */
function beginOf({ baseOffset, firstAppendMs, generation }: LogSegment): OffsetEntry {
  return {
    offset: baseOffset,
    position: 0,
    appendMs: firstAppendMs,
    maxTimestampMs: 0,
    generation,
    estimated: true,
  }
}

/** Place of the last entry for which `holds`, where it holds for a prefix; -1 when for none. */
function lastWhere(entries: readonly OffsetEntry[], holds: (entry: OffsetEntry) => boolean): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(entries[middle] as OffsetEntry)) low = middle + 1
    else high = middle
  }
  return low - 1
}

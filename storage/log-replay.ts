// Rebuilds what is derived from a log (index entries, producer table, running maximum timestamp) from its batch headers:
// at start for the part that the storage index does not cover, as a whole after the index was lost. Used by recovery.ts
// and store.ts. Append times are not in the headers: they are interpolated between those that are known, and marked as estimated.
import { Verdict, WalkFact } from '../native/index.ts'
import type { Log } from './log.ts'
import type { OffsetEntry } from './offset-index.ts'
import type { LogSegment } from './segment.ts'

const ENTRY_BYTES = 64 * 1024

export class LogReplay {
  readonly #log: Log
  indexFrom: number // entries exist below it
  producersFrom: number // the producer table knows every batch below it

  /** Loads what the index has. */
  constructor(log: Log) {
    this.#log = log
    const { index } = log.context
    const cover = index.cover(log.index.key)
    const snapshot = cover === undefined ? undefined : index.producers(log.index.key)
    this.indexFrom = cover?.offset ?? 0
    this.producersFrom = snapshot?.coversOffset ?? 0
    log.index.coverOffset = this.indexFrom
    log.producersCover = this.producersFrom
    log.maxTimestampMs = cover?.maxTimestampMs ?? 0
    if (snapshot !== undefined) log.producers.load(snapshot.producers)
  }

  /** Batches below it are known. */
  get from(): number {
    return Math.min(this.indexFrom, this.producersFrom)
  }

  /** Headers of a run of batches, from Engine.scan. */
  feed(segment: LogSegment, facts: Float64Array, count: number): void {
    const log = this.#log
    for (let at = 0; at < count * WalkFact.width; at += WalkFact.width) {
      const baseOffset = facts[at + WalkFact.baseOffset] as number
      const maxTimestamp = facts[at + WalkFact.maxTimestamp] as number
      if (maxTimestamp > log.maxTimestampMs) log.maxTimestampMs = maxTimestamp
      if (maxTimestamp > segment.maxTimestampMs) segment.maxTimestampMs = maxTimestamp
      if (baseOffset >= this.indexFrom) {
        const position = facts[at + WalkFact.position] as number
        log.index.note(segment, baseOffset, position, segment.lastAppendMs, log.maxTimestampMs, true)
      }
      const producerId = facts[at + WalkFact.producerId] as number
      if (producerId < 0 || baseOffset < this.producersFrom) continue
      const batch = {
        producerId,
        producerEpoch: facts[at + WalkFact.producerEpoch] as number,
        baseSequence: facts[at + WalkFact.baseSequence] as number,
        // Sequences go by offsets: compaction takes records out and leaves both.
        recordsCount: (facts[at + WalkFact.lastOffset] as number) - baseOffset + 1,
      }
      log.producers.update(batch, baseOffset, segment.lastAppendMs)
    }
  }

  /**
   * Read the headers of [from, toPosition) of a segment. Answers the position of the first bad batch, -1 when all are good.
   * Begins at the entry in front of `fromOffset`.
   */
  async headers(segment: LogSegment, fromOffset: number, toPosition: number): Promise<number> {
    const { engine } = this.#log.context
    let entry = this.#log.index.floor(segment, fromOffset)
    if (entry.position >= toPosition) entry = { ...entry, offset: segment.baseOffset, position: 0 }
    const scan = await engine.scan(
      segment.path,
      entry.position,
      toPosition,
      entry.offset,
      false,
      segment.generation > 0,
      (facts, count) => this.feed(segment, facts, count),
    )
    return scan.verdict === Verdict.ok && scan.position === toPosition ? -1 : scan.position
  }

  /** Headers of everything that is not covered. Answers the damaged place, if there is one. */
  async catchUp(): Promise<{ segment: LogSegment; position: number } | undefined> {
    for (const segment of this.#log.segments) {
      if (segment.endOffset <= this.from || segment.position === 0) continue
      const position = await this.headers(segment, this.from, segment.position)
      if (position >= 0) return { segment, position }
    }
    return undefined
  }

  /** Entries for one ended segment, one per ENTRY_BYTES. */
  static async entriesOf(log: Log, segment: LogSegment): Promise<OffsetEntry[]> {
    const entries: OffsetEntry[] = []
    let last = -ENTRY_BYTES
    let maxTimestampMs = 0
    const collect = (facts: Float64Array, count: number) => {
      for (let at = 0; at < count * WalkFact.width; at += WalkFact.width) {
        const position = facts[at + WalkFact.position] as number
        maxTimestampMs = Math.max(maxTimestampMs, facts[at + WalkFact.maxTimestamp] as number)
        if (position - last < ENTRY_BYTES) continue
        last = position
        const offset = facts[at + WalkFact.baseOffset] as number
        const { firstAppendMs, lastAppendMs, generation } = segment
        const part = position / segment.position
        const appendMs = Math.round(firstAppendMs + part * (lastAppendMs - firstAppendMs))
        entries.push({ offset, position, appendMs, maxTimestampMs, generation, estimated: true })
      }
    }
    const { engine } = log.context
    await engine.scan(segment.path, 0, segment.position, segment.baseOffset, false, true, collect)
    return entries
  }

  /** The log ends below what the index covers: nothing of it is believed. `catchUp` has to follow. */
  async restart(): Promise<void> {
    const log = this.#log
    while (await log.context.index.remove(log.index.key, 0, Number.MAX_SAFE_INTEGER, 1_000)) continue
    // At once: the log may have grown over what the old snapshot covers when it is read the next time.
    await log.context.index.removeHead(log.index.key)
    log.producers.clear()
    log.producersCover = -1
    log.index.forget()
    log.maxTimestampMs = 0
    this.indexFrom = 0
    this.producersFrom = 0
  }
}

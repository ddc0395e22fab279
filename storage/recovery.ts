// How a log comes back. With a valid clean marker: sizes of files are compared, nothing is read. Otherwise, with nothing
// mapped, from the log's checkpointed durable position on: fdatasync, drop the range from the page cache, then scan; only
// what is read after that counts. Called by store.ts for each log, after the new boot epoch is durable.
// A1…, I1…: docs/ARCHITECTURE.md.
//   - the sync comes first because what an earlier, failed one left in the cache need not be on the disk (A4)
//   - the first bad batch at or behind the durable position is a torn tail, whatever stands behind it (A1): cut, told,
//     the cut bytes kept aside
//   - a bad batch below it is corruption (A2, A3): the log is read-only, the range is told, nothing is thrown away (I15)
//   - a file that does not continue its log is quarantined (renamed), never deleted; but what a compaction did not finish, or
//     replaced, goes as long as every segment that the metadata log knows is there
import { statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Verdict, WalkFact } from '../native/index.ts'
import type { LogEnd, LogPosition } from '../protocol/messages.ts'
import { listLogFiles, type SegmentName } from './directory.ts'
import type { Log } from './log.ts'
import { LogReplay } from './log-replay.ts'
import type { LogFacts } from './metadata-state.ts'
import type { RecoveryReport } from './recovery-report.ts'
import { knowHeadersCrc, LogSegment } from './segment.ts'
import { sortSegmentFiles } from './segment-files.ts'

export interface KnownEnd {
  clean: LogEnd | undefined // from a valid clean marker
  durable: LogPosition | undefined // from the checkpoint
}

export async function recoverLog(log: Log, known: KnownEnd, report: RecoveryReport): Promise<void> {
  const { metadata, engine, directory } = log.context
  const facts = metadata.state.log(log.topic.id, log.partition)
  log.startOffset = facts.startOffset
  log.epochs = facts.epochs.map((start) => ({ ...start }))
  const place = { idHex: log.topic.idHex, partition: log.partition }
  if (facts.dropped.size > 0) {
    const paths = [...facts.dropped].map(([baseOffset, generation]) =>
      directory.segment(place.idHex, place.partition, { baseOffset, generation }),
    )
    await engine.unlinkAll(paths)
    facts.dropped.clear()
  }
  const names = await segmentNames(log, facts)
  if (known.clean !== undefined && beginClean(log, facts, names, known.clean)) {
    report.cleanLogs++
    await finishClean(log, report)
  } else {
    log.segments.length = 0
    await new Scan(log, facts, known.durable, report).run(names)
  }
  log.index.spreadTimes(log.segments)
  await completeEntries(log)
}

/** The files that are segments of the log. What a compaction left behind is removed. */
async function segmentNames(log: Log, facts: LogFacts): Promise<SegmentName[]> {
  const { directory, engine } = log.context
  const path = directory.log(log.topic.idHex, log.partition)
  const files = listLogFiles(path)
  const { segments, left, whole } = sortSegmentFiles(files.segments, facts)
  const gone = files.unfinished.map((name) => `${path}/${name}`)
  if (whole) gone.push(...left.map((name) => pathOf(log, name)))
  if (gone.length > 0) await engine.unlinkAll(gone)
  return segments
}

/** A crash between the swap of a compacted file and its entries: they are made from its headers. */
async function completeEntries(log: Log): Promise<void> {
  if (log.state !== 'open') return
  for (const segment of log.segments) {
    // What begins behind the cover was read anew as a whole.
    if (segment.generation === 0 || segment.baseOffset >= log.index.coverOffset || log.index.holds(segment))
      continue
    log.index.replace(segment, await LogReplay.entriesOf(log, segment))
    await log.index.settle()
  }
}

/** True: every file is as the marker and the sealed facts say. Nothing is opened. */
function beginClean(log: Log, facts: LogFacts, names: SegmentName[], marker: LogEnd): boolean {
  const end = marker.end
  if (end === null) return false
  let next = -1
  for (const name of names) {
    const path = pathOf(log, name)
    const sealed = facts.sealed.get(name.baseOffset)
    let segment: LogSegment
    if (sealed !== undefined) {
      segment = LogSegment.ofFacts(sealed, path)
    } else {
      if (name.baseOffset !== end.segmentBaseOffset || name !== names[names.length - 1]) return false
      segment = new LogSegment(name.baseOffset, 0, path)
      segment.endOffset = end.offset
      segment.position = end.position
      segment.firstAppendMs = marker.firstAppendMs
      segment.lastAppendMs = marker.lastAppendMs
      segment.maxTimestampMs = marker.maxTimestampMs
      segment.headersCrc = marker.headersCrc
    }
    if (statSync(path).size !== segment.position) return false
    if (next >= 0 ? segment.baseOffset !== next : segment.baseOffset > log.startOffset) return false
    next = segment.endOffset
    log.segments.push(segment)
  }
  if (next < 0 ? log.startOffset !== end.offset : next !== end.offset) return false
  log.maxTimestampMs = marker.maxTimestampMs
  log.begin(end.offset)
  return true
}

/** The index was written to the end as well; otherwise read the headers it lacks. */
async function finishClean(log: Log, report: RecoveryReport): Promise<void> {
  if (log.segments.length === 0) return
  const replay = new LogReplay(log)
  if (replay.indexFrom > log.endOffset || replay.producersFrom > log.endOffset) await replay.restart()
  if (replay.from >= log.endOffset) return
  report.headersReadLogs++
  const bad = await replay.catchUp()
  if (bad !== undefined) damage(log, bad.segment, bad.position, report, 'a batch header is damaged')
}

class Scan {
  readonly #log: Log
  readonly #facts: LogFacts
  readonly #durable: LogPosition | undefined
  readonly #report: RecoveryReport
  readonly #replay: LogReplay
  #reason: string | undefined // why the log is read-only

  constructor(log: Log, facts: LogFacts, durable: LogPosition | undefined, report: RecoveryReport) {
    this.#log = log
    this.#facts = facts
    this.#durable = durable
    this.#report = report
    this.#replay = new LogReplay(log)
  }

  async run(names: SegmentName[]): Promise<void> {
    const log = this.#log
    this.#report.scannedLogs++
    for (let place = 0; place < names.length; place++) {
      const name = names[place] as SegmentName
      const last = log.segments[log.segments.length - 1]
      if (last !== undefined && last.endOffset !== name.baseOffset) {
        await this.#quarantine(names.slice(place), last.endOffset)
        break
      }
      if (last === undefined && name.baseOffset > log.startOffset) {
        this.#lost(name.baseOffset, `records [${log.startOffset}, ${name.baseOffset}) are missing`)
      }
      await this.#segment(name)
      if (this.#reason !== undefined) break
    }
    await this.#end()
  }

  async #segment(name: SegmentName): Promise<void> {
    const log = this.#log
    const path = pathOf(log, name)
    const file = statSync(path)
    const sealed = this.#facts.sealed.get(name.baseOffset)
    if (sealed !== undefined) {
      const segment = LogSegment.ofFacts(sealed, path)
      log.segments.push(segment)
      if (file.size < segment.position)
        return damage(log, segment, file.size, this.#report, 'a sealed file is shorter than recorded')
      if (segment.endOffset <= this.#replay.from) return
      const bad = await this.#replay.headers(segment, this.#replay.from, segment.position)
      if (bad >= 0) damage(log, segment, bad, this.#report, 'a batch header of a sealed segment is damaged')
      return
    }
    const segment = new LogSegment(name.baseOffset, 0, path)
    // The index knows it exactly, as far as it was written; a restored file can be younger than its bytes.
    const first = log.context.index.floor(log.index.key, name.baseOffset)
    const isKnown = first !== undefined && (!first.estimated || first.older === true)
    const known = isKnown && first.offset === name.baseOffset && first.generation === 0
    const beganMs = Math.floor(Math.min(file.birthtimeMs || file.mtimeMs, file.mtimeMs))
    segment.firstAppendMs = known ? first.appendMs : beganMs
    segment.lastAppendMs = Math.max(Math.floor(file.mtimeMs), segment.firstAppendMs)
    // Headers that the index covers are not read again: the log's maximum stands in for those of this segment.
    if (segment.baseOffset < this.#replay.from) segment.maxTimestampMs = log.maxTimestampMs
    log.segments.push(segment)
    if (await this.#belowDurable(segment, file.size)) await this.#behindDurable(segment, file.size)
  }

  /** Headers below the durable position, as far as index and producers lack them. False: damaged. */
  async #belowDurable(segment: LogSegment, fileBytes: number): Promise<boolean> {
    const durable = this.#durable
    if (durable?.segmentBaseOffset !== segment.baseOffset || durable.position === 0) return true
    segment.position = durable.position
    segment.endOffset = durable.offset
    segment.headersCrcKnown = false
    if (fileBytes < durable.position) {
      this.#damage(segment, fileBytes, 'the file is shorter than what was durable')
      return false
    }
    if (this.#replay.from >= durable.offset) return true
    const bad = await this.#replay.headers(segment, this.#replay.from, durable.position)
    if (bad < 0) return true
    this.#damage(segment, bad, 'a batch below the durable position is damaged')
    return false
  }

  /** What lies behind the durable position: only what the disk has counts, a torn tail is cut. */
  async #behindDurable(segment: LogSegment, fileBytes: number): Promise<void> {
    const log = this.#log
    const { engine } = log.context
    const from = segment.position
    await engine.syncAndDrop(segment.path, from)
    const feed = (facts: Float64Array, count: number) => {
      this.#replay.feed(segment, facts, count)
      this.#noteEpochs(facts, count)
    }
    // Only compaction leaves gaps, and only in new files: behind a gap here lies what an older append left.
    const gaps = segment.generation > 0
    const scan = await engine.scan(segment.path, from, fileBytes, segment.endOffset, true, gaps, feed)
    this.#report.scannedBytes += scan.position - from
    const torn = scan.verdict !== Verdict.ok || (scan.position < fileBytes && !scan.endsInZeros)
    segment.position = scan.position
    segment.endOffset = scan.endOffset
    segment.headersCrc = scan.headersCrc
    if (!torn) return
    if (this.#durable !== undefined && this.#durable.segmentBaseOffset > segment.baseOffset) {
      this.#damage(segment, scan.position, 'a batch of a segment that was durable is damaged')
      return
    }
    const aside = `${segment.path}.torn-${log.context.bootEpoch}`
    await engine.cutAside(segment.path, scan.position, aside)
    const bytes = fileBytes - scan.position
    this.#report.tornTails.push({ log: log.name, path: segment.path, position: scan.position, bytes, aside })
    log.context.notice('warn', 'a torn tail was cut; its bytes are kept aside', {
      log: log.name,
      position: scan.position,
      bytes,
      aside,
    })
  }

  #noteEpochs(facts: Float64Array, count: number): void {
    const { epochs } = this.#log
    for (let at = 0; at < count * WalkFact.width; at += WalkFact.width) {
      const epoch = facts[at + WalkFact.leaderEpoch] as number
      const newest = epochs[epochs.length - 1]
      if (newest !== undefined && newest.epoch >= epoch) continue
      epochs.push({ epoch, offset: facts[at + WalkFact.baseOffset] as number })
    }
  }

  async #quarantine(names: SegmentName[], expected: number): Promise<void> {
    const log = this.#log
    for (const name of names) {
      const path = pathOf(log, name)
      const aside = `${path}.quarantined-${log.context.bootEpoch}`
      await rename(path, aside)
      this.#report.quarantined.push({ log: log.name, path, aside, expectedOffset: expected })
      log.context.notice('warn', 'a segment that does not continue its log was set aside', {
        log: log.name,
        path: aside,
        expected,
      })
    }
    await log.context.engine.syncDirectory(log.context.directory.log(log.topic.idHex, log.partition))
  }

  #damage(segment: LogSegment, position: number, what: string): void {
    damage(this.#log, segment, position, this.#report, what)
    this.#reason ??= what
  }

  #lost(offset: number, what: string): void {
    const log = this.#log
    this.#report.damaged.push({ log: log.name, path: '', position: 0, offset, what })
    log.context.notice('error', 'a log is damaged and read-only', { log: log.name, what })
    log.state = 'read-only'
    log.stateReason = what
  }

  async #end(): Promise<void> {
    const log = this.#log
    const durableEnd = this.#durable?.offset ?? 0
    let end = log.segments[log.segments.length - 1]?.endOffset ?? log.startOffset
    if (log.state === 'open' && end < durableEnd && log.startOffset < durableEnd) {
      this.#lost(end, `records [${end}, ${durableEnd}) were durable and are missing`)
    }
    if (log.state === 'open' && end < log.startOffset) {
      // Everything left is below the log's start: a file that begins there could not continue these.
      await log.context.engine.unlinkAll(log.segments.map((segment) => segment.path))
      log.segments.length = 0
      end = log.startOffset
    }
    if (log.state === 'open') {
      if (this.#replay.indexFrom > end || this.#replay.producersFrom > end) {
        await this.#replay.restart()
        await this.#replay.catchUp()
      }
      await this.#record(end)
    }
    log.startOffset = Math.min(log.startOffset, end)
    log.begin(end)
  }

  /** What a crash kept from being recorded: epochs, and facts of segments that were ended. */
  async #record(end: number): Promise<void> {
    const log = this.#log
    const { engine, metadata } = log.context
    const place = { topicId: log.topic.id, partition: log.partition }
    log.epochs = log.epochs.filter((start) => start.offset <= end)
    for (const start of log.epochs) {
      if (!this.#facts.epochs.some((known) => known.epoch === start.epoch))
        await metadata.append({ epochStart: { ...place, ...start } })
    }
    for (const segment of log.segments.slice(0, -1)) {
      if (segment.sealed) continue
      segment.ended = true
      await knowHeadersCrc(segment, engine)
      await metadata.append({ segmentSealed: { ...place, ...segment.facts() } })
      segment.sealed = true
    }
  }
}

function damage(log: Log, segment: LogSegment, position: number, report: RecoveryReport, what: string): void {
  report.damaged.push({ log: log.name, path: segment.path, position, offset: segment.baseOffset, what })
  log.context.notice('error', 'a log is damaged and read-only', {
    log: log.name,
    path: segment.path,
    position,
    what,
  })
  log.state = 'read-only'
  log.stateReason = `${what} (byte ${position} of ${segment.path})`
}

function pathOf(log: Log, name: SegmentName): string {
  return log.context.directory.segment(log.topic.idHex, log.partition, name)
}

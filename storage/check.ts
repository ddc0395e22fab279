// The deep check of a stopped directory: every segment with its CRCs, the sealed segments' facts, the order of offsets,
// the index entries. Called by `sluice check`; changes nothing.
// A finding is damage. A note is what a crash leaves behind and the next start repairs by itself (a torn tail, a file set
// aside, an index that is missing, a file that compaction did not finish or did not get to remove).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createEngine, type Engine, Verdict, WalkFact } from '../native/index.ts'
import type { LogPosition } from '../protocol/messages.ts'
import { readCheckpoint } from './checkpoint.ts'
import { DataDirectory, isTopicDirectoryName, listLogFiles, listSegments } from './directory.ts'
import { segmentFileName, type SegmentName } from './directory.ts'
import { foldSegment } from './metadata-read.ts'
import { hexOf, type LogFacts, MetadataState } from './metadata-state.ts'
import { logIndexKey, OffsetIndex } from './offset-index.ts'
import { sortSegmentFiles } from './segment-files.ts'

export interface Finding {
  log: string
  path: string
  position: number
  offset: number
  what: string
}

export interface CheckReport {
  directory: string
  topics: number
  logs: number
  segments: number
  batches: number
  bytes: number
  indexEntries: number
  findings: Finding[]
  notes: Finding[]
}

const NO_OFFSET = -1

export async function checkDirectory(path: string): Promise<CheckReport> {
  const directory = DataDirectory.openExisting(path)
  const engine = createEngine({ flushThreads: 1, coldThreads: 2, onSegmentEvent: () => {} })
  let index: OffsetIndex | undefined
  try {
    const check = new Check(directory, engine)
    index = check.openIndex()
    return await check.run(index)
  } finally {
    await index?.close()
    await engine.close()
    directory.unlock()
  }
}

class Check {
  readonly #directory: DataDirectory
  readonly #engine: Engine
  readonly #state = new MetadataState()
  readonly #durable = new Map<string, LogPosition>()
  readonly #report: CheckReport

  constructor(directory: DataDirectory, engine: Engine) {
    this.#directory = directory
    this.#engine = engine
    const counts = { topics: 0, logs: 0, segments: 0, batches: 0, bytes: 0, indexEntries: 0 }
    this.#report = { directory: directory.path, ...counts, findings: [], notes: [] }
  }

  openIndex(): OffsetIndex | undefined {
    const { index, indexOpening } = this.#directory
    if (!existsSync(index) || existsSync(indexOpening)) {
      this.#note('', index, 0, NO_OFFSET, 'there is no whole index: the next start builds it from the logs')
      return undefined
    }
    return OffsetIndex.openReadOnly(this.#directory, (error) =>
      this.#finding(
        '',
        index,
        0,
        NO_OFFSET,
        `the index is damaged (${String(error)}): remove the directory, it is rebuilt`,
      ),
    )
  }

  async run(index: OffsetIndex | undefined): Promise<CheckReport> {
    const checkpoint = await readCheckpoint(this.#directory.checkpoint)
    for (const position of checkpoint?.logs ?? []) {
      this.#durable.set(`${hexOf(position.topicId)}/${position.partition}`, position)
    }
    this.#metadata()
    for (const topic of this.#state.topics.values()) {
      this.#report.topics++
      for (let partition = 0; partition < topic.partitions; partition++) {
        await this.#log(topic.name, this.#state.log(topic.id, partition), index)
      }
    }
    for (const name of readdirSync(this.#directory.logs)) {
      if (isTopicDirectoryName(name) && !this.#state.topics.has(name) && !this.#state.dead.has(name)) {
        this.#note(
          '',
          this.#directory.topic(name),
          0,
          NO_OFFSET,
          'files of a topic that the metadata log does not know',
        )
      }
    }
    return this.#report
  }

  #metadata(): void {
    const names = listSegments(this.#directory.meta).reverse()
    for (const { baseOffset } of names) {
      const path = this.#directory.metaSegment(baseOffset)
      const bytes = readFileSync(path)
      const fold = foldSegment(bytes, this.#state)
      const durable = this.#durable.get(`${'0'.repeat(32)}/0`)
      if (durable?.segmentBaseOffset === baseOffset && fold.position < durable.position) {
        const what = 'the metadata log is damaged below its durable position: restore it from a backup'
        this.#finding('metadata', path, fold.position, NO_OFFSET, what)
      }
      if (fold.complete) return
    }
    this.#finding(
      'metadata',
      this.#directory.meta,
      0,
      NO_OFFSET,
      'no segment of the metadata log holds a whole snapshot',
    )
  }

  async #log(topic: string, facts: LogFacts, index: OffsetIndex | undefined): Promise<void> {
    this.#report.logs++
    const idHex = hexOf(facts.topicId)
    const log = `${topic}/${facts.partition}`
    const path = this.#directory.log(idHex, facts.partition)
    this.#setAside(log, path)
    const files = listLogFiles(path)
    const { segments: names, left } = sortSegmentFiles(files.segments, facts)
    const leftOver = left.map((name) => segmentFileName(name.baseOffset, name.generation))
    for (const name of [...files.unfinished, ...leftOver])
      this.#note(log, `${path}/${name}`, 0, NO_OFFSET, 'left over from a compaction or deletion')
    let next = NO_OFFSET
    for (const [place, name] of names.entries()) {
      const file = this.#directory.segment(idHex, facts.partition, name)
      if (next !== NO_OFFSET && name.baseOffset !== next) {
        this.#finding(
          log,
          file,
          0,
          name.baseOffset,
          `the segment begins at offset ${name.baseOffset}, the one before ends at ${next}`,
        )
      }
      if (next === NO_OFFSET && name.baseOffset > facts.startOffset) {
        this.#finding(
          log,
          file,
          0,
          facts.startOffset,
          `records [${facts.startOffset}, ${name.baseOffset}) are missing`,
        )
      }
      next = await this.#segment(log, file, name, facts, index, place === names.length - 1)
    }
    for (const base of facts.sealed.keys()) {
      if (!names.some((name) => name.baseOffset === base))
        this.#finding(log, path, 0, base, `the segment of offset ${base} is missing`)
    }
  }

  #setAside(log: string, path: string): void {
    if (!existsSync(path)) return
    for (const name of readdirSync(path)) {
      if (/\.(torn|quarantined)-\d+$/.test(name))
        this.#note(log, `${path}/${name}`, 0, NO_OFFSET, 'bytes that a start set aside')
    }
  }

  /** Answers the offset at which the next segment has to begin. */
  async #segment(
    log: string,
    path: string,
    name: SegmentName,
    facts: LogFacts,
    index: OffsetIndex | undefined,
    last: boolean,
  ): Promise<number> {
    const sealed = facts.sealed.get(name.baseOffset)
    const fileBytes = statSync(path).size
    const to = sealed === undefined ? fileBytes : Math.min(sealed.sizeBytes, fileBytes)
    const endOffset = sealed?.endOffset ?? Number.MAX_SAFE_INTEGER
    const { entries, stale } = entriesOf(index, facts, name, endOffset)
    this.#report.indexEntries += entries.size
    if (stale > 0)
      this.#note(
        log,
        path,
        0,
        NO_OFFSET,
        'index entries of a file that was compacted: they count for nothing',
      )
    const compare = (batches: Float64Array, count: number) =>
      this.#entries(log, path, entries, batches, count)
    const scan = await this.#engine.scan(path, 0, to, name.baseOffset, true, name.generation > 0, compare)
    this.#report.segments++
    this.#report.batches += scan.batches
    this.#report.bytes += scan.position
    const durable = this.#durableOf(facts, name, sealed?.sizeBytes)
    if (scan.position < durable) {
      this.#finding(
        log,
        path,
        scan.position,
        scan.endOffset,
        'a batch that was durable is damaged from here on',
      )
      return sealed?.endOffset ?? NO_OFFSET
    }
    if (scan.verdict !== Verdict.ok || (scan.position < fileBytes && !scan.endsInZeros)) {
      if (last && sealed === undefined)
        this.#note(log, path, scan.position, scan.endOffset, 'a torn tail: the next start cuts it')
      else this.#finding(log, path, scan.position, scan.endOffset, 'bytes behind the last batch')
    }
    if (sealed !== undefined) {
      if (scan.endOffset !== sealed.endOffset)
        this.#finding(
          log,
          path,
          scan.position,
          scan.endOffset,
          `it ends at another offset than recorded (${sealed.endOffset})`,
        )
      if (scan.headersCrc !== sealed.headersCrc)
        this.#finding(log, path, 0, name.baseOffset, 'its batch headers are not those that were sealed')
    }
    const position = entries.values().next().value
    if (position !== undefined && (sealed !== undefined || position < scan.position)) {
      this.#finding(
        log,
        path,
        position,
        NO_OFFSET,
        'index entries point to no batch: remove the index directory, it is rebuilt',
      )
    }
    return scan.endOffset
  }

  /** Bytes of this segment that must be there. */
  #durableOf(
    facts: LogFacts,
    { baseOffset, generation }: SegmentName,
    sealedBytes: number | undefined,
  ): number {
    // The checkpoint may be of the file before compaction, which was longer.
    if (generation > 0) return sealedBytes ?? 0
    const durable = this.#durable.get(`${hexOf(facts.topicId)}/${facts.partition}`)
    const checkpointed = durable?.segmentBaseOffset === baseOffset ? durable.position : 0
    return Math.max(sealedBytes ?? 0, checkpointed)
  }

  #entries(
    log: string,
    path: string,
    entries: Map<number, number>,
    batches: Float64Array,
    count: number,
  ): void {
    for (let at = 0; at < count * WalkFact.width && entries.size > 0; at += WalkFact.width) {
      const offset = batches[at + WalkFact.baseOffset] as number
      const position = entries.get(offset)
      if (position === undefined) continue
      entries.delete(offset)
      if (position === batches[at + WalkFact.position]) continue
      this.#finding(
        log,
        path,
        position,
        offset,
        'an index entry points to the wrong place: remove the index directory, it is rebuilt',
      )
    }
  }

  #finding(log: string, path: string, position: number, offset: number, what: string): void {
    this.#report.findings.push({ log, path, position, offset, what })
  }

  #note(log: string, path: string, position: number, offset: number, what: string): void {
    this.#report.notes.push({ log, path, position, offset, what })
  }
}

function entriesOf(
  index: OffsetIndex | undefined,
  facts: LogFacts,
  { baseOffset, generation }: SegmentName,
  to: number,
): { entries: Map<number, number>; stale: number } {
  const entries = new Map<number, number>()
  let stale = 0
  const key = logIndexKey(facts.topicId, facts.partition)
  index?.forward(key, baseOffset, to, Number.MAX_SAFE_INTEGER, (entry) => {
    if (entry.generation === generation) entries.set(entry.offset, entry.position)
    else stale++
    return true
  })
  return { entries, stale }
}

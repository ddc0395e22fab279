// Puts a compacted file in the place of the segments it was made from. Called by compaction.ts, with the log's
// `changeSegments`. In this order: the file is durable under its name (the worker) → one append to the metadata log drops the
// old ones and seals the new one → readers see it, with its entries → the old files are unlinked. So a start finds either,
// and what is not named by the metadata log is removed. Ranges of the old files that are on their way to a socket keep them open (I1).
import { isSluiceError } from '../protocol/errors.ts'
import type { Rewritten, Unchanged } from './compaction-job.ts'
import type { Log } from './log.ts'
import type { OffsetEntry } from './offset-index.ts'
import { LogSegment, recountBytes, segmentAt } from './segment.ts'
import { batchTime } from './unread.ts'

const ENTRY_WIDTH = 3
const ENTRIES_PER_SLICE = 250 // up to four look-ups in the index each: 5 ms

/** The segment that one or more neighbours become; `path` is where the worker made its file. */
export function mergedSegment(
  old: readonly LogSegment[],
  generation: number,
  path: string,
  facts: Rewritten,
  compactedTo: number,
): LogSegment {
  const first = old[0] as LogSegment
  const last = old[old.length - 1] as LogSegment
  const { sizeBytes, headersCrc, maxTimestampMs, deleteHorizonMs } = facts
  return LogSegment.ofFacts(
    {
      baseOffset: first.baseOffset,
      generation,
      endOffset: last.endOffset,
      sizeBytes,
      headersCrc,
      firstAppendMs: Math.min(...old.map((segment) => segment.firstAppendMs)),
      lastAppendMs: Math.max(...old.map((segment) => segment.lastAppendMs)),
      maxTimestampMs,
      compactedTo,
      deleteHorizonMs,
    },
    path,
  )
}

/**
 * False: the old segments went meanwhile. Throws SluiceError where the metadata log does not take it; they stay then.
 * `recordedTo`: up to where the new one counts as compacted at the next start.
 */
export async function swapSegments(
  log: Log,
  old: readonly LogSegment[],
  fresh: LogSegment,
  entries: Float64Array,
  recordedTo: number,
): Promise<boolean> {
  const { metadata, engine, cache } = log.context
  const made = await entriesOf(log, old, fresh, entries)
  if (!areThere(log, old)) {
    await engine.unlinkAll([fresh.path])
    return false
  }
  const place = { topicId: log.topic.id, partition: log.partition }
  const dropped = old.map(({ baseOffset, generation }) => ({
    segmentDropped: { ...place, baseOffset, generation },
  }))
  try {
    // Sealed last: of one base offset the newest record counts.
    await metadata.append(...dropped, {
      segmentSealed: { ...place, ...fresh.facts(), compactedTo: recordedTo },
    })
  } catch (error) {
    // Where it is sure that nothing was recorded. After a failed sync nobody knows, and both files stay for the next start.
    if (isSluiceError(error) && error.code === 'DISK_FULL')
      await engine.unlinkAll([fresh.path]).catch(() => {})
    throw error
  }
  const at = log.segments.indexOf(old[0] as LogSegment)
  if (log.state === 'deleted') return false
  const { bytesBefore, position } = old[old.length - 1] as LogSegment
  log.segments.splice(at, old.length, fresh)
  recountBytes(log.segments, at, bytesBefore + position)
  log.times.forgetBelow(fresh.endOffset)
  log.index.replace(fresh, made)
  log.hints.clear()
  log.hasGaps = true
  for (const segment of old) cache.close(segment)
  await engine.unlinkAll(old.map((segment) => segment.path))
  const facts = metadata.state.log(log.topic.id, log.partition)
  for (const segment of old) facts.dropped.delete(segment.baseOffset)
  return true
}

/** Nothing was taken out of the segment: only what compaction knows of it is recorded. */
export async function markCompacted(
  log: Log,
  segment: LogSegment,
  { deleteHorizonMs }: Unchanged,
  compactedTo: number,
  recordedTo: number,
): Promise<void> {
  if (segment.compactedTo === compactedTo && segment.deleteHorizonMs === deleteHorizonMs) return
  if (!areThere(log, [segment])) return
  const place = { topicId: log.topic.id, partition: log.partition }
  const marked = { ...segment.facts(), compactedTo: recordedTo, deleteHorizonMs }
  await log.context.metadata.append({ segmentSealed: { ...place, ...marked } })
  segment.compactedTo = compactedTo
  segment.deleteHorizonMs = deleteHorizonMs
}

/**
 * Up to where the keys of these neighbours may count as looked up at the next start: what lies behind a segment that cannot be
 * read (from `brokenFrom` on) must be dirty again then, because that one may be readable and hold older records of its keys.
 */
export function recordedTo(
  log: Log,
  old: readonly LogSegment[],
  compactedTo: number,
  brokenFrom: number,
): number {
  if ((old[old.length - 1] as LogSegment).endOffset <= brokenFrom) return compactedTo
  const { sealed } = log.context.metadata.state.log(log.topic.id, log.partition)
  for (const segment of old) {
    const known = sealed.get(segment.baseOffset)?.compactedTo ?? 0
    if (known < segment.endOffset) return known
  }
  return compactedTo
}

/** Retention may have dropped them while the worker was at it. */
function areThere(log: Log, old: readonly LogSegment[]): boolean {
  const at = log.segments.indexOf(old[0] as LogSegment)
  return log.state === 'open' && at >= 0 && old.every((segment, i) => log.segments[at + i] === segment)
}

/** The batches that the file's entries are of had their place in the old files, and their append times are known from there. */
async function entriesOf(
  log: Log,
  old: readonly LogSegment[],
  { generation }: LogSegment,
  flat: Float64Array,
): Promise<OffsetEntry[]> {
  const entries: OffsetEntry[] = []
  for (let i = 0; i < flat.length; i += ENTRY_WIDTH) {
    const [offset = 0, position = 0, maxTimestampMs = 0] = flat.subarray(i, i + ENTRY_WIDTH)
    const { appendMs, estimated } = batchTime(log, old[segmentAt(old, offset)] as LogSegment, offset)
    entries.push({ offset, position, maxTimestampMs, appendMs, generation, estimated })
    if (entries.length % ENTRIES_PER_SLICE === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return entries
}

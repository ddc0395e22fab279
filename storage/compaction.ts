// Compaction of the logs whose topics ask for it: decides what and when, lets the worker rewrite (compaction-run.ts), swaps
// the results in (compaction-swap.ts). Owned by maintenance.ts, which looks once a second. One log at a time, the dirtiest
// first; the worker is ended when nothing is left to do. No record byte is touched here.
//   - A pass: the worker maps keys to their last offset in what is dirty, in a table of fixed size. When it is full, what it
//     has is applied to everything below, and another pass goes on behind it.
//   - Then file by file, oldest first, each durable and swapped in before the next begins: so a value is gone before its
//     tombstone can go, and no more room is needed than one new segment. Without that room it waits, and says so once.
//   - What cannot be read is left as it is until the next start, with a notice. Anything else that fails is tried again
//     later; the log stays readable as it is.
import type { BeginRequest, CompactionAnswer } from './compaction-job.ts'
import { candidates, isDirty, runs, spanOfFileMs, tombstonesDue, urgency } from './compaction-plan.ts'
import { markCompacted, mergedSegment, recordedTo, swapSegments } from './compaction-swap.ts'
import { CompactionThread } from './compaction-thread.ts'
import { COMPACTING_SUFFIX } from './directory.ts'
import type { Log } from './log.ts'
import type { LogContext } from './log-context.ts'
import { limits } from '../protocol/limits.ts'
import type { LogSegment } from './segment.ts'
import { compacts } from './settings.ts'

const PAUSE_MS = 1_000 // after a pass of a log, until the next one of it
const BACKOFF_MOST_MS = 300_000
const LOGS_PER_SLICE = 100 // looked at in one turn

/** What a log offers to compaction at the moment. */
interface Plan {
  inputs: LogSegment[]
  tombstonesBelow: number
  urgency: number
}

/** Inputs [from, to) of a pass that knows the keys below `coveredTo`; tombstones from `tombstonesBelow` on are left alone. */
interface Stretch {
  from: number
  to: number
  coveredTo: number
  tombstonesBelow: number
}

/** A disk without room is no failure, but what has to be read until that shows is not read again each second. */
class NoRoom extends Error {}

/** What the file in place of one or more of these can grow to: never more than all of them are now. */
function roomForBytes(inputs: readonly LogSegment[], fileBytes: number): number {
  const first = (inputs[0] as LogSegment).sizeBytes
  const all = inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return Math.min(all, Math.max(first, fileBytes))
}

export class Compactor {
  readonly #context: LogContext
  readonly #logs: () => Iterable<Log>
  readonly #tableBytes: number
  readonly #thread = new CompactionThread()
  readonly #waits = new WeakMap<Log, { untilMs: number; failures: number }>()
  #working: Promise<void> | undefined
  #log: Log | undefined // of the pass that is under way
  #toldRoom = false
  #stopped = false

  constructor(
    context: LogContext,
    logs: () => Iterable<Log>,
    tableBytes: number = limits.compactionTableBytes,
  ) {
    this.#context = context
    this.#logs = logs
    this.#tableBytes = tableBytes
  }

  /** Begins to work, if there is anything to do and nothing under way. Never throws, never blocks. */
  look(): void {
    if (this.#stopped || this.#working !== undefined) return
    this.#working = this.#work().finally(() => {
      this.#working = undefined
    })
  }

  async #work(): Promise<void> {
    for (let log = await this.#dirtiest(); log !== undefined; log = await this.#dirtiest())
      await this.compact(log)
    await this.#thread.end()
  }

  async #dirtiest(): Promise<Log | undefined> {
    let best: Log | undefined
    let most = -1
    let count = 0
    for (const log of [...this.#logs()]) {
      if (++count % LOGS_PER_SLICE === 0) await new Promise((resolve) => setImmediate(resolve))
      if (this.#stopped) return undefined
      if (!compacts(log.topic.settings) || log.state !== 'open' || log.compacting !== undefined) continue
      if ((this.#waits.get(log)?.untilMs ?? 0) > performance.now()) continue
      const { urgency: value } = this.#plan(log)
      if (value <= most) continue
      best = log
      most = value
    }
    return best
  }

  #plan(log: Log): Plan {
    const { settings } = log.topic
    const nowMs = this.#context.nowMs()
    const settled = Math.min(log.durableOffset, log.index.coverOffset)
    const all = candidates(log.segments, settings, settled, nowMs)
    const broken = all.find((segment) => segment.uncompactable)
    const inputs = broken === undefined ? all : all.filter((segment) => !segment.uncompactable)
    const tombstonesBelow = broken?.baseOffset ?? Number.MAX_SAFE_INTEGER
    return { inputs, tombstonesBelow, urgency: urgency(inputs, settings, tombstonesBelow, nowMs) }
  }

  /** One pass over a log, or several where the table is too small. Never rejects. */
  async compact(log: Log): Promise<void> {
    while (log.compacting !== undefined) await log.compacting
    this.#log = log
    const failures = this.#waits.get(log)?.failures ?? 0
    log.compacting = this.#passes(log)
      .then(
        () => this.#waits.set(log, { untilMs: performance.now() + PAUSE_MS, failures: 0 }),
        (error: unknown) => {
          const waitMs = Math.min(BACKOFF_MOST_MS, PAUSE_MS * 2 ** Math.min(failures + 1, 20))
          this.#waits.set(log, { untilMs: performance.now() + waitMs, failures: failures + 1 })
          if (this.#stopped || log.state === 'deleted' || error instanceof NoRoom) return
          this.#context.notice('warn', 'compaction failed, it is tried again', {
            log: log.name,
            waitMs,
            error,
          })
        },
      )
      .then(() => {
        log.compacting = undefined
        this.#log = undefined
      })
    await log.compacting
  }

  async #passes(log: Log): Promise<void> {
    const bytesBefore = log.sizeBytes
    const beganMs = performance.now()
    let keys = 0
    let passes = 0
    for (let more = true; more; passes++) {
      const pass = await this.#pass(log)
      if (pass === undefined) return
      keys += pass.keys
      more = pass.more
    }
    const { name: logName, sizeBytes: bytesAfter } = log
    const durationMs = Math.round(performance.now() - beganMs)
    const facts = { log: logName, bytesBefore, bytesAfter, keys, passes, durationMs }
    this.#context.notice('info', 'a log was compacted', facts)
  }

  /** more: the table was full, and another pass has to go on. undefined: it did not get through. */
  async #pass(log: Log): Promise<{ keys: number; more: boolean } | undefined> {
    if (!(await log.index.settle())) throw new Error('the index takes no entries')
    const { inputs, tombstonesBelow } = this.#plan(log)
    const last = inputs[inputs.length - 1]
    if (last === undefined || this.#ended(log)) return undefined
    await this.#needRoom(log, Math.min(...inputs.map(({ sizeBytes }) => sizeBytes))) // each file asks for its own
    const nowMs = this.#context.nowMs()
    const begun = await this.#thread.ask(this.#beginning(log, inputs, tombstonesBelow, nowMs))
    if (begun.kind !== 'begun') {
      this.#refused(log, inputs, begun)
      return undefined
    }
    const { settings } = log.topic
    const dirty = inputs.some(isDirty)
    const reach = { coveredTo: begun.coveredTo, tombstonesBelow }
    for (const { from, to } of runs(inputs, begun.coveredTo)) {
      for (let at = from; at < to; ) {
        // Where only tombstones are due nothing else is worth reading.
        const due = dirty || tombstonesDue(inputs[at] as LogSegment, settings, tombstonesBelow, nowMs)
        const next = due
          ? await this.#file(log, inputs, { ...reach, from: at, to: dirty ? to : at + 1 })
          : at + 1
        if (next === undefined) return undefined
        at = next
      }
    }
    return { keys: begun.keys, more: begun.coveredTo < last.endOffset }
  }

  #beginning(log: Log, inputs: LogSegment[], tombstonesBelow: number, nowMs: number): BeginRequest {
    return {
      kind: 'begin',
      inputs: inputs.map((segment) => {
        const { path, baseOffset, endOffset, sizeBytes, compactedTo, firstAppendMs, lastAppendMs } = segment
        return { path, baseOffset, endOffset, sizeBytes, compactedTo, firstAppendMs, lastAppendMs }
      }),
      tableBytes: this.#tableBytes,
      nowMs,
      deleteRetentionMs: log.topic.settings.deleteRetentionMs,
      tombstonesBelow,
      producerIds: log.producers.ids(),
    }
  }

  /** One file in place of inputs from `from` on. Answers the place behind them; undefined: the pass cannot go on. */
  async #file(
    log: Log,
    inputs: readonly LogSegment[],
    { from, to, coveredTo, tombstonesBelow }: Stretch,
  ): Promise<number | undefined> {
    const { directory, engine } = this.#context
    const { baseOffset } = inputs[from] as LogSegment
    // Above those of all that may be joined: at no offset may an index entry of an old file pass for one of the new.
    const generation = 1 + Math.max(...inputs.slice(from, to).map((segment) => segment.generation))
    const { segmentBytes: fileBytes } = log.topic.settings
    const path = directory.segment(log.topic.idHex, log.partition, { baseOffset, generation })
    if (this.#ended(log)) return undefined
    await this.#needRoom(log, roomForBytes(inputs.slice(from, to), fileBytes))
    const temporaryPath = path + COMPACTING_SUFFIX
    const places = { from, to, temporaryPath, path }
    const spanMs = spanOfFileMs(log.topic.settings)
    const answer = await this.#thread.ask({ kind: 'rewrite', ...places, fileBytes, spanMs })
    const made = answer.kind === 'rewritten' || answer.kind === 'unchanged'
    if (!made || this.#ended(log)) {
      await engine.unlinkAll([temporaryPath, path])
      if (!made) this.#refused(log, inputs, answer)
      return undefined
    }
    const old = inputs.slice(from, answer.to)
    const compactedTo = Math.min(coveredTo, (old[old.length - 1] as LogSegment).endOffset)
    const recorded = recordedTo(log, old, compactedTo, tombstonesBelow)
    if (answer.kind === 'unchanged') {
      const [segment] = old as [LogSegment]
      await log.changeSegments(() => markCompacted(log, segment, answer, compactedTo, recorded))
      return answer.to
    }
    const fresh = mergedSegment(old, generation, path, answer, compactedTo)
    return (await this.#swap(log, old, fresh, answer.entries, recorded)) ? answer.to : undefined
  }

  async #swap(
    log: Log,
    old: readonly LogSegment[],
    fresh: LogSegment,
    entries: Float64Array,
    recorded: number,
  ): Promise<boolean> {
    if (!(await log.changeSegments(() => swapSegments(log, old, fresh, entries, recorded)))) return false
    if (!(await log.index.settle())) throw new Error('the index takes no entries')
    return true
  }

  #ended(log: Log): boolean {
    // A failed metadata log may name the file of the last swap, or not: until the next start nothing of that name is touched.
    if (this.#stopped || this.#context.metadata.failed) return true
    return log.state !== 'open' || !compacts(log.topic.settings)
  }

  /** Throws NoRoom, having said so once. */
  async #needRoom(log: Log, bytes: number): Promise<void> {
    const { disk, notice } = this.#context
    await disk.check()
    const told = this.#toldRoom
    this.#toldRoom = disk.roomBytes < bytes
    if (!this.#toldRoom) return
    if (!told) {
      const facts = { log: log.name, neededBytes: bytes, freeBytes: disk.freeBytes }
      notice('warn', 'compaction waits for room for one new segment', facts)
    }
    throw new NoRoom()
  }

  /** The worker could not. What cannot be read is left alone; the rest is thrown, a disk or quota that is full after all, too. */
  #refused(log: Log, inputs: readonly LogSegment[], answer: CompactionAnswer): void {
    const { notice } = this.#context
    if (answer.kind === 'unreadable') {
      const segment = inputs[answer.input] as LogSegment
      segment.uncompactable = true
      const { position, reason } = answer
      notice('error', 'a segment cannot be compacted and is left as it is', {
        log: log.name,
        path: segment.path,
        position,
        reason,
      })
    } else if (answer.kind === 'failed') {
      // Retention was there first.
      if (answer.code === 'ENOENT' && inputs.some((segment) => !log.segments.includes(segment))) return
      throw new Error(answer.reason)
    }
  }

  /** Resolves when no file of this topic is being compacted. */
  async released(topicIdHex: string): Promise<void> {
    const log = this.#log
    if (log?.topic.idHex !== topicIdHex) return
    await this.#thread.end()
    await log.compacting
  }

  /** At once: what the worker is at is thrown away. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#thread.end()
    await this.#working
    await this.#log?.compacting
  }
}

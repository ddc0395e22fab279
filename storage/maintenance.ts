// What a store does on its own, once a second: write the index, write the checkpoint, look at the disk, retain, see what is
// to be compacted. Owned by store.ts. In slices: no turn goes over all logs at once.
// The checkpoint is also written when a log has 8 MiB on disk that it does not know of.
import type { CheckpointWriter } from './checkpoint.ts'
import { Compactor } from './compaction.ts'
import type { Log } from './log.ts'
import type { LogContext } from './log-context.ts'
import type { IndexUpdate } from './offset-index.ts'
import type { ProducerSnapshot } from '../protocol/messages.ts'
import { CLOCK_JUMP_MS, ClockGuard } from './retention.ts'

const TICK_MS = 1_000
const CHECKPOINT_EVERY_BYTES = 8 * 1024 * 1024
const LOGS_PER_SLICE = 100
const VALUES_PER_SLICE = 1_000 // index entries and producers in one transaction: a few milliseconds
// A table that is larger than this is written less often: it is encoded in one turn.
const PRODUCERS_EACH_ROUND = 500
const MANY_PRODUCERS_EVERY = 30
const META_ID = Buffer.alloc(16)

export class Maintenance {
  readonly #context: LogContext
  readonly #producerExpirationMs: number
  readonly #logs: () => Iterable<Log>
  readonly #checkpoint: CheckpointWriter
  readonly #clock: ClockGuard
  readonly #compactor: Compactor
  readonly #snapshots = new WeakMap<Log, ProducerSnapshot>() // taken, waiting for their offset to be durable
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #uncheckedBytes = 0
  #checkpointing: Promise<void> | undefined
  #positionsMoved = false
  #metaBase = -1 // of the last checkpoint
  #metaPosition = 0
  #stopped = false
  #rounds = 0

  constructor(
    context: LogContext,
    checkpoint: CheckpointWriter,
    producerExpirationMs: number,
    logs: () => Iterable<Log>,
  ) {
    this.#context = context
    this.#producerExpirationMs = producerExpirationMs
    this.#checkpoint = checkpoint
    this.#logs = logs
    this.#clock = new ClockGuard(context.nowMs(), performance.now())
    this.#compactor = new Compactor(context, logs)
    context.filesReleased = (topicIdHex) => this.#compactor.released(topicIdHex)
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), TICK_MS)
    this.#timer.unref()
  }

  /** Never two at a time. */
  tick(): Promise<void> {
    this.#running ??= this.#tick()
      .catch((error: unknown) =>
        this.#context.notice('warn', 'maintenance failed, it goes on in a second', { error }),
      )
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  /** A whole round that begins now. */
  async round(): Promise<void> {
    await this.#running
    await this.tick()
  }

  async #tick(): Promise<void> {
    this.#rounds++
    // What fails (on a full disk, the checkpoint) must not keep retention from making room.
    await this.#step('disk space', () => this.#context.disk.check())
    if (!this.#context.disk.full) await this.#step('index', () => this.flushIndex())
    await this.#step('checkpoint', () => this.writeCheckpoint())
    await this.#retain()
    if (!this.#stopped) this.#compactor.look()
  }

  async #step(what: string, work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) =>
      this.#context.notice('warn', 'maintenance failed, it goes on in a second', { what, error }),
    )
  }

  durableMoved(bytes: number): void {
    this.#positionsMoved = true
    this.#uncheckedBytes += bytes
    if (this.#uncheckedBytes < CHECKPOINT_EVERY_BYTES || this.#checkpointing !== undefined || this.#stopped)
      return
    void this.writeCheckpoint().catch((error: unknown) => {
      this.#context.notice('warn', 'the checkpoint could not be written', { error })
    })
  }

  writeCheckpoint(): Promise<void> {
    this.#checkpointing ??= this.#writeCheckpoint().finally(() => {
      this.#checkpointing = undefined
    })
    return this.#checkpointing
  }

  async #writeCheckpoint(): Promise<void> {
    const { base, position, offset } = this.#context.metadata.durable
    const metaMoved = base !== this.#metaBase || position !== this.#metaPosition
    if (!this.#positionsMoved && !metaMoved) return
    this.#positionsMoved = false
    this.#uncheckedBytes = 0
    const positions = [{ topicId: META_ID, partition: 0, segmentBaseOffset: base, position, offset }]
    for (const log of this.#logs()) {
      const at = log.position()
      if (at !== undefined) positions.push(at as (typeof positions)[number])
    }
    try {
      await this.#checkpoint.write(positions)
    } catch (error) {
      this.#positionsMoved = true
      throw error
    }
    this.#metaBase = base
    this.#metaPosition = position
  }

  /** Entries, covers and producer snapshots of what is durable, in one transaction per slice of logs. */
  async flushIndex(): Promise<void> {
    const dirty = [...this.#logs()].filter((log) => log.index.dirty)
    // The round ends where it found the logs: one that grows faster than the index is written must not hold up the others.
    const until = new Map(dirty.map((log) => [log, log.durableOffset]))
    while (dirty.length > 0) {
      const slice: { log: Log; update: IndexUpdate }[] = []
      const unfinished: Log[] = []
      for (let values = 0; dirty.length > 0 && values < VALUES_PER_SLICE; ) {
        const log = dirty.pop() as Log
        if (log.state === 'deleted') continue // since the round began: its entries are removed, none may follow
        const { update, more } = this.#updateOf(log, until.get(log) as number)
        slice.push({ log, update })
        if (more) unfinished.push(log)
        values += 10 + update.entries.length + log.producers.size
      }
      if (!(await this.#context.index.write(slice.map(({ update }) => update)))) return
      for (const { log, update } of slice) {
        if (update.producers !== undefined) {
          log.producersCover = update.producers.coversOffset
          this.#snapshots.delete(log)
        }
        const stale = log.producersCover < log.endOffset
        log.index.written(update.entries.length, update.cover.offset, log.endOffset)
        if (stale) log.index.dirty = true
      }
      dirty.unshift(...unfinished)
    }
  }

  /** more: entries are left for another transaction; the cover ends in front of them. */
  #updateOf(log: Log, durable: number): { update: IndexUpdate; more: boolean } {
    let snapshot = this.#snapshots.get(log)
    const due = log.producers.size <= PRODUCERS_EACH_ROUND || this.#rounds % MANY_PRODUCERS_EVERY === 0
    if (snapshot === undefined && log.producersCover < log.endOffset && (due || this.#stopped)) {
      snapshot = { coversOffset: log.endOffset, producers: log.producers.toEntries() }
      this.#snapshots.set(log, snapshot)
    }
    // State is never ahead of what the disk has: the snapshot waits.
    const producers = snapshot !== undefined && snapshot.coversOffset <= durable ? snapshot : undefined
    const { entries, next } = log.index.takeDurable(durable, VALUES_PER_SLICE)
    const cover =
      next === undefined
        ? { offset: durable, maxTimestampMs: log.maxTimestampMs }
        : { offset: next.offset, maxTimestampMs: next.maxTimestampMs }
    return { update: { log: log.index.key, entries, cover, producers }, more: next !== undefined }
  }

  async #retain(): Promise<void> {
    const nowMs = this.#context.nowMs()
    const jump = this.#clock.jumpedMs(nowMs, performance.now())
    const byAge = jump < CLOCK_JUMP_MS // else nothing expires: neither segments nor producers
    if (!byAge) {
      this.#context.notice('warn', 'the clock jumped ahead: nothing is deleted by age in this pass', {
        jumpMs: jump,
      })
    }
    let count = 0
    for (const log of [...this.#logs()]) {
      if (this.#stopped) return
      if (byAge) log.producers.expire(nowMs - this.#producerExpirationMs)
      await this.#step(`retention of ${log.name}`, () => log.retain(nowMs, byAge))
      if (++count % LOGS_PER_SLICE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#compactor.stop()
    await this.#running
    await this.#checkpointing?.catch(() => {})
  }
}

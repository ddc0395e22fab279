// What a store does on its own, once a second: write the index, write the checkpoint, look at the disk, retain. Owned by
// store.ts. In slices: no turn goes over all logs at once.
// The checkpoint is also written when a log has 8 MiB on disk that it does not know of.
import type { CheckpointWriter } from './checkpoint.ts'
import type { Log } from './log.ts'
import type { LogContext } from './log-context.ts'
import type { IndexUpdate } from './offset-index.ts'
import type { ProducerSnapshot } from '../protocol/messages.ts'
import { CLOCK_JUMP_MS, ClockGuard } from './retention.ts'

const TICK_MS = 1_000
const CHECKPOINT_EVERY_BYTES = 8 * 1024 * 1024
const LOGS_PER_SLICE = 100
const PRODUCER_EXPIRY_MS = 24 * 3_600_000
// A table that is larger than this is written less often: it is encoded in one turn.
const PRODUCERS_EACH_ROUND = 500
const MANY_PRODUCERS_EVERY = 30
const META_ID = Buffer.alloc(16)

export class Maintenance {
  readonly #context: LogContext
  readonly #logs: () => Iterable<Log>
  readonly #checkpoint: CheckpointWriter
  readonly #clock: ClockGuard
  readonly #snapshots = new WeakMap<Log, ProducerSnapshot>() // taken, waiting for their offset to be durable
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #uncheckedBytes = 0
  #checkpointing: Promise<void> | undefined
  #positionsMoved = false
  #stopped = false
  #rounds = 0

  constructor(context: LogContext, checkpoint: CheckpointWriter, logs: () => Iterable<Log>) {
    this.#context = context
    this.#checkpoint = checkpoint
    this.#logs = logs
    this.#clock = new ClockGuard(context.nowMs(), performance.now())
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
    await this.#context.disk.check()
    if (!this.#context.disk.full) await this.flushIndex()
    await this.writeCheckpoint()
    await this.#retain()
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
    if (!this.#positionsMoved) return
    this.#positionsMoved = false
    this.#uncheckedBytes = 0
    const { base, position, offset } = this.#context.metadata.durable
    const positions = [{ topicId: META_ID, partition: 0, segmentBaseOffset: base, position, offset }]
    for (const log of this.#logs()) {
      const at = log.position()
      if (at !== undefined) positions.push(at as (typeof positions)[number])
    }
    await this.#checkpoint.write(positions)
  }

  /** Entries, covers and producer snapshots of what is durable, in one transaction per slice of logs. */
  async flushIndex(): Promise<void> {
    const dirty = [...this.#logs()].filter((log) => log.index.dirty && log.state !== 'deleted')
    for (let from = 0; from < dirty.length; from += LOGS_PER_SLICE) {
      const slice = dirty
        .slice(from, from + LOGS_PER_SLICE)
        .map((log) => ({ log, update: this.#updateOf(log) }))
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
    }
  }

  #updateOf(log: Log): IndexUpdate {
    const durable = log.durableOffset
    let snapshot = this.#snapshots.get(log)
    const due = log.producers.size <= PRODUCERS_EACH_ROUND || this.#rounds % MANY_PRODUCERS_EVERY === 0
    if (snapshot === undefined && log.producersCover < log.endOffset && (due || this.#stopped)) {
      log.producers.expire(this.#context.nowMs() - PRODUCER_EXPIRY_MS)
      snapshot = { coversOffset: log.endOffset, producers: log.producers.toEntries() }
      this.#snapshots.set(log, snapshot)
    }
    // State is never ahead of what the disk has: the snapshot waits.
    const producers = snapshot !== undefined && snapshot.coversOffset <= durable ? snapshot : undefined
    const cover = { offset: durable, maxTimestampMs: log.maxTimestampMs }
    return { log: log.index.key, entries: log.index.takeDurable(durable), cover, producers }
  }

  async #retain(): Promise<void> {
    const nowMs = this.#context.nowMs()
    const jump = this.#clock.jumpedMs(nowMs, performance.now())
    const byAge = jump < CLOCK_JUMP_MS
    if (!byAge) {
      this.#context.notice('warn', 'the clock jumped ahead: nothing is deleted by age in this pass', {
        jumpMs: jump,
      })
    }
    let count = 0
    for (const log of [...this.#logs()]) {
      if (this.#stopped) return
      await log.retain(nowMs, byAge)
      if (++count % LOGS_PER_SLICE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#running
    await this.#checkpointing?.catch(() => {})
  }
}

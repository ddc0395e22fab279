// The metadata log: everything that must survive besides record batches, as records in batches of our own segments under
// meta/. One per store; `append` resolves when the record is on disk (group commit). The state holds durable facts only.
// Each segment begins with the whole state between two snapshot marks; older segments go once that is durable, so a start
// folds one segment. A start always begins a new segment: none is ever resumed, and its snapshot makes the next boot
// epoch durable before anything else is written.
// A failed sync is final: every later append is refused. A full disk is not: what waits is refused, the next append asks again.
import { readdir, readFile, rm } from 'node:fs/promises'
import {
  type Engine,
  SegmentEvent,
  type Segment as NativeSegment,
  Verdict,
  AppendFact,
} from '../native/index.ts'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { encodeMetadataRecord, type MetadataRecordInit } from '../protocol/messages.ts'
import { type DataDirectory, isTopicDirectoryName, listSegments } from './directory.ts'
import { foldSegment } from './metadata-read.ts'
import {
  BATCH_BYTES,
  metadataBatch,
  RECORDS_PER_BATCH,
  snapshotBatches,
  writeHead,
} from './metadata-snapshot.ts'
import { MetadataState } from './metadata-state.ts'
import type { Notice } from './notice.ts'
import type { SegmentEvents } from './segment-events.ts'

const SEGMENT_BYTES = 16 * 1024 * 1024
const STEP_BYTES = 64 * 1024
const STEP_BYTES_MOST = 1024 * 1024

export interface MetadataLogOptions {
  directory: DataDirectory
  engine: Engine
  events: SegmentEvents
  nowMs: () => number
  notice: Notice
}

interface Pending {
  records: MetadataRecordInit[]
  values: Buffer[] // the records encoded: what is appended is what the caller had when it called
  bytes: number
  resolve: () => void
  reject: (error: SluiceError) => void
  endPosition: number // of its batch; set when appended
}

export class MetadataLog {
  readonly state: MetadataState
  readonly #options: MetadataLogOptions
  #offset: number
  #base = 0
  #native: NativeSegment | undefined
  #waiting: Pending[] = [] // not appended yet
  #unsynced: Pending[] = [] // appended
  #durablePosition = 0
  #scheduled = false
  #started = false
  #rolling: Promise<void> | undefined
  #endRoll: { sealed: () => void; failed: (error: SluiceError) => void } | undefined
  #failure: SluiceError | undefined
  #closed = false
  appends = 0

  private constructor(options: MetadataLogOptions, state: MetadataState, offset: number) {
    this.#options = options
    this.state = state
    this.#offset = offset
  }

  /** Folds what is there. `start` has to follow before anything is appended. */
  static async load(
    options: MetadataLogOptions,
    clean: boolean,
    durable: { base: number; position: number },
  ): Promise<MetadataLog> {
    const { directory, engine } = options
    const names = listSegments(directory.meta).filter((name) => name.generation === 0)
    const state = new MetadataState()
    let offset = 0
    let found = false
    for (const { baseOffset } of names.reverse()) {
      offset = Math.max(offset, baseOffset + 1)
      if (found) continue
      const path = directory.metaSegment(baseOffset)
      // Only what the disk has counts: after a failed sync the cache holds pages that never got there.
      if (!clean) await engine.syncAndDrop(path, 0)
      const bytes = await readFile(path)
      const fold = foldSegment(bytes, state)
      const durablePosition = durable.base === baseOffset ? durable.position : 0
      if (fold.position < durablePosition) {
        throw new SluiceError(
          'CORRUPT_LOG',
          `the metadata log is damaged: ${path} is unreadable from position ${fold.position} on, below the durable ` +
            `position ${durablePosition}; restore this file from a backup`,
        )
      }
      if (!fold.complete) continue
      found = true
      offset = Math.max(offset, baseOffset + fold.records)
      await keepTornEnd(options, path, bytes.subarray(fold.position), fold.position, state.bootEpoch + 1)
    }
    // A single broken segment is what a crash leaves of the very first start, which has no topics yet.
    const topics = (await readdir(directory.logs)).some(isTopicDirectoryName)
    if (!found && (names.length > 1 || durable.position > 0 || topics)) {
      throw new SluiceError(
        'CORRUPT_LOG',
        `no segment in ${directory.meta} holds a whole snapshot; restore it from a backup`,
      )
    }
    return new MetadataLog(options, state, offset)
  }

  get failed(): boolean {
    return this.#failure !== undefined
  }

  /** Where the durable bytes end, for the checkpoint. */
  get durable(): { base: number; position: number; offset: number } {
    return { base: this.#base, position: this.#durablePosition, offset: this.#offset }
  }

  /** Begin a segment of this boot; resolves when its snapshot, with this boot epoch, is durable. */
  async start(bootEpoch: number, clusterId: string): Promise<void> {
    this.state.apply({ brokerBooted: { bootEpoch, clusterId, bootedMs: this.#options.nowMs() } })
    await this.#begin()
    this.#started = true
    this.#flush()
  }

  /** Durable when it resolves, and folded into the state. Records of one call stand together. MESSAGE_TOO_LARGE. */
  append(...records: MetadataRecordInit[]): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (this.#closed) return Promise.reject(new SluiceError('SHUTTING_DOWN', 'the store is closing'))
    const values = records.map(encodeMetadataRecord)
    const bytes = values.reduce((sum, value) => sum + value.length, 0)
    if (bytes > limits.metadataChangeBytesMax) return Promise.reject(tooLarge(bytes))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, values, bytes, resolve, reject, endPosition: -1 })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      this.#flush()
    })
  }

  #flush(): void {
    if (this.#native === undefined && this.#waiting.length > 0 && this.#mayBegin())
      this.#next(Promise.resolve())
    while (this.#waiting.length > 0 && this.#rolling === undefined && this.#native !== undefined) {
      const group = this.#nextBatch()
      const verdict = this.#write(group.flatMap((pending) => pending.values))
      if (verdict === Verdict.later) return // `room` calls again
      if (verdict === Verdict.full) {
        this.#roll()
        return
      }
      if (verdict !== Verdict.ok) {
        this.#fail(`an append was refused (${verdict})`)
        return
      }
      this.#waiting.splice(0, group.length)
      for (const pending of group) {
        pending.endPosition = (this.#native as NativeSegment).position
        this.#unsynced.push(pending)
      }
      this.appends++
      this.#native.sync(true)
    }
  }

  /** Of what waits, as much as a batch takes; one change at least. */
  #nextBatch(): Pending[] {
    let count = 0
    let records = 0
    let bytes = 0
    for (const pending of this.#waiting) {
      if (count > 0 && (records >= RECORDS_PER_BATCH || bytes + pending.bytes > BATCH_BYTES)) break
      count++
      records += pending.records.length
      bytes += pending.bytes
    }
    return this.#waiting.slice(0, count)
  }

  /** After a roll that found no room. */
  #mayBegin(): boolean {
    return this.#started && this.#rolling === undefined && this.#failure === undefined && !this.#closed
  }

  #write(values: Buffer[]): Verdict {
    const bytes = metadataBatch(values, this.#options.nowMs())
    const facts = new Float64Array(AppendFact.width)
    const native = this.#native as NativeSegment
    const verdict = native.append(
      bytes,
      0,
      bytes.length,
      this.#offset,
      this.state.bootEpoch,
      limits.batchBytesMax,
      facts,
    )
    if (verdict === Verdict.ok) this.#offset = facts[AppendFact.endOffset] as number
    return verdict
  }

  #onEvent(native: NativeSegment, event: number, a: number, b: number): void {
    if (native !== this.#native) return
    if (event === SegmentEvent.room) this.#flush()
    else if (event === SegmentEvent.synced) this.#synced(a)
    else if (event === SegmentEvent.sealed) {
      this.#synced(Number.POSITIVE_INFINITY)
      this.#endRoll?.sealed()
    } else if (event === SegmentEvent.noSpace) this.#noSpace()
    else if (event === SegmentEvent.failed) this.#fail(`errno ${a}, step ${b}`)
  }

  #synced(position: number): void {
    if (Number.isFinite(position)) this.#durablePosition = Math.max(this.#durablePosition, position)
    let count = 0
    for (const pending of this.#unsynced) {
      if (pending.endPosition > position) break
      for (const record of pending.records) this.state.apply(record)
      count++
    }
    for (const pending of this.#unsynced.splice(0, count)) pending.resolve()
  }

  #noSpace(): void {
    const error = new SluiceError('DISK_FULL', 'no space left for the metadata log; free some and try again')
    for (const pending of this.#waiting.splice(0)) pending.reject(error)
  }

  #fail(reason: string): void {
    if (this.#failure !== undefined) return
    this.#failure = new SluiceError(
      'LOG_READ_ONLY',
      `the metadata log failed (${reason}): nothing about topics can change until the broker is restarted`,
    )
    this.#options.notice('error', 'the metadata log failed and takes no more changes', { reason })
    for (const pending of [...this.#unsynced.splice(0), ...this.#waiting.splice(0)])
      pending.reject(this.#failure)
    this.#endRoll?.failed(this.#failure)
  }

  #roll(): void {
    const old = this.#native as NativeSegment
    const sealed = new Promise<void>((resolve, failed) => {
      this.#endRoll = { sealed: resolve, failed }
      old.seal()
    })
    this.#next(
      sealed.then(() => {
        this.#options.events.forget(old.id)
        old.close()
        this.#native = undefined
      }),
    )
  }

  /** The next segment, once there is none before it that takes appends. */
  #next(sealed: Promise<void>): void {
    this.#rolling = sealed
      .then(() => this.#begin())
      .catch((error: unknown) => {
        if (isSluiceError(error) && error.code === 'DISK_FULL') this.#noSpace()
        else this.#fail(error instanceof Error ? error.message : String(error))
      })
      .finally(() => {
        this.#rolling = undefined
        this.#endRoll = undefined
        this.#flush()
      })
  }

  /** A new segment with the state at its head; then the older ones go. */
  async #begin(): Promise<void> {
    const { directory, engine, events } = this.#options
    const nowMs = this.#options.nowMs()
    const batches = await snapshotBatches(this.#snapshot(nowMs), nowMs)
    const bytes = batches.reduce((sum, batch) => sum + batch.length, 0)
    const base = this.#offset
    const path = directory.metaSegment(base)
    const native = engine.createSegment({
      path,
      sizeBytes: Math.max(SEGMENT_BYTES, 2 * bytes),
      mode: 'pwrite',
      windowBytes: 0,
      stepFirstBytes: Math.min(Math.max(STEP_BYTES, bytes), STEP_BYTES_MOST),
      stepMostBytes: STEP_BYTES_MOST,
    })
    try {
      this.#offset = await writeHead({ native, events, batches, base, bootEpoch: this.state.bootEpoch })
    } catch (error) {
      await rm(path, { force: true }) // the next attempt makes a file of this name again
      throw error
    }
    this.#base = base
    this.#durablePosition = native.durablePosition
    this.#native = native
    events.listen(native.id, (event, a, b) => this.#onEvent(native, event, a, b))
    const old = listSegments(directory.meta).filter((name) => name.generation === 0 && name.baseOffset < base)
    await engine.unlinkAll(old.map((name) => directory.metaSegment(name.baseOffset)))
    this.#flush()
  }

  *#snapshot(nowMs: number): Generator<MetadataRecordInit> {
    yield { snapshotBegin: { writtenMs: nowMs } }
    yield* this.state.snapshot()
    yield { snapshotEnd: { writtenMs: nowMs } }
  }

  /** Waits for what was appended, cuts the segment to its size. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#rolling
    const native = this.#native
    if (native !== undefined && this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#endRoll = { sealed: resolve, failed: () => resolve() }
        native.seal()
      })
    }
    this.#native = undefined
    if (native !== undefined) {
      this.#options.events.forget(native.id)
      native.close()
    }
    const error = new SluiceError('SHUTTING_DOWN', 'the store closed before this change was on disk')
    for (const pending of [...this.#unsynced.splice(0), ...this.#waiting.splice(0)]) pending.reject(error)
  }
}

function tooLarge(bytes: number): SluiceError {
  const most = limits.metadataChangeBytesMax
  return new SluiceError('MESSAGE_TOO_LARGE', `a change of ${bytes} bytes: the metadata log takes ${most}`, {
    hint: 'change less at once',
  })
}

/** What lies behind the last whole batch was never durable, as far as anybody knows: told, and kept aside. */
async function keepTornEnd(
  options: MetadataLogOptions,
  path: string,
  rest: Buffer,
  position: number,
  bootEpoch: number,
): Promise<void> {
  if (rest.equals(Buffer.alloc(rest.length))) return
  const aside = `${path}.torn-${bootEpoch}`
  await options.engine.cutAside(path, position, aside)
  options.notice('error', 'a torn end of the metadata log was cut; its bytes are kept aside', {
    path,
    position,
    bytes: rest.length,
    aside,
  })
}

// Opening a store, in this order: lock and format; clean marker and checkpoint; the metadata log; its next segment, which
// makes the new boot epoch durable; the index; then each log. Called by store.ts. A failed open leaves no lock, no thread.
import { randomUUID } from 'node:crypto'
import { createEngine, type Engine, statfsType } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { LogEnd, LogPosition } from '../protocol/messages.ts'
import { CheckpointWriter, readCheckpoint } from './checkpoint.ts'
import { decodeMarker, readMarkerFile } from './clean-marker.ts'
import { DataDirectory } from './directory.ts'
import { DiskSpace } from './disk-space.ts'
import { Log } from './log.ts'
import type { LogContext } from './log-context.ts'
import { LogReplay } from './log-replay.ts'
import { Maintenance } from './maintenance.ts'
import { MetadataLog } from './metadata-log.ts'
import { hexOf, type MetadataState } from './metadata-state.ts'
import type { Notice } from './notice.ts'
import { OffsetIndex } from './offset-index.ts'
import { recoverLog } from './recovery.ts'
import { emptyReport, type RecoveryReport } from './recovery-report.ts'
import { SegmentCache } from './segment-cache.ts'
import { SegmentEvents } from './segment-events.ts'
import { unsafeToMap } from './segment-shape.ts'
import { resolveTopicSettings, type TopicSettings } from './settings.ts'
import { PRODUCER_EXPIRATION_MS_DEFAULT, SEGMENTS_OPEN_DEFAULT, type StoreOptions } from './store-options.ts'
import { Topic } from './topic.ts'

const META_KEY = `${'0'.repeat(32)}/0`

export interface Opened {
  context: LogContext
  maintenance: Maintenance
  checkpoint: CheckpointWriter
  defaults: TopicSettings
  topics: Map<string, Topic>
  report: RecoveryReport
}

export async function openStore(options: StoreOptions): Promise<Opened> {
  const directory = await DataDirectory.open(options.directory)
  const events = new SegmentEvents()
  let engine: Engine | undefined
  let index: OffsetIndex | undefined
  try {
    engine = createEngine({
      flushThreads: options.flushThreads,
      coldThreads: options.coldThreads,
      onSegmentEvent: events.dispatch,
    })
    const opening = new Opening(options, directory, engine, events)
    index = opening.openIndex()
    return await opening.run(index)
  } catch (error) {
    await index?.close().catch(() => {})
    await engine?.close().catch(() => {})
    directory.unlock()
    if (error instanceof SluiceError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new SluiceError(
      'DATA_DIR_UNUSABLE',
      `the data directory ${options.directory} cannot be opened: ${reason}`,
      { cause: error },
    )
  }
}

class Opening {
  readonly #options: StoreOptions
  readonly #directory: DataDirectory
  readonly #engine: Engine
  readonly #events: SegmentEvents
  readonly #notice: Notice
  readonly #nowMs: () => number
  readonly #report = emptyReport()
  #onIndexDamage: (error: unknown) => void = () => {}

  constructor(options: StoreOptions, directory: DataDirectory, engine: Engine, events: SegmentEvents) {
    this.#options = options
    this.#directory = directory
    this.#engine = engine
    this.#events = events
    this.#notice = options.onNotice ?? (() => {})
    const { clock } = options
    this.#nowMs = clock === undefined ? Date.now : () => clock.nowMs()
  }

  openIndex(): OffsetIndex {
    return OffsetIndex.open(this.#directory, (error) => this.#onIndexDamage(error))
  }

  async run(index: OffsetIndex): Promise<Opened> {
    const beganMs = performance.now()
    const { directory } = { directory: this.#directory }
    const markerBytes = readMarkerFile(directory.clean)
    const known = await readCheckpoint(directory.checkpoint)
    const durable = new Map<string, LogPosition>()
    for (const position of known?.logs ?? [])
      durable.set(`${hexOf(position.topicId)}/${position.partition}`, position)
    let metadata = await this.#loadMetadata(markerBytes !== undefined, durable.get(META_KEY))
    const marker = markerBytes === undefined ? undefined : decodeMarker(markerBytes, metadata.state.bootEpoch)
    if (markerBytes !== undefined && marker === undefined) {
      metadata = await this.#loadMetadata(false, durable.get(META_KEY)) // what the cache said does not count
    }
    this.#report.clean = marker !== undefined
    const bootEpoch = metadata.state.bootEpoch + 1
    const disk = new DiskSpace(directory.path, directory.ballast, this.#engine, this.#notice)
    await disk.check() // a disk that filled up while nobody looked: the ballast makes room for the metadata log
    await directory.writeFormat(this.#engine) // from here on a release before this one is shut out
    await metadata.start(bootEpoch, metadata.state.clusterId || randomUUID())
    if (markerBytes !== undefined) await this.#engine.unlinkAll([directory.clean])
    const context = this.#context(index, metadata, disk, bootEpoch)
    const checkpoint = new CheckpointWriter(directory.checkpoint, bootEpoch, known?.number ?? 0)
    const topics = this.#makeTopics(metadata.state, context)
    const logs = [...topics.values()].flatMap((topic) => topic.logs)
    const { producerExpirationMs = PRODUCER_EXPIRATION_MS_DEFAULT } = this.#options
    const maintenance = new Maintenance(context, checkpoint, producerExpirationMs, () =>
      [...topics.values()].flatMap((topic) => topic.logs),
    )
    context.durableMoved = (bytes) => maintenance.durableMoved(bytes)
    await this.#recover(logs, new Map((marker?.logs ?? []).map((end) => [keyOf(end), end])), durable, index)
    this.#report.indexRebuilt ||= index.beganEmpty && logs.some((log) => log.endOffset > log.startOffset)
    this.#onIndexDamage = (error) => this.#rebuildIndex(context, index, topics, error)
    index.trust()
    await disk.check()
    maintenance.start()
    this.#report.durationMs = performance.now() - beganMs
    return {
      context,
      maintenance,
      checkpoint,
      defaults: this.#options.topicDefaults,
      topics,
      report: this.#report,
    }
  }

  #loadMetadata(clean: boolean, durable: LogPosition | undefined): Promise<MetadataLog> {
    const options = {
      directory: this.#directory,
      engine: this.#engine,
      events: this.#events,
      nowMs: this.#nowMs,
      notice: this.#notice,
    }
    return MetadataLog.load(options, clean, {
      base: durable?.segmentBaseOffset ?? -1,
      position: durable?.position ?? 0,
    })
  }

  #context(index: OffsetIndex, metadata: MetadataLog, disk: DiskSpace, bootEpoch: number): LogContext {
    const fileSystem = unsafeToMap(statfsType(this.#directory.path))
    if (fileSystem !== undefined) {
      this.#notice('info', 'append.mode=mmap means pwrite here: a mapping is not safe', { fileSystem })
    }
    return {
      directory: this.#directory,
      engine: this.#engine,
      events: this.#events,
      cache: new SegmentCache(
        this.#engine,
        this.#events,
        this.#options.segmentsOpenMax ?? SEGMENTS_OPEN_DEFAULT,
      ),
      index,
      metadata,
      disk,
      appendTimes: { pointsLeft: limits.appendTimesMax },
      bootEpoch,
      appendMode: this.#options.appendMode,
      mappingSafe: fileSystem === undefined,
      nowMs: this.#nowMs,
      notice: this.#notice,
      durableMoved: () => {},
    }
  }

  #makeTopics(state: MetadataState, context: LogContext): Map<string, Topic> {
    const topics = new Map<string, Topic>()
    for (const [idHex, known] of state.topics) {
      const overrides = new Map(known.settings.map(({ key, value }) => [key, value]))
      const topic = new Topic(
        Buffer.from(known.id),
        known.name,
        known.createdMs,
        this.#settingsOf(known.name, overrides),
        overrides,
      )
      for (let partition = 0; partition < known.partitions; partition++)
        topic.logs.push(new Log(topic, partition, context))
      topics.set(idHex, topic)
    }
    return topics
  }

  /** A setting that this release does not take (any more) must not keep a topic from its records. */
  #settingsOf(name: string, overrides: Map<string, string>): TopicSettings {
    try {
      return resolveTopicSettings(this.#options.topicDefaults, overrides)
    } catch (error) {
      this.#notice('error', 'the settings of a topic cannot be used, the defaults stand in', {
        topic: name,
        error,
      })
      return this.#options.topicDefaults
    }
  }

  async #recover(
    logs: Log[],
    clean: Map<string, LogEnd>,
    durable: Map<string, LogPosition>,
    index: OffsetIndex,
  ): Promise<void> {
    let next = 0
    const worker = async () => {
      while (next < logs.length) {
        const log = logs[next++] as Log
        const key = `${log.topic.idHex}/${log.partition}`
        if (next % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
        await recoverLog(log, { clean: clean.get(key), durable: durable.get(key) }, this.#report)
      }
    }
    await Promise.all(Array.from({ length: Math.max(1, this.#options.coldThreads) }, worker))
    if (!index.usable) {
      // A value failed its CRC while it was read: empty index, headers of everything.
      await index.reset()
      for (const log of logs) await replayAll(log)
      this.#report.indexRebuilt = true
    }
  }

  /** While running: begin empty and read all headers again, one log after the other. Reads walk meanwhile. */
  #rebuildIndex(context: LogContext, index: OffsetIndex, topics: Map<string, Topic>, error: unknown): void {
    context.notice('error', 'the storage index is damaged and is being rebuilt', { error })
    const rebuild = async () => {
      await index.reset()
      for (const topic of topics.values()) {
        for (const log of topic.logs) {
          log.producersCover = -1
          log.index.dirty = true
          await rewriteEntries(log)
        }
      }
      context.notice('info', 'the storage index is rebuilt', {})
    }
    rebuild().catch((reason: unknown) =>
      context.notice('error', 'the storage index could not be rebuilt', { error: reason }),
    )
  }
}

/** Producers, entries and timestamps of a log from all its headers. */
async function replayAll(log: Log): Promise<void> {
  log.producers.clear()
  log.index.forget()
  const replay = new LogReplay(log)
  await replay.catchUp()
  log.index.spreadTimes(log.segments)
}

/** Entries of what is sealed, straight into the index: the log goes on appending meanwhile. */
async function rewriteEntries(log: Log): Promise<void> {
  const { index } = log.context
  for (const segment of [...log.segments]) {
    // Neither retention nor compaction takes the file away meanwhile.
    await log.changeSegments(async () => {
      if (!segment.ended || log.state === 'deleted' || !log.segments.includes(segment)) return
      const entries = await LogReplay.entriesOf(log, segment)
      const cover = { offset: segment.endOffset, maxTimestampMs: log.maxTimestampMs }
      await index.write([{ log: log.index.key, entries, cover, producers: undefined }])
    })
  }
  log.index.revision++
}

function keyOf(end: LogEnd): string {
  return end.end === null ? '' : `${hexOf(end.end.topicId)}/${end.end.partition}`
}

// The door to a data directory: opens it (lock, metadata, recovery), holds its topics and logs, changes topics durably,
// and closes it clean. Called by the broker, the tests and nobody else; opening is in store-open.ts.
// Invariant: what resolved is durable: a topic created, altered or deleted here is so after any crash.
import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import type { Engine } from '../native/index.ts'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { LogEndInit } from '../protocol/messages.ts'
import { checkTopicName } from '../protocol/names.ts'
import { encodeMarker } from './clean-marker.ts'
import { removeTopicFiles } from './deletion.ts'
import { StoredGroups } from './groups.ts'
import { type HistogramCounts, timeBoundsSeconds } from './histogram.ts'
import { Log } from './log.ts'
import type { LogContext } from './log-context.ts'
import type { Maintenance } from './maintenance.ts'
import { hexOf } from './metadata-state.ts'
import type { RecoveryReport } from './recovery-report.ts'
import { resolveTopicSettings, type TopicSettings } from './settings.ts'
import type { Opened } from './store-open.ts'
import { openStore } from './store-open.ts'
import type { StoreOptions, StoreStats, TopicChange, TopicSpec } from './store-options.ts'
import { Topic } from './topic.ts'

export type { RecoveryReport } from './recovery-report.ts'
export type { StoreOptions, StoreStats, TopicChange, TopicSpec } from './store-options.ts'

const CLOSE_DEADLINE_MS = 20_000
const PRODUCER_IDS_AT_ONCE = 1_000
// A new store begins somewhere below it: a producer that outlived the directory its id came from must not share that id
// with one of the directory made anew, whose batches would be taken for repeats.
const PRODUCER_ID_FIRST_MAX = 2 ** 47

export class Store {
  readonly clusterId: string
  readonly bootEpoch: number
  readonly engine: Engine
  readonly recovery: RecoveryReport
  readonly groups: StoredGroups
  readonly #context: LogContext
  readonly #maintenance: Maintenance
  readonly #defaults: TopicSettings
  readonly #byId: Map<string, Topic>
  readonly #byName = new Map<string, Topic>()
  readonly #topicListeners = new Set<(topic: Topic) => void>()
  readonly #opened: Opened
  #administration: Promise<unknown> = Promise.resolve()
  #deletions = new Set<Promise<void>>()
  #nextProducerId: number
  #reservedProducerIds: number
  #closed: Promise<void> | undefined

  private constructor(opened: Opened) {
    this.#opened = opened
    this.#context = opened.context
    this.#maintenance = opened.maintenance
    this.#defaults = opened.defaults
    this.#byId = opened.topics
    this.engine = opened.context.engine
    this.bootEpoch = opened.context.bootEpoch
    this.clusterId = opened.context.metadata.state.clusterId
    this.recovery = opened.report
    this.groups = new StoredGroups(opened.context.metadata)
    this.#nextProducerId = opened.context.metadata.state.nextProducerId || randomInt(PRODUCER_ID_FIRST_MAX)
    this.#reservedProducerIds = this.#nextProducerId
    for (const topic of this.#byId.values()) this.#byName.set(topic.name, topic)
    for (const idHex of opened.context.metadata.state.dead) this.#removeFiles(idHex)
  }

  /** Locks and recovers; SluiceError DATA_DIR_UNUSABLE, DATA_DIR_LOCKED, FORMAT_TOO_NEW, CORRUPT_LOG. */
  static async open(options: StoreOptions): Promise<Store> {
    return new Store(await openStore(options))
  }

  topics(): Iterable<Topic> {
    return this.#byName.values()
  }

  topicByName(name: string): Topic | undefined {
    return this.#byName.get(name)
  }

  topicById(id: Uint8Array): Topic | undefined {
    return this.#byId.get(hexOf(id))
  }

  /** Called when a topic was durably created, grew or was deleted. Answers how to stop. */
  onTopicChange(listener: (topic: Topic) => void): () => void {
    this.#topicListeners.add(listener)
    return () => this.#topicListeners.delete(listener)
  }

  /** Durable when it resolves. validateOnly: everything is checked, nothing is made. */
  createTopic(spec: TopicSpec, validateOnly = false): Promise<Topic> {
    return this.#inTurn(async () => {
      checkTopicName(spec.name)
      const { partitions } = spec
      checkPartitions(partitions)
      if (this.#byName.has(spec.name)) {
        throw new SluiceError('TOPIC_EXISTS', `topic ${spec.name} exists already`, { topic: spec.name })
      }
      this.#checkRoom(partitions, 1)
      const overrides = new Map(Object.entries(spec.settings))
      const settings = resolveTopicSettings(this.#defaults, overrides)
      const topic = new Topic(randomBytes(16), spec.name, this.#context.nowMs(), settings, overrides)
      if (validateOnly) return topic
      try {
        await this.#makeDirectories(topic, 0, partitions)
        await this.#record(topic, partitions)
      } catch (error) {
        await this.#removeDirectories(topic, error)
        throw error
      }
      this.#grow(topic, partitions)
      this.#byId.set(topic.idHex, topic)
      this.#byName.set(topic.name, topic)
      this.#tell(topic)
      return topic
    })
  }

  /** Durable when it resolves. The number of partitions may only grow. */
  alterTopic(topic: Topic, change: TopicChange): Promise<Topic> {
    return this.#inTurn(async () => {
      this.#checkAlive(topic)
      const overrides = new Map(topic.overrides)
      for (const key of change.reset) overrides.delete(key)
      for (const [key, value] of Object.entries(change.set)) overrides.set(key, value)
      const settings = resolveTopicSettings(this.#defaults, overrides)
      const before = topic.logs.length
      const partitions = change.partitions || before
      checkPartitions(partitions)
      if (partitions < before) {
        const message = `topic ${topic.name} has ${before} partitions; their number can only grow`
        throw new SluiceError('INVALID_PARTITIONS', message, { topic: topic.name })
      }
      this.#checkRoom(partitions - before, 0)
      if (partitions > before) await this.#makeDirectories(topic, before, partitions)
      await this.#record({ ...topic, settings, overrides } as Topic, partitions)
      topic.settings = settings
      topic.overrides = overrides
      this.#grow(topic, partitions)
      for (const log of topic.logs) log.settingsChanged()
      if (partitions > before) this.#tell(topic)
      return topic
    })
  }

  /** Resolves when the id is durably dead; the files go afterwards. */
  deleteTopic(topic: Topic): Promise<void> {
    return this.#inTurn(async () => {
      this.#checkAlive(topic)
      await this.#context.metadata.append({ topicDeleted: { id: topic.id } })
      topic.deleted = true
      this.#byId.delete(topic.idHex)
      this.#byName.delete(topic.name)
      for (const log of topic.logs) log.markDeleted()
      this.#tell(topic)
      this.#removeFiles(topic.idHex)
    })
  }

  /** Records below the offset become unreadable; answers the new start of the log. */
  deleteRecords(log: Log, beforeOffset: number): Promise<number> {
    return log.deleteRecords(beforeOffset)
  }

  /** May this store have given out that id? */
  mayHaveGiven(producerId: number): boolean {
    return producerId < this.#nextProducerId
  }

  /** Never given out twice, not even after a crash. */
  async allocateProducerId(): Promise<number> {
    while (this.#nextProducerId >= this.#reservedProducerIds) {
      await this.#inTurn(async () => {
        if (this.#nextProducerId < this.#reservedProducerIds) return
        const next = this.#reservedProducerIds + PRODUCER_IDS_AT_ONCE
        await this.#context.metadata.append({ producerIds: { next } })
        this.#reservedProducerIds = next
      })
    }
    return this.#nextProducerId++
  }

  /** What the clock does once a second: index, checkpoint, disk space, retention. For tests that do not wait. */
  maintain(): Promise<void> {
    return this.#maintenance.round()
  }

  /** Resolves when the files of deleted topics are gone. */
  async deletionsDone(): Promise<void> {
    await Promise.all(this.#deletions)
  }

  stats(): StoreStats {
    const { cache, index, disk, metadata } = this.#context
    const stats: StoreStats = {
      topics: this.#byName.size,
      logs: 0,
      segments: 0,
      bytes: 0,
      readOnlyLogs: 0,
      queuedAppends: 0,
      waitingAcks: 0,
      sealedSegmentsOpen: cache.size,
      sealedSegmentsOpened: cache.openedCount,
      fetchesCold: cache.waitsCount,
      indexEntriesPending: 0,
      indexFlushes: index.flushes,
      indexUsable: index.usable,
      metadataAppends: metadata.appends,
      diskFull: disk.full,
      diskFreeBytes: disk.freeBytes,
      engine: this.engine.counters(),
    }
    for (const log of this.#logs()) {
      stats.logs++
      stats.segments += log.segments.length
      stats.bytes += log.sizeBytes
      if (log.state === 'read-only') stats.readOnlyLogs++
      stats.queuedAppends += log.queuedAppends
      stats.waitingAcks += log.waiters.count
      stats.indexEntriesPending += log.index.recentCount
    }
    return stats
  }

  /** How long the disk took since the start. sync: one fdatasync. */
  histograms(): { sync: HistogramCounts } {
    const { syncTimes: counts, syncNanoseconds } = this.engine.counters()
    return { sync: { boundsSeconds: timeBoundsSeconds, counts, sumSeconds: syncNanoseconds / 1e9 } }
  }

  /** Everything to disk, then the clean marker. What is not done by the deadline costs a scan at the next start. */
  close(deadlineMs = CLOSE_DEADLINE_MS): Promise<void> {
    this.#closed ??= this.#close(deadlineMs)
    return this.#closed
  }

  async #close(deadlineMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, deadlineMs, 'late')
    })
    const clean = this.#closeClean().catch((error: unknown) => {
      this.#context.notice('warn', 'the store did not close clean; the next start reads its logs', { error })
    })
    const ended = await Promise.race([clean, late])
    clearTimeout(timer)
    if (ended === 'late')
      this.#context.notice('warn', 'the store did not close in time; the next start reads its logs', {
        deadlineMs,
      })
    for (const log of this.#logs()) log.dispose()
    this.#context.cache.closeAll()
    await this.#opened.checkpoint.close().catch(() => {})
    await this.#context.index.close().catch(() => {})
    await this.engine.close()
    this.#context.directory.unlock()
  }

  async #closeClean(): Promise<void> {
    await this.#administration.catch(() => {})
    await this.#maintenance.stop()
    await Promise.all(this.#deletions)
    const ends = await Promise.all([...this.#logs()].map((log) => log.close()))
    await this.#maintenance.flushIndex()
    await this.#maintenance.flushIndex() // snapshots that had waited for the disk
    await this.#maintenance.writeCheckpoint()
    await this.#context.metadata.close()
    await this.#context.index.close()
    await this.#context.disk.close()
    const { directory } = this.#context
    if (this.#context.metadata.failed) return
    const logs = ends.filter((end): end is LogEndInit => end !== undefined)
    await this.engine.writeFileDurably(directory.clean, encodeMarker({ bootEpoch: this.bootEpoch, logs }))
  }

  // ---- the rest is for the methods above

  *#logs(): Generator<Log> {
    for (const topic of this.#byName.values()) yield* topic.logs
  }

  #tell(topic: Topic): void {
    for (const listener of this.#topicListeners) listener(topic)
  }

  /** Changes of topics happen one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined)
      return Promise.reject(new SluiceError('SHUTTING_DOWN', 'the store is closing'))
    const run = this.#administration.then(work, work)
    this.#administration = run.catch(() => {})
    return run
  }

  #checkAlive(topic: Topic): void {
    if (this.#byId.get(topic.idHex) === topic) return
    throw new SluiceError('UNKNOWN_TOPIC_ID', `topic ${topic.name} was deleted: ask for metadata again`, {
      topic: topic.name,
    })
  }

  #checkRoom(partitions: number, topics: number): void {
    let logs = partitions
    for (const topic of this.#byName.values()) logs += topic.logs.length
    if (this.#byName.size + topics > limits.topicsMax) {
      throw new SluiceError(
        'TOPIC_LIMIT',
        `a broker holds at most ${limits.topicsMax} topics: delete some first`,
      )
    }
    if (logs > limits.partitionsMax) {
      throw new SluiceError(
        'TOPIC_LIMIT',
        `a broker holds at most ${limits.partitionsMax} partitions: delete topics, or ask for fewer`,
      )
    }
  }

  async #makeDirectories(topic: Topic, from: number, to: number): Promise<void> {
    const { directory } = this.#context
    try {
      for (let partition = from; partition < to; partition++) {
        await mkdir(directory.log(topic.idHex, partition), { recursive: true })
      }
      await this.engine.syncDirectory(directory.topic(topic.idHex))
      await this.engine.syncDirectory(directory.logs)
    } catch (error) {
      const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
      throw new SluiceError(
        full ? 'DISK_FULL' : 'INTERNAL',
        `the directories of ${topic.name} cannot be made: ${(error as Error).message}`,
        { cause: error },
      )
    }
  }

  /** Where it is sure that the topic is not recorded: on a full disk each attempt would leave some. */
  async #removeDirectories(topic: Topic, error: unknown): Promise<void> {
    if (!isSluiceError(error) || error.code !== 'DISK_FULL') return
    await rm(this.#context.directory.topic(topic.idHex), { recursive: true, force: true }).catch(() => {})
  }

  async #record(topic: Topic, partitions: number): Promise<void> {
    const settings = [...topic.overrides].map(([key, value]) => ({ key, value }))
    const { id, name, createdMs } = topic
    await this.#context.metadata.append({ topic: { id, name, partitions, settings, createdMs } })
  }

  #grow(topic: Topic, partitions: number): void {
    for (let partition = topic.logs.length; partition < partitions; partition++) {
      const log = new Log(topic, partition, this.#context)
      log.begin(0)
      topic.logs.push(log)
    }
  }

  #removeFiles(idHex: string): void {
    const run = removeTopicFiles(this.#context, idHex)
      .catch((error: unknown) => {
        this.#context.notice('warn', 'files of a deleted topic are left; the next start removes them', {
          topicId: idHex,
          error,
        })
      })
      .finally(() => this.#deletions.delete(run))
    this.#deletions.add(run)
  }
}

function checkPartitions(partitions: number): void {
  if (Number.isInteger(partitions) && partitions >= 1 && partitions <= limits.partitionsPerTopicMax) return
  throw new SluiceError(
    'INVALID_PARTITIONS',
    `a topic has 1 to ${limits.partitionsPerTopicMax} partitions, not ${partitions}`,
  )
}

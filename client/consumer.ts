// The consumer of assigned partitions: batches, records, seeking, pausing. Made by client.consumer(); fetcher.ts fetches.
// Invariants: one reader at a time; a position moves only when records are given out, so an error or a `break` loses
// nothing; an error ends the loop it is thrown into, not the consumer: the next loop goes on; `close` ends every loop.
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import type { Batch } from './batch.ts'
import type {
  Assigned,
  BatchesOptions,
  BatchOf,
  ConsumerOptions,
  PartitionSpec,
  RecordOf,
} from './consumer-options.ts'
import { FetchPosition, type StartSpec } from './fetch-position.ts'
import { type Fetched, Fetcher } from './fetcher.ts'
import type { Lane } from './lane.ts'
import type { Lease, PartitionLease } from './lease.ts'
import type { Metadata } from './metadata.ts'
import { listOffsets, type PartitionOffset } from './offsets.ts'
import { RecordIterator } from './record-iterator.ts'
import { aborted, type CallOptions, Deadline, pause } from './retry.ts'
import { whenAborted } from './signals.ts'
import { resolveStarts } from './resolve-starts.ts'
import { type AnyTopic, handleOf, nameOf, type TopicLike } from './topic.ts'

export interface ConsumerContext {
  readonly lane: Lane
  readonly metadata: Metadata
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
}

interface Given {
  readonly batch: Batch<unknown, unknown>
  readonly lease: PartitionLease
}

export class Consumer<T extends TopicLike = TopicLike> implements AsyncIterable<RecordOf<T>> {
  readonly #context: ConsumerContext
  readonly #fetcher: Fetcher
  readonly #topics: readonly AnyTopic[]
  readonly #from: StartSpec
  readonly #given: readonly PartitionSpec[]
  #assigning: Promise<void> | undefined
  #current: Fetched | undefined // partly given out
  #closed = false

  constructor(options: ConsumerOptions<T>, context: ConsumerContext) {
    if (options.group !== undefined || options.from === 'committed') {
      const hint = 'name topics or partitions, and keep offsets yourself until then'
      throw new SluiceError('INVALID_OPTION', 'consumer groups come with a later release', { hint })
    }
    if ((options.topics === undefined) === (options.partitions === undefined)) {
      throw new SluiceError('INVALID_OPTION', 'a consumer takes either topics or partitions')
    }
    this.#context = context
    this.#topics = (options.topics ?? []).map(handleOf)
    this.#given = options.partitions ?? []
    this.#from = options.from ?? 'latest'
    const maxBytes = options.maxBytes ?? limits.clientFetchBytesDefault
    this.#fetcher = new Fetcher(context.lane, context.metadata, {
      maxBytes,
      maxPartitionBytes:
        options.maxPartitionBytes ?? Math.min(maxBytes, limits.clientFetchPartitionBytesDefault),
      maxBufferedBytes: options.maxBufferedBytes ?? 3 * maxBytes,
      minBytes: options.minBytes ?? 1,
      maxWaitMs: Math.min(options.maxWaitMs ?? limits.clientFetchWaitMsDefault, limits.fetchWaitMsMax),
      orElse: options.orElse ?? 'fail',
      requestTimeoutMs: context.requestTimeoutMs,
      unreachableTimeoutMs: options.unreachableTimeoutMs ?? Number.POSITIVE_INFINITY,
      onNotice: options.onNotice ?? (() => {}),
    })
  }

  /** Resolves when every start is an offset: what is produced from now on is seen also with from: 'latest'. */
  async ready(options?: CallOptions): Promise<void> {
    const deadline = this.#deadline(options)
    await this.#assigned(deadline)
    for (;;) {
      const open = this.#fetcher.positions.filter((at) => at.start !== undefined && !at.busy)
      const [failed] = await resolveStarts(this.#context.lane, this.#context.metadata, open, deadline)
      if (failed !== undefined) throw failed.error
      if (this.#fetcher.positions.every((at) => at.start === undefined)) return
      await pause(1, deadline)
    }
  }

  /** Batch by batch, each of one partition. Ends with `close`; throws what cannot be dealt with. */
  batches(options: BatchesOptions = {}): AsyncIterableIterator<BatchOf<T>> {
    const recordsMax = options.maxRecords ?? Number.POSITIVE_INFINITY
    if (!(recordsMax >= 1))
      throw new SluiceError('INVALID_ARGUMENT', `maxRecords is ${recordsMax}, it must be at least 1`)
    const next = async (): Promise<IteratorResult<BatchOf<T>, undefined>> => {
      const batch = await this.nextBatch(recordsMax, options.signal)
      return batch === undefined
        ? { value: undefined, done: true }
        : { value: batch as BatchOf<T>, done: false }
    }
    const iterator: AsyncIterableIterator<BatchOf<T>> = {
      next,
      return: () => Promise.resolve({ value: undefined, done: true }),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  /** Record by record. */
  records(options: CallOptions = {}): AsyncIterableIterator<RecordOf<T>> {
    return new RecordIterator(this, options.signal) as unknown as AsyncIterableIterator<RecordOf<T>>
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<RecordOf<T>> {
    return this.records()
  }

  /**
   * @internal The next batch with the lease it stands under; undefined when the consumer is closed. For run(): what it gives
   * is not in hand until the caller holds the lease, in the same turn and unless that has ended.
   */
  async pull(
    recordsMax: number,
    signal?: AbortSignal,
  ): Promise<{ readonly batch: Batch<unknown, unknown>; readonly lease: Lease } | undefined> {
    const given = await this.#next(recordsMax, signal)
    if (given !== undefined) given.lease.byHandler = true
    return given
  }

  /** The next batch; undefined when the consumer is closed. */
  async nextBatch(recordsMax: number, signal?: AbortSignal): Promise<Batch<unknown, unknown> | undefined> {
    return (await this.#next(recordsMax, signal))?.batch
  }

  /** Where the partition goes on: for readers that give out part of a batch. Undefined when it jumped meanwhile. */
  tracker(
    batch: Batch<unknown, unknown>,
  ): { readonly generation: number; readonly at: FetchPosition } | undefined {
    const at = this.#fetcher.positions.find(
      (each) => each.partition === batch.partition && each.handle.name === batch.topic,
    )
    return at === undefined ? undefined : { generation: at.generation, at }
  }

  /** The part of a batch that was not given out is fetched again. */
  giveBack(at: FetchPosition, offset: number): void {
    at.offset = offset
    at.rewind()
    if (this.#current?.at === at) this.#current = undefined
    this.#fetcher.drop(at)
  }

  /** The next record given out is the one at the offset, or the first not before the time. */
  async seek(
    topic: TopicLike,
    partition: number,
    to: number | StartSpec,
    options?: CallOptions,
  ): Promise<void> {
    const start = typeof to === 'number' ? { offset: to } : to
    const deadline = this.#deadline(options)
    await this.#assigned(deadline)
    const at = this.#find(topic, partition)
    at.jump(start)
    at.renewLease()
    if (this.#current?.at === at) this.#current = undefined
    this.#fetcher.drop(at) // now, not after the wait: the fetcher may be ahead by then
    if (at.start !== undefined) {
      const [failed] = await resolveStarts(this.#context.lane, this.#context.metadata, [at], deadline)
      if (failed !== undefined) throw failed.error
      this.#fetcher.fill()
    }
  }

  /** Nothing of these partitions is given out until `resume`. Without partitions: of the whole topic. */
  pause(topic: TopicLike, partitions?: readonly number[]): void {
    for (const at of this.#of(topic, partitions)) {
      at.paused = true
      at.rewind()
      if (this.#current?.at === at) this.#current = undefined
      this.#fetcher.drop(at)
    }
  }

  resume(topic: TopicLike, partitions?: readonly number[]): void {
    for (const at of this.#of(topic, partitions)) at.paused = false
    this.#fetcher.fill()
  }

  get assignment(): Assigned[] {
    return this.#fetcher.positions.map((at) => ({
      topic: at.handle.name,
      partition: at.partition,
      position: at.start === undefined && at.fromTimestamp === undefined ? at.offset : undefined,
      highWatermark: at.highWatermark,
      paused: at.paused,
    }))
  }

  /** The visible ends of the assigned partitions, asked now. */
  async endOffsets(options?: CallOptions): Promise<PartitionOffset[]> {
    const deadline = this.#deadline(options)
    await this.#assigned(deadline)
    const ends: PartitionOffset[] = []
    for (const name of new Set(this.#fetcher.positions.map((at) => at.handle.name))) {
      const partitions = this.#fetcher.positions
        .filter((at) => at.handle.name === name)
        .map((at) => at.partition)
      const facts = await this.#context.metadata.get(name, deadline)
      const queries = partitions.map((partition) => ({ partition, at: 'latest' as const }))
      const answers = await listOffsets(this.#context.lane, facts, queries, deadline)
      ends.push(
        ...answers.map(({ offset }, i) => ({
          topic: name,
          partition: partitions[i] as number,
          offset,
          found: true,
        })),
      )
    }
    return ends
  }

  /** Ends all loops; what was fetched and not given out is forgotten. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const at of this.#fetcher.positions) at.lease.end()
    this.#fetcher.close()
    this.#context.lane.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #next(recordsMax: number, signal: AbortSignal | undefined): Promise<Given | undefined> {
    if (signal?.aborted) throw aborted(signal)
    if (this.#assigning === undefined) await this.#assigned(this.#deadline({ ...(signal && { signal }) }))
    while (!this.#closed) {
      const given = this.#give(recordsMax)
      if (given !== undefined) return given
      await this.#change(signal)
    }
    return undefined
  }

  #give(recordsMax: number): Given | undefined {
    for (;;) {
      this.#current ??= this.#fetcher.take()
      const current = this.#current
      if (current === undefined) return undefined
      const { at, chunk, generation } = current
      const batch = generation === at.generation ? chunk.take<unknown, unknown>(recordsMax) : undefined
      if (batch === undefined || chunk.empty) this.#current = undefined
      if (batch === undefined) continue
      at.offset = batch.nextOffset
      return { batch, lease: at.lease }
    }
  }

  /** Resolves when the fetcher may have something; throws ABORTED. */
  async #change(signal: AbortSignal | undefined): Promise<void> {
    this.#addPartitions()
    await new Promise<void>((resolve, reject) => {
      const onAbort = (reason: AbortSignal) => {
        this.#fetcher.whenChanged(undefined)
        reject(aborted(reason))
      }
      const forget = signal && whenAborted(signal, () => onAbort(signal))
      this.#fetcher.whenChanged(() => {
        forget?.()
        resolve()
      })
    })
  }

  #assigned(deadline: Deadline): Promise<void> {
    if (this.#closed) return Promise.reject(new SluiceError('CLOSED', 'the consumer is closed'))
    this.#assigning ??= this.#assign(deadline).catch((error: unknown) => {
      this.#assigning = undefined
      throw error
    })
    return this.#assigning
  }

  async #assign(deadline: Deadline): Promise<void> {
    const { metadata } = this.#context
    const positions: FetchPosition[] = []
    for (const handle of this.#topics) {
      const facts = await metadata.get(handle.name, deadline)
      for (let i = 0; i < facts.partitionsCount; i++)
        positions.push(new FetchPosition(handle, i, facts, this.#from))
    }
    for (const { topic, partition, from } of this.#given) {
      const handle = handleOf(topic)
      const facts = await metadata.get(handle.name, deadline)
      if (!Number.isInteger(partition) || partition < 0 || partition >= facts.partitionsCount) {
        const message = `'${handle.name}' has the partitions 0 to ${facts.partitionsCount - 1}, not ${partition}`
        throw new SluiceError('UNKNOWN_PARTITION', message, { topic: handle.name, partition })
      }
      positions.push(new FetchPosition(handle, partition, facts, from ?? this.#from))
    }
    this.#fetcher.positions.push(...positions)
    this.#fetcher.fill()
  }

  /** Partitions added to a topic are read from their beginning. */
  #addPartitions(): void {
    for (const handle of this.#topics) {
      const facts = this.#context.metadata.cached(handle.name)
      const known = this.#fetcher.positions.filter((at) => at.handle === handle)
      if (facts === undefined || facts.idHex !== known[0]?.facts.idHex) continue
      for (let i = known.length; i < facts.partitionsCount; i++) {
        this.#fetcher.positions.push(new FetchPosition(handle, i, facts, 'earliest'))
      }
    }
  }

  #of(topic: TopicLike, partitions: readonly number[] | undefined): FetchPosition[] {
    if (partitions !== undefined) return partitions.map((partition) => this.#find(topic, partition))
    const name = nameOf(topic)
    return this.#fetcher.positions.filter((at) => at.handle.name === name)
  }

  #find(topic: TopicLike, partition: number): FetchPosition {
    const name = nameOf(topic)
    const at = this.#fetcher.positions.find(
      (each) => each.handle.name === name && each.partition === partition,
    )
    if (at !== undefined) return at
    const message = `partition ${partition} of '${name}' is not assigned to this consumer (yet: await consumer.ready())`
    throw new SluiceError('INVALID_ARGUMENT', message, { topic: name, partition })
  }

  #deadline(options: CallOptions | undefined): Deadline {
    return new Deadline(this.#context.deliveryTimeoutMs, options?.signal)
  }
}

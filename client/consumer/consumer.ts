// The consumer: batches, records, seeking, pausing, committing. Made by client.consumer(). Its partitions come from an assignment
// (own-assignment.ts, or group/membership.ts), fetcher.ts fetches them, hand-out.ts gives them out.
// Invariants: readers are served one after another; a position moves only when records are given out, so an error or a `break` loses
// nothing; an error ends the loop it is thrown into, not the consumer: the next loop goes on; `close` ends every loop.
import type { Readable } from 'node:stream'
import { SluiceError } from '../../protocol/errors.ts'
import type { Assignment } from './assignment.ts'
import type { Batch } from './batch.ts'
import { type ConsumerContext, makeParts } from './consumer-parts.ts'
import type {
  Assigned,
  BatchesOptions,
  BatchOf,
  CloseOptions,
  CommittedPartition,
  ConsumerOptions,
  RecordOf,
} from './consumer-options.ts'
import type { ConsumerEvents, Emitter } from './events.ts'
import type { FetchPosition, StartSpec } from './fetch-position.ts'
import type { Fetcher } from './fetcher.ts'
import { type Given, HandOut } from './hand-out.ts'
import type { Lease, PartitionLease } from './lease.ts'
import { listOffsets, type PartitionOffset } from '../admin/offsets.ts'
import { RecordIterator } from './record-iterator.ts'
import { resolveStarts } from './resolve-starts.ts'
import { type CallOptions, Deadline, pause } from '../connection/retry.ts'
import { ConsumerSource } from '../run/consumer-source.ts'
import type { Handler, RunOptions } from '../run/options.ts'
import { run } from '../run/run.ts'
import { readable, type ReadableOptions } from '../streams/readable.ts'
import { checkedStart, checkOptions } from '../options.ts'
import { nameOf, type TopicLike } from '../topic.ts'

const CLOSE_DEADLINE_MS = 5_000

/** Reads records: `client.consumer()`. One loop, stream or run() at a time. */
export class Consumer<T extends TopicLike = TopicLike> implements AsyncIterable<RecordOf<T>> {
  readonly #context: ConsumerContext
  readonly #fetcher: Fetcher
  readonly #assignment: Assignment
  readonly #handOut: HandOut
  readonly #emitter: Emitter
  readonly #source: ConsumerSource
  readonly #streamSource: ConsumerSource
  #closing: Promise<void> | undefined

  constructor(options: ConsumerOptions<T>, context: ConsumerContext) {
    this.#context = context
    const { fetcher, assignment, emitter } = makeParts(options, context)
    this.#fetcher = fetcher
    this.#assignment = assignment
    this.#emitter = emitter
    this.#handOut = new HandOut(fetcher, assignment, context.deliveryTimeoutMs)
    const source = (awaited: boolean) =>
      new ConsumerSource(this.#handOut, fetcher, assignment, {
        group: options.group,
        logger: context.logger,
        commitTimeoutMs: context.deliveryTimeoutMs,
        awaited,
      })
    this.#source = source(true)
    this.#streamSource = source(false)
    assignment.onFenced = () => this.#source.onPaused?.()
  }

  /**
   * Calls `listener` at each event of this name (see ConsumerEvents); answers a function that unsubscribes. A listener that throws
   * disturbs nothing here: its error becomes the process's uncaughtException.
   */
  on<Name extends keyof ConsumerEvents>(name: Name, listener: ConsumerEvents[Name]): () => void {
    return this.#emitter.on(name, listener)
  }

  /**
   * Resolves when every start is an offset: what is produced from now on is seen also with from: 'latest'. In a group: when the
   * first assignment, maybe of nothing, is taken. Throws what the partitions cannot be had for, e.g. UNKNOWN_TOPIC,
   * NO_COMMITTED_OFFSET, INSTANCE_IN_USE.
   */
  async ready(options?: CallOptions): Promise<void> {
    const deadline = this.#deadline(options)
    await this.#settled(deadline)
    for (;;) {
      const open = this.#fetcher.positions.filter((at) => at.start !== undefined && !at.busy)
      const [failed] = await resolveStarts(this.#context.lane, this.#context.metadata, open, deadline)
      if (failed !== undefined) throw failed.error
      if (this.#fetcher.positions.every((at) => at.start === undefined)) return
      await pause(1, deadline)
    }
  }

  /**
   * Batch by batch, each of one partition. Ends with `close`; throws what cannot be dealt with. A batch is in hand until the next is
   * asked for or the loop ended; in a group, `await batch.commit()` when it is finished. What is asked for ahead counts as given out
   * for `consumer.commit()`. Throws INVALID_OPTION, INVALID_ARGUMENT for wrong options.
   */
  batches(options: BatchesOptions = {}): AsyncIterableIterator<BatchOf<T>> {
    checkOptions('batches', options)
    const recordsMax = options.maxRecords ?? Number.POSITIVE_INFINITY
    if (!(recordsMax >= 1))
      throw new SluiceError('INVALID_ARGUMENT', `maxRecords is ${recordsMax}, it must be at least 1`)
    let inHand: PartitionLease | undefined
    let onItsWay: Given['batch'] | undefined // it left, and nobody has it yet
    const letGo = () => {
      inHand?.release()
      inHand = undefined
    }
    let endings = 0
    let pending: Promise<IteratorResult<BatchOf<T>, undefined>> | undefined
    const ask = async (before: number): Promise<IteratorResult<BatchOf<T>, undefined>> => {
      letGo()
      const isGone = () => endings !== before
      const taken = ({ batch, lease }: Given) => {
        inHand = lease // held
        onItsWay = batch
      }
      const given = await this.#handOut.next(recordsMax, options.signal, undefined, isGone, taken)
      onItsWay = undefined
      if (given !== undefined && !isGone()) return { value: given.batch as BatchOf<T>, done: false }
      letGo()
      return { value: undefined, done: true }
    }
    const next = (before = endings): Promise<IteratorResult<BatchOf<T>, undefined>> => {
      const again = () => next(before)
      if (pending !== undefined) return pending.then(again, again) // asked for ahead: one after another
      pending = ask(before).finally(() => {
        pending = undefined
      })
      return pending
    }
    const end = (): Promise<IteratorResult<BatchOf<T>, undefined>> => {
      endings += 1
      if (onItsWay !== undefined) inHand?.giveBack(onItsWay.firstOffset)
      if (pending === undefined) letGo()
      else this.#handOut.look()
      return Promise.resolve({ value: undefined, done: true })
    }
    const iterator: AsyncIterableIterator<BatchOf<T>> = {
      next: () => next(),
      return: end,
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  /**
   * Record by record. In a group, asking for the next record finishes the one before, and what is finished is committed by itself;
   * the one in hand when the loop ends is not: `await consumer.commit()` before `break` where it is done.
   * One loop at a time in a group: of two, what one finished counts although the other has an earlier record of the partition in
   * hand. To work on several records at once, use run().
   */
  records(options: CallOptions = {}): AsyncIterableIterator<RecordOf<T>> {
    return new RecordIterator(this.#handOut, options.signal) as unknown as AsyncIterableIterator<RecordOf<T>>
  }

  /** `for await (const record of consumer)`: the same as records(). */
  [Symbol.asyncIterator](): AsyncIterableIterator<RecordOf<T>> {
    return this.records()
  }

  /**
   * @internal The next batch with the lease it stands under; undefined when the consumer is closed. For run(): what it gives
   * is not in hand until the caller holds the lease, in the same turn and unless that has ended.
   */
  pull(
    recordsMax: number,
    signal?: AbortSignal,
  ): Promise<{ readonly batch: Batch<unknown, unknown>; readonly lease: Lease } | undefined> {
    return this.#source.pull(recordsMax, signal)
  }

  /**
   * Calls `handler` with each record, `concurrency` of them at once, in the order that `order` asks for. In a group, the lowest
   * unfinished offset of each partition is committed by itself. Resolves when the consumer is closed or the signal fires, and
   * all handlers have ended and what they finished is committed. Rejects with HANDLER_FAILED when a record failed for good and there is no deadLetter (cause, topic,
   * partition, offset), with SERDE_FAILED for onUndecodable: 'fail', with what batches() throws: then nothing new is begun,
   * handlers in flight end, what they finished is committed, and the next reader gets everything else; the consumer stays a member of
   * its group: close it, or run again. Rejects with a retriable error where that last commit found no broker. INVALID_OPTION and
   * INVALID_ARGUMENT for wrong arguments, and where another run() is under way.
   */
  async run(handler: Handler<RecordOf<T>>, options?: RunOptions): Promise<void> {
    if (this.#closing !== undefined) throw new SluiceError('CLOSED', 'the consumer is closed')
    await run(this.#source, handler as Handler<unknown>, options)
    await this.#whenClosed()
  }

  /**
   * A Node stream of records in object mode. It is ahead of its reader by nothing: a record is taken when it is asked for, and
   * that finishes the one before, as record iteration does. Destroying it gives back what was not read; the consumer stays open.
   * Ends when the consumer is closed; is destroyed with what batches() throws. Throws INVALID_OPTION.
   */
  readable(options?: ReadableOptions): Readable {
    return readable(this.#streamSource, 'records', options)
  }

  /** The same of batches: in a group, `await batch.commit()` when it is finished. */
  readableBatches(options?: ReadableOptions): Readable {
    return readable(this.#streamSource, 'batches', options)
  }

  /**
   * Commits everything given out so far, the record in hand included; of what run() took, what is finished. Resolves when that is
   * durable. Throws PARTITION_NOT_OWNED or UNKNOWN_MEMBER where another member may have the partition by now; so does, once, the
   * first commit after a lost session (the `lost` event), for what that had given out and not committed: the rest is committed.
   * While `close` is under way, onRevoked and the handlers it waits for may commit; CLOSED afterwards. Called by onRevoked it leaves
   * out the record or batch that a loop has in hand, because nobody waits for that.
   */
  async commit(options?: CallOptions): Promise<void> {
    await this.#assignment.commit(this.#deadline(options))
  }

  /** What the group has committed for the assigned partitions, asked now; `offset` is undefined where it has nothing. */
  async committed(options?: CallOptions): Promise<CommittedPartition[]> {
    const deadline = this.#deadline(options)
    await this.#settled(deadline)
    const positions = [...this.#fetcher.positions]
    const offsets = await this.#assignment.committed(positions, deadline)
    return positions.map((at, i) => ({
      topic: at.handle.name,
      partition: at.partition,
      offset: offsets[i],
    }))
  }

  /** The next record given out is the one at the offset, or the first not before the time. INVALID_ARGUMENT for what is neither. */
  async seek(
    topic: TopicLike,
    partition: number,
    to: number | StartSpec,
    options?: CallOptions,
  ): Promise<void> {
    const start = checkedStart(to)
    const deadline = this.#deadline(options)
    if (this.#lookUp(topic, partition) === undefined) await this.#settled(deadline)
    const at = this.#find(topic, partition)
    at.jump(start)
    at.renewLease()
    this.#handOut.drop(at) // now, not after the wait: the fetcher may be ahead by then
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
      this.#handOut.drop(at)
    }
    this.#source.onPaused?.()
  }

  /** Ends a pause. Without partitions: of the whole topic. */
  resume(topic: TopicLike, partitions?: readonly number[]): void {
    for (const at of this.#of(topic, partitions)) at.paused = false
    this.#fetcher.fill()
    this.#source.onPaused?.()
  }

  /** What it reads now, and where it stands. */
  get assignment(): Assigned[] {
    return this.#fetcher.positions.map((at) => ({
      topic: at.handle.name,
      partition: at.partition,
      position: at.start === undefined && at.fromTimestamp === undefined ? at.offset : undefined,
      highWatermark: at.highWatermark,
      paused: at.paused,
    }))
  }

  /** Under which its group knows it (`sluice group describe`); undefined while it has not joined. A new one for each session. */
  get memberId(): string | undefined {
    return this.#assignment.memberId
  }

  /** The visible ends of the assigned partitions, asked now. */
  async endOffsets(options?: CallOptions): Promise<PartitionOffset[]> {
    const deadline = this.#deadline(options)
    await this.#settled(deadline)
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

  /**
   * Ends all loops, commits what is finished by itself (record iteration, run()), says goodbye to the group. What was fetched and
   * not given out is forgotten; handlers of run() are waited for, a record or batch that a loop has in hand is not, and comes again
   * elsewhere. Ends within the deadline, also where the broker is gone or hangs. INVALID_OPTION for wrong options: then it is open
   * as before.
   */
  async close(options: CloseOptions = {}): Promise<void> {
    checkOptions('close', options)
    this.#closing ??= this.#close(new Deadline(options.deadlineMs ?? CLOSE_DEADLINE_MS))
    await this.#closing
  }

  /** `await using`: the same as close(). */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** A close under way is over, and what is finished is committed; without one, at once. */
  #whenClosed(): Promise<void> {
    return this.#closing ?? Promise.resolve()
  }

  async #close(deadline: Deadline): Promise<void> {
    this.#handOut.close()
    await this.#assignment.close(deadline)
    this.#fetcher.close()
    this.#context.lane.close()
  }

  async #settled(deadline: Deadline): Promise<void> {
    if (this.#closing !== undefined) throw new SluiceError('CLOSED', 'the consumer is closed')
    await this.#assignment.settled(deadline)
  }

  #of(topic: TopicLike, partitions: readonly number[] | undefined): FetchPosition[] {
    if (partitions !== undefined) return partitions.map((partition) => this.#find(topic, partition))
    const name = nameOf(topic)
    return this.#fetcher.positions.filter((at) => at.handle.name === name)
  }

  #lookUp(topic: TopicLike, partition: number): FetchPosition | undefined {
    const name = nameOf(topic)
    return this.#fetcher.positions.find((at) => at.handle.name === name && at.partition === partition)
  }

  #find(topic: TopicLike, partition: number): FetchPosition {
    const name = nameOf(topic)
    const at = this.#lookUp(topic, partition)
    if (at !== undefined) return at
    const message = `partition ${partition} of '${name}' is not assigned to this consumer (yet: await consumer.ready())`
    throw new SluiceError('INVALID_ARGUMENT', message, { topic: name, partition })
  }

  #deadline(options: CallOptions | undefined): Deadline {
    return new Deadline(this.#context.deliveryTimeoutMs, options?.signal)
  }
}

// One assignment of one partition to this consumer, as those see it that work through its records: record iteration and
// run(). Made by fetch-position.ts; ended by seeks (a new lease follows), by a partition that is given up, and by `close`.
//
//   current ──drain()──▶ draining ──end()──▶ over      draining: nothing new is given out; what is in hand may finish
//      └──────────────────end()─────────────▶ over      over: what is finished from now on counts for nothing
//
// Invariants: `finished` never goes back; a lease that ended stays so; callbacks are called once, in the turn it ends.
import { SluiceError } from '../../protocol/errors.ts'
import type { FetchPosition } from './fetch-position.ts'
import { type CallOptions, Deadline } from '../connection/retry.ts'

export interface Lease {
  readonly topic: string
  readonly partition: number
  /** Being given up, or lost: what is not begun is to be dropped. */
  readonly ended: boolean
  /** Ended without notice: another member may work on the partition already. Revoked partitions and seeks are not lost. */
  readonly lost: boolean
  /** What is finished from now on counts for nothing. */
  readonly over: boolean
  /** By the application, or because nobody can say whose it is: nothing new of it is to be begun for now. */
  readonly paused: boolean
  /** Nobody can say whose it is: what was begun is not to be tried again either. */
  readonly fenced: boolean
  /** Calls back once when it ends (in the same turn, when it has ended already); answers how to forget that. */
  whenEnded(callback: (lost: boolean) => void): () => void
  /** The same for `over`. */
  whenOver(callback: () => void): () => void
  /** Every record below `offset` is finished; committed soon (consumers with a group), else only kept. Never goes back. */
  finished(offset: number): void
  /** The next record pulled of this partition is the one at `offset`. Nothing, when the lease has ended. */
  giveBack(offset: number): void
  /** The application has something of it in hand: the partition is not given up while the count is above 0. */
  hold(): void
  release(): void
  /** A record of it is tried again: the application works on it, although nothing moves. */
  triedAgain(): void
}

/** Who commits what a partition's leases have finished: the group's committer. */
export interface Committing {
  /** A lease has more to commit than before. */
  stirred(): void
  /** Commits one offset; settles when it is durable, or with why it is not. */
  commit(at: FetchPosition, offset: number, deadline: Deadline): Promise<void>
  readonly timeoutMs: number
  readonly closed: boolean
}

export class PartitionLease implements Lease {
  readonly at: FetchPosition
  /** What run() takes finishes out of order: what was given out says nothing about what is finished. */
  byHandler = false
  /** `close` waits until it is let go; loops and streams are not waited for: `close` may be called from within one. */
  awaited = false
  /** The last one that was committed by itself; a commit by hand does not count. */
  sentOffset: number | undefined
  /** Record iteration is asked when it matters, instead of telling with every record. */
  progress: (() => number) | undefined
  #state: 'current' | 'draining' | 'over' = 'current'
  #lost = false
  #finishedOffset: number | undefined
  #callbacks: Set<(lost: boolean) => void> | undefined
  #overCallbacks: Set<() => void> | undefined

  constructor(at: FetchPosition) {
    this.at = at
  }

  get topic(): string {
    return this.at.handle.name
  }

  get partition(): number {
    return this.at.partition
  }

  get ended(): boolean {
    return this.#state !== 'current'
  }

  get lost(): boolean {
    return this.#lost
  }

  get paused(): boolean {
    return this.at.paused || this.at.fenced
  }

  get fenced(): boolean {
    return this.at.fenced
  }

  get over(): boolean {
    return this.#state === 'over'
  }

  /** Every record below it is finished; undefined: nothing is. */
  get finishedOffset(): number | undefined {
    if (this.progress !== undefined) this.finished(this.progress())
    return this.#finishedOffset
  }

  whenEnded(callback: (lost: boolean) => void): () => void {
    if (this.ended) {
      callback(this.#lost)
      return () => {}
    }
    this.#callbacks ??= new Set()
    this.#callbacks.add(callback)
    return () => this.#callbacks?.delete(callback)
  }

  whenOver(callback: () => void): () => void {
    if (this.over) {
      callback()
      return () => {}
    }
    this.#overCallbacks ??= new Set()
    this.#overCallbacks.add(callback)
    return () => this.#overCallbacks?.delete(callback)
  }

  finished(offset: number): void {
    if (this.#state === 'over' || (this.#finishedOffset !== undefined && offset <= this.#finishedOffset))
      return
    this.#finishedOffset = offset
    this.at.committing?.stirred()
  }

  /** Commits by hand. Rejects with PARTITION_NOT_OWNED once the partition was given up or lost. */
  async commit(offset: number, options: CallOptions | undefined): Promise<void> {
    const { committing, gone } = this.at
    const where = { topic: this.topic, partition: this.partition }
    if (committing === undefined) {
      const hint = 'give the consumer a group, or keep batch.nextOffset yourself'
      const message = 'there is nothing to commit to: the consumer has no group'
      throw new SluiceError('INVALID_ARGUMENT', message, { hint, ...where })
    }
    if (committing.closed) throw new SluiceError('CLOSED', 'the consumer is closed', where)
    if (gone) {
      const message = `'${this.topic}' partition ${this.partition} is not this consumer's any more: offset ${offset} was not committed`
      throw new SluiceError('PARTITION_NOT_OWNED', message, { offset, ...where })
    }
    await committing.commit(this.at, offset, new Deadline(committing.timeoutMs, options?.signal))
  }

  giveBack(offset: number): void {
    if (this.ended) return
    this.at.offset = offset
    this.at.rewind()
    this.at.onGivenBack?.()
  }

  hold(): void {
    this.at.holds += 1
  }

  release(): void {
    this.at.holds -= 1
    if (this.at.holds === 0) this.at.onFree?.()
  }

  triedAgain(): void {
    this.at.triesAgain += 1
  }

  /** The partition is being given up: nothing new of it is begun. */
  drain(): void {
    if (this.#state === 'current') this.#leave('draining')
  }

  /** Commits count no more. `lost`: without notice. */
  end(lost = false): void {
    this.#lost ||= lost
    if (this.#state === 'current') this.#leave('over')
    else this.#state = 'over'
    const callbacks = this.#overCallbacks
    this.#overCallbacks = undefined
    for (const callback of callbacks ?? []) callback()
  }

  #leave(to: 'draining' | 'over'): void {
    this.#state = to
    const callbacks = this.#callbacks
    this.#callbacks = undefined
    for (const callback of callbacks ?? []) callback(this.#lost)
  }
}

// What a consumer gives out next: the one place where records leave it. Called by consumer.ts for batches(), records() and
// pull(). Invariants: readers are served one after another; a position moves only when records are given out; nothing is given out while the
// assignment says that nobody knows whose the partitions are; after `close` there is nothing more.
import { SluiceError } from '../../protocol/errors.ts'
import type { Assignment } from './assignment.ts'
import type { Batch } from './batch.ts'
import type { FetchPosition } from './fetch-position.ts'
import type { Fetched } from './fetch-settings.ts'
import type { PassOver } from './fetched-queue.ts'
import type { Fetcher } from './fetcher.ts'
import type { PartitionLease } from './lease.ts'
import { aborted, Deadline, deferred, within } from '../connection/retry.ts'
import { whenAborted } from '../connection/signals.ts'

/** Given out with its lease held: between here and the reader's next turn the partition must not be taken for free. */
export interface Given {
  readonly batch: Batch<unknown, unknown>
  readonly lease: PartitionLease
}

/** Marks what is given out as its reader's, in the turn in which it leaves: a commit or a close may come before the reader's next. */
export type Taken = (given: Given) => void

export class HandOut {
  readonly #fetcher: Fetcher
  readonly #assignment: Assignment
  readonly #beginTimeoutMs: number
  #current: Fetched | undefined // partly given out
  #reading: Promise<void> | undefined // somebody waits for records already
  #closed = false

  constructor(fetcher: Fetcher, assignment: Assignment, beginTimeoutMs: number) {
    this.#fetcher = fetcher
    this.#assignment = assignment
    this.#beginTimeoutMs = beginTimeoutMs
  }

  /**
   * The next records of one partition, of none that `passOver` says yes to; undefined when the consumer is closed, or the reader
   * is gone (asked again after `look`). `taken` hears of them first.
   */
  async next(
    recordsMax: number,
    signal: AbortSignal | undefined,
    passOver?: PassOver,
    isGone: () => boolean = never,
    taken?: Taken,
  ): Promise<Given | undefined> {
    if (signal?.aborted) throw aborted(signal)
    while (this.#reading !== undefined)
      await within(this.#reading, new Deadline(Number.POSITIVE_INFINITY, signal))
    const { promise, resolve } = deferred<void>()
    this.#reading = promise
    this.#assignment.asks(true)
    try {
      return await this.#next(recordsMax, signal, passOver, isGone, taken)
    } finally {
      this.#reading = undefined
      this.#assignment.asks(false)
      resolve()
    }
  }

  /** A reader that waits may be gone. */
  look(): void {
    this.#fetcher.wake()
  }

  async #next(
    recordsMax: number,
    signal: AbortSignal | undefined,
    passOver: PassOver | undefined,
    isGone: () => boolean,
    taken: Taken | undefined,
  ): Promise<Given | undefined> {
    while (!this.#closed && !isGone()) {
      if (!this.#assignment.begun) await this.#begin(signal)
      const failure = this.#assignment.takeFailure()
      if (failure !== undefined) throw failure
      const given = this.#give(recordsMax, this.#assignment.mayGive() ? passOver : everything)
      if (given !== undefined) {
        taken?.(given)
        this.#assignment.gave()
        return given
      }
      if (this.#closed || isGone()) break
      this.#assignment.idle()
      await this.#change(signal)
    }
    return undefined
  }

  /** What was fetched of a partition and not given out is void. */
  drop(at: FetchPosition): void {
    if (this.#current?.at === at) this.#forget()
    this.#fetcher.drop(at)
  }

  close(): void {
    this.#closed = true
    this.#forget()
    this.#fetcher.wake()
  }

  async #begin(signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#assignment.begin(new Deadline(this.#beginTimeoutMs, signal))
    } catch (error) {
      if (!this.#closed || !(error instanceof SluiceError)) throw error
    }
  }

  #give(recordsMax: number, passOver: PassOver | undefined): Given | undefined {
    for (;;) {
      this.#current ??= this.#fetcher.take(passOver)
      const current = this.#current
      if (current === undefined) return undefined
      const { at, chunk, generation } = current
      const batch = generation === at.generation ? chunk.take<unknown, unknown>(recordsMax) : undefined
      if (batch === undefined || chunk.empty) this.#forget()
      else at.cut = true
      if (batch === undefined) continue
      at.offset = batch.nextOffset
      at.givenFrom = batch.firstOffset
      at.gaveOut = true
      at.lease.byHandler = false // of the reader before; run() and streams say it again as they take it
      at.lease.awaited = false
      at.lease.hold()
      return { batch, lease: at.lease }
    }
  }

  #forget(): void {
    if (this.#current !== undefined) this.#current.at.cut = false
    this.#current = undefined
  }

  /** Resolves when there may be something; throws ABORTED. */
  async #change(signal: AbortSignal | undefined): Promise<void> {
    // It may have fired between the last wake-up and now, when nobody listened.
    if (signal?.aborted) throw aborted(signal)
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
}

/** Nothing is given out, but what failed is told. */
function everything(): boolean {
  return true
}

function never(): boolean {
  return false
}

// What run() needs of a consumer, and the words its files share. consumer.ts is the source; tests bring their own.
import type { Batch } from '../batch.ts'
import type { Lease } from '../lease.ts'
import type { Logger } from '../logger.ts'
import type { ConsumedRecord } from '../record.ts'

export type AnyRecord = ConsumedRecord<unknown, unknown>
export type AnyBatch = Batch<unknown, unknown>

export interface RunLease extends Lease {
  /** What is finished from now on counts for nothing: another consumer may have the partition, or it jumped. */
  readonly over: boolean
  /** Calls back once when that comes (in the same turn, when it has come already); answers how to forget that. */
  whenOver(callback: () => void): () => void
  /** The next record pulled of this partition is the one at `offset`. Nothing happens where the lease has ended. */
  giveBack(offset: number): void
}

export interface RunSource {
  /**
   * The next batch; undefined when the consumer is closed. Partitions that `full` says yes to may be passed over; it is asked
   * again after `poke`.
   */
  pull(
    recordsMax: number,
    signal: AbortSignal,
    full: (lease: RunLease) => boolean,
  ): Promise<{ readonly batch: AnyBatch; readonly lease: RunLease } | undefined>
  /** A partition that was full is not any more. */
  poke(): void
  /** Commits what is finished now, where there is a group to commit to. */
  commitFinished(): Promise<void>
  readonly group: string | undefined
  readonly logger: Logger
}

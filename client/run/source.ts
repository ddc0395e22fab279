// What run() needs of a consumer, and the words its files share. consumer.ts is the source; tests bring their own.
import type { Batch } from '../consumer/batch.ts'
import type { Lease } from '../consumer/lease.ts'
import type { Logger } from '../logger.ts'
import type { ConsumedRecord } from '../consumer/record.ts'

export type AnyRecord = ConsumedRecord<unknown, unknown>
export type AnyBatch = Batch<unknown, unknown>

export interface Pulled {
  readonly batch: AnyBatch
  readonly lease: Lease
  /** The partition was paused or jumped since the batch left: what had been read of it is read again. */
  readonly stale: boolean
}

export interface RunSource {
  /**
   * The next batch; undefined when the consumer is closed. Partitions that `full` says yes to may be passed over; it is asked
   * again after `poke`.
   */
  pull(recordsMax: number, signal: AbortSignal, full: (lease: Lease) => boolean): Promise<Pulled | undefined>
  /** A partition that was full is not any more. */
  poke(): void
  /** Commits what is finished now, where there is a group to commit to. */
  commitFinished(): Promise<void>
  /** Called when partitions were paused or resumed. Set by whoever reads. */
  onPaused: (() => void) | undefined
  readonly group: string | undefined
  readonly logger: Logger
}

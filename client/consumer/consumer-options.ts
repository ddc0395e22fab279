// What a consumer is told and what it tells: the types of consumer.ts, without behaviour.
// Read by users through index.ts.
import type { Batch } from './batch.ts'
import type { TopicPartition } from '../admin/group-description.ts'
import type { StartSpec } from './fetch-position.ts'
import type { ConsumerNotice, OrElse } from './fetch-settings.ts'
import type { ConsumedRecord } from './record.ts'
import type { CallOptions } from '../connection/retry.ts'
import type { HandleOf, Topic, TopicLike } from '../topic.ts'

/** One partition to read, without a group that assigns. */
export interface PartitionSpec<T extends TopicLike = TopicLike> {
  /** A name, or what topic(name, serdes) answers. */
  readonly topic: T
  /** From 0. */
  readonly partition: number
  /** Default: the consumer's `from`. */
  readonly from?: StartSpec
}

/** Either `topics` or `partitions` has to be given. */
export interface ConsumerOptions<T extends TopicLike = TopicLike> {
  /**
   * The consumer group whose offsets are used. With `topics` the consumer becomes a member, and shares the partitions with the
   * others; with `partitions` it reads those, and commits to a group that must have no members. Bad name: INVALID_GROUP_NAME.
   */
  readonly group?: string
  /** All partitions of these topics, also those added later; in a group, a share of them. */
  readonly topics?: readonly T[]
  /** These partitions alone. */
  readonly partitions?: readonly PartitionSpec<T>[]
  /** Default: 'committed' with a group (and `orElse` where nothing is committed yet), else 'latest'. */
  readonly from?: StartSpec | 'committed'
  /** When the offset is not there (any more), or the topic was made anew: throw (default), or go on there. */
  readonly orElse?: OrElse
  /** Static membership: who comes back under this id within sessionTimeoutMs gets its partitions back, and nobody else moves. */
  readonly instanceId?: string
  /** How the group shares partitions; the one most members want. 'uniform' (default): evenly; 'range': the same numbers of all topics together. */
  readonly assignor?: 'uniform' | 'range'
  /** Without a sign of life for so long a member loses its partitions; 1 s to 30 min. Default 45 s. */
  readonly sessionTimeoutMs?: number
  /**
   * The same for a member that holds on to records, blocks its event loop, or asks for no more records (its loop ended, run()
   * failed) for so long; 1 s to a day. It joins again when it asks. Each further try of a record in run() counts from anew, so that
   * a retry may go on for longer. Default 5 min.
   */
  readonly maxProcessingMs?: number
  /** Record iteration and run(): what is finished is committed at least this often. Default 1 s. */
  readonly commitIntervalMs?: number
  /**
   * Awaited before partitions are given up, also by `close`, when what was finished is committed: the place for
   * `consumer.commit()` where that is done by hand (what a loop has in hand is left out). An error it throws becomes the process's uncaughtException, also that of a
   * commit that found no broker: catch it there. Not called for partitions that are lost.
   */
  readonly onRevoked?: (partitions: readonly TopicPartition[]) => void | Promise<void>
  /** Of one answer. Default 8 MiB. */
  readonly maxBytes?: number
  /** Of one partition in an answer. Default 1 MiB. */
  readonly maxPartitionBytes?: number
  /** Fetched ahead and not taken yet. Default: three times maxBytes. */
  readonly maxBufferedBytes?: number
  /** The broker answers once it has so much, or after maxWaitMs. Default 1. */
  readonly minBytes?: number
  /** A fetch that finds nothing waits for so long at the broker. Default 500. */
  readonly maxWaitMs?: number
  /** How long the broker may be away before a loop is told. Default: for ever; it is tried again all the time. */
  readonly unreachableTimeoutMs?: number
  /** Hears of what `orElse` dealt with. */
  readonly onNotice?: (notice: ConsumerNotice) => void
}

/** Of `consumer.close()`. */
export interface CloseOptions {
  /**
   * Handlers of run(), the last commits and the goodbye to the group may take so long; then the consumer is closed all the same.
   * Handlers are waited for but for the last half second (a quarter, where it is below 2 s). In milliseconds, default 5 000.
   */
  readonly deadlineMs?: number
}

export interface BatchesOptions extends CallOptions {
  /** Of one batch; at least 1. Default: as they arrived. */
  readonly maxRecords?: number
}

/** A partition that the consumer reads. */
export interface Assigned {
  /** Name of its topic. */
  readonly topic: string
  /** From 0. */
  readonly partition: number
  /** Of the next record; undefined until it is resolved. */
  readonly position: number | undefined
  /** End of what consumers may read, when it was last fetched. */
  readonly highWatermark: number | undefined
  /** By `pause`. */
  readonly paused: boolean
}

export interface CommittedPartition extends TopicPartition {
  /** Of the next record to read; undefined: nothing is committed. */
  readonly offset: number | undefined
}

// `T extends unknown` makes a union of topics a union of batches, instead of a batch of unions.
/** The batches of a topic, or of a union of topics. */
export type BatchOf<T extends TopicLike> = T extends unknown
  ? HandleOf<T> extends Topic<infer K, infer V, infer _KI, infer _VI>
    ? Batch<K, V>
    : never
  : never
/** The records of a topic, or of a union of topics. */
export type RecordOf<T extends TopicLike> = T extends unknown
  ? HandleOf<T> extends Topic<infer K, infer V, infer _KI, infer _VI>
    ? ConsumedRecord<K, V>
    : never
  : never

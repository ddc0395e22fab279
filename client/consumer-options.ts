// What a consumer is told and what it tells: the types of consumer.ts, without behaviour.
// Read by users through index.ts.
import type { Batch } from './batch.ts'
import type { StartSpec } from './fetch-position.ts'
import type { ConsumerNotice, OrElse } from './fetcher.ts'
import type { ConsumedRecord } from './record.ts'
import type { CallOptions } from './retry.ts'
import type { HandleOf, Topic, TopicLike } from './topic.ts'

export interface PartitionSpec<T extends TopicLike = TopicLike> {
  readonly topic: T
  readonly partition: number
  /** Default: the consumer's `from`. */
  readonly from?: StartSpec
}

export interface ConsumerOptions<T extends TopicLike = TopicLike> {
  /** Consumer groups come with a later release: giving one is INVALID_OPTION. */
  readonly group?: string
  /** All partitions of these topics, also those added later. */
  readonly topics?: readonly T[]
  /** These partitions alone. */
  readonly partitions?: readonly PartitionSpec<T>[]
  /** Default 'latest'. */
  readonly from?: StartSpec | 'committed'
  /** When the offset is not there (any more), or the topic was made anew: throw (default), or go on there. */
  readonly orElse?: OrElse
  /** Of one answer. Default 8 MiB. */
  readonly maxBytes?: number
  /** Of one partition in an answer. Default 1 MiB. */
  readonly maxPartitionBytes?: number
  /** Fetched ahead and not taken yet. Default: three times maxBytes. */
  readonly maxBufferedBytes?: number
  /** The broker answers once it has so much, or after maxWaitMs. Default 1. */
  readonly minBytes?: number
  readonly maxWaitMs?: number
  /** How long the broker may be away before a loop is told. Default: for ever; it is tried again all the time. */
  readonly unreachableTimeoutMs?: number
  /** Hears of what `orElse` dealt with. */
  readonly onNotice?: (notice: ConsumerNotice) => void
}

export interface BatchesOptions extends CallOptions {
  readonly maxRecords?: number
}

export interface Assigned {
  readonly topic: string
  readonly partition: number
  /** Of the next record; undefined until it is resolved. */
  readonly position: number | undefined
  readonly highWatermark: number | undefined
  readonly paused: boolean
}

// `T extends unknown` makes a union of topics a union of batches, instead of a batch of unions.
export type BatchOf<T extends TopicLike> = T extends unknown
  ? HandleOf<T> extends Topic<infer K, infer V, infer _KI, infer _VI>
    ? Batch<K, V>
    : never
  : never
export type RecordOf<T extends TopicLike> = T extends unknown
  ? HandleOf<T> extends Topic<infer K, infer V, infer _KI, infer _VI>
    ? ConsumedRecord<K, V>
    : never
  : never

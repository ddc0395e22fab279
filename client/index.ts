// The public names of the SDK: `import { connect, topic, serde } from 'sluice'`. Everything else in this room is private.
export { isSluiceError, SluiceError } from '../protocol/errors.ts'
export type { Delivered, ErrorName } from '../protocol/errors.ts'
export type {
  Admin,
  PartitionInfo,
  TopicAdmin,
  TopicChange,
  TopicDescription,
  TopicInfo,
  TopicSetting,
  TopicSpec,
} from './admin/admin.ts'
export type { GroupAdmin } from './admin/admin-groups.ts'
export type { LagSpec } from './admin/admin-lag.ts'
export type { LagGrain, LagOwner, LagReport, LagRow, LagRule, LagStatus } from '../protocol/lag.ts'
export type { Batch } from './consumer/batch.ts'
export type { Client, ConnectOptions } from './client.ts'
export { connect } from './client.ts'
export type { Consumer } from './consumer/consumer.ts'
export type {
  Assigned,
  BatchesOptions,
  BatchOf,
  CloseOptions,
  CommittedPartition,
  ConsumerOptions,
  PartitionSpec,
  RecordOf,
} from './consumer/consumer-options.ts'
export type { AssignedPartition, ConsumerEvents } from './consumer/events.ts'
export type { StartSpec } from './consumer/fetch-position.ts'
export type { ConsumerNotice, OrElse } from './consumer/fetch-settings.ts'
export type {
  CommittedOffset,
  GroupDescription,
  GroupListing,
  GroupMember,
  GroupPartition,
  TopicPartition,
} from './admin/group-description.ts'
export type { OffsetAdmin, OffsetSpec, PartitionOffset } from './admin/offsets.ts'
export type { Partitioner } from './producer/partitioner.ts'
export type { Producer, ProducerOptions } from './producer/producer.ts'
export type { ConsumedRecord } from './consumer/record.ts'
export type { ResetOptions, ResetRow, ResetSpec, ResetTarget, ResetTopic } from './admin/reset-offsets.ts'
export type { CallOptions } from './connection/retry.ts'
export type {
  DeadLetterOptions,
  Handler,
  HandlerContext,
  RetryOptions,
  RunOptions,
} from './run/options.ts'
export type { SendBatchError, SendBatchResult } from './producer/send-batch.ts'
export type { SendResult } from './producer/send-one.ts'
export type { ProtobufType, Serde, StandardSchema } from './serde.ts'
export { serde } from './serde.ts'
export type { ReadableOptions } from './streams/readable.ts'
export type { WritableOptions } from './streams/writable.ts'
export type { BytesTopic, RecordHeaders, RecordInput, Topic, TopicLike } from './topic.ts'
export { topic } from './topic.ts'

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
} from './admin.ts'
export type { GroupAdmin } from './admin-groups.ts'
export type { Batch } from './batch.ts'
export type { Client, ConnectOptions } from './client.ts'
export { connect } from './client.ts'
export type { Consumer } from './consumer.ts'
export type {
  Assigned,
  BatchesOptions,
  BatchOf,
  CloseOptions,
  CommittedPartition,
  ConsumerOptions,
  PartitionSpec,
  RecordOf,
} from './consumer-options.ts'
export type { AssignedPartition, ConsumerEvents } from './events.ts'
export type { StartSpec } from './fetch-position.ts'
export type { ConsumerNotice, OrElse } from './fetch-settings.ts'
export type {
  CommittedOffset,
  GroupDescription,
  GroupListing,
  GroupMember,
  GroupPartition,
  TopicPartition,
} from './group-description.ts'
export type { OffsetAdmin, OffsetSpec, PartitionOffset } from './offsets.ts'
export type { Partitioner } from './partitioner.ts'
export type { Producer, ProducerOptions } from './producer.ts'
export type { ConsumedRecord } from './record.ts'
export type { ResetOptions, ResetRow, ResetSpec, ResetTarget, ResetTopic } from './reset-offsets.ts'
export type { CallOptions } from './retry.ts'
export type {
  DeadLetterOptions,
  Handler,
  HandlerContext,
  RetryOptions,
  RunOptions,
} from './run/options.ts'
export type { SendBatchError, SendBatchResult } from './send-batch.ts'
export type { SendResult } from './send-one.ts'
export type { ProtobufType, Serde, StandardSchema } from './serde.ts'
export { serde } from './serde.ts'
export type { ReadableOptions } from './streams/readable.ts'
export type { WritableOptions } from './streams/writable.ts'
export type { BytesTopic, RecordHeaders, RecordInput, Topic, TopicLike } from './topic.ts'
export { topic } from './topic.ts'

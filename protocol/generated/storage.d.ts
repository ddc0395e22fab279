// Generated from protocol/storage.proto by scripts/generate.mjs. Do not edit.

/** The generated functions of one message. Call them through protocol/messages.ts, which is strict. */
export interface Codec<Message, Init> {
  encode(message: Init, writer: object): object
  decode(reader: object): Message
}

/** One record of the metadata log. The newest record about a thing wins. A new segment of the metadata log begins with the whole state between snapshot_begin and snapshot_end; older segments go once it is durable. */
export interface MetadataRecord {
  snapshotBegin: SnapshotMark | null
  snapshotEnd: SnapshotMark | null
  brokerBooted: BrokerBooted | null
  /** created, or any setting or partition count changed: the whole state */
  topic: TopicState | null
  /** the id is dead; its files may still be there */
  topicDeleted: TopicDeleted | null
  /** its files are gone too */
  topicGone: TopicGone | null
  logStart: LogStart | null
  epochStart: EpochStart | null
  segmentSealed: SegmentSealed | null
  segmentDropped: SegmentDropped | null
  producerIds: ProducerIdRange | null
  /** members came, went or got partitions: the whole group but its offsets */
  group: GroupState | null
  /** its offsets too */
  groupDeleted: GroupDeleted | null
  offsetsCommitted: OffsetsCommitted | null
  readonly change?:
    | 'snapshotBegin'
    | 'snapshotEnd'
    | 'brokerBooted'
    | 'topic'
    | 'topicDeleted'
    | 'topicGone'
    | 'logStart'
    | 'epochStart'
    | 'segmentSealed'
    | 'segmentDropped'
    | 'producerIds'
    | 'group'
    | 'groupDeleted'
    | 'offsetsCommitted'
}
/** What encoding a MetadataRecord takes. */
export interface MetadataRecordInit {
  snapshotBegin?: SnapshotMarkInit | null
  snapshotEnd?: SnapshotMarkInit | null
  brokerBooted?: BrokerBootedInit | null
  topic?: TopicStateInit | null
  topicDeleted?: TopicDeletedInit | null
  topicGone?: TopicGoneInit | null
  logStart?: LogStartInit | null
  epochStart?: EpochStartInit | null
  segmentSealed?: SegmentSealedInit | null
  segmentDropped?: SegmentDroppedInit | null
  producerIds?: ProducerIdRangeInit | null
  group?: GroupStateInit | null
  groupDeleted?: GroupDeletedInit | null
  offsetsCommitted?: OffsetsCommittedInit | null
}

export interface SnapshotMark {
  writtenMs: number
}
/** What encoding a SnapshotMark takes. */
export interface SnapshotMarkInit {
  writtenMs?: number
}

export interface BrokerBooted {
  bootEpoch: number
  clusterId: string
  bootedMs: number
}
/** What encoding a BrokerBooted takes. */
export interface BrokerBootedInit {
  bootEpoch?: number
  clusterId?: string
  bootedMs?: number
}

export interface TopicState {
  id: Uint8Array
  name: string
  partitions: number
  /** only those that differ from the defaults */
  settings: TopicSetting[]
  createdMs: number
}
/** What encoding a TopicState takes. */
export interface TopicStateInit {
  id?: Uint8Array
  name?: string
  partitions?: number
  settings?: TopicSettingInit[]
  createdMs?: number
}

export interface TopicSetting {
  key: string
  value: string
}
/** What encoding a TopicSetting takes. */
export interface TopicSettingInit {
  key?: string
  value?: string
}

export interface TopicDeleted {
  id: Uint8Array
}
/** What encoding a TopicDeleted takes. */
export interface TopicDeletedInit {
  id?: Uint8Array
}

export interface TopicGone {
  id: Uint8Array
}
/** What encoding a TopicGone takes. */
export interface TopicGoneInit {
  id?: Uint8Array
}

export interface LogStart {
  topicId: Uint8Array
  partition: number
  offset: number
}
/** What encoding a LogStart takes. */
export interface LogStartInit {
  topicId?: Uint8Array
  partition?: number
  offset?: number
}

/** The first offset that carries this leader epoch in this log. */
export interface EpochStart {
  topicId: Uint8Array
  partition: number
  epoch: number
  offset: number
}
/** What encoding a EpochStart takes. */
export interface EpochStartInit {
  topicId?: Uint8Array
  partition?: number
  epoch?: number
  offset?: number
}

export interface SegmentSealed {
  topicId: Uint8Array
  partition: number
  baseOffset: number
  generation: number
  endOffset: number
  sizeBytes: number
  firstAppendMs: number
  lastAppendMs: number
  /** CRC-32C over the batch headers, 61 bytes each, in order */
  headersCrc: number
  maxTimestampMs: number
  /** compaction knows the keys of records below this offset; 0: of none */
  compactedTo: number
  /** when the first tombstone in it may go (bit 6 of its batch); 0: none waits */
  deleteHorizonMs: number
}
/** What encoding a SegmentSealed takes. */
export interface SegmentSealedInit {
  topicId?: Uint8Array
  partition?: number
  baseOffset?: number
  generation?: number
  endOffset?: number
  sizeBytes?: number
  firstAppendMs?: number
  lastAppendMs?: number
  headersCrc?: number
  maxTimestampMs?: number
  compactedTo?: number
  deleteHorizonMs?: number
}

export interface SegmentDropped {
  topicId: Uint8Array
  partition: number
  baseOffset: number
  generation: number
}
/** What encoding a SegmentDropped takes. */
export interface SegmentDroppedInit {
  topicId?: Uint8Array
  partition?: number
  baseOffset?: number
  generation?: number
}

/** Producer ids below next are taken. */
export interface ProducerIdRange {
  next: number
}
/** What encoding a ProducerIdRange takes. */
export interface ProducerIdRangeInit {
  next?: number
}

export interface GroupState {
  name: string
  /** grows with each change of members, subscriptions or partitions */
  epoch: number
  /** the last one given out */
  assignmentEpoch: number
  members: GroupMember[]
  /** wall clock; 0: it has members */
  emptySinceMs: number
  begun: GroupTopicBegun[]
}
/** What encoding a GroupState takes. */
export interface GroupStateInit {
  name?: string
  epoch?: number
  assignmentEpoch?: number
  members?: GroupMemberInit[]
  emptySinceMs?: number
  begun?: GroupTopicBegunInit[]
}

export interface GroupMember {
  memberId: string
  instanceId: string
  clientId: string
  address: string
  topics: string[]
  assignor: string
  sessionTimeoutMs: number
  maxProcessingMs: number
  joinedMs: number
  /** what is to be given up included */
  owned: OwnedTopic[]
  /** a static member that said it will be back */
  left: boolean
}
/** What encoding a GroupMember takes. */
export interface GroupMemberInit {
  memberId?: string
  instanceId?: string
  clientId?: string
  address?: string
  topics?: string[]
  assignor?: string
  sessionTimeoutMs?: number
  maxProcessingMs?: number
  joinedMs?: number
  owned?: OwnedTopicInit[]
  left?: boolean
}

export interface OwnedTopic {
  topicId: Uint8Array
  partitions: number[]
  /** one for each */
  assignmentEpochs: number[]
}
/** What encoding a OwnedTopic takes. */
export interface OwnedTopicInit {
  topicId?: Uint8Array
  partitions?: number[]
  assignmentEpochs?: number[]
}

/** How many partitions the topic had when the group first subscribed to it: those added later are read from their beginning. */
export interface GroupTopicBegun {
  topicId: Uint8Array
  partitions: number
}
/** What encoding a GroupTopicBegun takes. */
export interface GroupTopicBegunInit {
  topicId?: Uint8Array
  partitions?: number
}

export interface GroupDeleted {
  name: string
}
/** What encoding a GroupDeleted takes. */
export interface GroupDeletedInit {
  name?: string
}

export interface OffsetsCommitted {
  group: string
  committedMs: number
  offsets: PartitionCommit[]
}
/** What encoding a OffsetsCommitted takes. */
export interface OffsetsCommittedInit {
  group?: string
  committedMs?: number
  offsets?: PartitionCommitInit[]
}

export interface PartitionCommit {
  topicId: Uint8Array
  partition: number
  offset: number
  leaderEpoch: number
  hasLeaderEpoch: boolean
  /** snapshots only, where it is not that of the record */
  committedMs: number
}
/** What encoding a PartitionCommit takes. */
export interface PartitionCommitInit {
  topicId?: Uint8Array
  partition?: number
  offset?: number
  leaderEpoch?: number
  hasLeaderEpoch?: boolean
  committedMs?: number
}

/** Sparse entry: the batch that begins at `position` of the segment. */
export interface IndexEntry {
  position: number
  appendMs: number
  /** running maximum of the log up to and including this batch */
  maxTimestampMs: number
  /** of the file; an entry of another one than the segment's counts for nothing */
  generation: number
  /** append_ms is interpolated: nobody knows it any more */
  estimated: boolean
  /** append_ms is known; entries of older releases, whose time may be that of the file's end, say neither */
  exact: boolean
}
/** What encoding a IndexEntry takes. */
export interface IndexEntryInit {
  position?: number
  appendMs?: number
  maxTimestampMs?: number
  generation?: number
  estimated?: boolean
  exact?: boolean
}

/** How far the index of one log has come. */
export interface IndexCover {
  /** entries exist for the log below it */
  offset: number
  maxTimestampMs: number
}
/** What encoding a IndexCover takes. */
export interface IndexCoverInit {
  offset?: number
  maxTimestampMs?: number
}

export interface ProducerSnapshot {
  /** the state after every batch below it */
  coversOffset: number
  producers: ProducerEntry[]
}
/** What encoding a ProducerSnapshot takes. */
export interface ProducerSnapshotInit {
  coversOffset?: number
  producers?: ProducerEntryInit[]
}

export interface ProducerEntry {
  producerId: number
  producerEpoch: number
  /** the last five, oldest first */
  batches: ProducerBatch[]
  lastAppendMs: number
}
/** What encoding a ProducerEntry takes. */
export interface ProducerEntryInit {
  producerId?: number
  producerEpoch?: number
  batches?: ProducerBatchInit[]
  lastAppendMs?: number
}

export interface ProducerBatch {
  firstSequence: number
  lastSequence: number
  baseOffset: number
  appendMs: number
}
/** What encoding a ProducerBatch takes. */
export interface ProducerBatchInit {
  firstSequence?: number
  lastSequence?: number
  baseOffset?: number
  appendMs?: number
}

export interface Checkpoint {
  /** of two slots the higher valid one counts */
  number: number
  bootEpoch: number
  logs: LogPosition[]
}
/** What encoding a Checkpoint takes. */
export interface CheckpointInit {
  number?: number
  bootEpoch?: number
  logs?: LogPositionInit[]
}

/** The metadata log has the id of sixteen zero bytes. */
export interface LogPosition {
  topicId: Uint8Array
  partition: number
  segmentBaseOffset: number
  /** durable bytes of that segment; all earlier segments are durable */
  position: number
  /** offset after the last durable batch */
  offset: number
}
/** What encoding a LogPosition takes. */
export interface LogPositionInit {
  topicId?: Uint8Array
  partition?: number
  segmentBaseOffset?: number
  position?: number
  offset?: number
}

export interface CleanMarker {
  bootEpoch: number
  logs: LogEnd[]
}
/** What encoding a CleanMarker takes. */
export interface CleanMarkerInit {
  bootEpoch?: number
  logs?: LogEndInit[]
}

export interface LogEnd {
  end: LogPosition | null
  lastAppendMs: number
  maxTimestampMs: number
  /** of the active segment */
  firstAppendMs: number
  /** of the active segment so far */
  headersCrc: number
}
/** What encoding a LogEnd takes. */
export interface LogEndInit {
  end?: LogPositionInit | null
  lastAppendMs?: number
  maxTimestampMs?: number
  firstAppendMs?: number
  headersCrc?: number
}

export const storage: {
  readonly MetadataRecord: Codec<MetadataRecord, MetadataRecordInit>
  readonly SnapshotMark: Codec<SnapshotMark, SnapshotMarkInit>
  readonly BrokerBooted: Codec<BrokerBooted, BrokerBootedInit>
  readonly TopicState: Codec<TopicState, TopicStateInit>
  readonly TopicSetting: Codec<TopicSetting, TopicSettingInit>
  readonly TopicDeleted: Codec<TopicDeleted, TopicDeletedInit>
  readonly TopicGone: Codec<TopicGone, TopicGoneInit>
  readonly LogStart: Codec<LogStart, LogStartInit>
  readonly EpochStart: Codec<EpochStart, EpochStartInit>
  readonly SegmentSealed: Codec<SegmentSealed, SegmentSealedInit>
  readonly SegmentDropped: Codec<SegmentDropped, SegmentDroppedInit>
  readonly ProducerIdRange: Codec<ProducerIdRange, ProducerIdRangeInit>
  readonly GroupState: Codec<GroupState, GroupStateInit>
  readonly GroupMember: Codec<GroupMember, GroupMemberInit>
  readonly OwnedTopic: Codec<OwnedTopic, OwnedTopicInit>
  readonly GroupTopicBegun: Codec<GroupTopicBegun, GroupTopicBegunInit>
  readonly GroupDeleted: Codec<GroupDeleted, GroupDeletedInit>
  readonly OffsetsCommitted: Codec<OffsetsCommitted, OffsetsCommittedInit>
  readonly PartitionCommit: Codec<PartitionCommit, PartitionCommitInit>
  readonly IndexEntry: Codec<IndexEntry, IndexEntryInit>
  readonly IndexCover: Codec<IndexCover, IndexCoverInit>
  readonly ProducerSnapshot: Codec<ProducerSnapshot, ProducerSnapshotInit>
  readonly ProducerEntry: Codec<ProducerEntry, ProducerEntryInit>
  readonly ProducerBatch: Codec<ProducerBatch, ProducerBatchInit>
  readonly Checkpoint: Codec<Checkpoint, CheckpointInit>
  readonly LogPosition: Codec<LogPosition, LogPositionInit>
  readonly CleanMarker: Codec<CleanMarker, CleanMarkerInit>
  readonly LogEnd: Codec<LogEnd, LogEndInit>
}

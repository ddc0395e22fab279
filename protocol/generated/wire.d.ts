// Generated from protocol/wire.proto by scripts/generate.mjs. Do not edit.

/** The generated functions of one message. Call them through protocol/messages.ts, which is strict. */
export interface Codec<Message, Init> {
  encode(message: Init, writer: object): object
  decode(reader: object): Message
}

/** 0 ALL, 1 LEADER, 2 NONE */
export type Acks = 0 | 1 | 2

/** 0 EARLIEST, 1 LATEST, 2 AT_TIME */
export type OffsetKind = 0 | 1 | 2

export interface Request {
  /** Chosen by the client, returned in the answer. Answers leave as they complete. */
  requestId: number
  hello: HelloRequest | null
  metadata: MetadataRequest | null
  createTopics: CreateTopicsRequest | null
  deleteTopics: DeleteTopicsRequest | null
  describeTopics: DescribeTopicsRequest | null
  alterTopic: AlterTopicRequest | null
  initProducerId: InitProducerIdRequest | null
  produce: ProduceRequest | null
  fetch: FetchRequest | null
  listOffsets: ListOffsetsRequest | null
  deleteRecords: DeleteRecordsRequest | null
  joinGroup: JoinGroupRequest | null
  syncGroup: SyncGroupRequest | null
  keepAlive: KeepAliveRequest | null
  leaveGroup: LeaveGroupRequest | null
  commitOffsets: CommitOffsetsRequest | null
  committedOffsets: CommittedOffsetsRequest | null
  listGroups: ListGroupsRequest | null
  describeGroups: DescribeGroupsRequest | null
  deleteGroups: DeleteGroupsRequest | null
  lag: LagRequest | null
  readonly body?:
    | 'hello'
    | 'metadata'
    | 'createTopics'
    | 'deleteTopics'
    | 'describeTopics'
    | 'alterTopic'
    | 'initProducerId'
    | 'produce'
    | 'fetch'
    | 'listOffsets'
    | 'deleteRecords'
    | 'joinGroup'
    | 'syncGroup'
    | 'keepAlive'
    | 'leaveGroup'
    | 'commitOffsets'
    | 'committedOffsets'
    | 'listGroups'
    | 'describeGroups'
    | 'deleteGroups'
    | 'lag'
}
/** What encoding a Request takes. */
export interface RequestInit {
  requestId?: number
  hello?: HelloRequestInit | null
  metadata?: MetadataRequestInit | null
  createTopics?: CreateTopicsRequestInit | null
  deleteTopics?: DeleteTopicsRequestInit | null
  describeTopics?: DescribeTopicsRequestInit | null
  alterTopic?: AlterTopicRequestInit | null
  initProducerId?: InitProducerIdRequestInit | null
  produce?: ProduceRequestInit | null
  fetch?: FetchRequestInit | null
  listOffsets?: ListOffsetsRequestInit | null
  deleteRecords?: DeleteRecordsRequestInit | null
  joinGroup?: JoinGroupRequestInit | null
  syncGroup?: SyncGroupRequestInit | null
  keepAlive?: KeepAliveRequestInit | null
  leaveGroup?: LeaveGroupRequestInit | null
  commitOffsets?: CommitOffsetsRequestInit | null
  committedOffsets?: CommittedOffsetsRequestInit | null
  listGroups?: ListGroupsRequestInit | null
  describeGroups?: DescribeGroupsRequestInit | null
  deleteGroups?: DeleteGroupsRequestInit | null
  lag?: LagRequestInit | null
}

export interface Response {
  /** 0 where the broker could not read the request's id. */
  requestId: number
  /** the whole request failed; the body it asked for is absent */
  failure: Failure | null
  hello: HelloResponse | null
  metadata: MetadataResponse | null
  createTopics: CreateTopicsResponse | null
  deleteTopics: DeleteTopicsResponse | null
  describeTopics: DescribeTopicsResponse | null
  alterTopic: AlterTopicResponse | null
  initProducerId: InitProducerIdResponse | null
  produce: ProduceResponse | null
  fetch: FetchResponse | null
  listOffsets: ListOffsetsResponse | null
  deleteRecords: DeleteRecordsResponse | null
  joinGroup: JoinGroupResponse | null
  syncGroup: SyncGroupResponse | null
  keepAlive: KeepAliveResponse | null
  leaveGroup: LeaveGroupResponse | null
  commitOffsets: CommitOffsetsResponse | null
  committedOffsets: CommittedOffsetsResponse | null
  listGroups: ListGroupsResponse | null
  describeGroups: DescribeGroupsResponse | null
  deleteGroups: DeleteGroupsResponse | null
  lag: LagResponse | null
  readonly body?:
    | 'failure'
    | 'hello'
    | 'metadata'
    | 'createTopics'
    | 'deleteTopics'
    | 'describeTopics'
    | 'alterTopic'
    | 'initProducerId'
    | 'produce'
    | 'fetch'
    | 'listOffsets'
    | 'deleteRecords'
    | 'joinGroup'
    | 'syncGroup'
    | 'keepAlive'
    | 'leaveGroup'
    | 'commitOffsets'
    | 'committedOffsets'
    | 'listGroups'
    | 'describeGroups'
    | 'deleteGroups'
    | 'lag'
}
/** What encoding a Response takes. */
export interface ResponseInit {
  requestId?: number
  failure?: FailureInit | null
  hello?: HelloResponseInit | null
  metadata?: MetadataResponseInit | null
  createTopics?: CreateTopicsResponseInit | null
  deleteTopics?: DeleteTopicsResponseInit | null
  describeTopics?: DescribeTopicsResponseInit | null
  alterTopic?: AlterTopicResponseInit | null
  initProducerId?: InitProducerIdResponseInit | null
  produce?: ProduceResponseInit | null
  fetch?: FetchResponseInit | null
  listOffsets?: ListOffsetsResponseInit | null
  deleteRecords?: DeleteRecordsResponseInit | null
  joinGroup?: JoinGroupResponseInit | null
  syncGroup?: SyncGroupResponseInit | null
  keepAlive?: KeepAliveResponseInit | null
  leaveGroup?: LeaveGroupResponseInit | null
  commitOffsets?: CommitOffsetsResponseInit | null
  committedOffsets?: CommittedOffsetsResponseInit | null
  listGroups?: ListGroupsResponseInit | null
  describeGroups?: DescribeGroupsResponseInit | null
  deleteGroups?: DeleteGroupsResponseInit | null
  lag?: LagResponseInit | null
}

/** A row of protocol/errors.ts by number, with what this case adds to it. */
export interface Failure {
  code: number
  message: string
  /** OFFSET_OUT_OF_RANGE and LOG_TRUNCATED: the readable range [log_start_offset, visible_offset), and where to go on. */
  logStartOffset: number
  visibleOffset: number
  /** LOG_TRUNCATED: the first offset at which the log differs from what the client has seen. */
  divergingOffset: number
  /** The request took effect or it did not: nobody can say (an append whose sync failed). Absent: what the code implies. */
  deliveredUnknown: boolean
}
/** What encoding a Failure takes. */
export interface FailureInit {
  code?: number
  message?: string
  logStartOffset?: number
  visibleOffset?: number
  divergingOffset?: number
  deliveredUnknown?: boolean
}

export interface HelloRequest {
  clientId: string
  versionMin: number
  versionMax: number
  features: string[]
  /** "sluice-client/0.1.0", for the broker's log */
  software: string
  /** answers of this connection leave in request order */
  inOrder: boolean
}
/** What encoding a HelloRequest takes. */
export interface HelloRequestInit {
  clientId?: string
  versionMin?: number
  versionMax?: number
  features?: string[]
  software?: string
  inOrder?: boolean
}

export interface HelloResponse {
  version: number
  features: string[]
  software: string
  clusterId: string
  /** grows by one at each start of the broker; also the leader epoch of new batches */
  bootEpoch: number
  limits: Limits | null
  /** empty: none asked for */
  authentication: string[]
  /** ADDRESS to dial from now on; empty: keep the one dialled */
  advertised: string
}
/** What encoding a HelloResponse takes. */
export interface HelloResponseInit {
  version?: number
  features?: string[]
  software?: string
  clusterId?: string
  bootEpoch?: number
  limits?: LimitsInit | null
  authentication?: string[]
  advertised?: string
}

export interface Limits {
  frameBytesMax: number
  headerBytesMax: number
  requestsInFlightMax: number
  partitionsPerRequestMax: number
}
/** What encoding a Limits takes. */
export interface LimitsInit {
  frameBytesMax?: number
  headerBytesMax?: number
  requestsInFlightMax?: number
  partitionsPerRequestMax?: number
}

export interface MetadataRequest {
  names: string[]
  /** 16 bytes each */
  ids: Uint8Array[]
  all: boolean
  /** make missing names, where the broker allows it (topics.autoCreate) */
  create: boolean
}
/** What encoding a MetadataRequest takes. */
export interface MetadataRequestInit {
  names?: string[]
  ids?: Uint8Array[]
  all?: boolean
  create?: boolean
}

export interface MetadataResponse {
  topics: TopicMetadata[]
}
/** What encoding a MetadataResponse takes. */
export interface MetadataResponseInit {
  topics?: TopicMetadataInit[]
}

export interface TopicMetadata {
  /** absent: fine */
  failure: Failure | null
  name: string
  id: Uint8Array
  partitions: PartitionMetadata[]
  /** max.message.bytes of the topic: the largest batch */
  messageBytesMax: number
  compacted: boolean
  /** durability=disk */
  durable: boolean
}
/** What encoding a TopicMetadata takes. */
export interface TopicMetadataInit {
  failure?: FailureInit | null
  name?: string
  id?: Uint8Array
  partitions?: PartitionMetadataInit[]
  messageBytesMax?: number
  compacted?: boolean
  durable?: boolean
}

export interface PartitionMetadata {
  partition: number
  leaderEpoch: number
}
/** What encoding a PartitionMetadata takes. */
export interface PartitionMetadataInit {
  partition?: number
  leaderEpoch?: number
}

export interface Setting {
  key: string
  /** as written: "7d", "128MiB", "disk" */
  value: string
  /** answers only */
  isDefault: boolean
}
/** What encoding a Setting takes. */
export interface SettingInit {
  key?: string
  value?: string
  isDefault?: boolean
}

export interface NewTopic {
  name: string
  /** 0: the broker's default */
  partitions: number
  settings: Setting[]
}
/** What encoding a NewTopic takes. */
export interface NewTopicInit {
  name?: string
  partitions?: number
  settings?: SettingInit[]
}

export interface CreateTopicsRequest {
  topics: NewTopic[]
  validateOnly: boolean
  /** an existing topic is an answer, not an error */
  ifMissing: boolean
}
/** What encoding a CreateTopicsRequest takes. */
export interface CreateTopicsRequestInit {
  topics?: NewTopicInit[]
  validateOnly?: boolean
  ifMissing?: boolean
}

export interface CreateTopicsResponse {
  /** in request order */
  topics: TopicMetadata[]
}
/** What encoding a CreateTopicsResponse takes. */
export interface CreateTopicsResponseInit {
  topics?: TopicMetadataInit[]
}

export interface TopicReference {
  /** used when id is empty */
  name: string
  id: Uint8Array
}
/** What encoding a TopicReference takes. */
export interface TopicReferenceInit {
  name?: string
  id?: Uint8Array
}

export interface DeleteTopicsRequest {
  topics: TopicReference[]
}
/** What encoding a DeleteTopicsRequest takes. */
export interface DeleteTopicsRequestInit {
  topics?: TopicReferenceInit[]
}

export interface DeleteTopicsResponse {
  /** in request order; name and id of what was deleted */
  topics: TopicMetadata[]
}
/** What encoding a DeleteTopicsResponse takes. */
export interface DeleteTopicsResponseInit {
  topics?: TopicMetadataInit[]
}

export interface DescribeTopicsRequest {
  topics: TopicReference[]
  all: boolean
}
/** What encoding a DescribeTopicsRequest takes. */
export interface DescribeTopicsRequestInit {
  topics?: TopicReferenceInit[]
  all?: boolean
}

export interface DescribeTopicsResponse {
  topics: TopicDescription[]
}
/** What encoding a DescribeTopicsResponse takes. */
export interface DescribeTopicsResponseInit {
  topics?: TopicDescriptionInit[]
}

export interface TopicDescription {
  failure: Failure | null
  name: string
  id: Uint8Array
  settings: Setting[]
  createdMs: number
  partitions: PartitionDescription[]
}
/** What encoding a TopicDescription takes. */
export interface TopicDescriptionInit {
  failure?: FailureInit | null
  name?: string
  id?: Uint8Array
  settings?: SettingInit[]
  createdMs?: number
  partitions?: PartitionDescriptionInit[]
}

export interface PartitionDescription {
  partition: number
  leaderEpoch: number
  logStartOffset: number
  /** of the next record */
  logEndOffset: number
  /** the high watermark: consumers read below it */
  visibleOffset: number
  /** on disk below it */
  durableOffset: number
  sizeBytes: number
  segments: number
  /** "open", "read-only: why" */
  state: string
}
/** What encoding a PartitionDescription takes. */
export interface PartitionDescriptionInit {
  partition?: number
  leaderEpoch?: number
  logStartOffset?: number
  logEndOffset?: number
  visibleOffset?: number
  durableOffset?: number
  sizeBytes?: number
  segments?: number
  state?: string
}

export interface AlterTopicRequest {
  topic: TopicReference | null
  set: Setting[]
  /** keys that go back to their defaults */
  reset: string[]
  /** 0: unchanged; may only grow */
  partitions: number
}
/** What encoding a AlterTopicRequest takes. */
export interface AlterTopicRequestInit {
  topic?: TopicReferenceInit | null
  set?: SettingInit[]
  reset?: string[]
  partitions?: number
}

export interface AlterTopicResponse {
  topic: TopicDescription | null
}
/** What encoding a AlterTopicResponse takes. */
export interface AlterTopicResponseInit {
  topic?: TopicDescriptionInit | null
}

export interface DeleteRecordsRequest {
  topic: TopicReference | null
  partitions: RecordsBefore[]
}
/** What encoding a DeleteRecordsRequest takes. */
export interface DeleteRecordsRequestInit {
  topic?: TopicReferenceInit | null
  partitions?: RecordsBeforeInit[]
}

export interface RecordsBefore {
  partition: number
  /** records below it become unreadable */
  beforeOffset: number
}
/** What encoding a RecordsBefore takes. */
export interface RecordsBeforeInit {
  partition?: number
  beforeOffset?: number
}

export interface DeleteRecordsResponse {
  partitions: DeletedRecords[]
}
/** What encoding a DeleteRecordsResponse takes. */
export interface DeleteRecordsResponseInit {
  partitions?: DeletedRecordsInit[]
}

export interface DeletedRecords {
  failure: Failure | null
  partition: number
  logStartOffset: number
}
/** What encoding a DeletedRecords takes. */
export interface DeletedRecordsInit {
  failure?: FailureInit | null
  partition?: number
  logStartOffset?: number
}

export interface InitProducerIdRequest {
  /** Both 0 and absent `has_previous`: a new id. Else the next epoch of that id. */
  hasPrevious: boolean
  producerId: number
  producerEpoch: number
}
/** What encoding a InitProducerIdRequest takes. */
export interface InitProducerIdRequestInit {
  hasPrevious?: boolean
  producerId?: number
  producerEpoch?: number
}

export interface InitProducerIdResponse {
  producerId: number
  producerEpoch: number
}
/** What encoding a InitProducerIdResponse takes. */
export interface InitProducerIdResponseInit {
  producerId?: number
  producerEpoch?: number
}

export interface ProduceRequest {
  acks: Acks
  timeoutMs: number
  partitions: ProducePartition[]
}
/** What encoding a ProduceRequest takes. */
export interface ProduceRequestInit {
  acks?: Acks
  timeoutMs?: number
  partitions?: ProducePartitionInit[]
}

export interface ProducePartition {
  topicId: Uint8Array
  partition: number
  /** this partition's share of the frame's payload: whole record batches */
  payloadBytes: number
}
/** What encoding a ProducePartition takes. */
export interface ProducePartitionInit {
  topicId?: Uint8Array
  partition?: number
  payloadBytes?: number
}

export interface ProduceResponse {
  /** in request order */
  results: ProduceResult[]
}
/** What encoding a ProduceResponse takes. */
export interface ProduceResponseInit {
  results?: ProduceResultInit[]
}

export interface ProduceResult {
  failure: Failure | null
  partition: number
  /** of the first record of the first batch */
  baseOffset: number
  /** end of the log after these batches */
  appendedOffset: number
  /** on disk below it when this answer was made */
  durableOffset: number
  appendTimeMs: number
  logStartOffset: number
  /** a repeated batch: the offsets are the original's */
  duplicate: boolean
}
/** What encoding a ProduceResult takes. */
export interface ProduceResultInit {
  failure?: FailureInit | null
  partition?: number
  baseOffset?: number
  appendedOffset?: number
  durableOffset?: number
  appendTimeMs?: number
  logStartOffset?: number
  duplicate?: boolean
}

export interface FetchRequest {
  maxWaitMs: number
  minBytes: number
  /** of the whole answer's payload; one batch is sent even if it is larger */
  maxBytes: number
  partitions: FetchPartition[]
}
/** What encoding a FetchRequest takes. */
export interface FetchRequestInit {
  maxWaitMs?: number
  minBytes?: number
  maxBytes?: number
  partitions?: FetchPartitionInit[]
}

export interface FetchPartition {
  topicId: Uint8Array
  partition: number
  offset: number
  maxBytes: number
  /** leader epoch of the last batch seen */
  lastEpoch: number
  hasLastEpoch: boolean
}
/** What encoding a FetchPartition takes. */
export interface FetchPartitionInit {
  topicId?: Uint8Array
  partition?: number
  offset?: number
  maxBytes?: number
  lastEpoch?: number
  hasLastEpoch?: boolean
}

export interface FetchResponse {
  /** in request order */
  results: FetchResult[]
}
/** What encoding a FetchResponse takes. */
export interface FetchResponseInit {
  results?: FetchResultInit[]
}

export interface FetchResult {
  failure: Failure | null
  partition: number
  /** this partition's share of the frame's payload: whole record batches */
  payloadBytes: number
  logStartOffset: number
  logEndOffset: number
  visibleOffset: number
}
/** What encoding a FetchResult takes. */
export interface FetchResultInit {
  failure?: FailureInit | null
  partition?: number
  payloadBytes?: number
  logStartOffset?: number
  logEndOffset?: number
  visibleOffset?: number
}

export interface ListOffsetsRequest {
  queries: OffsetQuery[]
}
/** What encoding a ListOffsetsRequest takes. */
export interface ListOffsetsRequestInit {
  queries?: OffsetQueryInit[]
}

export interface OffsetQuery {
  topicId: Uint8Array
  partition: number
  kind: OffsetKind
  timestampMs: number
}
/** What encoding a OffsetQuery takes. */
export interface OffsetQueryInit {
  topicId?: Uint8Array
  partition?: number
  kind?: OffsetKind
  timestampMs?: number
}

export interface ListOffsetsResponse {
  /** in request order */
  answers: OffsetAnswer[]
}
/** What encoding a ListOffsetsResponse takes. */
export interface ListOffsetsResponseInit {
  answers?: OffsetAnswerInit[]
}

export interface OffsetAnswer {
  failure: Failure | null
  partition: number
  /** EARLIEST, LATEST: exact. AT_TIME: the base offset of the batch that holds the record; the client finds the record. */
  offset: number
  leaderEpoch: number
  /** AT_TIME: false when every record is older; offset is then the visible end */
  found: boolean
}
/** What encoding a OffsetAnswer takes. */
export interface OffsetAnswerInit {
  failure?: FailureInit | null
  partition?: number
  offset?: number
  leaderEpoch?: number
  found?: boolean
}

/** Some partitions of one topic. `assignment_epochs` is empty or as long as `partitions`: under which epoch each was given to its owner. An epoch is given out once in a group, so (partition, epoch) names one owner for ever. */
export interface GroupTopic {
  topicId: Uint8Array
  /** answers only */
  name: string
  partitions: number[]
  assignmentEpochs: number[]
}
/** What encoding a GroupTopic takes. */
export interface GroupTopicInit {
  topicId?: Uint8Array
  name?: string
  partitions?: number[]
  assignmentEpochs?: number[]
}

/** Become a member, or change what a member subscribes to. The assignment comes with SyncGroup. */
export interface JoinGroupRequest {
  group: string
  /** chosen by the client, a new one for each session */
  memberId: string
  /** static membership; empty: none */
  instanceId: string
  /** names; one that is not there yet is assigned once it is */
  topics: string[]
  /** "uniform" (also where empty) or "range"; the one that most members want is used */
  assignor: string
  /** without a sign of life for so long, the member is put out */
  sessionTimeoutMs: number
  /** how long a revoked partition may be held on to */
  maxProcessingMs: number
}
/** What encoding a JoinGroupRequest takes. */
export interface JoinGroupRequestInit {
  group?: string
  memberId?: string
  instanceId?: string
  topics?: string[]
  assignor?: string
  sessionTimeoutMs?: number
  maxProcessingMs?: number
}

export interface JoinGroupResponse {
  groupEpoch: number
  keepAliveIntervalMs: number
}
/** What encoding a JoinGroupResponse takes. */
export interface JoinGroupResponseInit {
  groupEpoch?: number
  keepAliveIntervalMs?: number
}

/** What shall I hold? Answered at once where that is not `held`, else when it changes, when max_wait_ms is over, or when the client sends nothing more. */
export interface SyncGroupRequest {
  group: string
  memberId: string
  /** with their epochs: assigned and not given up yet */
  held: GroupTopic[]
  maxWaitMs: number
}
/** What encoding a SyncGroupRequest takes. */
export interface SyncGroupRequestInit {
  group?: string
  memberId?: string
  held?: GroupTopicInit[]
  maxWaitMs?: number
}

export interface SyncGroupResponse {
  groupEpoch: number
  /** With their epochs. What is held and not in here is to be given up (finish, commit), then synced again. */
  assigned: GroupTopic[]
  /** every partition of the group is where it shall be */
  stable: boolean
}
/** What encoding a SyncGroupResponse takes. */
export interface SyncGroupResponseInit {
  groupEpoch?: number
  assigned?: GroupTopicInit[]
  stable?: boolean
}

/** A sign of life, sent by a thread of its own. */
export interface KeepAliveRequest {
  group: string
  memberId: string
  /** the event loop of the member has not turned for so long; 0: it turns */
  blockedMs: number
  /** the records in its hands were given out so long ago; 0: none */
  processingMs: number
}
/** What encoding a KeepAliveRequest takes. */
export interface KeepAliveRequestInit {
  group?: string
  memberId?: string
  blockedMs?: number
  processingMs?: number
}

export interface KeepAliveResponse {
  groupEpoch: number
}
/** What encoding a KeepAliveResponse takes. */
export interface KeepAliveResponseInit {
  groupEpoch?: number
}

export interface LeaveGroupRequest {
  group: string
  memberId: string
  /** a static member that will be back: its partitions wait for it until its session ends */
  keepInstance: boolean
}
/** What encoding a LeaveGroupRequest takes. */
export interface LeaveGroupRequestInit {
  group?: string
  memberId?: string
  keepInstance?: boolean
}

export interface LeaveGroupResponse {
}
/** What encoding a LeaveGroupResponse takes. */
export interface LeaveGroupResponseInit {
}

export interface OffsetCommit {
  topicId: Uint8Array
  partition: number
  /** of the next record to read */
  offset: number
  /** of the last record read */
  leaderEpoch: number
  hasLeaderEpoch: boolean
  /** of a member: under which it holds the partition */
  assignmentEpoch: number
}
/** What encoding a OffsetCommit takes. */
export interface OffsetCommitInit {
  topicId?: Uint8Array
  partition?: number
  offset?: number
  leaderEpoch?: number
  hasLeaderEpoch?: boolean
  assignmentEpoch?: number
}

/** Durable when it is answered. */
export interface CommitOffsetsRequest {
  group: string
  /** empty: of nobody, accepted only while the group has no members (resets, own assignment) */
  memberId: string
  offsets: OffsetCommit[]
}
/** What encoding a CommitOffsetsRequest takes. */
export interface CommitOffsetsRequestInit {
  group?: string
  memberId?: string
  offsets?: OffsetCommitInit[]
}

export interface CommitOffsetsResponse {
  /** in request order */
  results: CommitResult[]
}
/** What encoding a CommitOffsetsResponse takes. */
export interface CommitOffsetsResponseInit {
  results?: CommitResultInit[]
}

export interface CommitResult {
  failure: Failure | null
  partition: number
}
/** What encoding a CommitResult takes. */
export interface CommitResultInit {
  failure?: FailureInit | null
  partition?: number
}

export interface CommittedOffsetsRequest {
  group: string
  /** empty: all there are */
  topics: GroupTopic[]
}
/** What encoding a CommittedOffsetsRequest takes. */
export interface CommittedOffsetsRequestInit {
  group?: string
  topics?: GroupTopicInit[]
}

export interface CommittedOffsetsResponse {
  /** in request order */
  offsets: CommittedOffset[]
}
/** What encoding a CommittedOffsetsResponse takes. */
export interface CommittedOffsetsResponseInit {
  offsets?: CommittedOffsetInit[]
}

export interface CommittedOffset {
  topicId: Uint8Array
  partition: number
  found: boolean
  offset: number
  leaderEpoch: number
  hasLeaderEpoch: boolean
  committedMs: number
  /** Nothing is committed, and the partition was added after the group had begun with the topic: it begins at its beginning. */
  addedLater: boolean
}
/** What encoding a CommittedOffset takes. */
export interface CommittedOffsetInit {
  topicId?: Uint8Array
  partition?: number
  found?: boolean
  offset?: number
  leaderEpoch?: number
  hasLeaderEpoch?: boolean
  committedMs?: number
  addedLater?: boolean
}

export interface ListGroupsRequest {
}
/** What encoding a ListGroupsRequest takes. */
export interface ListGroupsRequestInit {
}

export interface ListGroupsResponse {
  groups: GroupListing[]
}
/** What encoding a ListGroupsResponse takes. */
export interface ListGroupsResponseInit {
  groups?: GroupListingInit[]
}

export interface GroupListing {
  name: string
  /** "empty", "stable", "reconciling" */
  state: string
  members: number
  /** with members or committed offsets */
  topics: number
  groupEpoch: number
}
/** What encoding a GroupListing takes. */
export interface GroupListingInit {
  name?: string
  state?: string
  members?: number
  topics?: number
  groupEpoch?: number
}

export interface DescribeGroupsRequest {
  names: string[]
}
/** What encoding a DescribeGroupsRequest takes. */
export interface DescribeGroupsRequestInit {
  names?: string[]
}

export interface DescribeGroupsResponse {
  /** in request order */
  groups: GroupDescription[]
}
/** What encoding a DescribeGroupsResponse takes. */
export interface DescribeGroupsResponseInit {
  groups?: GroupDescriptionInit[]
}

export interface GroupDescription {
  failure: Failure | null
  name: string
  state: string
  groupEpoch: number
  assignor: string
  members: MemberDescription[]
  /** of all partitions that are committed or belong to a subscribed topic */
  offsets: GroupOffset[]
}
/** What encoding a GroupDescription takes. */
export interface GroupDescriptionInit {
  failure?: FailureInit | null
  name?: string
  state?: string
  groupEpoch?: number
  assignor?: string
  members?: MemberDescriptionInit[]
  offsets?: GroupOffsetInit[]
}

export interface MemberDescription {
  memberId: string
  instanceId: string
  clientId: string
  address: string
  topics: string[]
  /** with their epochs; what it holds or may take */
  assigned: GroupTopic[]
  /** to be given up */
  revoking: GroupTopic[]
  sessionTimeoutMs: number
  maxProcessingMs: number
  /** wall clock */
  joinedMs: number
  /** last sign of life */
  seenMsAgo: number
  /** the event loop is blocked for so long */
  blockedMs: number
  processingMs: number
}
/** What encoding a MemberDescription takes. */
export interface MemberDescriptionInit {
  memberId?: string
  instanceId?: string
  clientId?: string
  address?: string
  topics?: string[]
  assigned?: GroupTopicInit[]
  revoking?: GroupTopicInit[]
  sessionTimeoutMs?: number
  maxProcessingMs?: number
  joinedMs?: number
  seenMsAgo?: number
  blockedMs?: number
  processingMs?: number
}

export interface GroupOffset {
  topicId: Uint8Array
  topic: string
  partition: number
  committed: boolean
  offset: number
  leaderEpoch: number
  committedMs: number
  logStartOffset: number
  visibleOffset: number
  /** member id; empty: nobody */
  owner: string
}
/** What encoding a GroupOffset takes. */
export interface GroupOffsetInit {
  topicId?: Uint8Array
  topic?: string
  partition?: number
  committed?: boolean
  offset?: number
  leaderEpoch?: number
  committedMs?: number
  logStartOffset?: number
  visibleOffset?: number
  owner?: string
}

export interface DeleteGroupsRequest {
  names: string[]
}
/** What encoding a DeleteGroupsRequest takes. */
export interface DeleteGroupsRequestInit {
  names?: string[]
}

export interface DeleteGroupsResponse {
  /** in request order */
  groups: DeletedGroup[]
}
/** What encoding a DeleteGroupsResponse takes. */
export interface DeleteGroupsResponseInit {
  groups?: DeletedGroupInit[]
}

export interface DeletedGroup {
  failure: Failure | null
  name: string
}
/** What encoding a DeletedGroup takes. */
export interface DeletedGroupInit {
  failure?: FailureInit | null
  name?: string
}

/** Rows of one snapshot, in the order group, topic, partition. protocol/lag.ts names grains, statuses and rules; lag-wire.ts fills and reads the columns. */
export interface LagRequest {
  /** names, or patterns with * and ?; none: all */
  groups: string[]
  /** the same */
  topics: string[]
  /** place in lagGrains */
  grain: number
  /** 0: a new one */
  snapshotId: number
  /** next_row of the answer before */
  fromRow: number
  /** 0: as many as fit */
  rowsMax: number
  history: boolean
}
/** What encoding a LagRequest takes. */
export interface LagRequestInit {
  groups?: string[]
  topics?: string[]
  grain?: number
  snapshotId?: number
  fromRow?: number
  rowsMax?: number
  history?: boolean
}

export interface LagResponse {
  snapshotId: number
  /** wall clock */
  takenMs: number
  rowsTotal: number
  /** 0: these were the last */
  nextRow: number
  /** how far back the samples reach */
  windowMs: number
  /** what the columns of names point into, counted from 1; 0: none */
  names: string[]
  columns: LagColumns | null
}
/** What encoding a LagResponse takes. */
export interface LagResponseInit {
  snapshotId?: number
  takenMs?: number
  rowsTotal?: number
  nextRow?: number
  windowMs?: number
  names?: string[]
  columns?: LagColumnsInit | null
}

/** One value a row in each. Doubles hold exact integers up to 2^53 and NaN where nothing is known. */
export interface LagColumns {
  group: number[]
  topic: number[]
  /** plus 1; 0: none */
  partition: number[]
  /** place in lagStatuses, which stay these eight: they are what programs decide by */
  status: number[]
  /** place in `rules` */
  rule: number[]
  /** as many as the rule names, row after row */
  ruleValues: number[]
  worstTopic: number[]
  worstPartition: number[]
  partitions: number[]
  uncommitted: number[]
  members: number[]
  logStart: number[]
  logEnd: number[]
  committed: number[]
  committedMs: number[]
  lag: number[]
  timeLagMs: number[]
  timeLagEstimated: boolean[]
  bytesBehind: number[]
  inPerSecond: number[]
  outPerSecond: number[]
  slopePerSecond: number[]
  catchUpMs: number[]
  headroomMs: number[]
  headroomRatio: number[]
  owner: number[]
  ownerClient: number[]
  ownerHost: number[]
  ownerBlockedMs: number[]
  ownerProcessingMs: number[]
  historyLength: number[]
  /** all rows' samples, row after row */
  history: number[]
  /** lagStatuses.length a row where the grain is not partition */
  statusCounts: number[]
  /** of the broker's release, which may have rules that the client's has not */
  rules: LagRuleNames[]
}
/** What encoding a LagColumns takes. */
export interface LagColumnsInit {
  group?: number[]
  topic?: number[]
  partition?: number[]
  status?: number[]
  rule?: number[]
  ruleValues?: number[]
  worstTopic?: number[]
  worstPartition?: number[]
  partitions?: number[]
  uncommitted?: number[]
  members?: number[]
  logStart?: number[]
  logEnd?: number[]
  committed?: number[]
  committedMs?: number[]
  lag?: number[]
  timeLagMs?: number[]
  timeLagEstimated?: boolean[]
  bytesBehind?: number[]
  inPerSecond?: number[]
  outPerSecond?: number[]
  slopePerSecond?: number[]
  catchUpMs?: number[]
  headroomMs?: number[]
  headroomRatio?: number[]
  owner?: number[]
  ownerClient?: number[]
  ownerHost?: number[]
  ownerBlockedMs?: number[]
  ownerProcessingMs?: number[]
  historyLength?: number[]
  history?: number[]
  statusCounts?: number[]
  rules?: LagRuleNamesInit[]
}

export interface LagRuleNames {
  rule: string
  values: string[]
}
/** What encoding a LagRuleNames takes. */
export interface LagRuleNamesInit {
  rule?: string
  values?: string[]
}

export const wire: {
  readonly Acks: { readonly ALL: 0; readonly LEADER: 1; readonly NONE: 2 }
  readonly OffsetKind: { readonly EARLIEST: 0; readonly LATEST: 1; readonly AT_TIME: 2 }
  readonly Request: Codec<Request, RequestInit>
  readonly Response: Codec<Response, ResponseInit>
  readonly Failure: Codec<Failure, FailureInit>
  readonly HelloRequest: Codec<HelloRequest, HelloRequestInit>
  readonly HelloResponse: Codec<HelloResponse, HelloResponseInit>
  readonly Limits: Codec<Limits, LimitsInit>
  readonly MetadataRequest: Codec<MetadataRequest, MetadataRequestInit>
  readonly MetadataResponse: Codec<MetadataResponse, MetadataResponseInit>
  readonly TopicMetadata: Codec<TopicMetadata, TopicMetadataInit>
  readonly PartitionMetadata: Codec<PartitionMetadata, PartitionMetadataInit>
  readonly Setting: Codec<Setting, SettingInit>
  readonly NewTopic: Codec<NewTopic, NewTopicInit>
  readonly CreateTopicsRequest: Codec<CreateTopicsRequest, CreateTopicsRequestInit>
  readonly CreateTopicsResponse: Codec<CreateTopicsResponse, CreateTopicsResponseInit>
  readonly TopicReference: Codec<TopicReference, TopicReferenceInit>
  readonly DeleteTopicsRequest: Codec<DeleteTopicsRequest, DeleteTopicsRequestInit>
  readonly DeleteTopicsResponse: Codec<DeleteTopicsResponse, DeleteTopicsResponseInit>
  readonly DescribeTopicsRequest: Codec<DescribeTopicsRequest, DescribeTopicsRequestInit>
  readonly DescribeTopicsResponse: Codec<DescribeTopicsResponse, DescribeTopicsResponseInit>
  readonly TopicDescription: Codec<TopicDescription, TopicDescriptionInit>
  readonly PartitionDescription: Codec<PartitionDescription, PartitionDescriptionInit>
  readonly AlterTopicRequest: Codec<AlterTopicRequest, AlterTopicRequestInit>
  readonly AlterTopicResponse: Codec<AlterTopicResponse, AlterTopicResponseInit>
  readonly DeleteRecordsRequest: Codec<DeleteRecordsRequest, DeleteRecordsRequestInit>
  readonly RecordsBefore: Codec<RecordsBefore, RecordsBeforeInit>
  readonly DeleteRecordsResponse: Codec<DeleteRecordsResponse, DeleteRecordsResponseInit>
  readonly DeletedRecords: Codec<DeletedRecords, DeletedRecordsInit>
  readonly InitProducerIdRequest: Codec<InitProducerIdRequest, InitProducerIdRequestInit>
  readonly InitProducerIdResponse: Codec<InitProducerIdResponse, InitProducerIdResponseInit>
  readonly ProduceRequest: Codec<ProduceRequest, ProduceRequestInit>
  readonly ProducePartition: Codec<ProducePartition, ProducePartitionInit>
  readonly ProduceResponse: Codec<ProduceResponse, ProduceResponseInit>
  readonly ProduceResult: Codec<ProduceResult, ProduceResultInit>
  readonly FetchRequest: Codec<FetchRequest, FetchRequestInit>
  readonly FetchPartition: Codec<FetchPartition, FetchPartitionInit>
  readonly FetchResponse: Codec<FetchResponse, FetchResponseInit>
  readonly FetchResult: Codec<FetchResult, FetchResultInit>
  readonly ListOffsetsRequest: Codec<ListOffsetsRequest, ListOffsetsRequestInit>
  readonly OffsetQuery: Codec<OffsetQuery, OffsetQueryInit>
  readonly ListOffsetsResponse: Codec<ListOffsetsResponse, ListOffsetsResponseInit>
  readonly OffsetAnswer: Codec<OffsetAnswer, OffsetAnswerInit>
  readonly GroupTopic: Codec<GroupTopic, GroupTopicInit>
  readonly JoinGroupRequest: Codec<JoinGroupRequest, JoinGroupRequestInit>
  readonly JoinGroupResponse: Codec<JoinGroupResponse, JoinGroupResponseInit>
  readonly SyncGroupRequest: Codec<SyncGroupRequest, SyncGroupRequestInit>
  readonly SyncGroupResponse: Codec<SyncGroupResponse, SyncGroupResponseInit>
  readonly KeepAliveRequest: Codec<KeepAliveRequest, KeepAliveRequestInit>
  readonly KeepAliveResponse: Codec<KeepAliveResponse, KeepAliveResponseInit>
  readonly LeaveGroupRequest: Codec<LeaveGroupRequest, LeaveGroupRequestInit>
  readonly LeaveGroupResponse: Codec<LeaveGroupResponse, LeaveGroupResponseInit>
  readonly OffsetCommit: Codec<OffsetCommit, OffsetCommitInit>
  readonly CommitOffsetsRequest: Codec<CommitOffsetsRequest, CommitOffsetsRequestInit>
  readonly CommitOffsetsResponse: Codec<CommitOffsetsResponse, CommitOffsetsResponseInit>
  readonly CommitResult: Codec<CommitResult, CommitResultInit>
  readonly CommittedOffsetsRequest: Codec<CommittedOffsetsRequest, CommittedOffsetsRequestInit>
  readonly CommittedOffsetsResponse: Codec<CommittedOffsetsResponse, CommittedOffsetsResponseInit>
  readonly CommittedOffset: Codec<CommittedOffset, CommittedOffsetInit>
  readonly ListGroupsRequest: Codec<ListGroupsRequest, ListGroupsRequestInit>
  readonly ListGroupsResponse: Codec<ListGroupsResponse, ListGroupsResponseInit>
  readonly GroupListing: Codec<GroupListing, GroupListingInit>
  readonly DescribeGroupsRequest: Codec<DescribeGroupsRequest, DescribeGroupsRequestInit>
  readonly DescribeGroupsResponse: Codec<DescribeGroupsResponse, DescribeGroupsResponseInit>
  readonly GroupDescription: Codec<GroupDescription, GroupDescriptionInit>
  readonly MemberDescription: Codec<MemberDescription, MemberDescriptionInit>
  readonly GroupOffset: Codec<GroupOffset, GroupOffsetInit>
  readonly DeleteGroupsRequest: Codec<DeleteGroupsRequest, DeleteGroupsRequestInit>
  readonly DeleteGroupsResponse: Codec<DeleteGroupsResponse, DeleteGroupsResponseInit>
  readonly DeletedGroup: Codec<DeletedGroup, DeletedGroupInit>
  readonly LagRequest: Codec<LagRequest, LagRequestInit>
  readonly LagResponse: Codec<LagResponse, LagResponseInit>
  readonly LagColumns: Codec<LagColumns, LagColumnsInit>
  readonly LagRuleNames: Codec<LagRuleNames, LagRuleNamesInit>
}

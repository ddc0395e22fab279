// Every maximum of wire, broker and client in one place: value, unit, reason, and what happens at the limit.
// Read by all rooms; nobody else holds a bound. The relations between them are asserted when this file is loaded.
import assert from 'node:assert/strict'

const KiB = 1024
const MiB = 1024 * KiB

export const limits = {
  // ---- frames (protocol/frame.ts, native network thread)

  /** Bytes that the length word of a frame may claim. Above: FRAME_TOO_LARGE, then the connection is closed. */
  frameBytesMax: 64 * MiB,
  /** Bytes of the protobuf header of a frame. Above: FRAME_TOO_LARGE, then close. */
  headerBytesMax: 1 * MiB,
  /** Bytes of the first frame of a connection, before anybody said Hello. Above: FRAME_TOO_LARGE, then close. */
  firstFrameBytesMax: 16 * KiB,
  /** Bytes of frames that all connections together may hold in the broker. Full: connections wait unread. */
  frameBudgetBytes: 256 * MiB,
  /** Frames up to this size pass through the reserve when the budget is full, so that small requests go on. */
  smallFrameBytes: 16 * KiB,
  /** Bytes of the reserve for small frames. Full: connections wait unread. */
  frameReserveBytes: 16 * MiB,
  /** Time for a frame to arrive completely once its first byte did. After: the connection is closed. */
  frameDeadlineMs: 30_000,
  /** Time for Hello after a connection was accepted. After: the connection is closed. */
  helloDeadlineMs: 10_000,
  /** Buffer a client receives small frames through; larger frames are received in place. */
  receiveScratchBytes: 64 * KiB,

  // ---- connections and requests (broker/)

  /** Open connections of one broker. Full: a new one is closed at once. */
  connectionsMax: 20_000,
  /** Unanswered requests of one connection. Full: the request is answered with TOO_MANY_REQUESTS (retriable). */
  requestsInFlightMax: 64,
  /** Bytes of answers not yet taken by the other side. Above: the connection is read no further until they are. */
  outboxBytesMax: 64 * MiB,
  /** Partitions named by one produce, fetch, list-offsets or delete-records request. Above: INVALID_REQUEST. */
  partitionsPerRequestMax: 4_096,
  /** Topics named by one metadata or administration request. Above: INVALID_REQUEST. */
  topicsPerRequestMax: 1_000,
  /** Length-prefixed fields in one request header: bounds the objects decoding makes. Above: INVALID_REQUEST. */
  requestFieldsMax: 65_536,
  /** The same for answers and stored messages, which only list what exists. Above: INVALID_REQUEST. */
  responseFieldsMax: 4_194_304,
  /** Characters of a client id or software name. Above: INVALID_REQUEST. */
  clientIdLengthMax: 255,
  /** Features in a Hello. Above: INVALID_REQUEST. */
  featuresMax: 64,
  /** Longest wait a fetch may ask for; a longer one is shortened to it. */
  fetchWaitMsMax: 60_000,
  /** Payload of one fetch answer; a larger wish is shortened to it. */
  fetchBytesMax: 56 * MiB,
  /** Longest time a produce may ask to wait for the disk; a longer one is shortened to it. */
  requestTimeoutMsMax: 300_000,
  /** Fetches waiting for one log. Full: the fetch is answered at once with what there is. */
  waitersPerLogMax: 10_000,
  /** Fetches waiting in the whole broker. Full: the same. */
  waitersMax: 100_000,

  // ---- topics

  /** Characters of a topic name. Above: INVALID_TOPIC_NAME. */
  topicNameMax: 249,
  /** Topics of one broker. Full: TOPIC_LIMIT. */
  topicsMax: 10_000,
  /** Partitions of one topic. Above: INVALID_PARTITIONS. */
  partitionsPerTopicMax: 4_096,
  /** Partitions of all topics together: each active one holds descriptors and a mapping. Full: TOPIC_LIMIT. */
  partitionsMax: 20_000,
  /** Settings given with one topic. Above: INVALID_SETTING. */
  settingsPerTopicMax: 64,
  /** Characters of a setting's value. Above: INVALID_SETTING. */
  settingLengthMax: 1_024,

  // ---- batches and records

  /** Ceiling of the topic setting max.message.bytes. Above: INVALID_SETTING. */
  batchBytesMax: 32 * MiB,
  /** Default of max.message.bytes. A larger batch: MESSAGE_TOO_LARGE. */
  batchBytesDefault: 1 * MiB,
  /** Batches for one partition in one produce request. Above: INVALID_BATCH. */
  batchesPerAppendMax: 1_024,
  /** Headers of one record. Above: INVALID_ARGUMENT when written, CORRUPT_BATCH when read. */
  headersPerRecordMax: 65_536,
  /** Bytes of the records of one batch after decompression. Above: CORRUPT_BATCH. */
  decompressedBytesMax: 128 * MiB,
  /** Appends waiting in one log for its segment's next step. Full: LOG_BUSY (retriable). */
  appendQueueMax: 1_024,
  /** Bytes of those appends. Full: LOG_BUSY (retriable). */
  appendQueueBytesMax: 64 * MiB,
  /** How far ahead of the broker's clock a timestamp may lie. Above: INVALID_TIMESTAMP. */
  timestampAheadMsMax: 3_600_000,
  /** Batches remembered per producer and log to recognize repeats. An older repeat: OUT_OF_ORDER_SEQUENCE. */
  producerBatchesKept: 5,
  /** Producers remembered per log; the one idle for longest is forgotten first. */
  producersPerLogMax: 10_000,
  /** Smallest segment.bytes. Below: INVALID_SETTING. */
  segmentBytesMin: 1 * MiB,
  /** Largest segment.bytes: segments are mapped whole. Above: INVALID_SETTING. */
  segmentBytesMax: 1_024 * MiB,
  /** Newest append times of one log held in memory, a second apart: ten minutes of a busy one. Full: the oldest makes way. */
  appendTimesPerLog: 600,
  /** So many of them every log may have. */
  appendTimesAtFirst: 8,
  /** What all logs together may add to that, 24 bytes each. Full: a log keeps as many as it has; older ones are in the index. */
  appendTimesMax: 1_000_000,

  /** Bytes of one change of the metadata log, whose segments are 16 MiB. Above: MESSAGE_TOO_LARGE. */
  metadataChangeBytesMax: 4 * MiB,

  /** Memory of compaction's table of keys, 24 bytes a slot, three quarters filled: 2 million keys. Full: another pass. */
  compactionTableBytes: 64 * MiB,

  // ---- consumer groups

  /** Characters of a group name. Above: INVALID_GROUP_NAME. */
  groupNameMax: 249,
  /** Characters of a member id or static id. Above: INVALID_REQUEST. */
  memberIdMax: 128,
  /** Groups of one broker, those without members included. Full: GROUP_LIMIT. */
  groupsMax: 10_000,
  /** Members of one group. Full: GROUP_LIMIT. */
  membersPerGroupMax: 1_000,
  /** Topics one member subscribes to. Above: INVALID_REQUEST. */
  topicsPerMemberMax: 250,
  /** Partitions of all topics of one group: its whole state is one record of the metadata log. Above: GROUP_LIMIT. */
  partitionsPerGroupMax: 20_000,
  /** Committed offsets of all groups together: they are held in memory. Full: GROUP_LIMIT. */
  committedOffsetsMax: 1_000_000,
  /** Session timeouts a member may ask for. Outside: INVALID_REQUEST. */
  sessionTimeoutMsMin: 1_000,
  sessionTimeoutMsMax: 1_800_000,
  /**
   * Time a member without a static id is given to come back once its last connection closed. After, or at its session's end where
   * that comes first: it is put out. It stops by itself before that.
   */
  disconnectGraceMs: 5_000,
  /** Longest processing time a member may ask for. Above: INVALID_REQUEST. */
  maxProcessingMsMin: 1_000,
  maxProcessingMsMax: 86_400_000,
  /** Longest wait a sync may ask for; a longer one is shortened to it. */
  syncWaitMsMax: 60_000,
  /** Groups named by one describe or delete. Above: INVALID_REQUEST. */
  groupsPerRequestMax: 1_000,

  // ---- lag (broker/lag/)

  /** How often the broker notes where logs and groups stand. */
  lagSampleMs: 10_000,
  /** Samples kept of each partition of a group: five minutes. */
  lagSamples: 30,
  /** Partitions of groups of which samples are kept, 0.8 KiB each. Full: others have rule `no-history`. */
  lagWindowsMax: 200_000,
  /** Snapshots that can still be asked for by their number. Full: see lagSnapshotBytes. */
  lagSnapshotsKept: 16,
  /** For so long at most. After: SNAPSHOT_GONE. */
  lagSnapshotMs: 60_000,
  /** Patterns of groups, or of topics, in one request for lag. Above: INVALID_REQUEST. */
  lagPatternsMax: 16,
  /**
   * Bytes that all snapshots together may take; the newest is kept in any case. Full: the longest not asked for goes, or where all are
   * being paged through the youngest. A gone one: SNAPSHOT_GONE, and a client that has handed out nothing of it begins anew.
   */
  lagSnapshotBytes: 128 * MiB,
  /** After a page that was not the last, a snapshot counts as being paged through for so long. */
  lagSnapshotPagedMs: 5_000,
  /** Bytes of columns and names in one answer, which is encoded in one turn. Full: the next answer goes on. */
  lagAnswerBytes: 500_000,
  /** Partitions of groups that have series of their own in Prometheus text. More: none of them has, topics and groups still have. */
  lagSeriesPartitionsMax: 10_000,
  /** Topics of groups that have. More: none of them has, groups still have. */
  lagSeriesTopicsMax: 10_000,

  // ---- metrics (broker/metrics.ts)

  /** Topics that have series of their own in /metrics, the first made first. More: those have none, and are counted. */
  metricTopicsMax: 2_000,
  /** Answers of /metrics under way. Full: TOO_MANY_REQUESTS (retriable), HTTP 429. */
  scrapesMax: 8,
  /** How long a scraper may take nothing of its answer. After: its connection is closed. */
  scrapeDeadlineMs: 30_000,

  // ---- HTTP and console (broker/http.ts, broker/console/)

  /** HTTP connections. Full: a new one is closed at once. */
  httpConnectionsMax: 128,
  /** Bytes of the request line and the headers of an HTTP request. Above: status 431. */
  httpHeaderBytesMax: 8 * KiB,
  /** How long a reader may take nothing of an answer or an event. After: its connection is closed. */
  httpStallMs: 10_000,
  /** Requests to /api that are being answered, streams of events apart. Full: TOO_MANY_REQUESTS, status 429. */
  consoleRequestsMax: 16,
  /** Streams of events that are open, live tails among them. Full: TOO_MANY_REQUESTS, status 429. */
  consoleStreamsMax: 32,
  /** How often events leave; less often, up to the second one, where making one takes over a twentieth of it or it has over a MiB. */
  consoleEventMs: 2_000,
  consoleEventMsMax: 10_000,
  /** Rows of lag in one event. Above: the first ones, with the number of all. */
  consoleLagRowsMax: 1_000,
  /** Records in one answer. Above: INVALID_ARGUMENT. */
  consoleRecordsMax: 500,
  consoleRecordsDefault: 50,
  /** Partitions one request for records reads. A topic with more: those appended to most recently, the others are told of. */
  consolePartitionsMax: 64,
  /** Stored bytes, records and time that one request for records may take. After: it says how far it came, and goes on when asked. */
  consoleScanBytes: 64 * MiB,
  consoleScanRecords: 1_000_000,
  consoleScanMs: 3_000,
  /** Bytes of a log that the thread that decodes records takes at once; a batch is taken whole. */
  consoleJobBytes: 1 * MiB,
  /** Time it has for them. After: the thread is ended and made anew, the request is told so. */
  consoleJobMs: 10_000,
  /** Requests waiting for that thread. Full: TOO_MANY_REQUESTS, status 429. */
  consoleJobsMax: 64,
  /** Bytes of records as JSON in one answer, divided among its partitions; one record always comes. Full: it goes on when asked. */
  consoleAnswerBytes: 8 * MiB,
  /** Bytes of a key, a value or the value of a header that are shown; the length is told in full. With full=1: the second one. */
  consoleShownBytes: 4 * KiB,
  consoleShownBytesFull: 1 * MiB,
  /** Headers of one record that are shown, and characters of their names. Above: their number is told, a name is cut. */
  consoleHeadersMax: 64,
  consoleHeaderNameMax: 256,
  /** Bytes of a text to look for. Above: INVALID_ARGUMENT. */
  consoleFilterBytesMax: 1 * KiB,
  /** How often a live tail looks for new records, and how many it shows at once. More: the newest, the others are counted. */
  consoleTailMs: 250,
  consoleTailRecords: 50,

  // ---- client

  /** Without a sign of life for so long a group member is put out. */
  clientSessionTimeoutMsDefault: 45_000,
  /** Longest time a consumer may take over what it was given, or block its event loop, before it gives up its session. */
  clientMaxProcessingMsDefault: 300_000,
  /** Automatic commits leave at least this often while records are consumed. */
  clientCommitIntervalMsDefault: 1_000,
  /** Handlers of one run() at once. Above: INVALID_OPTION. */
  runConcurrencyMax: 10_000,
  /** Records of a partition that run() begins beyond its lowest unfinished one. Full: no more of it until that is finished. */
  runWindowRecords: 16_384,
  /** Records of all partitions that wait in run() for their key's turn. Full: nothing more is read until there are fewer. */
  runWaitingRecords: 16_384,
  /** Batches of a partition that run() holds, the one it reads included. Full: others are pulled first. */
  runBatchesAhead: 2,
  /** How long run() waits for handlers whose partitions are lost once it is to end. After: it fails and leaves them behind. */
  runAbandonMs: 5_000,
  /** Records a stream of a producer collects for one batch. Above: INVALID_OPTION. */
  streamRecordsMax: 65_536,
  /** Its default. */
  streamRecordsDefault: 512,
  /** Default target of one produced batch. A fuller batch is sent at once. */
  clientBatchBytesDefault: 256 * KiB,
  /** Bytes a producer buffers before `send` waits. */
  producerBufferBytesDefault: 64 * MiB,
  /** Produce requests in flight per connection: as many as the broker remembers batches, so that repeats are known. */
  producerInFlightDefault: 5,
  /** Bytes one fetch of the client asks for, in all and per partition. */
  clientFetchBytesDefault: 8 * MiB,
  clientFetchPartitionBytesDefault: 1 * MiB,
  /** How long a fetch of the client waits for data. */
  clientFetchWaitMsDefault: 500,
  /** Time until a request without an answer fails with TIMEOUT. */
  clientRequestTimeoutMsDefault: 30_000,
  /** Time to connect and say Hello. After: CONNECT_FAILED (retriable). */
  clientConnectTimeoutMsDefault: 10_000,

  // ---- command line

  /** Names for brokers that one user keeps. Full: INVALID_ARGUMENT. */
  contextsMax: 1_000,
  contextNameMax: 64,
  /** A file of contexts that is larger is none. Above: INVALID_CONFIG. */
  contextFileBytesMax: 1_048_576,
  /** Names that a shell is given at one Tab. More: the first of them. */
  completionValuesMax: 1_000,
} as const

export type Limits = typeof limits

// A frame holds a header and the largest batch; an answer holds one batch even when the wish was smaller.
assert(limits.batchBytesMax + limits.headerBytesMax + 4 <= limits.frameBytesMax)
assert(limits.fetchBytesMax + limits.headerBytesMax + 4 <= limits.frameBytesMax)
assert(limits.batchBytesMax <= limits.fetchBytesMax)
assert(limits.frameBytesMax <= 0xffff_ffff)
assert(limits.firstFrameBytesMax <= limits.smallFrameBytes)
assert(limits.frameBytesMax <= limits.frameBudgetBytes)
assert(limits.smallFrameBytes <= limits.frameReserveBytes)
assert(limits.batchBytesDefault <= limits.batchBytesMax)
assert(limits.batchBytesMax <= limits.decompressedBytesMax)
assert(limits.frameBytesMax <= limits.appendQueueBytesMax)
assert(limits.requestsInFlightMax <= limits.appendQueueMax)
assert(limits.partitionsPerTopicMax <= limits.partitionsMax)
// Each partition of a request costs two length-prefixed fields (the message and its topic id).
assert(limits.partitionsPerRequestMax * 2 + 64 <= limits.requestFieldsMax)
// A header with the most partitions fits: 40 bytes hold one partition of a produce or fetch request.
assert(limits.partitionsPerRequestMax * 40 <= limits.headerBytesMax)
assert(limits.topicsPerRequestMax * (limits.topicNameMax + 16) <= limits.headerBytesMax)
assert(limits.clientBatchBytesDefault <= limits.batchBytesDefault)
assert(limits.runConcurrencyMax <= limits.runWindowRecords)
assert(limits.streamRecordsDefault <= limits.streamRecordsMax)
assert(limits.clientFetchBytesDefault <= limits.fetchBytesMax)
assert(limits.clientFetchPartitionBytesDefault <= limits.clientFetchBytesDefault)
assert(limits.producerInFlightDefault <= limits.producerBatchesKept)
assert(limits.clientFetchWaitMsDefault < limits.clientRequestTimeoutMsDefault)
assert(limits.partitionsPerGroupMax <= limits.partitionsMax)
assert(limits.clientSessionTimeoutMsDefault <= limits.sessionTimeoutMsMax)
assert(limits.clientMaxProcessingMsDefault <= limits.maxProcessingMsMax)
assert(limits.lagAnswerBytes + 512 <= limits.headerBytesMax)
assert(limits.consoleStreamsMax + limits.consoleRequestsMax < limits.httpConnectionsMax)
assert(limits.syncWaitMsMax > limits.clientFetchWaitMsDefault)
assert(limits.appendTimesAtFirst <= limits.appendTimesPerLog)

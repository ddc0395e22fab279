// Every error this project can name: on the wire, in the SDK, in the CLI and in docs/errors.md (generated from this table).
// Invariants: a number is never reused or renumbered; numbers below 100 travel on the wire, from 100 on they are local.
// `retriable`: the same call may succeed later without anything being changed by the caller.

export interface ErrorRow {
  readonly number: number
  readonly retriable: boolean
  /** What happened, when the place of failure says nothing better. */
  readonly text: string
  /** What to do about it. */
  readonly hint: string
}

function row(number: number, text: string, hint: string): ErrorRow {
  return { number, retriable: false, text, hint }
}

function retry(number: number, text: string, hint: string): ErrorRow {
  return { number, retriable: true, text, hint }
}

const WIRE = {
  INTERNAL: row(
    1,
    'the broker failed in an unforeseen way',
    'see the broker log; this is a bug worth reporting',
  ),
  INVALID_REQUEST: row(
    2,
    'the request cannot be read',
    'check that both sides speak the Sluice protocol and are up to date',
  ),
  UNSUPPORTED_VERSION: row(3, 'no protocol version in common', 'upgrade the older of client and broker'),
  HELLO_REQUIRED: row(4, 'the first request of a connection must be Hello', 'connect with a Sluice client'),
  FRAME_TOO_LARGE: row(
    5,
    'a frame is larger than the other side accepts',
    'send smaller batches or ask for fewer bytes',
  ),
  TOO_MANY_REQUESTS: retry(
    6,
    'too many requests wait on this connection',
    'wait for answers before sending more',
  ),
  UNKNOWN_TOPIC: row(10, 'there is no topic of this name', 'create it: sluice topic create NAME'),
  UNKNOWN_TOPIC_ID: row(
    11,
    'the topic was deleted or created anew',
    'ask for its metadata again; offsets do not carry over',
  ),
  UNKNOWN_PARTITION: row(
    12,
    'the topic has no such partition',
    'partitions count from 0; see: sluice topic describe NAME',
  ),
  TOPIC_EXISTS: row(13, 'a topic of this name exists', 'choose another name, or use the topic that is there'),
  INVALID_TOPIC_NAME: row(
    14,
    'this is no topic name',
    'use 1 to 249 of a-z A-Z 0-9 . _ - and neither "." nor ".."',
  ),
  INVALID_PARTITIONS: row(
    15,
    'this number of partitions is not possible',
    'partitions can be added but not removed',
  ),
  INVALID_SETTING: row(
    16,
    'a topic setting has no such key or value',
    'see docs/config.md for the keys and their units',
  ),
  TOPIC_LIMIT: row(
    17,
    'the broker holds as many topics or partitions as it may',
    'delete topics that are not used',
  ),
  CORRUPT_BATCH: row(
    20,
    'a record batch is damaged',
    'if it was read from the broker, run: sluice check DATA-DIR',
  ),
  INVALID_BATCH: row(
    21,
    'a record batch breaks the rules for producers',
    'update the producer; see the message for the rule',
  ),
  UNSUPPORTED_CODEC: row(22, 'the compression of a batch is unknown', 'use none, gzip, snappy, lz4 or zstd'),
  MESSAGE_TOO_LARGE: row(
    23,
    'a batch is larger than the topic accepts',
    'send less at once or raise max.message.bytes',
  ),
  INVALID_TIMESTAMP: row(24, 'a timestamp lies more than an hour ahead', 'check the clock of the producer'),
  UNKNOWN_PRODUCER_ID: row(
    25,
    'the broker does not know this producer',
    'create a new producer; older sends may be stored',
  ),
  OUT_OF_ORDER_SEQUENCE: row(
    26,
    'batches of a producer are missing in between',
    'create a new producer; older sends may be lost',
  ),
  INVALID_PRODUCER_EPOCH: row(
    27,
    'a newer instance of this producer took over',
    'stop one of the two producers',
  ),
  OFFSET_OUT_OF_RANGE: row(30, 'the offset lies outside what the log holds', 'start from earliest or latest'),
  LOG_TRUNCATED: row(
    31,
    'the log lost records this consumer had seen',
    'go on at the diverging offset, knowingly',
  ),
  UNKNOWN_GROUP: row(50, 'there is no consumer group of this name', 'see: sluice group list'),
  UNKNOWN_MEMBER: row(
    51,
    'the group does not know this member (any more)',
    'the consumer joins again by itself; its session ended, see sessionTimeoutMs and maxProcessingMs',
  ),
  PARTITION_NOT_OWNED: row(
    52,
    'the partition is not assigned to this member (any more)',
    'drop what was read of it: its new owner begins at the committed offset',
  ),
  GROUP_NOT_EMPTY: row(
    53,
    'the group has members',
    'stop its consumers, or wait until their sessions end; see: sluice group describe NAME',
  ),
  INVALID_GROUP_NAME: row(54, 'this is no group name', 'use 1 to 249 of a-z A-Z 0-9 . _ - : / @'),
  INSTANCE_IN_USE: row(
    55,
    'another consumer is connected under this static id',
    'give each consumer an instanceId of its own, or stop the other one',
  ),
  GROUP_LIMIT: row(
    56,
    'the broker or the group holds as many as it may',
    'delete groups that are not used, or split the group',
  ),
  SNAPSHOT_GONE: row(
    57,
    'the broker does not keep this snapshot of lag, or never took it',
    'ask without a snapshot id, which takes a new one',
  ),
  LOG_READ_ONLY: row(
    40,
    'the partition takes no appends after a disk failure',
    'see the broker log, then: sluice check DATA-DIR',
  ),
  DISK_FULL: retry(41, 'the disk of the broker is full', 'free space; appends go on by themselves'),
  LOG_BUSY: retry(42, 'the partition has more appends waiting than it may', 'send again a little later'),
  SHUTTING_DOWN: retry(43, 'the broker is stopping', 'send again when it is back'),
  REQUEST_TIMED_OUT: retry(
    44,
    'the broker could not finish the request in its time',
    'send again, or allow more time',
  ),
} as const satisfies Record<string, ErrorRow>

const LOCAL = {
  DISCONNECTED: retry(100, 'the connection to the broker was lost', 'the client connects again by itself'),
  CONNECT_FAILED: retry(
    101,
    'no broker could be reached',
    'check the address and that the broker runs: sluice broker',
  ),
  TIMEOUT: retry(102, 'no answer came in time', 'try again, or allow more time'),
  ABORTED: row(103, 'the call was aborted by its signal', 'nothing to do: the caller asked for it'),
  CLOSED: row(104, 'this client, producer or consumer is closed', 'make a new one'),
  INVALID_OPTION: row(
    105,
    'an option is unknown or has a wrong value',
    'see the message for the options there are',
  ),
  INVALID_ARGUMENT: row(106, 'an argument has a wrong value', 'see the message for what is accepted'),
  CODEC_MISSING: row(
    107,
    'the package for this compression is not installed',
    'install the package the message names',
  ),
  SERDE_FAILED: row(
    108,
    'a key or value could not be written or read',
    'check the serde of the topic against the data',
  ),
  CORRUPT_FRAME: row(
    109,
    'the connection carried bytes that are no frame',
    'check that the address is a Sluice broker',
  ),
  BATCH_FAILED: row(
    110,
    'some records of a batch were not acknowledged',
    'see error.results for each record',
  ),
  FILE_NOT_FOUND: row(111, 'there is no such file', 'check the path'),
  FILE_ERROR: row(112, 'a file could not be read or written', 'check path and permissions'),
  DATA_DIR_LOCKED: row(113, 'another broker uses this data directory', 'stop it, or choose another --data'),
  DATA_DIR_UNUSABLE: row(
    114,
    'the data directory cannot be used',
    'check that it is a writable directory on a local disk',
  ),
  FORMAT_TOO_NEW: row(
    115,
    'the data directory was written by a newer release',
    'start that release, or a newer one',
  ),
  CORRUPT_LOG: row(
    116,
    'a log is damaged below what was durable',
    'see: sluice check DATA-DIR; nothing was removed',
  ),
  ADDRESS_IN_USE: row(117, 'another process listens on this address', 'stop it, or choose another --listen'),
  ADDRESS_INVALID: row(118, 'this is no address', 'use host:port, [v6]:port or unix:/path'),
  INSECURE_LISTEN: row(
    119,
    'listening beyond this host without identities',
    'add --insecure if the network is trusted',
  ),
  UNKNOWN_CONFIG_KEY: row(120, 'there is no setting of this name', 'see docs/config.md'),
  INVALID_CONFIG: row(
    121,
    'a setting has a value that is not possible',
    'see docs/config.md for unit and range',
  ),
  ADDON_MISSING: row(122, 'the native part of the broker is not built', 'run: npm run build'),
  UNSUPPORTED_PLATFORM: row(
    123,
    'the broker runs on Linux only',
    'use the client here and run the broker on Linux',
  ),
  CONFIRMATION_REQUIRED: row(124, 'this would destroy data', 'add --yes'),
  NO_COMMITTED_OFFSET: row(
    125,
    'the group has committed nothing here yet',
    "say where to begin: from (or orElse): 'earliest' or 'latest'",
  ),
  HANDLER_FAILED: row(
    126,
    'the handler of run() failed',
    'see error.cause; retry and deadLetter say what else could happen',
  ),
  UNKNOWN_CONTEXT: row(127, 'there is no context of this name', 'see: sluice context list'),
} as const satisfies Record<string, ErrorRow>

export const ErrorCode = { ...WIRE, ...LOCAL }
/** Every code there is; docs/errors.md explains them. */
export type ErrorName = keyof typeof ErrorCode

/** Numbers from here on never travel on the wire. */
export const LOCAL_NUMBERS_FROM = 100

/** The table in order of numbers, for docs/errors.md and for help texts. */
export function errorRows(): Array<{ readonly name: ErrorName } & ErrorRow> {
  return (Object.keys(ErrorCode) as ErrorName[]).map((name) => ({ name, ...ErrorCode[name] }))
}

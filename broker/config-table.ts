// Every setting of a broker process, one row each. Parsing, validation, `--help`, docs/config.md and the environment
// iterate this table; nothing else names a default. The topic settings (storage/settings.ts) are rows too: what is given
// here for them becomes the default of every topic that does not say otherwise.
// Called by config.ts, by the CLI's help and by the generator of docs/config.md.
import { limits } from '../protocol/limits.ts'
import { topicSettingRows } from '../storage/settings.ts'

/** How a value is written: `bytes` 256MiB, `ms` 25s, `count` 4, `ratio` 0.5, `boolean` true|false, the others as text,
 * several separated by commas. */
export type ConfigKind =
  | 'bytes'
  | 'ms'
  | 'count'
  | 'ratio'
  | 'boolean'
  | 'choice'
  | 'text'
  | 'address'
  | 'addresses'
  | 'hosts'

export interface ConfigRow {
  readonly key: string
  readonly kind: ConfigKind
  readonly default: string
  readonly min?: number
  readonly max?: number
  /** Kind `bytes` and `ms` of topics: -1 stands for "no limit". */
  readonly unlimited?: boolean
  readonly choices?: readonly string[]
  /** `topic`: the default of a topic setting. */
  readonly of: 'broker' | 'topic'
  readonly environment: string
  readonly doc: string
}

const MiB = 1024 * 1024
const minute = 60_000

type BrokerRow = Omit<ConfigRow, 'of' | 'environment'>

const brokerRows: readonly BrokerRow[] = [
  { key: 'data.directory', kind: 'text', default: './data', doc: 'Where the logs live. Made when missing.' },
  {
    key: 'listen',
    kind: 'addresses',
    default: '127.0.0.1:9095',
    doc: 'Addresses for clients, separated by commas: host:port, [v6]:port or unix:/path. Port 0 picks a free one.',
  },
  {
    key: 'http',
    kind: 'address',
    default: '127.0.0.1:9096',
    doc: 'Address of the console (a page for people), /livez, /readyz and /metrics; `off` for none.',
  },
  {
    key: 'http.allowed.hosts',
    kind: 'hosts',
    default: '',
    doc: 'Names or addresses, separated by commas, under which browsers and scrapers ask for the http address, besides those of loopback and of the address itself. Others are refused, so that no page of a stranger can read the broker through a name of its own.',
  },
  {
    key: 'advertised.listen',
    kind: 'text',
    default: '',
    doc: 'The address clients are told to dial from now on. Empty: they keep the one they dialled.',
  },
  {
    key: 'insecure',
    kind: 'boolean',
    default: 'false',
    doc: 'Allow listening beyond loopback, where anybody who reaches the port may read, write and delete.',
  },
  {
    key: 'topics.autoCreate',
    kind: 'boolean',
    default: 'false',
    doc: 'Create a topic when a client first asks for it by name.',
  },
  {
    key: 'topics.max',
    kind: 'count',
    default: `${limits.topicsMax}`,
    min: 1,
    max: limits.topicsMax,
    doc: 'Most topics; then TOPIC_LIMIT.',
  },
  {
    key: 'partitions.default',
    kind: 'count',
    default: '1',
    min: 1,
    max: limits.partitionsPerTopicMax,
    doc: 'Partitions of a topic that was created without a number.',
  },
  {
    key: 'partitions.max',
    kind: 'count',
    default: `${limits.partitionsMax}`,
    min: 1,
    max: limits.partitionsMax,
    doc: 'Most partitions of all topics together; then TOPIC_LIMIT. Each costs a mapping and a descriptor while written to.',
  },
  {
    key: 'offsets.retention.ms',
    kind: 'ms',
    default: '7d',
    min: 1_000,
    unlimited: true,
    doc: 'How long a consumer group without members, and what it committed, is kept; -1 for ever.',
  },
  {
    key: 'metrics.member.labels',
    kind: 'boolean',
    default: 'false',
    doc: 'Labels member_host, consumer_id and client_id at the lag series of partitions in /metrics: each rebalance begins new series.',
  },
  {
    key: 'connections.max',
    kind: 'count',
    default: `${limits.connectionsMax}`,
    min: 1,
    max: limits.connectionsMax,
    doc: 'Most client connections; a further one is closed at once.',
  },
  {
    key: 'fetch.waiters.max',
    kind: 'count',
    default: `${limits.waitersMax}`,
    min: 1,
    max: limits.waitersMax,
    doc: 'Most fetches waiting for records; a further one is answered at once with what there is.',
  },
  {
    key: 'network.threads',
    kind: 'count',
    default: '1',
    min: 1,
    max: 16,
    doc: 'Threads that own the sockets.',
  },
  {
    key: 'network.memory.bytes',
    kind: 'bytes',
    default: `${limits.frameBudgetBytes / MiB}MiB`,
    min: limits.frameBytesMax,
    max: 64 * 1024 * MiB,
    doc: 'Memory of all request frames that are not answered yet; beyond it connections wait unread.',
  },
  {
    key: 'network.hello.deadline.ms',
    kind: 'ms',
    default: `${limits.helloDeadlineMs / 1000}s`,
    min: 10,
    max: 10 * minute,
    doc: 'How long a new connection has for its Hello.',
  },
  {
    key: 'network.frame.deadline.ms',
    kind: 'ms',
    default: `${limits.frameDeadlineMs / 1000}s`,
    min: 10,
    max: 60 * minute,
    doc: 'How long a frame may take from its first byte to its last.',
  },
  {
    key: 'network.progress.deadline.ms',
    kind: 'ms',
    default: '60s',
    min: 10,
    max: 60 * minute,
    doc: 'How long a client may take no byte of its answers before it is closed.',
  },
  {
    key: 'producer.id.expiration.ms',
    kind: 'ms',
    default: '1d',
    min: 1_000,
    max: 365 * 24 * 60 * minute,
    doc: 'After so long without an append a log forgets a producer, and with it which repeats it would recognize. Keep it above the delivery timeouts of producers.',
  },
  { key: 'flush.threads', kind: 'count', default: '2', min: 1, max: 64, doc: 'Threads that run fdatasync.' },
  {
    key: 'cold.threads',
    kind: 'count',
    default: '2',
    min: 1,
    max: 64,
    doc: 'Threads that bring ranges into the page cache that are not there.',
  },
  {
    key: 'log.level',
    kind: 'choice',
    default: 'info',
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    doc: "What the broker's own log (JSON lines on stderr) says.",
  },
  {
    key: 'shutdown.timeout.ms',
    kind: 'ms',
    default: '25s',
    min: 100,
    max: 60 * minute,
    doc: 'How long a graceful stop may take; below the 30 s after which most supervisors kill.',
  },
]

function environmentName(key: string): string {
  return `SLUICE_${key.replaceAll('.', '_').toUpperCase()}`
}

function row(base: BrokerRow, of: ConfigRow['of']): ConfigRow {
  return { ...base, of, environment: environmentName(base.key) }
}

/** All rows, the broker's own first, in the order of the documentation. */
export const configRows: readonly ConfigRow[] = [
  ...brokerRows.map((base) => row(base, 'broker')),
  ...topicSettingRows.map((base) => row(base, 'topic')),
]

export const configRowByKey: ReadonlyMap<string, ConfigRow> = new Map(configRows.map((one) => [one.key, one]))

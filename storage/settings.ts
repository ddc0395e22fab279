// The settings of a topic: one table that parsing, validation, describing and the docs page go through. Kafka's names
// where they mean Kafka's thing. Used by store.ts, topic.ts and, for defaults and docs, by the broker.
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { formatBytes, formatDurationMs, parseBytes, parseDurationMs } from '../protocol/units.ts'

/** Resolved settings: numbers in bytes and milliseconds; -1 is "no limit". */
export interface TopicSettings {
  retentionMs: number
  retentionBytes: number
  segmentBytes: number
  segmentMs: number
  maxMessageBytes: number
  cleanupPolicy: 'delete' | 'compact' | 'compact,delete'
  deleteRetentionMs: number
  minCleanableDirtyRatio: number // 0 to 1
  minCompactionLagMs: number
  maxCompactionLagMs: number // -1: no limit
  durability: 'disk' | 'memory'
  flushIntervalMs: number
  appendMode: 'auto' | 'mmap' | 'pwrite'
}

type Field = keyof TopicSettings

export interface TopicSettingRow {
  key: string
  field: Field
  kind: 'bytes' | 'ms' | 'ratio' | 'choice'
  default: string // as written
  min?: number
  max?: number
  unlimited?: boolean // -1 is allowed and means no limit
  choices?: readonly string[]
  doc: string
}

const DAY_MS = 86_400_000
const FOREVER_MS = 100 * 365 * DAY_MS

export const topicSettingRows: readonly TopicSettingRow[] = [
  {
    key: 'retention.ms',
    field: 'retentionMs',
    kind: 'ms',
    default: '7d',
    min: 1,
    max: FOREVER_MS,
    unlimited: true,
    doc: 'Segments whose last append is older than this are deleted. -1: kept forever.',
  },
  {
    key: 'retention.bytes',
    field: 'retentionBytes',
    kind: 'bytes',
    default: '-1',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    unlimited: true,
    doc: 'The oldest segments of a partition are deleted while the rest is at least this large. -1: any size.',
  },
  {
    key: 'segment.bytes',
    field: 'segmentBytes',
    kind: 'bytes',
    default: '128MiB',
    min: limits.segmentBytesMin,
    max: limits.segmentBytesMax,
    doc: 'Largest size of one segment file; a request that does not fit any more begins the next one.',
  },
  {
    key: 'segment.ms',
    field: 'segmentMs',
    kind: 'ms',
    default: '7d',
    min: 1_000,
    max: FOREVER_MS,
    doc: 'A segment older than this takes no more appends, so that it can expire.',
  },
  {
    key: 'max.message.bytes',
    field: 'maxMessageBytes',
    kind: 'bytes',
    default: formatBytes(limits.batchBytesDefault),
    min: 1_024,
    max: limits.batchBytesMax,
    doc: 'Largest record batch the topic takes.',
  },
  {
    key: 'cleanup.policy',
    field: 'cleanupPolicy',
    kind: 'choice',
    default: 'delete',
    choices: ['delete', 'compact', 'compact,delete'],
    doc: 'How old records go. delete: whole segments, by retention. compact: all but the last record of each key; records without a key stay. compact,delete: both.',
  },
  {
    key: 'delete.retention.ms',
    field: 'deleteRetentionMs',
    kind: 'ms',
    default: '1d',
    min: 0,
    max: FOREVER_MS,
    doc: 'With compact: a tombstone (null value) stays this long after the compaction that first met it; its batch carries the time.',
  },
  {
    key: 'min.cleanable.dirty.ratio',
    field: 'minCleanableDirtyRatio',
    kind: 'ratio',
    default: '0.5',
    min: 0,
    max: 1,
    doc: 'With compact: a partition is compacted when this part of its sealed bytes is new since the last compaction.',
  },
  {
    key: 'min.compaction.lag.ms',
    field: 'minCompactionLagMs',
    kind: 'ms',
    default: '0',
    min: 0,
    max: FOREVER_MS,
    doc: 'With compact: segments whose last append is younger than this are left as they are.',
  },
  {
    key: 'max.compaction.lag.ms',
    field: 'maxCompactionLagMs',
    kind: 'ms',
    default: '-1',
    min: 1,
    max: FOREVER_MS,
    unlimited: true,
    doc: 'With compact: what is older than this is compacted whatever the ratio; the active segment is sealed for it. -1: no such time.',
  },
  {
    key: 'durability',
    field: 'durability',
    kind: 'choice',
    default: 'disk',
    choices: ['disk', 'memory'],
    doc: 'disk: answers to acks=all and consumers wait for the sync. memory: they do not; a power cut may lose the last flush.interval.ms.',
  },
  {
    key: 'flush.interval.ms',
    field: 'flushIntervalMs',
    kind: 'ms',
    default: '1s',
    min: 1,
    max: 60_000,
    doc: 'With durability=memory: appended bytes are synced at the latest after this time.',
  },
  {
    key: 'append.mode',
    field: 'appendMode',
    kind: 'choice',
    default: 'auto',
    choices: ['auto', 'mmap', 'pwrite'],
    doc: 'How bytes get into a segment. auto: pwrite, which measures best. mmap: copied into a mapping that is faulted in ahead; pwrite where the file system makes that unsafe.',
  },
]

const rowByKey = new Map(topicSettingRows.map((row) => [row.key, row]))

const parsers = { bytes: parseBytes, ms: parseDurationMs, ratio: parseRatio }

/** The value of one setting; SluiceError INVALID_SETTING for an unknown key or a value out of its range. */
export function parseTopicSetting(key: string, text: string): number | string {
  const row = rowByKey.get(key)
  if (row === undefined) {
    const near = didYouMean(key, [...rowByKey.keys()])
    const help = near === undefined ? `known are ${[...rowByKey.keys()].join(', ')}` : `did you mean ${near}?`
    throw new SluiceError('INVALID_SETTING', `unknown topic setting ${quoted(key)}: ${help}`)
  }
  if (row.kind === 'choice') {
    if (row.choices?.includes(text)) return text
    throw new SluiceError('INVALID_SETTING', `${key} is ${row.choices?.join(' or ')}, not ${quoted(text)}`)
  }
  let value: number
  try {
    value = parsers[row.kind](text)
  } catch (error) {
    throw new SluiceError('INVALID_SETTING', `${key}: ${(error as Error).message}`, { cause: error })
  }
  if (value === -1 && row.unlimited) return value
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = row
  if (value >= min && value <= max) return value
  const range = `${formatRow(row, min)} to ${formatRow(row, max)}${row.unlimited ? ', or -1' : ''}`
  throw new SluiceError('INVALID_SETTING', `${key} is ${range}, not ${quoted(text)}`)
}

/** All settings of a topic: its own over the broker's defaults. Relations between them are checked here. */
export function resolveTopicSettings(
  defaults: TopicSettings,
  overrides: ReadonlyMap<string, string>,
): TopicSettings {
  const settings: Record<string, number | string> = { ...defaults }
  for (const [key, text] of overrides) {
    const value = parseTopicSetting(key, text)
    settings[(rowByKey.get(key) as TopicSettingRow).field] = value
  }
  const resolved = settings as unknown as TopicSettings
  if (resolved.maxMessageBytes > resolved.segmentBytes) {
    throw new SluiceError(
      'INVALID_SETTING',
      `max.message.bytes (${formatBytes(resolved.maxMessageBytes)}) is larger than segment.bytes ` +
        `(${formatBytes(resolved.segmentBytes)}): such a batch would fit no segment`,
    )
  }
  return resolved
}

/** The settings of a topic that has these texts and no others: the broker's defaults. */
export function parseTopicSettings(texts: Readonly<Record<string, string>>): TopicSettings {
  return resolveTopicSettings(builtInDefaults, new Map(Object.entries(texts)))
}

/** Every setting as text, for describing a topic. */
export function formatTopicSettings(
  settings: TopicSettings,
  overrides: ReadonlyMap<string, string>,
): { key: string; value: string; isDefault: boolean }[] {
  return topicSettingRows.map((row) => ({
    key: row.key,
    value: overrides.get(row.key) ?? formatRow(row, settings[row.field]),
    isDefault: !overrides.has(row.key),
  }))
}

const builtInDefaults = Object.fromEntries(
  topicSettingRows.map((row) => [row.field, parseTopicSetting(row.key, row.default)]),
) as unknown as TopicSettings

/** Are sealed segments of such a topic compacted? */
export function compacts({ cleanupPolicy }: TopicSettings): boolean {
  return cleanupPolicy !== 'delete'
}

function parseRatio(text: string): number {
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text)
  throw new RangeError(`a ratio is a number like 0.5, not ${quoted(text)}`)
}

function formatRow(row: TopicSettingRow, value: number | string): string {
  if (typeof value === 'string' || value === -1 || row.kind === 'ratio') return String(value)
  return row.kind === 'bytes' ? formatBytes(value) : formatDurationMs(value)
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text)
}

/** The known word nearest to this one, when it is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(word.slice(0, 64), candidate)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

// Where a reset of committed offsets leads: which partitions, from where to where. Called by admin-groups.ts, which commits.
// Invariants: every row lies within [log start, visible end] as it was a moment ago, and says where that changed what was
// asked for; nothing is written here. A row's leader epoch is the log's at that moment: should the log lose records
// below `after` later on, the broker can tell (LOG_TRUNCATED).
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { TopicDescription, TopicReferenceInit } from '../../protocol/messages.ts'
import type { AdminCalls } from './admin-calls.ts'
import { byTopicAndPartition, type GroupPartition, type TopicPartition } from './group-description.ts'
import { resolveOffsets } from './offsets.ts'
import type { CallOptions, Deadline } from '../connection/retry.ts'
import { nameOf, type TopicLike } from '../topic.ts'

/**
 * Where to: the first record, the visible end, an offset, the first record not before a time (milliseconds since 1970, as
 * the producers stamped it), or so many records on from what is committed (below 0: back).
 */
export type ResetTarget =
  | 'earliest'
  | 'latest'
  | {
      /** Of the next record to read. */
      readonly offset: number
    }
  | {
      /** Milliseconds since 1970. */
      readonly timestamp: number
    }
  | {
      /** Records; below 0: back. */
      readonly shiftBy: number
    }

/** A topic as a whole, or some of its partitions. */
export type ResetTopic =
  | TopicLike
  | {
      /** A name, or what topic(name, serdes) answers. */
      readonly topic: TopicLike
      /** Default: all. */
      readonly partitions?: readonly number[]
    }

/** What a reset moves, and where to. */
export interface ResetSpec {
  /** Outside the log: its nearest end, and the row says so. */
  readonly to: ResetTarget
  /**
   * These alone; they may be new to the group, except for `shiftBy`. Default: every partition that the group has committed.
   */
  readonly topics?: readonly ResetTopic[]
}

/** How a reset is carried out. */
export interface ResetOptions extends CallOptions {
  /** Answer the rows and commit nothing. Default false. */
  readonly dryRun?: boolean
  /** A group that does not exist begins with these offsets. Default false: UNKNOWN_GROUP. */
  readonly create?: boolean
}

/** One partition of a reset. */
export interface ResetRow extends TopicPartition {
  /** Of the topic, in hexadecimal. */
  readonly topicId: string
  /** The committed offset before; undefined: there was none. */
  readonly before: number | undefined
  /** The committed offset after: of the next record to read. */
  readonly after: number
  /** The first offset that can be read. */
  readonly logStart: number
  /** The visible end. */
  readonly logEnd: number
  /**
   * What was asked for lies before the first record or behind the last, and the reset goes to this end of the log instead.
   * For a time: 'end', where every record is older.
   */
  readonly clamped: 'start' | 'end' | undefined
  /** Of the log. */
  readonly leaderEpoch: number
}

/** Throws INVALID_ARGUMENT unless `spec` says where to and which. */
export function checkReset(spec: ResetSpec): void {
  const { to } = spec
  const wrong = (what: string) =>
    new SluiceError('INVALID_ARGUMENT', `a reset cannot go to ${what}`, { hint })
  const hint = "to: 'earliest', 'latest', { offset }, { timestamp } or { shiftBy }"
  if (typeof to !== 'object' || to === null) {
    if (to === 'earliest' || to === 'latest') return
    throw wrong(String(to))
  }
  const [name, ...more] = Object.keys(to)
  const value = Object.values(to)[0]
  const known = name === 'offset' || name === 'timestamp' || name === 'shiftBy'
  if (!known || more.length > 0) throw wrong(JSON.stringify(to))
  if (!Number.isSafeInteger(value) || (name !== 'shiftBy' && value < 0))
    throw wrong(`${name} ${String(value)}: a whole number is wanted`)
}

/** The rows, by topic and partition. */
export async function planReset(
  calls: AdminCalls,
  group: string,
  committed: readonly GroupPartition[],
  spec: ResetSpec,
  deadline: Deadline,
): Promise<ResetRow[]> {
  const wanted = spec.topics === undefined ? wantedOf(committed) : wantedIn(spec.topics)
  const described = await describeTopics(calls, [...wanted.values()], deadline)
  const rows: ResetRow[] = []
  for (const [i, want] of [...wanted.values()].entries()) {
    const topic = described[i] as TopicDescription
    // A topic that went with all its offsets since the group was described.
    if (topic.failure !== null && spec.topics === undefined) continue
    if (topic.failure !== null) throw fromFailure(topic.failure, { topic: want.name })
    const places = placesIn(topic, want, group, committed, spec.to)
    rows.push(...(await rowsOf(calls, topic, places, spec.to, deadline)))
  }
  if (rows.length > 0) return rows.sort(byTopicAndPartition)
  throw new SluiceError('NO_COMMITTED_OFFSET', `group '${group}' has committed nothing that could be moved`, {
    hint: "name topics, and where to: 'earliest', 'latest', an offset or a time",
  })
}

interface Wanted {
  readonly name: string
  readonly reference: TopicReferenceInit
  /** undefined: all there are. */
  readonly partitions: Set<number> | undefined
}

function wantedOf(committed: readonly GroupPartition[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const { topic: name, topicId, partition, committed: offset } of committed) {
    if (offset === undefined) continue
    const known = wanted.get(topicId)
    const reference = { name, id: Buffer.from(topicId, 'hex') }
    if (known === undefined) wanted.set(topicId, { name, reference, partitions: new Set([partition]) })
    else known.partitions?.add(partition)
  }
  return wanted
}

function wantedIn(topics: readonly ResetTopic[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const one of topics) {
    const whole = typeof one === 'string' || 'name' in one
    const name = nameOf(whole ? one : one.topic)
    const partitions = whole ? undefined : one.partitions
    const before = wanted.get(name)
    const all = partitions === undefined || (before !== undefined && before.partitions === undefined)
    wanted.set(name, {
      name,
      reference: { name },
      partitions: all ? undefined : new Set([...(before?.partitions ?? []), ...partitions]),
    })
  }
  return wanted
}

/** In the order asked for; a topic that is not there has its `failure`. */
async function describeTopics(
  calls: AdminCalls,
  wanted: readonly Wanted[],
  deadline: Deadline,
): Promise<TopicDescription[]> {
  const described: TopicDescription[] = []
  for (let i = 0; i < wanted.length; i += limits.topicsPerRequestMax) {
    const part = wanted.slice(i, i + limits.topicsPerRequestMax)
    const topics = part.map(({ reference }) => reference)
    const { response } = await calls.read({ describeTopics: { topics } }, deadline)
    const answered = response.describeTopics?.topics ?? []
    if (answered.length !== part.length)
      throw new SluiceError('INTERNAL', 'the broker left a topic out of its answer')
    described.push(...answered)
  }
  return described
}

interface Place {
  readonly partition: number
  readonly before: number | undefined
  readonly logStart: number
  readonly logEnd: number
  readonly leaderEpoch: number
}

function placesIn(
  topic: TopicDescription,
  want: Wanted,
  group: string,
  committed: readonly GroupPartition[],
  to: ResetTarget,
): Place[] {
  const topicId = Buffer.from(topic.id).toString('hex')
  const befores = new Map(
    committed.filter((at) => at.topicId === topicId).map((at) => [at.partition, at.committed]),
  )
  const shift = typeof to === 'object' && 'shiftBy' in to
  const numbers = want.partitions ?? topic.partitions.map((_, partition) => partition)
  const places: Place[] = []
  for (const partition of numbers) {
    const log = topic.partitions[partition]
    const place = { topic: want.name, partition }
    if (log === undefined) {
      const text = `'${want.name}' has the partitions 0 to ${topic.partitions.length - 1}, not ${partition}`
      throw new SluiceError('UNKNOWN_PARTITION', text, place)
    }
    const before = befores.get(partition)
    if (shift && before === undefined) {
      if (want.partitions === undefined) continue // of the topic as a whole: what there is to shift
      const text = `group '${group}' has committed nothing in ${want.name}/${partition}: there is nothing to shift from`
      throw new SluiceError('NO_COMMITTED_OFFSET', text, {
        ...place,
        hint: "say where to instead: 'earliest', 'latest', an offset or a time",
      })
    }
    const { logStartOffset: logStart, visibleOffset: logEnd, leaderEpoch } = log
    places.push({ partition, before, logStart, logEnd, leaderEpoch })
  }
  return places
}

async function rowsOf(
  calls: AdminCalls,
  topic: TopicDescription,
  places: readonly Place[],
  to: ResetTarget,
  deadline: Deadline,
): Promise<ResetRow[]> {
  const row = (place: Place, after: number, clamped?: 'start' | 'end'): ResetRow => ({
    topic: topic.name,
    topicId: Buffer.from(topic.id).toString('hex'),
    ...place,
    after,
    clamped,
  })
  if (to === 'earliest') return places.map((place) => row(place, place.logStart))
  if (to === 'latest') return places.map((place) => row(place, place.logEnd))
  if ('timestamp' in to) {
    const facts = { id: Buffer.from(topic.id), name: topic.name }
    const queries = places.map(({ partition }) => ({ partition, at: to }))
    const found = await resolveOffsets(calls.lane, facts, queries, deadline)
    return places.map((place, i) => row(place, found[i]!.offset, found[i]!.found ? undefined : 'end'))
  }
  return places.map((place) => {
    const asked = 'offset' in to ? to.offset : (place.before as number) + to.shiftBy
    if (asked < place.logStart) return row(place, place.logStart, 'start')
    return asked > place.logEnd ? row(place, place.logEnd, 'end') : row(place, asked)
  })
}

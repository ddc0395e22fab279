// /api/records: some records of a topic, from an end, an offset or a time on, with what is looked for in them. Called by console.ts.
// Behaviour: oldest first forwards, newest first backwards; several partitions by timestamp; it stops at `count`, at the end, or at
//   a bound of bytes, records or time, and says with `next` how to go on.
// Deliberately not: no record byte is decoded on this thread; what the record thread made of them is passed on.
// Limits: limits.console…; INVALID_ARGUMENT, UNKNOWN_TOPIC, UNKNOWN_PARTITION, TOO_MANY_REQUESTS; it ends with its reader.
import { limits } from '../../protocol/limits.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { RecordsAnswer, ScannedPartition } from './api.ts'
import { type Part, ReaderGone } from './sender.ts'
import { invalid, Query } from './query.ts'
import { type Merged, merge } from './record-merge.ts'
import { type Begin, beginOf, filterOf, logsOf, topicOf } from './record-query.ts'
import { type Search, searchBudget, searchPartition, type SearchWish } from './record-search.ts'
import type { RecordThread } from './record-thread.ts'

const parameters = ['topic', 'partition', 'from', 'count', 'key', 'text', 'full']

/** `gone`: does nobody wait for the answer any more? Nothing is looked for then. */
export async function records(
  text: string,
  store: Store,
  thread: RecordThread,
  gone: () => boolean,
): Promise<Part[]> {
  const query = new Query(text, parameters)
  const topic = topicOf(query, store)
  const begin = beginOf(query)
  const logs = logsOf(query, topic, namedIn(begin))
  const count = query.count('count', limits.consoleRecordsDefault, limits.consoleRecordsMax)
  if (query.flag('full') && count !== 1) throw invalid('full', '1', 'count=1 beside it')
  const wish = {
    first: begin.kind === 'latest' || begin.kind === 'before' ? ('newest' as const) : ('oldest' as const),
    count,
    filter: filterOf(query),
    shownBytes: query.flag('full') ? limits.consoleShownBytesFull : limits.consoleShownBytes,
  }
  const budget = searchBudget(logs.length, { gone })
  const searches: Search[] = []
  for (const log of logs) {
    if (gone()) throw new ReaderGone()
    const place = await placeOf(begin, log)
    searches.push(await searchPartition(thread, { log, ...wish, ...place }, budget))
  }
  return answerOf(topic, logs, wish, searches, merge(searches, wish.first, count))
}

/** What `next` of an answer said names its partitions. */
function namedIn(begin: Begin): Iterable<number> | undefined {
  return 'offset' in begin && typeof begin.offset !== 'number' ? begin.offset.keys() : undefined
}

type SearchPlace = Pick<SearchWish, 'fromOffset' | 'toOffset' | 'sinceMs'>

async function placeOf(begin: Begin, log: Log): Promise<SearchPlace> {
  const { startOffset: fromOffset, visibleOffset: toOffset } = log
  const whole = { fromOffset, toOffset, sinceMs: undefined }
  if (begin.kind === 'latest' || begin.kind === 'earliest') return whole
  if (begin.kind === 'time') {
    const { offset } = await log.findTime(begin.sinceMs)
    return { ...whole, fromOffset: offset, sinceMs: begin.sinceMs }
  }
  const wanted = typeof begin.offset === 'number' ? begin.offset : begin.offset.get(log.partition)
  const offset = Math.min(Math.max(wanted ?? fromOffset, fromOffset), toOffset)
  return begin.kind === 'offset' ? { ...whole, fromOffset: offset } : { ...whole, toOffset: offset }
}

function answerOf(
  topic: Topic,
  logs: readonly Log[],
  { first, count }: { first: 'oldest' | 'newest'; count: number },
  searches: readonly Search[],
  { records: found, goOn }: Merged,
): Part[] {
  const next = nextOf(first, searches, goOn)
  const stopped = next === null ? 'end' : found.length >= count ? 'count' : 'bound'
  const head = JSON.stringify({ topic: topic.name, first }).slice(0, -1)
  const rest: Omit<RecordsAnswer, 'topic' | 'first' | 'records'> = {
    partitions: searches.map((search, at) => scannedPartition(search, goOn[at] as number)),
    partitionsLeftOut: logs.length < limits.consolePartitionsMax ? 0 : topic.logs.length - logs.length,
    stopped,
    next,
    scannedRecords: searches.reduce((sum, search) => sum + search.records, 0),
    scannedBytes: searches.reduce((sum, search) => sum + search.bytes, 0),
  }
  const parts: Part[] = [`${head},"records":[`]
  for (const [at, record] of found.entries()) parts.push(at === 0 ? '' : ',', record)
  parts.push(`],${JSON.stringify(rest).slice(1)}`)
  return parts
}

/** null: nothing is left in this direction, or what is left cannot be read. */
function nextOf(first: 'oldest' | 'newest', searches: readonly Search[], goOn: readonly number[]) {
  const pairs = searches.flatMap((search, at) => {
    const offset = goOn[at] as number
    const isOver = search.done && offset === search.reached
    const isStuck = search.failure !== undefined && offset === search.scannedFrom
    return isOver || isStuck ? [] : [`${search.log.partition}@${offset}`]
  })
  if (pairs.length === 0) return null
  return `${first === 'oldest' ? 'offset' : 'before'}:${pairs.join(',')}`
}

function scannedPartition(search: Search, goOn: number): ScannedPartition {
  const { log, scannedFrom } = search
  return {
    partition: log.partition,
    logStart: log.startOffset,
    visibleEnd: log.visibleOffset,
    scannedFrom: Math.min(scannedFrom, goOn),
    scannedTo: Math.max(scannedFrom, goOn),
    failure: search.failure ?? null,
  }
}

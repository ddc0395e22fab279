// Searches one partition for records, in either direction, range by range, until enough are found or a bound is reached. Called by
// records.ts and tail.ts; the record thread decodes, this file says what comes next.
// Invariants: what is below the log start or beyond the visible end of the begin is not answered; every scan says how far it came,
// so that the next one can go on there; a failure ends the scan of its partition alone.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { Log } from '../../storage/log.ts'
import type { ApiFailure } from './api.ts'
import { failureOf } from './failures.ts'
import { type LogRange, rangeBelow, rangeFrom } from './log-range.ts'
import type { RecordFilter, ScanJob, Scanned } from './record-job.ts'
import type { RecordThread } from './record-thread.ts'

/** What one request may take, all its partitions together; counted down as it goes. */
export interface SearchBudget {
  bytesLeft: number
  recordsLeft: number
  readonly endMs: number
  /** Of one partition. */
  readonly partitionBytes: number
  readonly partitionAnswerBytes: number
  /** Nobody waits for the answer any more. */
  readonly gone: () => boolean
}

export interface SearchWish {
  readonly first: 'oldest' | 'newest'
  readonly log: Log
  /** [fromOffset, toOffset) of interest; oldest begins at its begin, newest at its end. */
  readonly fromOffset: number
  readonly toOffset: number
  readonly count: number
  readonly sinceMs: number | undefined
  readonly filter: RecordFilter
  readonly shownBytes: number
}

export interface Search {
  readonly log: Log
  /** Answers in the order of the search. */
  readonly parts: Scanned[]
  readonly scannedFrom: number
  /** oldest: the end of what was looked at; newest: its begin. */
  reached: number
  /** Everything of interest was looked at. */
  done: boolean
  records: number
  bytes: number
  failure: ApiFailure['error'] | undefined
}

/** Ranges that vanished under the question, one after the other, before it is given up. */
const gonesMost = 3
/** Stored bytes that are looked at first, where few records are wanted and most match. */
const firstBytes = 64 * 1024

export function searchBudget(
  partitions: number,
  { scanMs = limits.consoleScanMs, gone = () => false }: { scanMs?: number; gone?: () => boolean } = {},
): SearchBudget {
  return {
    bytesLeft: limits.consoleScanBytes,
    recordsLeft: limits.consoleScanRecords,
    endMs: performance.now() + scanMs,
    partitionBytes: Math.max(limits.consoleJobBytes, Math.floor(limits.consoleScanBytes / partitions)),
    partitionAnswerBytes: Math.floor(limits.consoleAnswerBytes / partitions),
    gone,
  }
}

/** Never rejects but for TOO_MANY_REQUESTS and SHUTTING_DOWN. */
export async function searchPartition(
  thread: RecordThread,
  wish: SearchWish,
  budget: SearchBudget,
): Promise<Search> {
  const scannedFrom = wish.first === 'oldest' ? wish.fromOffset : wish.toOffset
  const search: Search = {
    log: wish.log,
    parts: [],
    scannedFrom,
    reached: scannedFrom,
    done: wish.fromOffset >= wish.toOffset,
    records: 0,
    bytes: 0,
    failure: undefined,
  }
  let wanted = wish.count
  let answerBytes = budget.partitionAnswerBytes
  let sinceMs = wish.sinceMs
  let gones = 0
  while (!search.done && wanted > 0 && answerBytes > 0 && hasRoom(search, budget)) {
    const range = await nextRange(search, wish, wanted)
    if (range === undefined) break
    const job = { ...jobOf(search, wish, range), count: wanted, sinceMs, answerBytes }
    const answer = await thread.ask(job, budget.gone)
    if (answer.kind === 'unscanned') {
      if (answer.gone && ++gones < gonesMost) continue
      search.failure = answer.failure
      break
    }
    note(search, wish, answer, range.bytes, budget)
    wanted -= answer.ends.length
    answerBytes -= answer.json.length
    if (answer.sinceReached) sinceMs = undefined
    if (search.failure !== undefined) break
  }
  return search
}

function hasRoom(search: Search, budget: SearchBudget): boolean {
  if (search.bytes >= budget.partitionBytes || budget.gone()) return false
  return budget.bytesLeft > 0 && budget.recordsLeft > 0 && performance.now() < budget.endMs
}

/** undefined: nothing more can be read here just now; the reason is in search.failure, or there is none. */
async function nextRange(search: Search, wish: SearchWish, wanted: number): Promise<LogRange | undefined> {
  const { log, first, filter } = wish
  const isAnything = filter.key === undefined && filter.text === undefined
  const bytesWanted = search.bytes === 0 && isAnything ? firstBytes : limits.consoleJobBytes
  try {
    if (first === 'oldest') {
      search.reached = Math.max(search.reached, log.startOffset)
      if (search.reached < wish.toOffset) return await rangeFrom(log, search.reached, bytesWanted)
    } else {
      const least = Math.max(wish.fromOffset, log.startOffset)
      const offsets = isAnything ? wanted : Number.MAX_SAFE_INTEGER
      if (search.reached > least) return await rangeBelow(log, least, search.reached, bytesWanted, offsets)
    }
    search.done = true
  } catch (error) {
    search.failure = failureOf(error)
  }
  return undefined
}

function jobOf(
  search: Search,
  { first, toOffset, filter, shownBytes }: SearchWish,
  { path, position, bytes, fromOffset }: LogRange,
): Omit<ScanJob, 'count' | 'sinceMs' | 'answerBytes'> {
  return {
    partition: search.log.partition,
    path,
    position,
    bytes,
    fromOffset: first === 'oldest' ? search.reached : fromOffset,
    toOffset: first === 'oldest' ? toOffset : search.reached,
    first,
    filter,
    shownBytes,
  }
}

function note(
  search: Search,
  { first, log, fromOffset, toOffset }: SearchWish,
  answer: Scanned,
  bytes: number,
  budget: SearchBudget,
): void {
  const before = search.reached
  search.parts.push(answer)
  search.reached = answer.reached
  search.records += answer.records
  search.bytes += bytes
  budget.bytesLeft -= bytes
  budget.recordsLeft -= answer.records
  const end = first === 'oldest' ? toOffset : Math.max(fromOffset, log.startOffset)
  search.done = first === 'oldest' ? search.reached >= end : search.reached <= end
  search.failure = answer.failure
  if (search.reached === before && !answer.full && search.failure === undefined)
    search.failure = failureOf(
      new SluiceError('CORRUPT_BATCH', `${log.name} cannot be read at offset ${before}`),
    )
}

// /api/tail: what is appended to a topic from now on, as it becomes visible, with what is looked for in it. Begun by console.ts, one
// per reader.
// Behaviour: looks at the visible ends a few times a second; of what came it shows the newest that match, oldest first, and says how
//   many it left out. A reader that has not taken the last records is waited for; what comes meanwhile is counted, not kept.
// Deliberately not: nothing hangs on the path of appends; nobody is told of them, this looks.
//   A tail that broke off goes on from the places it was told; what came meanwhile is shown at once, up to limits.consoleRecordsMax.
// Limits: limits.consoleTailRecords a look; limits.consolePartitionsMax partitions; a deleted topic ends it with its failure.
import { isSluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { TailBegin, TailPlace, TailRecords } from './api.ts'
import { failureOf } from './failures.ts'
import { invalid, Query } from './query.ts'
import type { RecordFilter } from './record-job.ts'
import { merge } from './record-merge.ts'
import { beginOf, filterOf, logsOf, topicOf } from './record-query.ts'
import { type Search, searchBudget, searchPartition } from './record-search.ts'
import type { RecordThread } from './record-thread.ts'
import type { EventStream, Part } from './sender.ts'

export interface TailWish {
  readonly topic: Topic
  readonly logs: readonly Log[]
  /** All partitions, also those that are added to it. */
  readonly whole: boolean
  readonly filter: RecordFilter
  /** By partition, where an earlier tail was; undefined: there was none. */
  readonly from: ReadonlyMap<number, number> | undefined
}

/** Of one look; less than the time a search may take, so that a busy topic is shown soon rather than whole. */
const lookMs = 500

export function tailWish(text: string, store: Store): TailWish {
  const query = new Query(text, ['topic', 'partition', 'key', 'text', 'from'])
  const topic = topicOf(query, store)
  const from = placesOf(query)
  const isLarge = topic.logs.length > limits.consolePartitionsMax
  const logs = logsOf(query, topic, isLarge ? from?.keys() : undefined)
  return { topic, logs, whole: logs === topic.logs, filter: filterOf(query), from }
}

function placesOf(query: Query): TailWish['from'] {
  const begin = beginOf(query)
  if (begin.kind === 'latest') return undefined
  if (begin.kind === 'offset' && typeof begin.offset !== 'number') return begin.offset
  throw invalid('from', query.text('from'), 'latest, or offset:PARTITION@OFFSET,… as a tail said')
}

export class Tail {
  readonly #wish: TailWish
  readonly #thread: RecordThread
  readonly #stream: EventStream
  readonly #seen: Map<Log, number> // looked at last: at the end
  #most: number
  #timer: NodeJS.Timeout | undefined

  constructor(wish: TailWish, thread: RecordThread, stream: EventStream) {
    this.#wish = wish
    this.#thread = thread
    this.#stream = stream
    this.#seen = new Map(wish.logs.map((log) => [log, beginIn(log, wish)]))
    this.#most = wish.from === undefined ? limits.consoleTailRecords : limits.consoleRecordsMax
    const begin: TailBegin = {
      topic: wish.topic.name,
      partitions: [...this.#seen].map(([{ partition }, from]) => ({ partition, from })),
      partitionsLeftOut: wish.logs.length < limits.consolePartitionsMax ? 0 : this.#leftOut(),
    }
    stream.send('begin', [JSON.stringify(begin)])
    stream.onClose(() => clearTimeout(this.#timer))
    this.#again()
  }

  #leftOut(): number {
    return this.#wish.topic.logs.length - this.#wish.logs.length
  }

  #again(): void {
    if (this.#stream.closed) return
    this.#timer = setTimeout(() => void this.#run(), limits.consoleTailMs).unref()
  }

  async #run(): Promise<void> {
    try {
      if (this.#wish.topic.deleted) throw this.#wish.logs[0]?.refusal()
      if (this.#stream.idle) await this.#look()
      this.#again()
    } catch (error) {
      if (this.#stream.closed) return
      this.#stream.send('failure', [JSON.stringify({ error: failureOf(error) })])
      this.#stream.end()
    }
  }

  async #look(): Promise<void> {
    const moved = this.#moved()
    if (moved.length === 0) return
    const budget = searchBudget(moved.length, { scanMs: lookMs, gone: () => this.#stream.closed })
    const searches: Search[] = []
    const next: TailPlace[] = []
    let skipped = 0
    for (const log of moved) {
      const fromOffset = Math.max(this.#seen.get(log) ?? 0, log.startOffset)
      const toOffset = log.visibleOffset
      const wish = { ...this.#wishOf(log), fromOffset, toOffset }
      const search = await searchPartition(this.#thread, wish, budget).catch(busy)
      if (search === undefined) break
      // The time was over before its turn: it is the first one of the next look.
      if (search.parts.length === 0 && search.failure === undefined && !search.done) continue
      this.#seen.delete(log)
      this.#seen.set(log, toOffset)
      skipped += Math.max(0, search.reached - fromOffset)
      searches.push(search)
      next.push({ partition: log.partition, from: toOffset })
    }
    if (this.#stream.closed) return
    const { records, leftOut } = merge(searches, 'newest', this.#most)
    const failure = searches.find((search) => search.failure !== undefined)?.failure ?? null
    if (next.length > 0) this.#send(records.reverse(), { leftOut, skipped, next, failure })
    if (next.length === moved.length) this.#most = limits.consoleTailRecords
  }

  /** Where something came, the ones first that were not looked at for longest. */
  #moved(): Log[] {
    for (const log of this.#wish.whole ? logsOfWhole(this.#wish.topic) : [])
      if (!this.#seen.has(log)) this.#seen.set(log, 0)
    return [...this.#seen].filter(([log, seen]) => log.visibleOffset > seen).map(([log]) => log)
  }

  #wishOf(log: Log) {
    const { filter } = this.#wish
    return {
      first: 'newest' as const,
      log,
      count: this.#most,
      filter,
      sinceMs: undefined,
      shownBytes: limits.consoleShownBytes,
    }
  }

  #send(records: readonly Uint8Array[], rest: Omit<TailRecords, 'records'>): void {
    const data: Part[] = ['{"records":[']
    for (const [at, record] of records.entries()) data.push(at === 0 ? '' : ',', record)
    data.push(`],${JSON.stringify(rest).slice(1)}`)
    this.#stream.send('records', data)
  }
}

/** A log may end before the place: a broker that crashed lost what was in memory alone. A partition an earlier tail did not know is new. */
function beginIn(log: Log, { from, whole }: TailWish): number {
  const otherwise = from !== undefined && whole ? 0 : log.visibleOffset
  return Math.min(from?.get(log.partition) ?? otherwise, log.visibleOffset)
}

function logsOfWhole({ logs }: Topic): readonly Log[] {
  return logs.length <= limits.consolePartitionsMax ? logs : logs.slice(0, limits.consolePartitionsMax)
}

/** The record thread has enough to do for others: the next look sees what this one did not. */
function busy(error: unknown): undefined {
  if (isSluiceError(error) && error.code === 'TOO_MANY_REQUESTS') return undefined
  throw error
}

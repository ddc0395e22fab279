// The console's API: which path answers what, how many at once, and the end of it all. Made by broker.ts when the store is open; called
// by ../http.ts for /api/… once the request was found to be allowed.
// Invariants: at most limits.consoleRequestsMax answers and limits.consoleStreamsMax streams are under way; an answer that began with
// 200 is whole, or its connection is cut; after stop() nothing of it runs and everything answers SHUTTING_DOWN.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { Services } from '../handlers/context.ts'
import { sendFailure, sendJson } from './answers.ts'
import { Events } from './events.ts'
import { httpFailure } from './failures.ts'
import { groupDetail } from './group-view.ts'
import { lagAnswer, lagEventQuery } from './lag-answer.ts'
import { overview, type OverviewSources } from './overview.ts'
import { invalid, Query } from './query.ts'
import { records } from './records.ts'
import { RecordThread } from './record-thread.ts'
import { EventStream, type Part, ReaderGone, sendParts } from './sender.ts'
import { Tail, tailWish } from './tail.ts'
import { topicDetail } from './topic-view.ts'
import { TopicRates } from './topic-rates.ts'

const ratesEveryMs = 10_000
const topicPrefix = '/api/topics/'
const groupPrefix = '/api/groups/'
const paths = `there are /api/lag, /api/overview, ${topicPrefix}NAME, ${groupPrefix}NAME, /api/records, /api/events and /api/tail`

type Parts = Iterable<Part> | AsyncIterable<Part>

export interface ConsoleOptions {
  /** For tests. */
  readonly eventMs?: number
  readonly recordThread?: RecordThread
}

export class Console {
  readonly #sources: OverviewSources
  readonly #services: Services
  readonly #rates: TopicRates
  readonly #thread: RecordThread
  readonly #events: Events
  readonly #streams = new Set<EventStream>()
  readonly #timer: NodeJS.Timeout
  #open = 0
  #stopped = false

  constructor(sources: Omit<OverviewSources, 'rates'>, options: ConsoleOptions = {}) {
    this.#services = sources.services
    this.#rates = new TopicRates(sources.services.store)
    this.#sources = { ...sources, rates: this.#rates }
    this.#thread = options.recordThread ?? new RecordThread()
    this.#events = new Events({
      lag: this.#services.lag,
      overview: (everyMs) => overview(this.#sources, { everyMs }),
      everyMs: options.eventMs ?? limits.consoleEventMs,
    })
    this.#rates.look()
    this.#timer = setInterval(() => this.#rates.look(), ratesEveryMs).unref()
  }

  /** Answers it, or what went wrong with it; never rejects. */
  async answer(
    path: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      if (this.#stopped) throw new SluiceError('SHUTTING_DOWN', 'the broker is stopping')
      if (path === '/api/events' || path === '/api/tail') return this.#stream(path, query, request, response)
      if (this.#open >= limits.consoleRequestsMax) throw tooMany(`${this.#open} requests are being answered`)
      this.#open++
      try {
        await this.#document(path, query, request, response)
      } finally {
        this.#open--
      }
    } catch (error) {
      if (!(error instanceof ReaderGone)) sendFailure(response, error)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#events.stop()
    for (const stream of this.#streams) stream.end()
    await this.#thread.stop()
  }

  async #document(
    path: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const parts = await this.#parts(path, query, response)
    if (parts === undefined) {
      const failure = httpFailure('NOT_FOUND', `there is no ${path.slice(0, 100)}`, paths)
      return sendJson(response, 404, failure)
    }
    await sendDocument(parts, request, response)
  }

  async #parts(path: string, text: string, response: ServerResponse): Promise<Parts | undefined> {
    const { store, lag } = this.#services
    if (path === '/api/records') return records(text, store, this.#thread, () => response.destroyed)
    if (path === '/api/lag') {
      const { rowsTotal, parts } = await lagAnswer(text, lag)
      response.setHeader('sluice-rows-total', rowsTotal)
      return parts
    }
    if (path === '/api/overview')
      return (await overview(this.#sources, { snapshotId: snapshotOf(text) })).parts
    if (path.startsWith(topicPrefix))
      return topicDetail(nameOf(path, topicPrefix), this.#services, this.#rates, snapshotOf(text))
    if (path.startsWith(groupPrefix))
      return groupDetail(nameOf(path, groupPrefix), this.#services, snapshotOf(text))
    return undefined
  }

  #stream(path: string, query: string, request: IncomingMessage, response: ServerResponse): void {
    // What cannot be is refused before the stream begins.
    const begin = path === '/api/tail' ? this.#tail(query) : this.#listen(query)
    if (request.method === 'HEAD') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
      return
    }
    if (this.#streams.size >= limits.consoleStreamsMax)
      throw tooMany(`${this.#streams.size} streams of events are open`)
    const stream = new EventStream(response)
    this.#streams.add(stream)
    stream.onClose(() => this.#streams.delete(stream))
    begin(stream)
  }

  #tail(query: string): (stream: EventStream) => void {
    const wish = tailWish(query, this.#services.store)
    return (stream) => void new Tail(wish, this.#thread, stream)
  }

  #listen(query: string): (stream: EventStream) => void {
    const lag = lagEventQuery(query)
    return (stream) => this.#events.add(stream, lag)
  }
}

function snapshotOf(text: string): number {
  return new Query(text, ['snapshot']).count('snapshot', 0)
}

function nameOf(path: string, prefix: string): string {
  const text = path.slice(prefix.length)
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid('name', text, 'a name in URL encoding')
  }
}

function tooMany(what: string): SluiceError {
  return new SluiceError('TOO_MANY_REQUESTS', what, {
    hint: 'close pages that nobody looks at, or ask again later',
  })
}

/** The first part decides over the status: what fails before it is answered as a failure. */
async function sendDocument(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const rest = Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]()
  const first = await rest.next()
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  if (request.method === 'HEAD') {
    response.end()
    await rest.return?.()
    return
  }
  await sendParts(response, withFirst(first, rest))
}

async function* withFirst(
  first: IteratorResult<Part>,
  rest: Iterator<Part> | AsyncIterator<Part>,
): AsyncGenerator<Part> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value
}

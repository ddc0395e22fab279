// New records as they come, by the stream /api/tail; once that breaks off, from where it was. Used by records.ts.
// Invariants: the document is drawn at most four times a second, however many come; what is left out is counted; after a break nothing is
// missing that a tail without one would have shown, and nothing comes twice.
import type { ApiFailure, ShownRecord, TailBegin, TailPlace, TailRecords } from '../api.ts'
import { addressOf, type Query, readJson, RequestFailed } from './http.ts'
import { ROWS_MAX } from './record-list.ts'

const DRAW_MS = 250
const RETRY_FIRST_MS = 500
const RETRY_MAX_MS = 10_000
/** What may be otherwise a little later; any other refusal stays one. */
const passing = ['UNREACHABLE', 'TOO_MANY_REQUESTS', 'SHUTTING_DOWN', 'NOT_READY']

export interface TailListener {
  begun(begin: TailBegin): void
  /** Oldest first. */
  records(records: readonly ShownRecord[], leftOut: number): void
  /** A partition that could not be looked at; the tail goes on. */
  troubled(text: string, hint: string): void
  /** It broke off, and is tried again until it has begun. */
  broken(text: string, hint: string): void
  failed(text: string, hint: string): void
}

export class Tail {
  readonly #query: Query
  readonly #listener: TailListener
  readonly #places = new Map<number, number>()
  readonly #abort = new AbortController()
  #source: EventSource | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #retryMs = RETRY_FIRST_MS
  #waiting: ShownRecord[] = []
  #leftOut = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #held = false

  constructor(query: Query, listener: TailListener) {
    this.#query = query
    this.#listener = listener
    this.#open()
  }

  /** Nothing is drawn while held; the newest are kept. */
  hold(held: boolean): void {
    this.#held = held
    if (!held) this.#schedule()
  }

  close(): void {
    this.#abort.abort()
    this.#source?.close()
    clearTimeout(this.#retry)
    clearTimeout(this.#timer)
  }

  #open(): void {
    const source = new EventSource(addressOf('/api/tail', { ...this.#query, from: fromOf(this.#places) }))
    this.#source = source
    source.addEventListener('begin', (event) => {
      const begin = JSON.parse((event as MessageEvent<string>).data) as TailBegin
      this.#retryMs = RETRY_FIRST_MS
      this.#note(begin.partitions)
      this.#listener.begun(begin)
    })
    source.addEventListener('records', (event) => {
      this.#take(JSON.parse((event as MessageEvent<string>).data) as TailRecords)
    })
    source.addEventListener('failure', (event) => {
      const { error } = JSON.parse((event as MessageEvent<string>).data) as ApiFailure
      this.#fail(new RequestFailed(error.code, error.message, error.hint))
    })
    // Not left to the browser, which would ask from where the first one began.
    source.onerror = () => {
      source.close()
      this.#listener.broken('The tail broke off.', 'It goes on from there as soon as the broker answers.')
      this.#again()
    }
  }

  #again(): void {
    this.#retry = setTimeout(() => void this.#tryAgain(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS)
  }

  /** A stream does not say why it is refused: a short question does. */
  async #tryAgain(): Promise<void> {
    const { topic, partition } = this.#query
    try {
      await readJson('/api/records', { topic, partition, count: 1 }, this.#abort.signal)
      if (!this.#abort.signal.aborted) this.#open()
    } catch (error) {
      if (this.#abort.signal.aborted) return
      if (error instanceof RequestFailed && !passing.includes(error.code)) this.#fail(error)
      else this.#again()
    }
  }

  #fail({ code, message, hint }: RequestFailed): void {
    this.close()
    this.#listener.failed(`${code}: ${message}`, hint)
  }

  #note(places: readonly TailPlace[]): void {
    for (const { partition, from } of places) this.#places.set(partition, from)
  }

  #take({ records, leftOut, skipped, next, failure }: TailRecords): void {
    this.#note(next)
    if (failure !== null) this.#listener.troubled(`${failure.code}: ${failure.message}`, failure.hint)
    this.#waiting.push(...records)
    this.#leftOut += leftOut + skipped
    const over = this.#waiting.length - ROWS_MAX
    if (over > 0) {
      this.#waiting.splice(0, over)
      this.#leftOut += over
    }
    this.#schedule()
  }

  #schedule(): void {
    if (this.#held) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (this.#held) return
      const records = this.#waiting
      const leftOut = this.#leftOut
      this.#waiting = []
      this.#leftOut = 0
      if (records.length > 0 || leftOut > 0) this.#listener.records(records, leftOut)
    }, DRAW_MS)
  }
}

/** undefined: it has not begun yet. */
function fromOf(places: ReadonlyMap<number, number>): string | undefined {
  if (places.size === 0) return undefined
  return `offset:${[...places].map(([partition, from]) => `${partition}@${from}`).join()}`
}

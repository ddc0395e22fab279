// New records as they come, by the stream /api/tail. Used by records.ts.
// Invariant: the document is drawn at most four times a second, however many come; what is left out is counted.
import type { ApiFailure, ShownRecord, TailRecords } from '../api.ts'
import { addressOf, type Query } from './http.ts'
import { ROWS_MAX } from './record-list.ts'

const DRAW_MS = 250

export interface TailListener {
  begun(): void
  /** Oldest first. */
  records(records: readonly ShownRecord[], leftOut: number): void
  /** A partition that could not be looked at; the tail goes on. */
  troubled(text: string, hint: string): void
  failed(text: string, hint: string): void
}

export class Tail {
  readonly #source: EventSource
  readonly #listener: TailListener
  #waiting: ShownRecord[] = []
  #leftOut = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #held = false

  constructor(query: Query, listener: TailListener) {
    this.#listener = listener
    this.#source = new EventSource(addressOf('/api/tail', query))
    this.#source.addEventListener('begin', () => listener.begun())
    this.#source.addEventListener('records', (event) => {
      this.#take(JSON.parse((event as MessageEvent<string>).data) as TailRecords)
    })
    this.#source.addEventListener('failure', (event) => {
      const { error } = JSON.parse((event as MessageEvent<string>).data) as ApiFailure
      listener.failed(`${error.code}: ${error.message}`, error.hint)
      this.close()
    })
    this.#source.onerror = () => {
      listener.failed('The tail broke off.', 'Is the broker running? Start the tail again.')
      this.close()
    }
  }

  /** Nothing is drawn while held; the newest are kept. */
  hold(held: boolean): void {
    this.#held = held
    if (!held) this.#schedule()
  }

  close(): void {
    this.#source.close()
    clearTimeout(this.#timer)
  }

  #take({ records, leftOut, skipped, failure }: TailRecords): void {
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

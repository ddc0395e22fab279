// The stream of overviews that every view lives on: one EventSource, opened again when it breaks, closed while paused or while the page
// is hidden. Called by main.ts; views get what it hands on.
// Invariant: what is shown is at most a few intervals old, or marked with the time since which it is stale, or of the instant asked for.
import type { ApiFailure, Overview } from '../api.ts'
import { readJson } from './http.ts'

/** So many of the intervals at which the broker says it sends are waited for, and a little. */
const STALE_INTERVALS = 3
const STALE_EXTRA_MS = 500
const FIRST_INTERVAL_MS = 2_000
const RETRY_FIRST_MS = 500
const RETRY_MAX_MS = 10_000

export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'paused'; readonly sinceMs: number }
  /** The address asks for one instant: /?snapshot=N. */
  | { readonly kind: 'pinned'; readonly takenMs: number }
  /** `sinceMs`: when the last overview came, by this machine's clock. */
  | { readonly kind: 'stale'; readonly sinceMs: number; readonly why: string }

export interface LiveListener {
  overview(overview: Overview): void
  state(state: LiveState): void
}

export class Live {
  state: LiveState = { kind: 'connecting' }
  overview: Overview | undefined
  readonly #listener: LiveListener
  #source: EventSource | undefined
  #watchdog: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #retryMs = RETRY_FIRST_MS
  #lastMs = Date.now()

  constructor(listener: LiveListener) {
    this.#listener = listener
    const pinned = new URLSearchParams(location.search).get('snapshot')
    if (pinned === null) this.#follow()
    else void this.#pin(pinned)
  }

  #follow(): void {
    document.addEventListener('visibilitychange', () => {
      if (this.state.kind === 'paused') return
      if (document.hidden) this.#close()
      else this.#open()
    })
    this.#open()
  }

  togglePause(): void {
    if (this.state.kind === 'pinned') location.search = ''
    else if (this.state.kind === 'paused') {
      this.#enter({ kind: 'connecting' })
      this.#open()
    } else {
      this.#close()
      this.#enter({ kind: 'paused', sinceMs: Date.now() })
    }
  }

  async #pin(snapshot: string): Promise<void> {
    try {
      const overview = await readJson<Overview>('/api/overview', { snapshot }, new AbortController().signal)
      this.overview = overview
      this.#enter({ kind: 'pinned', takenMs: overview.takenMs })
      this.#listener.overview(overview)
    } catch (error) {
      this.#stale(error instanceof Error ? error.message : String(error))
    }
  }

  #open(): void {
    this.#close()
    const source = new EventSource('/api/events')
    this.#source = source
    source.addEventListener('overview', (event) => {
      this.#lastMs = Date.now()
      this.#retryMs = RETRY_FIRST_MS
      this.overview = JSON.parse((event as MessageEvent<string>).data) as Overview
      this.#watch()
      this.#enter({ kind: 'live' })
      this.#listener.overview(this.overview)
    })
    source.addEventListener('failure', (event) => {
      const { error } = JSON.parse((event as MessageEvent<string>).data) as ApiFailure
      this.#stale(error.message)
    })
    // The browser opens a broken stream again by itself, but not one that was refused or that broke off too often.
    source.onerror = () => {
      this.#stale('the broker does not answer')
      this.#close()
      this.#retry = setTimeout(() => this.#open(), this.#retryMs)
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS)
    }
    this.#watch()
  }

  #watch(): void {
    clearTimeout(this.#watchdog)
    const waitMs = (this.overview?.everyMs ?? FIRST_INTERVAL_MS) * STALE_INTERVALS + STALE_EXTRA_MS
    this.#watchdog = setTimeout(() => this.#stale('nothing comes from the broker'), waitMs)
  }

  #close(): void {
    this.#source?.close()
    this.#source = undefined
    clearTimeout(this.#watchdog)
    clearTimeout(this.#retry)
  }

  #stale(why: string): void {
    if (this.state.kind !== 'paused') this.#enter({ kind: 'stale', sinceMs: this.#lastMs, why })
  }

  #enter(state: LiveState): void {
    this.state = state
    this.#listener.state(state)
  }
}

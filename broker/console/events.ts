// /api/events: every two seconds how the broker is, and the lag a listener chose, to all who listen. Owned by console.ts.
// Invariants: whatever is shown is made once a round, however many listen; a listener that has not taken the last round is passed
// over, and closed when it takes nothing for limits.httpStallMs; rounds that take long, or are large, come less often, which
// the one before says.
import { limits } from '../../protocol/limits.ts'
import type { LagQuery, LagService } from '../lag/lag-service.ts'
import { failureOf } from './failures.ts'
import { lagEvent } from './lag-answer.ts'
import { apart, type EventStream, type Part } from './sender.ts'

export interface EventSources {
  readonly lag: LagService
  readonly overview: (everyMs: number) => Promise<{ snapshotId: number; parts: AsyncGenerator<Part> }>
  readonly everyMs?: number
}

/** An overview up to this size comes as often as it may. */
const overviewBytes = 1024 * 1024
const togetherMs = 50
const apartMs = 500

interface Listener {
  readonly stream: EventStream
  readonly lag: LagQuery | undefined
  /** It had its first round, or was passed over. */
  served: boolean
}

/** Made of what was asked for; kept, as bytes, until the next round. */
interface Made {
  readonly event: string
  readonly data: readonly Part[]
}

export class Events {
  readonly #sources: EventSources
  readonly #listeners = new Set<Listener>()
  #running = false
  #everyMs: number
  #restedMs = 0 // no round before it
  #timer: NodeJS.Timeout | undefined

  constructor(sources: EventSources) {
    this.#sources = sources
    this.#everyMs = sources.everyMs ?? limits.consoleEventMs
  }

  add(stream: EventStream, lag: LagQuery | undefined): void {
    const listener = { stream, lag, served: false }
    this.#listeners.add(listener)
    stream.onClose(() => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) clearTimeout(this.#timer)
    })
    // Not at once: listeners that come together are shown the same, and who comes again and again does not drive us.
    this.#schedule(this.#restMs())
  }

  stop(): void {
    clearTimeout(this.#timer)
    for (const { stream } of this.#listeners) stream.end()
    this.#listeners.clear()
  }

  #schedule(inMs: number): void {
    if (this.#running) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#run(), inMs).unref()
  }

  #restMs(): number {
    return Math.max(togetherMs, this.#restedMs - performance.now())
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    const beganMs = performance.now()
    const bytes = await this.#round()
    this.#running = false
    const tookMs = performance.now() - beganMs
    this.#restedMs = beganMs + Math.max(apartMs, 5 * tookMs)
    // The listeners were told when the next one comes: what this round was like counts from the one after it.
    // Who came in the middle of it has seen nothing yet, and an interval can be ten seconds.
    if ([...this.#listeners].some(({ served }) => !served)) this.#schedule(this.#restMs())
    else if (this.#listeners.size > 0) this.#schedule(this.#everyMs - tookMs)
    const leastMs = this.#sources.everyMs ?? limits.consoleEventMs
    const wantedMs = Math.max(leastMs, 20 * tookMs, (leastMs * bytes) / overviewBytes)
    this.#everyMs = Math.round(Math.min(wantedMs, limits.consoleEventMsMax))
  }

  /** Answers the bytes of the overview. */
  async #round(): Promise<number> {
    const { overview, lag } = this.#sources
    let snapshotId = 0
    const made = await make('overview', async () => {
      const made = await overview(this.#everyMs)
      snapshotId = made.snapshotId
      return made.parts
    })
    const lags = new Map<string, Promise<Made>>()
    for (const listener of [...this.#listeners]) {
      await apart()
      listener.served = true
      if (!listener.stream.idle) continue
      listener.stream.send(made.event, made.data)
      if (listener.lag === undefined) continue
      const key = JSON.stringify(listener.lag)
      const query = { ...listener.lag, snapshotId }
      let chosen = lags.get(key)
      if (chosen === undefined) lags.set(key, (chosen = make('lag', () => lagEvent(query, lag))))
      const { event, data } = await chosen
      if (!listener.stream.closed) listener.stream.send(event, data)
    }
    return made.data.reduce((sum, part) => sum + part.length, 0)
  }
}

async function make(event: string, begin: () => Promise<AsyncGenerator<Part>>): Promise<Made> {
  try {
    const data: Buffer[] = []
    let text = ''
    for await (const part of await begin()) {
      text += part
      if (text.length < 65_536) continue
      data.push(Buffer.from(text))
      text = ''
      await apart()
    }
    data.push(Buffer.from(text))
    return { event, data }
  } catch (error) {
    return { event: 'failure', data: [JSON.stringify({ error: failureOf(error) })] }
  }
}

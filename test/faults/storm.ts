// Faults at random moments on random connections of a proxy, from a seed, until told to stop.
//   const storm = new Storm(proxy, { seed, everyMs: 50 })   …   const counts = storm.stop()
// Bounded in what it holds: one timer, and what the links hold.
import type { Link } from './link.ts'
import type { FaultProxy } from './proxy.ts'
import { type Random, seededRandom } from './random.ts'

export const faultKinds = ['delay', 'drop-answers', 'reset', 'half-close', 'cut', 'stall'] as const
export type FaultKind = (typeof faultKinds)[number]
export type FaultCounts = Record<FaultKind, number>

export interface StormOptions {
  readonly seed: number
  /** On average so long between two faults; each wait is drawn from [0, twice that). */
  readonly everyMs: number
  /** Which faults; a kind that stands here twice comes twice as often. Default: all alike. */
  readonly kinds?: readonly FaultKind[]
  /** Longest delay or stall. Default 300. */
  readonly waitMsMost?: number
}

export class Storm {
  readonly counts: FaultCounts = { delay: 0, 'drop-answers': 0, reset: 0, 'half-close': 0, cut: 0, stall: 0 }
  readonly #proxy: FaultProxy
  readonly #options: StormOptions
  readonly #random: Random
  #timer: NodeJS.Timeout | undefined

  constructor(proxy: FaultProxy, options: StormOptions) {
    this.#proxy = proxy
    this.#options = options
    this.#random = seededRandom(options.seed)
    this.#next()
  }

  /** No more faults; delays that are on stay with their connection. */
  stop(): FaultCounts {
    clearTimeout(this.#timer)
    this.#timer = undefined
    return this.counts
  }

  #next(): void {
    const waitMs = this.#random.next() * 2 * this.#options.everyMs
    this.#timer = setTimeout(() => {
      // Drawn whether or not there is a connection to hurt, so that a seed means the same list of faults.
      const kind = this.#random.pick(this.#options.kinds ?? faultKinds)
      const where = this.#random.next()
      const [ms, byte, count] = [
        this.#random.whole(1, this.#options.waitMsMost ?? 300),
        this.#random.whole(0, this.#random.pick([16, 200, 100_000])),
        this.#random.whole(1, 6),
      ]
      const direction = this.#random.pick(['request', 'answer'] as const)
      const { links } = this.#proxy
      const link = links[Math.floor(where * links.length)]
      if (link !== undefined) {
        this.counts[kind] += 1
        hurt(link, kind, { ms, byte, count, direction })
      }
      this.#next()
    }, waitMs)
  }
}

interface Drawn {
  readonly ms: number
  readonly byte: number
  readonly count: number
  readonly direction: 'request' | 'answer'
}

function hurt(link: Link, kind: FaultKind, { ms, byte, count, direction }: Drawn): void {
  switch (kind) {
    case 'delay':
      return link.delay(direction, ms / 10)
    case 'drop-answers':
      return link.dropAnswers(count)
    case 'reset':
      return link.reset()
    case 'half-close':
      return link.halfClose(direction)
    case 'cut':
      return link.cutNext(direction, byte)
    case 'stall':
      return link.stall(ms)
  }
}

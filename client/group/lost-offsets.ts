// What was given out under a session that was lost, and not committed: the next commit by hand says so, instead of resolving as
// though there had been nothing. Owned by committer.ts.
// Invariants: a partition is told of once; not when a commit of it was refused already, nor when this consumer, which got it
// again, has committed what was lost; one entry a partition.
import { SluiceError } from '../../protocol/errors.ts'
import type { FetchPosition } from '../consumer/fetch-position.ts'

interface Lost {
  readonly at: FetchPosition
  /** A commit of the partition that goes so far has what was lost. */
  readonly offset: number
}

export class LostOffsets {
  readonly #lost = new Map<string, Lost>()
  readonly #told = new WeakSet<FetchPosition>()

  get empty(): boolean {
    return this.#lost.size === 0
  }

  /** Before its lease ends: then nobody can say any more what was in hand. */
  remember(at: FetchPosition): void {
    const offset = uncommittedEnd(at)
    if (offset !== undefined && !this.#told.has(at)) this.#lost.set(keyOf(at), { at, offset })
  }

  /** A commit of it was refused. */
  told(at: FetchPosition): void {
    this.#told.add(at)
    if (this.#lost.get(keyOf(at))?.at === at) this.#lost.delete(keyOf(at))
  }

  committed(at: FetchPosition, offset: number): void {
    if (this.#lost.size === 0) return
    const lost = this.#lost.get(keyOf(at))
    if (lost !== undefined && offset >= lost.offset) this.#lost.delete(keyOf(at))
  }

  /** PARTITION_NOT_OWNED for all that is remembered, which is forgotten with it. */
  take(): SluiceError | undefined {
    const lost = [...this.#lost.values()].map(({ at }) => ({
      topic: at.handle.name,
      partition: at.partition,
    }))
    this.#lost.clear()
    const [first] = lost
    if (first === undefined) return undefined
    const names = lost.map(({ topic, partition }) => `'${topic}' partition ${partition}`).join(', ')
    const message = `the session was lost with ${names}: what had been given out of it was not committed`
    const hint =
      'it comes again, here or elsewhere; maxProcessingMs and sessionTimeoutMs say when a session is lost'
    return new SluiceError('PARTITION_NOT_OWNED', message, lost.length === 1 ? { hint, ...first } : { hint })
  }
}

function uncommittedEnd({ lease, gaveOut, offset }: FetchPosition): number | undefined {
  if (!gaveOut) return undefined
  // What run() took comes again by itself, and a handler that commits is another record's.
  return lease.byHandler || offset === lease.sentOffset ? undefined : offset
}

/** Of a topic made anew it is another one. */
function keyOf({ facts, partition }: FetchPosition): string {
  return `${facts.idHex}/${partition}`
}

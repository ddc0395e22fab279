// A consumer as run() and the streams read it. Made by consumer.ts, one for each of the two.
import type { Assignment } from '../consumer/assignment.ts'
import type { Fetcher } from '../consumer/fetcher.ts'
import type { Given, HandOut } from '../consumer/hand-out.ts'
import type { Lease } from '../consumer/lease.ts'
import { isNotOurs } from '../group/committer.ts'
import type { Logger } from '../logger.ts'
import { Deadline } from '../connection/retry.ts'
import type { Pulled, RunSource } from './source.ts'

export interface ConsumerSourceOptions {
  readonly group: string | undefined
  readonly logger: Logger
  readonly commitTimeoutMs: number
  /** Is what it gives waited for by `close`? */
  readonly awaited: boolean
}

export class ConsumerSource implements RunSource {
  readonly group: string | undefined
  readonly logger: Logger
  onPaused: (() => void) | undefined
  readonly #handOut: HandOut
  readonly #fetcher: Fetcher
  readonly #assignment: Assignment
  readonly #commitTimeoutMs: number
  readonly #awaited: boolean

  constructor(handOut: HandOut, fetcher: Fetcher, assignment: Assignment, options: ConsumerSourceOptions) {
    this.#handOut = handOut
    this.#fetcher = fetcher
    this.#assignment = assignment
    this.group = options.group
    this.logger = options.logger
    this.#commitTimeoutMs = options.commitTimeoutMs
    this.#awaited = options.awaited
  }

  async pull(
    recordsMax: number,
    signal: AbortSignal | undefined,
    full?: (lease: Lease) => boolean,
  ): Promise<Pulled | undefined> {
    const passOver = full && (({ lease }: { lease: Lease }) => full(lease))
    let generation = 0
    const taken = ({ lease }: Given) => {
      generation = lease.at.generation
      lease.byHandler = true
      lease.awaited = this.#awaited
    }
    const given = await this.#handOut.next(recordsMax, signal, passOver, undefined, taken)
    if (given === undefined) return undefined
    const { batch, lease } = given
    lease.release() // the caller holds what it begins, unless the lease has ended by then
    return {
      batch,
      lease,
      get stale() {
        return lease.at.generation !== generation
      },
    }
  }

  poke(): void {
    this.#fetcher.wake()
  }

  async commitFinished(): Promise<void> {
    if (this.group === undefined) return
    try {
      await this.#assignment.commitFinished(new Deadline(this.#commitTimeoutMs))
    } catch (error) {
      if (!isNotOurs(error)) throw error
    }
  }
}

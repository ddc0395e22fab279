// How administration sends: reads may be repeated, changes are sent again only when the first attempt certainly did not reach
// the broker. Made by admin.ts, called by what stands behind client.admin.
// Invariant: every call ends within deliveryTimeoutMs, by its signal, or by the deadline it is given.
import { SluiceError } from '../../protocol/errors.ts'
import type { Answer, RequestBody } from '../connection/connection.ts'
import type { Lane } from '../connection/lane.ts'
import { backoffMs, type CallOptions, Deadline, pause } from '../connection/retry.ts'

export class AdminCalls {
  readonly lane: Lane
  readonly #timeoutMs: number

  constructor(lane: Lane, timeoutMs: number) {
    this.lane = lane
    this.#timeoutMs = timeoutMs
  }

  read(body: RequestBody, options?: CallOptions | Deadline): Promise<Answer> {
    return this.lane.call(body, this.deadline(options))
  }

  async change(body: RequestBody, options?: CallOptions | Deadline): Promise<Answer> {
    const deadline = this.deadline(options)
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.lane.attempt(body, deadline)
      } catch (error) {
        const again = error instanceof SluiceError && error.retriable && error.delivered === 'no'
        if (!again || deadline.over) throw error
        await pause(backoffMs(attempt), deadline)
      }
    }
  }

  /** One for a call of several requests: what is one already stays. */
  deadline(options?: CallOptions | Deadline): Deadline {
    return options instanceof Deadline ? options : new Deadline(this.#timeoutMs, options?.signal)
  }
}

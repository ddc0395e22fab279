// The producer id and epoch that make repeated batches recognizable. Called by sender.ts and recovery.ts.
// Invariant: one identity at a time is current; `renew` gives the next epoch of it, or a new id where the broker no longer
// knows the old one. Partitions keep the identity their sequences began with until they are told to renew.
import { SluiceError } from '../../protocol/errors.ts'
import type { Lane } from '../connection/lane.ts'
import type { Deadline } from '../connection/retry.ts'

export interface ProducerIdentity {
  readonly producerId: number
  readonly producerEpoch: number
}

const EPOCH_MAX = 32_766

export class IdentitySource {
  readonly #lane: Lane
  #current: ProducerIdentity | undefined
  #asking: Promise<ProducerIdentity> | undefined

  constructor(lane: Lane) {
    this.#lane = lane
  }

  get current(): ProducerIdentity | undefined {
    return this.#current
  }

  /** The first identity, or the one after `old` where nobody renewed it yet. `fenced`: `old`'s id is somebody else's now. */
  renew(old: ProducerIdentity | undefined, deadline: Deadline, fenced = false): Promise<ProducerIdentity> {
    const current = this.#current
    const renewed = current !== undefined && current !== old
    if (renewed && !(fenced && current.producerId === old?.producerId)) return Promise.resolve(current)
    this.#asking ??= this.#ask(fenced ? undefined : old, deadline).finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #ask(old: ProducerIdentity | undefined, deadline: Deadline): Promise<ProducerIdentity> {
    const bump = old !== undefined && old.producerEpoch < EPOCH_MAX
    const identity = bump ? await this.#next(old, deadline) : await this.#fresh(deadline)
    this.#current = identity
    return identity
  }

  async #next(old: ProducerIdentity, deadline: Deadline): Promise<ProducerIdentity> {
    try {
      return await this.#request({ hasPrevious: true, ...old }, deadline)
    } catch (error) {
      if (error instanceof SluiceError && !error.retriable) return this.#fresh(deadline)
      throw error
    }
  }

  #fresh(deadline: Deadline): Promise<ProducerIdentity> {
    return this.#request({}, deadline)
  }

  async #request(initProducerId: object, deadline: Deadline): Promise<ProducerIdentity> {
    const { response } = await this.#lane.call({ initProducerId }, deadline)
    if (response.initProducerId === null) throw new SluiceError('INTERNAL', 'the broker gave no producer id')
    const { producerId, producerEpoch } = response.initProducerId
    return { producerId, producerEpoch }
  }
}

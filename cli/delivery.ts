// Sends slabs of records, a few at a time, and counts what arrived. Called by produce.ts.
// Invariants: at most slabsInFlight sendBatch calls run; after the first failure nothing more is sent; `delivered` counts
// only records that the broker acknowledged (with acks=none: handed to the socket).
import { isSluiceError, SluiceError } from '../protocol/errors.ts'

/** What this file needs of a producer: client/producer.ts with the topic filled in. */
export type SendBatch<Record> = (records: Record[]) => Promise<unknown>

const slabsInFlight = 8

export class Delivery<Record> {
  delivered = 0
  failure: unknown
  readonly #send: SendBatch<Record>
  readonly #flying = new Set<Promise<void>>()

  constructor(send: SendBatch<Record>) {
    this.#send = send
  }

  /** Starts sending `records`; resolves when another slab may come. `firstNumber`: of the first record in the input, from 1. */
  async add(records: Record[], firstNumber: number, done: () => void): Promise<void> {
    if (records.length === 0) return done()
    const flight: Promise<void> = this.#fly(records, firstNumber, done).finally(() =>
      this.#flying.delete(flight),
    )
    this.#flying.add(flight)
    while (this.#flying.size >= slabsInFlight && this.failure === undefined) await Promise.race(this.#flying)
  }

  /** Resolves when nothing is under way any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#flying)
  }

  async #fly(records: Record[], firstNumber: number, done: () => void): Promise<void> {
    try {
      await this.#send(records)
      this.delivered += records.length
      done()
    } catch (error) {
      const outcome = readFailure(error, firstNumber)
      this.delivered += outcome.delivered
      this.failure ??= outcome.error
    }
  }
}

/** The record that failed first, by its number in the input, and how many of the slab arrived all the same. */
function readFailure(error: unknown, firstNumber: number): { error: unknown; delivered: number } {
  const results = (error as { results?: readonly unknown[] }).results
  if (!isSluiceError(error) || !Array.isArray(results)) return { error, delivered: 0 }
  let delivered = 0
  let first = -1
  for (let i = 0; i < results.length; i++) {
    if (!isSluiceError(results[i])) delivered += 1
    else if (first < 0) first = i
  }
  if (first < 0) return { error, delivered }
  const cause = results[first] as SluiceError
  const told = new SluiceError(cause.code, `record ${firstNumber + first}: ${cause.message}`, {
    cause,
    hint: cause.hint,
  })
  return { error: told, delivered }
}

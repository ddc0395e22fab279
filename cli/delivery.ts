// Sends slabs of records, a few at a time, and counts what arrived. Called by produce.ts.
// Invariants: what is under way is bounded in slabs, records and bytes (but one slab may always go); after the first failure
// nothing more is sent; `delivered` counts only records that the broker acknowledged (acks=none: handed to the socket).
import { isSluiceError, SluiceError } from '../protocol/errors.ts'

/** What this file needs of a producer: client/producer/producer.ts with the topic filled in. */
export type SendBatch<Record> = (records: Record[]) => Promise<unknown>

const slabsInFlight = 8
const recordsInFlight = 50_000 // their views live until the answer: more of them is work for the garbage collector
const bytesInFlight = 16 * 1024 * 1024

export interface Shipment<Record> {
  records: Record[]
  /** Number of the first record in the input, from 1. */
  firstNumber: number
  bytes: number
  /** Called when the records have arrived. */
  done: () => void
}

export class Delivery<Record> {
  delivered = 0
  failure: unknown
  readonly #send: SendBatch<Record>
  readonly #flying = new Set<Promise<void>>()
  #records = 0 // under way
  #bytes = 0

  constructor(send: SendBatch<Record>) {
    this.#send = send
  }

  /** Starts sending; resolves when another shipment may come. */
  async add(shipment: Shipment<Record>): Promise<void> {
    if (shipment.records.length === 0) return shipment.done()
    this.#records += shipment.records.length
    this.#bytes += shipment.bytes
    const flight: Promise<void> = this.#fly(shipment).finally(() => this.#flying.delete(flight))
    this.#flying.add(flight)
    while (this.#full && this.failure === undefined) await Promise.race(this.#flying)
  }

  /** Resolves when nothing is under way any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#flying)
  }

  get #full(): boolean {
    if (this.#flying.size === 0) return false
    return (
      this.#flying.size >= slabsInFlight || this.#records >= recordsInFlight || this.#bytes >= bytesInFlight
    )
  }

  async #fly({ records, firstNumber, bytes, done }: Shipment<Record>): Promise<void> {
    try {
      await this.#send(records)
      this.delivered += records.length
      done()
    } catch (error) {
      const outcome = readFailure(error, firstNumber)
      this.delivered += outcome.delivered
      this.failure ??= outcome.error
    } finally {
      this.#records -= records.length
      this.#bytes -= bytes
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

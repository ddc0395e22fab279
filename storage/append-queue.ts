// Appends of one log that wait, in order of arrival, for room in its segment. Used by appender.ts; knows no disk.
// Bounded by number and by bytes: a full queue refuses (the caller answers LOG_BUSY), it never grows.
import type { AppendRequest } from './append.ts'

export class AppendQueue {
  readonly #countMax: number
  readonly #bytesMax: number
  #requests: AppendRequest[] = []
  #head = 0
  #bytes = 0

  constructor(countMax: number, bytesMax: number) {
    this.#countMax = countMax
    this.#bytesMax = bytesMax
  }

  get count(): number {
    return this.#requests.length - this.#head
  }

  get bytes(): number {
    return this.#bytes
  }

  get first(): AppendRequest | undefined {
    return this.#requests[this.#head]
  }

  /** False: full, and nothing was queued. */
  push(request: AppendRequest): boolean {
    if (this.count >= this.#countMax || this.#bytes + request.length > this.#bytesMax) return false
    this.#requests.push(request)
    this.#bytes += request.length
    return true
  }

  /** Back to the front: it was tried and has to wait on. */
  unshift(request: AppendRequest): void {
    if (this.#head > 0) this.#requests[--this.#head] = request
    else this.#requests.unshift(request)
    this.#bytes += request.length
  }

  shift(): AppendRequest | undefined {
    const request = this.first
    if (request === undefined) return undefined
    this.#bytes -= request.length
    this.#head++
    if (this.#head === this.#requests.length) {
      this.#requests = []
      this.#head = 0
    } else if (this.#head >= 256) {
      this.#requests = this.#requests.slice(this.#head)
      this.#head = 0
    }
    return request
  }
}

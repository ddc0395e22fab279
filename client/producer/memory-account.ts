// Bytes that a producer holds for records not yet acknowledged. Called by topic-queue.ts and sender.ts.
// Invariant: records are taken in while less than the bound is held, so the bound is passed by at most one record; who waits
// is woken in order.
export class MemoryAccount {
  readonly #bytesMax: number
  #bytes = 0
  #waiting: (() => void)[] = []

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get bytes(): number {
    return this.#bytes
  }

  get hasRoom(): boolean {
    return this.#bytes < this.#bytesMax
  }

  take(bytes: number): void {
    this.#bytes += bytes
  }

  release(bytes: number): void {
    this.#bytes -= bytes
    if (this.hasRoom && this.#waiting.length > 0) this.wake()
  }

  /** Calls `resume` once, when there may be room. */
  whenRoom(resume: () => void): void {
    this.#waiting.push(resume)
  }

  wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }
}

// Lets the event loop turn between handlers that never wait for anything. Owned by scheduler.ts.
// Invariant: after `resume` at least one more call is counted before the next pause.
const TURN_MS = 10
const CALLS_BETWEEN_LOOKS = 16

export class Turn {
  /** The event loop is to turn first: nothing is begun. */
  paused = false
  readonly #resume: () => void
  #calls = 0
  #endsMs = performance.now() + TURN_MS

  constructor(resume: () => void) {
    this.#resume = resume
  }

  /** A handler is about to be called. */
  count(): void {
    this.#calls += 1
    if (this.#calls % CALLS_BETWEEN_LOOKS !== 0 || performance.now() < this.#endsMs) return
    this.paused = true
    setImmediate(() => {
      this.paused = false
      this.#endsMs = performance.now() + TURN_MS
      this.#resume()
    })
  }
}

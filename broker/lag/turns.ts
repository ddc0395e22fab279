// Long work in short turns. Made by whatever of broker/lag/ walks over many rows: one for each piece of work.
// Invariant: between two turns of the event loop at most TURN_MS go by from one `rest` to the next, and what is done there.

const TURN_MS = 3 // and what a collection of garbage takes in it
/** Rows between two looks at the clock. */
export const ROWS_AT_ONCE = 64

export class Turns {
  #endMs = performance.now() + TURN_MS

  /** undefined while this turn may go on; else a turn for others, to be awaited. */
  rest(): Promise<void> | undefined {
    return performance.now() < this.#endMs ? undefined : this.next()
  }

  /** A turn for others in any case. */
  next(): Promise<void> {
    return new Promise((resolve) =>
      setImmediate(() => {
        this.#endMs = performance.now() + TURN_MS
        resolve()
      }),
    )
  }
}

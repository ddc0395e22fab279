// Long work in short turns. Made by whatever of broker/lag/ walks over many rows: one for each piece of work.
// Invariant: of all such work together one slice runs in a turn of the event loop, whoever is longest waiting; between two rests of a
// slice at most TURN_MS go by, and what is done there.

const TURN_MS = 1 // every produce and fetch may wait for one; a collection of garbage comes on top
/** Rows between two looks at the clock. */
export const ROWS_AT_ONCE = 64

const waiting: (() => void)[] = []
let isPumping = false

/** setImmediate alone would resume all that wait in one turn. */
function pump(): void {
  waiting.shift()?.()
  isPumping = waiting.length > 0
  if (isPumping) setImmediate(pump)
}

export class Turns {
  #endMs = 0 // new work rests before it goes on: its caller has had a part of this turn

  /** undefined while this turn may go on; else a turn for others, to be awaited. */
  rest(): Promise<void> | undefined {
    return performance.now() < this.#endMs ? undefined : this.next()
  }

  /** A turn for others in any case. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(() => {
        this.#endMs = performance.now() + TURN_MS
        resolve()
      })
      if (isPumping) return
      isPumping = true
      setImmediate(pump)
    })
  }
}

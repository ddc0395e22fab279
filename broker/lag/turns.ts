// Long work in short turns. Made by whatever of broker/lag/ walks over many rows: one for each piece of work.
// Where others have work too, a slice is short and they have a millisecond between two: a produce takes several turns of the loop, and a
// slice in each would make it as many slices slower (measured: 0.1 ms beside questions of 30,000 rows, and 5 ms without this).
// Invariant: of all such work together one slice runs in a turn of the event loop, whoever is longest waiting; between two rests of a
// slice at most ALONE_MS go by, and what is done there.

/** A slice while nobody else has work; a collection of garbage comes on top. */
const ALONE_MS = 3
/** A slice beside others, and how long they are left alone before it. */
const BESIDE_MS = 1
const LEFT_ALONE_MS = 1
/** A turn of the loop that takes less has nothing in it. */
const EMPTY_TURN_MS = 0.1
/** Rows between two looks at the clock. */
export const ROWS_AT_ONCE = 64

const waiting: (() => void)[] = []
let isPumping = false
let lookedAtMs = 0
let sliceMs = BESIDE_MS

/** setImmediate alone would resume all that wait in one turn. One turn goes by to see whether there is anything else in it. */
function look(): void {
  lookedAtMs = performance.now()
  setImmediate(decide)
}

function decide(): void {
  const isAlone = performance.now() - lookedAtMs < EMPTY_TURN_MS
  sliceMs = isAlone ? ALONE_MS : BESIDE_MS
  if (isAlone) resume()
  else setTimeout(resume, LEFT_ALONE_MS)
}

function resume(): void {
  waiting.shift()?.()
  isPumping = waiting.length > 0
  if (isPumping) setImmediate(look)
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
        this.#endMs = performance.now() + sliceMs
        resolve()
      })
      if (isPumping) return
      isPumping = true
      setImmediate(look)
    })
  }
}

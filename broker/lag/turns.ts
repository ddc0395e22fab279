// Long work in short turns. Made by whatever of broker/lag/ walks over many rows: one for each piece of work.
// Where others have work too, a slice is short, and between two slices the loop is theirs until it has been still for a moment: a
// produce takes several turns of the loop, and a slice in each would make it as many slices slower (a send to a memory topic: 5 ms beside
// questions with slices of 3 ms in every turn, 0.2 ms now; `npm run bench:lag` prints it).
// Invariant: of all such work together one slice runs in a turn of the event loop, whoever is longest waiting; between two rests of a
// slice at most ALONE_MS go by, and what is done there.

/** A slice while nobody else has work; a collection of garbage comes on top. */
const ALONE_MS = 3
/** A slice beside others; how long nothing must have come before it, and how long they can put it off. */
const BESIDE_MS = 1
const STILL_MS = 0.2
const PUT_OFF_MOST_MS = 2
/** Rows between two looks at the clock. */
export const ROWS_AT_ONCE = 64

const waiting: (() => void)[] = []
let isPumping = false
let sliceMs = BESIDE_MS
let eventsSeen = 0
let isAlone = true
let sinceMs = 0
let eventAtMs = 0

/** What the loop has been woken for so far: sockets and threads, not its timers. */
function events(): number {
  return performance.nodeTiming.uvMetricsInfo.events
}

/** After a slice, as an immediate: the loop has looked at its sockets since, once. */
function begin(): void {
  isAlone = true
  sinceMs = performance.now()
  decide()
}

function decide(): void {
  const nowMs = performance.now()
  const count = events()
  if (count !== eventsSeen) {
    eventsSeen = count
    eventAtMs = nowMs
    isAlone = false
  }
  if (!isAlone && nowMs - eventAtMs < STILL_MS && nowMs - sinceMs < PUT_OFF_MOST_MS) setImmediate(decide)
  else resume()
}

function resume(): void {
  sliceMs = isAlone ? ALONE_MS : BESIDE_MS
  waiting.shift()?.()
  isPumping = waiting.length > 0
  if (isPumping) setImmediate(begin)
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
      setImmediate(begin)
    })
  }
}

// Where rows keep their rings: some hundred rows share the arrays of a block; places are handed out one at a time and taken back when a
// row is gone. Called by sampler.ts.
// Bound: limits.lagWindowsMax places. Full: a row has none, and `no-history` says so.
import { limits } from '../../protocol/limits.ts'
import { PAST_NUMBERS } from './past.ts'
import { RING } from './sample-times.ts'

/** Commits whose time and lag are kept, for the rhythm, and for groups that commit less often than the window is long. */
export const COMMITS = 6
const BLOCK_ROWS = 256

interface Block {
  /** Of each sample: committed offset; time lag; milliseconds since the last commit where there was one since the sample before. */
  readonly committed: Float64Array
  readonly ages: Float32Array
  readonly commitAges: Float32Array
  /** Of the last commits: by the wall clock, how long it had been due (see window.ts), and the lag right after. */
  readonly commitAtMs: Float64Array
  readonly commitDueMs: Float64Array
  readonly commitLag: Float64Array
  /** What past.ts made of the samples when the last of them was taken. */
  readonly past: Float64Array
}

export interface WindowPlace {
  readonly block: Block
  /** Of its samples, of its commits, and of past. */
  readonly first: number
  readonly firstCommit: number
  readonly firstPast: number
}

export class WindowBlocks {
  readonly #free: WindowPlace[] = []
  #used = 0

  get used(): number {
    return this.#used
  }

  /** undefined: limits.lagWindowsMax rows have one. */
  take(): WindowPlace | undefined {
    if (this.#used >= limits.lagWindowsMax) return undefined
    if (this.#free.length === 0) this.#grow()
    this.#used++
    return this.#free.pop()
  }

  giveBack(place: WindowPlace): void {
    this.#used--
    this.#free.push(place)
  }

  #grow(): void {
    const block: Block = {
      committed: new Float64Array(BLOCK_ROWS * RING),
      ages: new Float32Array(BLOCK_ROWS * RING),
      commitAges: new Float32Array(BLOCK_ROWS * RING),
      commitAtMs: new Float64Array(BLOCK_ROWS * COMMITS),
      commitDueMs: new Float64Array(BLOCK_ROWS * COMMITS),
      commitLag: new Float64Array(BLOCK_ROWS * COMMITS),
      past: new Float64Array(BLOCK_ROWS * PAST_NUMBERS),
    }
    for (let row = 0; row < BLOCK_ROWS; row++)
      this.#free.push({
        block,
        first: row * RING,
        firstCommit: row * COMMITS,
        firstPast: row * PAST_NUMBERS,
      })
  }
}

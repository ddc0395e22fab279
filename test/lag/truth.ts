// What a run of scenarios knows for sure of one partition, because it wrote and committed everything itself: which offsets it
// appended and committed, and between which two instants each of that happened. Called by world.ts (which fills it in) and compare.ts.
// Invariant: everything is an interval that holds for sure. An append is visible from some instant between the call and its
// answer on, a commit likewise; a question that the interval does not settle has several right answers, and all are in it.
// No tolerance is in here but one: for rounding of clocks to milliseconds.

/** What Date.now() of two processes of one machine may differ by when both round. */
const ROUNDING_MS = 2

/** Both ends belong to it. */
export interface Range {
  readonly least: number
  readonly most: number
}

interface Append {
  /** Half-open. */
  readonly from: number
  readonly to: number
  readonly calledMs: number
  readonly doneMs: number
}

interface Commit {
  readonly offset: number
  readonly calledMs: number
  doneMs: number | undefined
}

export interface TruthAt {
  /** undefined: certainly no commit yet. */
  readonly committed: Range | undefined
  readonly visibleEnd: Range
  /** Records; undefined: no commit. */
  readonly lag: Range | undefined
  /** Since the first unread record was appended; undefined: no commit. */
  readonly timeLagMs: Range | undefined
}

export class PartitionTruth {
  readonly #appends: Append[] = []
  readonly #commits: Commit[] = []
  /** The log begins here since then: what is below is no first unread record. */
  #start = 0

  /** In the order of their offsets. */
  appended(
    range: { readonly firstOffset: number; readonly count: number },
    calledMs: number,
    doneMs: number,
  ): void {
    const { firstOffset: from, count } = range
    this.#appends.push({ from, to: from + count, calledMs, doneMs })
  }

  /** Answers what to call when the broker has answered it. */
  committing(offset: number, calledMs: number): (doneMs: number) => void {
    const commit: Commit = { offset, calledMs, doneMs: undefined }
    this.#commits.push(commit)
    return (doneMs) => {
      commit.doneMs = doneMs
    }
  }

  /** Retention has deleted everything below `offset`. */
  startsAt(offset: number): void {
    this.#start = offset
  }

  get end(): number {
    return this.#appends.at(-1)?.to ?? 0
  }

  get commits(): number {
    return this.#commits.filter(({ doneMs }) => doneMs !== undefined).length
  }

  /** Of the last commit that was answered. */
  get lastCommit(): { readonly offset: number; readonly doneMs: number } | undefined {
    const last = this.#commits.findLast(({ doneMs }) => doneMs !== undefined)
    return last && { offset: last.offset, doneMs: last.doneMs as number }
  }

  at(takenMs: number): TruthAt {
    const visibleEnd = this.#visibleEnd(takenMs)
    const committed = this.#committed(takenMs)
    if (committed === undefined) return { committed, visibleEnd, lag: undefined, timeLagMs: undefined }
    const lag = {
      least: Math.max(0, visibleEnd.least - committed.most),
      most: Math.max(0, visibleEnd.most - committed.least),
    }
    return { committed, visibleEnd, lag, timeLagMs: this.#timeLag(takenMs, committed, visibleEnd) }
  }

  #visibleEnd(takenMs: number): Range {
    let least = 0
    let most = 0
    for (const { to, calledMs, doneMs } of this.#appends) {
      if (doneMs < takenMs - ROUNDING_MS) least = to
      if (calledMs <= takenMs + ROUNDING_MS) most = to
    }
    return { least, most }
  }

  #committed(takenMs: number): Range | undefined {
    const possible: number[] = []
    for (const { offset, calledMs, doneMs } of this.#commits) {
      if (calledMs > takenMs + ROUNDING_MS) continue
      if (doneMs !== undefined && doneMs < takenMs - ROUNDING_MS) possible.length = 0 // it has replaced those before
      possible.push(offset)
    }
    if (possible.length === 0) return undefined
    return { least: Math.min(...possible), most: Math.max(...possible) }
  }

  #timeLag(takenMs: number, committed: Range, end: Range): Range {
    const oldest = this.#appendOf(Math.max(committed.least, this.#start))
    const youngest = this.#appendOf(Math.max(committed.most, this.#start))
    const most = committed.least >= end.most || oldest === undefined ? 0 : takenMs - oldest.calledMs
    const least = committed.most >= end.least || youngest === undefined ? 0 : takenMs - youngest.doneMs
    return { least: Math.max(0, least - ROUNDING_MS), most: Math.max(0, most + ROUNDING_MS) }
  }

  #appendOf(offset: number): Append | undefined {
    return this.#appends.find(({ from, to }) => offset >= from && offset < to)
  }
}

// Snapshots that can still be asked for, with what was worked out of them. Called by lag-service.ts.
// Invariants: numbers are never given out twice while the broker runs; at most limits.lagSnapshotsKept are kept, for at most
// limits.lagSnapshotMs, and together of at most limits.lagSnapshotBytes; the newest is always kept that long. Where there are too many,
// first goes the one that nobody asked for the longest, of those that nobody is paging through; then, of the others, the youngest: whoever
// has come furthest comes to the end.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { GroupEvaluation, NumberBlocks } from './evaluation.ts'
import type { GroupMoment, Snapshot } from './snapshot.ts'

export class KeptSnapshot {
  readonly id: number
  readonly snapshot: Snapshot
  readonly #groups = new Map<GroupMoment, GroupEvaluation>()
  readonly #blocks = new NumberBlocks()
  readonly #bytes: number
  /** Answers that have not come to their last row, and when the last of them was asked for. */
  #unfinished = 0
  #pagedAtMs = 0

  constructor(id: number, snapshot: Snapshot) {
    this.id = id
    this.snapshot = snapshot
    this.#bytes = snapshot.committed.byteLength + snapshot.committedMs.byteLength
    this.#bytes += 4 * snapshot.logStarts.byteLength
  }

  get bytes(): number {
    return this.#bytes + this.#blocks.bytes
  }

  /** A page of an answer begins. */
  pageBegins(isFirst: boolean): void {
    if (isFirst || this.#unfinished === 0) this.#unfinished++
    this.#pagedAtMs = performance.now()
  }

  /** The page had the last row of its answer. */
  lastPageEnds(): void {
    this.#unfinished--
  }

  /** Somebody is likely to ask for the next page. */
  isPaged(nowMs: number): boolean {
    return this.#unfinished > 0 && nowMs - this.#pagedAtMs < limits.lagSnapshotPagedMs
  }

  evaluation(group: GroupMoment): GroupEvaluation {
    let evaluation = this.#groups.get(group)
    if (evaluation === undefined) {
      evaluation = new GroupEvaluation(this.snapshot, group, this.#blocks)
      this.#groups.set(group, evaluation)
    }
    return evaluation
  }
}

export class Snapshots {
  readonly #kept = new Map<number, KeptSnapshot>() // least recently asked for first
  #nextId = 1

  get count(): number {
    return this.#kept.size
  }

  keep(snapshot: Snapshot): KeptSnapshot {
    const kept = new KeptSnapshot(this.#nextId++, snapshot)
    this.#kept.set(kept.id, kept)
    this.forgetOld(snapshot.nowMs)
    return kept
  }

  /** SNAPSHOT_GONE, also where there never was one. */
  get(id: number): KeptSnapshot {
    const kept = this.#kept.get(id)
    if (kept !== undefined) {
      this.#kept.delete(id)
      this.#kept.set(id, kept)
    }
    this.forgetOld(performance.now())
    if (kept !== undefined && this.#kept.has(id)) return kept
    const why =
      id < this.#nextId
        ? 'the broker no longer keeps it'
        : 'the broker has taken none of that number since it started'
    throw new SluiceError('SNAPSHOT_GONE', `there is no snapshot ${id} of lag: ${why}`)
  }

  forgetOld(nowMs: number): void {
    let bytes = 0
    for (const [id, { snapshot, bytes: more }] of this.#kept) {
      if (nowMs - snapshot.nowMs > limits.lagSnapshotMs) this.#kept.delete(id)
      else bytes += more
    }
    for (const kept of this.#inOrderOfGoing(nowMs)) {
      if (this.#kept.size <= limits.lagSnapshotsKept && bytes <= limits.lagSnapshotBytes) return
      this.#kept.delete(kept.id)
      bytes -= kept.bytes
    }
  }

  /** All but the newest. */
  #inOrderOfGoing(nowMs: number): KeptSnapshot[] {
    const others = [...this.#kept.values()].filter(({ id }) => id !== this.#nextId - 1)
    const paged = others.filter((kept) => kept.isPaged(nowMs)).sort((a, b) => b.id - a.id)
    return [...others.filter((kept) => !kept.isPaged(nowMs)), ...paged]
  }
}

// The first unread record of a row, remembered as long as it stays the first: to find one may take the storage index, and most rows are
// looked at again where nothing moved. Called by evaluation.ts and sampler.ts.
// Numbers that change in place, and not what the log answered: 100,000 such objects would outlive each answer.
import type { Log } from '../../storage/log.ts'
import { firstUnread } from '../../storage/unread.ts'
import type { PartitionRow } from './group-rows.ts'
import type { RowMoment } from './window.ts'

/** Append times are exact to a second. Further ahead they are of another clock than the one of now. */
const AHEAD_MS = 1_000

export class UnreadMemo {
  /** When it was appended; NaN: not known. */
  appendMs = Number.NaN
  estimated = false
  /** Bytes of the log in front of it. */
  bytesBefore = Number.NaN
  #offset = Number.NaN
  #revision = -1

  /** Of the first record at or after `committed` that is still there. */
  look(log: Log, committed: number): void {
    const offset = Math.max(committed, log.startOffset)
    if (offset === this.#offset && log.index.revision === this.#revision) return
    if (log.state === 'deleted') return this.#forget() // its index goes with it
    const found = firstUnread(log, offset)
    if (found === undefined) return this.#forget()
    this.appendMs = found.appendMs
    this.estimated = found.estimated
    this.bytesBefore = found.bytesBefore
    this.#offset = offset
    this.#revision = found.revision
  }

  /** Since it was appended; NaN: not known, or the clock was put back since. */
  ageMs(takenMs: number): number {
    const ageMs = takenMs - this.appendMs
    return ageMs < -AHEAD_MS ? Number.NaN : Math.max(0, ageMs)
  }

  #forget(): void {
    this.appendMs = Number.NaN
    this.estimated = false
    this.bytesBefore = Number.NaN
    this.#offset = Number.NaN
  }
}

/** Since the first unread record was appended, 0 where nothing is unread; NaN: not known. */
export function timeLagMs({ log, unread }: PartitionRow, now: RowMoment): number {
  if (now.committed >= now.visibleEnd) return 0
  if (Number.isNaN(now.committed)) return Number.NaN
  unread.look(log.log, now.committed)
  return unread.ageMs(now.takenMs)
}

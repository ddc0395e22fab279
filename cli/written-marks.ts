// Which records have fully left through stdout, told to the leases they came under: `finished` is what a group commits.
// Called by consume-group.ts; record-writer.ts holds the bytes in between.
//
//   taken() ──▶ in hand (the writer's buffer) ──leave()──▶ leaving (one write) ──written──▶ lease.finished()
//                                                              └─────────────failed──▶ forgotten
//
// Invariants: a mark leaves with the very write that carries the bytes below it; nothing is finished by a write that failed; a
// lease is held as long as a mark of it is here, so that its partition is not given up while its bytes are on their way.
import type { Lease } from '../client/consumer/lease.ts'

export class WrittenMarks {
  #inHand = new Map<Lease, number>()

  /** All records of the lease below `offset` that were given out are in the writer. */
  taken(lease: Lease, offset: number): void {
    if (!this.#inHand.has(lease)) lease.hold()
    this.#inHand.set(lease, offset)
  }

  /** Runs the write of everything that was taken so far. */
  async leave(write: () => Promise<void>): Promise<void> {
    const leaving = this.#inHand
    this.#inHand = new Map()
    try {
      await write()
      for (const [lease, offset] of leaving) lease.finished(offset)
    } finally {
      for (const lease of leaving.keys()) lease.release()
    }
  }

  /** What was taken and will not be written: not finished, and not in the way of giving partitions up. */
  drop(): void {
    for (const lease of this.#inHand.keys()) lease.release()
    this.#inHand.clear()
  }
}

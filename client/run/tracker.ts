// Which offsets of a partition are finished when handlers end out of order. Owned by partition.ts.
//
//   offsets   … 40 │ 41   42   45   46 │ 47 …        41 to 46 were begun; 43 and 44 do not exist (compacted away)
//   done           │ no   yes  no   yes│
//                    └ head             └ tail       `finished` is 41: the lowest one that is not done
//
// Invariants: `finished` never goes back and never passes an offset that was begun and is not done; the ring grows with the
// number of offsets between head and tail, which the caller bounds.
const SLOTS_LEAST = 64

export class FinishTracker {
  #slots = SLOTS_LEAST
  #offsets = new Float64Array(SLOTS_LEAST)
  #done = new Uint8Array(SLOTS_LEAST)
  // Sequence numbers, counted from 0; a slot is a number modulo the ring's size, a power of two.
  #head = 0
  #tail = 0
  #end: number

  constructor(firstOffset: number) {
    this.#end = firstOffset
  }

  /** Everything below is finished. */
  get finished(): number {
    return this.#head === this.#tail ? this.#end : (this.#offsets[this.#head & (this.#slots - 1)] as number)
  }

  /** From the lowest unfinished offset to the highest one that was begun. */
  get span(): number {
    return this.#tail - this.#head
  }

  /** The next record is begun; `next` is where the partition goes on behind it. Answers what `finish` wants to know. */
  begin(offset: number, next: number): number {
    if (this.span === this.#slots) this.#grow()
    const slot = this.#tail & (this.#slots - 1)
    this.#offsets[slot] = offset
    this.#done[slot] = 0
    this.#end = next
    return this.#tail++
  }

  /** True when `finished` moved. */
  finish(sequence: number): boolean {
    const mask = this.#slots - 1
    this.#done[sequence & mask] = 1
    if (sequence !== this.#head) return false
    while (this.#head < this.#tail && this.#done[this.#head & mask] === 1) this.#head += 1
    return true
  }

  /** The next record was begun and finished in one go. True when `finished` moved. */
  pass(offset: number, next: number): boolean {
    if (this.#head !== this.#tail) return this.finish(this.begin(offset, next))
    this.#end = next
    return true
  }

  #grow(): void {
    const slots = this.#slots * 2
    const offsets = new Float64Array(slots)
    const done = new Uint8Array(slots)
    for (let sequence = this.#head; sequence < this.#tail; sequence++) {
      const from = sequence & (this.#slots - 1)
      offsets[sequence & (slots - 1)] = this.#offsets[from] as number
      done[sequence & (slots - 1)] = this.#done[from] as number
    }
    this.#slots = slots
    this.#offsets = offsets
    this.#done = done
  }
}

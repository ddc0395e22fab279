// Which offsets of a partition are finished when handlers end out of order. Owned by partition.ts.
//
//   offsets   … 40 │ 41   42   45   46 │ 47 …        41 to 46 were begun; 43 and 44 do not exist (compacted away)
//   done           │ no   yes  no   yes│
//                    └ head             └ tail       `finished` is 41: the lowest one that is not done
//
// What was begun may be set aside again, before a handler had it: the partition is read again from there, and of what comes a
// second time only that is to be begun.
//
// Invariants: `finished` never goes back and never passes an offset that was begun and is not done; the ring grows with the
// number of offsets between head and tail, which the caller bounds.
const SLOTS_LEAST = 64
const OPEN = 0
const DONE = 1
const ASIDE = 2

export class FinishTracker {
  #slots = SLOTS_LEAST
  #offsets = new Float64Array(SLOTS_LEAST)
  #done = new Uint8Array(SLOTS_LEAST)
  // Sequence numbers, counted from 0; a slot is a number modulo the ring's size, a power of two.
  #head = 0
  #tail = 0
  /** Of the next record that comes again; the tail: none does. */
  #again = 0
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
    if (this.#tail - this.#oldest === this.#slots) this.#grow()
    const slot = this.#tail & (this.#slots - 1)
    this.#offsets[slot] = offset
    this.#done[slot] = OPEN
    this.#end = next
    if (!this.replaying) this.#again += 1
    return this.#tail++
  }

  /** True when `finished` moved. */
  finish(sequence: number): boolean {
    const mask = this.#slots - 1
    this.#done[sequence & mask] = DONE
    if (sequence !== this.#head) return false
    while (this.#head < this.#tail && this.#done[this.#head & mask] === DONE) this.#head += 1
    return true
  }

  /** No handler had it: it comes again, and with it what follows. */
  setAside(sequence: number): void {
    this.#done[sequence & (this.#slots - 1)] = ASIDE
    this.#again = Math.min(this.#again, sequence)
  }

  /** Some of what is read next was begun before. */
  get replaying(): boolean {
    return this.#again < this.#tail
  }

  /**
   * A record is read while replaying. Answers the number under which it is begun now, 'begun' where it was before, undefined for
   * one that is new. What was set aside below it does not come any more (compacted away, or deleted): `finished` may move.
   */
  readAgain(offset: number): number | 'begun' | undefined {
    const mask = this.#slots - 1
    for (; this.replaying; this.#again += 1) {
      const slot = this.#again & mask
      const found = this.#offsets[slot] as number
      if (found > offset) return undefined
      if (found < offset) {
        if (this.#done[slot] === ASIDE) this.finish(this.#again)
        continue
      }
      const sequence = this.#again
      this.#again += 1
      if (this.#done[slot] !== ASIDE) return 'begun'
      this.#done[slot] = OPEN
      return sequence
    }
    return undefined
  }

  /** The next record was begun and finished in one go. True when `finished` moved. */
  pass(offset: number, next: number): boolean {
    if (this.#head !== this.#tail) return this.finish(this.begin(offset, next))
    this.#end = next
    return true
  }

  /** What comes again is known although it is finished. */
  get #oldest(): number {
    return Math.min(this.#head, this.#again)
  }

  #grow(): void {
    const slots = this.#slots * 2
    const offsets = new Float64Array(slots)
    const done = new Uint8Array(slots)
    for (let sequence = this.#oldest; sequence < this.#tail; sequence++) {
      const from = sequence & (this.#slots - 1)
      offsets[sequence & (slots - 1)] = this.#offsets[from] as number
      done[sequence & (slots - 1)] = this.#done[from] as number
    }
    this.#slots = slots
    this.#offsets = offsets
    this.#done = done
  }
}

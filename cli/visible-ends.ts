// `--until-end`: which partitions still have records below the end that was visible at the start. Pure.
// Called by consume.ts after every batch. Without --until-end there is no end and `reached` stays false.

export interface PartitionSpan {
  partition: number
  /** First offset that will be read, as far as it is known. */
  start: number
  /** Offset behind the last record to read. */
  end: number
}

export class VisibleEnds {
  readonly #ends = new Map<number, number>()
  readonly #open = new Set<number>()

  constructor(spans: readonly PartitionSpan[]) {
    for (const { partition, start, end } of spans) {
      this.#ends.set(partition, end)
      if (start < end) this.#open.add(partition)
    }
  }

  /** Everything that was visible has been read. */
  get reached(): boolean {
    return this.#open.size === 0
  }

  /** Records at this offset and above are not to be read. */
  endOf(partition: number): number {
    return this.#ends.get(partition) ?? 0
  }

  /** The records of a partition below `nextOffset` have been read (or do not exist any more). */
  passed(partition: number, nextOffset: number): void {
    if (nextOffset >= this.endOf(partition)) this.#open.delete(partition)
  }
}

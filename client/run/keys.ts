// order: 'key': which keys have a record in a handler, and the records that wait for their turn behind them.
// Called by scheduler.ts. A key is its raw bytes, one character a byte, whatever topic and partition it comes from.
// Invariants: a key is busy from `begin` to the `end` that answers nothing; records of a key come out in the order they went in.
import type { RunPartition } from './partition.ts'
import type { AnyRecord } from './source.ts'

/** A record that was read and not begun. */
export interface Waiting {
  readonly partition: RunPartition
  readonly record: AnyRecord
  readonly sequence: number
  readonly key: string
  next: Waiting | undefined
}

interface Line {
  first: Waiting | undefined
  last: Waiting | undefined
}

export class KeyLines {
  readonly #busy = new Map<string, Line | undefined>()
  /** Records in all lines. */
  waiting = 0

  /** No key is busy: nobody needs to know one. */
  get idle(): boolean {
    return this.#busy.size === 0
  }

  isBusy(key: string): boolean {
    return this.#busy.has(key)
  }

  begin(key: string): void {
    this.#busy.set(key, undefined)
  }

  /** The key is busy: the record stands behind those that wait for it. */
  wait(one: Waiting): void {
    this.waiting += 1
    const line = this.#busy.get(one.key)
    if (line === undefined) this.#busy.set(one.key, { first: one, last: one })
    else {
      if (line.last === undefined) line.first = one
      else line.last.next = one
      line.last = one
    }
  }

  /** The key's record left its handler. Answers the next, for which the key stays busy. */
  end(key: string): Waiting | undefined {
    const line = this.#busy.get(key)
    const next = line?.first
    if (line === undefined || next === undefined) {
      this.#busy.delete(key)
      return undefined
    }
    line.first = next.next
    if (line.first === undefined) line.last = undefined
    this.waiting -= 1
    return next
  }

  /** What waits of a partition that is given up or paused is in nobody's way any more. */
  takeOut(partition: RunPartition): Waiting[] {
    const taken: Waiting[] = []
    for (const line of this.#busy.values()) {
      if (line === undefined) continue
      let kept: Waiting | undefined
      let each = line.first
      line.first = undefined
      for (; each !== undefined; each = each.next) {
        if (each.partition === partition) {
          taken.push(each)
          continue
        }
        if (kept === undefined) line.first = each
        else kept.next = each
        kept = each
      }
      if (kept !== undefined) kept.next = undefined
      line.last = kept
    }
    this.waiting -= taken.length
    return taken
  }
}

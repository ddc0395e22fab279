// The last offset of each key, in a table of fixed size: what one pass of compaction knows. Used by compaction-run.ts in the
// worker. Keys are kept as the first 128 bits of their SHA-256: two keys with the same bits would count as one and the
// older record would be lost; at 2^21 keys the chance is 2^-87, and nobody can make such keys on purpose.
// Invariant: a full table refuses new keys and keeps what it has; keys it knows can always be moved on.
//
// Slot, 6 words of 32 bits:  4 of the hash | offset + 1, high | offset + 1, low        (all zero: empty)
import { hash } from 'node:crypto'

const SLOT_WORDS = 6
const SLOT_BYTES = 4 * SLOT_WORDS
const FILLED_MOST = 0.75 // beyond it a look-up would take many steps

export class KeyTable {
  readonly #words: Uint32Array
  readonly #slots: number
  readonly keysMax: number
  count = 0
  #high = 0 // of the key looked for
  #middle = 0
  #low = 0
  #last = 0

  constructor(slots: number) {
    this.#slots = Math.max(2, slots)
    this.keysMax = Math.floor(this.#slots * FILLED_MOST)
    this.#words = new Uint32Array(this.#slots * SLOT_WORDS)
  }

  /** Room for this many keys, in at most `bytesMost`. */
  static for(keys: number, bytesMost: number): KeyTable {
    const wanted = Math.ceil(keys / FILLED_MOST) + 1
    return new KeyTable(Math.min(wanted, Math.floor(bytesMost / SLOT_BYTES)))
  }

  /** The key was last seen at this offset. False: it is new, and there is no room for it. */
  put(key: Uint8Array, offset: number): boolean {
    const at = this.#find(key)
    const words = this.#words
    if (words[at + 4] === 0 && words[at + 5] === 0) {
      if (this.count >= this.keysMax) return false
      this.count++
      words[at] = this.#high
      words[at + 1] = this.#middle
      words[at + 2] = this.#low
      words[at + 3] = this.#last
    }
    const stored = offset + 1
    words[at + 4] = Math.floor(stored / 2 ** 32)
    words[at + 5] = stored % 2 ** 32
    return true
  }

  /** Where the key was last seen; -1: nowhere. */
  get(key: Uint8Array): number {
    const at = this.#find(key)
    return (this.#words[at + 4] as number) * 2 ** 32 + (this.#words[at + 5] as number) - 1
  }

  /** First word of the key's slot, or of the empty one where it belongs. */
  #find(key: Uint8Array): number {
    const digest = hash('sha256', key, 'buffer')
    this.#high = digest.readUInt32LE(0)
    this.#middle = digest.readUInt32LE(4)
    this.#low = digest.readUInt32LE(8)
    this.#last = digest.readUInt32LE(12)
    const words = this.#words
    for (let slot = this.#high % this.#slots; ; slot = slot + 1 === this.#slots ? 0 : slot + 1) {
      const at = slot * SLOT_WORDS
      if (words[at + 4] === 0 && words[at + 5] === 0) return at
      if (
        words[at] === this.#high &&
        words[at + 1] === this.#middle &&
        words[at + 2] === this.#low &&
        words[at + 3] === this.#last
      )
        return at
    }
  }
}

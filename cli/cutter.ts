// Cuts a stream of bytes into records: the reading half of delimiter.ts. Pure: no files, no sockets, no clock.
// Called by produce.ts in the loop  space() → fill it → filled(count) → records of one slab → …  → end().
// Invariants: the records of one slab are views into that slab, which is never written again until recycle(); what is
// left of a slab behind its last record moves to the front of the next one; a record over recordBytesMax sets `problem`
// before memory grows for it, and cutting stops: the records ahead of it are still handed out.
import assert from 'node:assert/strict'
import { SluiceError } from '../protocol/errors.ts'
import { terminatorOf, u32PrefixBytes } from './delimiter.ts'
import type { DelimiterName } from './delimiter.ts'

const slabsKept = 16

/** The records of one slab, in order. `bytes` is handed to recycle() when nobody looks at them any more. */
export interface Slab {
  bytes: Buffer
  records: Buffer[]
}

export class Cutter {
  /** Records cut so far; the number of the next one, counted from 0. */
  count = 0
  /** Why no more records come, although the input may go on. */
  problem: SluiceError | undefined
  readonly #terminator: Buffer
  readonly #single: number // the delimiter where it is one byte, else -1
  readonly #lengthInFront: boolean
  #slabBytes: number // of new slabs; grows with the largest record met
  readonly #recordBytesMax: number
  readonly #free: Buffer[] = []
  #slab: Buffer
  #end = 0 // bytes filled
  #start = 0 // first byte of the record being read
  #scanned = 0 // no delimiter begins in [start, scanned)

  constructor(delimiter: DelimiterName, slabBytes: number, recordBytesMax: number) {
    assert(slabBytes >= u32PrefixBytes && recordBytesMax >= 0)
    this.#terminator = terminatorOf(delimiter)
    this.#single = this.#terminator.length === 1 ? this.#terminator[0]! : -1
    this.#lengthInFront = delimiter === 'u32'
    this.#slabBytes = slabBytes
    this.#recordBytesMax = recordBytesMax
    this.#slab = Buffer.allocUnsafeSlow(slabBytes)
  }

  /** Where the next bytes go; never empty. */
  space(): Buffer {
    return this.#slab.subarray(this.#end)
  }

  /** `count` bytes were written into space(). Undefined while the slab may still take more. */
  filled(count: number): Slab | undefined {
    assert(count <= this.#slab.length - this.#end)
    this.#end += count
    return this.#end < this.#slab.length ? undefined : this.#cut()
  }

  /** The whole records that wait in a part-filled slab: for a slow input, whose records should not wait for more. */
  flush(): Slab | undefined {
    return this.#end > this.#start ? this.#cut() : undefined
  }

  /** No more bytes come. What is behind the last delimiter is a record too, unless it is nothing. */
  end(): { slab: Slab; unterminated: boolean } {
    const records = this.#take()
    const rest = this.problem ? 0 : this.#end - this.#start
    if (rest > this.#recordBytesMax || (rest > 0 && this.#lengthInFront)) {
      this.problem = this.#lengthInFront ? this.#truncated(rest) : this.#tooLarge(rest)
    } else if (rest > 0) {
      records.push(this.#slab.subarray(this.#start, this.#end))
      this.#start = this.#scanned = this.#end
      this.count += 1
    }
    return { slab: { bytes: this.#slab, records }, unterminated: rest > 0 && !this.problem }
  }

  /** Nobody looks at the records of this slab any more. */
  recycle(bytes: Buffer): void {
    if (bytes.length === this.#slabBytes && this.#free.length < slabsKept) this.#free.push(bytes)
  }

  #cut(): Slab | undefined {
    const records = this.#take()
    const rest = this.#end - this.#start
    const bytes = this.#slab
    if (!this.#lengthInFront && rest >= this.#recordBytesMax + this.#terminator.length) {
      this.problem ??= this.#tooLarge(rest)
    }
    if (this.problem) return records.length > 0 ? { bytes, records } : undefined
    if (records.length === 0 && this.#end < bytes.length) return undefined
    const needed = this.#lengthInFront ? this.#announced() : rest * 2
    if (needed > this.#slabBytes) {
      this.#slabBytes = needed
      this.#free.length = 0
    }
    const next = this.#fresh()
    bytes.copy(next, 0, this.#start, this.#end)
    this.#scanned -= this.#start
    this.#start = 0
    this.#end = rest
    this.#slab = next
    if (records.length > 0) return { bytes, records }
    this.recycle(bytes)
    return undefined
  }

  #fresh(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#slabBytes)
  }

  #take(): Buffer[] {
    const records = this.#lengthInFront ? this.#takePrefixed() : this.#takeTerminated()
    this.count += records.length
    return records
  }

  #takeTerminated(): Buffer[] {
    const records: Buffer[] = []
    const slab = this.#end === this.#slab.length ? this.#slab : this.#slab.subarray(0, this.#end)
    const width = this.#terminator.length
    const needle = this.#single >= 0 ? this.#single : this.#terminator
    let start = this.#start
    for (let at = this.#next(slab, needle, this.#scanned); at >= 0; at = this.#next(slab, needle, start)) {
      if (at - start > this.#recordBytesMax) {
        this.problem = this.#tooLarge(at - start, records.length)
        break
      }
      records.push(slab.subarray(start, at))
      start = at + width
    }
    this.#start = start
    this.#scanned = Math.max(start, this.#end - width + 1)
    return records
  }

  #next(slab: Buffer, needle: number | Buffer, from: number): number {
    return from < slab.length ? slab.indexOf(needle as number, from) : -1
  }

  #takePrefixed(): Buffer[] {
    const records: Buffer[] = []
    const slab = this.#slab
    let start = this.#start
    while (start + u32PrefixBytes <= this.#end) {
      const length = slab.readUInt32BE(start)
      if (length > this.#recordBytesMax) {
        this.problem = this.#tooLarge(length, records.length)
        break
      }
      const end = start + u32PrefixBytes + length
      if (end > this.#end) break
      records.push(slab.subarray(start + u32PrefixBytes, end))
      start = end
    }
    this.#start = this.#scanned = start
    return records
  }

  /** Bytes that the record being read takes with its length in front, as far as that is known. */
  #announced(): number {
    const known = this.#end - this.#start >= u32PrefixBytes
    return known ? u32PrefixBytes + this.#slab.readUInt32BE(this.#start) : u32PrefixBytes
  }

  #tooLarge(bytes: number, ahead = 0): SluiceError {
    const number = this.count + ahead + 1
    return new SluiceError(
      'MESSAGE_TOO_LARGE',
      `record ${number} of the input has ${this.#lengthInFront ? '' : 'at least '}${bytes} bytes, ` +
        `the limit is ${this.#recordBytesMax}`,
      {
        hint: 'is --delimiter the one of this input? A larger limit: sluice topic alter TOPIC --set max.message.bytes=…',
        details: { record: number },
      },
    )
  }

  #truncated(rest: number): SluiceError {
    const number = this.count + 1
    const wanted =
      rest < u32PrefixBytes
        ? `${u32PrefixBytes} bytes of length`
        : `${this.#announced() - u32PrefixBytes} bytes`
    const present = rest < u32PrefixBytes ? rest : rest - u32PrefixBytes
    return new SluiceError(
      'FILE_ERROR',
      `the input ends inside record ${number}: ${wanted} wanted, ${present} there`,
      {
        hint: 'with --delimiter u32 each record has its length in front, 4 bytes, big-endian',
        details: { record: number },
      },
    )
  }
}

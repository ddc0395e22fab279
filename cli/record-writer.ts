// Writes records as bytes: `--format value|key-value|json` with the delimiter of delimiter.ts behind (or in front of) each.
// Called by consume.ts for every record, so bytes are copied straight into one big Buffer; a full Buffer goes to the sink.
// Invariants: write() never waits, the caller awaits drained() once a batch; two Buffers take turns, the one that is being
// written is never touched; bytes leave in the order they came.
import { terminatorOf, u32PrefixBytes } from './delimiter.ts'
import type { DelimiterName } from './delimiter.ts'
import { showBytes } from './shown-bytes.ts'

export const formatNames = ['value', 'key-value', 'json'] as const
export type FormatName = (typeof formatNames)[number]

/** What the formats show of a record. */
export interface ShownRecord {
  partition: number
  offset: number
  timestamp: number
  key: Uint8Array | null | undefined
  value: Uint8Array | null | undefined
  headers: readonly (readonly [name: string, value: Uint8Array | null])[]
}

export type Sink = (bytes: Buffer) => Promise<void>

export interface RecordWriterOptions {
  topic: string
  format: FormatName
  delimiter: DelimiterName
  separator: string
  bufferBytes: number
  sink: Sink
}

const nothing = Buffer.alloc(0)

export class RecordWriter {
  bytesWritten = 0
  #buffer: Buffer
  #other: Buffer
  #filled = 0
  #writing: Promise<void> = Promise.resolve()
  readonly #topic: string
  readonly #sink: Sink
  readonly #format: FormatName
  readonly #separator: Buffer
  readonly #terminator: Buffer
  readonly #lengthInFront: boolean

  constructor(options: RecordWriterOptions) {
    this.#topic = options.topic
    this.#sink = options.sink
    this.#format = options.format
    this.#separator = Buffer.from(options.separator)
    this.#terminator = terminatorOf(options.delimiter)
    this.#lengthInFront = options.delimiter === 'u32'
    this.#buffer = Buffer.allocUnsafeSlow(options.bufferBytes)
    this.#other = Buffer.allocUnsafeSlow(options.bufferBytes)
  }

  /** Takes the record unless the Buffer in hand is full: then false, and `await turn()` comes first. */
  write(record: ShownRecord): boolean {
    if (this.#format === 'json') return this.#put(nothing, nothing, Buffer.from(jsonOf(this.#topic, record)))
    const value = record.value ?? nothing
    if (this.#format === 'value' || record.key == null) return this.#put(nothing, nothing, value)
    return this.#put(record.key, this.#separator, value)
  }

  /** Hands the Buffer in hand to the sink, once the one before has left. */
  async turn(): Promise<void> {
    await this.#writing
    if (this.#filled === 0) return
    const full = this.#buffer
    const bytes = full.subarray(0, this.#filled)
    this.#buffer = this.#other
    this.#other = full
    this.#filled = 0
    this.bytesWritten += bytes.length
    this.#writing = this.#sink(bytes)
    this.#writing.catch(() => undefined) // seen by the next turn() or by end()
  }

  /** Resolves when everything has left. */
  async end(): Promise<void> {
    await this.turn()
    await this.#writing
  }

  #put(key: Uint8Array, separator: Uint8Array, value: Uint8Array): boolean {
    const recordBytes = key.length + separator.length + value.length
    const needed = recordBytes + (this.#lengthInFront ? u32PrefixBytes : this.#terminator.length)
    if (needed > this.#buffer.length - this.#filled) {
      if (this.#filled > 0) return false
      this.#buffer = Buffer.allocUnsafeSlow(needed) // larger than a Buffer: a larger Buffer from now on
    }
    const buffer = this.#buffer
    let at = this.#filled
    if (this.#lengthInFront) at = buffer.writeUInt32BE(recordBytes, at)
    if (key.length > 0) buffer.set(key, at)
    at += key.length
    if (separator.length > 0) buffer.set(separator, at)
    at += separator.length
    buffer.set(value, at)
    at += value.length
    if (!this.#lengthInFront) {
      buffer.set(this.#terminator, at)
      at += this.#terminator.length
    }
    this.#filled = at
    return true
  }
}

function jsonOf(topic: string, record: ShownRecord): string {
  const shown: Record<string, unknown> = {
    topic,
    partition: record.partition,
    offset: record.offset,
    timestamp: record.timestamp,
  }
  showBytes(shown, 'key', record.key)
  showBytes(shown, 'value', record.value)
  if (record.headers.length > 0) {
    shown.headers = record.headers.map(([name, value]) => {
      const one: Record<string, unknown> = { key: name }
      showBytes(one, 'value', value)
      return one
    })
  }
  return JSON.stringify(shown)
}

// A record as a consumer sees it: a view of the received buffer; key and value are decoded when they are asked for.
// Made by batch.ts and chunk.ts, one object a record, nothing else.
// Invariant: all numbers kept here are small integers (deltas), so that the engine needs no box for them.
import { decodeHeaders } from '../../protocol/batch.ts'
import { readVarint, varintEnd } from '../../protocol/varint.ts'
import { serde, serdeFailure } from '../serde.ts'
import type { AnyTopic } from '../topic.ts'

/** What the records of one protocol batch have in common. */
export interface RecordSource {
  readonly handle: AnyTopic
  readonly partition: number
  readonly buffer: Buffer
  readonly baseOffset: number
  readonly baseTimestamp: number
}

/** A record as it was stored. Key, value and headers are decoded when they are asked for. */
export class ConsumedRecord<K = Buffer, V = Buffer> {
  private readonly source: RecordSource
  private readonly offsetDelta: number
  private readonly timestampDelta: number
  private readonly keyStart: number
  private readonly keyBytes: number // -1: null
  private readonly valueStart: number
  private readonly valueBytes: number
  private readonly end: number
  private decodedKey: K | null | undefined
  private decodedValue: V | null | undefined

  constructor(
    source: RecordSource,
    offsetDelta: number,
    timestampDelta: number,
    keyStart: number,
    keyBytes: number,
    valueStart: number,
    valueBytes: number,
    end: number,
  ) {
    this.source = source
    this.offsetDelta = offsetDelta
    this.timestampDelta = timestampDelta
    this.keyStart = keyStart
    this.keyBytes = keyBytes
    this.valueStart = valueStart
    this.valueBytes = valueBytes
    this.end = end
    this.decodedKey = undefined
    this.decodedValue = undefined
  }

  /** Name of its topic. */
  get topic(): string {
    return this.source.handle.name
  }

  /** From 0. */
  get partition(): number {
    return this.source.partition
  }

  /** Its number in the partition; never changes. */
  get offset(): number {
    return this.source.baseOffset + this.offsetDelta
  }

  /** Milliseconds since 1970. */
  get timestamp(): number {
    return this.source.baseTimestamp + this.timestampDelta
  }

  /** null: it has none. Throws SERDE_FAILED, with topic, partition and offset, where the serde cannot read it. */
  get key(): K | null {
    if (this.decodedKey === undefined)
      this.decodedKey = this.decode('key', this.keyStart, this.keyBytes) as K | null
    return this.decodedKey
  }

  /** null is a tombstone. Throws SERDE_FAILED, with topic, partition and offset, where the serde cannot read it. */
  get value(): V | null {
    if (this.decodedValue === undefined)
      this.decodedValue = this.decode('value', this.valueStart, this.valueBytes) as V | null
    return this.decodedValue
  }

  /** The key as it was received. A view: copy what is to outlive the batch by long. */
  get rawKey(): Buffer | null {
    return this.keyBytes < 0
      ? null
      : this.source.buffer.subarray(this.keyStart, this.keyStart + this.keyBytes)
  }

  /** The value as it was received. */
  get rawValue(): Buffer | null {
    return this.valueBytes < 0
      ? null
      : this.source.buffer.subarray(this.valueStart, this.valueStart + this.valueBytes)
  }

  /** In order; a name may repeat. */
  get headers(): readonly (readonly [name: string, value: Buffer | null])[] {
    const { buffer } = this.source
    const count = readVarint(buffer, this.valueStart + Math.max(this.valueBytes, 0), this.end)
    return count === 0 ? [] : decodeHeaders(buffer, varintEnd, this.end, count)
  }

  /** The last header of this name. */
  header(name: string): Buffer | null | undefined {
    return this.headers.findLast(([each]) => each === name)?.[1]
  }

  /** Everything of it as a plain object, decoded. */
  toJSON(): object {
    const { topic, partition, offset, timestamp, key, value } = this
    return { topic, partition, offset, timestamp, key, value, headers: this.headers }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON()
  }

  /** @internal Decodes key and value now; throws SERDE_FAILED. Bytes cannot fail and cost a view: they are left alone. */
  static decodeNow(record: ConsumedRecord<unknown, unknown>): void {
    const { key, value } = record.source.handle
    if (key !== serde.bytes) void record.key
    if (value !== serde.bytes) void record.value
  }

  /** @internal The key as a string that only records of the same key share, one character a byte; undefined: no key. */
  static keyText(record: ConsumedRecord<unknown, unknown>): string | undefined {
    const { keyStart, keyBytes } = record
    return keyBytes < 0 ? undefined : record.source.buffer.toString('latin1', keyStart, keyStart + keyBytes)
  }

  private decode(what: 'key' | 'value', start: number, bytes: number): unknown {
    if (bytes < 0) return null
    const { handle, buffer } = this.source
    const serde = handle[what]
    try {
      if (serde.decodeAt !== undefined) return serde.decodeAt(buffer, start, start + bytes)
      return serde.decode(buffer.subarray(start, start + bytes))
    } catch (error) {
      const { topic, partition, offset } = this
      throw serdeFailure(error, what, 'read', { topic, partition, offset })
    }
  }
}

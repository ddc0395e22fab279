// One job of the record thread: reads a range of a segment file, decodes its batches, keeps what matches, and makes JSON of it.
// Called by record-worker.ts; synchronous; it and what it imports know protocol/ and node: alone.
// Invariants: nothing outside of the job's offsets is answered; a damaged batch ends the scan behind it with its failure and what
// was found before; decompression is bounded by limits.decompressedBytesMax, the answer by the job's answerBytes and a record.
import { closeSync, openSync, readSync } from 'node:fs'
import { BatchHeader, BatchReader, decodeHeaders, verifyBatch } from '../../protocol/batch.ts'
import { SluiceError } from '../../protocol/errors.ts'
import type { ApiFailure } from './api.ts'
import { failureOf } from './failures.ts'
import type { ScanAnswer, ScanJob, Scanned } from './record-job.ts'
import { type RecordPlace, shownRecord } from './shown-record.ts'

export function scan(job: ScanJob): ScanAnswer {
  let bytes: Buffer
  try {
    bytes = readRange(job)
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const told = gone ? new SluiceError('OFFSET_OUT_OF_RANGE', 'these records were deleted meanwhile') : error
    return { kind: 'unscanned', gone, failure: failureOf(told) }
  }
  return new RangeScan(job, bytes).run()
}

function readRange({ path, position, bytes }: ScanJob): Buffer {
  const file = openSync(path, 'r')
  try {
    const into = Buffer.allocUnsafe(bytes)
    for (let done = 0; done < bytes; ) {
      const got = readSync(file, into, done, bytes - done, position + done)
      if (got === 0) throw new RangeError(`the file ends at byte ${position + done}`)
      done += got
    }
    return into
  } finally {
    closeSync(file)
  }
}

class RangeScan {
  readonly #job: ScanJob
  readonly #bytes: Buffer
  readonly #key: Buffer | undefined
  readonly #text: Buffer | undefined
  readonly #reader = new BatchReader()
  readonly #json: Buffer[] = []
  readonly #ends: number[] = []
  readonly #offsets: number[] = []
  readonly #timestamps: number[] = []
  #jsonBytes = 0
  #records = 0
  #reached: number
  #sinceReached: boolean
  #full = false
  #failure: ApiFailure['error'] | undefined

  constructor(job: ScanJob, bytes: Buffer) {
    this.#job = job
    this.#bytes = bytes
    const { key, text } = job.filter
    this.#key = key && Buffer.from(key)
    this.#text = text && Buffer.from(text)
    this.#reached = job.first === 'oldest' ? job.fromOffset : job.toOffset
    this.#sinceReached = job.sinceMs === undefined
  }

  run(): Scanned {
    const headers = this.#headers()
    if (this.#job.first === 'newest') headers.reverse()
    for (const header of headers) {
      if (!this.#full && this.#failure === undefined) this.#batch(header)
    }
    return {
      kind: 'scanned',
      json: Buffer.concat(this.#json),
      ends: Float64Array.from(this.#ends),
      offsets: Float64Array.from(this.#offsets),
      timestamps: Float64Array.from(this.#timestamps),
      reached: this.#reached,
      full: this.#full,
      sinceReached: this.#sinceReached,
      records: this.#records,
      failure: this.#failure,
    }
  }

  /** A size that cannot be hides what stands behind it; what stands before it is still shown, oldest first. */
  #headers(): BatchHeader[] {
    const headers: BatchHeader[] = []
    try {
      for (let position = 0; position < this.#bytes.length; ) {
        const header = BatchHeader.read(this.#bytes, position)
        headers.push(header)
        position += header.bytes
      }
    } catch (error) {
      if (this.#job.first === 'newest' || headers.length === 0) this.#failure = failureOf(error)
    }
    return headers
  }

  #batch(header: BatchHeader): void {
    const { first, fromOffset, toOffset } = this.#job
    const behind = Math.min(header.lastOffset + 1, toOffset)
    if (!header.isControl && header.recordsCount > 0 && behind > fromOffset && header.baseOffset < toOffset) {
      try {
        verifyBatch(this.#bytes, header.position)
        this.#reader.open(this.#bytes, header.position, header.position + header.bytes)
        if (first === 'oldest') this.#forwards()
        else this.#backwards()
      } catch (error) {
        this.#failure = failureOf(error)
      }
    }
    if (this.#full) return
    if (first === 'oldest') this.#reached = Math.max(this.#reached, behind)
    else this.#reached = Math.max(fromOffset, Math.min(this.#reached, header.baseOffset))
  }

  #forwards(): void {
    const reader = this.#reader
    while (reader.next()) {
      if (reader.offset >= this.#job.toOffset) return
      if (!this.#matches(reader)) continue
      this.#show(reader)
      if (!this.#isFull()) continue
      this.#full = true
      this.#reached = reader.offset + 1
      return
    }
  }

  /** Notes the places of the last ones that match, as many as are still wanted, and shows these. */
  #backwards(): void {
    const reader = this.#reader
    const wanted = this.#job.count - this.#ends.length
    const places: RecordPlace[] = []
    let found = 0
    while (reader.next()) {
      if (reader.offset >= this.#job.toOffset) break
      if (!this.#matches(reader)) continue
      if (places.length < wanted) places.push(placeOf(reader))
      else Object.assign(places[found % wanted] as RecordPlace, placeOf(reader))
      found++
    }
    for (let back = 1; back <= places.length && !this.#full; back++) {
      const place = places[(found - back) % wanted] as RecordPlace
      this.#show(place)
      if (!this.#isFull()) continue
      this.#full = true
      this.#reached = place.offset
    }
  }

  #matches(reader: BatchReader): boolean {
    const { fromOffset, sinceMs = 0 } = this.#job
    if (reader.offset < fromOffset) return false
    this.#records++
    if (!this.#sinceReached && reader.timestamp < sinceMs) return false
    this.#sinceReached = true
    const { key, value } = reader
    if (this.#key !== undefined && key?.includes(this.#key) !== true) return false
    const text = this.#text
    if (text === undefined) return true
    return value?.includes(text) === true || key?.includes(text) === true || inHeaders(reader, text)
  }

  #show(place: RecordPlace): void {
    const { partition, shownBytes: bytesMost } = this.#job
    const { buffer, header } = this.#reader
    const shown = shownRecord(place, buffer, { partition, codec: header.codec, bytesMost })
    const json = Buffer.from(JSON.stringify(shown))
    this.#json.push(json)
    this.#jsonBytes += json.length
    this.#ends.push(this.#jsonBytes)
    this.#offsets.push(place.offset)
    this.#timestamps.push(place.timestamp)
  }

  #isFull(): boolean {
    return this.#ends.length >= this.#job.count || this.#jsonBytes >= this.#job.answerBytes
  }
}

function placeOf(reader: BatchReader): RecordPlace {
  const { offset, timestamp, keyStart, keyBytes, valueStart, valueBytes } = reader
  const { headersStart, headersCount, recordEnd } = reader
  return {
    offset,
    timestamp,
    keyStart,
    keyBytes,
    valueStart,
    valueBytes,
    headersStart,
    headersCount,
    recordEnd,
  }
}

/** In a name or a value: the bytes between them, which tell lengths, are not text. */
function inHeaders({ buffer, headersStart, headersCount, recordEnd }: BatchReader, text: Buffer): boolean {
  if (headersCount === 0 || !buffer.subarray(headersStart, recordEnd).includes(text)) return false
  const headers = decodeHeaders(buffer, headersStart, recordEnd, headersCount)
  return headers.some(([name, value]) => Buffer.from(name).includes(text) || value?.includes(text) === true)
}

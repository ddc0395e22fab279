// What the thread that decodes records is asked and answers: a range of one file, and records of it as JSON. Sent between
// record-thread.ts (main) and record-worker.ts. Records cross as bytes that are sent on as they are: the main thread decodes none.
import type { ApiFailure } from './api.ts'

export interface ScanJob {
  readonly partition: number
  /** Whole batches of a segment file that consumers may see: [position, position + bytes). */
  readonly path: string
  readonly position: number
  readonly bytes: number
  /** Offsets wanted, half-open. */
  readonly fromOffset: number
  readonly toOffset: number
  /** oldest: the first `count` that match, in order; newest: the last ones, backwards. */
  readonly first: 'oldest' | 'newest'
  readonly count: number
  /** What stands before the first record that is not older than this is passed over. */
  readonly sinceMs: number | undefined
  readonly filter: RecordFilter
  /** Of each key, value and header. */
  readonly shownBytes: number
  /** Of JSON; the record that reaches it is the last one. */
  readonly answerBytes: number
}

/** Bytes to look for; undefined: anything goes. */
export interface RecordFilter {
  readonly key: Uint8Array | undefined
  readonly text: Uint8Array | undefined
}

export interface Scanned {
  readonly kind: 'scanned'
  /** ShownRecord after ShownRecord, nothing in between. */
  readonly json: Uint8Array
  /** Of each record: where its JSON ends, its offset, its timestamp. */
  readonly ends: Float64Array
  readonly offsets: Float64Array
  readonly timestamps: Float64Array
  /** oldest: nothing below it is left; newest: nothing from it on. */
  readonly reached: number
  /** Stopped before the end of the range: `count` are found, or the answer is full. */
  readonly full: boolean
  readonly sinceReached: boolean
  readonly records: number
  readonly failure: ApiFailure['error'] | undefined
}

/** Nothing of it could be read. `gone`: the file is not there any more, its records may be in another one. */
export interface Unscanned {
  readonly kind: 'unscanned'
  readonly gone: boolean
  readonly failure: ApiFailure['error']
}

export type ScanAnswer = Scanned | Unscanned

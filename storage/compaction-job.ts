// What the main thread asks of the compaction worker and what it answers: plain data that crosses by structured clone.
// Used by compaction.ts and compaction-thread.ts on one side, compaction-worker.ts and compaction-run.ts on the other.
// Each request gets exactly one answer, in order: begin → begun, then rewrite → rewritten, a group at a time.

/** A sealed segment to be compacted. */
export interface SegmentInput {
  path: string
  baseOffset: number
  endOffset: number
  sizeBytes: number
  compactedTo: number // keys of records below it are known to be looked up
  firstAppendMs: number
  lastAppendMs: number
}

export interface BeginRequest {
  kind: 'begin'
  inputs: SegmentInput[] // ascending
  tableBytes: number // most memory of the table of keys
  nowMs: number
  deleteRetentionMs: number
  tombstonesBelow: number // tombstones from this offset on are left alone: below it lies what cannot be read
  producerIds: Float64Array // producers the log still knows: of each the last batch stays
}

/** Input `from` and as many neighbours below `to` as fit into one file with what is left of those before. */
export interface RewriteRequest {
  kind: 'rewrite'
  from: number
  to: number
  fileBytes: number
  spanMs: number // appends of one file lie no further apart: where age deletes, the youngest keeps a file
  temporaryPath: string
  path: string // of the new file, where one is made
}

export type CompactionRequest = BeginRequest | RewriteRequest

/** The keys of [compactedTo, coveredTo) of the inputs are in the table; below the end of the last input: it was full. */
export interface Begun {
  kind: 'begun'
  coveredTo: number
  keys: number
}

/** Nothing to take out of one input, and none to join it: the file stays. */
export interface Unchanged {
  kind: 'unchanged'
  to: number
  deleteHorizonMs: number
}

/** The new file is at its path, whole and durable. */
export interface Rewritten {
  kind: 'rewritten'
  to: number // the inputs [from, to) are in it
  sizeBytes: number
  headersCrc: number
  maxTimestampMs: number
  deleteHorizonMs: number
  batches: number
  records: number
  entries: Float64Array // offset, position, running maximum timestamp, …
}

/** This input cannot be read; nothing was written. */
export interface Unreadable {
  kind: 'unreadable'
  input: number
  position: number
  reason: string
}

/** Nothing was written, or it is gone again. */
export interface Failed {
  kind: 'failed'
  code: string // of the operating system, '' where there is none
  reason: string
}

export type CompactionAnswer = Begun | Unchanged | Rewritten | Unreadable | Failed

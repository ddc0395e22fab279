// The typed surface of the addon (native/src). The binary is loaded (load.ts) by the first call, not by the import.
// Called by storage/ (Engine, Segment, scan) and broker/ (Network). JavaScript decides, this room moves bytes; nothing here
// knows topics, partitions or protobuf. Native code requires the positional, typed arguments declared here and throws
// NativeError for misuse (wrong type, closed handle, foreign receiver); it never guesses.
//
// Handles: a frame or a connection is a number (slot + generation * 2^24), never a pointer or descriptor. A stale number is
// refused (`ENDED`), so a late answer can never reach another client.
// Events come in batches, one wake-up for many; each names the thing it is about by the number of that thing.
import { eventsFor, type OnEvents } from './events.ts'
import { loadAddon, NativeError } from './load.ts'

export { NativeError }

/** What `append` and `inspect` answer. Equal to `enum class Verdict` in native/src/batch.h; a test compares them. */
export const Verdict = {
  ok: 0,
  later: 1, // no room yet: wait for SegmentEvent.room, then call again; SegmentEvent.noSpace says that the disk is full
  full: 2, // does not fit into the rest of this segment: roll
  empty: 3, // no batch at all
  truncated: 4, // a size that does not fit the bytes given, or under 61
  magic: 5,
  crc: 6,
  counts: 7, // recordsCount < 1, or lastOffsetDelta + 1 != recordsCount
  codec: 8, // codec above 4
  attributes: 9, // control batch, transactional, log-append time, delete horizon or a reserved bit, from a client
  sequence: 10, // producer id without a sequence, or a sequence above 0 without a producer id
  tooLarge: 11, // a batch over maxBatchBytes
  tooMany: 12, // more batches than the facts array holds
  sealed: 13, // the segment takes no appends (sealed, failed, closed)
  fault: 14, // SIGBUS or EIO while copying: the segment is failed from now on
  cold: 15, // walk only: not in the page cache (or not opened yet): call warm(), wait for SegmentEvent.warm
  end: 16, // walk only: no batch before the limit
  baseOffset: 17, // inspect: a client's batch with baseOffset != 0; scan: not the offset that must come next
} as const
export type Verdict = (typeof Verdict)[keyof typeof Verdict]

/** Numbers per batch that `inspect` writes, in this order. */
export const BatchFact = {
  bytes: 0,
  recordsCount: 1,
  producerId: 2, // -1: not idempotent
  producerEpoch: 3,
  baseSequence: 4,
  attributes: 5,
  baseTimestamp: 6,
  maxTimestamp: 7,
  width: 8,
} as const

/** Numbers that `walk` writes about the batch it stopped at, and `scan` per batch. */
export const WalkFact = {
  position: 0,
  bytes: 1,
  baseOffset: 2,
  lastOffset: 3,
  leaderEpoch: 4,
  baseTimestamp: 5,
  maxTimestamp: 6,
  producerId: 7,
  producerEpoch: 8,
  baseSequence: 9,
  recordsCount: 10,
  attributes: 11,
  width: 12,
} as const

/** Numbers that a successful `append` writes. */
export const AppendFact = {
  position: 0, // of the first batch
  endPosition: 1,
  endOffset: 2, // offset after the last record
  batches: 3,
  maxTimestamp: 4,
  headersCrc: 5, // running CRC-32C of all batch headers of the segment (61 bytes each, as stamped)
  width: 6,
} as const

export const SegmentEvent = {
  room: 1, // a: allocated position. Ready for the appends that were told `later`; also the first event of a new segment
  synced: 2, // a: durable position of the segment
  failed: 3, // a: errno, b: SegmentFailure. Final.
  sealed: 4, // a: size of the file; durable, cut to size, unmapped
  warm: 5, // a: the token given to warm(), b: errno or 0
  unlinked: 6, // a: errno or 0; the directory is synced too
  noSpace: 7, // a: errno. The disk is full: who was told `later` need not wait. The segment lives; a later append asks again
} as const

/** What failed. */
export const SegmentFailure = { create: 1, allocate: 2, sync: 3, copy: 4, open: 5, seal: 6 } as const

export type AppendMode = 'mmap' | 'pwrite'

export interface NewSegment {
  path: string // created by the warmer, exclusively; the directory is synced before the first sync of the file counts
  sizeBytes: number // mapped once at this size; never grows; the largest position of an append
  mode: AppendMode
  windowBytes: number // fault pages in this far ahead (mmap); 0: not at all
  stepFirstBytes: number // first allocation step; steps double up to stepMostBytes
  stepMostBytes: number
}

export interface ResumedSegment extends NewSegment {
  position: number // end of the valid data; bytes behind it are garbage and are cut before mapping
  headersCrc: number
}

/** A segment file. Owns descriptor and mapping; a range in flight keeps the descriptor open after close(). */
export interface Segment {
  readonly id: number
  readonly position: number // end of the appended data
  readonly durablePosition: number
  readonly allocatedPosition: number
  /**
   * Check every batch of source[start, start+length) (sizes, magic, counts, attributes, CRC-32C) and, when all are good,
   * stamp base offsets from `baseOffset` and `leaderEpoch`, copy and move `position`. Never half.
   * source: a frame's number, or bytes of our own (metadata log). facts: Float64Array(AppendFact.width).
   */
  append(
    source: number | Uint8Array,
    start: number,
    length: number,
    baseOffset: number,
    leaderEpoch: number,
    maxBatchBytes: number,
    facts: Float64Array,
  ): Verdict
  /**
   * Walk batch headers from `from` (a batch boundary) and stop at the first batch whose last offset is >= stopOffset or
   * whose end is > stopPosition; `end` when none before limitPosition. Never blocks: `cold` instead.
   * facts: Float64Array(WalkFact.width).
   */
  walk(
    from: number,
    limitPosition: number,
    stopOffset: number,
    stopPosition: number,
    facts: Float64Array,
  ): Verdict
  /** Bring [position, position+length) into the page cache (and open the file) on a cold reader; SegmentEvent.warm. */
  warm(position: number, length: number, token: number): void
  /** Make everything appended so far durable; SegmentEvent.synced. `waiting`: somebody waits for the answer. */
  sync(waiting: boolean): void
  /** No more appends. The flusher syncs, retires the warmer, unmaps, cuts to size, syncs; SegmentEvent.sealed. */
  seal(): void
  /** Remove the file from the directory, off this thread; SegmentEvent.unlinked. Ranges in flight go on. */
  unlink(): void
  /** Drop this handle. Safe twice, safe with ranges, syncs or warms in flight. No events follow. */
  close(): void
}

export type OnSegmentEvent = (segmentId: number, event: number, a: number, b: number) => void

export interface EngineOptions {
  flushThreads: number
  coldThreads: number
  onSegmentEvent: OnSegmentEvent
}

export interface ScanResult {
  position: number // end of the last valid batch
  endOffset: number
  verdict: Verdict // ok: reached `to` or a clean end (zero length word); else what was wrong with the batch at `position`
  batches: number
  maxTimestamp: number
  headersCrc: number
  endsInZeros: boolean // everything behind `position` up to the end of the file is zero
}

/** The threads that touch the disk: flushers, warmer, cold readers. One per store. */
export interface Engine {
  createSegment(options: NewSegment): Segment
  resumeSegment(options: ResumedSegment): Segment
  /** A sealed segment, opened lazily on a cold reader: walk answers `cold` before. */
  openSealed(path: string, sizeBytes: number): Segment
  /**
   * Walk and check batches of a file on a cold reader, nothing mapped. checkCrc false: headers only. onBatches gets runs of
   * WalkFact.width numbers per batch, in slices of at most 1024 batches. expectOffset: base offset the first batch must
   * have, -1: any (offsets must not go back after it; gaps are fine when allowGaps). headersCrc: of the batches in front of
   * `from`, so that the result's is that of the whole segment. What onBatches throws rejects the promise.
   */
  scan(
    path: string,
    from: number,
    to: number,
    expectOffset: number,
    checkCrc: boolean,
    allowGaps: boolean,
    onBatches: (facts: Float64Array, count: number) => void,
    headersCrc?: number,
  ): Promise<ScanResult>
  /** fdatasync the file, then drop [from, end) from the page cache, so that a following scan reads what the disk has. */
  syncAndDrop(path: string, from: number): Promise<void>
  /** Copy [from, end) of `path` to `asidePath` (fsynced), then ftruncate `path` to `from`, fsync file and directory. */
  cutAside(path: string, from: number, asidePath: string): Promise<void>
  syncDirectory(path: string): Promise<void>
  /** Unlink many files, in pieces, then sync the directory. Missing files are fine. */
  unlinkAll(paths: string[]): Promise<void>
  /** Reserve a real (allocated) file of this size; ENOSPC leaves nothing behind. */
  allocateFile(path: string, sizeBytes: number): Promise<void>
  /** Write a whole small file durably: write to path + '.new', fdatasync, rename, sync the directory. */
  writeFileDurably(path: string, bytes: Uint8Array): Promise<void>
  counters(): EngineCounters
  /** Ends the threads after the running job each. Handles still open are failed. Safe twice. */
  close(): Promise<void>
}

export interface EngineCounters {
  segmentsOpen: number
  descriptors: number // of segments
  mappings: number
  mappedBytes: number
  syncs: number
  syncNanoseconds: number
  syncTimes: number[] // syncs by time; the buckets are those of time_histogram.h
  coldReads: number
  coldReadBytes: number
  sigbusCaught: number
}

export const CloseReason = {
  peer: 1, // the peer closed or reset
  local: 2, // close() was called
  frameLength: 3, // impossible lengths: a frame length under 4, or a header longer than its frame
  frameDeadline: 4, // a frame took longer than frameDeadlineMs from its first byte
  progressDeadline: 5, // the peer did not take a byte of its answers for progressDeadlineMs
  error: 6, // errno
  range: 7, // a file range could not be read any more after its header had left
  shutdown: 8, // the network was closed
  idle: 9, // no complete first frame within helloDeadlineMs
  frameTooLarge: 10, // a frame or header length over its limit
} as const

export interface NetworkOptions {
  engine: Engine // whose cold readers bring in ranges that are not in the page cache
  threads: number
  budgetBytes: number // memory of all frames not yet ended; a sixteenth of it (at least 64 KiB) is for read-ahead
  smallFrameBytes: number // frames up to this size ...
  smallReserveBytes: number // ... may also use this reserve
  frameBytesMax: number
  firstFrameBytesMax: number // before `admit()` of the connection
  headerBytesMax: number
  framesInFlightMax: number // per connection, read but not ended; beyond it the peer is not read
  outboxBytesMax: number // per connection, queued bytes and ranges; beyond it the peer is not read
  frameDeadlineMs: number
  helloDeadlineMs: number
  progressDeadlineMs: number
  connectionsMax: number // beyond it a new connection is closed at once; one counts until its onClose
  copyBytesMax: number // ranges up to this size are copied into the outbox instead of sent by sendfile
  coldChunkBytes: number // how much a cold reader brings in before it is sent
  onAccept: (connection: number, listener: number, peer: string) => void
  /**
   * A complete frame. header: a copy, ours to keep. The payload stays native under `frame`; Every frame, with or without
   * payload, must be ended exactly once: by send(..., endsFrame), by endFrame, or by the close of its connection.
   */
  onFrame: (connection: number, frame: number, header: Buffer, payloadBytes: number) => void
  /**
   * The peer broke the rules of lengths (reason: frameLength or frameTooLarge of CloseReason); nothing more is read from it. Now:
   * send() one answer and closeConnection(graceful), within frameDeadlineMs. Without this callback such a connection is reset at once.
   */
  onInvalid?: (connection: number, reason: number) => void
  /**
   * The peer's last byte is read, and frames are open or answers on their way: it waits for what it asked, or was killed. The
   * connection closes when all is answered and sent. Not called where there is nothing to wait for, nor for a reset.
   */
  onEnd?: (connection: number) => void
  /** The last callback about this connection; frames it still had open have ended right before. */
  onClose: (connection: number, reason: number, errno: number) => void
}

/** Plain TCP and Unix sockets on threads of their own. The only owner of socket descriptors. */
export interface Network {
  /** Binds and listens. address: the real one, with the port chosen for 0. Throws NativeError EADDRINUSE, EACCES, ... */
  listen(address: { host: string; port: number } | { path: string }): {
    listener: number
    host: string
    port: number
    path: string
  }
  closeListener(listener: number): void
  /**
   * Queue an answer: `head` (the frame's lengths and header, copied), then ranges, flat: segment, position, length, … .
   * Ends `endsFrame` (0: none). False where the connection is gone (the frame is ended all the same).
   * Throws ENDED where the connection is there and the frame is not, NOT_OPEN where a segment's file is not open.
   */
  send(connection: number, head: Uint8Array, ranges: (Segment | number)[], endsFrame: number): boolean
  /** False: it has ended before, perhaps with its connection. */
  endFrame(frame: number): boolean
  /** Lifts the limits of an unknown peer: firstFrameBytesMax and helloDeadlineMs. */
  admit(connection: number): void
  /** Graceful: what is in the outbox still leaves (under progressDeadlineMs), then FIN. Else reset at once. */
  closeConnection(connection: number, graceful: boolean): void
  counters(): NetworkCounters
  /** Closes listeners and connections (gracefully within deadlineMs), joins the threads. Safe twice. */
  close(deadlineMs: number): Promise<void>
}

export interface NetworkCounters {
  connections: number
  accepted: number
  refused: number
  framesIn: number
  bytesIn: number
  bytesOutCopied: number
  bytesOutSendfile: number
  rangesCold: number // that had to wait for the disk, at whichever place
  framesOpen: number
  budgetUsedBytes: number
  waitingForBudget: number
}

interface Binding {
  Engine: new (options: EngineOptions) => Engine
  Network: new (options: NetworkOptions & { onEvents: OnEvents }) => Network
  inspect(
    source: number | Uint8Array,
    start: number,
    length: number,
    maxBatchBytes: number,
    fromClient: boolean,
    facts: Float64Array,
  ): number
  crc32c(bytes: Uint8Array, seed: number): number
  crc32cTable(bytes: Uint8Array, seed: number): number
  statfsType(path: string): number
  lockFile(path: string): number
  unlockFile(handle: number): void
  setErrorClass(errorClass: typeof NativeError): void
  constants: Record<string, Record<string, number>>
}

let loaded: Binding | undefined

function binding(): Binding {
  if (loaded === undefined) {
    const addon = loadAddon() as Binding
    addon.setErrorClass(NativeError)
    loaded = addon
  }
  return loaded
}

/** Open engines keep the process alive, as listening servers do. */
export function createEngine(options: EngineOptions): Engine {
  return new (binding().Engine)(options)
}

export function createNetwork(options: NetworkOptions): Network {
  return new (binding().Network)({ ...options, onEvents: eventsFor(options) })
}

/**
 * Check the headers of the batches in source[start, start+length) without appending or hashing: sizes, magic, counts, codec,
 * attributes. facts: Float64Array(BatchFact.width * most batches). Returns verdict + 32 * good batches.
 */
export function inspect(
  source: number | Uint8Array,
  start: number,
  length: number,
  maxBatchBytes: number,
  fromClient: boolean,
  facts: Float64Array,
): number {
  return binding().inspect(source, start, length, maxBatchBytes, fromClient, facts)
}

/** seed: the CRC-32C of the bytes before. */
export function crc32c(bytes: Uint8Array, seed = 0): number {
  return binding().crc32c(bytes, seed)
}

/** The same without the processor's instruction; tests compare the two. */
export function crc32cTable(bytes: Uint8Array, seed = 0): number {
  return binding().crc32cTable(bytes, seed)
}

/** statfs(2) f_type of the file system that holds the path. */
export function statfsType(path: string): number {
  return binding().statfsType(path)
}

/** Takes the flock of a file, made where it is missing; NativeError EWOULDBLOCK (or EAGAIN) while another process has it. */
export function lockFile(path: string): number {
  return binding().lockFile(path)
}

export function unlockFile(handle: number): void {
  binding().unlockFile(handle)
}

/** The numbers of the C++ side; a test holds them against the tables above. */
export function nativeConstants(): Record<string, Record<string, number>> {
  return binding().constants
}

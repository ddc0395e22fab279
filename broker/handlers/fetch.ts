// Fetch: sends ranges of segments, whole batches, from an offset on.
// Behaviour: per partition the batches from the one that holds `offset` on, below the visible offset and within max_bytes;
//   of the whole answer at least one batch, so that progress is sure. Nothing there: waits until min_bytes are there or
//   max_wait_ms is over; an append wakes it. Any failure of a partition ends the wait. A client that says which leader
//   epoch its last batch had gets LOG_TRUNCATED where the log went another way since. Offsets outside the log:
//   OFFSET_OUT_OF_RANGE with the range; the visible end itself is inside.
// Deliberately not: no payload byte is read here; ranges travel from the page cache to the socket.
// Limits: fetchBytesMax a answer, fetchWaitMsMax a wait; a full table of waiters answers at once with what there is; a
//   partition that stays cold for coldPassesMax passes is left out of the answer, empty.
import { type SluiceError, toFailure } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { FetchPartition, FetchRequest, FetchResultInit } from '../../protocol/messages.ts'
import type { Log } from '../../storage/log.ts'
import type { Answer, Ranges, RequestContext } from './context.ts'
import { findLog, unknownTopicId } from './lookup.ts'
import { logTruncated, offsetOutOfRange } from './offset-errors.ts'

const coldPassesMax = 4

/** What one synchronous look at all partitions gave: its ranges are of one moment. */
interface Pass {
  readonly results: FetchResultInit[]
  /** What of it counts for which topic. */
  readonly sent: { readonly log: Log; readonly bytes: number; readonly offsets: number }[]
  readonly ranges: Ranges
  bytes: number
  failed: boolean
  cold: Promise<void>[] | undefined
}

export function fetch(request: FetchRequest, context: RequestContext): Answer | Promise<Answer> {
  const logs = request.partitions.map(({ topicId, partition }) =>
    findLog(context.services.store, topicId, partition),
  )
  const pass = readPass(request, logs)
  if (pass.cold === undefined && isEnough(pass, request, context)) return answerOf(pass, context)
  return fetchSlowly(request, logs, context, pass)
}

async function fetchSlowly(
  request: FetchRequest,
  logs: (Log | SluiceError)[],
  context: RequestContext,
  first: Pass,
): Promise<Answer> {
  const deadline = performance.now() + Math.min(request.maxWaitMs, limits.fetchWaitMsMax)
  let pass = await readWarm(request, logs, first)
  if (isEnough(pass, request, context)) return answerOf(pass, context)
  const waitMs = deadline - performance.now()
  const waiter = waitMs > 0 ? context.services.waiters.add(logs as Log[], waitMs, context.peer) : undefined
  if (waiter === undefined) return answerOf(pass, context)
  try {
    // Read once more now that the waiter is there: what became visible meanwhile would wake nobody.
    for (let reason = 'moved'; ; reason = await waiter.next()) {
      pass = await readWarm(request, logs, readPass(request, logs))
      if (reason !== 'moved' || isEnough(pass, request, context)) return answerOf(pass, context)
    }
  } finally {
    waiter.remove()
  }
}

/** Waits for what is cold and reads everything again, so that all ranges are of one moment; a bounded number of times. */
async function readWarm(request: FetchRequest, logs: (Log | SluiceError)[], first: Pass): Promise<Pass> {
  let pass = first
  for (let tries = 0; pass.cold !== undefined && tries < coldPassesMax; tries++) {
    await Promise.all(pass.cold)
    pass = readPass(request, logs)
  }
  return pass
}

function readPass(request: FetchRequest, logs: (Log | SluiceError)[]): Pass {
  const pass: Pass = { results: [], sent: [], ranges: [], bytes: 0, failed: false, cold: undefined }
  let bytesLeft = Math.min(request.maxBytes, limits.fetchBytesMax)
  for (let i = 0; i < logs.length; i++) {
    const before = pass.bytes
    readPartition(pass, logs[i] as Log | SluiceError, request.partitions[i] as FetchPartition, bytesLeft)
    bytesLeft -= pass.bytes - before
  }
  return pass
}

function readPartition(pass: Pass, log: Log | SluiceError, wish: FetchPartition, bytesLeft: number): void {
  const refusal = log instanceof Error ? log : refusalOf(log, wish)
  if (refusal !== undefined) return fail(pass, wish.partition, log, refusal)
  const { startOffset, endOffset, visibleOffset } = log as Log
  const result: FetchResultInit = {
    partition: wish.partition,
    payloadBytes: 0,
    logStartOffset: startOffset,
    logEndOffset: endOffset,
    visibleOffset,
  }
  pass.results.push(result)
  if (wish.offset >= visibleOffset || (bytesLeft <= 0 && pass.bytes > 0)) return
  const read = (log as Log).read(wish.offset, Math.max(1, Math.min(wish.maxBytes, bytesLeft)))
  if (read instanceof Promise) {
    pass.cold ??= []
    pass.cold.push(read)
    return
  }
  if (read.error !== undefined) {
    pass.results.pop()
    return fail(pass, wish.partition, log, read.error)
  }
  // The first batch comes whatever its size; one that would only come for that reason waits for its turn.
  if (read.bytes > bytesLeft && pass.bytes > 0) return
  result.payloadBytes = read.bytes
  pass.bytes += read.bytes
  pass.sent.push({ log: log as Log, bytes: read.bytes, offsets: read.offsets })
  for (const part of read.ranges) pass.ranges.push(part)
}

function refusalOf(log: Log, wish: FetchPartition): SluiceError | undefined {
  if (log.state === 'deleted') return unknownTopicId(wish.topicId)
  if (wish.hasLastEpoch) {
    const truncated = logTruncated(log, wish.lastEpoch, wish.offset)
    if (truncated !== undefined) return truncated
  }
  if (wish.offset < log.startOffset || wish.offset > log.visibleOffset)
    return offsetOutOfRange(log, wish.offset)
  return undefined
}

function fail(pass: Pass, partition: number, log: Log | SluiceError, error: SluiceError): void {
  pass.failed = true
  const result: FetchResultInit = { partition, failure: toFailure(error) }
  if (!(log instanceof Error)) {
    result.logStartOffset = log.startOffset
    result.logEndOffset = log.endOffset
    result.visibleOffset = log.visibleOffset
  }
  pass.results.push(result)
}

function isEnough(pass: Pass, request: FetchRequest, { services }: RequestContext): boolean {
  if (pass.failed || request.maxWaitMs === 0 || services.draining || request.partitions.length === 0)
    return true
  return pass.bytes > 0 && pass.bytes >= Math.min(request.minBytes, bytesPossible(request))
}

/** Half of what the request allows: batches end where they end, so the whole of it may never be reached. */
function bytesPossible(request: FetchRequest): number {
  let bytes = 0
  for (const { maxBytes } of request.partitions) bytes += maxBytes
  return Math.min(bytes, request.maxBytes, limits.fetchBytesMax) / 2
}

function answerOf(pass: Pass, { services }: RequestContext): Answer {
  services.metrics.fetchBytes += pass.bytes
  for (const { log, bytes, offsets } of pass.sent) log.topic.traffic.sent(offsets, bytes)
  return {
    body: { fetch: { results: pass.results } },
    ranges: pass.ranges,
    rangeBytes: pass.bytes,
    keepsFrame: false,
  }
}

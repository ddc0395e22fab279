// The two errors that tell a consumer where to go on. Called by fetch.ts and delete-records.ts.
import { SluiceError } from '../../protocol/errors.ts'
import type { Log } from '../../storage/log.ts'

export function offsetOutOfRange(log: Log, offset: number): SluiceError {
  const { startOffset: logStartOffset, visibleOffset } = log
  return new SluiceError(
    'OFFSET_OUT_OF_RANGE',
    `offset ${offset} lies outside [${logStartOffset}, ${visibleOffset}) of ${log.topic.name}/${log.partition}`,
    { topic: log.topic.name, partition: log.partition, offset, details: { logStartOffset, visibleOffset } },
  )
}

/**
 * Undefined where the log still holds what the client has seen: its last batch carried `epoch` and ended at `offset`.
 * An epoch this log never reached means that the log is another one (a data directory put back from a copy).
 */
export function logTruncated(log: Log, epoch: number, offset: number): SluiceError | undefined {
  const end = epoch > log.leaderEpoch ? log.visibleOffset : log.epochEnd(epoch)
  if (end === undefined || end >= offset) return undefined
  const { startOffset: logStartOffset, visibleOffset } = log
  const divergingOffset = Math.max(end, logStartOffset)
  return new SluiceError(
    'LOG_TRUNCATED',
    `${log.topic.name}/${log.partition} lost records this consumer has seen: it differs from offset ${divergingOffset} on`,
    {
      topic: log.topic.name,
      partition: log.partition,
      offset,
      details: { logStartOffset, visibleOffset, divergingOffset },
    },
  )
}

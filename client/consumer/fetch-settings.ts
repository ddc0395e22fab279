// What the fetcher is told and what it tells: types, and the text of an offset out of range. Called by fetcher.ts.
import { SluiceError } from '../../protocol/errors.ts'
import type { Chunk } from './chunk.ts'
import type { Answer, RequestBody } from '../connection/connection.ts'
import type { FetchPosition } from './fetch-position.ts'
import { type FetchContext, fetchChannel } from '../tracing.ts'

/** What to do about an offset that is not there: throw, or go on at an end of the log. */
export type OrElse = 'fail' | 'earliest' | 'latest'

/** Something that happened to a partition and was dealt with by `orElse` or by trying again. */
export interface ConsumerNotice {
  /** Of the error that was dealt with. */
  readonly code: SluiceError['code']
  /** Absent where it is about the consumer as a whole. */
  readonly topic?: string
  /** Absent where it is about the consumer as a whole. */
  readonly partition?: number
  /** What happened and how it goes on, for people. */
  readonly message: string
}

export interface FetchSettings {
  readonly maxBytes: number
  readonly maxPartitionBytes: number
  readonly maxBufferedBytes: number
  readonly minBytes: number
  readonly maxWaitMs: number
  readonly orElse: OrElse
  readonly requestTimeoutMs: number
  readonly unreachableTimeoutMs: number
  readonly onNotice: (notice: ConsumerNotice) => void
  /** `orElse` moved the position, and where to is known now. */
  readonly onMoved?: (at: FetchPosition) => void
  /** The consumer pulls again after everything was told. */
  readonly onPulledAgain?: () => void
}

export interface Fetched {
  readonly at: FetchPosition
  readonly generation: number
  readonly chunk: Chunk
}

/** With the range there is, and what to do. */
export function outOfRange(at: FetchPosition, error: SluiceError): SluiceError {
  const { name: topic } = at.handle
  const { logStartOffset, visibleOffset } = (error.details ?? {}) as {
    logStartOffset?: number
    visibleOffset?: number
  }
  const message = `'${topic}' partition ${at.partition} holds offsets ${logStartOffset} to ${visibleOffset} (exclusive), not ${at.fetchOffset}`
  const hint = "seek to an offset in this range, or set orElse: 'earliest' or 'latest'"
  return new SluiceError('OFFSET_OUT_OF_RANGE', message, {
    hint,
    topic,
    partition: at.partition,
    offset: at.fetchOffset,
    cause: error,
    ...(error.details && { details: error.details }),
  })
}

export interface FetchBody {
  readonly fetch: NonNullable<RequestBody['fetch']>
}

/** Around one fetch, where somebody listens. */
export function traced(attempt: () => Promise<Answer>, { fetch }: FetchBody): Promise<Answer> {
  const context: FetchContext = { partitionsCount: fetch.partitions?.length ?? 0 }
  const work = async () => {
    const answer = await attempt()
    context.bytes = answer.payload.length
    return answer
  }
  return fetchChannel.trace(work, context)
}

/** In the words of who consumes it; an id says nothing to a person. */
export function topicGone(at: FetchPosition, error: SluiceError): SluiceError {
  if (error.code === 'UNKNOWN_PARTITION') return error
  const { name: topic } = at.handle
  const message = `'${topic}' was deleted, or deleted and created again, while it was consumed`
  const hint =
    "a new topic of this name begins at offset 0: consume it anew, or set orElse: 'earliest' or 'latest'"
  return new SluiceError(error.code, message, { hint, topic, partition: at.partition, cause: error })
}

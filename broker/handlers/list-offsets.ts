// ListOffsets: where a log begins, ends, or was at a time.
// Behaviour: EARLIEST is the first readable offset, LATEST the visible end, AT_TIME the base offset of the batch that holds
//   the first record whose timestamp is not below the given one (the client finds the record), or the visible end with
//   `found` false where every record is older. Each query succeeds or fails by itself, in request order.
// Deliberately not: AT_TIME never decompresses; it answers with a batch, not a record.
// Limits: partitionsPerRequestMax queries; UNKNOWN_TOPIC_ID, UNKNOWN_PARTITION per query.
import { toFailure } from '../../protocol/errors.ts'
import {
  type ListOffsetsRequest,
  type OffsetAnswerInit,
  OffsetKind,
  type OffsetQuery,
} from '../../protocol/messages.ts'
import type { Log } from '../../storage/log.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'
import { findLog } from './lookup.ts'

export async function listOffsets(
  request: ListOffsetsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  const answers = await Promise.all(request.queries.map((query) => answerOne(services, query)))
  return answer({ listOffsets: { answers } })
}

async function answerOne({ store }: Services, query: OffsetQuery): Promise<OffsetAnswerInit> {
  const { partition } = query
  const log = findLog(store, query.topicId, partition)
  if (log instanceof Error) return { failure: toFailure(log), partition }
  try {
    return query.kind === OffsetKind.AT_TIME ? await atTime(log, query) : atEnd(log, query)
  } catch (error) {
    return { failure: toFailure(error), partition }
  }
}

function atEnd(log: Log, { partition, kind }: OffsetQuery): OffsetAnswerInit {
  const offset = kind === OffsetKind.EARLIEST ? log.startOffset : log.visibleOffset
  return { partition, offset, leaderEpoch: log.leaderEpoch, found: true }
}

async function atTime(log: Log, { partition, timestampMs }: OffsetQuery): Promise<OffsetAnswerInit> {
  const { found, offset, leaderEpoch } = await log.findTime(timestampMs)
  if (found) return { partition, offset, leaderEpoch, found }
  return { partition, offset: log.visibleOffset, leaderEpoch: log.leaderEpoch, found }
}

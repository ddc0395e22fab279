// DeleteRecords: moves the start of logs forward, so that older records become unreadable.
// Behaviour: each partition by itself, in request order; answered with the log's start once that is durable. Segments that
//   lie wholly before it are unlinked in the background. An offset at or before the start changes nothing.
// Deliberately not: no record behind the visible end can be deleted (OFFSET_OUT_OF_RANGE tells the range; the log says so).
// Limits: partitionsPerRequestMax; UNKNOWN_TOPIC, UNKNOWN_TOPIC_ID, UNKNOWN_PARTITION.
import { SluiceError, toFailure } from '../../protocol/errors.ts'
import type { DeletedRecordsInit, DeleteRecordsRequest, RecordsBefore } from '../../protocol/messages.ts'
import type { Topic } from '../../storage/topic.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'
import { findTopic, logOf } from './lookup.ts'

export async function deleteRecords(
  request: DeleteRecordsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  if (request.topic === null) throw new SluiceError('INVALID_REQUEST', 'delete-records names no topic')
  const topic = findTopic(services.store, request.topic)
  if (topic instanceof Error) throw topic
  const partitions = await Promise.all(request.partitions.map((one) => deleteBefore(services, topic, one)))
  return answer({ deleteRecords: { partitions } })
}

async function deleteBefore(
  { store }: Services,
  topic: Topic,
  { partition, beforeOffset }: RecordsBefore,
): Promise<DeletedRecordsInit> {
  const log = logOf(topic, partition)
  if (log instanceof Error) return { failure: toFailure(log), partition }
  try {
    return { partition, logStartOffset: await store.deleteRecords(log, beforeOffset) }
  } catch (error) {
    return { failure: toFailure(error), partition }
  }
}

// DeleteTopics: ends topics for good.
// Behaviour: each topic by itself, in request order; answered once the id is durably dead. Waiting fetches and appends of
//   the topic fail with UNKNOWN_TOPIC_ID; files go in the background. Name and id of what was deleted come back.
// Deliberately not: no confirmation (the CLI asks), no undo. The name is free at once, under a new id.
// Limits: topicsPerRequestMax; UNKNOWN_TOPIC, UNKNOWN_TOPIC_ID.
import type { DeleteTopicsRequest, TopicMetadataInit, TopicReference } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'
import { failedMetadata } from './descriptions.ts'
import { findTopic } from './lookup.ts'

export async function deleteTopics(
  request: DeleteTopicsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  const topics = await Promise.all(request.topics.map((reference) => deleteOne(services, reference)))
  return answer({ deleteTopics: { topics } })
}

async function deleteOne({ store }: Services, reference: TopicReference): Promise<TopicMetadataInit> {
  const topic = findTopic(store, reference)
  if (topic instanceof Error) return failedMetadata(topic, reference.name, reference.id)
  try {
    await store.deleteTopic(topic)
    return { name: topic.name, id: topic.id }
  } catch (error) {
    return failedMetadata(error, topic.name, topic.id)
  }
}

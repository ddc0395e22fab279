// DescribeTopics: settings, offsets, sizes and state of topics, for people and tools.
// Behaviour: one description per reference, in request order, or of every topic (`all`); what is missing carries its
//   failure. Settings are given resolved, each saying whether it is a default.
// Deliberately not: nothing is read from disk; all numbers are those the logs hold in memory.
// Limits: topicsPerRequestMax references.
import { toFailure } from '../../protocol/errors.ts'
import type { DescribeTopicsRequest, TopicDescriptionInit } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext } from './context.ts'
import { topicDescription } from './descriptions.ts'
import { findTopic } from './lookup.ts'

export function describeTopics(request: DescribeTopicsRequest, { services }: RequestContext): Answer {
  const { store } = services
  if (request.all) return answer({ describeTopics: { topics: [...store.topics()].map(topicDescription) } })
  const topics = request.topics.map((reference): TopicDescriptionInit => {
    const topic = findTopic(store, reference)
    if (!(topic instanceof Error)) return topicDescription(topic)
    return { failure: toFailure(topic), name: reference.name, id: reference.id }
  })
  return answer({ describeTopics: { topics } })
}

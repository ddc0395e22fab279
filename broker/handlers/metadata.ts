// Metadata: ids, partitions and limits of topics, by name, by id, or of all.
// Behaviour: one TopicMetadata per name, then per id, in request order; what is missing carries its failure and the rest
//   is answered all the same. With `create`, a missing name is made with the broker's defaults where topics.autoCreate
//   allows it, else it is UNKNOWN_TOPIC. `all` lists every topic instead.
// Deliberately not: no offsets (list-offsets, describe-topics have them).
// Limits: topicsPerRequestMax names and ids, else INVALID_REQUEST.
import type { MetadataRequest, TopicMetadataInit } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'
import { failedMetadata, topicMetadata } from './descriptions.ts'
import { topicOfId, unknownTopic, unknownTopicId } from './lookup.ts'

export function metadata(request: MetadataRequest, { services }: RequestContext): Answer | Promise<Answer> {
  const { store, config } = services
  if (request.all) return answer({ metadata: { topics: [...store.topics()].map(topicMetadata) } })
  const mayCreate = request.create && config.topicsAutoCreate && !services.draining
  const byId = request.ids.map((id) => idOnly(services, id))
  if (!mayCreate) {
    const byName = request.names.map((name) => nameOnly(services, name))
    return answer({ metadata: { topics: [...byName, ...byId] } })
  }
  const made = Promise.all(request.names.map(async (name) => nameOrCreate(services, name)))
  return made.then((byName) => answer({ metadata: { topics: [...byName, ...byId] } }))
}

function nameOnly({ store }: Services, name: string): TopicMetadataInit {
  const topic = store.topicByName(name)
  return topic === undefined ? failedMetadata(unknownTopic(name), name) : topicMetadata(topic)
}

async function nameOrCreate(services: Services, name: string): Promise<TopicMetadataInit> {
  try {
    return topicMetadata(await services.topics.ensure({ name, partitions: 0, settings: {} }))
  } catch (error) {
    return failedMetadata(error, name)
  }
}

function idOnly({ store }: Services, id: Uint8Array): TopicMetadataInit {
  const topic = topicOfId(store, id)
  return topic === undefined ? failedMetadata(unknownTopicId(id), '', id) : topicMetadata(topic)
}

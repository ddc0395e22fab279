// CreateTopics: makes topics, each durable before it is answered.
// Behaviour: every topic succeeds or fails by itself, in request order; they are made at the same time, so that they share
//   syncs. `if_missing`: an existing topic of that very name is the answer. `validate_only`: all checks, nothing made.
// Deliberately not: an existing topic is never changed, also where the request asks for other partitions or settings.
// Limits: topicsPerRequestMax; names by protocol/names.ts and not differing only in case from another; topics.max,
//   partitions.max (TOPIC_LIMIT); a setting given twice is INVALID_SETTING.
import { SluiceError } from '../../protocol/errors.ts'
import type { CreateTopicsRequest, NewTopic, Setting, TopicMetadataInit } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'
import { failedMetadata, topicMetadata } from './descriptions.ts'

export async function createTopics(
  request: CreateTopicsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  const topics = await Promise.all(request.topics.map((topic) => createOne(services, topic, request)))
  return answer({ createTopics: { topics } })
}

async function createOne(
  { topics }: Services,
  wanted: NewTopic,
  { ifMissing, validateOnly }: CreateTopicsRequest,
): Promise<TopicMetadataInit> {
  try {
    const spec = {
      name: wanted.name,
      partitions: wanted.partitions,
      settings: settingsRecord(wanted.settings),
    }
    if (!validateOnly) return topicMetadata(await (ifMissing ? topics.ensure(spec) : topics.create(spec)))
    await topics.validate(spec)
    return { name: wanted.name }
  } catch (error) {
    return failedMetadata(error, wanted.name)
  }
}

export function settingsRecord(settings: readonly Setting[]): Record<string, string> {
  const record: Record<string, string> = Object.create(null)
  for (const { key, value } of settings) {
    if (key in record) throw new SluiceError('INVALID_SETTING', `${key} is given twice`)
    record[key] = value
  }
  return record
}

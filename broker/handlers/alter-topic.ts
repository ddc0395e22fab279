// AlterTopic: changes settings of one topic, or adds partitions.
// Behaviour: `set` and `reset` are taken together or not at all, durable before the answer, and in force at once; the
//   answer describes the topic as it is now. `partitions` 0 leaves their number.
// Deliberately not: partitions are never removed (INVALID_PARTITIONS); records do not move when some are added, so keys
//   may then go to other partitions than before.
// Limits: settingsPerTopicMax; a key both set and reset, or twice: INVALID_SETTING; partitions.max: TOPIC_LIMIT.
import { SluiceError } from '../../protocol/errors.ts'
import type { AlterTopicRequest } from '../../protocol/messages.ts'
import type { Topic } from '../../storage/topic.ts'
import { type Answer, answer, type RequestContext } from './context.ts'
import { settingsRecord } from './create-topics.ts'
import { topicDescription } from './descriptions.ts'
import { findTopic } from './lookup.ts'

export async function alterTopic(request: AlterTopicRequest, { services }: RequestContext): Promise<Answer> {
  const { store, topics } = services
  if (request.topic === null) throw new SluiceError('INVALID_REQUEST', 'alter-topic names no topic')
  const topic = findTopic(store, request.topic)
  if (topic instanceof Error) throw topic
  const set = settingsRecord(request.set)
  for (const key of request.reset) {
    if (key in set) throw new SluiceError('INVALID_SETTING', `${key} is both set and reset`)
  }
  const grows = request.partitions !== 0 && request.partitions !== topic.logs.length
  if (grows) checkGrowth(topic, request.partitions)
  if (grows) topics.checkPartitions(request.partitions, request.partitions - topic.logs.length)
  const partitions = grows ? request.partitions : undefined
  const altered = await store.alterTopic(topic, { set, reset: [...request.reset], partitions })
  return answer({ alterTopic: { topic: topicDescription(altered) } })
}

function checkGrowth(topic: Topic, partitions: number): void {
  if (partitions > topic.logs.length) return
  throw new SluiceError(
    'INVALID_PARTITIONS',
    `topic ${topic.name} has ${topic.logs.length} partitions; their number can only grow, not become ${partitions}`,
    { topic: topic.name },
  )
}

// Finding what a request names: topics by reference, logs by topic id and partition, and the errors where there is none.
// Called by the handlers. The hints are what a user reads who mistyped a name.
import { SluiceError } from '../../protocol/errors.ts'
import type { TopicReference } from '../../protocol/messages.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'

const topicIdBytes = 16

export function unknownTopic(name: string): SluiceError {
  return new SluiceError('UNKNOWN_TOPIC', `there is no topic ${JSON.stringify(name)}`, {
    hint: `create it: sluice topic create ${name}`,
    topic: name,
  })
}

export function unknownTopicId(id: Uint8Array): SluiceError {
  if (id.length !== topicIdBytes) {
    return new SluiceError(
      'UNKNOWN_TOPIC_ID',
      `a topic id has ${topicIdBytes} bytes, this one has ${id.length}`,
    )
  }
  return new SluiceError(
    'UNKNOWN_TOPIC_ID',
    `no topic has the id ${Buffer.from(id).toString('hex')} (any more)`,
  )
}

/** By id when one is given, else by name. */
export function findTopic(store: Store, reference: TopicReference): Topic | SluiceError {
  if (reference.id.length > 0) {
    return topicOfId(store, reference.id) ?? unknownTopicId(reference.id)
  }
  return store.topicByName(reference.name) ?? unknownTopic(reference.name)
}

export function findLog(store: Store, topicId: Uint8Array, partition: number): Log | SluiceError {
  const topic = topicOfId(store, topicId)
  if (topic === undefined) return unknownTopicId(topicId)
  return logOf(topic, partition)
}

export function logOf(topic: Topic, partition: number): Log | SluiceError {
  const log = topic.logs[partition]
  if (log !== undefined) return log
  return new SluiceError(
    'UNKNOWN_PARTITION',
    `topic ${topic.name} has the partitions 0 to ${topic.logs.length - 1}, not ${partition}`,
    { topic: topic.name, partition },
  )
}

export function topicOfId(store: Store, id: Uint8Array): Topic | undefined {
  return id.length === topicIdBytes ? store.topicById(id) : undefined
}

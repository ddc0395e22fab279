// The partitions of one session by (topic id, partition): what the member holds, and its form on the wire.
// Owned by session.ts. Invariant: what is in here is named by every sync, and nothing else is.
import type { GroupTopic, GroupTopicInit } from '../../protocol/messages.ts'
import type { AssignedPartition } from '../consumer/events.ts'
import type { FetchPosition } from '../consumer/fetch-position.ts'
import type { TopicPartition } from '../admin/group-description.ts'

export interface Holding extends TopicPartition {
  readonly key: string
  readonly topicId: Buffer
  readonly epoch: number
  /** Once it is known where it begins. */
  at: FetchPosition | undefined
  /** The group wants it back. */
  revoking: boolean
  /** Its last commit, and what the application is told then. */
  finishing: Promise<void> | undefined
}

export type Holdings = Map<string, Holding>

/** By key, what an answer assigns. */
export function assignedBy(topics: readonly GroupTopic[]): Holdings {
  const holdings: Holdings = new Map()
  for (const { topicId, name, partitions, assignmentEpochs } of topics) {
    const id = Buffer.from(topicId)
    for (const [i, partition] of partitions.entries()) {
      const key = `${id.toString('hex')}/${partition}`
      const epoch = assignmentEpochs[i] ?? 0
      holdings.set(key, {
        key,
        topic: name,
        topicId: id,
        partition,
        epoch,
        at: undefined,
        revoking: false,
        finishing: undefined,
      })
    }
  }
  return holdings
}

export function toWire(holdings: Holdings): GroupTopicInit[] {
  const topics = new Map<string, { topicId: Buffer; partitions: number[]; assignmentEpochs: number[] }>()
  for (const { topicId, partition, epoch } of holdings.values()) {
    const id = topicId.toString('hex')
    const topic = topics.get(id) ?? { topicId, partitions: [], assignmentEpochs: [] }
    topics.set(id, topic)
    topic.partitions.push(partition)
    topic.assignmentEpochs.push(epoch)
  }
  return [...topics.values()]
}

export function named(holdings: Iterable<Holding>): TopicPartition[] {
  return [...holdings].map(({ topic, partition }) => ({ topic, partition }))
}

export function withEpochs(holdings: Iterable<Holding>): AssignedPartition[] {
  return [...holdings].map(({ topic, partition, epoch }) => ({ topic, partition, assignmentEpoch: epoch }))
}

// Partitions as the wire lists them (by topic, with their assignment epochs) and as a group holds them (by key).
// Called by coordinator.ts and group-descriptions.ts.
import type { GroupTopic, GroupTopicInit } from '../../protocol/messages.ts'
import { hexOf } from '../../storage/metadata-state.ts'
import type { Store } from '../../storage/store.ts'
import type { PartitionKey } from './model.ts'

export function partitionKey(idHex: string, partition: number): PartitionKey {
  return `${idHex}/${partition}`
}

/** Topic id in hex and partition of a key. */
function splitKey(key: PartitionKey): [idHex: string, partition: number] {
  const at = key.indexOf('/')
  return [key.slice(0, at), Number(key.slice(at + 1))]
}

/** By key, with the assignment epoch. */
export function fromWire(topics: readonly GroupTopic[]): Map<PartitionKey, number> {
  const epochs = new Map<PartitionKey, number>()
  for (const { topicId, partitions, assignmentEpochs } of topics) {
    const idHex = hexOf(topicId)
    for (const [index, partition] of partitions.entries())
      epochs.set(partitionKey(idHex, partition), assignmentEpochs[index] ?? 0)
  }
  return epochs
}

export function toWire(epochs: ReadonlyMap<PartitionKey, number>, store: Store): GroupTopicInit[] {
  const topics = new Map<string, { partitions: number[]; assignmentEpochs: number[] }>()
  for (const [key, epoch] of epochs) {
    const [idHex, partition] = splitKey(key)
    let topic = topics.get(idHex)
    if (topic === undefined) topics.set(idHex, (topic = { partitions: [], assignmentEpochs: [] }))
    topic.partitions.push(partition)
    topic.assignmentEpochs.push(epoch)
  }
  return [...topics].map(([idHex, lists]) => {
    const topicId = Buffer.from(idHex, 'hex')
    return { topicId, name: store.topicById(topicId)?.name ?? '', ...lists }
  })
}

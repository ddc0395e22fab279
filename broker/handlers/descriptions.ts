// How topics look in answers: TopicMetadata (what routing needs) and TopicDescription (what a person reads).
// Called by the handlers of metadata and administration. Values of settings are texts as a user would write them.
import { toFailure } from '../../protocol/errors.ts'
import type {
  PartitionDescriptionInit,
  TopicDescriptionInit,
  TopicMetadataInit,
} from '../../protocol/messages.ts'
import type { Log } from '../../storage/log.ts'
import type { Topic } from '../../storage/topic.ts'
import { compacts, formatTopicSettings } from '../../storage/settings.ts'

export function topicMetadata(topic: Topic): TopicMetadataInit {
  const { settings } = topic
  return {
    name: topic.name,
    id: topic.id,
    partitions: topic.logs.map((log) => ({ partition: log.partition, leaderEpoch: log.leaderEpoch })),
    messageBytesMax: settings.maxMessageBytes,
    // Also where an earlier policy left gaps: a consumer has to expect them.
    compacted: compacts(settings) || topic.logs.some((log) => log.hasGaps),
    durable: settings.durability === 'disk',
  }
}

/** A topic that could not be had; the name or id asked for comes along. */
export function failedMetadata(error: unknown, name: string, id?: Uint8Array): TopicMetadataInit {
  const failed: TopicMetadataInit = { failure: toFailure(error), name }
  if (id !== undefined) failed.id = id
  return failed
}

export function topicDescription(topic: Topic): TopicDescriptionInit {
  return {
    name: topic.name,
    id: topic.id,
    settings: formatTopicSettings(topic.settings, topic.overrides),
    createdMs: topic.createdMs,
    partitions: topic.logs.map(partitionDescription),
  }
}

function partitionDescription(log: Log): PartitionDescriptionInit {
  return {
    partition: log.partition,
    leaderEpoch: log.leaderEpoch,
    logStartOffset: log.startOffset,
    logEndOffset: log.endOffset,
    visibleOffset: log.visibleOffset,
    durableOffset: log.durableOffset,
    sizeBytes: log.sizeBytes,
    segments: log.segmentCount,
    state: log.state === 'open' || !log.stateReason ? log.state : `${log.state}: ${log.stateReason}`,
  }
}

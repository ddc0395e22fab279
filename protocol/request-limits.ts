// Bounds on what a well-formed request may ask for in one go. Called by decodeRequest alone, so that no handler has to.
// Invariant: a request that passes names at most as many topics and partitions as limits.ts allows.
import type { Request } from './generated/wire.js'
import { limits } from './limits.ts'
import { Malformed } from './strict-reader.ts'

function atMost(count: number, most: number, what: string): void {
  if (count > most) throw new Malformed(`it names ${count} ${what}, at most ${most} are accepted`)
}

function checkTopics(request: Request): void {
  const { topicsPerRequestMax, settingsPerTopicMax, settingLengthMax } = limits
  const { metadata, createTopics, deleteTopics, describeTopics, alterTopic } = request
  if (metadata !== null) atMost(metadata.names.length + metadata.ids.length, topicsPerRequestMax, 'topics')
  if (deleteTopics !== null) atMost(deleteTopics.topics.length, topicsPerRequestMax, 'topics')
  if (describeTopics !== null) atMost(describeTopics.topics.length, topicsPerRequestMax, 'topics')
  if (createTopics !== null) atMost(createTopics.topics.length, topicsPerRequestMax, 'topics')
  for (const topic of createTopics?.topics ?? [])
    atMost(topic.settings.length, settingsPerTopicMax, 'settings')
  if (alterTopic === null) return
  atMost(alterTopic.set.length + alterTopic.reset.length, settingsPerTopicMax, 'settings')
  for (const { value } of alterTopic.set) atMost(value.length, settingLengthMax, 'characters in a setting')
}

function checkPartitions(request: Request): void {
  const most = limits.partitionsPerRequestMax
  const { produce, fetch, listOffsets, deleteRecords } = request
  if (produce !== null) atMost(produce.partitions.length, most, 'partitions')
  if (fetch !== null) atMost(fetch.partitions.length, most, 'partitions')
  if (listOffsets !== null) atMost(listOffsets.queries.length, most, 'partitions')
  if (deleteRecords !== null) atMost(deleteRecords.partitions.length, most, 'partitions')
  if (produce !== null && produce.acks > 2)
    throw new Malformed(`acks ${produce.acks} is none of ALL, LEADER, NONE`)
  for (const { kind } of listOffsets?.queries ?? []) {
    if (kind > 2) throw new Malformed(`offset kind ${kind} is none of EARLIEST, LATEST, AT_TIME`)
  }
}

/** Throws Malformed when the request asks for more than the limits allow. */
export function checkRequest(request: Request): void {
  if (request.hello !== null) {
    atMost(request.hello.clientId.length, limits.clientIdLengthMax, 'characters in the client id')
    atMost(request.hello.software.length, limits.clientIdLengthMax, 'characters in the software name')
    atMost(request.hello.features.length, limits.featuresMax, 'features')
    return
  }
  checkPartitions(request)
  if (request.produce === null && request.fetch === null) checkTopics(request)
}

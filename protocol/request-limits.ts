// Bounds on what a well-formed request may ask for in one go. Called by decodeRequest alone, so that no handler has to.
// Invariant: a request that passes names at most as many topics and partitions as limits.ts allows.
import type { GroupTopic, JoinGroupRequest, LagRequest, Request } from './generated/wire.js'
import { lagGrains } from './lag.ts'
import { limits } from './limits.ts'
import { Malformed } from './strict-reader.ts'

const TOPIC_ID_BYTES = 16

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

function checkGroupTopics(topics: readonly GroupTopic[], withEpochs: boolean): void {
  let partitions = 0
  for (const topic of topics) {
    // Each partition is found, or answered, by a key with the id in it: a long one would cost its length that many times.
    if (topic.topicId.length !== TOPIC_ID_BYTES)
      throw new Malformed(`a topic id has ${TOPIC_ID_BYTES} bytes, this one has ${topic.topicId.length}`)
    partitions += topic.partitions.length
    const epochs = topic.assignmentEpochs.length
    if (epochs === (withEpochs ? topic.partitions.length : 0)) continue
    throw new Malformed(`it names ${topic.partitions.length} partitions with ${epochs} assignment epochs`)
  }
  atMost(partitions, limits.partitionsPerGroupMax, 'partitions')
}

function within(value: number, least: number, most: number, what: string): void {
  if (value >= least && value <= most) return
  throw new Malformed(`its ${what} is ${value} ms, from ${least} to ${most} are accepted`)
}

function checkJoin(join: JoinGroupRequest): void {
  const { sessionTimeoutMsMin, sessionTimeoutMsMax, maxProcessingMsMin, maxProcessingMsMax } = limits
  atMost(join.topics.length, limits.topicsPerMemberMax, 'topics')
  for (const name of join.topics) atMost(name.length, limits.topicNameMax, 'characters in a topic name')
  within(join.sessionTimeoutMs, sessionTimeoutMsMin, sessionTimeoutMsMax, 'session timeout')
  within(join.maxProcessingMs, maxProcessingMsMin, maxProcessingMsMax, 'longest processing time')
  atMost(join.instanceId.length, limits.memberIdMax, 'characters in the static id')
  if (join.assignor !== '' && join.assignor !== 'uniform' && join.assignor !== 'range')
    throw new Malformed(`there is no assignor ${JSON.stringify(join.assignor)}, only uniform and range`)
}

function checkGroups(request: Request): void {
  const { joinGroup, syncGroup, keepAlive, leaveGroup, commitOffsets, committedOffsets } = request
  const ofMember = joinGroup ?? syncGroup ?? keepAlive ?? leaveGroup
  if (ofMember !== null) {
    if (ofMember.memberId === '') throw new Malformed('it names no member')
    atMost(ofMember.memberId.length, limits.memberIdMax, 'characters in the member id')
  }
  if (joinGroup !== null) checkJoin(joinGroup)
  if (syncGroup !== null) checkGroupTopics(syncGroup.held, true)
  if (commitOffsets !== null) {
    atMost(commitOffsets.memberId.length, limits.memberIdMax, 'characters in the member id')
    atMost(commitOffsets.offsets.length, limits.partitionsPerRequestMax, 'partitions')
  }
  if (committedOffsets !== null) checkGroupTopics(committedOffsets.topics, false)
  const names = request.describeGroups?.names ?? request.deleteGroups?.names ?? []
  atMost(names.length, limits.groupsPerRequestMax, 'groups')
}

function checkLag({ groups, topics, grain }: LagRequest): void {
  atMost(groups.length, limits.groupsPerRequestMax, 'groups')
  atMost(topics.length, limits.topicsPerRequestMax, 'topics')
  for (const name of groups) atMost(name.length, limits.groupNameMax, 'characters in the pattern of a group')
  for (const name of topics) atMost(name.length, limits.topicNameMax, 'characters in the pattern of a topic')
  if (grain >= lagGrains.length) throw new Malformed(`grain ${grain} is none of ${lagGrains.join(', ')}`)
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
  if (request.produce !== null || request.fetch !== null) return
  checkTopics(request)
  checkGroups(request)
  if (request.lag !== null) checkLag(request.lag)
}

// Topics as the console shows them: a line of the overview, and all of one topic. Called by overview.ts and console.ts.
// Limits: UNKNOWN_TOPIC, SNAPSHOT_GONE. Nothing is read from disk.
import { lagRowDocument } from '../../protocol/lag-document.ts'
import type { Log } from '../../storage/log.ts'
import { formatTopicSettings } from '../../storage/settings.ts'
import type { Topic } from '../../storage/topic.ts'
import type { Services } from '../handlers/context.ts'
import type { PartitionDetail, TopicDetail, TopicOverview } from './api.ts'
import { lagOfTopic, rowsOf, type TopicLag } from './lag-view.ts'
import { lastAppendMs, topicNamed } from './record-query.ts'
import type { Part } from './sender.ts'
import type { TopicRates } from './topic-rates.ts'

export function topicOverview(topic: Topic, rates: TopicRates, lag: TopicLag | undefined): TopicOverview {
  let records = 0
  let bytes = 0
  let partitionsReadOnly = 0
  for (const log of topic.logs) {
    records += Math.max(0, log.visibleOffset - log.startOffset)
    bytes += log.sizeBytes
    if (log.state === 'read-only') partitionsReadOnly++
  }
  return {
    name: topic.name,
    partitions: topic.logs.length,
    records,
    bytes,
    cleanupPolicy: topic.settings.cleanupPolicy,
    durability: topic.settings.durability,
    partitionsReadOnly,
    ...rates.ofTopic(topic),
    outPerSecond: lag?.outPerSecond ?? null,
    groups: lag?.groups ?? 0,
    worst: lag?.worst ?? null,
  }
}

/** JSON of a TopicDetail. */
export async function* topicDetail(
  name: string,
  { store, lag }: Services,
  rates: TopicRates,
  snapshotId: number,
): AsyncGenerator<Part> {
  const topic = topicNamed(name, store)
  const answer = await lag.query({ groups: [], topics: [name], grain: 'topic', snapshotId, history: false })
  const rows = await rowsOf(answer)
  const { takenMs } = answer
  const head: Omit<TopicDetail, 'partitions'> = {
    takenMs,
    topic: topicOverview(topic, rates, lagOfTopic(rows, takenMs)),
    createdMs: topic.createdMs,
    settings: formatTopicSettings(topic.settings, topic.overrides),
    groups: rows.map((row) => lagRowDocument(row, takenMs)),
  }
  yield `${JSON.stringify(head).slice(0, -1)},"partitions":[`
  for (const [at, log] of topic.logs.entries())
    yield `${at === 0 ? '' : ','}${JSON.stringify(partitionDetail(topic, log, rates))}`
  yield ']}'
}

function partitionDetail(topic: Topic, log: Log, rates: TopicRates): PartitionDetail {
  return {
    partition: log.partition,
    logStart: log.startOffset,
    visibleEnd: log.visibleOffset,
    logEnd: log.endOffset,
    bytes: log.sizeBytes,
    segments: log.segmentCount,
    leaderEpoch: log.leaderEpoch,
    state: log.state === 'open' || !log.stateReason ? log.state : `${log.state}: ${log.stateReason}`,
    lastAppendMs: lastAppendMs(log) || null,
    inPerSecond: rates.ofPartition(topic, log.partition),
  }
}

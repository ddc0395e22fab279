// What /metrics says of each topic, and of all topics together since the start, deleted ones included. Made by broker.ts' sources.
// Called when somebody collects; the numbers are kept by storage (TopicTraffic).
// Invariants: totals never shrink, whatever is deleted; at most limits.metricTopicsMax topics have series of their own, the first
// made first, and the others are counted; a turn never goes on for longer than a slice.
import { limits } from '../protocol/limits.ts'
import { familyHead, labelText, sampleLine } from '../protocol/prometheus-text.ts'
import type { Store } from '../storage/store.ts'
import type { Topic } from '../storage/topic.ts'
import { TopicTraffic } from '../storage/topic-traffic.ts'

export const trafficTotals = {
  records_in_total: 'Records appended.',
  batches_in_total: 'Record batches appended.',
  bytes_in_total: 'Bytes of record batches appended.',
  records_out_total: 'Records sent to consumers; where compaction left gaps, with the gaps.',
  bytes_out_total: 'Bytes of record batches sent to consumers.',
}

const topicSeries: readonly {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  readonly value: (topic: Topic) => number
}[] = [
  {
    name: 'records_in_total',
    type: 'counter',
    help: 'Records appended to a topic.',
    value: (topic) => topic.traffic.recordsIn,
  },
  {
    name: 'bytes_in_total',
    type: 'counter',
    help: 'Bytes of record batches appended to a topic.',
    value: (topic) => topic.traffic.bytesIn,
  },
  {
    name: 'records_out_total',
    type: 'counter',
    help: 'Records of a topic sent to consumers.',
    value: (topic) => topic.traffic.recordsOut,
  },
  {
    name: 'bytes_out_total',
    type: 'counter',
    help: 'Bytes of a topic sent to consumers.',
    value: (topic) => topic.traffic.bytesOut,
  },
  { name: 'size_bytes', type: 'gauge', help: 'Bytes of the logs of a topic.', value: sizeOf },
  { name: 'partitions', type: 'gauge', help: 'Partitions of a topic.', value: (topic) => topic.logs.length },
]

export class TopicMetrics {
  readonly #store: Store
  readonly #deleted = new TopicTraffic()

  constructor(store: Store) {
    this.#store = store
    store.onTopicChange((topic) => {
      if (topic.deleted) this.#deleted.add(topic.traffic)
    })
  }

  totals(): Record<keyof typeof trafficTotals, number> {
    const sum = new TopicTraffic()
    sum.add(this.#deleted)
    for (const topic of this.#store.topics()) sum.add(topic.traffic)
    return {
      records_in_total: sum.recordsIn,
      batches_in_total: sum.batchesIn,
      bytes_in_total: sum.bytesIn,
      records_out_total: sum.recordsOut,
      bytes_out_total: sum.bytesOut,
    }
  }

  *text(): Generator<string> {
    const topics: Topic[] = []
    let leftOut = 0
    for (const topic of this.#store.topics()) {
      if (topics.length < limits.metricTopicsMax) topics.push(topic)
      else leftOut += 1
    }
    const labels = topics.map(({ name }) => labelText({ topic: name }))
    for (const { name, type, help, value } of topicSeries) {
      if (topics.length > 0) yield familyHead(`sluice_topic_${name}`, type, help)
      for (let at = 0; at < topics.length; at++)
        yield sampleLine(`sluice_topic_${name}`, labels[at] as string, value(topics[at] as Topic))
    }
    const text = 'Topics that have no series of their own because there are too many.'
    yield familyHead('sluice_topics_left_out', 'gauge', text) +
      sampleLine('sluice_topics_left_out', '', leftOut)
  }
}

function sizeOf(topic: Topic): number {
  let bytes = 0
  for (const log of topic.logs) bytes += log.sizeBytes
  return bytes
}

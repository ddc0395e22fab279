import { expect } from 'chai'
import { TopicMetrics } from '../../broker/metric-topics.ts'
import { limits } from '../../protocol/limits.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import { TopicTraffic } from '../../storage/topic-traffic.ts'
import { metricsOf } from '../docs/metrics-of.ts'

/** As much of a store as metrics look at. */
class Topics {
  readonly #topics = new Set<Topic>()
  #tell: (topic: Topic) => void = () => {}
  readonly store = {
    topics: () => this.#topics,
    onTopicChange: (tell: (topic: Topic) => void) => (this.#tell = tell),
  } as unknown as Store

  add(name: string): Topic {
    const logs = [{ sizeBytes: 10 }, { sizeBytes: 5 }]
    const topic = { name, logs, traffic: new TopicTraffic(), deleted: false } as unknown as Topic
    this.#topics.add(topic)
    return topic
  }

  delete(topic: Topic): void {
    this.#topics.delete(topic)
    topic.deleted = true
    this.#tell(topic)
  }
}

describe('broker: metrics of topics', () => {
  const textOf = (metrics: TopicMetrics) => [...metrics.text()].join('')

  it('says of each topic what went in and out, and how large it is', () => {
    const topics = new Topics()
    const metrics = new TopicMetrics(topics.store)
    topics.add('orders').traffic.appended(2, 7, 300)
    topics.add('returns').traffic.sent(3, 100)
    const lines = textOf(metrics).split('\n')
    expect(lines).to.include.members([
      'sluice_topic_records_in_total{topic="orders"} 7',
      'sluice_topic_bytes_in_total{topic="orders"} 300',
      'sluice_topic_records_out_total{topic="returns"} 3',
      'sluice_topic_bytes_out_total{topic="returns"} 100',
      'sluice_topic_size_bytes{topic="orders"} 15',
      'sluice_topic_partitions{topic="returns"} 2',
      'sluice_topics_left_out 0',
    ])
  })

  it('counts on when a topic is deleted: what only grows does not shrink', () => {
    const topics = new Topics()
    const metrics = new TopicMetrics(topics.store)
    const orders = topics.add('orders')
    orders.traffic.appended(2, 7, 300)
    orders.traffic.sent(3, 100)
    topics.add('returns').traffic.appended(1, 1, 50)
    const before = metrics.totals()
    expect(before).to.deep.equal({
      records_in_total: 8,
      batches_in_total: 3,
      bytes_in_total: 350,
      records_out_total: 3,
      bytes_out_total: 100,
    })
    topics.delete(orders)
    expect(metrics.totals()).to.deep.equal(before)
    expect(textOf(metrics)).to.not.include('orders')
  })

  it('has series for so many topics and says how many have none; the totals count them', () => {
    const topics = new Topics()
    const metrics = new TopicMetrics(topics.store)
    const many = limits.metricTopicsMax + 3
    for (let n = 0; n < many; n++) topics.add(`topic-${n}`).traffic.appended(1, 1, 1)
    const text = textOf(metrics)
    expect(metricsOf(text).get('sluice_topic_size_bytes')?.samples).to.equal(limits.metricTopicsMax)
    expect(text).to.match(/^sluice_topics_left_out 3$/m)
    expect(metrics.totals().records_in_total).to.equal(many)
  })
})

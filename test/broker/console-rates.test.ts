// Rates of topics and partitions from looks at made-up logs, at made-up times.
import { expect } from 'chai'
import { TopicRates } from '../../broker/console/topic-rates.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import { TopicTraffic } from '../../storage/topic-traffic.ts'

class TestTopic {
  readonly traffic = new TopicTraffic()
  readonly logs = [{ visibleOffset: 0 }, { visibleOffset: 0 }]

  append(partition: number, records: number): void {
    this.traffic.appended(1, records, records * 100)
    const log = this.logs[partition]
    if (log !== undefined) log.visibleOffset += records
  }
}

describe('console: rates', () => {
  const unknown = { inPerSecond: null, inBytesPerSecond: null }
  const all: TestTopic[] = []
  const rates = new TopicRates({ topics: () => all } as unknown as Store)
  const of = (topic: TestTopic) => rates.ofTopic(topic as unknown as Topic)
  const [first, second] = [new TestTopic(), new TestTopic()]

  it('are not known before the second look, and not 0', () => {
    all.push(first)
    first.append(0, 1_000_000)
    rates.look(0)
    expect([of(first), rates.ofAll()]).to.deep.equal([unknown, unknown])
    rates.look(1_000) // too early: no look
    expect(of(first)).to.deep.equal(unknown)
    rates.look(2_000)
    expect(of(first)).to.deep.equal({ inPerSecond: 0, inBytesPerSecond: 0 })
  })

  it('are of the last ten seconds or so', () => {
    first.append(1, 200)
    rates.look(4_000)
    expect(of(first)).to.deep.equal({ inPerSecond: 50, inBytesPerSecond: 5_000 })
    expect(rates.ofPartition(first as unknown as Topic, 1)).to.equal(50)
    expect(rates.ofPartition(first as unknown as Topic, 0)).to.equal(0)
    expect(rates.ofPartition(first as unknown as Topic, 2)).to.equal(null)
    rates.look(12_000)
    expect(of(first).inPerSecond).to.equal(0)
  })

  it('of all topics: a new one counts from its first look, and one that goes takes nothing away', () => {
    all.push(second)
    second.append(0, 80)
    rates.look(14_000)
    expect(of(second)).to.deep.equal(unknown)
    expect(rates.ofAll().inPerSecond).to.equal(8)
    all.splice(0, 1)
    second.append(0, 40)
    rates.look(16_000)
    expect(rates.ofAll().inPerSecond).to.equal(10)
    expect(of(first)).to.deep.equal(unknown)
  })

  it('cost the same however many topics there are', () => {
    const many = Array.from({ length: 5_000 }, () => new TestTopic())
    let asked = 0
    const counted = { topics: () => (asked++, many) } as unknown as Store
    const ofMany = new TopicRates(counted)
    ofMany.look(0)
    ofMany.look(10_000)
    ofMany.ofAll()
    ofMany.ofTopic(many[4_999] as unknown as Topic)
    expect(asked).to.equal(2)
  })
})

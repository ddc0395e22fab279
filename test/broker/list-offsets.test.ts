import { expect } from 'chai'
import { encodeBatch } from '../../protocol/batch.ts'
import { OffsetKind, type OffsetQueryInit } from '../../protocol/messages.ts'
import { brokerOf, createTopic, expectFailure, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

describe('broker: list offsets', () => {
  const broker = brokerOf()
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())

  async function ask(...queries: OffsetQueryInit[]) {
    const { response } = await peer.call({ listOffsets: { queries } })
    return response.listOffsets?.answers ?? []
  }

  it('answers earliest, latest and the batch of a time, in request order', async () => {
    const topicId = await createTopic(peer, 'times')
    const at = (timestamp: number) =>
      encodeBatch([
        { value: 'a', timestamp },
        { value: 'b', timestamp: timestamp + 5 },
      ])
    for (const timestamp of [1_000, 2_000, 3_000]) await produce(peer, topicId, at(timestamp))
    await peer.call({
      deleteRecords: { topic: { id: topicId }, partitions: [{ partition: 0, beforeOffset: 1 }] },
    })
    const time = (timestampMs: number) => ({ topicId, partition: 0, kind: OffsetKind.AT_TIME, timestampMs })
    const answers = await ask(
      { topicId, partition: 0, kind: OffsetKind.LATEST },
      { topicId, partition: 0, kind: OffsetKind.EARLIEST },
      time(2_000),
      time(2_005),
      time(2_006),
      time(3_006),
    )
    expect(answers.map(({ offset, found }) => [offset, found])).to.deep.equal([
      [6, true],
      [1, true],
      [2, true],
      [2, true],
      [4, true],
      [6, false],
    ])
  })

  it('answers for an empty log, and refuses by query', async () => {
    const topicId = await createTopic(peer, 'empty')
    const [latest, time, partition, topic] = await ask(
      { topicId, partition: 0, kind: OffsetKind.LATEST },
      { topicId, partition: 0, kind: OffsetKind.AT_TIME, timestampMs: 0 },
      { topicId, partition: 3, kind: OffsetKind.LATEST },
      { topicId: Buffer.alloc(16), partition: 0, kind: OffsetKind.LATEST },
    )
    expect(latest).to.include({ offset: 0 })
    expect(time).to.include({ offset: 0, found: false })
    expectFailure(partition?.failure, 'UNKNOWN_PARTITION')
    expectFailure(topic?.failure, 'UNKNOWN_TOPIC_ID')
  })
})

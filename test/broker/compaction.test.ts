// Answers that are on their way when their file is compacted: they leave as they were, to the last byte.
import { expect } from 'chai'
import { setTimeout as wait } from 'node:timers/promises'
import { encodeBatch } from '../../protocol/batch.ts'
import { brokerOf, createTopic, expectNoFailure, fetch, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const MIB = 1 << 20
const ANSWERS = 6 // of 6 MiB each: more than sockets hold

describe('broker: compaction', function () {
  this.timeout(30_000)
  const broker = brokerOf()

  it('sends to its end what a slow reader asked for before', async () => {
    const peer = await RawPeer.hello(broker().address)
    const id = await createTopic(peer, 'slow', 1, { 'segment.bytes': '7MiB' })
    const value = Buffer.alloc(MIB / 2, 'v')
    for (let i = 0; i < 16; i++) await produce(peer, id, encodeBatch([{ key: `k${i % 2}`, value }]))
    const partitions = [{ topicId: id, partition: 0, offset: 0, maxBytes: 6 * MIB }]
    const request = { fetch: { maxBytes: 8 * MIB, partitions } }
    const slow = await RawPeer.hello(broker().address)
    const { payload: before } = await slow.call(request)
    expect(before.length).to.be.greaterThan(5 * MIB)
    slow.socket.pause()
    for (let i = 0; i < ANSWERS; i++) slow.post({ requestId: 100 + i, ...request })
    await wait(300)

    const set = [{ key: 'cleanup.policy', value: 'compact' }]
    const altered = await peer.call({ alterTopic: { topic: { name: 'slow' }, set } })
    expectNoFailure(altered.response.failure)
    const sizeBytes = async () => {
      const { response } = await peer.call({ describeTopics: { topics: [{ name: 'slow' }] } })
      return response.describeTopics?.topics[0]?.partitions[0]?.sizeBytes ?? 0
    }
    while ((await sizeBytes()) > 3 * MIB) await wait(50)
    const { response } = await peer.call({ metadata: { names: ['slow'] } })
    expect(response.metadata?.topics[0]?.compacted).to.equal(true)
    const after = await fetch(peer, id, { offset: 0, maxBytes: 6 * MIB })
    expect(after.payload.length).to.be.below(MIB)

    slow.socket.resume()
    const answers = await slow.received(2 + ANSWERS)
    for (const { payload } of answers.slice(2)) expect(payload.equals(before)).to.equal(true)
    await Promise.all([slow.close(), peer.close()])
  })
})

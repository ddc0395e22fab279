import { expect } from 'chai'
import { decodeBatch, encodeBatch } from '../../protocol/batch.ts'
import { Acks } from '../../protocol/messages.ts'
import { batchOf, brokerOf, createTopic, expectFailure, expectNoFailure, fetch, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const values = (payload: Buffer) => decodeBatch(payload).map((record) => String(record.value))

describe('broker: produce and fetch', () => {
  const broker = brokerOf()
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())

  for (const durability of ['disk', 'memory']) {
    for (const acks of [Acks.ALL, Acks.LEADER] as const) {
      it(`stores with acks=${acks} on a ${durability} topic and gives the same bytes back`, async () => {
        const id = await createTopic(peer, `round-${durability}-${acks}`, 1, { durability })
        const first = await produce(peer, id, batchOf('a', 'b'), { acks })
        expectNoFailure(first.failure)
        expect(first).to.include({ baseOffset: 0, appendedOffset: 2, duplicate: false })
        if (acks === Acks.ALL && durability === 'disk') expect(first.durableOffset).to.equal(2)
        const second = await produce(peer, id, batchOf('c'), { acks: Acks.ALL })
        expect(second).to.include({ baseOffset: 2, appendedOffset: 3 })
        const { result, payload } = await fetch(peer, id, { offset: 0 })
        expectNoFailure(result.failure)
        expect(result).to.include({ payloadBytes: payload.length, visibleOffset: 3, logEndOffset: 3 })
        expect(values(payload)).to.deep.equal(['a', 'b'])
        const rest = payload.subarray(batchOf('a', 'b').length)
        expect(values(Buffer.from(rest))).to.deep.equal(['c'])
      })
    }
  }

  it('never answers acks=none, and stores', async () => {
    const id = await createTopic(peer, 'none')
    const lone = await RawPeer.hello(broker().address)
    const payload = batchOf('quiet')
    const partitions = [{ topicId: id, partition: 0, payloadBytes: payload.length }]
    lone.post({ requestId: 50, produce: { acks: Acks.NONE, partitions } }, payload)
    lone.post(
      { requestId: 51, produce: { acks: Acks.NONE, partitions: [{ ...partitions[0], payloadBytes: 1 }] } },
      payload,
    )
    const { payload: got } = await fetch(lone, id, {}, { maxWaitMs: 10_000, minBytes: 1 })
    expect(values(got)).to.deep.equal(['quiet'])
    expect(lone.answers.map(({ response }) => response.requestId)).to.not.include.members([50])
    expect(lone.answers.map(({ response }) => response.requestId)).to.not.include.members([51])
    await lone.close()
  })

  it('splits the payload among partitions and answers each by itself, in request order', async () => {
    const id = await createTopic(peer, 'split', 3)
    const [a, b] = [batchOf('to 2'), batchOf('to nobody')]
    const partitions = [
      { topicId: id, partition: 2, payloadBytes: a.length },
      { topicId: id, partition: 9, payloadBytes: b.length },
      { topicId: id, partition: 0, payloadBytes: a.length },
    ]
    const { response } = await peer.call({ produce: { partitions } }, Buffer.concat([a, b, a]))
    const results = response.produce?.results ?? []
    expect(results.map((result) => result.partition)).to.deep.equal([2, 9, 0])
    expectNoFailure(results[0]?.failure ?? null)
    expectFailure(results[1]?.failure, 'UNKNOWN_PARTITION')
    expectNoFailure(results[2]?.failure ?? null)
    const wishes = [2, 1, 0].map((partition) => ({ topicId: id, partition, offset: 0, maxBytes: 1 << 20 }))
    const fetched = await peer.call({ fetch: { maxBytes: 1 << 20, partitions: wishes } })
    const sizes = fetched.response.fetch?.results.map((result) => result.payloadBytes)
    expect(sizes).to.deep.equal([a.length, 0, a.length])
  })

  it('appends nothing where the shares do not add up to the payload', async () => {
    const id = await createTopic(peer, 'shares', 2)
    const payload = batchOf('x')
    for (const bytes of [payload.length - 1, payload.length + 1, 0]) {
      const partitions = [{ topicId: id, partition: 0, payloadBytes: bytes }]
      const { response } = await peer.call({ produce: { partitions } }, payload)
      expectFailure(response.failure, 'INVALID_REQUEST')
    }
    const { result } = await fetch(peer, id)
    expect(result.logEndOffset).to.equal(0)
  })

  it('gives a repeated batch its first offsets', async () => {
    const id = await createTopic(peer, 'repeat')
    const { response } = await peer.call({ initProducerId: {} })
    const producerId = response.initProducerId?.producerId as number
    const batch = encodeBatch([{ value: 'once' }], { producerId, producerEpoch: 0, baseSequence: 0 })
    const first = await produce(peer, id, batch)
    const again = await produce(peer, id, batch)
    expectNoFailure(again.failure)
    expect(again).to.include({ baseOffset: first.baseOffset, duplicate: true })
    expect((await fetch(peer, id)).result.logEndOffset).to.equal(1)
    const next = await peer.call({ initProducerId: { hasPrevious: true, producerId, producerEpoch: 0 } })
    expect(next.response.initProducerId).to.deep.include({ producerId, producerEpoch: 1 })
    const used = await peer.call({ initProducerId: { hasPrevious: true, producerId, producerEpoch: 32_767 } })
    expect(used.response.initProducerId?.producerId).to.not.equal(producerId)
  })

  it('sends at least one batch, and otherwise keeps to the limits', async () => {
    const id = await createTopic(peer, 'limits', 2)
    const big = batchOf('x'.repeat(10_000))
    for (const partition of [0, 0, 1]) await produce(peer, id, big, { partition })
    const one = await fetch(peer, id, { maxBytes: 1 })
    expect(one.payload.length).to.equal(big.length)
    const wishes = [0, 1].map((partition) => ({ topicId: id, partition, offset: 0, maxBytes: 1 << 20 }))
    const { response } = await peer.call({ fetch: { maxBytes: big.length + 10, partitions: wishes } })
    expect(response.fetch?.results.map((result) => result.payloadBytes)).to.deep.equal([big.length, 0])
    const empty = await fetch(peer, id, { offset: 2 })
    expect(empty.payload.length).to.equal(0)
  })

  it('starts at the batch that holds the offset', async () => {
    const id = await createTopic(peer, 'inside')
    await produce(peer, id, batchOf('0', '1', '2'))
    await produce(peer, id, batchOf('3'))
    const { payload } = await fetch(peer, id, { offset: 1 })
    expect(values(payload)).to.deep.equal(['0', '1', '2'])
  })

  it('tells the range when the offset is outside it', async () => {
    const id = await createTopic(peer, 'range')
    await produce(peer, id, batchOf('0', '1', '2'))
    await peer.call({ deleteRecords: { topic: { id }, partitions: [{ partition: 0, beforeOffset: 1 }] } })
    for (const offset of [0, 4, 1_000]) {
      const { result } = await fetch(peer, id, { offset }, { maxWaitMs: 10_000, minBytes: 1 })
      const failure = expectFailure(result.failure, 'OFFSET_OUT_OF_RANGE')
      expect(failure).to.include({ logStartOffset: 1, visibleOffset: 3 })
    }
  })

  it('says where the log went another way', async () => {
    const id = await createTopic(peer, 'diverged')
    await produce(peer, id, batchOf('0'))
    const fine = await fetch(peer, id, { offset: 1, hasLastEpoch: true, lastEpoch: 1 })
    expectNoFailure(fine.result.failure)
    const { result } = await fetch(peer, id, { offset: 5, hasLastEpoch: true, lastEpoch: 1 })
    expect(expectFailure(result.failure, 'LOG_TRUNCATED').divergingOffset).to.equal(1)
    const other = await fetch(peer, id, { offset: 5, hasLastEpoch: true, lastEpoch: 99 })
    expect(expectFailure(other.result.failure, 'LOG_TRUNCATED').divergingOffset).to.equal(1)
  })
})

describe('broker: long poll', () => {
  const broker = brokerOf()
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())

  it('answers at once with what is there, and waits for the deadline where nothing is', async () => {
    const id = await createTopic(peer, 'deadline')
    const begun = performance.now()
    const { payload } = await fetch(peer, id, {}, { maxWaitMs: 60, minBytes: 1 })
    expect(payload.length).to.equal(0)
    expect(performance.now() - begun).to.be.greaterThan(50)
  })

  it('wakes by an append and answers others meanwhile', async () => {
    const id = await createTopic(peer, 'wakes', 2)
    const wishes = [0, 1].map((partition) => ({ topicId: id, partition, offset: 0, maxBytes: 1 << 20 }))
    const polled = peer.call({
      fetch: { maxWaitMs: 30_000, minBytes: 1, maxBytes: 1 << 20, partitions: wishes },
    })
    const { response } = await peer.call({ metadata: { names: ['wakes'] } })
    expect(response.metadata?.topics[0]?.name).to.equal('wakes')
    const begun = performance.now()
    await produce(peer, id, batchOf('up'), { partition: 1 })
    const { payload } = await polled
    expect(values(payload)).to.deep.equal(['up'])
    expect(performance.now() - begun).to.be.lessThan(5_000)
  })

  it('waits until min_bytes are there', async () => {
    const id = await createTopic(peer, 'several')
    const batch = batchOf('x'.repeat(1_000))
    const polled = fetch(peer, id, {}, { maxWaitMs: 30_000, minBytes: 2 * batch.length })
    let answered = false
    void polled.then(() => {
      answered = true
    })
    await produce(peer, id, batch)
    await peer.call({ metadata: { names: ['several'] } })
    expect(answered).to.equal(false)
    await produce(peer, id, batch)
    expect((await polled).payload.length).to.equal(2 * batch.length)
  })

  it('fails with UNKNOWN_TOPIC_ID when the topic is deleted meanwhile', async () => {
    const id = await createTopic(peer, 'doomed')
    const polled = fetch(peer, id, {}, { maxWaitMs: 30_000, minBytes: 1 })
    await peer.call({ deleteTopics: { topics: [{ name: 'doomed' }] } })
    expectFailure((await polled).result.failure, 'UNKNOWN_TOPIC_ID')
  })

  it('answers in request order where Hello asked for it', async () => {
    const ordered = await RawPeer.hello(broker().address, { inOrder: true })
    const id = await createTopic(ordered, 'ordered')
    const before = ordered.answers.length
    const partitions = [{ topicId: id, partition: 0, offset: 0, maxBytes: 1_000 }]
    ordered.post({ requestId: 101, fetch: { maxWaitMs: 80, minBytes: 1, maxBytes: 1_000, partitions } })
    ordered.post({ requestId: 102, metadata: { names: ['ordered'] } })
    ordered.post({ requestId: 103, metadata: { names: ['ordered'] } })
    const answers = await ordered.received(before + 3)
    expect(answers.slice(before).map(({ response }) => response.requestId)).to.deep.equal([101, 102, 103])
    await ordered.close()
  })
})

import { expect } from 'chai'
import type { NewTopicInit, TopicMetadata } from '../../protocol/messages.ts'
import { batchOf, brokerOf, createTopic, expectFailure, expectNoFailure, fetch, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

describe('broker: topics', () => {
  const broker = brokerOf({
    settings: { 'topics.autoCreate': 'false', 'topics.max': '30', 'partitions.max': '60' },
  })
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())

  async function create(topics: NewTopicInit[], rest: { validateOnly?: boolean; ifMissing?: boolean } = {}) {
    const { response } = await peer.call({ createTopics: { topics, ...rest } })
    return (response.createTopics?.topics ?? []) as TopicMetadata[]
  }

  async function names(): Promise<string[]> {
    const { response } = await peer.call({ metadata: { all: true } })
    return (response.metadata?.topics ?? []).map((topic) => topic.name)
  }

  it('creates topics and finds them by name and by id', async () => {
    const [made] = await create([{ name: 'orders', partitions: 3 }])
    expectNoFailure(made?.failure ?? null)
    expect(made?.partitions.map(({ partition }) => partition)).to.deep.equal([0, 1, 2])
    expect(made).to.include({ name: 'orders', durable: true, compacted: false, messageBytesMax: 1024 * 1024 })
    const id = Buffer.from(made?.id as Uint8Array)
    expect(id.length).to.equal(16)
    const { response } = await peer.call({
      metadata: { names: ['nothing', 'orders'], ids: [id, Buffer.alloc(16), id.subarray(1)] },
    })
    const [missing, byName, byId, unknown, short] = response.metadata?.topics ?? []
    expect(expectFailure(missing?.failure, 'UNKNOWN_TOPIC').message).to.include('"nothing"')
    expect(Buffer.from(byName?.id as Uint8Array).equals(id)).to.equal(true)
    expect(byId?.name).to.equal('orders')
    expectFailure(unknown?.failure, 'UNKNOWN_TOPIC_ID')
    expectFailure(short?.failure, 'UNKNOWN_TOPIC_ID')
  })

  it('refuses names that are none, each by itself', async () => {
    const bad = ['', '.', '..', 'a/b', '../etc', 'x'.repeat(250), 'sp ace', 'ünï', 'nul\0']
    const answers = await create([...bad.map((name) => ({ name })), { name: 'x'.repeat(249) }])
    for (const answer of answers.slice(0, -1)) expectFailure(answer.failure, 'INVALID_TOPIC_NAME')
    expectNoFailure(answers.at(-1)?.failure ?? null)
    await peer.call({ deleteTopics: { topics: [{ name: 'x'.repeat(249) }] } })
  })

  it('refuses a name that differs only in case, also from one that is being made', async () => {
    await create([{ name: 'Case' }])
    const [lower, same] = await create([{ name: 'case' }, { name: 'Case' }])
    expect(expectFailure(lower?.failure, 'TOPIC_EXISTS').message).to.include('Case').and.include('case')
    expectFailure(same?.failure, 'TOPIC_EXISTS')
    const both = await create([{ name: 'Twin' }, { name: 'twin' }])
    expectNoFailure(both[0]?.failure ?? null)
    expectFailure(both[1]?.failure, 'TOPIC_EXISTS')
  })

  it('takes an existing topic for an answer with if_missing', async () => {
    const [first, again] = await create([{ name: 'maybe' }, { name: 'maybe' }], { ifMissing: true })
    expectNoFailure(again?.failure ?? null)
    expect(Buffer.from(again?.id as Uint8Array).equals(Buffer.from(first?.id as Uint8Array))).to.equal(true)
  })

  it('makes nothing with validate_only', async () => {
    const [fine, bad] = await create(
      [{ name: 'thought' }, { name: 'thought2', settings: [{ key: 'no.such', value: '1' }] }],
      {
        validateOnly: true,
      },
    )
    expectNoFailure(fine?.failure ?? null)
    expectFailure(bad?.failure, 'INVALID_SETTING')
    expect(await names()).to.not.include('thought')
  })

  it('holds settings and partitions to their limits', async () => {
    const cases: [NewTopicInit, 'INVALID_SETTING' | 'INVALID_PARTITIONS'][] = [
      [{ name: 'bad', settings: [{ key: 'retention.sm', value: '1d' }] }, 'INVALID_SETTING'],
      [{ name: 'bad', settings: [{ key: 'retention.ms', value: 'soon' }] }, 'INVALID_SETTING'],
      [{ name: 'bad', settings: [{ key: 'max.message.bytes', value: '1TiB' }] }, 'INVALID_SETTING'],
      [
        {
          name: 'bad',
          settings: [
            { key: 'retention.ms', value: '1d' },
            { key: 'retention.ms', value: '2d' },
          ],
        },
        'INVALID_SETTING',
      ],
      [{ name: 'bad', partitions: 61 }, 'INVALID_PARTITIONS'],
      [{ name: 'bad', partitions: 4_000_000_000 }, 'INVALID_PARTITIONS'],
    ]
    for (const [topic, code] of cases) expectFailure((await create([topic]))[0]?.failure, code)
    const [wide] = await create([{ name: 'wide', partitions: 59 }])
    expectFailure(wide?.failure, 'TOPIC_LIMIT')
    const many = await create(Array.from({ length: 40 }, (_, i) => ({ name: `many-${i}` })))
    expectFailure(many.at(-1)?.failure, 'TOPIC_LIMIT')
    expect(await names()).to.have.length(30)
    await peer.call({ deleteTopics: { topics: many.map(({ name }) => ({ name })) } })
    expect((await names()).some((name) => name.startsWith('many-'))).to.equal(false)
  })

  it('describes and alters', async () => {
    const id = await createTopic(peer, 'tuned', 1, { 'retention.ms': '1d' })
    await produce(peer, id, batchOf('a', 'b'))
    const altered = await peer.call({
      alterTopic: {
        topic: { name: 'tuned' },
        set: [{ key: 'max.message.bytes', value: '2MiB' }],
        reset: ['retention.ms'],
        partitions: 2,
      },
    })
    const topic = altered.response.alterTopic?.topic
    const setting = (key: string) => topic?.settings.find((one) => one.key === key)
    expect(setting('max.message.bytes')).to.deep.include({ value: '2MiB', isDefault: false })
    expect(setting('retention.ms')).to.deep.include({ value: '7d', isDefault: true })
    expect(topic?.partitions).to.have.length(2)
    const { response } = await peer.call({ describeTopics: { topics: [{ id }, { name: 'absent' }] } })
    const [described, absent] = response.describeTopics?.topics ?? []
    expect(described?.partitions[0]).to.deep.include({
      logStartOffset: 0,
      logEndOffset: 2,
      visibleOffset: 2,
      state: 'open',
    })
    expectFailure(absent?.failure, 'UNKNOWN_TOPIC')
    await produce(peer, id, batchOf('to the new one'), { partition: 1 })
    expect((await fetch(peer, id, { partition: 1 })).result.logEndOffset).to.equal(1)
  })

  it('alters nothing where it cannot alter everything', async () => {
    await createTopic(peer, 'firm', 2)
    const refusals = [
      {
        set: [
          { key: 'durability', value: 'memory' },
          { key: 'nope', value: '1' },
        ],
      },
      { set: [{ key: 'durability', value: 'memory' }], reset: ['durability'] },
    ]
    for (const change of refusals) {
      const { response } = await peer.call({ alterTopic: { topic: { name: 'firm' }, ...change } })
      expectFailure(response.failure, 'INVALID_SETTING')
    }
    for (const partitions of [1, 61]) {
      const { response } = await peer.call({ alterTopic: { topic: { name: 'firm' }, partitions } })
      expectFailure(response.failure, 'INVALID_PARTITIONS')
    }
    const missing = await peer.call({ alterTopic: { topic: { name: 'nobody' } } })
    expectFailure(missing.response.failure, 'UNKNOWN_TOPIC')
    expectFailure((await peer.call({ alterTopic: {} })).response.failure, 'INVALID_REQUEST')
    const { response } = await peer.call({ describeTopics: { topics: [{ name: 'firm' }] } })
    const durability = response.describeTopics?.topics[0]?.settings.find(({ key }) => key === 'durability')
    expect(durability).to.deep.include({ value: 'disk', isDefault: true })
  })

  it('gives a topic that was made again a new id, and its old id nobody', async () => {
    const old = await createTopic(peer, 'phoenix')
    await produce(peer, old, batchOf('before'))
    const gone = await peer.call({ deleteTopics: { topics: [{ name: 'phoenix' }, { name: 'phoenix-not' }] } })
    const [deleted, absent] = gone.response.deleteTopics?.topics ?? []
    expectNoFailure(deleted?.failure ?? null)
    expectFailure(absent?.failure, 'UNKNOWN_TOPIC')
    const fresh = await createTopic(peer, 'phoenix')
    expectFailure((await produce(peer, old, batchOf('late'))).failure, 'UNKNOWN_TOPIC_ID')
    expectFailure((await fetch(peer, old)).result.failure, 'UNKNOWN_TOPIC_ID')
    expect((await produce(peer, fresh, batchOf('after'))).baseOffset).to.equal(0)
  })

  it('does not create topics by accident', async () => {
    const { response } = await peer.call({ metadata: { names: ['typo'], create: true } })
    expectFailure(response.metadata?.topics[0]?.failure, 'UNKNOWN_TOPIC')
  })

  it('deletes records below an offset, and no further than the visible end', async () => {
    const id = await createTopic(peer, 'shorter')
    for (let i = 0; i < 3; i++) await produce(peer, id, batchOf('x'))
    const partitions = [
      { partition: 0, beforeOffset: 2 },
      { partition: 0, beforeOffset: 9 },
      { partition: 7, beforeOffset: 1 },
    ]
    const { response } = await peer.call({ deleteRecords: { topic: { id }, partitions } })
    const [moved, beyond, unknown] = response.deleteRecords?.partitions ?? []
    expect(moved).to.include({ logStartOffset: 2 })
    expect(expectFailure(beyond?.failure, 'OFFSET_OUT_OF_RANGE')).to.include({ visibleOffset: 3 })
    expectFailure(unknown?.failure, 'UNKNOWN_PARTITION')
  })
})

describe('broker: topics on first use', () => {
  const broker = brokerOf()

  it('creates a topic once, however many ask', async () => {
    const peers = await Promise.all(Array.from({ length: 5 }, () => RawPeer.hello(broker().address)))
    const ask = { metadata: { names: ['wanted', 'bad/name'], create: true } }
    const answers = await Promise.all(peers.map((peer) => peer.call(ask)))
    const ids = answers.map(({ response }) =>
      Buffer.from(response.metadata?.topics[0]?.id as Uint8Array).toString('hex'),
    )
    expect(new Set(ids).size).to.equal(1)
    expect(ids[0]).to.have.length(32)
    for (const { response } of answers)
      expectFailure(response.metadata?.topics[1]?.failure, 'INVALID_TOPIC_NAME')
    await Promise.all(peers.map((peer) => peer.close()))
  })
})

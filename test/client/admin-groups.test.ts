// client.admin.groups against the real broker, in this process. Members are made by requests of their own, so that nothing of
// the consumer stands between.
import { expect } from 'chai'
import { randomUUID } from 'node:crypto'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { Dialer } from '../../client/connection/dialer.ts'
import { type Client, connect, type ResetRow, type ResetSpec, type SluiceError } from '../../client/index.ts'
import { Lane } from '../../client/connection/lane.ts'
import { Deadline } from '../../client/connection/retry.ts'

async function failure(promise: Promise<unknown>): Promise<SluiceError> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: SluiceError) => error,
  )
}

const places = (rows: readonly ResetRow[]) =>
  rows.map(({ topic, partition, before, after, clamped }) => [topic, partition, before, after, clamped])

describe('client/admin-groups', function () {
  this.timeout(20_000)
  let broker: RunningBroker
  let client: Client
  let lane: Lane

  before(async () => {
    broker = await startBroker()
    client = connect({ brokers: [broker.address] })
    const dialer = new Dialer({ brokers: [broker.address], clientId: 'raw', connectTimeoutMs: 5_000 })
    lane = new Lane(dialer, { requestTimeoutMs: 5_000 })
    await client.admin.topics.create('orders', { partitions: 3 })
    const producer = client.producer({ lingerMs: 0 })
    // One batch, so that its records lie behind the offset the broker can name, and the log starts inside it.
    const records = Array.from({ length: 100 }, (_, i) => ({ value: `${i}`, timestamp: 1_000_000 + i * 10 }))
    await producer.sendBatch(
      'orders',
      records.map((record) => ({ ...record, partition: 0 })),
    )
    await producer.send('orders', { value: 'x', partition: 1, timestamp: 1_000_000 })
    await client.admin.records.deleteBefore('orders', [{ partition: 0, offset: 10 }])
  })
  after(async () => {
    lane?.close()
    await client?.close()
    await broker?.close()
  })

  const call = (body: Parameters<Lane['call']>[0]) => lane.call(body, new Deadline(5_000))

  /** A group of this name that has committed 50 in orders/0. */
  async function committed(name: string): Promise<string> {
    await client.admin.groups.resetOffsets(
      name,
      { to: { offset: 50 }, topics: [{ topic: 'orders', partitions: [0] }] },
      { create: true },
    )
    return name
  }

  async function join(group: string, clientTopics = ['orders']): Promise<string> {
    const memberId = randomUUID()
    const joinGroup = {
      group,
      memberId,
      topics: clientTopics,
      sessionTimeoutMs: 30_000,
      maxProcessingMs: 30_000,
    }
    await call({ joinGroup })
    return memberId
  }

  it('lists and describes; what is not committed is undefined, not 0', async () => {
    const group = await committed('described')
    const memberId = await join(group)
    await call({ syncGroup: { group, memberId, held: [], maxWaitMs: 2_000 } })
    const listed = (await client.admin.groups.list()).find(({ name }) => name === group)
    expect(listed).to.deep.include({ members: 1, topics: 1 })
    const described = await client.admin.groups.describe(group)
    expect(described.partitions.map((at) => [at.partition, at.committed, at.lag, at.logStart])).to.deep.equal(
      [
        [0, 50, 50, 10],
        [1, undefined, undefined, 0],
        [2, undefined, undefined, 0],
      ],
    )
    expect(described.partitions[0]!.committedMs).to.be.closeTo(Date.now(), 10_000)
    expect(new Set(described.partitions.map(({ owner }) => owner))).to.deep.equal(new Set([memberId]))
    expect(described.members).to.have.length(1)
    expect(described.members[0]).to.deep.include({ memberId, clientId: 'raw', instanceId: undefined })
    expect(described.members[0]!.assigned).to.deep.equal(
      [0, 1, 2].map((partition) => ({ topic: 'orders', partition })),
    )
    const [one] = await client.admin.groups.offsets(group)
    expect(one).to.deep.include({ topic: 'orders', partition: 0, offset: 50 })
    const several = await client.admin.groups.describe([group, await committed('another'), group])
    expect(several.map(({ name }) => name)).to.deep.equal([group, 'another', group])
  })

  const resets: [string, ResetSpec, unknown[]][] = [
    ['earliest', { to: 'earliest' }, [['orders', 0, 50, 10, undefined]]],
    ['latest', { to: 'latest' }, [['orders', 0, 50, 100, undefined]]],
    ['offset', { to: { offset: 42 } }, [['orders', 0, 50, 42, undefined]]],
    ['offset below', { to: { offset: 4 } }, [['orders', 0, 50, 10, 'start']]],
    ['offset beyond', { to: { offset: 4_000 } }, [['orders', 0, 50, 100, 'end']]],
    ['shift on', { to: { shiftBy: 5 } }, [['orders', 0, 50, 55, undefined]]],
    ['shift back', { to: { shiftBy: -5 } }, [['orders', 0, 50, 45, undefined]]],
    ['shift below', { to: { shiftBy: -41 } }, [['orders', 0, 50, 10, 'start']]],
    ['shift beyond', { to: { shiftBy: 51 } }, [['orders', 0, 50, 100, 'end']]],
    ['time', { to: { timestamp: 1_000_301 } }, [['orders', 0, 50, 31, undefined]]],
    ['time before all', { to: { timestamp: 0 } }, [['orders', 0, 50, 10, undefined]]],
    ['time after all', { to: { timestamp: 2_000_000 } }, [['orders', 0, 50, 100, 'end']]],
    [
      'a topic as a whole, new partitions of it too',
      { to: { offset: 1 }, topics: ['orders'] },
      [
        ['orders', 0, 50, 10, 'start'],
        ['orders', 1, undefined, 1, undefined],
        ['orders', 2, undefined, 0, 'end'],
      ],
    ],
    [
      'a shift of a topic moves what there is to move',
      { to: { shiftBy: 1 }, topics: ['orders'] },
      [['orders', 0, 50, 51, undefined]],
    ],
    [
      'some partitions, named twice',
      {
        to: 'latest',
        topics: [
          { topic: 'orders', partitions: [1] },
          { topic: 'orders', partitions: [1, 2] },
        ],
      },
      [
        ['orders', 1, undefined, 1, undefined],
        ['orders', 2, undefined, 0, undefined],
      ],
    ],
  ]
  for (const [name, spec, wanted] of resets) {
    it(`resets: ${name}; a dry run changes nothing, the rows shown are what is committed`, async () => {
      const group = await committed(`reset ${name}`.replaceAll(/\W/g, '-'))
      const rows = await client.admin.groups.resetOffsets(group, spec, { dryRun: true })
      expect(places(rows)).to.deep.equal(wanted)
      const before = await client.admin.groups.offsets(group)
      expect(before.map(({ partition, offset }) => [partition, offset])).to.deep.equal([[0, 50]])
      await client.admin.groups.commitReset(group, rows)
      const after = new Map((await client.admin.groups.offsets(group)).map((at) => [at.partition, at.offset]))
      for (const row of rows) expect(after.get(row.partition), String(row.partition)).to.equal(row.after)
      expect(after.size).to.equal(new Set([0, ...rows.map((row) => row.partition)]).size)
    })
  }

  it('refuses while members are alive, and names them; a dry run too', async () => {
    const group = await committed('alive')
    const members = [await join(group), await join(group), await join(group), await join(group)]
    for (const dryRun of [true, false]) {
      const error = await failure(client.admin.groups.resetOffsets(group, { to: 'earliest' }, { dryRun }))
      expect([error.code, error.retriable]).to.deep.equal(['GROUP_NOT_EMPTY', false])
      expect(error.message).to.include("group 'alive' has 4 members: ").and.to.include(' and 1 more')
      expect(error.details?.members).to.have.members(members)
    }
    expect((await failure(client.admin.groups.delete(group))).message).to.include('4 members')
    expect((await client.admin.groups.offsets(group)).map(({ offset }) => offset)).to.deep.equal([50])
  })

  it('a member that joins between dry run and commit: nothing is committed, and it is named', async () => {
    const group = await committed('race')
    const rows = await client.admin.groups.resetOffsets(group, { to: 'earliest' }, { dryRun: true })
    const memberId = await join(group)
    const error = await failure(client.admin.groups.commitReset(group, rows))
    expect(error.code).to.equal('GROUP_NOT_EMPTY')
    expect(error.message).to.include(memberId)
    expect((await client.admin.groups.offsets(group)).map(({ offset }) => offset)).to.deep.equal([50])
  })

  it('a topic made anew between dry run and commit does not get the offsets of the old one', async () => {
    await client.admin.topics.create('anew')
    const spec: ResetSpec = { to: 'earliest', topics: ['anew'] }
    const rows = await client.admin.groups.resetOffsets('g-anew', spec, { dryRun: true, create: true })
    await client.admin.topics.delete('anew')
    await client.admin.topics.create('anew')
    const error = await failure(client.admin.groups.commitReset('g-anew', rows))
    expect(error.code).to.equal('UNKNOWN_TOPIC_ID')
    expect((await client.admin.groups.list()).map(({ name }) => name)).not.to.include('g-anew')
  })

  it('deletes; what is unknown is told by name, and reading makes nothing', async () => {
    const { groups, topics } = client.admin
    const group = await committed('gone')
    await groups.delete(group)
    const calls = [
      groups.describe(group),
      groups.offsets(group),
      groups.delete(group),
      groups.resetOffsets(group, { to: 'latest' }),
    ]
    for (const call of calls) {
      const error = await failure(call)
      expect([error.code, error.message]).to.deep.equal(['UNKNOWN_GROUP', "there is no group 'gone'"])
    }
    expect((await groups.list()).map(({ name }) => name)).not.to.include(group)
    const reset = groups.resetOffsets(await committed('x'), { to: 'latest', topics: ['nowhere'] })
    expect((await failure(reset)).code).to.equal('UNKNOWN_TOPIC')
    expect((await topics.list()).map(({ name }) => name)).not.to.include('nowhere')
  })

  it('a misspelt option commits nothing: it is refused, with the name that was meant', async () => {
    const misspelt = { dryrun: true } as object
    const reset = client.admin.groups.resetOffsets('g', { to: 'earliest' }, misspelt)
    expect(await reset.catch((error: SluiceError) => `${error.code} ${error.hint}`)).to.equal(
      'INVALID_OPTION did you mean dryRun?',
    )
    const made = client.admin.topics.ensure('t', { numPartitions: 3 } as object)
    expect(((await made.catch((error: SluiceError) => error)) as SluiceError).code).to.equal('INVALID_OPTION')
  })

  it('refuses what is no reset', async () => {
    const group = await committed('wrong')
    const some = (partitions: number[]) => [{ topic: 'orders', partitions }]
    const cases: [unknown, string][] = [
      [{ to: 'committed' }, 'INVALID_ARGUMENT'],
      [{ to: {} }, 'INVALID_ARGUMENT'],
      [{ to: { offset: -1 } }, 'INVALID_ARGUMENT'],
      [{ to: { offset: 1, shiftBy: 1 } }, 'INVALID_ARGUMENT'],
      [{ to: { shiftBy: 0.5 } }, 'INVALID_ARGUMENT'],
      [{ to: 'latest', topics: some([3]) }, 'UNKNOWN_PARTITION'],
      [{ to: { shiftBy: 1 }, topics: some([2]) }, 'NO_COMMITTED_OFFSET'],
      [{ to: 'latest', topics: [] }, 'NO_COMMITTED_OFFSET'],
    ]
    for (const [spec, code] of cases) {
      const error = await failure(client.admin.groups.resetOffsets(group, spec as ResetSpec))
      expect(error.code, JSON.stringify(spec)).to.equal(code)
    }
    const named = await failure(client.admin.groups.describe('no such name'))
    expect(named.code).to.equal('INVALID_GROUP_NAME')
  })
})

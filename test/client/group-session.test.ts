// Sessions of members: blocked loops, stopped processes, static ids, closing. The real broker, members in processes of their own.
import { expect } from 'chai'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBroker } from '../../broker/index.ts'
import { connect, type ConsumerNotice, type SluiceError } from '../../client/index.ts'
import { startBrokerProcess } from '../e2e/broker-process.ts'
import { failure } from './failure.ts'
import { ChildMember, events, History, Scene, until } from './group-fixture.ts'

const short = { sessionTimeoutMs: 1_500 }

describe('client/group: sessions', function () {
  this.timeout(40_000)
  let scene: Scene
  let directory: string
  let blocks = 0
  const children: ChildMember[] = []
  const child = (...given: ConstructorParameters<typeof ChildMember>) => {
    const made = new ChildMember(...given)
    children.push(made)
    return made
  }

  /** Blocks the member's event loop until the function that this answers is called. */
  async function block(member: ChildMember): Promise<() => Promise<void>> {
    const path = join(directory, `go-on-${blocks++}`)
    member.say({ blockUntil: path })
    return () => writeFile(path, '')
  }

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-session-'))
  })
  after(() => rm(directory, { recursive: true }))
  beforeEach(async () => {
    scene = await Scene.start()
  })
  afterEach(async () => {
    for (const each of children.splice(0)) await each.kill()
    await scene.close()
  })

  it('a blocked event loop costs nothing: the group sees it at once, the consumer when it is over', async () => {
    await scene.fill(50)
    const member = child(scene.broker.address, short)
    await until('it reads', () => member.of('record').length === 200)
    const { memberId } = (await scene.describe()).members[0]!
    const fromMs = performance.now()
    const goOn = await block(member)
    const shownFor = async (ms: number) => {
      const { members } = await scene.describe()
      shownMs = members[0]?.blockedMs ?? 0
      return shownMs >= ms
    }
    let shownMs = 0
    await until('the group sees it', () => shownFor(1_000))
    await until('it is blocked for two sessions', () => shownFor(2 * short.sessionTimeoutMs))
    expect(member.of('stalled')).to.deep.equal([]) // it cannot see it itself
    await goOn()
    await until('it breathes again', () => member.of('stalled').length > 0)
    const mostMs = performance.now() - fromMs + 1_000 // its last beat came a quarter of a second before, more where it gets no core
    expect(member.of('stalled')[0]!['ms']).to.be.within(shownMs - 1, mostMs) // both are rounded
    await scene.fill(5)
    await until('it reads on', () => member.of('record').length === 220)
    const { members } = await scene.describe()
    expect(members.map((each) => [each.memberId, each.assigned.length])).to.deep.equal([[memberId, 4]])
    expect(member.of('lost')).to.deep.equal([])
    member.say({ close: true })
    expect(await member.exit()).to.equal(0) // nothing keeps the process alive
    expect((await scene.describe()).members).to.deep.equal([])
  })

  it('who holds on to a record for longer than maxProcessingMs loses its partitions to the others', async () => {
    await scene.fill(10)
    const slow = scene.member({ sessionTimeoutMs: 1_000, maxProcessingMs: 1_000 })
    const lost: number[] = []
    slow.on('lost', (partitions) => lost.push(partitions.length))
    const batches = slow.batches()
    const inHand = (await batches.next()).value!
    const other = scene.member(short)
    const history = new History()
    const reading = history.read('other', other)
    await until('the other has everything', () => history.count() === 40)
    expect(history.faults([10, 10, 10, 10])).to.deep.equal([])
    await until('it is told', () => lost.length > 0)
    const { members } = await scene.describe()
    expect(members.length).to.equal(1) // it comes back when it asks for more, not before
    expect((await failure(inHand.commit())).code).to.equal('PARTITION_NOT_OWNED')
    const told = await failure(slow.commit())
    expect(told).to.include({ code: 'PARTITION_NOT_OWNED', topic: 'events', partition: inHand.partition })
    await slow.commit()
    const next = batches.next()
    await until('it is back', () => slow.assignment.length === 2)
    await scene.fill(1)
    expect((await next).done).to.equal(false)
    await batches.return?.()
    await other.close()
    await reading
  })

  it('slow is not stuck: who asks for more in time keeps its partitions', async () => {
    await scene.fill(20, 1)
    const member = scene.member({ sessionTimeoutMs: 1_000, maxProcessingMs: 1_000 })
    const lost: unknown[] = []
    member.on('lost', (partitions) => lost.push(partitions))
    let count = 0
    for await (const { offset } of member) {
      expect(offset).to.equal(count)
      await sleep(300)
      if (++count === 12) break // one batch all along
    }
    expect(lost).to.deep.equal([])
  })

  it('a process that was stopped gives nothing out until it knows that its partitions are still its own', async () => {
    await scene.fill(200)
    const first = child(scene.broker.address, short)
    first.say({ hold: 2 })
    await until('it reads', () => first.of('record').length > 20)
    first.process.kill('SIGSTOP')
    await sleep(200)
    const before = first.of('record').length
    const history = new History()
    const second = scene.member(short)
    const reading = history.read('second', second, () => sleep(5))
    await until('the other has its partitions', () => second.assignment.length === 4)
    first.process.kill('SIGCONT')
    await until('it is told', () => first.of('lost').length > 0)
    const index = first.told.findIndex(({ kind }) => kind === 'lost')
    const between = first.told.slice(0, index).filter(({ kind }) => kind === 'record').length - before
    expect(between).to.be.at.most(1) // the one whose handler was under way ends; none is begun
    await until('it joins again', () => first.of('assigned').length > 1)
    await second.close()
    await reading
  })

  it('without a thread, keep-alives leave from the event loop, and a notice says so', async () => {
    const member = child(scene.broker.address, short, { SLUICE_TEST_NO_THREADS: '1' })
    await until('it is assigned', () => member.of('assigned').length > 0)
    expect(member.of('notice').map(({ message }) => message)).to.match(/no threads here/)
    await sleep(2_500)
    expect((await scene.describe()).members.length).to.equal(1)
    const goOn = await block(member)
    await until('its session ends', async () => (await scene.describe()).members.length === 0)
    await goOn()
    await until('it is told', () => member.of('lost').length > 0)
  })

  it('two consumers with one static id: the second is told, the first goes on', async () => {
    const first = scene.member({ instanceId: 'one' })
    await first.ready()
    const second = scene.member({ instanceId: 'one' })
    expect((await failure(second.ready())).code).to.equal('INSTANCE_IN_USE')
    const codes: string[] = []
    try {
      for await (const _ of second);
    } catch (error) {
      codes.push((error as SluiceError).code)
    }
    expect(codes).to.deep.equal(['INSTANCE_IN_USE'])
    expect(first.assignment.length).to.equal(4)
  })

  it('a static member comes back to what it had, and nobody else moves', async () => {
    const first = scene.member({ instanceId: 'one' })
    const other = scene.member({ instanceId: 'two' })
    await Promise.all([first.ready(), other.ready()])
    await until('they share', () => first.assignment.length === 2 && other.assignment.length === 2)
    const had = first.assignment.map(({ partition }) => partition).toSorted()
    const moved: unknown[] = []
    other.on('assigned', (partitions) => moved.push(partitions))
    other.on('revoked', (partitions) => moved.push(partitions))
    await first.close()
    await sleep(100)
    const again = scene.member({ instanceId: 'one' })
    await again.ready()
    await until('it is back', () => again.assignment.length === 2)
    expect(again.assignment.map(({ partition }) => partition).toSorted()).to.deep.equal(had)
    expect(moved).to.deep.equal([])
  })

  it('a deleted topic is told once; the others go on', async () => {
    await scene.admin.admin.topics.create('more', { partitions: 2 })
    const member = scene
      .client()
      .consumer({ group: 'g', topics: [events, 'more'] as const, from: 'earliest' })
    await member.ready()
    await scene.admin.admin.topics.delete('more')
    const codes: string[] = []
    const seen: number[] = []
    const read = async () => {
      for await (const { offset } of member) {
        seen.push(offset)
        if (seen.length === 8) return
      }
    }
    const first = await failure(read())
    codes.push(`${first.code} ${first.topic}`)
    await scene.fill(2)
    await read()
    expect(codes).to.deep.equal(['UNKNOWN_TOPIC_ID more'])
    expect(seen.length).to.equal(8)
    expect(member.assignment.length).to.equal(4)
  })
})

describe('client/group: options and closing', function () {
  this.timeout(40_000)
  let scene: Scene

  beforeEach(async () => {
    scene = await Scene.start()
  })
  afterEach(() => scene.close())

  it('refuses what makes no sense, and says what does', () => {
    const made = scene.client()
    const refused = (options: object) => {
      try {
        made.consumer(options as never)
      } catch (error) {
        return `${(error as SluiceError).code} ${(error as SluiceError).message}`
      }
      return 'fine'
    }
    const topics = [events]
    expect(refused({ topics, group: 'a b' })).to.match(/^INVALID_GROUP_NAME/)
    expect(refused({ topics, group: '' })).to.match(/^INVALID_GROUP_NAME/)
    expect(refused({ topics, group: 5 })).to.match(/^INVALID_OPTION.*group is 5/)
    expect(refused({ topics, from: 'committed' })).to.match(/^INVALID_OPTION.*needs a group/)
    expect(refused({ topics, sessionTimeoutMs: 5_000 })).to.match(/sessionTimeoutMs .* needs a group/)
    expect(refused({ topics, commitIntervalMs: 5_000 })).to.match(/commitIntervalMs needs a group/)
    const partitions = [{ topic: events, partition: 0 }]
    expect(refused({ partitions, group: 'g', instanceId: 'i' })).to.match(/instanceId .* topics in place of/)
    expect(refused({ topics, group: 'g', sessionTimeoutMs: 10 })).to.match(/from 1000 to 1800000/)
    expect(refused({ topics, group: 'g', sessionTimeout: 10 })).to.match(/did you mean sessionTimeoutMs\?/)
    expect(refused({ topics: [...topics, events], group: 'g' })).to.match(/names 'events' twice/)
  })

  it('an unknown topic and a consumer without a group say so', async () => {
    const lost = scene.client().consumer({ group: 'g', topics: ['nothing.here!'] })
    expect((await failure(lost.ready())).code).to.be.oneOf(['UNKNOWN_TOPIC', 'INVALID_TOPIC_NAME'])
    const alone = scene.client().consumer({ topics: [events], from: 'earliest' })
    expect((await failure(alone.commit())).code).to.equal('INVALID_ARGUMENT')
    await scene.fill(1)
    for await (const batch of alone.batches()) {
      expect((await failure(batch.commit())).hint).to.match(/group/)
      break
    }
  })

  it('tells when no broker is to be found for unreachableTimeoutMs, and goes on trying', async () => {
    const { address } = scene.broker
    await scene.broker.close()
    const member = scene
      .client({ deliveryTimeoutMs: 1_500 })
      .consumer({ group: 'g', topics: [events], orElse: 'earliest', unreachableTimeoutMs: 300 })
    expect((await failure(member.batches().next())).code).to.equal('CONNECT_FAILED')
    const patient = scene
      .client({ deliveryTimeoutMs: 1_500 })
      .consumer({ group: 'g', topics: [events], orElse: 'earliest' })
    expect((await failure(patient.ready())).code).to.equal('CONNECT_FAILED')
    const again = await startBroker({ listen: address })
    try {
      await patient.ready()
      const isReady = () =>
        member.ready().then(
          () => true,
          () => false,
        )
      await until('it has found it', isReady)
    } finally {
      await member.close()
      await patient.close()
      await again.close()
    }
  })

  it('close ends the loop, commits what is finished, and is final', async () => {
    await scene.fill(10, 1)
    const member = scene.member({ commitIntervalMs: 60_000 })
    const seen: number[] = []
    for await (const { offset } of member) {
      seen.push(offset)
      if (seen.length === 6) await member.close()
    }
    expect(seen.length).to.equal(6)
    expect((await scene.committed())[0]).to.equal(5)
    expect((await scene.describe()).members).to.deep.equal([])
    await member.close()
    expect((await failure(member.ready())).code).to.equal('CLOSED')
    expect((await failure(member.commit())).code).to.equal('CLOSED')
    expect(await member.batches().next()).to.deep.equal({ value: undefined, done: true })
  })

  it('close keeps its deadline while the broker hangs', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-group-'))
    const broker = await startBrokerProcess({ data: directory })
    const client = connect({ brokers: [broker.address] })
    try {
      await client.admin.topics.create('events', { partitions: 1 })
      await client.producer().sendBatch(events, [{ value: 'a' }, { value: 'b' }])
      const member = client.consumer({ group: 'g', topics: [events], orElse: 'earliest' })
      const records = member.records()
      await records.next()
      process.kill(broker.pid, 'SIGSTOP')
      const second = records.next() // finishes the first, which can be committed no more
      const startMs = performance.now()
      await member.close({ deadlineMs: 700 })
      expect(performance.now() - startMs).to.be.within(500, 1_500)
      await second
    } finally {
      process.kill(broker.pid, 'SIGCONT')
      await client.close()
      await broker.stop()
      await rm(directory, { recursive: true, force: true })
    }
  })

  it('a listener that throws disturbs nobody', async () => {
    const member = scene.member()
    const thrown: unknown[] = []
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.once('uncaughtException', (error) => thrown.push(error))
    try {
      member.on('assigned', () => {
        throw new Error('mine')
      })
      const notices: ConsumerNotice[] = []
      member.on('notice', (notice) => notices.push(notice))
      await member.ready()
      await until('it is thrown', () => thrown.length === 1)
      expect(member.assignment.length).to.equal(4)
    } finally {
      for (const listener of before) process.on('uncaughtException', listener)
    }
  })
})

// A member that nobody confirms cannot know whether its partitions are still its own: it begins nothing until it does.
import { expect } from 'chai'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { deferred } from '../../client/connection/retry.ts'
import { silent } from '../../client/logger.ts'
import { decodeResponse } from '../../protocol/messages.ts'
import { FaultProxy } from '../faults/proxy.ts'
import { failure } from './failure.ts'
import { events, History, Scene, until } from './group-fixture.ts'

describe('client/group: a member that is not confirmed', function () {
  this.timeout(40_000)
  let scene: Scene
  let proxy: FaultProxy
  /** Behind which proxies members said that they give nothing out. */
  let fenced: FaultProxy[]

  beforeEach(async () => {
    scene = await Scene.start()
    proxy = await FaultProxy.start(scene.broker.address)
    fenced = []
  })
  afterEach(async () => {
    await scene.close()
    await proxy.close()
  })

  const member = (behind: FaultProxy, options: object = {}) => {
    const warn = (_: object, message: string) =>
      message.includes('gives nothing out') && void fenced.push(behind)
    const logger = { ...silent, warn }
    const client = scene.client({ brokers: [behind.address], requestTimeoutMs: 500, logger })
    return client.consumer({ group: 'g', topics: [events], orElse: 'earliest', ...options })
  }

  it('begins nothing that run() had pulled, and goes on where it stood', async () => {
    await scene.fill(10)
    const consumer = member(proxy, { sessionTimeoutMs: 2_000 })
    const lost: unknown[] = []
    consumer.on('lost', (partitions) => lost.push(partitions))
    const begun: string[] = []
    const gate = deferred<void>()
    const handler = async ({ partition, offset }: { partition: number; offset: number }) => {
      begun.push(`${partition}/${offset}`)
      await gate.promise
    }
    const running = consumer.run(handler, { concurrency: 4, order: 'none' })
    await until('every hand is full', () => begun.length === 4)

    // The broker hears it all along and would put nobody out; the member hears nothing.
    let deaf = true
    proxy.fateOf = ({ direction, header }) => {
      if (!deaf || direction === 'request') return undefined
      const { keepAlive, syncGroup } = decodeResponse(header)
      return keepAlive === null && syncGroup === null ? undefined : 'drop'
    }
    await until('it is fenced', () => fenced.length > 0)
    gate.resolve()
    for (let turns = 0; turns < 20; turns++) await turn()
    expect(begun.length, 'begun while fenced').to.equal(4)

    deaf = false
    await until('it goes on', () => begun.length === 40)
    expect(new Set(begun).size).to.equal(40)
    expect(lost).to.deep.equal([])
    await consumer.close()
    await running
    expect(await scene.committed()).to.deep.equal([10, 10, 10, 10])
  })

  it('stops before others get its partitions when it is cut off; one whose connections flap does not', async () => {
    await scene.fill(2_000)
    const unsteady = await FaultProxy.start(scene.broker.address)
    const cutOff = member(proxy)
    const flapping = member(unsteady)
    const other = scene.member()
    const lost = { cutOff: 0, flapping: 0 }
    cutOff.on('lost', ({ length }) => (lost.cutOff += length))
    flapping.on('lost', ({ length }) => (lost.flapping += length))
    const history = new History()
    const reading = history.read('cut off', cutOff, () => sleep(5))
    let flaps: NodeJS.Timeout | undefined
    try {
      await Promise.all([flapping.ready(), other.ready()])
      await until('all have something', () =>
        [cutOff, flapping, other].every(({ assignment }) => assignment.length > 0),
      )
      const hadBefore = other.assignment.length + flapping.assignment.length
      await until('it reads', () => history.count() > 20)
      flaps = setInterval(() => unsteady.resetAll(), 400)
      proxy.refusing = true
      proxy.resetAll()
      await until('the others get what it had', () => {
        return other.assignment.length + flapping.assignment.length > hadBefore
      })
      const givenBefore = history.count()
      expect(givenBefore).to.be.below(2_000) // there was more to give
      await sleep(100)
      expect(history.count(), 'given out beside the new owner').to.equal(givenBefore)
      expect(fenced).to.deep.equal([proxy])
      proxy.refusing = false
      await until('it is told', () => lost.cutOff > 0)
      expect(lost.flapping).to.equal(0)
    } finally {
      clearInterval(flaps)
      proxy.refusing = false
      await cutOff.close()
      await reading
      await flapping.close()
      await unsteady.close()
    }
  })

  it('is told that no broker is there, although it would be given nothing', async () => {
    await scene.fill(1, 1)
    const consumer = member(proxy, { sessionTimeoutMs: 1_000, unreachableTimeoutMs: 2_000 })
    const batches = consumer.batches()
    expect((await batches.next()).done).to.equal(false)
    const next = failure(batches.next())
    proxy.refusing = true
    proxy.resetAll()
    expect((await next).code).to.equal('CONNECT_FAILED')
    expect(fenced).to.deep.equal([proxy])
    proxy.refusing = false
    await scene.fill(1, 1)
    expect((await batches.next()).done).to.equal(false)
    await consumer.close()
  })
})

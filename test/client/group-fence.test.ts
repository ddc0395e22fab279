// A member that nobody confirms cannot know whether its partitions are still its own: it begins nothing until it does.
import { expect } from 'chai'
import { setImmediate as turn } from 'node:timers/promises'
import { deferred } from '../../client/connection/retry.ts'
import { silent } from '../../client/logger.ts'
import { decodeResponse } from '../../protocol/messages.ts'
import { FaultProxy } from '../faults/proxy.ts'
import { events, Scene, until } from './group-fixture.ts'

describe('client/group: a member that is not confirmed', function () {
  this.timeout(40_000)
  let scene: Scene
  let proxy: FaultProxy
  /** What the member's logger warned of. */
  let warnings: string[]

  beforeEach(async () => {
    scene = await Scene.start()
    proxy = await FaultProxy.start(scene.broker.address)
    warnings = []
  })
  afterEach(async () => {
    await scene.close()
    await proxy.close()
  })

  const fences = () => warnings.filter((message) => message.includes('gives nothing out')).length
  const member = (options: object = {}) => {
    const logger = { ...silent, warn: (_: object, message: string) => void warnings.push(message) }
    const client = scene.client({ brokers: [proxy.address], requestTimeoutMs: 500, logger })
    return client.consumer({ group: 'g', topics: [events], orElse: 'earliest', ...options })
  }

  it('begins nothing that run() had pulled, and goes on where it stood', async () => {
    await scene.fill(10)
    const consumer = member({ sessionTimeoutMs: 2_000 })
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
    await until('it is fenced', () => fences() > 0)
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
})

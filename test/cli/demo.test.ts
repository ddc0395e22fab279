// `sluice demo` against a real broker: what it makes, and what it takes away and leaves.
import { expect } from 'chai'
import { Command } from 'commander'
import { existsSync } from 'node:fs'
import { addDemo } from '../../cli/demo.ts'
import { findBroker, startHere } from '../../cli/demo-broker.ts'
import { demoGroups, demoTopics, DemoTraffic } from '../../cli/demo-traffic.ts'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { type Client, connect } from '../../client/index.ts'

const topicNames = Object.keys(demoTopics)
const groupNames: readonly string[] = Object.values(demoGroups)

describe('cli: demo', function () {
  this.timeout(40_000)
  let broker: RunningBroker
  let client: Client

  before(async () => {
    broker = await startBroker({ settings: { 'topics.autoCreate': 'false' } })
    client = connect({ brokers: [broker.address] })
  })

  after(async () => {
    await client?.close()
    await broker?.close()
  })

  const topicsThere = async () =>
    (await client.admin.topics.list()).map(({ name }) => name).filter((name) => topicNames.includes(name))
  const groupsThere = async () =>
    (await client.admin.groups.list()).map(({ name }) => name).filter((name) => groupNames.includes(name))

  async function until(condition: () => Promise<boolean>): Promise<void> {
    const endMs = Date.now() + 20_000
    while (!(await condition())) {
      if (Date.now() > endMs) expect.fail('it did not come to be')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Of the first so many orders: what is no amount of money. */
  async function badPrices(count: number): Promise<string[]> {
    const consumer = client.consumer({ topics: ['demo.orders'], from: 'earliest' })
    const bad: string[] = []
    let seen = 0
    for await (const { value } of consumer) {
      if (!/"price":\d+(\.\d\d?)?[,}]/.test(String(value))) bad.push(String(value))
      if (++seen >= count) break
    }
    await consumer.close()
    return bad
  }

  it('no more seconds than a timer can wait', async () => {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
    addDemo(program)
    const words = ['demo', '--broker', '127.0.0.1:1', '--seconds', '2073601']
    const failed = await program.parseAsync(words, { from: 'user' }).catch((error: unknown) => error)
    expect(failed).to.have.property('code', 'commander.invalidArgument')
  })

  it('one group keeps up, one falls behind, one has left; all of it is removed', async () => {
    const stop = new AbortController()
    const traffic = await DemoTraffic.prepare({ broker: broker.address, rate: 400, signal: stop.signal })
    expect(traffic.found).to.deep.equal([])
    const running = traffic.run()
    const groups = async () => {
      const { rows } = await client.admin.groups.lag({ by: 'group' })
      return new Map(rows.map((row) => [row.group, row]))
    }
    await until(async () => {
      const rows = await groups()
      const [fast, slow, left] = [demoGroups.keepsUp, demoGroups.fallsBehind, demoGroups.left].map((name) =>
        rows.get(name),
      )
      const ahead = (fast?.lag ?? Infinity) < 200 && fast?.members === 1
      return (
        ahead &&
        (slow?.lag ?? 0) > 600 &&
        left?.members === 0 &&
        left.uncommitted === 0 &&
        left.partitions === 2
      )
    })
    stop.abort()
    await running
    expect(traffic.sent).to.be.greaterThan(600)
    expect(await badPrices(600)).to.deep.equal([])
    expect(await traffic.close(true)).to.have.members([...topicNames, ...groupNames])
    expect([await topicsThere(), await groupsThere()]).to.deep.equal([[], []])
  })

  it('what was there before stays', async () => {
    await client.admin.topics.create('demo.orders', { partitions: 4 })
    await client.admin.groups.resetOffsets(
      demoGroups.left,
      { to: 'earliest', topics: ['demo.orders'] },
      { create: true },
    )
    const traffic = await DemoTraffic.prepare({
      broker: broker.address,
      rate: 10,
      signal: AbortSignal.abort(),
    })
    expect(traffic.found).to.have.members(['demo.orders', demoGroups.left])
    await traffic.run()
    await traffic.close(true)
    expect([await topicsThere(), await groupsThere()]).to.deep.equal([['demo.orders'], [demoGroups.left]])
  })

  it('what another demo uses by now stays with its topics, and the rest goes', async () => {
    const existing = await topicsThere()
    for (const name of existing) await client.admin.topics.delete(name)
    for (const name of await groupsThere()) await client.admin.groups.delete(name)
    const traffic = await DemoTraffic.prepare({
      broker: broker.address,
      rate: 10,
      signal: AbortSignal.abort(),
    })
    const other = client.consumer({ group: demoGroups.keepsUp, topics: ['demo.orders'], orElse: 'earliest' })
    try {
      await other.ready()
      await client.admin.groups.resetOffsets(
        demoGroups.left,
        { to: 'earliest', topics: ['demo.clicks'] },
        { create: true },
      )
      expect(await traffic.close(true)).to.deep.equal([demoGroups.left])
      expect(traffic.inUse).to.deep.equal([demoGroups.keepsUp])
      expect(await topicsThere()).to.have.members(topicNames)
    } finally {
      await other.close()
    }
  })

  it('a broker that was named has to answer; one that runs is not ended', async () => {
    const thrown = await findBroker('127.0.0.1:1').catch((error: unknown) => error)
    expect(thrown).to.have.property('code', 'CONNECT_FAILED')
    const found = await findBroker(broker.address)
    expect(found).to.include({ address: broker.address, directory: undefined })
    await found.close(false)
    await client.admin.topics.list()
  })

  it('a broker of its own takes free ports where the usual ones are taken, and leaves nothing unless told to', async () => {
    const own = await startHere(broker.address, '127.0.0.1:0')
    expect(own.address).not.to.equal(broker.address)
    expect(own.http).to.match(/^127\.0\.0\.1:\d+$/)
    await own.close(true)
    expect(existsSync(own.directory as string)).to.equal(true)
    const again = await startHere('127.0.0.1:0', '127.0.0.1:0')
    await again.close(false)
    expect(existsSync(again.directory as string)).to.equal(false)
    const { rm } = await import('node:fs/promises')
    await rm(own.directory as string, { recursive: true })
  })
})

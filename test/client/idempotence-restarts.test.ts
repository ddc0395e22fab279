import { expect } from 'chai'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, connect, serde, topic } from '../../client/index.ts'
import { encodeBatch } from '../../protocol/batch.ts'
import { ErrorCode } from '../../protocol/errors.ts'
import { decodeResponse } from '../../protocol/messages.ts'
import { createTopic, produce } from '../broker/fixture.ts'
import { RawPeer } from '../broker/raw-peer.ts'
import { type BrokerProcess, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'
import { FaultProxy } from '../faults/proxy.ts'

const orders = topic('orders', { value: serde.utf8 })
const autoCreate = ['--set', 'topics.autoCreate=true']

const batchOf = (producerId: number, producerEpoch: number, baseSequence: number) =>
  encodeBatch([{ value: `${producerEpoch}/${baseSequence}` }], { producerId, producerEpoch, baseSequence })

/** Offset of the batch, `again` when it is answered as a repeat, or the name of the refusal. */
async function sent(peer: RawPeer, id: Uint8Array, batch: Buffer): Promise<string> {
  const { failure, baseOffset, duplicate } = await produce(peer, id, batch)
  if (failure === null) return `${baseOffset}${duplicate ? ' again' : ''}`
  return Object.entries(ErrorCode).find(([, { number }]) => number === failure.code)?.[0] ?? '?'
}

/** What the broker knows of producers after it was killed or stopped, and what it refuses. */
describe('client: idempotence over restarts', function () {
  this.timeout(60_000)
  let broker: BrokerProcess | undefined

  afterEach(async () => {
    await broker?.stop('SIGKILL')
    broker = undefined
  })

  const restart = async (signal: NodeJS.Signals, args: string[] = []): Promise<BrokerProcess> => {
    const { data } = broker as BrokerProcess
    await (broker as BrokerProcess).stop(signal)
    broker = await startBrokerProcess({ data, args: [...autoCreate, ...args] })
    return broker
  }

  for (const signal of ['SIGKILL', 'SIGTERM'] as const)
    it(`${signal}: repeats of the last five get their original offsets, an older one is refused`, () =>
      withDirectory(async (data) => {
        broker = await startBrokerProcess({ data })
        let peer = await RawPeer.hello(broker.address)
        const id = await createTopic(peer, 'raw')
        const batches = Array.from({ length: 6 }, (_, i) => batchOf(7, 0, i))
        for (const [i, batch] of batches.entries()) expect(await sent(peer, id, batch)).to.equal(`${i}`)
        await peer.close()
        peer = await RawPeer.hello((await restart(signal)).address)
        const outcomes: string[] = []
        for (const batch of batches) outcomes.push(await sent(peer, id, batch))
        expect(outcomes).to.deep.equal([
          'OUT_OF_ORDER_SEQUENCE',
          ...[1, 2, 3, 4, 5].map((offset) => `${offset} again`),
        ])
        expect(await sent(peer, id, batchOf(7, 0, 6))).to.equal('6')
        await peer.close()
      }))

  for (const signal of ['SIGKILL', 'SIGTERM'] as const)
    it(`${signal} before the answers of five batches: the sends get the original offsets, nothing is stored twice`, () =>
      withDirectory(async (data) => {
        broker = await startBrokerProcess({ data, args: autoCreate })
        const proxy = await FaultProxy.start(broker.address)
        const client = connect({ brokers: [proxy.address], deliveryTimeoutMs: 30_000 })
        try {
          const producer = client.producer({ batchBytes: 1024, lingerMs: 0 })
          await producer.send(orders, { value: 'first' })
          let lost = 0
          proxy.fateOf = ({ direction, header }) => {
            if (direction === 'request' || decodeResponse(header).produce === null) return undefined
            lost += 1
            return 'drop'
          }
          const sends = Array.from({ length: 5 }, (_, i) =>
            producer.send(orders, { value: `${i}`.padEnd(900) }),
          )
          while (lost < 5) await new Promise((resolve) => setTimeout(resolve, 1))
          proxy.fateOf = () => undefined
          proxy.retarget((await restart(signal)).address)
          proxy.resetAll()
          expect((await Promise.all(sends)).map(({ offset }) => offset)).to.deep.equal([1, 2, 3, 4, 5])
          expect((await producer.send(orders, { value: 'last' })).offset).to.equal(6)
        } finally {
          await client.close()
          await proxy.close()
        }
      }))

  it('a zombie of an older epoch is refused; a newer epoch begins at sequence 0', () =>
    withDirectory(async (data) => {
      broker = await startBrokerProcess({ data })
      const peer = await RawPeer.hello(broker.address)
      const id = await createTopic(peer, 'raw')
      expect(await sent(peer, id, batchOf(7, 0, 0))).to.equal('0')
      expect(await sent(peer, id, batchOf(7, 1, 1))).to.equal('OUT_OF_ORDER_SEQUENCE')
      expect(await sent(peer, id, batchOf(7, 1, 0))).to.equal('1')
      expect(await sent(peer, id, batchOf(7, 0, 1))).to.equal('INVALID_PRODUCER_EPOCH')
      expect(await sent(peer, id, batchOf(7, 0, 0))).to.equal('INVALID_PRODUCER_EPOCH')
      expect(await sent(peer, id, batchOf(7, 1, 0))).to.equal('1 again')
      const foreign = { hasPrevious: true, producerId: 2 ** 52, producerEpoch: 3 }
      const { initProducerId } = (await peer.call({ initProducerId: foreign })).response
      expect(initProducerId?.producerId, 'an id this broker never gave out').to.be.below(2 ** 48)
      expect(initProducerId?.producerEpoch).to.equal(0)
      await peer.close()
    }))

  /** The identity of the producer's last batch, as it passes the proxy. */
  const identities = (proxy: FaultProxy, seen: string[]): void => {
    proxy.fateOf = ({ direction, header }) => {
      if (direction === 'request') return undefined
      const given = decodeResponse(header).initProducerId
      if (given !== null) seen.push(`${given.producerId}/${given.producerEpoch}`)
      return undefined
    }
  }

  const withClient = (use: (client: Client, proxy: FaultProxy, seen: string[]) => Promise<void>) =>
    withDirectory(async (data) => {
      broker = await startBrokerProcess({ data, args: autoCreate })
      const proxy = await FaultProxy.start(broker.address)
      const client = connect({ brokers: [proxy.address], deliveryTimeoutMs: 20_000 })
      const seen: string[] = []
      identities(proxy, seen)
      try {
        await use(client, proxy, seen)
      } finally {
        await client.close()
        await proxy.close()
      }
    })

  it('a producer whose id somebody else took over goes on under a new id, not by fighting for the old one', () =>
    withClient(async (client, _, seen) => {
      const producer = client.producer({ lingerMs: 0 })
      await producer.send(orders, { value: 'mine' })
      const peer = await RawPeer.hello((broker as BrokerProcess).address)
      const { response } = await peer.call({ metadata: { names: ['orders'] } })
      const [producerId, producerEpoch] = (seen[0] as string).split('/').map(Number) as [number, number]
      const taken = await peer.call({ initProducerId: { hasPrevious: true, producerId, producerEpoch } })
      expect(taken.response.initProducerId).to.deep.include({ producerId, producerEpoch: producerEpoch + 1 })
      const id = Buffer.from(response.metadata?.topics[0]?.id as Uint8Array)
      expect(await sent(peer, id, batchOf(producerId, producerEpoch + 1, 0))).to.equal('1')
      expect((await producer.send(orders, { value: 'mine too' })).offset).to.equal(2)
      expect(seen.length).to.equal(2)
      expect((seen[1] as string).split('/')[0]).to.not.equal(String(producerId))
      expect(await sent(peer, id, batchOf(producerId, producerEpoch + 1, 1))).to.equal('3')
      await peer.close()
    }))

  it('a data directory made anew under a live producer: its id is not given to the next one', () =>
    withClient(async (client, proxy) => {
      const old = client.producer({ lingerMs: 0 })
      await old.send(orders, { value: 'gone with its directory' })
      await (broker as BrokerProcess).stop('SIGKILL')
      await withDirectory(async (data) => {
        broker = await startBrokerProcess({ data, args: autoCreate })
        proxy.retarget(broker.address)
        expect((await old.send(orders, { value: 'old' })).offset).to.equal(0)
        expect((await client.producer({ lingerMs: 0 }).send(orders, { value: 'new' })).offset).to.equal(1)
        await broker.stop()
      })
    }))

  it('a log that lost its records and its index forgot the producer: the next send goes under a new epoch', () =>
    withClient(async (client, proxy, seen) => {
      await client.admin.topics.create('orders', { settings: { 'segment.bytes': '1MiB' } })
      const producer = client.producer({ lingerMs: 0 })
      for (let i = 0; i < 3; i++) await producer.send(orders, { value: `${i}` })
      const other = client.producer()
      for (let i = 0; i < 3; i++) await other.send(orders, { value: 'x'.repeat(700_000) })
      await client.admin.records.deleteBefore('orders', [{ partition: 0, offset: 5 }])
      const segments = async () => (await client.admin.topics.describe('orders')).partitions[0]?.segments
      while ((await segments()) !== 1) await new Promise((resolve) => setTimeout(resolve, 20))
      await (broker as BrokerProcess).stop('SIGTERM')
      const { data } = broker as BrokerProcess
      await rm(join(data, 'index'), { recursive: true })
      broker = await startBrokerProcess({ data, args: autoCreate })
      proxy.retarget(broker.address)
      expect((await producer.send(orders, { value: 'after' })).offset).to.equal(6)
      expect(seen.map((each) => each.split('/')[1])).to.deep.equal(['0', '0', '1'])
    }))
})

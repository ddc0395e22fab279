import { expect } from 'chai'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { type Client, type ConnectOptions, connect, isSluiceError, serde, topic } from '../../client/index.ts'
import { encodeBatch } from '../../protocol/batch.ts'
import { limits } from '../../protocol/limits.ts'
import { decodeResponse } from '../../protocol/messages.ts'
import { ErrorCode, type ErrorName } from '../../protocol/errors.ts'
import { produce } from '../broker/fixture.ts'
import { RawPeer } from '../broker/raw-peer.ts'
import { type Link, type PassingFrame } from '../faults/link.ts'
import { FaultProxy } from '../faults/proxy.ts'
import { seededRandom } from '../faults/random.ts'

const orders = topic('orders', { value: serde.utf8 })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What a send came to: its offset, or code and what is known of its delivery. */
function outcome(sent: Promise<{ offset: number }>): Promise<number | string> {
  return sent.then(
    ({ offset }) => offset,
    (error: unknown) => {
      if (!isSluiceError(error)) throw error
      return `${error.code} ${error.delivered}`
    },
  )
}

function failedWith({ direction, header }: PassingFrame, code: ErrorName): boolean {
  if (direction !== 'answer') return false
  const failure = decodeResponse(header).produce?.results[0]?.failure
  return failure?.code === ErrorCode[code].number
}

/** The producer against the real broker, through a line that can do what networks do. */
describe('client: idempotence', () => {
  let broker: RunningBroker
  let proxy: FaultProxy
  const clients: Client[] = []
  const client = (options: Partial<ConnectOptions> = {}): Client => {
    const made = connect({ brokers: [proxy.address], deliveryTimeoutMs: 20_000, ...options })
    clients.push(made)
    return made
  }

  beforeEach(async () => {
    broker = await startBroker({ logLevel: 'silent' })
    proxy = await FaultProxy.start(broker.address)
  })
  afterEach(async () => {
    for (const each of clients.splice(0)) await each.close()
    await proxy.close()
    await broker.close()
  })

  /** Everything in partition 0, read past the proxy. */
  const stored = async (): Promise<string[]> => {
    const direct = connect({ brokers: [broker.address] })
    try {
      const [end] = await direct.admin.records.offsets('orders', 'latest')
      const consumer = direct.consumer({ topics: [orders], from: 'earliest' })
      const values: string[] = []
      for await (const batch of consumer.batches()) {
        for (const { value } of batch) values.push(value as string)
        if (values.length === end?.offset) break
      }
      return values
    } finally {
      await direct.close()
    }
  }
  /** The link that the producer of `made` talks over, once it sent something. */
  const produceLink = (): Link => proxy.links.at(-1) as Link

  it('five batches of a partition are in flight, and not six', async () => {
    const producer = client().producer({ batchBytes: 1024, lingerMs: 0 })
    await producer.send(orders, { value: 'first' })
    produceLink().delay('answer', 25)
    const sends = Array.from({ length: 200 }, (_, i) => producer.send(orders, { value: `${i}`.padEnd(200) }))
    await Promise.all(sends)
    expect(produceLink().unansweredMost).to.equal(5)
  })

  it('batches in flight stay in order and unique under lost answers, resets and cuts', async () => {
    const random = seededRandom(11)
    const faults = { lost: 0, reset: 0, cut: 0 }
    proxy.fateOf = ({ link, direction, header }) => {
      if (direction === 'request' || decodeResponse(header).produce === null) return undefined
      const draw = random.next()
      if (draw < 0.06) {
        faults.lost += 1
        return 'drop'
      }
      if (draw < 0.1) {
        faults.reset += 1
        link.reset()
      } else if (draw < 0.14) {
        faults.cut += 1
        return { cutAtByte: random.whole(0, 30) }
      }
      return undefined
    }
    const producer = client({ requestTimeoutMs: 60 }).producer({ batchBytes: 1024, lingerMs: 0 })
    const sends = Array.from({ length: 1_500 }, (_, i) => producer.send(orders, { value: `${i}`.padEnd(60) }))
    const offsets = (await Promise.all(sends)).map(({ offset }) => offset)
    proxy.fateOf = () => undefined
    expect(offsets).to.deep.equal(sends.map((_, i) => i))
    expect((await stored()).map(Number)).to.deep.equal(sends.map((_, i) => i))
    for (const [kind, count] of Object.entries(faults)) expect(count, kind).to.be.greaterThan(0)
  })

  it('bytes of an old connection that arrive late store nothing a second time', async () => {
    const producer = client().producer({ lingerMs: 0, deliveryTimeoutMs: 700 })
    await producer.send(orders, { value: 'first' })
    const old = produceLink()
    old.stall()
    const a = outcome(producer.send(orders, { value: 'a' }))
    await pause(350)
    const b = outcome(producer.send(orders, { value: 'b' }))
    // b's repeat overtakes both: refused, because a is missing. While the client gets its new epoch, the old bytes arrive.
    let refusals = 0
    proxy.fateOf = (frame) => {
      if (frame.link === old || !failedWith(frame, 'OUT_OF_ORDER_SEQUENCE')) return undefined
      refusals += 1
      old.resume()
      frame.link.stall(100)
      return undefined
    }
    expect([await a, await b]).to.deep.equal(['TIMEOUT unknown', 'OUT_OF_ORDER_SEQUENCE unknown'])
    expect(refusals).to.equal(1)
    expect(await outcome(producer.send(orders, { value: 'c' }))).to.equal(3)
    expect(await stored()).to.deep.equal(['first', 'a', 'b', 'c'])
  })

  it("a timed-out send is 'unknown' by its deadline and holds nobody up; the next ones are stored in order", async () => {
    const producer = client().producer({ lingerMs: 0, deliveryTimeoutMs: 300 })
    await producer.send(orders, { value: 'first' })
    const old = produceLink()
    const beganMs = performance.now()
    old.stall()
    const late = outcome(producer.send(orders, { value: 'late' }))
    await producer.flush() // has an outcome now: the one its sender got
    expect(await late).to.equal('TIMEOUT unknown')
    expect(performance.now() - beganMs).to.be.within(290, 900)
    const next = Array.from({ length: 5 }, (_, i) => outcome(producer.send(orders, { value: `next ${i}` })))
    expect(await Promise.all(next)).to.deep.equal([1, 2, 3, 4, 5])
    old.resume() // its bytes arrive after all: of an epoch that is over
    await pause(50)
    expect(await outcome(producer.send(orders, { value: 'last' }))).to.equal(6)
    expect(await stored()).to.deep.equal(['first', ...next.map((_, i) => `next ${i}`), 'last'])
  })

  it('a send that timed out and was stored leaves no gap: the next one needs no new epoch', async () => {
    const producer = client().producer({ lingerMs: 0, deliveryTimeoutMs: 300 })
    await producer.send(orders, { value: 'first' })
    const epochs: number[] = []
    proxy.fateOf = ({ direction, header }) => {
      if (direction === 'request') return undefined
      const { produce, initProducerId } = decodeResponse(header)
      if (initProducerId !== null) epochs.push(initProducerId.producerEpoch)
      return produce?.results[0]?.baseOffset === 1 ? 'drop' : undefined
    }
    expect(await outcome(producer.send(orders, { value: 'stored' }))).to.equal('TIMEOUT unknown')
    expect(await outcome(producer.send(orders, { value: 'next' }))).to.equal(2)
    expect(await stored()).to.deep.equal(['first', 'stored', 'next'])
    expect(epochs).to.deep.equal([])
  })

  it('ten thousand other producers make the log forget one: it goes on under a new epoch, nothing is stored twice', async () => {
    const producer = client().producer({ lingerMs: 0 })
    await producer.send(orders, { value: 'first' })
    const peer = await RawPeer.hello(broker.address)
    const { response } = await peer.call({ metadata: { names: ['orders'] } })
    const id = Buffer.from(response.metadata?.topics[0]?.id as Uint8Array)
    for (let from = 1; from <= limits.producersPerLogMax; from += 1_000) {
      const batches = Array.from({ length: 1_000 }, (_, i) =>
        encodeBatch([{ value: 'other' }], { producerId: from + i, producerEpoch: 0, baseSequence: 0 }),
      )
      const { failure } = await produce(peer, id, Buffer.concat(batches))
      expect(failure).to.equal(null)
    }
    await peer.close()
    let refusals = 0
    proxy.fateOf = (frame) => {
      if (failedWith(frame, 'UNKNOWN_PRODUCER_ID')) refusals += 1
      return undefined
    }
    expect(await outcome(producer.send(orders, { value: 'second' }))).to.equal(limits.producersPerLogMax + 1)
    expect(await outcome(producer.send(orders, { value: 'third' }))).to.equal(limits.producersPerLogMax + 2)
    expect(refusals).to.equal(1)
    expect((await stored()).filter((value) => value !== 'other')).to.deep.equal(['first', 'second', 'third'])
  })
})

import { expect } from 'chai'
import { connect, isSluiceError } from '../../client/index.ts'
import { FakeBroker } from './fake-broker.ts'

const SERVICE_MS = 20
const DELIVERY_TIMEOUT_MS = 500

/** More is given than the broker takes, for several times the delivery timeout: what it takes must still be worth something. */
describe('client/producer: overload', () => {
  it('goes on at the speed of the broker; what has no time left is not sent, and told so', async () => {
    const broker = await FakeBroker.start()
    broker.create('t')
    let line: Promise<unknown> = Promise.resolve()
    let served = 0
    broker.mischief = (request) => {
      if (request.produce === null) return undefined
      line = line.then(() => new Promise((resolve) => setTimeout(resolve, SERVICE_MS)))
      return line.then(() => {
        served += 1
        return undefined
      })
    }
    const client = connect({ brokers: [broker.address], deliveryTimeoutMs: DELIVERY_TIMEOUT_MS })
    const producer = client.producer({ batchBytes: 1024, lingerMs: 0 })
    const tally = { acked: 0, unknown: 0, no: 0, yes: 0 }
    const sends: Promise<void>[] = []
    const untilMs = performance.now() + 6 * DELIVERY_TIMEOUT_MS
    while (performance.now() < untilMs) {
      for (let i = 0; i < 10; i++) {
        const outcome = producer.send('t', { value: 'x'.repeat(900) }).then(
          () => 'acked' as const,
          (error: unknown) => (isSluiceError(error) ? error.delivered : 'yes'),
        )
        sends.push(outcome.then((kind) => void (tally[kind] += 1)))
      }
      await new Promise((resolve) => setTimeout(resolve, SERVICE_MS))
    }
    await Promise.all(sends)
    const { connections } = broker
    broker.mischief = () => undefined
    await client.close()
    await broker.stop()
    expect(tally.acked / served, JSON.stringify(tally)).to.be.above(0.6)
    expect(tally.no, JSON.stringify(tally)).to.be.above(10 * tally.unknown)
    expect(connections).to.be.below(6)
  })
})

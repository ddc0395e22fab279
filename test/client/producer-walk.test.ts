import { expect } from 'chai'
import fc from 'fast-check'
import { connect, serde, topic } from '../../client/index.ts'
import { decodeBatch } from '../../protocol/batch.ts'
import { FakeBroker, type Mischief } from './fake-broker.ts'

const walked = topic('walked', { value: serde.utf8 })
const PARTITIONS = 2

const mischiefs = fc.constantFrom<Mischief>(
  undefined,
  undefined,
  undefined,
  'drop',
  'drop-after',
  'LOG_BUSY',
  'REQUEST_TIMED_OUT',
  'SHUTTING_DOWN',
)

/** Whatever the broker and the line do to requests: every record is stored once, in order, where its sender was told. */
describe('client/producer: random walks', function () {
  this.timeout(300_000)

  it('every record once, in order', async () => {
    const walk = async (plan: Mischief[], batchBytes: number, lingerMs: number, burst: number) => {
      const broker = await FakeBroker.start()
      broker.create('walked', PARTITIONS)
      const client = connect({ brokers: [broker.address], deliveryTimeoutMs: 30_000 })
      try {
        let count = 0
        // From the end of the plan on, all is well.
        broker.mischief = (request) => (request.produce === null ? undefined : plan[count++])
        const producer = client.producer({ batchBytes, lingerMs })
        const sends: Promise<{ partition: number; offset: number }>[] = []
        for (let i = 0; i < 400; i++) {
          sends.push(producer.send(walked, { value: `${i}`, partition: i % PARTITIONS }))
          if (i % burst === 0) await new Promise((resolve) => setImmediate(resolve))
        }
        const places = await Promise.all(sends)
        for (let partition = 0; partition < PARTITIONS; partition++) {
          const { batches } = broker.log('walked', partition)
          const stored = batches.flatMap(({ bytes }) => decodeBatch(bytes).map(({ value }) => String(value)))
          const sent = places.map((_, i) => i).filter((i) => i % PARTITIONS === partition)
          expect(stored).to.deep.equal(sent.map(String))
          expect(sent.map((i) => places[i]!.offset)).to.deep.equal(sent.map((_, offset) => offset))
        }
      } finally {
        broker.mischief = () => undefined
        await client.close()
        await broker.stop()
      }
    }
    const plans = fc.array(mischiefs, { maxLength: 14 })
    const bytes = fc.constantFrom(1024, 4096, 262_144)
    const property = fc.asyncProperty(plans, bytes, fc.constantFrom(0, 1), fc.constantFrom(1, 7, 50), walk)
    await fc.assert(property, { numRuns: Number(process.env.SLUICE_WALKS ?? 12) })
  })
})

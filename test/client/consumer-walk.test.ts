import { expect } from 'chai'
import fc from 'fast-check'
import { connect, serde, topic } from '../../client/index.ts'
import { FakeBroker } from './fake-broker.ts'

const RECORDS = 200
const walked = topic('walked', { value: serde.utf8 })

const steps = fc.oneof(
  fc.record({ do: fc.constant('batch' as const), max: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant('records' as const), count: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant('seek' as const), partition: fc.nat(1), to: fc.nat(RECORDS - 1) }),
  fc.record({ do: fc.constant('time' as const), partition: fc.nat(1), to: fc.nat(RECORDS - 1) }),
  fc.record({ do: fc.constant('pause' as const), partition: fc.nat(1) }),
  fc.record({ do: fc.constant('cut' as const) }),
)

/** Whatever a reader does, each partition goes on at exactly the record after the last one given out, or where it was told. */
describe('client/consumer: random walks', function () {
  this.timeout(300_000)

  it('nothing is skipped and nothing given twice', async () => {
    const broker = await FakeBroker.start()
    broker.create('walked', 2)
    const client = connect({ brokers: [broker.address] })
    for (const partition of [0, 1]) {
      const records = Array.from({ length: RECORDS }, (_, i) => ({
        value: `${i}`,
        partition,
        timestamp: 1000 + i,
      }))
      await client.producer({ batchBytes: 1024 }).sendBatch(walked, records)
    }
    const walk = async (plan: (typeof steps extends fc.Arbitrary<infer Step> ? Step : never)[]) => {
      const options = { maxBytes: 3000, maxPartitionBytes: 2000, maxWaitMs: 20 }
      const consumer = client.consumer({ topics: [walked], from: 'earliest', ...options })
      const next = [0, 0]
      const done = () => next.every((offset) => offset === RECORDS)
      const expectNext = (partition: number, offset: number) => {
        expect(offset, `partition ${partition}`).to.equal(next[partition])
        next[partition] = offset + 1
      }
      await consumer.ready()
      for (const step of plan) {
        if (step.do === 'seek' || step.do === 'time') {
          await consumer.seek(
            walked,
            step.partition,
            step.do === 'seek' ? step.to : { timestamp: 1000 + step.to },
          )
          next[step.partition] = step.to
        } else if (step.do === 'pause') {
          consumer.pause(walked, [step.partition])
          consumer.resume(walked, [step.partition])
        } else if (step.do === 'cut') broker.cut()
        else if (done()) continue
        else if (step.do === 'batch') {
          for await (const batch of consumer.batches({ maxRecords: step.max })) {
            expect(batch.records).to.be.within(1, step.max)
            for (const { partition, offset, value } of batch) {
              expectNext(partition, offset)
              expect(value).to.equal(`${offset}`)
            }
            break
          }
        } else {
          let left = step.count
          for await (const { partition, offset } of consumer) {
            expectNext(partition, offset)
            if (--left === 0 || done()) break
          }
        }
      }
      expect(consumer.assignment.map(({ position }, i) => position ?? next[i])).to.deep.equal(next)
      await consumer.close()
    }
    try {
      await fc.assert(fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 25 }), walk), {
        numRuns: Number(process.env.SLUICE_WALKS ?? 30),
      })
    } finally {
      await client.close()
      await broker.stop()
    }
  })
})

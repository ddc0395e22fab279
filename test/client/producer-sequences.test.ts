import { expect } from 'chai'
import type { TopicFacts } from '../../client/connection/metadata.ts'
import { PartitionQueue } from '../../client/producer/partition-queue.ts'
import type { PendingBatch } from '../../client/producer/pending-batch.ts'
import { BatchHeader, BatchMemory } from '../../protocol/batch.ts'
import { ProducerTable } from '../../storage/producers.ts'

const facts: TopicFacts = {
  name: 't',
  id: Buffer.alloc(16),
  idHex: '00',
  partitionsCount: 1,
  messageBytesMax: 1 << 20,
  compacted: false,
  durable: true,
  learnedAtMs: 0,
}
const settings = { batchBytes: 1 << 16, lingerMs: 0, deliveryTimeoutMs: 1_000, memory: new BatchMemory(0) }
const identity = { producerId: 7, producerEpoch: 0 }

/** Sequences end at 2^31 - 1: the client's numbering against the broker's table. */
describe('client: sequence numbers', () => {
  const newQueue = (nextSequence: number): PartitionQueue => {
    const queue = new PartitionQueue(facts, 0, settings)
    queue.identity = identity
    queue.nextSequence = nextSequence
    return queue
  }
  /** One batch of so many records, as sender.ts sends it; answers what the broker sees of it. */
  const send = (queue: PartitionQueue, recordsCount: number) => {
    const batch = queue.batchFor(100, 0)
    for (let i = 0; i < recordsCount; i++) batch.builder.append(null, 'v', 1)
    return leave(queue, queue.take() as PendingBatch)
  }
  const leave = (queue: PartitionQueue, batch: PendingBatch) => {
    const sequence = queue.sequenceFor(batch, identity)
    const header = BatchHeader.read(batch.handOff('none', identity, sequence, 1 << 20))
    queue.handedOff(batch, sequence)
    const { producerId, producerEpoch, baseSequence, recordsCount } = header
    return { producerId, producerEpoch, baseSequence, recordsCount }
  }

  it('wrap from 2^31 - 1 to 0, inside a batch and between two, and repeats are recognized', () => {
    for (const [first, counts, sequences] of [
      [2 ** 31 - 2, [2, 3, 1], [2 ** 31 - 2, 0, 3]],
      [2 ** 31 - 2, [3, 2, 4], [2 ** 31 - 2, 1, 3]],
      [2 ** 31 - 1, [1, 1, 1], [2 ** 31 - 1, 0, 1]],
    ] as const) {
      const queue = newQueue(first)
      const table = new ProducerTable(5, 10)
      table.update({ ...identity, baseSequence: first - 1, recordsCount: 1 }, 0, 1)
      const batches = counts.map((count) => send(queue, count))
      expect(batches.map(({ baseSequence }) => baseSequence)).to.deep.equal(sequences)
      let offset = 1
      const offsets = batches.map((batch) => {
        expect(table.check(batch)).to.equal(undefined)
        table.update(batch, offset, 1)
        offset += batch.recordsCount
        return offset - batch.recordsCount
      })
      queue.outstanding = 0
      queue.requeue()
      const again = batches.map(() => leave(queue, queue.take() as PendingBatch))
      expect(again).to.deep.equal(batches)
      expect(again.map((batch) => table.check(batch)?.baseOffset)).to.deep.equal(offsets)
      expect(queue.nextSequence).to.equal(((sequences[2] as number) + counts[2]) % 2 ** 31)
    }
  })

  it('begin at 0 under a new identity, in the order the batches have', () => {
    const queue = newQueue(40)
    send(queue, 2)
    send(queue, 3)
    queue.outstanding = 0
    queue.requeue()
    queue.renumber({ producerId: 7, producerEpoch: 1 })
    const sequences = [0, 1].map(() => {
      const batch = queue.take() as PendingBatch
      const sequence = queue.sequenceFor(batch, queue.identity)
      batch.handOff('none', queue.identity, sequence, 1 << 20)
      queue.handedOff(batch, sequence)
      return sequence
    })
    expect([...sequences, queue.nextSequence]).to.deep.equal([0, 2, 5])
  })
})

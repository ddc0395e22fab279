// A process that appends until it is killed: recovery.test.ts kills it. Prints `ack SEQUENCE OFFSET` per answered batch.
// Arguments: directory, append mode, durability, acks.
import type { Acks } from '../../storage/append.ts'
import { appended, makeBatch, openStore } from './fixture.ts'

const [directory = '', appendMode = 'mmap', durability = 'disk', acks = 'all'] = process.argv.slice(2)
const store = await openStore(directory, { appendMode: appendMode as 'mmap' | 'pwrite' })
const settings = { durability, 'segment.bytes': '1MiB' }
const topic = store.topicByName('t') ?? (await store.createTopic({ name: 't', partitions: 1, settings }))
const log = topic.logs[0]
if (log === undefined) throw new Error('no log')
for (let sequence = log.endOffset; ; sequence++) {
  const batch = makeBatch({
    producerId: 5,
    producerEpoch: 0,
    baseSequence: sequence,
    valueBytes: 2_000,
    label: `s${sequence}`,
  })
  const { baseOffset } = await appended(log, batch, acks as Acks)
  if (!process.stdout.write(`ack ${sequence} ${baseOffset}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve))
}

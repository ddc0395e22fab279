// A process that changes topics, rolls segments and the metadata log until it is killed: kill-nine.test.ts kills it.
// Prints `made NAME`, `gone NAME` and `ack SEQUENCE` when that is durable, `asks NAME` before a deletion. Arguments: directory.
import type { Log } from '../../storage/log.ts'
import { appended, makeBatch, openStore } from './fixture.ts'

const store = await openStore(process.argv[2] as string)
const settings = { 'segment.bytes': '1MiB', 'retention.bytes': '8MiB' }
const topic = store.topicByName('t') ?? (await store.createTopic({ name: 't', partitions: 1, settings }))
const log = topic.logs[0] as Log

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function appendAndRoll(): Promise<void> {
  for (let sequence = log.endOffset; ; sequence++) {
    const batch = { producerId: 5, producerEpoch: 0, baseSequence: sequence, label: `s${sequence}` }
    await appended(log, makeBatch({ ...batch, valueBytes: 300_000 }))
    say(`ack ${sequence}`)
  }
}

async function makeAndDelete(): Promise<void> {
  for (let number = 0; ; number++) {
    const name = `n${store.bootEpoch}-${number}`
    const made = await store.createTopic({ name, partitions: 3, settings: {} })
    say(`made ${name}`)
    await appended(made.logs[0] as Log, makeBatch())
    if (number % 2 === 0) continue
    say(`asks ${name}`)
    await store.deleteTopic(made)
    say(`gone ${name}`)
  }
}

/** Records that change nothing: every sixteen of them roll the metadata log. */
async function rollMetadata(): Promise<void> {
  const topicId = Buffer.alloc(1 << 20)
  for (;;) await log.context.metadata.append({ segmentDropped: { topicId } })
}

await Promise.all([appendAndRoll(), makeAndDelete(), rollMetadata()])

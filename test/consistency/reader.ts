// Consumers of a consistency run that own their partitions: 'own' reads along during the whole run, through every restart of the
// broker; 'reader' comes last, reads every log from its beginning to its end, and is what the checker takes for the log.
// Started by processes.ts.
import { clientProcess, type ClientOptions } from './client-process.ts'
import { seen } from './payload.ts'

export interface ReaderProcessOptions extends ClientOptions {
  /** By partition: where to end; absent: at SIGTERM. */
  readonly ends?: readonly number[]
}

const kind = process.argv[2]?.includes('"ends":') ? 'reader' : 'own'

await clientProcess<ReaderProcessOptions>(
  kind,
  () => 'all partitions from the beginning',
  async ({ sdk, options, history, stop }) => {
    const { address, topic, partitions, ends } = options
    const client = sdk.connect({ brokers: [address], clientId: options.process, requestTimeoutMs: 5_000 })
    const consumer = client.consumer({ topics: [topic], from: 'earliest', orElse: 'fail' })
    for (let partition = 0; partition < partitions; partition++)
      history.write({ op: 'assigned', assignment: partition, topic, partition })
    const open = new Set(ends?.flatMap((end, partition) => (end > 0 ? [partition] : [])) ?? [-1])
    try {
      const batches = consumer.batches({ signal: stop })
      while (open.size > 0) {
        const { value: batch, done } = await batches.next()
        if (done) break
        const { partition } = batch
        history.write({ op: 'poll', assignment: partition, topic, partition, records: [...batch].map(seen) })
        if (batch.nextOffset >= (ends?.[partition] ?? Number.POSITIVE_INFINITY)) open.delete(partition)
      }
    } catch (error) {
      if (!stop.aborted) throw error
    }
    await client.close()
  },
)

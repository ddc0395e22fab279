// What a consistency run says when its last reader does not come to the end: whether another one does, past the proxy, and what
// the directory looks like. Called by run.ts, for whoever reads the output of a run that nobody can repeat.
import type { Client } from '../../client/index.ts'
import { checkDirectory } from '../../storage/check.ts'

const LOOK_MS = 20_000

/** How far a new consumer of `client` comes in each partition. */
export async function howFar(client: Client, topic: string, ends: readonly number[]): Promise<string> {
  const consumer = client.consumer({ topics: [topic], from: 'earliest', orElse: 'fail' })
  const reached = ends.map(() => 0)
  let why = 'to all ends'
  try {
    for await (const batch of consumer.batches({ signal: AbortSignal.timeout(LOOK_MS) })) {
      reached[batch.partition] = batch.nextOffset
      if (ends.every((end, partition) => (reached[partition] ?? 0) >= end)) break
    }
  } catch (error) {
    why = String(error)
  }
  await consumer.close()
  return `past the proxy a reader came to ${reached.join(' ')} of ${ends.join(' ')}: ${why}`
}

/** What the deep check finds in the directory of a broker that has stopped. */
export async function looksOf(data: string): Promise<string> {
  const { findings, notes } = await checkDirectory(data)
  return `the directory: ${JSON.stringify({ findings, notes })}`
}

// What questions about lag cost others, for `npm run bench:lag`: one producer that sends a record at a time, while nobody asks and while
// somebody asks again and again. Called by main.ts.
import { type Client, connect, topic } from '../../client/index.ts'
import { quantile } from '../quantile.ts'
import type { Scene } from './scene.ts'

const spanMs = 3_000

/** Lines of text, one a durability; alone and beside in turn. */
export async function besideQuestions(scene: Scene, rounds: number): Promise<string[]> {
  const lines: string[] = []
  for (const durability of ['memory', 'disk']) {
    const name = `beside-${durability}`
    await scene.client.admin.topics.create(name, { settings: { durability } })
    const client = connect({ brokers: [scene.broker.address], clientId: 'sluice-bench' })
    const alone: number[] = []
    const beside: number[] = []
    let asked = 0
    try {
      for (let round = 0; round < rounds; round++) {
        alone.push(...(await sends(client, name)))
        let going = true
        const asking = (async () => {
          for (; going; asked++) await scene.client.admin.groups.lag({ by: 'group' })
        })()
        beside.push(...(await sends(client, name).finally(() => (going = false))))
        await asking
      }
    } finally {
      await client.close()
    }
    lines.push(
      `one send, ${durability}: alone ${shown(alone)}; beside ${asked} questions by group ${shown(beside)}`,
    )
  }
  return lines
}

/** Milliseconds of each. */
async function sends(client: Client, name: string): Promise<number[]> {
  const producer = client.producer()
  const took: number[] = []
  for (const endMs = performance.now() + spanMs; performance.now() < endMs; ) {
    const beganMs = performance.now()
    await producer.send(topic(name), { value: 'x' })
    took.push(performance.now() - beganMs)
  }
  await producer.close()
  return took
}

function shown(took: readonly number[]): string {
  const sorted = [...took].sort((a, b) => a - b)
  return `p50 ${quantile(sorted, 0.5).toFixed(2)} p99 ${quantile(sorted, 0.99).toFixed(2)} ms`
}

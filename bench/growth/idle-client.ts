// Many connections that said Hello and then nothing: the other side of idle.ts, in a process of its own so that its memory
// and descriptors are not the broker's. Run with the broker's address; for every number that comes as a message it opens
// connections until it has so many, and answers with that number. Ends when its parent is gone.
import { Dialer } from '../../client/connection/dialer.ts'
import type { Connection } from '../../client/connection/connection.ts'

/** Connections under way at a time: well below the backlog of a listener. */
const openingMost = 64

async function openUpTo(dialer: Dialer, connections: Connection[], count: number): Promise<void> {
  const signal = AbortSignal.timeout(60_000)
  let opening = 0
  const work = async () => {
    while (connections.length + opening < count) {
      opening++
      try {
        connections.push(await dialer.dial(signal))
      } finally {
        opening--
      }
    }
  }
  await Promise.all(Array.from({ length: openingMost }, work))
  if (connections.some((connection) => connection.closed)) throw new Error('the broker closed a connection')
}

const dialer = new Dialer({ brokers: [process.argv[2]!], clientId: 'idle', connectTimeoutMs: 10_000 })
const connections: Connection[] = []
process.on('message', (count: number) => {
  openUpTo(dialer, connections, count).then(
    () => process.send!(connections.filter((connection) => !connection.closed).length),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))

// Fifty members on five hundred partitions join within two seconds; then one leaves. Real broker process, real sockets, records
// flowing all the time. Printed: how long it took. Asserted: nobody but the leaver gives anything up, only its partitions move,
// every other partition goes on with the very next offset, and nobody is silent for longer than a session's blink.
import { expect } from 'chai'
import { join } from 'node:path'
import { connect, type Client, type Consumer } from '../../client/index.ts'
import { startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const MEMBERS = 50
const PARTITIONS = 500
const JOIN_WITHIN_MS = 2_000
const SETTLE_MS = 5_000
/** A record goes to every partition this often; a member that is stopped by somebody else's leaving would miss several. */
const ROUND_MS = 100
const SILENCE_MS = 2_000

interface Member {
  readonly client: Client
  readonly consumer: Consumer<string>
  readonly owned: Set<number>
  /** Next offset by partition, of its present assignment. */
  readonly next: Map<number, number>
  revoked: number[]
  lost: number
  lastRecordMs: number
  silenceMs: number
  skips: string[]
  done: Promise<void>
}

function member(address: string, group: string): Member {
  const client = connect({ brokers: [address] })
  const consumer = client.consumer({ group, topics: ['events'], from: 'earliest', maxWaitMs: 200 })
  const made: Member = {
    client,
    consumer,
    owned: new Set(),
    next: new Map(),
    revoked: [],
    lost: 0,
    lastRecordMs: performance.now(),
    silenceMs: 0,
    skips: [],
    done: Promise.resolve(),
  }
  consumer.on('assigned', (partitions) => {
    for (const { partition } of partitions) made.owned.add(partition)
  })
  consumer.on('revoked', (partitions) => {
    for (const { partition } of partitions) {
      made.owned.delete(partition)
      made.next.delete(partition)
      made.revoked.push(partition)
    }
  })
  consumer.on('lost', () => made.lost++)
  made.done = consume(made)
  return made
}

async function consume(made: Member): Promise<void> {
  for await (const { partition, offset } of made.consumer) {
    const nowMs = performance.now()
    made.silenceMs = Math.max(made.silenceMs, nowMs - made.lastRecordMs)
    made.lastRecordMs = nowMs
    const wanted = made.next.get(partition) ?? offset
    if (offset !== wanted) made.skips.push(`${partition}: ${offset} after ${wanted - 1}`)
    made.next.set(partition, offset + 1)
  }
}

/** A record to every partition, again and again, until told to stop. */
function produceRounds(client: Client): () => Promise<void> {
  const producer = client.producer({ acks: 'leader' })
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition)
  let going = true
  const rounds = (async () => {
    while (going) {
      const records = partitions.map((partition) => ({ partition, value: 'x' }))
      await producer.sendBatch('events', records)
      await new Promise((resolve) => setTimeout(resolve, ROUND_MS))
    }
  })()
  return async () => {
    going = false
    await rounds
    await producer.close()
  }
}

/** Resolves with how long it took until every partition is owned, evenly, and each member has taken what it was given. */
async function settled(admin: Client, members: readonly Member[]): Promise<number> {
  const fromMs = performance.now()
  for (;;) {
    const group = await admin.admin.groups.describe('workers')
    const taken = members.reduce((sum, { owned }) => sum + owned.size, 0)
    const even = members.every(({ owned }) => Math.abs(owned.size - PARTITIONS / members.length) < 1)
    if (group.state === 'stable' && taken === PARTITIONS && even) return performance.now() - fromMs
    if (performance.now() - fromMs > 10 * SETTLE_MS)
      throw new Error(`after ${10 * SETTLE_MS} ms the group is ${group.state}, ${taken} partitions are taken`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a group of fifty members on five hundred partitions', function () {
  this.timeout(120_000)

  it('settles within five seconds, and a leaving member moves nothing but its own', () =>
    withDirectory(async (directory) => {
      const broker = await startBrokerProcess({ data: join(directory, 'data') })
      const admin = connect({ brokers: [broker.address] })
      const members: Member[] = []
      try {
        await admin.admin.topics.ensure('events', {
          partitions: PARTITIONS,
          settings: { durability: 'memory' },
        })
        const stopProducing = produceRounds(admin)
        const joins = Array.from({ length: MEMBERS }, async (_, i) => {
          await new Promise((resolve) => setTimeout(resolve, (JOIN_WITHIN_MS * i) / MEMBERS))
          members.push(member(broker.address, 'workers'))
        })
        await Promise.all(joins)
        const settledMs = await settled(admin, members)

        for (const each of members) {
          expect(each.skips, 'while joining').to.deep.equal([])
          Object.assign(each, { revoked: [], silenceMs: 0, lastRecordMs: performance.now() })
        }
        const leaver = members.shift() as Member
        const before = members.map(({ owned }) => new Set(owned))
        const moving = new Set(leaver.owned)
        await leaver.client.close()
        const resettledMs = await settled(admin, members)
        // Long enough to see every member's records go on behind the change.
        await new Promise((resolve) => setTimeout(resolve, 3 * ROUND_MS))
        await stopProducing()

        for (const [i, each] of members.entries()) {
          expect(each.revoked, `member ${i} gave up`).to.deep.equal([])
          expect(each.lost).to.equal(0)
          expect(each.skips, `member ${i} skipped`).to.deep.equal([])
          expect(each.silenceMs, `member ${i} was silent, ms`).to.be.below(SILENCE_MS)
          const gained = [...each.owned].filter((partition) => !before[i]?.has(partition))
          expect(gained.filter((partition) => !moving.has(partition))).to.deep.equal([])
        }
        const silences = members.map(({ silenceMs }) => silenceMs).sort((a, b) => a - b)
        process.stdout.write(
          `      settled ${Math.round(settledMs)} ms after the last of ${MEMBERS} joins; ` +
            `again ${Math.round(resettledMs)} ms after one left; ` +
            `silence of the others: median ${Math.round(silences[24] as number)} ms, most ${Math.round(silences.at(-1) as number)} ms\n`,
        )
        expect(settledMs).to.be.below(SETTLE_MS)
      } finally {
        await Promise.all(members.map(({ client }) => client.close()))
        await Promise.all(members.map(({ done }) => done))
        await admin.close()
        await broker.stop()
      }
    }))
})

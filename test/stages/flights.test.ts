// Real input end to end: the 20,000 flights of vega-datasets, ten times over, keyed by origin; four members of a group count
// them by airport into a compacted topic, and one of them is killed half-way through its share. What the topic says equals
// what one loop over the file says. Why that can be exact: flights-member.ts.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { type Client, connect } from '../../client/index.ts'
import { root, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'
import {
  airports,
  type Flight,
  flights,
  GROUP,
  type MemberOptions,
  readAirports,
  readTotals,
} from './flights-member.ts'

const PASSES = 10
const PARTITIONS = 8
const MEMBERS = 4
/** `airports` is compacted all the time, also under those who read it. */
const COMPACTED = { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': '1s' }
const allPartitions = Array.from({ length: PARTITIONS }, (_, i) => i)

function readFlights(): Flight[] {
  const path = join(root, 'node_modules/vega-datasets/data/flights-20k.json') // its exports name no data
  return JSON.parse(readFileSync(path, 'utf8')) as Flight[]
}

type Sum = Readonly<Record<'count' | 'delay', number>>

/** The answer, straight from the file. */
function sumsOf(list: readonly Flight[], passes: number): Map<string, Sum> {
  const sums = new Map<string, Sum>()
  for (const { origin, delay } of list) {
    const { count, delay: before } = sums.get(origin) ?? { count: 0, delay: 0 }
    sums.set(origin, { count: count + passes, delay: before + delay * passes })
  }
  return sums
}

class Member {
  readonly ended: Promise<number | string>
  readonly #child: ChildProcess
  #stdout = ''

  constructor(options: MemberOptions) {
    const program = join(import.meta.dirname, 'flights-member.ts')
    this.#child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.#stdout += text.toString()
    })
    this.ended = once(this.#child, 'close').then(([code, signal]) => (signal ?? code) as number | string)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<{ counted: number; skipped: number }> {
    this.#child.kill('SIGTERM')
    expect(await this.ended, 'how a member ended').to.equal(0)
    return JSON.parse(this.#stdout) as { counted: number; skipped: number }
  }
}

async function until(what: string, ms: number, reached: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + ms
  while (!(await reached())) {
    if (performance.now() > giveUpAt) throw new Error(`${what}: not within ${ms / 1000} s`)
    await sleep(100)
  }
}

/** Everybody has something to do before there is anything to do. */
async function allTakePart(client: Client): Promise<boolean> {
  const described = await client.admin.groups.describe(GROUP).catch(() => undefined)
  const busy = described?.members.filter(({ assigned }) => assigned.length > 0) ?? []
  return described?.state === 'stable' && busy.length === MEMBERS
}

async function isDone(client: Client): Promise<boolean> {
  const { partitions } = await client.admin.groups.describe(GROUP)
  return partitions.every(({ lag, logEnd }) => (lag ?? logEnd) === 0)
}

async function produce(client: Client, list: readonly Flight[]): Promise<void> {
  const producer = client.producer({ compression: 'lz4' })
  for (let pass = 0; pass < PASSES; pass++)
    await producer.sendBatch(
      flights,
      list.map((flight) => ({ key: flight.origin, value: flight })),
    )
  await producer.close()
}

async function totalsOf(client: Client): Promise<Map<string, Sum>> {
  const totals = await readTotals(client, allPartitions)
  return new Map([...totals].map(([origin, { count, delay }]) => [origin, { count, delay }]))
}

/** Records that are still in `airports`, and those ever written to it. */
async function recordsOf(client: Client): Promise<{ left: number; written: number }> {
  let left = 0
  await readAirports(client, allPartitions, () => {
    left += 1
  })
  const ends = await client.admin.records.offsets(airports, 'latest')
  return { left, written: ends.reduce((sum, { offset }) => sum + offset, 0) }
}

function sorted(sums: ReadonlyMap<string, Sum>): [string, Sum][] {
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1))
}

describe('flights by airport', function () {
  this.timeout(180_000)

  it(`four members, one killed half-way: the same as straight from the file, ${PASSES} times over`, () =>
    withDirectory(async (data) => {
      const list = readFlights()
      expect(list.length).to.equal(20_000)
      const broker = await startBrokerProcess({ data })
      const client = connect({ brokers: [broker.address] })
      const members: Member[] = []
      try {
        await client.admin.topics.create(flights, { partitions: PARTITIONS })
        await client.admin.topics.create(airports, { partitions: PARTITIONS, settings: COMPACTED })
        const half = (list.length * PASSES) / MEMBERS / 2
        for (let i = 0; i < MEMBERS; i++) {
          const options = { address: broker.address, name: `member-${i}` }
          members.push(new Member(i === 0 ? { ...options, dieAfterFlights: half } : options))
        }
        await until('all members take part', 30_000, () => allTakePart(client))
        await produce(client, list)
        expect(await (members[0] as Member).ended, 'how the first member ended').to.equal('SIGKILL')
        await until('every flight is counted', 60_000, () => isDone(client))
        const results = await Promise.all(members.slice(1).map((member) => member.stop()))
        const expected = sorted(sumsOf(list, PASSES))
        expect(sorted(await totalsOf(client))).to.deep.equal(expected)
        await until('airports is compacted', 30_000, async () => {
          const { left, written } = await recordsOf(client)
          return left <= 2 * expected.length && written > 10 * left
        })
        expect(sorted(await totalsOf(client)), 'after compaction').to.deep.equal(expected)
        const skipped = results.reduce((sum, result) => sum + result.skipped, 0)
        expect(skipped, 'flights that the dead member had counted and not committed').to.be.greaterThan(0)
        for (const { counted } of results) expect(counted, 'of one member').to.be.greaterThan(0)
      } finally {
        for (const member of members) member.kill()
        await client.close()
        await broker.stop()
      }
    }))
})

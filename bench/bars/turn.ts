// The longest turn of the broker's main thread under full load: frames of 64 KiB and of 4 KiB from many connections, and a
// consumer, all at once. Measured inside the broker by turn-probe.mjs. Called by measurements.ts.
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { connect } from '../../client/index.ts'
import { startBrokerChild } from '../broker-child.ts'
import { createTopic, settled } from '../growth/growth.ts'
import type { Growth, Measured } from '../growth/growth.ts'
import { runReceiver, runSender } from '../growth/programs.ts'
import { kib, mib } from '../growth/quantities.ts'
import { rateRow } from './bars.ts'
import type { Row } from './bars.ts'
import { deleteTopic, settle } from './settle.ts'

export interface TurnLoad {
  largeBytes: number // a round, in frames of 64 KiB
  smallBytes: number // in frames of 4 KiB
  fetchBytes: number
}

const logBytes = 64 * mib
const answerDeadlineMs = 10_000

interface Figures {
  turnMs: number
  turnCpuMs: number
  wallMs: number
  ticks: number
}

export async function mainThreadTurn(growth: Growth, load: TurnLoad): Promise<Row[]> {
  const directory = await mkdtemp(join(growth.directory, 'turn-'))
  const file = join(directory, 'turns.json')
  const probe = new URL('./turn-probe.mjs', import.meta.url).href
  const broker = await startBrokerChild({
    transport: 'tcp',
    settings: [],
    directory,
    built: true,
    env: { NODE_OPTIONS: `--import=${probe}`, BENCH_TURN_FILE: file },
  })
  growth.children.add(broker.pid)
  const client = connect({ brokers: [broker.address], clientId: 'sluice-bench' })
  try {
    const figures = await rounds(growth, { broker, client }, load, file)
    const facts = {
      key: 'mainThreadTurnMsMax',
      title: 'longest turn of the main thread, full load',
      unit: 'ms',
    }
    return [
      rateRow(
        facts,
        figures.map(({ turnMs }) => turnMs),
      ),
      rateRow(
        { ...facts, key: 'mainThreadDelayMsMax', title: 'the same, waiting for a core included' },
        figures.map(({ wallMs }) => wallMs),
      ),
    ]
  } finally {
    await client.close()
    await broker.stop()
    growth.children.delete(broker.pid)
    await rm(directory, { recursive: true, force: true })
  }
}

async function rounds(growth: Growth, measured: Measured, load: TurnLoad, file: string): Promise<Figures[]> {
  const { broker, client } = measured
  const { id } = await createTopic(client, 'read', { settings: { durability: 'memory' } })
  const filled = {
    address: broker.address,
    topicId: id,
    bytes: logBytes,
    frameBytes: 256 * kib,
    inFlight: 16,
  }
  await runSender(growth, { ...filled, acks: 'all' })
  await settled(growth, client, 'read')
  const figures: Figures[] = []
  for (let round = -1; round < growth.rounds; round++) {
    const large = await createTopic(client, `large-${round}`, { settings: { durability: 'memory' } })
    const small = await createTopic(client, `small-${round}`, { settings: { durability: 'memory' } })
    await settle(growth.signal)
    await rm(file, { force: true })
    process.kill(broker.pid, 'SIGUSR2')
    await fullLoad(growth, measured, { read: id, large: large.id, small: small.id }, load)
    process.kill(broker.pid, 'SIGUSR2')
    const seen = await answer(growth, file)
    for (const topic of [large, small]) await deleteTopic(client, broker, topic, growth.signal)
    if (round < 0) continue // the first one compiles
    figures.push(seen)
    const told = [seen.turnMs, seen.turnCpuMs, seen.wallMs].map((ms) => ms.toFixed(1))
    growth.note(
      `turn: round ${round + 1}, ${told[0]} ms (${told[1]} on the processor), ${told[2]} ms by the clock`,
    )
  }
  return figures
}

async function fullLoad(
  growth: Growth,
  { broker }: Measured,
  ids: { read: string; large: string; small: string },
  load: TurnLoad,
): Promise<void> {
  const all = { address: broker.address, inFlight: 16, acks: 'all' } as const
  const large = { topicId: ids.large, bytes: load.largeBytes, frameBytes: 64 * kib, connections: 4 }
  const small = { topicId: ids.small, bytes: load.smallBytes, frameBytes: 4 * kib, connections: 8 }
  const read = { topicId: ids.read, bytes: load.fetchBytes, logBytes, batchBytes: 256 * kib, maxBytes: mib }
  await Promise.all([
    runSender(growth, { ...all, ...large }),
    runSender(growth, { ...all, ...small }),
    runReceiver(growth, { ...read, address: broker.address, inFlight: 4 }),
  ])
}

async function answer(growth: Growth, file: string): Promise<Figures> {
  const deadline = performance.now() + answerDeadlineMs
  while (!existsSync(file)) {
    if (performance.now() > deadline) throw new Error('the probe in the broker did not answer')
    await setTimeout(20, undefined, { signal: growth.signal })
  }
  const figures = JSON.parse(readFileSync(file, 'utf8')) as Figures
  if (figures.ticks < 10) throw new Error(`the probe in the broker saw ${figures.ticks} turns only`)
  return figures
}

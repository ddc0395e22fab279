// `sluice bench latency`: how long a record is under way, from when it should have been sent to when it was received.
// One producer and one consumer in this process, hence one clock; a broker of its own. Records leave at a fixed rate
// whatever became of those before (pace.ts), and each carries the time it was due: a stall counts for all it held up.
// The warm-up round is not counted.
import { connect, SluiceError, topic } from '../client/index.ts'
import type { Client, Consumer, Producer, Topic } from '../client/index.ts'
import { startBrokerChild } from './broker-child.ts'
import { makeRecords } from './load.ts'
import { describeMachine } from './machine.ts'
import type { Machine } from './machine.ts'
import { pace } from './pace.ts'
import { quantile } from './quantile.ts'
import { spread } from './rounds.ts'
import type { Spread } from './rounds.ts'

export interface LatencyOptions {
  rate: number // records a second
  seconds: number // a round
  size: number // bytes of a value
  acks: 'all' | 'leader' | 'none'
  durability: 'disk' | 'memory'
  rounds: number
  transport: 'tcp' | 'unix'
}

export interface LatencyRound {
  records: number
  p50Ms: number
  p99Ms: number
  p999Ms: number
  maxMs: number
}

export interface LatencyResult {
  bench: 'latency'
  options: LatencyOptions
  machine: Machine
  rounds: LatencyRound[]
  spread: { [Name in keyof LatencyRound]: Spread }
}

export interface LatencyWatch {
  onRound: (number: number, round: LatencyRound) => void
  signal: AbortSignal
}

/** A record's due time, a double, opens its value. */
const latencySizeMin = 8
/** Each record of a round is remembered as one number. */
const latencyRecordsMost = 10_000_000
const warmUpSecondsMost = 3
const arrivalDeadlineMs = 30_000

/** Throws INVALID_ARGUMENT for values too small to carry a time, or rounds of too many records. */
export async function benchLatency(options: LatencyOptions, watch: LatencyWatch): Promise<LatencyResult> {
  check(options)
  const broker = await startBrokerChild({ transport: options.transport, settings: [] })
  const client = connect({ brokers: [broker.address], clientId: 'sluice-bench' })
  try {
    const rounds = await runRounds(client, options, watch)
    const machine = describeMachine(broker.directory)
    return { bench: 'latency', options, machine, rounds, spread: spreadsOf(rounds) }
  } finally {
    await client.close()
    await broker.stop()
  }
}

function check({ size, rate, seconds }: LatencyOptions): void {
  if (size < latencySizeMin) {
    throw new SluiceError(
      'INVALID_ARGUMENT',
      `a value of ${size} bytes has no room for the time it was due`,
      {
        hint: `--size ${latencySizeMin} or more`,
      },
    )
  }
  if (rate * seconds > latencyRecordsMost) {
    throw new SluiceError(
      'INVALID_ARGUMENT',
      `${rate} records/s for ${seconds} s are more than the ${latencyRecordsMost} that one round remembers`,
      { hint: 'lower --rate or --seconds' },
    )
  }
}

async function runRounds(
  client: Client,
  options: LatencyOptions,
  watch: LatencyWatch,
): Promise<LatencyRound[]> {
  const target = topic('bench')
  await client.admin.topics.create(target, { settings: { durability: options.durability } })
  const producer = client.producer({ acks: options.acks })
  const consumer = client.consumer({ topics: [target], from: 'earliest' })
  const rounds: LatencyRound[] = []
  for (let number = 0; number <= options.rounds; number++) {
    const seconds = number === 0 ? Math.min(warmUpSecondsMost, options.seconds) : options.seconds
    const count = Math.max(1, Math.round(options.rate * seconds))
    const round = await runRound(producer, consumer, target, options, count, watch.signal)
    if (number === 0) continue
    rounds.push(round)
    watch.onRound(number, round)
  }
  return rounds
}

/** Sends and receives side by side; whichever fails ends the other. */
async function runRound(
  producer: Producer,
  consumer: Consumer<Topic<Buffer, Buffer>>,
  target: Topic<Buffer, Buffer>,
  options: LatencyOptions,
  count: number,
  outer: AbortSignal,
): Promise<LatencyRound> {
  const failed = new AbortController()
  const signal = AbortSignal.any([outer, failed.signal])
  const endsTogether = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      failed.abort(error)
      throw error
    })
  const received = endsTogether(receive(consumer, count, signal))
  const sent = endsTogether(sendPaced(producer, target, options, count, signal))
  const late = sent.then(() => setTimeout(() => failed.abort(tooLate()), arrivalDeadlineMs))
  const [latencies] = await Promise.allSettled([received, sent])
  clearTimeout(await late.catch(() => undefined))
  outer.throwIfAborted()
  failed.signal.throwIfAborted()
  return figures((latencies as PromiseFulfilledResult<Float64Array>).value)
}

function tooLate(): SluiceError {
  return new SluiceError(
    'TIMEOUT',
    `records that were sent did not arrive within ${arrivalDeadlineMs / 1000} s`,
  )
}

async function sendPaced(
  producer: Producer,
  target: Topic<Buffer, Buffer>,
  { rate, size }: LatencyOptions,
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const [model] = makeRecords(1, size)
  const flying = new Set<Promise<unknown>>()
  let failure: unknown
  await pace(rate, count, signal, (dueMs) => {
    if (failure !== undefined) throw failure
    const value = Buffer.from(model!.value!)
    value.writeDoubleLE(dueMs, 0)
    const call: Promise<unknown> = producer
      .send(target, { value }, { signal })
      .catch((error: unknown) => (failure ??= error))
      .finally(() => flying.delete(call))
    flying.add(call)
  })
  await Promise.all(flying)
  if (failure !== undefined) throw failure
}

/** Latencies in milliseconds of exactly `count` records, sorted. */
async function receive(
  consumer: Consumer<Topic<Buffer, Buffer>>,
  count: number,
  signal: AbortSignal,
): Promise<Float64Array> {
  const latencies = new Float64Array(count)
  let received = 0
  for await (const batch of consumer.batches({ signal })) {
    const nowMs = performance.now()
    for (const record of batch) latencies[received++] = nowMs - record.value!.readDoubleLE(0)
    if (received >= count) break
  }
  if (received !== count) throw new Error(`received ${received} records, sent ${count}`)
  return latencies.sort()
}

function figures(sorted: Float64Array): LatencyRound {
  return {
    records: sorted.length,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    p999Ms: quantile(sorted, 0.999),
    maxMs: sorted.at(-1)!,
  }
}

function spreadsOf(rounds: readonly LatencyRound[]): LatencyResult['spread'] {
  const of = (pick: (round: LatencyRound) => number) => spread(rounds.map(pick))
  return {
    records: of((round) => round.records),
    p50Ms: of((round) => round.p50Ms),
    p99Ms: of((round) => round.p99Ms),
    p999Ms: of((round) => round.p999Ms),
    maxMs: of((round) => round.maxMs),
  }
}

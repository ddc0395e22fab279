// Idempotence under faults: a proxy that loses answers, resets, cuts and stalls connections at random moments while a producer
// sends at full load. Every acknowledged record is there once, where its sender was told, in order per key; what a sender
// was told is 'unknown' is there at most once, what it was told is not stored is not there. With time enough for repeats
// everything is acknowledged; with deadlines shorter than the stalls much is not, and what is told must still be true.
// The oracle lives in this process, outside the broker. SLUICE_FAULT_SECONDS sets how long each case runs (default 10),
// SLUICE_FAULT_SEED the faults. Prints one line a case: records, outcomes, faults by kind.
import { expect } from 'chai'
import { connect, isSluiceError, type SendResult, serde, topic } from '../../client/index.ts'
import { FaultProxy } from '../faults/proxy.ts'
import { type FaultCounts, Storm } from '../faults/storm.ts'
import { sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const SECONDS = Number(process.env.SLUICE_FAULT_SECONDS ?? 10)
const SEED = Number(process.env.SLUICE_FAULT_SEED ?? 4)
const PARTITIONS = 4
const KEYS = 97
const RECORDS_PER_CALL = 500
const CALLS_AT_ONCE = 40
const PADDING = '.'.repeat(80)

type Fate = 'acked' | 'unknown' | 'no'
const fates: readonly Fate[] = ['acked', 'unknown', 'no']

/** What became of each record, by its number: what senders were told. */
class Told {
  #fate = new Uint8Array(1 << 20)
  #offset = new Float64Array(1 << 20)
  readonly counts: Record<Fate, number> = { acked: 0, unknown: 0, no: 0 }
  readonly codes = new Map<string, number>()

  note(number: number, outcome: unknown): void {
    if (number >= this.#fate.length) this.#grow()
    const failed = isSluiceError(outcome)
    const fate = failed ? (outcome.delivered === 'unknown' ? 'unknown' : 'no') : 'acked'
    if (failed) this.codes.set(outcome.code, (this.codes.get(outcome.code) ?? 0) + 1)
    else {
      const { partition, offset } = outcome as SendResult
      this.#offset[number] = offset * PARTITIONS + partition
    }
    this.#fate[number] = fates.indexOf(fate) + 1
    this.counts[fate] += 1
  }

  fateOf(number: number): Fate | undefined {
    return fates[(this.#fate[number] ?? 0) - 1]
  }

  placeOf(number: number): { partition: number; offset: number } {
    const both = this.#offset[number] as number
    return { partition: both % PARTITIONS, offset: Math.floor(both / PARTITIONS) }
  }

  #grow(): void {
    const [fate, offset] = [this.#fate, this.#offset]
    this.#fate = new Uint8Array(fate.length * 2)
    this.#fate.set(fate)
    this.#offset = new Float64Array(offset.length * 2)
    this.#offset.set(offset)
  }
}

const handleOf = (name: string) => topic(name, { key: serde.utf8, value: serde.utf8 })
const recordOf = (number: number) => ({ key: `key-${number % KEYS}`, value: `${number} ${PADDING}` })

/** Numbered records at full speed until the time is over; every tenth call is single sends. Answers how many there were. */
async function produce(
  address: string,
  name: string,
  told: Told,
  requestTimeoutMs: number,
  deliveryTimeoutMs: number,
): Promise<number> {
  const client = connect({ brokers: [address], requestTimeoutMs, deliveryTimeoutMs })
  const producer = client.producer()
  const calls = new Set<Promise<void>>()
  const untilMs = performance.now() + SECONDS * 1_000
  let number = 0
  for (let call = 0; performance.now() < untilMs; call++) {
    const first = number
    const single = call % 10 === 9
    const records = Array.from({ length: single ? 20 : RECORDS_PER_CALL }, () => recordOf(number++))
    const sent: Promise<readonly unknown[]> = single
      ? Promise.all(records.map((record) => producer.send(handleOf(name), record).catch((e: unknown) => e)))
      : producer.sendBatch(handleOf(name), records).then(
          ({ results }) => results,
          (error: { results: readonly unknown[] }) => error.results,
        )
    const noted = sent.then((outcomes) => {
      for (let i = 0; i < outcomes.length; i++) told.note(first + i, outcomes[i])
    })
    const done: Promise<void> = noted.finally(() => calls.delete(done))
    calls.add(done)
    if (calls.size >= CALLS_AT_ONCE) await Promise.race(calls)
  }
  await Promise.all(calls)
  await client.close()
  return number
}

/** Reads the topic to its end, past the proxy, and compares. Answers how many records there were. */
async function verify(address: string, name: string, told: Told, count: number): Promise<number> {
  const client = connect({ brokers: [address] })
  const ends = await client.admin.records.offsets(name, 'latest')
  let left = ends.reduce((sum, { offset }) => sum + offset, 0)
  const stored = left
  const seen = new Uint8Array(count)
  const lastOfKey = new Map<string, number>()
  const wrong: string[] = []
  const consumer = client.consumer({ topics: [handleOf(name)], from: 'earliest' })
  if (left > 0) {
    for await (const batch of consumer.batches()) {
      for (const { key, value, partition, offset } of batch) {
        const number = Number.parseInt(value as string)
        seen[number] = (seen[number] as number) + 1
        if (seen[number] !== 1) wrong.push(`${number} is stored twice, again at ${partition}/${offset}`)
        const last = lastOfKey.get(key as string) ?? -1
        if (number <= last) wrong.push(`${number} of ${key} comes after ${last}`)
        lastOfKey.set(key as string, number)
        const fate = told.fateOf(number)
        if (fate === 'acked') {
          const place = told.placeOf(number)
          if (place.partition !== partition || place.offset !== offset)
            wrong.push(`${number} is at ${partition}/${offset}, told ${place.partition}/${place.offset}`)
        } else if (fate !== 'unknown') wrong.push(`${number} is stored, told '${fate}'`)
        left -= 1
      }
      expect(wrong.slice(0, 10)).to.deep.equal([])
      if (left === 0) break
    }
  }
  await client.close()
  for (let number = 0; number < count; number++)
    if (told.fateOf(number) === 'acked' && seen[number] !== 1)
      wrong.push(`${number} was acknowledged and is lost`)
  expect(wrong.slice(0, 10)).to.deep.equal([])
  return stored
}

function say(name: string, told: Told, stored: number, faults: FaultCounts, links: number): void {
  const kinds = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`)
  const { acked, unknown, no } = told.counts
  const codes = [...told.codes].map(([code, count]) => ` (${code} ${count})`).join('')
  process.stdout.write(
    `      ${name}: ${SECONDS} s, seed ${SEED}: ${acked + unknown + no} records: ${acked} acknowledged, ${unknown} unknown, ` +
      `${no} not stored${codes}; ${stored} stored; ${links} connections; faults: ${kinds.join(', ')}\n`,
  )
}

/** Every so often nothing gets through for longer than a send may take: without it, whether any send fails is luck. */
function outages(proxy: FaultProxy, everyMs: number, forMs: number): () => void {
  const timer = setInterval(() => {
    proxy.refusing = true
    for (const link of proxy.links) link.stall(forMs)
    setTimeout(() => {
      proxy.refusing = false
    }, forMs)
  }, everyMs)
  return () => clearInterval(timer)
}

describe(`idempotence: ${SECONDS} s of faults at full load`, function () {
  this.timeout(120_000 + SECONDS * 4_000)

  for (const { durability, requestTimeoutMs, deliveryTimeoutMs } of [
    { durability: 'memory', requestTimeoutMs: 1_000, deliveryTimeoutMs: 60_000 },
    { durability: 'disk', requestTimeoutMs: 1_000, deliveryTimeoutMs: 60_000 },
    { durability: 'memory', requestTimeoutMs: 100, deliveryTimeoutMs: 250 },
  ]) {
    const name = `durability=${durability}, deliveryTimeoutMs=${deliveryTimeoutMs}`
    it(`every record once, in order per key, ${name}`, () =>
      withDirectory(async (data) => {
        const broker = await startBrokerProcess({ data })
        const proxy = await FaultProxy.start(broker.address)
        try {
          const made = await sluice([
            ...['topic', 'create', 'faulty', '--partitions', String(PARTITIONS)],
            ...['--set', `durability=${durability}`, '--broker', broker.address],
          ])
          expect(made.code, made.stderr).to.equal(0)
          const told = new Told()
          const waitMsMost = deliveryTimeoutMs < 10_000 ? 6 * deliveryTimeoutMs : 300
          const storm = new Storm(proxy, { seed: SEED, everyMs: 100, waitMsMost })
          const noOutages =
            deliveryTimeoutMs < 10_000 ? outages(proxy, 2_000, 3 * deliveryTimeoutMs) : () => undefined
          const sending = produce(proxy.address, 'faulty', told, requestTimeoutMs, deliveryTimeoutMs)
          const stormOver = setTimeout(() => storm.stop(), SECONDS * 1_000)
          const count = await sending
          clearTimeout(stormOver)
          noOutages()
          const faults = storm.stop()
          const stored = await verify(broker.address, 'faulty', told, count)
          say(name, told, stored, faults, proxy.linksCount)
          const { acked, unknown } = told.counts
          if (deliveryTimeoutMs > 10_000) expect(acked, 'there was time for all of them').to.equal(count)
          else expect(Math.min(acked, unknown), 'both kinds of outcome').to.be.greaterThan(0)
          for (const [kind, times] of Object.entries(faults)) expect(times, kind).to.be.greaterThan(0)
        } finally {
          await proxy.close()
          await broker.stop('SIGKILL')
        }
      }))
  }
})

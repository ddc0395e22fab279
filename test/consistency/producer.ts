// A producer of a consistency run: several sends under way at once, single ones and batches, with keys and with partitions of
// its own choice, some aborted. Before each call its values are on disk, after it their fates. Started by processes.ts.
// Order is that of the calls: a later call's records must never lie before an earlier one's, whatever became of either.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Producer, SendResult, SluiceError } from '../../client/index.ts'
import { partitionOf } from '../../protocol/murmur2.ts'
import { type Random, seededRandom } from '../faults/random.ts'
import { type ClientOptions, type ClientProcess, clientProcess } from './client-process.ts'
import type { Outcome, SentRecord } from './history.ts'
import { hashOf, payloadOf } from './payload.ts'

export interface ProducerProcessOptions extends ClientOptions {
  readonly recordsPerSecond: number
  readonly compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  readonly deliveryTimeoutMs: number
  readonly idempotent: boolean
}

interface Given {
  readonly key: string
  readonly value: Buffer
  readonly partition?: number
}

const SENDS_AT_ONCE = 8
const RECORDS_MOST = 20
const KEYS = 100

class Sending {
  readonly #process: ClientProcess<ProducerProcessOptions>
  readonly #producer: Producer
  readonly #random: Random
  readonly #underWay = new Set<Promise<void>>()
  #records = 0
  #sends = 0

  constructor(process: ClientProcess<ProducerProcessOptions>, producer: Producer) {
    this.#process = process
    this.#producer = producer
    this.#random = seededRandom(process.options.seed)
  }

  async run(): Promise<void> {
    const { stop, options } = this.#process
    const pauseMs = (RECORDS_MOST / 2 / options.recordsPerSecond) * 1_000
    while (!stop.aborted) {
      const sending = this.#send()
      this.#underWay.add(sending)
      void sending.finally(() => this.#underWay.delete(sending))
      await sleep(pauseMs * 2 * this.#random.next())
      if (this.#underWay.size >= SENDS_AT_ONCE) await Promise.race(this.#underWay)
    }
    await Promise.all(this.#underWay)
  }

  async #send(): Promise<void> {
    const { history } = this.#process
    const drawn = Array.from({ length: this.#random.whole(1, RECORDS_MOST) }, () => this.#draw())
    const id = this.#sends++
    history.write({ op: 'send', id, records: drawn.map(({ sent }) => sent) }, { sync: true })
    const given = drawn.map(({ record }) => record)
    const results = await this.#call(given)
    for (const [i, result] of results.entries()) {
      const [wanted, value] = (drawn[i] as { sent: SentRecord }).sent
      if ('offset' in result && 'partition' in result && !isError(result) && result.partition !== wanted)
        history.write({
          op: 'trouble',
          text: `${value} was meant for ${wanted}, sent to ${result.partition}`,
        })
    }
    history.write({ op: 'sent', id, results: results.map(outcomeOf) }, { sync: true })
  }

  /** One result or error a record. */
  async #call(given: readonly Given[]): Promise<readonly (SendResult | SluiceError)[]> {
    const { topic } = this.#process.options
    const random = this.#random
    const signal = random.whole(0, 50) === 0 ? AbortSignal.timeout(random.whole(0, 30)) : undefined
    const options = signal === undefined ? {} : { signal }
    if (random.whole(0, 5) === 0) {
      const sent = await Promise.allSettled(given.map((one) => this.#producer.send(topic, one, options)))
      return sent.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as SluiceError)))
    }
    try {
      return (await this.#producer.sendBatch(topic, given, options)).results
    } catch (error) {
      if (!isError(error)) throw error
      const results = (error as { results?: readonly (SendResult | SluiceError)[] }).results
      return results ?? given.map(() => error)
    }
  }

  #draw(): { sent: SentRecord; record: Given } {
    const { process: by, topic, partitions } = this.#process.options
    const random = this.#random
    const value = `${by}.${this.#records++}`
    const key = `key-${random.whole(0, KEYS)}`
    const byKey = random.whole(0, 2) === 0
    const partition = byKey ? partitionOf(Buffer.from(key), partitions) : random.whole(0, partitions)
    const bytes = payloadOf(value, topic, partition, random)
    return {
      sent: [partition, value, hashOf(bytes)],
      record: { key, value: bytes, ...(!byKey && { partition }) },
    }
  }
}

function isError(result: unknown): result is SluiceError {
  return result instanceof Error && 'delivered' in result
}

function outcomeOf(result: SendResult | SluiceError): Outcome {
  if (!isError(result)) return ['ok', result.offset]
  return [result.delivered === 'no' ? 'fail' : 'info', result.code]
}

await clientProcess<ProducerProcessOptions>(
  'producer',
  ({ compression, deliveryTimeoutMs }) => `${compression}, ${deliveryTimeoutMs} ms`,
  async (client) => {
    const { sdk, options } = client
    const { address, compression, deliveryTimeoutMs, idempotent } = options
    const connected = sdk.connect({
      brokers: [address],
      clientId: options.process,
      requestTimeoutMs: 5_000,
      deliveryTimeoutMs,
    })
    const producer = connected.producer({ acks: 'all', idempotent, compression })
    await new Sending(client, producer).run()
    await connected.close()
  },
)

// The traffic of `sluice demo`: two topics, a producer, and three groups of which one keeps up, one falls behind and one has left.
// Called by demo.ts.
// Invariants: what existed before is used and never deleted; everything made here is closed by close(), whatever failed.
import type { Client, Consumer, GroupListing, Producer } from '../client/index.ts'
import { isSluiceError } from '../protocol/errors.ts'

export interface TrafficOptions {
  readonly broker: string
  /** Orders a second; clicks come half as often. */
  readonly rate: number
  readonly signal: AbortSignal
}

export const demoTopics = { 'demo.orders': 4, 'demo.clicks': 2 } as const
export const demoGroups = {
  keepsUp: 'demo.mailer',
  fallsBehind: 'demo.billing',
  left: 'demo.archive',
} as const

/** Of what comes in, the slow consumer takes this part: it is 5 s behind in less than 15 s. */
const slowPart = 0.6
const tickMs = 100
const batchMax = 1_000
const keyCount = 500
const items = ['espresso', 'filter', 'flat white', 'mocha', 'tea', 'water']

export class DemoTraffic {
  readonly #options: TrafficOptions
  readonly #clients: Client[] = []
  readonly #admin: Client
  #madeTopics: string[] = []
  #groupsBefore: readonly GroupListing[] = []
  #inUse: string[] = []
  #sent = 0

  private constructor(options: TrafficOptions, admin: Client) {
    this.#options = options
    this.#admin = admin
    this.#clients.push(admin)
  }

  /** Topics are there when it resolves. */
  static async prepare(options: TrafficOptions): Promise<DemoTraffic> {
    const { connect } = await import('../client/index.ts')
    const traffic = new DemoTraffic(
      options,
      connect({ brokers: options.broker.split(','), clientId: 'demo' }),
    )
    await traffic.#prepare()
    return traffic
  }

  get sent(): number {
    return this.#sent
  }

  /** Topics and groups that were there before, and so will be there after. */
  get found(): string[] {
    const topics = Object.keys(demoTopics).filter((name) => !this.#madeTopics.includes(name))
    return [...topics, ...this.#groupsBefore.map(({ name }) => name)]
  }

  /** Groups that close() left because somebody else is a member by now, as another demo is; the topics stay with them. */
  get inUse(): readonly string[] {
    return this.#inUse
  }

  /** Resolves when the signal fired; rejects with what no retry helped against. */
  async run(): Promise<void> {
    const stop = new AbortController()
    const signal = AbortSignal.any([this.#options.signal, stop.signal])
    const { rate } = this.#options
    const parts = [
      this.#produce(signal),
      this.#consume(demoGroups.keepsUp, Number.POSITIVE_INFINITY, signal),
      this.#consume(demoGroups.fallsBehind, rate * slowPart, signal),
      this.#leave(demoGroups.left, signal),
    ]
    try {
      await Promise.all(parts)
    } finally {
      stop.abort() // the others too, and none is left behind
      await Promise.allSettled(parts)
    }
  }

  /** Groups and topics that were made here go, where `remove` says so; answers what went. */
  async close(remove: boolean): Promise<string[]> {
    try {
      return remove ? await this.#remove() : []
    } finally {
      await Promise.all(this.#clients.map((client) => client.close()))
    }
  }

  async #prepare(): Promise<void> {
    const { topics, groups } = this.#admin.admin
    try {
      const names: readonly string[] = Object.values(demoGroups)
      this.#groupsBefore = (await groups.list()).filter(({ name }) => names.includes(name))
      for (const [name, partitions] of Object.entries(demoTopics)) {
        try {
          await topics.create(name, { partitions, settings: { 'retention.ms': '1h', 'segment.ms': '10m' } })
          this.#madeTopics.push(name)
        } catch (error) {
          if (!isSluiceError(error) || error.code !== 'TOPIC_EXISTS') throw error
        }
      }
    } catch (error) {
      await this.close(true)
      throw error
    }
  }

  async #remove(): Promise<string[]> {
    const { topics, groups } = this.#admin.admin
    const kept = new Set(this.#groupsBefore.map(({ name }) => name))
    const gone: string[] = []
    for (const name of Object.values(demoGroups)) {
      if (kept.has(name)) continue
      const outcome = await groups.delete(name).then(() => 'gone', whyNot)
      if (outcome === 'gone') gone.push(name)
      if (outcome === 'GROUP_NOT_EMPTY') this.#inUse.push(name)
    }
    if (this.#inUse.length > 0) return gone
    for (const name of this.#madeTopics) {
      await topics.delete(name)
      gone.push(name)
    }
    this.#madeTopics = []
    return gone
  }

  /** A client for each part, so that owners have names of their own. */
  async #client(clientId: string): Promise<Client> {
    const { connect } = await import('../client/index.ts')
    const client = connect({ brokers: this.#options.broker.split(','), clientId })
    this.#clients.push(client)
    return client
  }

  async #produce(signal: AbortSignal): Promise<void> {
    const producer = (await this.#client('demo-shop')).producer()
    const startMs = performance.now()
    const due = { 'demo.orders': 0, 'demo.clicks': 0 }
    while (!signal.aborted) {
      const seconds = (performance.now() - startMs) / 1000
      const orders = Math.floor(seconds * this.#options.rate)
      const clicks = Math.floor((seconds * this.#options.rate) / 2)
      due['demo.orders'] = await this.#send(producer, 'demo.orders', due['demo.orders'], orders, order)
      due['demo.clicks'] = await this.#send(producer, 'demo.clicks', due['demo.clicks'], clicks, click)
      await pause(tickMs, signal)
    }
    await producer.close()
  }

  /** Answers up to which number records are sent; after a stall the rest comes in the next ticks. */
  async #send(
    producer: Producer,
    topic: string,
    from: number,
    wanted: number,
    make: (number: number) => object,
  ): Promise<number> {
    const to = Math.min(wanted, from + batchMax)
    if (to === from) return from
    const records = Array.from({ length: to - from }, (_, i) => {
      const number = from + i
      return {
        key: `customer-${(number * 7919) % keyCount}`,
        value: JSON.stringify(make(number)),
        headers: { source: 'demo' },
      }
    })
    await producer.sendBatch(topic, records)
    this.#sent += records.length
    return to
  }

  /** Takes `perSecond` records a second and commits what it took. */
  async #consume(group: string, perSecond: number, signal: AbortSignal): Promise<void> {
    const consumer = await this.#member(group, 'demo.orders')
    const maxRecords = Math.max(1, Math.ceil(Math.min(perSecond, this.#options.rate) / 4))
    try {
      for await (const batch of consumer.batches({ maxRecords, signal })) {
        await pause((batch.records / perSecond) * 1000, signal)
        await batch.commit()
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      await consumer.close()
    }
  }

  /** Commits in every partition and goes: a partition without a commit is nobody's once there are no members. */
  async #leave(group: string, signal: AbortSignal): Promise<void> {
    const consumer = await this.#member(group, 'demo.clicks')
    try {
      const committed = new Set<number>()
      for await (const batch of consumer.batches({ signal })) {
        await batch.commit()
        if (committed.add(batch.partition).size === demoTopics['demo.clicks']) break
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      await consumer.close()
    }
  }

  async #member(group: string, topic: string): Promise<Consumer<string>> {
    const client = await this.#client(`${group.replace('.', '-')}-1`)
    return client.consumer({ group, topics: [topic], from: 'committed', orElse: 'earliest' })
  }
}

const order = (number: number) => ({
  order: number,
  item: items[number % items.length],
  cups: 1 + (number % 3),
  price: (((number * 37) % 900) + 200) / 100, // one division: 4.03 and not 4.029999999999999
})

const click = (number: number) => ({ page: `/menu/${items[number % items.length]}`, ms: (number * 13) % 400 })

/** It never came to be, or it is somebody else's now. */
function whyNot(error: unknown): string {
  const codes = ['UNKNOWN_GROUP', 'GROUP_NOT_EMPTY']
  if (isSluiceError(error) && codes.includes(error.code)) return error.code
  throw error
}

/** Ends early when the signal fires. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}

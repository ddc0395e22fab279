// A group member of a consistency run, in one of the three ways of reading: `batches()` with commits by hand, record by record,
// `run()`. Started by processes.ts.
// Every record is in the history before anything else happens to it, so what was committed was certainly handed out; commits that
// the SDK makes by itself are judged by where the next assignment begins.
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type {
  AssignedPartition,
  Batch,
  ConsumedRecord,
  Consumer,
  SluiceError,
  TopicPartition,
} from '../../client/index.ts'
import { type Random, seededRandom } from '../faults/random.ts'
import { type ClientOptions, type ClientProcess, clientProcess } from './client-process.ts'
import type { HistoryFile } from './history.ts'
import { seen } from './payload.ts'

export interface ConsumerProcessOptions extends ClientOptions {
  readonly group: string
  readonly way: 'batches' | 'records' | 'run'
  readonly sessionTimeoutMs: number
  readonly maxProcessingMs: number
  /** Of the static member. */
  readonly instanceId?: string
}

/** Of record iteration: commit by hand about so often, instead of leaving it to the consumer. */
const RECORDS_PER_COMMIT = 64

/** The event loop turns no more. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** The whole process stands still, its threads too, until somebody else wakes it. */
function standStill(ms: number): void {
  const wake = `sleep ${ms / 1_000}; kill -CONT ${process.pid}`
  spawn('sh', ['-c', wake], { detached: true, stdio: 'ignore' }).unref()
  process.kill(process.pid, 'SIGSTOP')
}

class Member {
  readonly #history: HistoryFile
  readonly #consumer: Consumer<string>
  readonly #options: ConsumerProcessOptions
  readonly #random: Random
  readonly #stop: AbortSignal
  /** Partition → what it is held under. */
  readonly #held = new Map<number, number>()
  /** Assignment → behind the last record that was handed out under it. */
  readonly #next = new Map<number, number>()
  #assignments = 0
  #commits = 0

  constructor(client: ClientProcess<ConsumerProcessOptions>, consumer: Consumer<string>) {
    this.#history = client.history
    this.#options = client.options
    this.#stop = client.stop
    this.#consumer = consumer
    this.#random = seededRandom(client.options.seed)
    consumer.on('assigned', (parts) => this.#assigned(parts))
    consumer.on('revoked', (parts) => this.#released(parts, 'revoked'))
    consumer.on('lost', (parts) => this.#released(parts, 'lost'))
  }

  async batches(): Promise<void> {
    const signal = this.#stop
    for await (const batch of this.#consumer.batches({ maxRecords: this.#random.whole(1, 200), signal })) {
      this.#saw(batch.topic, batch.partition, [...batch])
      await this.#work()
      const assignment = this.#held.get(batch.partition)
      // Without one, whatever the commit does is the next owner's to notice.
      const ids = assignment === undefined ? [] : [this.#commitBegins(assignment, batch.nextOffset)]
      await this.#commit(batch, ids)
    }
  }

  async records(): Promise<void> {
    let count = 0
    for await (const record of this.#consumer.records({ signal: this.#stop })) {
      this.#saw(record.topic, record.partition, [record])
      count += 1
      if (count % 16 === 0) await this.#work()
      if (count % RECORDS_PER_COMMIT === 0) await this.#commitAll()
    }
  }

  async run(): Promise<void> {
    const handler = async (record: ConsumedRecord) => {
      this.#saw(record.topic, record.partition, [record])
      if (this.#random.whole(0, 16) === 0) await this.#work()
    }
    await this.#consumer.run(handler, { concurrency: 4, order: 'partition', signal: this.#stop })
  }

  #assigned(parts: readonly AssignedPartition[]): void {
    for (const { topic, partition, assignmentEpoch } of parts) {
      const assignment = ++this.#assignments
      this.#held.set(partition, assignment)
      this.#history.write({ op: 'assigned', assignment, topic, partition, epoch: assignmentEpoch })
    }
  }

  #released(parts: readonly TopicPartition[], how: string): void {
    for (const { partition } of parts) {
      const assignment = this.#held.get(partition)
      this.#held.delete(partition)
      if (assignment === undefined) continue
      this.#next.delete(assignment)
      this.#history.write({ op: 'released', assignment, how })
    }
  }

  #saw(topic: string, partition: number, records: readonly ConsumedRecord[]): void {
    const assignment = this.#held.get(partition) ?? -1
    const last = records.at(-1)
    if (last !== undefined) this.#next.set(assignment, last.offset + 1)
    this.#history.write({ op: 'poll', assignment, topic, partition, records: records.map(seen) })
  }

  /** What an application does with records: mostly a little, sometimes a lot, once in a while more than it may. */
  async #work(): Promise<void> {
    const { maxProcessingMs, sessionTimeoutMs } = this.#options
    const kind = this.#random.whole(0, 2_000)
    if (kind < 5) await this.#tooLong('works', maxProcessingMs * 1.5, sleep)
    else if (kind < 10) await this.#tooLong('blocks', this.#random.whole(500, maxProcessingMs * 1.5), block)
    else if (kind < 15) await this.#tooLong('stands still', sessionTimeoutMs * 1.5, standStill)
    else if (kind < 100) await sleep(this.#random.whole(200, 1_000))
    else if (kind < 1_000) await sleep(this.#random.whole(0, 10))
  }

  /** With records in hand, which are another member's before they are committed. */
  async #tooLong(what: string, ms: number, how: (ms: number) => unknown): Promise<void> {
    this.#history.write({ op: 'nemesis', what: `${what} for ${ms} ms` })
    await how(ms)
    this.#history.write({ op: 'nemesis', what: 'goes on' })
  }

  async #commit(batch: Batch, ids: readonly number[]): Promise<void> {
    try {
      await batch.commit()
      for (const id of ids) this.#history.write({ op: 'committed', id, outcome: 'ok' })
    } catch (error) {
      this.#commitFailed(ids, error)
    }
  }

  async #commitAll(): Promise<void> {
    const begun = [...this.#held.values()].flatMap((assignment) => {
      const next = this.#next.get(assignment)
      return next === undefined ? [] : [{ assignment, id: this.#commitBegins(assignment, next) }]
    })
    try {
      await this.#consumer.commit()
      // What was given up meanwhile was left out, or not.
      const held = new Set(this.#held.values())
      for (const { assignment, id } of begun)
        this.#history.write({ op: 'committed', id, outcome: held.has(assignment) ? 'ok' : 'info' })
    } catch (error) {
      for (const { id } of begun) this.#commitFailed([id], error, 'info')
    }
  }

  #commitBegins(assignment: number, offset: number): number {
    const id = ++this.#commits
    this.#history.write({ op: 'commit', id, assignment, offset })
    return id
  }

  #commitFailed(ids: readonly number[], error: unknown, known?: 'info'): void {
    const { code, delivered } = error as Partial<SluiceError>
    if (code === undefined) throw error
    const outcome = known ?? (delivered === 'no' ? 'fail' : 'info')
    for (const id of ids) this.#history.write({ op: 'committed', id, outcome, code })
  }
}

await clientProcess<ConsumerProcessOptions>(
  'group',
  ({ way }) => way,
  async (client) => {
    const { options, sdk, stop } = client
    const { address, group, topic, way, sessionTimeoutMs, maxProcessingMs, instanceId } = options
    const connected = sdk.connect({
      brokers: [address],
      clientId: options.process,
      requestTimeoutMs: 5_000,
      deliveryTimeoutMs: 10_000,
    })
    const settings = {
      group,
      topics: [topic],
      orElse: 'earliest',
      sessionTimeoutMs,
      maxProcessingMs,
    } as const
    const identity = instanceId === undefined ? {} : { instanceId }
    const consumer = connected.consumer({ ...settings, ...identity, maxBytes: 256 * 1024 })
    const member = new Member(client, consumer)
    while (!stop.aborted) {
      try {
        await member[way]()
        if (!stop.aborted) throw new Error('the loop ended by itself')
      } catch (error) {
        const { code, retriable } = error as Partial<SluiceError>
        // The connections of the incarnation before may be there for a moment; a supervisor would start us again.
        if (code === 'INSTANCE_IN_USE') await sleep(250)
        // The signal ended the loop; or the last commit of run() found no broker for as long as it may take.
        else if (!stop.aborted || (code !== 'ABORTED' && retriable !== true)) throw error
      }
    }
    await connected.close()
  },
)

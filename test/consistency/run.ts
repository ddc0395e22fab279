// A consistency run: a real broker, producers and group consumers as processes of their own, a nemesis, and at the end the checker.
//   npm run consistency -- [--seconds 300] [--seed N] [--directory DIR] …            options.ts has them all
// Phases: start everything · faults for `seconds` · heal · producers finish · the group reads to the end · consumers leave ·
// a reader reads every log from its beginning to its end · check. Ends by itself: each phase has a time after which it failed.
// Exit code 0: valid; 1: anomalies (the history stays on disk); 3: the run itself failed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client as Connected, connect } from '../../client/index.ts'
import { FaultProxy } from '../faults/proxy.ts'
import { check } from './checker.ts'
import { howFar, looksOf } from './diagnosis.ts'
import { HistoryFile, readHistory } from './history.ts'
import { Nemesis } from './nemesis.ts'
import { commandOf, parseRunOptions, type RunOptions } from './options.ts'
import { Broker, Clients } from './processes.ts'
import { printReport } from './report.ts'
import { consumerRoles, GROUP, ownRole, producerRoles, readerRole, TOPIC } from './roles.ts'

/** What healing, draining and reading may take beside the seconds of faults. */
const HEAL_MS = 90_000
const DRAIN_MS = 90_000
const READ_MS = 120_000

class Run {
  readonly #options: RunOptions
  readonly #history: HistoryFile
  readonly #admin: Connected
  readonly #broker: Broker
  readonly #proxy: FaultProxy | undefined
  readonly #clients: Clients

  private constructor(
    options: RunOptions,
    directory: string,
    history: HistoryFile,
    broker: Broker,
    proxy: FaultProxy | undefined,
  ) {
    this.#options = options
    this.#history = history
    this.#broker = broker
    this.#proxy = proxy
    this.#admin = connect({ brokers: [broker.address], clientId: 'run', deliveryTimeoutMs: 20_000 })
    const address = proxy?.address ?? broker.address
    const common = {
      directory,
      address,
      topic: TOPIC,
      partitions: options.partitions,
      seed: options.seed,
    }
    this.#clients = new Clients(common, history)
  }

  static async start(options: RunOptions, directory: string, data: string): Promise<Run> {
    const history = new HistoryFile(directory, 'run')
    const broker = await Broker.start(data, history)
    const proxy = options.proxy ? await FaultProxy.start(broker.address) : undefined
    return new Run(options, directory, history, broker, proxy)
  }

  async whole(): Promise<void> {
    const { seconds, seed, everyMs, sessionTimeoutMs, partitions, group, onlyStorms } = this.#options
    const settings = { durability: 'disk', 'segment.bytes': '2MiB' }
    await this.#admin.admin.topics.create(TOPIC, { partitions, settings })
    const producers = producerRoles(this.#options)
    const consumers = group ? consumerRoles(this.#options) : []
    const own = this.#clients.start(ownRole)
    for (const role of [...consumers, ...producers]) this.#clients.start(role)
    const nemesis = new Nemesis(
      {
        clients: this.#clients,
        producers,
        consumers: group ? consumers : producers,
        broker: this.#broker,
        proxy: this.#proxy,
        sessionTimeoutMs,
        onlyStorms,
        brokerStarted: async () => void (await this.#writeEnds()),
      },
      this.#history,
      seed,
    )
    say(`faults for ${seconds} s, seed ${seed}`)
    await nemesis.run(seconds * 1_000, everyMs)
    await within(HEAL_MS, 'healing', nemesis.heal())
    say('producers finish')
    await Promise.all(producers.map((role) => this.#clients.current(role).stop()))
    await this.#writeEnds()
    say('the group reads to the end')
    if (group) await this.#untilGroupIsAtTheEnd()
    await Promise.all([own, ...consumers.map((role) => this.#clients.current(role))].map((c) => c.stop()))
    if (group) this.#history.write({ op: 'group', committed: await this.#committed() })
    say('a reader reads it all')
    const ends = await this.#writeEnds()
    const reader = this.#clients.start(readerRole(ends))
    const how = await within(READ_MS, 'reading everything', reader.finish()).catch(async (error: Error) => {
      const facts = [await reader.evidence(), await howFar(this.#admin, TOPIC, ends)]
      throw new Error([error.message, ...facts].join('\n'))
    })
    if (how === '0') this.#history.write({ op: 'drained', process: reader.name })
  }

  async end(): Promise<void> {
    await this.#clients.killAll()
    await this.#admin.close()
    await this.#proxy?.close()
    await this.#broker.stop('SIGTERM')
    this.#history.close()
  }

  async #writeEnds(): Promise<readonly number[]> {
    const ends = await this.#admin.admin.records.offsets(TOPIC, 'latest')
    const visible = ends.map((end) => end.offset)
    this.#history.write({ op: 'ends', visible })
    return visible
  }

  async #committed(): Promise<number[]> {
    const { partitions } = await this.#admin.admin.groups.describe(GROUP)
    return partitions.map(({ committed }) => committed ?? 0)
  }

  /** Not coming to the end is for the checker to judge; here it is only waited for. */
  async #untilGroupIsAtTheEnd(): Promise<void> {
    const visible = await this.#writeEnds()
    const giveUpAt = performance.now() + DRAIN_MS
    while (performance.now() < giveUpAt) {
      const committed = await this.#committed().catch(() => [])
      if (visible.every((end, partition) => (committed[partition] ?? 0) >= end)) return
      await sleep(250)
    }
    say(`the group did not come to the end within ${DRAIN_MS / 1000} s`)
  }
}

async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

function say(text: string): void {
  process.stderr.write(`consistency: ${text}\n`)
}

async function main(): Promise<void> {
  const options = parseRunOptions(process.argv.slice(2))
  const data = mkdtempSync(join(tmpdir(), 'sluice-consistency-data-'))
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'sluice-consistency-'))
  mkdirSync(directory, { recursive: true })
  say(`history in ${directory}`)
  let run: Run | undefined
  try {
    run = await Run.start(options, directory, data)
    await run.whole()
  } catch (error) {
    say(`the run itself failed: ${error instanceof Error ? error.stack : String(error)}`)
    process.exitCode = 3
  } finally {
    await run?.end()
  }
  if (process.exitCode === 3) say(await looksOf(data))
  const history = readHistory(directory)
  const report = check(history)
  if (!report.valid) process.exitCode ??= 1
  rmSync(data, { recursive: true, force: true })
  if (process.exitCode === undefined && options.directory === undefined)
    rmSync(directory, { recursive: true, force: true })
  // Whatever a fault left open must not keep the run from ending.
  process.stdout.write(`${printReport(report, history, commandOf(options))}\n`, () => process.exit())
}

await main()

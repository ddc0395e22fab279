// The composition root: builds store, network and HTTP from a configuration, and takes them down in order.
// Called by index.ts and main.ts. Start: addresses checked, HTTP (not ready yet), store (lock, recovery), listeners.
// Stop, within shutdown.timeout.ms: no new connections, not ready, the console ends, long polls end, requests under way finish,
// answers leave, store closes with its clean marker, HTTP last.
// Invariant: a start that fails leaves nothing behind; close() may be called twice.
import { nativeConstants } from '../native/index.ts'
import { parseAddress } from '../protocol/addresses.ts'
import { addonError } from '../storage/addon-error.ts'
import { Store } from '../storage/store.ts'
import type { BrokerConfig } from './config.ts'
import { FetchWaiters } from './fetch-waiters.ts'
import { Coordinator } from './groups/coordinator.ts'
import type { Services } from './handlers/context.ts'
import { Console } from './console/console.ts'
import { readiness } from './health.ts'
import { HttpServer } from './http.ts'
import { resolveListen } from './listen-address.ts'
import { LagService } from './lag/lag-service.ts'
import type { Logger } from './log.ts'
import { addMetricSources } from './metric-sources.ts'
import { Metrics } from './metrics.ts'
import { checkPlatform } from './platform.ts'
import { Server } from './server.ts'
import { TopicCreation } from './topic-creation.ts'

export type BrokerState = 'recovering' | 'ready' | 'draining'

export class Broker {
  readonly #config: BrokerConfig
  readonly #log: Logger
  readonly #metrics = new Metrics()
  #state: BrokerState = 'recovering'
  #http: HttpServer | undefined
  #console: Console | undefined
  #store: Store | undefined
  #services: Services | undefined
  #server: Server | undefined
  #addresses: readonly string[] = []
  #closed: Promise<void> | undefined

  private constructor(config: BrokerConfig, log: Logger) {
    this.#config = config
    this.#log = log
  }

  /** Serves when it resolves. SluiceErrors say what to do: addresses, data directory, addon, platform. */
  static async start(config: BrokerConfig, log: Logger): Promise<Broker> {
    checkPlatform()
    const broker = new Broker(config, log)
    try {
      await broker.#start()
      return broker
    } catch (error) {
      await broker.close()
      throw addonError(error)
    }
  }

  get addresses(): readonly string[] {
    return this.#addresses
  }

  get httpAddress(): string | undefined {
    return this.#http?.address
  }

  close(): Promise<void> {
    this.#closed ??= this.#stop()
    return this.#closed
  }

  async #start(): Promise<void> {
    const config = this.#config
    // Before the data directory is touched, whose errors would hide that the addon does not load.
    nativeConstants()
    for (const notice of config.notices) this.#log.warn(notice)
    const listen = await Promise.all(
      config.listen.map((text) => resolveListen(text, config.insecure, 'listen')),
    )
    const http = config.http === false ? undefined : await resolveListen(config.http, config.insecure, 'http')
    if (http !== undefined) {
      this.#metrics.addProcessMetrics()
      const ready = () => ({ ready: this.#state === 'ready' ? 1 : 0 })
      this.#metrics.addSource('gauge', ready, {
        ready: '1 while it serves: recovery is over, no stop has begun.',
      })
      const sources = {
        readiness: () => readiness(this.#state, config.dataDirectory, this.#store),
        metrics: this.#metrics,
        console: () => this.#console,
        host: hostOf(config.http),
        allowedHosts: config.httpAllowedHosts,
      }
      this.#http = await HttpServer.start(http, sources)
    }
    this.#store = await this.#openStore()
    this.#services = this.#makeServices(this.#store)
    this.#server = new Server(this.#services)
    addMetricSources(this.#metrics, this.#store, this.#server, this.#services)
    for (const address of listen) this.#server.listen(address)
    this.#addresses = this.#server.addresses
    if (http !== undefined) this.#console = this.#makeConsole(this.#services, this.#server)
    this.#state = 'ready'
    this.#logRecovery(this.#store)
    this.#log.info({ listen: this.#addresses, http: this.httpAddress, data: config.dataDirectory }, 'ready')
  }

  /** What recovery had to cut or set aside, it says itself (onNotice). */
  #logRecovery({ recovery, bootEpoch }: Store): void {
    const { clean, scannedLogs, scannedBytes, indexRebuilt, durationMs } = recovery
    const facts = {
      bootEpoch,
      clean,
      scannedLogs,
      scannedBytes,
      indexRebuilt,
      durationMs: Math.round(durationMs),
    }
    this.#log.info(facts, 'data directory opened')
  }

  #openStore(): Promise<Store> {
    const config = this.#config
    return Store.open({
      directory: config.dataDirectory,
      appendMode: config.topicDefaults.appendMode,
      flushThreads: config.flushThreads,
      coldThreads: config.coldThreads,
      topicDefaults: config.topicDefaults,
      producerExpirationMs: config.producerExpirationMs,
      onNotice: (level, message, facts) => this.#log[level](facts, message),
    })
  }

  #makeServices(store: Store): Services {
    const config = this.#config
    const groups = new Coordinator({ store, log: this.#log, offsetsRetentionMs: config.offsetsRetentionMs })
    return {
      config,
      store,
      waiters: new FetchWaiters(config.fetchWaitersMax),
      topics: new TopicCreation(store, config),
      groups,
      lag: new LagService({ store, groups, log: this.#log }),
      metrics: this.#metrics,
      log: this.#log,
      draining: false,
    }
  }

  #makeConsole(services: Services, server: Server): Console {
    const { dataDirectory, advertisedListen } = this.#config
    const listen = advertisedListen === '' ? this.#addresses : [advertisedListen]
    return new Console({
      services,
      startedMs: Date.now(),
      readiness: () => readiness(this.#state, dataDirectory, this.#store),
      network: () => ({ listen, counters: server.counters() }),
    })
  }

  async #stop(): Promise<void> {
    this.#state = 'draining'
    const endMs = performance.now() + this.#config.shutdownTimeoutMs
    const leftMs = () => Math.max(50, endMs - performance.now())
    const server = this.#server
    if (this.#services !== undefined) this.#services.draining = true
    await this.#step('listeners', async () => server?.stopListening())
    await this.#step('console', async () => this.#console?.stop())
    this.#services?.waiters.stop()
    this.#services?.lag.stop()
    this.#services?.groups.stop()
    // A third of the time for what is under way, a third of the rest for its answers, the remainder for the store.
    await this.#step('requests', async () => {
      if ((await server?.drained(leftMs() / 3)) === false) this.#log.warn('requests under way were cut off')
    })
    await this.#step('network', async () => server?.close(Math.ceil(leftMs() / 3)))
    await this.#step('groups', async () => this.#services?.groups.close())
    await this.#step('store', async () => this.#store?.close(Math.ceil(leftMs())))
    await this.#step('http', async () => this.#http?.close())
    this.#metrics.stop()
    if (this.#addresses.length > 0) this.#log.info('stopped')
  }

  /** What cannot be closed must not keep the others open. */
  async #step(what: string, close: () => Promise<void>): Promise<void> {
    try {
      await close()
    } catch (err) {
      this.#log.error({ err }, `closing failed: ${what}`)
    }
  }
}

/** As it was written: the name under which people ask for it. */
function hostOf(http: string | false): string {
  const address = http === false ? undefined : parseAddress(http)
  return address?.kind === 'tcp' ? address.host : ''
}

// What happens to the processes of a consistency run, drawn from a seed: pauses shorter and longer than a session, kills,
// leaving and joining, the broker killed, stopped and paused, the network in between torn. Called by run.ts.
// Operations come out of a bag that is refilled when it is empty, so that even a short run has some of each; those on clients
// overlap, one on the broker is never under way with another one.
// Invariant: when `heal` resolves, everything that was stopped runs again and nothing is under way.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Random, seededRandom } from '../faults/random.ts'
import type { FaultProxy } from '../faults/proxy.ts'
import { Storm } from '../faults/storm.ts'
import type { HistoryFile } from './history.ts'
import type { Broker, Clients, Role } from './processes.ts'

export interface NemesisTargets {
  readonly clients: Clients
  readonly producers: readonly Role[]
  readonly consumers: readonly Role[]
  readonly broker: Broker
  readonly proxy: FaultProxy | undefined
  readonly sessionTimeoutMs: number
  readonly onlyStorms: boolean
  /** The broker is back: look at its logs. */
  readonly brokerStarted: () => Promise<void>
}

type Operation = () => Promise<void>

export class Nemesis {
  readonly #targets: NemesisTargets
  readonly #history: HistoryFile
  readonly #random: Random
  readonly #seed: number
  readonly #underWay = new Set<Promise<void>>()
  readonly #busy = new Set<Role>()
  readonly #operations: readonly Operation[]
  #bag: Operation[] = []
  /** Of the nemesis itself: it ends the run. */
  #failure: Error | undefined
  #onBroker: Promise<void> = Promise.resolve()

  constructor(targets: NemesisTargets, history: HistoryFile, seed: number) {
    this.#targets = targets
    this.#history = history
    this.#seed = seed
    this.#random = seededRandom(seed)
    const { producers, consumers, sessionTimeoutMs, proxy } = targets
    const storms = proxy === undefined ? [] : [() => this.#storm(proxy)]
    if (targets.onlyStorms && storms.length === 0) throw new Error('storms need the proxy')
    const others = [
      () => this.#paused(consumers, 500, sessionTimeoutMs / 2),
      () => this.#paused(consumers, sessionTimeoutMs * 1.3, sessionTimeoutMs * 2),
      () => this.#paused(producers, 500, sessionTimeoutMs),
      () => this.#ended(consumers, 'kill'),
      () => this.#ended(consumers, 'kill'),
      () => this.#ended(producers, 'kill'),
      () => this.#ended(consumers, 'leave'),
      () => this.#ended(producers, 'leave'),
      () => this.#brokerEnded('SIGKILL'),
      () => this.#brokerEnded('SIGTERM'),
      () => this.#brokerPaused(),
    ]
    this.#operations = targets.onlyStorms ? storms : [...others, ...storms]
  }

  /** Does one thing every `everyMs` on average, for `forMs`. */
  async run(forMs: number, everyMs: number): Promise<void> {
    const endsAt = performance.now() + forMs
    while (performance.now() < endsAt) {
      await sleep(Math.min(everyMs * 2 * this.#random.next(), Math.max(0, endsAt - performance.now())))
      if (this.#bag.length === 0) this.#bag = [...this.#operations]
      const [operation] = this.#bag.splice(this.#random.whole(0, this.#bag.length), 1)
      this.#begin(operation as Operation)
      if (this.#failure !== undefined) throw this.#failure
    }
  }

  async heal(): Promise<void> {
    await Promise.all(this.#underWay)
    if (this.#failure !== undefined) throw this.#failure
    this.#history.write({ op: 'nemesis', what: 'healed' })
  }

  #begin(operation: Operation): void {
    const done: Promise<void> = operation()
      .catch((error: Error) => {
        this.#failure ??= error
      })
      .finally(() => this.#underWay.delete(done))
    this.#underWay.add(done)
  }

  async #paused(roles: readonly Role[], fromMs: number, toMs: number): Promise<void> {
    const ms = Math.round(this.#random.whole(fromMs, toMs))
    await this.#with(roles, async (role) => {
      const client = this.#targets.clients.current(role)
      this.#say(`pause ${client.name} for ${ms} ms`)
      client.pause()
      await sleep(ms)
      client.resume()
      this.#say(`resume ${client.name}`)
    })
  }

  async #ended(roles: readonly Role[], how: 'kill' | 'leave'): Promise<void> {
    const ms = this.#random.whole(0, 4_000)
    await this.#with(roles, async (role) => {
      const client = this.#targets.clients.current(role)
      this.#say(`${how} ${client.name}, back after ${ms} ms`)
      if (how === 'kill') await client.kill()
      else await client.stop()
      await sleep(ms)
      this.#say(`start ${this.#targets.clients.start(role).name}`)
    })
  }

  async #brokerEnded(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ms = this.#random.whole(0, 2_500)
    await this.#broker(async (broker) => {
      this.#say(`broker ${signal}, back after ${ms} ms`)
      await broker.stop(signal)
      await sleep(ms)
      await broker.startAgain()
      await this.#targets.brokerStarted()
    })
  }

  async #brokerPaused(): Promise<void> {
    const { sessionTimeoutMs } = this.#targets
    const long = this.#random.whole(0, 3) === 0
    const ms = long ? Math.round(sessionTimeoutMs * 1.3) : this.#random.whole(500, 4_000)
    await this.#broker(async (broker) => {
      this.#say(`pause the broker for ${ms} ms`)
      broker.pause()
      await sleep(ms)
      broker.resume()
    })
  }

  async #storm(proxy: FaultProxy): Promise<void> {
    const ms = this.#random.whole(1_000, 4_000)
    const storm = new Storm(proxy, { seed: this.#seed + this.#random.whole(0, 1e6), everyMs: 50 })
    this.#say(`storm on the network for ${ms} ms`)
    await sleep(ms)
    this.#say(`calm: ${JSON.stringify(storm.stop())}`)
  }

  /** One of the roles that nothing is being done to; none: nothing happens. */
  async #with(roles: readonly Role[], act: (role: Role) => Promise<void>): Promise<void> {
    const free = roles.filter((role) => !this.#busy.has(role))
    if (free.length === 0) return
    const role = this.#random.pick(free)
    this.#busy.add(role)
    await act(role)
    this.#busy.delete(role)
  }

  async #broker(act: (broker: Broker) => Promise<void>): Promise<void> {
    const turn = this.#onBroker.then(() => act(this.#targets.broker))
    this.#onBroker = turn
    await turn
  }

  #say(what: string): void {
    this.#history.write({ op: 'nemesis', what })
  }
}

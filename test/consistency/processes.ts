// The processes of a consistency run: clients by role, each with its incarnations, and the broker, which keeps its directory and
// its address. Called by run.ts and nemesis.ts. What is done to them is written into the history of 'run'.
// Invariant: nothing outlives `killAll`; a client that ends without being asked to is in the history with how it ended.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, closeSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BrokerProcess, startBrokerProcess } from '../e2e/broker-process.ts'
import type { ClientOptions } from './client-process.ts'
import type { HistoryFile } from './history.ts'

/** After SIGTERM a client has so long to finish what it has in hand. */
const STOP_MS = 45_000
/** Node's own report of a process (stack, sockets, timers), written when it gets this signal. */
const REPORT_SIGNAL = 'SIGUSR2'
const REPORT_MS = 3_000

export interface Role {
  readonly name: string
  readonly program: 'producer' | 'consumer' | 'reader'
  readonly options: Readonly<Record<string, unknown>>
}

/** One incarnation of a role. */
export class Client {
  readonly role: Role
  readonly name: string
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  readonly #history: HistoryFile
  readonly #directory: string
  #expected: string | undefined

  constructor(role: Role, incarnation: number, common: Omit<ClientOptions, 'process'>, history: HistoryFile) {
    this.role = role
    this.name = `${role.name}.${incarnation}`
    this.#history = history
    this.#directory = common.directory
    const seed = common.seed * 1_000 + incarnation * 31 + role.name.charCodeAt(role.name.length - 1)
    const options = { ...common, ...role.options, process: this.name, seed }
    const log = openSync(join(common.directory, `${this.name}.log`), 'a')
    this.#child = spawn(
      process.execPath,
      [
        ...['--report-on-signal', `--report-signal=${REPORT_SIGNAL}`],
        ...[`--report-directory=${common.directory}`, `--report-filename=${this.name}.report.json`],
        ...['--import', 'tsx', join(import.meta.dirname, `${role.program}.ts`), JSON.stringify(options)],
      ],
      { stdio: ['pipe', log, log] },
    )
    closeSync(log)
    this.ended = once(this.#child, 'exit').then(([code, signal]) => this.#exited(String(signal ?? code)))
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  pause(): void {
    if (this.running) this.#child.kill('SIGSTOP')
  }

  resume(): void {
    if (this.running) this.#child.kill('SIGCONT')
  }

  async kill(): Promise<void> {
    this.#expected = 'SIGKILL'
    if (this.running) this.#child.kill('SIGKILL')
    await this.ended
  }

  /** Asks it to finish; one that does not is killed, and hung. */
  async stop(): Promise<string> {
    this.#expected ??= '0'
    if (this.running) this.#child.kill('SIGTERM')
    const timer = setTimeout(() => void this.#hung(), STOP_MS)
    const how = await this.ended
    clearTimeout(timer)
    return how
  }

  /** What it does that takes so long: its last steps, what it printed, and where Node says that it is. */
  async evidence(): Promise<string> {
    if (this.running) this.#child.kill(REPORT_SIGNAL)
    await Promise.race([this.ended, sleep(REPORT_MS)])
    const steps = this.#written('ndjson').trimEnd().split('\n')
    const last = steps.slice(-5).map((step) => step.slice(0, 300))
    const report = this.#written('report.json')
    const [stack, handles] = [/"javascriptStack".*?\n {2}}/s, /"libuv": \[.*?\n {2}\]/s].map(
      (part) => part.exec(report)?.[0].replace(/\s+/g, ' ') ?? 'no report',
    )
    return [
      `${this.name}: ${steps.length} steps, the last ones:`,
      ...last,
      this.#written('log'),
      stack,
      handles,
    ].join('\n')
  }

  async #hung(): Promise<void> {
    this.#expected = 'hung'
    this.#history.write({ op: 'trouble', text: `does not end: ${await this.evidence()}` })
    this.#child.kill('SIGKILL')
  }

  #written(kind: string): string {
    try {
      return readFileSync(join(this.#directory, `${this.name}.${kind}`), 'utf8')
    } catch {
      return '' // it did not come so far
    }
  }

  /** It ends by itself when its work is done. */
  async finish(): Promise<string> {
    this.#expected = '0'
    return await this.ended
  }

  #exited(found: string): string {
    let how = this.#expected === undefined ? `${found}, unasked` : found
    if (this.#expected === 'hung') how = 'hung'
    // Asked to stop before it had begun to listen: it has done nothing either.
    if (this.#expected === '0' && found === 'SIGTERM') how = '0'
    this.#history.write({ op: 'ended', process: this.name, how })
    return how
  }
}

export class Clients {
  readonly #common: Omit<ClientOptions, 'process'>
  readonly #history: HistoryFile
  readonly #incarnations = new Map<string, number>()
  readonly #current = new Map<string, Client>()

  constructor(common: Omit<ClientOptions, 'process'>, history: HistoryFile) {
    this.#common = common
    this.#history = history
  }

  start(role: Role): Client {
    const incarnation = (this.#incarnations.get(role.name) ?? 0) + 1
    this.#incarnations.set(role.name, incarnation)
    const client = new Client(role, incarnation, this.#common, this.#history)
    this.#current.set(role.name, client)
    return client
  }

  current(role: Role): Client {
    return this.#current.get(role.name) as Client
  }

  async killAll(): Promise<void> {
    await Promise.all([...this.#current.values()].map((client) => client.kill()))
  }
}

/** The broker as the run sees it: one directory, one address, many processes. */
export class Broker {
  readonly #data: string
  readonly #history: HistoryFile
  #running: BrokerProcess

  private constructor(data: string, history: HistoryFile, running: BrokerProcess) {
    this.#data = data
    this.#history = history
    this.#running = running
    this.#started()
  }

  static async start(data: string, history: HistoryFile): Promise<Broker> {
    return new Broker(data, history, await startBrokerProcess({ data }))
  }

  get address(): string {
    return this.#running.address
  }

  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#history.write({ op: 'broker', what: signal, pid: this.#running.pid })
    await this.#running.stop(signal)
  }

  async startAgain(): Promise<void> {
    this.#running = await startBrokerProcess({ data: this.#data, listen: this.#running.addresses })
    this.#started()
  }

  pause(): void {
    this.#history.write({ op: 'broker', what: 'SIGSTOP', pid: this.#running.pid })
    process.kill(this.#running.pid, 'SIGSTOP')
  }

  resume(): void {
    process.kill(this.#running.pid, 'SIGCONT')
    this.#history.write({ op: 'broker', what: 'SIGCONT', pid: this.#running.pid })
  }

  #started(): void {
    const { pid, ended, stderr } = this.#running
    this.#history.write({ op: 'broker', what: 'started', pid })
    void ended.then((how) => {
      if (how !== 0 && how !== 'SIGKILL')
        this.#history.write({ op: 'trouble', text: `the broker ended with ${how}\n${stderr()}` })
    })
  }
}

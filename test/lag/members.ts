// Consumers of scenarios, each a process of its own (member.ts), and what they tell: every commit goes into the truth of its
// partition. Called by world.ts.
// Invariants: nothing outlives `killAll`; a commit is in the truth before the broker can have it.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { PartitionTruth } from './truth.ts'

export interface MemberOptions {
  readonly address: string
  readonly group: string
  readonly topic: string
  readonly sessionTimeoutMs?: number
  /** Records a second; default: as fast as they come. */
  readonly ratePerSecond?: number
  /** How long it works on each batch, beside that. */
  readonly holdMs?: number
  /** It reads records when they are so old. */
  readonly behindMs?: number
  /** undefined: it never commits. */
  readonly commitEveryMs?: number
  /** So many in all. */
  readonly commits?: number
  /** Commits what it has finished again and again, also where nothing is new. */
  readonly again?: boolean
  /** Commits its first batch again and again, and gets no further. */
  readonly repeat?: boolean
  /** Finishes nothing beyond this offset. */
  readonly stopAt?: number
}

export interface MemberCommand {
  readonly ratePerSecond?: number
  readonly holdMs?: number
  /** Its event loop stands still until this file is there. */
  readonly blockUntil?: string
  readonly close?: boolean
}

interface Told {
  readonly kind: 'assigned' | 'lost' | 'committing' | 'committed' | 'failed' | 'closed'
  readonly partition?: number
  readonly offset?: number
  readonly atMs?: number
  readonly message?: string
}

export class Member {
  readonly #child: ChildProcess
  readonly #told: Told[] = []
  readonly #open = new Map<number, (doneMs: number) => void>()

  constructor(options: MemberOptions, truthOf: (partition: number) => PartitionTruth) {
    this.#child = fork(new URL('./member.ts', import.meta.url), [JSON.stringify(options)], {
      execArgv: ['--import', 'tsx', '--import', new URL('../tsx-in-workers.mjs', import.meta.url).href],
    })
    this.#child.on('message', (message) => this.#hear(message as Told, truthOf))
    this.#child.on('exit', (code) => {
      if (code !== null && code !== 0) this.#told.push({ kind: 'failed', message: `it ended with ${code}` })
    })
  }

  #hear(told: Told, truthOf: (partition: number) => PartitionTruth): void {
    this.#told.push(told)
    const { partition = 0, offset = 0, atMs = 0 } = told
    if (told.kind === 'committing') this.#open.set(partition, truthOf(partition).committing(offset, atMs))
    if (told.kind === 'committed') this.#open.get(partition)?.(atMs)
  }

  /** Throws what it failed with. */
  get assigned(): boolean {
    this.#check()
    return this.#told.some(({ kind }) => kind === 'assigned')
  }

  /** Throws what it failed with. */
  get commits(): number {
    this.#check()
    return this.#told.filter(({ kind }) => kind === 'committed').length
  }

  #check(): void {
    const failed = this.#told.find(({ kind }) => kind === 'failed')
    if (failed !== undefined) throw new Error(`a member failed: ${failed.message}`)
  }

  say(command: MemberCommand): void {
    this.#child.send(command)
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** In order: what it has finished by then may be committed or not, as its options say. */
  async close(): Promise<void> {
    this.say({ close: true })
    await this.#gone()
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.#gone()
  }

  async #gone(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit')
  }
}

// What `sluice bench transfer` may be asked for and what it answers. Called by cli/bench-transfer.ts, the files beside this one
// and bench/charts, which draws docs/ from a kept answer.
import type { Machine } from '../machine.ts'
import type { Spread } from '../rounds.ts'

export interface TransferOptions {
  sizeBytes: number
  chunkBytes: readonly number[]
  /** Each runs everything once before the next begins. */
  rounds: number
  transport: 'tcp' | 'unix' | 'both'
  /** Names of methods or directions; empty: all. */
  methods: readonly string[]
  /** No run begins later than this; a round that it cuts short is not counted. */
  limitMs: number
}

export type Direction = 'file-to-socket' | 'socket-to-file' | 'file-to-file' | 'fan-out' | 'between-processes'

/** As `sluice-transfer methods` prints it. */
export interface Method {
  name: string
  direction: Direction
  title: string
}

/** `none`: no socket is in it. */
export type Transport = 'tcp' | 'unix' | 'none'

/** One row of the table: what is run once a round. */
export interface Case {
  method: Method
  transport: Transport
  chunkBytes: number
}

/** What one side of a run cost. Figures of a row are per GiB moved. */
export interface Cost {
  userSeconds: number
  systemSeconds: number
  voluntarySwitches: number
  involuntarySwitches: number
  systemCalls: number
  minorFaults: number
  majorFaults: number
}

/** One run, as `sluice-transfer run` prints it. */
export interface TransferRun {
  bytes: number
  seconds: number
  mover: Cost
  /** Whoever is at the other end, all together. */
  peers: Cost
  facts: Record<string, number>
}

export interface TransferFigures {
  /** 10^9 bytes of the file a second, until the receiver has read and checksummed the last one. */
  gigabytesPerSecond: Spread
  /** CPU time of the mover by the time that the run took. */
  moverCpuPercent: Spread
  moverCpuSecondsPerGib: Spread
  moverPerGib: { [Name in keyof Cost]: Spread }
  peersCpuSecondsPerGib: Spread
  /** Of the last round: pipe size, sends that the kernel copied all the same. */
  facts: Record<string, number>
}

export interface TransferRow {
  method: string
  title: string
  direction: Direction
  transport: Transport
  chunkBytes: number
  /** The kernel's reason, where it does not do this; there are no figures then. */
  refused?: string
  figures?: TransferFigures
}

export interface TransferResult {
  bench: 'transfer'
  options: TransferOptions
  machine: Machine
  /** Complete ones: fewer than asked for where the time limit came first. */
  rounds: number
  rows: TransferRow[]
}

/** What is going to be done, told before it begins. */
export interface TransferPlan {
  rows: number
  runs: number
  limitMs: number
  /** At a guessed speed; the first round knows better. */
  guessMs: number
}

export interface TransferWatch {
  onPlan: (plan: TransferPlan) => void
  onRun: (round: number, run: number, runs: number) => void
  onRound: (round: number, tookMs: number) => void
  signal: AbortSignal
}

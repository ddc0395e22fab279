// What a benchmark may be asked for and what it answers. Called by cli/bench.ts, produce.ts and consume.ts.
import type { Machine } from './machine.ts'
import type { Round, Spreads } from './rounds.ts'

export interface BenchOptions {
  records: number // per round
  size: number // bytes of a value
  batchBytes: number
  acks: 'all' | 'leader' | 'none'
  durability: 'disk' | 'memory'
  compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  rounds: number
  transport: 'tcp' | 'unix'
  appendMode: 'auto' | 'mmap' | 'pwrite'
}

export interface BenchResult {
  bench: 'produce' | 'consume'
  options: BenchOptions
  machine: Machine
  rounds: Round[]
  spread: Spreads
}

/** For whoever waits: each finished round is told; the signal ends the benchmark early, its broker and files with it. */
export interface BenchWatch {
  onRound: (number: number, round: Round) => void
  signal: AbortSignal
}

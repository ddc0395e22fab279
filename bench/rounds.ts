// Rounds of one measurement and what is told of them: median with smallest and largest. Pure but for the clock and /proc.
// Called by produce.ts and consume.ts.
import { ownCpuSeconds, processCpuSeconds } from './cpu-time.ts'

export interface Round {
  seconds: number
  recordsPerSecond: number
  megabytesPerSecond: number
  brokerCpuSecondsPerGib: number
  clientCpuSecondsPerGib: number
}

export interface Spread {
  median: number
  min: number
  max: number
}

export type Spreads = { [Name in keyof Round]: Spread }

const gib = 2 ** 30

/** Runs `work` once; `records` and `bytes` are what it moves (bytes of values, as the user counts them). */
export async function measureRound(
  brokerPid: number,
  records: number,
  bytes: number,
  work: () => Promise<void>,
): Promise<Round> {
  const brokerBefore = processCpuSeconds(brokerPid)
  const clientBefore = ownCpuSeconds()
  const startMs = performance.now()
  await work()
  const seconds = (performance.now() - startMs) / 1000
  return {
    seconds,
    recordsPerSecond: records / seconds,
    megabytesPerSecond: bytes / 1e6 / seconds,
    brokerCpuSecondsPerGib: ((processCpuSeconds(brokerPid) - brokerBefore) * gib) / bytes,
    clientCpuSecondsPerGib: ((ownCpuSeconds() - clientBefore) * gib) / bytes,
  }
}

export function spreads(rounds: readonly Round[]): Spreads {
  const names = Object.keys(rounds[0]!) as (keyof Round)[]
  return Object.fromEntries(
    names.map((name) => [name, spread(rounds.map((round) => round[name]))]),
  ) as Spreads
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

// What the command line may use of this room.
export { benchConsume } from './consume.ts'
export type { LatencyOptions, LatencyResult, LatencyRound } from './latency.ts'
export { benchLatency } from './latency.ts'
export type { BenchOptions, BenchResult, BenchWatch } from './options.ts'
export { benchProduce } from './produce.ts'
export type { Round, Spread } from './rounds.ts'
export type { TransferOptions, TransferPlan, TransferResult, TransferRow } from './transfer/options.ts'
export { benchTransfer } from './transfer/transfer.ts'

// What an append asks and answers: the contract between the broker (or any other caller) and a log.
import type { SluiceError } from '../protocol/errors.ts'

export type Acks = 'all' | 'leader' | 'none'

export interface AppendRequest {
  source: number | Uint8Array // a frame of the network thread, or bytes of our own
  start: number
  length: number
  acks: Acks
  done: (outcome: AppendOutcome) => void // exactly once, maybe before append() returns
}

export interface AppendOutcome {
  error?: SluiceError
  baseOffset: number // of the first record of the first batch
  appendedOffset: number // after the last record of these batches
  durableOffset: number // of the log when this answer was made
  appendTimeMs: number
  logStartOffset: number
  duplicate: boolean // a repeat: the offsets and the time are the original's
}

// Lag of consumer groups: `services.lag`. Made by broker.ts; asked by handlers/lag.ts, http.ts and the console.
// Being built: everything answers INTERNAL.
import { SluiceError } from '../../protocol/errors.ts'
import type { LagGrain, LagRow } from '../../protocol/lag.ts'
import type { Store } from '../../storage/store.ts'
import type { Coordinator } from '../groups/coordinator.ts'
import type { Logger } from '../log.ts'

export interface LagQuery {
  /** Names or patterns; none: all. */
  readonly groups: readonly string[]
  readonly topics: readonly string[]
  readonly grain: LagGrain
  /** 0: a new one. */
  readonly snapshotId: number
  readonly history: boolean
}

/** Rows of one instant, in the order group, topic, partition. */
export interface LagAnswer {
  readonly snapshotId: number
  readonly takenMs: number
  readonly windowMs: number
  readonly rowsTotal: number
  /** From this row on, in slices of which each takes less than a turn may. */
  rows(fromRow?: number): AsyncIterable<readonly LagRow[]>
}

export interface LagServiceOptions {
  readonly store: Store
  readonly groups: Coordinator
  readonly log: Logger
}

export class LagService {
  constructor(_options: LagServiceOptions) {}

  /** UNKNOWN_GROUP, UNKNOWN_TOPIC (a name, not a pattern, that is none), SNAPSHOT_GONE. */
  query(_query: LagQuery): LagAnswer {
    throw new SluiceError('INTERNAL', 'lag is being built')
  }

  stop(): void {}
}

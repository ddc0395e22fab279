// Where a consumer's partitions come from: what own-assignment.ts (given by the program) and group/membership.ts (by a group)
// have in common. Called by consumer.ts and hand-out.ts.
import type { SluiceError } from '../../protocol/errors.ts'
import type { FetchPosition } from './fetch-position.ts'
import type { Deadline } from '../connection/retry.ts'

export interface Assignment {
  /** Set by the consumer: leases are paused, or are no more, because of what `mayGive` says. */
  onFenced?: (() => void) | undefined
  readonly begun: boolean
  /** Of a group member that has joined. */
  readonly memberId: string | undefined
  /** Begins, or begins again after a failure that was told. Throws what the partitions cannot be had for. */
  begin(deadline: Deadline): Promise<void>
  /** Resolves when the first partitions, maybe none, are there. */
  settled(deadline: Deadline): Promise<void>
  /** What ended it, once. */
  takeFailure(): SluiceError | undefined
  /** False while nobody can say whether the partitions are still this consumer's. */
  mayGive(): boolean
  /** A reader begins, or ends, to ask for records. */
  asks(asked: boolean): void
  /** The application waits for records. */
  idle(): void
  /** It got some. */
  gave(): void
  /** Commits what is given out, or, of what run() took, what is finished. */
  commit(deadline: Deadline): Promise<void>
  /** Commits what is finished. */
  commitFinished(deadline: Deadline): Promise<void>
  /** What the group has committed for these partitions; undefined where it has nothing. */
  committed(positions: readonly FetchPosition[], deadline: Deadline): Promise<(number | undefined)[]>
  /** Commits what is finished and gives everything up; ends with the deadline at the latest. */
  close(deadline: Deadline): Promise<void>
}

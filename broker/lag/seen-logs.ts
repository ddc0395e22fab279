// The logs that groups have rows of: each once, however many groups read it, with its visible end at each sample. Called by group-rows.ts
// (see, leave), capture.ts and sampler.ts.
// Invariant: a log has the same place as long as any row points at it, and no other has that place meanwhile.
import type { Log } from '../../storage/log.ts'
import { LogPlaces, LogWindow, type SampleTimes } from './sample-times.ts'

export interface SeenLog {
  readonly log: Log
  /** In the arrays of a snapshot. */
  readonly place: number
  readonly window: LogWindow
}

interface OpenLog extends SeenLog {
  rows: number
}

export class SeenLogs {
  readonly #byLog = new Map<Log, OpenLog>()
  readonly #free: number[] = []
  readonly #times: SampleTimes
  readonly #places = new LogPlaces()
  /** Above all places ever given out. */
  placeCount = 0

  constructor(times: SampleTimes) {
    this.#times = times
  }

  get count(): number {
    return this.#byLog.size
  }

  all(): Iterable<SeenLog> {
    return this.#byLog.values()
  }

  /** One row more points at it. */
  see(log: Log): SeenLog {
    let seen = this.#byLog.get(log)
    if (seen === undefined) {
      const place = this.#free.pop() ?? this.placeCount++
      seen = { log, place, window: new LogWindow(this.#times, this.#places), rows: 0 }
      this.#byLog.set(log, seen)
    }
    seen.rows++
    return seen
  }

  leave({ log }: SeenLog): void {
    const seen = this.#byLog.get(log)
    if (seen === undefined || --seen.rows > 0) return
    this.#byLog.delete(log)
    this.#free.push(seen.place)
  }
}

// Looks at all groups every limits.lagSampleMs and notes in the windows where they stand; takes snapshots on request. Owned by
// lag-service.ts.
// Invariants: nothing is kept of a broker without groups, and one look at a count is all it pays; samples of all rows are of one instant;
// one sample is under way at a time; by the monotonic clock. The window of a row that is gone stays as long as a snapshot may that has
// the row; until then it counts as one of limits.lagWindowsMax.
import { limits } from '../../protocol/limits.ts'
import type { LagServiceOptions } from './lag-service.ts'
import { GroupsSeen } from './groups-seen.ts'
import type { PartitionRow } from './group-rows.ts'
import { RING, SampleTimes, WINDOW } from './sample-times.ts'
import { SeenLogs } from './seen-logs.ts'
import { capture, momentOf, newMoment, type Snapshot } from './snapshot.ts'
import { ROWS_AT_ONCE, Turns } from './turns.ts'
import { timeLagMs } from './unread-memo.ts'
import { type RowMoment, RowWindow } from './window.ts'
import { WindowBlocks } from './window-blocks.ts'

/** Of the newest sample; undefined while there is none. */
export interface SampleFigures {
  /** Since the broker started. */
  readonly samples: number
  readonly rows: number | undefined
  /** Rows for which the table of windows has no place. */
  readonly rowsWithoutWindow: number | undefined
  readonly windows: number
  /** From its begin until it was in all windows. */
  readonly sampleMs: number | undefined
  /** Of it the one turn in which all numbers are read. */
  readonly captureMs: number | undefined
}

export class Sampler {
  readonly #options: LagServiceOptions
  readonly #times = new SampleTimes()
  readonly #logs = new SeenLogs(this.#times)
  readonly #blocks = new WindowBlocks()
  /** Rows that are gone, by the count of samples at which they went: who asks about a snapshot before that is told what held then. */
  readonly #gone = new Map<number, PartitionRow[]>()
  readonly #groups: GroupsSeen
  readonly #timer: NodeJS.Timeout
  #sampling: Promise<void> | undefined
  #newest: Pick<SampleFigures, 'rows' | 'rowsWithoutWindow' | 'sampleMs' | 'captureMs'> | undefined
  #samples = 0
  #stopped = false

  constructor(options: LagServiceOptions) {
    this.#options = options
    this.#groups = new GroupsSeen({
      store: options.store,
      groups: options.groups,
      logs: this.#logs,
      forget: (row) => this.#forget(row),
    })
    this.#timer = setInterval(() => void this.#onTimer(), limits.lagSampleMs).unref()
  }

  /** Of a moment after the call; `begins` is called right before it. The turn in which the numbers are read does nothing else. */
  async snapshot(begins: () => void): Promise<Snapshot> {
    const turns = new Turns()
    try {
      await this.#groups.look(turns)
      await turns.next()
    } finally {
      begins()
    }
    const snapshot = capture(this.#groups.lookAtOnce(), this.#logs, this.#times)
    await turns.next()
    return snapshot
  }

  /** Resolves when it is in all windows. */
  sample(): Promise<void> {
    this.#sampling ??= this.#sample().finally(() => (this.#sampling = undefined))
    return this.#sampling
  }

  figures(): SampleFigures {
    const unknown = {
      rows: undefined,
      rowsWithoutWindow: undefined,
      sampleMs: undefined,
      captureMs: undefined,
    }
    return { samples: this.#samples, windows: this.#blocks.used, ...unknown, ...this.#newest }
  }

  /** Ends a sample under way, too. */
  stop(): void {
    this.#stopped = true
    clearInterval(this.#timer)
  }

  async #onTimer(): Promise<void> {
    if (this.#options.groups.groupCount === 0 && this.#logs.count === 0) {
      this.#times.add(performance.now()) // the window goes on: it never reaches back further than samples are kept
      return this.#giveBack(new Turns())
    }
    try {
      await this.sample()
    } catch (err) {
      this.#options.log.error({ err }, 'lag could not be sampled; tried again')
    }
  }

  async #sample(): Promise<void> {
    const startedMs = performance.now()
    const turns = new Turns()
    await this.#giveBack(turns)
    await this.#groups.look(turns)
    await turns.next()
    const captureStartedMs = performance.now()
    const snapshot = capture(this.#groups.lookAtOnce(), this.#logs, this.#times)
    // In the same turn: no log is seen, and no snapshot taken, between the numbers and their place in the rings.
    const sample = this.#times.count
    this.#times.add(snapshot.nowMs)
    for (const { place, window } of this.#logs.all())
      window.add(sample, snapshot.visibleEnds[place] as number, snapshot.visibleBytes[place] as number)
    const captureMs = performance.now() - captureStartedMs
    await turns.next()
    let rows = 0
    let rowsWithoutWindow = 0
    const moment = newMoment()
    for (const group of snapshot.groups) {
      for (const [at, row] of group.rows.rows.entries()) {
        this.#add(sample, row, momentOf(snapshot, group, at, moment))
        rows += 1
        if (row.windowless) rowsWithoutWindow += 1
        if (at % ROWS_AT_ONCE === 0) await turns.rest()
        if (this.#stopped) return
      }
    }
    this.#samples += 1
    this.#newest = { rows, rowsWithoutWindow, captureMs, sampleMs: performance.now() - startedMs }
  }

  #add(sample: number, row: PartitionRow, now: RowMoment): void {
    if (row.gone) return
    row.window ??= this.#newWindow(sample, row, now)
    row.windowless = row.window === undefined
    row.window?.add(sample, now, timeLagMs(row, now))
  }

  #newWindow(sample: number, row: PartitionRow, now: RowMoment): RowWindow | undefined {
    const place = this.#blocks.take()
    return place && new RowWindow(place, this.#times, row.log.window, sample, now)
  }

  #forget(row: PartitionRow): void {
    if (row.window === undefined) return
    const { count } = this.#times
    const others = this.#gone.get(count)
    if (others === undefined) this.#gone.set(count, [row])
    else others.push(row)
  }

  /** The windows of rows that no snapshot can have any more. */
  async #giveBack(turns: Turns): Promise<void> {
    for (const [count, rows] of this.#gone) {
      if (this.#times.count - count <= RING - WINDOW) return
      for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
        if (row.window !== undefined) this.#blocks.giveBack(row.window.place)
        row.window = undefined
        if (rows.length % ROWS_AT_ONCE === 0) await turns.rest()
      }
      this.#gone.delete(count)
    }
  }
}

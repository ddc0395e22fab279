// What the live view of lag is at a moment: facts, what somebody pressed, and what of it is seen. Made and changed by state.ts and
// keys.ts, drawn by draw.ts and details.ts.
// Invariants: `view` is always the filtered and sorted rows of `report`; the cursor is on one of them, and within the part that is
// shown, where there are any; a chosen row stays chosen wherever sorting moves it.
import type { LagGrain, LagReport, LagRow } from '../../protocol/lag.ts'
import type { LagSort } from '../lag-select.ts'

export interface WatchState {
  readonly broker: string
  readonly intervalMs: number
  readonly grain: LagGrain
  readonly sort: LagSort
  readonly filter: string
  /** What is typed goes into the filter. */
  readonly typing: boolean
  readonly paused: boolean
  readonly page: 'list' | 'details' | 'help'
  /** Always of this grain; undefined: not there yet. */
  readonly report: LagReport | undefined
  /** Of the newest report, whatever its grain was. */
  readonly newest: { readonly snapshotId: number; readonly partitions: number } | undefined
  readonly view: readonly LagRow[]
  /** Of `view`; 0 where it is empty. */
  readonly cursor: number
  /** The first row of `view` that is shown. */
  readonly top: number
  /** The key of the row that somebody chose; undefined: the cursor keeps its place while rows move. */
  readonly chosen: string | undefined
  /** The first question without an answer since the last answer. */
  readonly askedMs: number | undefined
  readonly failure: string | undefined
  readonly nowMs: number
  readonly width: number
  readonly height: number
  readonly end: 'quit' | 'interrupt' | undefined
  /** Ctrl-Z was pressed so often. */
  readonly suspensions: number
}

/** Lines around the rows: two of head, the message, the columns' names, the foot, and the empty one behind it. */
export const FRAME_LINES = 6
/** Later, an unanswered question is told. */
export const AWAY_AFTER_MS = 2_000

type Start = Pick<WatchState, 'broker' | 'intervalMs' | 'grain' | 'sort' | 'nowMs' | 'width' | 'height'>

export function startState(start: Start): WatchState {
  return {
    ...start,
    filter: '',
    typing: false,
    paused: false,
    page: 'list',
    report: undefined,
    newest: undefined,
    view: [],
    cursor: 0,
    top: 0,
    chosen: undefined,
    askedMs: undefined,
    failure: undefined,
    end: undefined,
    suspensions: 0,
  }
}

/** How many rows there is room for. */
export function roomFor(height: number): number {
  return Math.max(1, height - FRAME_LINES)
}

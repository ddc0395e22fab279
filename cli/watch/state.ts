// What an event makes of the live view: a pure step, no clock, no terminal, no broker. Called by watch.ts.
// Invariant: what model.ts promises of `view`, cursor and top holds after every step, because every step ends in settled().
import type { LagReport, LagRow } from '../../protocol/lag.ts'
import { type Key, keyPressed } from './keys.ts'
import { roomFor, type WatchState } from './model.ts'
import { rowKey, viewOf } from './view.ts'

export type WatchEvent =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'asked'; readonly nowMs: number }
  | { readonly kind: 'report'; readonly report: LagReport }
  | { readonly kind: 'failure'; readonly text: string }
  | { readonly kind: 'clock'; readonly nowMs: number }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }

export function step(state: WatchState, event: WatchEvent): WatchState {
  switch (event.kind) {
    case 'key':
      return settled(state, keyPressed(state, event.key))
    case 'asked':
      return { ...state, nowMs: event.nowMs, askedMs: state.askedMs ?? event.nowMs }
    case 'report':
      return settled(state, reported({ ...state, askedMs: undefined, failure: undefined }, event.report))
    case 'failure':
      return { ...state, failure: event.text }
    case 'clock':
      return { ...state, nowMs: event.nowMs }
    case 'size':
      return settled(state, { ...state, width: event.width, height: event.height })
  }
}

/** One of the grain before comes too late, and so does one that was asked for before the pause. */
function reported(state: WatchState, report: LagReport): WatchState {
  if (report.grain !== state.grain || (state.paused && state.report !== undefined)) return state
  const partitions = report.rows.reduce((sum, row) => sum + row.partitions, 0)
  return { ...state, report, newest: { snapshotId: report.snapshotId, partitions } }
}

/** `after` with what follows from its other members made to fit them. */
function settled(before: WatchState, after: WatchState): WatchState {
  const { report, filter, sort } = after
  const same = before.report === report && before.filter === filter && before.sort === sort
  const view = same ? after.view : viewOf(report?.rows ?? [], filter, sort)
  const cursor = cursorIn(view, after)
  const room = roomFor(after.height)
  const lowest = Math.max(0, view.length - room)
  const top = Math.min(lowest, Math.max(cursor - room + 1, Math.min(after.top, cursor)))
  return { ...after, view, cursor, top }
}

function cursorIn(view: readonly LagRow[], { chosen, cursor, view: before }: WatchState): number {
  const last = Math.max(0, view.length - 1)
  if (chosen === undefined || view === before) return Math.min(cursor, last)
  const found = view.findIndex((row) => rowKey(row) === chosen)
  return found === -1 ? Math.min(cursor, last) : found
}

// All rows of a group by partition, page by page of one snapshot, so that no turn of the page parses ten thousand. Used by group.ts.
import type { LagDocument, LagRowDocument } from '../../../protocol/lag-document.ts'
import { readWithHeaders } from './http.ts'

const PAGE_ROWS = 1_000

export interface LagRows {
  readonly rows: readonly LagRowDocument[]
  readonly takenMs: number
  readonly windowMs: number
  readonly snapshotId: number
}

export async function readLagRows(
  group: string,
  snapshotId: number | null,
  signal: AbortSignal,
): Promise<LagRows> {
  const rows: LagRowDocument[] = []
  let snapshot = snapshotId ?? undefined
  for (;;) {
    const query = { group, by: 'partition', snapshot, from: rows.length, rows: PAGE_ROWS }
    const { body, headers } = await readWithHeaders<LagDocument>('/api/lag', query, signal)
    rows.push(...body.rows)
    snapshot = body.snapshotId
    const total = Number(headers.get('sluice-rows-total') ?? rows.length)
    if (body.rows.length === 0 || rows.length >= total) {
      return { rows, takenMs: Date.parse(body.ts), windowMs: body.windowMs, snapshotId: body.snapshotId }
    }
    await nextTurn()
  }
}

/** The lag at each sample of the row with this number, of the same instant. */
export async function readHistory(
  group: string,
  { snapshotId }: LagRows,
  at: number,
  signal: AbortSignal,
): Promise<LagRowDocument['history']> {
  const query = { group, by: 'partition', snapshot: snapshotId, from: at, rows: 1, history: 1 }
  const { body } = await readWithHeaders<LagDocument>('/api/lag', query, signal)
  return body.rows[0]?.history ?? null
}

/** Painting and keys come first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

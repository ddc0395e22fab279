// Lag in /metrics: all rows of one snapshot, of every grain, in the maker that the command line uses too. Called by metrics.ts.
// Everything is read before the answer begins, so that an answer that began is whole.
import { lagGrains } from '../protocol/lag.ts'
import { LagPrometheus } from '../protocol/lag-prometheus.ts'
import type { LagService } from './lag/lag-service.ts'
import { Slice } from './metric-stream.ts'

/** Rows that become labels and numbers in one step: about a millisecond. */
const ROWS_AT_ONCE = 500

/** snapshotId 0: a new one. SNAPSHOT_GONE. */
export async function lagText(
  lag: LagService,
  snapshotId: number,
  memberLabels: boolean,
): Promise<Iterable<string>> {
  const query = { groups: [], topics: [], history: false }
  const first = await lag.query({ ...query, grain: 'partition', snapshotId })
  const maker = new LagPrometheus(first, { memberLabels })
  const slice = new Slice()
  for (const grain of lagGrains) {
    const found =
      grain === 'partition' ? first : await lag.query({ ...query, grain, snapshotId: first.snapshotId })
    for await (const rows of found.rows()) {
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        maker.add(rows.slice(from, from + ROWS_AT_ONCE))
        await slice.pause()
      }
    }
  }
  return maker.text()
}

/** SNAPSHOT_GONE. Finding a snapshot works out none of its rows. */
export async function checkSnapshot(lag: LagService, snapshotId: number): Promise<void> {
  await lag.query({ groups: [], topics: [], grain: 'group', snapshotId, history: false })
}

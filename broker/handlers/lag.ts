// Lag: how far groups are behind, of one instant. broker/lag/ knows it.
// Behaviour: rows in the order group, topic, partition, as many as fit into one header; next_row says where the next page of
// the same snapshot begins. Deliberately not: nothing is read from disk but the storage index.
// Limits: lagAnswerBytes of columns; UNKNOWN_GROUP, UNKNOWN_TOPIC, SNAPSHOT_GONE.
import { lagGrains } from '../../protocol/lag.ts'
import { LagColumnWriter } from '../../protocol/lag-wire.ts'
import { limits } from '../../protocol/limits.ts'
import type { LagRequest } from '../../protocol/messages.ts'
import { Turns } from '../lag/turns.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function lag(request: LagRequest, { services }: RequestContext): Promise<Answer> {
  const { groups, topics, snapshotId, history, fromRow } = request
  const grain = lagGrains[request.grain] ?? 'partition'
  const found = await services.lag.query({ groups, topics, grain, snapshotId, history })
  const writer = new LagColumnWriter()
  const rowsMax = request.rowsMax === 0 ? Number.POSITIVE_INFINITY : request.rowsMax
  const isFull = () => writer.bytes >= limits.lagAnswerBytes || writer.rowCount >= rowsMax
  for await (const rows of found.rows(fromRow)) {
    for (const row of rows) {
      if (isFull()) break
      writer.add(row)
    }
    if (isFull()) break
  }
  await new Turns().next() // the answer is encoded in a turn of its own
  const nextRow = fromRow + writer.rowCount
  return answer({
    lag: {
      snapshotId: found.snapshotId,
      takenMs: found.takenMs,
      windowMs: found.windowMs,
      rowsTotal: found.rowsTotal,
      nextRow: nextRow < found.rowsTotal ? nextRow : 0,
      names: writer.names,
      columns: writer.columns,
    },
  })
}

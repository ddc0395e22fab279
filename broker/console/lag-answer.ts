// /api/lag: rows of lag as the document lag/v1, and the event `lag`. Called by console.ts and events.ts.
// Behaviour: the rows that services.lag answers, as protocol/lag-document.ts says they look; from=ROW and rows=COUNT take a part.
// Limits: INVALID_ARGUMENT, UNKNOWN_GROUP, UNKNOWN_TOPIC, SNAPSHOT_GONE; an event has limits.consoleLagRowsMax rows at most.
import { lagDocumentHead, lagRowDocument } from '../../protocol/lag-document.ts'
import { type LagGrain, lagGrains } from '../../protocol/lag.ts'
import { limits } from '../../protocol/limits.ts'
import type { LagAnswer, LagQuery, LagService } from '../lag/lag-service.ts'
import { Query } from './query.ts'
import type { Part } from './sender.ts'

const ofLag = ['group', 'topic', 'by', 'history']

/** By what a listener of events chose; undefined: no lag. */
export function lagEventQuery(text: string): LagQuery | undefined {
  const query = new Query(text, ofLag)
  return ofLag.some((name) => query.has(name)) ? lagQuery(query, 0) : undefined
}

function lagQuery(query: Query, snapshotId: number): LagQuery {
  return {
    groups: query.texts('group'),
    topics: query.texts('topic'),
    grain: query.choice<LagGrain>('by', lagGrains, 'partition'),
    history: query.flag('history'),
    snapshotId,
  }
}

export async function lagAnswer(
  text: string,
  lag: LagService,
): Promise<{ rowsTotal: number; parts: AsyncGenerator<Part> }> {
  const query = new Query(text, [...ofLag, 'snapshot', 'from', 'rows'])
  const wish = lagQuery(query, query.count('snapshot', 0))
  const from = query.count('from', 0)
  const rows = query.count('rows', Number.MAX_SAFE_INTEGER)
  const answer = await lag.query(wish)
  return { rowsTotal: answer.rowsTotal, parts: document(answer, wish.grain, from, rows, '') }
}

export async function lagEvent(query: LagQuery, lag: LagService): Promise<AsyncGenerator<Part>> {
  const answer = await lag.query(query)
  const more = `,"rowsTotal":${answer.rowsTotal}`
  return document(answer, query.grain, 0, limits.consoleLagRowsMax, more)
}

async function* document(
  answer: LagAnswer,
  grain: LagGrain,
  from: number,
  rowsMost: number,
  more: string,
): AsyncGenerator<Part> {
  yield `${JSON.stringify(lagDocumentHead({ ...answer, grain })).slice(0, -1)}${more},"rows":[`
  let left = rowsMost
  if (from < answer.rowsTotal && left > 0) {
    for await (const rows of answer.rows(from)) {
      for (const row of rows.slice(0, left)) {
        yield `${left === rowsMost ? '' : ','}${JSON.stringify(lagRowDocument(row, answer.takenMs))}`
        left--
      }
      if (left === 0) break
    }
  }
  yield ']}'
}

// Lag of consumer groups: `services.lag`. Made by broker.ts; asked by handlers/lag.ts, http.ts and the console.
//
//   query ──▶ groups-seen (rows of each group) ──▶ snapshot (one turn: offsets, log starts, ends) ──▶ evaluation, rules
//                                                        ▲                                               │
//   sampler, every 10 s ─────────────────────────────────┴──▶ windows ───────────────────────────────────┘
//
// Invariants: all rows of an answer are of one instant, and so are those of every later answer about the same snapshot; a row is
// worked out once, so whoever asks is told the same; no turn of it is longer than turns.ts allows.
import { SluiceError } from '../../protocol/errors.ts'
import type { LagGrain, LagRow } from '../../protocol/lag.ts'
import { limits } from '../../protocol/limits.ts'
import type { Store } from '../../storage/store.ts'
import type { Coordinator } from '../groups/coordinator.ts'
import type { Logger } from '../log.ts'
import { aggregate } from './aggregate.ts'
import type { TopicRows } from './group-rows.ts'
import { type SampleFigures, Sampler } from './sampler.ts'
import { Selection } from './select.ts'
import type { GroupMoment } from './snapshot.ts'
import { type KeptSnapshot, Snapshots } from './snapshots.ts'
import { Turns } from './turns.ts'

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

/** What of one group is asked for. */
interface Chosen {
  readonly group: GroupMoment
  readonly parts: readonly TopicRows[]
  /** Rows it has in the answer. */
  readonly rowCount: number
}

/** Rows that are handed out together. */
const ROWS_AT_ONCE = 128

export class LagService {
  readonly #store: Store
  readonly #sampler: Sampler
  readonly #snapshots = new Snapshots()
  #coming: Promise<KeptSnapshot> | undefined

  constructor({ store, groups, log }: LagServiceOptions) {
    this.#store = store
    this.#sampler = new Sampler({ store, groups, log })
  }

  /**
   * Takes a snapshot, or finds one. Its rows are worked out as they are asked for.
   * UNKNOWN_GROUP, UNKNOWN_TOPIC (a name, not a pattern, that is none), SNAPSHOT_GONE, INVALID_REQUEST.
   */
  async query(query: LagQuery): Promise<LagAnswer> {
    const groups = new Selection(query.groups, limits.groupsPerRequestMax, 'group')
    const topics = new Selection(query.topics, limits.topicsPerRequestMax, 'topic')
    const kept = query.snapshotId === 0 ? await this.#take() : this.#snapshots.get(query.snapshotId)
    const { snapshot } = kept
    const turns = new Turns()
    const chosen: Chosen[] = []
    const missing = new Set(groups.names)
    const unseen = new Set(topics.names)
    for (const group of snapshot.groups) {
      const pause = turns.rest()
      if (pause !== undefined) await pause // 1,000 groups, each page anew
      if (!groups.has(group.rows.group)) continue
      missing.delete(group.rows.group)
      const parts = topics.isAll ? group.rows.topics : await chosenOf(group, topics, turns)
      for (const { topic } of unseen.size > 0 ? parts : []) unseen.delete(topic)
      const rowCount = rowsOf(parts, query.grain)
      if (rowCount > 0) chosen.push({ group, parts, rowCount })
    }
    for (const name of missing)
      throw new SluiceError('UNKNOWN_GROUP', `there is no group ${JSON.stringify(name)}`)
    for (const name of unseen) {
      if (this.#store.topicByName(name) === undefined)
        throw new SluiceError('UNKNOWN_TOPIC', `there is no topic ${JSON.stringify(name)}`, { topic: name })
    }
    return answerOf(kept, chosen, query)
  }

  /** For the metrics. */
  stats(): SampleFigures & { readonly snapshotsKept: number } {
    return { ...this.#sampler.figures(), snapshotsKept: this.#snapshots.count }
  }

  /** Notes where everything stands, as it does by itself every limits.lagSampleMs. For tests. */
  sampleNow(): Promise<void> {
    return this.#sampler.sample()
  }

  /** No sample is taken any more. */
  stop(): void {
    this.#sampler.stop()
  }

  /** Who asks before the numbers are read is told of the same instant: a hundred who ask at once cost little more than one. */
  #take(): Promise<KeptSnapshot> {
    this.#coming ??= this.#sampler
      .snapshot(() => (this.#coming = undefined))
      .then((snapshot) => this.#snapshots.keep(snapshot))
    return this.#coming
  }
}

function answerOf(kept: KeptSnapshot, chosen: readonly Chosen[], query: LagQuery): LagAnswer {
  const { takenMs, windowMs } = kept.snapshot
  return {
    snapshotId: kept.id,
    takenMs,
    windowMs,
    rowsTotal: chosen.reduce((sum, { rowCount }) => sum + rowCount, 0),
    async *rows(fromRow = 0) {
      kept.pageBegins(fromRow === 0)
      const turns = new Turns()
      let skip = fromRow
      for (const one of chosen) {
        if (skip >= one.rowCount) {
          skip -= one.rowCount
          continue
        }
        yield* query.grain === 'partition'
          ? partitionRows(kept, one, skip, query.history, turns)
          : sumRows(kept, one, skip, query, turns)
        skip = 0
        await turns.rest()
      }
      kept.lastPageEnds() // not where the caller left at some row, to go on from there
    },
  }
}

async function* partitionRows(
  kept: KeptSnapshot,
  { group, parts }: Chosen,
  fromRow: number,
  history: boolean,
  turns: Turns,
): AsyncGenerator<LagRow[]> {
  const evaluation = kept.evaluation(group)
  let skip = fromRow
  for (const { topic, from, to } of parts) {
    let row = from + skip
    skip = Math.max(0, row - to)
    while (row < to) {
      const end = Math.min(row + ROWS_AT_ONCE, to)
      await evaluation.upTo(end, turns)
      const rows: LagRow[] = []
      for (; row < end; row++) rows.push(evaluation.row(row, topic, history))
      yield rows
      await turns.rest()
    }
  }
}

async function* sumRows(
  kept: KeptSnapshot,
  { group, parts }: Chosen,
  fromRow: number,
  { grain, history }: LagQuery,
  turns: Turns,
): AsyncGenerator<LagRow[]> {
  const evaluation = kept.evaluation(group)
  await evaluation.upTo((parts.at(-1) as TopicRows).to, turns)
  if (grain === 'group') yield [await aggregate(evaluation, parts, undefined, history, turns)]
  else {
    for (const part of parts.slice(fromRow))
      yield [await aggregate(evaluation, [part], part.topic, history, turns)]
  }
}

async function chosenOf({ rows }: GroupMoment, topics: Selection, turns: Turns): Promise<TopicRows[]> {
  const chosen: TopicRows[] = []
  for (const part of rows.topics) {
    if (topics.has(part.topic)) chosen.push(part)
    await turns.rest()
  }
  return chosen
}

function rowsOf(parts: readonly TopicRows[], grain: LagGrain): number {
  if (grain === 'partition') return parts.reduce((sum, { from, to }) => sum + to - from, 0)
  return grain === 'topic' ? parts.length : Math.min(1, parts.length)
}

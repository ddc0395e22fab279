// Turns 'earliest', 'latest' and times into offsets, for partitions that begin or jump. Called by fetcher.ts.
// Invariant: a position is only moved when nothing made it jump meanwhile; what fails for one partition is answered for it
// alone, what fails for the connection is thrown.
import { SluiceError } from '../../protocol/errors.ts'
import type { FetchPosition, StartSpec } from './fetch-position.ts'
import type { Lane } from '../connection/lane.ts'
import type { Metadata } from '../connection/metadata.ts'
import { listOffsets, type OffsetSpec } from '../admin/offsets.ts'
import type { Deadline } from '../connection/retry.ts'

export interface Unresolved {
  readonly at: FetchPosition
  readonly error: SluiceError
}

export async function resolveStarts(
  lane: Lane,
  metadata: Metadata,
  positions: readonly FetchPosition[],
  deadline: Deadline,
): Promise<Unresolved[]> {
  const byTopic = new Map<string, FetchPosition[]>()
  for (const at of positions) {
    const group = byTopic.get(at.handle.name)
    if (group === undefined) byTopic.set(at.handle.name, [at])
    else group.push(at)
  }
  const failed: Unresolved[] = []
  for (const [name, group] of byTopic) {
    const fail = (error: SluiceError) => failed.push(...group.map((at) => ({ at, error })))
    try {
      const facts = await metadata.get(name, deadline)
      const known = group.filter((at) => {
        at.facts = facts
        if (at.partition < facts.partitionsCount) return true
        const message = `'${name}' has ${facts.partitionsCount} partitions; there is no partition ${at.partition}`
        failed.push({
          at,
          error: new SluiceError('UNKNOWN_PARTITION', message, { topic: name, partition: at.partition }),
        })
        return false
      })
      await resolveGroup(lane, known, deadline)
    } catch (error) {
      if (!(error instanceof SluiceError) || isOfConnection(error)) throw error
      fail(error)
    }
  }
  return failed
}

async function resolveGroup(lane: Lane, group: readonly FetchPosition[], deadline: Deadline): Promise<void> {
  const facts = group[0]?.facts
  if (facts === undefined) return
  const asked = group.map((at) => ({ generation: at.generation, start: at.start as StartSpec }))
  const queries = group.map((at) => ({ partition: at.partition, at: at.start as OffsetSpec }))
  const answers = await listOffsets(lane, facts, queries, deadline)
  for (const [i, at] of group.entries()) {
    const answer = answers[i]
    const { generation, start } = asked[i] as (typeof asked)[number]
    // It jumped meanwhile, or somebody else resolved it.
    if (answer === undefined || at.generation !== generation || at.start !== start) continue
    // The broker names the batch; the record in it is found when it arrives.
    at.fromTimestamp =
      typeof start === 'object' && 'timestamp' in start && answer.found ? start.timestamp : undefined
    at.moveTo(answer.offset)
  }
}

function isOfConnection(error: SluiceError): boolean {
  return error.retriable || ['CLOSED', 'ABORTED'].includes(error.code)
}

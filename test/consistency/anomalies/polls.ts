// Anomalies of reading: within one assignment, records come one after another, none left out, none twice.
import type { Model, Poll } from '../model.ts'
import { type Anomaly, type Finding, place } from './anomaly.ts'

type Offsets = ReadonlyMap<number, unknown>

/** Partition → every offset that anybody is known to have seen a record at. */
function existing(model: Model): ReadonlyMap<number, Offsets> {
  const known = new Map<number, Map<number, unknown>>()
  const add = (partition: number, offset: number) => {
    if (!known.has(partition)) known.set(partition, new Map())
    known.get(partition)?.set(offset, true)
  }
  for (const { partition, outcome } of model.sent.values())
    if (outcome[0] === 'ok') add(partition, outcome[1])
  for (const { partition, records } of model.polls) for (const [offset] of records) add(partition, offset)
  return known
}

interface Jump {
  readonly from: number
  readonly to: number
  readonly poll: Poll
}

/** Steps from one record to the next, inside polls or between successive polls of one assignment. */
function* jumps(model: Model, inside: boolean): Iterable<Jump> {
  for (const { polls } of model.assignments) {
    let last: number | undefined
    for (const poll of polls) {
      for (const [i, [offset]] of poll.records.entries()) {
        if (last !== undefined && i > 0 === inside) yield { from: last, to: offset, poll }
        last = offset
      }
    }
  }
}

function* skips(model: Model, inside: boolean): Iterable<Finding> {
  const known = existing(model)
  for (const { from, to, poll } of jumps(model, inside)) {
    for (let offset = from + 1; offset < to; offset++) {
      if (!known.get(poll.partition)?.has(offset)) continue
      const text = `${poll.by} went from ${place(poll.partition, from)} to ${to} over the record at ${offset}`
      yield { text, about: [poll.by] }
      break
    }
  }
}

function* returns(model: Model, inside: boolean): Iterable<Finding> {
  for (const { from, to, poll } of jumps(model, inside)) {
    if (to > from) continue
    yield { text: `${poll.by} read ${place(poll.partition, from)}, then ${to}`, about: [poll.by] }
  }
}

function* late(model: Model): Iterable<Finding> {
  for (const { by, partition, records, assignment, late } of model.polls) {
    if (assignment !== undefined && !late && assignment.partition === partition) continue
    const at = place(partition, records[0]?.[0] ?? -1)
    yield { text: `${by} was given ${at} without holding the partition`, about: [by] }
  }
}

export const pollAnomalies: readonly Anomaly[] = [
  {
    name: 'poll-skip',
    meaning: 'successive polls of one assignment jump over existing records',
    find: (model) => skips(model, false),
  },
  {
    name: 'nonmonotonic-poll',
    meaning: 'successive polls of one assignment go back or repeat',
    find: (model) => returns(model, false),
  },
  {
    name: 'int-poll-skip',
    meaning: 'one poll jumps over existing records',
    find: (model) => skips(model, true),
  },
  {
    name: 'int-nonmonotonic-poll',
    meaning: 'one poll goes back or repeats',
    find: (model) => returns(model, true),
  },
  { name: 'stray-poll', meaning: 'records were handed out without, or after, an assignment', find: late },
]

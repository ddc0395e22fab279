// Anomalies of writes: acknowledged and gone, refused and there, or in another order than they were sent.
import type { Model, Sent } from '../model.ts'
import { type Anomaly, type Finding, place } from './anomaly.ts'

/** Value → where it was read first. */
function readPlaces(model: Model): Map<string, { partition: number; offset: number; by: string }> {
  const places = new Map<string, { partition: number; offset: number; by: string }>()
  for (const { partition, records, by } of model.polls)
    for (const [offset, value] of records)
      if (!places.has(value)) places.set(value, { partition, offset, by })
  return places
}

/** Acknowledged, and read by nobody: lost when something behind it was read, else unseen. */
function* missing(model: Model, lost: boolean): Iterable<Finding> {
  const places = readPlaces(model)
  const highest = new Map<number, number>()
  for (const { partition, offset } of places.values())
    highest.set(partition, Math.max(highest.get(partition) ?? -1, offset))
  for (const { value, partition, outcome } of model.sent.values()) {
    if (outcome[0] !== 'ok' || places.has(value)) continue
    const passed = (highest.get(partition) ?? -1) > outcome[1]
    if (passed !== lost) continue
    const text = `${value} was acknowledged at ${place(partition, outcome[1])} and never read`
    yield { text: passed ? `${text}, though ${highest.get(partition)} was` : text, about: [value] }
  }
}

function* abortedReads(model: Model): Iterable<Finding> {
  for (const [value, { partition, offset, by }] of readPlaces(model)) {
    const sent = model.sent.get(value)
    if (sent?.outcome[0] !== 'fail') continue
    const text = `${value} failed with ${sent.outcome[1]}, and ${by} read it at ${place(partition, offset)}`
    yield { text, about: [value] }
  }
}

/** In the log, the records of one process in one partition lie in the order in which it sent them. */
function* reordered(model: Model): Iterable<Finding> {
  const places = readPlaces(model)
  const last = new Map<string, { sent: Sent; offset: number }>()
  for (const sent of model.sent.values()) {
    const read = places.get(sent.value)
    const offset = sent.outcome[0] === 'ok' ? sent.outcome[1] : read?.offset
    if (offset === undefined) continue
    const lane = `${sent.by} in ${sent.partition}`
    const before = last.get(lane)
    if (before !== undefined && before.offset >= offset) {
      const text = `${lane}: ${before.sent.value} lies at ${before.offset}, ${sent.value}, sent later, at ${offset}`
      yield { text, about: [before.sent.value, sent.value] }
    }
    last.set(lane, { sent, offset })
  }
}

export const writeAnomalies: readonly Anomaly[] = [
  {
    name: 'lost-write',
    meaning: 'an acknowledged record was read by nobody, though one behind it was',
    find: (model) => missing(model, true),
  },
  {
    name: 'unseen',
    meaning: 'an acknowledged record was read by nobody, and nothing behind it either',
    find: (model) => missing(model, false),
  },
  { name: 'G1a', meaning: 'a record whose send certainly failed was read', find: abortedReads },
  {
    name: 'nonmonotonic-send',
    meaning: 'a process sent one record after another, and they lie in reverse order',
    find: reordered,
  },
]

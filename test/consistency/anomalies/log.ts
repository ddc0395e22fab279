// Anomalies of the log itself: what lies at an offset, and whether it is what was sent.
import type { Model } from '../model.ts'
import { type Anomaly, type Finding, place } from './anomaly.ts'

interface Observed {
  readonly value: string
  readonly how: 'acknowledged' | 'read'
  readonly by: string
}

function observations(model: Model): Map<string, Observed[]> {
  const found = new Map<string, Observed[]>()
  const add = (at: string, value: string, how: Observed['how'], by: string) => {
    const list = found.get(at)
    if (list === undefined) found.set(at, [{ value, how, by }])
    else if (!list.some((one) => one.value === value && one.how === how)) list.push({ value, how, by })
  }
  for (const { outcome, partition, value, by } of model.sent.values())
    if (outcome[0] === 'ok') add(place(partition, outcome[1]), value, 'acknowledged', by)
  for (const { partition, records, by } of model.polls)
    for (const [offset, value] of records) add(place(partition, offset), value, 'read', by)
  return found
}

function* conflicts(model: Model, bothAcknowledged: boolean): Iterable<Finding> {
  for (const [at, list] of observations(model)) {
    const values = new Set(list.map((one) => one.value))
    if (values.size < 2) continue
    const acknowledged = new Set(list.filter((one) => one.how === 'acknowledged').map((one) => one.value))
    if (acknowledged.size > 1 !== bothAcknowledged) continue
    const said = list.map(({ value, how, by }) => `${value} ${how} by ${by}`).join(', ')
    yield { text: `${at}: ${said}`, about: [...values] }
  }
}

function* duplicates(model: Model): Iterable<Finding> {
  const places = new Map<string, Set<string>>()
  const add = (value: string, at: string) => {
    const known = places.get(value)
    if (known === undefined) places.set(value, new Set([at]))
    else known.add(at)
  }
  for (const { outcome, partition, value } of model.sent.values())
    if (outcome[0] === 'ok') add(value, place(partition, outcome[1]))
  for (const { partition, records } of model.polls)
    for (const [offset, value] of records) add(value, place(partition, offset))
  for (const [value, at] of places)
    if (at.size > 1) yield { text: `${value} lies at ${[...at].join(' and ')}`, about: [value] }
}

function* badPayloads(model: Model): Iterable<Finding> {
  for (const { records, partition, by } of model.polls) {
    for (const [offset, value, hash] of records) {
      const sent = model.sent.get(value)
      if (sent === undefined) {
        yield { text: `${place(partition, offset)}: ${by} read '${value}', which nobody sent`, about: [by] }
      } else if (sent.hash !== hash) {
        const text = `${place(partition, offset)}: ${by} read ${value} as ${hash}, it was sent as ${sent.hash}`
        yield { text, about: [value] }
      }
    }
  }
}

function* wrongTags(model: Model): Iterable<Finding> {
  for (const { records, topic, partition, by } of model.polls) {
    for (const [offset, value, , tag] of records) {
      if (tag === `${topic}/${partition}`) continue
      const text = `${by} read ${value} at ${topic}/${place(partition, offset)}, it belongs to ${tag}`
      yield { text, about: [value] }
    }
  }
}

function* shrunkEnds(model: Model): Iterable<Finding> {
  const acknowledged = [...model.sent.values()].filter((sent) => sent.outcome[0] === 'ok')
  let before: readonly number[] = []
  for (const { at, visible } of model.ends) {
    for (const [partition, end] of visible.entries()) {
      if (end < (before[partition] ?? 0)) {
        const text = `the end of partition ${partition} went back from ${before[partition]} to ${end}`
        yield { text, about: ['run'] }
      }
    }
    for (const { partition, outcome, value, endedAt } of acknowledged) {
      const end = visible[partition] ?? 0
      if (endedAt < at && (outcome[1] as number) >= end) {
        const text = `partition ${partition} ends at ${end}, but ${value} was acknowledged at ${outcome[1]} before`
        yield { text, about: [value] }
      }
    }
    before = visible
  }
}

export const logAnomalies: readonly Anomaly[] = [
  {
    name: 'inconsistent-offsets',
    meaning: 'two different values were seen at one offset',
    find: (model) => conflicts(model, false),
  },
  {
    name: 'offset-reuse',
    meaning: 'two values were acknowledged at one offset',
    find: (model) => conflicts(model, true),
  },
  { name: 'duplicate', meaning: 'one value lies at two offsets', find: duplicates },
  { name: 'payload', meaning: 'a record is not byte for byte what was sent', find: badPayloads },
  {
    name: 'wrong-tag',
    meaning: 'a record was read from another partition than it belongs to',
    find: wrongTags,
  },
  {
    name: 'shrunk-end',
    meaning: 'the visible end of a log went back, or lies below an acknowledged record',
    find: shrunkEnds,
  },
]

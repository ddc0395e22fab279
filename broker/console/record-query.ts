// What /api/records and /api/tail are asked: topic, partitions, where to begin and in which direction, what to look for. Called by
// records.ts and tail.ts. Throws INVALID_ARGUMENT, UNKNOWN_TOPIC, UNKNOWN_PARTITION.
import { limits } from '../../protocol/limits.ts'
import { topicNameProblem } from '../../protocol/names.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import { logOf, unknownTopic } from '../handlers/lookup.ts'
import { invalid, numberOf, type Query } from './query.ts'
import type { RecordFilter } from './record-job.ts'

/** Where to begin: an offset, for all partitions or for some of them; or a time; or an end of the log. */
export type Begin =
  | { readonly kind: 'earliest' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'time'; readonly sinceMs: number }
  | { readonly kind: 'offset' | 'before'; readonly offset: number | ReadonlyMap<number, number> }

const takes = 'latest, earliest, offset:N, before:N, time:MS (numbers from 0), or what `next` said'

export function beginOf(query: Query): Begin {
  const text = query.text('from') || 'latest'
  if (text === 'latest' || text === 'earliest') return { kind: text }
  const [kind = '', value = ''] = split(text, ':')
  const number = (digits: string): number => {
    const found = numberOf(digits)
    if (found === undefined) throw invalid('from', text, takes)
    return found
  }
  if (kind === 'time') return { kind, sinceMs: number(value) }
  if (kind !== 'offset' && kind !== 'before') throw invalid('from', text, takes)
  if (!value.includes('@')) return { kind, offset: number(value) }
  const offsets = new Map<number, number>()
  for (const pair of value.split(',')) {
    const [partition = '', offset = ''] = split(pair, '@')
    offsets.set(number(partition), number(offset))
  }
  if (offsets.size > limits.consolePartitionsMax)
    throw invalid('from', text, `at most ${limits.consolePartitionsMax} partitions`)
  return { kind, offset: offsets }
}

function split(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

export function topicOf(query: Query, store: Store): Topic {
  return topicNamed(query.text('topic'), store)
}

/** What no topic can be called has an answer without a command in it: the name is from an address that anybody may have written. */
export function topicNamed(name: string, store: Store): Topic {
  if (topicNameProblem(name) !== undefined) throw invalid('topic', name, 'the name of a topic')
  const topic = store.topicByName(name)
  if (topic === undefined) throw unknownTopic(name)
  return topic
}

/** By number. More than one request reads: those that were appended to most recently. */
export function logsOf(query: Query, topic: Topic, named?: Iterable<number>): readonly Log[] {
  const numbers = query.text('partition') === '' ? named : [query.count('partition', 0)]
  if (numbers !== undefined) {
    return [...numbers].map((number) => {
      const log = logOf(topic, number)
      if (log instanceof Error) throw log
      return log
    })
  }
  if (topic.logs.length <= limits.consolePartitionsMax) return topic.logs
  const newest = [...topic.logs].sort((one, other) => lastAppendMs(other) - lastAppendMs(one))
  return newest.slice(0, limits.consolePartitionsMax).sort((one, other) => one.partition - other.partition)
}

/** 0: nothing was ever appended, or all of it is gone. */
export function lastAppendMs({ segments }: Log): number {
  return segments[segments.length - 1]?.lastAppendMs ?? 0
}

export function filterOf(query: Query): RecordFilter {
  return { key: bytesOf(query, 'key'), text: bytesOf(query, 'text') }
}

function bytesOf(query: Query, name: string): Uint8Array | undefined {
  const bytes = Buffer.from(query.text(name))
  if (bytes.length > limits.consoleFilterBytesMax)
    throw invalid(name, query.text(name), `at most ${limits.consoleFilterBytesMax} bytes`)
  return bytes.length === 0 ? undefined : bytes
}

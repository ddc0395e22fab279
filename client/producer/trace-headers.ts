// W3C trace context in record headers: what a subscriber of `sluice:produce` set in its context goes into each record that
// carries none of its own. Called by producer.ts, only where somebody listens.
// Invariant: the caller's records are never changed; without a traceparent they go on as they are.
import type { RecordInput } from '../topic.ts'
import type { ProduceContext } from '../tracing.ts'

type Given = RecordInput<unknown, unknown>
type Pair = readonly [string, Uint8Array | string | null]

/** The record, or a copy of it with the headers `traceparent` and `tracestate`. */
export function withTrace(record: Given, { traceparent, tracestate }: ProduceContext): Given {
  if (traceparent === undefined || typeof record !== 'object' || record === null) return record
  const headers = pairsOf(record.headers)
  if (headers.some(([name]) => name === 'traceparent')) return record
  const added: Pair[] = [['traceparent', traceparent]]
  if (tracestate !== undefined) added.push(['tracestate', tracestate])
  return { ...record, headers: [...headers, ...added] }
}

function pairsOf(headers: Given['headers']): readonly Pair[] {
  if (headers === undefined) return []
  return Array.isArray(headers) ? headers : Object.entries(headers)
}

// What tracing tools can listen to, without a dependency: tracing channels of node:diagnostics_channel. Called by producer.ts,
// fetcher.ts, run/ and group/; docs/observability.md maps them to OpenTelemetry.
// Each channel publishes `start`, `end`, `asyncStart`, `asyncEnd` and `error` with one context object per operation, which
// carries `result` or `error` when it is over; a subscriber may keep what it needs (a span) in it.
// Invariant: without subscribers an operation costs one property read.
import { tracingChannel, type TracingChannel } from 'node:diagnostics_channel'

/** `sluice:produce`: one send or sendBatch, from the call to its acknowledgement. */
export interface ProduceContext {
  readonly topic: string
  readonly recordsCount: number
  /** Set by a subscriber of `start`: goes into the header `traceparent` of each record that has none (W3C Trace Context). */
  traceparent?: string
  /** Set by a subscriber of `start`: the same for `tracestate`. */
  tracestate?: string
  result?: unknown
  error?: unknown
}

/** `sluice:fetch`: one fetch request, from the question to its answer. */
export interface FetchContext {
  readonly partitionsCount: number
  /** Bytes of batches in the answer. */
  bytes?: number
  error?: unknown
}

/** `sluice:process`: one handler call of `run()`, retries one by one. */
export interface ProcessContext {
  readonly group: string | undefined
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** 1 at the first try. */
  readonly attempt: number
  /** The record's header of this name, if it has one. */
  readonly traceparent: string | undefined
  error?: unknown
}

/** `sluice:commit`: one commit request, until it is durable. */
export interface CommitContext {
  readonly group: string
  readonly offsets: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[]
  error?: unknown
}

/** `sluice:rebalance`: one change of what a group member holds, until what was revoked is given up. */
export interface RebalanceContext {
  readonly group: string
  readonly memberId: string
  readonly assigned: readonly { readonly topic: string; readonly partition: number }[]
  readonly revoked: readonly { readonly topic: string; readonly partition: number }[]
  /** Another member may have them already. */
  readonly lost: boolean
  error?: unknown
}

class Channel<Context extends object> {
  readonly #channel: TracingChannel<Context, Context>

  constructor(name: string) {
    this.#channel = tracingChannel<Context, Context>(name)
  }

  /** Does anybody listen? Node 20 has no hasSubscribers of a whole tracing channel. */
  get active(): boolean {
    const { start, end, asyncStart, asyncEnd, error } = this.#channel
    return (
      start.hasSubscribers ||
      asyncEnd.hasSubscribers ||
      error.hasSubscribers ||
      end.hasSubscribers ||
      asyncStart.hasSubscribers
    )
  }

  /** Publishes around `work`, whose promise is answered as it is. */
  trace<T>(work: () => Promise<T>, context: Context): Promise<T> {
    return this.#channel.tracePromise(work, context) as Promise<T>
  }
}

export const produceChannel = new Channel<ProduceContext>('sluice:produce')
export const fetchChannel = new Channel<FetchContext>('sluice:fetch')
export const processChannel = new Channel<ProcessContext>('sluice:process')
export const commitChannel = new Channel<CommitContext>('sluice:commit')
export const rebalanceChannel = new Channel<RebalanceContext>('sluice:rebalance')

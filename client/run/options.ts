// What consumer.run() is told, checked and with its defaults. Read by users through index.ts; called by run.ts.
import { SluiceError } from '../../protocol/errors.ts'
import { checkOptions } from '../options.ts'
import type { Producer } from '../producer/producer.ts'
import { nameOf, type TopicLike } from '../topic.ts'
import type { AnyRecord } from './source.ts'

/** What a handler of run() gets beside the record. */
export interface HandlerContext {
  /**
   * Fires when nobody waits for the handler's work any more: the signal given to run() did, or the record's partition went to
   * another consumer without waiting (the session ended, `close` was over its time). One signal serves all records of a
   * partition: take your listeners off again.
   */
  readonly signal: AbortSignal
}

/** A record counts as finished when this returns, or when the promise that it answers resolves. */
export type Handler<R> = (record: R, context: HandlerContext) => unknown

/** How a failed record is tried again: in its place, with waits that grow. */
export interface RetryOptions {
  /**
   * Tries in all; Infinity: for ever. Default 1. In a group each further try begins maxProcessingMs anew: one try and the wait
   * before the next have to end within it, all of them need not.
   */
  readonly attempts?: number
  /** Wait before the second try, in milliseconds; doubles with every further one, drawn from its upper half. Default 100. */
  readonly backoffMs?: number
  /** Default 30 000. */
  readonly maxBackoffMs?: number
  /** False: this error is not worth another try. */
  readonly retryIf?: (error: unknown, record: AnyRecord) => boolean
}

/** Where records go that could not be handled. They count as finished once they are on disk there. */
export interface DeadLetterOptions {
  /** Takes key and value as they were received, the headers, and `sluice-…` headers that say where from and why. */
  readonly topic: TopicLike
  /** One with acks: 'all'. It is not closed by run(). */
  readonly producer: Producer
}

/** How run() works through records. */
export interface RunOptions {
  /** Handlers that run at once, retries and their waits included: 1 to 10 000. Default 1. */
  readonly concurrency?: number
  /**
   * What goes one after another: records of a partition (default), records of a key (its raw bytes, in all topics of the
   * consumer; records without a key have no order), or nothing.
   */
  readonly order?: 'partition' | 'key' | 'none'
  /** A failed record is tried again in its place: what has to come after it waits. */
  readonly retry?: RetryOptions
  /** Where records go whose handler failed for good. Default: run() fails. */
  readonly deadLetter?: DeadLetterOptions
  /** Records whose key or value cannot be read: they never reach the handler. Default 'fail'. */
  readonly onUndecodable?: 'fail' | 'skip' | 'dead-letter'
  /** Ends run(): nothing new is begun, handlers in flight get it as `signal` and are waited for. */
  readonly signal?: AbortSignal
}

export interface RunSettings {
  readonly concurrency: number
  readonly order: 'partition' | 'key' | 'none'
  readonly attempts: number
  readonly backoffMs: number
  readonly maxBackoffMs: number
  readonly retryIf: (error: unknown, record: AnyRecord) => boolean
  readonly deadLetter: { readonly topic: string; readonly producer: Producer } | undefined
  readonly onUndecodable: 'fail' | 'skip' | 'dead-letter'
  readonly signal: AbortSignal | undefined
}

/** Throws INVALID_OPTION for what cannot be meant. */
export function runSettings(options: RunOptions): RunSettings {
  checkOptions('run', options)
  const { retry = {}, deadLetter } = options
  checkOptions('retry', retry)
  const { backoffMs = 100, maxBackoffMs = Math.max(30_000, backoffMs) } = retry
  if (maxBackoffMs < backoffMs)
    throw new SluiceError('INVALID_OPTION', `maxBackoffMs ${maxBackoffMs} is below backoffMs ${backoffMs}`)
  if (options.onUndecodable === 'dead-letter' && deadLetter === undefined)
    throw new SluiceError('INVALID_OPTION', "onUndecodable: 'dead-letter' needs deadLetter")
  return {
    concurrency: options.concurrency ?? 1,
    order: options.order ?? 'partition',
    attempts: retry.attempts ?? 1,
    backoffMs,
    maxBackoffMs,
    retryIf: retry.retryIf ?? (() => true),
    deadLetter: deadLetter && checkedDeadLetter(deadLetter),
    onUndecodable: options.onUndecodable ?? 'fail',
    signal: options.signal,
  }
}

function checkedDeadLetter(options: DeadLetterOptions): { topic: string; producer: Producer } {
  checkOptions('deadLetter', options)
  const { topic, producer } = options
  if (topic === undefined || producer === undefined)
    throw new SluiceError('INVALID_OPTION', 'deadLetter needs a topic and a producer')
  if (producer.acks !== 'all') {
    const message = `the producer of deadLetter has acks: '${producer.acks}': a record could be lost on its way there`
    throw new SluiceError('INVALID_OPTION', message, { hint: "give it a producer with acks: 'all'" })
  }
  return { topic: nameOf(topic), producer }
}

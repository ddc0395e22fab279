// Deadlines, jittered backoff and waits that an AbortSignal ends. Called by everything in this room that tries again.
// Invariant: no wait outlives its deadline or its signal, and none leaves a listener or timer behind.
import { SluiceError } from '../../protocol/errors.ts'
import { whenAborted } from './signals.ts'

/** What every call takes. */
export interface CallOptions {
  /** Ends the call with ABORTED; `AbortSignal.timeout(ms)` makes a deadline of its own. */
  readonly signal?: AbortSignal
}

const FIRST_DELAY_MS = 20
const LONGEST_DELAY_MS = 1_000

/** Grows to a second; each delay is drawn from its upper half, so that clients of a restarted broker do not march in step. */
export function backoffMs(attempt: number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10))
  return ceiling / 2 + (Math.random() * ceiling) / 2
}

export class Deadline {
  readonly atMs: number
  readonly signal: AbortSignal | undefined

  constructor(withinMs: number, signal?: AbortSignal) {
    this.atMs = performance.now() + withinMs
    this.signal = signal
  }

  get leftMs(): number {
    return Math.max(0, this.atMs - performance.now())
  }

  get over(): boolean {
    return this.leftMs === 0
  }

  throwIfAborted(): void {
    if (this.signal?.aborted) throw aborted(this.signal)
  }
}

export function aborted(signal: AbortSignal, delivered: 'no' | 'unknown' = 'no'): SluiceError {
  return new SluiceError('ABORTED', undefined, { cause: signal.reason, delivered })
}

/** Resolves after `delayMs`, or earlier at the deadline; throws ABORTED when the signal fires. */
export async function pause(delayMs: number, deadline: Deadline): Promise<void> {
  const { promise, resolve } = deferred<void>()
  const timer = setTimeout(resolve, Math.min(delayMs, deadline.leftMs))
  try {
    await within(promise, deadline, true)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * `promise`, unless deadline (TIMEOUT) or signal (ABORTED) come first; what they leave behind goes on by itself.
 * `signalOnly` leaves the deadline to the promise.
 */
export async function within<T>(promise: Promise<T>, deadline: Deadline, signalOnly = false): Promise<T> {
  const { signal } = deadline
  deadline.throwIfAborted()
  if (signal === undefined && (signalOnly || deadline.atMs === Number.POSITIVE_INFINITY)) return promise
  const { promise: end, reject } = deferred<never>()
  const forget = signal && whenAborted(signal, () => reject(aborted(signal)))
  const timed = !signalOnly && deadline.atMs !== Number.POSITIVE_INFINITY
  const timer = timed ? setTimeout(() => reject(new SluiceError('TIMEOUT')), deadline.leftMs) : undefined
  try {
    return await Promise.race([promise, end])
  } finally {
    clearTimeout(timer)
    forget?.()
  }
}

export interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

/** Promise.withResolvers, which Node 20 lacks. */
export function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Runs `attempt` until it succeeds, fails for good, or the deadline is over; then the last failure is thrown. */
export async function retrying<T>(deadline: Deadline, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    deadline.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      const again = error instanceof SluiceError && error.retriable
      const delayMs = backoffMs(failures)
      if (!again || deadline.leftMs <= delayMs) throw error
      await pause(delayMs, deadline)
    }
  }
}

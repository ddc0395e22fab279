// One listener for each AbortSignal, however many calls it is given to: Node warns from the eleventh on, and one signal for
// a thousand sends is no leak. Called by everything in this room that takes a signal.
// Invariant: a signal without waiting calls has no listener of ours.
const callsBySignal = new WeakMap<AbortSignal, Calls>()

interface Calls {
  readonly waiting: Set<() => void>
  readonly listener: () => void
}

/** Calls `onAbort` once when the signal fires, unless the function answered is called before. */
export function whenAborted(signal: AbortSignal, onAbort: () => void): () => void {
  const calls = callsBySignal.get(signal) ?? listen(signal)
  calls.waiting.add(onAbort)
  return () => {
    calls.waiting.delete(onAbort)
    if (calls.waiting.size > 0 || callsBySignal.get(signal) !== calls) return
    callsBySignal.delete(signal)
    signal.removeEventListener('abort', calls.listener)
  }
}

function listen(signal: AbortSignal): Calls {
  const waiting = new Set<() => void>()
  const listener = () => {
    callsBySignal.delete(signal)
    for (const onAbort of [...waiting]) if (waiting.delete(onAbort)) onAbort()
  }
  const calls = { waiting, listener }
  callsBySignal.set(signal, calls)
  signal.addEventListener('abort', listener, { once: true })
  return calls
}

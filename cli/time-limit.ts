// A time limit for one call, together with the signal that ends the command. Called by session.ts, lag-check.ts and demo.ts.
// Why not AbortSignal.any([signal, AbortSignal.timeout(ms)]): nobody holds on to the inner signal, so after a collection of garbage it
// never fires (nodejs/node#57736), and a wait for a broker that hangs would not end.

/** Runs `use` with a signal that fires after `ms`, or when `outer` does. */
export async function withinTime<T>(
  ms: number,
  outer: AbortSignal | undefined,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const end = () => limit.abort(outer?.reason)
  const timer = setTimeout(() => limit.abort(new Error(`${ms} ms are over`)), ms)
  outer?.addEventListener('abort', end)
  if (outer?.aborted) end()
  try {
    return await use(limit.signal)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', end)
  }
}

// An open loop: calls `send` at fixed times, whatever became of the calls before. Called by latency.ts.
// Each call is told when it was due, so that lateness of this loop counts as latency instead of being omitted.
// The clock is a thread of its own: timers of Node come more than a millisecond late, which would be most of what is
// measured, and an event loop that spins instead takes a core from the broker, whose tail is then what is measured.
import { Worker } from 'node:worker_threads'

interface ClockData {
  startNs: bigint // of process.hrtime: the one clock that threads share
  rate: number // calls a second
  count: number
}

/** Until the first call: the clock's thread must be there by then. */
const headStartMs = 250

/** Resolves after the last call of `send`; rejects with what `send` throws, or with the signal's reason. */
export async function pace(
  rate: number,
  count: number,
  signal: AbortSignal,
  send: (dueMs: number) => void, // as performance.now() counts
): Promise<void> {
  signal.throwIfAborted()
  const startNs = process.hrtime.bigint() + BigInt(headStartMs * 1e6)
  const startMs = performance.now() + headStartMs
  const workerData: ClockData = { startNs, rate, count }
  // As text, because a worker's file would need another loader in a checkout than in the package.
  const thread = new Worker(`(${clock.toString()})()`, { eval: true, execArgv: [], workerData })
  let sent = 0
  let stopped: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      stopped = () => reject(signal.reason)
      signal.addEventListener('abort', stopped, { once: true })
      thread.once('error', reject)
      thread.once('exit', () => reject(new Error('the clock of the open loop ended early')))
      thread.on('message', (due: number) => {
        try {
          while (sent < due) send(startMs + (sent++ * 1000) / rate)
          if (sent === count) resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
  } finally {
    if (stopped !== undefined) signal.removeEventListener('abort', stopped)
    await thread.terminate()
  }
}

/** Sleeps until the next call is due, then tells how many are due by now. Whole in itself: its text runs elsewhere. */
function clock(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads')
  const { startNs, rate, count } = workerData as ClockData
  // Waiting on a futex that nobody notifies ends within some fifty microseconds of its time.
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  for (let told = 0; told < count; ) {
    const elapsedMs = Number(process.hrtime.bigint() - startNs) / 1e6
    const waitMs = (told * 1000) / rate - elapsedMs
    if (waitMs > 0) {
      Atomics.wait(nobody, 0, 0, waitMs)
      continue
    }
    told = Math.min(count, Math.floor((elapsedMs * rate) / 1000) + 1)
    parentPort!.postMessage(told)
  }
}

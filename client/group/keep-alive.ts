// The main thread's side of keep-alives: starts the keep-alive thread with the first group member of the process and ends it
// with the last, shares memory with it, and notices itself how long the event loop stood still. Called by session.ts.
// Where no thread can be started (its file was left out by a bundler, or the process may not), keep-alives leave from this
// thread: then a handler that blocks the event loop for longer than the session timeout loses its partitions.
// Invariants: one thread a process; neither it nor a timer here keeps the process alive; after the last `stop` both are gone.
import { Worker } from 'node:worker_threads'
import {
  beat,
  confirmed,
  inHandSince,
  monotonicMs,
  newMemberSlots,
  newProcessSlots,
} from './keep-alive-slots.ts'
import type { KeepAliveCommand, KeepAliveWorkerData } from './keep-alive-worker.ts'
import { BLOCKED_FROM_MS, Pulse, type PulseMember } from './pulse.ts'

const BEAT_MS = 250

export interface KeepAliveOwner {
  /** The broker does not know the member (any more). */
  onUnknown(): void
  /**
   * Every 250 ms while the event loop turns; `stoodStillMs`: the time since it was last seen to turn, where that is a second or more:
   * up to 250 ms more than it stood still.
   */
  onBeat(stoodStillMs: number | undefined): void
  /** No thread could be started. Called once for each member. */
  onNoThread(reason: string): void
}

export interface KeepAlive {
  /** When the broker last confirmed the member to the thread; 0: never. Of `monotonicMs`. */
  readonly confirmedAtMs: number
  /** Since when the application has something in hand without asking for more; 0: it has nothing. Of `monotonicMs`. */
  inHandSince(atMs: number): void
  stop(): void
}

interface Member extends PulseMember {
  readonly owner: KeepAliveOwner
}

const processSlots = newProcessSlots()
const members = new Map<number, Member>()
let lastKey = 0
let beating: NodeJS.Timeout | undefined
let thread: Worker | undefined
let substitute: { readonly pulse: Pulse; readonly reason: string } | undefined

export function startKeepAlive(member: Omit<PulseMember, 'key' | 'slots'>, owner: KeepAliveOwner): KeepAlive {
  const slots = newMemberSlots()
  const key = ++lastKey
  const added: Member = { ...member, key, slots, owner }
  members.set(key, added)
  startBeating()
  startThread()
  tell(added)
  return {
    get confirmedAtMs() {
      return confirmed.read(slots)
    },
    inHandSince: (atMs) => inHandSince.write(slots, atMs),
    stop: () => stop(key),
  }
}

function stop(key: number): void {
  if (!members.delete(key)) return
  substitute?.pulse.remove(key)
  thread?.postMessage({ remove: key } satisfies KeepAliveCommand)
  if (members.size > 0) return
  clearInterval(beating)
  beating = undefined
  const ending = thread
  thread = undefined
  substitute = undefined
  void ending?.terminate()
}

function startBeating(): void {
  if (beating !== undefined) return
  let lastMs = monotonicMs()
  beat.write(processSlots, lastMs)
  beating = setInterval(() => {
    const nowMs = monotonicMs()
    const sinceMs = nowMs - lastMs // as the thread counts what it tells the broker: who was shown as blocked is told so
    lastMs = nowMs
    beat.write(processSlots, nowMs)
    const stoodStillMs = sinceMs >= BLOCKED_FROM_MS ? sinceMs : undefined
    for (const { owner } of [...members.values()]) owner.onBeat(stoodStillMs)
  }, BEAT_MS)
  beating.unref()
}

function startThread(): void {
  if (thread !== undefined || substitute !== undefined) return
  // Sources run as .ts under a loader, which the thread inherits; the package holds .js.
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  try {
    const workerData: KeepAliveWorkerData = { processSlots }
    const started = new Worker(new URL(`./keep-alive-worker${extension}`, import.meta.url), {
      name: 'sluice-keep-alive',
      workerData,
      // `node --input-type=module -e …`: the thread would inherit it, and refuse to run a file.
      ...(process.execArgv.some((flag) => flag.startsWith('--input-type')) && { execArgv: [] }),
    })
    started.on('message', (key: number) => members.get(key)?.owner.onUnknown())
    started.on('error', (error) => replace(started, error))
    started.on('exit', (code) => replace(started, new Error(`it exited with ${code}`)))
    started.unref()
    thread = started
  } catch (error) {
    substituteFor(error)
  }
}

/** The thread ended by itself. */
function replace(ended: Worker, error: unknown): void {
  if (thread !== ended) return
  thread = undefined
  substituteFor(error)
  for (const member of members.values()) tell(member)
}

function substituteFor(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  substitute = { pulse: new Pulse(processSlots, (key) => members.get(key)?.owner.onUnknown()), reason }
}

function tell({ owner, ...member }: Member): void {
  if (substitute === undefined) {
    thread?.postMessage({ add: member } satisfies KeepAliveCommand)
    return
  }
  substitute.pulse.add(member)
  owner.onNoThread(substitute.reason)
}

// Long polls: which fetch waits for which logs, until something becomes visible or its time is over.
// Called by handlers/fetch.ts; stopped by broker.ts. Owns one listener per log that somebody waits for, never a socket.
// Invariants: at most `most` waiters; a waiter leaves the table exactly once (remove()); a wake-up that arrives while
// nobody listens is kept and answered by the next `next()`, so none is lost.
// Appends of one turn of the event loop wake a waiter once: it then reads all of them. Deadlines are plain setTimeout:
// Node keeps timers of equal duration in one list under one timer of the loop, which is the wheel one would build.
import { strict as assert } from 'node:assert'
import { limits } from '../protocol/limits.ts'
import type { Log } from '../storage/log.ts'
import type { Peer } from './handlers/context.ts'

/** moved: a log changed. The others are final: the waiter will not wake again. */
export type WakeReason = 'moved' | 'deadline' | 'closed' | 'stopping'

interface LogEntry {
  readonly waiters: Set<Waiter>
  readonly unsubscribe: () => void
}

class Waiter {
  readonly logs: readonly Log[]
  readonly #table: FetchWaiters
  readonly #peer: Peer
  readonly #timer: NodeJS.Timeout
  readonly #onPeerClose = () => this.wake('closed')
  #woken: WakeReason | undefined
  #resolve: ((reason: WakeReason) => void) | undefined

  constructor(table: FetchWaiters, logs: readonly Log[], waitMs: number, peer: Peer) {
    this.#table = table
    this.logs = logs
    this.#peer = peer
    this.#timer = setTimeout(() => this.wake('deadline'), waitMs)
    peer.onClose.add(this.#onPeerClose)
  }

  /** Resolves at the next wake-up, at once for one that came since the last call. */
  next(): Promise<WakeReason> {
    assert(this.#resolve === undefined, 'a waiter is asked one thing at a time')
    const woken = this.#woken
    if (woken !== undefined) {
      if (woken === 'moved') this.#woken = undefined
      return Promise.resolve(woken)
    }
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  wake(reason: WakeReason): void {
    if (this.#woken !== undefined && this.#woken !== 'moved') return
    const resolve = this.#resolve
    this.#resolve = undefined
    if (resolve === undefined || reason !== 'moved') this.#woken = reason
    resolve?.(reason)
  }

  remove(): void {
    clearTimeout(this.#timer)
    this.#peer.onClose.delete(this.#onPeerClose)
    this.#table.forget(this)
  }
}

export class FetchWaiters {
  readonly #most: number
  readonly #waiters = new Set<Waiter>()
  readonly #byLog = new Map<Log, LogEntry>()
  readonly #moved = new Set<Waiter>()
  #wakeScheduled = false
  #stopping = false

  constructor(most: number) {
    this.#most = most
  }

  get count(): number {
    return this.#waiters.size
  }

  /** Undefined when the table, or that of one log, is full: answer at once. The caller must remove() the waiter. */
  add(logs: readonly Log[], waitMs: number, peer: Peer): Waiter | undefined {
    if (this.#waiters.size >= this.#most || logs.some((log) => this.#isFull(log))) return undefined
    const waiter = new Waiter(this, logs, waitMs, peer)
    this.#waiters.add(waiter)
    for (const log of logs) this.#entry(log).waiters.add(waiter)
    if (peer.closed) waiter.wake('closed')
    if (this.#stopping) waiter.wake('stopping')
    return waiter
  }

  /** Called by Waiter.remove. */
  forget(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter)) return
    this.#moved.delete(waiter)
    for (const log of waiter.logs) {
      const entry = this.#byLog.get(log)
      if (entry === undefined) continue // one log named twice by one fetch
      entry.waiters.delete(waiter)
      if (entry.waiters.size > 0) continue
      entry.unsubscribe()
      this.#byLog.delete(log)
    }
  }

  /** Ends every long poll; later ones end at once. */
  stop(): void {
    this.#stopping = true
    for (const waiter of this.#waiters) waiter.wake('stopping')
  }

  #isFull(log: Log): boolean {
    const entry = this.#byLog.get(log)
    return entry !== undefined && entry.waiters.size >= limits.waitersPerLogMax
  }

  #entry(log: Log): LogEntry {
    const known = this.#byLog.get(log)
    if (known !== undefined) return known
    const entry: LogEntry = { waiters: new Set(), unsubscribe: log.onVisible(() => this.#onVisible(entry)) }
    this.#byLog.set(log, entry)
    return entry
  }

  #onVisible(entry: LogEntry): void {
    for (const waiter of entry.waiters) this.#moved.add(waiter)
    if (this.#wakeScheduled) return
    this.#wakeScheduled = true
    setImmediate(() => this.#wakeMoved())
  }

  #wakeMoved(): void {
    this.#wakeScheduled = false
    const moved = [...this.#moved]
    this.#moved.clear()
    for (const waiter of moved) waiter.wake('moved')
  }
}

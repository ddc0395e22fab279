// consumer.run(): which record's handler is called next. Made by run.ts, one for each run().
//
//   source.pull ──batch──▶ partition ──in #ready──▶ read a record ──▶ handler ──at once──────▶ finished
//                             ▲                        │                └──promise──▶ hand ──▶ settled
//                             └── offered again ◀──────┤ its key is busy                          │
//                                                      └──▶ KeyLines ──in #turns──▶ handler ◀─────┘ the key's next
//
// Invariants: never more than `concurrency` handlers run; with order 'partition' one for each partition, with 'key' one for
// each key; a batch is pulled only when a handler is free and nothing that was read may be begun; once stopping, nothing is
// begun, and the end comes when the pull is over and no handler runs; of a paused partition nothing waits for a key's turn: it
// is taken out of the way of others and read again after the pause.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { Lease } from '../consumer/lease.ts'
import { ConsumedRecord } from '../consumer/record.ts'
import { type Deferred, deferred } from '../connection/retry.ts'
import { whenAborted } from '../connection/signals.ts'
import { Caller } from './caller.ts'
import type { Hand, HandOwner, Outcome } from './hand.ts'
import type { Waiting } from './keys.ts'
import type { Handler, RunSettings } from './options.ts'
import { RunPartition } from './partition.ts'
import type { AnyRecord, Pulled, RunSource } from './source.ts'
import { Turn } from './turn.ts'

export class Scheduler implements HandOwner {
  readonly handler: Handler<AnyRecord>
  readonly settings: RunSettings
  readonly group: string | undefined
  stopping = false
  readonly #source: RunSource
  readonly #partitions = new Map<Lease, RunPartition>()
  /** Their lease has ended and a handler still runs. */
  readonly #leaving = new Set<RunPartition>()
  readonly #caller: Caller
  readonly #turn = new Turn(() => this.#dispatch())
  readonly #pullAbort = new AbortController()
  readonly #end: Deferred<void> = deferred()
  /** Partitions with a record that may be begun. */
  #ready: RunPartition[] = []
  /** Records whose key's turn has come. */
  #turns: Waiting[] = []
  #pulling = false
  #dispatching = false
  #linesFull = false
  #overfull: RunPartition | undefined
  #error: unknown
  #closed = false
  #ended = false
  #abandoning: NodeJS.Timeout | undefined
  #forgetSignal: (() => void) | undefined

  constructor(source: RunSource, handler: Handler<AnyRecord>, settings: RunSettings) {
    this.#source = source
    this.handler = handler
    this.settings = settings
    this.group = source.group
    this.#caller = new Caller(this, source.logger)
  }

  run(): Promise<void> {
    const { signal } = this.settings
    if (signal?.aborted) return Promise.resolve()
    this.#forgetSignal = signal && whenAborted(signal, () => this.#aborted(signal.reason))
    this.#source.onPaused = () => this.#paused()
    this.#dispatch()
    return this.#end.promise
  }

  settled(hand: Hand, outcome: Outcome): void {
    if (this.#ended) return
    const { partition, key } = hand
    const { lease, tracker } = partition
    this.#caller.free(hand)
    if (outcome === 'finished') {
      if (tracker.finish(hand.sequence)) lease.finished(tracker.finished)
    } else if (outcome !== 'dropped' && !lease.ended) this.#stop(outcome)
    if (key !== undefined) this.#endKey(key)
    this.#changed(partition)
    this.#dispatch()
  }

  // ---- calling handlers

  /** Calls handlers until as many run as may, or nothing may be begun. */
  #dispatch(): void {
    if (this.#dispatching) return
    this.#dispatching = true
    while (!this.stopping && !this.#turn.paused && this.#caller.active < this.settings.concurrency) {
      const turn = this.#turns.shift()
      if (turn !== undefined) {
        this.#takeTurn(turn)
        continue
      }
      const partition = this.#ready.shift()
      if (partition === undefined) break
      partition.queued = false
      this.#read(partition)
    }
    this.#dispatching = false
    if (this.stopping) this.#endIfQuiet()
    else this.#pullIfHungry()
  }

  /** Begins records of a partition until one of them takes its time. */
  #read(partition: RunPartition): void {
    const { lease, tracker } = partition
    const wasFull = partition.full
    let moved = false
    let handed = false
    while (!handed && !this.#turn.paused && this.#mayRead(partition)) {
      let record: AnyRecord
      try {
        record = partition.next()
      } catch (error) {
        this.#stop(error) // its batch cannot be unpacked
        break
      }
      this.#turn.count()
      const again = tracker.replaying ? tracker.readAgain(record.offset) : undefined
      if (again !== undefined) moved = true
      if (again === 'begun') continue
      const key = this.#caller.keys.idle ? undefined : ConsumedRecord.keyText(record)
      if (key !== undefined && this.#caller.keys.isBusy(key)) {
        const sequence = again ?? tracker.begin(record.offset, partition.nextOffset)
        partition.waiting += 1
        this.#caller.keys.wait({ partition, record, sequence, key, next: undefined })
      } else if (this.#caller.call(partition, record, again, undefined)) moved = true
      else handed = true
    }
    if (moved) lease.finished(tracker.finished)
    this.#changed(partition)
    if (wasFull && this.#pulling && !partition.full) this.#source.poke()
  }

  #takeTurn(turn: Waiting): void {
    const { partition, record, sequence, key } = turn
    if (partition.lease.ended) return this.#endKey(key)
    this.#turn.count()
    partition.waiting -= 1
    if (!this.#caller.call(partition, record, sequence, key)) return
    partition.lease.finished(partition.tracker.finished)
    this.#endKey(key)
    this.#changed(partition)
  }

  /** The key is free for the next record that waits for it. */
  #endKey(key: string): void {
    const next = this.#caller.keys.end(key)
    if (next !== undefined) this.#turns.push(next)
    this.#lookAtLines()
  }

  #lookAtLines(): void {
    if (!this.#linesFull || this.#caller.keys.waiting > limits.runWaitingRecords / 2) return
    this.#linesFull = false
    for (const partition of this.#partitions.values()) this.#offer(partition)
  }

  // ---- partitions

  #mayRead(partition: RunPartition): boolean {
    const { lease } = partition
    if (!partition.hasNext || lease.ended || lease.paused || this.stopping) return false
    if (this.settings.order === 'partition') return partition.active === 0 && partition.behind === undefined
    if (!partition.windowOpen) return false
    this.#linesFull ||= this.#caller.keys.waiting >= limits.runWaitingRecords
    return !this.#linesFull
  }

  #offer(partition: RunPartition): void {
    if (partition.queued || !this.#mayRead(partition)) return
    partition.queued = true
    this.#ready.push(partition)
  }

  /** Something of the partition was read or settled. */
  #changed(partition: RunPartition): void {
    if (partition.lease.ended) {
      if (partition.active === 0 && this.#caller.calling !== partition) this.#gone(partition)
      return
    }
    this.#offer(partition)
    partition.releaseIfIdle()
  }

  #take({ lease, batch, stale }: Pulled): void {
    if (lease.ended) return
    let partition = this.#partitions.get(lease)
    if (lease.paused || stale) return lease.giveBack(partition?.position ?? batch.firstOffset)
    if (partition === undefined) {
      const begun = new RunPartition(lease, batch.firstOffset)
      partition = begun
      this.#partitions.set(lease, begun)
      begun.behind = this.#stillRunning(lease)
      begun.watch(
        () => this.#leaseEnded(begun),
        () => this.#leaseOver(begun),
      )
    }
    partition.add(batch)
    if (partition.overfull) this.#overfull = partition
    this.#offer(partition)
  }

  #stillRunning({ topic, partition }: Lease): RunPartition | undefined {
    if (this.settings.order !== 'partition') return undefined
    for (const each of this.#leaving)
      if (each.lease.topic === topic && each.lease.partition === partition) return each
    return undefined
  }

  #leaseEnded(partition: RunPartition): void {
    this.#partitions.delete(partition.lease)
    this.#leaving.add(partition)
    partition.drop()
    this.#caller.keys.takeOut(partition)
    this.#lookAtLines()
    this.#caller.giveUp(partition)
    this.#changed(partition)
    this.#dispatch()
  }

  /** Nobody waits for what its handlers do. */
  #leaseOver(partition: RunPartition): void {
    const { topic, partition: number } = partition.lease
    partition.abort(
      new SluiceError(
        'PARTITION_NOT_OWNED',
        `partition ${number} of '${topic}' is not this consumer's any more`,
      ),
    )
    this.#dispatch()
  }

  #gone(partition: RunPartition): void {
    if (!this.#leaving.delete(partition)) return
    partition.leave()
    for (const other of this.#partitions.values()) {
      if (other.behind !== partition) continue
      other.behind = undefined
      this.#offer(other)
    }
  }

  /** Partitions were paused or resumed. */
  #paused(): void {
    for (const partition of this.#partitions.values()) {
      if (partition.lease.paused) this.#setAside(partition)
      this.#changed(partition)
    }
    this.#lookAtLines()
    this.#dispatch()
  }

  /** What waits for its key's turn is not in the way of other partitions while this one is paused. */
  #setAside(partition: RunPartition): void {
    const turns = this.#turns.filter((turn) => turn.partition === partition)
    this.#turns = this.#turns.filter((turn) => turn.partition !== partition)
    partition.setAside([...turns, ...this.#caller.keys.takeOut(partition)])
    for (const { key } of turns) this.#endKey(key)
  }

  // ---- pulling

  #pullIfHungry(): void {
    const { concurrency } = this.settings
    if (this.#pulling || this.#turn.paused || this.#linesFull) return
    // Without any partition it is pulled although no handler is free: only so it is seen that the consumer was closed.
    if (this.#caller.active >= concurrency && this.#partitions.size > 0) return
    if (this.#overfull?.overfull) return
    this.#pulling = true
    const full = (lease: Lease) => this.#partitions.get(lease)?.full === true
    this.#source.pull(Number.POSITIVE_INFINITY, this.#pullAbort.signal, full).then(
      (given) => {
        this.#pulling = false
        if (given === undefined) {
          this.#closed = true
          this.#stop(undefined)
        } else this.#take(given)
        this.#dispatch()
      },
      (error: unknown) => {
        this.#pulling = false
        this.#stop(error)
        this.#dispatch()
      },
    )
  }

  // ---- the end

  #aborted(reason: unknown): void {
    this.#stop(undefined)
    for (const partition of [...this.#partitions.values(), ...this.#leaving]) partition.abort(reason)
    this.#dispatch()
  }

  /** Nothing new is begun; the first reason counts. */
  #stop(error: unknown): void {
    if (this.stopping) return
    this.stopping = true
    this.#error = error
    this.#ready = []
    this.#turns = []
    this.#pullAbort.abort()
    this.#caller.giveUp()
  }

  #endIfQuiet(): void {
    if (this.#ended || this.#pulling) return
    if (this.#caller.active === 0) return this.#finish()
    // Whose partition is lost gets a while to hear its signal; what never ends must not keep `close` and run() for ever.
    let overCount = 0
    for (const { active, lease } of this.#leaving) if (lease.over) overCount += active
    if (overCount === this.#caller.active && this.#abandoning === undefined)
      this.#abandoning = setTimeout(() => this.#abandon(), limits.runAbandonMs)
  }

  #abandon(): void {
    const [first] = this.#leaving
    const { topic, partition } = (first as RunPartition).lease
    const message = `${this.#caller.active} handlers had not ended when their partitions were lost; the first: '${topic}' ${partition}`
    const hint = 'end handlers when their signal fires; records they had are delivered again'
    this.#error ??= new SluiceError('HANDLER_FAILED', message, { hint, topic, partition })
    this.#finish()
  }

  #finish(): void {
    this.#ended = true
    clearTimeout(this.#abandoning)
    this.#forgetSignal?.()
    this.#source.onPaused = undefined
    for (const partition of [...this.#partitions.values(), ...this.#leaving]) partition.leave()
    const committed = this.#closed ? Promise.resolve() : this.#source.commitFinished()
    committed.then(
      () => (this.#error === undefined ? this.#end.resolve() : this.#end.reject(this.#error)),
      (error: unknown) => this.#end.reject(this.#error ?? error),
    )
  }
}

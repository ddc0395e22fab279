// A consumer in memory for tests of run() and of streams: partitions that are given, revoked, lost and given again by the test.
import { Batch } from '../../../client/consumer/batch.ts'
import { silent } from '../../../client/logger.ts'
import { ConsumedRecord } from '../../../client/consumer/record.ts'
import type { Lease } from '../../../client/consumer/lease.ts'
import type { AnyBatch, Pulled, RunSource } from '../../../client/run/source.ts'
import { whenAborted } from '../../../client/connection/signals.ts'
import { type AnyTopic, topic } from '../../../client/topic.ts'
import { SluiceError } from '../../../protocol/errors.ts'

export interface FakeRecord {
  readonly offset: number
  readonly key: string | null
  readonly value: string | null
}

export class FakeLease implements Lease {
  readonly log: FakeLog
  holds = 0
  triedAgainCount = 0
  paused = false
  fenced = false
  finishedOffset: number | undefined
  state: 'current' | 'draining' | 'over' = 'current'
  readonly #ended = new Set<() => void>()
  readonly #over = new Set<() => void>()

  constructor(log: FakeLog) {
    this.log = log
  }

  get topic(): string {
    return this.log.handle.name
  }

  get partition(): number {
    return this.log.partition
  }

  get ended(): boolean {
    return this.state !== 'current'
  }

  /** run() goes by `over`. */
  readonly lost = false

  get over(): boolean {
    return this.state === 'over'
  }

  whenEnded(callback: (lost: boolean) => void): () => void {
    const call = () => callback(false)
    if (this.ended) call()
    else this.#ended.add(call)
    return () => this.#ended.delete(call)
  }

  whenOver(callback: () => void): () => void {
    if (this.over) callback()
    else this.#over.add(callback)
    return () => this.#over.delete(callback)
  }

  finished(offset: number): void {
    if (this.over) return
    if (offset < (this.finishedOffset ?? 0)) throw new Error(`finished goes back to ${offset}`)
    this.finishedOffset = offset
    this.log.source.onFinished?.(this, offset)
  }

  triedAgain(): void {
    this.triedAgainCount += 1
  }

  giveBack(offset: number): void {
    if (this.ended) return
    this.log.position = offset
    this.log.jumps += 1
  }

  hold(): void {
    if (this.ended) throw new Error('an ended lease is held')
    this.holds += 1
  }

  release(): void {
    this.holds -= 1
    if (this.holds < 0) throw new Error('released more often than held')
    if (this.holds === 0) this.log.freed()
  }

  end(to: 'draining' | 'over'): void {
    const ended = this.state === 'current'
    this.state = to
    if (ended) for (const each of this.#ended) each()
    if (to === 'over') for (const each of this.#over) each()
  }
}

/** One partition; committed is where its next owner begins. */
export class FakeLog {
  readonly source: FakeSource
  readonly handle: AnyTopic
  readonly partition: number
  records: FakeRecord[] = []
  position = 0
  jumps = 0
  committed = 0
  lease: FakeLease | undefined
  onFreed: (() => void) | undefined
  batchRecords = 5

  constructor(source: FakeSource, handle: AnyTopic, partition: number) {
    this.source = source
    this.handle = handle
    this.partition = partition
  }

  get end(): number {
    return (this.records.at(-1)?.offset ?? -1) + 1
  }

  append(...given: (readonly [key: string | null, value?: string | null])[]): void {
    for (const [key, value = 'v'] of given) this.records.push({ offset: this.end, key, value })
    this.source.changed()
  }

  assign(): void {
    this.position = this.committed
    this.lease = new FakeLease(this)
    this.source.changed()
  }

  /** Given up when nothing of it is in hand. */
  revoke(): Promise<void> {
    const { lease } = this
    if (lease === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      this.onFreed = () => {
        this.onFreed = undefined
        this.committed = Math.max(this.committed, lease.finishedOffset ?? 0)
        lease.end('over')
        this.lease = undefined
        resolve()
      }
      lease.end('draining')
      if (lease.holds === 0) this.onFreed?.()
    })
  }

  /** Without notice. */
  lose(): void {
    const { lease } = this
    this.lease = undefined
    this.committed = Math.max(this.committed, lease?.finishedOffset ?? 0)
    lease?.end('over')
  }

  freed(): void {
    this.onFreed?.()
  }

  take(): AnyBatch | undefined {
    const records = this.records.filter(({ offset }) => offset >= this.position).slice(0, this.batchRecords)
    const last = records.at(-1)
    if (last === undefined) return undefined
    this.position = last.offset + 1
    return batchOf(this.handle, this.partition, records)
  }
}

export class FakeSource implements RunSource {
  readonly logs: FakeLog[] = []
  group: string | undefined
  logger = silent
  commits = 0
  pulls = 0
  closed = false
  /** Passes over full partitions, as run() asks for. */
  passesOver = true
  onFinished: ((lease: FakeLease, offset: number) => void) | undefined
  pullFailure: Error | undefined
  onPaused: (() => void) | undefined
  #waiting: (() => void) | undefined
  #rotation = 0

  log(handle: AnyTopic = topic('orders'), partition = this.logs.length): FakeLog {
    const log = new FakeLog(this, handle, partition)
    this.logs.push(log)
    log.assign()
    return log
  }

  async pull(
    _recordsMax: number,
    signal: AbortSignal,
    full: (lease: Lease) => boolean = () => false,
  ): Promise<Pulled | undefined> {
    this.pulls += 1
    for (;;) {
      await Promise.resolve()
      if (signal.aborted) throw new SluiceError('ABORTED')
      if (this.pullFailure !== undefined) throw this.pullFailure
      if (this.closed) return undefined
      for (let i = 0; i < this.logs.length; i++) {
        const log = this.logs[(this.#rotation + i) % this.logs.length] as FakeLog
        const { lease } = log
        if (lease === undefined || lease.ended || lease.paused || (this.passesOver && full(lease))) continue
        const batch = log.take()
        if (batch === undefined) continue
        this.#rotation += i + 1
        const { jumps } = log
        const isStale = () => log.jumps !== jumps
        return {
          batch,
          lease,
          get stale() {
            return isStale()
          },
        }
      }
      await new Promise<void>((resolve) => {
        const forget = whenAborted(signal, resolve)
        this.#waiting = () => {
          forget()
          resolve()
        }
      })
    }
  }

  poke(): void {
    this.changed()
  }

  commitFinished(): Promise<void> {
    this.commits += 1
    return Promise.resolve()
  }

  changed(): void {
    this.#waiting?.()
  }

  pause(log: FakeLog, paused: boolean): void {
    if (log.lease !== undefined) log.lease.paused = paused
    this.onPaused?.()
    this.changed()
  }

  close(): void {
    this.closed = true
    this.changed()
  }
}

export function batchOf(handle: AnyTopic, partition: number, records: readonly FakeRecord[]): AnyBatch {
  const first = records[0] as FakeRecord
  const nextOffset = (records.at(-1) as FakeRecord).offset + 1
  return new Batch({
    handle,
    partition,
    buffer: Buffer.alloc(0),
    headers: [],
    floor: first.offset,
    cut: records.map((record) => recordOf(handle, partition, record)),
    records: records.length,
    firstOffset: first.offset,
    nextOffset,
    highWatermark: nextOffset,
  } as unknown as ConstructorParameters<typeof Batch>[0]) as AnyBatch
}

function recordOf(
  handle: AnyTopic,
  partition: number,
  { offset, key, value }: FakeRecord,
): ConsumedRecord<unknown, unknown> {
  const keyBytes = Buffer.from(key ?? '')
  const valueBytes = Buffer.from(value ?? '')
  const buffer = Buffer.concat([keyBytes, valueBytes, Buffer.from([0])])
  const source = { handle, partition, buffer, baseOffset: offset, baseTimestamp: 1000 }
  return new ConsumedRecord(
    source,
    0,
    0,
    0,
    key === null ? -1 : keyBytes.length,
    keyBytes.length,
    value === null ? -1 : valueBytes.length,
    buffer.length,
  )
}

// What the tests of compaction share: a compacted topic whose segments end when the test says so, and a pass that ends
// before the test goes on.
import { encodeBatch, type BatchOptions } from '../../protocol/batch.ts'
import { Compactor } from '../../storage/compaction.ts'
import type { Log } from '../../storage/log.ts'
import type { Store, StoreOptions } from '../../storage/store.ts'
import { appended, openStore, type Told } from './fixture.ts'

export const DAY_MS = 86_400_000

export class Bed {
  readonly directory: string
  readonly told: Told[] = []
  readonly settings: Record<string, string>
  nowMs = Date.now()
  store!: Store
  log!: Log

  constructor(directory: string, settings: Record<string, string> = {}) {
    this.directory = directory
    this.settings = { 'cleanup.policy': 'compact', 'segment.bytes': '1MiB', ...settings }
  }

  async open(more: Partial<StoreOptions> = {}): Promise<void> {
    const clock = { nowMs: () => this.nowMs }
    this.store = await openStore(this.directory, { clock, ...more }, this.told)
    const topic =
      this.store.topicByName('t') ??
      (await this.store.createTopic({ name: 't', partitions: 1, settings: this.settings }))
    this.log = topic.logs[0] as Log
    this.#hold()
  }

  /** The store leaves a log alone that somebody else compacts. */
  #hold(): void {
    this.log.compacting = new Promise(() => {})
  }

  async restart(): Promise<void> {
    await this.store.close()
    await this.open()
  }

  /** One batch; a value of undefined is a tombstone, a key of undefined is none. */
  async put(
    pairs: [key: string | undefined, value: string | undefined][],
    options: BatchOptions = {},
  ): Promise<number> {
    const records = pairs.map(([key, value]) => ({
      key: key ?? null,
      value: value ?? null,
      timestamp: this.nowMs,
    }))
    return (await appended(this.log, encodeBatch(records, options))).baseOffset
  }

  /** The active segment ends, and everything is sealed, durable and in the index. */
  async roll(): Promise<void> {
    await this.log.retain(this.nowMs + 20 * DAY_MS, false)
    while (this.log.segments.some((segment) => segment.ended && !segment.sealed) || this.#indexLags())
      await this.store.maintain()
  }

  #indexLags(): boolean {
    const last = this.log.segments.findLast((segment) => segment.sealed)
    return last !== undefined && this.log.index.coverOffset < last.endOffset
  }

  /** One compaction, whatever the ratio says. */
  async compact(tableBytes?: number): Promise<void> {
    this.log.compacting = undefined
    const compactor = new Compactor(this.log.context, () => [], tableBytes)
    try {
      await compactor.compact(this.log)
    } finally {
      await compactor.stop()
      this.#hold()
    }
  }

  async close(): Promise<void> {
    await this.store?.close()
  }
}

/** The newest value of each key; tombstones leave none. */
export function latest(
  records: readonly { key: Buffer | null; value: Buffer | null }[],
): Map<string, string> {
  const values = new Map<string, string>()
  for (const { key, value } of records) {
    if (key === null) continue
    if (value === null) values.delete(String(key))
    else values.set(String(key), String(value))
  }
  return values
}

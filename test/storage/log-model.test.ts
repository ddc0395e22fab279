// A log against a model of a log: any run of appends, repeats, rolls, restarts, deletions of records and reads gives what a
// plain array of records would.
import { expect } from 'chai'
import fc from 'fast-check'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import { append, appended, makeBatch, makeDirectory, openStore, readAll } from './fixture.ts'

type Step =
  | { do: 'append'; count: number; valueBytes: number; acks: 'all' | 'leader' }
  | { do: 'repeat' }
  | { do: 'read'; at: number; maxBytes: number }
  | { do: 'delete'; at: number }
  | { do: 'maintain' }
  | { do: 'restart' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 4 }),
      valueBytes: fc.constantFrom(0, 500, 60_000),
      acks: fc.constantFrom('all' as const, 'leader' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'repeat' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      maxBytes: fc.constantFrom(1, 1_000, 200_000, 1 << 20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('delete' as const),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'maintain' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
)

class Run {
  readonly #directory = makeDirectory()
  readonly #appendMode: 'mmap' | 'pwrite'
  readonly #durability: string
  #store: Store | undefined
  #log: Log | undefined
  readonly keys: string[] = [] // the model: place is offset
  start = 0
  #sequence = 0
  #last: { bytes: Buffer; offset: number; count: number } | undefined

  constructor(appendMode: 'mmap' | 'pwrite', durability: string) {
    this.#appendMode = appendMode
    this.#durability = durability
  }

  async open(): Promise<void> {
    this.#store = await openStore(this.#directory.path, { appendMode: this.#appendMode })
    const settings = { 'segment.bytes': '1MiB', durability: this.#durability }
    const topic =
      this.#store.topicByName('t') ?? (await this.#store.createTopic({ name: 't', partitions: 1, settings }))
    this.#log = topic.logs[0]
  }

  async close(): Promise<void> {
    await this.#store?.close()
  }

  remove(): void {
    this.#directory.remove()
  }

  async take(one: Step): Promise<void> {
    const store = this.#store as Store
    const log = this.#log as Log
    if (one.do === 'append') await this.#append(log, one)
    else if (one.do === 'repeat') await this.#repeat(log)
    else if (one.do === 'read') await this.#read(log, one)
    else if (one.do === 'maintain') await store.maintain()
    else if (one.do === 'delete') {
      const before = Math.floor(one.at * log.visibleOffset)
      this.start = Math.max(this.start, before)
      expect(await store.deleteRecords(log, before)).to.equal(this.start)
    } else {
      await this.close()
      await this.open()
    }
    const now = this.#log as Log
    expect(now.endOffset).to.equal(this.keys.length)
    expect(now.startOffset).to.equal(this.start)
    expect(now.durableOffset).to.be.at.most(now.endOffset)
  }

  async #append(log: Log, one: { count: number; valueBytes: number; acks: 'all' | 'leader' }): Promise<void> {
    const label = `s${this.#sequence}`
    const bytes = makeBatch({
      count: one.count,
      valueBytes: one.valueBytes,
      producerId: 3,
      producerEpoch: 0,
      baseSequence: this.#sequence,
      label,
    })
    const outcome = await appended(log, bytes, one.acks)
    expect(outcome.baseOffset).to.equal(this.keys.length)
    for (let index = 0; index < one.count; index++) this.keys.push(`${label}-${index}`)
    expect(outcome.appendedOffset).to.equal(this.keys.length)
    this.#sequence += one.count
    this.#last = { bytes, offset: outcome.baseOffset, count: one.count }
  }

  async #repeat(log: Log): Promise<void> {
    if (this.#last === undefined) return
    const outcome = await append(log, this.#last.bytes)
    expect(outcome).to.include({
      baseOffset: this.#last.offset,
      appendedOffset: this.#last.offset + this.#last.count,
      duplicate: true,
    })
  }

  async #read(log: Log, one: { at: number; maxBytes: number }): Promise<void> {
    const visible = log.visibleOffset
    const from = Math.min(visible, this.start + Math.floor(one.at * (visible - this.start + 1)))
    const records = await readAll(log, from, one.maxBytes)
    const got = records.slice(0, visible - from).map(({ offset, key }) => `${offset} ${String(key)}`)
    expect(got).to.deep.equal(this.keys.slice(from, visible).map((key, place) => `${from + place} ${key}`))
  }
}

describe('log against its model', () => {
  for (const [mode, durability] of [
    ['mmap', 'disk'],
    ['pwrite', 'memory'],
  ] as const) {
    it(`${mode}, ${durability}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          const run = new Run(mode, durability)
          try {
            await run.open()
            for (const one of steps) await run.take(one)
          } finally {
            await run.close()
            run.remove()
          }
        }),
        { numRuns: 12, interruptAfterTimeLimit: 12_000 },
      )
    })
  }
})

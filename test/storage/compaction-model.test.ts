// A compacted log against a map: whatever is written, compacted, restarted and read in between, the newest value of every key is
// what the map has, records keep their offsets and their order, nothing comes back, and a producer's last batch stays known.
import { expect } from 'chai'
import fc from 'fast-check'
import { rmSync } from 'node:fs'
import { encodeBatch } from '../../protocol/batch.ts'
import type { CodecName } from '../../protocol/codecs.ts'
import { checkDirectory } from '../../storage/check.ts'
import { Bed, DAY_MS, latest } from './compaction-bed.ts'
import { append, makeDirectory, readAll } from './fixture.ts'

type Pair = [key: string | undefined, value: string | undefined]
type Step =
  | { do: 'put'; pairs: Pair[]; codec: CodecName; producer: number }
  | { do: 'roll' | 'restart' | 'day' | 'repeat' | 'loseIndex' }
  | { do: 'compact'; slots: number }
  | { do: 'delete'; at: number }

const pair = fc.tuple(
  fc.oneof(
    { weight: 9, arbitrary: fc.nat(12).map((k) => `k${k}`) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  fc.oneof(
    { weight: 4, arbitrary: fc.string({ maxLength: 30 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      pairs: fc.array(pair, { minLength: 1, maxLength: 6 }),
      codec: fc.constantFrom<CodecName>('none', 'gzip', 'snappy', 'lz4', 'zstd'),
      producer: fc.integer({ min: -1, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('roll' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('compact' as const), slots: fc.constantFrom(6, 20, 1_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart', 'day', 'repeat', 'loseIndex') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), at: fc.nat(100) }) },
)

class Run {
  readonly bed: Bed
  readonly written: { key: string | null; value: string | null }[] = [] // place is offset
  readonly #sequences = new Map<number, number>()
  readonly #last = new Map<number, { bytes: Buffer; offset: number }>()
  #seen = new Set<number>() // offsets that were there at the last look
  #end = 0 // of what was looked at
  #twoDays = 0

  constructor(directory: string) {
    this.bed = new Bed(directory, { 'delete.retention.ms': '1d' })
  }

  async take(one: Step): Promise<void> {
    const { bed } = this
    if (one.do === 'put') await this.#put(one)
    else if (one.do === 'roll') await bed.roll()
    else if (one.do === 'restart') await bed.restart()
    else if (one.do === 'day') this.#days()
    else if (one.do === 'repeat') await this.#repeat()
    else if (one.do === 'delete') {
      const before = Math.floor((bed.log.visibleOffset * one.at) / 1_000)
      await bed.store.deleteRecords(bed.log, Math.max(before, bed.log.startOffset))
    } else if (one.do === 'compact') {
      await bed.compact(24 * one.slots)
      expect(bed.told.filter(({ level }) => level === 'error')).to.deep.equal([])
    } else {
      await bed.close()
      rmSync(bed.log.context.directory.index, { recursive: true })
      await bed.open()
    }
    expect(bed.log.endOffset).to.equal(this.written.length)
    expect(bed.log.state).to.equal('open')
  }

  async #put({
    pairs,
    codec,
    producer,
  }: {
    pairs: Pair[]
    codec: CodecName
    producer: number
  }): Promise<void> {
    const baseSequence = this.#sequences.get(producer) ?? 0
    const producerId = producer + 10 * this.#twoDays
    const identity = producer < 0 ? {} : { producerId, producerEpoch: 0, baseSequence }
    const records = pairs.map(([key = null, value = null]) => ({ key, value, timestamp: this.bed.nowMs }))
    const bytes = encodeBatch(records, { codec, ...identity })
    const outcome = await append(this.bed.log, bytes)
    expect(outcome.error).to.equal(undefined)
    expect(outcome.baseOffset).to.equal(this.written.length)
    for (const { key, value } of records) this.written.push({ key, value })
    if (producer < 0) return
    this.#sequences.set(producer, baseSequence + pairs.length)
    this.#last.set(producer, { bytes, offset: outcome.baseOffset })
  }

  /** The log forgets who was silent for so long: the producers begin again under new ids. */
  #days(): void {
    this.bed.nowMs += 2 * DAY_MS
    this.#twoDays++
    this.#sequences.clear()
    this.#last.clear()
  }

  async #repeat(): Promise<void> {
    for (const { bytes, offset } of this.#last.values())
      expect(await append(this.bed.log, Buffer.from(bytes))).to.include({
        duplicate: true,
        baseOffset: offset,
      })
  }

  /** What a consumer gets, from anywhere. */
  async look(): Promise<void> {
    const { bed } = this
    const { startOffset } = bed.log
    const records = await readAll(bed.log)
    let before = -1
    for (const { offset, key, value } of records) {
      expect(offset).to.be.greaterThan(before)
      before = offset
      const { key: wroteKey, value: wrote } = this.written[offset]!
      expect([key?.toString() ?? null, value?.toString() ?? null]).to.deep.equal([wroteKey, wrote])
      expect(offset >= this.#end || this.#seen.has(offset), `offset ${offset} came back`).to.equal(true)
    }
    this.#seen = new Set(records.map(({ offset }) => offset))
    this.#end = this.written.length
    const model = new Map<string, number>()
    this.written.forEach(({ key }, offset) => key !== null && offset >= startOffset && model.set(key, offset))
    for (const [key, offset] of model) {
      if (this.written[offset]!.value !== null)
        expect(this.#seen.has(offset), `${key} at ${offset}`).to.equal(true)
    }
    this.written.forEach(({ key }, offset) => {
      if (key === null && offset >= startOffset)
        expect(this.#seen.has(offset), `no key, ${offset}`).to.equal(true)
    })
    const alive = [...model].filter(([, offset]) => this.written[offset]!.value !== null)
    expect(latest(records)).to.deep.equal(
      new Map(alive.sort(([, a], [, b]) => a - b).map(([key, offset]) => [key, this.written[offset]!.value])),
    )
    for (let from = startOffset; from < this.written.length; from += 7) {
      const first = (await readAll(bed.log, from, 1))[0]?.offset
      expect(first, `from ${from}`).to.equal(records.find(({ offset }) => offset >= from)?.offset)
    }
  }
}

describe('compaction against a map', function () {
  this.timeout(60_000)

  it('holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const directory = makeDirectory()
        const run = new Run(directory.path)
        try {
          await run.bed.open()
          for (const one of steps) {
            await run.take(one)
            if (one.do !== 'put' && one.do !== 'day') await run.look()
          }
          await run.bed.roll()
          await run.bed.compact()
          await run.look()
          // After a compaction of everything there is one record of each key.
          const { segments } = run.bed.log
          expect(segments.every(({ endOffset, compactedTo }) => endOffset === compactedTo)).to.equal(true)
          const keys = (await readAll(run.bed.log))
            .map(({ key }) => String(key))
            .filter((key) => key !== 'null')
          expect(new Set(keys).size).to.equal(keys.length)
          await run.bed.close()
          const report = await checkDirectory(directory.path)
          expect([...report.findings, ...report.notes]).to.deep.equal([])
        } finally {
          await run.bed.close()
          directory.remove()
        }
      }),
      { numRuns: 10, interruptAfterTimeLimit: 20_000 },
    )
  })
})

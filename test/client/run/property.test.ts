import { expect } from 'chai'
import fc from 'fast-check'
import type { RunOptions } from '../../../client/run/options.ts'
import { run } from '../../../client/run/run.ts'
import type { AnyRecord } from '../../../client/run/source.ts'
import { type FakeLease, type FakeLog, FakeSource } from './fake-source.ts'

/** How one record is handled: at once, or after so many turns of the event loop; failing so many times before. */
interface Fate {
  readonly turns: number
  readonly failures: number
}

type Step =
  | { readonly what: 'append'; readonly log: number; readonly keys: readonly (string | null)[] }
  | { readonly what: 'revoke' | 'lose' | 'assign' | 'pause' | 'resume'; readonly log: number }
  | { readonly what: 'turn'; readonly turns: number }

const key = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null, freq: 4 })
const log = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('append' as const),
      log,
      keys: fc.array(key, { maxLength: 12 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('revoke' as const, 'lose' as const, 'pause' as const),
      log,
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('assign' as const, 'resume' as const), log }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('turn' as const), turns: fc.nat(6) }) },
)
const fate: fc.Arbitrary<Fate> = fc.record({
  turns: fc.oneof(fc.constant(0), fc.nat(5)),
  failures: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
})

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Sees every handler from begin to end and says what is wrong. */
class Watch {
  readonly wrong: string[] = []
  readonly handled = new Set<string>()
  readonly #running = new Map<AnyRecord, FakeLease>()
  readonly #begun = new Map<FakeLease, Map<string, number>>()
  readonly #ended = new Map<FakeLease, Set<number>>()
  readonly #tries = new Map<string, number>()
  readonly #source: FakeSource
  readonly #options: Required<Pick<RunOptions, 'concurrency' | 'order'>>

  constructor(source: FakeSource, options: Required<Pick<RunOptions, 'concurrency' | 'order'>>) {
    this.#source = source
    this.#options = options
    source.onFinished = (lease, offset) => this.#finished(lease, offset)
  }

  /** Which try of the record this is, from 0. */
  begin(record: AnyRecord): number {
    const { concurrency, order } = this.#options
    const id = `${record.partition}/${record.offset}`
    const lease = this.#source.logs[record.partition]?.lease
    const tries = this.#tries.get(id) ?? 0
    this.#tries.set(id, tries + 1)
    if (lease === undefined || lease.ended) this.wrong.push(`${id} begun after its lease ended`)
    else {
      if (lease.paused && tries === 0) this.wrong.push(`${id} begun while paused`)
      if (this.#ended.get(lease)?.has(record.offset)) this.wrong.push(`${id} begun although it was finished`)
      if (lease.holds === 0) this.wrong.push(`${id} begun without a hold`)
      if (order !== 'none') this.#checkOrder(record, lease, order === 'key' ? keyOf(record) : '')
      this.#running.set(record, lease)
    }
    if (this.#running.size > concurrency) this.wrong.push(`${this.#running.size} handlers at once`)
    return tries
  }

  end(record: AnyRecord, ok: boolean): void {
    const lease = this.#running.get(record)
    this.#running.delete(record)
    if (ok && lease !== undefined)
      this.#ended.set(lease, (this.#ended.get(lease) ?? new Set()).add(record.offset))
    if (ok) this.handled.add(`${record.partition}/${record.offset}`)
  }

  #checkOrder(record: AnyRecord, lease: FakeLease, group: string | undefined): void {
    if (group === undefined) return
    const id = `${record.partition}/${record.offset} of ${group}`
    for (const other of this.#running.keys()) {
      const same =
        this.#options.order === 'key' ? keyOf(other) === group : other.partition === record.partition
      if (same) this.wrong.push(`${id} begun beside ${other.partition}/${other.offset}`)
    }
    const begun = this.#begun.get(lease) ?? new Map<string, number>()
    this.#begun.set(lease, begun)
    if (record.offset < (begun.get(group) ?? 0)) this.wrong.push(`${id} begun late`)
    begun.set(group, record.offset)
  }

  #finished(lease: FakeLease, offset: number): void {
    for (const record of lease.log.records) {
      const id = `${lease.partition}/${record.offset}`
      if (record.offset < offset && !this.handled.has(id)) this.wrong.push(`finished ${offset} passes ${id}`)
    }
  }
}

function keyOf(record: AnyRecord): string | undefined {
  return record.rawKey?.toString()
}

async function play(
  order: 'partition' | 'key' | 'none',
  concurrency: number,
  batchRecords: number,
  passesOver: boolean,
  steps: readonly Step[],
  fates: readonly Fate[],
): Promise<void> {
  const source = new FakeSource()
  source.passesOver = passesOver
  for (let i = 0; i < 3; i++) source.log().batchRecords = batchRecords
  const watch = new Watch(source, { concurrency, order })
  const stop = new AbortController()
  const handler = (record: AnyRecord): unknown => {
    const { turns, failures } = fates[(record.offset * 7 + record.partition) % fates.length] as Fate
    const failing = watch.begin(record) < failures
    const over = () => {
      watch.end(record, !failing)
      if (failing) throw new Error('not yet')
    }
    if (turns === 0) return over()
    return (async () => {
      for (let i = 0; i < turns; i++) await turn()
      over()
    })()
  }
  const running = run(source, handler, {
    concurrency,
    order,
    retry: { attempts: 20, backoffMs: 0 },
    signal: stop.signal,
  })
  for (const each of steps) await take(source, each)
  for (const each of source.logs) {
    if (each.lease === undefined) each.assign()
    source.pause(each, false)
  }
  const left = () =>
    source.logs.filter((each) => each.lease?.finishedOffset !== each.end && each.committed !== each.end)
  const endsMs = performance.now() + 5_000
  while (left().length > 0 && performance.now() < endsMs) await turn()
  const unfinished = left().map(
    (each) => `${each.partition} stands at ${each.lease?.finishedOffset} of ${each.end}`,
  )
  stop.abort()
  await running
  expect(watch.wrong).to.deep.equal([])
  expect(unfinished).to.deep.equal([])
  for (const each of source.logs) {
    expect(each.lease?.holds).to.equal(0)
    for (const { offset } of each.records)
      expect(watch.handled.has(`${each.partition}/${offset}`)).to.equal(true)
  }
}

async function take(source: FakeSource, given: Step): Promise<void> {
  if (given.what === 'turn') {
    for (let i = 0; i < given.turns; i++) await turn()
    return
  }
  const one = source.logs[given.log] as FakeLog
  if (given.what === 'append') one.append(...given.keys.map((each) => [each] as const))
  else if (given.what === 'revoke') await one.revoke()
  else if (given.what === 'lose') one.lose()
  else if (given.what !== 'assign') source.pause(one, given.what === 'pause')
  else if (one.lease === undefined) one.assign()
}

describe('client/run, properties', () => {
  for (const order of ['partition', 'key', 'none'] as const) {
    it(`order '${order}': order and bounds hold, finished passes nothing unfinished, all is handled, all settles`, () =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 6 }),
          fc.boolean(),
          fc.array(step, { maxLength: 30 }),
          fc.array(fate, { minLength: 1, maxLength: 10 }),
          (concurrency, batchRecords, passesOver, steps, fates) =>
            play(order, concurrency, batchRecords, passesOver, steps, fates),
        ),
        { numRuns: 300 },
      ))
  }
})

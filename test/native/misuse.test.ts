import { expect } from 'chai'
import {
  createEngine,
  crc32c,
  type Engine,
  type EngineOptions,
  inspect,
  lockFile,
  NativeError,
  type NewSegment,
  type Segment,
  SegmentEvent,
  unlockFile,
  Verdict,
} from '../../native/index.ts'
import { batchOf } from './batches.ts'
import { Workbench } from './workbench.ts'

type Call = (...values: unknown[]) => unknown
const batch = batchOf()
const facts = new Float64Array(16)

/** Good arguments of every method; each is replaced in turn by things it may not be. */
const segmentCalls: Record<string, unknown[]> = {
  append: [batch, 0, batch.length, 0, 1, 1_000, facts],
  walk: [0, 0, 0, 0, facts],
  warm: [0, 0, 1],
  sync: [false],
  seal: [],
  unlink: [],
}
const engineCalls = (bench: Workbench): Record<string, unknown[]> => ({
  createSegment: [bench.options('never')],
  resumeSegment: [{ ...bench.options('never'), position: 0, headersCrc: 0 }],
  openSealed: [bench.path('never'), 0],
  scan: [bench.path('never'), 0, 0, 0, true, true, () => {}],
  syncAndDrop: [bench.path('never'), 0],
  cutAside: [bench.path('never'), 0, bench.path('aside')],
  syncDirectory: [bench.path('never')],
  unlinkAll: [[bench.path('never')]],
  allocateFile: [bench.path('never'), 0],
  writeFileDurably: [bench.path('never'), batch],
})
const functionCalls: Record<string, [Call, unknown[]]> = {
  inspect: [inspect as Call, [batch, 0, batch.length, 1_000, true, facts]],
  crc32c: [crc32c as Call, [batch, 0]],
  lockFile: [lockFile as Call, ['/nowhere/at/all']],
  unlockFile: [unlockFile as Call, [12_345]],
}
const things = [
  null,
  {},
  [],
  'text\0',
  '',
  Number.NaN,
  -2,
  1.5,
  2 ** 60,
  10n,
  Symbol('x'),
  new Uint16Array(9),
  [],
]

function codeOf(call: () => unknown): string {
  try {
    call()
    return 'none'
  } catch (error) {
    expect(error).to.be.instanceOf(NativeError)
    return (error as NativeError).code
  }
}

/** Every argument is replaced by every thing that is of another type than it. */
function refusesWrongTypes(call: (values: unknown[]) => unknown, good: unknown[]): void {
  for (let i = 0; i < good.length; i++)
    for (const thing of things) {
      if (Array.isArray(good[i]) && Array.isArray(thing)) continue
      if (i === 0 && thing === -2 && good[0] instanceof Uint8Array) continue // a frame's number: ENDED
      const values = good.with(i, thing)
      expect(
        codeOf(() => call(values)),
        `argument ${i}: ${String(thing?.constructor.name ?? thing)}`,
      ).to.be.oneOf([
        'INVALID_ARGUMENT',
        ...(good[i] instanceof Uint8Array ? ['ENDED'] : []),
        ...(good[i] === 0 || typeof good[i] === 'number' ? ['none'] : []),
      ])
    }
}

describe('misuse', () => {
  let bench: Workbench
  let segment: Segment
  before(async () => {
    bench = new Workbench()
    segment = await bench.created('misuse')
  })
  after(() => bench.close())

  describe('arguments of a wrong type', () => {
    for (const [name, good] of Object.entries(segmentCalls))
      it(`Segment.${name}`, () => {
        refusesWrongTypes((values) => (segment as unknown as Record<string, Call>)[name](...values), good)
      })
    it('every method of Engine', () => {
      for (const [name, good] of Object.entries(engineCalls(bench)))
        for (let i = 0; i < good.length; i++)
          for (const thing of [undefined, null, 7.5, Symbol('x'), 'a\0b', new Float64Array(1)]) {
            const code = codeOf(() =>
              (bench.engine as unknown as Record<string, Call>)[name](...good.with(i, thing)),
            )
            expect(code, `${name}, argument ${i}`).to.equal('INVALID_ARGUMENT')
          }
    })
    for (const [name, [call, good]] of Object.entries(functionCalls))
      it(name, () =>
        refusesWrongTypes((values) => call(...values), good.slice(0, name === 'inspect' ? 6 : 1)),
      )
    it('options of a segment', () => {
      const bad: Partial<Record<keyof NewSegment, unknown>>[] = [
        { path: 7 },
        { mode: 'magic' },
        { sizeBytes: 60 },
        { sizeBytes: 1.5 },
        { windowBytes: -1 },
        { stepFirstBytes: 0 },
        { stepMostBytes: 1 },
      ]
      for (const more of bad)
        expect(
          codeOf(() => bench.engine.createSegment({ ...bench.options('never'), ...more } as NewSegment)),
        ).to.equal('INVALID_ARGUMENT')
    })
    it('options of an engine', () => {
      for (const options of [{}, { flushThreads: 0 }, { flushThreads: 1, coldThreads: 1 }, 'text', undefined])
        expect(codeOf(() => createEngine(options as EngineOptions))).to.equal('INVALID_ARGUMENT')
    })
  })

  it('a source outside of its bytes, or of a frame that is not there', () => {
    const append = (source: number | Uint8Array, start: number, length: number) =>
      codeOf(() => segment.append(source, start, length, 0, 1, 1_000, facts))
    expect(append(batch, 1, batch.length)).to.equal('INVALID_ARGUMENT')
    expect(append(batch, batch.length + 1, 0)).to.equal('INVALID_ARGUMENT')
    expect(append(batch, 2 ** 53 - 1, 2 ** 53 - 1)).to.equal('INVALID_ARGUMENT')
    expect(append(17_000_000, 0, 1)).to.equal('ENDED')
    const detached = new Uint8Array(100)
    structuredClone(detached, { transfer: [detached.buffer] })
    expect(append(detached, 0, 100)).to.equal('INVALID_ARGUMENT')
    expect(codeOf(() => segment.append(batch, 0, 100, 0, 1, 1_000, new Float64Array(5)))).to.equal(
      'INVALID_ARGUMENT',
    )
  })

  it('a foreign receiver', () => {
    for (const receiver of [{}, bench.engine, null, Object.create(segment as object)])
      for (const name of [...Object.keys(segmentCalls), 'close'])
        expect(
          () =>
            Reflect.apply(
              (segment as unknown as Record<string, Call>)[name],
              receiver,
              segmentCalls[name] ?? [],
            ),
          name,
        ).to.throw()
    for (const name of [...Object.keys(engineCalls(bench)), 'counters', 'close'])
      expect(
        () => Reflect.apply((bench.engine as unknown as Record<string, Call>)[name], segment, []),
        name,
      ).to.throw()
    expect(() => new (segment.constructor as new () => Segment)()).to.throw('engine')
    expect(() => (segment.constructor as unknown as Call)()).to.throw()
  })

  it('a closed segment refuses everything but close, and keeps its positions', async () => {
    const closed = await bench.created('closed')
    await bench.append(closed, batch, 0)
    closed.close()
    closed.close()
    for (const [name, good] of Object.entries(segmentCalls))
      expect(
        codeOf(() => (closed as unknown as Record<string, Call>)[name](...good)),
        name,
      ).to.equal('CLOSED')
    expect(closed.position).to.equal(batch.length)
  })

  it('things done twice', async () => {
    const twice = await bench.created('twice')
    twice.seal()
    twice.seal()
    await bench.event(twice, SegmentEvent.sealed)
    twice.seal()
    twice.unlink()
    twice.unlink()
    expect((await bench.event(twice, SegmentEvent.unlinked)).a).to.equal(0)
    expect((await bench.event(twice, SegmentEvent.unlinked)).a).to.equal(0)
    expect(
      bench.told.filter(({ segment, event }) => segment === twice.id && event === SegmentEvent.sealed),
    ).to.deep.equal([])
  })

  it('a closed engine: promises under way are settled, everything else is refused, close is safe again', async () => {
    const other = new Workbench()
    const orphan = await other.created('orphan')
    await other.append(orphan, batch, 0)
    orphan.sync(true)
    const jobs = Array.from({ length: 50 }, () => other.engine.syncDirectory(other.directory))
    const scan = other.engine.scan(other.path('orphan'), 0, 1_000, 0, true, false, () => {})
    const closing = [other.engine.close(), other.engine.close()]
    const results = await Promise.allSettled([...jobs, scan])
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).to.have.property('code', 'CLOSED')
    await Promise.all(closing)
    for (const [name, good] of Object.entries(engineCalls(other)))
      expect(
        codeOf(() => (other.engine as unknown as Record<keyof Engine, Call>)[name as keyof Engine](...good)),
        name,
      ).to.equal('CLOSED')
    for (const [name, good] of Object.entries(segmentCalls))
      expect(
        codeOf(() => (orphan as unknown as Record<string, Call>)[name](...good)),
        name,
      ).to.equal('CLOSED')
    orphan.close()
    expect(other.engine.counters()).to.include({ mappings: 0, mappedBytes: 0 })
    await other.close()
  })

  it('after all of this the segment still works', async () => {
    const { position } = segment
    expect(segment.append(batch, 0, batch.length, 0, 1, 1_000, facts)).to.equal(Verdict.ok)
    expect(segment.position).to.equal(position + batch.length)
  })
})

// The search through one partition where its log changes under it, and what of it runs in the record thread.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect } from 'chai'
import { Console } from '../../broker/console/console.ts'
import type { ScanAnswer, ScanJob } from '../../broker/console/record-job.ts'
import { searchBudget, searchPartition, type SearchWish } from '../../broker/console/record-search.ts'
import type { RecordThread } from '../../broker/console/record-thread.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { Log } from '../../storage/log.ts'
import { until } from '../client/group-fixture.ts'
import { importedPath, importsOf, readSources } from '../tidy/sources.ts'

/** A log of one segment with a record a byte, in batches of ten. */
class TestLog {
  readonly partition = 0
  readonly name = 'test/0'
  startOffset = 0
  reads = 0
  colds = 0
  readonly visibleOffset = 100
  readonly segments = [{ baseOffset: 0, endOffset: 100, sizeBytes: 100, path: 'a' }]

  read(offset: number, bytesMost: number) {
    this.reads++
    if (this.colds-- > 0) return Promise.resolve()
    if (offset < this.startOffset)
      return { ranges: [], bytes: 0, error: new SluiceError('OFFSET_OUT_OF_RANGE') }
    const position = Math.floor(offset / 10) * 10
    const bytes = Math.max(10, Math.min(100 - position, Math.floor(bytesMost / 10) * 10))
    return { ranges: [{}, position, bytes], bytes }
  }
}

const found = (job: ScanJob): ScanAnswer => {
  const [low, high] = [
    Math.max(job.fromOffset, job.position),
    Math.min(job.toOffset, job.position + job.bytes),
  ]
  const all = Array.from({ length: Math.max(0, high - low) }, (_, i) => low + i)
  const offsets = (job.first === 'oldest' ? all : all.reverse()).slice(0, job.count)
  const last = offsets[offsets.length - 1] ?? low
  const full = offsets.length === job.count
  const reached = job.first === 'oldest' ? (full ? last + 1 : high) : full ? last : job.fromOffset
  return {
    kind: 'scanned',
    json: Buffer.alloc(offsets.length),
    ends: Float64Array.from(offsets, (_, i) => i + 1),
    offsets: Float64Array.from(offsets),
    timestamps: Float64Array.from(offsets),
    reached,
    full,
    sinceReached: true,
    records: offsets.length,
    failure: undefined,
  }
}

const gone: ScanAnswer = { kind: 'unscanned', gone: true, failure: { code: 'GONE', message: '', hint: '' } }

function search(
  log: TestLog,
  answer: (job: ScanJob, nth: number) => ScanAnswer,
  more: Partial<SearchWish> = {},
) {
  let nth = 0
  const thread = { ask: async (job: ScanJob) => answer(job, nth++) } as unknown as RecordThread
  const { startOffset: fromOffset, visibleOffset: toOffset } = log
  const filter = { key: undefined, text: undefined }
  const wish = {
    first: 'oldest' as const,
    fromOffset,
    toOffset,
    count: 1_000,
    sinceMs: undefined,
    filter,
    shownBytes: 100,
  }
  return searchPartition(thread, { log: log as unknown as Log, ...wish, ...more }, searchBudget(1))
}

const offsetsOf = ({ parts }: { parts: { offsets: Float64Array }[] }) =>
  parts.flatMap(({ offsets }) => [...offsets])

describe('console: a search', () => {
  it('looks again where compaction or retention took the file, and gives up in the end', async () => {
    const again = await search(new TestLog(), (job, nth) => (nth < 2 ? gone : found(job)))
    expect(offsetsOf(again)).to.have.length(100)
    expect(again).to.include({ done: true, failure: undefined })
    const never = await search(new TestLog(), () => gone)
    expect(never).to.deep.include({
      done: false,
      reached: 0,
      failure: { code: 'GONE', message: '', hint: '' },
    })
  })

  it('goes on at the new start where the log was shortened meanwhile', async () => {
    const log = new TestLog()
    const shortened = await search(log, (job, nth) => {
      if (nth > 0) return found(job)
      log.startOffset = 40
      return gone
    })
    expect(offsetsOf(shortened)[0]).to.equal(40)
    const backwards = await search(log, found, { first: 'newest', fromOffset: 0 })
    expect(offsetsOf(backwards)).to.deep.equal(Array.from({ length: 60 }, (_, i) => 99 - i))
    expect(backwards).to.include({ reached: 40, done: true })
  })

  it('waits for what is cold, some times and not for ever', async () => {
    const log = new TestLog()
    log.colds = 3
    expect(offsetsOf(await search(log, found))).to.have.length(100)
    log.colds = 1_000
    log.reads = 0
    expect(await search(log, found)).to.include({ done: false, reached: 0, failure: undefined })
    expect(log.reads).to.be.lessThan(20)
  })

  it('answers the last ones without reading all that is in front of them', async () => {
    const jobs: ScanJob[] = []
    const answer = (job: ScanJob) => {
      jobs.push(job)
      return found(job)
    }
    const { reached, done } = await search(new TestLog(), answer, { first: 'newest', count: 5 })
    expect([reached, done]).to.deep.equal([95, false])
    expect(jobs.map(({ position, bytes }) => [position, bytes])).to.deep.equal([[90, 10]])
  })

  it('ends at its bounds, and says how far it came', async () => {
    const slow = (job: ScanJob): ScanAnswer =>
      ({ ...(found({ ...job, count: 10 }) as object), full: true }) as ScanAnswer
    const budget = { ...searchBudget(1), recordsLeft: 25 }
    const thread = { ask: async (job: ScanJob) => slow(job) } as unknown as RecordThread
    const log = new TestLog() as unknown as Log
    const filter = { key: undefined, text: undefined }
    const wish = {
      first: 'oldest' as const,
      log,
      fromOffset: 0,
      toOffset: 100,
      count: 1_000,
      sinceMs: undefined,
      filter,
      shownBytes: 1,
    }
    const bounded = await searchPartition(thread, wish, budget)
    expect(bounded).to.include({ reached: 30, done: false, records: 30 })
    const late = await searchPartition(thread, wish, { ...searchBudget(1), endMs: 0 })
    expect(late).to.include({ reached: 0, done: false })
    let asked = 0
    const counting = {
      ask: async (job: ScanJob) => {
        asked++
        return slow(job)
      },
    } as unknown as RecordThread
    const left = await searchPartition(counting, wish, searchBudget(1, { gone: () => asked === 2 }))
    expect(left, 'its reader left').to.include({ reached: 20, done: false })
    expect(searchBudget(4).partitionBytes).to.equal(limits.consoleScanBytes / 4)
  })
})

describe('console: a search whose reader leaves', () => {
  it('asks for nothing more, and gives its place to others', async () => {
    const asked: { gone: () => boolean; answer: () => void }[] = []
    const thread = {
      ask: (job: ScanJob, gone: () => boolean) =>
        new Promise<ScanAnswer>((resolve) => {
          asked.push({
            gone,
            answer: () => resolve({ ...found({ ...job, count: 1 }), full: true } as ScanAnswer),
          })
        }),
      stop: async () => undefined,
    } as unknown as RecordThread
    const topic = { name: 'test', logs: [new TestLog()] }
    const store = { topics: () => [], topicByName: () => topic }
    const api = new Console({ services: { store } } as never, { recordThread: thread })
    const answers: Promise<void>[] = []
    const server = createServer((request, response) => {
      answers.push(api.answer('/api/records', 'topic=test&from=earliest&text=x', request, response))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const sockets = Array.from({ length: limits.consoleRequestsMax }, () =>
      connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined),
    )
    for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await until('all are looked for', () => asked.length === sockets.length)
    for (const socket of sockets) socket.destroy()
    await until('it is known that they left', () => asked.every(({ gone }) => gone()))
    for (const { answer } of asked) answer()
    await Promise.all(answers)
    expect(asked.length).to.equal(sockets.length)
    await api.stop()
    server.close()
  })
})

describe('console: the record thread', () => {
  it('runs code that knows protocol/ and node: alone', () => {
    const sources = new Map(readSources().map((source) => [source.path, source]))
    const reached = new Set<string>()
    const foreign: string[] = []
    const visit = (path: string): void => {
      const source = sources.get(path)
      if (source === undefined || reached.has(path) || path.startsWith('protocol/')) return
      reached.add(path)
      for (const name of importsOf(source)) {
        const target = importedPath(source, name)
        if (target !== undefined) visit(target)
        else if (!name.startsWith('node:')) foreign.push(`${path}: ${name}`)
      }
    }
    visit('broker/console/record-worker.ts')
    expect(foreign).to.deep.equal([])
    const files = ['api', 'failures', 'record-job', 'record-scan', 'record-worker', 'shown-record']
    expect([...reached].sort()).to.deep.equal(files.map((name) => `broker/console/${name}.ts`))
  })
})

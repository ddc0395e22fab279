// Records that are out to harm who decodes them, and a record thread that does not come back: the request is told, nothing else ends.
import { expect } from 'chai'
import { gzipSync } from 'node:zlib'
import type { RecordsAnswer } from '../../broker/console/api.ts'
import type { ScanAnswer, ScanJob } from '../../broker/console/record-job.ts'
import { RecordThread } from '../../broker/console/record-thread.ts'
import { BATCH_HEADER_BYTES, encodeBatch } from '../../protocol/batch.ts'
import { codecIds } from '../../protocol/codecs.ts'
import type { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { askRecords, claimCodec } from './console-fixture.ts'
import { brokerOf, createTopic, expectAlive, expectNoFailure, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

/** A batch that claims one record, and has these bytes for it. */
function batchOfBytes(bytes: Buffer, codec: number): Buffer {
  const batch = Buffer.concat([encodeBatch([{ value: 'x' }]).subarray(0, BATCH_HEADER_BYTES), bytes])
  batch.writeInt32BE(batch.length - 12, 8)
  return claimCodec(batch, codec)
}

describe('console: hostile records', function () {
  this.timeout(30_000)
  const broker = brokerOf({ http: '127.0.0.1:0' })
  const records = (query: string) => askRecords(broker().httpAddress as string, query)
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())

  it('a batch that cannot be decoded is told of, and what stands around it is shown', async () => {
    const bomb = gzipSync(Buffer.alloc(limits.decompressedBytesMax + 1))
    const good = encodeBatch([{ value: 'good' }])
    const hostile: Record<string, Buffer> = {
      bomb: batchOfBytes(bomb, codecIds.gzip),
      'no gzip': batchOfBytes(Buffer.from('nothing of the kind'), codecIds.gzip),
      'no lz4': batchOfBytes(Buffer.alloc(100, 0xff), codecIds.lz4),
      'no snappy': batchOfBytes(Buffer.from('ffffffff0f00', 'hex'), codecIds.snappy),
      'no zstd': batchOfBytes(Buffer.from('28b52ffd', 'hex'), codecIds.zstd),
      'a length too large': batchOfBytes(Buffer.from('feffffff0f000000000000', 'hex'), codecIds.none),
      // 2 ** 20 headers in a record of some bytes
      'too many headers': batchOfBytes(Buffer.from('120000000101808080010000', 'hex'), codecIds.none),
    }
    for (const [name, batch] of Object.entries(hostile)) {
      const topic = `hostile-${name.replaceAll(' ', '-')}`
      const id = await createTopic(peer, topic)
      for (const one of [good, batch, good]) expectNoFailure((await produce(peer, id, one)).failure)
      const damaged: RecordsAnswer = await records(`topic=${topic}&from=earliest`)
      expect(
        damaged.records.map(({ offset }) => offset),
        name,
      ).to.deep.equal([0])
      expect(damaged.partitions[0]?.failure?.code, name).to.equal('CORRUPT_BATCH')
      expect(damaged.next).to.equal('offset:0@2')
      const behind = await records(`topic=${topic}&from=${damaged.next}`)
      expect(
        behind.records.map(({ offset }) => offset),
        name,
      ).to.deep.equal([2])
      const newest = await records(`topic=${topic}`)
      expect(
        newest.records.map(({ offset }) => offset),
        name,
      ).to.deep.equal([2])
      expect(newest.next).to.equal('before:0@1')
      expect(
        (await records(`topic=${topic}&from=before:1`)).records.map(({ offset }) => offset),
      ).to.deep.equal([0])
    }
    await expectAlive(broker())
  })

  it('of a record alone, its headers have one bound together: the thread outlives large ones', async () => {
    const id = await createTopic(peer, 'headers', 1, { 'max.message.bytes': '32MiB' })
    // In JSON each of these bytes has six.
    const zeros = Buffer.alloc(limits.consoleShownBytesFull)
    const headers = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`h${at}`, zeros]))
    expectNoFailure((await produce(peer, id, encodeBatch([{ value: 'x', headers }]))).failure)
    const whole = await records('topic=headers&count=1&full=1')
    expect(whole.partitions[0]?.failure).to.equal(null)
    const shown = whole.records[0]?.headers.map(({ value }) => value?.text?.length)
    expect(shown?.slice(0, 2)).to.deep.equal([zeros.length, limits.consoleShownBytes])
    expect(whole.records[0]?.headers.at(-1)?.value).to.include({ bytes: zeros.length, cut: true })
  })
})

describe('console: the record thread', () => {
  /** A thread that answers each job with its path as code, once it has run this. */
  const program = (code: string) => {
    const answer = "parentPort.postMessage({ kind: 'unscanned', gone: false, failure: { code: job.path } })"
    const text = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (job) => { ${code}; ${answer} })`
    return new URL(`data:text/javascript,${encodeURIComponent(text)}`)
  }
  const job = (path: string) => ({ path }) as ScanJob
  const codeOf = (answered: ScanAnswer) => answered.kind === 'unscanned' && answered.failure.code

  it('a job that does not end is ended after its time; the next one has a new thread', async () => {
    const code = "if (job.path === 'loop') for (;;) ;"
    const thread = new RecordThread({ jobMs: 2_000, program: program(code) })
    const began = performance.now()
    const answers = await Promise.all([thread.ask(job('a')), thread.ask(job('loop')), thread.ask(job('b'))])
    expect(answers.map(codeOf)).to.deep.equal(['a', 'REQUEST_TIMED_OUT', 'b'])
    expect(performance.now() - began).to.be.within(2_000, 10_000)
    await thread.stop()
  })

  it('a job that ends the thread takes no other one with it', async () => {
    const code = "if (job.path === 'die') process.exit(3); if (job.path === 'throw') throw new Error('x')"
    const thread = new RecordThread({ program: program(code) })
    const paths = ['a', 'die', 'b', 'throw', 'c']
    const answers = await Promise.all(paths.map((path) => thread.ask(job(path))))
    expect(answers.map(codeOf)).to.deep.equal(['a', 'CORRUPT_BATCH', 'b', 'CORRUPT_BATCH', 'c'])
    await thread.stop()
  })

  it('memory that a job takes ends the thread, not the process', async () => {
    const code = "const all = []; if (job.path === 'fill') for (;;) all.push(Array(1e5).fill(Math.random()))"
    const thread = new RecordThread({ program: program(code) })
    const answers = await Promise.all([thread.ask(job('fill')), thread.ask(job('b'))])
    expect(answers.map(codeOf)).to.deep.equal(['CORRUPT_BATCH', 'b'])
    await thread.stop()
  })

  it('takes so many jobs and no more, and answers all of them when it is stopped', async () => {
    const thread = new RecordThread({ program: program('return') })
    const waiting = Array.from({ length: limits.consoleJobsMax + 1 }, () => thread.ask(job('x')))
    const refusal = await thread.ask(job('one more')).catch((error: unknown) => error)
    expect((refusal as SluiceError).code).to.equal('TOO_MANY_REQUESTS')
    await thread.stop()
    const codes = (await Promise.all(waiting)).map(codeOf)
    expect(new Set(codes)).to.deep.equal(new Set(['SHUTTING_DOWN']))
    const late = await thread.ask(job('late')).catch((error: unknown) => error)
    expect((late as SluiceError).code).to.equal('SHUTTING_DOWN')
  })

  it('passes over what nobody waits for any more', async () => {
    const asked: string[] = []
    const thread = new RecordThread({ program: program('') })
    const ask = (path: string, gone: () => boolean) =>
      thread.ask(job(path), gone).then((answer) => asked.push(`${codeOf(answer)}`))
    await Promise.all([ask('a', () => false), ask('b', () => true), ask('c', () => false)])
    expect(asked.sort()).to.deep.equal(['REQUEST_TIMED_OUT', 'a', 'c'])
    await thread.stop()
  })

  it('a range whose file went is gone, not a failure of the file', async () => {
    const thread = new RecordThread()
    const answered = await thread.ask({ ...job('/nonexistent/0.log'), position: 0, bytes: 100 })
    expect(answered).to.include({ kind: 'unscanned', gone: true })
    await thread.stop()
  })
})

// The C programs of bench/limit/ among themselves and against a real broker: what the bars are measured with must count right,
// and must refuse loudly what is wrong.
import { expect } from 'chai'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPrograms, withLimit } from '../../bench/bars/limit-child.ts'
import { Children, type Growth } from '../../bench/growth/growth.ts'
import { runReceiver, runSender } from '../../bench/growth/programs.ts'
import { type Client, connect } from '../../client/index.ts'
import { encodeBatch } from '../../protocol/batch.ts'
import { FrameReader } from '../../protocol/frame.ts'
import { decodeResponse, requestFrame } from '../../protocol/messages.ts'
import { brokerOf } from '../broker/fixture.ts'

const kib = 1024
const noTopic = '0'.repeat(32)
const segments = ['--segment-bytes', '1MiB']

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: Error) => error.message,
  )
}

describe('bench/limit', () => {
  let growth: Growth
  before(async function () {
    this.timeout(120_000) // compiles in a fresh checkout
    await buildPrograms()
    const directory = await mkdtemp(join(tmpdir(), 'sluice-limit-test-'))
    const signal = new AbortController().signal
    growth = { rounds: 1, directory, signal, note: () => {}, children: new Children() }
  })
  after(() => rm(growth.directory, { recursive: true, force: true }))

  const sent = { topicId: noTopic, bytes: 8 * kib * kib, inFlight: 16, acks: 'all' } as const

  for (const mode of ['mapped', 'pwrite'])
    for (const commit of [[], ['--group-commit']])
      it(`acknowledges what it holds: ${mode}${commit.join(' ')}, over many segments and connections`, async () => {
        const options = ['--append', mode, ...segments, ...commit]
        const { result, lines } = await withLimit(growth, 'produce-limit', options, ({ address }) =>
          runSender(growth, { ...sent, address, frameBytes: 96 * kib, connections: 3 }),
        )
        expect(result.frames).to.equal(Math.ceil(sent.bytes / (96 * kib)))
        expect(result.bytes).to.equal(result.frames * 96 * kib)
        const held = JSON.parse(lines[0]!)
        expect(held).to.include({ frames: result.frames, bytes: result.bytes })
        if (commit.length > 0) expect(held.syncs).to.be.within(1, result.frames)
      })

  it('answers with 16 bytes that a client can read', async () => {
    await withLimit(growth, 'produce-limit', segments, async ({ address }) => {
      const answer = await exchange(address, batchFrame(300, encodeBatch([{ value: 'a' }])), 16)
      const reader = new FrameReader()
      reader.push(answer)
      const frame = reader.next()!
      expect(reader.partial).to.equal(false)
      expect(decodeResponse(frame.header)).to.include({ requestId: 300, failure: null })
    })
  })

  it('refuses a batch whose CRC is wrong, and says so', async () => {
    const batch = encodeBatch([{ value: 'what the device made of it' }])
    batch[batch.length - 3]! ^= 1
    const run = withLimit(growth, 'produce-limit', segments, ({ address }) =>
      exchange(address, batchFrame(1, batch), 16),
    )
    expect(await rejection(run)).to.match(/^produce-limit: error: a record batch has CRC-32C [0-9a-f]{8}, /)
  })

  it('refuses what is no batch and what is no frame', async () => {
    const refused = (bytes: Buffer) =>
      rejection(withLimit(growth, 'produce-limit', segments, ({ address }) => exchange(address, bytes, 16)))
    const batch = encodeBatch([{ value: 'a' }])
    expect(await refused(batchFrame(1, Buffer.concat([batch, batch])))).to.contain('its frame carries')
    expect(await refused(batchFrame(1, Buffer.alloc(20)))).to.contain('20 bytes are no record batch')
    expect(await refused(Buffer.from('GET / HTTP/1.1\r\n'))).to.contain('no frame: it claims')
  })

  it('the receiver reads every byte of the hot file, one after the other and at random', async () => {
    const log = ['--log-bytes', '3MiB', '--batch-bytes', '64KiB']
    const read = {
      topicId: noTopic,
      logBytes: 3072 * kib,
      batchBytes: 64 * kib,
      maxBytes: 200 * kib,
      inFlight: 4,
    }
    await withLimit(growth, 'fetch-limit', log, async ({ address }) => {
      const figures = await runReceiver(growth, { ...read, address, bytes: 6144 * kib })
      expect(figures.bytes).to.equal(6144 * kib)
      const random = await runReceiver(growth, { ...read, address, bytes: 6144 * kib, randomSeed: 7 })
      expect(random.bytes).to.be.at.least(6144 * kib)
    })
  })

  describe('against a broker', () => {
    const broker = brokerOf()
    let client: Client
    before(() => void (client = connect({ brokers: [broker().address] })))
    after(() => client.close())

    it('what was sent can be read, record by record, over partitions', async () => {
      const { id } = await client.admin.topics.create('sent', { partitions: 3 })
      const load = { ...sent, address: broker().address, topicId: id, bytes: 1000 * kib, frameBytes: 50_000 }
      const figures = await runSender(growth, { ...load, partitions: 3, connections: 2 })
      let count = 0
      let lengths = 0
      const consumer = client.consumer({ topics: ['sent'], from: 'earliest' })
      for await (const record of consumer) {
        lengths += record.value!.length
        if (++count === figures.records) break
      }
      await consumer.close()
      const { partitions } = await client.admin.topics.describe('sent')
      expect(partitions.reduce((sum, { endOffset }) => sum + endOffset, 0)).to.equal(figures.records)
      expect(lengths).to.be.within(figures.bytes * 0.85, figures.bytes)
    })

    it('batches of any size are whole, whatever lengths their numbers take', async () => {
      const { id } = await client.admin.topics.create('sizes')
      const address = broker().address
      let records = 0
      for (const recordBytes of [0, 10, 56, 63, 64, 8_190])
        for (const frameBytes of [128, 129, 135, 187, 188, 4_096, 8_275, 20_001]) {
          const load = { ...sent, address, topicId: id, bytes: frameBytes, frameBytes, recordBytes }
          const figures = await runSender(growth, load)
          expect(figures.bytes).to.equal(frameBytes)
          records += figures.records
        }
      let read = 0
      const consumer = client.consumer({ topics: ['sizes'], from: 'earliest' })
      for await (const batch of consumer.batches()) {
        for (const record of batch) read += record.value === null ? 0 : 1
        if (read >= records) break
      }
      await consumer.close()
      expect(read).to.equal(records)
    })

    it('the receiver reads it all, and nothing else than it was told of', async () => {
      const { id } = await client.admin.topics.create('read', { settings: { 'segment.bytes': '1MiB' } })
      const address = broker().address
      const bytes = 3000 * kib
      await runSender(growth, { ...sent, address, topicId: id, bytes, frameBytes: 60 * kib })
      const read = {
        address,
        topicId: id,
        bytes,
        logBytes: bytes,
        batchBytes: 60 * kib,
        maxBytes: 200 * kib,
        inFlight: 4,
      }
      expect((await runReceiver(growth, read)).bytes).to.equal(bytes)
      expect((await runReceiver(growth, { ...read, randomSeed: 1 })).bytes).to.be.at.least(bytes)
      const other = runReceiver(growth, { ...read, batchBytes: 100 * kib })
      expect(await rejection(other)).to.match(/receiver ended with 1: error: an answer/)
    })

    it("a failure of the broker ends the sender with the broker's sentence", async () => {
      const unknown = { ...sent, address: broker().address, topicId: '12'.repeat(16), frameBytes: kib }
      expect(await rejection(runSender(growth, unknown))).to.match(
        /sender ended with 1: .* failure \d+: .*topic/,
      )
      const { id } = await client.admin.topics.create('small', { settings: { 'max.message.bytes': '1KiB' } })
      const large = { ...unknown, topicId: id, frameBytes: 64 * kib }
      expect(await rejection(runSender(growth, large))).to.match(/sender ended with 1: .* failure \d+/)
    })
  })
})

function batchFrame(requestId: number, batch: Buffer): Buffer {
  const partitions = [{ topicId: Buffer.alloc(16), partition: 0, payloadBytes: batch.length }]
  return Buffer.concat([requestFrame({ requestId, produce: { partitions } }, batch.length), batch])
}

/** Sends and waits for so many bytes; rejects when the other side closes before. */
function exchange(address: string, bytes: Buffer, wanted: number): Promise<Buffer> {
  const [host, port] = address.split(':')
  return new Promise((resolve, reject) => {
    const socket = connectSocket(Number(port), host)
    let got = Buffer.alloc(0)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the other side closed the connection')))
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk])
      if (got.length < wanted) return
      socket.removeAllListeners('close').end()
      resolve(got)
    })
    socket.write(bytes)
  })
}

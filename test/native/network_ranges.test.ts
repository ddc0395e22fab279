import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { CloseReason, type Segment } from '../../native/index.ts'
import { Bed, type Client, frame, KiB, MiB, openFile } from './network_bed.ts'

const sum = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex')

describe('network: ranges', () => {
  const content = randomBytes(12 * MiB)
  let directory: string
  let path: string
  let bed: Bed
  let client: Client
  let connection: number
  let segment: Segment

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-network-'))
    path = join(directory, 'data')
    writeFileSync(path, content)
  })
  afterEach(async () => {
    await bed.close()
    rmSync(directory, { recursive: true })
  })

  async function open(...options: ConstructorParameters<typeof Bed>): Promise<void> {
    bed = new Bed(...options).listen()
    client = await bed.dial()
    ;({ connection } = await bed.event('accept'))
    segment = await openFile(bed, path, content.length)
  }

  it('sends head and range with sendfile', async () => {
    await open()
    bed.network.send(connection, Buffer.from('head'), [segment, 1000, MiB], 0)
    const got = await client.received(4 + MiB)
    expect(got.subarray(0, 4).toString()).to.equal('head')
    expect(sum(got.subarray(4))).to.equal(sum(content.subarray(1000, 1000 + MiB)))
    await bed.until(() => bed.network.counters().bytesOutSendfile === MiB)
    expect(bed.network.counters()).to.include({ bytesOutCopied: 4, rangesCold: 0 })
  })

  it('copies a range up to copyBytesMax, and sends a longer one', async () => {
    await open({ copyBytesMax: 4 * KiB })
    bed.network.send(connection, Buffer.from('a'), [segment, 5, 4 * KiB], 0)
    bed.network.send(connection, Buffer.from('b'), [segment, 5, 4 * KiB + 1], 0)
    const got = await client.received(8 * KiB + 3)
    const expected = [
      Buffer.from('a'),
      content.subarray(5, 5 + 4 * KiB),
      Buffer.from('b'),
      content.subarray(5, 6 + 4 * KiB),
    ]
    expect(got.equals(Buffer.concat(expected))).to.equal(true)
    await bed.until(() => bed.network.counters().bytesOutSendfile === 4 * KiB + 1)
    expect(bed.network.counters().bytesOutCopied).to.equal(4 * KiB + 2)
  })

  it('keeps many answers of heads and ranges in order, however slowly they are taken', async () => {
    await open()
    const expected: Buffer[] = []
    let bytes = 0
    for (let i = 0; i < 40; i++) {
      const position = (i * 131_071) % MiB
      const length = (i * 97_003) % (700 * KiB)
      const head = Buffer.from(`answer ${i};`)
      const end = content.length - 10 - i
      bed.network.send(connection, head, [segment, position, length, segment, end, 10], 0)
      expected.push(head, content.subarray(position, position + length), content.subarray(end, end + 10))
    }
    for (const part of expected) bytes += part.length
    client.socket.pause()
    const taking = setInterval(() => {
      client.socket.resume()
      setImmediate(() => client.socket.pause())
    }, 1)
    const got = await client.received(bytes)
    clearInterval(taking)
    expect(sum(got)).to.equal(sum(Buffer.concat(expected)))
  })

  it('sends a file that was unlinked and closed meanwhile', async () => {
    await open()
    client.socket.pause()
    bed.network.send(connection, Buffer.from('!'), [segment, 0, content.length], 0)
    unlinkSync(path)
    segment.close()
    client.socket.resume()
    expect(sum((await client.received(1 + content.length)).subarray(1))).to.equal(sum(content))
  })

  it('resets the connection when the file is shorter than the range: the head has left', async () => {
    await open()
    truncateSync(path, 10_000)
    bed.network.send(connection, Buffer.from('head'), [segment, 0, 20_000], 0)
    expect((await bed.event('close')).reason).to.equal(CloseReason.range)
    client.socket.end() // Node may take a reset for an end when bytes came just before it
    await client.gone
    expect(client.receivedBytes).to.be.below(20_004)
  })

  it('brings in what is not in the page cache, and serves others meanwhile', async () => {
    await open()
    await bed.engine.syncAndDrop(path, 0)
    const reads = bed.engine.counters().coldReads
    const other = await bed.dial()
    const { connection: second } = await bed.event('accept', 1)
    bed.network.send(connection, Buffer.from('cold'), [segment, 0, content.length], 0)
    bed.network.send(second, Buffer.from('hot'), [], 0)
    expect((await other.received(3)).toString()).to.equal('hot')
    const got = await client.received(4 + content.length)
    expect(sum(got.subarray(4))).to.equal(sum(content))
    expect(bed.engine.counters().coldReads).to.be.above(reads)
    expect(bed.network.counters().rangesCold).to.equal(1) // though piece by piece
  })

  it('stops reading a peer that does not take its answers, and goes on when it does', async () => {
    await open({ outboxBytesMax: MiB })
    client.socket.pause()
    // More than the socket's buffers hold.
    bed.network.send(
      connection,
      Buffer.from('head'),
      [segment, 0, content.length, segment, 0, content.length],
      0,
    )
    await bed.until(() => bed.network.counters().bytesOutSendfile > 0)
    client.socket.write(frame('later'))
    const other = await bed.dial()
    other.socket.write(frame('now'))
    expect((await bed.event('frame')).header).to.equal('now')
    client.socket.resume()
    expect((await bed.event('frame', 1)).header).to.equal('later')
  })

  it('forgets no frame that came early when an answer is queued in the moment there was room for it', async () => {
    await open({ framesInFlightMax: 2, outboxBytesMax: 4 * KiB, copyBytesMax: 0 })
    const path = join(directory, 'large')
    writeFileSync(path, Buffer.alloc(4 * MiB))
    const segment = await openFile(bed, path, 4 * MiB)
    for (let round = 0; round < 20; round++) {
      const client = await bed.dial()
      client.socket.pause()
      client.socket.write(Buffer.concat([frame('a'), frame('b'), frame('c')]))
      const [a, b] = [await bed.event('frame', 3 * round), await bed.event('frame', 3 * round + 1)]
      bed.network.endFrame(a.frame)
      bed.network.send(b.connection, Buffer.from('head'), [segment, 0, 4 * MiB], b.frame)
      client.socket.resume()
      await client.received(4 + 4 * MiB)
      expect((await bed.event('frame', 3 * round + 2)).header).to.equal('c')
      client.socket.destroy()
    }
    segment.close()
  })

  it('refuses ranges that make no sense, and queues nothing of them', async () => {
    await open()
    const send =
      (...ranges: unknown[]) =>
      () =>
        bed.network.send(connection, Buffer.from('x'), ranges as number[], 0)
    expect(send(segment, 0)).to.throw(/threes/)
    expect(send(segment, -1, 1)).to.throw(/position/)
    expect(send(segment, 0, 1.5)).to.throw(/length/)
    expect(send({}, 0, 1)).to.throw()
    segment.close()
    expect(send(segment, 0, 1)).to.throw()
    bed.network.send(connection, Buffer.from('only this'), [], 0)
    expect((await client.received(9)).toString()).to.equal('only this')
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { CloseReason } from '../../native/index.ts'
import { Bed, frame, MiB, openFile } from './network_bed.ts'

describe('network: deadlines', () => {
  let bed: Bed
  const open = (...options: ConstructorParameters<typeof Bed>): Bed => {
    bed = new Bed(...options).listen()
    return bed
  }
  afterEach(() => bed.close())

  it('closes who does not become known in time, and leaves alone who does', async () => {
    open({ helloDeadlineMs: 100 }, false)
    const friend = await bed.dial()
    friend.socket.write(frame('hello'))
    const { connection, frame: number } = await bed.event('frame')
    bed.network.admit(connection)
    bed.network.endFrame(number)
    await bed.dial()
    const closed = await bed.event('close')
    expect(closed.reason).to.equal(CloseReason.idle)
    expect(closed.connection).to.equal(bed.of('accept')[1].connection)
    friend.socket.write(frame('again'))
    expect((await bed.event('frame', 1)).header).to.equal('again')
  })

  it('closes who sends a byte now and then, from the first byte of the frame on', async () => {
    open({ frameDeadlineMs: 200 })
    const client = await bed.dial()
    const stream = frame('slow', 1000)
    const start = Date.now()
    let at = 0
    const dripping = setInterval(() => client.socket.write(stream.subarray(at, ++at)), 20)
    const { reason } = await bed.event('close')
    clearInterval(dripping)
    expect(reason).to.equal(CloseReason.frameDeadline)
    expect(Date.now() - start).to.be.within(190, 2000)
    expect(bed.network.counters()).to.include({ budgetUsedBytes: 0, framesOpen: 0 })
  })

  it('counts each frame anew, and not the time between frames', async () => {
    open({ frameDeadlineMs: 500 })
    const client = await bed.dial()
    for (let i = 0; i < 4; i++) {
      const bytes = frame(`f${i}`, 10)
      client.socket.write(bytes.subarray(0, 9))
      await new Promise((resolve) => setTimeout(resolve, 200))
      client.socket.write(bytes.subarray(9))
      bed.network.endFrame((await bed.event('frame', i)).frame)
    }
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(bed.of('close')).to.deep.equal([])
  })

  it('does not blame a client for frames that we do not read', async () => {
    open({ frameDeadlineMs: 100, framesInFlightMax: 1 })
    const client = await bed.dial()
    client.socket.write(Buffer.concat([frame('held', 10), frame('behind', 100_000).subarray(0, 90_000)]))
    const { frame: number } = await bed.event('frame')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(bed.of('close')).to.deep.equal([])
    bed.network.endFrame(number)
    expect((await bed.event('close')).reason).to.equal(CloseReason.frameDeadline)
  })

  describe('of taking answers', () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-network-'))
    const path = join(directory, 'data')
    before(() => writeFileSync(path, Buffer.alloc(16 * MiB)))
    after(() => rmSync(directory, { recursive: true }))

    it('closes who takes nothing', async () => {
      open({ progressDeadlineMs: 200 })
      const client = await bed.dial()
      client.socket.pause()
      const segment = await openFile(bed, path, 16 * MiB)
      const { connection } = await bed.event('accept')
      bed.network.send(connection, Buffer.from('head'), [segment, 0, 16 * MiB], 0)
      expect((await bed.event('close')).reason).to.equal(CloseReason.progressDeadline)
    })

    it('lets live who takes a little now and then', async () => {
      open({ progressDeadlineMs: 300 })
      const client = await bed.dial()
      const segment = await openFile(bed, path, 16 * MiB)
      const { connection } = await bed.event('accept')
      bed.network.send(connection, Buffer.from('head'), [segment, 0, 16 * MiB], 0)
      let taken = 0
      client.socket.on('data', (chunk) => {
        taken += chunk.length
        if (taken < 2 * MiB) return
        taken = 0
        client.socket.pause()
        setTimeout(() => client.socket.resume(), 100)
      })
      await client.received(4 + 16 * MiB)
      expect(bed.of('close')).to.deep.equal([])
    })
  })

  it('closes who was told of an invalid length and whom JavaScript forgot', async () => {
    open({ frameDeadlineMs: 100 })
    const client = await bed.dial()
    client.socket.write(Buffer.from([0, 0, 0, 1]))
    await bed.event('invalid')
    expect((await bed.event('close')).reason).to.equal(CloseReason.frameLength)
  })
})

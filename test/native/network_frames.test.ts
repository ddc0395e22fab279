import { expect } from 'chai'
import { CloseReason } from '../../native/index.ts'
import { Bed, frame, KiB, lengths, MiB } from './network_bed.ts'

describe('network: frames', () => {
  let bed: Bed
  const open = (...options: ConstructorParameters<typeof Bed>): Bed => {
    bed = new Bed(...options).listen()
    return bed
  }
  afterEach(() => bed.close())

  it('hands over the header, keeps the payload native and gives the memory back at the end', async () => {
    open()
    const client = await bed.dial()
    client.socket.write(frame('hello', 300_000))
    const { connection, frame: number, header, payloadBytes } = await bed.event('frame')
    expect({ header, payloadBytes }).to.deep.equal({ header: 'hello', payloadBytes: 300_000 })
    expect(bed.network.counters().framesOpen).to.equal(1)
    expect(bed.network.counters().budgetUsedBytes).to.be.within(300_000, 301_000)
    expect(bed.network.send(connection, Buffer.from('answer'), [], number)).to.equal(true)
    expect(bed.network.counters().framesOpen).to.equal(0)
    await bed.until(() => bed.network.counters().budgetUsedBytes === 0)
    expect((await client.received(6)).toString()).to.equal('answer')
  })

  it('tells who came', async () => {
    open()
    const client = await bed.dial()
    const { peer, listener } = await bed.event('accept')
    expect(peer).to.equal(`127.0.0.1:${client.socket.localPort}`)
    expect(listener).to.equal(1)
  })

  it('finds the same frames wherever the stream is cut', async () => {
    open()
    const stream = Buffer.concat([frame('one', 3), frame('', 0), frame('three', 20), frame('four', 0)])
    const expected = ['one/3', '/0', 'three/20', 'four/0']
    for (let cut = 1; cut < stream.length; cut++) {
      const client = await bed.dial()
      const before = bed.of('frame').length
      const read = bed.network.counters().bytesIn
      client.socket.write(stream.subarray(0, cut))
      await bed.until(() => bed.network.counters().bytesIn === read + cut)
      client.socket.write(stream.subarray(cut))
      await bed.event('frame', before + 3)
      const seen = bed.of('frame').slice(before)
      expect(seen.map(({ header, payloadBytes }) => `${header}/${payloadBytes}`)).to.deep.equal(expected)
      for (const { frame: number } of seen) expect(bed.network.endFrame(number)).to.equal(true)
      client.socket.destroy()
    }
    await bed.until(() => bed.network.counters().budgetUsedBytes === 0)
  })

  it('takes byte after byte', async () => {
    open()
    const client = await bed.dial()
    const stream = frame('slow', 10)
    const start = bed.network.counters().bytesIn
    for (let at = 0; at < stream.length; at++) {
      client.socket.write(stream.subarray(at, at + 1))
      await bed.until(() => bed.network.counters().bytesIn === start + at + 1)
    }
    expect(await bed.event('frame')).to.include({ header: 'slow', payloadBytes: 10 })
  })

  it('keeps the order of thousands of frames of all sizes', async () => {
    open({ framesInFlightMax: 7 })
    const client = await bed.dial()
    const sizes = Array.from({ length: 2000 }, (_, i) => (i % 100 === 99 ? 200_000 : (i * 37) % 3000))
    client.socket.write(Buffer.concat(sizes.map((bytes, i) => frame(String(i), bytes))))
    for (let i = 0; i < sizes.length; i++) {
      const { frame: number, header, payloadBytes } = await bed.event('frame', i)
      expect(`${header}/${payloadBytes}`).to.equal(`${i}/${sizes[i]}`)
      expect(bed.network.counters().framesOpen).to.be.at.most(7)
      bed.network.endFrame(number)
    }
    await bed.until(() => bed.network.counters().budgetUsedBytes === 0)
  }).timeout(20_000)

  const { frameLength, frameTooLarge } = CloseReason
  const invalid: [string, Buffer, number][] = [
    ['a length of 0', lengths(0, 0), frameLength],
    ['a length of 3', lengths(3, 0), frameLength],
    ['a length of 4 GiB', lengths(0xffffffff, 4), frameTooLarge],
    ['only a length of 3 GiB', lengths(3 * 1024 * MiB, 0).subarray(0, 4), frameTooLarge],
    ['a length over frameBytesMax', lengths(8 * MiB + 1, 4), frameTooLarge],
    ['a header longer than its frame', lengths(100, 97), frameLength],
    ['a header of 4 GiB', lengths(100, 0xffffffff), frameLength],
    ['a header over headerBytesMax', lengths(MiB, 64 * KiB + 1), frameTooLarge],
  ]
  for (const [what, bytes, expected] of invalid) {
    it(`lets JavaScript answer ${what}, then closes`, async () => {
      open()
      const client = await bed.dial()
      client.socket.write(Buffer.concat([frame('good', 5), bytes, Buffer.alloc(100_000)]))
      const { connection, reason } = await bed.event('invalid')
      expect(reason).to.equal(expected)
      bed.network.send(connection, Buffer.from('typed error'), [], 0)
      bed.network.closeConnection(connection, true)
      expect((await client.everything()).toString()).to.equal('typed error')
      client.socket.end()
      expect((await bed.event('close')).reason).to.equal(expected)
      expect(bed.of('frame').map(({ header }) => header)).to.deep.equal(['good'])
      expect(client.error).to.equal(undefined)
      expect(bed.network.counters()).to.include({ budgetUsedBytes: 0, framesOpen: 0, connections: 0 })
    })
  }

  it('resets at once where nobody wants to answer', async () => {
    open({ onInvalid: undefined })
    const client = await bed.dial()
    client.socket.write(lengths(3, 0))
    expect((await bed.event('close')).reason).to.equal(CloseReason.frameLength)
    await client.gone
  })

  it('knows smaller limits for a peer that is not admitted, and none of them for what follows its first frame', async () => {
    open({ firstFrameBytesMax: 64 * KiB }, false)
    const stranger = await bed.dial()
    stranger.socket.write(lengths(64 * KiB + 1, 4))
    expect((await bed.event('invalid')).reason).to.equal(CloseReason.frameTooLarge)
    const client = await bed.dial()
    client.socket.write(Buffer.concat([frame('hello', 10), frame('large', MiB)]))
    const { connection, frame: number } = await bed.event('frame')
    expect(bed.of('frame').length).to.equal(1)
    bed.network.admit(connection)
    bed.network.send(connection, Buffer.from('welcome'), [], number)
    expect(await bed.event('frame', 1)).to.include({ header: 'large', payloadBytes: MiB })
  })

  it('goes on after a callback that threw', async () => {
    const errors: unknown[] = []
    const listeners = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', (error) => errors.push(error))
    const frames: string[] = []
    open({
      onFrame: (_connection, _frame, header) => {
        frames.push(header.toString())
        if (frames.length === 1) throw new Error('from a callback')
      },
    })
    const client = await bed.dial()
    client.socket.write(Buffer.concat([frame('a'), frame('b')]))
    await bed.until(() => frames.length === 2 && errors.length === 1)
    process.removeAllListeners('uncaughtException')
    for (const listener of listeners) process.on('uncaughtException', listener)
    expect(String(errors[0])).to.contain('from a callback')
  })
})

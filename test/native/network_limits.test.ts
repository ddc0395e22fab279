import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { CloseReason } from '../../native/index.ts'
import { Bed, frame, KiB, lengths, MiB } from './network_bed.ts'

describe('network: limits', () => {
  let bed: Bed
  const open = (...options: ConstructorParameters<typeof Bed>): Bed => {
    bed = new Bed(...options).listen()
    return bed
  }
  afterEach(() => bed.close())

  it('leaves a connection unread while its frame does not fit the budget, and goes on when memory returns', async () => {
    open({ budgetBytes: 4 * MiB, frameBytesMax: 3 * MiB, smallReserveBytes: 0, smallFrameBytes: 0 })
    const first = await bed.dial()
    first.socket.write(frame('first', 3 * MiB - 100))
    const held = await bed.event('frame')
    const second = await bed.dial()
    second.socket.write(frame('second', 2 * MiB))
    const third = await bed.dial()
    await bed.until(() => bed.network.counters().waitingForBudget === 1)
    third.socket.write(frame('third', 2 * MiB))
    await bed.until(() => bed.network.counters().waitingForBudget === 2)
    expect(bed.network.counters().budgetUsedBytes).to.be.at.most(4 * MiB)
    expect(bed.of('frame').length).to.equal(1)
    bed.network.endFrame(held.frame)
    const next = await bed.event('frame', 1)
    expect(next.header, 'in the order of arrival').to.equal('second')
    expect(bed.network.counters().waitingForBudget).to.equal(1)
    bed.network.endFrame(next.frame)
    expect((await bed.event('frame', 2)).header).to.equal('third')
  })

  it('lets small frames pass by way of the reserve', async () => {
    open({
      budgetBytes: 4 * MiB,
      frameBytesMax: 3 * MiB,
      smallFrameBytes: KiB,
      smallReserveBytes: 8 * KiB,
    })
    const large = await bed.dial()
    large.socket.write(frame('large', 3 * MiB - 300))
    await bed.event('frame')
    const waiting = await bed.dial()
    waiting.socket.write(frame('waits', MiB))
    await bed.until(() => bed.network.counters().waitingForBudget === 1)
    const small = await bed.dial()
    small.socket.write(frame('heartbeat', 100))
    expect((await bed.event('frame', 1)).header).to.equal('heartbeat')
  })

  it('gives the place in line to the next when a waiting connection goes', async () => {
    open({ budgetBytes: 4 * MiB, frameBytesMax: 3 * MiB, smallReserveBytes: 0, smallFrameBytes: 0 })
    const holder = await bed.dial()
    holder.socket.write(frame('holds', 2 * MiB))
    const held = await bed.event('frame')
    const impatient = await bed.dial()
    impatient.socket.write(frame('too much', 3 * MiB - 100))
    await bed.until(() => bed.network.counters().waitingForBudget === 1)
    const modest = await bed.dial()
    modest.socket.write(frame('fits', MiB))
    await bed.until(() => bed.network.counters().waitingForBudget === 2)
    bed.network.closeConnection(bed.of('accept')[1].connection, false)
    expect((await bed.event('frame', 1)).header).to.equal('fits')
    bed.network.endFrame(held.frame)
    bed.network.endFrame(bed.of('frame')[1].frame)
    await bed.until(() => bed.network.counters().budgetUsedBytes === 0)
  })

  it('reads a frame that waits for the budget under the deadline of frames', async () => {
    open({ budgetBytes: MiB, frameBytesMax: 600 * KiB, frameDeadlineMs: 100, smallReserveBytes: 0 })
    const holder = await bed.dial()
    holder.socket.write(frame('holds', 500 * KiB))
    await bed.event('frame')
    const waiting = await bed.dial()
    waiting.socket.write(frame('waits', 500 * KiB))
    const { connection, reason } = await bed.event('close')
    expect(reason).to.equal(CloseReason.frameDeadline)
    expect(connection).to.equal(bed.of('accept')[1].connection)
    expect(bed.network.counters().waitingForBudget).to.equal(0)
  })

  it('reads no more than framesInFlightMax frames of a connection ahead', async () => {
    open({ framesInFlightMax: 3 })
    const client = await bed.dial()
    client.socket.write(Buffer.concat(Array.from({ length: 10 }, (_, i) => frame(`f${i}`, 50_000))))
    await bed.event('frame', 2)
    const other = await bed.dial()
    other.socket.write(frame('other'))
    await bed.event('frame', 3)
    expect(bed.of('frame').map(({ header }) => header)).to.deep.equal(['f0', 'f1', 'f2', 'other'])
    bed.network.endFrame(bed.of('frame')[1].frame)
    expect((await bed.event('frame', 4)).header).to.equal('f3')
  })

  it('closes connections beyond connectionsMax at once', async () => {
    open({ connectionsMax: 2 })
    await bed.dial()
    await bed.dial()
    const third = await bed.dial()
    await third.everything()
    third.socket.end()
    await third.gone
    expect(bed.network.counters()).to.include({ connections: 2, refused: 1, accepted: 2 })
    bed.network.closeConnection(bed.of('accept')[0].connection, false)
    await bed.event('close')
    const fourth = await bed.dial()
    fourth.socket.write(frame('in'))
    await bed.event('frame')
  })

  it('counts a connection until JavaScript has heard of its end: events of the impatient have a bound', async () => {
    open({ connectionsMax: 5 })
    const program = `const net = require('net'); let rest = 40
      const next = () => rest-- > 0 && net.connect(${bed.port}, '127.0.0.1').on('error', () => {}).on('connect', function () { this.destroy() }).on('close', next)
      next()`
    execFileSync(process.execPath, ['-e', program]) // this thread hears of nothing meanwhile
    // The clients may be gone before the network thread, on a busy machine, has taken the last of them from the kernel: this
    // thread stays deaf until it has.
    const nap = new Int32Array(new SharedArrayBuffer(4))
    const taken = () => bed.network.counters().accepted + bed.network.counters().refused
    for (const end = performance.now() + 10_000; taken() < 40 && performance.now() < end; )
      Atomics.wait(nap, 0, 0, 1)
    expect(bed.network.counters()).to.include({ accepted: 5, refused: 35 })
    await bed.until(() => bed.network.counters().connections === 0)
    expect(bed.of('accept').length).to.equal(5)
    const client = await bed.dial()
    client.socket.write(frame('room again'))
    expect((await bed.event('frame')).header).to.equal('room again')
  })

  it('refuses limits that contradict each other or are no numbers', () => {
    open()
    expect(() => new Bed({ budgetBytes: MiB, frameBytesMax: 2 * MiB })).to.throw(/budgetBytes/)
    expect(() => new Bed({ threads: 0 })).to.throw(/threads/)
    expect(() => new Bed({ frameDeadlineMs: '5' as unknown as number })).to.throw(/frameDeadlineMs/)
    expect(() => new Bed({ engine: {} as never })).to.throw()
  })

  it('holds ten thousand idle connections in 20 KiB each, and their half-sent frames within the budget', async () => {
    open({ budgetBytes: 16 * MiB, frameBytesMax: 8 * MiB, smallReserveBytes: MiB })
    const count = 10_000
    const before = process.memoryUsage().rss
    const crowd = fork(fileURLToPath(new URL('./network_crowd.ts', import.meta.url)), [
      String(bed.port),
      String(count),
      lengths(MiB, 10).toString('hex') + Buffer.alloc(1000).toString('hex'),
    ])
    try {
      await bed.until(() => bed.of('accept').length === count)
      expect((process.memoryUsage().rss - before) / count, 'bytes a connection').to.be.below(20 * KiB)
      crowd.send('half a frame')
      await bed.until(() => bed.network.counters().waitingForBudget >= count - 16)
      const { budgetUsedBytes, framesOpen } = bed.network.counters()
      expect(budgetUsedBytes).to.be.at.most(17 * MiB)
      expect(framesOpen).to.equal(0)
      expect((process.memoryUsage().rss - before) / MiB, 'MiB').to.be.below(count / 50 + 20)
    } finally {
      crowd.kill()
      await once(crowd, 'exit')
    }
    await bed.until(() => bed.of('close').length === count)
    expect(bed.network.counters()).to.include({ budgetUsedBytes: 0, waitingForBudget: 0, connections: 0 })
  }).timeout(30_000)
})

// Slices of long work: one a turn of the loop whoever waits, and time for others between two where there are any.
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { expect } from 'chai'
import { Turns } from '../../../broker/lag/turns.ts'

function spin(ms: number): void {
  for (const endMs = performance.now() + ms; performance.now() < endMs; );
}

/** Works through `slices` rests; tells before each what `seen` says then. */
async function work(slices: number, seen: () => number): Promise<number[]> {
  const turns = new Turns()
  const told: number[] = []
  for (let slice = 0; slice < slices; slice++) {
    await turns.next()
    told.push(seen())
    spin(0.2)
  }
  return told
}

describe('lag turns', () => {
  it('are one a turn of the loop, of all who wait, in their order', async () => {
    let loops = 0
    let going = true
    const count = () => {
      loops++
      if (going) setImmediate(count)
    }
    setImmediate(count)
    const all = await Promise.all(Array.from({ length: 5 }, () => work(4, () => loops)))
    going = false
    const order = all.flatMap((told, who) => told.map((at) => ({ at, who }))).sort((a, b) => a.at - b.at)
    expect(order.map(({ who }) => who)).to.deep.equal([
      0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4,
    ])
    expect(new Set(order.map(({ at }) => at)).size).to.equal(20)
  })

  it('leave the loop to a busy socket for more than one turn between two slices', async () => {
    let roundTrips = 0
    const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = createConnection((server.address() as AddressInfo).port, '127.0.0.1')
    socket.setNoDelay(true)
    let going = true
    socket.on('data', (byte) => {
      roundTrips++
      if (going) socket.write(byte)
      else socket.end()
    })
    socket.write('x')
    await once(socket, 'data')
    const told = await work(20, () => roundTrips)
    going = false
    server.close()
    await once(server, 'close')
    const between = told.slice(1).map((at, i) => at - (told[i] as number))
    between.sort((a, b) => a - b)
    // Half of them: where the machine pauses this process, the time goes by without a turn.
    expect(between[10], between.join()).to.be.at.least(3)
  })

  it('leave nobody waiting where sockets are still', async () => {
    let loops = 0
    let going = true
    const count = () => {
      loops++
      if (going) setImmediate(count)
    }
    setImmediate(count)
    const told = await work(40, () => loops)
    going = false
    const between = told.slice(1).map((at, i) => at - (told[i] as number))
    between.sort((a, b) => a - b)
    expect(between[20], between.join()).to.equal(1)
  })
})

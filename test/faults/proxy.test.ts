import { expect } from 'chai'
import { once } from 'node:events'
import net from 'node:net'
import { frameHead, FrameReader } from '../../protocol/frame.ts'
import { FaultProxy } from './proxy.ts'
import { seededRandom } from './random.ts'
import { faultKinds, Storm } from './storm.ts'

const frame = (name: string, payloadBytes = 0): Buffer =>
  Buffer.concat([frameHead(Buffer.from(name), payloadBytes), Buffer.alloc(payloadBytes, name)])

/** What one side received, frame by frame, and how it ended. */
class Ear {
  readonly frames: string[] = []
  bytes = 0
  ended = false
  error = ''
  readonly closed: Promise<unknown>

  constructor(socket: net.Socket) {
    const reader = new FrameReader()
    socket.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length
      reader.push(chunk)
      for (let next = reader.next(); next !== undefined; next = reader.next()) {
        expect(next.payload.equals(Buffer.alloc(next.payload.length, next.header))).to.equal(true)
        this.frames.push(`${next.header}+${next.payload.length}`)
      }
    })
    socket.on('end', () => {
      this.ended = true
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.error = error.code ?? 'error'
    })
    this.closed = once(socket, 'close').catch(() => undefined)
  }
}

async function until(true_: () => boolean): Promise<void> {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 1))
}

/** The instrument itself: a fault that does not happen, or a byte that it harms otherwise, would make the proofs worthless. */
describe('faults/proxy', () => {
  let server: net.Server
  let proxy: FaultProxy
  let client: net.Socket
  let broker: net.Socket
  let atClient: Ear
  let atBroker: Ear

  beforeEach(async () => {
    const accepted = new Promise<net.Socket>((resolve) => {
      server = net.createServer({ allowHalfOpen: true }, resolve)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    proxy = await FaultProxy.start(`127.0.0.1:${(server.address() as net.AddressInfo).port}`)
    const port = Number(proxy.address.split(':')[1])
    client = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    broker = await accepted
    atClient = new Ear(client)
    atBroker = new Ear(broker)
  })
  afterEach(async () => {
    client.destroy()
    broker.destroy()
    await proxy.close()
    server.close()
  })

  it('passes frames of any size and any chunking as they are, and counts what is unanswered', async () => {
    const bytes = Buffer.concat([frame('a'), frame('b', 3), frame('c', 300_000), frame('d')])
    const random = seededRandom(1)
    for (let at = 0; at < bytes.length; ) {
      const end = Math.min(bytes.length, at + random.whole(1, at < 60 ? 4 : 100_000))
      client.write(bytes.subarray(at, end))
      at = end
      await new Promise((resolve) => setImmediate(resolve))
    }
    await until(() => atBroker.frames.length === 4)
    expect(atBroker.frames).to.deep.equal(['a+0', 'b+3', 'c+300000', 'd+0'])
    broker.write(Buffer.concat([frame('x', 10), frame('y')]))
    await until(() => atClient.frames.length === 2)
    const [link] = proxy.links
    expect([link?.unansweredMost, link?.unansweredCount]).to.deep.equal([4, 2])
  })

  it('loses answers whole, and goes on', async () => {
    proxy.links[0]?.dropAnswers(2)
    broker.write(Buffer.concat([frame('1', 70_000), frame('2'), frame('3', 5)]))
    await until(() => atClient.frames.length === 1)
    expect(atClient.frames).to.deep.equal(['3+5'])
  })

  it('cuts a frame at exactly byte k', async () => {
    for (const [k, whole] of [
      [0, 1],
      [3, 1],
      [9, 1],
      [50, 1],
    ] as const) {
      proxy.fateOf = ({ header }) => (String(header) === 'torn' ? { cutAtByte: k } : undefined)
      const port = Number(proxy.address.split(':')[1])
      const accepted = once(server, 'connection')
      const own = net.connect(port, '127.0.0.1')
      own.on('error', () => undefined)
      const ear = new Ear((await accepted)[0] as net.Socket)
      own.write(Buffer.concat([frame('fine'), frame('torn', 100)]))
      await until(() => ear.ended)
      expect([ear.frames.length, ear.bytes - frame('fine').length]).to.deep.equal([whole, k])
    }
  })

  it('resets both sides', async () => {
    client.write(frame('a'))
    await until(() => atBroker.frames.length === 1)
    proxy.resetAll()
    await Promise.all([atClient.closed, atBroker.closed])
    expect([atClient.error, atBroker.error]).to.deep.equal(['ECONNRESET', 'ECONNRESET'])
    expect(proxy.links).to.deep.equal([])
  })

  it('half-closes one direction; the other still carries', async () => {
    proxy.links[0]?.halfClose('request')
    await until(() => atBroker.ended)
    broker.write(frame('still', 7))
    await until(() => atClient.frames.length === 1)
    expect([atClient.ended, atClient.error]).to.deep.equal([false, ''])
  })

  it('delays in order, and stalls until the time is over', async () => {
    proxy.links[0]?.delay('answer', 40)
    let beganMs = performance.now()
    broker.write(frame('a', 100_000))
    broker.write(frame('b'))
    await until(() => atClient.frames.length === 2)
    expect(performance.now() - beganMs).to.be.within(35, 2_000)
    expect(atClient.frames).to.deep.equal(['a+100000', 'b+0'])
    proxy.links[0]?.delay('answer', 0)
    proxy.links[0]?.stall(60)
    beganMs = performance.now()
    client.write(frame('c'))
    await until(() => atBroker.frames.length === 1)
    expect(performance.now() - beganMs).to.be.within(50, 2_000)
  })

  it('a side that goes away takes the other with it; a refusing proxy looks like no broker', async () => {
    broker.resetAndDestroy()
    await atClient.closed
    expect(atClient.error).to.equal('ECONNRESET')
    proxy.refusing = true
    const own = net.connect(Number(proxy.address.split(':')[1]), '127.0.0.1')
    const ear = new Ear(own)
    await ear.closed
    expect(ear.error).to.equal('ECONNRESET')
  })

  it('the same seed draws the same numbers; a storm does each kind of fault', async () => {
    const drawn = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).next)
    expect(drawn(7)).to.deep.equal(drawn(7))
    expect(drawn(7)).to.not.deep.equal(drawn(8))
    const storm = new Storm(proxy, {
      seed: 3,
      everyMs: 1,
      kinds: ['delay', 'drop-answers', 'stall', 'reset'],
    })
    await atClient.closed
    const counts = storm.stop()
    expect(counts.reset).to.equal(1)
    expect(Object.keys(counts).sort()).to.deep.equal([...faultKinds].sort())
  })
})

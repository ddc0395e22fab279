import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'chai'
import type { RunningBroker } from '../../broker/index.ts'
import { frameHead } from '../../protocol/frame.ts'
import { parseAddress, type TcpAddress } from '../../protocol/addresses.ts'
import { encodeRequest, requestFrame } from '../../protocol/messages.ts'
import { batchOf, brokerOf, createTopic, expectAlive, expectNoFailure, fetch, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const fetchHttp = globalThis.fetch

async function connectionsOf(broker: RunningBroker): Promise<number> {
  const text = await (await fetchHttp(`http://${broker.httpAddress}/metrics`)).text()
  return Number(/^sluice_connections (\d+)$/m.exec(text)?.[1])
}

describe('broker: clients that are slow, rude or many', () => {
  const broker = brokerOf({
    http: '127.0.0.1:0',
    settings: {
      'network.frame.deadline.ms': '300',
      'network.hello.deadline.ms': '300',
      'network.progress.deadline.ms': '300',
    },
  })

  it('closes who stops in the middle of a frame, before and after Hello', async () => {
    const silent = await RawPeer.open(broker().address)
    silent.socket.write(requestFrame({ hello: {} }).subarray(0, 6))
    const halfway = await RawPeer.hello(broker().address)
    halfway.socket.write(requestFrame({ requestId: 9, metadata: { all: true } }).subarray(0, 9))
    await Promise.all([silent.ended, halfway.ended])
    await expectAlive(broker())
  })

  it('closes who never says anything', async () => {
    const mute = await RawPeer.open(broker().address)
    await mute.ended
  })

  it('closes who sends a byte at a time for longer than the deadline', async () => {
    const peer = await RawPeer.hello(broker().address)
    const bytes = requestFrame({ requestId: 9, metadata: { names: ['x'.repeat(200)] } })
    let sent = 0
    const timer = setInterval(() => peer.socket.write(bytes.subarray(sent, ++sent)), 20)
    await peer.ended
    clearInterval(timer)
    expect(sent).to.be.lessThan(bytes.length)
  })

  it('serves a frame that comes in pieces within the deadline', async () => {
    const peer = await RawPeer.hello(broker().address)
    const bytes = requestFrame({ requestId: 77, metadata: { all: true } })
    for (const byte of bytes) peer.socket.write(Buffer.from([byte]))
    const answers = await peer.received(2)
    expect(answers[1]?.response.requestId).to.equal(77)
    await peer.close()
  })

  it('answers who half-closes, then closes', async () => {
    const peer = await RawPeer.open(broker().address, true)
    const header = encodeRequest({ requestId: 1, hello: { clientId: 'half', versionMin: 1, versionMax: 1 } })
    peer.socket.write(frameHead(header, 0))
    await peer.received(1)
    peer.socket.end(requestFrame({ requestId: 2, metadata: { all: true } }))
    const answers = await peer.received(2)
    expect(answers[1]?.response.metadata).to.not.equal(null)
    peer.socket.once('end', () => peer.socket.destroy())
    await peer.ended
  })

  it('stores what was sent before an abrupt end, or nothing of it', async () => {
    const watcher = await RawPeer.hello(broker().address)
    const id = await createTopic(watcher, 'abrupt')
    const peer = await RawPeer.hello(broker().address)
    const payload = batchOf('whole')
    const partitions = [{ topicId: id, partition: 0, payloadBytes: payload.length }]
    const frame = Buffer.concat([
      requestFrame({ requestId: 5, produce: { partitions } }, payload.length),
      payload,
    ])
    peer.socket.write(Buffer.concat([frame, frame.subarray(0, frame.length - 1)]))
    await peer.received(2)
    await peer.close()
    expect((await fetch(watcher, id)).result.logEndOffset).to.equal(1)
    expectNoFailure((await produce(watcher, id, payload)).failure)
    await watcher.close()
  })

  it('closes who asks for much and reads nothing, and serves the others meanwhile', async () => {
    const other = await RawPeer.hello(broker().address)
    const id = await createTopic(other, 'much')
    const payload = batchOf('x'.repeat(1_000_000))
    for (let i = 0; i < 8; i++) expectNoFailure((await produce(other, id, payload)).failure)
    const greedy = await RawPeer.hello(broker().address)
    greedy.socket.pause()
    const partitions = [{ topicId: id, partition: 0, offset: 0, maxBytes: 8 << 20 }]
    for (let requestId = 10; requestId < 30; requestId++) {
      greedy.post({ requestId, fetch: { maxBytes: 8 << 20, partitions } })
    }
    expect((await fetch(other, id, { offset: 7 })).payload.length).to.equal(payload.length)
    while ((await connectionsOf(broker())) > 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expectNoFailure((await produce(other, id, payload)).failure)
    await Promise.all([greedy.close(), other.close()])
  })

  it('forgets the long polls of a client that went away', async () => {
    const { address } = broker()
    const peer = await RawPeer.hello(address)
    const id = await createTopic(peer, 'left')
    const partitions = [{ topicId: id, partition: 0, offset: 0, maxBytes: 100 }]
    peer.post({ requestId: 60, fetch: { maxWaitMs: 60_000, minBytes: 1, maxBytes: 100, partitions } })
    await peer.call({ metadata: { all: true } })
    await peer.close()
    const other = await RawPeer.hello(address)
    expectNoFailure((await produce(other, id, batchOf('x'))).failure)
    await other.close()
  })
})

// In a process of its own: two ends of so many connections do not fit under one limit of descriptors.
const crowd = `
  const { connect } = require('node:net')
  const [host, port, half, count] = process.argv.slice(1)
  const begin = () => new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) }, () => socket.write(Buffer.from(half, 'hex'), resolve))
    socket.on('error', reject)
  })
  void (async () => {
    for (let sent = 0; sent < Number(count); sent += 200) await Promise.all(Array.from({ length: 200 }, begin))
    console.log('sent')
  })()
`

describe('broker: ten thousand half-sent frames', () => {
  const broker = brokerOf({
    http: '127.0.0.1:0',
    settings: { 'network.frame.deadline.ms': '60s', 'network.hello.deadline.ms': '60s' },
  })

  it('holds them, serves others meanwhile, and lets go of all', async function () {
    this.timeout(60_000)
    const { host, port } = parseAddress(broker().address) as TcpAddress
    const half = requestFrame({ hello: { clientId: 'x'.repeat(200) } }).subarray(0, 100)
    const child = spawn(process.execPath, ['-e', crowd, host, `${port}`, half.toString('hex'), '10000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    const [word] = await Promise.race([once(child.stdout, 'data'), ended])
    expect(String(word)).to.equal('sent\n')
    const connections = () => connectionsOf(broker())
    expect(await connections()).to.equal(10_000)
    const peer = await RawPeer.hello(broker().address)
    const id = await createTopic(peer, 'meanwhile')
    expectNoFailure((await produce(peer, id, batchOf('x'))).failure)
    child.kill('SIGKILL')
    await ended
    while ((await connections()) > 1) await new Promise((resolve) => setImmediate(resolve))
    expectNoFailure((await produce(peer, id, batchOf('x'))).failure)
    await peer.close()
  })
})

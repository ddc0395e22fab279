// One connection, and the lane that dials it again (client/connection/): calls in flight, deadlines, what a peer that is no broker does to them.
import { expect } from 'chai'
import http from 'node:http'
import net from 'node:net'
import { Connection } from '../../client/connection/connection.ts'
import { Dialer } from '../../client/connection/dialer.ts'
import { Lane } from '../../client/connection/lane.ts'
import { Deadline } from '../../client/connection/retry.ts'
import { responseFrame } from '../../protocol/messages.ts'
import { failure } from './failure.ts'
import { FakeBroker } from './fake-broker.ts'

describe('client/connection', () => {
  let broker: FakeBroker
  let connection: Connection
  const metadata = { metadata: { names: ['a'] } }

  beforeEach(async () => {
    broker = await FakeBroker.start()
    broker.create('a')
    broker.requestsInFlightMax = 2
    connection = await Connection.open({ host: '127.0.0.1', port: broker.port }, 'test', 1000)
  })
  afterEach(async () => {
    connection.close()
    await broker.stop()
  })

  it('a late answer to a request that timed out disturbs nobody', async () => {
    let release = () => {}
    const slow = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined)
    })
    let first = true
    broker.mischief = () => (first ? ((first = false), slow) : undefined)
    const late = failure(connection.request(metadata, { timeoutMs: 50 }))
    // Something else is heard meanwhile, so the connection is not taken for dead.
    await connection.request(metadata, { timeoutMs: 1000 })
    expect((await late).code).to.equal('TIMEOUT')
    expect(connection.closed).to.equal(false)
    expect(connection.inFlightCount, 'its slot is held until it comes').to.equal(1)
    release()
    const { response } = await connection.request(metadata, { timeoutMs: 1000 })
    expect(response.metadata?.topics[0]?.name).to.equal('a')
    expect(connection.inFlightCount).to.equal(0)
  })

  it('a broker that is silent for a whole timeout is given up', async () => {
    broker.mischief = () => 'silent'
    const other = failure(connection.request(metadata, { timeoutMs: 5000 }))
    expect((await failure(connection.request(metadata, { timeoutMs: 30 }))).code).to.equal('TIMEOUT')
    const error = await other
    expect([error.code, error.retriable, error.delivered]).to.deep.equal(['DISCONNECTED', true, 'unknown'])
    expect(connection.closed).to.equal(true)
  })

  it('no more are in flight than the broker allows; the rest wait and were certainly not sent', async () => {
    broker.mischief = () => 'silent'
    const requests = [1, 2, 3, 4].map(() => failure(connection.request(metadata, { timeoutMs: 5000 })))
    while (broker.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(broker.requests.length).to.equal(2)
    connection.close()
    const delivered = (await Promise.all(requests)).map((error) => error.delivered)
    expect(delivered).to.deep.equal(['unknown', 'unknown', 'no', 'no'])
  })

  it('a signal ends a request and keeps the connection', async () => {
    const stop = new AbortController()
    broker.mischief = () => 'silent'
    const request = failure(connection.request(metadata, { timeoutMs: 5000, signal: stop.signal }))
    stop.abort()
    expect((await request).code).to.equal('ABORTED')
    expect(connection.closed).to.equal(false)
  })

  it('another kind of server is called no broker, by address, and is not asked again', async () => {
    const server = http.createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    const brokers = [`127.0.0.1:${port}`]
    const lane = new Lane(new Dialer({ brokers, clientId: '', connectTimeoutMs: 1000 }), {
      requestTimeoutMs: 1000,
    })
    const error = await failure(lane.connect(new Deadline(5000)))
    expect([error.code, error.retriable, error.delivered]).to.deep.equal(['CORRUPT_FRAME', false, 'no'])
    expect(error.message).to.equal(`what answers at 127.0.0.1:${port} is no Sluice broker`)
    expect(error.hint).to.match(/^check the address/)
    lane.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it('once greeted, bytes that are no frames are a bad line, which is worth another try', async () => {
    const greeting = responseFrame({ requestId: 1, hello: { version: 1, bootEpoch: 1 } }, 0)
    const server = net.createServer((socket) => {
      socket.once('data', () => {
        socket.write(greeting)
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    const opened = await Connection.open({ host: '127.0.0.1', port }, 'test', 1000)
    const error = await failure(opened.request(metadata, { timeoutMs: 1000 }))
    expect([error.code, error.retriable]).to.deep.equal(['FRAME_TOO_LARGE', true])
    await new Promise((resolve) => server.close(resolve))
  })

  it('a peer that accepts and says nothing: CONNECT_FAILED in connectTimeoutMs', async () => {
    const server = net.createServer((socket) => void socket.resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    const error = await failure(Connection.open({ host: '127.0.0.1', port }, 'test', 50))
    expect([error.code, error.retriable]).to.deep.equal(['CONNECT_FAILED', true])
    await new Promise((resolve) => server.close(resolve))
  })

  it('a lane dials once for many, and again after a loss; close leaves nothing', async () => {
    const before = broker.connections
    const dialer = new Dialer({
      brokers: ['127.0.0.1:1', broker.address],
      clientId: '',
      connectTimeoutMs: 1000,
    })
    const lane = new Lane(dialer, { requestTimeoutMs: 1000 })
    const both = await Promise.all([lane.connect(new Deadline(1000)), lane.connect(new Deadline(1000))])
    expect(both[0]).to.equal(both[1])
    expect(broker.connections - before).to.equal(1)
    broker.cut()
    await lane.call(metadata, new Deadline(2000))
    expect(broker.connections - before).to.equal(2)
    lane.close()
    expect((await failure(lane.connect(new Deadline(1000)))).code).to.equal('CLOSED')
  })

  it('a lane without a broker says why when the time is over', async () => {
    const lane = new Lane(new Dialer({ brokers: ['127.0.0.1:1'], clientId: '', connectTimeoutMs: 1000 }), {
      requestTimeoutMs: 1000,
    })
    const error = await failure(lane.connect(new Deadline(200)))
    expect(error.code).to.equal('CONNECT_FAILED')
    expect(error.message).to.contain('127.0.0.1:1')
    lane.close()
  })
})

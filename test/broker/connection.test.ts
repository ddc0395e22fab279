import { expect } from 'chai'
import { Connection } from '../../broker/connection.ts'
import { FetchWaiters } from '../../broker/fetch-waiters.ts'
import type { Services } from '../../broker/handlers/context.ts'
import { Metrics } from '../../broker/metrics.ts'
import { NativeError, type Network } from '../../native/index.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { FRAME_HEAD_BYTES } from '../../protocol/frame.ts'
import {
  Acks,
  decodeResponse,
  encodeRequest,
  type RequestInit,
  type Response,
} from '../../protocol/messages.ts'
import { expectFailure } from './fixture.ts'
import { addonError } from '../../storage/addon-error.ts'

interface Sent {
  response: Response
  endsFrame: number
}

/** A connection between a network and a store that only take notes. */
function bed(store: object = {}) {
  const sent: Sent[] = []
  const ended: number[] = []
  const closed: boolean[] = []
  const admitted: number[] = [] // answers sent before
  const network = {
    send(_connection: number, head: Buffer, _ranges: unknown[], endsFrame: number) {
      sent.push({ response: decodeResponse(head.subarray(FRAME_HEAD_BYTES)), endsFrame })
      return true
    },
    endFrame: (frame: number) => ended.push(frame),
    admit: () => admitted.push(sent.length),
    closeConnection: (_connection: number, graceful: boolean) => closed.push(graceful),
  } as unknown as Network
  const log = { error: () => undefined, debug: () => undefined }
  const config = { advertisedListen: '', topicsAutoCreate: false }
  const services = {
    config,
    store: { clusterId: 'c', bootEpoch: 1, topicById: () => undefined, ...store },
    waiters: new FetchWaiters(10),
    metrics: new Metrics(),
    log,
    draining: false,
  } as unknown as Services
  const connection = new Connection(1, 'test', network, services, () => undefined)
  let frame = 0
  const request = (init: RequestInit, payloadBytes = 0) =>
    connection.onFrame(++frame, encodeRequest(init), payloadBytes)
  const greet = (inOrder = false) =>
    request({ requestId: 1, hello: { versionMin: 1, versionMax: 1, inOrder } })
  return { connection, services, sent, ended, closed, request, greet, admitted }
}

const topicId = Buffer.alloc(16, 1)

/** A log whose appends are finished by the test. */
function slowStore() {
  const appends: { frame: number; finish: () => void }[] = []
  const log = {
    append({ source, done }: { source: number; done: (outcome: object) => void }) {
      const outcome = {
        baseOffset: 0,
        appendedOffset: 1,
        durableOffset: 1,
        appendTimeMs: 5,
        logStartOffset: 0,
      }
      appends.push({ frame: source, finish: () => done({ ...outcome, duplicate: false }) })
    },
  }
  return { appends, store: { topicById: () => ({ name: 't', logs: [log] }) } }
}

const produce = (requestId: number, rest: object = {}) => ({
  requestId,
  produce: { partitions: [{ topicId, partition: 0, payloadBytes: 10 }], ...rest },
})
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('broker: connection', () => {
  it('admits a greeted peer before it hears so, and ends each frame with its answer', () => {
    const { sent, request, greet, closed, admitted } = bed()
    greet()
    expect(admitted).to.deep.equal([0])
    request({ requestId: 2, metadata: { names: ['x'] } })
    expect(sent.map(({ response, endsFrame }) => [response.requestId, endsFrame])).to.deep.equal([
      [1, 1],
      [2, 2],
    ])
    expect(closed).to.deep.equal([])
  })

  it('answers before Hello once, closes gracefully and ends what still comes unread', () => {
    const { sent, request, closed, ended } = bed()
    request({ requestId: 4, metadata: { all: true } })
    request({ requestId: 5, metadata: { all: true } })
    expectFailure(sent[0]?.response.failure, 'HELLO_REQUIRED')
    expect([sent.length, closed, ended]).to.deep.equal([1, [true], [2]])
  })

  it('answers a broken header under its request id, where that can be read', () => {
    const { connection, sent, greet, closed } = bed()
    greet()
    const header = encodeRequest({ requestId: 9, metadata: { names: ['orders'] } })
    connection.onFrame(2, header.subarray(0, header.length - 1), 0)
    expectFailure(sent[1]?.response.failure, 'INVALID_REQUEST')
    expect(sent[1]?.response.requestId).to.equal(9)
    expect(closed).to.deep.equal([true])
  })

  it('lets answers overtake each other, or not, as Hello asked', async () => {
    for (const inOrder of [false, true]) {
      const { appends, store } = slowStore()
      const { sent, request, greet } = bed(store)
      greet(inOrder)
      request(produce(2), 10)
      request({ requestId: 3, metadata: { names: [] } })
      request(produce(4), 10)
      appends[1]?.finish()
      await turn()
      expect(sent.map(({ response }) => response.requestId)).to.deep.equal(inOrder ? [1] : [1, 3, 4])
      appends[0]?.finish()
      await turn()
      expect(sent.map(({ response }) => response.requestId)).to.deep.equal(
        inOrder ? [1, 2, 3, 4] : [1, 3, 4, 2],
      )
      expect(sent.map(({ endsFrame }) => endsFrame).sort()).to.deep.equal([1, 2, 3, 4])
    }
  })

  it('keeps no turn for acks=none, and ends its frame when it is appended', async () => {
    const { appends, store } = slowStore()
    const { sent, ended, request, greet } = bed(store)
    greet(true)
    request(produce(2, { acks: Acks.NONE }), 10)
    request({ requestId: 3, metadata: { names: [] } })
    expect(ended).to.deep.equal([])
    appends[0]?.finish()
    await turn()
    expect(ended).to.deep.equal([2])
    expect(sent.map(({ response }) => response.requestId)).to.deep.equal([1, 3])
    request(produce(4, { acks: Acks.NONE }), 11)
    await turn()
    expect([ended, sent.length]).to.deep.equal([[2, 4], 2])
  })

  it('answers a produce that takes too long, and keeps its frame until the append is done', async () => {
    const { appends, store } = slowStore()
    const { sent, ended, request, greet } = bed(store)
    greet()
    request(produce(2, { timeoutMs: 5 }), 10)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expectFailure(sent[1]?.response.produce?.results[0]?.failure, 'REQUEST_TIMED_OUT')
    expect([sent[1]?.endsFrame, ended]).to.deep.equal([0, []])
    appends[0]?.finish()
    expect([ended, sent.length]).to.deep.equal([[2], 2])
  })

  it('sends nothing and ends nothing after its peer is gone', async () => {
    const { appends, store } = slowStore()
    const { connection, sent, ended, request, greet } = bed(store)
    greet()
    request(produce(2), 10)
    request(produce(3, { acks: Acks.NONE }), 10)
    connection.onClosed()
    for (const { finish } of appends) finish()
    await turn()
    expect([sent.length, ended, connection.inFlight]).to.deep.equal([1, [], 0])
  })

  it('refuses changes while the broker stops', async () => {
    const { appends, store } = slowStore()
    const { services, sent, ended, request, greet } = bed(store)
    greet()
    services.draining = true
    request(produce(2), 10)
    request({ requestId: 3, createTopics: { topics: [{ name: 'new' }] } })
    request({ requestId: 4, deleteRecords: {} })
    request(produce(5, { acks: Acks.NONE }), 10)
    request({ requestId: 6, metadata: { names: [] } })
    await turn()
    const answers = new Map(sent.map(({ response }) => [response.requestId, response]))
    for (const id of [2, 3, 4]) expectFailure(answers.get(id)?.failure, 'SHUTTING_DOWN')
    expect([...answers.keys()]).to.deep.equal([1, 2, 3, 4, 6])
    expect([ended, appends.length]).to.deep.equal([[5], 0])
  })

  it('says so when an answer would not fit into a header', () => {
    const topic = (name: string) => ({
      name,
      id: topicId,
      logs: [],
      settings: { maxMessageBytes: 1, durability: 'disk' },
    })
    const names = Array.from({ length: 5_000 }, (_, i) => `${i}`.padStart(249, 'x'))
    const { sent, request, greet, closed } = bed({ topics: () => names.map(topic) })
    greet()
    request({ requestId: 2, metadata: { all: true } })
    expectFailure(sent[1]?.response.failure, 'FRAME_TOO_LARGE')
    expect([sent[1]?.endsFrame, closed]).to.deep.equal([2, []])
  })

  it('answers INTERNAL, without its text, for what nobody foresaw', () => {
    const store = {
      topics: () => {
        throw new Error('/secret/path')
      },
    }
    const { sent, request, greet, closed } = bed(store)
    greet()
    request({ requestId: 2, metadata: { all: true } })
    expect(expectFailure(sent[1]?.response.failure, 'INTERNAL').message).to.not.include('secret')
    expect(closed).to.deep.equal([])
  })
})

describe('broker: start errors', () => {
  it('passes on what the native room says about itself', () => {
    const missing = addonError(new NativeError('ADDON_MISSING', 'not built: run npm run build'))
    expect(missing).to.be.instanceOf(SluiceError).and.include({ code: 'ADDON_MISSING' })
    const other = new Error('other')
    expect(addonError(other)).to.equal(other)
  })
})

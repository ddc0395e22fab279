// Streams of events: the overview and lag every two seconds, live tails, many listeners, slow ones, and the end of the broker.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect as connectSocket, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import type { LagEvent, Overview, TailBegin, TailRecords } from '../../broker/console/api.ts'
import { Events } from '../../broker/console/events.ts'
import { EventStream, ReaderGone, sendParts } from '../../broker/console/sender.ts'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { encodeBatch } from '../../protocol/batch.ts'
import { limits } from '../../protocol/limits.ts'
import { until } from '../client/group-fixture.ts'
import { ask, codeOf, EventReader } from './console-fixture.ts'
import { brokerOf, createTopic, expectNoFailure, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const valuesOf = (events: readonly TailRecords[]) =>
  events.flatMap(({ records }) => records.map(({ value }) => value?.text))

describe('console: streams', function () {
  this.timeout(30_000)
  const broker = brokerOf({ http: '127.0.0.1:0' })
  const http = () => broker().httpAddress as string
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())
  const put = async (id: Uint8Array, values: readonly string[], partition = 0) =>
    expectNoFailure(
      (
        await produce(peer, id, encodeBatch(values.map((value) => ({ key: `k-${value}`, value }))), {
          partition,
        })
      ).failure,
    )

  it('the overview again and again, with the lag that was chosen, of the same snapshot', async () => {
    const id = await createTopic(peer, 'watched')
    await put(id, ['a'])
    await peer.call({
      commitOffsets: { group: 'readers', offsets: [{ topicId: id, partition: 0, offset: 0 }] },
    })
    const plain = await EventReader.open(http(), '/api/events')
    const chosen = await EventReader.open(http(), '/api/events?group=read*&by=topic')
    await until('two rounds', () => chosen.of('lag').length >= 2 && plain.of('overview').length >= 2)
    const [overview] = chosen.of<Overview>('overview')
    const [lag] = chosen.of<LagEvent>('lag')
    expect(lag).to.deep.include({
      schema: 'lag/v1',
      by: 'topic',
      rowsTotal: 1,
      snapshotId: overview?.snapshotId,
    })
    expect(lag?.rows[0]).to.include({ group: 'readers', topic: 'watched', lag: 1 })
    expect(plain.of('lag')).to.deep.equal([])
    // One computation for all: both were shown the same round.
    expect(plain.of<Overview>('overview').map(({ snapshotId }) => snapshotId)).to.include(
      overview?.snapshotId,
    )
    plain.close()
    chosen.close()
  })

  it('an unknown group is told of, and the stream goes on', async () => {
    const reader = await EventReader.open(http(), '/api/events?group=nobody')
    await until('two failures', () => reader.of('failure').length >= 2)
    expect(reader.of('failure')[0]).to.have.nested.property('error.code', 'UNKNOWN_GROUP')
    expect(reader.of('overview').length).to.be.greaterThan(0)
    reader.close()
  })

  it('a tail shows what is appended from now on, in order, of all partitions', async () => {
    const id = await createTopic(peer, 'live', 2)
    await put(id, ['before'])
    const tail = await EventReader.open(http(), '/api/tail?topic=live')
    const one = await EventReader.open(http(), '/api/tail?topic=live&partition=1')
    await until('it begins', () => tail.of('begin').length === 1 && one.of('begin').length === 1)
    expect(tail.of<TailBegin>('begin')[0]).to.deep.equal({
      topic: 'live',
      partitions: [
        { partition: 0, from: 1 },
        { partition: 1, from: 0 },
      ],
      partitionsLeftOut: 0,
    })
    await put(id, ['a', 'b'])
    await wait(5)
    await put(id, ['c'], 1)
    await until('three records', () => valuesOf(tail.of('records')).length === 3)
    expect(valuesOf(tail.of('records'))).to.deep.equal(['a', 'b', 'c'])
    await until('one record', () => valuesOf(one.of('records')).length === 1)
    expect(valuesOf(one.of('records'))).to.deep.equal(['c'])
    tail.close()
    one.close()
  })

  it('a tail shows what is looked for alone, and counts what it leaves out', async () => {
    const id = await createTopic(peer, 'busy')
    const tail = await EventReader.open(http(), '/api/tail?topic=busy&key=k-7')
    const all = await EventReader.open(http(), '/api/tail?topic=busy')
    await until('they begin', () => tail.of('begin').length === 1 && all.of('begin').length === 1)
    const count = 1_000
    await put(
      id,
      Array.from({ length: count }, (_, i) => `${i}`),
    )
    const seen = () => {
      const events = all.of<TailRecords>('records')
      return events.reduce(
        (sum, { records, leftOut, skipped }) => sum + records.length + leftOut + skipped,
        0,
      )
    }
    await until('everything is shown or counted', () => seen() === count)
    const shown = valuesOf(all.of('records'))
    expect(shown).to.deep.equal(
      Array.from({ length: limits.consoleTailRecords }, (_, i) => `${count - limits.consoleTailRecords + i}`),
    )
    await until('the filter has found', () => tail.of('records').length > 0)
    const found = valuesOf(tail.of('records'))
    expect(found.every((value) => value?.startsWith('7'))).to.equal(true)
    expect(found.at(-1)).to.equal('799')
    tail.close()
    all.close()
  })

  it('a tail goes on where an earlier one was, and shows at once what came meanwhile', async () => {
    const id = await createTopic(peer, 'again', 3)
    const places = new Map<number, number>()
    const follow = async (query: string): Promise<{ reader: EventReader; seen: () => string[] }> => {
      const reader = await EventReader.open(http(), `/api/tail?topic=again${query}`)
      await until('it begins', () => reader.of('begin').length === 1)
      return {
        reader,
        seen: () => valuesOf(reader.of('records')).map(String),
      }
    }
    const first = await follow('&text=1')
    await put(id, ['a1', 'b2'])
    await put(id, ['c2', 'd3'], 1)
    const heard = () => first.reader.of<TailRecords>('records').flatMap(({ next }) => next)
    await until('it looked at both', () => new Set(heard().map(({ partition }) => partition)).size === 2)
    for (const { partitions } of first.reader.of<TailBegin>('begin'))
      for (const { partition, from } of partitions) places.set(partition, from)
    for (const { partition, from } of heard()) places.set(partition, from)
    first.reader.close()
    expect([...places].sort()).to.deep.equal([
      [0, 2],
      [1, 2],
      [2, 0],
    ])
    expect(first.seen()).to.deep.equal(['a1'])
    const many = Array.from({ length: 2 * limits.consoleTailRecords }, (_, at) => `e${at}`)
    await put(id, many)
    await put(id, ['f'], 2)
    await peer.call({ alterTopic: { topic: { id }, partitions: 4 } })
    await put(id, ['g'], 3)
    const second = await follow(`&from=offset:${[...places].map((pair) => pair.join('@')).join()}`)
    const wanted = [...many, 'f', 'g'].sort()
    await until('all of it', () => second.seen().length >= wanted.length)
    expect(second.seen().sort()).to.deep.equal(wanted)
    second.reader.close()
    for (const from of ['earliest', 'offset:3', 'time:1', 'offset:0@x'])
      expect((await ask(http(), `/api/tail?topic=again&from=${from}`)).status, from).to.equal(400)
    const beyond = await follow('&from=offset:0@999999')
    expect(beyond.reader.of<TailBegin>('begin')[0]?.partitions[0]).to.deep.equal({
      partition: 0,
      from: 2 + many.length,
    })
    beyond.reader.close()
  })

  it('a tail follows partitions that are added', async () => {
    const id = await createTopic(peer, 'growing')
    const tail = await EventReader.open(http(), '/api/tail?topic=growing')
    await until('it begins', () => tail.of('begin').length === 1)
    await peer.call({ alterTopic: { topic: { id }, partitions: 2 } })
    await put(id, ['new'], 1)
    await until('its record', () => valuesOf(tail.of('records')).includes('new'))
    tail.close()
  })

  it('a tail ends with its topic', async () => {
    await createTopic(peer, 'mortal')
    const tail = await EventReader.open(http(), '/api/tail?topic=mortal')
    await until('it begins', () => tail.of('begin').length === 1)
    await peer.call({ deleteTopics: { topics: [{ name: 'mortal' }] } })
    await until('it ends', () => tail.ended)
    expect(tail.of('failure')[0]).to.have.nested.property('error.code', 'UNKNOWN_TOPIC_ID')
  })

  it('a hundred listeners: so many are heard, the others are told; there is room again when one goes', async () => {
    const readers = await Promise.all(
      Array.from({ length: 100 }, () => EventReader.open(http(), '/api/events')),
    )
    const open = readers.filter(({ status }) => status === 200)
    expect(open.length).to.equal(limits.consoleStreamsMax)
    expect(readers.filter(({ status }) => status === 429).length).to.equal(100 - open.length)
    const refused = await ask(http(), '/api/tail?topic=live')
    expect([refused.status, codeOf(refused), refused.headers['retry-after']]).to.deep.equal([
      429,
      'TOO_MANY_REQUESTS',
      '1',
    ])
    // Nobody else is hindered.
    expect((await ask(http(), '/livez')).status).to.equal(200)
    expect((await ask(http(), '/api/overview')).status).to.equal(200)
    await until('all have heard', () => open.every((reader) => reader.of('overview').length > 0))
    for (const reader of readers) reader.close()
    await until('there is room again', async () => {
      const reader = await EventReader.open(http(), '/api/events')
      reader.close()
      return reader.status === 200
    })
  })
})

describe('console: the end of the broker', () => {
  it('ends streams and answers at once, long before its deadline', async () => {
    const broker: RunningBroker = await startBroker({ http: '127.0.0.1:0', logLevel: 'silent' })
    const http = broker.httpAddress as string
    const peer = await RawPeer.hello(broker.address)
    await createTopic(peer, 'last')
    const readers = await Promise.all(
      ['/api/events', '/api/events?by=group', '/api/tail?topic=last'].map((path) =>
        EventReader.open(http, path),
      ),
    )
    await until('they are open', () => readers.every(({ events }) => events.length > 0))
    await peer.close()
    const began = performance.now()
    await broker.close()
    expect(performance.now() - began).to.be.lessThan(5_000)
    await until('they ended', () => readers.every(({ ended }) => ended))
  })
})

describe('console: slow readers', () => {
  let address: AddressInfo
  let answer: (response: ServerResponse) => void = () => undefined
  const server = createServer((_, response) => {
    response.on('error', () => undefined)
    answer(response)
  })
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = server.address() as AddressInfo
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  /** Asks and reads nothing of the answer. */
  const askAndStall = async (): Promise<Socket> => {
    const socket = connectSocket(address.port, address.address)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    return socket
  }
  const stallMs = 200
  const megabyte = Buffer.alloc(1 << 20, 'x')

  it('of a stream is passed over, holds one event, and is closed', async () => {
    const made = new Promise<ServerResponse>((resolve) => (answer = resolve))
    const socket = await askAndStall()
    const response = await made
    const stream = new EventStream(response, stallMs)
    let sent = 0
    let most = 0
    await until('it is closed', async () => {
      if (stream.idle) {
        stream.send('overview', [megabyte])
        sent++
      }
      most = Math.max(most, response.writableLength)
      await wait(2)
      return stream.closed
    })
    expect(sent, 'the sockets hold some megabytes').to.be.within(1, 30)
    expect(most).to.be.lessThan(1.1 * megabyte.length)
    socket.destroy()
  })

  it('that has nothing to read is no slow one: it is asked for a sign of life, and kept', async () => {
    server.timeout = 100
    answer = (response) => new EventStream(response, 250)
    const socket = connectSocket(address.port, address.address)
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await until('two signs', () => text.split('\n:\n\n').length > 2)
    expect(socket.closed).to.equal(false)
    socket.destroy()
    server.timeout = 0
  })

  it('does not hold up the others of its stream', async () => {
    const opened: EventStream[] = []
    answer = (response) => opened.push(new EventStream(response, stallMs))
    const events = new Events({
      lag: undefined as never,
      everyMs: 20,
      overview: async () => ({
        snapshotId: 1,
        parts: (async function* () {
          yield JSON.stringify({ fill: 'x'.repeat(1 << 20) })
        })(),
      }),
    })
    const slow = await askAndStall()
    const reader = await EventReader.open(`127.0.0.1:${address.port}`, '/')
    await until('both are open', () => opened.length === 2)
    for (const stream of opened) events.add(stream, undefined)
    const [stalled] = opened
    await until('the slow one is closed', () => stalled?.closed)
    const heard = reader.of('overview').length
    expect(heard).to.be.greaterThan(2)
    await until('the other one hears more', () => reader.of('overview').length > heard)
    events.stop()
    await until('the stream ended', () => reader.ended)
    slow.destroy()
  })

  it('who comes while others are told does not wait a whole interval', async () => {
    const heard: string[] = []
    const parts = async function* () {
      yield '{}'
    }
    const events = new Events({
      lag: undefined as never,
      everyMs: 3_600_000,
      overview: async () => ({ snapshotId: 1, parts: parts() }),
    })
    const listen = (name: string, then?: () => void) => {
      const send = () => {
        heard.push(name)
        then?.()
      }
      events.add({ idle: true, send, onClose: () => undefined, end: () => undefined } as never, undefined)
    }
    listen('first', () => {
      if (heard.length === 1) listen('second')
    })
    await until('the second one hears', () => heard.includes('second'))
    events.stop()
  })

  it('of a body is cut off, and nothing more is made for it', async () => {
    let made = 0
    const ended = new Promise<unknown>((resolve) => {
      answer = (response) => {
        const parts = function* () {
          for (; made < 1_000; made++) yield megabyte
        }
        sendParts(response, parts(), stallMs).then(resolve, resolve)
      }
    })
    const socket = await askAndStall()
    expect(await ended).to.be.instanceOf(ReaderGone)
    expect(made).to.be.lessThan(30)
    socket.destroy()
  })
})

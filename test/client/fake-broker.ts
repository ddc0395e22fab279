// A broker in memory that speaks real frames, for tests of the client alone: it can refuse, delay, drop and go away.
// It keeps the sequence rules (duplicates, gaps) of the real one, so that retries are tested against them.
import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { BatchHeader, batchBytes, stampOffsets, verifyBatch } from '../../protocol/batch.ts'
import { type ErrorName, SluiceError, toFailure } from '../../protocol/errors.ts'
import { FrameReader } from '../../protocol/frame.ts'
import {
  decodeRequest,
  type FetchRequest,
  type ProduceRequest,
  type Request,
  type ResponseInit,
  responseFrame,
} from '../../protocol/messages.ts'

interface StoredBatch {
  readonly bytes: Buffer
  readonly base: number
  readonly next: number
}

interface ProducerState {
  epoch: number
  readonly kept: { sequence: number; count: number; base: number }[]
}

export interface FakeLog {
  batches: StoredBatch[]
  start: number
  end: number
  readonly producers: Map<number, ProducerState>
}

export interface FakeTopic {
  readonly name: string
  readonly id: Buffer
  readonly logs: FakeLog[]
  messageBytesMax: number
  compacted?: boolean
}

/** What a test makes of a request: nothing, a typed failure, silence, a closed connection, or an answer lost on its way. */
export type Mischief = undefined | ErrorName | 'silent' | 'silent-after' | 'drop' | 'drop-after'

export class FakeBroker {
  readonly topics = new Map<string, FakeTopic>()
  readonly requests: Request[] = []
  /** Asked for each request but Hello. */
  mischief: (request: Request) => Mischief | Promise<Mischief> = () => undefined
  autoCreate = false
  requestsInFlightMax = 64
  bootEpoch = 1
  connections = 0
  #nextProducerId = 1
  #server: net.Server
  readonly #sockets = new Set<net.Socket>()

  constructor() {
    this.#server = net.createServer((socket) => this.#serve(socket))
  }

  static async start(port = 0): Promise<FakeBroker> {
    const broker = new FakeBroker()
    await broker.listen(port)
    return broker
  }

  /** Of the last `listen`, also after `stop`. */
  port = 0

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', () => {
        this.port = (this.#server.address() as net.AddressInfo).port
        resolve()
      })
    })
  }

  /** Stops listening and cuts every connection; topics stay. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    this.#server = net.createServer((socket) => this.#serve(socket))
    this.bootEpoch += 1
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  create(name: string, partitions = 1): FakeTopic {
    const logs = Array.from({ length: partitions }, () => ({
      batches: [],
      start: 0,
      end: 0,
      producers: new Map(),
    }))
    const topic: FakeTopic = { name, id: randomBytes(16), logs, messageBytesMax: 1024 * 1024 }
    this.topics.set(name, topic)
    return topic
  }

  log(name: string, partition = 0): FakeLog {
    return this.topics.get(name)?.logs[partition] as FakeLog
  }

  bodies(kind: NonNullable<Request['body']>): Request[] {
    return this.requests.filter((request) => request.body === kind)
  }

  #serve(socket: net.Socket): void {
    this.connections += 1
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => {})
    const reader = new FrameReader()
    // Requests of one connection take effect in order, whatever their answers wait for.
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk)
      for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
        void this.#handle(socket, decodeRequest(frame.header), frame.payload)
      }
    })
  }

  async #handle(socket: net.Socket, request: Request, payload: Buffer): Promise<void> {
    const reply = (answer: ResponseInit, parts: Buffer[] = []) => {
      const bytes = parts.reduce((sum, part) => sum + part.length, 0)
      if (!socket.writable) return
      socket.write(responseFrame({ ...answer, requestId: request.requestId }, bytes))
      for (const part of parts) socket.write(part)
    }
    if (request.hello !== null) {
      const limits = { requestsInFlightMax: this.requestsInFlightMax }
      return reply({ hello: { version: 1, bootEpoch: this.bootEpoch, limits } })
    }
    this.requests.push(request)
    const asked = this.mischief(request)
    const mischief = asked instanceof Promise ? await asked : asked
    if (mischief === 'silent') return
    if (mischief === 'drop') return void socket.destroy()
    if (mischief !== undefined && mischief !== 'drop-after' && mischief !== 'silent-after') {
      const failure = toFailure(new SluiceError(mischief))
      if (request.produce === null) return reply({ failure })
      return reply({
        produce: { results: request.produce.partitions.map(({ partition }) => ({ partition, failure })) },
      })
    }
    if (request.fetch !== null) return this.#fetch(request.fetch, reply)
    const answer = this.#answer(request, payload)
    if (mischief === 'drop-after') return void socket.destroy()
    if (mischief === 'silent-after') return
    if (answer !== undefined) reply(answer)
  }

  #answer(request: Request, payload: Buffer): ResponseInit | undefined {
    if (request.metadata !== null) {
      const names = request.metadata.all ? [...this.topics.keys()] : request.metadata.names
      return {
        metadata: { topics: names.map((name) => this.#metadata(name, request.metadata?.create === true)) },
      }
    }
    if (request.createTopics !== null) {
      const topics = request.createTopics.topics.map(({ name, partitions }) => {
        if (!this.topics.has(name)) this.create(name, partitions || 1)
        return this.#metadata(name, false)
      })
      return { createTopics: { topics } }
    }
    if (request.initProducerId !== null) {
      const { hasPrevious, producerId, producerEpoch } = request.initProducerId
      if (hasPrevious) return { initProducerId: { producerId, producerEpoch: producerEpoch + 1 } }
      return { initProducerId: { producerId: this.#nextProducerId++, producerEpoch: 0 } }
    }
    if (request.listOffsets !== null) {
      const answers = request.listOffsets.queries.map((query) => {
        const log = this.#byId(query.topicId)?.logs[query.partition]
        if (log === undefined) return { partition: query.partition, failure: fail('UNKNOWN_TOPIC_ID') }
        const atTime = log.batches.find(
          ({ bytes }) => BatchHeader.read(bytes).maxTimestamp >= query.timestampMs,
        )
        const offset = query.kind === 0 ? log.start : query.kind === 1 ? log.end : (atTime?.base ?? log.end)
        return { partition: query.partition, offset, found: query.kind !== 2 || atTime !== undefined }
      })
      return { listOffsets: { answers } }
    }
    if (request.describeTopics !== null) {
      const topics = request.describeTopics.topics.map(({ name, id }) => {
        const topic = this.topics.get(name) ?? this.#byId(id)
        if (topic === undefined) return { name, failure: fail('UNKNOWN_TOPIC') }
        const partitions = topic.logs.map((log, partition) => ({
          partition,
          durableOffset: log.end,
          state: 'open',
        }))
        return { name: topic.name, id: topic.id, partitions }
      })
      return { describeTopics: { topics } }
    }
    if (request.produce !== null) return this.#produce(request.produce, payload)
    return { failure: fail('INVALID_REQUEST') }
  }

  #produce(produce: ProduceRequest, payload: Buffer): ResponseInit | undefined {
    let position = 0
    const results = produce.partitions.map(({ topicId, partition, payloadBytes }) => {
      const bytes = Buffer.from(payload.subarray(position, position + payloadBytes))
      position += payloadBytes
      const topic = this.#byId(topicId)
      if (topic === undefined) return { partition, failure: fail('UNKNOWN_TOPIC_ID') }
      const log = topic.logs[partition]
      if (log === undefined) return { partition, failure: fail('UNKNOWN_PARTITION') }
      if (verifyBatch(bytes) !== bytes.length) return { partition, failure: fail('INVALID_BATCH') }
      if (bytes.length > topic.messageBytesMax) return { partition, failure: fail('MESSAGE_TOO_LARGE') }
      return { partition, ...this.#append(log, bytes) }
    })
    return produce.acks === 2 ? undefined : { produce: { results } }
  }

  #append(log: FakeLog, bytes: Buffer) {
    const { producerId, producerEpoch, baseSequence, recordsCount } = BatchHeader.read(bytes)
    if (producerId >= 0) {
      const state = log.producers.get(producerId) ?? { epoch: producerEpoch, kept: [] }
      const repeat = state.kept.find((each) => each.sequence === baseSequence && each.count === recordsCount)
      if (repeat && producerEpoch === state.epoch)
        return { baseOffset: repeat.base, durableOffset: log.end, duplicate: true }
      if (producerEpoch < state.epoch) return { failure: fail('INVALID_PRODUCER_EPOCH') }
      const last = producerEpoch > state.epoch ? undefined : state.kept.at(-1)
      const wanted = last === undefined ? 0 : (last.sequence + last.count) % 2 ** 31
      if (baseSequence !== wanted) {
        return {
          failure: fail(log.producers.has(producerId) ? 'OUT_OF_ORDER_SEQUENCE' : 'UNKNOWN_PRODUCER_ID'),
        }
      }
      if (producerEpoch > state.epoch) state.kept.length = 0
      state.epoch = producerEpoch
      state.kept.push({ sequence: baseSequence, count: recordsCount, base: log.end })
      if (state.kept.length > 5) state.kept.shift()
      log.producers.set(producerId, state)
    }
    const base = log.end
    stampOffsets(bytes, 0, base, this.bootEpoch)
    log.end += recordsCount
    log.batches.push({ bytes, base, next: log.end })
    return { baseOffset: base, appendedOffset: log.end, durableOffset: log.end }
  }

  async #fetch(fetch: FetchRequest, reply: (answer: ResponseInit, parts?: Buffer[]) => void): Promise<void> {
    const until = Date.now() + fetch.maxWaitMs
    for (;;) {
      const parts: Buffer[] = []
      const results = fetch.partitions.map((wanted) => {
        const { partition, offset } = wanted
        const log = this.#byId(wanted.topicId)?.logs[partition]
        if (log === undefined) return { partition, failure: fail('UNKNOWN_TOPIC_ID') }
        const facts = { partition, logStartOffset: log.start, logEndOffset: log.end, visibleOffset: log.end }
        if (offset < log.start || offset > log.end) {
          const details = { logStartOffset: log.start, visibleOffset: log.end }
          return {
            ...facts,
            failure: toFailure(new SluiceError('OFFSET_OUT_OF_RANGE', undefined, { details })),
          }
        }
        let bytes = 0
        for (const batch of log.batches) {
          if (batch.next <= offset) continue
          if (bytes > 0 && bytes + batch.bytes.length > wanted.maxBytes) break
          bytes += batchBytes(batch.bytes, 0)
          parts.push(batch.bytes)
        }
        return { ...facts, payloadBytes: bytes }
      })
      const full = parts.length > 0 || results.some((result) => 'failure' in result)
      if (full || Date.now() >= until) return reply({ fetch: { results } }, parts)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  #metadata(name: string, create: boolean) {
    if (!this.topics.has(name) && create && this.autoCreate) this.create(name)
    const topic = this.topics.get(name)
    if (topic === undefined) return { name, failure: fail('UNKNOWN_TOPIC') }
    const partitions = topic.logs.map((_, partition) => ({ partition, leaderEpoch: this.bootEpoch }))
    return {
      name,
      id: topic.id,
      partitions,
      messageBytesMax: topic.messageBytesMax,
      durable: true,
      compacted: topic.compacted === true,
    }
  }

  #byId(id: Uint8Array): FakeTopic | undefined {
    return [...this.topics.values()].find((topic) => topic.id.equals(id))
  }
}

function fail(code: ErrorName) {
  return toFailure(new SluiceError(code))
}

// What the tests of this room share: a broker per describe block, and requests spelled out once.
import { expect } from 'chai'
import { type RunningBroker, startBroker, type StartBrokerOptions } from '../../broker/index.ts'
import { encodeBatch } from '../../protocol/batch.ts'
import { ErrorCode, type ErrorName } from '../../protocol/errors.ts'
import type {
  Failure,
  FetchPartitionInit,
  FetchRequestInit,
  FetchResult,
  ProduceRequestInit,
  ProduceResult,
} from '../../protocol/messages.ts'
import { RawPeer } from './raw-peer.ts'

/** Starts a broker before the tests of the enclosing block and closes it after them. */
export function brokerOf(options: StartBrokerOptions = {}): () => RunningBroker {
  let broker: RunningBroker | undefined
  before(async () => {
    broker = await startBroker({ logLevel: 'silent', ...options })
  })
  after(async () => {
    await broker?.close()
  })
  return () => broker as RunningBroker
}

export function expectFailure(failure: Failure | null | undefined, name: ErrorName): Failure {
  expect(failure, `expected the failure ${name}`).to.not.equal(null).and.not.equal(undefined)
  const { code, message } = failure as Failure
  expect(code, message).to.equal(ErrorCode[name].number)
  return failure as Failure
}

export function expectNoFailure(failure: Failure | null): void {
  expect(failure?.message).to.equal(undefined)
}

export function batchOf(...values: string[]): Buffer {
  return encodeBatch(values.map((value) => ({ value })))
}

export async function createTopic(
  peer: RawPeer,
  name: string,
  partitions = 1,
  settings: Record<string, string> = {},
): Promise<Uint8Array> {
  const list = Object.entries(settings).map(([key, value]) => ({ key, value }))
  const { response } = await peer.call({ createTopics: { topics: [{ name, partitions, settings: list }] } })
  const topic = response.createTopics?.topics[0]
  expectNoFailure(topic?.failure ?? null)
  return Buffer.from(topic?.id as Uint8Array)
}

export async function produce(
  peer: RawPeer,
  topicId: Uint8Array,
  payload: Buffer,
  request: ProduceRequestInit & { partition?: number } = {},
): Promise<ProduceResult> {
  const { partition = 0, ...rest } = request
  const partitions = [{ topicId, partition, payloadBytes: payload.length }]
  const { response } = await peer.call({ produce: { partitions, ...rest } }, payload)
  if (response.produce === null) throw new Error(`produce failed: ${response.failure?.message}`)
  return response.produce.results[0] as ProduceResult
}

export async function fetch(
  peer: RawPeer,
  topicId: Uint8Array,
  wish: FetchPartitionInit = {},
  request: FetchRequestInit = {},
): Promise<{ result: FetchResult; payload: Buffer }> {
  const partitions = [{ topicId, partition: 0, offset: 0, maxBytes: 1 << 20, ...wish }]
  const { response, payload } = await peer.call({ fetch: { maxBytes: 1 << 20, partitions, ...request } })
  if (response.fetch === null) throw new Error(`fetch failed: ${response.failure?.message}`)
  return { result: response.fetch.results[0] as FetchResult, payload }
}

/** The broker still answers a new client: nothing of what went before harmed it. */
export async function expectAlive(broker: RunningBroker): Promise<void> {
  const peer = await RawPeer.hello(broker.address)
  const { response } = await peer.call({ metadata: { all: true } })
  expect(response.metadata).to.not.equal(null)
  await peer.close()
}

import { expect } from 'chai'
import type { Store } from '../../storage/store.ts'
import { append, appended, makeBatch, makeDirectory, openStore } from './fixture.ts'

const EXPIRATION_MS = 60_000

/** producer.id.expiration.ms: what is forgotten goes by the time of the last append, on idle logs too, restarts included. */
describe('storage: producers expire', () => {
  const directory = makeDirectory()
  let store: Store
  let nowMs = 1_750_000_000_000
  const open = () =>
    openStore(directory.path, { clock: { nowMs: () => nowMs }, producerExpirationMs: EXPIRATION_MS })
  const batch = (producerId: number, baseSequence: number) =>
    makeBatch({ producerId, producerEpoch: 0, baseSequence })
  const log = () =>
    store.topicByName('t')?.logs[0] as NonNullable<ReturnType<Store['topicByName']>>['logs'][0]
  const pass = async (ms: number) => {
    nowMs += ms
    await store.maintain()
  }

  before(async () => {
    store = await open()
    await store.createTopic({ name: 't', partitions: 1, settings: {} })
  })
  after(async () => {
    await store.close()
    directory.remove()
  })

  it('forgets the idle one, keeps the other, and after a restart just the same', async () => {
    await appended(log(), batch(7, 0))
    await pass(EXPIRATION_MS / 2)
    await appended(log(), batch(8, 0))
    await pass(EXPIRATION_MS / 2)
    expect((await appended(log(), batch(7, 0))).duplicate).to.equal(true) // to the millisecond not over
    await pass(1)
    expect((await append(log(), batch(7, 1))).error?.code).to.equal('UNKNOWN_PRODUCER_ID')
    await store.close()
    store = await open()
    await pass(0)
    expect((await append(log(), batch(7, 1))).error?.code).to.equal('UNKNOWN_PRODUCER_ID')
    expect((await appended(log(), batch(8, 0))).baseOffset).to.equal(1)
    expect((await appended(log(), batch(8, 1))).baseOffset).to.equal(2)
  })
})

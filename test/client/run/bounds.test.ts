import { expect } from 'chai'
import { serde, topic } from '../../../client/index.ts'
import type { RunOptions } from '../../../client/run/options.ts'
import { run } from '../../../client/run/run.ts'
import type { AnyRecord } from '../../../client/run/source.ts'
import { limits } from '../../../protocol/limits.ts'
import { FakeSource } from './fake-source.ts'
import { gate, until } from './fixture.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })

describe('client/run: bounds', () => {
  let source: FakeSource
  let stop: AbortController
  beforeEach(() => {
    source = new FakeSource()
    stop = new AbortController()
  })
  const begin = (handler: Parameters<typeof run>[1], options: RunOptions = {}) =>
    run(source, handler, { signal: stop.signal, ...options })
  const fill = (count: number, handle = orders) => {
    const log = source.log(handle)
    log.append(...Array.from({ length: count }, () => ['k'] as const))
    return log
  }

  it('what waits behind a busy key, and how far a stuck record is passed, is bounded', async () => {
    const log = source.log(orders)
    log.batchRecords = 5_000
    log.records = Array.from({ length: 60_000 }, (_, offset) => ({
      offset,
      key: offset < 30_000 ? 'a' : null,
      value: 'v',
    }))
    const { promise, open } = gate()
    let begun = 0
    const handler = (record: AnyRecord) => {
      begun += 1
      return record.offset === 0 ? promise : undefined
    }
    const running = begin(handler, { order: 'key', concurrency: 4 })
    await until(() => log.position >= limits.runWindowRecords)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([begun, log.position]).to.deep.equal([1, 25_000])
    open()
    await until(() => log.lease?.finishedOffset === 60_000)
    stop.abort()
    await running
    const other = source.log(orders)
    log.lose()
    other.batchRecords = 5_000
    other.records = log.records.map(({ offset }) => ({ offset, key: null, value: 'v' }))
    stop = new AbortController()
    const hold = gate()
    begun = 0
    const none = begin((record) => (begun++, record.offset === 0 ? hold.promise : undefined), {
      order: 'none',
      concurrency: 4,
    })
    await until(() => begun === limits.runWindowRecords)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(begun).to.equal(limits.runWindowRecords)
    hold.open()
    await until(() => other.lease?.finishedOffset === 60_000)
    stop.abort()
    await none
  })

  it("what waits behind a busy key is in nobody's way while its partition is paused, and comes once after that", async () => {
    const [hot, more, other] = [source.log(orders), source.log(orders), source.log(orders)]
    hot.batchRecords = 20_000
    more.batchRecords = 100
    const lone = [1, 5_000]
    hot.records = Array.from({ length: 20_000 }, (_, offset) => ({
      offset,
      key: lone.includes(offset) ? null : 'hot',
      value: 'v',
    }))
    const [first, second] = [gate(), gate()]
    const seen: string[] = []
    const running = begin(
      ({ partition, offset }) => {
        seen.push(`${partition}/${offset}`)
        if (offset > 0 || partition === 1) return undefined
        return partition === 0 ? first.promise : second.promise
      },
      { order: 'key', concurrency: 4 },
    )
    await until(() => hot.position === 20_000 && seen.length === 3)
    more.append(...Array.from({ length: 100 }, () => ['hot'] as const))
    await until(() => more.position === 100) // the lines are full
    for (const each of [hot, more]) source.pause(each, true)
    other.append(['hot'], ['b'], ['hot'])
    await until(() => seen.at(-1) === '2/1')
    expect([hot.position, more.position]).to.deep.equal([2, 0])
    first.open() // the key goes on with what is not paused
    await until(() => seen.at(-1) === '2/0')
    expect([hot.lease?.finishedOffset, hot.lease?.holds, more.lease?.holds]).to.deep.equal([2, 0, 0])
    for (const each of [hot, more]) source.pause(each, false)
    second.open()
    await until(() => source.logs.every(({ lease, end }) => lease?.finishedOffset === end))
    expect([seen.length, new Set(seen).size]).to.deep.equal([20_103, 20_103])
    stop.abort()
    await running
  })

  it('a partition that is stuck does not hold up the others, nor fill the memory', async () => {
    for (const passesOver of [true, false]) {
      source = new FakeSource()
      stop = new AbortController()
      source.passesOver = passesOver
      const [stuck, free] = [fill(100), fill(20)]
      const { promise, open } = gate()
      const running = begin((record) => (record.partition === 0 ? promise : undefined), { concurrency: 2 })
      await until(() => (passesOver ? free.lease?.finishedOffset === 20 : stuck.position === 15))
      expect(stuck.position).to.equal(passesOver ? 10 : 15)
      open()
      await until(() => stuck.lease?.finishedOffset === 100 && free.lease?.finishedOffset === 20)
      stop.abort()
      await running
    }
  })

  it('lets the event loop turn while handlers wait for nothing', async () => {
    const log = source.log(orders)
    log.batchRecords = 20_000
    log.records = Array.from({ length: 20_000 }, (_, offset) => ({ offset, key: null, value: 'v' }))
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const running = begin(() => {
      const endsMs = performance.now() + 0.01
      while (performance.now() < endsMs);
    })
    await until(() => log.lease?.finishedOffset === 20_000)
    clearInterval(timer)
    stop.abort()
    await running
    expect(turns).to.be.greaterThan(5)
  })
})

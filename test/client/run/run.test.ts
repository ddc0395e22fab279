// run() (client/run/run.ts) on a fake source of records: concurrency, order, windows, signals, its end.
import { expect } from 'chai'
import { tracingChannel } from 'node:diagnostics_channel'
import { type ErrorName, isSluiceError, serde, topic } from '../../../client/index.ts'
import type { Producer } from '../../../client/producer/producer.ts'
import type { RunOptions } from '../../../client/run/options.ts'
import { run } from '../../../client/run/run.ts'
import type { AnyRecord } from '../../../client/run/source.ts'
import type { ProcessContext } from '../../../client/tracing.ts'
import { limits } from '../../../protocol/limits.ts'
import { FakeSource } from './fake-source.ts'
import { failure } from '../failure.ts'
import { deadLetters, failsAtTwo, gate, until } from './fixture.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })

describe('client/run', () => {
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

  it('abort: what is in hand is waited for and committed, the rest is delivered again', async () => {
    const log = fill(5)
    const { promise, open } = gate()
    const seen: number[] = []
    let signal: AbortSignal | undefined
    const running = begin(async (record, context) => {
      seen.push(record.offset)
      signal = context.signal
      if (record.offset === 2) await promise
    })
    await until(() => seen.length === 3)
    stop.abort(new Error('enough'))
    expect([signal?.aborted, (signal?.reason as Error | undefined)?.message]).to.deep.equal([true, 'enough'])
    open()
    await running
    expect([log.lease?.finishedOffset, log.position, log.lease?.holds, source.commits]).to.deep.equal([
      3, 3, 0, 1,
    ])
    stop = new AbortController()
    const again = begin((record) => seen.push(record.offset))
    await until(() => seen.length === 5)
    stop.abort()
    await again
    expect(seen).to.deep.equal([0, 1, 2, 3, 4])
  })

  it('ends when the consumer is closed, and at once with a signal that fired before', async () => {
    fill(3)
    const seen: number[] = []
    const running = begin((record) => seen.push(record.offset))
    await until(() => seen.length === 3)
    source.close()
    await running
    await begin(() => seen.push(9), { signal: AbortSignal.abort() })
    expect(seen).to.deep.equal([0, 1, 2])
  })

  for (const [how, handler] of [
    ['throws', (record: AnyRecord) => failsAtTwo(record)],
    ['rejects', async (record: AnyRecord) => failsAtTwo(record)],
  ] as const) {
    it(`a handler that ${how}: HANDLER_FAILED with its place, everything from there on is delivered again`, async () => {
      const log = fill(5)
      const error = await failure(begin(handler))
      expect([error.code, error.topic, error.partition, error.offset]).to.deep.equal([
        'HANDLER_FAILED',
        'orders',
        0,
        2,
      ])
      expect((error.cause as Error).message).to.equal('no 2')
      expect([log.lease?.finishedOffset, log.position, log.lease?.holds, source.commits]).to.deep.equal([
        2, 2, 0, 1,
      ])
    })
  }

  it('a failure lets the others in flight finish, and commits below the lowest unfinished one', async () => {
    const [failing, other] = [fill(3), fill(3)]
    const [{ promise, open }, both] = [gate(), gate()]
    const seen: string[] = []
    const running = begin(
      async (record) => {
        if (record.partition === 0) {
          await both.promise
          throw new Error('no')
        }
        both.open()
        await promise
        seen.push(`${record.partition}/${record.offset}`)
      },
      { concurrency: 4 },
    )
    await both.promise
    await new Promise((resolve) => setTimeout(resolve, 5))
    open()
    expect((await failure(running)).code).to.equal('HANDLER_FAILED')
    expect(seen).to.deep.equal(['1/0'])
    expect([other.lease?.finishedOffset, other.position, failing.position]).to.deep.equal([1, 1, 0])
  })

  it('a revoked partition: what is in hand finishes and counts, its signal does not fire', async () => {
    const log = fill(3)
    const { promise, open } = gate()
    const signals: AbortSignal[] = []
    const running = begin(async (_, { signal }) => {
      signals.push(signal)
      await promise
    })
    await until(() => signals.length === 1)
    const revoked = log.revoke()
    expect(signals[0]?.aborted).to.equal(false)
    open()
    await revoked
    expect(log.committed).to.equal(1)
    stop.abort()
    await running
  })

  it('a lost partition: the signal of its handlers fires, what they finish counts for nothing', async () => {
    const log = fill(2)
    const { promise, open } = gate()
    let signal: AbortSignal | undefined
    const running = begin(async (_, context) => {
      signal = context.signal
      await promise
    })
    await until(() => signal !== undefined)
    const { lease } = log
    log.lose()
    expect([signal?.aborted, isSluiceError(signal?.reason)]).to.deep.equal([true, true])
    open()
    stop.abort()
    await running
    expect([lease?.finishedOffset, lease?.holds]).to.deep.equal([undefined, 0])
  })

  it('a handler that never ends is left behind once its partition is lost and run() is to end', async function () {
    this.timeout(limits.runAbandonMs + 5_000)
    const log = fill(2)
    const endless = new Promise(() => {})
    let begun = false
    const running = begin(() => {
      begun = true
      return endless
    })
    await until(() => begun)
    source.close()
    log.lose()
    const error = await failure(running)
    expect([error.code, error.partition]).to.deep.equal(['HANDLER_FAILED', 0])
    expect(error.message).to.contain('1 handlers had not ended')
  })

  it('key: a slow key holds up nobody else, and a record without key nobody at all', async () => {
    const log = source.log(orders)
    log.batchRecords = 100
    log.append(['a'], ['b'], ['a'], [null], [null], ['b'])
    const { promise, open } = gate()
    const seen: string[] = []
    const running = begin(
      async (record) => {
        seen.push(`${record.key}${record.offset}`)
        if (record.offset === 0) await promise
      },
      { order: 'key', concurrency: 2 },
    )
    await until(() => seen.length === 5)
    expect(seen).to.deep.equal(['a0', 'b1', 'null3', 'null4', 'b5'])
    expect(log.lease?.finishedOffset).to.equal(undefined)
    open()
    await until(() => log.lease?.finishedOffset === 6)
    expect(seen.at(-1)).to.equal('a2')
    stop.abort()
    await running
  })

  it('a paused partition: what waits for its key is not in hand, and comes again after resume', async () => {
    const [busy, paused] = [fill(1), fill(2)]
    const { promise, open } = gate()
    const seen: string[] = []
    const running = begin(
      (record) => {
        seen.push(`${record.partition}/${record.offset} ${paused.lease?.holds}`)
        return record.partition === 0 ? promise : undefined
      },
      { order: 'key', concurrency: 2 },
    )
    await until(() => busy.position === 1 && paused.position === 2)
    source.pause(paused, true)
    expect(paused.lease?.holds).to.equal(0)
    source.pause(paused, false)
    await until(() => paused.position === 2 && paused.lease?.holds === 1)
    source.pause(paused, true)
    open()
    await until(() => busy.lease?.finishedOffset === 1)
    source.pause(paused, false)
    await until(() => paused.lease?.finishedOffset === 2)
    expect(seen.slice(1)).to.deep.equal(['1/0 1', '1/1 1'])
    stop.abort()
    await running
  })

  for (const how of ['at once', 'later'])
    it(`a handler that pauses its own partition while a record waits for its key, and ends ${how}: each comes once`, async () => {
      const log = source.log(orders)
      log.append(['a'], ['a'], ['b'])
      const { promise, open } = gate()
      const seen: number[] = []
      const running = begin(
        ({ offset }) => {
          seen.push(offset)
          if (offset === 0) return promise
          if (offset !== 2) return undefined
          source.pause(log, true)
          return how === 'later' ? Promise.resolve() : undefined
        },
        { order: 'key', concurrency: 2 },
      )
      await until(() => seen.length === 2 && log.position === 1)
      open()
      await until(() => log.lease?.finishedOffset === 1 && log.lease.holds === 0)
      source.pause(log, false)
      await until(() => log.lease?.finishedOffset === 3)
      expect([seen, log.position, log.lease?.holds]).to.deep.equal([[0, 2, 1], 3, 0])
      stop.abort()
      await running
    })

  it('what waits for its key in a paused partition keeps the key from nobody once the partition is revoked', async () => {
    const [busy, paused] = [fill(1), fill(2)]
    const { promise, open } = gate()
    const seen: string[] = []
    const running = begin(
      ({ partition, offset }) => {
        seen.push(`${partition}/${offset}`)
        return partition === 0 ? promise : undefined
      },
      { order: 'key', concurrency: 2 },
    )
    await until(() => busy.position === 1 && paused.position === 2)
    source.pause(paused, true)
    open()
    await until(() => busy.lease?.finishedOffset === 1)
    await paused.revoke()
    paused.assign()
    await until(() => paused.lease?.finishedOffset === 2)
    expect(seen).to.deep.equal(['0/0', '1/0', '1/1'])
    stop.abort()
    await running
  })

  it('each call of a handler is traced, with its failure', async () => {
    const channel = tracingChannel<object, ProcessContext>('sluice:process')
    const told: unknown[] = []
    const subscribers = {
      start: ({ group, topic, partition, offset, attempt }: ProcessContext) =>
        told.push([group, topic, partition, offset, attempt]),
      asyncEnd: ({ error }: ProcessContext) => told.push((error as Error | undefined)?.message),
      end: () => {},
      asyncStart: () => {},
      error: () => {},
    }
    channel.subscribe(subscribers)
    try {
      const log = fill(1)
      source.group = 'billing'
      let tries = 0
      const handler = () => {
        if (++tries === 1) throw new Error('once')
      }
      const running = begin(handler, { retry: { attempts: 2, backoffMs: 0 } })
      await until(() => log.lease?.finishedOffset === 1)
      stop.abort()
      await running
    } finally {
      channel.unsubscribe(subscribers)
    }
    expect(told).to.deep.equal([
      ['billing', 'orders', 0, 0, 1],
      'once',
      ['billing', 'orders', 0, 0, 2],
      undefined,
    ])
  })

  it('refuses what cannot be meant', async () => {
    const { producer } = deadLetters()
    const leader = { acks: 'leader' } as Producer
    const cases: [RunOptions, string][] = [
      [{ concurrancy: 2 } as RunOptions, 'did you mean concurrency'],
      [{ concurrency: 0 }, 'from 1 to 10000'],
      [{ concurrency: 10_001 }, 'from 1 to 10000'],
      [{ order: 'keys' as never }, 'partition, key, none'],
      [{ retry: { attempts: 0 } }, 'attempts is 0'],
      [{ retry: { backoff: 5 } as never }, 'did you mean backoffMs'],
      [{ retry: { backoffMs: 10, maxBackoffMs: 5 } }, 'below backoffMs'],
      [{ deadLetter: { topic: 'dead' } as never }, 'needs a topic and a producer'],
      [{ deadLetter: { topic: 'dead', producer: leader } }, "acks: 'leader'"],
      [{ deadLetter: { topic: 'dead', producers: producer } as never }, 'did you mean producer'],
      [{ onUndecodable: 'dead-letter' }, 'needs deadLetter'],
      [{ signal: 5 as never }, 'an AbortSignal'],
    ]
    for (const [options, text] of cases) {
      const error = await failure(run(source, () => {}, options))
      expect([error.code, error.message.includes(text)], error.message).to.deep.equal([
        'INVALID_OPTION',
        true,
      ])
    }
    expect((await failure(run(source, 5 as never))).code).to.equal('INVALID_ARGUMENT' satisfies ErrorName)
    const running = begin(() => {})
    expect((await failure(run(source, () => {}))).code).to.equal('INVALID_ARGUMENT')
    stop.abort()
    await running
  })

  it('what the consumer throws ends it, and so does a failed commit at the end', async () => {
    const log = fill(2)
    source.pullFailure = new Error('out of range')
    await begin(() => {}).then(
      () => expect.fail('it did not fail'),
      (error: Error) => expect(error.message).to.equal('out of range'),
    )
    source.pullFailure = undefined
    source.commitFinished = () => Promise.reject(new Error('no commit'))
    const running = begin(() => {})
    await until(() => log.lease?.finishedOffset === 2)
    stop.abort()
    await running.then(
      () => expect.fail('it did not fail'),
      (error: Error) => expect(error.message).to.equal('no commit'),
    )
  })
})

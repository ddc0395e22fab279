import { expect } from 'chai'
import { type ErrorName, isSluiceError, type SluiceError, serde, topic } from '../../../client/index.ts'
import type { Producer } from '../../../client/producer.ts'
import type { RunOptions } from '../../../client/run/options.ts'
import { run } from '../../../client/run/run.ts'
import type { AnyRecord } from '../../../client/run/source.ts'
import type { RecordInput } from '../../../client/topic.ts'
import { limits } from '../../../protocol/limits.ts'
import { FakeSource } from './fake-source.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })
const json = topic('orders', { value: serde.json<object>() })

async function failure(promise: Promise<unknown>): Promise<SluiceError> {
  try {
    await promise
  } catch (error) {
    if (isSluiceError(error)) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** A promise with its ends. */
function gate(): { promise: Promise<void>; open: () => void } {
  let open!: () => void
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

async function until(what: () => boolean): Promise<void> {
  const endsMs = performance.now() + 5_000
  while (!what()) {
    if (performance.now() > endsMs) throw new Error(`never: ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

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
    ['throws', (record: AnyRecord) => thrown(record)],
    ['rejects', async (record: AnyRecord) => thrown(record)],
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
  function thrown(record: AnyRecord): void {
    if (record.offset === 2) throw new Error('no 2')
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

  it('tries again in place, with waits, as often as told and as retryIf allows', async () => {
    fill(3)
    const seen: number[] = []
    const handler = (record: AnyRecord) => {
      seen.push(record.offset)
      if (record.offset === 1 && seen.length < 4) throw new Error('not yet')
      if (record.offset === 2) throw new TypeError('never')
    }
    const retryIf = (error: unknown) => !(error instanceof TypeError)
    const error = await failure(begin(handler, { retry: { attempts: 3, backoffMs: 1, retryIf } }))
    expect(seen).to.deep.equal([0, 1, 1, 1, 2])
    expect([error.offset, error.details?.attempts]).to.deep.equal([2, 1])
    const early = await failure(
      begin(handler, { retry: { attempts: 2, retryIf: () => thrown({ offset: 2 } as AnyRecord) as never } }),
    )
    expect((early.cause as Error).message).to.equal('no 2')
  })

  it('a wait between tries ends with the signal, and with the lease', async () => {
    const log = fill(1)
    let tries = 0
    const retry = { attempts: Number.POSITIVE_INFINITY, backoffMs: 2 ** 31 - 1 }
    const fail = () => {
      tries += 1
      throw new Error('no')
    }
    const aborted = begin(fail, { retry })
    await until(() => tries === 1)
    stop.abort()
    await aborted
    expect([tries, log.position, log.lease?.finishedOffset]).to.deep.equal([1, 0, undefined])
    stop = new AbortController()
    const revoked = begin(fail, { retry })
    await until(() => tries === 2)
    await log.revoke()
    stop.abort()
    await revoked
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

  it('a paused partition: what waits for its key keeps waiting, is not in hand, and goes on after resume', async () => {
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
    expect(paused.lease?.holds).to.equal(1)
    source.pause(paused, true)
    open()
    await until(() => busy.lease?.finishedOffset === 1)
    source.pause(paused, false)
    await until(() => paused.lease?.finishedOffset === 2)
    expect(seen.slice(1)).to.deep.equal(['1/0 1', '1/1 1'])
    stop.abort()
    await running
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

  describe('what cannot be decoded', () => {
    beforeEach(() => {
      source.log(json).append(['k', '{}'], ['k', '{'], ['k', '{}'])
    })

    it('fails by default, and is no matter for retry or deadLetter', async () => {
      const dead = deadLetters()
      const seen: number[] = []
      const options = { retry: { attempts: 5 }, deadLetter: { topic: 'dead', producer: dead.producer } }
      const error = await failure(begin((record) => seen.push(record.offset), options))
      expect([error.code, error.offset, seen, dead.sent.length]).to.deep.equal(['SERDE_FAILED', 1, [0], 0])
      expect(source.logs[0]?.lease?.finishedOffset).to.equal(1)
    })

    it('is skipped, with a warning, or goes to the dead letters', async () => {
      const warnings: object[] = []
      source.logger = { ...source.logger, warn: (facts) => warnings.push(facts) }
      const seen: number[] = []
      const skipping = begin((record) => seen.push(record.offset), { onUndecodable: 'skip' })
      await until(() => source.logs[0]?.lease?.finishedOffset === 3)
      stop.abort()
      await skipping
      expect([seen, warnings.length]).to.deep.equal([[0, 2], 1])
      source.log(json).append(['k', '{'])
      stop = new AbortController()
      const dead = deadLetters()
      const burying = begin(() => {}, {
        onUndecodable: 'dead-letter',
        deadLetter: { topic: 'dead', producer: dead.producer },
      })
      await until(() => source.logs[1]?.lease?.finishedOffset === 1)
      stop.abort()
      await burying
      expect(Object.fromEntries(dead.sent[0]?.headers as [string, string][])).to.include({
        'sluice-error-code': 'SERDE_FAILED',
        'sluice-attempts': '0',
      })
    })
  })

  describe('dead letters', () => {
    it('take the record as it was, and say where from and why; then it is finished', async () => {
      const log = fill(3)
      source.group = 'billing'
      const dead = deadLetters()
      const options = {
        retry: { attempts: 2, backoffMs: 0 },
        deadLetter: { topic: orders2, producer: dead.producer },
      }
      const running = begin((record) => thrown(record), options)
      await until(() => log.lease?.finishedOffset === 3)
      stop.abort()
      await running
      expect(dead.sent).to.have.length(1)
      const { name, key, value, headers, timestamp } = dead.sent[0]!
      expect([name, String(key), String(value), timestamp]).to.deep.equal(['dead', 'k', 'v', 1000])
      expect(headers).to.deep.equal([
        ['sluice-original-topic', 'orders'],
        ['sluice-original-partition', '0'],
        ['sluice-original-offset', '2'],
        ['sluice-error-code', 'Error'],
        ['sluice-error-message', 'no 2'],
        ['sluice-attempts', '2'],
        ['sluice-group', 'billing'],
      ])
    })

    it('that cannot be stored end run(), and the record is not finished; so do those for the topic itself', async () => {
      const log = fill(3)
      const dead = deadLetters(new Error('full'))
      const error = await failure(begin(thrown, { deadLetter: { topic: 'dead', producer: dead.producer } }))
      expect([error.code, error.offset, (error.cause as Error).message]).to.deep.equal([
        'HANDLER_FAILED',
        2,
        'full',
      ])
      expect((error.details?.handlerError as Error | undefined)?.message).to.equal('no 2')
      expect(log.lease?.finishedOffset).to.equal(2)
      const own = await failure(
        begin(thrown, { deadLetter: { topic: 'orders', producer: deadLetters().producer } }),
      )
      expect((own.cause as SluiceError).code).to.equal('INVALID_OPTION')
    })
    const orders2 = topic('dead', { value: serde.json() })
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

function deadLetters(failing?: Error) {
  const sent: (RecordInput<unknown, unknown> & { name: string })[] = []
  const send = async (name: string, record: RecordInput<unknown, unknown>) => {
    if (failing !== undefined) throw failing
    sent.push({ name, ...record })
  }
  return { sent, producer: { acks: 'all', send } as unknown as Producer }
}

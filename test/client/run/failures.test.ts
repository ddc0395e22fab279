// run() where handlers fail or records cannot be decoded: retries and dead letters. A fake source of records.
import { expect } from 'chai'
import { type SluiceError, serde, topic } from '../../../client/index.ts'
import type { RunOptions } from '../../../client/run/options.ts'
import { run } from '../../../client/run/run.ts'
import type { AnyRecord } from '../../../client/run/source.ts'
import { type FakeLease, FakeSource } from './fake-source.ts'
import { failure } from '../failure.ts'
import { deadLetters, failsAtTwo, until } from './fixture.ts'

const orders = topic('orders', { key: serde.utf8, value: serde.utf8 })
const json = topic('orders', { value: serde.json<object>() })

describe('client/run: failures', () => {
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
      begin(handler, {
        retry: { attempts: 2, retryIf: () => failsAtTwo({ offset: 2 } as AnyRecord) as never },
      }),
    )
    expect((early.cause as Error).message).to.equal('no 2')
  })

  it('each further try is told as activity', async () => {
    const log = fill(2)
    let tries = 0
    const running = begin(
      ({ offset }) => {
        if (offset === 0 && ++tries < 4) throw new Error('not yet')
      },
      { retry: { attempts: Number.POSITIVE_INFINITY, backoffMs: 0 } },
    )
    await until(() => log.lease?.finishedOffset === 2)
    expect(log.lease?.triedAgainCount).to.equal(3)
    stop.abort()
    await running
  })

  it('tries nothing again while nobody knows whose the partition is', async () => {
    const log = source.log()
    log.append(['a'])
    let tries = 0
    const lease = log.lease as FakeLease
    lease.fenced = true
    const retry = { attempts: Number.POSITIVE_INFINITY, backoffMs: 0 }
    const running = begin(
      () => {
        if (++tries < 3) throw new Error('not yet')
        source.close()
      },
      { retry },
    )
    await until(() => tries > 0)
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
    expect([tries, lease.triedAgainCount]).to.deep.equal([1, 0])
    lease.fenced = false
    await running
    expect(tries).to.equal(3)
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
      const running = begin((record) => failsAtTwo(record), options)
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
      const error = await failure(
        begin(failsAtTwo, { deadLetter: { topic: 'dead', producer: dead.producer } }),
      )
      expect([error.code, error.offset, (error.cause as Error).message]).to.deep.equal([
        'HANDLER_FAILED',
        2,
        'full',
      ])
      expect((error.details?.handlerError as Error | undefined)?.message).to.equal('no 2')
      expect(log.lease?.finishedOffset).to.equal(2)
      const own = await failure(
        begin(failsAtTwo, { deadLetter: { topic: 'orders', producer: deadLetters().producer } }),
      )
      expect((own.cause as SluiceError).code).to.equal('INVALID_OPTION')
    })
    const orders2 = topic('dead', { value: serde.json() })
  })
})

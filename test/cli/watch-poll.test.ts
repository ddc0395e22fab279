import { expect } from 'chai'
import { Poll, type PollOptions } from '../../cli/watch/poll.ts'
import type { LagReport } from '../../protocol/lag.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { reportOf } from './watch-rows.ts'

const first = reportOf([], 'partition', 1)

/** Runs a poll; each call waits for `answer`. */
function pollWith(more: Partial<PollOptions> = {}) {
  const ended = new AbortController()
  const events: string[] = []
  const waiting: { answer: (report: LagReport) => void; fail: (error: unknown) => void }[] = []
  let arrived: () => void = () => undefined
  const poll = new Poll({
    intervalMs: 1,
    signal: ended.signal,
    wanted: () => true,
    asked: () => events.push('asked'),
    ask: () =>
      new Promise((resolve, reject) => {
        waiting.push({ answer: resolve, fail: reject })
        arrived()
      }),
    report: ({ snapshotId }) => void events.push(`report ${snapshotId}`),
    failure: (text) => void events.push(`failure ${text}`),
    ...more,
  })
  /** The call that is under way. */
  const call = async () => {
    if (waiting.length === 0) await new Promise<void>((resolve) => (arrived = resolve))
    return waiting.shift() as (typeof waiting)[number]
  }
  return { poll, events, call, waiting, end: () => ended.abort() }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('cli: the poll of the live view', () => {
  it('shows what is there, then asks once an interval, and never while a call is under way', async () => {
    const { poll, events, call, waiting, end } = pollWith()
    const running = poll.run(first)
    const one = await call()
    poll.hurry()
    await turn() // twenty intervals
    expect(waiting).to.have.length(0)
    expect(events).to.deep.equal(['report 1', 'asked'])
    one.answer(reportOf([], 'partition', 2))
    const two = await call()
    expect(events).to.deep.equal(['report 1', 'asked', 'report 2', 'asked'])
    end()
    two.fail(new Error('aborted'))
    await running
    expect(events).to.have.length(4)
  })

  it('a failure is told, and the interval waited for all the same', async () => {
    let calls = 0
    const { poll, events, end } = pollWith({
      intervalMs: 30,
      async ask() {
        calls += 1
        throw new SluiceError('DISCONNECTED', 'it went away')
      },
    })
    const running = poll.run(first)
    await new Promise((resolve) => setTimeout(resolve, 100))
    end()
    await running
    expect(calls).to.be.within(1, 4)
    expect(events.slice(0, 3)).to.deep.equal(['report 1', 'asked', 'failure DISCONNECTED it went away'])
  })

  it('hurry() ends the wait, and a pause has no calls', async () => {
    let paused = true
    const { poll, events, call, end } = pollWith({ intervalMs: 60_000, wanted: () => !paused })
    const running = poll.run(first)
    await turn()
    poll.hurry()
    await turn()
    expect(events).to.deep.equal(['report 1'])
    paused = false
    poll.hurry()
    ;(await call()).answer(reportOf([], 'partition', 2))
    await turn()
    expect(events).to.deep.equal(['report 1', 'asked', 'report 2'])
    end()
    await running
  })

  it('ends with what showing a report throws', async () => {
    const { poll } = pollWith({ report: () => Promise.reject(new Error('no paper')) })
    const thrown = await poll.run(first).catch((error: unknown) => error)
    expect(thrown).to.have.property('message', 'no paper')
  })
})

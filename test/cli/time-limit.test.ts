// Time limits of the command line: they end what they are given, also after a collection of garbage, and leave nothing behind.
import { expect } from 'chai'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { withinTime } from '../../cli/time-limit.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Settles when the signal fires: with its reason. */
const fired = (signal: AbortSignal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)))

describe('cli/time-limit', () => {
  it('fires when the time is over, whatever garbage was collected before', async () => {
    const outer = new AbortController()
    const waiting = withinTime(200, outer.signal, fired)
    for (let turns = 0; turns < 5; turns++) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      collectGarbage()
    }
    expect(await waiting)
      .to.be.an('error')
      .with.property('message', '200 ms are over')
    expect(outer.signal.aborted).to.equal(false)
  })

  it('fires with the other signal, also one that has fired', async () => {
    const outer = new AbortController()
    const waiting = withinTime(60_000, outer.signal, fired)
    outer.abort('enough')
    expect(await waiting).to.equal('enough')
    expect(await withinTime(60_000, outer.signal, async (signal) => signal.reason as unknown)).to.equal(
      'enough',
    )
  })

  it('answers what it was given answers, and does not fire afterwards', async () => {
    const outer = new AbortController()
    let given: AbortSignal | undefined
    const use = async (signal: AbortSignal) => {
      given = signal
      return 5
    }
    expect(await withinTime(60_000, outer.signal, use)).to.equal(5)
    outer.abort()
    expect(given?.aborted).to.equal(false)
  })
})

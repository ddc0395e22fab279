// When samples are taken and when not, and what becomes of windows.
import { expect } from 'chai'
import { Sampler } from '../../../broker/lag/sampler.ts'
import { RING, WINDOW } from '../../../broker/lag/sample-times.ts'
import { UnreadMemo } from '../../../broker/lag/unread-memo.ts'
import { createLogger } from '../../../broker/log.ts'
import { limits } from '../../../protocol/limits.ts'
import { LagWorld } from './lag-world.ts'

/** The timers that are made meanwhile, to be fired by hand. */
function catchTimers(): {
  readonly timers: { fire: () => void; ms: number; cleared: boolean }[]
  restore: () => void
} {
  const timers: { fire: () => void; ms: number; cleared: boolean }[] = []
  const { setInterval, clearInterval } = globalThis
  globalThis.setInterval = ((fire: () => void, ms: number) => {
    const timer = { fire, ms, cleared: false, unref: () => timer }
    timers.push(timer)
    return timer
  }) as unknown as typeof setInterval
  globalThis.clearInterval = ((timer: { cleared: boolean }) => {
    timer.cleared = true
  }) as unknown as typeof clearInterval
  const restore = () => Object.assign(globalThis, { setInterval, clearInterval })
  return { timers, restore }
}

describe('age of what is unread', () => {
  const aged = (appendMs: number) => Object.assign(new UnreadMemo(), { appendMs }).ageMs(10_000)

  it('is unknown where the append lies ahead of the clock, which was put back', () => {
    expect([9_000, 10_000, 10_999, 11_000].map(aged)).to.deep.equal([1_000, 0, 0, 0])
    expect(aged(11_001)).to.deep.equal(Number.NaN)
    expect(aged(Number.NaN)).to.deep.equal(Number.NaN)
  })
})

describe('lag sampler', () => {
  let world: LagWorld
  beforeEach(async () => {
    world = await LagWorld.open()
    await world.create('a', 3)
  })
  afterEach(() => world.close())

  it('samples by the timer, nothing while there are no groups, and no more once it is stopped', async () => {
    const { timers, restore } = catchTimers()
    try {
      const sampler = new Sampler({ store: world.store, groups: world.groups, log: createLogger('silent') })
      const [timer] = timers
      expect(timer?.ms).to.equal(limits.lagSampleMs)
      const fire = async () => {
        timer?.fire()
        await sampler.sample() // joins the one that the timer began, if it did
        return sampler.figures()
      }
      timer?.fire()
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(sampler.figures()).to.include({ samples: 0, windows: 0 })
      for (let at = 0; at < 40; at++) timer?.fire()
      const { sampleCount } = await sampler.snapshot(() => {})
      expect(sampleCount).to.equal(41) // of nothing: the window reaches back no further than ever
      await world.commit('g', 'a', 0)
      expect(await fire()).to.include({ samples: 1, windows: 3, rows: 3 })
      await world.groups.delete('g')
      expect(await fire()).to.include({ samples: 2, windows: 3, rows: 0 }) // kept for those who ask about a snapshot
      for (let at = 0; at <= RING - WINDOW; at++) await fire()
      expect(sampler.figures()).to.include({ windows: 0, rows: 0 })
      sampler.stop()
      expect(timer?.cleared).to.equal(true)
    } finally {
      restore()
    }
  })

  it('gives windows back with their topic, and forgets logs that nobody reads', async () => {
    await world.create('b', 5)
    await world.commit('g', 'a', 0)
    await world.commit('g', 'b', 0)
    await world.commit('h', 'b', 0)
    await world.lag.sampleNow()
    expect(world.lag.stats()).to.include({ windows: 13, rows: 13, rowsWithoutWindow: 0 })
    await world.store.deleteTopic(world.topic('b'))
    for (let sample = 0; sample <= RING - WINDOW; sample++) {
      await world.lag.sampleNow()
      expect(world.lag.stats()).to.include({ windows: 13, rows: 3 }) // as long as a snapshot may be asked about
    }
    await world.lag.sampleNow()
    expect(world.lag.stats()).to.include({ windows: 3, rows: 3 })
  })

  it('a sample that is under way is the one that others wait for', async () => {
    await world.commit('g', 'a', 0)
    await Promise.all([world.lag.sampleNow(), world.lag.sampleNow()])
    expect(world.lag.stats().samples).to.equal(1)
  })
})

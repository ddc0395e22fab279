// What is only not yet durable is not lost: lag of a topic whose durability was set from memory to disk.
import { expect } from 'chai'
import { LagWorld } from './lag-world.ts'

describe('lag of what is not yet durable', () => {
  let world: LagWorld
  beforeEach(async () => {
    world = await LagWorld.open()
  })
  afterEach(() => world.close())

  it('is not beyond the end of the log, which goes further than what is visible now', async () => {
    await world.create('a', 1)
    await world.fill('a', 10)
    await world.commit('read-all', 'a', 10)
    await world.commit('read-some', 'a', 4)
    await world.commit('too-far', 'a', 10)
    const position = world.groups.find('too-far')?.facts?.offsets.get(world.topic('a').idHex)?.get(0)
    if (position === undefined) throw new Error('nothing is committed')
    Object.assign(position, { offset: 11 }) // as after a power cut, which took the records and left the commit
    const statuses = async () =>
      (await world.rows()).map(({ group, status, rule, lag }) => [group, status, rule, lag])
    expect(await statuses()).to.deep.equal([
      ['read-all', 'OK', 'caught-up', 0],
      ['read-some', 'OK', 'recent', 6],
      ['too-far', 'LOST', 'beyond-log-end', 0],
    ])
    // As from then on until the next sync, which would come in the middle of this.
    Object.defineProperty(world.topic('a').logs[0], 'visibleOffset', { value: 0 })
    await world.lag.sampleNow()
    // What no consumer can have yet is no lag.
    expect(await statuses()).to.deep.equal([
      ['read-all', 'OK', 'caught-up', 0],
      ['read-some', 'OK', 'caught-up', 0],
      ['too-far', 'LOST', 'beyond-log-end', 0],
    ])
  })
})

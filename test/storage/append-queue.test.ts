import { expect } from 'chai'
import fc from 'fast-check'
import type { AppendRequest } from '../../storage/append.ts'
import { AppendQueue } from '../../storage/append-queue.ts'

const request = (length: number): AppendRequest => ({
  source: 1,
  start: 0,
  length,
  acks: 'all',
  done: () => {},
})

describe('append queue', () => {
  it('refuses beyond its number and beyond its bytes', () => {
    const few = new AppendQueue(2, 1_000)
    expect([few.push(request(1)), few.push(request(1)), few.push(request(1))]).to.deep.equal([
      true,
      true,
      false,
    ])
    const small = new AppendQueue(100, 10)
    expect([small.push(request(6)), small.push(request(5)), small.push(request(4))]).to.deep.equal([
      true,
      false,
      true,
    ])
    expect([small.count, small.bytes]).to.deep.equal([2, 10])
  })

  it('is first in, first out, and one that must wait on goes back to the front', () => {
    const action = fc.oneof(fc.constant('push'), fc.constant('shift'), fc.constant('back'))
    fc.assert(
      fc.property(fc.array(action, { maxLength: 1_500 }), (actions) => {
        const queue = new AppendQueue(700, 1e9)
        const model: AppendRequest[] = []
        for (const [index, one] of actions.entries()) {
          if (one === 'push') {
            const next = request(index)
            expect(queue.push(next)).to.equal(model.length < 700)
            if (model.length < 700) model.push(next)
          } else {
            const got = queue.shift()
            expect(got).to.equal(model.shift())
            if (one === 'back' && got !== undefined) {
              queue.unshift(got)
              model.unshift(got)
            }
          }
          expect(queue.count).to.equal(model.length)
          expect(queue.bytes).to.equal(model.reduce((sum, { length }) => sum + length, 0))
        }
      }),
      { numRuns: 20 },
    )
  })
})

import { expect } from 'chai'
import { FetchWaiters } from '../../broker/fetch-waiters.ts'
import type { Peer } from '../../broker/handlers/context.ts'
import type { Log } from '../../storage/log.ts'

function fakeLog() {
  const listeners = new Set<() => void>()
  const log = {
    onVisible(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    log: log as unknown as Log,
    listeners,
    move: () => [...listeners].forEach((listener) => listener()),
  }
}

function fakePeer(): Peer {
  return { closed: false, onClose: new Set<() => void>() } as unknown as Peer
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('broker: fetch waiters', () => {
  it('listens to a log once, and not at all when nobody waits', () => {
    const { log, listeners } = fakeLog()
    const waiters = new FetchWaiters(10)
    const [a, b] = [waiters.add([log], 1_000, fakePeer()), waiters.add([log, log], 1_000, fakePeer())]
    expect(listeners.size).to.equal(1)
    a?.remove()
    a?.remove()
    expect([listeners.size, waiters.count]).to.deep.equal([1, 1])
    b?.remove()
    expect([listeners.size, waiters.count]).to.deep.equal([0, 0])
  })

  it('wakes once for many movements of one turn, and keeps a wake-up nobody listened to', async () => {
    const { log, move } = fakeLog()
    const waiter = new FetchWaiters(10).add([log], 60_000, fakePeer())
    let wakes = 0
    const first = waiter?.next().then(() => wakes++)
    for (let i = 0; i < 5; i++) move()
    await first
    expect(wakes).to.equal(1)
    move()
    await turn()
    expect(await waiter?.next()).to.equal('moved')
    waiter?.remove()
  })

  it('says for good that time is over, the peer gone or the broker stopping', async () => {
    const { log, move } = fakeLog()
    const waiters = new FetchWaiters(10)
    const late = waiters.add([log], 5, fakePeer())
    expect(await late?.next()).to.equal('deadline')
    move()
    await turn()
    expect(await late?.next()).to.equal('deadline')
    late?.remove()
    const peer = fakePeer()
    const left = waiters.add([log], 60_000, peer)
    for (const listener of peer.onClose) listener()
    expect(await left?.next()).to.equal('closed')
    left?.remove()
    expect(peer.onClose.size).to.equal(0)
    const waiting = waiters.add([log], 60_000, fakePeer())
    const ended = waiting?.next()
    waiters.stop()
    expect(await ended).to.equal('stopping')
    waiting?.remove()
    const after = waiters.add([log], 60_000, fakePeer())
    expect(await after?.next()).to.equal('stopping')
    after?.remove()
  })

  it('has room for so many and no more', () => {
    const { log } = fakeLog()
    const waiters = new FetchWaiters(2)
    const made = [1, 2, 3].map(() => waiters.add([log], 60_000, fakePeer()))
    expect(made[2]).to.equal(undefined)
    made[0]?.remove()
    const again = waiters.add([log], 60_000, fakePeer())
    expect(again).to.not.equal(undefined)
    for (const waiter of [made[1], again]) waiter?.remove()
  })
})

// Slabs in flight: bounded, counted, and a failure told with the number of its record.
import { expect } from 'chai'
import { Delivery } from '../../cli/delivery.ts'
import { SluiceError } from '../../protocol/errors.ts'

/** A sender whose calls end when the test says so. */
function manualSender() {
  const calls: { records: string[]; resolve: () => void; reject: (error: unknown) => void }[] = []
  const send = (records: string[]) =>
    new Promise<void>((resolve, reject) => calls.push({ records, resolve: () => resolve(), reject }))
  return { calls, send }
}

const nothing = () => undefined

function shipment(records: string[], firstNumber: number, done: () => void = nothing, bytes = 10) {
  return { records, firstNumber, bytes, done }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('cli/delivery', () => {
  it('waits when enough slabs are under way, and counts what was acknowledged', async () => {
    const { calls, send } = manualSender()
    const delivery = new Delivery<string>(send)
    let recycled = 0
    for (let i = 0; i < 7; i++) await delivery.add(shipment(['a', 'b'], i * 2 + 1, () => (recycled += 1)))
    let accepted = false
    const eighth = delivery.add(shipment(['c'], 15)).then(() => (accepted = true))
    await turn()
    expect([calls.length, accepted, delivery.delivered]).to.deep.equal([8, false, 0])
    calls[3]!.resolve()
    await eighth
    expect([accepted, delivery.delivered, recycled]).to.deep.equal([true, 2, 1])
    for (const call of calls) call.resolve()
    await delivery.settle()
    expect([delivery.delivered, recycled, delivery.failure]).to.deep.equal([15, 7, undefined])
  })

  it('waits sooner where records or bytes are many, but one shipment may always go', async () => {
    for (const first of [
      shipment(Array(60_000).fill('x'), 1),
      shipment(['x'], 1, nothing, 20 * 1024 * 1024),
    ]) {
      const { calls, send } = manualSender()
      const delivery = new Delivery<string>(send)
      let accepted = false
      const added = delivery.add(first).then(() => (accepted = true))
      await turn()
      expect([calls.length, accepted]).to.deep.equal([1, false])
      calls[0]!.resolve()
      await added
    }
  })

  it('names the record that failed first and counts those of its slab that arrived', async () => {
    const { calls, send } = manualSender()
    const delivery = new Delivery<string>(send)
    await delivery.add(shipment(['a', 'b', 'c', 'd'], 101))
    const bad = new SluiceError('MESSAGE_TOO_LARGE', 'too much')
    const whole = Object.assign(new SluiceError('BATCH_FAILED'), {
      results: [{ offset: 1 }, bad, bad, { offset: 2 }],
    })
    calls[0]!.reject(whole)
    await delivery.settle()
    expect(delivery.delivered).to.equal(2)
    expect(delivery.failure).to.include({ code: 'MESSAGE_TOO_LARGE', message: 'record 102: too much' })
  })

  it('keeps the first failure and does not wait for room after it', async () => {
    const { calls, send } = manualSender()
    const delivery = new Delivery<string>(send)
    for (let i = 0; i < 7; i++) await delivery.add(shipment(['a'], i + 1))
    const waiting = delivery.add(shipment(['a'], 8))
    calls[0]!.reject(new SluiceError('DISCONNECTED'))
    await waiting
    calls[1]!.reject(new SluiceError('TIMEOUT'))
    for (const call of calls) call.resolve()
    await delivery.settle()
    expect(delivery.failure).to.include({ code: 'DISCONNECTED' })
    expect(delivery.delivered).to.equal(6)
  })
})

import { expect } from 'chai'
import protobuf from 'protobufjs'
import { z } from 'zod'
import { type Serde, type SluiceError, serde, topic } from '../../client/index.ts'
import { encodeWith } from '../../client/send-one.ts'

const there = <T>(which: Serde<T>, value: T): T => which.decode(Buffer.from(which.encode(value)))

describe('client/serde', () => {
  it('utf8, json and protobuf give back what went in', () => {
    expect(there(serde.utf8, 'zażółć 🎉')).to.equal('zażółć 🎉')
    expect(there(serde.json<{ a: number[] }>(), { a: [1, 2] })).to.deep.equal({ a: [1, 2] })
    const type = new protobuf.Type('Point').add(new protobuf.Field('x', 1, 'int32'))
    const points = serde.protobuf(type)
    expect((there(points, type.create({ x: 7 })) as unknown as { x: number }).x).to.equal(7)
  })

  it('a schema is asked in both directions and names what is wrong', () => {
    const orders = topic('orders', { value: serde.json(z.object({ count: z.number() })) })
    expect(encodeWith(orders, 'value', { count: 1 })).to.equal('{"count":1}')
    expect(() => encodeWith(orders, 'value', { count: 'x' })).to.throw(
      /cannot write the value of a record of 'orders': count: /,
    )
    expect(() => orders.value.decode(Buffer.from('{"count":"x"}'))).to.throw(/count: /)
  })

  it('failures are SERDE_FAILED and say where', () => {
    const orders = topic('orders', { value: serde.json() })
    const codes = [() => encodeWith(orders, 'value', () => 1), () => encodeWith(orders, 'value', 5n)].map(
      (encode) => {
        try {
          encode()
        } catch (error) {
          return (error as SluiceError).code
        }
        return 'fine'
      },
    )
    expect(codes).to.deep.equal(['SERDE_FAILED', 'SERDE_FAILED'])
  })
})

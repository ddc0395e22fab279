import { expect } from 'chai'
import protobuf from 'protobufjs'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { type Serde, type SluiceError, serde, topic } from '../../client/index.ts'
import { encodeWith } from '../../client/producer/send-one.ts'
import { storage } from '../../protocol/generated/storage.js'

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

  it('generated protobufjs types: plain properties in, messages out', () => {
    // As pbjs generates it; our own typings of this file only hide that the writer may be left out.
    const type = storage.LogStart as unknown as {
      encode(message: { partition?: number; offset?: number }): { finish(): Uint8Array }
      decode(bytes: Uint8Array): { partition: number; offset: number; topicId: Uint8Array }
    }
    const starts = topic('starts', { value: serde.protobuf(type) })
    const bytes = Buffer.from(encodeWith(starts, 'value', { partition: 3 }) as Uint8Array)
    const { partition, topicId } = starts.value.decode(bytes)
    expect([partition, topicId.length]).to.deep.equal([3, 0])
    expect(() => starts.value.decode(Buffer.from([0xff, 0xff, 0xff]))).to.throw()
  })

  it('any Standard Schema: transformations take effect on reading, what was given is written', () => {
    const schema = mini.object({
      at: mini.pipe(
        mini.string(),
        mini.transform((text) => new Date(text)),
      ),
      tags: mini._default(mini.array(mini.string()), []),
    })
    const events = topic('events', { value: serde.json(schema) })
    const written = encodeWith(events, 'value', { at: '2026-01-02T00:00:00.000Z' })
    expect(written).to.equal('{"at":"2026-01-02T00:00:00.000Z"}')
    const read = events.value.decode(Buffer.from(written as string))
    expect(read).to.deep.equal({ at: new Date('2026-01-02'), tags: [] })
  })

  it('a schema that validates asynchronously is refused, and its rejection is nobody’s', async () => {
    const unhandled: unknown[] = []
    const listener = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', listener)
    const slow = topic('events', { value: serde.json(z.string().refine(async () => true)) })
    expect(() => encodeWith(slow, 'value', 'x')).to.throw(/asynchronously/)
    const validate = () => Promise.reject(new Error('later'))
    const late = { '~standard': { version: 1 as const, vendor: 'test', validate } }
    const events = topic('events', { value: serde.json(late) })
    expect(() => encodeWith(events, 'value', 'x')).to.throw(/asynchronously/)
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('unhandledRejection', listener)
    expect(unhandled).to.deep.equal([])
  })

  it('what is no schema, no message type and no serde is refused where it is given', () => {
    const bad = [
      () => serde.json({ type: 'object' } as never),
      () => serde.protobuf({ encode() {} } as never),
      () => topic('t', { value: JSON as never }),
      () => topic('t', { key: 'utf8' as never }),
    ]
    const codes = bad.map((make) => {
      try {
        make()
      } catch (error) {
        return (error as SluiceError).code
      }
      return 'fine'
    })
    expect(codes).to.deep.equal(bad.map(() => 'INVALID_ARGUMENT'))
  })
})
